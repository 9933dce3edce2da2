//! Level 8: everything that can be set, in one place.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::align::{AnchorOptions, ComparableOptions, ModeWeights, ParallelOptions};
use crate::error::{Error, Result};
use crate::evidence::MatchWeights;
use crate::pair::PairWeights;
use crate::score::{ClauseWeights, KindWeights, ProbabilityWeights, ScoreWeights};
use crate::text::{DocPair, Lang, Report};

/// Which way to align.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ModeChoice {
    /// Decided for each document pair by what a search in order finds of it.
    #[default]
    Auto,
    /// Monotone beads with nulls.
    Parallel,
    /// Pairs in any order.
    Comparable,
}

/// The weights of every stage. The defaults are the ones the guide's figures were measured with.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Which way to align.
    #[serde(skip)]
    pub mode: ModeChoice,
    /// Pairs of sentences below this probability are left out: in parallel mode both sides become nulls.
    #[serde(skip)]
    pub least_score: f32,
    /// Whether alignments say where their scores come from.
    #[serde(skip)]
    pub explain: bool,
    /// Whether beads are left whole: no parts are looked for, for who needs none.
    #[serde(skip)]
    pub whole: bool,
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

impl Options {
    /// The weights that `json` sets, the defaults for all others: `{"parallel":{"reach":3}}`. `path` is for errors.
    ///
    /// # Errors
    /// When it is no such object, or names a weight that does not exist.
    pub fn from_json(path: &Path, json: &str) -> Result<Self> {
        let options: Options = serde_json::from_str(json).map_err(|e| {
            let expected = r#"weights such as {"parallel":{"reach":3}}"#;
            let way_out = "name weights as the documentation does";
            Error::content(path, Some(e.line()), expected, e.to_string(), way_out)
        })?;
        options.check(path)?;
        Ok(options)
    }

    /// Refuses weights that no alignment can be made with.
    fn check(&self, path: &Path) -> Result<()> {
        /// Beads beyond this are no sentences' doing; the tables grow with it.
        const LONGEST_BEAD: usize = 64;
        /// Sentences beyond which a band is as good as the whole rectangle.
        const REACH: usize = 100_000;
        let p = &self.parallel;
        let mut bad = None;
        let mut need = |ok: bool, expected: &'static str, found: String| {
            if !ok && bad.is_none() {
                bad = Some((expected, found));
            }
        };
        let shape = &p.shape;
        need(
            (1..=LONGEST_BEAD).contains(&shape.longest),
            "parallel.shape.longest from 1 to 64",
            shape.longest.to_string(),
        );
        need(
            shape.many_total <= LONGEST_BEAD,
            "parallel.shape.many_total up to 64",
            shape.many_total.to_string(),
        );
        let shares =
            [shape.one_one, shape.one_many, shape.many_one, shape.many_many, shape.ar_alone, shape.en_alone];
        need(
            shares.iter().all(|share| *share > 0.0 && share.is_finite()),
            "shares in parallel.shape above 0",
            format!("{shares:?}"),
        );
        need(
            shape.more > 0.0 && shape.more < 1.0 && shape.prior > 0.0,
            "parallel.shape.more between 0 and 1, and prior above 0",
            format!("{} and {}", shape.more, shape.prior),
        );
        need((1..=10).contains(&p.searches), "parallel.searches from 1 to 10", p.searches.to_string());
        need(p.reach <= REACH, "parallel.reach up to 100000", p.reach.to_string());
        need(self.pairs.prior > 0.0, "pairs.prior above 0", self.pairs.prior.to_string());
        need(
            self.pairs.prior_vector >= 0.0,
            "pairs.prior_vector from 0",
            self.pairs.prior_vector.to_string(),
        );
        need(
            self.comparable.neighbours <= 1000,
            "comparable.neighbours up to 1000",
            self.comparable.neighbours.to_string(),
        );
        need(self.anchors.reach <= REACH, "anchors.reach up to 100000", self.anchors.reach.to_string());
        for (name, w) in [
            ("score", &self.score),
            ("comparable.score", &self.comparable.score),
            ("anchors.score", &self.anchors.score),
        ] {
            need(
                (0.0..1.0).contains(&w.cover),
                "a cover from 0 to below 1",
                format!("{} in {name}", w.cover),
            );
            need(
                w.length_spread > 0.0 && w.length_chance > 0.0,
                "spreads of the length above 0",
                name.to_owned(),
            );
            need(
                w.common > 0.0 && w.length_base >= 0.0 && w.length_prior > 0.0,
                "common and length_prior above 0, and length_base from 0",
                name.to_owned(),
            );
        }
        match bad {
            None => Ok(()),
            Some((expected, found)) => Err(Error::content(path, None, expected, found, "correct the weight")),
        }
    }
}

