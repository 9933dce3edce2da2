//! A read-only hash table from 64-bit keys to 64-bit values that can stand in the binary as it is.

use std::borrow::Cow;

use crate::hash::GOLDEN;

/// A key and its value; key 0 marks a free slot.
pub(super) type Slot = [u64; 2];

/// Open addressing with linear probing (Knuth, vol. 3, 6.4, algorithm L). A key that is missing has the value 0.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct KeyTable {
    pub(super) slots: Cow<'static, [Slot]>,
}

/// Slots for each three keys: a key is found with 1.75 probes on average, the lack of one with 3.6, and four slots
/// share a cache line.
const SLOTS_FOR_THREE: usize = 5;

impl KeyTable {
    /// The table of `pairs`, whose keys differ. A pair with key 0 cannot be stored and is left out: no hash is 0 but
    /// by an accident that nobody will live to see.
    pub(super) fn new(pairs: &[Slot]) -> Self {
        if pairs.is_empty() {
            return KeyTable::default();
        }
        let mut slots = vec![[0; 2]; (pairs.len() * SLOTS_FOR_THREE).div_ceil(3) + 1];
        for &pair in pairs.iter().filter(|p| p[0] != 0) {
            let mut at = home(pair[0], slots.len());
            while slots[at][0] != 0 {
                at = if at + 1 == slots.len() { 0 } else { at + 1 };
            }
            slots[at] = pair;
        }
        KeyTable { slots: Cow::Owned(slots) }
    }

    /// The value of `key`, 0 when there is none.
    pub(super) fn get(&self, key: u64) -> u64 {
        let slots = &*self.slots;
        let mut at = home(key, slots.len());
        loop {
            match slots.get(at) {
                Some(&[k, value]) if k == key => return value,
                Some([0, _]) => return 0,
                Some(_) => at += 1,
                None if slots.is_empty() => return 0,
                None => at = 0,
            }
        }
    }
}

/// The slot a key is looked for first. The keys of terms have their randomness in the high bits, those of words all
/// over: multiplying brings both into the high half (Knuth's multiplicative hashing).
fn home(key: u64, slots: usize) -> usize {
    let spread = key.wrapping_mul(GOLDEN) >> 32;
    ((spread * slots as u64) >> 32) as usize
}

/// Two halves of a value.
pub(super) fn pack(low: u32, high: u32) -> u64 {
    u64::from(low) | u64::from(high) << 32
}

/// The low and the high half of a value.
pub(super) fn unpack(value: u64) -> (u32, u32) {
    (value as u32, (value >> 32) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_was_put_in_and_nothing_else(
            pairs in proptest::collection::hash_map(1u64.., 1u64.., 0..300),
            others in proptest::collection::vec(any::<u64>(), 50),
        ) {
            let table = KeyTable::new(&pairs.iter().map(|(&k, &v)| [k, v]).collect::<Vec<_>>());
            prop_assert!(pairs.iter().all(|(&key, &value)| table.get(key) == value));
            for key in others.into_iter().chain([0, 1, u64::MAX]).filter(|k| !pairs.contains_key(k)) {
                prop_assert_eq!(table.get(key), 0);
            }
        }

        #[test]
        fn halves_come_back(low: u32, high: u32) {
            prop_assert_eq!(unpack(pack(low, high)), (low, high));
        }
    }
}
