//! The judgement of two words: a linear function of what they are judged by, a few bent ones, and a weight for each
//! step of the alignment of their sounds.

use super::features::{Scripts, WORD_FEATURES, WordVector};
use crate::names::sounds::{CLASSES, Steps};

/// Tables of steps: any, the first, the last.
const TABLES: usize = 3;
/// Weights of steps.
pub const STEP_WEIGHTS: usize = TABLES * CLASSES * CLASSES;
/// Two words as they are judged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// See [`WORD_FEATURES`].
    pub features: WordVector,
    pub(super) steps: Steps,
}

impl Seen {
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

/// A fitted judgement.
#[derive(Clone, Debug, PartialEq)]
pub struct Judge {
    /// Weights of the features.
    pub linear: WordVector,
    /// Bent functions of the features: their weights, and that of the function.
    pub bent: Vec<(WordVector, f32)>,
    /// Weights of steps, in 32nds.
    pub steps: Vec<i8>,
}

impl Default for Judge {
    fn default() -> Self {
        Judge { linear: [0.0; WORD_FEATURES.len()], bent: Vec::new(), steps: vec![0; STEP_WEIGHTS] }
    }
}

/// From −1 to 1, steepest at 0.
pub fn bend(x: f32) -> f32 {
    x / (1.0 + x.abs())
}

fn dot(a: &WordVector, b: &WordVector) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

impl Judge {
    /// Parts of a unit of log-odds that weights of steps are kept in.
    pub const FINE: f32 = 32.0;

    /// Log-odds that the two are one name.
    pub fn log_odds(&self, seen: &Seen, scripts: Scripts) -> f32 {
        let bent: f32 = self.bent.iter().map(|(w, by)| by * bend(dot(w, &seen.features))).sum();
        let steps: i32 = seen.steps(scripts).map(|s| i32::from(self.steps[s])).sum();
        dot(&self.linear, &seen.features) + bent + steps as f32 / Self::FINE
    }
}
