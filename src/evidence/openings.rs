//! How sentences open: what speaks for a sentence being the first of its bead, without a look at its words.
//!
//! In a text whose Arabic sentences are long and whose English ones are short, beads hardly begin inside a quotation, or
//! after a line without a full stop. What holds in a document pair the search learns from the pair itself.

use crate::text::Span;

/// Kinds of opening there are.
pub const KINDS: usize = 16;

/// Sentences after which a quotation that nobody closed is taken for closed.
const LONGEST_QUOTATION: u32 = 12;

/// Goes through the sentences of a part in order.
#[derive(Default)]
pub(super) struct Openings {
    /// Quotations and brackets that are open.
    depth: u32,
    /// Whether a straight quotation mark was opened.
    straight: bool,
    /// Sentences since something was opened.
    since: u32,
    /// Whether the sentence before ended with a mark.
    stopped: Option<bool>,
}

impl Openings {
    /// The kind of opening of the next sentence, below [`KINDS`].
    pub fn next(&mut self, span: Span, text: &str) -> u8 {
        let sentence = span.of(text).trim();
        let inside = self.depth > 0 || self.straight;
        let first = sentence.chars().next().unwrap_or(' ');
        let begins = match first {
            '"' | '“' | '«' | '„' | '‘' | '\'' | '(' | '[' | '-' | '–' | '—' => 1,
            '•' | '*' | '·' | '▪' => 2,
            c if c.is_numeric() => 2,
            c if c.is_lowercase() => 3,
            _ => 0,
        };
        let stopped = self.stopped.unwrap_or(true);
        self.pass(sentence);
        u8::from(inside) + 2 * begins + 8 * u8::from(!stopped)
    }

    fn pass(&mut self, sentence: &str) {
        for c in sentence.chars() {
            match c {
                '"' => self.straight = !self.straight,
                '“' | '«' | '„' | '(' | '[' => self.depth += 1,
                '”' | '»' | ')' | ']' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
        self.since = if self.depth > 0 || self.straight { self.since + 1 } else { 0 };
        if self.since > LONGEST_QUOTATION {
            (self.depth, self.straight, self.since) = (0, false, 0);
        }
        let end = sentence.trim_end_matches(|c: char| matches!(c, '"' | '”' | '»' | ')' | ']' | '’' | '\''));
        self.stopped = Some(end.ends_with(|c: char| matches!(c, '.' | '!' | '?' | '؟' | '…' | ':' | '۔')));
    }
}
