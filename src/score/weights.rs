//! Every weight of the score, with where it comes from.

use serde::{Deserialize, Serialize};

use crate::bounds::{self, BadWeight, Bounds};

/// Weights of the score of a bead, a sum of nats: of words, of vectors, of the length ratio; what the shape of the bead
/// is worth is added by the search ([`ShapeOptions`](crate::align::ShapeOptions)).
///
/// The defaults are those of translations. Other uses of the
/// same score have weights of their own: anchors, comparable pairs, parts of beads ([`ScoreWeights::of_parts`]).
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ScoreWeights {
    /// Share of a fully known word's occurrences that have a counterpart in a true translation.
    pub cover: f32,
    /// Weight of a known word's missing counterpart: less than 1 where sentences are expected to say only part of the
    /// same.
    pub missing: f32,
    /// Probability of a term in running text above which it counts less, with the square root of the ratio.
    pub common: f32,
    /// Weight of a term's frequency in its own document against that in general text.
    pub document: f32,
    /// Weight of the words of both sides (they say the same thing twice, so less than 1).
    pub words: f32,
    /// Weight of the length ratio.
    pub length: f32,
    /// Spread of ln(length ratio) in translations.
    pub length_spread: f32,
    /// Beads of a first search that the usual ratio and spread count for, against the document pair's own.
    pub length_prior: f32,
    /// Spread of ln(length ratio) of unrelated sentences.
    pub length_chance: f32,
    /// Characters added to both sides before the ratio, so that short sentences vary more.
    pub length_base: f32,
    /// Most nats that a length ratio takes away, before `length`.
    pub length_most: f32,
    /// Highest contribution of one word, in nats.
    pub most: f32,
    /// Nats for a cosine of 1 against one of 0, in beads; single pairs are scored by words and lengths, and their
    /// cosines looked at apart.
    pub vectors: f32,
    /// Share of the mean cosine of each side to the sentences just outside the other that is taken off a bead's cosine:
    /// a border one sentence off is then as dear as it should be.
    pub neighbours: f32,
    /// The cosine, less that of the neighbours, that tells nothing in the usual document pair.
    pub cosine: f32,
    /// How far the cosine that tells nothing follows a document pair whose beads are nearer or farther than usual.
    pub cosine_own: f32,
    /// The median cosine, less that of the neighbours, of the beads of the usual document pair.
    pub cosine_usual: f32,
    /// Beads that `cosine_usual` counts for, against the document pair's own.
    pub cosine_prior: f32,
}

impl Default for ScoreWeights {
    /// `words`, `vectors`, `neighbours` and what begins with `length` and `cosine`: by `jisr fit search` on the sets named
    /// at [`ShapeOptions`](crate::align::ShapeOptions). The others by coordinate search over the mean strict F1 of the
    /// seven made parallel sets, before.
    fn default() -> Self {
        ScoreWeights {
            cover: 0.8,
            missing: 1.0,
            common: 0.001_25,
            document: 0.2,
            words: 0.4,
            length: 1.6,
            length_spread: 0.265,
            length_prior: 19.6,
            length_chance: 0.7,
            length_base: 15.0,
            length_most: 5.4,
            most: 7.0,
            vectors: 15.0,
            neighbours: 0.84,
            cosine: 0.08,
            cosine_own: 0.82,
            cosine_usual: 0.48,
            cosine_prior: 10.0,
        }
    }
}

impl ScoreWeights {
    /// Whether each weight is one that can be aligned with.
    pub(crate) fn check(&self) -> Result<(), BadWeight> {
        bounds::check(&[
            ("cover", self.cover.into(), Bounds::Below1),
            ("missing", self.missing.into(), Bounds::From0),
            ("common", self.common.into(), Bounds::Positive),
            ("document", self.document.into(), Bounds::Share),
            ("words", self.words.into(), Bounds::From0),
            ("length", self.length.into(), Bounds::From0),
            ("length_spread", self.length_spread.into(), Bounds::Positive),
            ("length_prior", self.length_prior.into(), Bounds::Positive),
            ("length_chance", self.length_chance.into(), Bounds::Positive),
            ("length_base", self.length_base.into(), Bounds::From0),
            ("length_most", self.length_most.into(), Bounds::From0),
            ("most", self.most.into(), Bounds::From0),
            ("vectors", self.vectors.into(), Bounds::From0),
            ("neighbours", self.neighbours.into(), Bounds::From0),
            ("cosine", self.cosine.into(), Bounds::Any),
            ("cosine_own", self.cosine_own.into(), Bounds::From0),
            ("cosine_usual", self.cosine_usual.into(), Bounds::Any),
            ("cosine_prior", self.cosine_prior.into(), Bounds::From0),
        ])
    }
}

impl ScoreWeights {
    /// Units of the shortest document whose own frequencies are taken at their word: in a document of one sentence
    /// every word would be common.
    const SHORT: usize = 300;

    /// The weights of parts of beads and of runs in comparable alignments, where nothing is learnt from the document
    /// pair: those of beads as they were set, by coordinate search over the mean strict F1 of the seven made parallel
    /// sets of the development data, before beads adapted to their document pair.
    #[must_use]
    pub fn of_parts() -> Self {
        ScoreWeights {
            words: 0.6,
            length: 2.3,
            length_spread: 0.22,
            length_most: 8.0,
            vectors: 8.0,
            neighbours: 0.0,
            cosine: 0.4,
            ..ScoreWeights::default()
        }
    }

    /// The score of a bead in nats, from what its words say in nats, how far its cosine lies above the one that tells
    /// nothing (0 without vectors) and what its lengths say in nats. Every score of a bead, of a part of one, of a single
    /// pair and of an explanation is this sum.
    #[inline]
    pub(super) fn bead(&self, words: f32, near: f32, lengths: f32) -> f32 {
        self.words * words + self.vectors * near + self.length * lengths
    }

    /// Probability that a unit of a term of this probability in running text, of whose translations this much is known,
    /// has a counterpart in a true translation. `answered`: something may stand for it.
    pub(super) fn covers(&self, probability: f32, known: f32, answered: bool) -> f32 {
        self.cover * self.answerable(probability, known, answered)
    }

    /// The same for a `cover` of 1.
    pub(super) fn answerable(&self, probability: f32, known: f32, answered: bool) -> f32 {
        // What is in every sentence tells little, and that little is not the same in every kind of text.
        let rare = (self.common / probability).sqrt().min(1.0);
        let known = known * rare;
        // A word that matches something by its spelling alone is known to have a counterpart.
        if known == 0.0 && answered { 0.5 } else { known }
    }

    /// p of a term, from general text and from its own document of `units`, which has it `count` times.
    pub(super) fn mixed(&self, probability: f32, count: u32, units: usize) -> f32 {
        let total = units.max(Self::SHORT) as f32;
        (1.0 - self.document) * probability + self.document * count as f32 / total
    }
}
