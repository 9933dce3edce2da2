//! Matching without order: the counterpart of each sentence, if it has one.

use serde::{Deserialize, Serialize};

use super::shapes::LONGEST_BEAD;
use crate::bounds::{self, BadWeight, Bounds};
use crate::evidence::{Compared, each_once};
use crate::odds::logistic;
use crate::score::{self, Candidate, PairFeatures, ScoreWeights};

/// When two sentences count as counterparts. The weights of the score were tuned by coordinate search on the four
/// comparable sets of the development data and the seeds; `missing` was then lowered from 1, since real reports of one
/// event share less than halves of translations do.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ComparableOptions {
    /// Weights of the score in this mode: reports share less than translations do.
    pub score: ScoreWeights,
    /// Least probability of a pair where sentences of both sides are translations of each other.
    pub least: f32,
    /// Least probability where they are not: reports that say the same in other words have no sure pairs, and the
    /// likeliest are worth seeing.
    pub least_free: f32,
    /// Probability of a sure pair.
    pub sure: f32,
    /// Share of the shorter side in sure pairs that tells translations from free reports.
    pub translated: f32,
    /// Weights of the score that says whether a neighbour joins a pair.
    pub run_score: ScoreWeights,
    /// Nats against every sentence that joins.
    pub run_merge: f32,
    /// Longest run of a side.
    pub run_longest: usize,
    /// Nats that a neighbour has to add to a pair to be taken into its run. Set with `run_odds` on the comparable sets
    /// and on the heavy ones and the beads scattered (`jisr eval align SET --scatter 1 --mode comparable`).
    pub run: f32,
    /// Log-odds that a pair gains with each nat that its run adds.
    pub run_odds: f32,
    /// How many of the next best of its two sentences a pair is compared with.
    pub neighbours: usize,
}

impl Default for ComparableOptions {
    fn default() -> Self {
        let score = ScoreWeights {
            missing: 0.9,
            document: 0.3,
            words: 0.7,
            common: 8e-4,
            length: 1.0,
            length_spread: 0.3,
            length_chance: 0.9,
            length_most: 8.0,
            most: 4.4,
            ..ScoreWeights::default()
        };
        ComparableOptions {
            score,
            least: 0.5,
            least_free: 0.1,
            sure: 0.9,
            translated: 0.1,
            run_score: ScoreWeights::of_parts(),
            run_merge: 0.3,
            run_longest: 8,
            run: 6.0,
            run_odds: 0.05,
            neighbours: 3,
        }
    }
}

impl ComparableOptions {
    /// Whether each weight is one that can be aligned with.
    pub(crate) fn check(&self) -> Result<(), BadWeight> {
        self.score.check().map_err(|bad| bad.within("score"))?;
        self.run_score.check().map_err(|bad| bad.within("run_score"))?;
        bounds::check(&[
            ("least", self.least.into(), Bounds::Share),
            ("least_free", self.least_free.into(), Bounds::Share),
            ("sure", self.sure.into(), Bounds::Share),
            ("translated", self.translated.into(), Bounds::Share),
            ("run_merge", self.run_merge.into(), Bounds::From0),
            ("run_longest", self.run_longest as f64, Bounds::Count(1, LONGEST_BEAD)),
            ("run", self.run.into(), Bounds::From0),
            ("run_odds", self.run_odds.into(), Bounds::From0),
            ("neighbours", self.neighbours as f64, Bounds::Count(0, 1000)),
        ])
    }
}

/// The pairs that may be counterparts in a comparable alignment.
pub fn candidates(compared: &Compared, options: &ComparableOptions) -> Vec<Candidate> {
    score::candidates(compared, &options.score, options.neighbours)
}

/// Two sentences that are counterparts.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Matched {
    /// Arabic sentence.
    pub i: u32,
    /// English sentence.
    pub j: u32,
    /// Probability 0..1.
    pub probability: f32,
}

/// The matched pairs, best first, each sentence in at most one: a sentence that is said twice on a page wins once.
///
/// The likeliest pair is taken first; what is left of its two sentences' other candidates is dropped (competitive
/// linking, Melamed 2000). `shorter` is the number of sentences of the shorter side.
pub fn align(
    candidates: &[Candidate],
    weights: &[f32; PairFeatures::SIZE],
    options: &ComparableOptions,
) -> Vec<Matched> {
    let judged = candidates.iter().map(|c| Matched {
        i: c.i,
        j: c.j,
        probability: logistic(&c.features.vector(), weights),
    });
    let mut found: Vec<Matched> =
        judged.filter(|m| m.probability >= options.least.min(options.least_free)).collect();
    found.sort_by(|a, b| b.probability.total_cmp(&a.probability).then((a.i, a.j).cmp(&(b.i, b.j))));
    each_once(&mut found, |m| (m.i, m.j));
    found
}

/// The least probability of a pair among those `found` where the shorter side has `shorter` sentences.
pub fn least(found: impl Iterator<Item = f32>, shorter: usize, options: &ComparableOptions) -> f32 {
    let sure = found.filter(|&p| p >= options.sure).count();
    let free = (sure as f32) < options.translated * shorter as f32;
    if free { options.least_free } else { options.least }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likelier_pair_takes_both_sentences() {
        let at = |i, j, cosine| Candidate {
            i,
            j,
            features: PairFeatures { cosine, has_vectors: true, ..PairFeatures::default() },
        };
        let candidates = [at(0, 0, 0.8), at(0, 1, 0.9), at(1, 1, 0.7), at(2, 0, 0.1)];
        let mut weights = [0.0; PairFeatures::SIZE];
        weights[0] = -4.0;
        weights[3] = 1.0;
        let found = align(&candidates, &weights, &ComparableOptions::default());
        let pairs: Vec<_> = found.iter().map(|m| (m.i, m.j)).collect();
        assert_eq!(pairs, [(0, 1)], "sentence 0 is taken, and 1-1 is rivalled");
        let apart = [candidates[0], candidates[2]];
        assert_eq!(align(&apart, &weights, &ComparableOptions::default()).len(), 2);
    }
}
