//! Searching the weights of parallel alignment: those that no gradient reaches, since they decide which beads are found.
//!
//! Coordinate search over the mean of the sets' strict F1: one weight after the other is made larger or smaller by a
//! step as long as that helps, then the steps are halved. It is done once on all documents, for the weights, and, with
//! the largest step alone, once for each fold without its documents, for figures that are not flattered; a set of one
//! document is in one fold whole.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde_json::{Value, json};

use super::FOLDS;
use crate::align::Comparison;
use crate::error::{Error, Result};
use crate::lab::evaluate::coarse::GoldBeads;
use crate::lab::evaluate::{GoldDoc, Indices, Tally};
use crate::lab::examples::comparison;
use crate::text::SplitPair;
use crate::{Jisr, Weights};

/// A weight that is searched: its place among all weights, and how far it may go.
#[derive(Clone, Copy, Debug)]
struct SearchedWeight {
    name: &'static str,
    least: f64,
    most: f64,
}

const fn searched(name: &'static str, least: f64, most: f64) -> SearchedWeight {
    SearchedWeight { name, least, most }
}

/// The weights that are searched, those that matter most first.
const SEARCHED: [SearchedWeight; 24] = [
    searched("/score/words", 0.1, 2.0),
    searched("/score/vectors", 2.0, 60.0),
    searched("/score/length", 0.2, 6.0),
    searched("/parallel/shape/weight", 0.2, 4.0),
    searched("/parallel/shape/alone_weight", 0.2, 4.0),
    searched("/parallel/shape/alone_content", 0.05, 4.0),
    searched("/parallel/shape/alone_told", 0.1, 0.95),
    searched("/parallel/shape/told_prior", 1.0, 100.0),
    searched("/parallel/shape/ar_alone", 0.005, 0.3),
    searched("/parallel/shape/en_alone", 0.005, 0.3),
    searched("/parallel/shape/one_many", 0.01, 0.5),
    searched("/parallel/shape/many_one", 0.01, 0.5),
    searched("/parallel/shape/many_many", 0.0005, 0.1),
    searched("/parallel/shape/more", 0.05, 0.8),
    searched("/parallel/shape/prior", 2.0, 80.0),
    searched("/parallel/shape/alone_again", 0.02, 0.8),
    searched("/parallel/shape/opening", 0.05, 3.0),
    searched("/parallel/shape/opening_prior", 2.0, 80.0),
    searched("/score/neighbours", 0.1, 1.2),
    searched("/score/cosine", 0.01, 0.5),
    searched("/score/cosine_own", 0.1, 1.2),
    searched("/score/length_spread", 0.08, 0.6),
    searched("/score/length_most", 2.0, 20.0),
    searched("/score/length_prior", 1.0, 60.0),
];

/// Rounds of the search on all documents.
const ROUNDS: usize = 3;

/// A set of document pairs with gold.
pub struct Set {
    /// Its name.
    pub name: String,
    /// The gold, with its sentences.
    pub gold: Vec<GoldDoc>,
}

/// What is counted in one document: all beads, and the sure ones alone.
type BeadTallies = [Tally; 2];

/// A set ready to be aligned again and again.
struct PreparedSet {
    name: String,
    documents: Vec<(Comparison, GoldDoc)>,
    /// The fold of each document.
    folds: Vec<usize>,
    /// Whether some beads of the gold are coarse.
    coarse: bool,
}

/// The sets with all that does not depend on the weights searched.
struct SearchCorpus<'j> {
    sets: Vec<PreparedSet>,
    weights: &'j Weights,
    /// What was tried: the counts of every document, by weights.
    seen: BTreeMap<Vec<u64>, Vec<Vec<BeadTallies>>>,
    tried: usize,
}

/// What the search found for one set.
#[derive(Clone, PartialEq, Debug)]
pub struct SetFound {
    /// Name of the set.
    pub name: String,
    /// Strict F1 with the weights at the start.
    pub before: f64,
    /// With the weights found on all documents.
    pub fitted: f64,
    /// With the weights found without the documents of each fold, on these.
    pub held_out: f64,
}

/// What the search found.
#[derive(Clone, PartialEq, Debug)]
pub struct SearchFound {
    /// Each set.
    pub sets: Vec<SetFound>,
    /// The weights found on all documents, for `--weights`.
    pub weights: Value,
    /// How many settings were tried.
    pub tried: usize,
}

