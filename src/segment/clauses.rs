//! Where a sentence may be divided, if what stands on the other side of a bead ends a sentence there: after marks, and
//! before words that begin a clause. Only offers: whether there is a cut is decided by evidence.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Serialize;

use super::gap::is_closer;
use crate::arabic;
use crate::text::{Lang, Token};

const WORDS: &str = include_str!("../../lexicons/clause_words.tsv");

/// What offers to divide a sentence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Offer {
    /// A mark that ends sentences, where the splitter saw no end: `.`, `؟`, `!`, `…`.
    Stop,
    /// `؛` or `;`.
    Semicolon,
    /// A comma, colon or dash before a word that begins clauses: `، و`.
    MarkAnd,
    /// `،` or `,`.
    Comma,
    /// A word that begins clauses, without a mark: و, ثم, *and*, *while*.
    And,
    /// A colon or a dash.
    Other,
}

impl Offer {
    /// All of them, best first.
    pub const ALL: [Offer; 6] =
        [Offer::Stop, Offer::Semicolon, Offer::MarkAnd, Offer::Comma, Offer::And, Offer::Other];
}

/// A place in a sentence where it may be divided; white space alone lies between the two ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Point {
    /// Where the left piece ends: a byte of the document.
    pub left: u32,
    /// Where the right piece begins.
    pub right: u32,
    /// What offers it.
    pub offer: Offer,
}

/// Tokens that every piece at an end of its sentence has at least: one word is no clause.
const LEAST: usize = 2;

/// Appends the places where the sentence of these `tokens` may be divided to `out`, in order. `joined` says of a token
/// of Arabic whether it begins with a conjunction joined to it ([`begins_with_and`]). Nothing is offered inside
/// brackets.
pub fn points(
    lang: Lang,
    text: &str,
    tokens: &[Token],
    joined: impl Fn(usize) -> bool,
    out: &mut Vec<Point>,
) {
    let mut depth = 0usize;
    for (k, pair) in tokens.windows(2).enumerate() {
        let (from, to) = (pair[0].span.end, pair[1].span.start);
        let gap = &text[from as usize..to as usize];
        let mark = if gap == " " { None } else { mark(gap, &text[to as usize..], lang, &mut depth) };
        if depth > 0 && mark.is_none() || k + 1 < LEAST || tokens.len() - k - 1 < LEAST {
            continue;
        }
        let next = pair[1].span.of(text);
        let begins = joined(k + 1) || WORD_ROLES.get(&(lang, next)) == Some(&ClauseRole::Joins);
        let closed = gap.len() - gap.trim_start_matches(is_closer).len();
        let (offer, after) = match mark {
            Some((Offer::Comma | Offer::Other, after)) if begins => (Offer::MarkAnd, after),
            Some(found) => found,
            None if begins && gap[closed..].starts_with(is_blank) => (Offer::And, closed),
            None => continue,
        };
        let rest = &gap[after..];
        let blank = rest.len() - rest.trim_start_matches(is_blank).len();
        let left = from + after as u32;
        out.push(Point { left, right: left + blank as u32, offer });
    }
}

/// White space and invisible direction marks.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || arabic::is_format(c)
}

/// The best mark outside brackets in the `gap` between two words, and where it ends, closing quotes included. `after`
/// is the text that follows; `depth` counts open brackets.
fn mark(gap: &str, after: &str, lang: Lang, depth: &mut usize) -> Option<(Offer, usize)> {
    let mut best: Option<(Offer, usize)> = None;
    for (at, c) in gap.char_indices() {
        match c {
            '(' | '[' | '{' => *depth += 1,
            ')' | ']' | '}' => *depth = depth.saturating_sub(1),
            _ => {}
        }
        if *depth > 0 {
            continue;
        }
        let end = at + c.len_utf8();
        let rest = gap[end..].trim_start_matches(is_closer);
        let spaced = rest.starts_with(is_blank);
        let offer = match c {
            '.' | '…' | '!' | '?' | '؟' | '۔' if spaced && may_begin(lang, rest, after) => Offer::Stop,
            '؛' | '،' if !spaced && after.starts_with(char::is_numeric) => continue,
            '؛' => Offer::Semicolon,
            ';' if spaced => Offer::Semicolon,
            '،' => Offer::Comma,
            ',' if spaced => Offer::Comma,
            ':' if spaced => Offer::Other,
            '–' | '—' => Offer::Other,
            '-' if spaced && gap[..at].ends_with(char::is_whitespace) => Offer::Other,
            _ => continue,
        };
        if best.is_none_or(|(known, _)| offer < known) {
            best = Some((offer, gap.len() - rest.len()));
        }
    }
    best
}

/// Whether a sentence may begin here: in English not with a small letter.
fn may_begin(lang: Lang, rest: &str, after: &str) -> bool {
    lang == Lang::Arabic
        || rest.chars().chain(after.chars()).find(|c| c.is_alphanumeric()).is_none_or(|c| !c.is_lowercase())
}

