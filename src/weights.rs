//! Level 9: the weights of every stage, as `--weights` reads them.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::align::{AlignWeights, AnchorOptions, ComparableOptions, ModeWeights, ParallelOptions};
use crate::bounds::BadWeight;
use crate::error::{Error, Result};
use crate::evidence::MatchWeights;
use crate::rank::PairWeights;
use crate::score::{ClauseWeights, KindWeights, ProbabilityWeights, ScoreWeights};

/// The weights of every stage. The defaults are the ones the guide's figures were measured with.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Weights {
    /// How much each kind of match tells.
    pub matches: MatchWeights,
    /// Score of a bead.
    pub score: ScoreWeights,
    /// Probability of a bead.
    pub probability: ProbabilityWeights,
    /// Anchors, the choice of the mode, the band.
    pub anchors: AnchorOptions,
    /// What is taken for a translation.
    pub translation: ModeWeights,
    /// Bead shapes and nulls.
    pub parallel: ParallelOptions,
    /// Matching without order.
    pub comparable: ComparableOptions,
    /// Which documents are worth aligning.
    pub pairs: PairWeights,
    /// What is the same, a part, or only related.
    pub kind: KindWeights,
    /// Beads divided inside sentences.
    pub clauses: ClauseWeights,
}

impl Weights {
    /// The weights that `json` sets, the defaults for all others: `{"parallel":{"reach":3}}`. `path` is for errors.
    ///
    /// # Errors
    /// When it is no such object, names a weight that does not exist, or sets one to what nothing can be aligned with.
    pub fn from_json(path: &Path, json: &str) -> Result<Self> {
        let weights: Weights = serde_json::from_str(json).map_err(|e| {
            let expected = r#"weights such as {"parallel":{"reach":3}}"#;
            let way_out = "name weights as the documentation does";
            Error::content(path, Some(e.line()), expected, e.to_string(), way_out)
        })?;
        weights.check().map_err(|BadWeight { name, expected, found }| {
            let (expected, found) = (expected.to_string(), found.to_string());
            Error::Weight { path: path.to_owned(), name, expected, found }
        })?;
        Ok(weights)
    }

    fn check(&self) -> std::result::Result<(), BadWeight> {
        for (group, checked) in [
            ("matches", self.matches.check()),
            ("score", self.score.check()),
            ("probability", self.probability.check()),
            ("anchors", self.anchors.check()),
            ("translation", self.translation.check()),
            ("parallel", self.parallel.check()),
            ("comparable", self.comparable.check()),
            ("pairs", self.pairs.check()),
            ("kind", self.kind.check()),
            ("clauses", self.clauses.check()),
        ] {
            checked.map_err(|bad| bad.within(group))?;
        }
        Ok(())
    }

