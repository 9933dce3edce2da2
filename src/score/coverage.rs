//! How much of what each side of a pair says is answered on the other.

use serde::{Deserialize, Serialize};

use super::weights::ScoreWeights;
use crate::evidence::{Compared, Match, Side};
use crate::text::{Coverage, PairKind};

/// Which shares of evidence answered make which [`PairKind`].
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KindWeights {
    /// Least share of a side that is covered well.
    pub well: f32,
    /// Least share of the lesser covered side of a pair that says the same.
    pub both: f32,
}

impl Default for KindWeights {
    fn default() -> Self {
        KindWeights { well: 0.5, both: 0.35 }
    }
}

impl KindWeights {
    /// `same` when both sides are covered, `part` when one is covered well and the other is not, `related` otherwise.
    pub fn kind(&self, covered: Coverage) -> PairKind {
        let (less, more) = (covered.ar.min(covered.en), covered.ar.max(covered.en));
        match () {
            () if less >= self.both => PairKind::Same,
            () if more >= self.well => PairKind::Part,
            () => PairKind::Related,
        }
    }
}

/// A unit of a bead: its term and what its counterparts amount to, a sum of p(unit | counterpart).
type Unit = (u32, f32);

/// The coverage of the bead of Arabic sentences `ar` and English sentences `en`.
///
/// What a unit could give is the log-likelihood ratio of the score ([`ScoreWeights`]) with a counterpart that can
/// only stand for this unit; what it gives is that of the counterparts it has. Units the lexicon does not know could
/// give nothing, unless they are answered.
pub fn coverage(
    pair: &Compared,
    ar: std::ops::Range<usize>,
    en: std::ops::Range<usize>,
    weights: &ScoreWeights,
) -> Coverage {
    let units = |side: &Side, run: &std::ops::Range<usize>| -> Vec<Unit> {
        let units = side.bounds[run.start] as usize..side.bounds[run.end] as usize;
        side.terms[units].iter().map(|&t| (t, 0.0)).collect()
    };
    let (mut ar_units, mut en_units) = (units(&pair.ar, &ar), units(&pair.en, &en));
    en_units.sort_unstable_by_key(|u| u.0);
    for unit in &mut ar_units {
        let term = unit.0;
        let from = pair.matches.partition_point(|m| m.ar < term);
        for m in pair.matches[from..].iter().take_while(|m| m.ar == term).filter(|m| tells(m, pair)) {
            let first = en_units.partition_point(|u| u.0 < m.en);
            for other in en_units[first..].iter_mut().take_while(|u| u.0 == m.en) {
                unit.1 += m.backward;
                other.1 += m.forward;
            }
        }
    }
    Coverage {
        ar: share(&ar_units, &pair.ar, en_units.len(), weights),
        en: share(&en_units, &pair.en, ar_units.len(), weights),
    }
}

/// Whether a match is likelier in a translation than by chance.
fn tells(m: &Match, pair: &Compared) -> bool {
    m.forward * m.backward > pair.en.probability[m.en as usize] * pair.ar.probability[m.ar as usize]
}

/// The share of what `units` could give that they give, 0..1; 0 when they could give nothing.
fn share(units: &[Unit], side: &Side, others: usize, weights: &ScoreWeights) -> f32 {
    let (mut could, mut gave) = (0.0, 0.0);
    for &(term, sum) in units {
        let p = side.probability[term as usize];
        let rare = (weights.common / p).sqrt().min(1.0);
        let known = weights.cover * side.known[term as usize] * rare;
        // As in the score: a word that only its spelling connects is known to have a counterpart.
        let cover = if known == 0.0 && sum > 0.0 { 0.5 * weights.cover } else { known };
        let odds = cover / (p * others.max(1) as f32 * (1.0 - cover));
        could += (1.0 + odds).ln().min(weights.most);
        gave += (1.0 + odds * sum.min(1.0)).ln().min(weights.most);
    }
    if could > 0.0 { gave / could } else { 0.0 }
}
