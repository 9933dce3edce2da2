//! How good an alignment is: precision, recall and F1 against beads set by people, by three measures, and
//! how far the scores can be trusted ([`mod@reliability`]).
//!
//! | measure | what counts |
//! |---|---|
//! | strict | a bead whose sentence indices are the same on both sides |
//! | lax | a bead that shares a sentence on both sides with one bead of the other alignment (as in vecalign, Thompson & Koehn 2019) |
//! | pair | single links: every Arabic sentence of a bead with every English one of it |
//!
//! Null beads count in none of them, a bead given twice counts once, and a gold document pair without a prediction
//! counts as predicted empty. In gold whose inner alignment is not known everywhere, strict accepts refinements
//! ([`coarse`]): the recall of pair is then over the links of sure beads alone. [`moved`] tells of passages that stand
//! elsewhere, [`modes`] of how documents were aligned.

pub mod calibration;
pub mod clauses;
pub mod coarse;
mod counts;
pub mod events;
mod forms;
pub mod full_names;
pub mod gold;
pub mod languages;
pub mod matching;
pub mod modes;
pub mod moved;
pub mod names;
pub mod native;
pub mod pool;
pub mod reliability;
pub mod retrieval;
pub mod scatter;
pub mod separation;
pub mod standards;
pub mod windows;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use coarse::{CoarseScores, CoarseSums, GoldBeads};
use counts::{Joined, join, links, touches, two_sided};
use moved::{MovedScores, MovedSums};
use reliability::reliability_joined;

pub use counts::Prf;
pub(crate) use counts::{Indices, Tally};
pub use gold::{DocAlignGold, GoldDoc, PredDoc, check_pred, parse_docalign, parse_gold, parse_pred};
pub use reliability::{Reliability, reliability};

/// The type of coarse beads.
pub const COARSE: &str = "coarse";

/// Quality of predicted alignments.
#[derive(Clone, PartialEq, Debug, Default, Serialize, JsonSchema)]
pub struct Scores {
    /// Whole beads.
    pub strict: Prf,
    /// Overlapping beads.
    pub lax: Prf,
    /// Single links.
    pub pair: Prf,
    /// Strict, for each type of bead: number of Arabic sentences, "-", number of English ones; [`COARSE`] for coarse
    /// gold beads and the predicted ones inside them.
    pub by_type: BTreeMap<String, Prf>,
    /// More of gold that has coarse beads or units.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub coarse: Option<CoarseScores>,
    /// More of gold that has moved passages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved: Option<MovedScores>,
    /// Gold document pairs without a prediction, counted as predicted empty.
    pub missing: Vec<String>,
    /// Predicted document pairs that the gold lacks; they count for nothing.
    pub unknown: Vec<String>,
}

/// Everything that can be said about a prediction.
#[derive(Clone, PartialEq, Debug, Serialize, JsonSchema)]
pub struct Evaluation {
    /// Precision, recall, F1.
    pub scores: Scores,
    /// What the scores are worth; `None` when not all beads have one.
    pub reliability: Option<Reliability>,
}

/// Compares `pred` with `gold`, the scores of the beads included when every document has them.
pub fn evaluate(gold: &[GoldDoc], pred: &[PredDoc]) -> Evaluation {
    let scored = !pred.is_empty() && pred.iter().all(|doc| doc.scored);
    Evaluation { scores: score(gold, pred), reliability: scored.then(|| reliability(gold, pred)) }
}

