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
//! 7. [`align`]: scores → beads
//! 8. [`rank`]: which documents tell the same story, and what the beads are worth among many
//! 9. [`write`]: a [`text::Report`] → terminal, JSON Lines, TSV
//!
//! Beside it, [`names`] writes names of one script in the other, and [`romanise`] Arabic by the letter of a standard. In
//! the [`lab`] jisr is measured, fitted and trained.
//!
//! ```
//! use jisr::{Jisr, text::Document};
//! use jisr::options::Settings;
//! let doc = |id: &str, text: &str| Document { id: id.into(), text: text.into(), ..Document::default() };
//! let documents = vec![
//!     doc("ar", "زار الرئيس التركي باكو يوم الاثنين. وقال إن 90 مليون نسمة يعيشون في تركيا."),
//!     doc("en", "The Turkish president visited Baku on Monday. He said 90 million people live in Turkey."),
//! ];
//! let report = Jisr::new(Settings::default()).align(documents);
//! assert_eq!(report.alignments[0].beads.len(), 2);
//! ```

mod align;
mod arabic;
mod bounds;
mod builder;
mod detect;
mod english;
mod error;
mod evidence;
pub mod guide;
mod hash;
mod image;
pub mod internals;
mod lab;
pub mod lexicon;
pub mod names;
mod odds;
pub mod options;
mod pipeline;
mod prepare;
mod rank;
pub mod read;
pub mod romanise;
mod score;
mod segment;
mod settings;
mod spelling;
pub mod text;
mod tokenize;
mod weights;
pub mod write;

pub use builder::Builder;
pub use error::Error;

use builder::Vectors;
use detect::Detector;
use evidence::Given;
use evidence::vectors::Table;
use lexicon::Lexicon;
use pipeline::{Pipeline, Stage, Watch};
use rank::{Pool, Requested};
use segment::Segmenter;
use settings::Settings;
use text::{Alignment, Document, Prepared, Report, SplitPair};
use tokenize::Tokenizer;
use weights::Weights;

/// The aligner: lexicon, tables, settings and weights. Load it once, use it for any number of documents and from any
/// thread.
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
    /// An aligner with the lexicon and the table of vectors that the binary carries, and the usual weights.
    pub fn new(settings: Settings) -> Self {
        Self::builder().settings(settings).build()
    }

    /// An aligner of one's own: settings, weights, lexicon, vectors.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The lexicon in use.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Finds the documents that tell the same story and aligns their sentences. The result is the same for any number
    /// of threads.
    pub fn align(&self, documents: Vec<Document>) -> Report {
        self.run(documents, &Requested::Promising, &())
    }

    /// As [`Jisr::align`], for the document pairs that are `requested`. `progress` hears of every finished piece of
    /// work: the stage, how many are done and how many there are.
    pub fn align_requested(
        &self,
        documents: Vec<Document>,
        requested: &Requested,
        progress: &(dyn Fn(Stage, usize, usize) + Sync),
    ) -> Report {
        self.run(documents, requested, &Progress(progress))
    }

    /// The stages in order.
    fn run(&self, documents: Vec<Document>, requested: &Requested, watch: &dyn Watch) -> Report {
        let pipeline = self.pipeline(watch);
        let (parts, left_out) = pipeline.prepare(&documents);
        let analyses = pipeline.analyse(&documents, &parts);
        let pool = Pool::of_parts(&documents, &parts, &analyses);
        let mut ranking = pipeline.rank(&pool, requested.others());
        requested.choose(&mut ranking, |part| documents[parts[part].doc].id.as_str());
        let mut pairs = pipeline.align(&pool, &ranking);
        pipeline.refine(&pool, &mut ranking, &mut pairs);
        let mut alignments = pipeline.weigh(&pool, pairs, !requested.is_list());
        pipeline.leave_out(&mut alignments);
        Report { documents, parts, ranking, alignments, left_out }
    }

    /// Aligns document pairs whose sentences are given. One alignment each, in the same order; its `ar` and `en` are
    /// 0 and 1. All sentences count as content and nothing is detected.
    pub fn align_split(&self, pairs: &[SplitPair]) -> Vec<Alignment> {
        self.pipeline(&()).over_given(pairs, |_, alignment| alignment)
    }

    /// As [`Jisr::align_split`], as a report: of pair `k` the documents are `2k` and `2k + 1`, `ID#ar` and `ID#en`.
    pub fn align_split_report(&self, pairs: Vec<SplitPair>) -> Report {
        let aligned = self.pipeline(&()).over_given(&pairs, |sides, alignment| (sides, alignment));
        let mut report = Report::default();
        for (k, (pair, (sides, mut alignment))) in pairs.iter().zip(aligned).enumerate() {
            (alignment.ar, alignment.en) = (2 * k, 2 * k + 1);
            report.alignments.push(alignment);
            for (Given { text, part, .. }, side) in sides.into_iter().zip(["ar", "en"]) {
                let doc = report.documents.len();
                let id = format!("{}#{side}", pair.id);
                report.documents.push(Document { id, text, ..Document::default() });
                report.parts.push(Prepared { doc, ..part });
            }
        }
        report
    }

    /// The stages, of which `watch` hears.
    fn pipeline<'j>(&'j self, watch: &'j dyn Watch) -> Pipeline<'j> {
        Pipeline {
            detector: &self.detector,
            segmenter: &self.segmenter,
            tokenizer: &self.tokenizer,
            lexicon: &self.lexicon,
            vectors: self.vectors.as_ref(),
            settings: self.settings,
            weights: &self.weights,
            watch,
        }
    }
}

impl Builder {
    /// The aligner.
    ///
    /// # Panics
    /// When a table that the binary carries is damaged, which is a fault of the build.
    pub fn build(self) -> Jisr {
        Jisr {
            lexicon: self.lexicon.unwrap_or_else(lexicon::load),
            vectors: match self.vectors {
                Vectors::Embedded => Some(Table::embedded()),
                Vectors::Given(table) => table,
            },
            detector: Detector::new(),
            segmenter: Segmenter::new(),
            tokenizer: Tokenizer::new(),
            settings: self.settings,
            weights: self.weights,
        }
    }
}

/// Tells a user how far a run is.
struct Progress<'p>(&'p (dyn Fn(Stage, usize, usize) + Sync));

impl Watch for Progress<'_> {
    fn done(&self, stage: Stage, done: usize, all: usize) {
        (self.0)(stage, done, all);
    }
}
