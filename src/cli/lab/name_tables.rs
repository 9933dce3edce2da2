//! The tables of names that the comparison of names is fitted to and measured on.

use std::path::Path;

use crate::cli::reporter::Reporter;
use crate::cli::shared::{bad_line, text_of};
use jisr::internals::error::{Error, Result};
use jisr::internals::lab::evaluate::matching;
use jisr::names::Names;

/// The lines of a table of at least `columns`, numbered, without comments; shorter ones are told and left out.
pub fn table(
    path: &Path,
    columns: usize,
    expected: &str,
    reporter: &Reporter,
) -> Result<Vec<(usize, Vec<String>)>> {
    let text = text_of(path)?;
    let mut rows = Vec::new();
    for (i, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#')) {
        let cells: Vec<String> = line.split('\t').map(|cell| cell.trim().to_owned()).collect();
        if cells.len() >= columns && cells[..columns].iter().all(|cell| !cell.is_empty()) {
            rows.push((i + 1, cells));
        } else {
            bad_line(path, i, line, expected, "the other lines are used", reporter);
        }
    }
    if rows.is_empty() && !reporter.failed() {
        return Err(Error::content(path, None, expected, "no line", "is it the right file?"));
    }
    Ok(rows)
}

/// The forms of items, and the pairs of both halves.
pub fn halves(path: &Path, seed: u64, reporter: &Reporter) -> Result<[Vec<matching::NamePairs>; 2]> {
    let expected = "an Arabic form, a Latin form, anything and an item, separated by tabs";
    let rows: Vec<matching::VariantRow> = table(path, 4, expected, reporter)?
        .into_iter()
        .filter_map(|(_, cells)| {
            let [arabic, latin, _, item, ..] = &cells[..] else { return None };
            let [arabic, latin, item] = [arabic, latin, item].map(Clone::clone);
            Some(matching::VariantRow { arabic, latin, item })
        })
        .collect();
    Ok(matching::pairs(&rows, Names::embedded(), seed))
}
