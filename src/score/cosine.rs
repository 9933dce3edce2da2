//! Cosines of runs of sentences. A run's vector is the sum of its sentences', so the product of two runs is the sum
//! of their sentences' products, and nothing is computed twice.

use super::band::Band;
use super::cell::Cell;
use super::direction::{Direction, SHORT};
use crate::evidence::Side;
use crate::evidence::vectors::products_with;

/// Cosines of beads within a band.
#[derive(Clone, Debug)]
pub struct Cosines {
    band: Band,
    /// Where each row starts in `sums`; one longer than there are rows.
    rows: Vec<usize>,
    /// For each row the running sums of its products, from the start of its band, one longer than the columns it has.
    sums: Vec<f32>,
    ar: Norms,
    en: Norms,
    columns: usize,
}

/// Lengths of the vectors of runs of up to `runs` sentences.
#[derive(Clone, Debug)]
struct Norms {
    runs: usize,
    values: Vec<f32>,
}

impl Norms {
    /// Of the sentences of a side, which are the target of `direction`. Runs longer than those of any bead have no length.
    fn new(side: &Side, runs: usize, direction: &Direction<'_>) -> Self {
        let sentences = side.len();
        // The square of a run is that of the run without its last sentence and that without its first, less what is in
        // both, and twice the product of the two.
        let mut squares = vec![0.0f32; (sentences + 1) * runs];
        let mut products = Vec::with_capacity(runs);
        for i in (0..sentences).rev() {
            products.clear();
            let longest = direction.longest_of_any(i, runs);
            products_with(side.vector(i), side.vectors_of(i..i + longest), &mut products);
            let (own, next) = squares[i * runs..].split_at_mut(runs);
            own[0] = products[0];
            for last in 1..products.len() {
                let both = if last > 1 { next[last - 2] } else { 0.0 };
                own[last] = own[last - 1] + next[last - 1] - both + 2.0 * products[last];
            }
        }
        squares.truncate(sentences * runs);
        Norms { runs, values: squares.into_iter().map(|square| square.max(0.0).sqrt()).collect() }
    }

    /// The length of the vector of `run` sentences from `i`; 0 of runs that none was made for.
    fn get(&self, i: usize, run: usize) -> f32 {
        if run <= self.runs { self.values[i * self.runs + run - 1] } else { 0.0 }
    }
}

impl Cosines {
    /// For beads of up to `runs` sentences a side within `band` (Arabic rows); `None` when a side has no vectors.
    /// `directions` say how long the runs of English sentences beside an Arabic one may be, and the other way round.
    pub fn new(
        ar: &Side,
        en: &Side,
        band: &Band,
        runs: usize,
        [forward, backward]: [&Direction<'_>; 2],
    ) -> Option<Self> {
        if !ar.has_vectors() || !en.has_vectors() {
            return None;
        }
        let cells: usize = band.0.iter().map(|b| (b.1 - b.0) as usize).sum();
        let mut rows = Vec::with_capacity(ar.len() + 1);
        let mut sums = Vec::with_capacity(cells + (SHORT + 1) * ar.len());
        for (i, &(start, end)) in band.0.iter().enumerate() {
            rows.push(sums.len());
            if start >= end {
                continue;
            }
            // A run may end beyond the band in which it starts, and has a neighbour there.
            let last = end as usize - 1;
            let reach = (last + forward.longest(i, last, runs) + 1).min(en.len());
            sums.push(0.0);
            let from = sums.len();
            products_with(ar.vector(i), en.vectors_of(start as usize..reach), &mut sums);
            let mut sum = 0.0;
            for product in &mut sums[from..] {
                sum += *product;
                *product = sum;
            }
        }
        rows.push(sums.len());
        Some(Cosines {
            band: band.clone(),
            rows,
            sums,
            ar: Norms::new(ar, runs, backward),
            en: Norms::new(en, runs, forward),
            columns: en.len(),
        })
    }

    /// The product of Arabic sentence `row` with `run` English ones from `column`; `None` outside the band.
    fn product(&self, row: usize, column: usize, run: usize) -> Option<f32> {
        let start = self.band.0[row].0 as usize;
        let at = self.rows[row] + column.checked_sub(start)?;
        (at + run < self.rows[row + 1]).then(|| self.sums[at + run] - self.sums[at])
    }

    /// The sum of [`Self::product`] over `m` rows from `i`.
    fn products(&self, i: usize, m: usize, column: usize, run: usize) -> Option<f32> {
        (i..i + m).map(|row| self.product(row, column, run)).sum()
    }

    /// The cosine of a bead within the band; 0 where a run has no vector.
    pub fn bead(&self, &Cell { i, m, j, n }: &Cell) -> f32 {
        over(self.products(i, m, j, n), self.ar.get(i, m) * self.en.get(j, n))
    }

    /// Mean cosine of each side of a bead to the sentences just outside the other; 0 for those that are not there or
    /// lie outside the band.
    pub fn neighbours(&self, &Cell { i, m, j, n }: &Cell) -> f32 {
        let (own, other) = (self.ar.get(i, m), self.en.get(j, n));
        let mut sum = 0.0;
        if j > 0 {
            sum += over(self.products(i, m, j - 1, 1), own * self.en.get(j - 1, 1));
        }
        if j + n < self.columns {
            sum += over(self.products(i, m, j + n, 1), own * self.en.get(j + n, 1));
        }
        if i > 0 {
            sum += over(self.product(i - 1, j, n), self.ar.get(i - 1, 1) * other);
        }
        if i + m < self.band.0.len() {
            sum += over(self.product(i + m, j, n), self.ar.get(i + m, 1) * other);
        }
        0.25 * sum
    }
}

/// A product over the lengths of both vectors; 0 without either.
fn over(product: Option<f32>, norm: f32) -> f32 {
    match product {
        Some(product) if norm > 0.0 => product / norm,
        _ => 0.0,
    }
}
