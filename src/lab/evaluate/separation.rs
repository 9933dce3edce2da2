//! How well a matcher ([`crate::names::matching`]) tells the pairs that [`super::matching`] makes.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use super::calibration::calibration_error;
use super::matching::{JudgedPair, NEAR_WAY, NamePairs, WAYS};
use crate::names::Names;
use crate::names::matching::{MatchWorkspace, Matcher, Scripts, View};

/// How well same and different are told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Separation {
    /// Pairs of one name; of different names there are as many in each way.
    pub pairs: usize,
    /// Area under the receiver operating curve: how often a pair of one name has a greater probability than one of
    /// different names, by [`WAYS`].
    pub area: [f64; WAYS.len()],
    /// Expected calibration error, with the near ones.
    pub calibration_error: f64,
    /// Share of pairs, with the near ones, on the right side of one half.
    pub right: f64,
}

/// Area under the curve, ties by half.
fn area(same: &[f32], different: &[f32]) -> f64 {
    let mut all: Vec<(f32, bool)> =
        same.iter().map(|&p| (p, true)).chain(different.iter().map(|&p| (p, false))).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut sum, mut at) = (0usize, 0.0, 0);
    while at < all.len() {
        let end = at + all[at..].iter().take_while(|x| x.0 == all[at].0).count();
        let right = all[at..end].iter().filter(|x| x.1).count();
        let wrong = end - at - right;
        sum += right as f64 * (below as f64 + wrong as f64 / 2.0);
        below += wrong;
        at = end;
    }
    sum / (same.len() * different.len()).max(1) as f64
}

/// What is said of some pairs: of the same, and of the others by [`WAYS`].
#[derive(Default)]
struct Said {
    same: Vec<f32>,
    others: [Vec<f32>; WAYS.len()],
}

impl Said {
    fn separation(&self) -> Separation {
        let near = &self.others[NEAR_WAY];
        // Both kinds count as much, however many there are of each.
        let share = |of: &[f32]| 0.5 / of.len().max(1) as f64;
        let (same, other) = (share(&self.same), share(near));
        let judged: Vec<(f32, bool, f64)> = self
            .same
            .iter()
            .map(|&p| (p, true, same))
            .chain(near.iter().map(|&p| (p, false, other)))
            .collect();
        let right = judged.iter().filter(|(p, is, _)| (*p >= 0.5) == *is).map(|(.., share)| share).sum();
        Separation {
            pairs: self.same.len(),
            area: [0, 1, 2, 3, 4].map(|k| area(&self.same, &self.others[k])),
            calibration_error: calibration_error(judged),
            right,
        }
    }
}

/// The result, row by row.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct MatchEvaluation {
    /// Which rows of the table of names the matcher had.
    pub view: String,
    /// What the pairs are, and how they are told apart.
    pub rows: Vec<(String, Separation)>,
    /// The same of pairs that were read by hand.
    pub judged: Option<JudgedSeparation>,
}

/// How well pairs are told apart that were read by hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct JudgedSeparation {
    /// Pairs judged the same, different and unclear.
    pub pairs: [usize; 3],
    /// Area under the curve.
    pub area: f64,
    /// Share on the right side of one half.
    pub right: f64,
    /// Expected calibration error.
    pub calibration_error: f64,
}

/// Measures `matcher` on pairs that were read by hand; unclear ones are left out.
pub fn judged(matcher: &Matcher<'_>, pairs: &[JudgedPair]) -> JudgedSeparation {
    let mut room = matcher.workspace();
    let mut said = Said::default();
    for pair in pairs {
        let Some(same) = pair.same else { continue };
        let p = matcher.compare_in(&pair.first, &pair.second, &mut room).probability;
        if same { said.same.push(p) } else { said.others[NEAR_WAY].push(p) }
    }
    let whole = said.separation();
    let counts = [said.same.len(), said.others[NEAR_WAY].len()];
    JudgedSeparation {
        pairs: [counts[0], counts[1], pairs.len() - counts[0] - counts[1]],
        area: whole.area[NEAR_WAY],
        right: whole.right,
        calibration_error: whole.calibration_error,
    }
}

/// Measures `matcher`, which has `view` of the table of names, on pairs; apart also those of both scripts whose Arabic
/// form, and its neighbours, are not in the training data of the model of names, and the *confirmed* ones: of one name
/// those that two items have, of different names those between which the whole table of names knows no way
/// ([`Matcher::related`]).
pub fn evaluate(matcher: &Matcher<'_>, names: &Names, pairs: &[NamePairs], view: &str) -> MatchEvaluation {
    let mut room: MatchWorkspace<'_> = matcher.workspace();
    let whole = Matcher::without_lexicon(names).with_view(View::default());
    let mut whole_room = whole.workspace();
    let mut said: [Said; ROWS.len()] = Default::default();
    for pair in pairs {
        let mut p = |other: &str| matcher.compare_in(&pair.first, other, &mut room).probability;
        let same = p(&pair.second);
        let others = [0, 1, 2, 3, 4].map(|k| p(&pair.others[k]));
        let own = Scripts::ALL.iter().position(|s| *s == pair.scripts).unwrap_or(0);
        let seen = pair.scripts != Scripts::Both || names.is_seen(&pair.first) || names.is_seen(&pair.second);
        for which in [Some(own), (!seen).then_some(3), Some(4)].into_iter().flatten() {
            said[which].same.push(same);
            (0..WAYS.len()).for_each(|k| said[which].others[k].push(others[k]));
        }
        let confirmed = &mut said[CONFIRMED + own];
        if pair.twice {
            confirmed.same.push(same);
        }
        for (k, other) in pair.others.iter().enumerate() {
            if !whole.related(&pair.first, other, &mut whole_room) {
                confirmed.others[k].push(others[k]);
            }
        }
    }
    let rows = ROWS.iter().zip(&said).map(|(n, s)| ((*n).to_owned(), s.separation())).collect();
    MatchEvaluation { view: view.to_owned(), rows, judged: None }
}

/// What the pairs of the rows are.
const ROWS: [&str; 8] = [
    "Arabic–Latin",
    "Latin–Latin",
    "Arabic–Arabic",
    "Arabic–Latin, both unseen",
    "together",
    "Arabic–Latin, confirmed",
    "Latin–Latin, confirmed",
    "Arabic–Arabic, confirmed",
];
/// The first of those that are confirmed.
const CONFIRMED: usize = 5;

impl fmt::Display for MatchEvaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}:", self.view)?;
        writeln!(f, "{:<28}{:>7}   area under the curve, others by", "", "")?;
        let ways = WAYS.map(|way| format!("{way:>9}")).concat();
        writeln!(f, "{:<28}{:>7}{ways}   right  calibration error", "", "pairs")?;
        for (name, s) in &self.rows {
            let area = s.area.map(|a| format!("{a:>9.4}")).concat();
            write!(f, "{name:<28}{:>7}{area}", s.pairs)?;
            writeln!(f, "  {:>6.3}  {:>17.3}", s.right, s.calibration_error)?;
        }
        if let Some(JudgedSeparation { pairs: [same, different, unclear], area, right, calibration_error }) =
            self.judged
        {
            write!(
                f,
                "read by hand, {same} the same and {different} different, {unclear} unclear left out: "
            )?;
            writeln!(f, "area {area:.4}, right {right:.3}, calibration error {calibration_error:.3}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn area_counts_ties_by_half() {
        assert_eq!(area(&[0.9, 0.5], &[0.5, 0.1]), 0.875);
        assert_eq!(area(&[0.9], &[0.1]), 1.0);
        assert_eq!(area(&[0.1], &[0.9]), 0.0);
    }
}