/// Searches the weights of parallel alignment from those of `jisr` on. With `folds` the search is repeated without each
/// fold, which takes that much longer. `progress` hears of every step.
///
/// # Errors
/// When there is no set, or a set has no document.
pub fn search(
    jisr: &Jisr,
    sets: Vec<Set>,
    folds: bool,
    progress: &mut dyn FnMut(&str),
) -> Result<SearchFound> {
    if sets.iter().all(|set| set.gold.is_empty()) {
        let expected = "sets of document pairs to search on";
        return Err(Error::Nothing { expected, found: "none".into(), way_out: "name files of gold" });
    }
    let mut corpus = SearchCorpus::new(jisr, sets);
    let start = values(&jisr.weights);
    let before = corpus.scores(&start)?;
    let found = corpus.climb(&start, &|_| true, "all", ROUNDS, progress)?;
    let fitted = corpus.scores(&found)?;
    let mut held_out = vec![f64::NAN; fitted.len()];
    if folds {
        let mut sums: Vec<BeadTallies> = vec![BeadTallies::default(); fitted.len()];
        for fold in 0..FOLDS {
            let own = corpus.climb(&start, &|f| f != fold, &format!("fold {}", fold + 1), 1, progress)?;
            let counts = corpus.counts(&own, &|f| f == fold)?;
            sums.iter_mut().zip(&counts).for_each(|(sum, own)| join(sum, own));
        }
        held_out = sums.iter().map(|counts| counts[0].prf().f1).collect();
    }
    let named = corpus.sets.iter().map(|set| set.name.clone());
    let figures = before.iter().zip(&fitted).zip(&held_out);
    Ok(SearchFound {
        sets: named
            .zip(figures)
            .map(|(name, ((&before, &fitted), &held_out))| SetFound { name, before, fitted, held_out })
            .collect(),
        weights: weights_of(&found),
        tried: corpus.tried,
    })
}

/// The values of the weights that are searched.
fn values(weights: &Weights) -> Vec<f64> {
    let all = json!(weights);
    SEARCHED.iter().map(|s| all.pointer(s.name).and_then(Value::as_f64).unwrap_or_default()).collect()
}

/// The same as `--weights` takes them.
fn weights_of(values: &[f64]) -> Value {
    let mut out = json!({});
    for (searched, &value) in SEARCHED.iter().zip(values) {
        let mut at = &mut out;
        for key in searched.name.split('/').skip(1) {
            at = &mut at[key];
        }
        *at = json!(value);
    }
    out
}

/// With four digits.
fn rounded(value: f64) -> f64 {
    let scale = 10f64.powi(3 - value.abs().log10().floor() as i32);
    (value * scale).round() / scale
}

impl<'j> SearchCorpus<'j> {
    fn new(jisr: &'j Jisr, sets: Vec<Set>) -> Self {
        let prepare = |(number, set): (usize, Set)| {
            let alone = set.gold.len() < FOLDS;
            let compare = |gold: GoldDoc| {
                let pair = SplitPair { id: gold.id.clone(), ar: gold.ar.clone(), en: gold.en.clone() };
                (comparison(jisr, &pair), gold)
            };
            let folds = (0..set.gold.len()).map(|k| if alone { number % FOLDS } else { k % FOLDS }).collect();
            let coarse = set.gold.iter().any(|gold| !gold.coarse.is_empty());
            let documents = set.gold.into_par_iter().map(compare).collect();
            PreparedSet { name: set.name, documents, folds, coarse }
        };
        let sets = sets.into_iter().enumerate().map(prepare).collect();
        SearchCorpus { sets, weights: &jisr.weights, seen: BTreeMap::new(), tried: 0 }
    }

    /// Aligns every document with these weights, unless that was done before, and gives what they are known by in `seen`.
    fn tried(&mut self, values: &[f64]) -> Result<Vec<u64>> {
        let key: Vec<u64> = values.iter().map(|v| v.to_bits()).collect();
        if !self.seen.contains_key(&key) {
            self.tried += 1;
            let mut all = json!(self.weights);
            merge(&mut all, &weights_of(values));
            let weights = Weights::from_json("the weights searched".as_ref(), &all.to_string())?;
            let of = |set: &PreparedSet| set.documents.par_iter().map(|d| count(d, &weights)).collect();
            self.seen.insert(key.clone(), self.sets.iter().map(of).collect());
        }
        Ok(key)
    }

