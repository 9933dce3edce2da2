//! Which documents are worth comparing: every Arabic part against every English one, by an index over terms.
//!
//! Each Arabic term is either met in the English document or not. Terms are weighted by how much more often they are
//! met when two documents tell the same story than by chance, which grows with the length of the document and the
//! commonness of the translations, and is measured on the rest of the pool as well: in a pool about one topic the words
//! of the topic tell nothing. The score is how many standard deviations the weighted count lies above chance.

use rustc_hash::FxHashMap;

use super::weights::{DocumentFeatures, PairWeights};
use crate::evidence::vectors::{dot, unit};
use crate::evidence::{Analysis, TermKind};
use crate::lexicon::Lexicon;
use crate::text::{Date, DocPair, Number};

/// What a term is compared by.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    English(u32),
    Number(u64),
    Date(Date),
    Verbatim(u64),
    Sound([u8; 16]),
}

/// A part in the ranking: its index in the run and its analysis.
pub type Ranked<'a> = (usize, &'a Analysis);

/// The English parts of a run, ready to be ranked for one Arabic part after another.
pub struct Ranker<'a> {
    lexicon: &'a Lexicon,
    en: &'a [Ranked<'a>],
    weights: &'a PairWeights,
    index: FxHashMap<Key, Vec<u32>>,
    sizes: Vec<f32>,
    vectors: Centred,
}

impl<'a> Ranker<'a> {
    /// Indexes the English parts by their terms. `ar` are the Arabic parts that will be ranked.
    pub fn new(
        lexicon: &'a Lexicon,
        ar: &[Ranked<'_>],
        en: &'a [Ranked<'a>],
        weights: &'a PairWeights,
    ) -> Self {
        let (index, sizes) = index(en);
        Ranker { lexicon, en, weights, index, sizes, vectors: Centred::new(ar, en, weights.prior_vector) }
    }

