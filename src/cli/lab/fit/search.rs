//! `jisr fit search`.

use std::path::PathBuf;

use super::super::aligner::AlignerArgs;
use super::super::gold::gold_of;
use super::output::Output;
use crate::cli::reporter::Reporter;
use jisr::internals::error::Result;
use jisr::internals::lab::fit::search::{Set, search};
use jisr::write::to_stdout;

/// Search the weights that decide which beads are found, on gold of translations
#[derive(clap::Args)]
pub struct Args {
    /// Gold of translations, one file a set: lines of {"id","ar","en","gold":[[[ar…],[en…]],…]}
    #[arg(value_name = "GOLD", required = true)]
    gold: Vec<PathBuf>,
    /// Repeat the search without each fifth of the documents, for figures on documents held out
    #[arg(long)]
    folds: bool,
    #[command(flatten)]
    aligner: AlignerArgs,
    #[command(flatten)]
    output: Output,
}

/// Runs `jisr fit search`: searches the weights that decide which beads are found.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    args.output.ready(&args.gold, &args.aligner)?;
    let (jisr, _) = args.aligner.to_fit(reporter)?;
    let mut sets = Vec::new();
    for file in &args.gold {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        sets.push(Set { name, gold: gold_of(std::slice::from_ref(file))? });
    }
    let found = search(&jisr, sets, args.folds, &mut |step| reporter.note(step))?;
    to_stdout(|out| {
        writeln!(out, "{:<24} {:>8} {:>8} {:>9}", "strict F1", "before", "fitted", "held out")?;
        for set in &found.sets {
            let held = if args.folds { format!("{:.4}", set.held_out) } else { "-".to_owned() };
            writeln!(out, "{:<24} {:>8.4} {:>8.4} {held:>9}", set.name, set.before, set.fitted)?;
        }
        writeln!(out, "{} settings tried\n{}", found.tried, found.weights)
    })?;
    args.output.write(found.weights, &args.aligner)
}
