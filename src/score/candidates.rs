//! Pairs of sentences that may be counterparts, with everything that speaks for or against them.

use super::singles::Singles;
use super::weights::ScoreWeights;
use crate::evidence::vectors::{dot, similarities, unit};
use crate::evidence::{Compared, keep};

/// What a pair of sentences is judged by.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct PairFeatures {
    /// Nats of words and lengths over the root of the units of both.
    pub words: f32,
    /// The same less the mean of the next best of both sentences.
    pub words_margin: f32,
    /// Cosine of the vectors.
    pub cosine: f32,
    /// Cosine less the mean similarity of both to their nearest others.
    pub cosine_margin: f32,
    /// As `words_margin`, against the strongest rival.
    pub words_rival: f32,
    /// As `cosine_margin`, against the strongest rival.
    pub cosine_rival: f32,
    /// ln of units on both sides.
    pub size: f32,
    /// ln of the length ratio against the usual one, without its sign.
    pub length: f32,
    /// Whether there are vectors.
    pub has_vectors: bool,
}

impl PairFeatures {
    /// Number of features, the constant among them.
    pub const SIZE: usize = 10;

    /// Names of the features.
    pub const NAMES: [&str; Self::SIZE] = [
        "constant",
        "words",
        "words_margin",
        "cosine",
        "cosine_margin",
        "size",
        "length",
        "words_rival",
        "cosine_rival",
        "both_margins",
    ];

    /// The features as the regression sees them.
    pub fn vector(&self) -> [f32; Self::SIZE] {
        let on = f32::from(u8::from(self.has_vectors));
        [
            1.0,
            self.words.clamp(0.0, 8.0),
            self.words_margin.clamp(-4.0, 8.0),
            10.0 * on * self.cosine,
            10.0 * on * self.cosine_margin,
            self.size,
            self.length.min(2.0),
            self.words_rival.clamp(-6.0, 8.0),
            10.0 * on * self.cosine_rival,
            on * (self.words_margin.clamp(-4.0, 8.0) * 5.0 * self.cosine_margin).clamp(-8.0, 8.0),
        ]
    }
}

/// A pair that may be counterparts.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Candidate {
    /// Arabic sentence.
    pub i: u32,
    /// English sentence.
    pub j: u32,
    /// What it is judged by.
    pub features: PairFeatures,
}

/// Pairs of sentences up to which each one's cosine is looked at; beyond, only where words speak for the pair.
const DENSE: usize = 1 << 22;
/// Candidates of a sentence by each kind of evidence.
const CANDIDATES: usize = 5;

/// What a sentence's neighbourhood is like: its few best values with whom, best first.
#[derive(Clone, Default)]
struct Top(Vec<(f32, u32)>);

impl Top {
    /// Mean of the `k` best but for the one with `other`.
    fn around(&self, other: u32, k: usize) -> f32 {
        let rest = self.0.iter().filter(|t| t.1 != other).take(k);
        let (sum, n) = rest.fold((0.0, 0), |(sum, n), t| (sum + t.0, n + 1));
        if n == 0 { 0.0 } else { sum / n as f32 }
    }
}

/// The few best of each row and column.
struct Tops {
    rows: Vec<Top>,
    columns: Vec<Top>,
}

impl Tops {
    fn new(rows: usize, columns: usize) -> Self {
        Tops { rows: vec![Top::default(); rows], columns: vec![Top::default(); columns] }
    }

    fn push(&mut self, i: u32, j: u32, value: f32) {
        keep(&mut self.rows[i as usize].0, value, j, CANDIDATES);
        keep(&mut self.columns[j as usize].0, value, i, CANDIDATES);
    }

    fn around(&self, i: u32, j: u32, k: usize) -> f32 {
        0.5 * (self.rows[i as usize].around(j, k) + self.columns[j as usize].around(i, k))
    }

    fn rival(&self, i: u32, j: u32) -> f32 {
        self.rows[i as usize].around(j, 1).max(self.columns[j as usize].around(i, 1))
    }

    fn pairs(&self) -> impl Iterator<Item = (u32, u32)> {
        let rows = (0u32..).zip(&self.rows).flat_map(|(i, t)| t.0.iter().map(move |&(_, j)| (i, j)));
        let columns = (0u32..).zip(&self.columns).flat_map(|(j, t)| t.0.iter().map(move |&(_, i)| (i, j)));
        rows.chain(columns)
    }
}

