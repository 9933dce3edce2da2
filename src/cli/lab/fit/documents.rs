//! `jisr fit documents`.

use std::path::PathBuf;

use super::super::aligner::AlignerArgs;
use super::output::Output;
use crate::cli::reporter::Reporter;
use crate::cli::shared::text_of;
use jisr::Jisr;
use jisr::internals::error::Result;
use jisr::internals::lab::evaluate::{self, gold::SplitDoc};
use jisr::internals::lab::examples;
use jisr::internals::lab::fit::{self, RankedPool};
use jisr::write::to_stdout;

/// Fit the probability that two documents tell the same story to gold of document pairs
#[derive(clap::Args)]
pub struct Args {
    /// Gold of document pairs: lines of {"id","ar_docs","en_docs","gold"}
    #[arg(value_name = "GOLD", required = true)]
    gold: Vec<PathBuf>,
    #[command(flatten)]
    aligner: AlignerArgs,
    #[command(flatten)]
    output: Output,
}

/// Runs `jisr fit documents`.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    args.output.ready(&args.gold, &args.aligner)?;
    let (jisr, ending) = args.aligner.to_fit(reporter)?;
    let mut weights = serde_json::Map::new();
    let fitted = fit::stories(&pools(&jisr, &args.gold)?);
    for (name, fitted) in ["promising", "story"].into_iter().zip(fitted) {
        to_stdout(|out| write!(out, "{name}: {fitted}"))?;
        weights.insert(format!("{name}{ending}"), serde_json::json!(fitted.weights));
    }
    args.output.write_section("pairs", weights, &args.aligner)
}

/// Pools of documents with the pairs to be found: each set whole, its documents' first five sentences, and small pools
/// of either, since the odds depend on how many there are to choose from.
fn pools(jisr: &Jisr, files: &[PathBuf]) -> Result<Vec<RankedPool>> {
    /// Documents of a small pool.
    const SMALL: usize = 8;
    /// Sentences that are left of a document in the hard case.
    const FIRST: usize = 5;
    let mut out = Vec::new();
    for file in files {
        for set in evaluate::parse_docalign(file, &text_of(file)?)? {
            for most in [usize::MAX, FIRST] {
                let cut = |docs: &[SplitDoc]| -> Vec<Vec<String>> {
                    docs.iter().map(|d| d.sents.iter().take(most).cloned().collect()).collect()
                };
                let (ar, en) = (cut(&set.ar_docs), cut(&set.en_docs));
                for chunk in set.pairs.chunks(SMALL) {
                    let (a, e): (Vec<_>, Vec<_>) =
                        chunk.iter().map(|&(a, e)| (ar[a].clone(), en[e].clone())).unzip();
                    let same = (0..chunk.len()).map(|k| (k, k)).collect();
                    out.push((same, examples::documents(jisr, &a, &e)));
                }
                out.push((set.pairs.clone(), examples::documents(jisr, &ar, &en)));
            }
        }
    }
    Ok(out)
}
