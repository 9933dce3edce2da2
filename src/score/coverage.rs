//! How much of what each side of a pair says is answered on the other.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::weights::ScoreWeights;
use crate::bounds::{self, BadWeight, Bounds};
use crate::evidence::{Compared, Match, Side};
use crate::text::{Coverage, PairKind};

/// Which shares of evidence answered make which [`PairKind`]. Set on the 20 translations of `seeds/parallel.gold` and
/// the 32 pairs made of them by adding the next sentence to one side, and on the pairs of the other seeds, by reading
/// `covered` in `jisr align --presplit FILE --mode parallel --explain`.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KindWeights {
    /// Least share of a side that is covered well.
    pub well: f32,
    /// Least share of the other side, over that of the better covered one, for it to be covered as well: what the
    /// lexicon lacks lowers both sides alike, what one side says beyond the other lowers one.
    pub even: f32,
}

impl Default for KindWeights {
    fn default() -> Self {
        KindWeights { well: 0.4, even: 0.7 }
    }
}

impl KindWeights {
    /// Whether each weight is one that can be aligned with.
    pub(crate) fn check(self) -> Result<(), BadWeight> {
        bounds::check(&[("well", self.well.into(), Bounds::Share), ("even", self.even.into(), Bounds::Share)])
    }
}

impl KindWeights {
    /// `same` when both sides are covered well, `part` when one is covered well and the other is not, `related` when
    /// neither is.
    pub fn kind(&self, covered: Coverage) -> PairKind {
        let (less, more) = (covered.ar.min(covered.en), covered.ar.max(covered.en));
        match () {
            () if more < self.well => PairKind::Related,
            () if less < self.even * more => PairKind::Part,
            () => PairKind::Same,
        }
    }
}

/// A unit of a bead: its term and p(unit | counterpart), 0 without one.
type Unit = (u32, f32);

/// Units of two terms may answer each other: how surely, and the runs of units of either.
type UnitsAnswered = (f32, Range<usize>, Range<usize>, Match);

/// The coverage of the bead of Arabic sentences `ar` and English sentences `en`.
///
/// Units answer each other one to one, the surest first, so that what a side says twice is not covered by what the
/// other says once. What a unit could give is the log-likelihood ratio of the score ([`ScoreWeights`]) with a
/// counterpart that can only stand for this unit; what it gives is that of the counterpart it has. Units the lexicon
/// does not know could give nothing, unless they are answered.
pub fn coverage(pair: &Compared, ar: Range<usize>, en: Range<usize>, weights: &ScoreWeights) -> Coverage {
    let units = |side: &Side, run: &Range<usize>| -> Vec<Unit> {
        let units = side.bounds[run.start] as usize..side.bounds[run.end] as usize;
        side.terms[units].iter().map(|&t| (t, 0.0)).collect()
    };
    let (mut ar_units, mut en_units) = (units(&pair.ar, &ar), units(&pair.en, &en));
    ar_units.sort_unstable_by_key(|u| u.0);
    en_units.sort_unstable_by_key(|u| u.0);
    let mut answers: Vec<UnitsAnswered> = Vec::new();
    let mut first = 0;
    for run in ar_units.chunk_by(|a, b| a.0 == b.0) {
        let (term, own) = (run[0].0, first..first + run.len());
        first = own.end;
        let from = pair.matches.partition_point(|m| m.ar < term);
        for m in pair.matches[from..].iter().take_while(|m| m.ar == term) {
            let chance = pair.en.probability[m.en as usize] * pair.ar.probability[m.ar as usize];
            let sure = m.forward * m.backward / chance;
            if sure > 1.0 {
                let start = en_units.partition_point(|u| u.0 < m.en);
                let end = start + en_units[start..].partition_point(|u| u.0 == m.en);
                if start < end {
                    answers.push((sure, own.clone(), start..end, *m));
                }
            }
        }
    }
    answers.sort_unstable_by(|a, b| {
        b.0.total_cmp(&a.0).then((a.1.start, a.2.start).cmp(&(b.1.start, b.2.start)))
    });
    // Units of one term are alike: it does not matter which of them is answered.
    for (_, own, other, m) in answers {
        let free = |units: &[Unit], run: &Range<usize>| {
            run.start + units[run.clone()].partition_point(|u| u.1 > 0.0)..run.end
        };
        let (own, other) = (free(&ar_units, &own), free(&en_units, &other));
        let both = own.len().min(other.len());
        ar_units[own][..both].iter_mut().for_each(|u| u.1 = m.backward);
        en_units[other][..both].iter_mut().for_each(|u| u.1 = m.forward);
    }
    Coverage {
        ar: share(&ar_units, &pair.ar, en_units.len(), weights),
        en: share(&en_units, &pair.en, ar_units.len(), weights),
    }
}

/// The share of what `units` could give that they give, 0..1; 0 when they could give nothing.
fn share(units: &[Unit], side: &Side, others: usize, weights: &ScoreWeights) -> f32 {
    let (mut could, mut gave) = (0.0, 0.0);
    for &(term, found) in units {
        let p = side.probability[term as usize];
        let cover = weights.covers(p, side.known[term as usize], found > 0.0);
        let odds = cover / (p * others.max(1) as f32 * (1.0 - cover));
        could += (1.0 + odds).ln().min(weights.most);
        gave += (1.0 + odds * found.min(1.0)).ln().min(weights.most);
    }
    if could > 0.0 { gave / could } else { 0.0 }
}
