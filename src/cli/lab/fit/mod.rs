//! `jisr fit`.

mod clauses;
mod documents;
mod modes;
mod names_match;
mod output;
mod pool;
mod retrieval;
mod search;
mod sentences;

use clap::Subcommand;

use crate::cli::reporter::Reporter;
use jisr::internals::error::Result;
use jisr::text::Mode;

/// Fit weights to gold, cross-validated by document.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "Examples:
  jisr fit parallel gold.jsonl -o weights.json        probabilities of your own kind of text
  jisr fit comparable news.jsonl                      only look how well they hold
  jisr fit comparable news.jsonl --weights weights.json -o both.json
                                                      those of both in one file
  jisr fit retrieval ar.txt en.txt                    what each kind of evidence adds

A gold file named twice counts twice.";

#[derive(Subcommand)]
enum Command {
    /// Fit the probabilities of beads to gold of translations
    Parallel(sentences::Args),
    /// Fit the probabilities of pairs of sentences to gold of comparable documents
    Comparable(sentences::Args),
    // Doc comments here would hide the long help of the arguments.
    Documents(documents::Args),
    Pool(pool::Args),
    Clauses(clauses::Args),
    Retrieval(retrieval::Args),
    Search(search::Args),
    Modes(modes::Args),
    Match(names_match::Args),
}

/// Runs `jisr fit`.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    match &args.command {
        Command::Parallel(args) => sentences::run(args, Mode::Parallel, reporter),
        Command::Comparable(args) => sentences::run(args, Mode::Comparable, reporter),
        Command::Documents(args) => documents::run(args, reporter),
        Command::Pool(args) => pool::run(args, reporter),
        Command::Clauses(args) => clauses::run(args, reporter),
        Command::Retrieval(args) => retrieval::run(args, reporter),
        Command::Modes(args) => modes::run(args, reporter),
        Command::Search(args) => search::run(args, reporter),
        Command::Match(args) => names_match::run(args, reporter),
    }
}
