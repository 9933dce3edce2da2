//! Level 1: Arabic letters: which there are, how they fold, how clitics and affixes come off.

use rust_stemmers::{Algorithm, Stemmer};

/// Whether `c` is written in Arabic script (letters of any language that uses it, not digits or marks).
pub fn is_letter(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{66f}' | '\u{671}'..='\u{6d3}' | '\u{6d5}' | '\u{6ee}'..='\u{6ef}'
        | '\u{6fa}'..='\u{6fc}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8c7}' | '\u{fb50}'..='\u{fdfb}' | '\u{fe70}'..='\u{fefc}')
        && c != '\u{640}'
}

/// Whether `c` is a vowel mark (tashkeel), Quranic annotation or the tatweel: carries no meaning for matching.
pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}')
}

/// Whether `c` is a format character that may stand inside a word without being part of it: direction marks,
/// isolates, joiners, the byte order mark, the soft hyphen.
pub fn is_format(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}' | '\u{61c}')
}

/// The value of an ASCII, Arabic-Indic (٠١٢) or Persian (۰۱۲) digit.
pub fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '\u{660}'..='\u{669}' => Some(c as u32 - 0x660),
        '\u{6f0}'..='\u{6f9}' => Some(c as u32 - 0x6f0),
        _ => None,
    }
}

/// The letter `c` in the form used before stemming: Persian and Urdu shapes of Arabic letters become Arabic ones
/// (ک ی ہ). Marks and format characters give `None`. Presentation forms must have gone through NFKC before.
fn plain(c: char) -> Option<char> {
    match c {
        _ if is_mark(c) || is_format(c) => None,
        '\u{6a9}' | '\u{6aa}' => Some('ك'),
        '\u{6cc}' | '\u{6d2}' => Some('ي'),
        '\u{6c1}' | '\u{6be}' | '\u{6d5}' => Some('ه'),
        '\u{6c3}' => Some('ة'),
        _ => Some(c),
    }
}

/// The letter `c` folded: أإآٱ→ا, ى→ي, ة→ه, ؤ→و, ئ→ي. Only after stemming.
fn folded(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ئ' => 'ي',
        'ة' => 'ه',
        'ؤ' => 'و',
        _ => c,
    }
}

/// Appends `word` to `out` without marks and format characters, presentation forms resolved (NFKC).
/// Letters are not folded yet: stemming needs them.
pub fn normalize_into(word: &str, out: &mut String) {
    use unicode_normalization::UnicodeNormalization;
    if word.chars().any(|c| matches!(c, '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')) {
        out.extend(word.nfkc().filter_map(plain));
    } else {
        out.extend(word.chars().filter_map(plain));
    }
}

/// Appends the folded form of an already normalised `word` to `out`: the form in which words are compared.
pub fn fold_into(word: &str, out: &mut String) {
    out.extend(word.chars().map(folded));
}

/// The key of a word or phrase as written: normalised and folded.
pub fn key(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    normalize_into(word, &mut plain);
    let mut out = String::with_capacity(plain.len());
    fold_into(&plain, &mut out);
    out
}

/// The Snowball stemmer for Arabic. It damages about half of all bare names, so it comes last.
pub fn stemmer() -> Stemmer {
    Stemmer::create(Algorithm::Arabic)
}
