//! `jisr fit clauses`.

use std::path::PathBuf;

use super::super::aligner::AlignerArgs;
use super::super::gold::gold_of;
use super::output::Output;
use crate::cli::reporter::Reporter;
use jisr::Jisr;
use jisr::internals::error::Result;
use jisr::internals::lab::evaluate::GoldDoc;
use jisr::internals::lab::evaluate::clauses::{Trial, trials};
use jisr::internals::lab::{examples, fit};
use jisr::internals::score::CutFeatures;
use jisr::write::to_stdout;

/// Fit the probability of cuts in sentences to gold of translations whose 1-1 beads are joined
#[derive(clap::Args)]
pub struct Args {
    /// Gold of translations: lines of {"id","ar","en","gold":[[[ar…],[en…]],…]}
    #[arg(value_name = "GOLD", required = true)]
    gold: Vec<PathBuf>,
    #[command(flatten)]
    aligner: AlignerArgs,
    #[command(flatten)]
    output: Output,
}

/// Runs `jisr fit clauses`.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    args.output.ready(&args.gold, &args.aligner)?;
    let (jisr, _) = args.aligner.to_fit(reporter)?;
    let fitted = fit::cuts(&cuts(&jisr, &gold_of(&args.gold)?));
    to_stdout(|out| write!(out, "clauses: {fitted}"))?;
    let weights = [("cut".to_owned(), serde_json::json!(fitted.weights))];
    args.output.write_section("clauses", weights.into_iter().collect(), &args.aligner)
}

/// The cuts of all trials of each gold document, as one document: it is fitted on or measured on as a whole.
fn cuts(jisr: &Jisr, gold: &[GoldDoc]) -> Vec<Vec<(CutFeatures, bool)>> {
    let of = |doc: &GoldDoc| {
        let trials = trials(std::slice::from_ref(doc));
        let judged = |trial: &Trial| {
            let cuts = examples::cuts(jisr, &trial.pair);
            cuts.into_iter().map(|(lang, gap, f)| (f, trial.is_seam(lang, gap))).collect::<Vec<_>>()
        };
        trials.iter().flat_map(judged).collect()
    };
    gold.iter().map(of).collect()
}
