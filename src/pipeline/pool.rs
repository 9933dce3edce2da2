//! Sentence pairs of many documents: what a probability is worth that was found among a thousand document pairs.
//!
//! The probability of a pair of sentences is fitted on documents that do tell the same story. Of two documents that a
//! pool put together that is itself only probable, and the more there are the more pairs look right by chance. So the
//! probability of the pair counts as far as its documents are likely to tell the same story; otherwise what counts is
//! how often such a pair is right by itself, with its margin over the nearest sentences of all documents that either
//! document was compared with (Artetxe & Schwenk 2019): a sentence may have counterparts in many documents.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::page::drop_below;
use crate::align::ComparableOptions;
use crate::evidence::vectors::{dot, unit};
use crate::evidence::{Analysis, keep};
use crate::pair::PairWeights;
use crate::score::FoundFeatures;
use crate::text::{Alignment, Among, Bead, Lang, Mode};

/// Nearest sentences of a sentence: cosine, document and number of each.
type Near = Vec<(f32, (usize, u32))>;

/// Neighbours that a margin is taken over.
const NEIGHBOURS: usize = 4;

/// Nearest sentences that are kept of each: those of its own bead do not count in a margin.
const NEAREST: usize = 2 * NEIGHBOURS;

/// Sentences of a document that its partners' neighbours are looked for among, about: of longer ones every so many, or
/// two documents of 20,000 sentences would be 400 million cosines.
const SAMPLED: usize = 1000;

/// The unit vectors and nearest sentences of one document.
struct Around {
    vectors: Vec<f32>,
    near: Vec<Near>,
}

impl Around {
    fn new(analysis: &Analysis) -> Self {
        let mut vectors = analysis.vectors.clone();
        vectors.chunks_exact_mut(analysis.dim.max(1)).for_each(unit);
        Around { near: vec![Near::new(); vectors.len() / analysis.dim.max(1)], vectors }
    }

    /// Of how many sentences one is looked at as a neighbour of others.
    fn stride(&self) -> usize {
        self.near.len().div_ceil(SAMPLED).max(1)
    }

    fn vector(&self, i: usize, dim: usize) -> &[f32] {
        &self.vectors[i * dim..(i + 1) * dim]
    }

    /// Adds the nearest sentences that each has in `document`.
    fn add(&mut self, document: usize, nearest: Vec<Vec<(f32, u32)>>) {
        for (near, found) in self.near.iter_mut().zip(nearest) {
            for (cosine, k) in found {
                keep(near, cosine, (document, k), NEAREST);
            }
        }
    }

    /// Mean cosine of the sentences of a run to their nearest ones, those of the other side of its bead left out.
    fn mean(&self, run: &[u32], document: usize, other: &[u32]) -> f32 {
        let of = |&i: &u32| {
            let others =
                self.near[i as usize].iter().filter(|n| n.1.0 != document || !other.contains(&n.1.1));
            let (sum, n) = others.take(NEIGHBOURS).fold((0.0, 0.0f32), |(sum, n), c| (sum + c.0, n + 1.0));
            sum / n.max(1.0)
        };
        run.iter().map(of).sum::<f32>() / run.len().max(1) as f32
    }
}

/// Of two documents the nearest sentences of each in the other: cosine and number.
type Nearest = [Vec<Vec<(f32, u32)>>; 2];

/// The nearest sentences of an Arabic document in an English one, and back.
fn nearest(x: &Around, y: &Around, dim: usize) -> Nearest {
    let (rows, columns) = (x.stride(), y.stride());
    let mut out = [x, y].map(|side| vec![Vec::new(); side.near.len()]);
    let [of_x, of_y] = &mut out;
    for (i, of_x) in of_x.iter_mut().enumerate() {
        let row = i % rows == 0;
        for j in (0..y.near.len()).step_by(if row { 1 } else { columns }) {
            let cosine = dot(x.vector(i, dim), y.vector(j, dim));
            if j % columns == 0 {
                keep(of_x, cosine, j as u32, NEAREST);
            }
            if row {
                keep(&mut of_y[j], cosine, i as u32, NEAREST);
            }
        }
    }
    out
}

