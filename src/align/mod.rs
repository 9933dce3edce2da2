//! Level 6: from scores to beads. Sees scores and indices, never strings.

pub mod anchors;
pub mod clauses;
pub mod comparable;
pub mod mode;
pub mod parallel;
pub mod shapes;
mod weights;

pub use anchors::{AnchorOptions, Anchors};
pub use comparable::{ComparableOptions, Matched};
pub use mode::{ModeWeights, OrderFeatures};
pub use parallel::{Lattice, ParallelOptions};
pub use shapes::{Sentences, ShapeOptions, Shapes};
pub use weights::AlignWeights;
