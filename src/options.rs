//! What a run is asked for: settings, weights, which documents, and who hears of its progress.

pub use crate::evidence::vectors::Table;
pub use crate::pipeline::Stage;
pub use crate::rank::Requested;
pub use crate::settings::{ModeChoice, Settings};
pub use crate::weights::Weights;
