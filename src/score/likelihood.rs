//! Log-likelihood ratios of runs of sentences, from tables that make every bead a few additions.

use super::cosine::Cosines;
use super::direction::{Direction, Work};
use super::length::{LengthModel, Lengths};
use super::weights::ScoreWeights;
use crate::evidence::Compared;

/// For each sentence of one side, which sentences of the other are looked at: `start..end`, monotone in both.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Band(pub Vec<(u32, u32)>);

impl Band {
    /// Every sentence of `rows` against every one of `columns`.
    pub fn full(rows: usize, columns: usize) -> Self {
        Band(vec![(0, columns as u32); rows])
    }

    /// The same band seen from the other side, which has `columns` sentences.
    #[must_use]
    pub fn transposed(&self, columns: usize) -> Self {
        let mut out = vec![(u32::MAX, 0u32); columns];
        for (i, &(start, end)) in (0u32..).zip(&self.0) {
            for column in &mut out[start as usize..end as usize] {
                column.0 = column.0.min(i);
                column.1 = column.1.max(i + 1);
            }
        }
        for column in &mut out {
            if column.0 == u32::MAX {
                *column = (0, 0);
            }
        }
        Band(out)
    }
}

/// One direction: the log-likelihood of each sentence given each run of up to `runs` sentences of the other side.
#[derive(Clone, Debug)]
pub struct Table {
    band: Band,
    rows: Vec<usize>,
    runs: usize,
    values: Vec<f32>,
}

impl Table {
    /// The value for sentence `row` given the `run` sentences from `column`; `None` outside the band.
    #[inline]
    pub fn get(&self, row: usize, column: usize, run: usize) -> Option<f32> {
        let (start, end) = self.band.0[row];
        if column < start as usize || column >= end as usize {
            return None;
        }
        Some(self.values[self.rows[row] + (column - start as usize) * self.runs + run - 1])
    }
}

/// Both directions and the lengths: scores any bead of up to `runs` sentences a side.
#[derive(Clone, Debug)]
pub struct Likelihood {
    /// Arabic sentences given English runs.
    ar: Table,
    /// English sentences given Arabic runs.
    en: Table,
    lengths: Lengths,
    cosines: Option<Cosines>,
    weights: ScoreWeights,
}

impl Likelihood {
    /// Tables for beads of up to `runs` sentences a side, for the sentence pairs in `band` (Arabic rows).
    pub fn new(pair: &Compared, band: Band, runs: usize, weights: &ScoreWeights) -> Self {
        let transposed = band.transposed(pair.en.len());
        let lengths = Lengths::new(pair, weights);
        let cosines = Cosines::new(&pair.ar, &pair.en, &band, runs);
        Likelihood {
            cosines,
            ar: table(&Direction::forward(pair, weights), band, runs),
            en: table(&Direction::backward(pair, weights), transposed, runs),
            lengths,
            weights: *weights,
        }
    }

    /// How lengths compare, by what the `ones`, the 1-1 beads of a first search, say.
    pub fn learnt_lengths(&self, ones: impl Iterator<Item = (usize, usize)>) -> LengthModel {
        self.lengths.learnt(ones)
    }

    /// Scores lengths by `model` from now on.
    pub fn set_lengths(&mut self, model: LengthModel) {
        self.lengths.set(model);
    }

    /// What the words of the bead of `m` Arabic sentences from `i` and `n` English ones from `j` say, in nats;
    /// `None` outside the band.
    pub fn words(&self, i: usize, m: usize, j: usize, n: usize) -> Option<f32> {
        let mut sum = 0.0;
        for row in i..i + m {
            sum += self.ar.get(row, j, n)?;
        }
        for row in j..j + n {
            sum += self.en.get(row, i, m)?;
        }
        Some(sum)
    }

    /// The cosine of a bead's two sides; `None` without vectors or outside the band.
    pub fn cosine(&self, i: usize, m: usize, j: usize, n: usize) -> Option<f32> {
        if m * n == 0 { None } else { self.cosines.as_ref().map(|c| c.bead(i, m, j, n)) }
    }

    /// The score of a bead in nats; `None` outside the band.
    pub fn bead(&self, i: usize, m: usize, j: usize, n: usize) -> Option<f32> {
        let w = &self.weights;
        let words = self.words(i, m, j, n)?;
        let crossing = if m > 1 && n > 1 { w.cross } else { 0.0 };
        let cosine = self.cosines.as_ref().map_or(w.cosine, |c| c.bead(i, m, j, n));
        Some(
            w.words * words
                + w.vectors * (cosine - w.cosine)
                + w.length * self.lengths.ratio(i, m, j, n)
                + w.bead
                - w.merge * (m + n - 2) as f32
                - crossing,
        )
    }
}

/// Runs up to this length are looked at whatever their length in characters: they may stand beside several sentences.
const SHORT: usize = 3;

/// Fills the table of one direction.
fn table(direction: &Direction<'_>, band: Band, runs: usize) -> Table {
    let columns = direction.columns();
    let mut rows = Vec::with_capacity(band.0.len());
    let cells: usize = band.0.iter().map(|b| (b.1 - b.0) as usize).sum();
    let mut values = Vec::with_capacity(cells * runs);
    let mut work = Work::default();
    for (row, &(start, end)) in band.0.iter().enumerate() {
        rows.push(values.len());
        if start >= end {
            continue;
        }
        let reach = (end as usize + runs - 1).min(columns) as u32;
        direction.events(row, start, reach, &mut work);
        let mut first = 0;
        for column in start..end {
            while first < work.events.len() && work.events[first].column < column {
                first += 1;
            }
            let mut next = first;
            for run in 1..=runs {
                let last = column as usize + run - 1;
                if last >= columns || (run > SHORT && direction.outgrown(row, column as usize, last)) {
                    values.resize(values.len() + runs + 1 - run, f32::NEG_INFINITY);
                    break;
                }
                next = work.add_until(next, last as u32);
                values.push(direction.value(&work, column as usize, last));
            }
            work.forget();
        }
    }
    Table { band, rows, runs, values }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_and_its_transpose_hold_the_same_cells() {
        let band = Band(vec![(0, 2), (1, 4), (1, 4), (3, 5)]);
        let other = band.transposed(5);
        for (i, &(a, b)) in band.0.iter().enumerate() {
            for j in a..b {
                let (x, y) = other.0[j as usize];
                assert!((x as usize..y as usize).contains(&i));
            }
        }
    }
}
