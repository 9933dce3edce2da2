//! The table of vectors, as bytes that are used where they stand.
//!
//! Layout, all numbers little-endian: a head of [`HEAD`] bytes (magic, version, checksum of what follows the head,
//! dimensions, bits, rows, n-gram rows, bits of the key index), the index (`2^bits + 1` offsets as u32: keys that begin
//! with these bits), the keys of words and stems (u32, sorted within the index), the steps of all rows (u16, the upper
//! half of an f32), the rows. Rows of words and stems stand in the order of the keys, those of n-grams after them.

use std::borrow::Cow;
use std::path::Path;

use super::header::{HEAD, Header, MOST_INDEX_BITS, Places};
use super::quantise::{Bits, add_levels, quantise_row};
use crate::error::{Error, Result};

const MAGIC: &[u8; 8] = b"jisrvec\0";
const VERSION: u32 = 1;
/// A table of vectors.
#[derive(Clone, Debug)]
pub struct Table {
    bytes: Cow<'static, [u8]>,
    header: Header,
    index: usize,
    keys: usize,
    steps: usize,
    rows: usize,
}

impl Table {
    /// The table in `bytes`. The checksum is only looked at when `check` is set: bytes that the binary carries were
    /// checked when it was made.
    ///
    /// # Errors
    /// When the bytes are no table, of another version, cut short or damaged; `path` is named in the error.
    pub fn read(bytes: Cow<'static, [u8]>, path: &Path, check: bool) -> Result<Self> {
        let bad = |expected: &str, found: String| {
            Error::content(path, None, expected, found, "make the table anew with `jisr train`")
        };
        let word = |at: usize| {
            bytes.get(at..at + 4).and_then(|b| b.first_chunk()).map_or(0, |b| u32::from_le_bytes(*b))
        };
        if bytes.len() < HEAD || !bytes.starts_with(MAGIC) {
            return Err(bad(
                "a vector table of jisr (it begins with \"jisrvec\")",
                format!("{} other bytes", bytes.len()),
            ));
        }
        if word(8) != VERSION {
            return Err(bad(&format!("version {VERSION} of the format"), format!("version {}", word(8))));
        }
        if check {
            let sum = crc32fast::hash(&bytes[HEAD..]);
            if word(12) != sum {
                let expected = format!("checksum {:08x}", word(12));
                return Err(bad(&expected, format!("{sum:08x}: the file is damaged")));
            }
        }
        let bits = Bits::new(word(20)).ok_or_else(|| bad("2, 4 or 8 bits", word(20).to_string()))?;
        let index_bits = word(32);
        if !(1..=MOST_INDEX_BITS).contains(&index_bits) {
            return Err(bad(&format!("1 to {MOST_INDEX_BITS} bits of index"), index_bits.to_string()));
        }
        let header = Header {
            dim: word(16) as usize,
            bits,
            keys: word(24) as usize,
            grams: word(28) as usize,
            index_bits,
        };
        // What the head declares is held against the bytes that are there before anything is done with it.
        let Some(places) = Places::of(&header).filter(|places| places.end == bytes.len()) else {
            return Err(bad(
                "as many bytes as the head of the table says",
                format!("{} bytes that do not fit together", bytes.len()),
            ));
        };
        let Places { index, keys, steps, rows, .. } = places;
        let offsets = (keys - index) / 4;
        let sorted = (0..offsets - 1).all(|i| word(index + 4 * i) <= word(index + 4 * (i + 1)))
            && word(keys - 4) as usize == header.keys;
        if !sorted {
            return Err(bad("an index in order", "one that is not".to_owned()));
        }
        let table = Table { bytes, header, index, keys, steps, rows };
        if check
            && let Some(row) =
                (0..header.keys + header.grams).find(|&row| !widened(table.step(row)).is_finite())
        {
            return Err(bad("finite steps", format!("{} for row {row}", widened(table.step(row)))));
        }
        Ok(table)
    }

    /// What the table is like.
    pub fn header(&self) -> Header {
        self.header
    }

