//! Level 5: which documents are worth comparing: every Arabic part against every English one, by an index over terms.
//!
//! The score is a log-likelihood ratio again: each Arabic term either has a counterpart in the English document or not,
//! and both are likelier or less likely when the two tell the same story. The chance of a counterpart grows with the
//! length of the English document and the commonness of its translations.

use serde::{Deserialize, Serialize};

use rustc_hash::FxHashMap;

use crate::evidence::{Analysis, TermKind};
use crate::lexicon::Lexicon;
use crate::text::{Date, DocPair, Number};

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
    /// Nats per square root of a term at which a pair is as likely as not.
    pub even: f32,
    /// Nats per square root of a term that change the odds by e.
    pub slope: f32,
    /// A pair below this probability is not aligned unless asked for.
    pub promising: f32,
    /// At most this many English documents are aligned with one Arabic one, unless asked for.
    pub partners: usize,
}

impl Default for PairWeights {
    fn default() -> Self {
        PairWeights { cover: 0.3, name: 1.5, most: 6.0, even: 3.0, slope: 0.6, promising: 0.5, partners: 50 }
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

/// Every Arabic part with every English one that shares a term, best first.
/// Ties go to the lower indices: the order never depends on anything else.
pub fn rank(lexicon: &Lexicon, ar: &[Ranked<'_>], en: &[Ranked<'_>], weights: &PairWeights) -> Vec<DocPair> {
    let (index, sizes) = index(en);
    let pool = (en.len().max(1) as f32).ln_1p();
    let mut out = Vec::new();
    let mut gain = vec![0.0f32; en.len()];
    let mut term_gain: Vec<(u32, f32)> = Vec::new();
    for &(a, analysis) in ar {
        gain.fill(0.0);
        let mut terms = 0.0f32;
        for term in &analysis.terms {
            let keys = keys(term, lexicon);
            if keys.is_empty() || term.known == 0.0 && !term.name_like {
                continue;
            }
            terms += 1.0;
            let named = matches!(term.kind, TermKind::Number(_) | TermKind::Date(_)) || is_name(&term.kind);
            let cover = (weights.cover * term.known.max(0.3)).min(0.9);
            term_gain.clear();
            for (key, p) in keys {
                let Some(postings) = index.get(&key) else { continue };
                // A term of many documents of the pool tells little about any of them.
                let rare = (en.len() as f32 + 1.0).ln() - (postings.len() as f32 + 0.5).ln();
                let pool_weight = if en.len() < 4 { 1.0 } else { (rare / pool).clamp(0.05, 1.0) };
                for &d in postings {
                    let chance = 1.0 - (-p * sizes[d as usize]).exp();
                    let value = (cover / chance.max(1e-6)).ln().clamp(0.0, weights.most)
                        * pool_weight
                        * if named { weights.name } else { 1.0 };
                    match term_gain.iter_mut().find(|g| g.0 == d) {
                        Some(g) => g.1 = g.1.max(value),
                        None => term_gain.push((d, value)),
                    }
                }
            }
            for &(d, value) in &term_gain {
                gain[d as usize] += value;
            }
        }
        for (d, &(e, other)) in en.iter().enumerate() {
            let size = terms.min(other.terms.len() as f32).max(4.0);
            let density = gain[d] / size.sqrt();
            let z = (density - weights.even) / weights.slope;
            let score = 1.0 / (1.0 + (-z).exp());
            out.push(DocPair { ar: a, en: e, score, chosen: score >= weights.promising });
        }
    }
    out.sort_by(|x, y| y.score.total_cmp(&x.score).then((x.ar, x.en).cmp(&(y.ar, y.en))));
    let mut partners: FxHashMap<usize, usize> = FxHashMap::default();
    for pair in &mut out {
        let n = partners.entry(pair.ar).or_default();
        *n += 1;
        pair.chosen &= *n <= weights.partners;
    }
    out
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
            if term.verbatim != 0 {
                add(Key::Verbatim(term.verbatim));
            }
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
        TermKind::Verbatim => vec![(Key::Verbatim(term.verbatim), term.probability)],
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
