//! Level 2: sentences, and what each is on its page.
//!
//! Possible ends come from UAX #29 (sentence boundaries), corrected by the rules of the language: [`arabic`],
//! [`english`]. Abbreviations and the words that begin sentences are tables in `lexicons/`.

mod arabic;
mod byline;
pub mod clauses;
mod english;
mod gap;
mod lists;
mod marks;
mod page;

use crate::text::{Document, Lang, Mark, Part, Sentence, Span};
use gap::{Gap, is_closer, is_space, is_stop, trim};
use lists::Lists;
use page::Page;
use unicode_segmentation::UnicodeSegmentation;

/// Marks that only open.
const OPENERS: [char; 6] = ['(', '[', '{', '«', '“', '‘'];
/// Marks that only close.
const CLOSERS: [char; 7] = [')', ']', '}', '»', '”', '’', '›'];

/// Ends of lines and paragraphs, at which UAX #29 always breaks.
const LINE_ENDS: [char; 5] = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];

/// Finds the sentences of a document part and marks what they are. Holds the embedded lists: make one and share it.
#[derive(Debug)]
pub struct Segmenter {
    lists: Lists,
    page: Page,
}

impl Default for Segmenter {
    fn default() -> Self {
        Self::new()
    }
}

impl Segmenter {
    /// Parses the embedded lists (below a millisecond).
    pub fn new() -> Self {
        Segmenter { lists: Lists::new(), page: Page::new() }
    }

    /// The sentences of all paragraphs of `part` in text order, each with its mark. Spans are without surrounding
    /// white space and direction marks; together they cover everything else of the paragraphs.
    pub fn sentences(&self, doc: &Document, part: &Part) -> Vec<Sentence> {
        let mut spans = Vec::new();
        let mut sentences = Vec::new();
        for (paragraph, &span) in (0..).zip(&part.paragraphs) {
            spans.clear();
            self.split(part.lang, &doc.text, span, &mut spans);
            sentences.extend(spans.iter().map(|&span| Sentence { span, mark: Mark::Content, paragraph }));
        }
        marks::mark(&self.page, doc, &mut sentences);
        sentences
    }

    /// Whether `line` might be several sentences: a quick look for a mark that ends one before its end. Without one
    /// [`Self::split`] gives one sentence or none.
    pub fn may_hold_several(line: &str) -> bool {
        let end = line.trim_end_matches(|c: char| is_space(c) || is_stop(c) || is_closer(c));
        end.contains(|c: char| is_stop(c) || LINE_ENDS.contains(&c))
    }

    /// Appends the sentences of the paragraph `span` of `text` to `out`. Line ends within a paragraph do not end
    /// sentences. Spans refer to `text`.
    ///
    /// # Panics
    /// When `span` does not lie in `text` or cuts a character.
    pub fn split(&self, lang: Lang, text: &str, span: Span, out: &mut Vec<Span>) {
        let ends = match lang {
            Lang::Arabic => arabic::ends,
            Lang::English => english::ends,
        };
        let mut cutter =
            Cutter { text: span.of(text), base: span.start as usize, start: 0, looked: 0, words: false };
        cutter.skip_space();
        let first = out.len();
        let mut bound = 0;
        for piece in span.of(text).split_sentence_bounds() {
            for at in inner_stops(piece) {
                cutter.offer(bound + at, &self.lists, ends, out);
            }
            bound += piece.len();
            // A run of empty lines is many pieces: nothing new on the left, nothing to decide.
            if !trim(piece).is_empty() {
                cutter.offer(bound, &self.lists, ends, out);
            }
        }
        cutter.finish(first, out);
    }
}