    /// Bytes of the table.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The row of a word or stem.
    #[inline]
    pub fn key(&self, hash: u64) -> Option<usize> {
        let (key, slot) = (hash as u32, (hash >> (64 - self.header.index_bits)) as usize);
        let (from, to) =
            (self.u32(self.index + 4 * slot) as usize, self.u32(self.index + 4 * (slot + 1)) as usize);
        (from..to).find(|&i| self.u32(self.keys + 4 * i) == key)
    }

    /// The row of a run of letters.
    #[inline]
    pub fn gram(&self, hash: u64) -> usize {
        self.header.keys + (hash % self.header.grams as u64) as usize
    }

    /// Adds `weight` times the vector in `row` to `sum`, but for a part that is the same in every dimension: that is
    /// what is returned and has to be taken off all of them in the end.
    #[inline]
    pub fn add(&self, row: usize, weight: f32, sum: &mut [f32]) -> f32 {
        let step = widened(self.step(row));
        add_levels(self.levels(row), self.header.bits, weight * step, sum);
        weight * step * self.header.bits.centre()
    }

    /// The vector in `row`.
    pub fn row(&self, row: usize) -> Vec<f32> {
        let mut out = vec![0.0; self.header.dim];
        let off = self.add(row, 1.0, &mut out);
        for x in &mut out {
            *x -= off;
        }
        out
    }

    /// The step of a row, as stored.
    #[inline]
    fn step(&self, row: usize) -> [u8; 2] {
        [self.bytes[self.steps + 2 * row], self.bytes[self.steps + 2 * row + 1]]
    }

    /// The levels of a row.
    #[inline]
    fn levels(&self, row: usize) -> &[u8] {
        let len = self.header.bits.bytes(self.header.dim);
        &self.bytes[self.rows + row * len..self.rows + (row + 1) * len]
    }

