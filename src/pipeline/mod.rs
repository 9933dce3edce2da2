//! Level 8: the stages put together for one document and for one pair. What `lib` calls.

mod choice;
mod clauses;
mod explain;
mod given;
mod moved;
mod ordered;
mod page;
mod pair;
mod parts;
pub(crate) mod pool;
mod reasons;
mod rivals;
mod runs;

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

pub(crate) use given::{Analysed, Given, PreparedLines};
pub(crate) use page::leave_out;
pub(crate) use pair::{Aligner, Comparison, pairs};

use crate::detect::Detector;
use crate::evidence::Analysis;
use crate::lexicon::Lexicon;
use crate::pair::{PairWeights, Ranked, Ranker, sort};
use crate::segment::Segmenter;
use crate::text::{Alignment, DocPair, Document, Lang, LeftOut, Prepared, Sentence};
use crate::tokenize::Tokenizer;

/// What a progress report is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Documents detected, segmented and tokenized.
    Read,
    /// Document pairs aligned.
    Align,
}

/// Counts finished work for the one who waits.
pub(crate) struct Counter<'p> {
    progress: &'p (dyn Fn(Stage, usize, usize) + Sync),
}

impl<'p> Counter<'p> {
    /// A counter that tells `progress`.
    pub fn new(progress: &'p (dyn Fn(Stage, usize, usize) + Sync)) -> Self {
        Counter { progress }
    }

    /// Does `work` on all of `items` in parallel, in order, and counts.
    pub fn over<I: IndexedParallelIterator, T: Send>(
        &self,
        stage: Stage,
        items: I,
        work: impl Fn(I::Item) -> T + Sync + Send,
    ) -> Vec<T> {
        let (all, done) = (items.len(), AtomicUsize::new(0));
        let counted = |item| {
            let out = work(item);
            (self.progress)(stage, done.fetch_add(1, Ordering::Relaxed) + 1, all);
            out
        };
        items.map(counted).collect()
    }
}

/// What detection, segmentation and tokenization make of a document.
pub(crate) type PreparedDocument = (Vec<Prepared>, Vec<LeftOut>);

/// Detects, segments and tokenizes the document with this `index` in the run.
pub(crate) fn prepare_document(
    index: usize,
    document: &Document,
    detector: &Detector,
    segmenter: &Segmenter,
    tokenizer: &Tokenizer,
) -> PreparedDocument {
    let detected = detector.detect(document);
    let parts = detected.parts.iter().map(|part| {
        let sentences = segmenter.sentences(document, part);
        prepare(&document.text, sentences, index, part.lang, tokenizer)
    });
    (parts.collect(), detected.left_out)
}

/// The parts of all documents, in order, and what was left out.
pub(crate) fn gather(documents: Vec<PreparedDocument>) -> PreparedDocument {
    let (mut parts, mut left_out) = (Vec::new(), Vec::new());
    for (p, l) in documents {
        parts.extend(p);
        left_out.extend(l);
    }
    (parts, left_out)
}

/// Ranks every Arabic against every English part, best first; of the pairs that are not chosen up to `others` for each
/// Arabic part are kept.
pub(crate) fn rank(
    lexicon: &Lexicon,
    arabic: &[Ranked<'_>],
    english: &[Ranked<'_>],
    weights: &PairWeights,
    others: usize,
) -> Vec<DocPair> {
    let ranker = Ranker::new(lexicon, arabic, english, weights);
    let mut ranking: Vec<DocPair> = arabic.par_iter().flat_map_iter(|&a| ranker.rank(a, others)).collect();
    sort(&mut ranking);
    ranking
}

/// Puts the alignments in the order of the ranking and gives them its scores.
pub(crate) fn order(alignments: &mut [Alignment], ranking: &[DocPair]) {
    let place: FxHashMap<(usize, usize), usize> =
        ranking.iter().enumerate().map(|(place, p)| ((p.ar, p.en), place)).collect();
    let of = |a: &Alignment| place.get(&(a.ar, a.en)).copied().unwrap_or(usize::MAX);
    alignments.sort_by_key(of);
    for alignment in alignments {
        alignment.score = ranking.get(of(alignment)).map_or(0.0, |p| p.score);
    }
}

/// The analyses of the parts in one language, each with the index of its part.
pub(crate) fn in_language<'a>(
    lang: Lang,
    parts: &[Prepared],
    analyses: &'a [Analysis],
) -> Vec<(usize, &'a Analysis)> {
    analyses.iter().enumerate().filter(|(i, _)| parts[*i].lang == lang).collect()
}

/// Tokenizes the sentences of a part.
pub(crate) fn prepare(
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
