//! Whether two texts are translations of each other: by what a search in order found of them.

use serde::{Deserialize, Serialize};

use crate::bounds::{self, BadWeight, Bounds, MANY};
use crate::odds::from_log_odds;

/// What tells a translation from texts that share some of what they say.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct OrderFeatures {
    /// Share of the characters that stand in beads found in order, of the side where it is less.
    pub covered: f32,
    /// Share of the characters of both sides that stand in beads with a score above 0.
    pub good: f32,
    /// Share of the anchors that lie within the beads found in order.
    pub on_path: f32,
    /// Share of the anchors that run in one order.
    pub monotone: f32,
    /// Nats of all beads found in order, for each sentence of both sides.
    pub score: f32,
    /// Sentences of the shorter side.
    pub shorter: usize,
    /// Anchors for each sentence of the shorter side.
    pub anchored: f32,
}

impl OrderFeatures {
    /// Number of features, the constant among them.
    pub const SIZE: usize = 8;

    /// The features as the regression sees them.
    pub fn vector(&self) -> [f32; Self::SIZE] {
        [
            1.0,
            self.covered,
            self.good,
            self.on_path,
            self.monotone,
            self.score.clamp(-5.0, 20.0),
            (self.shorter.max(1) as f32).ln(),
            self.anchored,
        ]
    }
}

/// When two texts are taken for translations of each other.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ModeWeights {
    /// Weights of the probability that they are, of [`OrderFeatures::vector`]: by logistic regression, as `jisr fit modes`
    /// does it, on windows of 5, 10, 20 and 40 beads of the natural sets, of xquad and tico19, noisy and heavy, and of
    /// udhr, as sentences, lines and text, against windows of the four comparable sets and the news, each of those counted
    /// three times.
    pub translation: [f32; OrderFeatures::SIZE],
    /// Least probability of a translation. With `least_anchored` set on the same windows and the news: no comparable set,
    /// and no pair of reports, is taken for a translation more often than anchors alone took it, and at least 99 of 100
    /// windows of every natural set are as sentences, 98 of 100 as running text (`jisr eval modes SET --windows
    /// 5,10,20,40`).
    pub least: f32,
    /// Least probability where the anchors speak for a translation as well.
    pub least_anchored: f32,
    /// Least share of anchors in one order, those of moved passages counted, for a search in order to be worth its time.
    /// Set with `hopeless_from` by judgement: of the translations among these windows that anchors missed, 95 in 100
    /// have .67 or more.
    pub hopeless: f32,
    /// Anchors from which `hopeless` counts: fewer fall in no order by chance.
    pub hopeless_from: usize,
}

impl Default for ModeWeights {
    fn default() -> Self {
        ModeWeights {
            translation: [-30.995, 3.055, 9.442, -5.051, 20.084, -0.177, 2.04, 9.715],
            least: 0.9,
            least_anchored: 0.3,
            hopeless: 0.4,
            hopeless_from: 10,
        }
    }
}

impl ModeWeights {
    /// Whether each weight is one that can be aligned with.
    pub(crate) fn check(&self) -> Result<(), BadWeight> {
        bounds::check(&[
            ("least", self.least.into(), Bounds::Share),
            ("least_anchored", self.least_anchored.into(), Bounds::Share),
            ("hopeless", self.hopeless.into(), Bounds::Share),
            ("hopeless_from", self.hopeless_from as f64, Bounds::Count(0, MANY)),
        ])?;
        bounds::check_all(&[("translation", &self.translation)])
    }
}

impl ModeWeights {
    /// Log-odds that the texts are translations of each other.
    pub fn log_odds(&self, features: &OrderFeatures) -> f32 {
        features.vector().iter().zip(&self.translation).map(|(x, w)| x * w).sum()
    }

    /// Whether they are, with these log-odds; `anchored` says whether their anchors say so.
    pub fn is_translation(&self, log_odds: f32, anchored: bool) -> bool {
        from_log_odds(log_odds) >= if anchored { self.least_anchored } else { self.least }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_in_order_is_a_translation() {
        let weights = ModeWeights::default();
        let in_order = OrderFeatures {
            covered: 1.0,
            good: 1.0,
            on_path: 1.0,
            monotone: 1.0,
            score: 4.0,
            shorter: 20,
            anchored: 0.7,
        };
        assert!(weights.log_odds(&in_order) > 2.0);
        let shuffled = OrderFeatures { covered: 0.4, good: 0.4, monotone: 0.4, on_path: 0.5, ..in_order };
        assert!(weights.log_odds(&shuffled) < -2.0);
        assert!(!weights.is_translation(0.5, false) && weights.is_translation(0.5, true));
    }
}
