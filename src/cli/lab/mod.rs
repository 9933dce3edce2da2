//! The commands of the lab: `jisr eval`, `fit`, `train` and `bench`, and those of `jisr lexicon` that learn. Nothing else
//! of the command line uses [`jisr::internals::lab`].

mod aligner;
pub mod bench;
pub mod eval;
pub mod fit;
mod gold;
pub mod lexicon;
mod lexicon_names;
mod lines;
mod name_tables;
mod old;
pub mod train;
mod train_names;

pub use jisr::internals::lab::JSON_OUTPUTS;
pub use old::old_spelling;
