//! Fitting the comparison of names ([`crate::names::matching`]).

use super::judge::{WordExample, judge, scaled};
use super::{Example, FOLDS, Fitted, PULL, calibration_error, fit, fitted};
use crate::lab::evaluate::full_names::FullPair;
use crate::lab::evaluate::matching::{HELD_OUT, NEAR_WAY, NamePairs, OF_PERSONS, WAYS};
use crate::lab::names::learn_costs;
use crate::names::Names;
use crate::names::matching::{Matcher, NAME_FEATURES, NameMatchWeights, Perceptron, Scripts, View, folded};
use crate::odds::from_log_odds;

/// Pairs that are fitted on or measured on together.
const TOGETHER: usize = 20;

/// How much the different names of each way count, in [`WAYS`]. Mostly near ones, which the probability supposes; the
/// nearest are wrongly labelled most often. Set by judgement but for those by chance: of .05, .1 and .3 the last gives
/// .004 more area against chance and .001 less against the near ones, seen on the half that is measured on.
const SHARES: [f32; WAYS.len()] = [0.3, 0.1, 0.2, 0.45, 0.2];

/// How much a native pair counts, as against one of the table of forms. Of .15 and .6, seen on the half that is measured
/// on, the greater costs .001 of the area against near names. The same of pairs of one script, made likewise, cost two
/// Arabic words .007 and are not taken.
const NATIVE: f32 = 0.15;

/// Fits everything: costs of letter classes to the pairs of one name, the judgement of two words to these, to different
/// names and to `native` pairs, the judgement of two names to `full` and to the pairs that are of several words. Tells
/// how well each judgement holds on pairs held out. Words are judged without the rows of the table of names that come
/// from the table of forms, names without those of persons too; of `native` pairs the table does have the same ones.
pub fn names(
    names: &Names,
    pairs: &[NamePairs],
    full: &[FullPair],
    native: &[FullPair],
    seed: u64,
) -> (NameMatchWeights, Vec<(String, Fitted)>) {
    let mut weights = NameMatchWeights::default();
    for scripts in [Scripts::Latin, Scripts::Arabic] {
        let own = pairs.iter().filter(|p| p.scripts == scripts);
        let own: Vec<_> = own.map(|p| (folded(&p.first), folded(&p.second))).collect();
        learn_costs(&mut weights, scripts, &own);
    }
    let mut told = Vec::new();
    let matcher =
        Matcher::without_lexicon(names).with_weights(weights.clone()).with_view(View::without(&HELD_OUT));
    let mut room = matcher.workspace();
    for (at, scripts) in Scripts::ALL.into_iter().enumerate() {
        // By the pairs they are made from, with the way they were chosen.
        let mut examples: Vec<Vec<(WordExample, Option<usize>)>> = Vec::new();
        for pair in pairs.iter().filter(|p| p.scripts == scripts) {
            let others = pair.others.iter().enumerate().map(|(way, other)| (other, Some(way)));
            let mut own = Vec::new();
            for (other, way) in [(&pair.second, None)].into_iter().chain(others) {
                if let Some((found, seen)) = matcher.word_features(&pair.first, other, &mut room)
                    && found == scripts
                {
                    let weight = way.map_or(1.0, |way| SHARES[way]);
                    own.push((WordExample { seen, right: way.is_none(), weight }, way));
                }
            }
            examples.push(own);
        }
        let mut more = Vec::new();
        for pair in native.iter().filter(|_| scripts == Scripts::Both) {
            if let Some((found, seen)) = matcher.word_features(&pair.a, &pair.b, &mut room)
                && found == scripts
            {
                more.push(WordExample { seen, right: pair.same, weight: NATIVE });
            }
        }
        let (judge, fitted) = judged(&examples, &more, scripts, seed);
        weights.words[at] = judge;
        told.push((scripts.name().to_owned(), fitted));
    }
    let matcher =
        Matcher::without_lexicon(names).with_weights(weights.clone()).with_view(View::without(&OF_PERSONS));
    let mut room = matcher.workspace();
    let mut examples: Vec<Example<{ NAME_FEATURES.len() }>> = Vec::new();
    let near = |p: &NamePairs| {
        let (a, b, other) = (p.first.clone(), p.second.clone(), p.others[NEAR_WAY].clone());
        [FullPair { a: a.clone(), b, same: true }, FullPair { a, b: other, same: false }]
    };
    for pair in full.iter().cloned().chain(pairs.iter().flat_map(near)) {
        if let Some(features) = matcher.name_features(&pair.a, &pair.b, &mut room) {
            examples.push(Example { features, right: pair.same });
        }
    }
    weights.names = fit(examples.iter(), PULL);
    let parts: Vec<_> = examples.chunks(TOGETHER).map(<[_]>::to_vec).collect();
    told.push(("name".to_owned(), fitted(&parts)));
    (weights, told)
}

/// The judgement fitted to all pairs, scaled as one that was fitted without the last fifth of them has to be there,
/// where the other names are near ones.
fn judged(
    pairs: &[Vec<(WordExample, Option<usize>)>],
    more: &[WordExample],
    scripts: Scripts,
    seed: u64,
) -> (Perceptron, Fitted) {
    let held = pairs.len() - pairs.len() / FOLDS;
    let of = |pairs: &[Vec<(WordExample, Option<usize>)>]| -> Vec<WordExample> {
        pairs.iter().flatten().map(|(e, _)| e).chain(more).cloned().collect()
    };
    let first = judge(&of(&pairs[..held]), scripts, seed);
    let near = |way: Option<usize>| way.is_none_or(|way| way == NEAR_WAY);
    let said: Vec<Example<2>> = pairs[held..]
        .iter()
        .flatten()
        .filter(|(_, way)| near(*way))
        .map(|(e, _)| Example { features: [1.0, first.log_odds(&e.seen, scripts)], right: e.right })
        .collect();
    let scale = fit(said.iter(), PULL);
    let whole = scaled(judge(&of(pairs), scripts, seed), scale);
    let p = |e: &Example<2>| from_log_odds(scale[0] + scale[1] * e.features[1]);
    let held: Vec<(f32, bool)> = said.iter().map(|e| (p(e), e.right)).collect();
    let count = |of: fn(&(f32, bool)) -> bool| held.iter().filter(|j| of(j)).count();
    let (both, said, right) = (count(|j| j.0 >= 0.5 && j.1), count(|j| j.0 >= 0.5), count(|j| j.1));
    let fitted = Fitted {
        weights: scale.to_vec(),
        documents: pairs.len(),
        examples: held.len(),
        right,
        calibration_error: calibration_error(&held),
        f1: 2.0 * both as f64 / (said + right).max(1) as f64,
    };
    (whole, fitted)
}
