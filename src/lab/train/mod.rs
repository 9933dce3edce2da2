//! Training the table of vectors.
//!
//! A student that adds up the vectors of tokens learns to say what a teacher, a sentence encoder, says of whole
//! sentences: from monolingual text with the teacher's vectors (distillation: Reimers & Gurevych 2020, "Making
//! monolingual sentence embeddings multilingual"), from bitext with or without them, where each side has to find the
//! other among the rest of its batch (contrast: InfoNCE, van den Oord et al. 2018), or from both.

mod batch;
mod config;
mod corpus;
mod export;
mod held_out;
mod loss;
mod model;
mod start;

use schemars::JsonSchema;
use serde::Serialize;

pub use config::Config;
pub use corpus::{Targets, TrainingCorpus};
pub use held_out::accuracy;

use crate::error::{Error, Result};
use crate::evidence::vectors::{Bits, Encoder, Table, unit};
use crate::text::{Lang, Span};
use crate::tokenize::Tokenizer;
use batch::Batches;
use model::Model;

/// How good the vectors are after a pass, on what was held out.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Epoch {
    /// From 1; 0 is the table that was started from.
    pub epoch: usize,
    /// Mean cosine with the teacher on held-out lines; none without a teacher.
    pub cosine: Option<f32>,
    /// Retrieval of held-out pairs, one against all by margin, Arabic to English and back; none without pairs.
    pub retrieval: Option<(f64, f64)>,
    /// What the contrast costs on held-out pairs, in nats; none without pairs.
    pub cost: Option<f32>,
}

impl Epoch {
    /// What the best pass has most of: low cost on pairs, which is finer than the accuracy, that few pairs decide; the
    /// cosine where there are none.
    fn quality(&self) -> Option<f32> {
        self.cost.map(|c| -c).or(self.cosine)
    }
}

/// What training has to say while it runs.
pub enum TrainingProgress<'p> {
    /// Batches of a pass, done and in all.
    Steps(usize, usize),
    /// A pass is done.
    Epoch(&'p Epoch, &'p Snapshot<'p>),
}

/// What came out.
#[derive(Clone, Debug)]
pub struct Trained {
    /// The table.
    pub bytes: Vec<u8>,
    /// The pass it is of.
    pub best: usize,
    /// Every pass.
    pub epochs: Vec<Epoch>,
}

/// Trains on `corpus`, from nothing or from the table `from`; `progress` hears of every step and pass. The same input
/// and seed give the same bytes, whatever the number of threads.
///
/// From a table, words that the corpus has move, new ones get a row, and everything else stays as it is bit for bit.
/// Where no pass is better than the table on what was held out, the table comes back.
///
/// # Errors
/// When there is nothing to train on, or the teacher's vectors are not of the table's kind.
pub fn train(
    corpus: &TrainingCorpus,
    from: Option<&Table>,
    config: &Config,
    mut progress: impl FnMut(TrainingProgress<'_>),
) -> Result<Trained> {
    if corpus.is_empty() {
        let way_out = "name files with --ar, --en or --pairs, or take the --lexicon";
        return Err(Error::Nothing { expected: "something to train on", found: "no line".into(), way_out });
    }
    let dim = from.map_or(config.dim, |t| t.header().dim);
    if corpus.dim() != dim && from.is_some() {
        return Err(Error::Dimensions { table: dim, vectors: corpus.dim() });
    }
    let mut model = match from {
        Some(table) => Model::continued(corpus, table, config),
        None => Model::new(corpus, config),
    };
    if from.is_some()
        && let Some(cosine) = Batches::some_cosine(&model, corpus).filter(|&c| c < SAME_SPACE)
    {
        return Err(Error::OtherSpace { cosine });
    }
    let bits = from.map_or(Bits::new(config.bits).unwrap_or(Bits::Four), |t| t.header().bits);
    let mut batches = Batches::new(corpus, config);
    let mut epochs: Vec<Epoch> = Vec::new();
    let mut best: Option<(f32, usize, Vec<u8>)> = None;
    for epoch in usize::from(from.is_none())..=config.epochs {
        if epoch > 0 {
            let done = (epoch - 1) as f32 / config.epochs as f32;
            let rate = config.rate * (1.0 - done) + config.rate / 20.0;
            let all = batches.epoch();
            for (i, batch) in all.iter().enumerate() {
                loss::step(&mut model, corpus, batch, rate, config);
                progress(TrainingProgress::Steps(i + 1, all.len()));
            }
        }
        let found = batches.held_out_retrieval(&model, corpus, config);
        let now = Epoch {
            epoch,
            cosine: batches.held_out_cosine(&model, corpus),
            retrieval: found.map(|f| f.0),
            cost: found.map(|f| f.1),
        };
        let snapshot = Snapshot { model: &model, corpus, bits, from };
        progress(TrainingProgress::Epoch(&now, &snapshot));
        let quality = now.quality();
        epochs.push(now);
        // Without anything held out the last pass is taken.
        if best.as_ref().is_none_or(|b| quality.is_none_or(|q| q > b.0)) {
            best = Some((quality.unwrap_or_default(), epoch, snapshot.bytes()));
        } else if best.as_ref().is_some_and(|b| epoch - b.1 >= config.patience.max(1)) {
            break;
        }
    }
    let (_, best, bytes) =
        best.unwrap_or_else(|| (0.0, 0, Snapshot { model: &model, corpus, bits, from }.bytes()));
    Ok(Trained { bytes, best, epochs })
}

/// Mean cosine of a table's vectors and a teacher's below which they are of different spaces. Chance is 0; the shipped
/// table reaches .7 with the teacher it was made with.
const SAME_SPACE: f32 = 0.2;

/// The model as it stands, to be looked at.
pub struct Snapshot<'m> {
    model: &'m Model,
    corpus: &'m TrainingCorpus,
    bits: Bits,
    from: Option<&'m Table>,
}

impl Snapshot<'_> {
    /// The table this would be now.
    pub fn bytes(&self) -> Vec<u8> {
        match (self.from, &self.model.origin) {
            (Some(table), Some(origin)) => export::continued(self.model, origin, table),
            _ => export::table(self.model, self.corpus, self.bits),
        }
    }
}

/// The vectors of lines, of unit length, one after the other.
pub fn encode(table: &Table, lang: Lang, lines: &[&str]) -> Vec<f32> {
    let tokenizer = Tokenizer::new();
    let mut encoder = Encoder::new(table);
    let dim = encoder.dim();
    let mut out = vec![0.0; lines.len() * dim];
    let mut tokens = Vec::new();
    for (line, out) in lines.iter().zip(out.chunks_exact_mut(dim)) {
        tokens.clear();
        tokenizer.tokens(lang, line, Span::new(0, line.len()), &mut tokens);
        encoder.add(lang, &tokens, line, out);
        unit(out);
    }
    out
}