    /// The bytes of this table with some rows changed (those of words and stems, by row) and some words added. All
    /// other rows keep their levels: without changes these are the bytes of this table. Of two new words with the
    /// same key the first counts, and one that the table has is left out.
    ///
    /// # Panics
    /// When a vector has not as many numbers as those of the table.
    pub fn with_rows(&self, changed: &[(usize, &[f32])], added: &[(u64, &[f32])]) -> Vec<u8> {
        /// A row: as it is in the old table, or from new numbers.
        enum New<'a> {
            Kept(usize),
            Changed(usize, &'a [f32]),
            Added(&'a [f32]),
        }
        let bits = self.header.index_bits;
        let mut rows: Vec<(u32, u32, New<'_>)> = Vec::with_capacity(self.header.keys + added.len());
        for slot in 0..1usize << bits {
            let (from, to) = (self.u32(self.index + 4 * slot), self.u32(self.index + 4 * (slot + 1)));
            let key =
                |row: u32| (slot as u32, self.u32(self.keys + 4 * row as usize), New::Kept(row as usize));
            rows.extend((from..to).map(key));
        }
        for &(row, numbers) in changed {
            rows[row].2 = New::Changed(row, numbers);
        }
        let unknown = added.iter().filter(|(hash, _)| self.key(*hash).is_none());
        rows.extend(unknown.map(|&(hash, row)| ((hash >> (64 - bits)) as u32, hash as u32, New::Added(row))));
        rows.sort_by_key(|&(slot, key, _)| (slot, key));
        rows.dedup_by_key(|&mut (slot, key, _)| (slot, key));
        let keys: Vec<(u32, u32)> = rows.iter().map(|r| (r.0, r.1)).collect();
        let (mut steps, mut levels) = (Vec::new(), Vec::new());
        let grams = (self.header.keys..self.header.keys + self.header.grams).map(New::Kept);
        for row in rows.into_iter().map(|r| r.2).chain(grams) {
            let (numbers, old) = match row {
                New::Kept(row) => {
                    steps.extend(self.step(row));
                    levels.extend_from_slice(self.levels(row));
                    continue;
                }
                New::Changed(row, numbers) => (numbers, Some(widened(self.step(row)))),
                New::Added(numbers) => (numbers, None),
            };
            assert_eq!(numbers.len(), self.header.dim);
            steps.extend(narrowed(quantise_row(numbers, self.header.bits, old, &mut levels)));
        }
        let header = Header { keys: keys.len(), ..self.header };
        written(&header, &keys, steps, &levels)
    }

    #[inline]
    fn u32(&self, at: usize) -> u32 {
        u32::from_le_bytes([self.bytes[at], self.bytes[at + 1], self.bytes[at + 2], self.bytes[at + 3]])
    }
}

/// The bytes of a table: `words` are keys with their vectors, `grams` the rows of n-grams, all of `dim` numbers.
/// The order of `words` does not matter; of two with the same key the first counts.
///
/// # Panics
/// When a vector has not `dim` numbers, or `dim` is no multiple of 16.
pub fn image(dim: usize, bits: Bits, words: &[(u64, &[f32])], grams: &[&[f32]]) -> Vec<u8> {
    assert!(dim.is_multiple_of(16));
    let index_bits = (words.len().max(2).ilog2()).clamp(1, 20);
    let mut order: Vec<usize> = (0..words.len()).collect();
    let sort_key = |i: usize| (words[i].0 >> (64 - index_bits), words[i].0 as u32);
    order.sort_by_key(|&i| sort_key(i));
    order.dedup_by_key(|i| sort_key(*i));
    let (mut steps, mut rows) = (Vec::new(), Vec::new());
    for row in order.iter().map(|&i| words[i].1).chain(grams.iter().copied()) {
        assert_eq!(row.len(), dim);
        steps.extend(narrowed(quantise_row(row, bits, None, &mut rows)));
    }
    let keys: Vec<(u32, u32)> = order.iter().map(|&i| (sort_key(i).0 as u32, sort_key(i).1)).collect();
    written(&Header { dim, bits, keys: keys.len(), grams: grams.len(), index_bits }, &keys, steps, &rows)
}

/// The bytes of a table: `keys` are the upper bits and the rest of the hashes, sorted.
fn written(header: &Header, keys: &[(u32, u32)], mut steps: Vec<u8>, rows: &[u8]) -> Vec<u8> {
    let mut offsets = vec![0u32; (1usize << header.index_bits) + 1];
    for key in keys {
        offsets[key.0 as usize + 1] += 1;
    }
    for i in 1..offsets.len() {
        offsets[i] += offsets[i - 1];
    }
    steps.resize(steps.len().next_multiple_of(4), 0);
    let mut body = Vec::with_capacity(rows.len() + steps.len() + 4 * (offsets.len() + keys.len()));
    body.extend(offsets.iter().flat_map(|o| o.to_le_bytes()));
    body.extend(keys.iter().flat_map(|k| k.1.to_le_bytes()));
    body.extend(steps);
    body.extend_from_slice(rows);
    let mut out = MAGIC.to_vec();
    let head = [
        VERSION,
        crc32fast::hash(&body),
        header.dim as u32,
        header.bits.count(),
        header.keys as u32,
        header.grams as u32,
        header.index_bits,
    ];
    out.extend(head.iter().flat_map(|n| n.to_le_bytes()));
    out.resize(HEAD, 0);
    out.extend(body);
    out
}

/// The upper half of a step, which is all that is stored.
fn narrowed(step: f32) -> [u8; 2] {
    ((step.to_bits() >> 16) as u16).to_le_bytes()
}

/// A step from its stored half.
fn widened(half: [u8; 2]) -> f32 {
    f32::from_bits(u32::from(u16::from_le_bytes(half)) << 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes() -> Vec<u8> {
        let rows: Vec<Vec<f32>> =
            (0..40).map(|i| (0..16).map(|k| ((i * 7 + k) % 11) as f32 - 5.0).collect()).collect();
        let words: Vec<(u64, &[f32])> = (0..30u64)
            .map(|i| (i.wrapping_mul(0x9e37_79b9_7f4a_7c15), rows[i as usize].as_slice()))
            .collect();
        let grams: Vec<&[f32]> = rows[30..].iter().map(Vec::as_slice).collect();
        image(16, Bits::Eight, &words, &grams)
    }

    fn read(bytes: Vec<u8>) -> Result<Table> {
        Table::read(Cow::Owned(bytes), Path::new("t.vec"), true)
    }

    #[test]
    fn every_key_has_its_vector() {
        let table = read(bytes()).expect("a table");
        for i in 0..30u64 {
            let row = table.key(i.wrapping_mul(0x9e37_79b9_7f4a_7c15)).expect("known");
            let mut sum = vec![0.0; 16];
            let off = table.add(row, 1.0, &mut sum);
            for (k, s) in sum.iter().enumerate() {
                assert!((s - off - (((i as usize * 7 + k) % 11) as f32 - 5.0)).abs() < 0.05);
            }
        }
        assert_eq!(table.key(12345), None);
        assert!((30..40).contains(&table.gram(99)));
    }

    #[test]
    fn rows_can_be_changed_and_added_and_the_others_stay() {
        let old = read(bytes()).expect("a table");
        assert_eq!(old.with_rows(&[], &[]), old.bytes());
        let hash = |i: u64| i.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let (row, moved, new) = (old.key(hash(3)).expect("known"), vec![2.0; 16], vec![-1.0; 16]);
        let known = (hash(4), new.as_slice());
        let now = read(old.with_rows(&[(row, &moved)], &[(hash(77), &new), known])).expect("a table");
        assert_eq!(now.header().keys, 31);
        for i in (0..30).filter(|i| *i != 3) {
            let rows = [(&old, old.key(hash(i))), (&now, now.key(hash(i)))];
            let [before, after] = rows.map(|(t, row)| t.row(row.expect("known")));
            assert_eq!(before, after, "{i}");
        }
        let near = |i, x: f32| now.row(now.key(hash(i)).expect("known")).iter().all(|y| (x - y).abs() < 0.05);
        assert!(near(3, 2.0) && near(77, -1.0));
        assert_eq!(now.row(now.gram(99)), old.row(old.gram(99)));
    }

    /// `bytes` with the number at `at` set and the checksum made right again.
    fn with_number(at: usize, number: u32) -> Vec<u8> {
        let mut bytes = bytes();
        bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
        let sum = crc32fast::hash(&bytes[HEAD..]);
        bytes[12..16].copy_from_slice(&sum.to_le_bytes());
        bytes
    }

    /// index_bits_0.vec panicked, size_wraps.vec asked for 154 GB.
    #[test]
    fn a_head_that_declares_what_cannot_be_is_refused() {
        for (at, number, said) in [
            (32, 0, "bits of index"),
            (32, 25, "bits of index"),
            (32, u32::MAX, "bits of index"),
            (16, 0xffff_fff0, "fit together"),
            (24, u32::MAX, "fit together"),
            (28, u32::MAX, "fit together"),
            (28, 0, "fit together"),
            (20, 3, "2, 4 or 8 bits"),
        ] {
            let error = read(with_number(at, number)).expect_err("no table").to_string();
            assert!(error.contains(said), "{at} = {number}: {error}");
        }
    }

    /// nan_steps.vec was taken without a word.
    #[test]
    fn a_step_that_is_no_number_is_refused() {
        let table = read(bytes()).expect("a table");
        let error = read(with_number(table.steps, 0x7fc0_7fc0)).expect_err("no number").to_string();
        assert!(error.contains("finite steps"), "{error}");
    }

    #[test]
    fn damage_is_seen() {
        let whole = bytes();
        for (at, what) in [(0, "begins with"), (8, "version 1"), (12, "checksum"), (HEAD + 500, "damaged")] {
            let mut broken = whole.clone();
            broken[at] ^= 0x5a;
            let error = read(broken).expect_err("damaged").to_string();
            assert!(error.contains(what), "{at}: {error}");
        }
        for len in [0, 10, HEAD, HEAD + 100, whole.len() - 1] {
            assert!(read(whole[..len].to_vec()).is_err(), "{len}");
            assert!(Table::read(Cow::Owned(whole[..len].to_vec()), Path::new("t"), false).is_err(), "{len}");
        }
    }
}
