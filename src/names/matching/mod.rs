//! Do two names, in any scripts and spellings, name the same?
//!
//! - name → words: articles, titles, descent (بن, ibn), particles (von, دي) and initials told apart (`words`);
//! - two words → log-odds that they are one name: by sound, by what the model of names thinks of the one as a form of
//!   the other, by letters (`pair`), and by who writes the one for the other and how else each is written (`variants`);
//!   an entry of the lexicon may say so too;
//! - words → which stands for which, in any order, one for up to three (عبد الله, Abdullah) (`parts`);
//! - the words that stand for each other and those left alone → the probability, unless the names are spellings of one
//!   entry of the lexicon as they stand (القاهرة, Cairo) (`entities`).
//!
//! Two words are judged by a perceptron with one hidden layer and a linear skip connection (`perceptron`), two names by a
//! logistic function; the weights of both are fitted by `jisr fit match` (`weights`).

mod entities;
mod features;
mod matcher;
mod name;
mod outcome;
mod pair;
mod parts;
mod perceptron;
mod variants;
mod weights;
mod words;

pub use features::{NAME_FEATURES, NameVector, Scripts, WORD_FEATURES, WordVector};
pub use matcher::{MatchWorkspace, Matcher};
pub use outcome::{NameMatch, Why, WordMatch};
pub use perceptron::{Perceptron, STEP_WEIGHTS, WordPair, softsign};
pub use variants::View;
pub use weights::NameMatchWeights;
pub use words::{WordRole, folded};
