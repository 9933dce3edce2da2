//! Fitting the comparison of names ([`crate::names::matching`]).

use super::{Example, Fitted, PULL, fit, fitted};
use crate::evaluate::full_names::FullPair;
use crate::evaluate::matching::{NEAR_WAY, NamePairs};
use crate::names::Names;
use crate::names::matching::{MatchWeights, Matcher, NAME_FEATURES, Scripts, WORD_FEATURES, folded};

/// Pairs that are fitted on or measured on together.
const TOGETHER: usize = 20;

/// Fits everything: costs of letter classes to the pairs of one name, the judgement of two words to these and as many
/// near neighbours, the judgement of two names to `full`. Tells how well each judgement holds on pairs held out.
pub fn names(names: &Names, pairs: &[NamePairs], full: &[FullPair]) -> (MatchWeights, Vec<(String, Fitted)>) {
    let mut weights = MatchWeights::default();
    for scripts in [Scripts::Latin, Scripts::Arabic] {
        let own = pairs.iter().filter(|p| p.scripts == scripts);
        let own: Vec<_> = own.map(|p| (folded(&p.first), folded(&p.second))).collect();
        weights.learn_costs(scripts, &own);
    }
    let mut told = Vec::new();
    let matcher = Matcher::without_lexicon(names).with_weights(weights.clone());
    let mut room = matcher.room();
    for (at, scripts) in Scripts::ALL.into_iter().enumerate() {
        let mut examples: Vec<Example<{ WORD_FEATURES.len() }>> = Vec::new();
        for pair in pairs.iter().filter(|p| p.scripts == scripts) {
            for (other, right) in [(&pair.second, true), (&pair.others[NEAR_WAY], false)] {
                if let Some((found, features)) = matcher.word_features(&pair.first, other, &mut room)
                    && found == scripts
                {
                    examples.push(Example { features, right });
                }
            }
        }
        weights.words[at] = fit(examples.iter(), PULL);
        let parts: Vec<_> = examples.chunks(TOGETHER).map(<[_]>::to_vec).collect();
        told.push((scripts.name().to_owned(), fitted(&parts)));
    }
    let matcher = Matcher::without_lexicon(names).with_weights(weights.clone());
    let mut room = matcher.room();
    let mut examples: Vec<Example<{ NAME_FEATURES.len() }>> = Vec::new();
    for pair in full {
        if let Some(features) = matcher.name_features(&pair.a, &pair.b, &mut room) {
            examples.push(Example { features, right: pair.same });
        }
    }
    weights.names = fit(examples.iter(), PULL);
    let parts: Vec<_> = examples.chunks(TOGETHER).map(<[_]>::to_vec).collect();
    told.push(("name".to_owned(), fitted(&parts)));
    (weights, told)
}
