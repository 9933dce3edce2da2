//! `jisr fit match`.

use std::path::{Path, PathBuf};

use super::super::name_tables::{halves, table};
use crate::cli::reporter::Reporter;
use crate::cli::shared::ready;
use jisr::internals::error::Result;
use jisr::internals::lab::evaluate::{full_names, matching, native, separation};
use jisr::names::Names;
use jisr::names::matching::{Matcher, View};
use jisr::write::{to_file, to_stdout};

/// Full names that are fitted on.
const FULL_NAMES: usize = 12_000;

/// Fit the comparison of names, and write the table that the binary takes in
#[derive(clap::Args)]
pub struct Args {
    /// The forms of items: lines of Arabic form, Latin form, anything, item
    #[arg(value_name = "FILE")]
    variants: PathBuf,
    /// Full names of persons, lines of Arabic form, Latin form
    #[arg(long, value_name = "FILE")]
    full_names: PathBuf,
    /// Words of names, lines of Arabic form, Latin form, kind, country, bearers, source
    #[arg(long, value_name = "FILE")]
    native: Option<PathBuf>,
    /// Sources of words of names that are left out
    #[arg(long, value_name = "SOURCE", requires = "native")]
    without_source: Vec<String>,
    /// Which half of the items, and which pairs
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Write the table to FILE
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
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

/// Runs `jisr fit match`.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    let (variants, full, output) = (&args.variants, &args.full_names, args.output.as_ref());
    for input in [variants, full].into_iter().chain(&args.native) {
        ready(output, input)?;
    }
    let [pairs, rest] = halves(variants, args.seed, reporter)?;
    let rows = table(full, 2, "an Arabic and a Latin name, separated by a tab", reporter)?;
    let rows: Vec<(String, String)> = rows
        .into_iter()
        .map(|(_, mut cells)| (std::mem::take(&mut cells[0]), std::mem::take(&mut cells[1])))
        .collect();
    let full = full_names::pairs(&rows, FULL_NAMES, args.seed);
    let native = match &args.native {
        Some(path) => native_rows(path, &args.without_source, reporter)?,
        None => Vec::new(),
    };
    let native = native::pairs(&native, &native::known(&rest), args.seed);
    let names = Names::embedded();
    let (weights, told) = jisr::internals::lab::fit::names::names(names, &pairs, &full, &native, args.seed);
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
        let made = format!("made by `jisr fit match` with seed {}", args.seed);
        to_file(output, |out| write!(out, "{}", weights.to_table(&made)))?;
    }
    Ok(())
}
