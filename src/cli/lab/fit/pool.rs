//! `jisr fit pool`.

use std::path::PathBuf;

use super::super::aligner::AlignerArgs;
use super::super::gold::gold_of;
use super::super::lines::{PoolLines, both};
use super::output::Output;
use crate::cli::reporter::Reporter;
use jisr::Jisr;
use jisr::internals::error::Result;
use jisr::internals::lab::evaluate::pool;
use jisr::internals::lab::{examples, fit};
use jisr::internals::score::FoundFeatures;
use jisr::write::to_stdout;

/// Fit what a pair of sentences is worth among many documents, to gold that is put together in pools of 1, 10 and 100
/// documents, and with --among of 1000
#[derive(clap::Args)]
pub struct Args {
    /// Gold of comparable documents: lines of {"id","ar","en","gold":[[[ar…],[en…]],…]}
    #[arg(value_name = "GOLD", required = true)]
    gold: Vec<PathBuf>,
    #[command(flatten)]
    lines: PoolLines,
    #[command(flatten)]
    aligner: AlignerArgs,
    #[command(flatten)]
    output: Output,
}

/// Runs `jisr fit pool`.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    args.output.ready(args.gold.iter().chain(args.lines.files()), &args.aligner)?;
    let (jisr, ending) = args.aligner.to_fit(reporter)?;
    let fitted = fit::found(&found(&jisr, args)?);
    to_stdout(|out| write!(out, "found: {fitted}"))?;
    let weights = [(format!("found{ending}"), serde_json::json!(fitted.weights))];
    args.output.write_section("pairs", weights.into_iter().collect(), &args.aligner)
}

/// What the sentence pairs of documents that do not belong together are made from, and whether they are right, by
/// Arabic document. An Arabic document has the same place in the list whatever pool it is in, so that it is never
/// fitted on and measured on at once.
fn found(jisr: &Jisr, args: &Args) -> Result<Vec<Vec<(FoundFeatures, bool)>>> {
    /// Documents of a pool.
    const SIZES: [usize; 4] = [1, 10, 100, 1000];
    let gold = gold_of(&args.gold)?;
    let (others, known) = (args.lines.among()?, args.lines.known(&gold)?);
    let mut out: Vec<Vec<_>> = vec![Vec::new(); gold.len() + 1];
    for size in SIZES {
        let others = both(others.as_ref()).filter(|_| size == SIZES[3]);
        if size == SIZES[3] && others.is_none() {
            continue;
        }
        for pool in pool::pools(&gold, size, others) {
            for (alignment, features) in examples::pool(jisr, &pool.ar, &pool.en) {
                if alignment.ar == alignment.en && alignment.ar < pool.gold.len() {
                    continue;
                }
                // Those cut from other texts stand together.
                let at = if alignment.ar < pool.gold.len() {
                    pool.number * size + alignment.ar
                } else {
                    gold.len()
                };
                for (bead, f) in alignment.beads.iter().zip(features) {
                    out[at].extend(f.map(|f| (f, pool::is_right(&pool, &alignment, bead, &known))));
                }
            }
        }
    }
    Ok(out)
}
