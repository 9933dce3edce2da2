//! The lexicon's own format: TSV with a header, alternatives separated by `|`, comments behind `#`.

use std::path::Path;

/// What an entry names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// A human being.
    Person,
    /// A country, city, river, building, …
    Place,
    /// A body, company, party, medium, army, treaty.
    Organisation,
    /// People and things of a place, language or religion.
    Demonym,
    /// A month's name.
    Month,
    /// A letter word or an abbreviation with its full stop.
    Abbreviation,
    /// A general word or term.
    Word,
}

impl Kind {
    /// Every kind with its name in the files.
    pub const ALL: [(Kind, &'static str); 7] = [
        (Kind::Person, "person"),
        (Kind::Place, "place"),
        (Kind::Organisation, "organisation"),
        (Kind::Demonym, "demonym"),
        (Kind::Month, "month"),
        (Kind::Abbreviation, "abbreviation"),
        (Kind::Word, "word"),
    ];

    /// The kind a file's third column names.
    pub fn parse(name: &str) -> Option<Kind> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(k, _)| *k)
    }

    /// Its name in the files.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(k, _)| *k == self).map_or("word", |(_, n)| n)
    }

    /// Whether entries of this kind are proper names: written with a capital in English.
    pub fn is_name(self) -> bool {
        matches!(self, Kind::Person | Kind::Place | Kind::Organisation | Kind::Abbreviation)
    }
}

/// One line of an entry file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EntryRow<'a> {
    /// Line number, from 1.
    pub line: usize,
    /// Arabic alternatives, the preferred one first.
    pub ar: &'a str,
    /// English alternatives, the preferred one first.
    pub en: &'a str,
    /// What it names.
    pub kind: Kind,
    /// Part of speech, country, month number or source.
    pub note: &'a str,
}

/// The header of an entry file; the fourth column may have any name.
pub const HEADER: [&str; 3] = ["ar", "en", "kind"];

/// Why a line is no entry: what was expected and what was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadRow {
    /// Line number, from 1.
    pub line: usize,
    /// What was expected there.
    pub expected: &'static str,
    /// What was found.
    pub found: String,
}

/// The alternatives of a column.
pub fn alternatives(column: &str) -> impl Iterator<Item = &str> {
    column.split('|').map(str::trim).filter(|a| !a.is_empty())
}

/// The rows of an entry file in order, header and comments left out, bad lines as [`BadRow`].
pub fn rows(text: &str) -> impl Iterator<Item = Result<EntryRow<'_>, BadRow>> {
    let mut headed = false;
    text.lines().enumerate().filter_map(move |(i, raw)| {
        let line = i + 1;
        let raw = raw.trim_end_matches('\r');
        let raw = if line == 1 { raw.trim_start_matches('\u{feff}') } else { raw };
        if raw.is_empty() || raw.starts_with('#') {
            return None;
        }
        if !headed {
            headed = true;
            if raw.split('\t').map(str::trim).take(3).eq(HEADER) {
                return None;
            }
            return Some(Err(bad(line, "the header ar<TAB>en<TAB>kind<TAB>note", raw)));
        }
        Some(row(line, raw))
    })
}

/// The pairs of an entry file's text: every Arabic alternative with the preferred English one, and the preferred Arabic
/// one with the other English ones. Bad lines are passed over.
pub fn entry_pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    rows(text).flatten().flat_map(|row| {
        let first_ar = alternatives(row.ar).take(1);
        let first_en = alternatives(row.en).next();
        let by_ar = alternatives(row.ar).filter_map(move |ar| first_en.map(|en| (ar, en)));
        by_ar.chain(first_ar.flat_map(move |ar| alternatives(row.en).skip(1).map(move |en| (ar, en))))
    })
}

/// Most pairs of alternatives of an entry, each of which becomes a link: the entries of `lexicons/` have fewer than 100.
const MOST_PAIRS: usize = 10_000;

fn bad(line: usize, expected: &'static str, found: &str) -> BadRow {
    BadRow { line, expected, found: found.chars().take(80).collect() }
}

fn row(line: usize, raw: &str) -> Result<EntryRow<'_>, BadRow> {
    let mut columns = raw.split('\t');
    let (Some(ar), Some(en), Some(kind)) = (columns.next(), columns.next(), columns.next()) else {
        return Err(bad(line, "at least three columns separated by tabs", raw));
    };
    let note = columns.next().unwrap_or("");
    let Some(kind) = Kind::parse(kind.trim()) else {
        return Err(bad(
            line,
            "a kind: person, place, organisation, demonym, month, abbreviation or word",
            kind,
        ));
    };
    if alternatives(ar).next().is_none() {
        return Err(bad(line, "an Arabic form in column 1", raw));
    }
    if alternatives(en).next().is_none() {
        return Err(bad(line, "an English form in column 2", raw));
    }
    let pairs = alternatives(ar).count().saturating_mul(alternatives(en).count());
    if pairs > MOST_PAIRS {
        return Err(bad(line, "at most 10,000 pairs of an Arabic and an English alternative", raw));
    }
    Ok(EntryRow { line, ar, en, kind, note })
}

/// Files of `lexicons/` that are no entries: tables of other stages, and learned ones.
const OTHER_TABLES: [&str; 14] = [
    "clause_words.tsv",
    "english_irregular.tsv",
    "learned.tsv",
    "frequency_ar.tsv",
    "frequency_en.tsv",
    "months.tsv",
    "name_countries.tsv",
    "name_parts.tsv",
    "names.tsv",
    "numbers.tsv",
    "boilerplate.tsv",
    "page_words.tsv",
    "sentence_abbreviations.tsv",
    "sentence_words.tsv",
];

/// Whether a file of this name holds entries.
pub fn is_entry_file(path: &Path) -> bool {
    let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    !OTHER_TABLES.contains(&name)
}
