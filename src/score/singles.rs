//! Scores of single sentence pairs by words and lengths, as a sparse matrix: only pairs that share evidence are in it.

use super::cell::Cell;
use super::direction::Direction;
use super::length::Lengths;
use super::weights::ScoreWeights;
use crate::evidence::{Compared, Match};

/// One sentence against one other.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Single {
    /// Arabic sentence.
    pub i: u32,
    /// English sentence.
    pub j: u32,
    /// Score in nats, as of the 1-1 bead.
    pub score: f32,
}

/// The pairs of sentences with a score above 0, by row then column.
#[derive(Clone, Debug, Default)]
pub struct Singles {
    /// The pairs.
    pub pairs: Vec<Single>,
    /// `pairs[bounds[i]..bounds[i + 1]]` are those of Arabic sentence `i`.
    pub bounds: Vec<u32>,
    /// Number of English sentences.
    pub columns: usize,
    /// ln of English over Arabic characters in the whole pair.
    pub expected_length: f32,
}

/// In documents of more sentences than this, words that occur in more than a sixteenth of them are passed over: they
/// would make nearly every pair of sentences share evidence.
const LONG: usize = 1600;

impl Singles {
    /// Scores every pair of sentences of `pair` that shares evidence. Time grows with the evidence, not with the
    /// product of the lengths; memory with the pairs that score above 0.
    pub fn new(pair: &Compared, weights: &ScoreWeights) -> Self {
        let lengths = Lengths::new(pair, weights);
        let (forward, backward) = (Direction::forward(pair, weights), Direction::backward(pair, weights));
        let nothing_en: Vec<f32> = (0..pair.en.len()).map(|j| backward.nothing(j)).collect();
        let most = (pair.en.len().max(LONG) / 16).max(1);
        let mut out = Singles {
            pairs: Vec::new(),
            bounds: vec![0],
            columns: pair.en.len(),
            expected_length: lengths.whole(),
        };
        let mut columns = Columns::new(pair);
        for i in 0..pair.ar.len() {
            for &term in &pair.ar.terms[pair.ar.units(i)] {
                // The forward direction has the matches in their order.
                let matches = &pair.matches[forward.matches_of(term)];
                let known = matches.iter().filter(|m| forward.occurrences(m.en).len() <= most);
                columns.add_unit(known, &forward, term);
            }
            let nothing = forward.nothing(i);
            columns.add_terms(&forward, &backward, backward.units(i, i));
            for (j, words) in columns.drain() {
                let words = words + nothing + nothing_en[j];
                let cell = Cell { i, m: 1, j, n: 1 };
                let score = weights.bead(words, 0.0, lengths.ratio(&cell));
                if score > 0.0 {
                    out.pairs.push(Single { i: i as u32, j: j as u32, score });
                }
            }
            out.bounds.push(out.pairs.len() as u32);
        }
        out
    }

    /// Number of Arabic sentences.
    pub fn rows(&self) -> usize {
        self.bounds.len().saturating_sub(1)
    }

    /// The pairs of Arabic sentence `i`, by English sentence.
    pub fn row(&self, i: usize) -> &[Single] {
        &self.pairs[self.bounds[i] as usize..self.bounds[i + 1] as usize]
    }
}

/// What one Arabic sentence and each English one say of each other. The sum of the logarithms of what the Arabic units
/// gain is the logarithm of a product, which is taken once.
struct Columns {
    /// One over the units of each English sentence.
    shares: Vec<f32>,
    /// What the Arabic units gain in each, as a factor of likelihood, but for what is in `logs`.
    factors: Vec<f64>,
    /// What the units of both sides gain in each, in nats.
    logs: Vec<f32>,
    /// The sentences with anything, in the order met.
    met: Vec<u32>,
    /// Whether each sentence is among them.
    is_met: Vec<bool>,
    /// The weights of the unit at hand in each sentence, and the sentences with any.
    unit: Vec<f32>,
    of_unit: Vec<u32>,
    /// Σ p(English term | unit) of each English term over the units of the Arabic sentence, and the terms with any.
    terms: Vec<f32>,
    of_sentence: Vec<u32>,
}

impl Columns {
    fn new(pair: &Compared) -> Self {
        let n = pair.en.len();
        let size = |j: usize| pair.en.units(j).len().max(1) as f32;
        Columns {
            shares: (0..n).map(|j| 1.0 / size(j)).collect(),
            factors: vec![1.0; n],
            logs: vec![0.0; n],
            met: Vec::new(),
            is_met: vec![false; n],
            unit: vec![0.0; n],
            of_unit: Vec::new(),
            terms: vec![0.0; pair.en.probability.len()],
            of_sentence: Vec::new(),
        }
    }

    /// Adds what a unit of the Arabic `term` gains by its `matches`.
    fn add_unit<'m>(&mut self, matches: impl Iterator<Item = &'m Match>, forward: &Direction<'_>, term: u32) {
        /// Above this a product is put into nats: a factor is far from filling the rest.
        const MUCH: f64 = 1e200;
        let rate = forward.rate(term);
        for m in matches {
            let sum = &mut self.terms[m.en as usize];
            if *sum == 0.0 {
                self.of_sentence.push(m.en);
            }
            *sum += m.forward;
            for &(column, count) in forward.occurrences(m.en) {
                let sum = &mut self.unit[column as usize];
                if *sum == 0.0 {
                    self.of_unit.push(column);
                }
                *sum += rate * m.backward * count as f32;
            }
        }
        let ceiling = forward.ceiling();
        for column in self.of_unit.drain(..) {
            let j = column as usize;
            let weight = std::mem::take(&mut self.unit[j]);
            self.factors[j] *= f64::from((1.0 + weight * self.shares[j]).min(ceiling));
            if self.factors[j] > MUCH {
                self.logs[j] += std::mem::replace(&mut self.factors[j], 1.0).ln() as f32;
            }
            if !std::mem::replace(&mut self.is_met[j], true) {
                self.met.push(column);
            }
        }
    }

    /// Adds what the English units gain by the Arabic sentence, which has so many units.
    fn add_terms(&mut self, forward: &Direction<'_>, backward: &Direction<'_>, units: f32) {
        for term in self.of_sentence.drain(..) {
            let sum = std::mem::take(&mut self.terms[term as usize]);
            let gain = backward.gain(sum * backward.rate(term), units);
            for &(column, count) in forward.occurrences(term) {
                self.logs[column as usize] += count as f32 * gain;
            }
        }
    }

    /// The English sentences with anything, in order, each with the nats of the units of both sides; all is then empty.
    fn drain(&mut self) -> impl Iterator<Item = (usize, f32)> {
        self.met.sort_unstable();
        self.met.drain(..).map(|column| {
            let j = column as usize;
            self.is_met[j] = false;
            let product = std::mem::replace(&mut self.factors[j], 1.0);
            (j, product.ln() as f32 + std::mem::take(&mut self.logs[j]))
        })
    }
}
