//! The commands of `jisr lexicon` that make tables of text: build, names, count, learn.

use std::path::PathBuf;

use clap::Subcommand;

use crate::cli::reporter::Reporter;
use crate::cli::shared::{emit, ready, text_of, usage};
use jisr::internals::error::Result;
use jisr::internals::lab::lexicon::{self as learn, LearnOptions};
use jisr::lexicon::{self, Lexicon};

const BUILD: &str = "Examples:
  xz -dc open.tsv.xz | jisr lexicon build -o lexicons/open.tsv";

const NAMES: &str = "Examples:
  jisr lexicon names --open open.tsv --parts variants.tsv --persons full_names.tsv \\
    --places geonames_places.tsv --variants wikidata_variants.tsv --latin latin_names.tsv \\
    --text sentences.txt -o lexicons/names.tsv";

const COUNT: &str = "Examples:
  jisr lexicon count arabic sentences.txt -o lexicons/frequency_ar.tsv";

const LEARN: &str = "Examples:
  jisr lexicon learn bitext.tsv -o lexicons/learned.tsv";

/// What is made.
#[derive(Subcommand)]
pub enum Command {
    /// Make open.tsv from open sources: lines of ar, en, types, sources
    #[command(after_help = BUILD)]
    Build {
        /// Input; `-` is the standard input
        #[arg(default_value = "-")]
        input: PathBuf,
        /// Output [default: standard output]
        #[arg(short, long)]
        output: Option<PathBuf>,
    },
    /// Make names.tsv from open sources: persons, parts of names, places and organisations with counts and countries
    #[command(after_help = NAMES)]
    Names(super::lexicon_names::Args),
    /// Count stems in text, one sentence a line, into a frequency table
    #[command(after_help = COUNT)]
    Count {
        /// The language: arabic or english
        language: String,
        /// Input; `-` is the standard input
        #[arg(default_value = "-")]
        input: PathBuf,
        /// Leave out stems seen fewer times
        #[arg(long, default_value_t = 5)]
        least: u32,
        /// Output [default: standard output]
        #[arg(short, long)]
        output: Option<PathBuf>,
    },
    /// Learn stem pairs from bitext: lines of Arabic, tab, English, and any further columns
    #[command(after_help = LEARN)]
    Learn {
        /// Input; `-` is the standard input
        #[arg(default_value = "-")]
        input: PathBuf,
        /// Output [default: standard output]
        #[arg(short, long)]
        output: Option<PathBuf>,
    },
}

/// Runs the command.
pub fn run(command: &Command, reporter: &Reporter) -> Result<()> {
    match command {
        Command::Build { input, output } => {
            ready(output.as_ref(), input)?;
            let (table, stats) = learn::build(text_of(input)?.lines());
            reporter.note(&format!(
                "{} lines read, {} entries kept; left out: {} by source, {} not clean, {} that their spelling gives \
                 away, {} of no use",
                stats.read, stats.kept, stats.source, stats.unclean, stats.spelled, stats.useless
            ));
            emit(output.as_ref(), &table)
        }
        Command::Names(args) => super::lexicon_names::run(args, reporter),
        Command::Count { language, input, least, output } => {
            let arabic = match language.as_str() {
                "arabic" => true,
                "english" => false,
                other => {
                    return Err(usage("arabic or english", other, "say which language the text is in"));
                }
            };
            ready(output.as_ref(), input)?;
            emit(output.as_ref(), &learn::frequency_table(arabic, &text_of(input)?, *least))
        }
        Command::Learn { input, output } => {
            ready(output.as_ref(), input)?;
            let text = text_of(input)?;
            let pairs = text.lines().filter_map(|line| {
                let mut columns = line.split('\t');
                Some((columns.next()?, columns.next()?))
            });
            let lexicon: Lexicon = lexicon::load();
            let learned = learn::learn(&lexicon, pairs, &LearnOptions::default());
            reporter.note(&format!("{} stem pairs learned", learned.len()));
            let row = |p: &learn::StemPair| {
                format!("{}\t{}\t{:.0}\t{:.0}\n", p.ar, p.en, p.forward * 1000.0, p.backward * 1000.0)
            };
            let head = std::iter::once("ar\ten\tforward\tbackward\n".to_owned());
            emit(output.as_ref(), &head.chain(learned.iter().map(row)).collect::<String>())
        }
    }
}
