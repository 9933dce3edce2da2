//! jisr (جسر, "bridge") aligns Arabic and English documents: which tell the same story, which sentences say the same,
//! and why.
//!
//! `read → detect → segment → tokenize → evidence → score → align → write`

pub mod align;
pub mod arabic;
pub mod english;
pub mod error;
pub mod evidence;
pub mod lexicon;
pub mod pair;
pub mod pipeline;
pub mod score;
pub mod spelling;
pub mod text;
pub mod tokenize;

/// Which way to align.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ModeChoice {
    /// Decided for each document pair.
    #[default]
    Auto,
    /// Monotone beads.
    Parallel,
    /// Any order.
    Comparable,
}

/// What can be set.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Which way to align.
    pub mode: ModeChoice,
    /// Evidence.
    pub matches: evidence::MatchWeights,
    /// Score.
    pub score: score::ScoreWeights,
    /// Probability of a bead.
    pub probability: score::ProbabilityWeights,
    /// Anchors, the mode and the band.
    pub anchors: align::AnchorOptions,
    /// Beads.
    pub parallel: align::ParallelOptions,
    /// Matching.
    pub comparable: align::ComparableOptions,
    /// Document pairs.
    pub pairs: pair::PairWeights,
}
