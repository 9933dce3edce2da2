//! Level 8: the stages put together for one document, one pair, one run. What `lib` calls.

use crate::align::{comparable, parallel};
use crate::evidence::{Analysis, Analyst, Compared};
use crate::lexicon::Lexicon;
use crate::score::{self, Band, Features, Likelihood};
use crate::text::{Alignment, Bead, Document, Evidence, Lang, Mark, Mode, Part, Prepared, Sentence, Span};
use crate::tokenize::Tokenizer;
use crate::{ModeChoice, Options};

/// Sentences given as such: a document whose text is its sentences, a line each.
pub fn presplit(
    id: &str,
    sentences: &[String],
    doc: usize,
    lang: Lang,
    tokenizer: &Tokenizer,
) -> (Document, Prepared) {
    let mut text = String::with_capacity(sentences.iter().map(|s| s.len() + 1).sum());
    let mut spans = Vec::with_capacity(sentences.len());
    for (i, sentence) in sentences.iter().enumerate() {
        let start = text.len();
        text.push_str(sentence);
        spans.push(Sentence { span: Span::new(start, text.len()), mark: Mark::Content, paragraph: i as u32 });
        text.push('\n');
    }
    let prepared = prepare(&text, spans, doc, lang, tokenizer);
    (Document { id: id.to_owned(), text, ..Document::default() }, prepared)
}

/// Tokenizes the sentences of a part.
pub fn prepare(
    text: &str,
    sentences: Vec<Sentence>,
    doc: usize,
    lang: Lang,
    tokenizer: &Tokenizer,
) -> Prepared {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut bounds = Vec::with_capacity(sentences.len() + 1);
    bounds.push(0);
    for sentence in &sentences {
        tokenizer.tokens(lang, text, sentence.span, &mut tokens);
        bounds.push(tokens.len() as u32);
    }
    Prepared { doc, lang, sentences, tokens, bounds }
}

/// A part with its text and its analysis.
pub type Analysed<'a> = (&'a Prepared, &'a str, &'a Analysis);

/// Looks a part up in the lexicon.
pub fn analyse(analyst: &mut Analyst<'_>, part: &Prepared, text: &str) -> Analysis {
    analyst.analyse(part, text)
}

/// Aligns an Arabic with an English part.
pub fn align_pair(
    ar: Analysed<'_>,
    en: Analysed<'_>,
    options: &Options,
) -> (Mode, String, Vec<Bead>, Compared) {
    let compared = Compared::new(ar, en, &options.matches);
    let (rows, columns) = (compared.ar.len(), compared.en.len());
    let band = Band::full(rows, columns);
    let likelihood = Likelihood::new(&compared, band.clone(), options.parallel.longest, &options.score);
    let mode = match options.mode {
        ModeChoice::Parallel => Mode::Parallel,
        ModeChoice::Comparable => Mode::Comparable,
        ModeChoice::Auto => Mode::Parallel,
    };
    let beads = match mode {
        Mode::Parallel => {
            let cells = parallel::align(&likelihood, &band, columns, &options.parallel);
            cells
                .iter()
                .map(|c| Bead {
                    ar: (c.i..c.i + c.m).map(|i| compared.ar.index[i]).collect(),
                    en: (c.j..c.j + c.n).map(|j| compared.en.index[j]).collect(),
                    score: 0.5,
                })
                .collect()
        }
        Mode::Comparable => {
            let mut scores = vec![0.0; rows * columns];
            for i in 0..rows {
                for j in 0..columns {
                    scores[i * columns + j] = likelihood.bead(i, 1, j, 1).unwrap_or(f32::NEG_INFINITY);
                }
            }
            let pairs = comparable::align(&scores, rows, columns, &options.comparable);
            pairs
                .iter()
                .map(|(c, _)| Bead {
                    ar: vec![compared.ar.index[c.i]],
                    en: vec![compared.en.index[c.j]],
                    score: 0.5,
                })
                .collect()
        }
    };
    (mode, String::new(), beads, compared)
}
