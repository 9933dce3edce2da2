//! `jisr eval retrieval`.

use std::path::PathBuf;

use super::super::aligner::AlignerArgs;
use super::super::lines::{NEIGHBOURS, compared};
use crate::cli::reporter::Reporter;
use jisr::internals::error::Result;
use jisr::internals::evidence::vectors::Margin;
use jisr::internals::lab::evaluate::retrieval::{self, WEIGHTS};
use jisr::internals::lab::{RetrievalScores, json};
use jisr::options::ModeChoice;
use jisr::write::to_stdout;

/// Score retrieval: does each line of AR find the same line of EN among all, and back?
#[derive(clap::Args)]
pub struct Args {
    /// AlignedLines of text and, line for line, their translation
    #[arg(num_args = 2, required = true, value_names = ["AR", "EN"])]
    files: Vec<PathBuf>,
    #[command(flatten)]
    aligner: AlignerArgs,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `jisr eval retrieval`: scores retrieval of each line of one file among all of the other, by vectors alone and with all evidence.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    let jisr = args.aligner.whole(ModeChoice::Auto, reporter)?;
    let lines = compared(&jisr, &args.files)?;
    let alone = [1.0, 0.0, 0.0, 0.0];
    let mut rows = Vec::new();
    if !lines.cosines.is_empty() {
        for (name, margin) in [
            ("vectors, ratio margin", Margin::Ratio),
            ("vectors, difference margin", Margin::Difference),
            ("vectors, no margin", Margin::None),
        ] {
            rows.push((name, retrieval::accuracy(&lines, &alone, NEIGHBOURS, margin)));
        }
    }
    rows.push(("all evidence", retrieval::accuracy(&lines, &WEIGHTS, NEIGHBOURS, Margin::Difference)));
    to_stdout(|out| {
        if args.json {
            return writeln!(out, "{}", json(&rows.iter().copied().collect::<RetrievalScores>()));
        }
        writeln!(out, "{} lines{:21}ar → en  en → ar", lines.len, "")?;
        rows.iter().try_for_each(|(name, a)| writeln!(out, "{name:32} {:.4}   {:.4}", a.forward, a.backward))
    })
}
