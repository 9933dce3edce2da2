//! Cosines of runs of sentences. A run's vector is the sum of its sentences', so the product of two runs is the sum
//! of their sentences' products, and nothing is computed twice.

use super::likelihood::Band;
use crate::evidence::Side;
use crate::evidence::vectors::dot;

/// Cosines of beads within a band.
#[derive(Clone, Debug)]
pub struct Cosines {
    band: Band,
    /// Where each row starts in `sums`.
    rows: Vec<usize>,
    /// For each row the running sums of its products, from the start of its band, one longer than the band is wide.
    sums: Vec<f32>,
    ar: Lengths,
    en: Lengths,
}

/// Lengths of the vectors of runs of up to `runs` sentences.
#[derive(Clone, Debug)]
struct Lengths {
    runs: usize,
    values: Vec<f32>,
}

impl Lengths {
    fn new(side: &Side, runs: usize) -> Self {
        let mut values = Vec::with_capacity(side.len() * runs);
        for i in 0..side.len() {
            // |a + b|² = |a|² + 2ab + |b|²
            let mut square = 0.0;
            for run in 1..=runs {
                let last = i + run - 1;
                if last < side.len() {
                    let own = side.vector(last);
                    let before: f32 = (i..last).map(|k| dot(side.vector(k), own)).sum();
                    square += dot(own, own) + 2.0 * before;
                }
                values.push(square.max(0.0).sqrt());
            }
        }
        Lengths { runs, values }
    }

    fn get(&self, i: usize, run: usize) -> f32 {
        self.values[i * self.runs + run - 1]
    }
}

impl Cosines {
    /// For beads of up to `runs` sentences a side within `band` (Arabic rows); `None` when a side has no vectors.
    pub fn new(ar: &Side, en: &Side, band: &Band, runs: usize) -> Option<Self> {
        if !ar.has_vectors() || !en.has_vectors() {
            return None;
        }
        let cells: usize = band.0.iter().map(|b| (b.1 - b.0) as usize).sum();
        let mut rows = Vec::with_capacity(ar.len());
        let mut sums = Vec::with_capacity(cells + (runs + 1) * ar.len());
        for (i, &(start, end)) in band.0.iter().enumerate() {
            rows.push(sums.len());
            if start >= end {
                continue;
            }
            let own = ar.vector(i);
            let mut sum = 0.0;
            sums.push(sum);
            // A run may end beyond the band in which it starts.
            for j in start as usize..(end as usize + runs - 1).min(en.len()) {
                sum += dot(own, en.vector(j));
                sums.push(sum);
            }
        }
        Some(Cosines {
            band: band.clone(),
            rows,
            sums,
            ar: Lengths::new(ar, runs),
            en: Lengths::new(en, runs),
        })
    }

    /// The cosine of a bead within the band; 0 where a run has no vector.
    pub fn bead(&self, i: usize, m: usize, j: usize, n: usize) -> f32 {
        let mut product = 0.0;
        for row in i..i + m {
            let start = self.band.0[row].0 as usize;
            let end = self.rows.get(row + 1).copied().unwrap_or(self.sums.len());
            let at = |column: usize| self.rows[row] + column.saturating_sub(start);
            if j < start || at(j + n) >= end {
                return 0.0;
            }
            product += self.sums[at(j + n)] - self.sums[at(j)];
        }
        let norm = self.ar.get(i, m) * self.en.get(j, n);
        if norm > 0.0 { product / norm } else { 0.0 }
    }
}
