//! Lines around a report that their own words give away: dates, authors, sources, captions, copyright.

use super::gap::ends_in_stop;
use super::page::{Page, folded};
use crate::arabic;
use crate::text::Mark;

/// Longest date, author or source line, in words.
const LINE_WORDS: usize = 14;
/// Longest place before a date or source ("New York City").
const PLACE_WORDS: usize = 3;
/// Longest name in an author line without "By".
const NAME_WORDS: usize = 3;
/// Longest caption, in words.
const CAPTION_WORDS: usize = 30;

/// Whether the paragraph is only a date, a place before it allowed: "29.12.2020", "London, 29 December 2020",
/// «الثلاثاء 29 ديسمبر 2020». `words` is `shown` folded; so below.
pub fn is_date(page: &Page, shown: &str, words: &str) -> bool {
    if number_of(words) > LINE_WORDS || words.split(' ').all(|w| number(w).is_none()) {
        return false;
    }
    date(page, words)
        || shown.split_once([',', '،', '-', '–', '—', '/', '|', '(']).is_some_and(|(place, rest)| {
            number_of(&folded(place)) <= PLACE_WORDS
                && place.chars().all(|c| !c.is_numeric())
                && date(page, &folded(rest))
        })
}

/// Whether all words are those of a date, and enough to be one.
fn date(page: &Page, words: &str) -> bool {
    let (mut numbers, mut year, mut month, mut other) = (0, false, false, 0);
    for word in words.split(' ') {
        if let Some(value) = number(word) {
            numbers += 1;
            year |= (1900..2100).contains(&value) || (1300..1500).contains(&value);
        } else if page.is_month(word) {
            month = true;
        } else if page.is_date_word(word) || is_ordinal(word) {
            other += 1;
        } else {
            return false;
        }
    }
    // "29 12 2020", "29 December", "Updated 10:30 GMT"; but not "2020", "3 days".
    (year && numbers >= 3) || (month && numbers >= 1) || (numbers >= 2 && other >= 2)
}

/// The value of a word of digits only.
fn number(word: &str) -> Option<u32> {
    word.chars()
        .try_fold(0u32, |value, c| arabic::digit(c).map(|d| value.saturating_mul(10).saturating_add(d)))
        .filter(|_| !word.is_empty())
}

/// 3rd, 21st.
fn is_ordinal(word: &str) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|tail| word.strip_suffix(tail).is_some_and(|n| number(n).is_some()))
}

/// Whether the paragraph names the author: "By Rachel Stone", «بقلم: سمير حداد», «كتب/ سمير حداد».
pub fn is_author(page: &Page, shown: &str, words: &str) -> bool {
    if number_of(words) > LINE_WORDS || ends_in_stop(shown) {
        return false;
    }
    let Some(rest) = page.author(shown) else { return false };
    let rest = rest.trim_start_matches([':', '/', '-', ' ', '|']);
    !rest.is_empty()
        && rest.split_whitespace().all(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let first = word.chars().next();
            first.is_none_or(|c| c.is_uppercase() || arabic::is_letter(c)) || is_particle(word)
        })
        // «بقلم» without a colon may begin a sentence: a name is short.
        && (rest.starts_with(char::is_uppercase) || number_of(words) <= 8)
}

/// Small words inside names and titles.
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "by"
            | "of"
            | "in"
            | "for"
            | "the"
            | "with"
            | "de"
            | "da"
            | "di"
            | "van"
            | "von"
            | "bin"
            | "bint"
            | "ibn"
            | "al"
            | "el"
    ) || word.starts_with("al-")
        || word.starts_with("el-")
}

/// Whether the paragraph only names a source, a place or date beside it allowed: "LONDON (Reuters)",
/// «باكو/ الأناضول».
pub fn is_source(page: &Page, shown: &str, words: &str) -> bool {
    if number_of(words) > LINE_WORDS || ends_in_stop(shown) {
        return false;
    }
    if page.is_agency(shown) {
        return true;
    }
    let mut sources = 0;
    let fits = shown.split(['-', '–', '—', '/', '|', ',', '،', '(', ')', ':', '•']).all(|part| {
        let part = folded(part);
        let source = page.is_agency(&part);
        sources += u32::from(source);
        source || number_of(&part) <= PLACE_WORDS || date(page, &part)
    });
    fits && sources > 0
}

/// Whether the paragraph is two or three capitalised words and nothing else: a name below a headline.
pub fn is_name(shown: &str) -> bool {
    let words = shown.split_whitespace().take(NAME_WORDS + 1).count();
    (2..=NAME_WORDS).contains(&words)
        && shown.split_whitespace().all(|word| {
            word.starts_with(char::is_uppercase)
                && word.chars().any(char::is_lowercase)
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
        })
}

/// Whether the paragraph is a caption or credit: it begins with "Photo:", or is short, has no full stop and ends with
/// a source in brackets: "The two presidents in Baku (AFP)".
pub fn is_caption(page: &Page, shown: &str, words: &str) -> bool {
    let count = number_of(words);
    if count > CAPTION_WORDS {
        return false;
    }
    if let Some(rest) = page.credit(shown) {
        return !rest.trim().is_empty() || count > 1;
    }
    let Some(inner) = shown.strip_suffix([')', ']']) else { return false };
    let Some(open) = inner.rfind(['(', '[']) else { return false };
    let before = inner[..open].trim_end();
    let credit = &inner[open + 1..];
    // A full stop before the source is the end of a report's last sentence.
    number_of(&folded(before)) > PLACE_WORDS
        && !ends_in_stop(before)
        && credit.split(['/', '-', '–', ',', '،', '|', ':', '\\']).any(|part| page.is_agency(part))
}

/// The mark of a line that begins with a copyright sign: the credit of a picture, or the site's own line.
pub fn copyright(page: &Page, shown: &str, words: &str) -> Option<Mark> {
    let (before, rest) = shown.split_once('©')?;
    if number_of(&folded(before)) > 2 || number_of(words) > CAPTION_WORDS {
        return None;
    }
    let source = rest.split(['/', '-', '–', ',', '،', '|', ':']).any(|part| page.is_agency(part));
    Some(if source { Mark::Caption } else { Mark::Boilerplate })
}

/// How many words a folded text has.
fn number_of(words: &str) -> usize {
    if words.is_empty() { 0 } else { words.split(' ').count() }
}
