//! Ids of documents: unique, reversible, and safe to be told on a terminal, in a table and as `ar|en`.
//!
//! An id is the path as given, with `%XX` in place of bytes that are not UTF-8, of control and direction characters, of
//! `|`, tab and `%` itself, as in a URL (RFC 3986, 2.1). Letters of any script stay as they are.

use std::fmt::Write as _;
use std::path::Path;

/// The id of the document in a file.
pub fn path_id(path: &Path) -> String {
    let mut out = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        push(chunk.valid(), &mut out);
        chunk.invalid().iter().for_each(|byte| push_byte(*byte, &mut out));
    }
    out
}

/// A text as a part of an id.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push(text, &mut out);
    out
}

fn push(text: &str, out: &mut String) {
    let mut bytes = [0; 4];
    for c in text.chars() {
        if matches!(c, '|' | '%') || crate::text::steers(c) {
            c.encode_utf8(&mut bytes).bytes().for_each(|byte| push_byte(byte, out));
        } else {
            out.push(c);
        }
    }
}

fn push_byte(byte: u8, out: &mut String) {
    let _ = write!(out, "%{byte:02X}");
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The bytes that an id stands for.
    fn back(id: &str) -> Vec<u8> {
        let (mut out, mut rest) = (Vec::new(), id.as_bytes());
        while let Some((&first, tail)) = rest.split_first() {
            if first == b'%' {
                out.push(u8::from_str_radix(std::str::from_utf8(&tail[..2]).unwrap(), 16).unwrap());
                rest = &tail[2..];
            } else {
                out.push(first);
                rest = tail;
            }
        }
        out
    }

    #[test]
    fn letters_stay_and_what_steers_is_escaped() {
        for (path, id) in [
            ("تقارير/ab é.txt", "تقارير/ab é.txt"),
            ("a|b.txt", "a%7Cb.txt"),
            ("100%.txt", "100%25.txt"),
            ("a\nb\t\u{202e}\u{9b}.txt", "a%0Ab%09%E2%80%AE%C2%9B.txt"),
        ] {
            assert_eq!(path_id(Path::new(path)), id);
        }
    }

    /// `x\\xff.txt` and `x\\xfe.txt` had one id.
    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_utf_8_stay_apart() {
        use std::os::unix::ffi::OsStrExt;
        let id = |bytes: &[u8]| path_id(Path::new(std::ffi::OsStr::from_bytes(bytes)));
        assert_eq!((id(b"x\xff.txt"), id(b"x\xfe.txt")), ("x%FF.txt".to_owned(), "x%FE.txt".to_owned()));
    }

    #[cfg(unix)]
    proptest! {
        #[test]
        fn ids_lead_back(bytes in proptest::collection::vec(1u8.., 0..40)) {
            use std::os::unix::ffi::OsStrExt;
            let id = path_id(Path::new(std::ffi::OsStr::from_bytes(&bytes)));
            prop_assert_eq!(back(&id), bytes);
            prop_assert!(!id.chars().any(|c| c == '|' || crate::text::steers(c)));
        }
    }
}
