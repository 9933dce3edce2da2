//! How much a sentence tells.

use crate::evidence::Side;

/// What each sentence of `side` tells, in units that are as rare as a name: a rare word counts 1, a word that is in
/// every text next to nothing.
pub fn contents(side: &Side) -> Vec<f32> {
    (0..side.len())
        .map(|i| side.terms[side.units(i)].iter().map(|&t| told(side.probability[t as usize])).sum())
        .collect()
}

/// What a unit of this probability in running text tells, 0..1 and a little for its being there.
fn told(probability: f32) -> f32 {
    /// −ln p of a word that tells nothing ("said"), and how far beyond lies one that tells all it can: the weights of units
    /// of the trial of late interaction.
    const COMMON: (f32, f32) = (5.0, 7.0);
    /// A word is a word.
    const LEAST: f32 = 0.02;
    ((-probability.ln() - COMMON.0) / COMMON.1).clamp(0.0, 1.0) + LEAST
}
