//! `jisr fit modes`.

use std::path::PathBuf;

use super::super::aligner::AlignerArgs;
use super::super::gold::gold_of;
use super::output::Output;
use crate::cli::reporter::Reporter;
use jisr::internals::error::Result;
use jisr::internals::lab::fit::modes::modes;
use jisr::write::to_stdout;

/// Fit what tells a translation from texts that share some of what they say, on windows of both
#[derive(clap::Args)]
pub struct Args {
    /// Gold of translations: lines of {"id","ar","en","gold":[[[ar…],[en…]],…]}
    #[arg(value_name = "GOLD", required = true)]
    gold: Vec<PathBuf>,
    /// Gold of documents that are no translations of each other
    #[arg(long, value_name = "GOLD", num_args = 1.., required = true)]
    against: Vec<PathBuf>,
    #[command(flatten)]
    aligner: AlignerArgs,
    #[command(flatten)]
    output: Output,
}

/// Runs `jisr fit modes`.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    let inputs: Vec<PathBuf> = args.gold.iter().chain(&args.against).cloned().collect();
    args.output.ready(&inputs, &args.aligner)?;
    let (jisr, _) = args.aligner.to_fit(reporter)?;
    let fitted = modes(&jisr, &gold_of(&args.gold)?, &gold_of(&args.against)?);
    to_stdout(|out| write!(out, "modes: {fitted}"))?;
    args.output.write(serde_json::json!({ "translation": { "translation": fitted.weights } }), &args.aligner)
}
