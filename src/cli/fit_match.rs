//! `jisr fit --names-match`, and the tables of names that it and `jisr eval --names-match` read.

use std::path::{Path, PathBuf};

use super::reporter::Reporter;
use super::shared::{bad_line, ready, text_of};
use jisr::error::{Error, Result};
use jisr::lab::evaluate::{full_names, matching, native, separation};
use jisr::names::Names;
use jisr::names::matching::{Matcher, View};
use jisr::write::{to_file, to_stdout};

/// Full names that are fitted on.
const FULL_NAMES: usize = 12_000;

/// What `jisr fit` can be told of names.
#[derive(clap::Args)]
pub struct FitOptions {
    /// Fit the comparison of names to the forms of items: lines of Arabic form, Latin form, anything, item
    #[arg(long, alias = "name-match", value_name = "FILE", requires = "full_names", conflicts_with_all = SENTENCES)]
    pub names_match: Option<PathBuf>,
    /// With --names-match: full names of persons, lines of Arabic form, Latin form
    #[arg(long, value_name = "FILE", requires = "names_match", conflicts_with_all = SENTENCES)]
    full_names: Option<PathBuf>,
    /// With --names-match: words of names, lines of Arabic form, Latin form, kind, country, bearers, source
    #[arg(long, value_name = "FILE", requires = "names_match", conflicts_with_all = SENTENCES)]
    native: Option<PathBuf>,
    /// With --names-match: sources of words of names that are left out
    #[arg(long, value_name = "SOURCE", requires = "native", conflicts_with_all = SENTENCES)]
    without_source: Vec<String>,
    /// With --names-match: which half of the items, and which pairs
    #[arg(long, value_name = "N", default_value_t = 1, requires = "names_match", conflicts_with_all = SENTENCES)]
    seed: u64,
}

/// What is fitted to sentences.
const SENTENCES: [&str; 6] = ["parallel", "comparable", "documents", "pool", "clauses", "retrieval"];

/// The lines of a table of at least `columns`, numbered, without comments; shorter ones are told and left out.
pub(super) fn table(
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
pub(super) fn halves(path: &Path, seed: u64, reporter: &Reporter) -> Result<[Vec<matching::NamePairs>; 2]> {
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

/// The words of names, without those of some sources. A first line that is a header is passed over.
fn native_rows(path: &Path, without: &[String], reporter: &Reporter) -> Result<Vec<native::NativeRow>> {
    let rows = table(path, 6, "Arabic form, Latin form, kind, country, bearers, source", reporter)?;
    let row = |(_, mut cells): (usize, Vec<String>)| {
        let bearers = cells[4].parse().ok()?;
        let (latin, arabic) = (std::mem::take(&mut cells[1]), std::mem::take(&mut cells[0]));
        (!without.contains(&cells[5])).then_some(native::NativeRow { arabic, latin, bearers })
    };
    Ok(rows.into_iter().filter_map(row).collect())
}

/// Fits the comparison of names, and writes the table that the binary takes in.
pub fn fit(options: &FitOptions, output: Option<&PathBuf>, reporter: &Reporter) -> Result<()> {
    let (Some(variants), Some(full)) = (&options.names_match, &options.full_names) else { return Ok(()) };
    ready(output, variants)?;
    ready(output, full)?;
    if let Some(native) = &options.native {
        ready(output, native)?;
    }
    let [pairs, rest] = halves(variants, options.seed, reporter)?;
    let rows = table(full, 2, "an Arabic and a Latin name, separated by a tab", reporter)?;
    let rows: Vec<(String, String)> = rows
        .into_iter()
        .map(|(_, mut cells)| (std::mem::take(&mut cells[0]), std::mem::take(&mut cells[1])))
        .collect();
    let full = full_names::pairs(&rows, FULL_NAMES, options.seed);
    let native = match &options.native {
        Some(path) => native_rows(path, &options.without_source, reporter)?,
        None => Vec::new(),
    };
    let native = native::pairs(&native, &native::known(&rest), options.seed);
    let names = Names::embedded();
    let (weights, told) = jisr::lab::fit::names::names(names, &pairs, &full, &native, options.seed);
    to_stdout(|out| {
        for (what, fitted) in &told {
            write!(out, "{what}: {fitted}")?;
        }
        let matcher = Matcher::without_lexicon(names)
            .with_weights(weights.clone())
            .with_view(View::without(&matching::HELD_OUT));
        let view = "on the other half, without the lexicon";
        write!(out, "{}", separation::evaluate(&matcher, names, &rest, view))
    })?;
    if let Some(output) = output {
        let made = format!("made by `jisr fit --names-match` with seed {}", options.seed);
        to_file(output, |out| write!(out, "{}", weights.to_table(&made)))?;
    }
    Ok(())
}
