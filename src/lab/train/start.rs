//! The student before its first step: from the teacher's vectors of the words, or from a table.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::config::Config;
use super::corpus::{TrainingCorpus, Type};
use super::model::{Feature, Model, Origin};
use crate::evidence::vectors::{Table, unit};
use crate::text::Lang;

impl Model {
    /// A model for the types of `corpus`, its words' rows as the teacher has them: the vector of the line that is
    /// this word alone, or else the mean of the lines it stands in; scaled by how rare the word is.
    pub fn new(corpus: &TrainingCorpus, config: &Config) -> Self {
        let dim = corpus.dim();
        let mut keys = Vec::new();
        let mut by_key: FxHashMap<u64, u32> = FxHashMap::default();
        for (lang, most) in [Lang::Arabic, Lang::English].into_iter().zip(config.words) {
            let own = corpus.types.iter().filter(|t| t.lang == lang && t.count >= config.least_count);
            take(own.map(|t| (t.word, t.count)).collect(), most, &mut keys, &mut by_key);
        }
        let words = keys.len();
        for (lang, most) in [Lang::Arabic, Lang::English].into_iter().zip(config.stems) {
            let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
            for t in corpus.types.iter().filter(|t| t.lang == lang) {
                for stem in &t.stems {
                    *counts.entry(*stem).or_default() += t.count;
                }
            }
            let mut counts: Vec<(u64, u32)> = counts.into_iter().collect();
            counts.retain(|c| c.1 >= config.least_count);
            take(counts, most, &mut keys, &mut by_key);
        }
        let (mut features, mut bounds) = (Vec::<Feature>::new(), vec![0]);
        let by_word: FxHashMap<u64, u32> = (0u32..).zip(&corpus.types).map(|(i, t)| (t.word, i)).collect();
        let own_row = |word: &u64| by_key.get(word).copied().filter(|&row| (row as usize) < words);
        for own in &corpus.types {
            // An unknown word is the first known one that it is without particles, as for the encoder.
            let bare = || own.bare.iter().find(|w| own_row(w).is_some()).and_then(|w| by_word.get(w));
            let alias = if own_row(&own.word).is_some() { None } else { bare() };
            let t = alias.map_or(own, |&t| &corpus.types[t as usize]);
            features.extend(own_row(&t.word).map(|row| (row, 1.0)));
            features.extend(t.stems.iter().filter_map(|s| by_key.get(s)).map(|&row| (row, 1.0)));
            let weight = (t.grams.len().max(1) as f32).sqrt().recip();
            let gram = |hash: &u64| ((keys.len() as u64 + hash % config.grams as u64) as u32, weight);
            features.extend(t.grams.iter().map(gram));
            bounds.push(features.len() as u32);
        }
        let all = keys.len() + config.grams;
        let mut model = Model {
            dim,
            rows: vec![0.0; all * dim],
            momentum: vec![0.0; all * dim],
            square: vec![0.0; all],
            features,
            bounds,
            keys,
            words,
            dropout: config.dropout,
            origin: None,
        };
        model.start(corpus, &by_key, config.seed);
        model
    }

