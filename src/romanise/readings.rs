//! How words without vowel marks are read: the table `lexicons/romanisation/readings.tsv`.

use std::collections::HashMap;
use std::sync::OnceLock;

#[cfg(test)]
use super::letters;

const TABLE: &str = include_str!("../../lexicons/romanisation/readings.tsv");

/// What a word of the table is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ReadingKind {
    /// A given name: its ة is in pause even before a father's name.
    Given,
    /// A surname, or an adjective of origin.
    Surname,
    /// A place: its adjective is read after it, and its ة is in pause.
    Place,
    /// A part of names: أبو, ابن, الدين.
    Part,
    /// A common noun of place names and institutions.
    Noun,
    /// A word with an alif that is not written: read so also where other marks stand.
    Defective,
}

/// A way to read a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct KnownReading {
    pub vocalised: &'static str,
    pub kind: ReadingKind,
}

/// The readings of the table by the word without marks.
#[derive(Debug, Default)]
pub(super) struct Readings {
    known: HashMap<String, KnownReading>,
}

impl Readings {
    /// The embedded table.
    pub fn embedded() -> &'static Readings {
        static TABLE_ONCE: OnceLock<Readings> = OnceLock::new();
        TABLE_ONCE.get_or_init(|| Readings::parse(TABLE))
    }

    /// Bad rows are passed over: a test holds that there are none. Of two readings of one word the first counts.
    fn parse(text: &'static str) -> Readings {
        let mut table = Readings::default();
        for (bare, known) in rows(text).flatten() {
            // Hamza and madda on alif are often left out, in text as in names.
            let folded = bare.replace(['أ', 'إ', 'آ'], "ا");
            table.known.entry(bare).or_insert(known);
            table.known.entry(folded).or_insert(known);
        }
        table
    }

    /// The reading of `bare`, a word without marks; also where a final ة is written without dots, or ى and ي stand for
    /// each other.
    pub fn get(&self, bare: &str) -> Option<KnownReading> {
        if let Some(known) = self.known.get(bare) {
            return Some(*known);
        }
        let (end, last) = bare.char_indices().next_back()?;
        let other = match last {
            'ه' => 'ة',
            'ي' => 'ى',
            'ى' => 'ي',
            _ => return None,
        };
        self.known.get(&format!("{}{other}", &bare[..end])).copied()
    }
}

/// The rows: the word without marks and its reading; a row that makes no sense as it stands.
fn rows(text: &'static str) -> impl Iterator<Item = Result<(String, KnownReading), &'static str>> {
    text.lines().skip(1).filter(|l| !l.is_empty() && !l.starts_with('#')).map(|line| {
        let mut columns = line.split('\t');
        let (Some(word), Some(vocalised), Some(kind)) = (columns.next(), columns.next(), columns.next())
        else {
            return Err(line);
        };
        let kind = match kind {
            "given" => ReadingKind::Given,
            "surname" => ReadingKind::Surname,
            "place" => ReadingKind::Place,
            "part" => ReadingKind::Part,
            "noun" => ReadingKind::Noun,
            "defective" => ReadingKind::Defective,
            _ => return Err(line),
        };
        Ok((word.to_owned(), KnownReading { vocalised, kind }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_reading_is_whole_and_there_once() {
        let mut seen = HashSet::new();
        for row in rows(TABLE) {
            let (bare, known) = row.expect("a row of three columns");
            let mut chars = Vec::new();
            letters::canonical_into(known.vocalised, true, &mut chars);
            letters::imply(&mut chars);
            assert!(letters::is_read(&chars), "not every vowel is there: {}", known.vocalised);
            assert!(seen.insert((bare, known.vocalised)), "twice: {}", known.vocalised);
        }
        assert!(seen.len() >= 1500, "{}", seen.len());
    }
}
