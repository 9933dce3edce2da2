//! Making what names are written by: the table of names from open sources, and the model of letters from pairs of names.
//!
//! A model is trained by [`fn@train`]: letters are aligned many to many (`align`), the pairs of letters make joint n-grams
//! (`ngram`), and the rankers are fitted to candidates of models that have not seen the name (`rank`).

mod align;
mod collect;
mod costs;
mod ngram;
mod rank;
mod train;

pub use collect::{CollectStats, Inputs, collect};
pub(crate) use costs::learn_costs;
pub use train::{PairRow, TrainOptions, TrainingData, TrainingProgress, train};
