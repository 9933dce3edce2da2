//! Level 3: the bilingual lexicon: entries and kinds, and their look-up by key.
//!
//! Arabic words are looked up twice: exactly as folded (names: القاهره) and by their light stem (words: ترك).
//! English names are looked up as folded, English words by their Snowball stem. Terms of several words have a key
//! that runs over the stems of their words.

mod check;
mod compile;
mod embedded;
mod image;
#[cfg(test)]
mod image_write;
mod index;
mod key;
mod load;
mod lookup;
mod parse;
mod table;

pub use check::{Fault, FileStats, check, stats};
pub(crate) use compile::{Sources, compile};
pub use embedded::ENTRIES;
pub use index::{EnId, Lexicon, LexiconWeights, Link, PhraseHit};
pub use load::{check_table, files, hand_checked, is_compiled_in, load, load_with, text};
pub use lookup::{ArabicForm, EnglishForm, Lookup};
pub use parse::{BadRow, EntryRow, Kind, entry_pairs, is_entry_file};
