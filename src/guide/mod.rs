//! The guide: how jisr works, how good it is, and how to do more with it than the README shows.
//!
//! | page | what |
//! |---|---|
//! | [`stages`] | what happens to a document, from the file to the output |
//! | [`scoring`] | how beads, pairs and documents are scored, and what the probabilities mean |
//! | [`accuracy`] | all figures, the sets they were measured on, and how |
//! | [`output`] | every field of every format |
//! | [`names`] | names in the other script, and whether two names are one |
//! | [`romanisation`] | writing Arabic in Latin letters by the letter of a standard |
//! | [`lexicons`] | entries of your own |
//! | [`training`] | vectors adapted to your translations, or from nothing |
//! | [`reliability`] | what can be relied on: input of any kind, the same output, errors |
//!
//! Every command on these pages is run by `cargo test`, and what it prints is compared, unless it needs files of your
//! own. Commands are written as for an installed `jisr`; in a clone `cargo run --release --` stands for it.

#[doc = include_str!("accuracy.md")]
pub mod accuracy {}
#[doc = include_str!("lexicons.md")]
pub mod lexicons {}
#[doc = include_str!("names.md")]
pub mod names {}
#[doc = include_str!("output.md")]
pub mod output {}
#[doc = include_str!("reliability.md")]
pub mod reliability {}
#[doc = include_str!("romanisation.md")]
pub mod romanisation {}
#[doc = include_str!("scoring.md")]
pub mod scoring {}
#[doc = include_str!("stages.md")]
pub mod stages {}
#[doc = include_str!("training.md")]
pub mod training {}