    /// The pairs of one Arabic part, best first: the chosen ones and up to `others` more. Ties go to the lower indices:
    /// the order never depends on anything else.
    pub fn rank(&self, (a, analysis): Ranked<'_>, others: usize) -> Vec<DocPair> {
        let weights = self.weights;
        let pool = self.en.len() as f32;
        let mut sums = vec![TermSums::default(); self.en.len()];
        let mut met = vec![false; self.en.len()];
        for term in &analysis.terms {
            let keys = keys(term, self.lexicon);
            if keys.is_empty() {
                continue;
            }
            let named = matches!(term.kind, TermKind::Number(_) | TermKind::Date(_)) || is_name(&term.kind);
            let cover = (weights.cover * term.known.max(0.3)).min(0.9);
            let factor = if named { weights.name } else { 1.0 };
            met.fill(false);
            let mut rate = 0.0;
            for (key, p) in keys {
                rate += p;
                for &d in self.index.get(&key).map_or(&[][..], Vec::as_slice) {
                    met[d as usize] = true;
                }
            }
            let documents = met.iter().filter(|&&m| m).count() as f32;
            for (d, sum) in sums.iter_mut().enumerate() {
                // How often the term is met by chance: in general text of this length, and in the rest of the pool.
                let general = rate * self.sizes[d] / (1.0 + rate * self.sizes[d]);
                let others = documents - if met[d] { 1.0 } else { 0.0 };
                let chance = (others + weights.prior * general) / (pool - 1.0 + weights.prior);
                let chance = chance.clamp(1e-5, 0.999);
                let weight =
                    ((cover / (1.0 - cover)) / (chance / (1.0 - chance))).ln().clamp(0.0, weights.most);
                let weight = weight * factor;
                sum.observed += weight * if met[d] { 1.0 - chance } else { -chance };
                sum.variance += weight * weight * chance * (1.0 - chance);
            }
        }
        let own = self.vectors.arabic(analysis);
        let judge = if own.is_empty() { &weights.promising_words } else { &weights.promising };
        let pair = |(d, (&(e, _), sum)): (usize, (&Ranked<'_>, &TermSums))| {
            let deviation = sum.observed / (sum.variance + weights.most).sqrt();
            let cosine = self.vectors.english.get(d).map_or(0.0, |en| dot(&own, en));
            let story =
                DocumentFeatures { deviation, pool: self.en.len(), cosine, ..DocumentFeatures::default() };
            let score = story.probability(judge);
            DocPair { ar: a, en: e, deviation, cosine, score, chosen: score >= weights.least }
        };
        let mut out: Vec<DocPair> = self.en.iter().zip(&sums).enumerate().map(pair).collect();
        sort(&mut out);
        out.iter_mut().skip(weights.partners).for_each(|p| p.chosen = false);
        let chosen = out.iter().take_while(|p| p.chosen).count();
        out.truncate(chosen.saturating_add(others));
        out
    }
}

/// Vectors of documents: the sums of their sentences' unit vectors, less the mean of their side, of unit length. In a
/// pool about one topic the topic's direction is in every document, and tells nothing.
struct Centred {
    english: Vec<Vec<f32>>,
    /// What is taken off an Arabic document's vector.
    mean: Vec<f32>,
}

impl Centred {
    fn new(ar: &[Ranked<'_>], en: &[Ranked<'_>], prior: f32) -> Self {
        let of = |side: &[Ranked<'_>]| side.iter().map(|d| document_vector(d.1)).collect::<Vec<_>>();
        let mean = |all: &[Vec<f32>]| -> Vec<f32> {
            let dim = all.first().map_or(0, Vec::len);
            let sum = |k: usize| all.iter().filter_map(|v| v.get(k)).sum::<f32>();
            (0..dim).map(|k| sum(k) / (all.len() as f32 + prior)).collect()
        };
        let mut english = of(en);
        let off = mean(&english);
        for v in &mut english {
            centre(v, &off);
        }
        Centred { english, mean: mean(&of(ar)) }
    }

    fn arabic(&self, analysis: &Analysis) -> Vec<f32> {
        let mut own = document_vector(analysis);
        centre(&mut own, &self.mean);
        own
    }
}

fn centre(vector: &mut [f32], mean: &[f32]) {
    vector.iter_mut().zip(mean).for_each(|(x, m)| *x -= m);
    unit(vector);
}

fn document_vector(analysis: &Analysis) -> Vec<f32> {
    let mut out = vec![0.0; analysis.dim];
    for sentence in analysis.vectors.chunks_exact(analysis.dim.max(1)) {
        let norm = dot(sentence, sentence).sqrt();
        if norm > 0.0 {
            out.iter_mut().zip(sentence).for_each(|(o, x)| *o += x / norm);
        }
    }
    unit(&mut out);
    out
}

/// Likeliest first; ties go to the lower indices.
pub fn sort(pairs: &mut [DocPair]) {
    pairs.sort_by(|x, y| {
        let by = y.score.total_cmp(&x.score).then(y.deviation.total_cmp(&x.deviation));
        by.then((x.ar, x.en).cmp(&(y.ar, y.en)))
    });
}

/// What the terms of an Arabic document say of one English document.
#[derive(Clone, Copy, Default)]
struct TermSums {
    /// Weighted count of terms met, less what chance would give.
    observed: f32,
    /// Its variance under chance.
    variance: f32,
}

fn is_name(kind: &TermKind) -> bool {
    matches!(kind, TermKind::Arabic(links) if links.first().is_some_and(|l| l.kind.is_name()))
}

/// English documents by the keys of their terms, and the tokens each has.
fn index(en: &[Ranked<'_>]) -> (FxHashMap<Key, Vec<u32>>, Vec<f32>) {
    let mut index: FxHashMap<Key, Vec<u32>> = FxHashMap::default();
    let mut sizes = Vec::with_capacity(en.len());
    for (d, (_, analysis)) in en.iter().enumerate() {
        let mut add = |key: Key| {
            let postings = index.entry(key).or_default();
            if postings.last() != Some(&(d as u32)) {
                postings.push(d as u32);
            }
        };
        for term in &analysis.terms {
            match &term.kind {
                TermKind::English(ids) => ids.iter().for_each(|id| add(Key::English(id.0))),
                TermKind::Number(n) => add(number(*n)),
                TermKind::Date(date) => add(Key::Date(*date)),
                TermKind::Verbatim | TermKind::Arabic(_) => {}
            }
            term.verbatim.iter().for_each(|&letters| add(Key::Verbatim(letters)));
            if term.name_like && term.sound[0].len() >= 3 {
                add(Key::Sound(term.sound[0].coarse()));
            }
        }
        sizes.push(analysis.words.len() as f32);
    }
    (index, sizes)
}

fn number(n: Number) -> Key {
    Key::Number(n.value.to_bits())
}

/// The keys an Arabic term may be met under, with the probability of each in English text.
fn keys(term: &crate::evidence::Term, lexicon: &Lexicon) -> Vec<(Key, f32)> {
    let mut out: Vec<(Key, f32)> = match &term.kind {
        TermKind::Arabic(links) => links
            .iter()
            .filter(|l| l.forward.max(l.backward) >= 0.05)
            .map(|l| (Key::English(l.en.0), lexicon.probability(l.en)))
            .collect(),
        TermKind::Number(n) => vec![(number(*n), term.probability)],
        TermKind::Date(d) => vec![(Key::Date(*d), term.probability)],
        TermKind::Verbatim => term.verbatim.iter().map(|&v| (Key::Verbatim(v), term.probability)).collect(),
        TermKind::English(_) => Vec::new(),
    };
    if term.name_like && term.known < 0.2 {
        for (k, sound) in term.sound.iter().enumerate() {
            if sound.len() >= 3 && (k == 0 || *sound != term.sound[0]) {
                out.push((Key::Sound(sound.coarse()), 2e-5));
            }
        }
    }
    out
}
