//! `jisr eval standards`.

use std::path::PathBuf;

use crate::cli::reporter::Reporter;
use crate::cli::shared::{bad_line, text_of};
use jisr::internals::error::Result;
use jisr::internals::lab::evaluate::standards::{SetScore, conformance};
use jisr::internals::lab::{StandardSet, json};
use jisr::romanise::Standard;
use jisr::write::to_stdout;

/// Score romanisation: which share of published pairs comes out
#[derive(clap::Args)]
pub struct Args {
    /// Folder with tests.tsv: lines of Arabic, Latin, set
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Print JSON, one object a line
    #[arg(long)]
    json: bool,
}

/// Runs `jisr eval standards`: compares the published pairs of the folder with what the systems give: shares, why the rest fails, misses.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    let path = args.folder.join("tests.tsv");
    let expected = "Arabic, Latin and the name of the set, separated by tabs";
    let text = text_of(&path)?;
    let mut pairs = Vec::new();
    for (i, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let columns: Vec<String> = line.split('\t').map(str::to_owned).collect();
        if let Ok(pair) = <[String; 3]>::try_from(columns) {
            pairs.push(pair);
            continue;
        }
        bad_line(&path, i, line, expected, "the other lines are compared", reporter);
    }
    let scores = conformance(&pairs);
    let sum = |of: fn(&SetScore) -> usize| scores.iter().map(of).sum::<usize>();
    to_stdout(|out| {
        for s in scores.iter().filter(|s| s.pairs > 0) {
            let standard = s.standard.map_or("not built", Standard::name);
            if args.json {
                writeln!(out, "{}", json(&StandardSet::from(s)))?;
                continue;
            }
            writeln!(out, "{:<34} {standard:<20} {:>4} of {:>4}", s.set, s.passed, s.pairs)?;
            if !s.misses.is_empty() && !s.why.is_empty() {
                writeln!(out, "  {}", s.why)?;
            }
            for [arabic, expected, found] in &s.misses {
                writeln!(out, "  {arabic}: expected {expected}, found {found}")?;
            }
        }
        if !args.json {
            writeln!(
                out,
                "{:<34} {:<20} {:>4} of {:>4}",
                "together",
                "",
                sum(|s| s.passed),
                sum(|s| s.pairs)
            )?;
        }
        Ok(())
    })
}
