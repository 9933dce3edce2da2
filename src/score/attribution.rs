//! The score of a bead, summand by summand: what `--explain` shows. Slow beside the tables of
//! [`Likelihood`](super::Likelihood), whose sums it gives.

use super::cell::Cell;
use super::direction::{Direction, Work};
use super::length::Lengths;
use super::model::PairModel;
use super::weights::ScoreWeights;
use crate::evidence::vectors::cosine;
use crate::evidence::{Compared, Side};
use crate::text::{EvidenceKind, ScoreTerm, evidence_name};

/// What a bead's score is made from.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Attributed {
    /// The summands; those of nothing are left out.
    pub gave: Vec<ScoreTerm>,
    /// Their sum: the score in nats.
    pub score: f32,
    /// Cosine of both sides; `None` without vectors.
    pub cosine: Option<f32>,
    /// The same less the neighbours' share, above what tells nothing in the pair; 0 without vectors.
    pub near: f32,
}

/// Takes the scores of a pair's beads apart.
pub struct Attribution<'p> {
    pair: &'p Compared,
    forward: Direction<'p>,
    backward: Direction<'p>,
    lengths: Lengths,
    /// The cosine that tells nothing.
    level: f32,
    weights: ScoreWeights,
    /// Indices of the matches, by English term.
    by_en: Vec<u32>,
}

impl<'p> Attribution<'p> {
    /// For beads of `pair`, scored by `weights`.
    pub fn new(pair: &'p Compared, weights: &ScoreWeights) -> Self {
        let mut by_en: Vec<u32> = (0..pair.matches.len() as u32).collect();
        by_en.sort_unstable_by_key(|&m| (pair.matches[m as usize].en, m));
        Attribution {
            pair,
            forward: Direction::forward(pair, weights),
            backward: Direction::backward(pair, weights),
            lengths: Lengths::new(pair, weights),
            level: weights.cosine,
            weights: *weights,
            by_en,
        }
    }

    /// With what the pair's translations are like, as [`Likelihood::set_model`](super::Likelihood::set_model).
    #[must_use]
    pub fn with_model(mut self, model: PairModel) -> Self {
        model.set(&mut self.forward, &mut self.backward, &mut self.lengths);
        self.level = model.level;
        self
    }

    /// Takes the bead `cell`, of which neither side may be empty, apart.
    pub fn bead(&self, cell: &Cell) -> Attributed {
        let &Cell { i, m, j, n } = cell;
        let (ar, en) = (sorted_terms(&self.pair.ar, i, m), sorted_terms(&self.pair.en, j, n));
        let (mut kinds, mut missing) = ([0.0f32; EvidenceKind::ALL.len()], 0.0);
        let mut work = Work::default();
        for row in i..i + m {
            missing += self.forward.answers(row, j, j + n - 1, &mut work, |term, nats| {
                kinds[self.kind_of_arabic(term, &en) as usize] += nats;
            });
        }
        for row in j..j + n {
            missing += self.backward.answers(row, i, i + m - 1, &mut work, |term, nats| {
                kinds[self.kind_of_english(term, &ar) as usize] += nats;
            });
        }
        let w = &self.weights;
        let cosine = self.cosine(cell);
        let neighbours = if w.neighbours == 0.0 { 0.0 } else { w.neighbours * self.neighbours(cell) };
        let near = cosine.map_or(0.0, |c| c - neighbours - self.level);
        let mut gave: Vec<ScoreTerm> = EvidenceKind::ALL
            .into_iter()
            .map(|kind| ScoreTerm { what: evidence_name(kind), nats: w.bead(kinds[kind as usize], 0.0, 0.0) })
            .collect();
        gave.extend([
            ScoreTerm { what: "missing", nats: w.bead(missing, 0.0, 0.0) },
            ScoreTerm { what: "length", nats: w.bead(0.0, 0.0, self.lengths.ratio(cell)) },
            ScoreTerm { what: "vectors", nats: w.bead(0.0, near, 0.0) },
        ]);
        gave.retain(|g| g.nats != 0.0);
        Attributed { score: gave.iter().map(|g| g.nats).sum(), gave, cosine, near }
    }

    /// The kind of the strongest match of an Arabic term with one of the English `terms`.
    fn kind_of_arabic(&self, term: u32, terms: &[u32]) -> EvidenceKind {
        let from = self.pair.matches.partition_point(|m| m.ar < term);
        let own = self.pair.matches[from..].iter().take_while(|m| m.ar == term);
        let met = own.filter(|m| terms.binary_search(&m.en).is_ok());
        met.max_by(|a, b| a.backward.total_cmp(&b.backward)).map_or(EvidenceKind::Word, |m| m.kind)
    }

    /// As [`Self::kind_of_arabic`], from the other side.
    fn kind_of_english(&self, term: u32, terms: &[u32]) -> EvidenceKind {
        let matches = &self.pair.matches;
        let from = self.by_en.partition_point(|&m| matches[m as usize].en < term);
        let own = self.by_en[from..].iter().map(|&m| &matches[m as usize]).take_while(|m| m.en == term);
        let met = own.filter(|m| terms.binary_search(&m.ar).is_ok());
        met.max_by(|a, b| a.forward.total_cmp(&b.forward)).map_or(EvidenceKind::Word, |m| m.kind)
    }

    fn cosine(&self, cell: &Cell) -> Option<f32> {
        (self.pair.ar.has_vectors() && self.pair.en.has_vectors()).then(|| {
            let ar = sum(&self.pair.ar, cell.i, cell.m);
            cosine(&ar, &sum(&self.pair.en, cell.j, cell.n))
        })
    }

    /// Mean cosine of each side of a bead to the sentences just outside the other; 0 for those that are not there, and
    /// without vectors.
    fn neighbours(&self, &Cell { i, m, j, n }: &Cell) -> f32 {
        let (ar, en) = (&self.pair.ar, &self.pair.en);
        if !ar.has_vectors() || !en.has_vectors() {
            return 0.0;
        }
        let (own, other) = (sum(ar, i, m), sum(en, j, n));
        let before = |k: usize| k.checked_sub(1);
        let after = |k: usize, side: &Side| (k < side.len()).then_some(k);
        let of_en = [before(j), after(j + n, en)].into_iter().flatten().map(|k| cosine(&own, en.vector(k)));
        let of_ar = [before(i), after(i + m, ar)].into_iter().flatten().map(|k| cosine(&other, ar.vector(k)));
        0.25 * of_en.chain(of_ar).sum::<f32>()
    }
}

/// The sum of the vectors of `run` sentences from `from`.
fn sum(side: &Side, from: usize, run: usize) -> Vec<f32> {
    let mut out = vec![0.0; side.dim];
    for k in from..from + run {
        out.iter_mut().zip(side.vector(k)).for_each(|(o, x)| *o += x);
    }
    out
}

/// The distinct terms of `run` sentences from `from`, in order.
fn sorted_terms(side: &Side, from: usize, run: usize) -> Vec<u32> {
    let mut terms = side.terms[side.bounds[from] as usize..side.bounds[from + run] as usize].to_vec();
    terms.sort_unstable();
    terms.dedup();
    terms
}
