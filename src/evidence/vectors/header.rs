//! The head of a table of vectors, and where the pieces of a table of that head lie.

use super::quantise::Bits;

/// Bytes of the head.
pub(super) const HEAD: usize = 64;
/// Most bits of the index of keys: tables are made with 20 at most ([`image`]).
pub(super) const MOST_INDEX_BITS: u32 = 24;

/// What the head says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Header {
    /// Numbers of a vector.
    pub dim: usize,
    /// Bits of a number.
    pub bits: Bits,
    /// Words and stems.
    pub keys: usize,
    /// Rows for runs of letters: the hash of a run modulo this.
    pub grams: usize,
    /// The keys are indexed by so many of their upper bits.
    pub(super) index_bits: u32,
}

/// Where the pieces of a table begin.
pub(super) struct Places {
    pub index: usize,
    pub keys: usize,
    pub steps: usize,
    pub rows: usize,
    pub end: usize,
}

impl Places {
    /// Those that a head declares; `None` where it makes no sense or no memory could hold the table.
    pub fn of(header: &Header) -> Option<Places> {
        if !header.dim.is_multiple_of(16) || header.dim == 0 || header.grams == 0 {
            return None;
        }
        let keys = HEAD + 4 * ((1usize << header.index_bits) + 1);
        let steps = header.keys.checked_mul(4)?.checked_add(keys)?;
        let all = header.keys.checked_add(header.grams)?;
        let rows = all.checked_mul(2)?.checked_next_multiple_of(4)?.checked_add(steps)?;
        let end = all.checked_mul(header.bits.bytes(header.dim))?.checked_add(rows)?;
        Some(Places { index: HEAD, keys, steps, rows, end })
    }
}
