//! Level 7: which documents are worth aligning.

mod requested;

pub use requested::Requested;
