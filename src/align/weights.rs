//! The weights that an alignment of two document parts goes by, those of the stages below that it asks among them.

use super::anchors::AnchorOptions;
use super::comparable::ComparableOptions;
use super::mode::ModeWeights;
use super::parallel::ParallelOptions;
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
