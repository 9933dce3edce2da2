//! The words that names are put together with, from `lexicons/name_parts.tsv`.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::key;

/// What a word does in a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PartRole {
    /// Stands before a name.
    Title,
    /// Before a name or between words of it.
    Particle,
    /// أبو: father of.
    Father,
    /// عبد: servant of.
    Servant,
    /// آل: house of.
    House,
    /// الدين, after a word.
    Faith,
    /// الله, after a word.
    God,
    /// A noun of what is named: جامعة.
    Head,
    /// A body that each country has.
    Body,
    /// A woman's given name, where its ending does not tell.
    Woman,
    /// A man's given name that ends like a woman's.
    Man,
    /// An initial.
    Letter,
}

const ROLES: [(&str, PartRole); 12] = [
    ("title", PartRole::Title),
    ("particle", PartRole::Particle),
    ("father", PartRole::Father),
    ("servant", PartRole::Servant),
    ("house", PartRole::House),
    ("faith", PartRole::Faith),
    ("god", PartRole::God),
    ("head", PartRole::Head),
    ("body", PartRole::Body),
    ("woman", PartRole::Woman),
    ("man", PartRole::Man),
    ("letter", PartRole::Letter),
];

/// A word with its counterparts, the usual one first.
#[derive(Clone, PartialEq, Debug)]
pub struct NamePart {
    /// Arabic, as written.
    pub ar: &'static str,
    /// Latin alternatives; … stands for the rest of the name.
    pub en: Vec<&'static str>,
    /// What it does.
    pub role: PartRole,
}

/// The words by either side.
#[derive(Debug, Default)]
pub struct Grammar {
    parts: Vec<NamePart>,
    arabic: HashMap<String, Vec<usize>>,
    latin: HashMap<String, Vec<(usize, usize)>>,
}

impl Grammar {
    /// The grammar that the binary carries.
    pub fn embedded() -> &'static Grammar {
        static GRAMMAR: OnceLock<Grammar> = OnceLock::new();
        GRAMMAR.get_or_init(|| Grammar::new(include_str!("../../../lexicons/name_parts.tsv")))
    }

    fn new(text: &'static str) -> Self {
        let mut grammar = Grammar::default();
        for line in text.lines().skip(1).filter(|l| !l.starts_with('#')) {
            let mut columns = line.split('\t');
            let (Some(ar), Some(en), Some(role)) = (columns.next(), columns.next(), columns.next()) else {
                continue;
            };
            let Some((_, role)) = ROLES.iter().find(|(name, _)| *name == role.trim()) else { continue };
            let at = grammar.parts.len();
            let en: Vec<&str> = en.split('|').collect();
            grammar.arabic.entry(key::arabic(ar)).or_default().push(at);
            for (rank, form) in en.iter().enumerate() {
                let bare = form.replace('…', "");
                let key: String = key::latin_words(&bare).map(|(w, _)| key::latin_word(w)).collect();
                if !key.is_empty() {
                    grammar.latin.entry(key).or_default().push((at, rank));
                }
            }
            grammar.parts.push(NamePart { ar, en, role: *role });
        }
        grammar
    }

    /// The parts that an Arabic form of this key may be.
    pub fn arabic(&self, key: &str) -> impl Iterator<Item = &NamePart> {
        self.arabic.get(key).into_iter().flatten().map(|&at| &self.parts[at])
    }

    /// The parts that a folded Latin form may be, with its place among their alternatives.
    pub fn latin(&self, folded: &str) -> impl Iterator<Item = (&NamePart, usize)> {
        self.latin.get(folded).into_iter().flatten().map(|&(at, rank)| (&self.parts[at], rank))
    }

    /// Whether an Arabic given name is a woman's: by the list, else by its ending.
    pub fn is_woman(&self, given: &str) -> bool {
        let key = key::arabic(given);
        match self.arabic(&key).find(|p| matches!(p.role, PartRole::Woman | PartRole::Man)) {
            Some(part) => part.role == PartRole::Woman,
            None => given.ends_with(['ة', 'ى', 'ا']) || given.ends_with("اء"),
        }
    }

    /// The gender of a title that is also had with the ending of the other; `None` of any other title.
    pub fn gender(&self, title: &str) -> Option<bool> {
        let (first, rest) = title.split_once(' ').map_or((title, ""), |(f, r)| (f, r));
        let (other, feminine) = match first.strip_suffix('ة') {
            Some(masculine) => (masculine.to_owned(), true),
            None => (format!("{first}ة"), false),
        };
        let other = if rest.is_empty() { other } else { format!("{other} {rest}") };
        self.arabic(&key::arabic(&other))
            .any(|p| p.role == PartRole::Title && p.ar == other)
            .then_some(feminine)
    }

    /// The Arabic name of a Latin letter.
    pub fn letter(&self, letter: &str) -> Option<&'static str> {
        self.latin(letter).find(|(p, _)| p.role == PartRole::Letter).map(|(p, _)| p.ar)
    }
}

/// The share of the alternative at `rank`: each later one about half of the one before, all together one. Set by
/// judgement, as [`super::BookWeights`] are.
pub fn share(rank: usize) -> f32 {
    const FIRST: f32 = 0.55;
    const OF_THE_ONE_BEFORE: f32 = 0.45;
    FIRST * OF_THE_ONE_BEFORE.powi(rank as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_part() {
        let text = include_str!("../../../lexicons/name_parts.tsv");
        let rows = text.lines().skip(1).filter(|l| !l.starts_with('#')).count();
        let grammar = Grammar::embedded();
        assert_eq!(grammar.parts.len(), rows);
        assert!(grammar.arabic("الرييس").any(|p| p.role == PartRole::Title));
        assert!(grammar.latin("university").any(|(p, _)| p.ar == "جامعة"));
        assert_eq!(grammar.letter("j"), Some("جيه"));
    }
}
