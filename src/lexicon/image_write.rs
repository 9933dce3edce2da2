//! The lexicon as bytes for `image` to read: used when the binary is built, and by tests.

use super::index::Lexicon;
use super::table::ALIGN;

/// The byte order of the machine that will read the image.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ByteOrder {
    /// Low byte first.
    Little,
    /// High byte first.
    Big,
}

/// The image of `lexicon`: its sections in the order in which `image` reads them.
pub fn write(lexicon: &Lexicon, order: ByteOrder) -> Vec<u8> {
    let mut image = Writer { bytes: Vec::new(), order };
    let Lexicon { names, stems, phrases, arabic, english, english_starts, lemmas, .. } = lexicon;
    for table in [names, stems, phrases, arabic, english, english_starts, &lemmas.forms] {
        image.section(table.slots.as_flattened().iter().map(|n| n.to_le_bytes()));
    }
    image.section(lexicon.links.as_flattened().iter().map(|n| n.to_le_bytes()));
    image.section(lexicon.en_known.iter().map(|p| p.to_le_bytes()));
    image.section(lexicon.en_probability.iter().map(|p| p.to_le_bytes()));
    image.section(lexicon.counts.iter().map(|n| n.to_le_bytes()));
    image.section(lemmas.text.bytes().map(u8::to_le_bytes));
    image.bytes
}

struct Writer {
    bytes: Vec<u8>,
    order: ByteOrder,
}

impl Writer {
    /// Appends a section of numbers, each given with its low byte first.
    fn section<const SIZE: usize>(&mut self, numbers: impl ExactSizeIterator<Item = [u8; SIZE]>) {
        self.number((numbers.len() as u32 * SIZE as u32).to_le_bytes());
        self.pad();
        for number in numbers {
            self.number(number);
        }
        self.pad();
    }

    fn number<const SIZE: usize>(&mut self, mut number: [u8; SIZE]) {
        if self.order == ByteOrder::Big {
            number.reverse();
        }
        self.bytes.extend(number);
    }

    fn pad(&mut self) {
        self.bytes.resize(self.bytes.len().next_multiple_of(ALIGN), 0);
    }
}
