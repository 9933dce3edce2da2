//! The judgement of two words: a perceptron with one hidden layer and a linear skip connection from its inputs to its
//! output, and beside it a weight for each step of the alignment of their sounds.
//!
//! Log-odds = `skip`·x + Σ v·softsign(`w`·x) over the hidden units (w, v) + Σ weights of steps, where x are the
//! features of the two words. No unit has a bias of its own: the first feature is the constant 1.

use super::features::{Scripts, WORD_FEATURES, WordVector};
use crate::names::sounds::{CLASSES, Steps};

/// Tables of steps: any, the first, the last.
const TABLES: usize = 3;
/// Weights of steps.
pub const STEP_WEIGHTS: usize = TABLES * CLASSES * CLASSES;

/// Two words as they are judged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WordPair {
    /// See [`WORD_FEATURES`].
    pub features: WordVector,
    pub(super) steps: Steps,
}

impl WordPair {
    /// The weights of steps that count for the two words, by number; one may come twice.
    pub fn steps(&self, scripts: Scripts) -> impl Iterator<Item = usize> + '_ {
        let pairs = self.steps.pairs();
        let number = move |&(x, y): &(u8, u8)| {
            // Of words of one script neither is the first.
            let (x, y) = if scripts == Scripts::Both { (x, y) } else { (x.min(y), x.max(y)) };
            x as usize * CLASSES + y as usize
        };
        let end =
            move |table: usize, step: Option<&(u8, u8)>| step.map(|s| table * CLASSES * CLASSES + number(s));
        pairs.iter().map(number).chain(end(1, pairs.first())).chain(end(2, pairs.last()))
    }
}

/// A fitted perceptron.
#[derive(Clone, Debug, PartialEq)]
pub struct Perceptron {
    /// Weights of the skip connection: of each feature, straight to the output.
    pub skip: WordVector,
    /// Units of the hidden layer: the weights of their inputs, and that of their output.
    pub hidden: Vec<(WordVector, f32)>,
    /// Weights of steps, in 32nds.
    pub steps: Vec<i8>,
}

impl Default for Perceptron {
    fn default() -> Self {
        Perceptron { skip: [0.0; WORD_FEATURES.len()], hidden: Vec::new(), steps: vec![0; STEP_WEIGHTS] }
    }
}

/// The activation of the hidden units: from −1 to 1, steepest at 0.
pub fn softsign(x: f32) -> f32 {
    x / (1.0 + x.abs())
}

fn dot(a: &WordVector, b: &WordVector) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

impl Perceptron {
    /// Parts of a unit of log-odds that weights of steps are kept in.
    pub const FINE: f32 = 32.0;

    /// Log-odds that the two are one name.
    pub fn log_odds(&self, pair: &WordPair, scripts: Scripts) -> f32 {
        let hidden: f32 = self.hidden.iter().map(|(w, by)| by * softsign(dot(w, &pair.features))).sum();
        let steps: i32 = pair.steps(scripts).map(|s| i32::from(self.steps[s])).sum();
        dot(&self.skip, &pair.features) + hidden + steps as f32 / Self::FINE
    }
}
