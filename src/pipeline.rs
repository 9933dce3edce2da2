//! Level 9: the stages, each over everything a run has, on all threads. What aligns goes through here, be it to give, to
//! measure or to fit; [`Jisr`](crate::Jisr) puts them in order.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::align::{Aligner, Comparison};
use crate::detect::Detector;
use crate::evidence::vectors::Table;
use crate::evidence::{Analysed, Analysis, Analyst, Given};
use crate::lexicon::Lexicon;
use crate::prepare::{PreparedLines, prepare};
use crate::rank::{self, AlignedPair, AmongWeights, Margins, Nearest, Neighbourhood, Pool, Ranker};
use crate::score::FoundFeatures;
use crate::segment::Segmenter;
use crate::settings::Settings;
use crate::text::{Alignment, DocPair, Document, Lang, LeftOut, Prepared, SplitPair};
use crate::tokenize::Tokenizer;
use crate::weights::Weights;

/// The stages of a run, in order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stage {
    /// Documents → parts that are Arabic or English.
    Detect,
    /// Parts → sentences.
    Segment,
    /// Sentences → words, numbers and dates.
    Tokenize,
    /// Words → what they can stand for.
    Analyse,
    /// Which documents seem to tell the same story.
    Rank,
    /// The sentences of these.
    Align,
    /// Which documents tell the same story, by their sentences.
    Refine,
    /// What the pairs of sentences are worth among all documents.
    Weigh,
    /// Pairs that are not probable enough.
    LeaveOut,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Stage; 9] = [
        Stage::Detect,
        Stage::Segment,
        Stage::Tokenize,
        Stage::Analyse,
        Stage::Rank,
        Stage::Align,
        Stage::Refine,
        Stage::Weigh,
        Stage::LeaveOut,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Detect => "detect",
            Stage::Segment => "segment",
            Stage::Tokenize => "tokenize",
            Stage::Analyse => "analyse",
            Stage::Rank => "rank",
            Stage::Align => "align",
            Stage::Refine => "refine",
            Stage::Weigh => "weigh",
            Stage::LeaveOut => "leave out",
        }
    }
}

/// Hears of the stages while they are done, from any thread. No two stages are done at once on one thread.
pub(crate) trait Watch: Sync {
    /// A piece of work begins on this thread.
    fn begins(&self, _stage: Stage) {}
    /// The piece of work that began last on this thread is done.
    fn ends(&self, _stage: Stage) {}
    /// So many pieces of a stage are done, of so many.
    fn done(&self, _stage: Stage, _done: usize, _all: usize) {}
}

/// Nobody.
impl Watch for () {}

/// What the stages are done with.
#[derive(Clone, Copy)]
pub(crate) struct Pipeline<'j> {
    pub detector: &'j Detector,
    pub segmenter: &'j Segmenter,
    pub tokenizer: &'j Tokenizer,
    pub lexicon: &'j Lexicon,
    pub vectors: Option<&'j Table>,
    pub settings: Settings,
    pub weights: &'j Weights,
    pub watch: &'j dyn Watch,
}

impl<'j> Pipeline<'j> {
    /// Detect, segment, tokenize: the parts of all documents, in order, and what was left out.
    pub fn prepare(&self, documents: &[Document]) -> (Vec<Prepared>, Vec<LeftOut>) {
        let of = |(index, document): (usize, &Document)| {
            let detected = self.watched(Stage::Detect, || self.detector.detect(document));
            let part = |part| {
                let sentences = self.watched(Stage::Segment, || self.segmenter.sentences(document, part));
                let prepared = || prepare(&document.text, sentences, index, part.lang, self.tokenizer);
                self.watched(Stage::Tokenize, prepared)
            };
            (detected.parts.iter().map(part).collect::<Vec<_>>(), detected.left_out)
        };
        let (mut parts, mut left_out) = (Vec::new(), Vec::new());
        for (own, out) in self.counted(Stage::Tokenize, documents.par_iter().enumerate(), of) {
            parts.extend(own);
            left_out.extend(out);
        }
        (parts, left_out)
    }

