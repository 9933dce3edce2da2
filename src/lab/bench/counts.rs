//! How much was done, and how long it took.

use serde::Serialize;

/// How much one pass over the data is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, schemars::JsonSchema)]
pub struct Counts {
    /// Documents; each side of a pair of given sentences is one.
    pub documents: usize,
    /// Their Arabic and English parts.
    pub parts: usize,
    /// Sentences of all parts in both languages, each counted once however many document pairs it stands in.
    pub sentences: usize,
    /// Bytes of UTF-8 text of all documents, markup not counted.
    pub bytes: usize,
    /// Document pairs aligned.
    pub pairs: usize,
}

/// Time spent.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, schemars::JsonSchema)]
pub struct Spent {
    /// Seconds of processor time, of all threads together; wall time where the system does not tell.
    pub cpu: f64,
    /// Seconds of wall time.
    pub wall: f64,
}

impl std::ops::AddAssign for Spent {
    fn add_assign(&mut self, other: Self) {
        self.cpu += other.cpu;
        self.wall += other.wall;
    }
}
