//! The model as bytes that are used where they stand, without copying.
//!
//! A head of [`ALIGN`] bytes (what it is, version, length and checksum of the rest), then the sections of an
//! [image](crate::image). Numbers have their low byte first; a machine with another order reads them into memory of its
//! own.

use std::borrow::Cow;

use bytemuck::Pod;

use super::alphabet::Alphabet;
use super::decode::JointModel;
use super::model::Names;
use super::rank::CandidateRanker;
use crate::hash::GOLDEN;
use crate::image::{ALIGN, ByteOrder, ImageSections, ImageWriter};

const MAGIC: [u8; 8] = *b"jisrname";

/// Changes whenever the sections or what they mean do.
const VERSION: u32 = 3;

/// Why bytes are no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadImage {
    /// They do not begin as a model does.
    Foreign,
    /// A model of another version of jisr.
    Version(u32),
    /// Cut short, longer than they say, or changed.
    Damaged,
}

/// A number of a section, or a row of bytes.
trait SectionNumber: Pod {
    /// Bytes that change places with the byte order.
    const WIDTH: usize;
}

impl SectionNumber for u8 {
    const WIDTH: usize = 1;
}
impl SectionNumber for i8 {
    const WIDTH: usize = 1;
}
impl SectionNumber for [u8; 6] {
    const WIDTH: usize = 1;
}
impl SectionNumber for u16 {
    const WIDTH: usize = 2;
}
impl SectionNumber for [u16; 3] {
    const WIDTH: usize = 2;
}
impl SectionNumber for u32 {
    const WIDTH: usize = 4;
}
impl SectionNumber for [u32; 2] {
    const WIDTH: usize = 4;
}
impl SectionNumber for f32 {
    const WIDTH: usize = 4;
}

