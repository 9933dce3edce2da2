//! Level 7: how good an alignment is: precision, recall and F1 against beads set by people, by three measures, and
//! how far the scores can be trusted ([`mod@reliability`]).
//!
//! | measure | what counts |
//! |---|---|
//! | strict | a bead whose sentence indices are the same on both sides |
//! | lax | a bead that shares a sentence on both sides with one bead of the other alignment (as in vecalign, Thompson & Koehn 2019) |
//! | pair | single links: every Arabic sentence of a bead with every English one of it |
//!
//! Null beads count in none of them, a bead given twice counts once, and a gold document pair without a prediction
//! counts as predicted empty.

pub mod clauses;
mod forms;
pub mod full_names;
pub mod gold;
pub mod matching;
pub mod names;
pub mod native;
pub mod pool;
pub mod reliability;
pub mod retrieval;
pub mod scatter;
pub mod separation;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;

use crate::text::Bead;
use reliability::reliability_joined;

pub use gold::{DocAlignGold, GoldDoc, PredDoc, check_pred, parse_docalign, parse_gold, parse_pred};
pub use reliability::{Reliability, reliability};

/// Precision, recall and their harmonic mean; 0 where there is nothing to divide by.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize)]
pub struct Prf {
    /// Share of what was predicted that is right.
    pub precision: f64,
    /// Share of the gold that was predicted.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
    /// How much was predicted: beads or links.
    pub predicted: usize,
    /// How much there is to find.
    pub gold: usize,
}

impl Prf {
    /// From counts: of `predicted` so many are right, of `gold` so many were found.
    fn new(right: usize, predicted: usize, found: usize, gold: usize) -> Self {
        let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
        let (precision, recall) = (share(right, predicted), share(found, gold));
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        Prf { precision, recall, f1, predicted, gold }
    }
}

/// Quality of predicted alignments.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct Scores {
    /// Whole beads.
    pub strict: Prf,
    /// Overlapping beads.
    pub lax: Prf,
    /// Single links.
    pub pair: Prf,
    /// Strict, for each type of bead: number of Arabic sentences, "-", number of English ones.
    pub by_type: BTreeMap<String, Prf>,
    /// Gold document pairs without a prediction, counted as predicted empty.
    pub missing: Vec<String>,
    /// Predicted document pairs that the gold lacks; they count for nothing.
    pub unknown: Vec<String>,
}

/// Everything that can be said about a prediction.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Evaluation {
    /// Precision, recall, F1.
    pub scores: Scores,
    /// What the scores are worth; `None` when not all beads have one.
    pub reliability: Option<Reliability>,
}

