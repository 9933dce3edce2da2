//! What the lengths of a bead's sides say (Gale & Church 1993), with ratio and spread as the document pair has them.

use super::cell::Cell;
use super::direction::ln;
use super::weights::ScoreWeights;
use crate::evidence::{Compared, Side};

/// How the lengths of translations compare in a document pair.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct LengthModel {
    /// ln of English over Arabic characters.
    pub expected: f32,
    /// Its standard deviation.
    pub spread: f32,
}

impl ScoreWeights {
    /// ln of the length ratio of two sides of `ar` and `en` characters.
    pub(super) fn ln_ratio(&self, ar: f32, en: f32) -> f32 {
        ln((en + self.length_base) / (ar + self.length_base))
    }

    /// What the length ratio of two sides of `ar` and `en` characters says, in nats: normal in ln(ratio) as the `model`
    /// has it, against a wider normal for chance.
    pub(super) fn ratio(&self, ar: f32, en: f32, model: LengthModel) -> f32 {
        let z = self.ln_ratio(ar, en) - model.expected;
        let (s, c) = (model.spread, self.length_chance);
        (ln(c / s) - 0.5 * z * z * (1.0 / (s * s) - 1.0 / (c * c))).max(-self.length_most)
    }
}

/// The lengths of both sides, and how a bead's ratio compares with the pair's.
#[derive(Clone, Debug)]
pub(super) struct Lengths {
    /// Characters up to each sentence.
    ar: Vec<u32>,
    en: Vec<u32>,
    /// ln of English over Arabic characters in the whole pair.
    whole: f32,
    model: LengthModel,
    weights: ScoreWeights,
}

impl Lengths {
    pub fn new(pair: &Compared, weights: &ScoreWeights) -> Self {
        let sums = |side: &Side| {
            let running = side.length.iter().scan(0, |n, &l| {
                *n += l;
                Some(*n)
            });
            std::iter::once(0).chain(running).collect::<Vec<u32>>()
        };
        let (ar, en) = (sums(&pair.ar), sums(&pair.en));
        let total = |l: &[u32]| l.last().copied().unwrap_or(0).max(1) as f32;
        // English runs from a quarter shorter to twice as long as Arabic in characters; beyond that lies deleted text.
        let whole = (total(&en) / total(&ar)).ln().clamp(-0.3, 0.7);
        let model = LengthModel { expected: whole, spread: weights.length_spread };
        Lengths { ar, en, whole, model, weights: *weights }
    }

    /// ln of English over Arabic characters in the whole pair.
    pub fn whole(&self) -> f32 {
        self.whole
    }

    /// How lengths are taken to compare.
    pub fn model(&self) -> LengthModel {
        self.model
    }

    /// With ratio and spread as `model` has them.
    pub fn set(&mut self, model: LengthModel) {
        self.model = model;
    }

    /// What `beads`, all that a search found with text on both sides, say of ratio and spread: their median, and the
    /// median distance from it, which a few wrong ones do not change.
    pub fn learnt(&self, beads: &[Cell]) -> LengthModel {
        let mut ratios: Vec<f32> = beads.iter().map(|cell| self.distance(cell)).collect();
        let n = ratios.len() as f32;
        let own = n / (n + self.weights.length_prior);
        let off = median(&mut ratios);
        for r in &mut ratios {
            *r = (*r - off).abs();
        }
        let usual = self.weights.length_spread;
        // The standard deviation of a normal distribution is 1.48 times its median distance.
        let spread = (1.482_6 * median(&mut ratios)).clamp(0.5 * usual, 2.0 * usual);
        LengthModel { expected: self.whole + own * off, spread: usual + own * (spread - usual) }
    }

    /// What the length ratio of a bead says, in nats.
    pub fn ratio(&self, cell: &Cell) -> f32 {
        let (ar, en) = self.lengths(cell);
        self.weights.ratio(ar, en, self.model)
    }

    /// How far the ln of a bead's length ratio is from that of the whole pair.
    fn distance(&self, cell: &Cell) -> f32 {
        let (ar, en) = self.lengths(cell);
        self.weights.ln_ratio(ar, en) - self.whole
    }

    /// Characters of both sides.
    fn lengths(&self, &Cell { i, m, j, n }: &Cell) -> (f32, f32) {
        ((self.ar[i + m] - self.ar[i]) as f32, (self.en[j + n] - self.en[j]) as f32)
    }
}

/// The middle of `values`, 0 of none; they are left in some order.
pub(super) fn median(values: &mut [f32]) -> f32 {
    if values.is_empty() {
        return 0.0;
    }
    let middle = values.len() / 2;
    *values.select_nth_unstable_by(middle, f32::total_cmp).1
}
