//! Comparing vectors in blocks, and what a similarity is worth beside its neighbours'.
//!
//! A vector that lies near many others (a hub) is near to the wrong ones too. The margin of Artetxe & Schwenk 2019
//! ("Margin-based parallel corpus mining") sets the similarity of two against the mean similarity of each to its `k`
//! nearest on the other side.

use crate::evidence::keep;

/// The scalar product, in eight sums side by side.
#[inline]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0f32; 8];
    let (x, y) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = x.remainder().iter().zip(y.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in x.zip(y) {
        for k in 0..8 {
            sums[k] += a[k] * b[k];
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// The cosine of two vectors, 0 where one has no length.
pub fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let norm = (dot(a, a) * dot(b, b)).sqrt();
    if norm > 0.0 { dot(a, b) / norm } else { 0.0 }
}

/// The products of `a` with four vectors: `a` is read once for all four.
#[inline]
fn dot4(a: &[f32], b: [&[f32]; 4]) -> [f32; 4] {
    let mut sums = [[0.0f32; 4]; 4];
    let [b0, b1, b2, b3] = b.map(|b| b.chunks_exact(4));
    for ((((a, b0), b1), b2), b3) in a.chunks_exact(4).zip(b0).zip(b1).zip(b2).zip(b3) {
        for k in 0..4 {
            sums[0][k] += a[k] * b0[k];
            sums[1][k] += a[k] * b1[k];
            sums[2][k] += a[k] * b2[k];
            sums[3][k] += a[k] * b3[k];
        }
    }
    sums.map(|s| (s[0] + s[1]) + (s[2] + s[3]))
}

/// The products of `a` with each of `rows`, as many numbers each, added to the end of `out`.
pub fn products_with(a: &[f32], rows: &[f32], out: &mut Vec<f32>) {
    let dim = a.len();
    let mut fours = rows.chunks_exact(4 * dim);
    for four in &mut fours {
        let at = |k: usize| &four[k * dim..(k + 1) * dim];
        out.extend(dot4(a, [at(0), at(1), at(2), at(3)]));
    }
    out.extend(fours.remainder().chunks_exact(dim).map(|row| dot(a, row)));
}

/// Calls `each` with a row of `a`, the first of a run of rows of `b`, and their products; all pairs, in blocks that
/// stay in the cache. `dim` is a multiple of 4.
pub fn products(a: &[f32], b: &[f32], dim: usize, mut each: impl FnMut(usize, usize, &[f32])) {
    /// Rows of `b` in a block: 64 of 512 numbers are 128 KiB.
    const BLOCK: usize = 64;
    let mut out = [0.0f32; BLOCK];
    for (block, rows) in b.chunks(BLOCK * dim).enumerate() {
        let n = rows.len() / dim;
        for (i, x) in a.chunks_exact(dim).enumerate() {
            let mut j = 0;
            while j + 4 <= n {
                let at = |k: usize| &rows[(j + k) * dim..(j + k + 1) * dim];
                out[j..j + 4].copy_from_slice(&dot4(x, [at(0), at(1), at(2), at(3)]));
                j += 4;
            }
            for (j, o) in out[..n].iter_mut().enumerate().skip(j) {
                *o = dot(x, &rows[j * dim..(j + 1) * dim]);
            }
            each(i, block * BLOCK, &out[..n]);
        }
    }
}

/// All products of the rows of `a` with those of `b`, `dim` numbers each, row by row.
pub fn similarities(a: &[f32], b: &[f32], dim: usize) -> Vec<f32> {
    let columns = b.len() / dim.max(1);
    let mut out = vec![0.0; a.len() / dim.max(1) * columns];
    products(a, b, dim, |i, first, found| out[i * columns + first..][..found.len()].copy_from_slice(found));
    out
}

/// How a similarity is set against its neighbours'.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Margin {
    /// The similarity itself.
    None,
    /// Divided by the mean of the two neighbourhoods.
    Ratio,
    /// Less the mean of the two neighbourhoods.
    Difference,
}

impl Margin {
    /// Similarity `s` with neighbourhoods `x` and `y`.
    pub fn of(self, s: f32, x: f32, y: f32) -> f32 {
        let around = 0.5 * (x + y);
        match self {
            Margin::None => s,
            Margin::Ratio => s / around.max(1e-6),
            Margin::Difference => s - around,
        }
    }
}

/// What retrieval found: for each row the best one on the other side.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Retrieval {
    /// Of each row of `a` the best of `b`.
    pub forward: Vec<u32>,
    /// Of each row of `b` the best of `a`.
    pub backward: Vec<u32>,
}

