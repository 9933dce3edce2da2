//! A run of sentences of each side, side by side.

/// A run of `m` Arabic sentences from `i` beside `n` English ones from `j`; one of `m`, `n` may be 0.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Cell {
    /// First Arabic sentence.
    pub i: usize,
    /// Number of Arabic sentences.
    pub m: usize,
    /// First English sentence.
    pub j: usize,
    /// Number of English sentences.
    pub n: usize,
}

impl Cell {
    /// Whether one side is empty.
    pub fn is_null(&self) -> bool {
        self.m == 0 || self.n == 0
    }
}
