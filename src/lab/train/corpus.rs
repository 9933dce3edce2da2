//! What is trained on: lines as lists of word types, types as lists of features, and the teacher's vectors.

use half::f16;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::evidence::vectors::{TokenFeature, TokenFeatures};
use crate::text::{Lang, Span};
use crate::tokenize::Tokenizer;

/// Vectors of the teacher, one for each line, of unit length.
#[derive(Clone, Debug, Default)]
pub struct Targets {
    /// Numbers of a vector.
    pub dim: usize,
    data: Vec<f16>,
}

impl Targets {
    /// From `dim` numbers a line, of any length; they are scaled to unit length.
    pub fn new(dim: usize, numbers: &[f32]) -> Self {
        let mut targets = Targets { dim, data: Vec::new() };
        targets.extend(numbers);
        targets
    }

    /// Those of the lines in `rows` alone, in this order.
    #[must_use]
    pub fn select(&self, rows: &[usize]) -> Self {
        let of = |&row: &usize| &self.data[row * self.dim..(row + 1) * self.dim];
        Targets { dim: self.dim, data: rows.iter().flat_map(of).copied().collect() }
    }

    /// Appends the vectors in `numbers`.
    pub fn extend(&mut self, numbers: &[f32]) {
        for row in numbers.chunks_exact(self.dim.max(1)) {
            let norm = row.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-9);
            self.data.extend(row.iter().map(|x| f16::from_f32(x / norm)));
        }
    }

    /// Number of vectors.
    pub fn len(&self) -> usize {
        self.data.len() / self.dim.max(1)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.data.is_empty()
    }

    /// Writes vector `i` to `out`.
    pub fn get(&self, i: usize, out: &mut [f32]) {
        for (o, x) in out.iter_mut().zip(&self.data[i * self.dim..(i + 1) * self.dim]) {
            *o = x.to_f32();
        }
    }
}

/// A kind of word: what it is looked up by.
#[derive(Clone, Debug)]
pub(super) struct Type {
    pub lang: Lang,
    pub word: u64,
    /// Words that it is with particles joined to it.
    pub bare: Vec<u64>,
    pub stems: Vec<u64>,
    pub grams: Vec<u64>,
    pub count: u32,
}

/// One line with its teacher's vector.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub line: u32,
    pub target: u32,
}

/// A line in each language, with the teacher's vector of both if there is one.
#[derive(Clone, Copy, Debug)]
pub(super) struct LinePair {
    pub ar: u32,
    pub en: u32,
    pub target: Option<u32>,
    /// An entry of a lexicon: never held out.
    pub entry: bool,
}

/// Everything to train on.
#[derive(Default)]
pub struct TrainingCorpus {
    pub(super) types: Vec<Type>,
    by_word: FxHashMap<u64, u32>,
    tokens: Vec<u32>,
    bounds: Vec<u32>,
    pub(super) targets: Targets,
    pub(super) mono: Vec<(Lang, Vec<Item>)>,
    pub(super) pairs: Vec<LinePair>,
    /// Pairs to measure on alone.
    pub(super) held: Vec<LinePair>,
    tokenizer: Tokenizer,
}

impl TrainingCorpus {
    /// An empty corpus for a teacher with vectors of `dim` numbers.
    pub fn new(dim: usize) -> Self {
        TrainingCorpus {
            bounds: vec![0],
            targets: Targets { dim, data: Vec::new() },
            ..TrainingCorpus::default()
        }
    }

    /// Adds monolingual lines with the teacher's vectors.
    pub fn add_text(&mut self, lang: Lang, lines: &[&str], targets: &Targets) {
        let first = self.add_lines(lang, lines);
        let target = self.targets.len() as u32;
        self.targets.data.extend_from_slice(&targets.data);
        let items = (0..lines.len() as u32)
            .filter(|i| !self.line(first + i).is_empty())
            .map(|i| Item { line: first + i, target: target + i });
        let items: Vec<Item> = items.collect();
        self.mono.push((lang, items));
    }

