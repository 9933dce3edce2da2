//! `jisr eval align`.

use std::path::PathBuf;

use super::super::aligner::AlignerArgs;
use super::super::gold::{check_sentences, pair_of};
use crate::cli::reporter::Reporter;
use crate::cli::shared::{ModeArgument, text_of};
use jisr::Jisr;
use jisr::internals::error::Result;
use jisr::internals::lab::evaluate::{self, GoldDoc, PredDoc, scatter};
use jisr::internals::lab::json;
use jisr::text::{Alignment, SplitPair};
use jisr::write::to_stdout;

/// Score alignments against gold: strict, lax and pair precision, recall and F1, by bead type, and what the
/// probabilities are worth
#[derive(clap::Args)]
pub struct Args {
    /// Gold: lines of {"id","ar","en","gold":[[[ar…],[en…]],…]}
    #[arg(value_name = "GOLD")]
    gold: PathBuf,
    /// Predictions as `--format index` writes them [default: align the sentences of GOLD]
    #[arg(value_name = "PRED", conflicts_with_all = ["mode", "lexicon", "vectors", "weights", "scatter"])]
    pred: Option<PathBuf>,
    /// How to align
    #[arg(long, value_enum, default_value_t = ModeArgument::Auto)]
    mode: ModeArgument,
    /// Make comparable documents of the translations in GOLD first: beads halved, moved, in the order of this seed
    #[arg(long, value_name = "SEED")]
    scatter: Option<u64>,
    #[command(flatten)]
    aligner: AlignerArgs,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `jisr eval align`.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    let mut gold = evaluate::parse_gold(&args.gold, &text_of(&args.gold)?)?;
    if let Some(seed) = args.scatter {
        check_sentences(&gold)?;
        gold = scatter::scatter(&gold, seed);
    }
    let pred = if let Some(pred) = &args.pred {
        let found = evaluate::parse_pred(pred, &text_of(pred)?)?;
        evaluate::check_pred(pred, &gold, &found)?;
        found
    } else {
        check_sentences(&gold)?;
        align(&args.aligner.whole(args.mode.into(), reporter)?, &gold)
    };
    let result = evaluate::evaluate(&gold, &pred);
    for id in &result.scores.unknown {
        reporter.note(&format!("predictions for {id:?}, which the gold does not have"));
    }
    to_stdout(|out| if args.json { writeln!(out, "{}", json(&result)) } else { write!(out, "{result}") })
}

/// Aligns the sentences of gold documents.
fn align(jisr: &Jisr, gold: &[GoldDoc]) -> Vec<PredDoc> {
    let pairs: Vec<SplitPair> = gold.iter().map(pair_of).collect();
    let alignments = jisr.align_split(&pairs);
    let pred = |(pair, a): (SplitPair, Alignment)| PredDoc { id: pair.id, beads: a.beads, scored: true };
    pairs.into_iter().zip(alignments).map(pred).collect()
}
