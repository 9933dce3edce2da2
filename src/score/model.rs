//! What the translations of one document pair are like.

use super::direction::Direction;
use super::length::{LengthModel, Lengths};

/// What the translations of one document pair are like, learnt from beads: literature leaves more words without their
/// counterpart than news, and verse is nearer in length than talk.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PairModel {
    /// Share of a fully known word's occurrences that have a counterpart.
    pub cover: f32,
    /// How the lengths of both sides compare.
    pub lengths: LengthModel,
    /// The cosine, less that of the neighbours, that tells nothing.
    pub level: f32,
}

impl PairModel {
    /// Lets words, both ways, and lengths be scored as the model has them.
    pub(super) fn set(
        &self,
        forward: &mut Direction<'_>,
        backward: &mut Direction<'_>,
        lengths: &mut Lengths,
    ) {
        lengths.set(self.lengths);
        forward.set_cover(self.cover);
        backward.set_cover(self.cover);
    }
}
