//! `jisr eval clauses`.

use std::path::PathBuf;

use super::super::aligner::AlignerArgs;
use super::super::gold::gold_of;
use crate::cli::reporter::Reporter;
use jisr::internals::error::Result;
use jisr::internals::lab::evaluate::clauses;
use jisr::internals::lab::json;
use jisr::options::ModeChoice;
use jisr::text::SplitPair;
use jisr::write::to_stdout;

/// Score cuts in sentences: sentences of the 1-1 beads of a gold of translations are joined, on one side, and have to be
/// divided again
#[derive(clap::Args)]
pub struct Args {
    /// Gold of translations: lines of {"id","ar","en","gold":[[[ar…],[en…]],…]}
    #[arg(value_name = "GOLD")]
    gold: PathBuf,
    #[command(flatten)]
    aligner: AlignerArgs,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `jisr eval clauses`.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    let gold = gold_of(std::slice::from_ref(&args.gold))?;
    let trials = clauses::trials(&gold);
    let pairs: Vec<SplitPair> = trials.iter().map(|t| t.pair.clone()).collect();
    let mut jisr = args.aligner.whole(ModeChoice::Parallel, reporter)?;
    // Here alone parts of beads have a say.
    jisr.settings.whole = false;
    let scores = clauses::judge(&trials, &jisr.align_split(&pairs));
    to_stdout(|out| if args.json { writeln!(out, "{}", json(&scores)) } else { write!(out, "{scores}") })
}
