//! How often the forms that the model of names gives are right: names with their forms in the other script.
//!
//! A source is right at *k* when one of its first *k* candidates is one of the forms that the file has for it; exact,
//! as spelt ([`form::latin_exact`], [`form::arabic_exact`]), or folded ([`form::latin_folded`],
//! [`form::arabic_folded`]).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use crate::names::form::{self, Script};
use crate::names::{Names, Workspace};

/// Candidates looked at.
const DEPTH: usize = 10;

/// Shares of the sources whose first 1, 3, 5 or 10 candidates hold a right one, and the mean of one over the place of
/// the first right one (0 when there is none).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Hits {
    /// Among the first one.
    pub at_1: f64,
    /// Among the first three.
    pub at_3: f64,
    /// Among the first five.
    pub at_5: f64,
    /// Among the first ten.
    pub at_10: f64,
    /// Mean reciprocal rank, over the first ten.
    pub mrr: f64,
}

/// The scores of a set of sources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct NameScores {
    /// Number of sources, each counted once.
    pub sources: usize,
    /// Of spellings.
    pub exact: Hits,
    /// Of folded forms; different spellings of one folded form take one place.
    pub folded: Hits,
    /// Character error rate: edits from the first candidate to the nearest right form over the length of that, exact.
    pub cer: f64,
}

/// The scores of one direction.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DirectionScores {
    /// All sources.
    pub all: NameScores,
    /// Sources that the model was not trained on.
    pub unseen: NameScores,
    /// Sources that it was trained on.
    pub seen: NameScores,
}

/// The scores of a file of names, both ways.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct NamesEvaluation {
    /// Arabic to Latin.
    pub to_latin: DirectionScores,
    /// Latin to Arabic.
    pub to_arabic: DirectionScores,
}

#[derive(Default)]
struct NameSums {
    sources: usize,
    exact: [f64; 5],
    folded: [f64; 5],
    edits: usize,
    letters: usize,
}

impl NameSums {
    fn add(&mut self, other: &NameSums) {
        self.sources += other.sources;
        for (own, more) in [(&mut self.exact, other.exact), (&mut self.folded, other.folded)] {
            own.iter_mut().zip(more).for_each(|(a, b)| *a += b);
        }
        self.edits += other.edits;
        self.letters += other.letters;
    }

    fn scores(&self) -> NameScores {
        let share = |n: f64| if self.sources == 0 { 0.0 } else { n / self.sources as f64 };
        let hits = |h: [f64; 5]| {
            let [at_1, at_3, at_5, at_10, mrr] = h.map(share);
            Hits { at_1, at_3, at_5, at_10, mrr }
        };
        let cer = if self.letters == 0 { 0.0 } else { self.edits as f64 / self.letters as f64 };
        NameScores { sources: self.sources, exact: hits(self.exact), folded: hits(self.folded), cer }
    }
}

/// Adds the place of the first right candidate.
fn count(hits: &mut [f64; 5], place: Option<usize>) {
    let Some(place) = place else { return };
    for (hit, depth) in hits.iter_mut().zip([1, 3, 5, DEPTH]) {
        *hit += f64::from(u8::from(place < depth));
    }
    hits[4] += 1.0 / (place + 1) as f64;
}

/// Scores the candidates of one source against its right forms, as `exact` and `folded` make them.
fn score(
    candidates: &[String],
    right: &BTreeSet<&str>,
    exact: fn(&str) -> String,
    folded: fn(&str) -> String,
) -> NameSums {
    let mut sums = NameSums { sources: 1, ..NameSums::default() };
    let rights: BTreeSet<String> = right.iter().map(|r| exact(r)).collect();
    count(&mut sums.exact, candidates.iter().take(DEPTH).position(|c| rights.contains(&exact(c))));
    let folded_rights: BTreeSet<String> = right.iter().map(|r| folded(r)).collect();
    let mut distinct: Vec<String> = Vec::new();
    for c in candidates.iter().map(|c| folded(c)) {
        if !distinct.contains(&c) {
            distinct.push(c);
        }
    }
    count(&mut sums.folded, distinct.iter().take(DEPTH).position(|c| folded_rights.contains(c)));
    let first = candidates.first().map(|c| exact(c)).unwrap_or_default();
    let edits = |right: &String| (form::edits(&first, right).0, right.chars().count());
    let nearest = rights.iter().map(edits).min_by(|a, b| (a.0 * b.1).cmp(&(b.0 * a.1)));
    (sums.edits, sums.letters) = nearest.unwrap_or_default();
    sums
}

