//! The systems by name, and what each does with a text.

use std::fmt;
use std::sync::OnceLock;

use unicode_normalization::{IsNormalized, is_nfc_quick};

use super::between::{between, words};
use super::romanised::{Case, Romanised, RomanisedWord, compose};
use super::table::System;
use super::{phrase, reverse, write};

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../lexicons/romanisation/", $name, ".tsv")))),*]
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
                    out.words.push(RomanisedWord { source, target: written.start..written.end, vowels });
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
    /// use jisr::romanise::Standard;
    /// let buckwalter = Standard::named("buckwalter").unwrap();
    /// assert_eq!(buckwalter.arabic("muHam~ad").as_deref(), Some("مُحَمَّد"));
    /// ```
    pub fn arabic(self, latin: &str) -> Option<String> {
        self.is_reversible().then(|| reverse::arabic(self.0, latin))
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
