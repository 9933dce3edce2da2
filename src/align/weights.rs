//! The weights that an alignment of two document parts goes by, those of the stages below that it asks among them.

use serde::{Deserialize, Serialize};

use super::anchors::AnchorOptions;
use super::comparable::ComparableOptions;
use super::mode::ModeWeights;
use super::shapes::ShapeOptions;
use crate::bounds::{self, BadWeight, Bounds, MANY};
use crate::score::{ClauseWeights, KindWeights, ProbabilityWeights, ScoreWeights};

/// The weights of an alignment, each group where its stage has it.
#[derive(Clone, Copy, Debug)]
pub struct AlignWeights<'w> {
    /// Score of a bead.
    pub score: &'w ScoreWeights,
    /// Probability of a bead.
    pub probability: &'w ProbabilityWeights,
    /// Anchors and the band.
    pub anchors: &'w AnchorOptions,
    /// What is taken for a translation.
    pub translation: &'w ModeWeights,
    /// Bead shapes and nulls.
    pub parallel: &'w ParallelOptions,
    /// Matching without order.
    pub comparable: &'w ComparableOptions,
    /// What is the same, a part, or only related.
    pub kind: &'w KindWeights,
    /// Beads divided inside sentences.
    pub clauses: &'w ClauseWeights,
}

/// How beads in order are searched for.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ParallelOptions {
    /// The shapes of beads.
    pub shape: ShapeOptions,
    /// Searches of a document pair: each but the last says what the pair is like for the next.
    pub searches: usize,
    /// Sentences that later searches go beyond the path of the one before, on either side.
    pub reach: usize,
    /// Least probability of a bead that stands out of order.
    pub moved: f32,
    /// Least sum of the scores, in nats as of anchors, of the sentence pairs that say a passage was moved.
    pub moved_passage: f32,
}

impl Default for ParallelOptions {
    fn default() -> Self {
        // The least values for beads out of order: of .8, .9 and .95 and 20, 25, 30, 40 and 60 those that find most of the
        // moved passages of the natural sets and take nothing from tico19-noisy (`jisr eval align`).
        ParallelOptions {
            shape: ShapeOptions::default(),
            searches: 3,
            reach: 4,
            moved: 0.8,
            moved_passage: 25.0,
        }
    }
}

impl ParallelOptions {
    /// Whether each weight is one that can be aligned with.
    pub(crate) fn check(&self) -> Result<(), BadWeight> {
        self.shape.check().map_err(|bad| bad.within("shape"))?;
        bounds::check(&[
            ("searches", self.searches as f64, Bounds::Count(1, 10)),
            ("reach", self.reach as f64, Bounds::Count(0, MANY)),
            ("moved", self.moved.into(), Bounds::Share),
            ("moved_passage", self.moved_passage.into(), Bounds::From0),
        ])
    }
}
