//! `jisr bench`.

use std::path::PathBuf;

use crate::cli::reporter::Reporter;
use crate::cli::shared::{lexicon_from, usage, weights_from};
use jisr::internals::error::Result;
use jisr::internals::lab::bench::{self, Corpus};
use jisr::{read, write::to_stdout};

/// Measure how fast each stage is on this machine.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES, long_about = LONG)]
pub struct Args {
    /// Files and folders to measure on [default: the demonstration documents jisr carries]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Measure on given sentences: lines of {"id","ar":[…],"en":[…]}; what finds documents is left out
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    presplit: Option<PathBuf>,
    /// How long to measure, about: the data is gone through five times at least
    #[arg(long, value_name = "S", default_value_t = 3.0)]
    seconds: f64,
    /// Add or replace lexicon files
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
    /// Set weights from a JSON file
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    weights: Option<PathBuf>,
    /// Print JSON, on one line
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "Examples:
  jisr bench                             on the demonstration documents
  jisr bench reports/ --seconds 10       on your own
  jisr bench --presplit seeds/parallel.gold --threads 4";

const LONG: &str = "Measure how fast each stage is on this machine.

Prints documents, sentences (of both sides, each once) and bytes of text a second: per second of processor time, and \
per second of wall time. The stages are measured one after the other on one thread; the last lines are whole runs, as \
`jisr align` does them, with one thread and with all.

To compare two versions of jisr, or two settings: on one idle machine, with the same data, run each for 10 seconds three \
times, in turns, and keep the JSON:

  for i in 1 2 3; do
    old/jisr bench --seconds 10 --json >> old.jsonl
    new/jisr bench --seconds 10 --json >> new.jsonl
  done
  jq -r '(.stages + [.all])[] | [.name, .per_cpu_second.sentences] | @tsv' old.jsonl

Compare the best sentences per CPU-second of each stage: other work on the machine only ever lowers it. What differs \
by less than the three runs among themselves is noise. Wall seconds and the speed-up compare only between runs with \
the same --threads. The counts of the data must be equal in both: a version that finds other sentences or other \
document pairs does other work.";

/// Runs `jisr bench`.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    let corpus = if let Some(path) = &args.presplit {
        if path.as_os_str() == "-" {
            return Err(not_twice());
        }
        Corpus::Split(path.clone())
    } else if args.paths.is_empty() {
        Corpus::Seeds
    } else {
        let (sources, problems) = read::expand(&args.paths);
        for problem in &problems {
            reporter.error(problem);
        }
        if sources.is_empty() {
            return Ok(());
        }
        if sources.iter().any(|s| s.path.as_os_str() == "-") {
            return Err(not_twice());
        }
        Corpus::Files(sources)
    };
    let weights = weights_from(args.weights.as_ref())?;
    let measured =
        bench::measure(|| lexicon_from(args.lexicon.as_deref(), reporter), weights, &corpus, args.seconds)?;
    for problem in &measured.problems {
        reporter.error(problem);
    }
    to_stdout(
        |out| if args.json { writeln!(out, "{}", measured.to_json()) } else { write!(out, "{measured}") },
    )
}

fn not_twice() -> jisr::internals::error::Error {
    usage("files, which can be read again and again", "the standard input", "save it to a file first")
}
