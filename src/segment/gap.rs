//! The place between two words where a sentence may end, with what the rules of a language ask about it.
//! Everything here looks a bounded number of characters to either side, so that segmenting stays linear.

use crate::arabic;

/// Longest word looked at on either side, in characters. Longer ones are no abbreviations.
const REACH: usize = 40;

/// What ends the text on the left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
    /// One full stop.
    Full,
    /// `...`, `..` or `…`.
    Ellipsis,
    /// `?`, `؟`, `!` or several of them.
    Question,
    /// A terminator of another script.
    Other,
}

/// A possible end of a sentence.
#[derive(Debug)]
pub struct Gap<'a> {
    /// What ends the text on the left.
    pub stop: Stop,
    /// The word before the stop, brackets and quotes around it taken off, its inner full stops kept.
    pub word: &'a str,
    /// Whether `word` is all there is of the sentence so far.
    pub first: bool,
    /// Whether closing quotes or brackets stand after the stop.
    pub closed: bool,
    /// Whether there is no white space at the gap.
    pub glued: bool,
    /// The first opening quote or bracket, or dash, before the next word.
    pub opened: Option<char>,
    /// The next word.
    pub next: &'a str,
    /// The text from the next word on.
    pub after: &'a str,
}

impl<'a> Gap<'a> {
    /// The gap at byte `at` of `text`, for a sentence that would be `start..left` (note numbers may lie between);
    /// `None` when nothing on the left can end a sentence.
    pub fn new(text: &'a str, start: usize, left: usize, at: usize) -> Option<Self> {
        let whole = trim(&text[start..left]);
        let body = whole.trim_end_matches(|c| is_closer(c) || is_space(c));
        let closed = body.len() < whole.len();
        let inner = body.trim_end_matches(is_stop);
        let stop = kind(&body[inner.len()..])?;
        let inner = inner.trim_end_matches(|c| is_closer(c) || is_space(c));
        let word = last_word(inner);
        let first = inner.len() <= 4 * REACH && trim(inner).trim_start_matches(is_opener).len() <= word.len();

        let right = &text[at..];
        let glued = !text[..at].ends_with(char::is_whitespace) && !right.starts_with(char::is_whitespace);
        let shown = right.trim_start_matches(is_space);
        let after = shown.trim_start_matches(|c: char| is_opener(c) || is_dash(c) || c == '•' || is_space(c));
        Some(Gap {
            stop,
            word,
            first,
            closed,
            glued,
            opened: shown.chars().next().filter(|_| after.len() < shown.len()),
            next: first_word(after),
            after,
        })
    }

    /// Whether the next word begins with a capital, or is spelled with one inside (iPhone, al-Assad).
    pub fn capital(&self) -> bool {
        self.next.chars().any(char::is_uppercase)
    }

    /// Whether the next word begins with a small letter of a script that has capitals, and has none inside.
    pub fn small(&self) -> bool {
        self.next.chars().next().is_some_and(char::is_lowercase) && !self.capital()
    }

    /// Whether the next word begins with a digit.
    pub fn number(&self) -> bool {
        self.next.chars().next().is_some_and(char::is_numeric)
    }

    /// Whether the sentence so far is the label of a list item: "1.", "٢.", "a.", "IV.", «أ.».
    pub fn label(&self) -> bool {
        let length = self.word.chars().take(5).count();
        self.first
            && (length == 1
                || (length <= 3 && self.word.chars().all(char::is_numeric))
                || (length <= 4 && self.word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))))
    }

    /// Whether the word is one letter before its full stop: an initial.
    pub fn initial(&self) -> bool {
        let mut letters = self.word.chars().filter(|&c| !arabic::is_mark(c));
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    }

    /// Whether the word is single letters with full stops between: U.S, أ.ف.ب.
    pub fn initialism(&self) -> bool {
        self.word.contains('.')
            && self.word.split('.').all(|part| {
                let mut letters = part.chars().filter(|&c| !arabic::is_mark(c));
                letters.next().is_none_or(char::is_alphabetic) && letters.next().is_none()
            })
    }

    /// Whether the word looks like part of an address: jisr.org/a, name@host.
    pub fn address(&self) -> bool {
        self.word.contains(['/', '@', '\\', '&', '=']) || self.word.starts_with("www")
    }
}

/// The kind of a run of terminators.
fn kind(run: &str) -> Option<Stop> {
    if run.is_empty() {
        None
    } else if run.contains(['?', '!', '؟', '‼', '⁇', '⁈', '⁉']) {
        Some(Stop::Question)
    } else if run == "." {
        Some(Stop::Full)
    } else if run.contains(['.', '…']) {
        Some(Stop::Ellipsis)
    } else {
        Some(Stop::Other)
    }
}

/// Without white space and direction marks on either side.
pub fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// White space and direction marks.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || arabic::is_format(c)
}

/// Whether `c` can end a sentence.
pub fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔' | '‼' | '⁇' | '⁈' | '⁉' | '。' | '．' | '！' | '？' | '।')
}

/// Whether `text` ends like a sentence, closing quotes and brackets apart.
pub fn ends_in_stop(text: &str) -> bool {
    text.trim_end_matches(is_closer).ends_with(is_stop)
}

/// Whether `c` opens a quotation or bracket, and never closes one.
pub fn is_opener(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '«' | '“' | '‘' | '‹' | '„' | '"' | '\'')
}

/// Whether `c` closes a quotation or bracket.
pub fn is_closer(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '»' | '”' | '’' | '›' | '"' | '\'')
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '*' | '_')
}

fn last_word(text: &str) -> &str {
    let mut from = text.len();
    for (i, c) in text.char_indices().rev().take(REACH) {
        if c.is_whitespace() || is_opener(c) {
            break;
        }
        from = i;
    }
    &text[from..]
}

fn first_word(text: &str) -> &str {
    let end = text
        .char_indices()
        .take(REACH)
        .find(|&(_, c)| {
            !(c.is_alphanumeric()
                || arabic::is_mark(c)
                || arabic::is_format(c)
                || matches!(c, '-' | '\'' | '’'))
        })
        .map_or_else(|| text.char_indices().nth(REACH).map_or(text.len(), |(i, _)| i), |(i, _)| i);
    &text[..end]
}
