//! Explanations: as JSON, and as lines for a reader.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;

use super::side::{AlignedSide, rounded};
use crate::text::{
    Alignment, Explained, Lang, PoolPosterior, RejectedCandidate, RejectionReason, UnalignedSentence,
};

/// Where the score of a bead comes from.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Explain<'a> {
    /// Of a pair.
    Pair {
        /// The score by what gave it: `name`, `spelling`, `number`, `date`, `word`, `verbatim`, known words `missing` on
        /// the other side, `length`, `vectors`, `shape` of the bead; those of nothing are left out.
        nats: BTreeMap<&'a str, f64>,
        /// Cosine of the vectors of both sides, or null.
        cosine: Option<f64>,
        /// The log-odds of the probability.
        log_odds: Vec<WeighedOut<'a>>,
        /// How much of each side the other answers.
        covered: CoveredOut,
        /// Only where there was a choice of documents: what the others made of it.
        #[serde(skip_serializing_if = "Option::is_none")]
        among: Option<AmongOut>,
    },
    /// Of a null bead, whose sentence is content.
    Open {
        /// Up to three sentences of the other side, best first.
        candidates: Vec<CandidateOut<'a>>,
    },
    /// A sentence that is no content.
    Nothing,
}

/// One summand of the log-odds of a probability.
#[derive(Serialize, JsonSchema)]
pub(super) struct WeighedOut<'a> {
    /// Name of the feature.
    feature: &'a str,
    /// Its value.
    value: f64,
    /// What it gave: weight times value.
    gave: f64,
}

/// Shares 0..1 of what the known words of a side could tell that the other side answers.
#[derive(Serialize, JsonSchema)]
pub(super) struct CoveredOut {
    /// Of the Arabic side.
    ar: f64,
    /// Of the English side.
    en: f64,
}

/// Probabilities where there was a choice of documents; the score is `documents · pair + (1 − documents) · alone`.
#[derive(Serialize, JsonSchema)]
pub(super) struct AmongOut {
    /// Of the pair if the documents tell the same story.
    pair: f64,
    /// That the documents tell the same story.
    documents: f64,
    /// Of the pair if they do not.
    alone: f64,
}

/// A sentence of the other side that was not chosen.
#[derive(Serialize, JsonSchema)]
pub(super) struct CandidateOut<'a> {
    /// Its index.
    sentence: u32,
    /// Its text.
    text: &'a str,
    /// That of the pair.
    probability: f64,
    /// Why it was not chosen. `taken`: in a likelier pair; `improbable`: below the least of any pair; `below_asked`: below the
    /// probability asked for; `crosses`: a likelier pair stands in the way of the order; `alone`: leaving both alone scores
    /// more; `sequence`: the best sequence of beads is without it.
    #[schemars(extend("enum" = ["taken", "improbable", "below_asked", "crosses", "alone", "sequence"]))]
    lost: &'static str,
    /// The probability that it is less than, or null.
    than: Option<f64>,
}

/// What there is to say of a bead.
pub(super) enum About<'a> {
    Pair(&'a Explained),
    /// A sentence without a counterpart, and the other side.
    Open(&'a UnalignedSentence, AlignedSide<'a>),
}

/// What there is to say of bead `at` of `alignment`; nothing of sentences that are no content.
pub(super) fn about<'a>(
    alignment: &'a Alignment,
    at: usize,
    ar: AlignedSide<'a>,
    en: AlignedSide<'a>,
) -> Option<About<'a>> {
    if let Some(explained) = alignment.explanation.beads.get(at)?.as_ref() {
        return Some(About::Pair(explained));
    }
    let bead = alignment.beads.get(at)?;
    let (lang, i, other) = match (bead.ar.first(), bead.en.first()) {
        (Some(&i), None) => (Lang::Arabic, i, en),
        (None, Some(&j)) => (Lang::English, j, ar),
        _ => return None,
    };
    alignment.explanation.of(lang, i).map(|open| About::Open(open, other))
}

