//! The word lists of the segmenter, embedded and parsed once. All of them are tables a linguist can edit.

use std::collections::HashMap;

const ABBREVIATIONS: &str = include_str!("../../lexicons/sentence_abbreviations.tsv");
const WORDS: &str = include_str!("../../lexicons/sentence_words.tsv");

/// When a full stop after an abbreviation also ends the sentence (column `ends` of `sentence_abbreviations.tsv`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ends {
    /// Never: a name or number must follow (Dr., أ.د.).
    Never,
    /// Only before a word that typically begins a sentence (U.S. The…).
    Maybe,
    /// Before any capitalised word but those of time (3 p.m. Police…, but 3 p.m. Monday…).
    Capital,
    /// Unless a number follows (No. 5, p. 7).
    Number,
}

/// What a word tells about a boundary beside it (column `role` of `sentence_words.tsv`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BoundaryRole {
    /// Typically begins a sentence.
    Starter,
    /// Never begins one: goes on with the sentence before (إن after a pause).
    Goes,
    /// Weekday, month or time zone: follows "p.m." within the sentence.
    Time,
    /// A verb of speech: `"Why?" Smith asked`.
    Speech,
    /// The last part of an internet name: الجزيرة.نت, jisr.org.
    Domain,
}

/// The lists: abbreviations without their last full stop, and words with their roles.
#[derive(Debug)]
pub struct Lists {
    abbreviations: HashMap<&'static str, Ends>,
    words: HashMap<&'static str, BoundaryRole>,
}

impl Lists {
    /// Parses the embedded tables. Lines that make no sense are passed over; a test holds that there are none.
    pub fn new() -> Self {
        Lists {
            abbreviations: rows(ABBREVIATIONS)
                .filter_map(|row| Some((row[0].strip_suffix('.').unwrap_or(row[0]), ends(row.get(3)?)?)))
                .collect(),
            words: rows(WORDS).filter_map(|row| Some((row[0], role(row.get(2)?)?))).collect(),
        }
    }

    /// When `word` (before its full stop, inner stops kept) is an abbreviation: whether it ends the sentence.
    /// Upper-case headlines are read too: MR. is Mr.
    pub fn ends(&self, word: &str) -> Option<Ends> {
        if let Some(&ends) = self.abbreviations.get(word) {
            return Some(ends);
        }
        let mut chars = word.chars();
        let first = chars.next()?;
        let rest = chars.as_str();
        if !first.is_uppercase() || rest.is_empty() {
            return None;
        }
        // E.g → e.g, MR → Mr
        let changed = if rest.chars().any(char::is_lowercase) {
            first.to_lowercase().chain(rest.chars()).collect::<String>()
        } else {
            std::iter::once(first).chain(rest.chars().flat_map(char::to_lowercase)).collect::<String>()
        };
        self.abbreviations.get(changed.as_str()).copied()
    }

    /// Whether `word` has `role`.
    pub fn is(&self, word: &str, role: BoundaryRole) -> bool {
        self.words.get(word) == Some(&role)
    }
}

/// The data lines of a table: no header, no comments, columns split.
pub fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .skip(1)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

fn ends(name: &str) -> Option<Ends> {
    Some(match name {
        "never" => Ends::Never,
        "maybe" => Ends::Maybe,
        "capital" => Ends::Capital,
        "number" => Ends::Number,
        _ => return None,
    })
}

fn role(name: &str) -> Option<BoundaryRole> {
    Some(match name {
        "starter" => BoundaryRole::Starter,
        "goes-on" => BoundaryRole::Goes,
        "time" => BoundaryRole::Time,
        "speech" => BoundaryRole::Speech,
        "domain" => BoundaryRole::Domain,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_row_of_the_tables_is_understood_and_unique() {
        let mut seen = HashSet::new();
        for row in rows(ABBREVIATIONS) {
            assert!(row.len() >= 4 && ends(row[3]).is_some(), "{row:?}");
            assert!(matches!(row[1], "ar" | "en"), "{row:?}");
            assert!(matches!(row[2], "title" | "unit" | "initialism" | "month" | "other"), "{row:?}");
            assert!(seen.insert(row[0]), "twice: {row:?}");
        }
        for row in rows(WORDS) {
            assert!(row.len() >= 3 && role(row[2]).is_some(), "{row:?}");
            assert!(matches!(row[1], "ar" | "en"), "{row:?}");
            assert!(seen.insert(row[0]), "twice: {row:?}");
        }
    }

    #[test]
    fn case_of_headlines() {
        let lists = Lists::new();
        assert_eq!(lists.ends("MR"), Some(Ends::Never));
        assert_eq!(lists.ends("E.g"), Some(Ends::Never));
        assert_eq!(lists.ends("sun"), None);
        assert_eq!(lists.ends("X"), None);
    }
}
