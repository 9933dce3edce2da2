//! A text cut into its Arabic words and what stands between them.

use std::ops::Range;

use super::letters;
use crate::arabic;

/// Byte ranges of the Arabic words.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(letters::is_part)?;
        let inner = |c: char| !letters::is_part(c) && !arabic::is_format(c);
        let mut end = text[start..].find(inner).map_or(text.len(), |len| start + len);
        // A format character at the end is not part of the word.
        end = start + text[start..end].trim_end_matches(arabic::is_format).len();
        at = end;
        Some(start..end)
    })
}

/// Appends what stands between words: digits and punctuation as European ones, format characters left out.
pub(super) fn between(text: &str, out: &mut String) {
    for c in text.chars().filter(|&c| !arabic::is_format(c)) {
        let european = match c {
            '،' | '٬' => ',',
            '؛' => ';',
            '؟' => '?',
            '٪' => '%',
            '٫' | '۔' => '.',
            _ => arabic::digit(c).and_then(|d| char::from_digit(d, 10)).unwrap_or(c),
        };
        out.push(european);
    }
}
