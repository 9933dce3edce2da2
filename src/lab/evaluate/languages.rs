//! Which languages are taken for which: the table to judge the detector by.

use std::collections::BTreeMap;
use std::fmt;

use crate::detect::{Detector, Verdict};
use crate::text::Document;

/// Counts of verdicts by language code.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Confusion {
    rows: BTreeMap<String, ConfusionRow>,
}

/// The verdicts on one language.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct ConfusionRow {
    arabic: usize,
    english: usize,
    mixed: usize,
    other: BTreeMap<String, usize>,
}

impl ConfusionRow {
    fn others(&self) -> usize {
        self.other.values().sum()
    }

    fn all(&self) -> usize {
        self.arabic + self.english + self.mixed + self.others()
    }
}

/// What `detector` says of each sentence (language code, sentence), each as a document of its own.
pub fn confusion(detector: &Detector, rows: impl Iterator<Item = (String, String)>) -> Confusion {
    let mut table = Confusion::default();
    for (code, text) in rows {
        let document = Document { text, ..Document::default() };
        table.count(&code, &detector.detect(&document).verdict);
    }
    table
}

/// The codes (ISO 639) of Arabic and its dialects, as in FLORES-200.
fn is_arabic(code: &str) -> bool {
    let (language, script) = code.split_once('_').unwrap_or((code, "Arab"));
    script == "Arab"
        && matches!(
            language,
            "ar" | "arb" | "acm" | "acq" | "aeb" | "ajp" | "apc" | "arq" | "ars" | "ary" | "arz"
        )
}

/// The codes of English.
fn is_english(code: &str) -> bool {
    matches!(code.split('_').next(), Some("en" | "eng"))
}

impl Confusion {
    /// Adds one verdict on a text in language `code`.
    pub fn count(&mut self, code: &str, verdict: &Verdict) {
        let row = self.rows.entry(code.to_owned()).or_default();
        match verdict {
            Verdict::Arabic => row.arabic += 1,
            Verdict::English => row.english += 1,
            Verdict::Mixed => row.mixed += 1,
            Verdict::Other(name) => *row.other.entry(name.clone()).or_default() += 1,
        }
    }

    /// Right and all verdicts over the languages that `chosen` picks.
    fn right(&self, chosen: impl Fn(&str) -> bool, right: impl Fn(&ConfusionRow) -> usize) -> (usize, usize) {
        self.rows
            .iter()
            .filter(|(code, _)| chosen(code))
            .fold((0, 0), |sum, (_, row)| (sum.0 + right(row), sum.1 + row.all()))
    }

    /// Texts in Arabic, any dialect, that were taken for Arabic, and all such texts.
    pub fn arabic(&self) -> (usize, usize) {
        self.right(is_arabic, |row| row.arabic)
    }

    /// Texts in English that were taken for English, and all such texts.
    pub fn english(&self) -> (usize, usize) {
        self.right(is_english, |row| row.english)
    }

    /// Texts in other languages that were taken for neither, and all such texts.
    pub fn rejected(&self) -> (usize, usize) {
        self.right(|code| !is_arabic(code) && !is_english(code), ConfusionRow::others)
    }
}

impl fmt::Display for Confusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<10} {:>6} {:>7} {:>8} {:>6} {:>6}  taken for",
            "language", "texts", "Arabic", "English", "mixed", "other"
        )?;
        for (code, row) in &self.rows {
            let mut names: Vec<(&String, &usize)> = row.other.iter().collect();
            names.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), (*name).clone()));
            let names: Vec<String> =
                names.iter().take(3).map(|(name, count)| format!("{name} {count}")).collect();
            let (all, others) = (row.all(), row.others());
            writeln!(
                f,
                "{code:<10} {all:>6} {:>7} {:>8} {:>6} {others:>6}  {}",
                row.arabic,
                row.english,
                row.mixed,
                names.join(", ")
            )?;
        }
        for (what, (right, all)) in [
            ("Arabic accepted", self.arabic()),
            ("English accepted", self.english()),
            ("others rejected", self.rejected()),
        ] {
            if all > 0 {
                writeln!(f, "{what}: {right} of {all} ({:.2} %)", right as f64 * 100.0 / all as f64)?;
            }
        }
        Ok(())
    }
}
