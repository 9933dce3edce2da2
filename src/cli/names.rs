//! `jisr names`: a name in the other script, its spellings, whether two name the same, and by the letter of a standard.

use std::path::PathBuf;

use clap::ValueEnum;

use super::reporter::Reporter;
use super::{names_match, names_standard, text_of, usage};
use jisr::error::{Error, Result};

/// Write names in the other script, Arabic or Latin, known and unknown.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Names, each in one argument; the direction is that of its letters
    #[arg(value_name = "NAMES")]
    pub names: Vec<String>,
    /// More names, one a line; `-` is the standard input
    #[arg(short, long, value_name = "FILE")]
    pub input: Option<PathBuf>,
    /// JSON Lines, one name a line
    #[arg(long)]
    pub json: bool,
    /// At most so many answers
    #[arg(short, default_value_t = 5, value_name = "N")]
    pub n: usize,
    /// Script of the answers [default: the one the name does not have]
    #[arg(long, value_enum, value_name = "ar|en")]
    pub to: Option<Side>,
    /// Only the model: neither whole entities nor the lexicon of parts
    #[arg(long)]
    pub model_only: bool,
    /// A model that `jisr train names` wrote, instead of the one the binary carries
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Do the two NAMES name the same? With --input: lines of two names, a tab between them
    #[arg(long = "match", conflicts_with_all = ["standard", "to"])]
    pub same: bool,
    /// Romanise by the letter of a standard
    #[arg(long, value_name = "NAME")]
    pub standard: Option<String>,
}

const EXAMPLES: &str = "Examples:
  jisr names إردوغان                        in Latin letters, likeliest first
  jisr names \"Recep Tayyip Erdoğan\" حماس    several at once, each its own way
  jisr names --input names.txt --json       a name a line, answers as JSON Lines";

/// The script of the answers.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Side {
    /// Arabic letters
    Ar,
    /// Latin letters
    En,
}

/// Runs `jisr names`.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    if args.same {
        return names_match::run(args, reporter);
    }
    if let Some(standard) = &args.standard {
        return names_standard::run(standard, args, reporter);
    }
    Err(usage("--match or --standard", "neither", "look-up comes with the next change"))
}

/// The names asked for: those of the command line, then the lines of `--input` that are not empty, each with where it
/// stands for messages.
pub fn requested(args: &Args) -> Result<Vec<(Option<usize>, String)>> {
    let mut names: Vec<_> = args.names.iter().map(|name| (None, name.clone())).collect();
    if let Some(path) = &args.input {
        let text = text_of(path)?;
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        names.extend(lines.map(|(i, line)| (Some(i + 1), line.to_owned())));
        if names.is_empty() {
            return Err(Error::content(path, None, "a name a line", "no line", "is it the right file?"));
        }
    }
    if names.is_empty() {
        return Err(usage("a name", "none", "give names as arguments, or a file with --input"));
    }
    Ok(names)
}