/// Places inside a UAX #29 sentence where one may end all the same: after `…`, before a small letter (iPhone), and
/// between letters without a space (end.He).
fn inner_stops(piece: &str) -> impl Iterator<Item = usize> {
    let bytes = piece.as_bytes();
    let mut from = 0;
    std::iter::from_fn(move || {
        while from < bytes.len() {
            let at = from;
            from += 1;
            let stop = match bytes[at] {
                b'.' => 1,
                0xe2 if bytes[at..].starts_with("…".as_bytes()) => 3,
                _ => continue,
            };
            let rest = &piece[at + stop..];
            let after = rest.trim_start_matches(is_closer);
            from = piece.len() - after.len();
            let next = after.chars().next()?;
            if next.is_whitespace() || (next.is_uppercase() && stop == 1) {
                return Some(from);
            }
        }
        None
    })
}

/// Cuts one paragraph at the gaps where a sentence ends.
struct Cutter<'a> {
    /// The paragraph.
    text: &'a str,
    /// Its first byte in the document.
    base: usize,
    /// Where the sentence under way begins.
    start: usize,
    /// How far the sentence under way was searched for letters and digits.
    looked: usize,
    /// Whether it has any.
    words: bool,
}

impl Cutter<'_> {
    fn offer(&mut self, at: usize, lists: &Lists, ends: fn(&Gap, &Lists) -> bool, out: &mut Vec<Span>) {
        if at <= self.start {
            return;
        }
        let (left, at) = self.adjust(at);
        if at <= self.start || at >= self.text.len() || !self.has_words(at) {
            return;
        }
        if Gap::new(self.text, self.start, left, at).is_some_and(|gap| ends(&gap, lists)) {
            self.cut(at, out);
        }
    }

    /// Where the sentence before the gap ends, and where the gap is. UAX #29 leaves opening marks with the sentence
    /// before (end.«Next) and closing ones with the sentence after when a space precedes them; a note number belongs
    /// to the sentence it follows (end.[1] Next).
    fn adjust(&self, at: usize) -> (usize, usize) {
        let left = self.text[self.start..at].trim_end_matches(OPENERS);
        let mut at = if left.ends_with(is_stop) { self.start + left.len() } else { at };
        let shown = self.text[at..].trim_start_matches(' ');
        let rest = shown.trim_start_matches(CLOSERS);
        if rest.len() < shown.len() {
            at = self.text.len() - rest.len();
        }
        let left = at;
        while let Some(length) = note(&self.text[at..]) {
            at += length;
        }
        (left, at)
    }

    fn has_words(&mut self, at: usize) -> bool {
        if !self.words && self.looked < at {
            self.words = self.text[self.looked.max(self.start)..at].contains(char::is_alphanumeric);
            self.looked = at;
        }
        self.words
    }

    fn cut(&mut self, at: usize, out: &mut Vec<Span>) {
        let shown = trim(&self.text[self.start..at]);
        if !shown.is_empty() {
            let start = self.base + (shown.as_ptr() as usize - self.text.as_ptr() as usize);
            out.push(Span::new(start, start + shown.len()));
        }
        self.start = at;
        self.skip_space();
        self.words = false;
    }

    /// White space before a sentence is passed once, however many gaps the sentence has.
    fn skip_space(&mut self) {
        let rest = &self.text[self.start..];
        self.start += rest.len() - rest.trim_start_matches(is_space).len();
        self.looked = self.start;
    }

    /// What is left at the end; stray marks without letters join the sentence before (those from `first` on are of
    /// this paragraph).
    fn finish(&mut self, first: usize, out: &mut Vec<Span>) {
        let end = self.text.len();
        let stray = !self.has_words(end);
        let before = out.len();
        self.cut(end, out);
        if stray && before > first && out.len() > before {
            let last = out.pop();
            if let (Some(last), Some(before)) = (last, out.last_mut()) {
                before.end = last.end;
            }
        }
    }
}

/// Length of a note number at the beginning of `text`: "[1]", "[a]".
fn note(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('[')?;
    let end = inner.char_indices().take(5).find(|&(_, c)| c == ']')?.0;
    let number = &inner[..end];
    let fits =
        !number.is_empty() && (number.chars().all(char::is_numeric) || number.chars().nth(1).is_none());
    fits.then_some(end + 2)
}
