//! Logistic regression with a light pull to zero, by Newton's method: convex, so the start does not matter.

use crate::odds::from_log_odds;

/// An example: its features, the constant among them, and how often it is the case.
#[derive(Clone, PartialEq, Debug)]
pub struct Example<const N: usize> {
    /// Features.
    pub features: [f32; N],
    /// Whether it is a positive one.
    pub right: bool,
}

/// Fits weights to `examples` by maximum likelihood, less `pull` times half their squared length (the first feature,
/// the constant, is free).
pub fn fit<'e, const N: usize>(
    examples: impl Iterator<Item = &'e Example<N>> + Clone,
    pull: f64,
) -> [f32; N] {
    /// Newton's steps: the last ones change nothing in the sixth digit.
    const STEPS: usize = 25;
    let mut weights = [0.0f64; N];
    for _ in 0..STEPS {
        let mut gradient = [0.0f64; N];
        let mut curvature = [[0.0f64; N]; N];
        for e in examples.clone() {
            let z: f64 = e.features.iter().zip(&weights).map(|(&x, w)| f64::from(x) * w).sum();
            let p = from_log_odds(z);
            let error = f64::from(u8::from(e.right)) - p;
            for (a, &x) in e.features.iter().enumerate() {
                gradient[a] += error * f64::from(x);
                for (c, &y) in curvature[a].iter_mut().zip(&e.features) {
                    *c += p * (1.0 - p) * f64::from(x) * f64::from(y);
                }
            }
        }
        for a in 0..N {
            let pull = if a == 0 { 1e-6 } else { pull };
            gradient[a] -= pull * weights[a];
            curvature[a][a] += pull;
        }
        let step = solve(curvature, gradient);
        // A step that long comes from features that never vary.
        for (w, s) in weights.iter_mut().zip(step) {
            *w += s.clamp(-5.0, 5.0);
        }
    }
    weights.map(|w| w as f32)
}

/// Solves `a x = b` for a symmetric positive matrix by elimination with pivots.
fn solve<const N: usize>(mut a: [[f64; N]; N], mut b: [f64; N]) -> [f64; N] {
    for k in 0..N {
        let pivot = (k..N).max_by(|&x, &y| a[x][k].abs().total_cmp(&a[y][k].abs())).unwrap_or(k);
        a.swap(k, pivot);
        b.swap(k, pivot);
        if a[k][k].abs() < 1e-12 {
            continue;
        }
        for row in k + 1..N {
            let by = a[row][k] / a[k][k];
            let above = a[k];
            for (x, y) in a[row].iter_mut().zip(above) {
                *x -= by * y;
            }
            b[row] -= by * b[k];
        }
    }
    let mut x = [0.0; N];
    for k in (0..N).rev() {
        let sum: f64 = (k + 1..N).map(|j| a[k][j] * x[j]).sum();
        x[k] = if a[k][k].abs() < 1e-12 { 0.0 } else { (b[k] - sum) / a[k][k] };
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_odds_of_the_examples_come_out() {
        // Three of four with the feature are right, one of four without.
        let example = |x: f32, right| Example { features: [1.0, x, 0.0], right };
        let mut examples = Vec::new();
        for k in 0..400 {
            examples.push(example(1.0, k % 4 != 0));
            examples.push(example(0.0, k % 4 == 0));
        }
        let w = fit(examples.iter(), 1e-3);
        assert!((w[0] + 3.0f32.ln()).abs() < 0.01, "{w:?}");
        assert!((w[0] + w[1] - 3.0f32.ln()).abs() < 0.01, "{w:?}");
        assert_eq!(w[2], 0.0);
    }

    #[test]
    fn separable_examples_give_finite_weights() {
        let examples: Vec<_> =
            (0..20).map(|k| Example { features: [1.0, k as f32 - 9.5], right: k > 9 }).collect();
        assert!(fit(examples.iter(), 1.0).iter().all(|w| w.is_finite() && w.abs() < 20.0));
    }
}
