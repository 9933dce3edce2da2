//! What the probability that two documents tell the same story is made from, and its weights.

use serde::{Deserialize, Serialize};

use crate::bounds::{self, BadWeight, Bounds, MANY};
use crate::odds::logistic;
use crate::score::FoundFeatures;

/// Weights of document pairing. `cover` to `prior` were set on xquad-docalign and tico19-docalign and the seeds; the
/// logistic weights are fitted by `jisr fit documents`.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PairWeights {
    /// Probability that a fully known term has a counterpart in a document that tells the same story.
    pub cover: f32,
    /// Factor for names, numbers and dates: they recur in every report of an event.
    pub name: f32,
    /// Highest contribution of one term, in nats.
    pub most: f32,
    /// English documents that the chance in general text counts for, against the chance in the pool.
    pub prior: f32,
    /// Documents that the origin counts for when the mean of a side is taken off its vectors.
    pub prior_vector: f32,
    /// Before sentences are aligned: weights of [`DocumentFeatures::vector`], its last two being 0.
    pub promising: [f32; DocumentFeatures::SIZE],
    /// After: what the score of a pair is.
    pub story: [f32; DocumentFeatures::SIZE],
    /// As `promising`, without vectors.
    pub promising_words: [f32; DocumentFeatures::SIZE],
    /// As `story`, without vectors.
    pub story_words: [f32; DocumentFeatures::SIZE],
    /// Nats against a pair of which each document has a likelier partner: of two stories of one topic, the halves that
    /// do not belong together. Set on tico19-docalign, where one pair of 3,540 needs it.
    pub rivalled: f32,
    /// Sentence pairs of documents that do not tell the same story: of
    /// [`FoundFeatures::vector`](crate::score::FoundFeatures::vector). By `jisr fit pool` on the hard comparable sets
    /// of xquad and tico19 in pools of 10, 100 and 1,000, `--known` being the lines of dev/retrieval and `--among`
    /// 30,000 lines of Arabic Wikipedia and of English news.
    pub found: [f32; FoundFeatures::SIZE],
    /// As `found`, without vectors.
    pub found_words: [f32; FoundFeatures::SIZE],
    /// A pair below this probability before alignment is not aligned unless asked for.
    pub least: f32,
    /// At most this many English documents are aligned with one Arabic one, unless asked for.
    pub partners: usize,
}

impl Default for PairWeights {
    fn default() -> Self {
        PairWeights {
            cover: 0.5,
            name: 1.5,
            most: 6.0,
            prior: 5.0,
            prior_vector: 3.0,
            promising: [-5.130, 0.554, -1.201, 0.791, 0.000, 0.000],
            story: [-5.914, 0.317, -1.245, 0.953, 1.887, -0.782],
            promising_words: [-4.874, 0.826, -1.000, 0.000, 0.000, 0.000],
            story_words: [-4.996, 0.566, -1.051, 0.000, 2.098, -0.782],
            rivalled: 1.0,
            found: [-4.354, 0.541, 1.278],
            found_words: [-4.613, 0.910, 0.000],
            least: 0.02,
            partners: 50,
        }
    }
}

impl PairWeights {
    /// Whether each weight is one that can be aligned with.
    pub(crate) fn check(&self) -> Result<(), BadWeight> {
        bounds::check(&[
            ("cover", self.cover.into(), Bounds::Share),
            ("name", self.name.into(), Bounds::From0),
            ("most", self.most.into(), Bounds::Positive),
            ("prior", self.prior.into(), Bounds::Positive),
            ("prior_vector", self.prior_vector.into(), Bounds::From0),
            ("rivalled", self.rivalled.into(), Bounds::From0),
            ("least", self.least.into(), Bounds::Share),
            ("partners", self.partners as f64, Bounds::Count(0, MANY)),
        ])?;
        bounds::check_all(&[
            ("promising", &self.promising),
            ("story", &self.story),
            ("promising_words", &self.promising_words),
            ("story_words", &self.story_words),
            ("found", &self.found),
            ("found_words", &self.found_words),
        ])
    }
}

/// What the probability that two documents tell the same story is made from.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct DocumentFeatures {
    /// Standard deviations above chance of the terms shared.
    pub deviation: f32,
    /// English documents to choose from.
    pub pool: usize,
    /// Cosine of the documents' vectors.
    pub cosine: f32,
    /// Of the shorter side's sentences, the share that is aligned, by probability; 0 before alignment.
    pub share: f32,
    /// Sum of the squared probabilities of the aligned sentences; 0 before alignment.
    pub sum: f32,
}

impl DocumentFeatures {
    /// Number of features, the constant among them.
    pub const SIZE: usize = 6;

    /// The features as the regression sees them.
    pub fn vector(&self) -> [f32; Self::SIZE] {
        let pool = (self.pool as f32).ln_1p();
        [
            1.0,
            self.deviation.clamp(-5.0, 30.0),
            pool,
            10.0 * self.cosine,
            10.0 * self.share.min(1.0),
            self.sum.ln_1p(),
        ]
    }

    pub(super) fn probability(&self, weights: &[f32; Self::SIZE]) -> f32 {
        logistic(&self.vector(), weights)
    }
}
