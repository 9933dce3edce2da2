//! `jisr eval modes`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::ArgAction;

use super::super::aligner::AlignerArgs;
use super::super::gold::{check_sentences, pair_of};
use crate::cli::reporter::Reporter;
use crate::cli::shared::text_of;
use jisr::Jisr;
use jisr::internals::error::Result;
use jisr::internals::lab::evaluate::modes::{GivenAs, Modes, mode_of};
use jisr::internals::lab::evaluate::{self, events, windows};
use jisr::internals::lab::json;
use jisr::options::{ModeChoice, Requested};
use jisr::text::{Document, Mode, SplitPair};
use jisr::write::to_stdout;

/// Count which documents are aligned as translations and which as comparable, by their length
#[derive(clap::Args)]
pub struct Args {
    /// Gold, cut into windows, or lines of {"id","ar_docs":[{"id","text"}],"en_docs"}, each Arabic text with each English
    /// one
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Cut the documents of gold into windows of so many beads
    #[arg(long, value_name = "N,…", value_delimiter = ',', action = ArgAction::Set, default_value = "5,10,20,40")]
    windows: Vec<NonZeroUsize>,
    #[command(flatten)]
    aligner: AlignerArgs,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `jisr eval modes`: the aligner chooses the mode itself.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    let jisr = &args.aligner.whole(ModeChoice::Auto, reporter)?;
    let path = &args.file;
    let text = text_of(path)?;
    let mut found = Modes::default();
    if events::are_events(&text) {
        let events = events::parse_events(path, &text)?;
        let pairs = events.iter().flat_map(events::EventDocuments::pairs);
        found.add(None, GivenAs::Text, pairs.map(|documents| mode(jisr, documents)));
    } else {
        let gold = evaluate::parse_gold(path, &text)?;
        check_sentences(&gold)?;
        for size in &args.windows {
            count(jisr, Some(size.get()), &windows::windows(&gold, size.get()), &mut found);
        }
        count(jisr, None, &gold.iter().map(pair_of).collect::<Vec<_>>(), &mut found);
    }
    to_stdout(|out| if args.json { writeln!(out, "{}", json(&found)) } else { write!(out, "{found}") })
}

/// Aligns `pairs` in every way they can be given.
fn count(jisr: &Jisr, window: Option<usize>, pairs: &[SplitPair], found: &mut Modes) {
    for given in GivenAs::ALL {
        let of_text = |pair| given.documents(pair).map(|documents| mode(jisr, documents));
        match pairs.iter().map(of_text).collect::<Option<Vec<_>>>() {
            Some(modes) => found.add(window, given, modes),
            None => found.add(window, given, jisr.align_split(pairs).into_iter().map(|a| Some(a.mode))),
        }
    }
}

/// How a pair of documents is aligned that its reader says belongs together.
fn mode(jisr: &Jisr, documents: Vec<Document>) -> Option<Mode> {
    mode_of(&jisr.align_requested(documents, &Requested::All, &|_, _, _| {}))
}
