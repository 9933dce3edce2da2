//! `jisr eval documents`.

use std::path::PathBuf;

use super::super::aligner::AlignerArgs;
use crate::cli::reporter::Reporter;
use crate::cli::shared::{ModeArgument, text_of};
use jisr::internals::error::Result;
use jisr::internals::lab::evaluate::{self, gold::SplitDoc};
use jisr::internals::lab::rank_pool;
use jisr::internals::lab::{DocumentSet, json};
use jisr::write::to_stdout;

/// Score the choice of document pairs
#[derive(clap::Args)]
pub struct Args {
    /// Gold: lines of {"id","ar_docs","en_docs","gold"}
    #[arg(value_name = "FILE")]
    gold: PathBuf,
    /// Look at the first N sentences of each document only
    #[arg(long, value_name = "N")]
    first: Option<usize>,
    /// How to align
    #[arg(long, value_enum, default_value_t = ModeArgument::Auto)]
    mode: ModeArgument,
    #[command(flatten)]
    aligner: AlignerArgs,
    /// Print JSON, one object a line
    #[arg(long)]
    json: bool,
}

/// Runs `jisr eval documents`.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    let sets = evaluate::parse_docalign(&args.gold, &text_of(&args.gold)?)?;
    let jisr = args.aligner.whole(args.mode.into(), reporter)?;
    to_stdout(|out| {
        for set in &sets {
            let first = |docs: &[SplitDoc]| -> Vec<Vec<String>> {
                let most = args.first.unwrap_or(usize::MAX);
                docs.iter().map(|d| d.sents.iter().take(most).cloned().collect()).collect()
            };
            let (ar, en) = (first(&set.ar_docs), first(&set.en_docs));
            let ranking = rank_pool(&jisr, &ar, &en);
            let chosen: Vec<_> = ranking.iter().filter(|p| p.score >= 0.5).map(|p| (p.ar, p.en)).collect();
            let prf = evaluate::rank_eval(&set.pairs, &chosen);
            if args.json {
                writeln!(out, "{}", json(&DocumentSet { id: &set.id, prf: &prf }))?;
                continue;
            }
            writeln!(out, "{}\tP {:.4}\tR {:.4}\tF1 {:.4}", set.id, prf.precision, prf.recall, prf.f1)?;
        }
        Ok(())
    })
}
