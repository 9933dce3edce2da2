//! Batches in random order, and the lines that are held out.

use super::config::Config;
use super::corpus::{Item, LinePair, TrainingCorpus};

/// Lines of a batch: the Arabic ones, then as many English ones for pairs.
pub(super) struct Batch {
    pub lines: Vec<u32>,
    /// Of each line, or of each pair; empty without a teacher.
    pub targets: Vec<u32>,
    pub seed: u64,
    pairs: bool,
}

impl Batch {
    /// Lines, or pairs of lines.
    pub fn size(&self) -> usize {
        if self.pairs { self.lines.len() / 2 } else { self.lines.len() }
    }
}

/// Makes batches.
pub(super) struct Batches {
    mono: Vec<Vec<Item>>,
    /// With a teacher, without, and entries of a lexicon.
    pairs: [Vec<LinePair>; 3],
    pub held_mono: Vec<Item>,
    pub held_pairs: Vec<LinePair>,
    size: usize,
    random: fastrand::Rng,
}

/// Most lines and pairs that are held out.
const HELD_OUT: usize = 2000;
/// Fewest pairs: a handful would decide by chance which pass is kept.
const LEAST_HELD_OUT: usize = 5;

impl Batches {
    pub fn new(corpus: &TrainingCorpus, config: &Config) -> Self {
        let mut random = fastrand::Rng::with_seed(config.seed);
        let mut held_mono = Vec::new();
        let mut mono: Vec<Vec<Item>> = corpus.mono.iter().map(|m| m.1.clone()).collect();
        for items in &mut mono {
            random.shuffle(items);
            let held = (items.len() / 50).min(HELD_OUT / corpus.mono.len().max(1));
            held_mono.extend(items.drain(items.len() - held..));
        }
        let (mut entries, mut all): (Vec<LinePair>, Vec<LinePair>) =
            corpus.pairs.iter().partition(|p| p.entry);
        if all.is_empty() {
            std::mem::swap(&mut entries, &mut all);
        }
        random.shuffle(&mut all);
        let mut held_pairs = corpus.held.clone();
        if held_pairs.is_empty() {
            let held = Some((all.len() / 20).min(HELD_OUT)).filter(|&held| held >= LEAST_HELD_OUT);
            held_pairs = all.split_off(all.len() - held.unwrap_or(0));
        }
        let (taught, plain) = all.into_iter().partition(|p| p.target.is_some());
        Batches { mono, pairs: [taught, plain, entries], held_mono, held_pairs, size: config.batch, random }
    }

    /// The batches of one pass, in random order. What does not fill half a batch waits for another pass.
    pub fn epoch(&mut self) -> Vec<Batch> {
        let mut out = Vec::new();
        let least = |n: usize, size: usize| n.min(size / 2).max(2);
        for items in &mut self.mono {
            self.random.shuffle(items);
            for chunk in items.chunks(self.size).filter(|c| c.len() >= least(items.len(), self.size)) {
                out.push(Batch {
                    lines: chunk.iter().map(|i| i.line).collect(),
                    targets: chunk.iter().map(|i| i.target).collect(),
                    seed: self.random.u64(..),
                    pairs: false,
                });
            }
        }
        for pairs in &mut self.pairs {
            self.random.shuffle(pairs);
            for chunk in pairs.chunks(self.size).filter(|c| c.len() >= least(pairs.len(), self.size)) {
                out.push(Batch {
                    lines: chunk.iter().map(|p| p.ar).chain(chunk.iter().map(|p| p.en)).collect(),
                    targets: chunk.iter().filter_map(|p| p.target).collect(),
                    seed: self.random.u64(..),
                    pairs: true,
                });
            }
        }
        self.random.shuffle(&mut out);
        out
    }
}