impl Retrieval {
    /// The shares of rows whose best is the one with the same index, both ways.
    pub fn accuracy(&self) -> (f64, f64) {
        let right = |best: &[u32]| {
            let n = (0u32..).zip(best).filter(|(i, b)| i == *b).count();
            n as f64 / best.len().max(1) as f64
        };
        (right(&self.forward), right(&self.backward))
    }
}

/// Mean similarity of each row and column of a matrix to its nearest on the other side.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Neighbours {
    /// Of the rows.
    pub rows: Vec<f32>,
    /// Of the columns.
    pub columns: Vec<f32>,
}

impl Neighbours {
    /// Of a similarity matrix (`rows` × `columns`, row by row), over the `k` nearest. Empty for an empty matrix.
    pub fn new(similarity: &[f32], rows: usize, columns: usize, k: usize) -> Self {
        if similarity.is_empty() {
            return Neighbours::default();
        }
        let mut of_columns = vec![Vec::with_capacity(k + 1); columns];
        let mut of_rows = Vec::with_capacity(rows);
        for row in similarity.chunks_exact(columns) {
            let mut own = Vec::with_capacity(k + 1);
            for (&s, column) in row.iter().zip(&mut of_columns) {
                keep(&mut own, s, (), k);
                keep(column, s, (), k);
            }
            of_rows.push(mean(&own));
        }
        Neighbours { rows: of_rows, columns: of_columns.iter().map(|c| mean(c)).collect() }
    }
}

/// Finds for each row of a similarity matrix (`rows` × `columns`, row by row) the best column and for each column the
/// best row, by `margin` over the `k` nearest. Ties go to the first.
pub fn retrieve(similarity: &[f32], rows: usize, columns: usize, k: usize, margin: Margin) -> Retrieval {
    let near = Neighbours::new(similarity, rows, columns, k);
    let mut forward = vec![(f32::NEG_INFINITY, 0u32); rows];
    let mut backward = vec![(f32::NEG_INFINITY, 0u32); columns];
    for (i, row) in similarity.chunks_exact(columns.max(1)).enumerate() {
        for (j, &s) in row.iter().enumerate() {
            let m = margin.of(s, near.rows[i], near.columns[j]);
            if m > forward[i].0 {
                forward[i] = (m, j as u32);
            }
            if m > backward[j].0 {
                backward[j] = (m, i as u32);
            }
        }
    }
    let best = |v: Vec<(f32, u32)>| v.into_iter().map(|b| b.1).collect();
    Retrieval { forward: best(forward), backward: best(backward) }
}

fn mean(top: &[(f32, ())]) -> f32 {
    top.iter().map(|t| t.0).sum::<f32>() / top.len().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_give_what_single_products_give() {
        let dim = 12;
        let numbers = |n: usize, seed: usize| -> Vec<f32> {
            (0..n * dim).map(|i| ((i * 31 + seed) % 17) as f32 / 8.0 - 1.0).collect()
        };
        let (a, b) = (numbers(5, 1), numbers(70, 4));
        let mut seen = 0;
        products(&a, &b, dim, |i, first, found| {
            for (j, &f) in found.iter().enumerate() {
                let j = first + j;
                let expected: f32 = (0..dim).map(|k| a[i * dim + k] * b[j * dim + k]).sum();
                assert!((f - expected).abs() < 1e-4, "{i} {j}: {f} {expected}");
                seen += 1;
            }
        });
        assert_eq!(seen, 5 * 70);
    }

    #[test]
    fn a_hub_wins_by_similarity_and_loses_by_margin() {
        // Column 0 is near every row; row 1 belongs to column 1.
        let similarity = [0.9, 0.2, 0.8, 0.7, 0.8, 0.1];
        let plain = retrieve(&similarity, 3, 2, 1, Margin::None);
        assert_eq!(plain.forward, [0, 0, 0]);
        for margin in [Margin::Ratio, Margin::Difference] {
            let found = retrieve(&similarity, 3, 2, 2, margin);
            assert_eq!(found.forward, [0, 1, 0], "{margin:?}");
            assert_eq!(found.backward, [0, 1], "{margin:?}");
        }
    }
}
