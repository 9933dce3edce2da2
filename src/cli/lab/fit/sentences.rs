//! `jisr fit parallel` and `jisr fit comparable`.

use std::path::PathBuf;

use super::super::aligner::AlignerArgs;
use super::super::gold::{gold_of, pair_of};
use super::output::Output;
use crate::cli::reporter::Reporter;
use jisr::internals::error::Result;
use jisr::internals::lab::examples;
use jisr::internals::lab::fit::{self, Examples};
use jisr::text::Mode;
use jisr::write::to_stdout;

/// What the probabilities of sentences are fitted to.
#[derive(clap::Args)]
pub struct Args {
    /// Gold: lines of {"id","ar","en","gold":[[[ar…],[en…]],…]}
    #[arg(value_name = "GOLD", required = true)]
    gold: Vec<PathBuf>,
    #[command(flatten)]
    aligner: AlignerArgs,
    #[command(flatten)]
    output: Output,
}

/// Fits the probabilities of one mode.
pub fn run(args: &Args, mode: Mode, reporter: &Reporter) -> Result<()> {
    args.output.ready(&args.gold, &args.aligner)?;
    let (jisr, ending) = args.aligner.to_fit(reporter)?;
    let gold = gold_of(&args.gold)?;
    let (mut pairs, mut beads) = (Vec::new(), Vec::new());
    for g in &gold {
        match examples::sentences(&jisr, &pair_of(g), mode) {
            Examples::Pairs(found) => pairs.push((g, found)),
            Examples::Beads(found) => beads.push((g, found)),
        }
    }
    let (name, fitted) = match mode {
        Mode::Parallel => ("parallel", fit::beads(&beads)),
        Mode::Comparable => ("comparable", fit::pairs(&pairs)),
    };
    to_stdout(|out| write!(out, "{name}: {fitted}"))?;
    let weights = [(format!("{name}{ending}"), serde_json::json!(fitted.weights))];
    args.output.write_section("probability", weights.into_iter().collect(), &args.aligner)
}
