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
        'ء'..='غ' | 'ف'..='ي' => Some(c),
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
    let from = out.len();
    for c in word.chars() {
        if matches!(c, '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}') {
            out.truncate(from);
            out.extend(word.nfkc().filter_map(plain));
            return;
        }
        out.extend(plain(c));
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

/// Whether `word` keeps at least `n` letters.
fn at_least(word: &str, n: usize) -> bool {
    word.chars().nth(n - 1).is_some()
}

/// `word` without `prefix` when at least `keep` letters remain.
fn cut_prefix<'a>(word: &'a str, prefix: &str, keep: usize) -> Option<&'a str> {
    word.strip_prefix(prefix).filter(|rest| at_least(rest, keep))
}

/// `word` without `suffix` when at least `keep` letters remain.
fn cut_suffix<'a>(word: &'a str, suffix: &str, keep: usize) -> Option<&'a str> {
    word.strip_suffix(suffix).filter(|rest| at_least(rest, keep))
}

/// `word` without the article and what may be joined to it: ال, لل, بال, كال, وال, فال, ولل, وبال, فبال, وكال …
fn without_article(word: &str) -> &str {
    for conjunction in ["", "و", "ف"] {
        if let Some(rest) = word.strip_prefix(conjunction) {
            for article in ["ال", "لل", "بال", "كال", "ٱل"] {
                if let Some(stem) = cut_prefix(rest, article, 2) {
                    return stem;
                }
            }
        }
    }
    word
}

/// The light stem of a normalised, unfolded word, as a slice of it: article and joined particles off, then pronouns,
/// then endings of number, gender, case and relation (after Larkey, Ballesteros & Connell 2007, "light10", with
/// pronouns, dual and the accusative alif added). Country and demonym share a stem: تركيا, تركي, التركية → ترك.
/// Fold the result with [`fold_into`] to compare it.
pub fn light(word: &str) -> &str {
    let mut stem = without_article(word);
    let article = stem.len() != word.len();
    if !article {
        for pronoun in ["هما", "ها", "هم", "هن", "كم", "نا", "ه"] {
            if let Some(rest) = cut_suffix(stem, pronoun, 3) {
                // حكومته: the ت is the ة of the bare word.
                stem = cut_suffix(rest, "ت", 3).unwrap_or(rest);
                break;
            }
        }
    }
    for ending in ["تين", "تان", "يات", "يين", "يون", "ات", "ان", "ون", "ين", "وا", "ية", "ة", "ى", "ا"]
    {
        if let Some(rest) = cut_suffix(stem, ending, if ending == "ة" { 2 } else { 3 }) {
            stem = rest;
            break;
        }
    }
    cut_suffix(stem, "ي", 3).unwrap_or(stem)
}

/// Calls `each` with the forms of a normalised word that may be the dictionary's, from the word as written to the most
/// stripped: conjunctions و ف, prepositions ب ل ك, the future س, in every combination that leaves three letters.
/// The article stays on: names keep it, and [`light`] takes it off.
pub fn unprefixed<'a>(word: &'a str, mut each: impl FnMut(&'a str)) {
    each(word);
    let after = |w: &'a str, particles: &[&str]| particles.iter().find_map(|p| cut_prefix(w, p, 3));
    let conjunction = after(word, &["و", "ف"]);
    for base in [Some(word), conjunction].into_iter().flatten() {
        if base.len() != word.len() {
            each(base);
        }
        if let Some(bare) = after(base, &["ب", "ك", "ل", "س"]) {
            each(bare);
        }
    }
}

/// The present-tense form in ي of a word that may be the same verb in ت, ن or أ, appended to `out`; `false` when the
/// word cannot be one.
pub fn third_person_into(word: &str, out: &mut String) -> bool {
    for person in ["ت", "ن", "أ"] {
        if let Some(rest) = cut_prefix(word, person, 3) {
            out.push('ي');
            out.push_str(rest);
            return true;
        }
    }
    false
}

/// The Snowball stemmer for Arabic. It damages about half of all bare names, so it comes last.
pub fn stemmer() -> Stemmer {
    Stemmer::create(Algorithm::Arabic)
}
