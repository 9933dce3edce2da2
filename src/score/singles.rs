//! Scores of single sentence pairs by words and lengths, as a sparse matrix: only pairs that share evidence are in it.

use super::cell::Cell;
use super::direction::{ByColumn, Direction};
use super::length::Lengths;
use super::weights::ScoreWeights;
use crate::evidence::Compared;

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

/// An Arabic unit may be answered by the units of one term in one English sentence.
#[derive(Clone, Copy, Default)]
struct Answer {
    column: u32,
    unit: u32,
    term: u32,
    /// Units of the term in the sentence.
    count: u32,
    /// p(Arabic | English) and p(English | Arabic).
    backward: f32,
    forward: f32,
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
        let mut answers: Vec<Answer> = Vec::new();
        let mut by_column = ByColumn::default();
        let mut ar_sums: Vec<(u32, f32)> = Vec::new();
        let mut en_sums: Vec<(u32, u32, f32)> = Vec::new();
        for i in 0..pair.ar.len() {
            let units = &pair.ar.terms[pair.ar.units(i)];
            answers.clear();
            for (unit, &term) in (0u32..).zip(units) {
                let from = pair.matches.partition_point(|m| m.ar < term);
                for m in pair.matches[from..].iter().take_while(|m| m.ar == term) {
                    let found = forward.occurrences(m.en);
                    if found.len() > most {
                        continue;
                    }
                    let (term, backward, forward) = (m.en, m.backward, m.forward);
                    answers.extend(found.iter().map(|&(column, count)| Answer {
                        column,
                        unit,
                        term,
                        count,
                        backward,
                        forward,
                    }));
                }
            }
            by_column.sort(&mut answers, |a| a.column, 0, pair.en.len() as u32);
            let nothing = forward.nothing(i);
            let ar_size = backward.units(i, i);
            for cell in answers.chunk_by(|a, b| a.column == b.column) {
                let j = cell[0].column as usize;
                ar_sums.clear();
                en_sums.clear();
                for a in cell {
                    let weight = a.backward * a.count as f32;
                    match ar_sums.last_mut().filter(|s| s.0 == a.unit) {
                        Some(sum) => sum.1 += weight,
                        None => ar_sums.push((a.unit, weight)),
                    }
                    match en_sums.iter_mut().find(|s| s.0 == a.term) {
                        Some(sum) => sum.2 += a.forward,
                        None => en_sums.push((a.term, a.count, a.forward)),
                    }
                }
                let mut words = nothing + nothing_en[j];
                let en_size = forward.units(j, j);
                for &(unit, sum) in &ar_sums {
                    let (base, weight) = forward.term(units[unit as usize]);
                    words += forward.gain(sum * weight, en_size, base);
                }
                for &(term, count, sum) in &en_sums {
                    let (base, weight) = backward.term(term);
                    words += count as f32 * backward.gain(sum * weight, ar_size, base);
                }
                let score =
                    weights.words * words + weights.length * lengths.ratio(&Cell { i, m: 1, j, n: 1 });
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
