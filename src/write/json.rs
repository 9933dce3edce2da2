//! JSON as it may be sent to a terminal: what steers one is escaped, which JSON allows in any string.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};

use crate::text::steers;

/// Writes `value` without the end of the line. Delete, C1 controls and the characters that order letters
/// ([`steers`]) are written as `\\uXXXX`; the others below a blank JSON escapes itself.
pub(super) fn to_writer(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    value
        .serialize(&mut Serializer::with_formatter(out, Disarming(CompactFormatter)))
        .map_err(io::Error::from)
}

/// The same into a text.
pub(super) fn to_string(value: &impl Serialize) -> String {
    let mut out = Vec::new();
    // Serialising strings, integers and floats into memory cannot fail.
    let _ = to_writer(value, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

struct Disarming(CompactFormatter);

impl Formatter for Disarming {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut from = 0;
        for (at, c) in fragment.char_indices().filter(|&(_, c)| steers(c)) {
            self.0.write_string_fragment(writer, &fragment[from..at])?;
            write!(writer, "\\u{:04x}", u32::from(c))?;
            from = at + c.len_utf8();
        }
        self.0.write_string_fragment(writer, &fragment[from..])
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// U+009B, DEL and U+202E were written raw.
    #[test]
    fn what_steers_is_escaped_and_comes_back() {
        let text = "a\u{9b}31m \u{7f} \u{202e}x \u{200f}ب\u{1b}[0m \" \\ \n عربي";
        let json = to_string(&text);
        assert!(!json.chars().any(steers), "{json:?}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        assert_eq!(to_string(&"عربي, plain"), "\"عربي, plain\"");
    }
}
