//! Normal forms of names: one in which spellings are written, one in which they are compared; which script a name has.

use unicode_normalization::UnicodeNormalization;

use crate::{arabic, english};

/// The script a name is written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Script {
    /// Arabic letters, those of Persian, Urdu and other languages included.
    Arabic,
    /// Latin letters, with or without diacritics.
    Latin,
}

/// The script of most letters of `name`; `None` when it has letters of neither.
pub fn script(name: &str) -> Option<Script> {
    let (mut ar, mut la) = (0usize, 0usize);
    for c in name.chars() {
        ar += usize::from(arabic::is_letter(c));
        la += usize::from(english::is_letter(c));
    }
    match (ar, la) {
        (0, 0) => None,
        _ if ar >= la => Some(Script::Arabic),
        _ => Some(Script::Latin),
    }
}

/// An Arabic name as written, for exact comparison: no vowel marks, Persian shapes of Arabic letters as Arabic ones,
/// presentation forms resolved; hamza, ta marbuta and alif maqsura kept.
pub fn arabic_exact(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    arabic::normalize_into(name.trim(), &mut out);
    out
}

/// An Arabic name for folded comparison: [`arabic_exact`] with أإآ→ا, ى→ي, ة→ه, ؤ→و, ئ→ي.
pub fn arabic_folded(name: &str) -> String {
    arabic::key(name.trim())
}

/// Marks that stand for hamza or ayn or join parts of a name.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '´' | '\u{2b9}'..='\u{2bf}' | '\u{2c8}' | '\u{2018}'..='\u{201b}' | '\u{2032}' | '"' | '\u{ff07}')
}

/// A Latin name as written, for exact comparison: lower case, composed (NFC), apostrophes and hyphens of one kind,
/// diacritics kept.
pub fn latin_exact(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.trim().nfc().flat_map(char::to_lowercase) {
        match c {
            _ if is_apostrophe(c) => out.push('\''),
            '\u{2010}'..='\u{2015}' => out.push('-'),
            // What is left of İ in lower case.
            '\u{307}' => {}
            _ if arabic::is_format(c) => {}
            _ => out.push(c),
        }
    }
    out
}

/// A Latin name for folded comparison: lower case, no diacritics (ğ→g, ß→ss, æ→ae), no apostrophes, hyphens or full
/// stops; words apart by one space.
pub fn latin_folded(name: &str) -> String {
    let bare: String = name.chars().filter(|&c| !is_apostrophe(c)).collect();
    let mut out = String::with_capacity(bare.len());
    for c in english::key(&bare).chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else if c.is_whitespace() && !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A word with a capital.
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// How many letters are put in, left out or changed from one text to the other (Levenshtein 1966), and the letters of the
/// longer one.
pub fn edits(a: &str, b: &str) -> (usize, usize) {
    let [a, b]: [Vec<char>; 2] = [a, b].map(|text| text.chars().collect());
    (strsim::generic_levenshtein(&a, &b), a.len().max(b.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        assert_eq!(latin_exact("İlham"), "ilham");
        assert_eq!(latin_exact("Ya‘qub"), "ya'qub");
        assert_eq!(latin_folded("Çavuşoğlu"), "cavusoglu");
        assert_eq!(latin_folded("Al-Sa'di"), "alsadi");
        assert_eq!(latin_folded("O’Neil  St. John"), "oneil st john");
        assert_eq!(arabic_exact("مُحَمَّد"), "محمد");
        assert_eq!(arabic_exact("علی"), "علي");
        assert_eq!(arabic_folded("أسامة"), "اسامه");
    }

    #[test]
    fn scripts() {
        assert_eq!(script("گرگان"), Some(Script::Arabic));
        assert_eq!(script("Erdoğan"), Some(Script::Latin));
        assert_eq!(script("123 😀"), None);
    }
}
