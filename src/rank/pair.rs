//! Document pairs aligned, and what a run makes of them.

use rustc_hash::FxHashMap;

use super::weights::PairWeights;
use crate::align::{Aligned, AlignedBead, ComparableOptions};
use crate::score::FoundFeatures;
use crate::text::{Alignment, Bead, DocPair, Explanation, Mode, PoolPosterior, UnalignedSentence};

/// A document pair aligned.
#[derive(Clone, Debug)]
pub struct AlignedPair {
    /// The Arabic part, by number.
    pub ar: usize,
    /// The English part, by number.
    pub en: usize,
    /// Probability 0..1 that both tell the same story; 0 where nobody asked.
    pub score: f32,
    /// What their sentences say.
    pub aligned: Aligned,
}

/// Puts the pairs in the order of the ranking and gives them its scores.
pub(crate) fn order(pairs: &mut [AlignedPair], ranking: &[DocPair]) {
    let place: FxHashMap<(usize, usize), usize> =
        ranking.iter().enumerate().map(|(place, p)| ((p.ar, p.en), place)).collect();
    let of = |a: &AlignedPair| place.get(&(a.ar, a.en)).copied().unwrap_or(usize::MAX);
    pairs.sort_by_key(of);
    for pair in pairs {
        pair.score = ranking.get(of(pair)).map_or(0.0, |p| p.score);
    }
}

/// What [`AlignedPair::among`] weighs the beads by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AmongWeights<'w> {
    /// Of the probability of a pair whose documents do not tell the same story.
    pub found: &'w [f32; FoundFeatures::SIZE],
    /// Which pairs of comparable documents are kept.
    pub comparable: &'w ComparableOptions,
}

impl<'w> AmongWeights<'w> {
    /// Those for parts with vectors, or without.
    pub fn new(pairs: &'w PairWeights, comparable: &'w ComparableOptions, vectors: bool) -> Self {
        AmongWeights { found: if vectors { &pairs.found } else { &pairs.found_words }, comparable }
    }
}

impl AlignedPair {
    /// The alignment of two documents that belong together: its beads are as probable as they are by themselves.
    pub(crate) fn alone(self) -> Alignment {
        let Aligned { mode, why, beads, open } = self.aligned;
        let scored = beads.into_iter().map(|bead| (bead.probability, bead)).collect();
        alignment((self.ar, self.en, self.score), (mode, why), scored, open)
    }

    /// The alignment of two documents among others: its beads have the probability that `features`, of each bead, make of
    /// them ([`Margins::features`](super::Margins::features)), and pairs of comparable documents below the least are left
    /// out, the others best first.
    pub(crate) fn among(self, features: &[Option<FoundFeatures>], weights: AmongWeights<'_>) -> Alignment {
        let Aligned { mode, why, beads, open } = self.aligned;
        let score = |(mut bead, features): (AlignedBead, &Option<FoundFeatures>)| {
            let Some(f) = features else { return (bead.probability, bead) };
            if let Some(explained) = &mut bead.explained {
                let alone = f.alone(weights.found);
                explained.among = Some(PoolPosterior { pair: f.pair, story: f.story, alone });
            }
            (f.probability(weights.found), bead)
        };
        let mut scored: Vec<(f32, AlignedBead)> = beads.into_iter().zip(features).map(score).collect();
        if mode == Mode::Comparable {
            let of = weights.comparable;
            let least = if self.score < of.least { of.least } else { of.least_free };
            scored.sort_by(|a, b| b.0.total_cmp(&a.0));
            scored.retain(|(score, bead)| bead.is_null() || *score >= least);
        }
        alignment((self.ar, self.en, self.score), (mode, why), scored, open)
    }
}

/// An alignment of two parts, of beads with their scores, and, where it is explained, the sentences that have none.
fn alignment(
    (ar, en, score): (usize, usize, f32),
    (mode, why): (Mode, String),
    scored: Vec<(f32, AlignedBead)>,
    open: Option<Vec<UnalignedSentence>>,
) -> Alignment {
    let asked = open.is_some();
    let mut explanation = Explanation { beads: Vec::new(), open: open.unwrap_or_default() };
    let (mut beads, mut evidence) = (Vec::with_capacity(scored.len()), Vec::with_capacity(scored.len()));
    for (score, bead) in scored {
        beads.push(Bead { ar: bead.ar, en: bead.en, score, kind: bead.kind, parts: bead.parts });
        evidence.push(bead.evidence);
        if asked {
            explanation.beads.push(bead.explained);
        }
    }
    Alignment { ar, en, score, mode, why, beads, evidence, explanation }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_weighed_is_best_first_and_above_the_least() {
        let bead = |k: u32, probability| AlignedBead {
            ar: vec![k],
            en: vec![k],
            probability,
            ..AlignedBead::default()
        };
        let found = |pair, margin| Some(FoundFeatures { pair, story: 0.1, margin });
        let aligned = Aligned {
            mode: Mode::Comparable,
            why: String::new(),
            beads: vec![bead(0, 0.99), bead(1, 0.98), bead(2, 0.97)],
            open: None,
        };
        let features = vec![found(0.99, 0.3), found(0.98, -0.5), found(0.97, 0.5)];
        let (pairs, comparable) = (PairWeights::default(), ComparableOptions::default());
        let weights = AmongWeights::new(&pairs, &comparable, true);
        let alignment = AlignedPair { ar: 0, en: 0, score: 0.1, aligned }.among(&features, weights);
        let left: Vec<u32> = alignment.beads.iter().map(|b| b.ar[0]).collect();
        assert_eq!(left, [2, 0], "the one with the margin comes first, the one without is left out");
        assert_eq!(alignment.evidence.len(), 2);
        assert!(alignment.beads.iter().all(|b| b.score >= comparable.least));
    }
}
