//! The score of a bead, summand by summand: what `--explain` shows. Slow beside the tables of
//! [`Likelihood`](super::Likelihood), whose sums it gives.

use super::direction::{Direction, Work};
use super::length::{LengthModel, Lengths};
use super::weights::ScoreWeights;
use crate::evidence::vectors::dot;
use crate::evidence::{Compared, Side};
use crate::text::{EvidenceKind, Gave, evidence_name};

/// All kinds of evidence, in the order in which they are shown.
const KINDS: [EvidenceKind; 6] = [
    EvidenceKind::Name,
    EvidenceKind::Spelling,
    EvidenceKind::Number,
    EvidenceKind::Date,
    EvidenceKind::Word,
    EvidenceKind::Verbatim,
];

/// What a bead's score is made from.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Attributed {
    /// The summands; those of nothing are left out.
    pub gave: Vec<Gave>,
    /// Their sum: the score in nats.
    pub score: f32,
    /// Cosine of both sides; `None` without vectors.
    pub cosine: Option<f32>,
}

/// Takes the scores of a pair's beads apart.
pub struct Attribution<'p> {
    pair: &'p Compared,
    forward: Direction<'p>,
    backward: Direction<'p>,
    lengths: Lengths,
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
            weights: *weights,
            by_en,
        }
    }

    /// With another model of lengths, as [`Likelihood::set_lengths`](super::Likelihood::set_lengths).
    #[must_use]
    pub fn with_lengths(mut self, model: LengthModel) -> Self {
        self.lengths.set(model);
        self
    }

    /// Takes the bead of `m` Arabic sentences from `i` and `n` English ones from `j` apart; neither may be 0.
    pub fn bead(&self, i: usize, m: usize, j: usize, n: usize) -> Attributed {
        let (ar, en) = (sorted_terms(&self.pair.ar, i, m), sorted_terms(&self.pair.en, j, n));
        let (mut kinds, mut missing) = ([0.0f32; KINDS.len()], 0.0);
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
        let cosine = self.cosine(i, m, j, n);
        let crossing = if m > 1 && n > 1 { w.cross } else { 0.0 };
        let mut gave: Vec<Gave> = KINDS
            .into_iter()
            .map(|kind| Gave { what: evidence_name(kind), nats: w.words * kinds[kind as usize] })
            .collect();
        gave.extend([
            Gave { what: "missing", nats: w.words * missing },
            Gave { what: "length", nats: w.length * self.lengths.ratio(i, m, j, n) },
            Gave { what: "vectors", nats: cosine.map_or(0.0, |c| w.vectors * (c - w.cosine)) },
            Gave { what: "shape", nats: w.bead - w.merge * (m + n - 2) as f32 - crossing },
        ]);
        gave.retain(|g| g.nats != 0.0);
        Attributed { score: gave.iter().map(|g| g.nats).sum(), gave, cosine }
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

    fn cosine(&self, i: usize, m: usize, j: usize, n: usize) -> Option<f32> {
        if !self.pair.ar.has_vectors() || !self.pair.en.has_vectors() {
            return None;
        }
        let sum = |side: &Side, from: usize, run: usize| {
            let mut out = vec![0.0; side.dim];
            for k in from..from + run {
                out.iter_mut().zip(side.vector(k)).for_each(|(o, x)| *o += x);
            }
            out
        };
        let (a, b) = (sum(&self.pair.ar, i, m), sum(&self.pair.en, j, n));
        let norm = (dot(&a, &a) * dot(&b, &b)).sqrt();
        Some(if norm > 0.0 { dot(&a, &b) / norm } else { 0.0 })
    }
}

/// The distinct terms of `run` sentences from `from`, in order.
fn sorted_terms(side: &Side, from: usize, run: usize) -> Vec<u32> {
    let mut terms = side.terms[side.bounds[from] as usize..side.bounds[from + run] as usize].to_vec();
    terms.sort_unstable();
    terms.dedup();
    terms
}