    /// Looks up the words of all parts.
    pub fn analyse(&self, documents: &[Document], parts: &[Prepared]) -> Vec<Analysis> {
        let of = |analyst: &mut Analyst<'_>, part: &Prepared| {
            self.watched(Stage::Analyse, || analyst.analyse(part, &documents[part.doc].text))
        };
        parts.par_iter().map_init(|| self.analyst(), of).collect()
    }

    /// Both at once, of documents in one language whose sentences are given.
    pub fn given(&self, lang: Lang, documents: &[Vec<String>]) -> Vec<Given> {
        let of = |analyst: &mut Analyst<'_>, lines: &Vec<String>| self.lines(analyst, lines, 0, lang);
        documents.par_iter().map_init(|| self.analyst(), of).collect()
    }

    /// Ranks every Arabic against every English part, best first; of the pairs that are not chosen up to `others` for each
    /// Arabic part are kept.
    pub fn rank(&self, pool: &Pool<'_>, others: usize) -> Vec<DocPair> {
        self.watched(Stage::Rank, || {
            let (arabic, english) = (pool.ranked(Lang::Arabic), pool.ranked(Lang::English));
            let ranker = Ranker::new(self.lexicon, &arabic, &english, &self.weights.pairs);
            let mut ranking: Vec<DocPair> =
                arabic.par_iter().flat_map_iter(|&a| ranker.rank(a, others)).collect();
            rank::sort(&mut ranking);
            ranking
        })
    }

    /// Aligns the chosen pairs of a ranking.
    pub fn align(&self, pool: &Pool<'_>, ranking: &[DocPair]) -> Vec<AlignedPair> {
        let chosen: Vec<&DocPair> = ranking.iter().filter(|p| p.chosen).collect();
        let of = |p: &&DocPair| {
            let sides = [pool.side(Lang::Arabic, p.ar), pool.side(Lang::English, p.en)];
            self.watched(Stage::Align, || self.align_pair((p.ar, p.en, p.score), sides))
        };
        self.counted(Stage::Align, chosen.par_iter(), of)
    }

    /// Ranks again by what the aligned sentences say, and puts the pairs in that order.
    pub fn refine(&self, pool: &Pool<'_>, ranking: &mut [DocPair], pairs: &mut [AlignedPair]) {
        self.watched(Stage::Refine, || {
            let sized: Vec<_> = pairs.iter().map(|a| (pool.shorter(a.ar, a.en), a)).collect();
            let english = pool.len(Lang::English);
            rank::refine(ranking, &sized, english, self.vectors.is_some(), &self.weights.pairs);
            rank::order(pairs, ranking);
        });
    }

    /// Where there was a `choice` of documents, a pair of sentences is worth what its documents are.
    pub fn weigh(&self, pool: &Pool<'_>, pairs: Vec<AlignedPair>, choice: bool) -> Vec<Alignment> {
        self.watched(Stage::Weigh, || {
            if !choice || pool.len(Lang::Arabic).max(pool.len(Lang::English)) < 2 {
                return pairs.into_iter().map(AlignedPair::alone).collect();
            }
            let features = Self::found(pool, &pairs);
            let Weights { pairs: own, comparable, .. } = self.weights;
            let weights = AmongWeights::new(own, comparable, self.vectors.is_some());
            pairs.into_iter().zip(&features).map(|(pair, f)| pair.among(f, weights)).collect()
        })
    }

    /// What the beads of all pairs are judged by among all documents, `None` for nulls.
    pub fn found(pool: &Pool<'_>, pairs: &[AlignedPair]) -> Vec<Vec<Option<FoundFeatures>>> {
        /// Document pairs compared at a time: enough to keep the threads busy, few enough to keep memory flat.
        const BATCH: usize = 512;
        let around = |lang: Lang, of: fn(&AlignedPair) -> usize| -> Vec<(usize, Neighbourhood)> {
            let numbers: BTreeSet<usize> = pairs.iter().map(of).collect();
            let numbers: Vec<usize> = numbers.into_iter().collect();
            numbers.par_iter().map(|&k| (k, Neighbourhood::new(pool.side(lang, k).analysis))).collect()
        };
        let dim = pairs.first().map_or(0, |p| pool.side(Lang::Arabic, p.ar).analysis.dim);
        let (ar, en) = (around(Lang::Arabic, |p| p.ar), around(Lang::English, |p| p.en));
        let mut margins = Margins::new(ar, en, dim);
        for batch in pairs.chunks(BATCH) {
            let found: Vec<Nearest> = batch.par_iter().map(|pair| margins.nearest(pair)).collect();
            // In the order of the pairs, whatever thread found it.
            for (pair, nearest) in batch.iter().zip(found) {
                margins.add(pair, nearest);
            }
        }
        pairs.par_iter().map(|pair| margins.features(pair)).collect()
    }

    /// Takes out the pairs of sentences that are less probable than was asked for.
    pub fn leave_out(&self, alignments: &mut [Alignment]) {
        self.watched(Stage::LeaveOut, || {
            for alignment in alignments {
                rank::leave_out(alignment, self.settings.least_score);
            }
        });
    }

    /// All stages for document pairs whose sentences are given: each belongs together, and nothing is detected or ranked.
    /// `keep` takes of each what is wanted; what was looked up is given up before the next.
    pub fn over_given<T: Send>(
        &self,
        pairs: &[SplitPair],
        keep: impl Fn([Given; 2], Alignment) -> T + Sync,
    ) -> Vec<T> {
        let of = |analyst: &mut Analyst<'_>, pair: &SplitPair| {
            let given = self.given_pair(analyst, pair);
            let aligned = self.watched(Stage::Align, || {
                self.align_pair((0, 1, 0.0), [given[0].analysed(), given[1].analysed()])
            });
            let mut alignment = aligned.alone();
            self.leave_out(std::slice::from_mut(&mut alignment));
            keep(given, alignment)
        };
        pairs.par_iter().map_init(|| self.analyst(), of).collect()
    }

    /// Both sides of a document pair whose sentences are given, Arabic first.
    pub fn given_pair(&self, analyst: &mut Analyst<'_>, pair: &SplitPair) -> [Given; 2] {
        [(&pair.ar, 0, Lang::Arabic), (&pair.en, 1, Lang::English)]
            .map(|(lines, doc, lang)| self.lines(analyst, lines, doc, lang))
    }

    fn lines(&self, analyst: &mut Analyst<'_>, lines: &[String], doc: usize, lang: Lang) -> Given {
        let prepared = || PreparedLines::new(lines, doc, lang, self.segmenter, self.tokenizer);
        let prepared = self.watched(Stage::Tokenize, prepared);
        self.watched(Stage::Analyse, || Given::new(prepared, analyst))
    }

    fn align_pair(&self, (ar, en, score): (usize, usize, f32), sides: [Analysed<'_>; 2]) -> AlignedPair {
        AlignedPair { ar, en, score, aligned: self.aligner().align(&self.comparison(sides), sides) }
    }

    /// What looks words up; each thread has its own.
    pub fn analyst(&self) -> Analyst<'j> {
        Analyst::new(self.lexicon, self.vectors)
    }

    /// What aligns a pair of parts.
    pub fn aligner(&self) -> Aligner<'j> {
        Aligner { weights: self.weights.align(), settings: self.settings, vectors: self.vectors }
    }

    /// What is known of two parts, Arabic first, before they are searched.
    pub fn comparison(&self, [ar, en]: [Analysed<'_>; 2]) -> Comparison {
        Comparison::new(ar, en, &self.weights.matches, &self.weights.anchors)
    }

    /// Does a piece of `work` of a stage, and says so.
    fn watched<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        self.watch.begins(stage);
        let out = work();
        self.watch.ends(stage);
        out
    }

    /// Does `work` on all of `items` in parallel, in order, and counts.
    fn counted<I: IndexedParallelIterator, T: Send>(
        &self,
        stage: Stage,
        items: I,
        work: impl Fn(I::Item) -> T + Sync + Send,
    ) -> Vec<T> {
        let (all, done) = (items.len(), AtomicUsize::new(0));
        let counted = |item| {
            let out = work(item);
            self.watch.done(stage, done.fetch_add(1, Ordering::Relaxed) + 1, all);
            out
        };
        items.map(counted).collect()
    }
}
