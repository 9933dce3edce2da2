//! Level 5: from evidence to numbers: how likely one run of sentences is a translation of another.
//!
//! The score of a bead is a log-likelihood ratio in nats: how much likelier the words of each side are given the other
//! side than in any text (Moore 2002; Brown et al. 1993, model 1). Words whose translations nobody knows say nothing,
//! a rare word met again says much, a known word missed says a little against. Null beads therefore cost little, and
//! what a sentence adds to a bead is measured by the same scale as everything else.

mod attribution;
mod band;
mod candidates;
mod cell;
mod clauses;
mod content;
mod cosine;
mod coverage;
mod direction;
mod explain;
mod length;
mod likelihood;
mod model;
mod probability;
mod singles;
mod table;
mod weights;

pub use attribution::{Attributed, Attribution};
pub use band::Band;
pub use candidates::{Candidate, PairFeatures, candidates};
pub use cell::Cell;
pub use clauses::{ClauseWeights, CutFeatures, PieceRun, Pieces, PiecesOfBead, Worth};
pub use content::contents;
pub use coverage::{KindWeights, coverage};
pub use explain::explain;
pub use length::LengthModel;
pub use likelihood::Likelihood;
pub use model::PairModel;
pub use probability::{Features, FoundFeatures, ProbabilityWeights, probability};
pub use singles::{Single, Singles};
pub use weights::ScoreWeights;
