//! How good a model is on what was held out.

use super::batch::Batches;
use super::config::Config;
use super::corpus::{Item, LinePair, TrainingCorpus};
use super::loss;
use super::model::Model;
use crate::evidence::vectors::{Margin, dot, retrieve};

impl Batches {
    /// Mean cosine with the teacher of the lines that were held out.
    pub fn held_out_cosine(&self, model: &Model, corpus: &TrainingCorpus) -> Option<f32> {
        Self::cosine(&self.held_mono, model, corpus)
    }

    /// Mean cosine with the teacher of some of everything that it has vectors of.
    pub fn some_cosine(model: &Model, corpus: &TrainingCorpus) -> Option<f32> {
        const SOME: usize = 1000;
        let lines = corpus.mono.iter().flat_map(|m| m.1.iter().take(SOME)).copied();
        let pairs =
            corpus.pairs.iter().filter_map(|p| Some(Item { line: p.ar, target: p.target? })).take(SOME);
        Self::cosine(&lines.chain(pairs).collect::<Vec<_>>(), model, corpus)
    }

    fn cosine(items: &[Item], model: &Model, corpus: &TrainingCorpus) -> Option<f32> {
        if items.is_empty() {
            return None;
        }
        let lines: Vec<u32> = items.iter().map(|i| i.line).collect();
        let found = model.forward(corpus, &lines, None);
        let mut target = vec![0.0; model.dim];
        let mut sum = 0.0;
        for (item, unit) in items.iter().zip(found.unit.chunks_exact(model.dim)) {
            corpus.targets.get(item.target as usize, &mut target);
            sum += dot(unit, &target);
        }
        Some(sum / lines.len() as f32)
    }

    /// Retrieval among the pairs that were held out, and what the contrast costs there.
    pub fn held_out_retrieval(
        &self,
        model: &Model,
        corpus: &TrainingCorpus,
        config: &Config,
    ) -> Option<((f64, f64), f32)> {
        if self.held_pairs.is_empty() {
            return None;
        }
        let side = |of: fn(&LinePair) -> u32| {
            let lines: Vec<u32> = self.held_pairs.iter().map(of).collect();
            model.forward(corpus, &lines, None).unit
        };
        let (ar, en) = (side(|p| p.ar), side(|p| p.en));
        let cost = loss::cost(&ar, &en, model.dim, config.contrast_temperature);
        Some((accuracy(&ar, &en, model.dim, 4, Margin::Ratio), cost))
    }
}

/// Accuracy of one-against-all retrieval of vectors, `dim` numbers each of unit length, line by line: both ways.
pub fn accuracy(ar: &[f32], en: &[f32], dim: usize, k: usize, margin: Margin) -> (f64, f64) {
    let (rows, columns) = (ar.len() / dim, en.len() / dim);
    let similarity = loss::product(ar, en, dim);
    retrieve(&similarity, rows, columns, k, margin).accuracy()
}
