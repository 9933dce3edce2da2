//! A name of one word in the other script by what was learned from pairs of names, known and unknown alike.
//!
//! Letters are aligned many to many (`align`); the pairs of letters make joint n-grams (`ngram`), of foreign and of
//! native names apart; a beam search writes a name in the other script, to Latin letters with the names of a list in
//! particular (`decode`, `list`), and first those that the reverse index (`index`) says are likely written so; a fitted
//! ranker (`rank`) orders the candidates. How likely two given words are each other's form: `likelihood`. Everything is
//! trained in the lab.

pub(crate) mod alphabet;
pub(crate) mod automaton;
mod beam;
pub(crate) mod decode;
mod embedded;
pub(crate) mod engine;
mod forced;
mod image;
pub(crate) mod index;
mod likelihood;
pub(crate) mod list;
mod load;
pub(crate) mod model;
pub(crate) mod rank;
mod tree;
pub(crate) mod units;

pub use engine::Workspace;
pub use image::BadImage;
pub use list::ListRow;
pub use load::load;
pub use model::{CandidateOrigin, Names, Transliteration};

pub(super) use likelihood::{Likelihoods, PairLikelihood};
