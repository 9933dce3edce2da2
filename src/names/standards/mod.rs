//! Romanisation by the letter of a standard: ALA-LC, BGN/PCGN, UN, ISO 233, DIN 31635, IJMES, Buckwalter and others.
//!
//! A system is a data file, `lexicons/romanisation/SYSTEM.tsv`: letters, vowels, and settings for what all systems
//! share but do differently: article and sun letters, ة in pause and construct, joined prefixes, ezafe, capitals. The
//! rules of reading are code, once for all:
//!
//! - text → words; names written in one (عبدالرحمن, نورالدين) are two;
//! - word → letters and marks in canonical order, prefix and article off (`phrase`, `letters`);
//! - vowels: as written; else from the caller's lookup, the embedded table of names, or, for an adjective in ي, from
//!   its place; else the word is spelled as it stands, و and ي between consonants as long vowels, and marked unread;
//! - letters → Latin by the longest rule that fits (`word`, `table`);
//! - article, construct, ezafe, capitals (`write`).
//!
//! ```
//! use jisr::names::standards::{Case, Standard, Vowels};
//! let ala = Standard::named("ala-lc").unwrap();
//! let name = ala.romanise("محمد المصري");
//! assert_eq!(name.text, "Muḥammad al-Miṣrī");
//! assert_eq!(name.words[0].vowels, Vowels::Restored);
//! assert_eq!(ala.romanise("وِزَارَة التَربِيَة").text, "Wizārat al-Tarbiyah");
//! let unread = ala.romanise("قرمطوس");
//! assert!(!unread.vocalised());
//! ```
//!
//! # Conformance
//!
//! `jisr eval --standards` compares with published test pairs of 30 systems ([`conformance`]); the floors, the case in
//! which a set is written, and why the rest fails, are in `lexicons/romanisation/conformance.tsv`; the shares are in
//! `lexicons/SOURCES.md`.

pub mod conformance;
mod letters;
mod phrase;
mod readings;
mod reverse;
mod settings;
mod table;
mod word;
mod write;

use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::arabic;
use table::System;

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../lexicons/romanisation/", $name, ".tsv")))),*]
    };
}

/// The systems' data files. One that another is based on comes before it.
const FILES: &[(&str, &str)] = files![
    "ala-lc",
    "bgn",
    "un",
    "un-1972",
    "un-1971",
    "iso233",
    "iso233-2",
    "din",
    "ijmes",
    "ei",
    "odni",
    "ses",
    "buckwalter",
    "hsb",
    "icao",
    "arabizi",
    "ala-lc-persian",
    "ala-lc-azerbaijani",
    "bgn-persian",
    "un-persian",
    "iso233-3",
    "odni-persian",
    "odni-dari",
    "odni-pashto",
    "bgn-dari",
    "bgn-dari-yaghoubi",
    "bgn-pashto",
    "bgn-urdu",
    "un-urdu",
    "bgn-baluchi",
    "bgn-kurdish",
];

/// A romanisation system. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Standard(&'static System);

impl fmt::Debug for Standard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Standard").field(&self.name()).finish()
    }
}

impl PartialEq for Standard {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Standard {}

/// How capitals are set.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Case {
    /// As the standard has it: names in most, small letters in some.
    #[default]
    Standard,
    /// Every word as a name.
    Names,
    /// Small letters, but for what the standard always writes with a capital (Allāh).
    Lower,
}

/// Where the vowels of a word come from; the later, the less sure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Vowels {
    /// Written, or not needed: the system goes by letters, or the word can be read in one way only.
    Written,
    /// Not written and restored from a lookup.
    Restored,
    /// Not written, at least in part, and not known.
    Unread,
}

/// A word of the source and of the result.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// Byte range in the source.
    pub source: Range<usize>,
    /// Byte range in [`Romanised::text`], with prefix and article. Two words that the source writes in one have one
    /// range.
    pub target: Range<usize>,
    /// Where its vowels come from.
    pub vowels: Vowels,
}

/// A romanised text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Romanised {
    /// The text in Latin letters (NFC). What is not Arabic is as it was; digits and punctuation are European ones.
    pub text: String,
    /// Its Arabic words in order.
    pub words: Vec<Word>,
}

impl Romanised {
    /// Whether every word has its vowels, written or restored.
    pub fn vocalised(&self) -> bool {
        self.unread().next().is_none()
    }

    /// The words that lack vowels.
    pub fn unread(&self) -> impl Iterator<Item = &Word> {
        self.words.iter().filter(|w| w.vowels == Vowels::Unread)
    }

    /// The text with `mark` before each unread word.
    pub fn marked(&self, mark: &str) -> String {
        let mut out = self.text.clone();
        for word in self.words.iter().rev().filter(|w| w.vowels == Vowels::Unread) {
            out.insert_str(word.target.start, mark);
        }
        out
    }
}

/// The systems, parsed once. Rows that make no sense are passed over; a test holds that there are none.
fn systems() -> &'static [System] {
    static SYSTEMS: OnceLock<Vec<System>> = OnceLock::new();
    SYSTEMS.get_or_init(|| {
        let mut out: Vec<System> = Vec::with_capacity(FILES.len());
        for (name, text) in FILES {
            let base = |base: &str| out.iter().find(|s| s.name == base).cloned();
            let (system, _) = System::parse(name, text, base);
            out.push(system);
        }
        out
    })
}

impl Standard {
    /// The system of this name or alias, without regard to case: `ala-lc`, `bgn`, `un`, `iso233`, `din`, …
    pub fn named(name: &str) -> Option<Standard> {
        let is = |other: &str| other.eq_ignore_ascii_case(name);
        Self::all().find(|s| is(s.name()) || s.0.settings.aliases.iter().any(|a| is(a)))
    }

