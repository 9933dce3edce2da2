//! Level 7: which documents are worth aligning, which of them tell the same story once they are aligned, and what a pair of
//! sentences is worth that was found among many documents.

mod documents;
mod leave_out;
mod margins;
mod pair;
mod pool;
mod refine;
mod requested;
mod weights;

pub use documents::{Ranked, Ranker, sort};
pub(crate) use leave_out::leave_out;
pub(crate) use margins::{Margins, Nearest, Neighbourhood};
pub use pair::AlignedPair;
pub(crate) use pair::{AmongWeights, order};
pub(crate) use pool::Pool;
pub use refine::{refine, story};
pub use requested::Requested;
pub use weights::{DocumentFeatures, PairWeights};
