//! jisr (جسر, "bridge") aligns Arabic and English documents: which tell the same story, which sentences say the same,
//! and why.
//!
//! The data goes one way:
//!
//! 1. [`read`]: files → [`text::Document`]
//! 2. [`detect`]: document → parts that are Arabic or English
//! 3. [`segment`]: part → [`text::Sentence`], each with what it is on its page
//! 4. [`tokenize`]: sentence → [`text::Token`]: words, numbers, dates
//! 5. [`evidence`]: two parts → which terms of one can stand for which of the other
//! 6. [`score`]: evidence → how much likelier two runs of sentences are a translation than not
//! 7. [`align`]: scores → beads; [`pair`]: which documents are worth it
//! 8. [`write`]: a [`text::Report`] → terminal, JSON Lines, TSV
//!
//! Beside it, [`names`] writes names of one script in the other, and [`romanise`] Arabic by the letter of a standard. In
//! the [`lab`] jisr is measured, fitted and trained.
//!
//! ```
//! use jisr::{Jisr, Settings, text::Document};
//! let doc = |id: &str, text: &str| Document { id: id.into(), text: text.into(), ..Document::default() };
//! let documents = vec![
//!     doc("ar", "زار الرئيس التركي باكو يوم الاثنين. وقال إن 90 مليون نسمة يعيشون في تركيا."),
//!     doc("en", "The Turkish president visited Baku on Monday. He said 90 million people live in Turkey."),
//! ];
//! let report = Jisr::new(Settings::default()).align(documents);
//! assert_eq!(report.alignments[0].beads.len(), 2);
//! ```

pub mod align;
pub mod arabic;
mod bounds;
pub mod detect;
pub mod english;
pub mod error;
pub mod evidence;
pub mod guide;
pub mod lab;
pub mod lexicon;
pub mod names;
pub mod pair;
mod pipeline;
pub mod rank;
pub mod read;
pub mod romanise;
pub mod score;
pub mod segment;
mod settings;
pub mod spelling;
pub mod text;
pub mod tokenize;
mod weights;
pub mod write;

use rayon::prelude::*;

pub use pipeline::Stage;
pub use rank::Requested;
pub use settings::{ModeChoice, Settings};
pub use weights::Weights;

use detect::Detector;
use evidence::Analyst;
use evidence::vectors::Table;
use lexicon::Lexicon;
use pipeline::{Aligner, Analysed, Comparison, Given, PreparedLines};
use segment::Segmenter;
use text::{Alignment, DocPair, Document, Lang, Prepared, Report, SplitPair};
use tokenize::Tokenizer;

/// The aligner: lexicon, tables, settings and weights. Load it once, use it for any number of documents and from any thread.
pub struct Jisr {
    lexicon: Lexicon,
    vectors: Option<Table>,
    detector: Detector,
    segmenter: Segmenter,
    tokenizer: Tokenizer,
    /// What a run is to give.
    pub settings: Settings,
    /// What it goes by.
    pub weights: Weights,
}

impl Jisr {
    /// An aligner with the lexicon and the table of vectors that the binary carries.
    pub fn new(settings: Settings) -> Self {
        Self::with_lexicon(lexicon::load(), settings)
    }

    /// An aligner with another lexicon, as from [`lexicon::load_with`].
    pub fn with_lexicon(lexicon: Lexicon, settings: Settings) -> Self {
        let (detector, segmenter, tokenizer) = (Detector::new(), Segmenter::new(), Tokenizer::new());
        Jisr {
            lexicon,
            vectors: Table::embedded(),
            detector,
            segmenter,
            tokenizer,
            settings,
            weights: Weights::default(),
        }
    }

    /// The same with another table of vectors, or with none.
    #[must_use]
    pub fn with_vectors(self, vectors: Option<Table>) -> Self {
        Jisr { vectors, ..self }
    }

    /// The same with other weights than the usual ones.
    #[must_use]
    pub fn with_weights(self, weights: Weights) -> Self {
        Jisr { weights, ..self }
    }

    /// The lexicon in use.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Finds the documents that tell the same story and aligns their sentences. The result is the same for any number
    /// of threads.
    pub fn align(&self, documents: Vec<Document>) -> Report {
        self.align_requested(documents, &Requested::Promising, &|_, _, _| {})
    }