    /// A model that continues `table`: each type of `corpus` has one row, of the table if it knows the word, else of
    /// its own, started from the sum of its stems and runs of letters as the encoder makes it.
    pub fn continued(corpus: &TrainingCorpus, table: &Table, config: &Config) -> Self {
        let dim = table.header().dim;
        let types = &corpus.types;
        let known: Vec<Option<u32>> = types.iter().map(|t| table.key(t.word).map(|row| row as u32)).collect();
        let mut rows = vec![0.0; types.len() * dim];
        rows.par_chunks_mut(dim).zip(types.par_iter().zip(&known)).for_each(|(out, (t, known))| {
            let mut off = 0.0;
            let bare = || t.bare.iter().find_map(|&w| table.key(w));
            if let Some(row) = known.map(|row| row as usize).or_else(bare) {
                off += table.add(row, 1.0, out);
            } else {
                for row in t.stems.iter().filter_map(|&s| table.key(s)) {
                    off += table.add(row, 1.0, out);
                }
                let weight = (t.grams.len().max(1) as f32).sqrt().recip();
                for &gram in &t.grams {
                    off += table.add(table.gram(gram), weight, out);
                }
            }
            for x in out {
                *x -= off;
            }
        });
        // Too rare a word would only learn its one sentence by heart; a new number has nothing to start from.
        let stays = |(t, known): (&Type, &Option<u32>)| {
            known.is_none() && (t.count < config.least_count || t.grams.is_empty())
        };
        let frozen = types.iter().zip(&known).map(stays).collect();
        Model {
            dim,
            momentum: vec![0.0; rows.len()],
            square: vec![0.0; types.len()],
            features: (0..types.len() as u32).map(|t| (t, 1.0)).collect(),
            bounds: (0..=types.len() as u32).collect(),
            keys: types.iter().map(|t| t.word).collect(),
            words: types.len(),
            dropout: 0.0,
            origin: Some(Origin { rows: rows.clone(), known, frozen, pull: config.pull }),
            rows,
        }
    }

    /// Gives the words' rows their first vectors.
    fn start(&mut self, corpus: &TrainingCorpus, by_key: &FxHashMap<u64, u32>, seed: u64) {
        let dim = self.dim;
        let all: u64 = corpus.types.iter().map(|t| u64::from(t.count)).sum();
        let row_of = |t: u32| by_key.get(&corpus.types[t as usize].word).copied();
        let mut done = vec![false; self.words];
        let mut target = vec![0.0; dim];
        for item in corpus.mono.iter().flat_map(|m| &m.1) {
            if let &[one] = corpus.line(item.line)
                && let Some(row) = row_of(one)
            {
                corpus.targets.get(item.target as usize, &mut target);
                self.rows[row as usize * dim..(row as usize + 1) * dim].copy_from_slice(&target);
                done[row as usize] = true;
            }
        }
        // The others are the mean of the lines they stand in. A pair without a teacher has a random vector, the same
        // on both sides: words that stand in the same pairs start near each other (random indexing, Kanerva et al.
        // 2000).
        let mut add = |line: u32, target: &[f32]| {
            for row in corpus.line(line).iter().filter_map(|&t| row_of(t)).filter(|&r| !done[r as usize]) {
                for (x, t) in self.rows[row as usize * dim..(row as usize + 1) * dim].iter_mut().zip(target) {
                    *x += t;
                }
            }
        };
        for item in corpus.mono.iter().flat_map(|m| &m.1) {
            corpus.targets.get(item.target as usize, &mut target);
            add(item.line, &target);
        }
        let mut random = fastrand::Rng::with_seed(seed);
        for pair in &corpus.pairs {
            match pair.target {
                Some(own) => corpus.targets.get(own as usize, &mut target),
                None => target.fill_with(|| random.f32() - 0.5),
            }
            add(pair.ar, &target);
            add(pair.en, &target);
        }
        for t in &corpus.types {
            if let Some(&row) = by_key.get(&t.word) {
                let row = &mut self.rows[row as usize * dim..(row as usize + 1) * dim];
                unit(row);
                let rare = (1.0 + all as f32 / t.count as f32).ln() / 10.0;
                for x in row {
                    *x *= rare;
                }
            }
        }
    }
}

/// Gives the most frequent of `counts` a row each.
fn take(mut counts: Vec<(u64, u32)>, most: usize, keys: &mut Vec<u64>, by_key: &mut FxHashMap<u64, u32>) {
    counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    for (key, _) in counts.into_iter().take(most) {
        by_key.entry(key).or_insert_with(|| {
            keys.push(key);
            keys.len() as u32 - 1
        });
    }
}

/// The types that have a row of their own, in the order of the rows.
pub(super) fn owners(model: &Model, types: &[Type]) -> Vec<u32> {
    let by_word: FxHashMap<u64, u32> = (0u32..).zip(types).map(|(i, t)| (t.word, i)).collect();
    model.keys[..model.words].iter().map(|k| by_word[k]).collect()
}
