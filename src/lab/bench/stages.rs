//! One pass over the data with a clock at every stage, and whole runs as a user has them.

use std::io;
use std::sync::{Mutex, PoisonError};

use super::corpus::Corpus;
use super::counts::{Counts, Spent};
use super::data;
use super::machine::Clock;
use crate::error::Error;
use crate::pipeline::{Stage, Watch};
use crate::text::{Alignment, Report, SplitPair};
use crate::write::{Format, Style, index_line, write};
use crate::{Jisr, Requested, read};

/// What one pass over the data did.
pub(super) struct Pass {
    /// How much it was.
    pub counts: Counts,
    /// Time of each stage, reading and writing among them, in order.
    pub stages: Vec<(&'static str, Spent)>,
    /// Stages the data does not need.
    pub skipped: Vec<&'static str>,
    /// Ids of the document pairs aligned, Arabic first.
    pub pairs: Vec<(String, String)>,
    /// What could not be read.
    pub problems: Vec<Error>,
}

/// Adds up the time of each stage of a run on one thread.
#[derive(Default)]
struct Timer(Mutex<Timed>);

#[derive(Default)]
struct Timed {
    began: Option<Clock>,
    spent: [Option<Spent>; Stage::ALL.len()],
}

impl Watch for Timer {
    fn begins(&self, _stage: Stage) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).began = Some(Clock::now());
    }

    fn ends(&self, stage: Stage) {
        let mut timed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(clock) = timed.began.take() {
            *timed.spent[stage as usize].get_or_insert_default() += clock.spent();
        }
    }
}

impl Timer {
    /// The times of the stages that there were, between those of reading and writing; and the names of the others.
    fn stages(self, read: Spent, write: Spent) -> (Vec<(&'static str, Spent)>, Vec<&'static str>) {
        let timed = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let (mut stages, mut skipped) = (vec![("read", read)], Vec::new());
        for stage in Stage::ALL {
            match timed.spent[stage as usize] {
                Some(spent) => stages.push((stage.name(), spent)),
                None => skipped.push(stage.name()),
            }
        }
        stages.push(("write", write));
        (stages, skipped)
    }
}

/// Does `work` and takes its time.
fn timed<T>(work: impl FnOnce() -> T) -> (T, Spent) {
    let clock = Clock::now();
    let out = work();
    (out, clock.spent())
}

/// Goes through the data once. The times are those of the stages only if this thread has no others to help it.
pub(super) fn pass(jisr: &Jisr, corpus: &Corpus) -> Pass {
    match corpus {
        Corpus::Split(path) => split_pass(jisr, || read::split_pairs(path)),
        _ => document_pass(jisr, corpus),
    }
}

fn document_pass(jisr: &Jisr, corpus: &Corpus) -> Pass {
    let ((documents, problems), read) = timed(|| data::documents(corpus));
    let timer = Timer::default();
    let report = jisr.run(documents, &Requested::Promising, &timer);
    let ((), write) = timed(|| write_report(&report));
    let Report { documents, parts, alignments, .. } = &report;
    let id = |part: usize| documents[parts[part].doc].id.clone();
    let (stages, skipped) = timer.stages(read, write);
    Pass {
        counts: Counts {
            documents: documents.len(),
            parts: parts.len(),
            sentences: parts.iter().map(|p| p.sentences.len()).sum(),
            bytes: documents.iter().map(|d| d.text.len()).sum(),
            pairs: alignments.len(),
        },
        stages,
        skipped,
        pairs: alignments.iter().map(|a| (id(a.ar), id(a.en))).collect(),
        problems,
    }
}

fn split_pass(jisr: &Jisr, read: impl FnOnce() -> (Vec<SplitPair>, Vec<Error>)) -> Pass {
    let ((pairs, problems), read) = timed(read);
    let timer = Timer::default();
    let alignments = jisr.pipeline(&timer).over_given(&pairs, |_, alignment| alignment);
    let ((), write) = timed(|| write_index(&pairs, &alignments));
    let (stages, skipped) = timer.stages(read, write);
    Pass {
        counts: Counts {
            documents: 2 * pairs.len(),
            parts: 2 * pairs.len(),
            sentences: pairs.iter().map(|p| p.ar.len() + p.en.len()).sum(),
            bytes: pairs.iter().flat_map(|p| p.ar.iter().chain(&p.en)).map(String::len).sum(),
            pairs: pairs.len(),
        },
        stages,
        skipped,
        pairs: Vec::new(),
        problems,
    }
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
