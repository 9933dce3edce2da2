//! Level 3: names between Arabic and Latin letters, both ways, known and unknown.
//!
//! Letters are aligned many to many ([`align`]); the pairs of letters make joint n-grams ([`ngram`]), of foreign and of
//! native names apart; a beam search writes a name in the other script, to Latin letters with the names of a list in
//! particular ([`decode`], [`list`]), and first those that the reverse index ([`index`]) says are likely written so; a
//! fitted ranker ([`rank`]) orders the candidates. Everything is trained by [`mod@train`]. Whether two names are one:
//! [`matching`]. By the letter of a romanisation standard: [`standards`].

mod align;
mod alphabet;
mod automaton;
mod beam;
pub mod book;
mod collect;
mod decode;
mod embedded;
mod engine;
pub mod form;
mod given;
mod image;
mod index;
mod list;
mod load;
pub mod matching;
mod model;
mod ngram;
mod rank;
mod sounds;
pub mod standards;
mod train;
mod tree;
mod units;

pub use book::{Answer, Answers, Country, NameBook, NoName};
pub use collect::{CollectStats, Inputs, collect};
pub use engine::Room;
pub use image::BadImage;
pub use list::ListRow;
pub use load::load;
pub use model::{Candidate, Names, Origin};
pub use sounds::Sounds;
pub use train::{PairRow, TrainOptions, TrainingData, train};
