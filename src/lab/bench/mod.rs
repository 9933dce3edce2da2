//! How fast each stage is. `jisr bench` prints what [`measure`] finds.
//!
//! The stages are those of [`Jisr::align`] or [`Jisr::align_split`] themselves, which a clock hears of (`stages::Timer`), on one
//! thread, over the same data again and again, so that a CPU-second is one; whole runs of [`Jisr::align`] or [`Jisr::align_split`], as a user has them, are timed beside that with one
//! thread and with all.

mod corpus;
mod counts;
mod data;
mod machine;
mod measured;
mod report;
mod stages;

use std::time::{Duration, Instant};

use super::threads::{threads, with_threads};
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
use crate::{Jisr, Weights};

pub use corpus::Corpus;
pub use counts::{Counts, Spent};
use machine::Clock;
pub use machine::Machine;
pub use measured::{Measured, Rate, Row};
use stages::{Pass, Run};

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
        return Err(Error::Seconds { seconds });
    };
    let clock = Clock::now();
    let jisr = Jisr::builder().lexicon(load()?).weights(weights).build();
    let lexicon = clock.spent();

    let pass = || -> Result<Pass> { with_threads(1, || stages::pass(&jisr, corpus)) };
    let first = pass()?;
    let counts = first.counts;
    if counts.documents == 0 {
        let found = first.problems.first().map_or_else(|| "none".to_owned(), ToString::to_string);
        let way_out = "leave PATH out for the seeds";
        return Err(Error::Nothing { expected: "documents to measure on", found, way_out });
    }
    let mut sums = vec![Spent::default(); first.stages.len()];
    let mut passes = 0;
    let started = Instant::now();
    while passes == 0 || started.elapsed() < time / 2 {
        for (sum, (_, spent)) in sums.iter_mut().zip(pass()?.stages) {
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
