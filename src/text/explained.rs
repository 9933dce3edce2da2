//! What is said of a pair beyond its score: how much of each side the other answers, and, when asked for, where the
//! score comes from and what else there was.

use serde::Serialize;

use super::kinds::Lang;

/// Shares, 0..1, of what the known words of each side could tell that the other side answers.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Coverage {
    /// Of the Arabic side.
    pub ar: f32,
    /// Of the English side.
    pub en: f32,
}

/// How much of each other the sides of a pair say.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PairKind {
    /// Both sides are covered: each says what the other says.
    Same,
    /// One side is covered well, the other is not: it says more.
    Part,
    /// Neither is covered well.
    Related,
}

impl PairKind {
    /// Its name in every format.
    pub fn name(self) -> &'static str {
        match self {
            PairKind::Same => "same",
            PairKind::Part => "part",
            PairKind::Related => "related",
        }
    }
}

/// One summand of a score, in nats.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ScoreTerm {
    /// Where it comes from: a kind of evidence, `missing`, `length`, `vectors`, `shape`.
    pub what: &'static str,
    /// Nats; below 0 when it speaks against the pair.
    pub nats: f32,
}

/// One summand of the log-odds of a probability.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Weighed {
    /// Name of the feature.
    pub feature: &'static str,
    /// Its value.
    pub value: f32,
    /// The value times its weight.
    pub log_odds: f32,
}

/// What became of a pair's probability that was found among many documents: `story · pair + (1 − story) · alone`.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct PoolPosterior {
    /// Probability of the pair if the documents tell the same story.
    pub pair: f32,
    /// Probability that they do.
    pub story: f32,
    /// Probability of the pair if they do not.
    pub alone: f32,
}

/// Where the probability of a pair comes from.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Explained {
    /// The score, summand by summand.
    pub gave: Vec<ScoreTerm>,
    /// Cosine of the vectors of both sides; `None` without vectors.
    pub cosine: Option<f32>,
    /// The log-odds of the probability, summand by summand.
    pub weighed: Vec<Weighed>,
    /// How much of each side is answered.
    pub covered: Coverage,
    /// What the other documents make of it; `None` where there was no choice of documents.
    pub among: Option<PoolPosterior>,
}

/// Why a candidate of a sentence without a counterpart lost.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum RejectionReason {
    /// It is in a pair of this probability.
    Taken(f32),
    /// Less probable than this, the least of any pair.
    Improbable(f32),
    /// Less probable than this, which was asked for.
    BelowAsked(f32),
    /// It stands on the other side of a pair that is likelier: beads do not cross.
    Crosses(f32),
    /// Leaving both alone scores more.
    Alone,
    /// The best sequence of beads is without it.
    Sequence,
}

/// A sentence that might have been the counterpart of one without.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct RejectedCandidate {
    /// Index of the sentence in its part.
    pub sentence: u32,
    /// Probability of the pair.
    pub probability: f32,
    /// Why it lost.
    pub lost: RejectionReason,
}

/// A content sentence without a counterpart.
#[derive(Clone, PartialEq, Debug)]
pub struct UnalignedSentence {
    /// Its side.
    pub lang: Lang,
    /// Its index in its part.
    pub sentence: u32,
    /// Its best candidates, best first.
    pub losers: Vec<RejectedCandidate>,
}

/// The explanation of an alignment; empty unless asked for.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Explanation {
    /// As long as the beads; `None` for nulls.
    pub beads: Vec<Option<Explained>>,
    /// Sentences without a counterpart, by side and index.
    pub open: Vec<UnalignedSentence>,
}

impl Explanation {
    /// The candidates of sentence `i` on side `lang`, if it is content without a counterpart.
    pub fn of(&self, lang: Lang, i: u32) -> Option<&UnalignedSentence> {
        let at = self.open.binary_search_by_key(&(lang, i), |o| (o.lang, o.sentence)).ok()?;
        self.open.get(at)
    }
}