impl Evaluation {
    /// The evaluation as one line of JSON with the fields' names.
    pub fn to_json(&self) -> String {
        // Strings, integers and finite floats always serialise.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Compares `pred` with `gold`, the scores of the beads included when every document has them.
pub fn evaluate(gold: &[GoldDoc], pred: &[PredDoc]) -> Evaluation {
    let scored = !pred.is_empty() && pred.iter().all(|doc| doc.scored);
    Evaluation { scores: score(gold, pred), reliability: scored.then(|| reliability(gold, pred)) }
}

/// A gold document pair and its prediction, if it has one.
type Joined<'a> = (&'a GoldDoc, Option<&'a PredDoc>);

/// Each of `gold` with the one of `pred` that has its id.
fn join<'a>(gold: &'a [GoldDoc], pred: &'a [PredDoc]) -> Vec<Joined<'a>> {
    let by_id: BTreeMap<&str, &PredDoc> = pred.iter().map(|doc| (doc.id.as_str(), doc)).collect();
    gold.iter().map(|doc| (doc, by_id.get(doc.id.as_str()).copied())).collect()
}

/// As [`evaluate`], of documents that need no id to belong together.
fn evaluate_joined(joined: &[Joined<'_>]) -> Evaluation {
    let mut found = joined.iter().filter_map(|(_, pred)| *pred).peekable();
    let scored = found.peek().is_some() && found.all(|doc| doc.scored);
    Evaluation { scores: score_joined(joined), reliability: scored.then(|| reliability_joined(joined)) }
}

/// The sentence indices of a bead.
type Indices<'a> = (&'a [u32], &'a [u32]);

/// The beads with two sides, each once.
fn two_sided(beads: &[Bead]) -> BTreeSet<Indices<'_>> {
    beads.iter().filter(|bead| !bead.is_null()).map(|bead| (bead.ar.as_slice(), bead.en.as_slice())).collect()
}

/// All single links of `beads`.
fn links(beads: &BTreeSet<Indices<'_>>) -> BTreeSet<(u32, u32)> {
    beads.iter().flat_map(|(ar, en)| ar.iter().flat_map(|&a| en.iter().map(move |&e| (a, e)))).collect()
}

/// Whether `bead` shares a sentence on both sides with the beads whose links these are: a link of its own is one of
/// theirs exactly when one of their beads holds both its ends.
fn touches((ar, en): Indices<'_>, links: &BTreeSet<(u32, u32)>) -> bool {
    ar.iter().any(|&a| en.iter().any(|&e| links.contains(&(a, e))))
}

/// Precision, recall and F1 of `pred` by the three measures and by type of bead, over all documents of `gold` at
/// once. Indices within a bead must ascend, as they do in [`Bead`].
pub fn score(gold: &[GoldDoc], pred: &[PredDoc]) -> Scores {
    let known: BTreeSet<&str> = gold.iter().map(|doc| doc.id.as_str()).collect();
    let unknown = pred.iter().filter(|doc| !known.contains(doc.id.as_str())).map(|doc| doc.id.clone());
    Scores { unknown: unknown.collect(), ..score_joined(&join(gold, pred)) }
}

/// The same of documents that need no id to belong together, and of which none is unknown.
fn score_joined(joined: &[Joined<'_>]) -> Scores {
    // right, predicted, found, gold
    let (mut strict, mut lax, mut pair) = ([0; 4], [0; 4], [0; 4]);
    let mut types: BTreeMap<String, [usize; 4]> = BTreeMap::new();
    let mut missing = Vec::new();
    for (doc, found) in joined {
        let right = two_sided(&doc.beads);
        let guess = if let Some(found) = found {
            two_sided(&found.beads)
        } else {
            missing.push(doc.id.clone());
            BTreeSet::new()
        };
        let both = right.intersection(&guess).count();
        add(&mut strict, [both, guess.len(), both, right.len()]);
        let (right_links, guess_links) = (links(&right), links(&guess));
        let lax_right = guess.iter().filter(|bead| touches(**bead, &right_links)).count();
        let lax_found = right.iter().filter(|bead| touches(**bead, &guess_links)).count();
        add(&mut lax, [lax_right, guess.len(), lax_found, right.len()]);
        let both = right_links.intersection(&guess_links).count();
        add(&mut pair, [both, guess_links.len(), both, right_links.len()]);
        for bead in right.union(&guess) {
            let (in_gold, in_guess) = (usize::from(right.contains(bead)), usize::from(guess.contains(bead)));
            let counts = types.entry(format!("{}-{}", bead.0.len(), bead.1.len())).or_default();
            add(counts, [in_gold & in_guess, in_guess, in_gold & in_guess, in_gold]);
        }
    }
    let prf = |[right, predicted, found, gold]: [usize; 4]| Prf::new(right, predicted, found, gold);
    Scores {
        strict: prf(strict),
        lax: prf(lax),
        pair: prf(pair),
        by_type: types.into_iter().map(|(kind, counts)| (kind, prf(counts))).collect(),
        missing,
        unknown: Vec::new(),
    }
}

fn add(sum: &mut [usize; 4], counts: [usize; 4]) {
    for (total, count) in sum.iter_mut().zip(counts) {
        *total += count;
    }
}

/// Precision, recall and F1 of document pairs: `chosen` are those a run took for the same story, by whatever names
/// or indices `gold` uses too. A pair given twice counts once.
pub fn rank_eval<T: Ord>(gold: &[(T, T)], chosen: &[(T, T)]) -> Prf {
    let (gold, chosen): (BTreeSet<_>, BTreeSet<_>) = (gold.iter().collect(), chosen.iter().collect());
    let both = gold.intersection(&chosen).count();
    Prf::new(both, chosen.len(), both, gold.len())
}

/// The result for one set of documents as one line of JSON: its id and the fields of [`Prf`].
pub fn set_json(id: &str, prf: &Prf) -> String {
    #[derive(Serialize)]
    struct Line<'a> {
        id: &'a str,
        #[serde(flatten)]
        prf: &'a Prf,
    }
    serde_json::to_string(&Line { id, prf }).unwrap_or_default()
}

/// How language detection did as one line of JSON: for Arabic, English and other languages how many texts were taken
/// for what they are, and how many there are.
pub fn languages_json([arabic, english, other]: [(usize, usize); 3]) -> String {
    let counts = |(right, texts): (usize, usize)| serde_json::json!({ "right": right, "texts": texts });
    serde_json::json!({ "arabic": counts(arabic), "english": counts(english), "other": counts(other) })
        .to_string()
}

/// A table for people: measures, then bead types, then what could not be compared.
impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = |f: &mut fmt::Formatter<'_>, name: &str, prf: &Prf| {
            let Prf { precision, recall, f1, predicted, gold } = prf;
            writeln!(f, "{name:<10} {precision:>9.4} {recall:>9.4} {f1:>9.4} {predicted:>9} {gold:>9}")
        };
        let head =
            ["precision", "recall", "F1", "predicted", "gold"].map(|name| format!(" {name:>9}")).concat();
        writeln!(f, "{:<10}{head}", "measure")?;
        for (name, prf) in [("strict", &self.strict), ("lax", &self.lax), ("pair", &self.pair)] {
            row(f, name, prf)?;
        }
        if !self.by_type.is_empty() {
            writeln!(f, "\n{:<10}{head}", "bead")?;
            for (kind, prf) in &self.by_type {
                row(f, kind, prf)?;
            }
        }
        for (what, ids) in [
            ("without a prediction, counted as empty", &self.missing),
            ("predicted but not in the gold, not counted", &self.unknown),
        ] {
            if !ids.is_empty() {
                writeln!(f, "\n{what}: {}", ids.join(", "))?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Evaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.scores)?;
        match &self.reliability {
            Some(reliability) => write!(f, "\n{reliability}"),
            None => Ok(()),
        }
    }
}