/// Which document pairs to align.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Requested {
    /// Those that seem to tell the same story.
    #[default]
    Promising,
    /// Every Arabic with every English document.
    All,
    /// The pairs of ids listed, Arabic first. A name is an id or its end after `/`, `\\` or `#`; one that stands for
    /// several documents of its language selects none.
    Listed(Vec<(String, String)>),
}

impl Requested {
    /// How many pairs that are not promising are kept for each Arabic document: a few to look at, all where any may be
    /// asked for.
    pub(crate) fn others(&self) -> usize {
        const LOOKED_AT: usize = 5;
        if *self == Requested::Promising { LOOKED_AT } else { usize::MAX }
    }

    /// Whether the user says which documents belong together.
    pub(crate) fn is_list(&self) -> bool {
        matches!(self, Requested::Listed(_))
    }

    /// Marks the chosen pairs of a ranking; `id` gives the document id of a part.
    pub(crate) fn choose<'d>(&self, ranking: &mut [DocPair], id: impl Fn(usize) -> &'d str) {
        match self {
            Requested::Promising => {}
            Requested::All => ranking.iter_mut().for_each(|p| p.chosen = true),
            Requested::Listed(list) => {
                let side = |of: fn(&DocPair) -> usize| -> Vec<Part<'d>> {
                    let parts: BTreeSet<usize> = ranking.iter().map(of).collect();
                    parts.into_iter().map(|part| (part, id(part))).collect()
                };
                let (ar, en) = (side(|p| p.ar), side(|p| p.en));
                let chosen: HashSet<(usize, usize)> = list
                    .iter()
                    .filter_map(|(a, e)| match (&named(a, &ar)[..], &named(e, &en)[..]) {
                        (&[(a, _)], &[(e, _)]) => Some((a, e)),
                        _ => None,
                    })
                    .collect();
                for pair in ranking.iter_mut() {
                    pair.chosen = chosen.contains(&(pair.ar, pair.en));
                }
            }
        }
    }

    /// The listed pairs of which one side is no document of the run.
    pub fn missing(&self, ids: &[&str]) -> Vec<&str> {
        let Requested::Listed(list) = self else { return Vec::new() };
        let unknown = |name: &&str| !ids.iter().any(|id| names(name, id));
        list.iter().flat_map(|(a, e)| [a.as_str(), e.as_str()]).filter(unknown).collect()
    }

    /// What keeps listed pairs of documents that are there from being aligned: they are no Arabic with an English one,
    /// or a name stands for several. [`Requested::missing`] tells of the others.
    pub fn faults(&self, report: &Report) -> Vec<Error> {
        let Requested::Listed(list) = self else { return Vec::new() };
        let ids: Vec<&str> = report.documents.iter().map(|d| d.id.as_str()).collect();
        let side = |lang| -> Vec<Part<'_>> {
            let parts = report.parts.iter().enumerate().filter(|(_, p)| p.lang == lang);
            parts.map(|(i, p)| (i, ids[p.doc])).collect()
        };
        let (ar, en) = (side(Lang::Arabic), side(Lang::English));
        let known = |name: &str| ids.iter().any(|id| names(name, id));
        let mut faults = Vec::new();
        for (a, e) in list.iter().filter(|(a, e)| known(a) && known(e)) {
            let found = [named(a, &ar), named(e, &en)];
            for (name, of) in [a, e].into_iter().zip(&found).filter(|(_, of)| of.len() > 1) {
                let of: Vec<&str> = of.iter().map(|(_, id)| *id).collect();
                faults.push(Error::usage(
                    format!("one document that {name:?} in the list of --pairs stands for"),
                    of.join(", "),
                    "write more of its path",
                ));
            }
            if found.iter().any(Vec::is_empty) {
                faults.push(Error::usage(
                    "an Arabic and an English document in each pair of --pairs",
                    format!("{a:?} with {e:?}, which is no Arabic-English pair"),
                    "are the columns swapped?",
                ));
            }
        }
        faults
    }
}

