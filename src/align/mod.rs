//! Level 6: from scores to beads, of one Arabic with one English part: the mode, the search, the probabilities. The search
//! sees scores and indices; strings only those see who divide sentences ([`divider`]).

mod aligned;
pub mod anchors;
mod choice;
pub mod clauses;
pub mod comparable;
mod divider;
mod lines;
pub mod mode;
mod moved;
mod ordered;
mod page;
mod pair;
pub mod parallel;
mod parts;
mod reasons;
mod rivals;
mod runs;
pub mod shapes;
mod weights;

pub use aligned::{Aligned, AlignedBead};
pub use anchors::{AnchorOptions, Anchors};
pub use comparable::{ComparableOptions, Matched};
pub use mode::{ModeWeights, OrderFeatures};
pub(crate) use pair::{Aligner, Comparison};
pub use parallel::Lattice;
pub use shapes::{Sentences, ShapeOptions, Shapes};
pub use weights::{AlignWeights, ParallelOptions};
