//! The arguments of `jisr names`, and the names that they ask for.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::shared::{text_of, usage};
use jisr::internals::error::{Error, Result};

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
    /// JSON Lines, one name a line; with --match one pair
    #[arg(long)]
    pub json: bool,
    /// At most so many answers
    #[arg(short, default_value = "5", value_name = "N", conflicts_with_all = ["same", "standard"])]
    pub n: NonZeroUsize,
    /// Script of the answers [default: the one the name does not have]
    #[arg(long, value_enum, value_name = "ar|en", conflicts_with = "standard")]
    pub to: Option<AnswerScript>,
    /// Only the model: neither whole entities nor the lexicon of parts
    #[arg(long, conflicts_with = "standard")]
    pub model_only: bool,
    /// A model that `jisr train names` wrote, instead of the one the binary carries
    #[arg(long, value_name = "FILE", conflicts_with = "standard")]
    pub model: Option<PathBuf>,
    /// Do the two NAMES name the same? With --input: lines of two names, a tab between them
    #[arg(long = "match", conflicts_with_all = ["standard", "to"])]
    pub same: bool,
    /// Romanise by the letter of a standard; `list` shows them all
    #[arg(long, value_name = "NAME")]
    pub standard: Option<String>,
}

const EXAMPLES: &str = "Examples:
  jisr names إردوغان                        in Latin letters, likeliest first
  jisr names \"Recep Tayyip Erdoğan\" حماس    several at once, each its own way
  jisr names -n 1 \"Abdel Fattah el-Sisi\"    the likeliest answer alone
  jisr names --model-only شيفرنادزه          as if nobody had listed the name
  jisr names --input names.txt --json       a name a line, answers as JSON Lines
  jisr names --match Gaddafi القذافي         do the two name the same?
  jisr names --standard ala-lc محمد          by the letter of a standard

An answer says where it comes from: the lexicon has the whole name, it was put together from parts that
the lexicon has, or the model of transliteration wrote it. Numbers behind countries are persons known to
be written so there.

Exit status: 2 when a name was none (the others are still answered).";

/// The script of the answers.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AnswerScript {
    /// Arabic letters
    Ar,
    /// Latin letters
    En,
}

/// An error about a name, with its line if it is from a file.
pub fn error(
    input: Option<&Path>,
    line: Option<usize>,
    expected: impl Into<String>,
    found: impl Into<String>,
    way_out: impl Into<String>,
) -> Error {
    match (input, line) {
        (Some(path), Some(line)) => Error::content(path, Some(line), expected, found, way_out),
        _ => usage(expected, found, way_out),
    }
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
