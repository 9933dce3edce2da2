//! Level 0: the data that flows through the pipeline. Types only, no behaviour beyond construction.
//!
//! Every [`Sentence`] and [`Token`] is a [`Span`]: a byte range of the text of its [`Document`].
//! Nothing downstream ever owns a changed copy of the text, so every result can be shown in place.

mod explained;
mod kinds;

use serde::Serialize;

pub use explained::{
    Coverage, Explained, Explanation, PairKind, PoolPosterior, RejectedCandidate, RejectionReason, ScoreTerm,
    UnalignedSentence, Weighed,
};
pub use kinds::{EvidenceKind, Lang, evidence_name};

/// A byte range `start..end` of a document's UTF-8 text. Always on character boundaries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span of `start..end` bytes. Texts are limited to 4 GiB by the reader.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Span { start: start as u32, end: end as u32 }
    }

    /// The text this span covers.
    ///
    /// # Panics
    /// When `text` is not the text the span was made from.
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// One document as read and decoded.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Document {
    /// Unique name in this run: the path (as given), or path and id for a line of JSONL.
    pub id: String,
    /// Title from the markup or the `title` field; `None` for plain text.
    pub title: Option<String>,
    /// Language as the source declares it (BCP 47), if it does.
    pub declared: Option<String>,
    /// Date of publication as the source gives it.
    pub date: Option<String>,
    /// Address the source gives.
    pub url: Option<String>,
    /// The text that all spans refer to: the decoded file, the `text` field, or the extracted article.
    pub text: String,
}

/// A run of paragraphs of one document in one language: what detection hands on.
/// A document of one language has one part; a mixed one has a part for each language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// Language of all its paragraphs.
    pub lang: Lang,
    /// Paragraphs in document order; together with what was left out they cover the text.
    pub paragraphs: Vec<Span>,
}

/// Whether a character steers what is shown instead of being shown: a control character, or one that orders the letters
/// around it (Unicode, Bidi_Control).
pub fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What a sentence is on its page. Only [`Mark::Content`] and [`Mark::Title`] are aligned;
/// everything else is kept and shown but never paired as content.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// Running text.
    Content,
    /// Headline.
    Title,
    /// Image caption or credit.
    Caption,
    /// Author, place, date or agency line.
    Byline,
    /// Says again, word for word, what stands earlier in the document.
    Repeat,
    /// Text of the site, not of the report: forms, share buttons, "Comments are closed."
    Boilerplate,
}

impl Mark {
    /// Whether sentences with this mark take part in alignment.
    pub fn is_content(self) -> bool {
        matches!(self, Mark::Content | Mark::Title)
    }
}

/// A sentence: a byte span, what it is, and the paragraph it stands in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// Bytes of the document's text, without surrounding white space.
    pub span: Span,
    /// What it is on the page.
    pub mark: Mark,
    /// Index of its paragraph in the part, from 0.
    pub paragraph: u32,
}

/// A number with its scale applied: "90 million", «90 مليون» and «تسعون مليونًا» are all 90,000,000.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Number {
    /// The value; exact for integers up to 2^53.
    pub value: f64,
    /// What is counted, where the text says so in the number itself.
    pub unit: NumberUnit,
}

/// How a number is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NumberUnit {
    /// A plain cardinal.
    Plain,
    /// Per cent: 50 %, ٥٠٪, "fifty per cent", «50 في المئة», «50 بالمائة».
    Percent,
    /// A decade: "the 1990s", «التسعينيات» (then 90 unless the century is said), «تسعينيات القرن الماضي».
    Decade,
    /// An ordinal: "3rd", "third", «الثالث».
    Ordinal,
}

/// A date as far as the text gives it. At least two parts, or a month alone, are set.
/// Months are Gregorian 1..=12; 13..=24 stand for the twelve months of the Hijri calendar.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Date {
    /// Year, four digits as written.
    pub year: Option<u16>,
    /// Month.
    pub month: Option<u8>,
    /// Day of the month, 1..=31.
    pub day: Option<u8>,
}

/// What a token is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum TokenKind {
    /// A word of letters (and inner apostrophes, hyphens split); `capital` when its first letter is upper case.
    Word {
        /// First letter is an upper-case letter.
        capital: bool,
    },
    /// A number, in digits or words, possibly several words long ("two hundred thousand").
    Number(Number),
    /// A date, usually several words long ("21 December 2018", «أيار/ مايو»).
    Date(Date),
    /// An address, handle or e-mail.
    Link,
}

/// A token: a byte span and its kind. Tokens do not overlap and stand in text order.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Token {
    /// Bytes of the document's text.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// A document part ready for evidence: its sentences and their tokens.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// Index of the document in the run.
    pub doc: usize,
    /// Language of this part.
    pub lang: Lang,
    /// Sentences in text order.
    pub sentences: Vec<Sentence>,
    /// All tokens in text order.
    pub tokens: Vec<Token>,
    /// `tokens[bounds[i]..bounds[i + 1]]` are the tokens of sentence `i`; one longer than `sentences`.
    pub bounds: Vec<u32>,
}