/// What a word of the list is (column `role` of `clause_words.tsv`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum ClauseRole {
    Joins,
    Particle,
    Whole,
}

static WORD_ROLES: LazyLock<HashMap<(Lang, &'static str), ClauseRole>> = LazyLock::new(|| {
    let of = |role| rows().filter(move |row| row.2 == role);
    // A particle may also begin a clause by itself: what is looked up is another word then, and `joins` goes before.
    let mut all: HashMap<_, _> =
        of(ClauseRole::Whole).map(|(lang, word, role)| ((lang, word), role)).collect();
    all.extend(of(ClauseRole::Joins).map(|(lang, word, role)| ((lang, word), role)));
    all
});

static PARTICLES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| rows().filter(|row| row.2 == ClauseRole::Particle).map(|row| row.1).collect());

/// The rows of the table. Lines that make no sense are passed over; a test holds that there are none.
fn rows() -> impl Iterator<Item = (Lang, &'static str, ClauseRole)> {
    WORDS.lines().skip(1).filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut cells = line.split('\t');
        let word = cells.next()?;
        let lang = match cells.next()? {
            "ar" => Lang::Arabic,
            "en" => Lang::English,
            _ => return None,
        };
        let role = match cells.next()? {
            "joins" => ClauseRole::Joins,
            "particle" => ClauseRole::Particle,
            "whole" => ClauseRole::Whole,
            _ => return None,
        };
        Some((lang, word, role))
    })
}

/// Whether an Arabic word begins with a conjunction, و or ف, joined to it. `plain` is the word without marks; `counted`
/// says whether it is counted under a form without its first letter, because that is much the commoner.
pub fn begins_with_and(plain: &str, counted: bool) -> bool {
    let Some(rest) = plain.strip_prefix(['و', 'ف']) else { return false };
    match WORD_ROLES.get(&(Lang::Arabic, plain)) {
        Some(ClauseRole::Whole) => return false,
        Some(ClauseRole::Joins) => return true,
        _ => {}
    }
    let article = ["ال", "لل", "بال", "كال"]
        .iter()
        .any(|a| rest.strip_prefix(a).is_some_and(|noun| noun.chars().nth(2).is_some()));
    counted || article || (plain.starts_with('و') && PARTICLES.contains(&rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;
    use crate::tokenize::Tokenizer;

    #[test]
    fn every_row_of_the_table_is_read() {
        let lines = WORDS.lines().skip(1).filter(|line| !line.starts_with('#')).count();
        assert_eq!(rows().count(), lines);
    }

    /// The sentence with `|` at every place offered.
    fn offered(lang: Lang, text: &str) -> String {
        let mut tokens = Vec::new();
        Tokenizer::new().tokens(lang, text, Span::new(0, text.len()), &mut tokens);
        let mut found = Vec::new();
        let joined = |k: usize| {
            let word: &Token = &tokens[k];
            lang == Lang::Arabic && begins_with_and(word.span.of(text), false)
        };
        points(lang, text, &tokens, joined, &mut found);
        let (mut out, mut from) = (String::new(), 0);
        for point in found {
            assert!(text[point.left as usize..point.right as usize].chars().all(is_blank));
            out.push_str(&text[from..point.left as usize]);
            out.push('|');
            from = point.right as usize;
        }
        out + &text[from..]
    }

    #[test]
    fn marks_and_words_offer() {
        // A `|` stands for a space that is offered.
        for (lang, text) in [
            (
                Lang::English,
                "He came at 4:51,|and he left.|She stayed;|1,240 others (old, and tired) did not.",
            ),
            (Lang::English, "It cost 3.5 million –|a record –|according to him."),
            (Lang::English, "It was well-known|and the U.S. president said so."),
            // Only an offer: evidence will hardly speak for it.
            (Lang::English, "It was said by Mr.|Smith,|of Cairo."),
            (Lang::Arabic, "وصل وزير الخارجية،|وقد قال الكثير؛|لم يسافر أحد."),
            (Lang::Arabic, "قال الرئيس إنه بخير|وفي المساء سافر إلى ورقة بيضاء."),
            (Lang::Arabic, "قال الرئيس (وهو بخير)|ثم سافر إلى القاهرة."),
            (Lang::Arabic, "سأل أحمد:|«هل هذا معقول؟»|فلم يجب أحد."),
            (Lang::Arabic, "بلغ ٣،٥ مليون دولار."),
        ] {
            assert_eq!(offered(lang, &text.replace('|', " ")), text);
        }
    }

    #[test]
    fn letters_of_words_are_no_conjunctions() {
        for word in ["وقد", "وفي", "والرئيس", "وبالطبع", "وهو", "وأن"] {
            assert!(begins_with_and(word, false), "{word}");
        }
        assert!(begins_with_and("وقال", true));
        for (word, counted) in
            [("وزير", true), ("ورقة", true), ("وصل", false), ("والده", true), ("واحد", true), ("قال", false)]
        {
            assert!(!begins_with_and(word, counted), "{word}");
        }
    }
}
