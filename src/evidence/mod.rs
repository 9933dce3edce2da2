//! Level 4: what matches, where, on both sides: names, spelling, numbers, dates, words.
//!
//! [`Analyst::analyse`] looks every word of a part up once; [`Compared::new`] then compares two parts term
//! by term, so that the work of a document pair grows with its vocabulary and not with its sentence pairs.

mod analysed;
mod best;
mod compare;
pub mod openings;
mod side;
mod terms;
pub mod vectors;

pub(crate) use analysed::{Analysed, Given};
pub use best::{each_once, keep};
pub use compare::{Compared, Match, MatchWeights};
pub use side::Side;
pub use terms::{Analysis, Analyst, Occurrence, Term, TermKind};
