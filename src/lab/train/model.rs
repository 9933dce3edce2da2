//! The student: a row for each frequent word and stem and for each class of runs of letters.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::corpus::TrainingCorpus;
use crate::evidence::vectors::dot;

/// A row with its weight in the sum.
pub(super) type Feature = (u32, f32);

/// The student's numbers and what the optimiser remembers of each row.
pub(super) struct Model {
    pub dim: usize,
    pub rows: Vec<f32>,
    pub momentum: Vec<f32>,
    pub square: Vec<f32>,
    /// `features[bounds[t]..bounds[t + 1]]` are those of type `t`.
    pub features: Vec<Feature>,
    pub bounds: Vec<u32>,
    /// Keys of the rows of words, then of stems.
    pub keys: Vec<u64>,
    pub words: usize,
    /// Share of words that are taken for unknown in a step.
    pub dropout: f32,
    /// What it started from, when that was a table.
    pub origin: Option<Origin>,
}

/// Where the rows of a model come from that continues a table: a row for each type.
pub(super) struct Origin {
    /// The rows as they were, to which they are pulled back.
    pub rows: Vec<f32>,
    /// The rows in the table; none for a new word.
    pub known: Vec<Option<u32>>,
    /// Rows that stay as they are.
    pub frozen: Vec<bool>,
    /// Share of the way back that a row goes with each of its steps.
    pub pull: f32,
}

/// A batch as the model sees it: its lines' vectors, and what is needed to go back.
pub(super) struct Forward {
    /// Unit vectors of the lines.
    pub unit: Vec<f32>,
    norms: Vec<f32>,
    /// Types of the batch, ascending.
    types: Vec<u32>,
    /// Whether the type's own row is left out.
    dropped: Vec<bool>,
    /// For each type the lines it stands in, with repetitions.
    lines_of: Vec<u32>,
    lines_bounds: Vec<u32>,
}

impl Model {
    /// The rows of a type.
    pub fn features(&self, t: u32) -> &[Feature] {
        &self.features[self.bounds[t as usize] as usize..self.bounds[t as usize + 1] as usize]
    }

    fn row(&self, row: u32) -> &[f32] {
        &self.rows[row as usize * self.dim..(row as usize + 1) * self.dim]
    }

    /// Whether the first feature of a type is its own row.
    fn has_own(&self, features: &[Feature]) -> bool {
        features.first().is_some_and(|f| (f.0 as usize) < self.words)
    }

    /// The vector of a type.
    pub fn type_vector(&self, t: u32, without_own: bool, out: &mut [f32]) {
        out.fill(0.0);
        let features = self.features(t);
        let skip = usize::from(without_own && self.has_own(features) && features.len() > 1);
        for &(row, weight) in &features[skip..] {
            for (o, x) in out.iter_mut().zip(self.row(row)) {
                *o += weight * x;
            }
        }
    }

    /// The vectors of lines, of unit length. `seed` decides which words are taken for unknown; none without it.
    pub fn forward(&self, corpus: &TrainingCorpus, lines: &[u32], seed: Option<u64>) -> Forward {
        let dim = self.dim;
        let mut places: Vec<(u32, u32)> = Vec::new();
        for (i, &line) in lines.iter().enumerate() {
            places.extend(corpus.line(line).iter().map(|&t| (t, i as u32)));
        }
        places.par_sort_unstable();
        let mut types: Vec<u32> = Vec::new();
        let mut lines_bounds = vec![0];
        let mut local: FxHashMap<u32, u32> = FxHashMap::default();
        for (k, &(t, _)) in places.iter().enumerate() {
            if types.last() != Some(&t) {
                if !types.is_empty() {
                    lines_bounds.push(k as u32);
                }
                local.insert(t, types.len() as u32);
                types.push(t);
            }
        }
        lines_bounds.push(places.len() as u32);
        let mut random = fastrand::Rng::with_seed(seed.unwrap_or(0));
        let dropped: Vec<bool> =
            types.iter().map(|_| seed.is_some() && random.f32() < self.dropout).collect();
        let mut vectors = vec![0.0; types.len() * dim];
        vectors
            .par_chunks_mut(dim)
            .with_min_len(64)
            .zip(types.par_iter().zip(&dropped))
            .for_each(|(out, (&t, &dropped))| self.type_vector(t, dropped, out));
        let mut unit = vec![0.0; lines.len() * dim];
        let norms = unit
            .par_chunks_mut(dim)
            .zip(lines)
            .map(|(out, &line)| {
                for t in corpus.line(line) {
                    let at = local[t] as usize * dim;
                    for (o, x) in out.iter_mut().zip(&vectors[at..at + dim]) {
                        *o += x;
                    }
                }
                let norm = dot(out, out).sqrt().max(1e-6);
                for o in out.iter_mut() {
                    *o /= norm;
                }
                norm
            })
            .collect();
        let lines_of = places.into_iter().map(|p| p.1).collect();
        Forward { unit, norms, types, dropped, lines_of, lines_bounds }
    }

