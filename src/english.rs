//! Level 1: English letters: folding, possessives, the stem.

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whether `c` is a Latin letter.
pub fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || (('\u{c0}'..='\u{24f}').contains(&c) && c.is_alphabetic())
        || matches!(c, '\u{1e00}'..='\u{1eff}')
}

/// Appends `word` in lower case, without diacritics (ğ→g, ı→i, ø→o), format characters and possessive 's.
pub fn fold_into(word: &str, out: &mut String) {
    let from = out.len();
    if word.is_ascii() {
        out.extend(word.bytes().map(|b| b.to_ascii_lowercase() as char));
    } else {
        for c in word.nfkd().filter(|&c| !is_combining_mark(c) && !crate::arabic::is_format(c)) {
            match c {
                '\u{2019}' | '\u{2bc}' | '\u{2018}' | '\u{2bb}' => out.push('\''),
                'ı' | 'İ' => out.push('i'),
                'ø' | 'Ø' => out.push('o'),
                'ł' | 'Ł' => out.push('l'),
                'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
                'ß' => out.push_str("ss"),
                'æ' | 'Æ' => out.push_str("ae"),
                'œ' | 'Œ' => out.push_str("oe"),
                'þ' | 'Þ' => out.push_str("th"),
                'ə' | 'Ə' => out.push('a'),
                _ => out.extend(c.to_lowercase()),
            }
        }
    }
    for tail in ["'s", "'"] {
        if out[from..].len() > tail.len() && out[from..].ends_with(tail) {
            out.truncate(out.len() - tail.len());
            break;
        }
    }
}

/// The folded form of `word`.
pub fn key(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    out
}

/// The Snowball stemmer for English.
pub fn stemmer() -> Stemmer {
    Stemmer::create(Algorithm::English)
}
