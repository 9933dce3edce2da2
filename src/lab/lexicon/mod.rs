//! Learning the tables of the lexicon from text.

mod learn;

pub use learn::{LearnOptions, Pair, frequency_table, learn};
