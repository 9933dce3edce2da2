//! Level 6: from scores to beads. Sees scores and indices, never strings.

pub mod comparable;
pub mod parallel;

pub use comparable::ComparableOptions;
pub use parallel::ParallelOptions;
