//! Scores of single sentence pairs, as a sparse matrix: only pairs that share evidence are in it.

use super::direction::{Direction, Lengths, Work};
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

/// All pairs of sentences that share evidence, by row then column. Time grows with the evidence, not with the product
/// of the lengths.
#[derive(Clone, Debug, Default)]
pub struct Singles {
    /// The pairs.
    pub pairs: Vec<Single>,
    /// `pairs[bounds[i]..bounds[i + 1]]` are those of Arabic sentence `i`.
    pub bounds: Vec<u32>,
    /// Number of English sentences.
    pub columns: usize,
}

impl Singles {
    /// Scores every pair of sentences of `pair` that shares evidence.
    pub fn new(pair: &Compared, weights: &ScoreWeights) -> Self {
        let lengths = Lengths::new(pair, weights);
        let mut forward: Vec<(u32, u32, f32)> = Vec::new();
        let mut missed_en = Vec::with_capacity(pair.en.len());
        let mut work = Work::default();
        // Both directions have events in the same cells: English rows first, sorted by Arabic sentence at the end.
        let backward = Direction::backward(pair, weights);
        for j in 0..backward.rows() {
            cells(&backward, j, &mut work, |i, value| forward.push((i, j as u32, value)));
            missed_en.push(work.missed);
        }
        forward.sort_unstable_by_key(|c| (c.0, c.1));
        let mut other = forward.into_iter().peekable();
        let arabic = Direction::forward(pair, weights);
        let mut out = Singles { pairs: Vec::new(), bounds: vec![0], columns: pair.en.len() };
        for i in 0..arabic.rows() {
            cells(&arabic, i, &mut work, |j, value| {
                let at = (i as u32, j);
                while other.next_if(|o| (o.0, o.1) < at).is_some() {}
                let back = other.next_if(|o| (o.0, o.1) == at).map_or(missed_en[j as usize], |o| o.2);
                let length = lengths.ratio(i, 1, j as usize, 1);
                let score = weights.words * (value + back) + weights.length * length + weights.bead;
                out.pairs.push(Single { i: at.0, j, score });
            });
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

/// Calls `each` with every target sentence that shares evidence with source sentence `row`, and the value.
fn cells(direction: &Direction<'_>, row: usize, work: &mut Work, mut each: impl FnMut(u32, f32)) {
    direction.events(row, 0, direction.columns() as u32, work);
    let mut next = 0;
    while next < work.events.len() {
        let column = work.events[next].column;
        next = work.add_until(next, column);
        each(column, direction.value(work, column as usize, column as usize));
        work.forget();
    }
}
