//! Every weight of the score, with where it comes from.

use serde::{Deserialize, Serialize};

/// Weights of the bead score. Tuned together on the seven parallel sets of the development data
/// by coordinate search over the mean strict F1 of `jisr eval SET --mode parallel --weights W`.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ScoreWeights {
    /// Share of a fully known word's occurrences that have a counterpart in a true translation.
    pub cover: f32,
    /// Weight of a known word's missing counterpart: less than 1 where sentences are expected to say only part of the
    /// same.
    pub missing: f32,
    /// Probability of a term in running text above which it counts less, with the square root of the ratio.
    pub common: f32,
    /// Weight of a term's frequency in its own document against that in general text.
    pub document: f32,
    /// Weight of the words of both sides (they say the same thing twice, so less than 1).
    pub words: f32,
    /// Weight of the length ratio.
    pub length: f32,
    /// Spread of ln(length ratio) in translations.
    pub length_spread: f32,
    /// Beads of a first search that the usual ratio and spread count for, against the document pair's own.
    pub length_prior: f32,
    /// Spread of ln(length ratio) of unrelated sentences.
    pub length_chance: f32,
    /// Characters added to both sides before the ratio, so that short sentences vary more.
    pub length_base: f32,
    /// Nats against every sentence beyond one on either side of a bead.
    pub merge: f32,
    /// Nats against a bead with several sentences on both sides.
    pub cross: f32,
    /// Nats for every aligned bead.
    pub bead: f32,
    /// Highest contribution of one word, in nats.
    pub most: f32,
    /// Nats for a cosine of 1 against one of 0, in beads; single pairs are scored by words and lengths, and their
    /// cosines looked at apart. From 4 to 12 the development sets hardly tell the difference: their
    /// words suffice. Where words are paraphrased it is the vectors that speak.
    pub vectors: f32,
    /// The cosine that tells nothing.
    pub cosine: f32,
}

impl Default for ScoreWeights {
    fn default() -> Self {
        ScoreWeights {
            cover: 0.8,
            missing: 1.0,
            common: 0.001_25,
            document: 0.2,
            words: 0.6,
            length: 2.3,
            length_spread: 0.22,
            length_prior: 10.0,
            length_chance: 0.7,
            length_base: 15.0,
            merge: 0.3,
            cross: 0.4,
            bead: -0.5,
            most: 7.0,
            vectors: 8.0,
            cosine: 0.4,
        }
    }
}