/// Scores the model on pairs of an Arabic and a Latin form, both ways. All forms that a source has in the file are
/// right.
pub fn evaluate(names: &Names, pairs: &[(String, String)]) -> NamesEvaluation {
    let (mut by_arabic, mut by_latin) =
        (BTreeMap::<&str, BTreeSet<&str>>::new(), BTreeMap::<&str, BTreeSet<&str>>::new());
    for (arabic, latin) in pairs {
        by_arabic.entry(arabic).or_default().insert(latin);
        by_latin.entry(latin).or_default().insert(arabic);
    }
    let mut room = Workspace::default();
    let mut direction = |sources: &BTreeMap<&str, BTreeSet<&str>>, target: Script| {
        let (mut seen, mut unseen) = (NameSums::default(), NameSums::default());
        for (source, right) in sources {
            let found = match target {
                Script::Latin => names.to_latin_in(source, 2 * DEPTH, &mut room),
                Script::Arabic => names.to_arabic_in(source, 2 * DEPTH, &mut room),
            };
            let texts: Vec<String> = found.into_iter().map(|c| c.text).collect();
            let sums = match target {
                Script::Latin => score(&texts, right, form::latin_exact, form::latin_folded),
                Script::Arabic => score(&texts, right, form::arabic_exact, form::arabic_folded),
            };
            if names.is_seen(source) { seen.add(&sums) } else { unseen.add(&sums) }
        }
        let (unseen_scores, seen_scores) = (unseen.scores(), seen.scores());
        seen.add(&unseen);
        DirectionScores { all: seen.scores(), unseen: unseen_scores, seen: seen_scores }
    };
    NamesEvaluation {
        to_latin: direction(&by_arabic, Script::Latin),
        to_arabic: direction(&by_latin, Script::Arabic),
    }
}

impl fmt::Display for NamesEvaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = "sources   exact @1     @5    @10    MRR  folded @1     @3     @5    @10    MRR    CER";
        writeln!(f, "{:<22}{head}", "")?;
        for (name, scores) in [("Arabic to Latin", &self.to_latin), ("Latin to Arabic", &self.to_arabic)] {
            for (kind, s) in [("all", scores.all), ("unseen", scores.unseen), ("seen", scores.seen)] {
                let (e, d) = (s.exact, s.folded);
                write!(f, "{name} {kind:<6}{:>7}", s.sources)?;
                write!(f, "   {:>8.4} {:>6.4} {:>6.4} {:>6.4}", e.at_1, e.at_5, e.at_10, e.mrr)?;
                write!(
                    f,
                    "  {:>9.4} {:>6.4} {:>6.4} {:>6.4} {:>6.4}",
                    d.at_1, d.at_3, d.at_5, d.at_10, d.mrr
                )?;
                writeln!(f, " {:>6.4}", s.cer)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_edits_and_several_right_forms() {
        let texts: Vec<String> = ["jamal", "Jamāl", "gamal", "djamel"].map(str::to_owned).into();
        let right = BTreeSet::from(["Gamal", "Djamal"]);
        let s = score(&texts, &right, form::latin_exact, form::latin_folded).scores();
        assert_eq!((s.exact.at_1, s.exact.at_3, s.exact.mrr), (0.0, 1.0, 1.0 / 3.0));
        // jamal and Jamāl fold into one.
        assert_eq!(s.folded.mrr, 0.5);
        assert_eq!(s.cer, 1.0 / 6.0);
        let none = score(&[], &right, form::latin_exact, form::latin_folded).scores();
        assert_eq!((none.folded.at_10, none.cer), (0.0, 1.0));
    }
}
