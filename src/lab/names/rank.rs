//! Fitting the rankers of candidates.

use crate::names::transliterate::rank::{
    CandidateRanker, DENSE, Dense, SPARSE_STEPS, SourceWord, features, mix,
};

/// A candidate to learn from.
#[derive(Clone, Debug)]
pub struct RankerExample {
    /// Dense features.
    pub dense: Dense,
    /// Units with their sizes on the source side.
    pub units: Vec<(u16, usize)>,
    /// How right it is: 0 for wrong.
    pub gain: f32,
}

/// How to fit.
#[derive(Clone, Copy, Debug)]
pub struct RankerOptions {
    /// Times through the data.
    pub rounds: usize,
    /// Binary logarithm of the number of sparse weights.
    pub bits: u32,
    /// Step size of sparse weights.
    pub sparse_rate: f32,
    /// Step size of dense weights.
    pub dense_rate: f32,
    /// Sparse weights lose this much of their size at each step they are in.
    pub decay: f32,
}

impl Default for RankerOptions {
    fn default() -> Self {
        RankerOptions { rounds: 8, bits: 18, sparse_rate: 0.012, dense_rate: 0.02, decay: 1e-4 }
    }
}

/// Fits a ranker to names with their candidates, from dense weights `start`: the probability of the right candidates is
/// made as large as possible by AdaGrad (Duchi, Hazan & Singer 2011), names in the given order.
pub fn fit(
    names: &[(SourceWord, Vec<RankerExample>)],
    start: Dense,
    options: RankerOptions,
) -> CandidateRanker {
    let size = 1usize << options.bits;
    let shift = 64 - options.bits;
    let (mut sparse, mut seen) = (vec![0f32; size], vec![1.0f32; size]);
    let (mut dense, mut dense_seen) = (start, [1.0f32; DENSE]);
    let mut mean_dense = [0f64; DENSE];
    let mut hashes: Vec<Vec<u32>> = Vec::new();
    // Names in an order that mixes the files they come from, always the same.
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|&i| mix(i as u64, 77));
    let mut steps = 0u64;
    for round in 0..options.rounds {
        let rate = 1.0 - 0.8 * round as f32 / options.rounds as f32;
        for &at in &order {
            let (source, examples) = &names[at];
            if !examples.iter().any(|e| e.gain > 0.0) || examples.iter().all(|e| e.gain > 0.0) {
                continue;
            }
            hashes.clear();
            let mut scores = Vec::with_capacity(examples.len());
            for e in examples {
                let mut own = Vec::with_capacity(24 * e.units.len());
                features(source, &e.units, |h| own.push((h >> shift) as u32));
                let s: f32 = own.iter().map(|&h| sparse[h as usize]).sum();
                scores.push(s + dense.iter().zip(&e.dense).map(|(w, x)| w * x).sum::<f32>());
                hashes.push(own);
            }
            let top = scores.iter().copied().fold(f32::MIN, f32::max);
            let odds: Vec<f32> = scores.iter().map(|s| (s - top).exp()).collect();
            let all: f32 = odds.iter().sum();
            let right: f32 = odds.iter().zip(examples).map(|(o, e)| o * e.gain).sum();
            for ((odds, e), own) in odds.iter().zip(examples).zip(&hashes) {
                let slope = odds / all - if right > 0.0 { odds * e.gain / right } else { 0.0 };
                if slope.abs() < 1e-4 {
                    continue;
                }
                for &h in own {
                    let h = h as usize;
                    let g = slope + options.decay * sparse[h];
                    seen[h] += g * g;
                    sparse[h] -= rate * options.sparse_rate * g / seen[h].sqrt();
                }
                for k in 0..DENSE {
                    let g = slope * e.dense[k];
                    dense_seen[k] += g * g;
                    dense[k] -= rate * options.dense_rate * g / dense_seen[k].sqrt();
                }
            }
            if round + 1 == options.rounds {
                steps += 1;
                for (m, w) in mean_dense.iter_mut().zip(&dense) {
                    *m += f64::from(*w);
                }
            }
        }
    }
    let dense: Vec<f32> = if steps == 0 {
        start.to_vec()
    } else {
        mean_dense.iter().map(|m| (m / steps as f64) as f32).collect()
    };
    let sparse: Vec<i8> =
        sparse.iter().map(|w| (w * SPARSE_STEPS).round().clamp(-127.0, 127.0) as i8).collect();
    CandidateRanker { dense: dense.into(), sparse: sparse.into() }
}
