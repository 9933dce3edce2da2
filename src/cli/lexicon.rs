//! `jisr lexicon`: check and stats; what makes and learns tables is in the lab.

use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::reporter::Reporter;
use super::shared::passed_over;
use jisr::internals::error::{Error, Result};
use jisr::lexicon;
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
    #[command(flatten)]
    Learn(super::lab::lexicon::Command),
}

/// Runs `jisr lexicon`.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    match &args.command {
        Command::Check { path } => check(path, reporter),
        Command::Stats { path } => stats(path.as_ref()),
        Command::Learn(command) => super::lab::lexicon::run(command, reporter),
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