    /// Those that an alignment goes by.
    pub(crate) fn align(&self) -> AlignWeights<'_> {
        AlignWeights {
            score: &self.score,
            probability: &self.probability,
            anchors: &self.anchors,
            translation: &self.translation,
            parallel: &self.parallel,
            comparable: &self.comparable,
            kind: &self.kind,
            clauses: &self.clauses,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn from(json: &str) -> Result<Weights> {
        Weights::from_json(Path::new("w.json"), json)
    }

    /// The places of all weights below `value`, as JSON pointers.
    fn leaves(value: &Value, at: &str, out: &mut Vec<String>) {
        match value {
            Value::Object(group) => group.iter().for_each(|(k, v)| leaves(v, &format!("{at}/{k}"), out)),
            Value::Array(list) => {
                list.iter().enumerate().for_each(|(k, v)| leaves(v, &format!("{at}/{k}"), out));
            }
            _ => out.push(at.to_owned()),
        }
    }

    #[test]
    fn the_usual_weights_are_within_their_bounds() {
        assert_eq!(from("{}").unwrap(), Weights::default());
        assert_eq!(from(&json!(Weights::default()).to_string()).unwrap(), Weights::default());
        assert!(from(r#"{"parallel":{"shape":{"longest":1,"many_total":0}}}"#).is_ok());
    }

    /// Whoever adds a weight has to say what it may be.
    #[test]
    fn every_weight_has_bounds() {
        let usual = json!(Weights::default());
        let mut all = Vec::new();
        leaves(&usual, "", &mut all);
        assert!(all.len() > 150, "{}", all.len());
        for place in all {
            let mut bad = usual.clone();
            let weight = bad.pointer_mut(&place).unwrap();
            // Beyond what single precision holds, and more than any count.
            *weight = if weight.is_u64() { json!(10u64.pow(15)) } else { json!(1e300) };
            let error = from(&bad.to_string()).expect_err(&place).to_string();
            // `parallel.shape.more`, `pairs.story[2]`
            let (name, last) = place[1..].rsplit_once('/').unwrap();
            let name = name.replace('/', ".");
            let shown = [format!("{name}.{last} to be "), format!("{name}[{last}] to be ")];
            assert!(shown.iter().any(|s| error.contains(s.as_str())), "{place}: {error}");
        }
    }

    #[test]
    fn what_cannot_be_aligned_with_is_refused() {
        for (bad, expected) in [
            (r#"{"matches":{"number":1.5}}"#, "matches.number to be a number from 0 to 1, found 1.5"),
            (r#"{"matches":{"alike":1}}"#, "matches.alike to be a number from 0 to below 1"),
            (r#"{"score":{"cover":1.0}}"#, "score.cover to be a number from 0 to below 1, found 1"),
            (r#"{"score":{"words":-1}}"#, "score.words to be a number from 0, found -1"),
            (r#"{"score":{"length_spread":0}}"#, "score.length_spread to be a number above 0"),
            (
                r#"{"probability":{"parallel":[1e39,0,0,0,0,0,0,0,0]}}"#,
                "probability.parallel[0] to be a finite number",
            ),
            (r#"{"anchors":{"monotone":-0.1}}"#, "anchors.monotone to be"),
            (r#"{"anchors":{"reach":4294967295}}"#, "anchors.reach to be a whole number from 0 to 100000"),
            (r#"{"anchors":{"score":{"common":0}}}"#, "anchors.score.common to be a number above 0"),
            (r#"{"translation":{"least":2}}"#, "translation.least to be"),
            (
                r#"{"parallel":{"shape":{"longest":0}}}"#,
                "parallel.shape.longest to be a whole number from 1 to 64",
            ),
            (r#"{"parallel":{"shape":{"longest":300}}}"#, "parallel.shape.longest"),
            (r#"{"parallel":{"shape":{"more":1}}}"#, "parallel.shape.more to be a number between 0 and 1"),
            (r#"{"parallel":{"shape":{"one_many":0}}}"#, "parallel.shape.one_many"),
            (r#"{"parallel":{"searches":0}}"#, "parallel.searches to be a whole number from 1 to 10"),
            (r#"{"parallel":{"reach":4294967295}}"#, "parallel.reach"),
            (r#"{"comparable":{"score":{"length_prior":0}}}"#, "comparable.score.length_prior"),
            (r#"{"comparable":{"run_longest":0}}"#, "comparable.run_longest"),
            (r#"{"comparable":{"least_free":-1}}"#, "comparable.least_free"),
            (r#"{"pairs":{"prior":0}}"#, "pairs.prior"),
            (r#"{"pairs":{"prior_vector":-1}}"#, "pairs.prior_vector"),
            (r#"{"pairs":{"most":0}}"#, "pairs.most"),
            (r#"{"kind":{"well":1.1}}"#, "kind.well"),
            (r#"{"clauses":{"stray":-1}}"#, "clauses.stray"),
            (r#"{"clauses":{"score":{"length_chance":0}}}"#, "clauses.score.length_chance"),
            (r#"{"no":1}"#, "unknown field `no`"),
        ] {
            let error = from(bad).expect_err(bad).to_string();
            assert!(error.contains(expected), "{bad}: {error}");
        }
    }
}