/// The same for a line of JSONL.
pub(super) fn explain<'a>(
    alignment: &'a Alignment,
    at: usize,
    ar: AlignedSide<'a>,
    en: AlignedSide<'a>,
) -> Explain<'a> {
    match about(alignment, at, ar, en) {
        None => Explain::Nothing,
        Some(About::Pair(e)) => Explain::Pair {
            nats: e.gave.iter().map(|g| (g.what, rounded(g.nats))).collect(),
            cosine: e.cosine.map(rounded),
            log_odds: e
                .weighed
                .iter()
                .map(|w| WeighedOut {
                    feature: w.feature,
                    value: rounded(w.value),
                    gave: rounded(w.log_odds),
                })
                .collect(),
            covered: CoveredOut { ar: rounded(e.covered.ar), en: rounded(e.covered.en) },
            among: e.among.map(|a| AmongOut {
                pair: rounded(a.pair),
                documents: rounded(a.story),
                alone: rounded(a.alone),
            }),
        },
        Some(About::Open(open, other)) => {
            let candidate = |l: &RejectedCandidate| {
                let (lost, than) = lost(l.lost);
                CandidateOut {
                    sentence: l.sentence,
                    text: text(other, l),
                    probability: rounded(l.probability),
                    lost,
                    than: than.map(rounded),
                }
            };
            Explain::Open { candidates: open.losers.iter().map(candidate).collect() }
        }
    }
}

/// The text of a candidate.
pub(super) fn text<'a>(side: AlignedSide<'a>, loser: &RejectedCandidate) -> &'a str {
    side.part.sentences[loser.sentence as usize].span.of(&side.doc.text)
}

/// The name of a reason and the probability it is about.
fn lost(lost: RejectionReason) -> (&'static str, Option<f32>) {
    match lost {
        RejectionReason::Taken(p) => ("taken", Some(p)),
        RejectionReason::Improbable(p) => ("improbable", Some(p)),
        RejectionReason::BelowAsked(p) => ("below_asked", Some(p)),
        RejectionReason::Crosses(p) => ("crosses", Some(p)),
        RejectionReason::Alone => ("alone", None),
        RejectionReason::Sequence => ("sequence", None),
    }
}

/// A reason for a reader.
pub(super) fn reason(lost: RejectionReason) -> String {
    match lost {
        RejectionReason::Taken(p) => format!("one of the two is in a likelier pair ({p:.2})"),
        RejectionReason::Improbable(p) => format!("less probable than any pair has to be ({p:.2})"),
        RejectionReason::BelowAsked(p) => format!("less probable than asked for ({p:.2})"),
        RejectionReason::Crosses(p) => format!("out of order: it crosses a pair of {p:.2}"),
        RejectionReason::Alone => "leaving both alone scores more".to_owned(),
        RejectionReason::Sequence => "the best sequence of pairs is without it".to_owned(),
    }
}

/// What is said of a pair, a paragraph each: the score, the log-odds, the coverage.
pub(super) fn paragraphs(explained: &Explained) -> [String; 3] {
    let mut nats = String::from("score in nats: ");
    for (i, g) in explained.gave.iter().enumerate() {
        let _ = write!(nats, "{}{} {}", if i > 0 { " · " } else { "" }, g.what, signed(g.nats, 1));
        if let Some(cosine) = explained.cosine.filter(|_| g.what == "vectors") {
            let _ = write!(nats, " (cosine {cosine:.2})");
        }
    }
    let _ = write!(nats, " = {}", signed(explained.gave.iter().map(|g| g.nats).sum(), 1));
    let mut odds = String::from("log-odds: ");
    for (i, w) in explained.weighed.iter().enumerate() {
        let name = w.feature.replace('_', " ");
        let _ = write!(odds, "{}{name} {}", if i > 0 { " · " } else { "" }, signed(w.log_odds, 2));
    }
    let _ = write!(odds, " = {}", signed(explained.weighed.iter().map(|w| w.log_odds).sum(), 2));
    let (ar, en) = (100.0 * explained.covered.ar, 100.0 * explained.covered.en);
    let mut covered =
        format!("answered on the other side: {ar:.0} % of the Arabic, {en:.0} % of the English");
    if let Some(PoolPosterior { pair, story, alone }) = explained.among {
        let (other, sum) = (1.0 - story, story * pair + (1.0 - story) * alone);
        let _ = write!(
            covered,
            "; among all documents {story:.2} · {pair:.2} + {other:.2} · {alone:.2} = {sum:.2}"
        );
    }
    [nats, odds, covered]
}

/// A figure with its sign; a minus is a minus.
fn signed(value: f32, decimals: usize) -> String {
    let sign = if value < 0.0 { '−' } else { '+' };
    format!("{sign}{:.decimals$}", value.abs())
}
