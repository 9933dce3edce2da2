//! Making the tables of the lexicon: entries from open sources, stem pairs and frequencies from text.

mod build;
mod learn;

pub use build::{BuildStats, FormRules, build};
pub use learn::{LearnOptions, StemPair, frequency_table, learn};
