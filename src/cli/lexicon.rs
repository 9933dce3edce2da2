//! `jisr lexicon`: check, stats, build, learn, count.

use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::reporter::Reporter;
use super::shared::{emit, passed_over, ready, text_of, usage};
use jisr::error::{Error, Result};
use jisr::lab::lexicon::{self as learn, LearnOptions};
use jisr::lexicon::{self, Lexicon};
use jisr::write::to_stdout;

/// Check, count, build and learn lexicons.
///
/// A lexicon file is TSV with the header ar, en, kind, note. Alternatives are separated by `|`, the usual one first;
/// kinds are person, place, organisation, demonym, month, abbreviation and word; lines that begin with # are comments.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "Examples:
  jisr lexicon check my_lexicon/           every fault with its line
  jisr lexicon stats                       what the binary carries
  jisr align reports/ --lexicon my_lexicon/";

const CHECK: &str = "Examples:
  jisr lexicon check my_lexicon/           the .tsv files of a folder
  jisr lexicon check names.tsv             one file

A file of entries, columns separated by tabs:
  ar\ten\tkind\tnote
  أنقرة\tAnkara\tplace\tTR
  منظمة الصحة العالمية\tWorld Health Organization|WHO\torganisation\t

A file with the name of an embedded one (`jisr lexicon stats` lists them) takes its place; any other adds to them. So do
learned.tsv, frequency_ar.tsv, frequency_en.tsv and english_irregular.tsv, which are checked as the tables they are.";

const STATS: &str = "Examples:
  jisr lexicon stats                       the embedded files
  jisr lexicon stats my_lexicon/           one's own";

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

#[derive(Subcommand)]
enum Command {
    /// Validate the .tsv files of a folder; every fault with its line
    #[command(after_help = CHECK)]
    Check {
        /// Folder with lexicon files, or one file
        path: PathBuf,
    },
    /// Count the entries of the lexicon, file by file
    #[command(after_help = STATS)]
    Stats {
        /// Folder with lexicon files to count instead of the embedded ones
        path: Option<PathBuf>,
    },
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

/// Runs `jisr lexicon`.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    match &args.command {
        Command::Check { path } => check(path, reporter),
        Command::Stats { path } => stats(path.as_ref()),
        Command::Build { input, output } => {
            ready(output.as_ref(), input)?;
            let (table, stats) = lexicon::build(text_of(input)?.lines());
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
            let row = |p: &learn::Pair| {
                format!("{}\t{}\t{:.0}\t{:.0}\n", p.ar, p.en, p.forward * 1000.0, p.backward * 1000.0)
            };
            let head = std::iter::once("ar\ten\tforward\tbackward\n".to_owned());
            emit(output.as_ref(), &head.chain(learned.iter().map(row)).collect::<String>())
        }
    }
}

/// Validates a user's files: each fault as `file:line: what`, on standard output so that it can be kept.
fn check(path: &Path, reporter: &Reporter) -> Result<()> {
    let files = lexicon::files(path)?;
    let mut faults = Vec::new();
    let (mut entries, mut read, mut tables) = (0, 0, 0);
    for file in &files {
        if lexicon::is_compiled_in(file) {
            passed_over(file, reporter);
            continue;
        }
        let text = lexicon::text(file)?;
        if let Some(bad) = lexicon::check_table(file, &text) {
            tables += 1;
            let told = |bad: lexicon::BadRow| lexicon::Fault {
                line: bad.line,
                what: format!("expected {}, found {}", bad.expected, bad.found),
            };
            faults.extend(bad.into_iter().map(|bad| (file, told(bad))));
        } else {
            read += 1;
            entries += lexicon::stats(&text).entries;
            faults.extend(lexicon::check(&text).into_iter().map(|fault| (file, fault)));
        }
    }
    if read + tables == 0 {
        let way_out = "see `jisr lexicon check --help` for what is looked at";
        return Err(Error::content(path, None, "a file of entries", "none", way_out));
    }
    to_stdout(|out| {
        for (file, fault) in &faults {
            writeln!(out, "{}:{}: {}", file.display(), fault.line, fault.what)?;
        }
        Ok(())
    })?;
    if let Some((file, first)) = faults.first() {
        let found = format!("{} faults", faults.len());
        return Err(Error::content(
            file,
            Some(first.line),
            "entries without faults",
            found,
            "mend the lines listed",
        ));
    }
    let files = if read == 1 { "file" } else { "files" };
    let beside = match tables {
        0 => String::new(),
        1 => " and 1 table".to_owned(),
        more => format!(" and {more} tables"),
    };
    reporter.note(&format!("{entries} entries in {read} {files}{beside}, no faults"));
    Ok(())
}

fn stats(path: Option<&PathBuf>) -> Result<()> {
    let files: Vec<(String, String)> = match path {
        None => lexicon::ENTRIES.iter().map(|(n, t)| ((*n).to_owned(), (*t).to_owned())).collect(),
        Some(path) => lexicon::files(path)?
            .iter()
            .filter(|f| lexicon::is_entry_file(f))
            .map(|f| Ok((f.display().to_string(), lexicon::text(f)?)))
            .collect::<Result<_>>()?,
    };
    to_stdout(|out| {
        let mut all = 0;
        writeln!(out, "{:<28} {:>8} {:>8} {:>8}  kinds", "file", "entries", "Arabic", "English")?;
        for (name, text) in &files {
            let s = lexicon::stats(text);
            let kinds: Vec<_> = s.kinds.iter().map(|(k, n)| format!("{k} {n}")).collect();
            let kinds = kinds.join(", ");
            writeln!(
                out,
                "{name:<28} {:>8} {:>8} {:>8}  {kinds}",
                s.entries, s.arabic_forms, s.english_forms
            )?;
            all += s.entries;
        }
        writeln!(out, "{:<28} {all:>8}", "all")
    })
}
