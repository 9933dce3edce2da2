//! From nats to a probability that means something.

use serde::{Deserialize, Serialize};

use crate::odds::{log_odds, logistic};

use super::candidates::PairFeatures;
use crate::bounds::{self, BadWeight};

/// What the probability of a bead is made from.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Features {
    /// Score of the bead in nats.
    pub score: f32,
    /// Units on both sides.
    pub units: f32,
    /// Nats between the best single pair within the bead and the best one that shares a sentence with it.
    pub margin: f32,
    /// Nats between the best alignment and the best one without this bead.
    pub lead: f32,
    /// Number of sentences beyond one on each side.
    pub merged: f32,
    /// Cosine of the vectors of both sides; `None` without a table.
    pub cosine: Option<f32>,
    /// The same less the neighbours' share, above what tells nothing in the document pair; 0 without a table.
    pub near: f32,
    /// Log-odds that the documents are translations of each other.
    pub document: f32,
}

/// Weights of two logistic functions, fitted by
///
/// ```sh
/// D=../shared/dev C="$D/xquad-comparable.jsonl $D/xquad-comparable_hard.jsonl $D/tico19-comparable.jsonl $D/tico19-comparable_hard.jsonl"
/// P="$D/xquad-beads.jsonl $D/xquad-noisy.jsonl $D/xquad-heavy.jsonl $D/tico19-beads.jsonl $D/tico19-noisy.jsonl $D/tico19-heavy.jsonl"
/// N=$(for s in bible captions hadith snowqueen tunisia cclegal; do echo $D/natural/$s.jsonl $D/natural/$s-del.jsonl; done)
/// jisr fit parallel $N $P $D/udhr-natural.jsonl $C
/// jisr fit comparable $C seeds/comparable.gold
/// ```
///
/// and with `--vectors none`. In parallel mode the comparable sets give the wrong beads that translations have too few
/// of. Nothing in it is random: there is no seed.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProbabilityWeights {
    /// Parallel beads: of [`Features::vector`].
    pub parallel: [f32; Features::SIZE],
    /// Comparable pairs: of [`PairFeatures::vector`].
    pub comparable: [f32; PairFeatures::SIZE],
    /// As `parallel`, without vectors.
    pub parallel_words: [f32; Features::SIZE],
    /// As `comparable`, without vectors.
    pub comparable_words: [f32; PairFeatures::SIZE],
}

impl Default for ProbabilityWeights {
    fn default() -> Self {
        ProbabilityWeights {
            parallel: [1.045, 0.423, 0.266, 0.083, -1.152, 0.255, 1.326, 0.078, 0.342],
            comparable: [-1.253, 0.749, 0.703, 0.429, 1.123, -1.457, -0.538, 0.913, 0.672, -0.842],
            parallel_words: [1.686, 0.576, 0.261, 0.100, -0.985, 0.000, 1.659, 0.000, 0.327],
            comparable_words: [0.517, 0.800, -0.174, 0.000, 0.000, -0.859, -0.002, 1.373, 0.000, 0.000],
        }
    }
}

impl ProbabilityWeights {
    /// Whether each weight is one that can be aligned with.
    pub(crate) fn check(&self) -> Result<(), BadWeight> {
        bounds::check_all(&[
            ("parallel", &self.parallel),
            ("comparable", &self.comparable),
            ("parallel_words", &self.parallel_words),
            ("comparable_words", &self.comparable_words),
        ])
    }
}

impl ProbabilityWeights {
    /// The weights of parallel beads, with vectors or without.
    pub fn of_beads(&self, vectors: bool) -> &[f32; Features::SIZE] {
        if vectors { &self.parallel } else { &self.parallel_words }
    }

    /// The weights of comparable pairs, with vectors or without.
    pub fn of_pairs(&self, vectors: bool) -> &[f32; PairFeatures::SIZE] {
        if vectors { &self.comparable } else { &self.comparable_words }
    }
}

impl Features {
    /// Number of features, the constant among them.
    pub const SIZE: usize = 9;

    /// Names of the features.
    pub const NAMES: [&str; Self::SIZE] =
        ["constant", "score", "margin", "merged", "size", "cosine", "lead", "near", "document"];

    /// The features as the regression sees them.
    pub fn vector(&self) -> [f32; Self::SIZE] {
        let units = self.units.max(1.0);
        [
            1.0,
            (self.score / units.sqrt()).clamp(-3.0, 8.0),
            (self.margin / 5.0).clamp(-2.0, 6.0),
            self.merged.min(5.0),
            units.ln(),
            10.0 * self.cosine.unwrap_or(0.0),
            self.lead.clamp(-20.0, 0.0) / 5.0 + self.lead.clamp(0.0, 50.0).ln_1p(),
            10.0 * self.near,
            self.document.clamp(-6.0, 6.0),
        ]
    }
}

/// What the probability of a pair of sentences is made from that was found among many documents.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct FoundFeatures {
    /// Its probability, given that the documents tell the same story.
    pub pair: f32,
    /// The probability that they do.
    pub story: f32,
    /// Cosine of both sides less the mean cosine to the nearest sentences of all documents compared with.
    pub margin: f32,
}

impl FoundFeatures {
    /// Number of features of a pair from documents that do not tell the same story, the constant among them.
    pub const SIZE: usize = 3;

    /// The features as the regression sees them, the probability of the pair as log-odds.
    pub fn vector(&self) -> [f32; Self::SIZE] {
        [1.0, log_odds(self.pair, 1e-4), 10.0 * self.margin]
    }

    /// Probability 0..1 that the pair is right though the documents do not tell the same story: by these `weights`.
    pub fn alone(&self, weights: &[f32; Self::SIZE]) -> f32 {
        logistic(&self.vector(), weights)
    }

    /// Probability 0..1 that the pair is right, whether or not the documents tell the same story.
    pub fn probability(&self, weights: &[f32; Self::SIZE]) -> f32 {
        self.story * self.pair + (1.0 - self.story) * self.alone(weights)
    }
}

/// Probability 0..1 that a bead of a parallel alignment is right.
pub fn probability(features: &Features, weights: &ProbabilityWeights) -> f32 {
    logistic(&features.vector(), weights.of_beads(features.cosine.is_some()))
}
