//! Bytes to text: byte order marks, UTF-16, UTF-8, and the single-byte encodings Arabic was written in before.
//!
//! The order is the one of the WHATWG Encoding Standard (mark first), except that UTF-8 comes before any declared or
//! guessed encoding: bytes that are valid UTF-8 almost never are anything else.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_6, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1256};

/// Text and how it was got.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without byte order mark.
    pub text: String,
    /// Name of the encoding, as in the WHATWG Encoding Standard.
    pub encoding: &'static str,
    /// Bytes that stand for nothing in that encoding; each run of them became U+FFFD.
    pub broken: usize,
    /// Line of the first such byte, from 1.
    pub line: Option<usize>,
}

/// Why bytes are not text: a phrase for "found …".
#[derive(Debug, PartialEq, Eq)]
pub struct NotText(pub String);

/// Files that are often given by mistake, by their first bytes.
const SIGNATURES: [(&[u8], &str); 9] = [
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (as .docx, .odt and .epub are)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
];

/// Decodes `bytes`. `declared` is an encoding label from the markup; it decides only where the bytes are not UTF-8.
///
/// # Errors
/// [`NotText`] when the bytes are a known binary format or hold more control characters than text does.
pub fn decode(bytes: Vec<u8>, declared: Option<&str>) -> Result<Decoded, NotText> {
    if let Some((_, what)) = SIGNATURES.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(NotText((*what).to_owned()));
    }
    let marked = Encoding::for_bom(&bytes).map(|(encoding, _)| encoding);
    if let Some(encoding) = marked.filter(|&e| e == UTF_16LE || e == UTF_16BE).or_else(|| utf16(&bytes)) {
        return not_binary(with(encoding, &bytes));
    }
    if let Some(what) = binary(&bytes) {
        return Err(NotText(what));
    }
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..3);
            }
            Ok(Decoded { text, encoding: "UTF-8", broken: 0, line: None })
        }
        Err(error) => {
            let bytes = error.into_bytes();
            Ok(if marked.is_some() || mostly_utf8(&bytes) {
                lossy(&bytes)
            } else {
                with(legacy(&bytes, declared), &bytes)
            })
        }
    }
}

/// UTF-16 is recognised by its white space and zero bytes after the fact, too: noise decodes to noise.
fn not_binary(decoded: Decoded) -> Result<Decoded, NotText> {
    let odd =
        decoded.text.chars().filter(|&c| c == '\u{fffd}' || (c.is_control() && !c.is_whitespace())).count();
    if odd * 20 > decoded.text.chars().count() {
        Err(NotText("a binary file".to_owned()))
    } else {
        Ok(decoded)
    }
}

/// The byte order of UTF-16 without a mark. In Arabic, Latin and their punctuation the high byte of a unit is 0, 6 or
/// 0x20, and some units (spaces, line ends) have the high byte 0, which text in other encodings never has.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(1 << 16) & !1];
    let (mut zeros, mut high) = ([0usize; 2], [0usize; 2]);
    for pair in sample.chunks_exact(2) {
        for side in 0..2 {
            zeros[side] += usize::from(pair[side] == 0);
            high[side] += usize::from(matches!(pair[side], 0 | 6 | 0x20));
        }
    }
    let units = sample.len() / 2;
    let is = |side: usize| {
        units >= 2 && zeros[side] * 50 >= units && zeros[1 - side] == 0 && high[side] * 10 >= units * 9
    };
    match (is(0), is(1)) {
        (true, _) => Some(UTF_16BE),
        (_, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// What makes bytes binary: a zero byte, or more than one control character in a hundred bytes.
fn binary(bytes: &[u8]) -> Option<String> {
    let (mut zeros, mut controls) = (0usize, 0usize);
    for &b in bytes {
        zeros += usize::from(b == 0);
        controls += usize::from(b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1b));
    }
    if zeros > 0 {
        Some(format!("a binary file ({zeros} zero bytes)"))
    } else if controls * 100 > bytes.len() {
        Some(format!("a binary file ({controls} control characters)"))
    } else {
        None
    }
}

/// Whether invalid UTF-8 is UTF-8 with some damage: more characters of several bytes than breaks. In other encodings
/// two high bytes seldom happen to form one.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut breaks) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|&b| b >= 0xc0).count();
        breaks += usize::from(!chunk.invalid().is_empty());
    }
    whole > breaks
}

/// UTF-8 with U+FFFD for each broken sequence.
fn lossy(bytes: &[u8]) -> Decoded {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut decoded =
        Decoded { text: String::with_capacity(bytes.len()), encoding: "UTF-8", broken: 0, line: None };
    let mut line = 1;
    for chunk in bytes.utf8_chunks() {
        decoded.text.push_str(chunk.valid());
        if decoded.line.is_none() {
            line += chunk.valid().bytes().filter(|&b| b == b'\n').count();
        }
        if !chunk.invalid().is_empty() {
            decoded.line.get_or_insert(line);
            decoded.broken += chunk.invalid().len();
            decoded.text.push('\u{fffd}');
        }
    }
    decoded
}

/// Decodes with one encoding, a mark removed.
fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    let broken = text.chars().filter(|&c| c == '\u{fffd}').count();
    let line = (broken > 0).then(|| 1 + text.split('\u{fffd}').next().map_or(0, |s| s.matches('\n').count()));
    Decoded { text: text.into_owned(), encoding: encoding.name(), broken, line }
}

/// The single- or multi-byte encoding of bytes that are not UTF-8: as declared, else guessed. The two Arabic ones
/// share the letters ا–غ, so the guess between them is made here, by the article: ال is C7 E1 in one, C7 E4 in the
/// other; and by bytes that ISO-8859-6 leaves undefined.
fn legacy(bytes: &[u8], declared: Option<&str>) -> &'static Encoding {
    let declared = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    if let Some(encoding) = declared.filter(|e| ![UTF_8, UTF_16LE, UTF_16BE, REPLACEMENT].contains(e)) {
        return encoding;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // A guess from a megabyte is as good as one from the whole file.
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess != WINDOWS_1256 && guess != ISO_8859_6 && !looks_arabic(bytes) {
        return guess;
    }
    let pairs = |second: u8| bytes.windows(2).filter(|w| w[0] == 0xc7 && w[1] == second).count();
    let undefined = bytes.iter().filter(|&&b| b >= 0xf3 || matches!(b, 0xa1..=0xa3 | 0xdb..=0xdf)).count();
    if undefined * 50 < bytes.len() && pairs(0xe4) > pairs(0xe1) { ISO_8859_6 } else { WINDOWS_1256 }
}

/// Whether most bytes beyond ASCII are letters in the Arabic encodings and the article is among them: short files give
/// the general detector too little to go by.
fn looks_arabic(bytes: &[u8]) -> bool {
    let (mut high, mut letters, mut run, mut in_words) = (0usize, 0usize, 0usize, 0usize);
    for &b in bytes {
        let letter = matches!(b, 0xc0..=0xdf | 0xe1 | 0xe3..=0xe6 | 0xe0 | 0xe2 | 0xe7..=0xed | 0xf0..=0xf2);
        high += usize::from(b >= 0x80);
        letters += usize::from(letter);
        run = if letter { run + 1 } else { 0 };
        in_words += usize::from(run >= 3);
    }
    letters * 10 >= high * 9
        && in_words * 4 >= letters
        && bytes.windows(2).any(|w| matches!(w, b"\xc7\xe1" | b"\xc7\xe4"))
}