/// A part of a document: its index and the document's id.
type Part<'d> = (usize, &'d str);

/// The parts whose document `name` names. One that has the whole name as its id goes before others that end in it.
fn named<'d>(name: &str, parts: &[Part<'d>]) -> Vec<Part<'d>> {
    let whole: Vec<Part<'d>> = parts.iter().filter(|(_, id)| *id == name).copied().collect();
    if whole.is_empty() { parts.iter().filter(|(_, id)| names(name, id)).copied().collect() } else { whole }
}

/// Whether `name`, as a user writes it, names the document `id`: the whole id, or its end after a `/` or `#`.
fn names(name: &str, id: &str) -> bool {
    id.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with(['/', '#', '\\']))
}

/// What a progress report is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Documents detected, segmented and tokenized.
    Read,
    /// Document pairs aligned.
    Align,
}

#[cfg(test)]
mod tests {
    use super::{named, names};

    #[test]
    fn a_whole_id_goes_before_its_end() {
        let parts = [(0, "a.txt"), (1, "old/a.txt"), (2, "b/c.txt"), (3, "d/c.txt")];
        assert_eq!(named("a.txt", &parts), [parts[0]]);
        assert_eq!(named("c.txt", &parts), parts[2..]);
        assert!(named("e.txt", &parts).is_empty());
    }

    #[test]
    fn a_name_is_an_id_or_its_end() {
        assert!(names("a.txt", "a.txt"));
        assert!(names("a.txt", "news/a.txt"));
        assert!(names("7", "news.jsonl#7"));
        assert!(!names("a.txt", "news/ba.txt"));
    }
}

#[cfg(test)]
mod weight_tests {
    use super::Options;
    use std::path::Path;

    #[test]
    fn weights_that_cannot_be_aligned_with_are_refused() {
        let from = |json| Options::from_json(Path::new("w.json"), json);
        assert!(from("{}").is_ok());
        assert!(from(r#"{"parallel":{"shape":{"longest":1,"many_total":0}}}"#).is_ok());
        for bad in [
            r#"{"parallel":{"shape":{"longest":0}}}"#,
            r#"{"parallel":{"shape":{"longest":300}}}"#,
            r#"{"parallel":{"shape":{"more":1}}}"#,
            r#"{"parallel":{"shape":{"one_many":0}}}"#,
            r#"{"parallel":{"searches":0}}"#,
            r#"{"score":{"cover":1.0}}"#,
            r#"{"parallel":{"reach":4294967295}}"#,
            r#"{"score":{"length_spread":0}}"#,
            r#"{"comparable":{"score":{"length_prior":0}}}"#,
            r#"{"pairs":{"prior":0}}"#,
            r#"{"pairs":{"prior_vector":-1}}"#,
            r#"{"no":1}"#,
        ] {
            assert!(from(bad).is_err(), "{bad}");
        }
    }
}
