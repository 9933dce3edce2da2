//! The tables of names as bytes that are used where they stand, without copying: what `compile` wrote.

use std::sync::OnceLock;

use bytemuck::try_cast_slice;

use super::answer::Country;
use super::compile::WIDTH;
use super::key;
use super::row::{HAND, NameKind, SOURCES};
use crate::error::built_wrong;
use crate::image::{AlignedBytes, ByteOrder, ImageSections};

/// The image that `src/build.rs` made of the tables in `lexicons/`.
static IMAGE: &AlignedBytes<[u8]> =
    &AlignedBytes(*include_bytes!(concat!(env!("OUT_DIR"), "/names_book.image")));

/// Pairs of names by the keys of either side.
#[derive(Clone, Copy, Debug, Default)]
pub struct NameTable {
    rows: &'static [u32],
    arabic: &'static [u32],
    latin: &'static [u32],
    latin_rows: &'static [u32],
    countries: &'static [u32],
    texts: &'static [u8],
}

/// A row of the table: where it is; what it says is read when it is asked.
#[derive(Clone, Copy, Debug)]
pub struct TableRow<'t> {
    table: &'t NameTable,
    numbers: &'t [u32; WIDTH],
    /// Its place in the table.
    pub number: u32,
}

impl TableRow<'_> {
    /// Arabic form.
    pub fn ar(&self) -> &'static str {
        self.table.text(self.numbers[0])
    }

    /// Latin form.
    pub fn en(&self) -> &'static str {
        self.table.text(self.numbers[1])
    }

    /// What it answers: the Latin form to one who asks for the Arabic one, or the other way round.
    pub fn answer(&self, to_latin: bool) -> &'static str {
        if to_latin { self.en() } else { self.ar() }
    }

    /// Where the Arabic and the Latin form begin: two are one when these are.
    pub(super) fn places(&self) -> (u32, u32) {
        (self.numbers[0], self.numbers[1])
    }

    /// What it names.
    pub fn kind(&self) -> NameKind {
        NameKind::ALL[(self.numbers[2] & 15) as usize % NameKind::ALL.len()].0
    }

    /// Number in [`SOURCES`].
    pub fn source(&self) -> u8 {
        (self.numbers[2] >> 4 & 15) as u8
    }

    /// Place of the form that is asked for and of the one that is answered among the alternatives of their entry.
    pub fn ranks(&self, to_latin: bool) -> (u8, u8) {
        let (ar, en) = ((self.numbers[2] >> 8 & 15) as u8, (self.numbers[2] >> 12 & 15) as u8);
        if to_latin { (ar, en) } else { (en, ar) }
    }

    /// Number of the hand-checked entry; 0 for others.
    pub fn entry(&self) -> u16 {
        (self.numbers[2] >> 16) as u16
    }

    /// Persons or inhabitants; 0 when not known.
    pub fn count(&self) -> u32 {
        self.numbers[3]
    }

    /// Whether a person checked it.
    pub fn by_hand(&self) -> bool {
        self.source() == HAND
    }

    /// The name of its source.
    pub fn source_name(&self) -> &'static str {
        SOURCES.get(self.source() as usize).copied().unwrap_or("other")
    }

    /// Countries with counts, most first.
    pub fn countries(&self) -> impl Iterator<Item = (Country, u32)> + use<> {
        let (from, n) = ((self.numbers[4] >> 4) as usize, (self.numbers[4] & 15) as usize);
        let packed = self.table.countries.get(from..from + n).unwrap_or_default();
        packed.iter().map(|c| (Country([(c >> 24) as u8, (c >> 16) as u8]), c & 0xffff))
    }
}

