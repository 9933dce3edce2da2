//! One pass over the data with a clock at every stage, and whole runs as a user has them.

use std::io;

use super::machine::Clock;
use super::{Corpus, Counts, Spent, data};
use crate::error::Error;
use crate::evidence::{Analysis, Analyst};
use crate::pipeline::{Analysed, Given, PreparedLines};
use crate::text::{Alignment, DocPair, Document, Lang, Report, SplitPair};
use crate::write::{Format, Style, index_line, write};
use crate::{Jisr, Requested, pipeline, read};

/// What one pass over the data did.
#[derive(Default)]
pub(super) struct Pass {
    /// How much it was.
    pub counts: Counts,
    /// Time of each stage.
    pub stages: Vec<(&'static str, Spent)>,
    /// Stages the data does not need.
    pub skipped: Vec<&'static str>,
    /// Ids of the document pairs aligned, Arabic first.
    pub pairs: Vec<(String, String)>,
    /// What could not be read.
    pub problems: Vec<Error>,
}

impl Pass {
    /// Does the `work` of the stage `name` and notes its time.
    fn stage<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let clock = Clock::now();
        let out = work();
        self.stages.push((name, clock.spent()));
        out
    }
}

/// Goes through the data once, stage by stage, on this thread.
pub(super) fn pass(jisr: &Jisr, corpus: &Corpus) -> Pass {
    match corpus {
        Corpus::Split(path) => split_pass(jisr, || read::split_pairs(path)),
        _ => document_pass(jisr, || data::documents(corpus)),
    }
}

fn document_pass(jisr: &Jisr, read: impl FnOnce() -> (Vec<Document>, Vec<Error>)) -> Pass {
    let mut pass = Pass::default();
    let (documents, problems) = pass.stage("read", read);
    let detected: Vec<_> =
        pass.stage("detect", || documents.iter().map(|d| jisr.detector.detect(d)).collect());
    let mut segmented = pass.stage("segment", || {
        let mut out = Vec::new();
        for (i, (document, detected)) in documents.iter().zip(&detected).enumerate() {
            let parts = detected.parts.iter();
            out.extend(parts.map(|part| (i, part.lang, jisr.segmenter.sentences(document, part))));
        }
        out
    });
    let parts: Vec<_> = pass.stage("tokenize", || {
        let prepare = |(i, lang, sentences)| {
            let document: &Document = &documents[i];
            pipeline::prepare(&document.text, sentences, i, lang, &jisr.tokenizer)
        };
        segmented.drain(..).map(prepare).collect()
    });
    let analyses: Vec<Analysis> = pass.stage("look-up", || {
        let mut analyst = Analyst::new(&jisr.lexicon, jisr.vectors.as_ref());
        parts.iter().map(|part| analyst.analyse(part, &documents[part.doc].text)).collect()
    });
    let ranking = pass.stage("pair", || {
        let arabic = pipeline::in_language(Lang::Arabic, &parts, &analyses);
        let english = pipeline::in_language(Lang::English, &parts, &analyses);
        pipeline::rank(&jisr.lexicon, &arabic, &english, &jisr.weights.pairs, usize::MAX)
    });
    let chosen: Vec<DocPair> = ranking.iter().copied().filter(|p| p.chosen).collect();
    let side = |part: usize| Analysed::new(&parts[part], &documents[parts[part].doc].text, &analyses[part]);
    let alignments: Vec<Alignment> = pass.stage("align", || {
        let align = |p: &DocPair| Alignment {
            ar: p.ar,
            en: p.en,
            score: p.score,
            ..jisr.align_pair(side(p.ar), side(p.en))
        };
        chosen.iter().map(align).collect()
    });
    let id = |part: usize| documents[parts[part].doc].id.clone();
    pass.pairs = chosen.iter().map(|p| (id(p.ar), id(p.en))).collect();
    pass.counts = Counts {
        documents: documents.len(),
        parts: parts.len(),
        sentences: parts.iter().map(|p| p.sentences.len()).sum(),
        bytes: documents.iter().map(|d| d.text.len()).sum(),
        pairs: chosen.len(),
    };
    pass.problems = problems;
    let report = Report { documents, parts, ranking, alignments, left_out: Vec::new() };
    pass.stage("write", || write_report(&report));
    pass
}

