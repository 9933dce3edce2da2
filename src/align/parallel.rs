//! Monotone alignment: the best sequence of beads by dynamic programming (Gale & Church 1993), over a band.

use serde::{Deserialize, Serialize};

use crate::score::Band;

/// What beads there are and what nulls cost.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ParallelOptions {
    /// Nats for every sentence left alone, in the first search.
    pub null: f32,
    /// The share of sentences left alone that `null` is right for.
    pub null_share: f32,
    /// Sentences that this share counts for, beside the document pair's own.
    pub null_prior: f32,
    /// Nats that the cost of a null changes by with each nat of the odds of being left alone, in the second search.
    pub null_slope: f32,
    /// The least and the most that a null may then cost.
    pub null_range: [f32; 2],
    /// Longest run of a side in a bead with one sentence on the other.
    pub longest: usize,
    /// Longest run of a side in a bead with several sentences on both.
    pub longest_crossed: usize,
    /// Sentences that the second search goes beyond the path of the first, on either side.
    pub reach: usize,
    /// Least probability of a bead that stands out of order.
    pub moved: f32,
    /// Least sum of the scores, in nats as of anchors, of the sentence pairs that say a passage was moved.
    pub moved_passage: f32,
}

impl Default for ParallelOptions {
    fn default() -> Self {
        // The costs of nulls on the seven parallel sets of the development data, by the mean strict F1 of
        // `jisr eval SET --mode parallel --weights W`.
        // The least values for beads out of order: on xquad and tico19, beads and noisy, as they are and with a passage
        // of each document moved; from 10 to 30 for the passage and .6 to .8 for the bead no set differs by more than
        // .003, and at .8 none without a moved passage loses anything.
        ParallelOptions {
            null: -1.3,
            null_share: 0.05,
            null_prior: 10.0,
            null_slope: 1.0,
            null_range: [-2.5, 0.0],
            longest: 8,
            longest_crossed: 3,
            reach: 4,
            moved: 0.8,
            moved_passage: 20.0,
        }
    }
}

impl ParallelOptions {
    /// The longest run that any bead has on a side.
    pub fn runs(&self) -> usize {
        self.longest.max(self.longest_crossed).max(1)
    }

    /// Those of the first search, which only looks for how a pair is: with the bead shapes that nearly all beads have.
    #[must_use]
    pub fn first(&self) -> Self {
        const SHORT: usize = 3;
        ParallelOptions { longest: self.longest.min(SHORT), longest_crossed: 1, ..*self }
    }

    /// What a null costs in a document pair of which a first search made `cells`: no constant is right for clean and
    /// noisy texts.
    pub fn own_null(&self, cells: &[Cell]) -> f32 {
        let (mut nulls, mut all) = (self.null_prior * self.null_share, self.null_prior);
        for cell in cells {
            all += (cell.m + cell.n) as f32;
            nulls += if cell.m * cell.n == 0 { (cell.m + cell.n) as f32 } else { 0.0 };
        }
        let odds = |share: f32| (share / (1.0 - share).max(1e-6)).max(1e-6).ln();
        let change = self.null_slope * (odds(nulls / all.max(1.0)) - odds(self.null_share));
        (self.null + change).clamp(self.null_range[0], self.null_range[1])
    }
}

/// A run of `m` Arabic sentences from `i` beside `n` English ones from `j`; one of `m`, `n` may be 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cell {
    /// First Arabic sentence.
    pub i: usize,
    /// Number of Arabic sentences.
    pub m: usize,
    /// First English sentence.
    pub j: usize,
    /// Number of English sentences.
    pub n: usize,
}

/// The bead shapes with content on both sides.
fn shapes(options: &ParallelOptions) -> Vec<(usize, usize)> {
    let mut out = vec![(1, 1)];
    for k in 2..=options.longest {
        out.extend([(1, k), (k, 1)]);
    }
    for m in 2..=options.longest_crossed.min(options.longest.max(1)) {
        for n in 2..=options.longest_crossed.min(options.longest.max(1)) {
            if m + n < 2 * options.longest_crossed || m == 2 {
                out.push((m, n));
            }
        }
    }
    out
}