/// The pairs of sentences of `pair` that are among the few best of one of the two by words or by vectors, by Arabic
/// then English sentence. `near` neighbours make a margin.
pub fn candidates(pair: &Compared, weights: &ScoreWeights, near: usize) -> Vec<Candidate> {
    let (rows, columns) = (pair.ar.len(), pair.en.len());
    let singles = Singles::new(pair, weights);
    let mut by_words = Tops::new(rows, columns);
    for s in &singles.pairs {
        by_words.push(s.i, s.j, s.score);
    }
    let has_vectors = pair.ar.has_vectors() && pair.en.has_vectors();
    let cosines = has_vectors.then(|| SentenceCosines::new(pair, &singles));
    let mut by_cosine = Tops::new(rows, columns);
    if let Some(cosines) = &cosines {
        cosines.each(|i, j, c| by_cosine.push(i, j, c));
    }
    let mut pairs: Vec<(u32, u32)> = by_words.pairs().chain(by_cosine.pairs()).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let mut at = 0;
    let expected = singles.expected_length;
    pairs
        .into_iter()
        .map(|(i, j)| {
            while singles.pairs.get(at).is_some_and(|s| (s.i, s.j) < (i, j)) {
                at += 1;
            }
            let words = singles.pairs.get(at).filter(|s| (s.i, s.j) == (i, j)).map_or(0.0, |s| s.score);
            let units = (pair.ar.units(i as usize).len() + pair.en.units(j as usize).len()).max(1) as f32;
            let cosine = cosines.as_ref().map_or(0.0, |c| c.get(i, j));
            let length = |l: u32| l as f32 + weights.length_base;
            let ratio = (length(pair.en.length[j as usize]) / length(pair.ar.length[i as usize])).ln();
            let features = PairFeatures {
                words: words / units.sqrt(),
                words_margin: (words - by_words.around(i, j, near)) / units.sqrt(),
                cosine,
                cosine_margin: cosine - by_cosine.around(i, j, near),
                words_rival: (words - by_words.rival(i, j)) / units.sqrt(),
                cosine_rival: cosine - by_cosine.rival(i, j),
                size: units.ln(),
                length: (ratio - expected).abs(),
                has_vectors,
            };
            Candidate { i, j, features }
        })
        .collect()
}

/// SentenceCosines of single sentences: all of them, or where words speak for the pair.
enum SentenceCosines<'p> {
    All { columns: usize, values: Vec<f32> },
    Some { singles: &'p Singles, values: Vec<f32> },
}

impl<'p> SentenceCosines<'p> {
    fn new(pair: &Compared, singles: &'p Singles) -> Self {
        let (rows, columns, dim) = (pair.ar.len(), pair.en.len(), pair.ar.dim);
        let units = |vectors: &[f32]| {
            let mut out = vectors.to_vec();
            out.chunks_exact_mut(dim).for_each(unit);
            out
        };
        let (ar, en) = (units(&pair.ar.vectors), units(&pair.en.vectors));
        if rows * columns <= DENSE {
            return SentenceCosines::All { columns, values: similarities(&ar, &en, dim) };
        }
        let row = |i: u32| i as usize * dim..(i as usize + 1) * dim;
        let values = singles.pairs.iter().map(|s| dot(&ar[row(s.i)], &en[row(s.j)])).collect();
        SentenceCosines::Some { singles, values }
    }

    fn each(&self, mut to: impl FnMut(u32, u32, f32)) {
        match self {
            SentenceCosines::All { columns, values } => {
                for (i, row) in (0u32..).zip(values.chunks_exact((*columns).max(1))) {
                    for (j, &c) in (0u32..).zip(row) {
                        to(i, j, c);
                    }
                }
            }
            SentenceCosines::Some { singles, values } => {
                for (s, &c) in singles.pairs.iter().zip(values) {
                    to(s.i, s.j, c);
                }
            }
        }
    }

    fn get(&self, i: u32, j: u32) -> f32 {
        match self {
            SentenceCosines::All { columns, values } => values[i as usize * columns + j as usize],
            SentenceCosines::Some { singles, values } => {
                let at = singles.pairs.partition_point(|s| (s.i, s.j) < (i, j));
                singles.pairs.get(at).filter(|s| (s.i, s.j) == (i, j)).map_or(0.0, |_| values[at])
            }
        }
    }
}
