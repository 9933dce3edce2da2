//! Number words and month names: the tables, and how a word of the text is looked up in them.

use crate::{arabic, english};
use rustc_hash::FxHashMap;

const NUMBERS: &str = include_str!("../../lexicons/numbers.tsv");
const MONTHS: &str = include_str!("../../lexicons/months.tsv");

/// Month names that also are common words or first names, as keys: they count only beside a day or year,
/// after «شهر», or when named twice («آب/أغسطس»). English abbreviations (Jan, Mar, Dec) count among them.
const AMBIGUOUS: &[&str] = &[
    "اب",
    "اوت",
    "ماي",
    "جوان",
    "صفر",
    "رجب",
    "شعبان",
    "محرم",
    "هاتور",
    "ربيع الاول",
    "ربيع اول",
    "ربيع الثاني",
    "ربيع ثاني",
    "may",
    "march",
    "august",
    "rajab",
    "shaban",
    "safar",
];

fn is_ambiguous(key: &str) -> bool {
    AMBIGUOUS.contains(&key) || (key.is_ascii() && key.len() <= 4 && !matches!(key, "june" | "july"))
}

/// Longest month name in words.
const MAX_WORDS: usize = 4;

/// What a number word does in a number phrase. The names are those of `lexicons/numbers.tsv`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum NumberRole {
    /// 0 to 9.
    Unit,
    /// 1 or 2 whose form with the article is a weekday.
    UnitBare,
    /// Arabic ten: alone 10, after a unit part of 11 to 19.
    Ten,
    /// English 10 to 19.
    Teen,
    /// 20 to 90.
    Tens,
    /// One hundred: multiplies what stands before.
    Hundred,
    /// 200 to 900 in one Arabic word.
    Hundreds,
    /// Thousand and up, dozen: multiplies what stands before.
    Scale,
    /// As scale, but no number by itself: "thousands".
    Plural,
    /// Arabic dual: two thousand, two million.
    Dual,
    /// Letters glued to digits: 5m, 3bn.
    Suffix,
    /// Half, quarter: numbers only beside another.
    Fraction,
    /// First, second, …
    Ordinal,
    /// Arabic "first" as the unit of 11th and 21st: «الحادي عشر», «الحادي والعشرون».
    OrdinalPart,
    /// An ordinal only with the article: «ثانية» without it is a second of time.
    OrdinalDefinite,
    /// Twenties to nineties.
    Decade,
    /// Per cent in one word.
    Percent,
    /// «قرن», century, which a decade may belong to.
    Century,
    /// Which century: «ماضي»; the value is its first year.
    CenturyOf,
    /// Not a number although its letters split into proclitic and number.
    Stop,
}

impl NumberRole {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "unit" => NumberRole::Unit,
            "unit_bare" => NumberRole::UnitBare,
            "ten" => NumberRole::Ten,
            "teen" => NumberRole::Teen,
            "tens" => NumberRole::Tens,
            "hundred" => NumberRole::Hundred,
            "hundreds" => NumberRole::Hundreds,
            "scale" => NumberRole::Scale,
            "plural" => NumberRole::Plural,
            "dual" => NumberRole::Dual,
            "suffix" => NumberRole::Suffix,
            "fraction" => NumberRole::Fraction,
            "ordinal" => NumberRole::Ordinal,
            "ordinal_part" => NumberRole::OrdinalPart,
            "ordinal_definite" => NumberRole::OrdinalDefinite,
            "decade" => NumberRole::Decade,
            "percent" => NumberRole::Percent,
            "century" => NumberRole::Century,
            "century_of" => NumberRole::CenturyOf,
            "stop" => NumberRole::Stop,
            _ => return None,
        })
    }
}

/// A month name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Month {
    /// 1..=12 Gregorian, 13..=24 Hijri.
    pub number: u8,
    /// See [`AMBIGUOUS`].
    pub ambiguous: bool,
}

/// All that the tables say of one word.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(super) struct Entry {
    /// As a number word.
    pub number: Option<(NumberRole, f64)>,
    /// As a month name of one word.
    pub month: Option<Month>,
    /// Whether a month name of several words starts with it.
    pub starts: bool,
}

/// A word found in the tables, and what was taken off to find it.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(super) struct Lexeme {
    /// Index into the entries.
    id: u16,
    /// Proclitic «و» or «ف».
    pub and: bool,
    /// Proclitic «ب», «ل» or «ك».
    pub preposition: bool,
    /// Article.
    pub definite: bool,
}

/// The tables, by key.
pub(super) struct Lexemes {
    ids: FxHashMap<Box<str>, u16>,
    entries: Vec<Entry>,
    phrases: FxHashMap<Box<str>, Month>,
}

impl Lexemes {
    /// Parses the embedded tables. Lines that make no sense are passed over; a test finds them.
    pub fn new() -> Self {
        let mut tables = Lexemes {
            ids: FxHashMap::with_capacity_and_hasher(1024, rustc_hash::FxBuildHasher),
            entries: Vec::with_capacity(1024),
            phrases: FxHashMap::default(),
        };
        for (form, role, value) in NUMBERS.lines().skip(1).filter_map(number_line) {
            tables.entry(&key(form)).number = Some((role, value));
        }
        for (names, number) in MONTHS.lines().skip(1).filter_map(month_line) {
            for name in names.flat_map(|cell| cell.split('|')) {
                tables.add_month(name, number);
            }
        }
        tables
    }