/// The part of `band` that lies within `reach` sentences of the path of `cells`.
pub fn around(cells: &[Cell], band: &Band, reach: usize) -> Band {
    let mut out = vec![(u32::MAX, 0u32); band.0.len()];
    let last = band.0.len().saturating_sub(1);
    for c in cells {
        // Sentences of the other side alone lie before the next row.
        for row in &mut out[c.i.min(last)..(c.i + c.m.max(1)).min(band.0.len())] {
            row.0 = row.0.min(c.j as u32);
            row.1 = row.1.max((c.j + c.n) as u32);
        }
    }
    for (row, &(start, end)) in out.iter_mut().zip(&band.0) {
        *row = (row.0.saturating_sub(reach as u32).max(start), (row.1 + reach as u32).min(end));
    }
    Band(out)
}

/// The best sequence of beads through `band`, nulls included, in document order. Time and memory grow with the band.
/// `score` gives the nats of the bead with runs of `m` from `i` and `n` from `j` (in this order: i, m, j, n), `None`
/// where there is no such bead, `null` those of a sentence left alone.
pub fn align(
    score: impl Fn(usize, usize, usize, usize) -> Option<f32>,
    band: &Band,
    columns: usize,
    null: f32,
    options: &ParallelOptions,
) -> Vec<Cell> {
    let rows = band.0.len();
    // Row i of the lattice is the state before sentence i; it reaches from the band of i - 1 to that of i.
    let reach = |i: usize| -> (usize, usize) {
        let above = if i > 0 { band.0[i - 1] } else { (0, 0) };
        let here = if i < rows { band.0[i] } else { (columns as u32, columns as u32) };
        let start = if i == 0 { 0 } else { above.0.min(here.0) };
        (start as usize, (above.1.max(here.1) as usize).min(columns) + 1)
    };
    let mut offsets = Vec::with_capacity(rows + 1);
    let mut cells = 0;
    let mut reaches = Vec::with_capacity(rows + 1);
    for i in 0..=rows {
        let r = reach(i);
        offsets.push(cells);
        cells += r.1 - r.0;
        reaches.push(r);
    }
    let at = |i: usize, j: usize| -> Option<usize> {
        let (start, end) = reaches[i];
        (j >= start && j < end).then(|| offsets[i] + j - start)
    };
    let shapes = shapes(options);
    // In single precision the sums of a long document would swallow the cost of a null.
    let mut best = vec![f64::NEG_INFINITY; cells];
    let mut back = vec![(0u8, 0u8); cells];
    best[0] = 0.0;
    for (i, &(start, end)) in reaches.iter().enumerate() {
        for j in start..end {
            let Some(here) = at(i, j) else { continue };
            let value = best[here];
            if value == f64::NEG_INFINITY {
                continue;
            }
            let mut step = |m: usize, n: usize, gain: f32| {
                if let Some(to) = (i + m <= rows).then(|| at(i + m, j + n)).flatten()
                    && value + f64::from(gain) > best[to]
                {
                    best[to] = value + f64::from(gain);
                    back[to] = (m as u8, n as u8);
                }
            };
            step(1, 0, null);
            if j < columns {
                step(0, 1, null);
                for &(m, n) in &shapes {
                    if i + m <= rows
                        && j + n <= columns
                        && let Some(gain) = score(i, m, j, n)
                    {
                        step(m, n, gain);
                    }
                }
            }
        }
    }
    let mut path = Vec::new();
    let (mut i, mut j) = (rows, columns);
    while (i, j) != (0, 0) {
        let Some(here) = at(i, j) else { break };
        let (m, n) = (back[here].0 as usize, back[here].1 as usize);
        if (m, n) == (0, 0) {
            break;
        }
        i -= m;
        j -= n;
        path.push(Cell { i, m, j, n });
    }
    path.reverse();
    path
}
