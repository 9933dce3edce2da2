//! From characters to atoms: words, digits, links and marks, before numbers and dates are put together.
//!
//! UAX #29 word boundaries keep «و3.5» and «كـ2020» in one piece and split ٢٠٢٠/١٢/٢١ and 10:30, so the
//! characters are read here by hand.

use super::digits::{self, Literal};
use super::lexemes::{Lexeme, Lexemes};
use crate::text::Lang;
use crate::{arabic, english};

/// A piece of the text. Atoms stand in order; between two neighbours there is only what `spaced` tells,
/// format characters and stray vowel marks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    pub start: u32,
    pub end: u32,
    /// White space stands before it, or it is the first.
    pub spaced: bool,
    pub kind: AtomKind,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum AtomKind {
    Word { capital: bool, script: WordScript, lexeme: Option<Lexeme> },
    Digits(Literal),
    Link,
    Mark(char),
}

/// The script of a letter as far as words are told apart by it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum WordScript {
    Arabic,
    Latin,
    Other,
}

/// The script of `c` if it is a letter.
fn letter(c: char) -> Option<WordScript> {
    match c {
        _ if c.is_ascii() => c.is_ascii_alphabetic().then_some(WordScript::Latin),
        _ if arabic::is_letter(c) => Some(WordScript::Arabic),
        _ if english::is_letter(c) => Some(WordScript::Latin),
        '\u{2bb}' | '\u{2bc}' => None,
        _ if c.is_alphabetic() && !arabic::is_mark(c) => Some(WordScript::Other),
        _ => None,
    }
}

/// Marks that belong to the letter before them: Arabic vowels and tatweel, Hebrew points, combining diacritics.
fn extends(c: char) -> bool {
    arabic::is_mark(c) || matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '\u{2bb}' | '\u{2bc}')
}

/// Longest word, in bytes, that is looked up in the tables; the longest number words are half as long without vowels.
const LONGEST: usize = 48;

/// Scratch space for the keys of words, reused within a sentence.
#[derive(Default)]
pub(super) struct Scratch {
    plain: String,
    pub key: String,
}

impl Scratch {
    /// Puts the key of `word` into `self.key`.
    pub fn fold(&mut self, word: &str, script: WordScript) {
        self.key.clear();
        match script {
            WordScript::Arabic => {
                self.plain.clear();
                arabic::normalize_into(word, &mut self.plain);
                arabic::fold_into(&self.plain, &mut self.key);
            }
            WordScript::Latin => english::fold_into(word, &mut self.key),
            WordScript::Other => {}
        }
    }
}

/// The scanner of one sentence.
pub(super) struct Scanner<'a> {
    /// The text up to the end of the sentence.
    text: &'a str,
    lang: Lang,
    tables: &'a Lexemes,
    atoms: Vec<Atom>,
    scratch: Scratch,
    /// Up to here digits stand apart: see [`digits::Reading`].
    apart: usize,
}

/// The atoms of `text[start..]`.
pub(super) fn atoms(tables: &Lexemes, lang: Lang, text: &str, start: usize) -> Vec<Atom> {
    let atoms = Vec::with_capacity((text.len() - start) / 6 + 4);
    let mut scanner = Scanner { text, lang, tables, atoms, scratch: Scratch::default(), apart: 0 };
    scanner.run(start);
    scanner.atoms
}