    fn entry(&mut self, key: &str) -> &mut Entry {
        let id = self.ids.get(key).copied().unwrap_or_else(|| {
            let id = self.entries.len() as u16;
            self.ids.insert(key.into(), id);
            self.entries.push(Entry::default());
            id
        });
        &mut self.entries[id as usize]
    }

    fn add_month(&mut self, name: &str, number: u8) {
        let words: Vec<String> = name.split([' ', '-', '.']).filter(|w| !w.is_empty()).map(key).collect();
        let joined = words.join(" ");
        let month = Month { number, ambiguous: is_ambiguous(&joined) };
        match words.len() {
            0 => {}
            1 => self.entry(&joined).month = Some(month),
            _ => {
                self.entry(&words[0]).starts = true;
                self.phrases.insert(joined.into(), month);
            }
        }
    }

    /// What the tables say of a found word.
    pub fn get(&self, lexeme: Lexeme) -> &Entry {
        &self.entries[lexeme.id as usize]
    }

    /// A month name of several words: the longest that `words` (their keys, in order) begin with, and its length.
    pub fn phrase<'a>(&self, words: impl Iterator<Item = &'a str>) -> Option<(Month, usize)> {
        let mut joined = String::new();
        let mut best = None;
        for (i, word) in words.take(MAX_WORDS).enumerate() {
            if i > 0 {
                joined.push(' ');
            }
            joined.push_str(word);
            if let Some(&month) = self.phrases.get(joined.as_str()) {
                best = Some((month, i + 1));
            }
        }
        best
    }

    fn exact(&self, key: &str) -> Option<u16> {
        self.ids.get(key).copied()
    }

    /// Looks up an English key.
    pub fn find_latin(&self, key: &str) -> Option<Lexeme> {
        self.exact(key).map(|id| Lexeme { id, ..Lexeme::default() })
    }

    /// Looks up an Arabic key: as it is, then without «و» or «ف», then «ب ل ك», each time with and without the article.
    pub fn find_arabic(&self, key: &str) -> Option<Lexeme> {
        let mut lexeme = Lexeme::default();
        let mut rest = key;
        let mut found = self.bare_or_definite(rest, "ال");
        if found.is_none()
            && let Some(bare) = rest.strip_prefix(['و', 'ف'])
        {
            (lexeme.and, rest) = (true, bare);
            found = self.bare_or_definite(rest, "ال");
        }
        if found.is_none()
            && let Some(bare) = rest.strip_prefix(['ب', 'ل', 'ك'])
        {
            // «لل» is preposition and article in one; the others keep the alif.
            let article = if rest.starts_with('ل') { "ل" } else { "ال" };
            lexeme.preposition = true;
            found = self.bare_or_definite(bare, article);
        }
        let (id, definite) = found?;
        let stop = self.entries[id as usize].number.is_some_and(|(role, _)| role == NumberRole::Stop);
        (!stop).then_some(Lexeme { id, definite, ..lexeme })
    }

    fn bare_or_definite(&self, key: &str, article: &str) -> Option<(u16, bool)> {
        match self.exact(key) {
            Some(id) => Some((id, false)),
            None => self.exact(key.strip_prefix(article)?).map(|id| (id, true)),
        }
    }
}

/// The key of a word of either language.
fn key(word: &str) -> String {
    if word.chars().next().is_some_and(arabic::is_letter) { arabic::key(word) } else { english::key(word) }
}

fn number_line(line: &str) -> Option<(&str, NumberRole, f64)> {
    let mut cells = line.split('\t');
    let (form, _lang, value, role) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    Some((form, NumberRole::named(role)?, value.parse().ok()?))
}

/// The names (Arabic, then English) and the number of a line of the month table; `None` for other calendars.
fn month_line(line: &str) -> Option<(std::array::IntoIter<&str, 2>, u8)> {
    let mut cells = line.split('\t');
    let (arabic, english, _kind, note) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    let (digits, shift) = match note.strip_prefix('h') {
        Some(digits) => (digits, 12),
        None => (note, 0),
    };
    let number: u8 = digits.parse().ok().filter(|n| (1..=12).contains(n))?;
    Some(([arabic, english].into_iter(), number + shift))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_parses() {
        for line in NUMBERS.lines().skip(1) {
            assert!(line.starts_with('#') || number_line(line).is_some(), "{line}");
        }
        for line in MONTHS.lines().skip(1) {
            let other_calendar = line.split('\t').nth(3).is_some_and(|note| note.starts_with('p'));
            assert!(line.starts_with('#') || other_calendar || month_line(line).is_some(), "{line}");
        }
    }

    #[test]
    fn all_months_are_named_in_both_languages() {
        let tables = Lexemes::new();
        let mut seen = [false; 25];
        for line in MONTHS.lines().skip(1) {
            if let Some((names, number)) = month_line(line) {
                seen[number as usize] = names.into_iter().all(|cell| !cell.is_empty());
            }
        }
        assert!(seen[1..].iter().all(|&s| s), "{seen:?}");
        assert!(tables.entries.len() < u16::MAX as usize);
    }
}
