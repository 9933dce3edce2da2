//! Fitting the perceptron that judges two words ([`crate::names::matching::Perceptron`]): stochastic gradient ascent
//! with a rate for each weight (AdaGrad; Duchi, Hazan & Singer 2011), from a start and in an order that a seed gives.

use crate::names::matching::{
    Perceptron, STEP_WEIGHTS, Scripts, WORD_FEATURES, WordPair, WordVector, softsign,
};
use crate::odds::from_log_odds;

const FEATURES: usize = WORD_FEATURES.len();
/// Units of the hidden layer.
const HIDDEN: usize = 16;
/// Times that every example is seen.
const EPOCHS: usize = 24;
/// Of these the last, whose weights are averaged.
const AVERAGED: usize = 10;
/// Rate of learning at the start, of weights of features and of steps.
const RATES: [f32; 2] = [0.05, 0.06];
/// Pull of weights to 0 at each example that they count in: of features and of steps.
const PULLS: [f32; 2] = [1e-5, 2e-4];
/// Share of examples that are taken to be labelled wrong. More of them are; but with more, names that are only written
/// oddly are given up too (.02 loses .004 of the area against names by chance).
const WRONG: f32 = 0.0025;

/// Two words, whether they are one name, and how much that counts.
#[derive(Clone, Debug)]
pub(super) struct WordExample {
    pub seen: WordPair,
    pub right: bool,
    pub weight: f32,
}

/// A weight and the sum of the squares of its gradients.
#[derive(Clone, Copy, Default)]
struct Weight {
    value: f32,
    squares: f32,
}

impl Weight {
    fn add(&mut self, gradient: f32, which: usize) {
        let gradient = gradient - PULLS[which] * self.value;
        self.squares += gradient * gradient;
        self.value += RATES[which] * gradient / (1e-3 + self.squares.sqrt());
    }
}

/// Means and spreads of the features; those that never vary, as the constant, are left as they are.
fn spread(examples: &[WordExample]) -> [(f32, f32); FEATURES] {
    let mut out = [(0.0, 1.0); FEATURES];
    for (k, out) in out.iter_mut().enumerate() {
        let n = examples.len().max(1) as f64;
        let mean = examples.iter().map(|e| f64::from(e.seen.features[k])).sum::<f64>() / n;
        let squares =
            examples.iter().map(|e| (f64::from(e.seen.features[k]) - mean).powi(2)).sum::<f64>() / n;
        if squares > 1e-9 {
            *out = (mean as f32, squares.sqrt() as f32);
        }
    }
    out
}

/// The perceptron that makes `examples` likeliest.
pub(super) fn judge(examples: &[WordExample], scripts: Scripts, seed: u64) -> Perceptron {
    let spread = spread(examples);
    let mut random = fastrand::Rng::with_seed(seed);
    let mut draw = || random.f32() - 0.5;
    let mut skip = [Weight::default(); FEATURES];
    let mut hidden = [([Weight::default(); FEATURES], Weight::default()); HIDDEN];
    for (of, by) in &mut hidden {
        for w in of.iter_mut() {
            w.value = 0.6 * draw();
        }
        by.value = draw();
    }
    let mut steps = vec![Weight::default(); STEP_WEIGHTS];
    let (mut mean_skip, mut mean_hidden) = ([0.0; FEATURES], [([0.0; FEATURES], 0.0); HIDDEN]);
    let mut mean_steps = vec![0.0; STEP_WEIGHTS];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for epoch in 0..EPOCHS {
        random.shuffle(&mut order);
        for &i in &order {
            let e = &examples[i];
            let mut x: WordVector = e.seen.features;
            x.iter_mut().zip(&spread).for_each(|(x, (mean, by))| *x = (*x - mean) / by);
            let dot = |w: &[Weight; FEATURES]| -> f32 { w.iter().zip(&x).map(|(w, x)| w.value * x).sum() };
            let sums: [f32; HIDDEN] = std::array::from_fn(|h| dot(&hidden[h].0));
            let z = dot(&skip)
                + hidden.iter().zip(&sums).map(|((_, by), s)| by.value * softsign(*s)).sum::<f32>()
                + e.seen.steps(scripts).map(|s| steps[s].value).sum::<f32>();
            let p = from_log_odds(z);
            // Of the likelihood of a label that may be wrong.
            let (sign, said) = if e.right { (1.0, p) } else { (-1.0, 1.0 - p) };
            let likelihood = WRONG + (1.0 - 2.0 * WRONG) * said;
            let g = e.weight * sign * (1.0 - 2.0 * WRONG) * p * (1.0 - p) / likelihood;
            for (w, x) in skip.iter_mut().zip(&x) {
                w.add(g * x, 0);
            }
            for ((of, by), &s) in hidden.iter_mut().zip(&sums) {
                let steep = 1.0 / (1.0 + s.abs()).powi(2);
                let down = g * by.value * steep;
                by.add(g * softsign(s), 0);
                for (w, x) in of.iter_mut().zip(&x) {
                    w.add(down * x, 0);
                }
            }
            for s in e.seen.steps(scripts) {
                steps[s].add(g, 1);
            }
        }
        if epoch + AVERAGED >= EPOCHS {
            let share = 1.0 / AVERAGED as f32;
            let add = |to: &mut f32, w: &Weight| *to += share * w.value;
            mean_skip.iter_mut().zip(&skip).for_each(|(m, w)| add(m, w));
            for ((of, by), (w, b)) in mean_hidden.iter_mut().zip(&hidden) {
                of.iter_mut().zip(w).for_each(|(m, w)| add(m, w));
                add(by, b);
            }
            mean_steps.iter_mut().zip(&steps).for_each(|(m, w)| add(m, w));
        }
    }
    Perceptron {
        skip: raw(mean_skip, &spread),
        hidden: mean_hidden.into_iter().map(|(of, by)| (raw(of, &spread), by)).collect(),
        steps: mean_steps
            .into_iter()
            .map(|w| (w * Perceptron::FINE).round().clamp(-127.0, 127.0) as i8)
            .collect(),
    }
}

/// Weights of features in their spread as weights of the features themselves; the first is the constant.
fn raw(mut weights: [f32; FEATURES], spread: &[(f32, f32); FEATURES]) -> WordVector {
    for k in 1..FEATURES {
        let (mean, by) = spread[k];
        weights[k] /= by;
        weights[0] -= weights[k] * mean;
    }
    weights
}

/// The judgement with other log-odds: `slope` times its own, and `bias`.
pub(super) fn scaled(mut judge: Perceptron, [bias, slope]: [f32; 2]) -> Perceptron {
    judge.skip.iter_mut().for_each(|w| *w *= slope);
    judge.skip[0] += bias;
    judge.hidden.iter_mut().for_each(|(_, by)| *by *= slope);
    judge.steps.iter_mut().for_each(|w| *w = (f32::from(*w) * slope).round().clamp(-127.0, 127.0) as i8);
    judge
}
