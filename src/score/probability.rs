//! From nats to a probability that means something.

/// What the probability of a bead is made from.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Features {
    /// Score of the bead in nats.
    pub score: f32,
    /// Units on both sides.
    pub units: f32,
    /// Score in nats by which the best bead that shares a sentence with this one falls short of it.
    pub margin: f32,
    /// Number of sentences beyond one on each side.
    pub merged: f32,
}

/// Probability 0..1 that a bead is right: logistic regression.
pub fn probability(f: &Features, w: &[f32; 5]) -> f32 {
    let density = f.score / (f.units.max(1.0)).sqrt();
    let z = w[0]
        + w[1] * density.clamp(-6.0, 10.0)
        + w[2] * f.margin.clamp(-10.0, 25.0).max(-10.0) / 5.0
        + w[3] * f.merged
        + w[4] * f.units.max(1.0).ln();
    1.0 / (1.0 + (-z).exp())
}
