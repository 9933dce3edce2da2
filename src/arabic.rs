//! Level 1: Arabic letters: which there are, how they fold, how clitics and affixes come off.

use std::ops::Range;

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
    // Most words have nothing to normalise.
    if word.chars().all(|c| matches!(c, 'ء'..='غ' | 'ف'..='ي')) {
        out.push_str(word);
        return;
    }
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

/// Appends the folded form of an already normalised `word` to `out`: the form in which words are compared. Each letter
/// keeps its length in bytes, so what stands somewhere in `word` has its folded form at the same place.
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
fn cut_prefix(word: &str, prefix: impl Fn(char) -> bool, keep: usize) -> Option<&str> {
    word.strip_prefix(prefix).filter(|rest| at_least(rest, keep))
}

/// `word` without the first of `suffixes` that leaves at least `keep` letters.
fn cut_suffix<'a, const N: usize>(word: &'a str, suffixes: [&str; N], keep: usize) -> Option<&'a str> {
    suffixes.into_iter().find_map(|s| word.strip_suffix(s).filter(|rest| at_least(rest, keep)))
}

/// `word` without ال, لل, بال or كال.
fn cut_article(word: &str) -> Option<&str> {
    let article = match word.chars().next()? {
        'ا' => "ال",
        'ل' => "لل",
        'ب' => "بال",
        'ك' => "كال",
        'ٱ' => "ٱل",
        _ => return None,
    };
    word.strip_prefix(article).filter(|rest| at_least(rest, 2))
}

/// `word` without the article and what may be joined to it: ال, لل, بال, كال, وال, فال, ولل, وبال, فبال, وكال …
fn without_article(word: &str) -> Option<&str> {
    cut_article(word).or_else(|| cut_article(word.strip_prefix(['و', 'ف'])?))
}

/// `word` without a joined pronoun.
fn without_pronoun(word: &str) -> &str {
    let rest = match word.chars().next_back() {
        Some('ا') => cut_suffix(word, ["هما", "ها", "نا"], 3),
        Some('م') => cut_suffix(word, ["هم", "كم"], 3),
        Some('ن') => cut_suffix(word, ["هن"], 3),
        Some('ه') => cut_suffix(word, ["ه"], 3),
        _ => None,
    };
    // حكومته: the ت is the ة of the bare word.
    rest.map_or(word, |rest| cut_suffix(rest, ["ت"], 3).unwrap_or(rest))
}

/// `word` without the ending of number, gender or case.
fn without_ending(word: &str) -> &str {
    let rest = match word.chars().next_back() {
        Some('ن') => cut_suffix(word, ["تين", "تان", "يين", "يون", "ان", "ون", "ين"], 3),
        Some('ت') => cut_suffix(word, ["يات", "ات"], 3),
        Some('ا') => cut_suffix(word, ["وا", "ا"], 3),
        Some('ة') => cut_suffix(word, ["ية"], 3).or_else(|| cut_suffix(word, ["ة"], 2)),
        Some('ى') => cut_suffix(word, ["ى"], 3),
        _ => None,
    };
    rest.unwrap_or(word)
}

/// The light stem of a normalised, unfolded word, as a slice of it: article and joined particles off, then pronouns,
/// then endings of number, gender, case and relation (after Larkey, Ballesteros & Connell 2007, "light10", with
/// pronouns, dual and the accusative alif added). Country and demonym share a stem: تركيا, تركي, التركية → ترك.
/// Fold the result with [`fold_into`] to compare it.
pub fn light(word: &str) -> &str {
    &word[light_range(word)]
}

/// Where the [`light`] stem stands in `word`.
pub fn light_range(word: &str) -> Range<usize> {
    let bare = without_article(word);
    let start = word.len() - bare.unwrap_or(word).len();
    let stem = without_ending(bare.unwrap_or_else(|| without_pronoun(word)));
    let stem = cut_suffix(stem, ["ي"], 3).unwrap_or(stem);
    start..start + stem.len()
}

