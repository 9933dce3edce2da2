//! `jisr train names`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Subcommand;

use crate::cli::reporter::Reporter;
use crate::cli::shared::{bad_line, text_of, usage, would_replace};
use jisr::internals::error::Result;
use jisr::internals::lab::names::{PairRow, TrainOptions, TrainingData, train};
use jisr::names::ListRow;
use jisr::names::form::{self, Script};
use jisr::write::{check_file, replaces, to_file};

/// What else than vectors can be trained.
#[derive(Subcommand)]
pub enum Command {
    /// Train the model of names: transliteration between Arabic and Latin letters, both ways
    Names(Args),
}

const EXAMPLES: &str = "Examples:
  jisr train names --foreign wikidata.tsv --foreign google.tsv --native native.tsv --list latin.tsv -o names.image
  jisr train names … --hold-out dev.tsv -o trial.image     then: jisr eval names dev.tsv --model trial.image

Pairs are lines of Arabic, tab, Latin, one word each; further columns are passed over, but a number in the fourth is how
often the pair was seen. The list has the name, the number of persons and of places, separated by tabs.";

/// What to train on.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Pairs of names from anywhere, with Arabic spelt in full
    #[arg(long, value_name = "FILE", required = true)]
    foreign: Vec<PathBuf>,
    /// Pairs of Arab, Persian, Urdu … names; their Arabic may be folded
    #[arg(long, value_name = "FILE", required = true)]
    native: Vec<PathBuf>,
    /// Latin names in use, with counts; `-` is the standard input
    #[arg(long, value_name = "FILE", required = true)]
    list: PathBuf,
    /// Pairs to be measured on: foreign pairs with a Latin form of these are left out, native ones with an Arabic form
    #[arg(long, value_name = "FILE")]
    hold_out: Vec<PathBuf>,
    /// The model
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

/// Runs `jisr train names`.
pub fn run(command: &Command, reporter: &Reporter) -> Result<()> {
    let Command::Names(args) = command;
    let inputs = args.foreign.iter().chain(&args.native).chain([&args.list]).chain(&args.hold_out);
    for input in inputs {
        if input.as_os_str() != "-" && replaces(&args.output, input) {
            return Err(would_replace(&args.output));
        }
    }
    check_file(&args.output)?;
    let (mut latin, mut arabic) = (BTreeSet::new(), BTreeSet::new());
    for path in &args.hold_out {
        for pair in pairs(path, reporter)? {
            latin.insert(form::latin_folded(&pair.latin));
            arabic.insert(form::arabic_folded(&pair.arabic));
        }
    }
    let mut data = TrainingData { list: list(&args.list, reporter)?, ..TrainingData::default() };
    for path in &args.foreign {
        data.foreign.extend(pairs(path, reporter)?);
    }
    for path in &args.native {
        data.native.extend(pairs(path, reporter)?);
    }
    data.foreign.retain(|pair| !latin.contains(&form::latin_folded(&pair.latin)));
    data.native.retain(|pair| !arabic.contains(&form::arabic_folded(&pair.arabic)));
    for (what, rows) in [("foreign", &data.foreign), ("native", &data.native)] {
        if rows.len() < LEAST {
            let found = format!("{} of {what} names", rows.len());
            let way_out = "give more pairs";
            return Err(usage(format!("at least {LEAST} pairs of each kind"), found, way_out));
        }
    }
    let names = train(&data, &TrainOptions::default(), &|done| reporter.note(done));
    let image = names.to_image();
    reporter.note(&format!("{} bytes", image.len()));
    to_file(&args.output, |out| out.write_all(&image))
}

/// Below this many pairs the smoothing has nothing to go by.
const LEAST: usize = 500;

/// The pairs of a file; bad lines are told and left out, pairs of several words are passed over.
fn pairs(path: &Path, reporter: &Reporter) -> Result<Vec<PairRow>> {
    let mut rows = Vec::new();
    for (i, line) in text_of(path)?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
        let [arabic, latin] = [0, 1].map(|k| columns.get(k).copied().unwrap_or_default());
        if i == 0 && (arabic, latin) == ("ar", "en") {
            continue;
        }
        if form::script(arabic) != Some(Script::Arabic) || form::script(latin) != Some(Script::Latin) {
            let expected = "an Arabic form, a tab and a Latin form";
            bad_line(path, i, line, expected, "the other lines are used", reporter);
            continue;
        }
        if [arabic, latin].iter().any(|name| name.contains(char::is_whitespace)) {
            continue;
        }
        let count = columns.get(3).and_then(|n| n.parse().ok()).unwrap_or(1);
        rows.push(PairRow { arabic: arabic.into(), latin: latin.into(), count });
    }
    Ok(rows)
}

/// The names of a list; bad lines are told and left out.
fn list(path: &Path, reporter: &Reporter) -> Result<Vec<ListRow>> {
    let mut rows = Vec::new();
    for (i, line) in text_of(path)?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
        if let [name, persons, places, ..] = columns[..]
            && let (Ok(persons), Ok(places)) = (persons.parse(), places.parse())
        {
            rows.push(ListRow { name: name.into(), persons, places });
        } else {
            let expected = "a name, the number of persons and of places, separated by tabs";
            bad_line(path, i, line, expected, "the other lines are used", reporter);
        }
    }
    Ok(rows)
}