    /// Takes a step against `gradient`, of the unit vectors of `forward` (which it spoils). Adam (Kingma & Ba 2015)
    /// with one second moment a row, on the rows of the batch only.
    pub fn backward(&mut self, forward: &Forward, mut gradient: Vec<f32>, rate: f32) {
        let dim = self.dim;
        // Through the scaling to unit length.
        gradient.par_chunks_mut(dim).zip(&forward.norms).zip(forward.unit.par_chunks(dim)).for_each(
            |((g, norm), s)| {
                let along = dot(g, s);
                for (g, s) in g.iter_mut().zip(s) {
                    *g = (*g - along * s) / norm;
                }
            },
        );
        let mut of_types = vec![0.0; forward.types.len() * dim];
        of_types.par_chunks_mut(dim).enumerate().with_min_len(64).for_each(|(k, out)| {
            let lines = forward.lines_bounds[k] as usize..forward.lines_bounds[k + 1] as usize;
            for &line in &forward.lines_of[lines] {
                for (o, g) in out.iter_mut().zip(&gradient[line as usize * dim..(line as usize + 1) * dim]) {
                    *o += g;
                }
            }
        });
        let mut uses: Vec<(u32, u32, f32)> = Vec::with_capacity(16 * forward.types.len());
        for (k, (&t, &dropped)) in forward.types.iter().zip(&forward.dropped).enumerate() {
            let features = self.features(t);
            let skip = usize::from(dropped && self.has_own(features) && features.len() > 1);
            if self.origin.as_ref().is_none_or(|o| !o.frozen[t as usize]) {
                uses.extend(features[skip..].iter().map(|&(row, weight)| (row, k as u32, weight)));
            }
        }
        uses.par_sort_unstable_by_key(|u| (u.0, u.1));
        // Rows are disjoint: each thread takes a run of them.
        let threads = rayon::current_num_threads();
        let mut pieces = Vec::new();
        let (mut rows, mut momentum, mut square) =
            (self.rows.as_mut_slice(), self.momentum.as_mut_slice(), self.square.as_mut_slice());
        let (mut uses, mut first) = (uses.as_slice(), 0usize);
        let share = uses.len().div_ceil(4 * threads).max(1);
        while !uses.is_empty() {
            let mut end = share.min(uses.len());
            while end < uses.len() && uses[end].0 == uses[end - 1].0 {
                end += 1;
            }
            let last = uses[end - 1].0 as usize + 1;
            let (r, rest) = std::mem::take(&mut rows).split_at_mut((last - first) * dim);
            rows = rest;
            let (m, rest) = std::mem::take(&mut momentum).split_at_mut((last - first) * dim);
            momentum = rest;
            let (s, rest) = std::mem::take(&mut square).split_at_mut(last - first);
            square = rest;
            pieces.push((first, r, m, s, &uses[..end]));
            uses = &uses[end..];
            first = last;
        }
        let origin = self.origin.as_ref();
        pieces.into_par_iter().for_each(|(first, rows, momentum, square, uses)| {
            let mut sum = vec![0.0; dim];
            for uses in uses.chunk_by(|a, b| a.0 == b.0) {
                sum.fill(0.0);
                for &(_, k, weight) in uses {
                    let of = &of_types[k as usize * dim..(k as usize + 1) * dim];
                    for (s, g) in sum.iter_mut().zip(of) {
                        *s += weight * g;
                    }
                }
                let row = uses[0].0 as usize - first;
                let square = &mut square[row];
                *square = 0.99 * *square + 0.01 * dot(&sum, &sum) / dim as f32;
                let by = rate / (square.sqrt() + 1e-8);
                let at = row * dim..(row + 1) * dim;
                for ((x, m), g) in rows[at.clone()].iter_mut().zip(&mut momentum[at.clone()]).zip(&sum) {
                    *m = 0.9 * *m + 0.1 * g;
                    *x -= by * *m;
                }
                if let Some(origin) = origin {
                    let old = &origin.rows[uses[0].0 as usize * dim..][..dim];
                    for (x, old) in rows[at].iter_mut().zip(old) {
                        *x += origin.pull * (old - *x);
                    }
                }
            }
        });
    }
}
