//! Expected calibration error (Naeini, Cooper & Hauskrecht 2015) over ten equal bins of the probability: the mean, over
//! all that was said, of the distance between the mean probability of its bin and the share of it that is right.

/// Lower edges of the bins but the first. A probability on an edge belongs to the bin above it.
const EDGES: [f32; 9] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/// Number of bins.
pub const BINS: usize = EDGES.len() + 1;

/// The bin that a probability belongs to, from 0.
pub fn bin(p: f32) -> usize {
    EDGES.iter().filter(|&&edge| p >= edge).count()
}

/// The error, 0..1, of what was said: probability, whether it is right, and how much it counts. 0 of nothing.
pub fn calibration_error(said: impl IntoIterator<Item = (f32, bool, f64)>) -> f64 {
    let (mut bins, mut all) = ([(0.0f64, 0.0f64); BINS], 0.0);
    for (p, right, weight) in said {
        let bin = &mut bins[bin(p)];
        bin.0 += weight * f64::from(p);
        bin.1 += if right { weight } else { 0.0 };
        all += weight;
    }
    let off: f64 = bins.iter().map(|bin| (bin.0 - bin.1).abs()).sum();
    if all > 0.0 { off / all } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_belong_to_the_bin_above() {
        for (p, expected) in [(0.0, 0), (0.0999, 0), (0.1, 1), (0.3, 3), (0.7, 7), (0.9, 9), (1.0, 9)] {
            assert_eq!(bin(p), expected, "{p}");
        }
    }

    #[test]
    fn a_distance_by_hand() {
        assert_eq!(calibration_error([]), 0.0);
        // Half of what is said with .75 is right, and all of what is said with 1.
        let said = [(0.75, true, 1.0), (0.75, false, 1.0), (1.0, true, 2.0)];
        assert!((calibration_error(said) - 0.125).abs() < 1e-9);
    }
}
