//! Fitting the weights of probabilities to gold, cross-validated by document.

mod judge;
mod logistic;
pub mod modes;
pub mod names;
pub mod search;

use std::fmt;

use serde::Serialize;

pub use logistic::{Example, fit};

use crate::lab::evaluate::coarse::GoldBeads;
use crate::lab::evaluate::{GoldDoc, calibration};
use crate::odds::logistic;
use crate::rank::DocumentFeatures;
use crate::score::{Candidate, Cell, CutFeatures, Features, FoundFeatures, PairFeatures};
use crate::text::DocPair;

/// What the probabilities of a document pair are made from.
#[derive(Clone, Debug)]
pub enum Examples {
    /// Candidates of a comparable alignment.
    Pairs(Vec<Candidate>),
    /// Beads of a parallel alignment.
    Beads(Vec<(Cell, Features)>),
}

/// Documents that share a fold are fitted on or measured on together.
pub const FOLDS: usize = 5;
/// Pull of the weights to 0, in examples.
const PULL: f64 = 1.0;

/// What fitting gives.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Fitted {
    /// Weights fitted on all documents.
    pub weights: Vec<f32>,
    /// Documents.
    pub documents: usize,
    /// Examples.
    pub examples: usize,
    /// Of these right.
    pub right: usize,
    /// Expected calibration error on documents that were held out.
    pub calibration_error: f64,
    /// F1 at one half on documents that were held out: of the examples alone, before sentences are made to share
    /// nothing.
    pub f1: f64,
}

impl fmt::Display for Fitted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} documents, {} examples, {} right", self.documents, self.examples, self.right)?;
        writeln!(
            f,
            "on held-out documents: calibration error {:.3}, F1 {:.4}",
            self.calibration_error, self.f1
        )?;
        writeln!(f, "weights {:.3?}", self.weights)
    }
}

/// Fits the weights of candidate pairs.
pub fn pairs(documents: &[(&GoldDoc, Vec<Candidate>)]) -> Fitted {
    let examples = |(gold, candidates): &(&GoldDoc, Vec<Candidate>)| {
        let right = |c: &Candidate| gold.beads.iter().any(|b| b.ar.contains(&c.i) && b.en.contains(&c.j));
        candidates.iter().map(|c| Example { features: c.features.vector(), right: right(c) }).collect()
    };
    fitted::<{ PairFeatures::SIZE }>(&documents.iter().map(examples).collect::<Vec<_>>())
}

/// A pool of documents: the pairs that tell the same story, and every pair with what it is judged by.
pub type RankedPool = (Vec<(usize, usize)>, Vec<(DocPair, DocumentFeatures)>);

/// Fits the weights of document pairs, before alignment and after.
pub fn stories(pools: &[RankedPool]) -> [Fitted; 2] {
    let examples = |after: bool| -> Vec<Vec<Example<{ DocumentFeatures::SIZE }>>> {
        let of = |(gold, found): &RankedPool| {
            let example = |(pair, story): &(DocPair, DocumentFeatures)| {
                let known = if after { *story } else { DocumentFeatures { share: 0.0, sum: 0.0, ..*story } };
                Example { features: known.vector(), right: gold.contains(&(pair.ar, pair.en)) }
            };
            found.iter().map(example).collect()
        };
        pools.iter().map(of).collect()
    };
    [fitted(&examples(false)), fitted(&examples(true))]
}

/// Fits the weights of sentence pairs of documents that do not tell the same story: for each document what its pairs
/// are made from, and whether each is right.
pub fn found(documents: &[Vec<(FoundFeatures, bool)>]) -> Fitted {
    let examples = |found: &Vec<(FoundFeatures, bool)>| {
        found.iter().map(|&(f, right)| Example { features: f.vector(), right }).collect()
    };
    fitted(&documents.iter().map(examples).collect::<Vec<_>>())
}

/// Fits the weights of beads.
pub fn beads(documents: &[(&GoldDoc, Vec<(Cell, Features)>)]) -> Fitted {
    let examples = |(gold, beads): &(&GoldDoc, Vec<(Cell, Features)>)| {
        let own = GoldBeads::new(gold);
        let right = |c: &Cell| {
            let side = |from: usize, len: usize| (from as u32..(from + len) as u32).collect::<Vec<_>>();
            own.is_right((&side(c.i, c.m), &side(c.j, c.n)))
        };
        beads.iter().map(|(c, f)| Example { features: f.vector(), right: right(c) }).collect()
    };
    fitted::<{ Features::SIZE }>(&documents.iter().map(examples).collect::<Vec<_>>())
}

/// Fits the weights of cuts in sentences: documents of cuts, each with whether it is in the right place.
pub fn cuts(documents: &[Vec<(CutFeatures, bool)>]) -> Fitted {
    let examples = |cuts: &Vec<(CutFeatures, bool)>| {
        cuts.iter().map(|(cut, right)| Example { features: cut.vector(), right: *right }).collect()
    };
    fitted::<{ CutFeatures::SIZE }>(&documents.iter().map(examples).collect::<Vec<_>>())
}

fn fitted<const N: usize>(documents: &[Vec<Example<N>>]) -> Fitted {
    let mut judged: Vec<(f32, bool)> = Vec::new();
    for held in 0..FOLDS {
        let train = documents.iter().enumerate().filter(|(d, _)| d % FOLDS != held).flat_map(|(_, e)| e);
        let weights = fit(train, PULL);
        for e in documents.iter().skip(held).step_by(FOLDS).flatten() {
            judged.push((logistic(&e.features, &weights), e.right));
        }
    }
    let all = || documents.iter().flatten();
    let count = |of: fn(&(f32, bool)) -> bool| judged.iter().filter(|j| of(j)).count() as f64;
    let both = count(|j| j.0 >= 0.5 && j.1);
    let (said, right) = (count(|j| j.0 >= 0.5), count(|j| j.1));
    Fitted {
        weights: fit(all(), PULL).to_vec(),
        documents: documents.len(),
        examples: judged.len(),
        right: right as usize,
        calibration_error: calibration_error(&judged),
        f1: if said + right > 0.0 { 2.0 * both / (said + right) } else { 0.0 },
    }
}

/// Expected calibration error of what is said with at least .05: the many candidates that are out of the question would
/// hide the rest.
fn calibration_error(judged: &[(f32, bool)]) -> f64 {
    let said = judged.iter().filter(|judged| judged.0 >= 0.05);
    calibration::calibration_error(said.map(|&(p, right)| (p, right, 1.0)))
}