impl Prepared {
    /// Number of sentences that take part in alignment.
    pub fn content(&self) -> usize {
        self.sentences.iter().filter(|s| s.mark.is_content()).count()
    }

    /// The tokens of sentence `i`.
    pub fn tokens_of(&self, i: usize) -> &[Token] {
        &self.tokens[self.bounds[i] as usize..self.bounds[i + 1] as usize]
    }
}

/// An Arabic and an English document whose sentences are given.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SplitPair {
    /// Name of the pair.
    pub id: String,
    /// Arabic sentences.
    pub ar: Vec<String>,
    /// English sentences.
    pub en: Vec<String>,
}

/// Why a document, or part of one, takes no part in alignment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LeftOut {
    /// Document id.
    pub id: String,
    /// What it is, in English: "Persian", "French", "empty", …
    pub what: String,
    /// Bytes left out.
    pub bytes: usize,
}

/// How a document pair was aligned.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// A translation: beads in the same order on both sides.
    Parallel,
    /// Reports of one event: any order, most sentences without a counterpart.
    Comparable,
}

/// One piece of evidence: what matched, where, on both sides.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Evidence {
    /// Kind.
    pub kind: EvidenceKind,
    /// Bytes of the Arabic document.
    pub ar: Span,
    /// Bytes of the English document.
    pub en: Span,
    /// Strength in nats: how much more likely the two are in each other's translation than by chance.
    pub weight: f32,
}

/// A part of a bead that was divided inside sentences: text of one side that says what text of the other says.
#[derive(Clone, PartialEq, Debug)]
pub struct BeadPart {
    /// Bytes of the Arabic document, a span for each sentence that has text in this part.
    pub ar: Vec<Span>,
    /// Bytes of the English document, likewise.
    pub en: Vec<Span>,
    /// Probability 0..1 that it begins and ends in the right place, if the bead is right.
    pub score: f32,
}

/// A bead (Gale & Church 1993): sentences of one side that together say what sentences of the other say.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Bead {
    /// Indices of Arabic sentences, ascending; empty in a null bead.
    pub ar: Vec<u32>,
    /// Indices of English sentences, ascending; empty in a null bead.
    pub en: Vec<u32>,
    /// Probability 0..1 that the bead is right; 0 for null beads.
    pub score: f32,
    /// How much of each other its sides say; `None` for null beads, and where nobody has looked.
    pub kind: Option<PairKind>,
    /// Where one side's sentences end within a sentence of the other: the bead in parts, in document order, which
    /// together are its sentences less white space and direction marks between them. Empty where no such place is
    /// known.
    pub parts: Vec<BeadPart>,
}

impl Bead {
    /// Whether one side is empty.
    pub fn is_null(&self) -> bool {
        self.ar.is_empty() || self.en.is_empty()
    }
}

/// The alignment of one Arabic with one English document part.
#[derive(Clone, Debug)]
pub struct Alignment {
    /// Index into the run's prepared parts: the Arabic one.
    pub ar: usize,
    /// Index into the run's prepared parts: the English one.
    pub en: usize,
    /// Score of the document pair, 0..1.
    pub score: f32,
    /// How it was aligned.
    pub mode: Mode,
    /// Why that mode, in one phrase for the reader.
    pub why: String,
    /// Beads. When parallel, with nulls and in the order of the Arabic side: a moved passage stands where its Arabic
    /// does. When comparable, best first, without nulls unless explained.
    pub beads: Vec<Bead>,
    /// Evidence of each bead, strongest first; as long as `beads`.
    pub evidence: Vec<Vec<Evidence>>,
    /// Where the scores come from; empty unless asked for.
    pub explanation: Explanation,
}

/// A document pair as ranked before alignment.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct DocPair {
    /// Index into the run's prepared parts: the Arabic one.
    pub ar: usize,
    /// Index into the run's prepared parts: the English one.
    pub en: usize,
    /// Standard deviations above what two unrelated documents would share.
    pub deviation: f32,
    /// Cosine of the documents' vectors, each less the mean of its side; 0 without vectors.
    pub cosine: f32,
    /// 0..1: how sure it is that both tell the same story.
    pub score: f32,
    /// Whether it was promising enough to be aligned.
    pub chosen: bool,
}

/// Everything one run found: what `write` turns into a file or a screen.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Documents as read.
    pub documents: Vec<Document>,
    /// Their Arabic and English parts.
    pub parts: Vec<Prepared>,
    /// Document pairs, best first.
    pub ranking: Vec<DocPair>,
    /// Alignments of the chosen pairs, in the order of the ranking.
    pub alignments: Vec<Alignment>,
    /// What was left out, and why.
    pub left_out: Vec<LeftOut>,
}