    /// As [`Jisr::align`], for the document pairs that are `requested`. `progress` hears of every finished piece of
    /// work: the stage, how many are done and how many there are.
    pub fn align_requested(
        &self,
        documents: Vec<Document>,
        requested: &Requested,
        progress: &(dyn Fn(Stage, usize, usize) + Sync),
    ) -> Report {
        let count = pipeline::Counter::new(progress);
        // Detect, segment, tokenize.
        let prepared = count.over(Stage::Read, documents.par_iter().enumerate(), |(index, document)| {
            pipeline::prepare_document(index, document, &self.detector, &self.segmenter, &self.tokenizer)
        });
        let (parts, left_out) = pipeline::gather(prepared);
        // Look everything up.
        let analyses: Vec<_> = parts
            .par_iter()
            .map_init(|| self.analyst(), |analyst, p| analyst.analyse(p, &documents[p.doc].text))
            .collect();
        // Rank the document pairs and choose.
        let arabic = pipeline::in_language(Lang::Arabic, &parts, &analyses);
        let english = pipeline::in_language(Lang::English, &parts, &analyses);
        let others = requested.others();
        let mut ranking = pipeline::rank(&self.lexicon, &arabic, &english, &self.weights.pairs, others);
        requested.choose(&mut ranking, |part| documents[parts[part].doc].id.as_str());
        // Align the chosen ones.
        let chosen: Vec<DocPair> = ranking.iter().copied().filter(|p| p.chosen).collect();
        let side =
            |part: usize| Analysed::new(&parts[part], &documents[parts[part].doc].text, &analyses[part]);
        let mut alignments = count.over(Stage::Align, chosen.par_iter(), |p| Alignment {
            ar: p.ar,
            en: p.en,
            score: p.score,
            ..self.align_pair(side(p.ar), side(p.en))
        });
        // The aligned sentences have a say in the ranking.
        let shorter = |a: &Alignment| parts[a.ar].content().min(parts[a.en].content());
        let aligned: Vec<_> = alignments.iter().map(|a| (shorter(a), a)).collect();
        let weights = &self.weights.pairs;
        pair::refine(&mut ranking, &aligned, english.len(), self.vectors.is_some(), weights);
        pipeline::order(&mut alignments, &ranking);
        // Where there was a choice of documents, a pair of sentences is worth what its documents are.
        if arabic.len().max(english.len()) > 1 && !requested.is_list() {
            let features = pipeline::pool::features(&alignments, |_, part| &analyses[part]);
            pipeline::pool::weigh(
                &mut alignments,
                &features,
                self.vectors.is_some(),
                &self.weights.pairs,
                &self.weights.comparable,
            );
        }
        for alignment in &mut alignments {
            pipeline::leave_out(alignment, self.settings.least_score);
        }
        Report { documents, parts, ranking, alignments, left_out }
    }

    /// Aligns document pairs whose sentences are given. One alignment each, in the same order; its `ar` and `en` are
    /// 0 and 1. All sentences count as content and nothing is detected.
    pub fn align_split(&self, pairs: &[SplitPair]) -> Vec<Alignment> {
        let align = |analyst: &mut Analyst<'_>, pair| self.align_given(analyst, pair).1;
        pairs.par_iter().map_init(|| self.analyst(), align).collect()
    }

    /// As [`Jisr::align_split`], as a report: of pair `k` the documents are `2k` and `2k + 1`, `ID#ar` and `ID#en`.
    pub fn align_split_report(&self, pairs: Vec<SplitPair>) -> Report {
        let align = |analyst: &mut Analyst<'_>, pair| self.align_given(analyst, pair);
        let aligned: Vec<_> = pairs.par_iter().map_init(|| self.analyst(), align).collect();
        let mut report = Report::default();
        for (k, (pair, (sides, alignment))) in pairs.iter().zip(aligned).enumerate() {
            report.alignments.push(Alignment { ar: 2 * k, en: 2 * k + 1, ..alignment });
            for (Given { text, part, .. }, side) in sides.into_iter().zip(["ar", "en"]) {
                let doc = report.documents.len();
                let id = format!("{}#{side}", pair.id);
                report.documents.push(Document { id, text, ..Document::default() });
                report.parts.push(Prepared { doc, ..part });
            }
        }
        report
    }

    /// The two sides of a pair of given sentences, Arabic first, and their alignment.
    fn align_given(&self, analyst: &mut Analyst<'_>, pair: &SplitPair) -> ([Given; 2], Alignment) {
        let (ar, en) = self.given(analyst, pair);
        let aligned = self.align_pair(ar.analysed(), en.analysed());
        let mut alignment = Alignment { en: 1, ..aligned };
        pipeline::leave_out(&mut alignment, self.settings.least_score);
        ([ar, en], alignment)
    }

    fn align_pair(&self, ar: Analysed<'_>, en: Analysed<'_>) -> Alignment {
        self.aligner().align(&self.comparison(ar, en), [ar, en])
    }