    /// The counts of each set over the documents of the folds that `folds` lets through, with these weights.
    fn counts(&mut self, values: &[f64], folds: &dyn Fn(usize) -> bool) -> Result<Vec<BeadTallies>> {
        let key = self.tried(values)?;
        let joined = |(set, counts): (&PreparedSet, &Vec<BeadTallies>)| {
            let mut sums = BeadTallies::default();
            for (own, _) in counts.iter().zip(&set.folds).filter(|(_, fold)| folds(**fold)) {
                join(&mut sums, own);
            }
            sums
        };
        Ok(self.sets.iter().zip(&self.seen[&key]).map(joined).collect())
    }

    /// Strict F1 of every set over all documents.
    fn scores(&mut self, values: &[f64]) -> Result<Vec<f64>> {
        Ok(self.counts(values, &|_| true)?.iter().map(|[strict, _]| strict.prf().f1).collect())
    }

    /// What is made as large as possible: the mean of the sets' strict F1, of sets with coarse beads the mean of that and
    /// of the sure beads' alone, so that no bead grows where nobody sees it.
    fn aim(&mut self, values: &[f64], folds: &dyn Fn(usize) -> bool) -> Result<f64> {
        let counts = self.counts(values, folds)?;
        let of = |(counts, set): (BeadTallies, &PreparedSet)| {
            let [strict, sure] = counts.map(|tally| tally.prf().f1);
            if set.coarse { 0.5 * (strict + sure) } else { strict }
        };
        let own: Vec<f64> = counts.into_iter().zip(&self.sets).map(of).filter(|f1| *f1 > 0.0).collect();
        Ok(own.iter().sum::<f64>() / own.len().max(1) as f64)
    }

    /// The best weights that the search finds from `start` on, by the documents of `folds`.
    fn climb(
        &mut self,
        start: &[f64],
        folds: &dyn Fn(usize) -> bool,
        name: &str,
        rounds: usize,
        progress: &mut dyn FnMut(&str),
    ) -> Result<Vec<f64>> {
        /// Factors of a weight in each round.
        const STEPS: [f64; 3] = [1.4, 1.2, 1.1];
        /// Less is noise.
        const LEAST: f64 = 5e-5;
        let mut best = start.to_vec();
        let mut most = self.aim(&best, folds)?;
        for step in STEPS.into_iter().take(rounds) {
            for (k, searched) in SEARCHED.iter().enumerate() {
                for factor in [step, 1.0 / step] {
                    let mut gained = false;
                    loop {
                        let mut tried = best.clone();
                        tried[k] = rounded((best[k] * factor).clamp(searched.least, searched.most));
                        let aim = if tried[k] == best[k] { 0.0 } else { self.aim(&tried, folds)? };
                        if aim < most + LEAST {
                            break;
                        }
                        (best, most, gained) = (tried, aim, true);
                        progress(&format!("{name}: {} {} {most:.5}", searched.name, best[k]));
                    }
                    if gained {
                        break;
                    }
                }
            }
        }
        Ok(best)
    }
}

/// Adds the counts of another document.
fn join(sums: &mut BeadTallies, own: &BeadTallies) {
    sums.iter_mut().zip(own).for_each(|(sum, own)| sum.join(own));
}

/// Puts the members of `own` into `base`.
fn merge(base: &mut Value, own: &Value) {
    match (base, own) {
        (Value::Object(base), Value::Object(own)) => {
            for (key, value) in own {
                merge(base.entry(key.clone()).or_insert(Value::Null), value);
            }
        }
        (base, own) => *base = own.clone(),
    }
}

/// Aligns a document pair and counts.
fn count((comparison, gold): &(Comparison, GoldDoc), weights: &Weights) -> BeadTallies {
    let beads = comparison.beads_in_order(&weights.align());
    let guess: BTreeSet<Indices<'_>> = beads.iter().map(|(ar, en)| (ar.as_slice(), en.as_slice())).collect();
    let own = GoldBeads::new(gold);
    let mut counts = BeadTallies::default();
    let right = guess.iter().filter(|bead| own.is_right(**bead)).count();
    counts[0].add(right, guess.len(), own.credits(&guess).iter().sum(), own.beads.len());
    let (sure, counted) = own.sure_counts(&guess);
    counts[1].add(sure, counted, sure as f64, own.sure().len());
    counts
}
