//! `jisr eval --modes`.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use super::shared::{check_sentences, text_of};
use jisr::error::Result;
use jisr::lab::evaluate::modes::{Given, Modes, mode_of};
use jisr::lab::evaluate::{self, events, windows};
use jisr::text::{Document, Mode, SplitPair};
use jisr::write::to_stdout;
use jisr::{Jisr, Requested};

/// What `jisr eval --modes` can be told.
#[derive(clap::Args)]
pub struct ModesOptions {
    /// Count which documents of FILE are aligned as translations and which as comparable: gold, cut into windows, or
    /// lines of {"id","ar_docs":[{"id","text"}],"en_docs"}, each Arabic text with each English one
    #[arg(long, value_name = "FILE")]
    pub modes: Option<PathBuf>,
    /// With --modes: cut the documents of gold into windows of so many beads
    #[arg(long, value_name = "N,…", value_delimiter = ',', action = clap::ArgAction::Set, default_value = "5,10,20,40", requires = "modes", conflicts_with_all = NOT_MODES)]
    windows: Vec<NonZeroUsize>,
}

/// What is scored without a choice of the mode.
const NOT_MODES: [&str; 8] =
    ["gold", "documents", "retrieval", "clauses", "languages", "names", "names_match", "standards"];

/// Counts how the documents of the file `path` are aligned by `jisr`, which chooses the mode itself.
pub fn run(jisr: &Jisr, path: &Path, options: &ModesOptions, json: bool) -> Result<()> {
    let text = text_of(path)?;
    let mut found = Modes::default();
    if events::are_events(&text) {
        let events = events::parse_events(path, &text)?;
        let pairs = events.iter().flat_map(events::Event::pairs);
        found.add(None, Given::Text, pairs.map(|documents| mode(jisr, documents)));
    } else {
        let gold = evaluate::parse_gold(path, &text)?;
        check_sentences(&gold)?;
        for size in &options.windows {
            count(jisr, Some(size.get()), &windows::windows(&gold, size.get()), &mut found);
        }
        let whole =
            |g: &evaluate::GoldDoc| SplitPair { id: g.id.clone(), ar: g.ar.clone(), en: g.en.clone() };
        count(jisr, None, &gold.iter().map(whole).collect::<Vec<_>>(), &mut found);
    }
    to_stdout(|out| if json { writeln!(out, "{}", found.to_json()) } else { write!(out, "{found}") })
}

/// Aligns `pairs` in every way they can be given.
fn count(jisr: &Jisr, window: Option<usize>, pairs: &[SplitPair], found: &mut Modes) {
    for given in Given::ALL {
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