/// The documents of one side of `alignments`, as `of` names them, by number.
fn around<'a>(
    alignments: &[Alignment],
    of: fn(&Alignment) -> usize,
    analysis: impl Fn(usize) -> &'a Analysis + Sync,
) -> BTreeMap<usize, Around> {
    let documents: BTreeSet<usize> = alignments.iter().map(of).collect();
    let documents: Vec<usize> = documents.into_iter().collect();
    let made: Vec<_> = documents.par_iter().map(|&d| (d, Around::new(analysis(d)))).collect();
    made.into_iter().collect()
}

/// What the beads of `alignments` are judged by among all of them, `None` for nulls. The alignments have the scores of
/// their document pairs; `analysis` gives what was looked up of a document.
pub(crate) fn features<'a>(
    alignments: &[Alignment],
    analysis: impl Fn(Lang, usize) -> &'a Analysis + Sync,
) -> Vec<Vec<Option<FoundFeatures>>> {
    /// Document pairs compared at a time: enough to keep the threads busy, few enough to keep memory flat.
    const BATCH: usize = 512;
    let mut ar = around(alignments, |a| a.ar, |d| analysis(Lang::Arabic, d));
    let mut en = around(alignments, |a| a.en, |d| analysis(Lang::English, d));
    let dim = alignments.first().map_or(0, |a| analysis(Lang::Arabic, a.ar).dim);
    for batch in alignments.chunks(BATCH) {
        let found: Vec<Nearest> = batch.par_iter().map(|a| nearest(&ar[&a.ar], &en[&a.en], dim)).collect();
        // In the order of the alignments: of equally near sentences the first is kept, whatever thread found it.
        for (a, [of_x, of_y]) in batch.iter().zip(found) {
            if let (Some(x), Some(y)) = (ar.get_mut(&a.ar), en.get_mut(&a.en)) {
                x.add(a.en, of_x);
                y.add(a.ar, of_y);
            }
        }
    }
    let of = |a: &Alignment| {
        let (x, y) = (&ar[&a.ar], &en[&a.en]);
        let bead = |b: &Bead| {
            if b.is_null() {
                return None;
            }
            let margin = if dim == 0 {
                0.0
            } else {
                let sum = |side: &Around, run: &[u32]| {
                    let mut out = vec![0.0; dim];
                    for &k in run {
                        out.iter_mut().zip(side.vector(k as usize, dim)).for_each(|(o, x)| *o += x);
                    }
                    unit(&mut out);
                    out
                };
                let around = 0.5 * (x.mean(&b.ar, a.en, &b.en) + y.mean(&b.en, a.ar, &b.ar));
                dot(&sum(x, &b.ar), &sum(y, &b.en)) - around
            };
            Some(FoundFeatures { pair: b.score, story: a.score, margin })
        };
        a.beads.iter().map(bead).collect()
    };
    alignments.par_iter().map(of).collect()
}

/// Gives the beads of `alignments` the probability that `found` makes of their features, and takes those of comparable
/// alignments out that are then below the least.
pub(crate) fn weigh(
    alignments: &mut [Alignment],
    found: &[Vec<Option<FoundFeatures>>],
    has_vectors: bool,
    pairs: &PairWeights,
    of: &ComparableOptions,
) {
    let weights = if has_vectors { &pairs.found } else { &pairs.found_words };
    for (alignment, features) in alignments.iter_mut().zip(found) {
        for (k, (bead, f)) in alignment.beads.iter_mut().zip(features).enumerate() {
            let Some(f) = f else { continue };
            bead.score = f.probability(weights);
            if let Some(Some(explained)) = alignment.explanation.beads.get_mut(k) {
                explained.among = Some(Among { pair: f.pair, story: f.story, alone: f.alone(weights) });
            }
        }
        if alignment.mode == Mode::Comparable {
            let least = if alignment.score < of.least { of.least } else { of.least_free };
            best_first(alignment);
            drop_below(alignment, least);
        }
    }
}