/// Calls `each` with the forms of a normalised word that may be the dictionary's, from the word as written to the most
/// stripped: conjunctions و ف, prepositions ب ل ك, the future س, in every combination that leaves three letters.
/// The article stays on: names keep it, and [`light`] takes it off.
pub fn unprefixed<'a>(word: &'a str, mut each: impl FnMut(&'a str)) {
    each(word);
    let conjunction = cut_prefix(word, |c| matches!(c, 'و' | 'ف'), 3);
    for base in [Some(word), conjunction].into_iter().flatten() {
        if base.len() != word.len() {
            each(base);
        }
        if let Some(bare) = cut_prefix(base, |c| matches!(c, 'ب' | 'ك' | 'ل' | 'س'), 3) {
            each(bare);
        }
    }
}

/// The present-tense form in ي of a word that may be the same verb in ت, ن or أ, appended to `out`; `false` when the
/// word cannot be one.
pub fn third_person_into(word: &str, out: &mut String) -> bool {
    let rest = cut_prefix(word, |c| matches!(c, 'ت' | 'ن' | 'أ'), 3);
    if let Some(rest) = rest {
        out.push('ي');
        out.push_str(rest);
    }
    rest.is_some()
}

/// The Snowball stemmer for Arabic. It damages about half of all bare names, so it comes last.
pub fn stemmer() -> Stemmer {
    Stemmer::create(Algorithm::Arabic)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// [`light`] as lists of affixes, the first that fits first.
    fn light_by_lists(word: &str) -> &str {
        let cut = |word: &str, affix: &str, keep: usize| {
            word.len() > affix.len() && at_least(word, keep + affix.chars().count())
        };
        let mut stem = word;
        'article: for conjunction in ["", "و", "ف"] {
            for article in ["ال", "لل", "بال", "كال", "ٱل"] {
                let prefix = format!("{conjunction}{article}");
                if word.starts_with(&prefix) && cut(word, &prefix, 2) {
                    stem = &word[prefix.len()..];
                    break 'article;
                }
            }
        }
        if stem.len() == word.len() {
            for pronoun in ["هما", "ها", "هم", "هن", "كم", "نا", "ه"] {
                if stem.ends_with(pronoun) && cut(stem, pronoun, 3) {
                    stem = &stem[..stem.len() - pronoun.len()];
                    if stem.ends_with('ت') && cut(stem, "ت", 3) {
                        stem = &stem[..stem.len() - "ت".len()];
                    }
                    break;
                }
            }
        }
        let endings = ["تين", "تان", "يات", "يين", "يون", "ات", "ان", "ون", "ين", "وا", "ية", "ة", "ى", "ا"];
        for ending in endings {
            if stem.ends_with(ending) && cut(stem, ending, if ending == "ة" { 2 } else { 3 }) {
                stem = &stem[..stem.len() - ending.len()];
                break;
            }
        }
        if stem.ends_with('ي') && cut(stem, "ي", 3) { &stem[..stem.len() - "ي".len()] } else { stem }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn light_is_what_the_lists_of_affixes_say(
            word in "[وف]?(ال|لل|بال|كال|ٱل|[بكلس])?[كتابهمنويسa]{0,5}(هما|ها|هم|هن|كم|نا|ه|ته)?(ت?ين|ت?ان|ي?ات|ي?ون|وا|ي?ة|ى|ا)?ي?"
        ) {
            prop_assert_eq!(light(&word), light_by_lists(&word));
        }

        #[test]
        fn folding_keeps_places(word in "\\PC{0,8}[أإآٱىئةؤء]{0,4}\\PC{0,4}") {
            let fold = |w: &str| {
                let mut out = String::new();
                fold_into(w, &mut out);
                out
            };
            let whole = fold(&word);
            for (at, _) in word.char_indices() {
                prop_assert_eq!(&whole[at..], fold(&word[at..]));
            }
        }
    }
}