impl Scanner<'_> {
    fn run(&mut self, mut at: usize) {
        let first = at;
        let mut spaced = true;
        while let Some(c) = self.text[at..].chars().next() {
            let mut next = at + c.len_utf8();
            let kind = if let Some(script) = letter(c) {
                if let Some(end) = self.address(at, c) {
                    next = end;
                    AtomKind::Link
                } else {
                    next = self.word_end(at, script);
                    let lexeme = self.look_up(&self.text[at..next], script);
                    AtomKind::Word { capital: c.is_uppercase(), script, lexeme }
                }
            } else if c.is_whitespace() {
                spaced = true;
                at = next;
                continue;
            } else if arabic::digit(c).is_some() {
                let reading = digits::read(&self.text[at..], self.lang, at >= self.apart);
                next = at + reading.len;
                self.apart = self.apart.max(at + reading.apart);
                AtomKind::Digits(reading.literal)
            } else if extends(c) || arabic::is_format(c) {
                at = next;
                continue;
            } else if c == '@'
                && let Some((start, end)) = self.handle(at, first)
            {
                while self.atoms.last().is_some_and(|a| a.end as usize > start) {
                    spaced = self.atoms.pop().is_some_and(|a| a.spaced);
                }
                at = start;
                next = end;
                AtomKind::Link
            } else {
                AtomKind::Mark(c)
            };
            self.atoms.push(Atom { start: at as u32, end: next as u32, spaced, kind });
            spaced = false;
            at = next;
        }
    }

    fn look_up(&mut self, word: &str, script: WordScript) -> Option<Lexeme> {
        if word.len() > LONGEST || script == WordScript::Other {
            return None;
        }
        self.scratch.fold(word, script);
        match script {
            WordScript::Arabic => self.tables.find_arabic(&self.scratch.key),
            _ => self.tables.find_latin(&self.scratch.key),
        }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// The end of the word of `script` that starts at `start`.
    fn word_end(&self, start: usize, script: WordScript) -> usize {
        let mut end = start;
        let mut letters = 0;
        let mut chars = self.text[start..].char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let at = start + at;
            if letter(c) == Some(script) {
                letters += 1;
                end = at + c.len_utf8();
            } else if extends(c) {
                // Marks after a format character that ends the word stay outside.
                if end == at {
                    end = at + c.len_utf8();
                }
            } else if arabic::is_format(c) {
            } else if !(script == WordScript::Latin
                && end == at
                && is_apostrophe(c)
                && chars.peek().is_some_and(|&(_, next)| letter(next) == Some(script)))
            {
                break;
            }
        }
        if letters == 1 { self.initials_end(end, script) } else { end }
    }

    /// The end of the initialism («أ.ف.ب», "U.S.") whose first letter ends at `end`; `end` if it is none.
    fn initials_end(&self, mut end: usize, script: WordScript) -> usize {
        let mut dotted = false;
        while self.char_at(end) == Some('.') {
            let mut rest = self.text[end + 1..].char_indices();
            if !rest.next().is_some_and(|(_, c)| letter(c) == Some(script)) {
                break;
            }
            let after = rest.find(|&(_, c)| !extends(c));
            if after
                .is_some_and(|(_, c)| letter(c).is_some() || is_apostrophe(c) && script == WordScript::Arabic)
            {
                break;
            }
            end = after.map_or(self.text.len(), |(at, _)| end + 1 + at);
            dotted = true;
        }
        if dotted && self.char_at(end) == Some('.') { end + 1 } else { end }
    }

    /// The end of the address that starts at `at`, if one does.
    fn address(&self, at: usize, first: char) -> Option<usize> {
        if !matches!(first, 'h' | 'H' | 'w' | 'W') {
            return None;
        }
        let rest = &self.text[at..];
        let head = ["http://", "https://", "www."]
            .into_iter()
            .find(|head| rest.get(..head.len()).is_some_and(|r| r.eq_ignore_ascii_case(head)))?;
        let ends = |c: char| {
            c.is_whitespace()
                || arabic::is_format(c)
                || matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”' | '،' | '؛')
        };
        let len = rest.find(ends).unwrap_or(rest.len());
        let url = &rest[..len];
        let mut url =
            url.trim_end_matches(['.', ',', ';', ':', '!', '?', '؟', '\'', '’', ']', '}', '*', '…']);
        if !url.contains('(') {
            url = url.trim_end_matches([')', '.', ',', ';', ':', '!', '?', '؟', '\'', '’']);
        }
        (url.len() > head.len()).then_some(at + url.len())
    }

    /// Start and end of the handle or e-mail address whose `@` stands at `at`; nothing before `first` is looked at.
    fn handle(&self, at: usize, first: usize) -> Option<(usize, usize)> {
        let word = |c: char| c.is_alphanumeric() || c == '_' || extends(c);
        let local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
        let before = &self.text[first..at];
        let before = &before[before.trim_end_matches(local).len()..];
        let before = before.trim_start_matches(['.', '_', '%', '+', '-']);
        let after = &self.text[at + 1..];
        if !before.is_empty() {
            let domain = after
                .find(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '-')
                .unwrap_or(after.len());
            let domain = after[..domain].trim_end_matches(['.', '-']);
            // The e-mail address must begin where an atom does, or the atom would be cut in two.
            let start = at - before.len();
            let mut cut_off = self.atoms.iter().rev().take_while(|a| a.end as usize > start);
            let cut = cut_off.any(|a| (a.start as usize) < start);
            return (domain.contains('.') && !cut).then_some((start, at + 1 + domain.len()));
        }
        let len = after.find(|c| !word(c)).unwrap_or(after.len());
        (len > 0).then_some((at, at + 1 + len))
    }
}
