//! Known names: tables of pairs with what they name, where, how often, and their look-up from either side.

mod answer;
mod bodies;
mod combine;
pub mod compile;
mod compose;
mod grammar;
mod group;
pub mod key;
mod lookup;
pub mod row;
mod table;
mod weigh;
mod words;

pub use answer::{Answer, Answers, Country, From, NoName, Variant};
pub use lookup::NameBook;
pub use table::{Hit, RowKeys, Table};
pub use weigh::BookWeights;
