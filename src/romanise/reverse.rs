//! Letter for letter, there and back (Buckwalter, HSB, ISO 233).

use unicode_normalization::UnicodeNormalization;

use super::between::words;
use super::letters::{SHADDA, is_tanwin, is_vowel_mark};
use super::romanised::{Case, Romanised, RomanisedWord, Vowels};
use super::table::{PlacedWord, System};
use super::write;

/// Every character of the Arabic words of `text` by itself. Vowels are neither needed nor restored.
pub(super) fn letter_by_letter(system: &System, text: &str, case: Case) -> Romanised {
    let mut out = Romanised::default();
    let mut at = 0;
    for source in words(text) {
        out.text.push_str(&text[at..source.start]);
        at = source.end;
        let start = out.text.len();
        let chars = shadda_first(&text[source.clone()]);
        let mut i = 0;
        while i < chars.len() {
            if let Some((latin, len)) = system.find(&PlacedWord { chars: &chars, construct: false }, i) {
                out.text.push_str(latin);
                i += len;
            } else {
                out.text.push(chars[i]);
                i += 1;
            }
        }
        if case == Case::Names && !system.settings.names {
            write::capitalise(&mut out.text, start);
        }
        out.words.push(RomanisedWord { source, target: start..out.text.len(), vowels: Vowels::Written });
    }
    out.text.push_str(&text[at..]);
    out
}

/// The characters of `word` composed, shadda before vowel as people write it; NFC has it behind.
fn shadda_first(word: &str) -> Vec<char> {
    let mut chars: Vec<char> = word.nfc().collect();
    for at in 1..chars.len() {
        let mut to = at;
        while chars[at] == SHADDA && to > 0 && (is_vowel_mark(chars[to - 1]) || is_tanwin(chars[to - 1])) {
            to -= 1;
        }
        chars[to..=at].rotate_right(1);
    }
    chars
}

/// The Arabic of `latin`, the longest Latin form first.
pub(super) fn arabic(system: &System, latin: &str) -> String {
    let mut pairs: Vec<(Vec<char>, &[char])> =
        system.pairs().map(|(arabic, latin)| (latin.nfd().collect(), arabic)).collect();
    pairs.sort_by_key(|(latin, _)| usize::MAX - latin.len());
    let chars: Vec<char> = latin.nfd().collect();
    let (mut out, mut at) = (String::with_capacity(latin.len() * 2), 0);
    while at < chars.len() {
        if let Some((latin, arabic)) = pairs.iter().find(|(latin, _)| chars[at..].starts_with(latin)) {
            out.extend(arabic.iter());
            at += latin.len();
        } else {
            out.push(chars[at]);
            at += 1;
        }
    }
    out.nfc().collect()
}
