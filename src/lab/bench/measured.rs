//! What is measured.

use serde::Serialize;

use super::counts::{Counts, Spent};
use super::machine::Machine;
use crate::error::Error;

/// How fast something is: units a second.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, schemars::JsonSchema)]
pub struct Rate {
    /// Documents a second.
    pub documents: f64,
    /// Sentences a second.
    pub sentences: f64,
    /// Bytes of text a second.
    pub bytes: f64,
}

/// One stage, or whole runs, measured.
#[derive(Clone, PartialEq, Debug, Serialize, schemars::JsonSchema)]
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
    pub(super) fn new(
        name: &'static str,
        threads: usize,
        passes: usize,
        spent: Spent,
        counts: &Counts,
    ) -> Self {
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
#[derive(Debug, Serialize, schemars::JsonSchema)]
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
