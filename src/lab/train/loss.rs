//! What the student is told: how far its vectors are from the teacher's, and whether pairs find each other.

use ndarray::{ArrayView2, ArrayViewMut2, linalg::general_mat_mul};
use rayon::prelude::*;

use super::batch::Batch;
use super::config::Config;
use super::corpus::TrainingCorpus;
use super::model::Model;

/// Takes one step on a batch.
pub(super) fn step(model: &mut Model, corpus: &TrainingCorpus, batch: &Batch, rate: f32, config: &Config) {
    let dim = model.dim;
    let forward = model.forward(corpus, &batch.lines, Some(batch.seed));
    let mut gradient = vec![0.0; forward.unit.len()];
    let n = batch.size();
    let sides = batch.lines.len() / n;
    if !batch.targets.is_empty() {
        let mut targets = vec![0.0; n * dim];
        targets
            .par_chunks_mut(dim)
            .zip(&batch.targets)
            .for_each(|(out, &target)| corpus.targets.get(target as usize, out));
        let mut own = product(&targets, &targets, dim);
        softmax(&mut own, n, config.temperature);
        for side in 0..sides {
            let at = side * n * dim..(side + 1) * n * dim;
            distil(&forward.unit[at.clone()], &targets, &own, dim, config, &mut gradient[at]);
        }
    }
    if sides == 2 && config.contrast > 0.0 {
        let (a, b) = forward.unit.split_at(n * dim);
        let (ga, gb) = gradient.split_at_mut(n * dim);
        let (ar, en) = batch.lines.split_at(n);
        contrast(a, b, dim, config, &alike(corpus, ar, en), ga, gb);
    }
    model.backward(&forward, gradient, rate);
}

/// Adds the gradient of the distance to the teacher: the cosine of each, and the divergence of the profile over the
/// batch from the teacher's (`own`, the softmax of its similarities).
fn distil(unit: &[f32], targets: &[f32], own: &[f32], dim: usize, config: &Config, gradient: &mut [f32]) {
    let n = unit.len() / dim;
    let mut profile = product(unit, targets, dim);
    softmax(&mut profile, n, config.temperature);
    profile.par_iter_mut().zip(own).for_each(|(p, o)| *p -= o);
    let scale = 1.0 / n as f32;
    multiply_add(&profile, targets, dim, config.profile * scale / config.temperature, gradient);
    gradient.iter_mut().zip(targets).for_each(|(g, t)| *g -= scale * t);
}

/// The pairs `(i, j)` of a batch, each way about, that have a line in common and must not be told apart: translations
/// of one phrase, repetitions.
fn alike(corpus: &TrainingCorpus, ar: &[u32], en: &[u32]) -> Vec<(u32, u32)> {
    let mut out = Vec::new();
    for side in [ar, en] {
        let mut order: Vec<u32> = (0..side.len() as u32).collect();
        let tokens = |i: u32| corpus.line(side[i as usize]);
        order.sort_unstable_by(|&a, &b| tokens(a).cmp(tokens(b)).then(a.cmp(&b)));
        for same in order.chunk_by(|&a, &b| tokens(a) == tokens(b)) {
            for (k, &i) in same.iter().enumerate() {
                out.extend(same[k + 1..].iter().flat_map(|&j| [(i, j), (j, i)]));
            }
        }
    }
    out
}

/// Adds the gradient of the contrast: each of `a` has to find its `b` and the other way about. Pairs that are `alike`
/// are no rivals.
fn contrast(
    a: &[f32],
    b: &[f32],
    dim: usize,
    config: &Config,
    alike: &[(u32, u32)],
    ga: &mut [f32],
    gb: &mut [f32],
) {
    let n = a.len() / dim;
    let scale = config.contrast / (n as f32 * config.contrast_temperature);
    let mut forward = product(a, b, dim);
    let mut backward = product(b, a, dim);
    for p in [&mut forward, &mut backward] {
        for &(i, j) in alike {
            p[i as usize * n + j as usize] = f32::NEG_INFINITY;
        }
        softmax(p, n, config.contrast_temperature);
        for i in 0..n {
            p[i * n + i] -= 1.0;
        }
    }
    // Both terms as seen from `a` (rows) and from `b` (columns).
    let mut sum = vec![0.0; n * n];
    sum.par_chunks_mut(n).enumerate().for_each(|(i, row)| {
        for (j, s) in row.iter_mut().enumerate() {
            *s = 0.5 * (forward[i * n + j] + backward[j * n + i]);
        }
    });
    multiply_add(&sum, b, dim, scale, ga);
    sum.par_chunks_mut(n).enumerate().for_each(|(j, row)| {
        for (i, s) in row.iter_mut().enumerate() {
            *s = 0.5 * (forward[i * n + j] + backward[j * n + i]);
        }
    });
    multiply_add(&sum, a, dim, scale, gb);
}

/// What the contrast costs on average: minus the logarithm of the probability that a line finds its counterpart, over
/// both ways, in nats.
pub(super) fn cost(a: &[f32], b: &[f32], dim: usize, temperature: f32) -> f32 {
    let n = a.len() / dim;
    let mut sum = 0.0;
    for (a, b) in [(a, b), (b, a)] {
        let mut p = product(a, b, dim);
        softmax(&mut p, n, temperature);
        sum -= (0..n).map(|i| p[i * n + i].max(1e-9).ln()).sum::<f32>();
    }
    sum / (2 * n).max(1) as f32
}

/// The softmax of each row of `n` similarities at a temperature.
fn softmax(rows: &mut [f32], n: usize, temperature: f32) {
    rows.par_chunks_mut(n).for_each(|row| {
        let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let mut sum = 0.0;
        for x in row.iter_mut() {
            *x = ((*x - most) / temperature).exp();
            sum += *x;
        }
        for x in row.iter_mut() {
            *x /= sum;
        }
    });
}

/// Rows of a matrix that a thread takes at a time.
const BLOCK: usize = 128;

/// All scalar products of the rows of `a` with those of `b`, row by row.
pub(super) fn product(a: &[f32], b: &[f32], dim: usize) -> Vec<f32> {
    let (rows, columns) = (a.len() / dim, b.len() / dim);
    let mut out = vec![0.0; rows * columns];
    let Ok(b) = ArrayView2::from_shape((columns, dim), b) else { return out };
    out.par_chunks_mut((BLOCK * columns).max(1)).zip(a.par_chunks(BLOCK * dim)).for_each(|(out, a)| {
        let rows = a.len() / dim;
        if let (Ok(a), Ok(mut out)) =
            (ArrayView2::from_shape((rows, dim), a), ArrayViewMut2::from_shape((rows, columns), out))
        {
            general_mat_mul(1.0, &a, &b.t(), 0.0, &mut out);
        }
    });
    out
}

/// Adds `scale` times the product of the square matrix `p` with the rows `x` to `out`.
fn multiply_add(p: &[f32], x: &[f32], dim: usize, scale: f32, out: &mut [f32]) {
    let n = x.len() / dim;
    let Ok(x) = ArrayView2::from_shape((n, dim), x) else { return };
    out.par_chunks_mut(BLOCK * dim).zip(p.par_chunks(BLOCK * n)).for_each(|(out, p)| {
        let rows = out.len() / dim;
        if let (Ok(p), Ok(mut out)) =
            (ArrayView2::from_shape((rows, n), p), ArrayViewMut2::from_shape((rows, dim), out))
        {
            general_mat_mul(scale, &p, &x, 1.0, &mut out);
        }
    });
}