/// What is done with every table of the model, in the order of the image.
trait Visitor {
    fn table<T: SectionNumber>(&mut self, table: &mut Cow<'static, [T]>) -> Option<()>;
}

fn visit(names: &mut Names, v: &mut impl Visitor) -> Option<()> {
    let Names { latin, arabic, foreign, native, to_arabic, to_latin, list, index, .. } = names;
    for Alphabet { letters } in [latin, arabic] {
        v.table(letters)?;
    }
    for JointModel { table: t, ngrams: n } in [foreign, native] {
        v.table(&mut t.units)?;
        for keys in [&mut t.latin_keys, &mut t.latin_firsts, &mut t.arabic_keys, &mut t.arabic_firsts] {
            v.table(keys)?;
        }
        v.table(&mut t.latin_units)?;
        v.table(&mut t.arabic_units)?;
        v.table(&mut n.nodes)?;
        v.table(&mut n.arcs)?;
        v.table(&mut n.roots)?;
        let mut start = Cow::Owned(vec![n.start]);
        v.table(&mut start)?;
        n.start = *start.first()?;
    }
    for CandidateRanker { dense, sparse } in [to_arabic, to_latin] {
        v.table(dense)?;
        v.table(sparse)?;
    }
    v.table(&mut list.tree.bytes)?;
    v.table(&mut list.counts)?;
    v.table(&mut list.spelling_firsts)?;
    v.table(&mut list.spellings)?;
    v.table(&mut index.firsts)?;
    v.table(&mut index.entries)?;
    v.table(&mut names.forms)?;
    v.table(&mut names.form_counts)?;
    v.table(&mut names.latin_forms)?;
    v.table(&mut names.fold)?;
    v.table(&mut names.list_letters)?;
    v.table(&mut names.sounds.costs)
}

/// A checksum of 64 bits: each eight bytes are mixed into it in turn.
fn checksum(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mix = |h: u64, x: u64| (h ^ x).wrapping_mul(GOLDEN).rotate_left(27);
    let h = words.iter().fold(bytes.len() as u64, |h, w| mix(h, u64::from_le_bytes(*w)));
    rest.iter().fold(h, |h, &b| mix(h, u64::from(b)))
}

struct SectionWriter(ImageWriter);

impl Visitor for SectionWriter {
    fn table<T: SectionNumber>(&mut self, table: &mut Cow<'static, [T]>) -> Option<()> {
        let mut bytes: Vec<u8> = bytemuck::cast_slice(table).to_vec();
        if ByteOrder::NATIVE == ByteOrder::Big {
            bytes.chunks_mut(T::WIDTH).for_each(<[u8]>::reverse);
        }
        self.0.section(bytes.iter().map(|b| [*b]));
        Some(())
    }
}

enum SectionReader<'a> {
    /// Of bytes that go: sections are copied.
    Copying(ImageSections<'a>),
    /// Of bytes that stay: sections are borrowed from there.
    Borrowing(ImageSections<'static>),
}

impl Visitor for SectionReader<'_> {
    #[allow(clippy::match_same_arms, reason = "the bytes of the two live differently long")]
    fn table<T: SectionNumber>(&mut self, table: &mut Cow<'static, [T]>) -> Option<()> {
        let bytes = match self {
            SectionReader::Borrowing(sections) if ByteOrder::NATIVE == ByteOrder::Little => {
                *table = Cow::Borrowed(bytemuck::try_cast_slice(sections.next()?).ok()?);
                return Some(());
            }
            SectionReader::Borrowing(sections) => sections.next()?,
            SectionReader::Copying(sections) => sections.next()?,
        };
        let mut own = bytes.to_vec();
        if ByteOrder::NATIVE == ByteOrder::Big {
            own.chunks_mut(T::WIDTH).for_each(<[u8]>::reverse);
        }
        if own.len() % size_of::<T>() != 0 {
            return None;
        }
        *table = Cow::Owned(own.chunks_exact(size_of::<T>()).map(bytemuck::pod_read_unaligned).collect());
        Some(())
    }
}

impl Names {
    /// The model as an image, which [`Names::from_image`] reads.
    pub fn to_image(&self) -> Vec<u8> {
        let mut writer = SectionWriter(ImageWriter::new(vec![0; ALIGN], ByteOrder::Little));
        visit(&mut self.clone(), &mut writer);
        let mut bytes = writer.0.finish();
        let (length, sum) = ((bytes.len() - ALIGN) as u32, checksum(&bytes[ALIGN..]));
        bytes[..8].copy_from_slice(&MAGIC);
        bytes[8..12].copy_from_slice(&VERSION.to_le_bytes());
        bytes[12..16].copy_from_slice(&length.to_le_bytes());
        bytes[16..24].copy_from_slice(&sum.to_le_bytes());
        bytes
    }

    /// The model of an image, in memory of its own.
    ///
    /// # Errors
    /// When the bytes are no image of this version, or damaged.
    pub fn from_image(image: &[u8]) -> Result<Names, BadImage> {
        read(image, None)
    }

    /// The model of an image that stays: borrowed from it.
    pub(super) fn borrow(image: &'static [u8]) -> Result<Names, BadImage> {
        read(image, Some(image))
    }
}

fn read(image: &[u8], stays: Option<&'static [u8]>) -> Result<Names, BadImage> {
    let number =
        |at: usize| image.get(at..at + 4).and_then(|b| b.first_chunk()).map(|b| u32::from_le_bytes(*b));
    if !image.starts_with(&MAGIC) {
        return Err(BadImage::Foreign);
    }
    let (Some(version), Some(length)) = (number(8), number(12)) else { return Err(BadImage::Damaged) };
    if version != VERSION {
        return Err(BadImage::Version(version));
    }
    let rest = image.get(ALIGN..).unwrap_or_default();
    let sum = image.get(16..24).and_then(|b| b.first_chunk()).map(|b| u64::from_le_bytes(*b));
    if rest.len() != length as usize || sum != Some(checksum(rest)) {
        return Err(BadImage::Damaged);
    }
    let mut names = Names::default();
    let mut reader = match stays.and_then(|image| image.get(ALIGN..)) {
        Some(rest) => SectionReader::Borrowing(ImageSections::new(rest, ByteOrder::Little)),
        None => SectionReader::Copying(ImageSections::new(rest, ByteOrder::Little)),
    };
    visit(&mut names, &mut reader).ok_or(BadImage::Damaged)?;
    Ok(names)
}
