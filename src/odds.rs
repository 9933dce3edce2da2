//! Level 0: probabilities and their log-odds.

use num_traits::Float;

/// The logistic function: the probability 0..1 that these log-odds stand for.
pub fn from_log_odds<F: Float>(log_odds: F) -> F {
    F::one() / (F::one() + (-log_odds).exp())
}

/// The log-odds of the probability `p`, which counts as at least `least` away from 0 and from 1.
pub fn log_odds(p: f32, least: f32) -> f32 {
    let p = p.clamp(least, 1.0 - least);
    (p / (1.0 - p)).ln()
}

/// The logistic function of weighted features.
pub fn logistic<const N: usize>(features: &[f32; N], weights: &[f32; N]) -> f32 {
    from_log_odds(features.iter().zip(weights).map(|(x, w)| x * w).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log_odds_and_back() {
        for p in [0.01, 0.2, 0.5, 0.9, 0.999] {
            assert!((from_log_odds(log_odds(p, 1e-6)) - p).abs() < 1e-6, "{p}");
        }
        assert_eq!(log_odds(0.5, 1e-4), 0.0);
        for p in [0.0, 1.0] {
            assert!((log_odds(p, 1e-4).abs() - 9.21).abs() < 0.01, "{p}");
        }
    }
}