    /// All systems: Arabic first, then those of other languages.
    pub fn all() -> impl Iterator<Item = Standard> {
        systems().iter().map(Standard)
    }

    /// Its name, that of its data file.
    pub fn name(self) -> &'static str {
        &self.0.name
    }

    /// The standard's full name with its year.
    pub fn title(self) -> &'static str {
        &self.0.settings.title
    }

    /// Code of the language it romanises (ISO 639): `ar`, `fa`, …
    pub fn language(self) -> &'static str {
        &self.0.settings.language
    }

    /// Whether [`Standard::arabic`] gives the Arabic back.
    pub fn is_reversible(self) -> bool {
        self.0.settings.reversible
    }

    /// Romanises `text`. Vowels that are not written come from the embedded table of names and name parts.
    pub fn romanise(self, text: &str) -> Romanised {
        self.romanise_with(text, Case::Standard, &|_| None)
    }

    /// As [`Standard::romanise`], with capitals set as `case` has it. `lookup` is asked first for the vocalised form of
    /// a word without marks, with and without article and prefixes.
    pub fn romanise_with(self, text: &str, case: Case, lookup: &dyn Fn(&str) -> Option<String>) -> Romanised {
        if self.0.settings.letters {
            return reverse::letter_by_letter(self.0, text, case);
        }
        let mut parts = Vec::new();
        for word in words(text) {
            phrase::parts(self.0, &text[word.clone()], word.start, lookup, &mut parts);
        }
        let mut out = Romanised { text: String::with_capacity(text.len()), words: Vec::new() };
        let (mut at, mut first) = (0, true);
        for i in 0..parts.len() {
            let source = parts[i].source.clone();
            let again = i > 0 && parts[i - 1].source == source;
            if again {
                out.text.push(' ');
            } else {
                between(&text[at..source.start], &mut out.text);
                // A name begins where something other than a space came before.
                first |= text[at..source.start].chars().any(|c| !c.is_whitespace());
            }
            at = source.end;
            let (this, rest) = parts[i..].split_at_mut(1);
            let next = rest.first().filter(|n| text[at..n.source.start.max(at)].chars().all(|c| c == ' '));
            let vowels = this[0].vowels;
            let written = write::part(self.0, case, &mut this[0], first, next, &mut out.text);
            first = false;
            match out.words.last_mut().filter(|_| again) {
                Some(word) => {
                    word.target.end = written.end;
                    word.vowels = write::least([word.vowels, vowels].into_iter());
                }
                None => {
                    out.words.push(Word { source, target: written.start..written.end, vowels });
                }
            }
        }
        between(&text[at..], &mut out.text);
        if is_nfc_quick(out.text.chars()) != IsNormalized::Yes {
            compose(&mut out);
        }
        out
    }

    /// The Arabic text whose romanisation `latin` is; `None` when the system cannot be reversed. Characters that the
    /// system does not have are kept. For every text `a`, the Arabic of its romanisation is the NFC form of `a`.
    ///
    /// ```
    /// use jisr::names::standards::Standard;
    /// let buckwalter = Standard::named("buckwalter").unwrap();
    /// assert_eq!(buckwalter.arabic("muHam~ad").as_deref(), Some("مُحَمَّد"));
    /// ```
    pub fn arabic(self, latin: &str) -> Option<String> {
        self.is_reversible().then(|| reverse::arabic(self.0, latin))
    }
}

/// Composes the text word by word, so that the ranges stay right.
fn compose(out: &mut Romanised) {
    let old = std::mem::take(&mut out.text);
    let mut at = 0;
    for word in &mut out.words {
        out.text.extend(old[at..word.target.start].nfc());
        at = word.target.end;
        let start = out.text.len();
        out.text.extend(old[word.target.clone()].nfc());
        word.target = start..out.text.len();
    }
    out.text.extend(old[at..].nfc());
}

/// Byte ranges of the Arabic words.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(letters::is_part)?;
        let inner = |c: char| !letters::is_part(c) && !arabic::is_format(c);
        let mut end = text[start..].find(inner).map_or(text.len(), |len| start + len);
        // A format character at the end is not part of the word.
        end = start + text[start..end].trim_end_matches(arabic::is_format).len();
        at = end;
        Some(start..end)
    })
}

/// Appends what stands between words: digits and punctuation as European ones, format characters left out.
fn between(text: &str, out: &mut String) {
    for c in text.chars().filter(|&c| !arabic::is_format(c)) {
        let european = match c {
            '،' | '٬' => ',',
            '؛' => ';',
            '؟' => '?',
            '٪' => '%',
            '٫' | '۔' => '.',
            _ => arabic::digit(c).and_then(|d| char::from_digit(d, 10)).unwrap_or(c),
        };
        out.push(european);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_is_understood() {
        let mut done: Vec<System> = Vec::new();
        for (name, text) in FILES {
            let (system, bad) = System::parse(name, text, |b| done.iter().find(|s| s.name == b).cloned());
            assert!(bad.is_empty(), "{name}: {bad:?}");
            assert!(!system.settings.title.is_empty(), "{name}");
            assert_eq!(text.lines().next(), Some("arabic\tlatin\twhere\tnote"), "{name}");
            done.push(system);
        }
    }

    #[test]
    fn names_and_aliases_differ() {
        let mut names: Vec<&str> = systems()
            .iter()
            .flat_map(|s| {
                std::iter::once(s.name.as_str()).chain(s.settings.aliases.iter().map(String::as_str))
            })
            .collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