    fn aligner(&self) -> Aligner<'_> {
        Aligner { weights: self.weights.align(), settings: self.settings, vectors: self.vectors.as_ref() }
    }

    fn comparison(&self, ar: Analysed<'_>, en: Analysed<'_>) -> Comparison {
        Comparison::new(ar, en, &self.weights.matches, &self.weights.anchors)
    }

    fn given(&self, analyst: &mut Analyst<'_>, pair: &SplitPair) -> (Given, Given) {
        let ar = self.prepare_lines(&pair.ar, 0, Lang::Arabic).analyse(analyst);
        (ar, self.prepare_lines(&pair.en, 1, Lang::English).analyse(analyst))
    }

    fn prepare_lines(&self, lines: &[String], doc: usize, lang: Lang) -> PreparedLines {
        PreparedLines::new(lines, doc, lang, &self.segmenter, &self.tokenizer)
    }

    fn analyst(&self) -> Analyst<'_> {
        Analyst::new(&self.lexicon, self.vectors.as_ref())
    }

    /// Ranks Arabic against English documents whose sentences are given, as [`Jisr::align`] does: by what their terms
    /// and vectors say, then by what the sentences of the promising pairs say. The pairs' `ar` and `en` are indices
    /// into the two lists.
    pub fn rank_split(&self, ar: &[Vec<String>], en: &[Vec<String>]) -> Vec<DocPair> {
        let (ar, en) = self.look_up_documents(ar, en);
        let (mut ranking, aligned) = self.compare_documents(&ar, &en, false);
        let aligned: Vec<_> = aligned.iter().map(|(shorter, a)| (*shorter, a)).collect();
        pair::refine(&mut ranking, &aligned, en.len(), self.vectors.is_some(), &self.weights.pairs);
        ranking
    }

    /// Aligns the documents of a pool whose sentences are given, as [`Jisr::align`] does: those that seem to tell the
    /// same story, best first. The alignments' `ar` and `en` are indices into the two lists.
    pub fn align_pool(&self, ar: &[Vec<String>], en: &[Vec<String>]) -> Vec<Alignment> {
        let (mut alignments, features): (Vec<_>, Vec<_>) = self.aligned_pool(ar, en).into_iter().unzip();
        if ar.len().max(en.len()) > 1 {
            pipeline::pool::weigh(
                &mut alignments,
                &features,
                self.vectors.is_some(),
                &self.weights.pairs,
                &self.weights.comparable,
            );
        }
        for alignment in &mut alignments {
            pipeline::leave_out(alignment, self.settings.least_score);
        }
        alignments
    }

    /// The same before the probabilities of the sentence pairs are weighed with those of their documents, with what
    /// they are then made from.
    fn aligned_pool(
        &self,
        ar: &[Vec<String>],
        en: &[Vec<String>],
    ) -> Vec<(Alignment, Vec<Option<score::FoundFeatures>>)> {
        let (ar, en) = self.look_up_documents(ar, en);
        let (mut ranking, aligned) = self.compare_documents(&ar, &en, false);
        let sized: Vec<_> = aligned.iter().map(|(shorter, a)| (*shorter, a)).collect();
        pair::refine(&mut ranking, &sized, en.len(), self.vectors.is_some(), &self.weights.pairs);
        let mut alignments: Vec<_> = aligned.into_iter().map(|a| a.1).collect();
        pipeline::order(&mut alignments, &ranking);
        let analysis = |lang, document: usize| match lang {
            Lang::Arabic => &ar[document].analysis,
            Lang::English => &en[document].analysis,
        };
        let features = pipeline::pool::features(&alignments, analysis);
        alignments.into_iter().zip(features).collect()
    }

    fn look_up_documents(&self, ar: &[Vec<String>], en: &[Vec<String>]) -> (Vec<Given>, Vec<Given>) {
        let look_up = |lang, documents: &[Vec<String>]| -> Vec<Given> {
            let work = |analyst: &mut Analyst<'_>, sentences: &Vec<String>| {
                self.prepare_lines(sentences, 0, lang).analyse(analyst)
            };
            documents.par_iter().map_init(|| self.analyst(), work).collect()
        };
        (look_up(Lang::Arabic, ar), look_up(Lang::English, en))
    }

    /// The ranking by terms and vectors, and the alignments of the promising pairs, or of all, each with the number of
    /// sentences of its shorter side.
    fn compare_documents(
        &self,
        ar: &[Given],
        en: &[Given],
        all: bool,
    ) -> (Vec<DocPair>, Vec<(usize, Alignment)>) {
        let ar_ranked: Vec<_> = ar.iter().map(|d| &d.analysis).enumerate().collect();
        let en_ranked: Vec<_> = en.iter().map(|d| &d.analysis).enumerate().collect();
        let weights = &self.weights.pairs;
        let ranking = pipeline::rank(&self.lexicon, &ar_ranked, &en_ranked, weights, usize::MAX);
        let chosen: Vec<DocPair> = ranking.iter().copied().filter(|p| all || p.chosen).collect();
        let align = |p: &DocPair| {
            let (a, e) = (&ar[p.ar], &en[p.en]);
            let (own, other) = (a.analysed(), e.analysed());
            let aligned = self.align_pair(own, other);
            (a.part.content().min(e.part.content()), Alignment { ar: p.ar, en: p.en, ..aligned })
        };
        let aligned = chosen.par_iter().map(align).collect();
        (ranking, aligned)
    }
}
