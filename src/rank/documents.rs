//! Which documents are worth comparing: every Arabic part against every English one, by an index over terms.
//!
//! Each Arabic term is either met in the English document or not. Terms are weighted by how much more often they are
//! met when two documents tell the same story than by chance, which grows with the length of the document and the
//! commonness of the translations, and is measured on the rest of the pool as well: in a pool about one topic the words
//! of the topic tell nothing. The score is how many standard deviations the weighted count lies above chance.

use serde::{Deserialize, Serialize};

use rustc_hash::FxHashMap;

use super::pair::AlignedPair;
use crate::align::Aligned;
use crate::bounds::{self, BadWeight, Bounds, MANY};
use crate::evidence::vectors::{dot, unit};
use crate::evidence::{Analysis, TermKind};
use crate::lexicon::Lexicon;
use crate::score::{FoundFeatures, from_log_odds, log_odds, logistic};
use crate::text::{Date, DocPair, Number};

/// Weights of document pairing. `cover` to `prior` were set on xquad-docalign and tico19-docalign and the seeds; the
/// logistic weights are fitted by `jisr fit documents`.
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
    /// Documents that the origin counts for when the mean of a side is taken off its vectors.
    pub prior_vector: f32,
    /// Before sentences are aligned: weights of [`Story::vector`], its last two being 0.
    pub promising: [f32; Story::SIZE],
    /// After: what the score of a pair is.
    pub story: [f32; Story::SIZE],
    /// As `promising`, without vectors.
    pub promising_words: [f32; Story::SIZE],
    /// As `story`, without vectors.
    pub story_words: [f32; Story::SIZE],
    /// Nats against a pair of which each document has a likelier partner: of two stories of one topic, the halves that
    /// do not belong together. Set on tico19-docalign, where one pair of 3,540 needs it.
    pub rivalled: f32,
    /// Sentence pairs of documents that do not tell the same story: of
    /// [`FoundFeatures::vector`](crate::score::FoundFeatures::vector). By `jisr fit pool` on the hard comparable sets
    /// of xquad and tico19 in pools of 10, 100 and 1,000, `--known` being the lines of dev/retrieval and `--among`
    /// 30,000 lines of Arabic Wikipedia and of English news.
    pub found: [f32; FoundFeatures::SIZE],
    /// As `found`, without vectors.
    pub found_words: [f32; FoundFeatures::SIZE],
    /// A pair below this probability before alignment is not aligned unless asked for.
    pub least: f32,
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
            prior_vector: 3.0,
            promising: [-5.130, 0.554, -1.201, 0.791, 0.000, 0.000],
            story: [-5.914, 0.317, -1.245, 0.953, 1.887, -0.782],
            promising_words: [-4.874, 0.826, -1.000, 0.000, 0.000, 0.000],
            story_words: [-4.996, 0.566, -1.051, 0.000, 2.098, -0.782],
            rivalled: 1.0,
            found: [-4.354, 0.541, 1.278],
            found_words: [-4.613, 0.910, 0.000],
            least: 0.02,
            partners: 50,
        }
    }
}

impl PairWeights {
    /// Whether each weight is one that can be aligned with.
    pub(crate) fn check(&self) -> Result<(), BadWeight> {
        bounds::check(&[
            ("cover", self.cover.into(), Bounds::Share),
            ("name", self.name.into(), Bounds::From0),
            ("most", self.most.into(), Bounds::Positive),
            ("prior", self.prior.into(), Bounds::Positive),
            ("prior_vector", self.prior_vector.into(), Bounds::From0),
            ("rivalled", self.rivalled.into(), Bounds::From0),
            ("least", self.least.into(), Bounds::Share),
            ("partners", self.partners as f64, Bounds::Count(0, MANY)),
        ])?;
        bounds::check_all(&[
            ("promising", &self.promising),
            ("story", &self.story),
            ("promising_words", &self.promising_words),
            ("story_words", &self.story_words),
            ("found", &self.found),
            ("found_words", &self.found_words),
        ])
    }
}

/// What the probability that two documents tell the same story is made from.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Story {
    /// Standard deviations above chance of the terms shared.
    pub deviation: f32,
    /// English documents to choose from.
    pub pool: usize,
    /// Cosine of the documents' vectors.
    pub cosine: f32,
    /// Of the shorter side's sentences, the share that is aligned, by probability; 0 before alignment.
    pub share: f32,
    /// Sum of the squared probabilities of the aligned sentences; 0 before alignment.
    pub sum: f32,
}

impl Story {
    /// Number of features, the constant among them.
    pub const SIZE: usize = 6;

    /// The features as the regression sees them.
    pub fn vector(&self) -> [f32; Self::SIZE] {
        let pool = (self.pool as f32).ln_1p();
        [
            1.0,
            self.deviation.clamp(-5.0, 30.0),
            pool,
            10.0 * self.cosine,
            10.0 * self.share.min(1.0),
            self.sum.ln_1p(),
        ]
    }

    fn probability(&self, weights: &[f32; Self::SIZE]) -> f32 {
        logistic(&self.vector(), weights)
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
        let own = self.vectors.arabic(analysis);
        let judge = if own.is_empty() { &weights.promising_words } else { &weights.promising };
        let pair = |(d, (&(e, _), sum)): (usize, (&Ranked<'_>, &Sums))| {
            let deviation = sum.observed / (sum.variance + weights.most).sqrt();
            let cosine = self.vectors.english.get(d).map_or(0.0, |en| dot(&own, en));
            let story = Story { deviation, pool: self.en.len(), cosine, ..Story::default() };
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

/// What an aligned pair's probability is made from. `shorter` is the number of sentences of its shorter side, `pool`
/// the number of English documents.
pub fn story(pair: &DocPair, aligned: &Aligned, shorter: usize, pool: usize) -> Story {
    let sum = |f: fn(f32) -> f32| aligned.beads.iter().map(|b| f(b.probability)).sum::<f32>();
    let share = sum(|s| s) / shorter.max(1) as f32;
    Story { deviation: pair.deviation, pool, cosine: pair.cosine, share, sum: sum(|s| s * s) }
}

/// Ranks again once the chosen pairs are aligned: sentences that say the same speak for their documents.
/// `pairs` are the chosen ones, in any order, each with the number of sentences of its shorter side;
/// `pool` is the number of English documents.
pub fn refine(
    ranking: &mut [DocPair],
    pairs: &[(usize, &AlignedPair)],
    pool: usize,
    has_vectors: bool,
    weights: &PairWeights,
) {
    let judge = if has_vectors { &weights.story } else { &weights.story_words };
    let aligned: FxHashMap<(usize, usize), (usize, &AlignedPair)> =
        pairs.iter().map(|&(shorter, a)| ((a.ar, a.en), (shorter, a))).collect();
    for pair in ranking.iter_mut() {
        if let Some((shorter, found)) = aligned.get(&(pair.ar, pair.en)) {
            pair.score = story(pair, &found.aligned, *shorter, pool).probability(judge);
        }
    }
    let mut best: FxHashMap<(bool, usize), f32> = FxHashMap::default();
    for pair in ranking.iter() {
        for side in [(true, pair.ar), (false, pair.en)] {
            let score = best.entry(side).or_default();
            *score = score.max(pair.score);
        }
    }
    for pair in ranking.iter_mut() {
        if [(true, pair.ar), (false, pair.en)].iter().all(|side| best[side] > pair.score) {
            pair.score = from_log_odds(log_odds(pair.score, 1e-6) - weights.rivalled);
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
