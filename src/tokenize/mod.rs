//! Level 2: sentences → tokens: words, numbers, dates, links, each with its place in the text.
//!
//! `scan` cuts the sentence into atoms (words, digits, marks); `numbers` and `dates` put those together that say one
//! thing: «تسعون مليون نسمة», "50 per cent", «21 كانون الأول/ ديسمبر 2018». What is left over are words.
//! The number words and month names are `lexicons/numbers.tsv` and `lexicons/months.tsv`.

mod dates;
mod digits;
mod lexemes;
mod numbers;
mod phrase;
mod scan;

use crate::text::{Lang, NumberUnit, Span, Token, TokenKind};
use digits::Literal;
use lexemes::Lexemes;
use scan::{Atom, AtomKind};

/// Cuts sentences into tokens. Holds the tables of number words and month names; build it once, use it anywhere.
pub struct Tokenizer {
    tables: Lexemes,
}

impl Default for Tokenizer {
    fn default() -> Self {
        Self::new()
    }
}

impl Tokenizer {
    /// A tokenizer with the embedded tables. Takes well under a millisecond.
    pub fn new() -> Self {
        Tokenizer { tables: Lexemes::new() }
    }

    /// Appends the tokens of the sentence `span` of `text`, written in `lang`, to `out`.
    ///
    /// Tokens are in text order, do not overlap, and their spans are byte ranges of `text` inside `span`.
    /// `lang` decides how separators in numbers are read («3,5» is 3.5 in Arabic text); words of the other language
    /// are recognised in both. White space, punctuation and symbols make no tokens.
    ///
    /// # Panics
    /// When `span` is not a span of `text`.
    pub fn tokens(&self, lang: Lang, text: &str, span: Span, out: &mut Vec<Token>) {
        let text = &text[..span.end as usize];
        let atoms = scan::atoms(&self.tables, lang, text, span.start as usize);
        let sentence = SentenceAtoms { text, tables: &self.tables, atoms: &atoms };
        let mut i = 0;
        while i < atoms.len() {
            let from = sentence.sign(i).unwrap_or(i);
            let Some((kind, next)) = sentence.token(from) else {
                i += 1;
                continue;
            };
            // The sign is part of a number, not of «-5 مايو».
            let first = if matches!(kind, TokenKind::Number(_)) { i } else { from };
            let kind = sentence.signed(i, from, kind);
            let start = atoms[first].start;
            out.push(Token { span: Span { start, end: atoms[next - 1].end }, kind });
            i = next;
        }
    }
}

/// The atoms of one sentence and what is needed to put them together.
struct SentenceAtoms<'a> {
    text: &'a str,
    tables: &'a Lexemes,
    atoms: &'a [Atom],
}

impl SentenceAtoms<'_> {
    /// The token that starts at atom `i`, and the atom after it; `None` for a mark.
    fn token(&self, i: usize) -> Option<(TokenKind, usize)> {
        let (capital, lexeme) = match self.atoms[i].kind {
            AtomKind::Mark(_) => return None,
            AtomKind::Link => return Some((TokenKind::Link, i + 1)),
            AtomKind::Digits(Literal::Date(date)) => return Some((TokenKind::Date(date), i + 1)),
            AtomKind::Digits(Literal::Number(_)) => (false, None),
            AtomKind::Word { capital, lexeme, .. } => {
                if lexeme.is_none() && !self.is_article(i) {
                    return Some((TokenKind::Word { capital }, i + 1));
                }
                (capital, lexeme)
            }
        };
        if let Some(lexeme) = lexeme {
            let entry = self.tables.get(lexeme);
            if (entry.month.is_some() || entry.starts)
                && let Some((date, next)) = self.date_from_month(i)
            {
                return Some((TokenKind::Date(date), next));
            }
        }
        match self.number(i) {
            Some((number, next)) => match self.date_from_day(i, number, next) {
                Some((date, next)) => Some((TokenKind::Date(date), next)),
                None => Some((TokenKind::Number(number), next)),
            },
            None => Some((TokenKind::Word { capital }, i + 1)),
        }
    }

    /// The digits that the mark at atom `i` is the sign of: minus and plus before digits, not between them, nor
    /// as a bullet at the start; per cent before them («%50»).
    fn sign(&self, i: usize) -> Option<usize> {
        let AtomKind::Mark(mark) = self.atoms[i].kind else { return None };
        let digits = |i: usize| {
            matches!(self.atoms.get(i).map(|a| a.kind), Some(AtomKind::Digits(Literal::Number(_))))
        };
        if !digits(i + 1) || !self.glued(i + 1) {
            return None;
        }
        let after_digits = i > 0 && digits(i - 1);
        let signs = match mark {
            '-' | '−' | '+' => i > 0 && !after_digits && (self.atoms[i].spaced || self.is_mark(i - 1, '(')),
            '%' | '٪' => !after_digits,
            _ => false,
        };
        signs.then_some(i + 1)
    }

    /// `kind` with the sign at atom `i`, if the token began at `from` after it.
    fn signed(&self, i: usize, from: usize, kind: TokenKind) -> TokenKind {
        match (kind, self.atoms[i].kind) {
            (TokenKind::Number(mut number), AtomKind::Mark(mark)) if from > i => {
                match mark {
                    '-' | '−' => number.value = -number.value,
                    '%' | '٪' => number.unit = NumberUnit::Percent,
                    _ => {}
                }
                TokenKind::Number(number)
            }
            _ => kind,
        }
    }

    /// The text of atom `i`.
    fn text_of(&self, i: usize) -> &str {
        &self.text[self.atoms[i].start as usize..self.atoms[i].end as usize]
    }

    /// Whether atom `i` is exactly `word`.
    fn is(&self, i: usize, word: &str) -> bool {
        i < self.atoms.len()
            && self.text_of(i).eq_ignore_ascii_case(word)
            && matches!(self.atoms[i].kind, AtomKind::Word { .. })
    }

    fn is_article(&self, i: usize) -> bool {
        matches!(self.text_of(i), "a" | "an" | "A" | "An")
    }

    fn is_mark(&self, i: usize, mark: char) -> bool {
        matches!(self.atoms.get(i).map(|a| a.kind), Some(AtomKind::Mark(m)) if m == mark)
    }

    /// Whether atom `i` exists and follows the one before without space.
    fn glued(&self, i: usize) -> bool {
        self.atoms.get(i).is_some_and(|a| !a.spaced)
    }
}
