//! How much of what each side of a pair says is answered on the other.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::weights::ScoreWeights;
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

/// Two units that may answer each other: how sure, and their places.
type Answer = (f32, u32, u32, Match);

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
    en_units.sort_unstable_by_key(|u| u.0);
    let mut answers: Vec<Answer> = Vec::new();
    for (u, &(term, _)) in (0u32..).zip(&ar_units) {
        let from = pair.matches.partition_point(|m| m.ar < term);
        for m in pair.matches[from..].iter().take_while(|m| m.ar == term) {
            let chance = pair.en.probability[m.en as usize] * pair.ar.probability[m.ar as usize];
            let sure = m.forward * m.backward / chance;
            if sure > 1.0 {
                let first = en_units.partition_point(|u| u.0 < m.en);
                let same = en_units[first..].iter().take_while(|u| u.0 == m.en).count();
                answers.extend((first..first + same).map(|v| (sure, u, v as u32, *m)));
            }
        }
    }
    answers.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, u, v, m) in answers {
        let (own, other) = (&mut ar_units[u as usize], &mut en_units[v as usize]);
        if own.1 == 0.0 && other.1 == 0.0 {
            (own.1, other.1) = (m.backward, m.forward);
        }
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
        let rare = (weights.common / p).sqrt().min(1.0);
        let known = weights.cover * side.known[term as usize] * rare;
        // As in the score: a word that only its spelling connects is known to have a counterpart.
        let cover = if known == 0.0 && found > 0.0 { 0.5 * weights.cover } else { known };
        let odds = cover / (p * others.max(1) as f32 * (1.0 - cover));
        could += (1.0 + odds).ln().min(weights.most);
        gave += (1.0 + odds * found.min(1.0)).ln().min(weights.most);
    }
    if could > 0.0 { gave / could } else { 0.0 }
}