/// Puts the beads of a comparable alignment in order again.
fn best_first(alignment: &mut Alignment) {
    let mut order: Vec<usize> = (0..alignment.beads.len()).collect();
    order.sort_by(|&a, &b| alignment.beads[b].score.total_cmp(&alignment.beads[a].score));
    alignment.beads = order.iter().map(|&k| alignment.beads[k].clone()).collect();
    alignment.evidence = order.iter().map(|&k| std::mem::take(&mut alignment.evidence[k])).collect();
    if !alignment.explanation.beads.is_empty() {
        let explained = &mut alignment.explanation.beads;
        *explained = order.iter().map(|&k| explained[k].take()).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Explanation;

    fn around(vectors: &[[f32; 2]]) -> Around {
        Around { near: vec![Near::new(); vectors.len()], vectors: vectors.concat() }
    }

    /// Unit vectors, each at an angle of its own.
    fn circle(n: usize) -> Vec<[f32; 2]> {
        (0..n).map(|k| k as f32 / n as f32).map(|angle| [angle.cos(), angle.sin()]).collect()
    }

    #[test]
    fn of_short_documents_every_sentence_is_a_neighbour() {
        let [of_x, of_y] = nearest(&around(&circle(7)), &around(&circle(5)), 2);
        let all: Vec<u32> = of_y[4].iter().map(|n| n.1).collect();
        assert_eq!((all.len(), all[0]), (7, 6), "the one at the nearest angle first");
        assert!(of_x.iter().all(|near| near.len() == 5));
    }

    #[test]
    fn of_long_documents_some_are_and_every_sentence_has_neighbours() {
        let (x, y) = (around(&circle(2 * SAMPLED + 1)), around(&circle(3)));
        assert_eq!((x.stride(), y.stride()), (3, 1));
        let [of_x, of_y] = nearest(&x, &y, 2);
        assert!(of_x.iter().all(|near| near.len() == 3));
        for near in &of_y {
            assert_eq!(near.len(), NEAREST);
            assert!(near.iter().all(|n| n.1 % 3 == 0) && near[0].0 > 0.999_99, "{near:?}");
        }
    }

    #[test]
    fn what_documents_add_is_what_all_their_sentences_would() {
        let own = circle(4);
        let others = [circle(30), circle(11), circle(30)];
        let mut x = around(&own);
        let mut whole = vec![Near::new(); own.len()];
        for (document, other) in others.iter().enumerate() {
            let [of_x, _] = nearest(&x, &around(other), 2);
            x.add(document, of_x);
            for (near, own) in whole.iter_mut().zip(&own) {
                for (k, other) in other.iter().enumerate() {
                    keep(near, dot(own, other), (document, k as u32), NEAREST);
                }
            }
        }
        assert_eq!(x.near, whole);
        let documents: Vec<usize> = x.near[2].iter().map(|n| n.1.0).collect();
        assert!(documents.starts_with(&[0, 2]), "of equals the first document's first: {documents:?}");
    }

    #[test]
    fn what_is_weighed_is_best_first_and_above_the_least() {
        let bead = |k: u32, score| Bead { ar: vec![k], en: vec![k], score, ..Bead::default() };
        let found = |pair, margin| Some(FoundFeatures { pair, story: 0.1, margin });
        let mut alignment = Alignment {
            ar: 0,
            en: 0,
            score: 0.1,
            mode: Mode::Comparable,
            why: String::new(),
            beads: vec![bead(0, 0.99), bead(1, 0.98), bead(2, 0.97)],
            evidence: vec![Vec::new(); 3],
            explanation: Explanation::default(),
        };
        let features = vec![found(0.99, 0.3), found(0.98, -0.5), found(0.97, 0.5)];
        let (pairs, comparable) = (PairWeights::default(), ComparableOptions::default());
        weigh(std::slice::from_mut(&mut alignment), &[features], true, &pairs, &comparable);
        let left: Vec<u32> = alignment.beads.iter().map(|b| b.ar[0]).collect();
        assert_eq!(left, [2, 0], "the one with the margin comes first, the one without is left out");
        assert_eq!(alignment.evidence.len(), 2);
        assert!(alignment.beads.iter().all(|b| b.score >= comparable.least));
    }
}
