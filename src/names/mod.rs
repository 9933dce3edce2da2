//! Level 3: names between Arabic and Latin letters, both ways, known and unknown.
//!
//! - [`transliterate`]: one word by the trained model of letters;
//! - [`book`]: whole names, by the tables of names first, then put together from parts, then by the model;
//! - [`matching`]: whether two names, in any scripts and spellings, are one;
//! - [`Sounds`]: whether two words may sound alike, by a small table of costs: all that the aligner needs of this;
//! - [`form`]: the normal forms in which names are written and compared.
//!
//! By the letter of a romanisation standard: [`crate::romanise`].

pub mod book;
pub mod form;
pub mod matching;
pub(crate) mod sounds;
pub mod transliterate;

pub use book::{Answer, Answers, Country, NameBook, NoName};
pub use sounds::{SoundCosts, Sounds};
pub use transliterate::{BadImage, CandidateOrigin, ListRow, Names, Transliteration, Workspace, load};
