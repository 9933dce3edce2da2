//! How sentences open: what speaks for a sentence being the first of its bead, without a look at its words.
//!
//! In a text whose Arabic sentences are long and whose English ones are short, beads hardly begin inside a quotation, or
//! after a line without a full stop. What holds in a document pair the search learns from the pair itself.

use crate::text::Span;

/// Kinds of opening there are.
pub const KINDS: usize = 16;

/// Sentences after which a quotation that nobody closed is taken for closed. Set by judgement.
const LONGEST_QUOTATION: u32 = 12;

/// What may stand after the mark that ends a sentence.
const CLOSERS: [char; 7] = ['"', '”', '»', ')', ']', '’', '\''];

/// Marks after which a new sentence begins.
const STOPS: [char; 7] = ['.', '!', '?', '؟', '…', ':', '۔'];

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
        let end = sentence.trim_end_matches(CLOSERS);
        self.stopped = Some(end.ends_with(STOPS));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_and_unfinished_lines_are_told_from_new_sentences() {
        let lines = ["He said: \"Go.", "Do not wait.\"", "Then he went", "(17) home.", "«نعم", "لا»"];
        let text = lines.join("\n");
        let (mut openings, mut start, mut kinds) = (Openings::default(), 0, Vec::new());
        for line in lines {
            kinds.push(openings.next(Span::new(start, start + line.len()), &text));
            start += line.len() + 1;
        }
        // Inside a quotation 1, begins with a mark 2, after a line without a full stop 8.
        assert_eq!(kinds, [0, 1, 0, 10, 2, 9]);
        assert!(kinds.iter().all(|&kind| (kind as usize) < KINDS));
    }

    #[test]
    fn a_quotation_that_nobody_closes_does_not_last() {
        let text = "\"a ".to_owned() + &"b. ".repeat(60);
        let mut openings = Openings::default();
        let mut last = openings.next(Span::new(0, 3), &text);
        for k in 1..60 {
            last = openings.next(Span::new(3 * k, 3 * k + 2), &text);
        }
        assert_eq!(last % 2, 0);
    }
}
