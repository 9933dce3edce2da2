//! Which documents tell the same story, once their sentences are aligned.

use rustc_hash::FxHashMap;

use super::documents::sort;
use super::pair::AlignedPair;
use super::weights::{DocumentFeatures, PairWeights};
use crate::align::Aligned;
use crate::odds::{from_log_odds, log_odds};
use crate::text::DocPair;

/// What an aligned pair's probability is made from. `shorter` is the number of sentences of its shorter side, `pool`
/// the number of English documents.
pub fn story(pair: &DocPair, aligned: &Aligned, shorter: usize, pool: usize) -> DocumentFeatures {
    let sum = |f: fn(f32) -> f32| aligned.beads.iter().map(|b| f(b.probability)).sum::<f32>();
    let share = sum(|s| s) / shorter.max(1) as f32;
    DocumentFeatures { deviation: pair.deviation, pool, cosine: pair.cosine, share, sum: sum(|s| s * s) }
}

/// Ranks again once the chosen pairs are aligned: sentences that say the same speak for their documents.
/// `pairs` are the chosen ones, in any order, each with the number of sentences of its shorter side;
/// `pool` is the number of English documents.
pub fn refine(
    ranking: &mut [DocPair],
    pairs: &[(usize, &AlignedPair)],
    pool: usize,
    has_vectors: bool,
    weights: &PairWeights,
) {
    let judge = if has_vectors { &weights.story } else { &weights.story_words };
    let aligned: FxHashMap<(usize, usize), (usize, &AlignedPair)> =
        pairs.iter().map(|&(shorter, a)| ((a.ar, a.en), (shorter, a))).collect();
    for pair in ranking.iter_mut() {
        if let Some((shorter, found)) = aligned.get(&(pair.ar, pair.en)) {
            pair.score = story(pair, &found.aligned, *shorter, pool).probability(judge);
        }
    }
    let mut best: FxHashMap<(bool, usize), f32> = FxHashMap::default();
    for pair in ranking.iter() {
        for side in [(true, pair.ar), (false, pair.en)] {
            let score = best.entry(side).or_default();
            *score = score.max(pair.score);
        }
    }
    for pair in ranking.iter_mut() {
        if [(true, pair.ar), (false, pair.en)].iter().all(|side| best[side] > pair.score) {
            pair.score = from_log_odds(log_odds(pair.score, 1e-6) - weights.rivalled);
        }
    }
    sort(ranking);
}
