//! A word's letters and marks in one order, with what its spelling implies, and whether they say how it is read.

use unicode_normalization::UnicodeNormalization;

use crate::arabic;

pub(super) const FATHA: char = '\u{64e}';
pub(super) const DAMMA: char = '\u{64f}';
pub(super) const KASRA: char = '\u{650}';
pub(super) const SHADDA: char = '\u{651}';
pub(super) const SUKUN: char = '\u{652}';
pub(super) const DAGGER: char = '\u{670}';
pub(super) const TATWEEL: char = '\u{640}';
/// The hamza that marks the ezafe on a final ه or ی: combining, and as a letter of its own.
const EZAFE: [char; 2] = ['\u{654}', '\u{674}'];

/// Whether `c` marks a short vowel: a, u, i, and the Pashto zwarakay.
pub(super) fn is_vowel_mark(c: char) -> bool {
    matches!(c, FATHA | DAMMA | KASRA | '\u{659}')
}

/// Whether `c` marks a vowel with n.
pub(super) fn is_tanwin(c: char) -> bool {
    matches!(c, '\u{64b}'..='\u{64d}')
}

/// Whether `c` writes a vowel wherever it stands.
pub(super) fn is_vowel(c: char) -> bool {
    is_vowel_mark(c) || is_tanwin(c) || matches!(c, DAGGER | 'ا' | 'آ' | 'ى')
}

/// Whether `c` is part of a word: letter or mark, or a format character inside it.
pub(super) fn is_part(c: char) -> bool {
    arabic::is_letter(c) || arabic::is_mark(c) || c == EZAFE[1]
}

/// Whether a mark says how the word is read (not the shadda, which people write alone).
pub(super) fn is_marked(chars: &[char]) -> bool {
    chars.iter().any(|&c| is_vowel_mark(c) || is_tanwin(c) || c == DAGGER)
}

/// Appends the letters and marks of `word`: composed, presentation forms resolved, without tatweel and format
/// characters; shadda before vowel, vowel before dagger alif. With `reading`, the tanwin of the accusative before its
/// alif, too.
pub(super) fn canonical_into(word: &str, reading: bool, out: &mut Vec<char>) {
    let start = out.len();
    let mut push = |c: char| {
        if c == TATWEEL || arabic::is_format(c) {
            return;
        }
        let mut at = out.len();
        let over = |before: char| match c {
            SHADDA => is_vowel_mark(before) || is_tanwin(before) || matches!(before, SUKUN | DAGGER),
            '\u{64b}' => reading && matches!(before, 'ا' | 'ى'),
            FATHA | DAMMA | KASRA => before == DAGGER,
            _ => false,
        };
        // Never in front of everything: a mark belongs to a letter.
        while at > start + 1 && over(out[at - 1]) {
            at -= 1;
        }
        out.insert(at, c);
    };
    if word.chars().any(|c| matches!(c, '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')) {
        word.nfkc().for_each(&mut push);
    } else {
        word.nfc().for_each(&mut push);
    }
}

/// The letters of `chars` alone.
pub(super) fn bare(chars: &[char]) -> String {
    chars.iter().filter(|&&c| arabic::is_letter(c)).collect()
}

/// How many letters `chars` has.
pub(super) fn count(chars: &[char]) -> usize {
    chars.iter().filter(|&&c| arabic::is_letter(c)).count()
}

/// Puts in the vowels that the spelling implies: a with an initial أ, i with an initial إ, a before ة.
pub(super) fn imply(chars: &mut Vec<char>) {
    let vowelled = |c: Option<&char>| c.is_some_and(|&c| arabic::is_mark(c));
    let implied = match chars.first() {
        Some('أ') => Some(FATHA),
        Some('إ') => Some(KASRA),
        _ => None,
    };
    if let Some(vowel) = implied.filter(|_| !vowelled(chars.get(1))) {
        chars.insert(1, vowel);
    }
    if let Some(ta) = chars.iter().rposition(|c| matches!(c, 'ة' | 'ۃ'))
        && let Some(&before) = ta.checked_sub(1).and_then(|before| chars.get(before))
        && !is_vowel(before)
    {
        if before == SUKUN {
            chars.remove(ta - 1);
            chars.insert(ta - 1, FATHA);
        } else {
            chars.insert(ta, FATHA);
        }
    }
}

