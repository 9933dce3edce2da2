//! Level 8: training the table of vectors.
//!
//! A student that adds up the vectors of tokens learns to say what a teacher, a sentence encoder, says of whole
//! sentences: from monolingual text with the teacher's vectors (distillation: Reimers & Gurevych 2020, "Making
//! monolingual sentence embeddings multilingual"), from bitext with or without them, where each side has to find the
//! other among the rest of its batch (contrast: InfoNCE, van den Oord et al. 2018), or from both.

mod batch;
mod corpus;
mod export;
mod loss;
mod model;

use serde::{Deserialize, Serialize};

pub use corpus::{Corpus, Targets};

use crate::evidence::vectors::{Bits, Margin, Table, retrieve};
use batch::Batches;
use model::Model;

/// How to train. The defaults are those of the shipped table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Most words of each language that get a row.
    pub words: [usize; 2],
    /// Most stems of each language.
    pub stems: [usize; 2],
    /// Rows for runs of letters.
    pub grams: usize,
    /// A word occurs so often to get a row.
    pub least_count: u32,
    /// Bits of a number in the finished table.
    pub bits: u32,
    /// Passes over the text.
    pub epochs: usize,
    /// Sentences of a batch.
    pub batch: usize,
    /// Length of a step at first; falls to a twentieth.
    pub rate: f32,
    /// Temperature of the similarity profiles.
    pub temperature: f32,
    /// Temperature of the contrast.
    pub contrast_temperature: f32,
    /// Weight of the contrast beside the teacher.
    pub contrast: f32,
    /// Weight of the teacher's similarity profile.
    pub profile: f32,
    /// Share of words that are taken for unknown, so that stems and runs of letters learn to stand alone.
    pub dropout: f32,
    /// Seed of everything random.
    pub seed: u64,
    /// Passes without progress on the held-out pairs after which training ends.
    pub patience: usize,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            words: [80_000, 50_000],
            stems: [20_000, 10_000],
            grams: 1 << 17,
            least_count: 2,
            bits: 4,
            epochs: 10,
            batch: 1024,
            rate: 0.01,
            temperature: 0.05,
            contrast_temperature: 0.05,
            contrast: 1.0,
            profile: 1.0,
            dropout: 0.0,
            seed: 1,
            patience: 3,
        }
    }
}

/// What is heard after each pass.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Epoch {
    /// From 1.
    pub epoch: usize,
    /// Mean cosine with the teacher on held-out lines; none without a teacher.
    pub cosine: Option<f32>,
    /// Retrieval of held-out pairs, Arabic to English and back; none without pairs.
    pub retrieval: Option<(f64, f64)>,
}

/// Trains on `corpus`; `progress` hears after every pass. Returns the bytes of the table.
///
/// # Errors
/// When `config` cannot be met.
pub fn train(corpus: &Corpus, config: &Config, mut progress: impl FnMut(&Epoch, &Snapshot<'_>)) -> Vec<u8> {
    let mut model = Model::new(corpus, config);
    let mut batches = Batches::new(corpus, config);
    for epoch in 0..config.epochs {
        let rate = config.rate * (1.0 - epoch as f32 / config.epochs as f32) + config.rate / 20.0;
        for batch in batches.epoch() {
            loss::step(&mut model, corpus, &batch, rate, config);
        }
        let snapshot = Snapshot { model: &model, corpus, bits: Bits::new(config.bits).unwrap_or(Bits::Four) };
        let epoch = Epoch {
            epoch: epoch + 1,
            cosine: batches.held_out_cosine(&model, corpus),
            retrieval: batches.held_out_retrieval(&model, corpus),
        };
        progress(&epoch, &snapshot);
    }
    Snapshot { model: &model, corpus, bits: Bits::new(config.bits).unwrap_or(Bits::Four) }.bytes()
}

/// The model as it stands, to be looked at.
pub struct Snapshot<'m> {
    model: &'m Model,
    corpus: &'m Corpus,
    bits: Bits,
}

impl Snapshot<'_> {
    /// With other bits.
    pub fn bytes_in(&self, bits: u32) -> Vec<u8> {
        export::table(self.model, self.corpus, Bits::new(bits).unwrap_or(Bits::Four))
    }

    /// The table this would be now.
    pub fn bytes(&self) -> Vec<u8> {
        export::table(self.model, self.corpus, self.bits)
    }
}

/// Accuracy of one-against-all retrieval of vectors, `dim` numbers each of unit length, line by line: both ways.
pub fn accuracy(ar: &[f32], en: &[f32], dim: usize, k: usize, margin: Margin) -> (f64, f64) {
    let (rows, columns) = (ar.len() / dim, en.len() / dim);
    let similarity = loss::product(ar, en, dim);
    retrieve(&similarity, rows, columns, k, margin).accuracy()
}

/// Unused for now.
pub fn check(_: &Table) {}
