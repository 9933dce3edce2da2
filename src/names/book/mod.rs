//! Known names: tables of pairs with what they name, where, how often, and their look-up from either side.

mod agreement;
mod answer;
mod bodies;
mod combine;
pub mod compile;
mod compose;
mod grammar;
mod group;
mod headed;
pub mod key;
mod lookup;
mod name;
mod namebook;
pub mod row;
mod table;
mod weigh;
mod whole;
mod words;

pub use answer::{Answer, AnswerSource, Answers, Country, Variant};
pub use name::{Name, NoName};
pub use namebook::NameBook;
pub use table::{NameTable, RowKeys, TableRow};
pub use weigh::BookWeights;
