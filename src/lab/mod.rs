//! Level 10: the lab. What measures jisr, fits its weights, trains its tables and learns its lexicon. For those who change
//! jisr or adapt it to their own text; who aligns documents needs nothing of it.
//!
//! The lab uses the product, and the product never the lab: what is here can go without an alignment changing.
//!
//! | module | what it does | command |
//! |---|---|---|
//! | [`mod@evaluate`] | scores against gold | `jisr eval` |
//! | [`fit`] | weights from gold | `jisr fit` |
//! | [`examples`] | what the probabilities are made from, for both | |
//! | [`train`] | tables of vectors | `jisr train` |
//! | [`lexicon`] | entries from open sources, stem pairs and frequencies from text | `jisr lexicon build`, `count`, `learn` |
//! | [`names`] | the table and the model of names | `jisr lexicon names`, `jisr train names` |
//! | [`bench`] | speed of each stage | `jisr bench` |

pub mod bench;
pub mod evaluate;
pub mod examples;
pub mod fit;
mod json;
pub mod lexicon;
mod lines;
pub mod names;
mod pools;
mod threads;
pub mod train;

pub use json::{DocumentSet, JSON_OUTPUTS, Languages, RetrievalScores, StandardSet, Training, json};
pub use lines::compare_lines;
pub use pools::{align_pool, rank_pool};
