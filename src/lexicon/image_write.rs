//! The lexicon as bytes for `image` to read: used when the binary is built, and by tests.

use super::index::Lexicon;
use crate::image::{ByteOrder, ImageWriter};

/// The image of `lexicon`: its sections in the order in which `image` reads them.
pub fn write(lexicon: &Lexicon, order: ByteOrder) -> Vec<u8> {
    let mut image = ImageWriter::new(Vec::new(), order);
    let Lexicon { names, stems, phrases, arabic, english, english_starts, lemmas, .. } = lexicon;
    for table in [names, stems, phrases, arabic, english, english_starts, &lemmas.forms] {
        image.section(table.slots.as_flattened().iter().map(|n| n.to_le_bytes()));
    }
    image.section(lexicon.links.as_flattened().iter().map(|n| n.to_le_bytes()));
    image.section(lexicon.en_known.iter().map(|p| p.to_le_bytes()));
    image.section(lexicon.en_probability.iter().map(|p| p.to_le_bytes()));
    image.section(lexicon.counts.iter().map(|n| n.to_le_bytes()));
    image.section(lemmas.text.bytes().map(u8::to_le_bytes));
    image.finish()
}
