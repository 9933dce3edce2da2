//! How document pairs are aligned when nothing is said of it: as a translation, or as texts that share some of what
//! they tell.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use crate::text::{Alignment, Document, Mode, Report, SplitPair};

/// How the documents are given.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum GivenAs {
    /// As the sentences of the gold.
    Sentences,
    /// As a text with a sentence of the gold on each line.
    Lines,
    /// As running text.
    Text,
}

impl GivenAs {
    /// All of them, in the order in which they are shown.
    pub const ALL: [GivenAs; 3] = [GivenAs::Sentences, GivenAs::Lines, GivenAs::Text];

    /// The two sides of `pair` as documents, `ar` and `en`; `None` where sentences are given as such.
    pub fn documents(self, pair: &SplitPair) -> Option<Vec<Document>> {
        let between = match self {
            GivenAs::Sentences => return None,
            GivenAs::Lines => "\n",
            GivenAs::Text => " ",
        };
        let document = |id: &str, sentences: &[String]| Document {
            id: id.to_owned(),
            text: sentences.join(between) + "\n",
            ..Document::default()
        };
        Some(vec![document("ar", &pair.ar), document("en", &pair.en)])
    }

    fn name(self) -> &'static str {
        match self {
            GivenAs::Sentences => "sentences",
            GivenAs::Lines => "lines",
            GivenAs::Text => "text",
        }
    }
}

/// How many document pairs were aligned in which way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, JsonSchema)]
pub struct ModeCounts {
    /// Document pairs.
    pub documents: usize,
    /// Aligned as a translation.
    pub parallel: usize,
    /// Aligned as comparable texts.
    pub comparable: usize,
    /// Not aligned: one side was taken for no text of its language.
    pub unaligned: usize,
}

impl ModeCounts {
    fn add(&mut self, mode: Option<Mode>) {
        self.documents += 1;
        match mode {
            Some(Mode::Parallel) => self.parallel += 1,
            Some(Mode::Comparable) => self.comparable += 1,
            None => self.unaligned += 1,
        }
    }
}

/// The counts of one kind of document pairs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct ModeRow {
    /// Gold beads to a document; `None` for whole documents.
    pub window: Option<usize>,
    /// How they were given.
    pub given: GivenAs,
    /// How they were aligned.
    #[serde(flatten)]
    pub counts: ModeCounts,
}

/// How documents of each length were aligned.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, JsonSchema)]
pub struct Modes {
    /// A row for each window and way of giving documents.
    pub rows: Vec<ModeRow>,
}

impl Modes {
    /// Adds a row for document pairs that were aligned in these modes, `None` for those that were not.
    pub fn add(
        &mut self,
        window: Option<usize>,
        given: GivenAs,
        modes: impl IntoIterator<Item = Option<Mode>>,
    ) {
        let mut counts = ModeCounts::default();
        modes.into_iter().for_each(|mode| counts.add(mode));
        self.rows.push(ModeRow { window, given, counts });
    }
}

/// The mode of the two documents of `report`. Where detection found several parts in one of them, that of the parts
/// with the most sentences on the shorter side.
pub fn mode_of(report: &Report) -> Option<Mode> {
    let size = |a: &Alignment| {
        let [ar, en] = [a.ar, a.en].map(|part| report.parts[part].sentences.len());
        ar.min(en)
    };
    let mut largest: BTreeMap<usize, Mode> = BTreeMap::new();
    for alignment in &report.alignments {
        largest.entry(size(alignment)).or_insert(alignment.mode);
    }
    largest.pop_last().map(|(_, mode)| mode)
}

/// A table for people.
impl fmt::Display for Modes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<7} {:<9} {:>9} {:>9} {:>9} {:>10} {:>9}",
            "beads", "given as", "documents", "parallel", "share", "comparable", "unaligned"
        )?;
        for ModeRow { window, given, counts } in &self.rows {
            let ModeCounts { documents, parallel, comparable, unaligned } = counts;
            let window = window.map_or("all".to_owned(), |size| size.to_string());
            let share = if *documents == 0 { 0.0 } else { *parallel as f64 / *documents as f64 };
            writeln!(
                f,
                "{window:<7} {:<9} {documents:>9} {parallel:>9} {share:>9.4} {comparable:>10} {unaligned:>9}",
                given.name()
            )?;
        }
        Ok(())
    }
}