    /// Adds bitext, with the teacher's vectors of the pairs if there are any.
    pub fn add_pairs(&mut self, ar: &[&str], en: &[&str], targets: Option<&Targets>) {
        let first = self.pairs_of(ar, en);
        let target = targets.map(|t| {
            let first = self.targets.len() as u32;
            self.targets.data.extend_from_slice(&t.data);
            first
        });
        self.pairs.extend(first.map(|(i, pair)| LinePair { target: target.map(|t| t + i), ..pair }));
    }

    /// Adds entries of a lexicon: short pairs, which have a say in the contrast and are never held out.
    pub fn add_entries(&mut self, ar: &[&str], en: &[&str]) {
        let pairs = self.pairs_of(ar, en);
        self.pairs.extend(pairs.map(|(_, pair)| LinePair { entry: true, ..pair }));
    }

    /// Adds pairs that are measured on and not learned from; no others are held out then.
    pub fn hold_out(&mut self, ar: &[&str], en: &[&str]) {
        let pairs = self.pairs_of(ar, en);
        self.held.extend(pairs.map(|(_, pair)| pair));
    }

    /// The pairs that have words on both sides, with their numbers.
    fn pairs_of(&mut self, ar: &[&str], en: &[&str]) -> std::vec::IntoIter<(u32, LinePair)> {
        let (a, e) = (self.add_lines(Lang::Arabic, ar), self.add_lines(Lang::English, en));
        let all = (0..ar.len().min(en.len()) as u32)
            .filter(|i| !self.line(a + i).is_empty() && !self.line(e + i).is_empty())
            .map(|i| (i, LinePair { ar: a + i, en: e + i, target: None, entry: false }));
        all.collect::<Vec<_>>().into_iter()
    }

    /// Whether there is nothing to learn from.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty() && self.mono.iter().all(|m| m.1.is_empty())
    }

    /// Pairs to learn from, and lines with the teacher's vectors.
    pub fn len(&self) -> (usize, usize) {
        (self.pairs.len(), self.mono.iter().map(|m| m.1.len()).sum())
    }

    /// Numbers of a vector.
    pub fn dim(&self) -> usize {
        self.targets.dim
    }

    /// The types of a line.
    pub(super) fn line(&self, line: u32) -> &[u32] {
        &self.tokens[self.bounds[line as usize] as usize..self.bounds[line as usize + 1] as usize]
    }

    /// Tokenizes lines and returns the number of the first.
    pub(super) fn add_lines(&mut self, lang: Lang, lines: &[&str]) -> u32 {
        let tokenizer = &self.tokenizer;
        let work = |features: &mut TokenFeatures, line: &&str| {
            let mut tokens = Vec::new();
            tokenizer.tokens(lang, line, Span::new(0, line.len()), &mut tokens);
            tokens.iter().filter_map(|t| features.word(lang, t, line).map(|w| (w, *t))).collect::<Vec<_>>()
        };
        let found: Vec<Vec<_>> = lines.par_iter().map_init(TokenFeatures::new, work).collect();
        let first = self.bounds.len() as u32 - 1;
        let mut features = TokenFeatures::new();
        for (line, tokens) in lines.iter().zip(found) {
            for (word, token) in tokens {
                let types = &mut self.types;
                let id = *self.by_word.entry(word).or_insert_with(|| {
                    let mut new =
                        Type { lang, word, bare: Vec::new(), stems: Vec::new(), grams: Vec::new(), count: 0 };
                    features.word(lang, &token, line);
                    features.parts(|piece| match piece {
                        TokenFeature::Stem(hash) => new.stems.push(hash),
                        TokenFeature::Gram(hash) => new.grams.push(hash),
                        TokenFeature::Word(hash) => new.bare.push(hash),
                    });
                    types.push(new);
                    types.len() as u32 - 1
                });
                self.types[id as usize].count += 1;
                self.tokens.push(id);
            }
            self.bounds.push(self.tokens.len() as u32);
        }
        first
    }
}
