//! What all scores are counted with: beads as sets, links, and precision, recall and F1 of counts.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::gold::{GoldDoc, PredDoc};
use crate::text::Bead;

/// Precision, recall and their harmonic mean; 0 where there is nothing to divide by.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, JsonSchema)]
pub struct Prf {
    /// Share of what was predicted that is right.
    pub precision: f64,
    /// Share of the gold that was predicted.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
    /// How much was predicted: beads or links.
    pub predicted: usize,
    /// How much there is to find.
    pub gold: usize,
}

impl Prf {
    /// From counts: of `predicted` so many are right, of `gold` so many were found, not a whole number where a gold bead
    /// can be found in part.
    pub(super) fn new(right: usize, predicted: usize, found: f64, gold: usize) -> Self {
        let share = |part: f64, whole: usize| if whole == 0 { 0.0 } else { part / whole as f64 };
        let (precision, recall) = (share(right as f64, predicted), share(found, gold));
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        Prf { precision, recall, f1, predicted, gold }
    }
}

/// Counts that a [`Prf`] is made of, as of [`Prf::new`].
#[derive(Clone, Copy, Default)]
pub(crate) struct Tally {
    right: usize,
    predicted: usize,
    found: f64,
    gold: usize,
}

impl Tally {
    /// Adds counts.
    pub fn add(&mut self, right: usize, predicted: usize, found: f64, gold: usize) {
        self.right += right;
        self.predicted += predicted;
        self.found += found;
        self.gold += gold;
    }

    /// Adds the counts of another.
    pub fn join(&mut self, other: &Tally) {
        self.add(other.right, other.predicted, other.found, other.gold);
    }

    /// What the counts come to.
    pub fn prf(&self) -> Prf {
        Prf::new(self.right, self.predicted, self.found, self.gold)
    }
}

/// A gold document pair and its prediction, if it has one.
pub(super) type Joined<'a> = (&'a GoldDoc, Option<&'a PredDoc>);

/// Each of `gold` with the one of `pred` that has its id.
pub(super) fn join<'a>(gold: &'a [GoldDoc], pred: &'a [PredDoc]) -> Vec<Joined<'a>> {
    let by_id: BTreeMap<&str, &PredDoc> = pred.iter().map(|doc| (doc.id.as_str(), doc)).collect();
    gold.iter().map(|doc| (doc, by_id.get(doc.id.as_str()).copied())).collect()
}

/// The sentence indices of a bead.
pub(crate) type Indices<'a> = (&'a [u32], &'a [u32]);

/// The beads with two sides, each once.
pub(super) fn two_sided(beads: &[Bead]) -> BTreeSet<Indices<'_>> {
    beads.iter().filter(|bead| !bead.is_null()).map(|bead| (bead.ar.as_slice(), bead.en.as_slice())).collect()
}

/// All single links of `beads`.
pub(super) fn links(beads: &BTreeSet<Indices<'_>>) -> BTreeSet<(u32, u32)> {
    beads.iter().flat_map(|(ar, en)| ar.iter().flat_map(|&a| en.iter().map(move |&e| (a, e)))).collect()
}

/// Whether `bead` shares a sentence on both sides with the beads whose links these are: a link of its own is one of
/// theirs exactly when one of their beads holds both its ends.
pub(super) fn touches((ar, en): Indices<'_>, links: &BTreeSet<(u32, u32)>) -> bool {
    ar.iter().any(|&a| en.iter().any(|&e| links.contains(&(a, e))))
}
