//! Sentence pairs of many documents: what a probability is worth that was found among a thousand document pairs.
//!
//! The probability of a pair of sentences is fitted on documents that do tell the same story. Of two documents that a
//! pool put together that is itself only probable, and the more there are the more pairs look right by chance. So the
//! probability of the pair counts as far as its documents are likely to tell the same story; otherwise what counts is
//! how often such a pair is right by itself, with its margin over the nearest sentences of all documents that either
//! document was compared with (Artetxe & Schwenk 2019): a sentence may have counterparts in many documents.

use std::collections::BTreeMap;

use super::pair::AlignedPair;
use crate::align::AlignedBead;
use crate::evidence::vectors::{dot, unit};
use crate::evidence::{Analysis, keep};
use crate::score::FoundFeatures;

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
pub(crate) struct Neighbourhood {
    vectors: Vec<f32>,
    near: Vec<Near>,
}

impl Neighbourhood {
    /// Of the document that `analysis` looked up, with no nearest sentences yet.
    pub fn new(analysis: &Analysis) -> Self {
        let mut vectors = analysis.vectors.clone();
        vectors.chunks_exact_mut(analysis.dim.max(1)).for_each(unit);
        Neighbourhood { near: vec![Near::new(); vectors.len() / analysis.dim.max(1)], vectors }
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
pub(crate) type Nearest = [Vec<Vec<(f32, u32)>>; 2];

/// The nearest sentences of an Arabic document in an English one, and back.
fn nearest(x: &Neighbourhood, y: &Neighbourhood, dim: usize) -> Nearest {
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

/// What the sentences of the documents of a run have near them.
pub(crate) struct Margins {
    ar: BTreeMap<usize, Neighbourhood>,
    en: BTreeMap<usize, Neighbourhood>,
    /// Numbers in a vector; 0 without vectors.
    dim: usize,
}

impl Margins {
    /// Of Arabic and English documents by number, before any two are compared.
    pub fn new(ar: Vec<(usize, Neighbourhood)>, en: Vec<(usize, Neighbourhood)>, dim: usize) -> Self {
        Margins { ar: ar.into_iter().collect(), en: en.into_iter().collect(), dim }
    }

    /// What the documents of a pair have near them in each other.
    pub fn nearest(&self, pair: &AlignedPair) -> Nearest {
        nearest(&self.ar[&pair.ar], &self.en[&pair.en], self.dim)
    }

    /// Adds what the documents of `pair` have near them in each other. Of equally near sentences those added first are
    /// kept.
    pub fn add(&mut self, pair: &AlignedPair, [of_ar, of_en]: Nearest) {
        if let (Some(ar), Some(en)) = (self.ar.get_mut(&pair.ar), self.en.get_mut(&pair.en)) {
            ar.add(pair.en, of_ar);
            en.add(pair.ar, of_en);
        }
    }

    /// What the beads of a pair are judged by among all documents, `None` for nulls.
    pub fn features(&self, pair: &AlignedPair) -> Vec<Option<FoundFeatures>> {
        let (x, y) = (&self.ar[&pair.ar], &self.en[&pair.en]);
        let dim = self.dim;
        let bead = |b: &AlignedBead| {
            if b.is_null() {
                return None;
            }
            let margin = if dim == 0 {
                0.0
            } else {
                let sum = |side: &Neighbourhood, run: &[u32]| {
                    let mut out = vec![0.0; dim];
                    for &k in run {
                        out.iter_mut().zip(side.vector(k as usize, dim)).for_each(|(o, x)| *o += x);
                    }
                    unit(&mut out);
                    out
                };
                let around = 0.5 * (x.mean(&b.ar, pair.en, &b.en) + y.mean(&b.en, pair.ar, &b.ar));
                dot(&sum(x, &b.ar), &sum(y, &b.en)) - around
            };
            Some(FoundFeatures { pair: b.probability, story: pair.score, margin })
        };
        pair.aligned.beads.iter().map(bead).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(vectors: &[[f32; 2]]) -> Neighbourhood {
        Neighbourhood { near: vec![Near::new(); vectors.len()], vectors: vectors.concat() }
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
}
