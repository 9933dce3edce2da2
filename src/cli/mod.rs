//! Level 11: the command line. The only place that knows clap, the terminal and exit codes.

mod align;
mod lab;
mod lexicon;
mod names;
mod names_args;
mod names_match;
mod names_standard;
mod reporter;
mod schema;
mod shared;
mod threads;

use std::io::Write as _;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use lab::{bench, eval, fit, train};
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
  jisr eval align seeds/parallel.gold align a gold file's sentences and score the result
  jisr lexicon check my_lexicon/      validate your own lexicon files
  jisr train --from built-in --pairs memory.tmx -o mine.vec
                                      adapt the vectors to your translations
  jisr bench                          how fast each stage is on this machine
  jisr schema align-jsonl             the JSON Schema of a JSON output

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
    Schema(schema::Args),
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

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return refused(&error),
    };
    match cli.color {
        Colour::Always => anstream::ColorChoice::Always.write_global(),
        Colour::Never => anstream::ColorChoice::Never.write_global(),
        Colour::Auto => {}
    }
    let reporter = Reporter::new(cli.quiet);
    if let Some(threads) = cli.threads
        && let Err(error) = threads::use_threads(threads)
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
        Command::Schema(args) => schema::run(&args),
    };
    if let Err(error) = done {
        reporter.error(&error);
    }
    if reporter.failed() { ExitCode::from(2) } else { ExitCode::SUCCESS }
}

/// Says what is wrong with the arguments, or gives the help that was asked for.
fn refused(error: &clap::Error) -> ExitCode {
    let old = if error.use_stderr() {
        lab::old_spelling(&Cli::command(), std::env::args_os().skip(1), error)
    } else {
        None
    };
    if let Some(old) = old {
        Reporter::new(false).error(&old);
        return ExitCode::from(2);
    }
    // Where even this cannot be written, the status is all that is left to say it.
    let steers = |argument: std::ffi::OsString| argument.to_string_lossy().chars().any(jisr::text::steers);
    if error.use_stderr() && std::env::args_os().any(steers) {
        for line in error.render().to_string().lines() {
            let _ = writeln!(std::io::stderr(), "{}", jisr::write::disarmed(line));
        }
    } else {
        let _ = error.print();
    }
    ExitCode::from(if error.use_stderr() { 2 } else { 0 })
}
