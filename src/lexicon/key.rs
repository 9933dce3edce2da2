//! Keys: 64-bit hashes of folded words and of terms of several words. The same on every platform, because the
//! lexicon image is keyed on the machine that builds the binary.

/// What separates the key spaces.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum KeySpace {
    Stem = 1,
    Name = 2,
}

const SEEDS: [u64; 2] = [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344];
const BULK: u64 = 0xa409_3822_299f_31d0;
const FACTOR: u64 = 0xf135_7aea_2e62_a9c5;

/// The hash of a folded string in one key space: what rustc-hash 2.1 (after wyhash) computes on 64-bit platforms.
/// 64 bits: with a million keys two collide once in 40 million runs.
pub(super) fn hash(space: KeySpace, key: &str) -> u64 {
    let mixed = mix(key.as_bytes()).wrapping_mul(FACTOR);
    mixed.wrapping_add(space as u64).wrapping_mul(FACTOR).rotate_left(26)
}

/// The hash of a term of several words from those of its words.
pub(super) fn extend(sequence: u64, word: u64) -> u64 {
    (sequence.rotate_left(7) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn mix(bytes: &[u8]) -> u64 {
    let [mut a, mut b] = SEEDS;
    let mut tail = bytes;
    if let Some(last) = bytes.last_chunk::<16>().filter(|_| bytes.len() > 16) {
        let mut bulk = &bytes[..bytes.len() - 1];
        while let Some((chunk, rest)) = bulk.split_first_chunk::<16>() {
            let x = u128::from_le_bytes(*chunk);
            (a, b) = (b, fold_product(a ^ x as u64, BULK ^ (x >> 64) as u64));
            bulk = rest;
        }
        tail = last;
    }
    // The two words overlap when there are fewer than 16 (or 8) bytes: the length tells such keys apart.
    if let (Some(x), Some(y)) = (tail.first_chunk::<8>(), tail.last_chunk::<8>()) {
        a ^= u64::from_le_bytes(*x);
        b ^= u64::from_le_bytes(*y);
    } else if let (Some(x), Some(y)) = (tail.first_chunk::<4>(), tail.last_chunk::<4>()) {
        a ^= u64::from(u32::from_le_bytes(*x));
        b ^= u64::from(u32::from_le_bytes(*y));
    } else if let (Some(&x), Some(&y)) = (tail.first(), tail.last()) {
        a ^= u64::from(x);
        b ^= u64::from(y) << 8 | u64::from(tail[tail.len() / 2]);
    }
    fold_product(a, b) ^ bytes.len() as u64
}

/// The two halves of the 128-bit product, added without carry.
fn fold_product(x: u64, y: u64) -> u64 {
    let product = u128::from(x) * u128::from(y);
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_pointer_width = "64")]
    fn keys_are_those_of_rustc_hash() {
        use std::hash::Hasher;
        let text = "جسر: a bridge that is longer than any word of either language, قنطرة";
        for (end, _) in text.char_indices() {
            for space in [KeySpace::Stem, KeySpace::Name] {
                let mut hasher = rustc_hash::FxHasher::default();
                hasher.write(&text.as_bytes()[..end]);
                hasher.write_u8(space as u8);
                assert_eq!(hash(space, &text[..end]), hasher.finish(), "{}", &text[..end]);
            }
        }
    }

    #[test]
    fn keys_do_not_depend_on_the_platform() {
        for (space, word, key) in [
            (KeySpace::Stem, "", 0x5944_d19c_58ad_8357),
            (KeySpace::Stem, "go", 0x4243_92af_9568_aaff),
            (KeySpace::Stem, "جسر", 0x7482_c638_84ec_26d2),
            (KeySpace::Name, "القاهره", 0xefbf_4b4a_c974_171b),
            (KeySpace::Name, "internationalisation", 0xb5c6_5cad_af16_6e68),
        ] {
            assert_eq!(hash(space, word), key, "{word}");
        }
    }
}
