//! Known names: tables of pairs with what they name, where, how often, and their look-up from either side.

pub mod compile;
pub mod key;
pub mod row;
mod table;

pub use table::{Hit, Table};
