//! What the scores of beads are worth: of all beads scored about 0.7, about 70 % should be right.
//!
//! Ten equal bins of the score, and the expected calibration error ([`super::calibration`]).

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use super::calibration::{BINS, bin, calibration_error};
use super::coarse::GoldBeads;
use super::counts::{Indices, Joined, join, links, touches, two_sided};
use super::gold::{GoldDoc, PredDoc};

/// From this score on a reader is told to trust a pair.
const CONFIDENT: f32 = 0.8;

/// Beads of about the same score.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, JsonSchema)]
pub struct Bin {
    /// Lowest score of the bin.
    pub from: f64,
    /// The next bin's lowest score; 1 belongs to the last bin.
    pub to: f64,
    /// Predicted beads with such a score.
    pub count: usize,
    /// Their mean score; 0 when there are none.
    pub mean_score: f64,
    /// Share that is right to the sentence, or inside a coarse gold bead.
    pub strict: f64,
    /// Share that shares at least one link with a gold bead.
    pub lax: f64,
}

/// How far scores and truth agree.
#[derive(Clone, PartialEq, Debug, Default, Serialize, JsonSchema)]
pub struct Reliability {
    /// The ten bins, lowest first.
    pub bins: Vec<Bin>,
    /// Predicted beads in all.
    pub count: usize,
    /// Expected calibration error, 0..1, when right means strict.
    pub error_strict: f64,
    /// Expected calibration error, 0..1, when right means lax.
    pub error_lax: f64,
    /// The score from which on a pair is to be trusted.
    pub confident_from: f64,
    /// Beads scored at least that, with the shares that are right.
    pub confident: Bin,
}

/// Sums of the beads of a bin.
#[derive(Clone, Copy, Default)]
struct BinSums {
    count: usize,
    score: f64,
    strict: usize,
    lax: usize,
}

impl BinSums {
    fn add(&mut self, score: f32, strict: bool, lax: bool) {
        self.count += 1;
        self.score += f64::from(score);
        self.strict += usize::from(strict);
        self.lax += usize::from(lax);
    }

    fn bin(self, from: f64, to: f64) -> Bin {
        let share = |sum: f64| if self.count == 0 { 0.0 } else { sum / self.count as f64 };
        Bin {
            from,
            to,
            count: self.count,
            mean_score: share(self.score),
            strict: share(self.strict as f64),
            lax: share(self.lax as f64),
        }
    }
}

/// Sorts the predicted beads of the documents that `gold` has into bins of their score. Null beads have none; of a
/// bead given twice the higher score counts.
pub fn reliability(gold: &[GoldDoc], pred: &[PredDoc]) -> Reliability {
    reliability_joined(&join(gold, pred))
}

/// The same of documents that need no id to belong together.
pub(super) fn reliability_joined(joined: &[Joined<'_>]) -> Reliability {
    let mut bins = [BinSums::default(); BINS];
    let (mut confident, mut judged) = (BinSums::default(), Vec::new());
    for (doc, pred) in joined {
        let Some(pred) = pred else { continue };
        let gold = GoldBeads::new(doc);
        let right_links = links(&two_sided(&doc.beads));
        let mut guesses: BTreeMap<Indices<'_>, f32> = BTreeMap::new();
        for bead in pred.beads.iter().filter(|bead| !bead.is_null()) {
            let best = guesses.entry((&bead.ar, &bead.en)).or_insert(bead.score);
            *best = best.max(bead.score);
        }
        for (bead, score) in guesses {
            let (strict, lax) = (gold.is_right(bead), touches(bead, &right_links));
            bins[bin(score)].add(score, strict, lax);
            judged.push((score, strict, lax));
            if score >= CONFIDENT {
                confident.add(score, strict, lax);
            }
        }
    }
    let bins: Vec<Bin> =
        bins.iter().enumerate().map(|(i, sums)| sums.bin(i as f64 / 10.0, (i + 1) as f64 / 10.0)).collect();
    let count = bins.iter().map(|bin| bin.count).sum();
    let error = |right: fn(&(f32, bool, bool)) -> bool| {
        calibration_error(judged.iter().map(|judged| (judged.0, right(judged), 1.0)))
    };
    let (error_strict, error_lax) = (error(|judged| judged.1), error(|judged| judged.2));
    // Through decimals: 0.8 as an f32 is not 0.8 as an f64, and this one is shown.
    let confident_from = (f64::from(CONFIDENT) * 100.0).round() / 100.0;
    Reliability {
        bins,
        count,
        error_strict,
        error_lax,
        confident_from,
        confident: confident.bin(confident_from, 1.0),
    }
}

/// A table for people: a line a bin, the calibration error, and what a high score is worth.
impl fmt::Display for Reliability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<10} {:>9} {:>10} {:>9} {:>9}", "score", "pairs", "mean score", "strict", "lax")?;
        for Bin { from, to, count, mean_score, strict, lax } in &self.bins {
            write!(f, "{:<10} {count:>9}", format!("{from:.1}–{to:.1}"))?;
            if *count > 0 {
                let [strict, lax] = [strict, lax].map(|share| format!("{:.1} %", share * 100.0));
                write!(f, " {mean_score:>10.3} {strict:>9} {lax:>9}")?;
            }
            writeln!(f)?;
        }
        writeln!(f)?;
        let (strict, lax) = (self.error_strict, self.error_lax);
        writeln!(f, "expected calibration error: {strict:.3} strict, {lax:.3} lax")?;
        let Bin { count, strict, lax, .. } = self.confident;
        write!(f, "of the {count} pairs scored ≥ {:.2}", self.confident_from)?;
        if count > 0 {
            write!(f, ", {:.1} % are right, {:.1} % at least in part", strict * 100.0, lax * 100.0)?;
        }
        writeln!(f)
    }
}
