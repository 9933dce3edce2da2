//! Level 0: binary images: tables as bytes that are used where they stand, without copying.
//!
//! An image is a row of sections, each a head of [`ALIGN`] bytes that begins with the section's length in bytes as
//! `u32`, then so many bytes, padded to [`ALIGN`]. What the sections are is for those to know who write and read them.
//! Images made when the crate is built have the byte order of the machine that the binary is for; files have the low
//! byte first.

/// Where sections begin: at multiples of this many bytes, a cache line.
pub const ALIGN: usize = 64;

/// Bytes that begin at a multiple of [`ALIGN`]: for images that the binary carries.
#[repr(C, align(64))]
pub struct AlignedBytes<B: ?Sized>(pub B);

/// The byte order of the machine that will read an image.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ByteOrder {
    /// Low byte first.
    Little,
    /// High byte first.
    Big,
}

impl ByteOrder {
    /// That of this machine.
    pub const NATIVE: ByteOrder =
        if cfg!(target_endian = "big") { ByteOrder::Big } else { ByteOrder::Little };
}

/// Writes the sections of an image.
pub struct ImageWriter {
    bytes: Vec<u8>,
    order: ByteOrder,
}

impl ImageWriter {
    /// An image behind `head`, which is padded to [`ALIGN`].
    pub fn new(head: Vec<u8>, order: ByteOrder) -> Self {
        let mut writer = ImageWriter { bytes: head, order };
        writer.pad();
        writer
    }

    /// Appends a section of numbers, each given with its low byte first.
    pub fn section<const SIZE: usize>(&mut self, numbers: impl ExactSizeIterator<Item = [u8; SIZE]>) {
        self.number((numbers.len() as u32 * SIZE as u32).to_le_bytes());
        self.pad();
        for number in numbers {
            self.number(number);
        }
        self.pad();
    }

    /// The image.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
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

/// The sections of an image, one after the other; ends where the bytes are no image.
pub struct ImageSections<'a> {
    rest: &'a [u8],
    order: ByteOrder,
}

impl<'a> ImageSections<'a> {
    /// Those in `bytes`, which begin with the head of the first.
    pub fn new(bytes: &'a [u8], order: ByteOrder) -> Self {
        ImageSections { rest: bytes, order }
    }
}

impl<'a> Iterator for ImageSections<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let (head, rest) = self.rest.split_at_checked(ALIGN)?;
        let length = *head.first_chunk()?;
        let length = match self.order {
            ByteOrder::Little => u32::from_le_bytes(length),
            ByteOrder::Big => u32::from_be_bytes(length),
        } as usize;
        let section = rest.get(..length)?;
        self.rest = rest.get(length.next_multiple_of(ALIGN)..)?;
        Some(section)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn written(order: ByteOrder) -> Vec<u8> {
        let mut writer = ImageWriter::new(Vec::new(), order);
        writer.section([1u32, 0x0102_0304].iter().map(|n| n.to_le_bytes()));
        writer.section(b"text".iter().map(|b| [*b]));
        writer.section([0u64; 0].iter().map(|n| n.to_le_bytes()));
        writer.finish()
    }

    #[test]
    fn sections_come_back() {
        for (order, second) in [(ByteOrder::Little, [4, 3, 2, 1]), (ByteOrder::Big, [1, 2, 3, 4])] {
            let bytes = written(order);
            let sections: Vec<&[u8]> = ImageSections::new(&bytes, order).collect();
            assert_eq!(sections.len(), 3);
            assert_eq!((&sections[0][4..], sections[1], sections[2]), (&second[..], &b"text"[..], &b""[..]));
        }
    }

    #[test]
    fn a_section_that_is_not_all_there_is_none() {
        let bytes = written(ByteOrder::Little);
        for length in 0..bytes.len() {
            let sections = ImageSections::new(&bytes[..length], ByteOrder::Little).count();
            assert_eq!(sections, length / (2 * ALIGN), "{length}");
        }
        assert!(ImageSections::new(&[0xff; 256], ByteOrder::NATIVE).next().is_none());
    }
}