fn split_pass(jisr: &Jisr, read: impl FnOnce() -> (Vec<SplitPair>, Vec<Error>)) -> Pass {
    let mut pass = Pass { skipped: vec!["detect", "segment", "pair"], ..Pass::default() };
    let (pairs, problems) = pass.stage("read", read);
    let prepared: Vec<[PreparedLines; 2]> = pass.stage("tokenize", || {
        let lines = |lines: &[String], doc, lang| {
            PreparedLines::new(lines, doc, lang, &jisr.segmenter, &jisr.tokenizer)
        };
        pairs.iter().map(|p| [lines(&p.ar, 0, Lang::Arabic), lines(&p.en, 1, Lang::English)]).collect()
    });
    let given: Vec<[Given; 2]> = pass.stage("look-up", || {
        let mut analyst = Analyst::new(&jisr.lexicon, jisr.vectors.as_ref());
        prepared.into_iter().map(|sides| sides.map(|side| side.analyse(&mut analyst))).collect()
    });
    let alignments: Vec<Alignment> = pass.stage("align", || {
        let align = |[ar, en]: &[Given; 2]| jisr.align_pair(ar.analysed(), en.analysed());
        given.iter().map(align).collect()
    });
    pass.counts = Counts {
        documents: 2 * pairs.len(),
        parts: 2 * pairs.len(),
        sentences: pairs.iter().map(|p| p.ar.len() + p.en.len()).sum(),
        bytes: pairs.iter().flat_map(|p| p.ar.iter().chain(&p.en)).map(String::len).sum(),
        pairs: pairs.len(),
    };
    pass.problems = problems;
    pass.stage("write", || write_index(&pairs, &alignments));
    pass
}

fn write_report(report: &Report) {
    // A sink takes everything.
    let _ = write(report, Format::Jsonl, &Style::default(), &mut io::sink());
}

fn write_index(pairs: &[SplitPair], alignments: &[Alignment]) {
    for (pair, alignment) in pairs.iter().zip(alignments) {
        std::hint::black_box(index_line(&pair.id, &alignment.beads));
    }
}

/// Whole runs: read, align, write, as the command line does it.
pub(super) struct Run<'a> {
    jisr: &'a Jisr,
    corpus: &'a Corpus,
    /// Copies of the data in one run.
    pub copies: usize,
    requested: Requested,
}

impl<'a> Run<'a> {
    /// Runs over the `corpus` of which `first` was a pass.
    pub fn new(jisr: &'a Jisr, corpus: &'a Corpus, first: &Pass) -> Self {
        // The seeds alone are too few to keep several threads busy. Their copies are aligned each with itself.
        let copies = if *corpus == Corpus::Seeds { 8 } else { 1 };
        let requested = if copies == 1 {
            Requested::Promising
        } else {
            let pairs = first.pairs.iter();
            let copy = |k: usize| pairs.clone().map(move |(ar, en)| (copy_id(k, ar), copy_id(k, en)));
            Requested::Listed((0..copies).flat_map(copy).collect())
        };
        Run { jisr, corpus, copies, requested }
    }

    /// One run over all copies.
    pub fn once(&self) {
        if let Corpus::Split(path) = self.corpus {
            let (pairs, _) = read::split_pairs(path);
            write_index(&pairs, &self.jisr.align_split(&pairs));
            return;
        }
        let mut documents = Vec::new();
        for k in 0..self.copies {
            let (mut copy, _) = data::documents(self.corpus);
            if self.copies > 1 {
                for document in &mut copy {
                    document.id = copy_id(k, &document.id);
                }
            }
            documents.append(&mut copy);
        }
        let report = self.jisr.align_requested(documents, &self.requested, &|_, _, _| {});
        write_report(&report);
    }
}

/// The id of a document in copy `k`.
fn copy_id(k: usize, id: &str) -> String {
    format!("{k}/{id}")
}