/// In a word without vowel marks, takes a و or ي between consonants, or at the end after one, for a long vowel.
pub(super) fn guess_long_vowels(chars: &mut Vec<char>) {
    let mut at = 1;
    while at < chars.len() {
        let before = chars[at - 1];
        let vowel = match chars[at] {
            'و' => DAMMA,
            'ي' | 'ی' => KASRA,
            _ => {
                at += 1;
                continue;
            }
        };
        let consonant = |c: char| !is_vowel(c) && !arabic::is_mark(c);
        // An initial أ has a: أوس, أيمن.
        let before = if at == 1 && before == 'أ' { FATHA } else { before };
        let after = chars.get(at + 1).is_none_or(|&c| consonant(c) && c != 'ة');
        if after && (consonant(before) || (before == 'ا' && at == 1)) && !matches!(before, 'و' | 'ي' | 'ی')
        {
            chars.insert(at, vowel);
            at += 1;
        }
        at += 1;
    }
}

/// Whether letters and marks determine the reading: no consonants in a row that no Arabic word has so. A syllable begins
/// with one consonant and ends with at most one, at the word's end with two.
pub(super) fn is_read(chars: &[char]) -> bool {
    let marked = is_marked(chars);
    // An initial alif without a mark may be any vowel.
    if !marked && chars.len() > 1 && matches!(chars[0], 'ا' | 'ٱ') {
        return false;
    }
    // Most consonants in a row: at the beginning, and elsewhere.
    let most = |first: bool| if first || !marked { 1 } else { 2 };
    let (mut run, mut first) = (0, true);
    for (at, &c) in chars.iter().enumerate() {
        let after_short = at > 0 && is_vowel_mark(chars[at - 1]);
        let before_vowel = chars.get(at + 1).is_some_and(|&n| is_vowel(n) || n == SHADDA || n == 'ة');
        match c {
            _ if is_vowel(c) || c == 'ة' => {
                if run > most(first) {
                    return false;
                }
                (run, first) = (0, false);
            }
            // Said to have no vowel.
            SUKUN => run = usize::saturating_sub(run, 1),
            // The second half of a diphthong or long vowel.
            'و' | 'ي' | 'ی' | 'ے' if after_short && !before_vowel => {}
            _ if arabic::is_letter(c) => run += 1,
            _ => {}
        }
    }
    run <= most(first)
}

/// Takes off the mark of the ezafe that ends the word, a hamza over its last letter: whether there was one.
pub(super) fn take_ezafe_hamza(chars: &mut Vec<char>) -> bool {
    let hamza = chars.last().is_some_and(|c| EZAFE.contains(c));
    if hamza {
        chars.pop();
    } else if chars.last() == Some(&'ۀ') {
        chars.pop();
        chars.push('ه');
        return true;
    }
    hamza
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(word: &str) -> Vec<char> {
        let mut out = Vec::new();
        canonical_into(word, true, &mut out);
        out
    }

    #[test]
    fn marks_come_in_one_order() {
        assert_eq!(canonical("مُحَمَّد"), canonical("مُحَمَّد"));
        assert_eq!(canonical("طبعاً"), canonical("طبعًا"));
        assert_eq!(canonical("مـحـمد"), canonical("محمد"));
        assert_eq!(canonical("ﷲ"), canonical("الله"));
    }

    #[test]
    fn what_is_read() {
        for word in ["مُحَمَّد", "نَوم", "مِصر", "باب", "دار", "بَغْداد", "الرِيَاض", "سْپِين", "طَهي"]
        {
            assert!(is_read(&canonical(word)), "{word}");
        }
        for word in ["محمد", "نور", "سالم", "فايز", "جَزيرة", "ابا", "محّمد", "عاصمة", "كتَاب"]
        {
            assert!(!is_read(&canonical(word)), "{word}");
        }
    }
}
