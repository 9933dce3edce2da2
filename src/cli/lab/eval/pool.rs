//! `jisr eval pool`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use super::super::aligner::AlignerArgs;
use super::super::gold::gold_of;
use super::super::lines::{PoolLines, both};
use crate::cli::reporter::Reporter;
use crate::cli::shared::ModeArgument;
use jisr::internals::error::Result;
use jisr::internals::lab::align_pool;
use jisr::internals::lab::evaluate::pool;
use jisr::internals::lab::json;
use jisr::write::to_stdout;

/// Score alignments among many documents: those of GOLD are put together in pools and aligned each with each, and pairs
/// of sentences from documents that do not belong together are wrong
#[derive(clap::Args)]
pub struct Args {
    /// Gold: lines of {"id","ar","en","gold":[[[ar…],[en…]],…]}
    #[arg(value_name = "GOLD")]
    gold: PathBuf,
    /// Documents of a pool, on each side
    #[arg(long, value_name = "N")]
    size: NonZeroUsize,
    #[command(flatten)]
    lines: PoolLines,
    /// How to align
    #[arg(long, value_enum, default_value_t = ModeArgument::Auto)]
    mode: ModeArgument,
    #[command(flatten)]
    aligner: AlignerArgs,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `jisr eval pool`.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    let gold = gold_of(std::slice::from_ref(&args.gold))?;
    let jisr = args.aligner.whole(args.mode.into(), reporter)?;
    let (others, known) = (args.lines.among()?, args.lines.known(&gold)?);
    let mut judged = Vec::new();
    for pool in pool::pools(&gold, args.size.get(), both(others.as_ref())) {
        judged.extend(pool::judged(&pool, align_pool(&jisr, &pool.ar, &pool.en), &known));
    }
    let result = pool::evaluate_judged(&judged);
    to_stdout(|out| if args.json { writeln!(out, "{}", json(&result)) } else { write!(out, "{result}") })
}
