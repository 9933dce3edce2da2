//! What sentences are on the page: headline, byline, caption, repetition, text of the site, or content.
//!
//! A wrong mark loses content, so each rule is narrow and content is what no rule claims.

use super::byline;
use super::gap::ends_in_stop;
use super::page::{Page, folded, words_into};
use crate::text::{Document, Mark, Sentence};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hasher};
use std::ops::Range;

/// From this many paragraphs on, a file of one sentence a paragraph is a list of sentences, not a report.
const LIST_PARAGRAPHS: usize = 100;
/// Shorter sentences may well be said twice ("He agreed.") and are no repetition of text.
const REPEAT_WORDS: usize = 4;
/// Longest headline, in words.
const TITLE_WORDS: usize = 25;
/// Most paragraphs of headlines: headline and subheading.
const TITLES: usize = 2;
/// Author and date lines stand among the first paragraphs …
const HEAD: usize = 8;
/// … or the last.
const TAIL: usize = 3;

/// Sets the mark of each of `sentences`, which are those of one part of `doc` in text order.
pub fn mark(page: &Page, doc: &Document, sentences: &mut [Sentence]) {
    let paragraphs = paragraphs(sentences);
    let single = paragraphs.iter().filter(|p| p.len() == 1).count();
    let list = paragraphs.len() >= LIST_PARAGRAPHS && single * 20 >= paragraphs.len() * 19;
    let count = paragraphs.len();
    let mut marker = Marker {
        page,
        text: &doc.text,
        title: if list { None } else { doc.title.as_deref().map(folded).filter(|t| !t.is_empty()) },
        list,
        seen: HashSet::new(),
        headlines: Vec::new(),
        body: false,
        line: String::new(),
    };
    for (index, range) in paragraphs.into_iter().enumerate() {
        marker.paragraph(index, count, &mut sentences[range]);
    }
}

/// The sentences of each paragraph that has any.
fn paragraphs(sentences: &[Sentence]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (i, sentence) in sentences.iter().enumerate() {
        match ranges.last_mut() {
            Some(range) if sentences[range.start].paragraph == sentence.paragraph => range.end = i + 1,
            _ => ranges.push(i..i + 1),
        }
    }
    ranges
}

struct Marker<'a> {
    page: &'a Page,
    text: &'a str,
    /// The title the source declares, folded, until a paragraph was found to be it.
    title: Option<String>,
    /// Whether the part is a list of sentences.
    list: bool,
    /// Hashes of the sentences and paragraphs of content so far. 64 bits: in a document of a million sentences the
    /// chance of one wrong repetition is below one in ten million.
    seen: HashSet<u64>,
    /// Hashes of the headlines found so far: of them even one word is a repetition.
    headlines: Vec<u64>,
    /// Whether running text has begun.
    body: bool,
    /// Scratch space for the words of a sentence.
    line: String,
}

impl Marker<'_> {
    fn paragraph(&mut self, index: usize, count: usize, sentences: &mut [Sentence]) {
        let (Some(first), Some(last)) = (sentences.first(), sentences.last()) else { return };
        let shown = &self.text[first.span.start as usize..last.span.end as usize];
        if let Some(mark) = self.line_mark(shown, index, count, sentences.len()) {
            set(sentences, mark);
            return;
        }

        let hashes: Vec<(u64, usize)> = sentences.iter().map(|s| self.hash(s.span.of(self.text))).collect();
        let words = hashes.iter().map(|h| h.1).sum::<usize>();
        let whole = combine(&hashes);
        let headline = self.headline(shown, index, count, sentences.len(), words);
        let again = self.seen.contains(&whole);
        if again && (words >= REPEAT_WORDS || headline || self.headlines.contains(&whole)) {
            set(sentences, Mark::Repeat);
            return;
        }
        self.seen.insert(whole);
        if headline {
            set(sentences, Mark::Title);
            self.headlines.push(whole);
        } else {
            self.body |= words > TITLE_WORDS || ends_in_stop(shown);
        }
        for (sentence, &(hash, words)) in sentences.iter_mut().zip(&hashes) {
            // The whole of a paragraph of one sentence was looked up above.
            if !self.seen.insert(hash) && words >= REPEAT_WORDS && hash != whole {
                sentence.mark = Mark::Repeat;
            }
        }
    }

    /// The mark of a paragraph that its own words give away.
    fn line_mark(&self, shown: &str, index: usize, count: usize, sentences: usize) -> Option<Mark> {
        const LONGEST: usize = 1000;
        if shown.len() > LONGEST {
            return None;
        }
        let words = folded(shown);
        if words.is_empty() {
            return None;
        }
        if self.page.is_boilerplate(&words, if self.list { 3 } else { 1 }) {
            return Some(Mark::Boilerplate);
        }
        if self.list || sentences > 2 {
            return None;
        }
        if let Some(mark) = byline::copyright(self.page, shown, &words) {
            return Some(mark);
        }
        if byline::is_caption(self.page, shown, &words) {
            return Some(Mark::Caption);
        }
        let edge = index < HEAD || index + TAIL >= count;
        // A file of one or two lines has no room for a line about another.
        if edge && count > 2 {
            let line = byline::is_date(self.page, shown, &words)
                || byline::is_author(self.page, shown, &words)
                || byline::is_source(self.page, shown, &words)
                || (!self.headlines.is_empty() && (1..HEAD / 2).contains(&index) && byline::is_name(shown));
            return line.then_some(Mark::Byline);
        }
        None
    }

    /// Whether the paragraph is a headline: the title the source declares, or short lines without a full stop before
    /// running text begins.
    fn headline(&mut self, shown: &str, index: usize, count: usize, sentences: usize, words: usize) -> bool {
        if self.list {
            return false;
        }
        if let Some(title) = &self.title {
            let line = folded(shown);
            // Site names follow the title in many pages: "Title | Site".
            if *title == line || (words >= REPEAT_WORDS && title.starts_with(&(line + " "))) {
                self.title = None;
                return true;
            }
        }
        let early = index < HEAD && index + 1 < count && !self.body && self.headlines.len() < TITLES;
        early
            && sentences <= 2
            && words <= TITLE_WORDS
            && !shown.ends_with(['.', ':', '۔', '،', ',', '؛', ';'])
            && (self.headlines.is_empty() || !ends_in_stop(shown))
    }

    /// The hash of the words of `text`, and how many they are.
    fn hash(&mut self, text: &str) -> (u64, usize) {
        self.line.clear();
        let words = words_into(text, &mut self.line);
        let mut hasher = DefaultHasher::new();
        hasher.write(self.line.as_bytes());
        (hasher.finish(), words)
    }
}

fn set(sentences: &mut [Sentence], mark: Mark) {
    for sentence in sentences {
        sentence.mark = mark;
    }
}

/// The hash of a paragraph: that of its sentence when it has but one.
fn combine(hashes: &[(u64, usize)]) -> u64 {
    if let [(hash, _)] = hashes {
        return *hash;
    }
    let mut hasher = DefaultHasher::new();
    for &(hash, _) in hashes {
        hasher.write_u64(hash);
    }
    hasher.finish()
}
