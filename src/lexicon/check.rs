//! Checking a user's lexicon files and counting what a file holds.

use std::collections::{BTreeMap, HashMap};

use super::parse::{Kind, alternatives, rows};
use crate::{arabic, english};

/// One fault in a lexicon file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// Line number, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: String,
}

/// What a file of entries holds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FileStats {
    /// Entry lines.
    pub entries: usize,
    /// Arabic forms, alternatives counted.
    pub arabic_forms: usize,
    /// English forms, alternatives counted.
    pub english_forms: usize,
    /// Entries of each kind, by name.
    pub kinds: BTreeMap<&'static str, usize>,
}

/// Every fault of an entry file, in line order: bad columns and kinds, forms in the wrong script, empty alternatives,
/// lines that say again what an earlier line says.
pub fn check(text: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut seen: HashMap<(String, String, Kind), usize> = HashMap::new();
    let mut any = false;
    for row in rows(text) {
        any = true;
        let row = match row {
            Ok(row) => row,
            Err(bad) => {
                faults.push(Fault {
                    line: bad.line,
                    what: format!("expected {}, found {:?}", bad.expected, bad.found),
                });
                continue;
            }
        };
        let mut fault = |what: String| faults.push(Fault { line: row.line, what });
        for (column, name) in [(row.ar, "Arabic"), (row.en, "English")] {
            if column.split('|').any(|a| a.trim().is_empty()) {
                fault(format!("empty alternative in the {name} column {column:?}"));
            }
        }
        for form in alternatives(row.ar) {
            if !form.chars().any(arabic::is_letter) {
                fault(format!("expected an Arabic form in column 1, found {form:?}"));
            }
        }
        for form in alternatives(row.en) {
            if form.chars().any(arabic::is_letter) {
                fault(format!("expected an English form in column 2, found {form:?}"));
            } else if !form.chars().any(|c| english::is_letter(c) || c.is_ascii_digit()) {
                fault(format!("no letter in the English form {form:?}"));
            }
        }
        let key = (arabic::key(row.ar), row.en.to_owned(), row.kind);
        if let Some(first) = seen.insert(key, row.line) {
            fault(format!("says again what line {first} says"));
        }
    }
    if !any {
        faults.push(Fault {
            line: 1,
            what: "expected a header and at least one entry, found neither".to_owned(),
        });
    }
    faults.sort_by_key(|f| f.line);
    faults
}

/// Counts of an entry file; bad lines are not counted.
pub fn stats(text: &str) -> FileStats {
    let mut stats = FileStats::default();
    for row in rows(text).flatten() {
        stats.entries += 1;
        stats.arabic_forms += alternatives(row.ar).count();
        stats.english_forms += alternatives(row.en).count();
        *stats.kinds.entry(row.kind.name()).or_default() += 1;
    }
    stats
}
