//! What the lab writes as JSON, and the schemas of it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::bench::Measured;
use super::evaluate::clauses::ClauseScores;
use super::evaluate::languages::Confusion;
use super::evaluate::modes::Modes;
use super::evaluate::names::NamesEvaluation;
use super::evaluate::retrieval::Accuracy;
use super::evaluate::separation::MatchEvaluation;
use super::evaluate::standards::SetScore;
use super::evaluate::{Evaluation, Prf};
use super::train::{Epoch, Trained};
use crate::write::JsonOutput;

/// Texts of one kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct Right {
    /// Those taken for what they are.
    right: usize,
    /// All.
    texts: usize,
}

/// How language detection did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct Languages {
    /// Arabic, any dialect.
    arabic: Right,
    /// English.
    english: Right,
    /// Other languages.
    other: Right,
}

impl From<&Confusion> for Languages {
    fn from(confusion: &Confusion) -> Self {
        let right = |(right, texts)| Right { right, texts };
        Languages {
            arabic: right(confusion.arabic()),
            english: right(confusion.english()),
            other: right(confusion.rejected()),
        }
    }
}

/// How well the document pairs of one set were found.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, JsonSchema)]
pub struct DocumentSet<'a> {
    /// The set's id.
    pub id: &'a str,
    /// Precision, recall and F1 of its pairs.
    #[serde(flatten)]
    pub prf: &'a Prf,
}

/// How many published pairs of a set come out by the letter.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct StandardSet<'a> {
    /// The rest: Arabic, expected, found.
    misses: &'a [[String; 3]],
    /// Pairs.
    pairs: usize,
    /// Pairs that come out as they are published.
    passed: usize,
    /// The set's name.
    set: &'a str,
    /// The standard that answers it; null when none is built.
    standard: Option<&'static str>,
    /// Why the rest fails; empty when nothing does, or nobody has looked.
    why: &'static str,
}

impl<'a> From<&'a SetScore> for StandardSet<'a> {
    fn from(score: &'a SetScore) -> Self {
        StandardSet {
            misses: &score.misses,
            pairs: score.pairs,
            passed: score.passed,
            set: &score.set,
            standard: score.standard.map(crate::romanise::Standard::name),
            why: score.why,
        }
    }
}

/// What training made, but for the table.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, JsonSchema)]
pub struct Training<'a> {
    /// The pass that the table is of.
    best: usize,
    /// Bytes of the table.
    bytes: usize,
    /// Every pass.
    epochs: &'a [Epoch],
}

impl<'a> From<&'a Trained> for Training<'a> {
    fn from(trained: &'a Trained) -> Self {
        Training { best: trained.best, bytes: trained.bytes.len(), epochs: &trained.epochs }
    }
}

/// The accuracy of retrieval by what had a say.
pub type RetrievalScores = BTreeMap<&'static str, Accuracy>;

/// `value` as one line of JSON.
pub fn json(value: &impl Serialize) -> String {
    // Strings, integers and finite floats always serialise.
    serde_json::to_string(value).unwrap_or_default()
}

/// The JSON outputs of the lab.
pub const JSON_OUTPUTS: [JsonOutput; 12] = [
    JsonOutput::of::<Evaluation>("eval-align", "jisr eval align --json"),
    JsonOutput::of::<ClauseScores>("eval-clauses", "jisr eval clauses --json"),
    JsonOutput::of::<DocumentSet<'static>>("eval-documents", "jisr eval documents --json"),
    JsonOutput::of::<Languages>("eval-languages", "jisr eval languages --json"),
    JsonOutput::of::<MatchEvaluation>("eval-match", "jisr eval match --json"),
    JsonOutput::of::<Modes>("eval-modes", "jisr eval modes --json"),
    JsonOutput::of::<NamesEvaluation>("eval-names", "jisr eval names --json"),
    JsonOutput::of::<Evaluation>("eval-pool", "jisr eval pool --json"),
    JsonOutput::of::<RetrievalScores>("eval-retrieval", "jisr eval retrieval --json"),
    JsonOutput::of::<StandardSet<'static>>("eval-standards", "jisr eval standards --json"),
    JsonOutput::of::<Measured>("bench", "jisr bench --json"),
    JsonOutput::of::<Training<'static>>("train", "jisr train --json"),
];
