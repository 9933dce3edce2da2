//! Level 0: one hash of short texts that is the same on every machine and in every version, for tables that are written
//! down and for splits that have to come out again. Tables in memory take `rustc_hash`.

/// The start of FNV-1a.
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a of 64 bits (Fowler, Noll & Vo) of `text`. Its low bits are good, its high bits are not: see [`spread`].
pub fn fnv1a(text: &str) -> u64 {
    fnv1a_from(0, text)
}

/// The same with a start of its own for each `seed`; 0 is the usual one.
pub fn fnv1a_from(seed: u64, text: &str) -> u64 {
    text.bytes().fold(OFFSET ^ seed, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// A hash with all its bits in the high half too (Knuth, vol. 3, 6.4: multiplicative hashing).
pub fn spread(hash: u64) -> u64 {
    (hash ^ (hash >> 29)).wrapping_mul(GOLDEN)
}

/// 2⁶⁴ over the golden ratio, odd: what multiplicative hashing multiplies by.
pub const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

#[cfg(test)]
mod tests {
    use super::*;

    /// Test vectors of the authors (draft-eastlake-fnv).
    #[test]
    fn as_published() {
        for (text, hash) in
            [("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8)]
        {
            assert_eq!(fnv1a(text), hash, "{text}");
        }
        assert_ne!(fnv1a_from(1, "a"), fnv1a("a"));
    }
}
