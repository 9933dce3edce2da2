//! How fast each stage is. `jisr bench` prints what [`measure`] finds.
//!
//! The stages are timed one after the other on one thread, over the same data again and again, so that a CPU-second is
//! one; whole runs of [`Jisr::align`] or [`Jisr::align_split`], as a user has them, are timed beside that with one
//! thread and with all.

mod data;
mod machine;
mod report;
mod stages;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::threads::{threads, with_threads};
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
use crate::read::Source;
use crate::{Jisr, Settings, Weights};

use machine::Clock;
pub use machine::Machine;
use stages::Run;

/// What to measure on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Corpus {
    /// The demonstration documents that the library carries.
    #[default]
    Seeds,
    /// Files of documents. They are read again for every pass, so standard input is none of them.
    Files(Vec<Source>),
    /// A file of given sentences: JSON Lines of `{"id","ar","en"}`.
    Split(PathBuf),
}

/// How much one pass over the data is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Counts {
    /// Documents; each side of a pair of given sentences is one.
    pub documents: usize,
    /// Their Arabic and English parts.
    pub parts: usize,
    /// Sentences of all parts in both languages, each counted once however many document pairs it stands in.
    pub sentences: usize,
    /// Bytes of UTF-8 text of all documents, markup not counted.
    pub bytes: usize,
    /// Document pairs aligned.
    pub pairs: usize,
}

/// Time spent.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize)]
pub struct Spent {
    /// Seconds of processor time, of all threads together; wall time where the system does not tell.
    pub cpu: f64,
    /// Seconds of wall time.
    pub wall: f64,
}

impl std::ops::AddAssign for Spent {
    fn add_assign(&mut self, other: Self) {
        self.cpu += other.cpu;
        self.wall += other.wall;
    }
}

/// How fast something is: units a second.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Rate {
    /// Documents a second.
    pub documents: f64,
    /// Sentences a second.
    pub sentences: f64,
    /// Bytes of text a second.
    pub bytes: f64,
}

/// One stage, or whole runs, measured.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Row {
    /// Name: of the stage, `stages` for all stages together, `run` for whole runs.
    pub name: &'static str,
    /// Threads it had.
    pub threads: usize,
    /// Passes over the data; of `run`, those of all copies.
    pub passes: usize,
    /// Time that all passes took.
    pub spent: Spent,
    /// Units per second of processor time.
    pub per_cpu_second: Rate,
    /// Units per second of wall time.
    pub per_wall_second: Rate,
}

impl Row {
    fn new(name: &'static str, threads: usize, passes: usize, spent: Spent, counts: &Counts) -> Self {
        let rate = |seconds: f64| {
            // A clock may stand still over a stage that has nothing to do.
            let per = |units: usize| (units * passes) as f64 / seconds.max(1e-9);
            Rate {
                documents: per(counts.documents),
                sentences: per(counts.sentences),
                bytes: per(counts.bytes),
            }
        };
        let (per_cpu_second, per_wall_second) = (rate(spent.cpu), rate(spent.wall));
        Row { name, threads, passes, spent, per_cpu_second, per_wall_second }
    }
}

/// Everything measured.
#[derive(Debug, Serialize)]
pub struct Measured {
    /// Version of jisr.
    pub version: &'static str,
    /// Whether it was built without optimisation: then the figures say nothing.
    pub debug: bool,
    /// The machine.
    pub machine: Machine,
    /// What was measured on.
    pub data: String,
    /// One pass over it.
    pub counts: Counts,
    /// Time to load the lexicon, once.
    pub lexicon: Spent,
    /// The stages in the order of the pipeline.
    pub stages: Vec<Row>,
    /// Stages left out because the data does not need them.
    pub skipped: Vec<&'static str>,
    /// All stages together.
    pub all: Row,
    /// Whole runs: with one thread, then with all threads where these are more.
    pub runs: Vec<Row>,
    /// Copies of the data that a whole run has at once.
    pub copies: usize,
    /// How many times faster all threads are than one, in wall time; `None` with one thread.
    pub speed_up: Option<f64>,
    /// Most memory the process has had so far, in bytes, where the system tells.
    pub peak_memory: Option<u64>,
    /// What could not be read of the data.
    #[serde(skip)]
    pub problems: Vec<Error>,
}

/// Measures on `corpus` for about `seconds`, with the lexicon that `load` gives and these `weights`: half of the time the stages, half of
/// it whole runs. The data is gone through five times at least, the first time for nothing but warmth.
///
/// # Errors
/// When `seconds` is no length of time, the lexicon cannot be loaded, or `corpus` has no documents.
pub fn measure(
    load: impl FnOnce() -> Result<Lexicon>,
    weights: Weights,
    corpus: &Corpus,
    seconds: f64,
) -> Result<Measured> {
    let time = Duration::try_from_secs_f64(seconds).ok().filter(|t| !t.is_zero());
    let Some(time) = time else {
        return Err(Error::usage("a number of seconds above 0", seconds.to_string(), "try 3"));
    };
    let clock = Clock::now();
    let jisr = Jisr::with_lexicon(load()?, Settings::default()).with_weights(weights);
    let lexicon = clock.spent();

    let first = stages::pass(&jisr, corpus);
    let counts = first.counts;
    if counts.documents == 0 {
        let found = first.problems.first().map_or_else(|| "none".to_owned(), ToString::to_string);
        return Err(Error::usage("documents to measure on", found, "leave PATH out for the seeds"));
    }
    let mut sums = vec![Spent::default(); first.stages.len()];
    let mut passes = 0;
    let started = Instant::now();
    while passes == 0 || started.elapsed() < time / 2 {
        for (sum, (_, spent)) in sums.iter_mut().zip(stages::pass(&jisr, corpus).stages) {
            *sum += spent;
        }
        passes += 1;
    }
    let named = first.stages.iter().zip(&sums);
    let stages: Vec<Row> =
        named.map(|(&(name, _), &spent)| Row::new(name, 1, passes, spent, &counts)).collect();
    let mut together = Spent::default();
    for &spent in &sums {
        together += spent;
    }

    let run = Run::new(&jisr, corpus, &first);
    let threads = threads();
    let with = if threads > 1 { vec![1, threads] } else { vec![1] };
    let share = time / 2 / with.len() as u32;
    let mut runs = Vec::new();
    for threads in with {
        let timed = || {
            // Threads start and buffers grow: not part of it.
            run.once();
            let (clock, mut times) = (Clock::now(), 0);
            while times == 0 || clock.wall() < share {
                run.once();
                times += 1;
            }
            (times, clock.spent())
        };
        let (times, spent) = with_threads(threads, timed)?;
        runs.push(Row::new("run", threads, times * run.copies, spent, &counts));
    }
    let of = |row: &Row| row.per_wall_second.sentences;
    let speed_up = (runs.len() > 1).then(|| of(&runs[1]) / of(&runs[0]));
    Ok(Measured {
        version: env!("CARGO_PKG_VERSION"),
        debug: cfg!(debug_assertions),
        machine: Machine::this(),
        data: data::name(corpus),
        counts,
        lexicon,
        all: Row::new("stages", 1, passes, together, &counts),
        stages,
        skipped: first.skipped,
        copies: run.copies,
        runs,
        speed_up,
        peak_memory: machine::peak_memory(),
        problems: first.problems,
    })
}
