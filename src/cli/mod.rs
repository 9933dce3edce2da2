//! Level 9: the command line. The only place that knows clap, the terminal and exit codes.

mod align;
mod bench;
mod eval;
mod eval_match;
mod eval_modes;
mod eval_names;
mod fit;
mod fit_match;
mod lexicon;
mod lexicon_names;
mod names;
mod names_match;
mod names_standard;
mod reporter;
mod retrieval;
mod train;
mod train_names;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use jisr::error::{Error, Result};
use jisr::evidence::vectors::Table;
use jisr::lexicon::Lexicon;
use jisr::{ModeChoice, Options};
use reporter::Reporter;

/// Arabic–English alignment: which documents tell the same story, which sentences say the same, and why.
#[derive(Parser)]
#[command(name = "jisr", version, about, max_term_width = 100, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Number of threads [default: one for each core]
    #[arg(long, global = true, value_name = "N")]
    threads: Option<usize>,
    /// Say nothing but errors on standard error
    #[arg(short, long, global = true)]
    quiet: bool,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto)]
    color: Colour,
}

const EXAMPLES: &str = "Examples:
  jisr align reports/                 pair the documents of a folder and their sentences
  jisr align ar.txt en.txt -o out.tsv two documents, into a table
  jisr eval seeds/parallel.gold       align a gold file's sentences and score the result
  jisr lexicon check my_lexicon/      validate your own lexicon files
  jisr train --from built-in --pairs memory.tmx -o mine.vec
                                      adapt the vectors to your translations
  jisr bench                          how fast each stage is on this machine

Exit status: 0 when all went well, 2 when something failed (the rest is still done).";

#[derive(Subcommand)]
enum Command {
    // Doc comments here would hide the long help of the arguments.
    Align(align::Args),
    Names(names::Args),
    Eval(eval::Args),
    Lexicon(lexicon::Args),
    Bench(bench::Args),
    Fit(fit::Args),
    Train(train::Args),
}

/// When to use colour.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Colour {
    /// On a terminal that shows it.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How to align, as asked for.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Mode {
    /// Decided for each document pair
    Auto,
    /// Translations: beads in order
    Parallel,
    /// Reports of one event: any order, most sentences without a counterpart
    Comparable,
}

impl From<Mode> for ModeChoice {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::Auto => ModeChoice::Auto,
            Mode::Parallel => ModeChoice::Parallel,
            Mode::Comparable => ModeChoice::Comparable,
        }
    }
}

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.color {
        Colour::Always => anstream::ColorChoice::Always.write_global(),
        Colour::Never => anstream::ColorChoice::Never.write_global(),
        Colour::Auto => {}
    }
    let reporter = Reporter::new(cli.quiet);
    if let Some(threads) = cli.threads
        && let Err(error) = jisr::use_threads(threads)
    {
        reporter.error(&error);
        return ExitCode::from(2);
    }
    let done = match cli.command {
        Command::Align(args) => align::run(&args, &reporter),
        Command::Names(args) => names::run(&args, &reporter),
        Command::Eval(args) => eval::run(&args, &reporter),
        Command::Lexicon(args) => lexicon::run(&args, &reporter),
        Command::Bench(args) => bench::run(&args, &reporter),
        Command::Fit(args) => fit::run(&args, &reporter),
        Command::Train(args) => train::run(&args, &reporter),
    };
    if let Err(error) = done {
        reporter.error(&error);
    }
    if reporter.failed() { ExitCode::from(2) } else { ExitCode::SUCCESS }
}

/// The lexicon of `--lexicon DIR`, or the one the binary carries. Files that have no say are noted.
fn lexicon_from(dir: Option<&Path>, reporter: &Reporter) -> Result<Lexicon> {
    let Some(dir) = dir else { return Ok(jisr::lexicon::load()) };
    let lexicon = jisr::lexicon::load_with(dir)?;
    for file in jisr::lexicon::files(dir)?.iter().filter(|file| jisr::lexicon::is_compiled_in(file)) {
        passed_over(file, reporter);
    }
    Ok(lexicon)
}

fn passed_over(file: &Path, reporter: &Reporter) {
    reporter.note(&format!(
        "{}: passed over, a table of this name is compiled in and cannot be replaced",
        file.display()
    ));
}

/// The table of `--vectors FILE`, none for `none`, or the one the binary carries.
fn vectors_from(path: Option<&Path>) -> Result<Option<Table>> {
    match path {
        None => Ok(Table::embedded()),
        Some(path) if path == Path::new("none") => Ok(None),
        Some(path) => Table::read(jisr::read::binary(path)?.into(), path, true).map(Some),
    }
}

/// The weights of `--weights FILE`, or the usual ones.
fn weights_from(path: Option<&PathBuf>) -> Result<Options> {
    path.map_or_else(|| Ok(Options::default()), |p| Options::from_json(p, &text_of(p)?))
}

/// The text of a file of gold, pairs or the like; `-` is the standard input.
fn text_of(path: &Path) -> Result<String> {
    jisr::read::text(path)
}

/// The lines of two files, Arabic and English; `None` for no files.
fn lines_of(paths: &[PathBuf]) -> Result<Option<[Vec<String>; 2]>> {
    let [ar, en] = paths else { return Ok(None) };
    let lines =
        |path: &PathBuf| -> Result<Vec<String>> { Ok(text_of(path)?.lines().map(str::to_owned).collect()) };
    Ok(Some([lines(ar)?, lines(en)?]))
}

/// Both as slices.
fn both(lines: Option<&[Vec<String>; 2]>) -> Option<[&[String]; 2]> {
    lines.map(|[ar, en]| [&ar[..], &en[..]])
}

/// Tells of a line, counted from 0, that is not as `expected`; `way_out` says what becomes of the others.
fn bad_line(path: &Path, at: usize, line: &str, expected: &str, way_out: &str, reporter: &Reporter) {
    reporter.error(&Error::content(path, Some(at + 1), expected, beginning(line), way_out));
}

/// The beginning of a text that someone gave, in quotes, as messages show it.
fn beginning(text: &str) -> String {
    format!("{:?}", text.chars().take(80).collect::<String>())
}

/// An error about an output that is one of the inputs.
fn would_replace(output: &Path) -> Error {
    usage(
        "an output file that is none of the inputs",
        format!("{}, which is read too", output.display()),
        "give the output another name",
    )
}

/// An error about what was asked for.
fn usage(expected: impl Into<String>, found: impl Into<String>, way_out: impl Into<String>) -> Error {
    Error::usage(expected, found, way_out)
}