impl NameTable {
    /// The table that the binary carries: borrowed from it, so this takes microseconds.
    pub fn embedded() -> &'static NameTable {
        static TABLE: OnceLock<NameTable> = OnceLock::new();
        TABLE.get_or_init(|| NameTable::read(&IMAGE.0).unwrap_or_else(|| built_wrong("table of names")))
    }

    /// The table in an image; `None` when it is none or not aligned.
    pub(super) fn read(image: &'static [u8]) -> Option<NameTable> {
        let mut sections = ImageSections::new(image, ByteOrder::NATIVE);
        let mut section = || sections.next();
        let rows = try_cast_slice(section()?).ok()?;
        let arabic = try_cast_slice(section()?).ok()?;
        let latin = try_cast_slice(section()?).ok()?;
        let latin_rows = try_cast_slice(section()?).ok()?;
        let countries = try_cast_slice(section()?).ok()?;
        Some(NameTable { rows, arabic, latin, latin_rows, countries, texts: section()? })
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.arabic.len()
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.arabic.is_empty()
    }

    fn text(&self, at: u32) -> &'static str {
        let at = at as usize;
        let len = self.texts.get(at).map_or(0, |&l| l as usize);
        self.texts.get(at + 1..at + 1 + len).and_then(|t| std::str::from_utf8(t).ok()).unwrap_or_default()
    }

    /// The row of a number.
    pub fn row(&self, number: usize) -> Option<TableRow<'_>> {
        let numbers = self.rows.get(number * WIDTH..)?.first_chunk()?;
        Some(TableRow { table: self, numbers, number: number as u32 })
    }

    /// The rows whose Arabic form has this key.
    pub fn arabic(&self, key: &str) -> impl Iterator<Item = TableRow<'_>> {
        let rows = equal(self.arabic, key::hash(key)).filter_map(|i| self.row(i));
        rows.filter(same(|hit| hit.places().0, move |hit| key::arabic(hit.ar()) == key))
    }

    /// The rows whose Latin form has this key.
    pub fn latin(&self, key: &str) -> impl Iterator<Item = TableRow<'_>> {
        let rows = equal(self.latin, key::hash(key));
        let rows = rows.filter_map(|i| self.row(*self.latin_rows.get(i)? as usize));
        rows.filter(same(|hit| hit.places().1, move |hit| key::latin(hit.en()) == key))
    }

    /// Calls `each` with the rows whose form on one side, the Arabic one or the other, has this key.
    pub fn each<'t>(&'t self, arabic: bool, key: &str, each: impl FnMut(TableRow<'t>)) {
        if arabic {
            self.arabic(key).for_each(each);
        } else {
            self.latin(key).for_each(each);
        }
    }

    /// Hashes of the keys of the forms of every row, by number, and what is summed over the rows of a key.
    pub fn keys(&self, weight: impl Fn(&TableRow<'_>) -> f32) -> RowKeys {
        let n = self.arabic.len();
        let weights: Vec<f32> = (0..n).map(|i| self.row(i).map_or(0.0, |hit| weight(&hit))).collect();
        let mut out =
            RowKeys { hashes: [vec![0; n], self.arabic.to_vec()], sums: [vec![0.0; n], vec![0.0; n]] };
        let mut sum = |side: usize, rows: &[usize]| {
            let sum: f32 = rows.iter().map(|row| weights[*row]).sum();
            for row in rows {
                out.sums[side][*row] = sum;
            }
        };
        let arabic: Vec<usize> = (0..n).collect();
        arabic.chunk_by(|a, b| self.arabic[*a] == self.arabic[*b]).for_each(|rows| sum(1, rows));
        let latin: Vec<(u32, usize)> = self
            .latin
            .iter()
            .zip(self.latin_rows)
            .map(|(h, row)| (*h, *row as usize))
            .filter(|r| r.1 < n)
            .collect();
        for rows in latin.chunk_by(|a, b| a.0 == b.0) {
            sum(0, &rows.iter().map(|r| r.1).collect::<Vec<_>>());
        }
        for (hash, row) in latin {
            out.hashes[0][row] = hash;
        }
        out
    }
}

/// Of every row of a [`NameTable`], by number: Latin side, Arabic side.
#[derive(Clone, Debug, Default)]
pub struct RowKeys {
    /// Hash of the key.
    pub hashes: [Vec<u32>; 2],
    /// Sum over all rows of that key.
    pub sums: [Vec<f32>; 2],
}

/// The places of `hash` among `hashes`, which are in order.
fn equal(hashes: &[u32], hash: u32) -> std::ops::Range<usize> {
    let from = hashes.partition_point(|&h| h < hash);
    from..from + hashes[from..].iter().take_while(|&&h| h == hash).count()
}

/// Whether the form of a hit `has` the key and not its hash alone; equal forms, which mostly lie together, are asked
/// about once.
fn same<'t>(
    place: impl Fn(&TableRow<'t>) -> u32,
    has: impl Fn(&TableRow<'t>) -> bool,
) -> impl FnMut(&TableRow<'t>) -> bool {
    let mut last = None;
    move |hit| {
        let here = place(hit);
        match last {
            Some((place, has)) if place == here => has,
            _ => last.insert((here, has(hit))).1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{compile, row};
    use super::*;
    use crate::image::ALIGN;

    fn read(rows: &[row::NameRow]) -> NameTable {
        let image = compile::image(rows, ByteOrder::NATIVE);
        let room = vec![0; image.len() + ALIGN].leak();
        let start = room.as_ptr().align_offset(ALIGN);
        room[start..start + image.len()].copy_from_slice(&image);
        NameTable::read(&room[start..start + image.len()]).expect("an image")
    }

    #[test]
    fn what_is_compiled_is_found_from_both_sides() {
        let mut rows = Vec::new();
        let text = "header\nجمال\tGamal\tgiven\tEG:52 YE:4\t56\twikidata_parts\n# x\nلندن\tLondon\tplace\tGB\t9000000\tgeonames\n";
        assert_eq!(compile::table(text, &mut rows), Ok(()));
        compile::entries("h\nإلهام علييف|علييف\tIlham Aliyev|Aliyev\tperson\tAZ president\n", &mut rows);
        let table = read(&rows);
        let found: Vec<TableRow<'_>> = table.arabic(&key::arabic("جمال")).collect();
        assert_eq!((found.len(), found[0].en(), found[0].count()), (1, "Gamal", 56));
        assert_eq!(found[0].countries().collect::<Vec<_>>(), [(Country(*b"EG"), 52), (Country(*b"YE"), 4)]);
        assert_eq!(table.latin(&key::latin("LONDON")).map(|h| h.ar()).collect::<Vec<_>>(), ["لندن"]);
        let part = table.arabic(&key::arabic("الهام")).next().expect("a part");
        assert_eq!((part.en(), part.kind(), part.by_hand()), ("Ilham", NameKind::Given, true));
        assert_eq!(table.arabic(&key::arabic("لا أحد")).count(), 0);
        assert_eq!(compile::table("h\nno row\n", &mut rows), Err(2));
    }

    #[test]
    fn the_binary_carries_a_table() {
        assert!(NameTable::embedded().len() > 100_000, "{}", NameTable::embedded().len());
        let rows = 0..NameTable::embedded().len();
        assert!(rows.into_iter().all(|i| NameTable::embedded().row(i).is_some_and(|r| !r.ar().is_empty())));
    }

    #[test]
    fn bytes_that_are_no_image_give_none() {
        assert!(NameTable::read(&[0; 10]).is_none());
        assert!(NameTable::read(&[255; 256]).is_none());
    }
}
