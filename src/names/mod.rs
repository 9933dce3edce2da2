//! Level 3: names between Arabic and Latin letters, both ways, known and unknown.
//!
//! Letters are aligned many to many ([`align`]); the pairs of letters make joint n-grams ([`ngram`]), of foreign and of
//! native names apart; a beam search writes a name in the other script ([`decode`]); for Arabic forms the reverse index
//! ([`index`]) adds the names of the Latin list ([`list`]) that are likely written so; a fitted ranker ([`rank`]) orders
//! the candidates. Everything is trained by [`mod@train`]. Whether two names are one: [`matching`]. By the letter of a
//! romanisation standard: [`standards`].

mod align;
mod alphabet;
mod automaton;
pub mod book;
mod collect;
mod decode;
mod embedded;
mod engine;
pub mod form;
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

pub use book::{Answer, Answers, NameBook, NoName};
pub use collect::{CollectStats, Inputs, collect};
pub use engine::Room;
pub use image::BadImage;
pub use list::ListRow;
pub use load::load;
pub use model::{Candidate, Names, Origin};
pub use sounds::Sounds;
pub use train::{PairRow, TrainOptions, TrainingData, train};