/// As [`evaluate`], of documents that need no id to belong together.
fn evaluate_joined(joined: &[Joined<'_>]) -> Evaluation {
    let mut found = joined.iter().filter_map(|(_, pred)| *pred).peekable();
    let scored = found.peek().is_some() && found.all(|doc| doc.scored);
    Evaluation { scores: score_joined(joined), reliability: scored.then(|| reliability_joined(joined)) }
}

/// Precision, recall and F1 of `pred` by the three measures and by type of bead, over all documents of `gold` at
/// once. Indices within a bead must ascend, as they do in [`Bead`](crate::text::Bead).
pub fn score(gold: &[GoldDoc], pred: &[PredDoc]) -> Scores {
    let known: BTreeSet<&str> = gold.iter().map(|doc| doc.id.as_str()).collect();
    let unknown = pred.iter().filter(|doc| !known.contains(doc.id.as_str())).map(|doc| doc.id.clone());
    Scores { unknown: unknown.collect(), ..score_joined(&join(gold, pred)) }
}

/// The same of documents that need no id to belong together, and of which none is unknown.
fn score_joined(joined: &[Joined<'_>]) -> Scores {
    let (mut strict, mut lax, mut pair) = (Tally::default(), Tally::default(), Tally::default());
    let mut types: BTreeMap<String, Tally> = BTreeMap::new();
    let (mut coarse, mut moved, mut missing) = (CoarseSums::default(), MovedSums::default(), Vec::new());
    for (doc, found) in joined {
        let (right, gold) = (two_sided(&doc.beads), GoldBeads::new(doc));
        let guess = if let Some(found) = found {
            two_sided(&found.beads)
        } else {
            missing.push(doc.id.clone());
            BTreeSet::new()
        };
        let credits = gold.credits(&guess);
        let right_guesses = guess.iter().filter(|bead| gold.is_right(**bead)).count();
        strict.add(right_guesses, guess.len(), credits.iter().sum(), right.len());
        let (right_links, guess_links) = (links(&right), links(&guess));
        let lax_right = guess.iter().filter(|bead| touches(**bead, &right_links)).count();
        let lax_found = right.iter().filter(|bead| touches(**bead, &guess_links)).count();
        lax.add(lax_right, guess.len(), lax_found as f64, right.len());
        let sure_links = links(gold.sure());
        let both = right_links.intersection(&guess_links).count();
        let found_links = sure_links.intersection(&guess_links).count();
        pair.add(both, guess_links.len(), found_links as f64, sure_links.len());
        count_types(&mut types, &gold, &guess, &credits);
        coarse.add(doc, &gold, &guess);
        moved.add(doc.moved, &gold, &guess, &credits);
    }
    Scores {
        strict: strict.prf(),
        lax: lax.prf(),
        pair: pair.prf(),
        by_type: types.into_iter().map(|(kind, tally)| (kind, tally.prf())).collect(),
        coarse: coarse.scores(),
        moved: moved.scores(),
        missing,
        unknown: Vec::new(),
    }
}

/// Counts the gold and the predicted beads of a document under their types.
fn count_types(
    types: &mut BTreeMap<String, Tally>,
    gold: &GoldBeads<'_>,
    guess: &BTreeSet<Indices<'_>>,
    credits: &[f64],
) {
    let kind = |bead: Indices<'_>, coarse: bool| {
        if coarse { COARSE.to_owned() } else { format!("{}-{}", bead.0.len(), bead.1.len()) }
    };
    for (&(bead, coarse), &credit) in gold.beads.iter().zip(credits) {
        types.entry(kind(bead, coarse)).or_default().add(0, 0, credit, 1);
    }
    for &bead in guess {
        let inside = gold.coarse_around(bead).is_some();
        types.entry(kind(bead, inside)).or_default().add(usize::from(gold.is_right(bead)), 1, 0.0, 0);
    }
}

/// Precision, recall and F1 of document pairs: `chosen` are those a run took for the same story, by whatever names
/// or indices `gold` uses too. A pair given twice counts once.
pub fn rank_eval<T: Ord>(gold: &[(T, T)], chosen: &[(T, T)]) -> Prf {
    let (gold, chosen): (BTreeSet<_>, BTreeSet<_>) = (gold.iter().collect(), chosen.iter().collect());
    let both = gold.intersection(&chosen).count();
    Prf::new(both, chosen.len(), both as f64, gold.len())
}

/// A table for people: measures, then bead types, then what could not be compared.
impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = |f: &mut fmt::Formatter<'_>, name: &str, prf: &Prf| {
            let Prf { precision, recall, f1, predicted, gold } = prf;
            writeln!(f, "{name:<10} {precision:>9.4} {recall:>9.4} {f1:>9.4} {predicted:>9} {gold:>9}")
        };
        let head =
            ["precision", "recall", "F1", "predicted", "gold"].map(|name| format!(" {name:>9}")).concat();
        writeln!(f, "{:<10}{head}", "measure")?;
        for (name, prf) in [("strict", &self.strict), ("lax", &self.lax), ("pair", &self.pair)] {
            row(f, name, prf)?;
        }
        if let Some(coarse) = &self.coarse {
            for (name, prf) in [("sure", &coarse.sure), ("exact", &coarse.exact), ("null", &coarse.null)] {
                row(f, name, prf)?;
            }
        }
        if let Some(moved) = &self.moved {
            row(f, "in order", &moved.in_order)?;
        }
        if !self.by_type.is_empty() {
            writeln!(f, "\n{:<10}{head}", "bead")?;
            for (kind, prf) in &self.by_type {
                row(f, kind, prf)?;
            }
        }
        if let Some(coarse) = &self.coarse {
            write!(f, "\n{coarse}")?;
        }
        if let Some(moved) = &self.moved {
            write!(f, "\n{moved}")?;
        }
        for (what, ids) in [
            ("without a prediction, counted as empty", &self.missing),
            ("predicted but not in the gold, not counted", &self.unknown),
        ] {
            if !ids.is_empty() {
                writeln!(f, "\n{what}: {}", ids.join(", "))?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Evaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.scores)?;
        match &self.reliability {
            Some(reliability) => write!(f, "\n{reliability}"),
            None => Ok(()),
        }
    }
}
