//! The lexicon as bytes that are used where they stand, without copying: what `image_write` wrote when the binary was
//! built.
//!
//! Never older or newer than the code that reads it, so it has no version.

use std::borrow::Cow;

use bytemuck::Pod;

use super::index::{Lemmas, Lexicon, LexiconWeights};
use super::table::KeyTable;
use crate::image::{ByteOrder, ImageSections};

/// The lexicon in an image; `None` when it is none or not aligned.
pub(super) fn read(image: &'static [u8]) -> Option<Lexicon> {
    let mut sections = ImageSections::new(image, ByteOrder::NATIVE);
    let mut table = || section(&mut sections).map(|slots| KeyTable { slots: Cow::Borrowed(slots) });
    let (names, stems, phrases) = (table()?, table()?, table()?);
    let (arabic, english, english_starts, forms) = (table()?, table()?, table()?, table()?);
    Some(Lexicon {
        weights: LexiconWeights::default(),
        names,
        stems,
        phrases,
        arabic,
        english,
        english_starts,
        links: Cow::Borrowed(section(&mut sections)?),
        en_known: Cow::Borrowed(section(&mut sections)?),
        en_probability: Cow::Borrowed(section(&mut sections)?),
        counts: *section::<u32>(&mut sections)?.first_chunk()?,
        lemmas: Lemmas { forms, text: Cow::Borrowed(std::str::from_utf8(section(&mut sections)?).ok()?) },
    })
}

/// The next section as numbers.
fn section<T: Pod>(sections: &mut ImageSections<'static>) -> Option<&'static [T]> {
    bytemuck::try_cast_slice(sections.next()?).ok()
}

#[cfg(test)]
mod tests {
    use super::super::compile::{EntryFile, Sources, compile};
    use super::super::image_write::write;
    use super::*;
    use crate::image::ALIGN;

    fn lexicon() -> Lexicon {
        let text = "ar\ten\tkind\tnote\nكتاب\tbook\tword\t\nنهر النيل\tNile\tplace\t\n";
        let entries = vec![EntryFile { name: "few.tsv", text, open: false }];
        compile(&Sources { entries, ..Sources::embedded() }).expect("entries")
    }

    /// The bytes at an address that is `off` above a multiple of [`ALIGN`]; they stay for the rest of the test run.
    fn placed(bytes: &[u8], off: usize) -> &'static [u8] {
        let room = vec![0; bytes.len() + 2 * ALIGN].leak();
        let start = room.as_ptr().align_offset(ALIGN) + off;
        room[start..start + bytes.len()].copy_from_slice(bytes);
        &room[start..start + bytes.len()]
    }

    #[test]
    fn what_is_written_is_read() {
        let lexicon = lexicon();
        assert!(lexicon.links() > 2 && lexicon.entries() == 2);
        assert_eq!(read(placed(&write(&lexicon, ByteOrder::NATIVE), 0)), Some(lexicon));
    }

    #[test]
    fn bytes_that_are_no_image_give_none() {
        let image = write(&lexicon(), ByteOrder::NATIVE);
        assert_eq!(read(placed(&image, 1)), None);
        for len in [0, 1, ALIGN, 3 * ALIGN, image.len() / 2, image.len() - ALIGN] {
            assert_eq!(read(placed(&image[..len], 0)), None, "{len} of {} bytes", image.len());
        }
    }

    #[test]
    fn byte_orders_mirror_each_other() {
        let lexicon = lexicon();
        let (little, big) = (write(&lexicon, ByteOrder::Little), write(&lexicon, ByteOrder::Big));
        assert_eq!(little.len(), big.len());
        let names = size_of_val(&*lexicon.names.slots);
        assert!(little[..4].iter().eq(big[..4].iter().rev()));
        for (l, b) in little[ALIGN..].chunks(8).zip(big[ALIGN..].chunks(8)).take(names / 8) {
            assert!(l.iter().eq(b.iter().rev()));
        }
    }
}
