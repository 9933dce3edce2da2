//! Level 5: which documents are worth comparing: every Arabic part against every English one, by an index over terms.
//!
//! Each Arabic term is either met in the English document or not. Terms are weighted by how much more often they are
//! met when two documents tell the same story than by chance, which grows with the length of the document and the
//! commonness of the translations, and is measured on the rest of the pool as well: in a pool about one topic the words
//! of the topic tell nothing. The score is how many standard deviations the weighted count lies above chance.

use serde::{Deserialize, Serialize};

use rustc_hash::FxHashMap;

use crate::evidence::{Analysis, TermKind};
use crate::lexicon::Lexicon;
use crate::text::{Alignment, Date, DocPair, Number};

/// Weights of document pairing. Set on xquad-docalign and tico19-docalign and the seeds
/// (`jisr eval --documents SET.jsonl`).
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PairWeights {
    /// Probability that a fully known term has a counterpart in a document that tells the same story.
    pub cover: f32,
    /// Factor for names, numbers and dates: they recur in every report of an event.
    pub name: f32,
    /// Highest contribution of one term, in nats.
    pub most: f32,
    /// English documents that the chance in general text counts for, against the chance in the pool.
    pub prior: f32,
    /// Standard deviations above chance at which a pair is as likely as not: this, times ln(1 + documents to choose
    /// from), since among many some deviate far by chance.
    pub even: f32,
    /// Standard deviations that change the odds by e.
    pub slope: f32,
    /// Standard deviations that the sentences of an aligned pair add, times ln(1 + sum of their squared scores).
    pub sentences: f32,
    /// A pair below this probability is not aligned unless asked for.
    pub promising: f32,
    /// At most this many English documents are aligned with one Arabic one, unless asked for.
    pub partners: usize,
}

impl Default for PairWeights {
    fn default() -> Self {
        PairWeights {
            cover: 0.5,
            name: 1.5,
            most: 6.0,
            prior: 5.0,
            even: 2.9,
            slope: 1.0,
            sentences: 2.0,
            promising: 0.1,
            partners: 50,
        }
    }
}

impl PairWeights {
    /// Probability of a pair this many standard deviations above chance among `pool` documents.
    fn probability(&self, deviation: f32, pool: usize) -> f32 {
        let even = self.even * (pool as f32).ln_1p();
        1.0 / (1.0 + (-(deviation - even) / self.slope).exp())
    }
}

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
}

impl<'a> Ranker<'a> {
    /// Indexes the English parts by their terms.
    pub fn new(lexicon: &'a Lexicon, en: &'a [Ranked<'a>], weights: &'a PairWeights) -> Self {
        let (index, sizes) = index(en);
        Ranker { lexicon, en, weights, index, sizes }
    }

    /// The pairs of one Arabic part, best first: the chosen ones and up to `others` more. Ties go to the lower indices:
    /// the order never depends on anything else.
    pub fn rank(&self, (a, analysis): Ranked<'_>, others: usize) -> Vec<DocPair> {
        let weights = self.weights;
        let pool = self.en.len() as f32;
        let mut sums = vec![Sums::default(); self.en.len()];
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
        let pair = |(&(e, _), sum): (&Ranked<'_>, &Sums)| {
            let deviation = sum.observed / (sum.variance + weights.most).sqrt();
            let score = weights.probability(deviation, self.en.len());
            DocPair { ar: a, en: e, deviation, score, chosen: score >= weights.promising }
        };
        let mut out: Vec<DocPair> = self.en.iter().zip(&sums).map(pair).collect();
        sort(&mut out);
        out.iter_mut().skip(weights.partners).for_each(|p| p.chosen = false);
        let chosen = out.iter().take_while(|p| p.chosen).count();
        out.truncate(chosen.saturating_add(others));
        out
    }
}

/// Best first; ties go to the lower indices.
pub fn sort(pairs: &mut [DocPair]) {
    pairs.sort_by(|x, y| y.deviation.total_cmp(&x.deviation).then((x.ar, x.en).cmp(&(y.ar, y.en))));
}

/// Ranks again once the chosen pairs are aligned: sentences that say the same speak for their documents.
/// `alignments` are those of the chosen pairs, in any order; `pool` is the number of English documents.
pub fn refine(ranking: &mut [DocPair], alignments: &[Alignment], pool: usize, weights: &PairWeights) {
    let sums: FxHashMap<(usize, usize), f32> =
        alignments.iter().map(|a| ((a.ar, a.en), a.beads.iter().map(|b| b.score * b.score).sum())).collect();
    for pair in ranking.iter_mut() {
        if let Some(sum) = sums.get(&(pair.ar, pair.en)) {
            pair.deviation += weights.sentences * sum.ln_1p();
            pair.score = weights.probability(pair.deviation, pool);
        }
    }
    sort(ranking);
}

/// What the terms of an Arabic document say of one English document.
#[derive(Clone, Copy, Default)]
struct Sums {
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
