//! One word, without article and prefixes, in the letters of a system.

use super::letters::{DAMMA, FATHA, KASRA, SHADDA, SUKUN, is_tanwin, is_vowel_mark};
use super::table::{PlacedWord, System};
use crate::arabic;

/// Appends the word in Latin letters, small.
pub(super) fn spell(system: &System, reading: &PlacedWord<'_>, out: &mut String) {
    let chars = reading.chars;
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        if let Some((latin, len)) = system.find(reading, at) {
            out.push_str(latin);
            let letter = len == 1 && !is_vowel_mark(c) && !is_tanwin(c);
            at += len;
            if letter && chars.get(at) == Some(&SHADDA) {
                if system.settings.double_digraphs || latin.chars().filter(|c| c.is_alphabetic()).count() == 1
                {
                    out.push_str(latin);
                }
                at += 1;
            }
            continue;
        }
        if let Some(key) = implied(chars, at)
            && let Some((latin, _)) =
                system.find(&PlacedWord { chars: &key, construct: reading.construct }, 0)
        {
            out.push_str(latin);
        } else if !arabic::is_mark(c) && !silent(chars, at) {
            out.push(c);
        }
        at += 1;
    }
}

/// What an alif or ى without a rule of its own is short for: a long a whose short mark is not written.
fn implied(chars: &[char], at: usize) -> Option<[char; 2]> {
    let c = chars[at];
    (matches!(c, 'ا' | 'ى') && at > 0 && !silent(chars, at)).then_some([FATHA, c])
}

/// Whether an alif only carries a vowel or is not heard: at the beginning with a mark, after u and i, after a long u.
fn silent(chars: &[char], at: usize) -> bool {
    if !matches!(chars[at], 'ا' | 'ٱ') {
        return false;
    }
    let next = chars.get(at + 1).copied();
    match at.checked_sub(1).map(|before| chars[before]) {
        None => next.is_some_and(is_vowel_mark),
        Some(DAMMA | KASRA) => true,
        Some('و') => next.is_none() && chars[..at - 1].last() == Some(&DAMMA),
        Some(before) => is_tanwin(before),
    }
}

/// Takes off the short vowels that end the word, as in pause, where at least three letters remain.
pub(super) fn to_pause(chars: &mut Vec<char>) {
    let case = |c: char| is_vowel_mark(c) || matches!(c, '\u{64c}' | '\u{64d}' | SUKUN);
    if chars.iter().filter(|&&c| arabic::is_letter(c)).count() > 2 {
        while chars.last().is_some_and(|&c| case(c)) {
            chars.pop();
        }
    }
}
