//! `jisr eval`.

mod align;
mod clauses;
mod documents;
mod languages;
mod modes;
mod names;
mod names_match;
mod pool;
mod retrieval;
mod standards;

use clap::Subcommand;

use crate::cli::reporter::Reporter;
use jisr::internals::error::Result;

/// Score what jisr does against what people say is right.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "Examples:
  jisr eval align gold.jsonl pred.jsonl    score what `jisr align --presplit … --format index` wrote
  jisr eval align seeds/comparable.gold    align and score in one go
  jisr eval pool gold.jsonl --size 100     the same among a hundred documents
  jisr eval documents docalign.jsonl       which documents belong together
  jisr eval retrieval ar.txt en.txt        which line translates which, one against all
  jisr eval languages languages.tsv        the confusion table of language detection
  jisr eval clauses gold.jsonl             are joined sentences divided again, and only there?
  jisr eval modes gold.jsonl               which passages are taken for translations, by their length
  jisr eval names names.tsv                how often a name's first forms in the other script are right
  jisr eval match variants.tsv             how well the comparison of names tells same from different
  jisr eval standards standards/           which share of published romanisations comes out";

#[derive(Subcommand)]
enum Command {
    // Doc comments here would hide the long help of the arguments.
    Align(align::Args),
    Pool(pool::Args),
    Documents(documents::Args),
    Retrieval(retrieval::Args),
    Clauses(clauses::Args),
    Modes(modes::Args),
    Languages(languages::Args),
    Names(names::Args),
    Match(names_match::Args),
    Standards(standards::Args),
}

/// Runs `jisr eval`.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    match &args.command {
        Command::Align(args) => align::run(args, reporter),
        Command::Pool(args) => pool::run(args, reporter),
        Command::Documents(args) => documents::run(args, reporter),
        Command::Retrieval(args) => retrieval::run(args, reporter),
        Command::Clauses(args) => clauses::run(args, reporter),
        Command::Modes(args) => modes::run(args, reporter),
        Command::Languages(args) => languages::run(args, reporter),
        Command::Names(args) => names::run(args, reporter),
        Command::Match(args) => names_match::run(args, reporter),
        Command::Standards(args) => standards::run(args, reporter),
    }
}
