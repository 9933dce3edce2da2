//! Which letters of a Latin name stand for which of its Arabic form: many-to-many alignment by expectation
//! maximisation (Jiampojamarn, Kondrak & Sherif 2007, "Applying many-to-many alignments and hidden Markov models to
//! letter-to-phoneme conversion").

use rustc_hash::FxHashMap;

use crate::names::transliterate::units::LetterUnit;

/// A name in both scripts, in the numbers of two alphabets.
#[derive(Clone, Debug, PartialEq)]
pub struct NamePair {
    /// Latin letters.
    pub latin: Vec<u8>,
    /// Arabic letters.
    pub arabic: Vec<u8>,
    /// How often it was seen, tempered.
    pub weight: f32,
}

/// How to align.
#[derive(Clone, Debug)]
pub struct AlignOptions {
    /// Sizes a unit may have: Latin letters, Arabic letters.
    pub shapes: Vec<(usize, usize)>,
    /// Rounds of expectation and maximisation with all units, and again with those that are kept.
    pub rounds: usize,
    /// Units expected less often than this are given up after the first rounds.
    pub least: f64,
    /// A unit's probability is raised to this power for each letter beyond its first: large units are not preferred
    /// for making fewer factors.
    pub size_power: f64,
    /// The probability of a Latin letter that stands for nothing is multiplied by this: it is the last resort.
    pub silent: f64,
}

impl Default for AlignOptions {
    fn default() -> Self {
        AlignOptions {
            shapes: vec![(1, 0), (1, 1), (1, 2), (2, 1), (3, 1), (0, 1), (2, 2)],
            rounds: 6,
            least: 3.0,
            size_power: 1.0,
            silent: 1.0,
        }
    }
}

/// The units, in order, and of each pair the numbers of its units; empty for a pair that the units do not cover.
#[derive(Clone, Debug, Default)]
pub struct AlignedPairs {
    /// Units in order.
    pub units: Vec<LetterUnit>,
    /// For each pair its units.
    pub sequences: Vec<Vec<u16>>,
}

/// A step in the lattice of a pair: from cell, to cell, unit.
#[derive(Clone, Copy)]
struct LatticeStep {
    from: u16,
    to: u16,
    unit: u32,
}

/// The lattice of a pair: steps in order of the cell they end in.
fn lattice(
    pair: &NamePair,
    shapes: &[(usize, usize)],
    number: &mut impl FnMut(LetterUnit) -> Option<u32>,
) -> Vec<LatticeStep> {
    let width = pair.arabic.len() + 1;
    let mut steps = Vec::new();
    for i in 0..=pair.latin.len() {
        for j in 0..width {
            for &(l, a) in shapes {
                if l <= i
                    && a <= j
                    && let Some(unit) = number(LetterUnit::new(&pair.latin[i - l..i], &pair.arabic[j - a..j]))
                {
                    let from = ((i - l) * width + j - a) as u16;
                    steps.push(LatticeStep { from, to: (i * width + j) as u16, unit });
                }
            }
        }
    }
    steps
}

/// Aligns the letters of all pairs.
pub fn align(pairs: &[NamePair], options: &AlignOptions) -> AlignedPairs {
    let mut numbers = FxHashMap::<LetterUnit, u32>::default();
    let mut units = Vec::new();
    let mut lattices: Vec<Vec<LatticeStep>> = Vec::with_capacity(pairs.len());
    for pair in pairs {
        lattices.push(lattice(pair, &options.shapes, &mut |unit| {
            Some(*numbers.entry(unit).or_insert_with(|| {
                units.push(unit);
                units.len() as u32 - 1
            }))
        }));
    }
    let mut factor = vec![1.0 / units.len().max(1) as f64; units.len()];
    let mut counts = Vec::new();
    for round in 0..2 * options.rounds {
        counts = expect(pairs, &lattices, &factor);
        if round + 1 == options.rounds {
            for n in counts.iter_mut().filter(|n| **n < options.least) {
                *n = 0.0;
            }
        }
        let total: f64 = counts.iter().sum();
        for ((f, n), unit) in factor.iter_mut().zip(&counts).zip(&units) {
            let size = unit.latin().len().max(unit.arabic().len()) as f64;
            *f = (n / total).powf(1.0 + options.size_power * (size - 1.0));
            if unit.arabic().is_empty() {
                *f *= options.silent;
            }
        }
    }
    // Units in order of their Arabic letters, so that those of the same letters have numbers in a row, and that numbers
    // do not depend on the order of the pairs.
    let mut kept: Vec<usize> = (0..units.len()).filter(|&u| counts[u] >= options.least / 3.0).collect();
    kept.sort_by_key(|&u| (units[u].arabic, units[u].latin));
    let mut place = vec![None; units.len()];
    for (k, &u) in kept.iter().enumerate() {
        place[u] = Some(k as u16);
    }
    for (f, place) in factor.iter_mut().zip(&place) {
        if place.is_none() {
            *f = 0.0;
        }
    }
    let sequences = pairs.iter().zip(&lattices).map(|(pair, steps)| best(pair, steps, &factor));
    let sequences = sequences.map(|s| s.iter().filter_map(|&u| place[u as usize]).collect()).collect();
    AlignedPairs { units: kept.iter().map(|&u| units[u]).collect(), sequences }
}

fn cells(pair: &NamePair) -> usize {
    (pair.latin.len() + 1) * (pair.arabic.len() + 1)
}

/// How often each unit is expected, over all alignments of all pairs.
fn expect(pairs: &[NamePair], lattices: &[Vec<LatticeStep>], factor: &[f64]) -> Vec<f64> {
    let mut counts = vec![0.0; factor.len()];
    let (mut forward, mut backward) = (Vec::new(), Vec::new());
    for (pair, steps) in pairs.iter().zip(lattices) {
        let n = cells(pair);
        forward.clear();
        forward.resize(n, 0.0);
        backward.clear();
        backward.resize(n, 0.0);
        (forward[0], backward[n - 1]) = (1.0, 1.0);
        for s in steps {
            forward[s.to as usize] += forward[s.from as usize] * factor[s.unit as usize];
        }
        let total: f64 = forward[n - 1];
        if total <= 0.0 {
            continue;
        }
        let scale = pair.weight as f64 / total;
        for s in steps.iter().rev() {
            let after = backward[s.to as usize] * factor[s.unit as usize];
            backward[s.from as usize] += after;
            counts[s.unit as usize] += forward[s.from as usize] * after * scale;
        }
    }
    counts
}

/// The likeliest alignment of a pair; empty when there is none.
fn best(pair: &NamePair, steps: &[LatticeStep], factor: &[f64]) -> Vec<u32> {
    let n = cells(pair);
    let (mut reach, mut back) = (vec![0.0; n], vec![None::<LatticeStep>; n]);
    reach[0] = 1.0f64;
    for s in steps {
        let p = reach[s.from as usize] * factor[s.unit as usize];
        if p > reach[s.to as usize] {
            reach[s.to as usize] = p;
            back[s.to as usize] = Some(*s);
        }
    }
    let (mut out, mut at) = (Vec::new(), n - 1);
    while let Some(step) = back[at] {
        out.push(step.unit);
        at = step.from as usize;
    }
    out.reverse();
    out
}
