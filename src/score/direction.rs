//! One direction of the score: how likely the words of a sentence are given sentences of the other side.

use super::weights::ScoreWeights;
use crate::evidence::{Compared, Side};

/// Which sentences each term occurs in, and how often.
struct Postings {
    /// Start and end of each term's entries.
    runs: Vec<(u32, u32)>,
    /// Sentence and number of occurrences.
    entries: Vec<(u32, u32)>,
}

impl Postings {
    fn new(side: &Side) -> Self {
        // Counting sort by term keeps the sentences in order.
        let mut runs = vec![(0u32, 0u32); side.probability.len()];
        for &t in &side.terms {
            runs[t as usize].1 += 1;
        }
        let mut next = 0;
        for run in &mut runs {
            let room = run.1;
            *run = (next, next);
            next += room;
        }
        let mut entries = vec![(0u32, 0u32); side.terms.len()];
        for i in 0..side.len() {
            for &t in &side.terms[side.units(i)] {
                let (start, end) = &mut runs[t as usize];
                if *end > *start && entries[*end as usize - 1].0 == i as u32 {
                    entries[*end as usize - 1].1 += 1;
                } else {
                    entries[*end as usize] = (i as u32, 1);
                    *end += 1;
                }
            }
        }
        Postings { runs, entries }
    }

    /// Occurrences of `term` in sentences `start..end`.
    fn within(&self, term: u32, start: u32, end: u32) -> &[(u32, u32)] {
        let (first, last) = self.runs[term as usize];
        let all = &self.entries[first as usize..last as usize];
        let from = all.partition_point(|e| e.0 < start);
        let to = from + all[from..].partition_point(|e| e.0 < end);
        &all[from..to]
    }
}

/// The source side, the target side and what links them.
pub(super) struct Direction<'p> {
    source: &'p Side,
    /// p of each source term, from general text and from its own document.
    probability: Vec<f32>,
    /// Probability that a unit of each source term has a counterpart in a true translation, for a cover of 1.
    answerable: Vec<f32>,
    /// The same for the cover at hand.
    cover: Vec<f32>,
    /// ln(1 − cover).
    missed: Vec<f32>,
    /// (target term, p(source | target)), grouped by source term.
    matches: Vec<(u32, f32)>,
    match_bounds: Vec<u32>,
    postings: Postings,
    /// Units of the target side before each sentence.
    units_before: &'p [u32],
    /// Characters of each target sentence.
    target_length: &'p [u32],
    /// Characters of the longest source sentence.
    most_characters: u32,
    /// Most nats that one unit gains.
    pub most: f32,
    /// Weight of a missing counterpart.
    missing: f32,
}

/// Buffers for one source sentence given one run of target sentences.
#[derive(Default)]
pub(super) struct Work {
    /// Sum of the weights of each unit, over 1 − cover.
    sums: Vec<f32>,
    /// The units with any.
    touched: Vec<u32>,
}

/// Runs up to this length are looked at whatever their length in characters: they may stand beside several sentences.
pub(super) const SHORT: usize = 3;

impl<'p> Direction<'p> {
    /// Arabic sentences given English ones.
    pub fn forward(pair: &'p Compared, weights: &ScoreWeights) -> Self {
        let matches = pair.matches.iter().map(|m| (m.ar, m.en, m.backward)).collect();
        Self::new(&pair.ar, &pair.en, matches, weights)
    }

    /// English sentences given Arabic ones.
    pub fn backward(pair: &'p Compared, weights: &ScoreWeights) -> Self {
        let mut matches: Vec<_> = pair.matches.iter().map(|m| (m.en, m.ar, m.forward)).collect();
        matches.sort_unstable_by_key(|m| (m.0, m.1));
        Self::new(&pair.en, &pair.ar, matches, weights)
    }

    fn new(
        source: &'p Side,
        target: &'p Side,
        matches: Vec<(u32, u32, f32)>,
        weights: &ScoreWeights,
    ) -> Self {
        let total = source.terms.len();
        let mix = |(&p, &n): (&f32, &u32)| weights.mixed(p, n, total);
        let mut match_bounds = vec![0u32; source.probability.len() + 1];
        for m in &matches {
            match_bounds[m.0 as usize + 1] += 1;
        }
        for t in 1..match_bounds.len() {
            match_bounds[t] += match_bounds[t - 1];
        }
        let answerable: Vec<f32> = (0..source.probability.len())
            .map(|t| {
                let answered = match_bounds[t] < match_bounds[t + 1];
                weights.answerable(source.probability[t], source.known[t], answered)
            })
            .collect();
        let mut direction = Direction {
            probability: source.probability.iter().zip(&source.count).map(mix).collect(),
            missed: Vec::new(),
            cover: Vec::new(),
            answerable,
            matches: matches.into_iter().map(|m| (m.1, m.2)).collect(),
            match_bounds,
            postings: Postings::new(target),
            units_before: &target.bounds,
            target_length: &target.length,
            most_characters: source.length.iter().copied().max().unwrap_or(0),
            most: weights.most,
            missing: weights.missing,
            source,
        };
        direction.set_cover(weights.cover);
        direction
    }

    /// Takes `cover` for the share of a fully known word's occurrences that have a counterpart.
    pub fn set_cover(&mut self, cover: f32) {
        self.cover.clear();
        self.cover.extend(self.answerable.iter().map(|a| cover * a));
        self.missed.clear();
        self.missed.extend(self.cover.iter().map(|c| self.missing * ln(1.0 - c)));
    }

    /// Number of source sentences.
    pub fn rows(&self) -> usize {
        self.source.len()
    }

    /// Number of target sentences.
    pub fn columns(&self) -> usize {
        self.units_before.len() - 1
    }

    /// Where the matches of a source term stand among all, which are in the order of the source terms.
    pub fn matches_of(&self, term: u32) -> std::ops::Range<usize> {
        self.match_bounds[term as usize] as usize..self.match_bounds[term as usize + 1] as usize
    }

    /// The sentences `term` of the target side occurs in, each with how often.
    pub fn occurrences(&self, term: u32) -> &[(u32, u32)] {
        self.postings.within(term, 0, u32::MAX)
    }

    /// What the sentence is worth when nothing matches.
    pub fn nothing(&self, row: usize) -> f32 {
        self.source.terms[self.source.units(row)].iter().map(|&t| self.missed[t as usize]).sum()
    }

    /// The most that a unit gains, as a factor of likelihood.
    pub fn ceiling(&self) -> f32 {
        self.most.exp()
    }

    /// What makes weights of the probabilities p(unit | counterpart) of a term: cover / p(unit), over 1 − cover.
    pub fn rate(&self, term: u32) -> f32 {
        let cover = self.cover[term as usize];
        cover / (self.probability[term as usize] * (1.0 - cover))
    }

    /// Log-likelihood ratio that a unit gains by counterparts of this `weight` in all among `size` units.
    pub fn gain(&self, weight: f32, size: f32) -> f32 {
        ln(1.0 + weight / size).min(self.most)
    }

    /// Units of target sentences `first..=last`, at least 1.
    pub fn units(&self, first: usize, last: usize) -> f32 {
        (self.units_before[last + 1] - self.units_before[first]).max(1) as f32
    }

    /// The longest run of up to `runs` target sentences from `first` that may be a translation of sentence `row` alone:
    /// beyond this the length ratio rules every bead out.
    pub fn longest(&self, row: usize, first: usize, runs: usize) -> usize {
        self.longest_beside(self.source.length[row], first, runs)
    }

    /// The same for any source sentence.
    pub fn longest_of_any(&self, first: usize, runs: usize) -> usize {
        self.longest_beside(self.most_characters, first, runs)
    }

    fn longest_beside(&self, characters: u32, first: usize, runs: usize) -> usize {
        /// Times the characters of the sentence, and characters besides.
        const MOST: (u32, u32) = (4, 100);
        let most = MOST.0.saturating_mul(characters).saturating_add(MOST.1);
        let (mut length, mut longest) = (0u32, 0);
        for own in self.target_length[first..].iter().take(runs) {
            length = length.saturating_add(*own);
            if longest >= SHORT && length > most {
                break;
            }
            longest += 1;
        }
        longest
    }

    /// Tells `found` of every counterpart of a unit of source sentence `row` in target sentences `start..end`, by unit:
    /// the unit, the target sentence and the weight, over 1 − cover. Gives what the sentence is worth when nothing
    /// matches.
    pub fn counterparts(
        &self,
        row: usize,
        start: usize,
        end: usize,
        mut found: impl FnMut(u32, usize, f32),
    ) -> f32 {
        let mut missed = 0.0;
        for (unit, &term) in (0u32..).zip(&self.source.terms[self.source.units(row)]) {
            missed += self.missed[term as usize];
            let matches = self.matches_of(term);
            if matches.is_empty() {
                continue;
            }
            let rate = self.rate(term);
            for &(other, p) in &self.matches[matches] {
                for &(column, n) in self.postings.within(other, start as u32, end as u32) {
                    found(unit, column as usize, rate * p * n as f32);
                }
            }
        }
        missed
    }

    /// Sums up in `work` the weights of the units of source sentence `row` in target sentences `first..=last`. Gives
    /// what the sentence is worth when nothing matches.
    fn sum_up(&self, row: usize, first: usize, last: usize, work: &mut Work) -> f32 {
        work.sums.clear();
        work.sums.resize(self.source.units(row).len(), 0.0);
        work.touched.clear();
        self.counterparts(row, first, last + 1, |unit, _, weight| {
            let sum = &mut work.sums[unit as usize];
            if *sum == 0.0 {
                work.touched.push(unit);
            }
            *sum += weight;
        })
    }

    /// Adds to `sums` what source sentence `row` is worth given target sentences `first..=last` under each of `covers`.
    pub fn values_under(
        &self,
        row: usize,
        first: usize,
        last: usize,
        covers: &[f32],
        work: &mut Work,
        sums: &mut [f32],
    ) {
        self.sum_up(row, first, last, work);
        let size = self.units(first, last);
        let units = &self.source.terms[self.source.units(row)];
        for (unit, &term) in units.iter().enumerate() {
            let (answerable, now) = (self.answerable[term as usize], self.cover[term as usize]);
            if answerable == 0.0 {
                continue;
            }
            // The weights hold the cover at hand.
            let weight = work.sums[unit] * (1.0 - now) / now;
            for (sum, cover) in sums.iter_mut().zip(covers) {
                let own = cover * answerable;
                *sum += self.missing * ln(1.0 - own);
                if weight > 0.0 {
                    *sum += self.gain(own * weight / (1.0 - own), size);
                }
            }
        }
    }

    /// Tells `answered` of each unit of source sentence `row` that target sentences `first..=last` answer: its term and
    /// its share of the value; gives the share of those they leave without an answer.
    pub fn answers(
        &self,
        row: usize,
        first: usize,
        last: usize,
        work: &mut Work,
        mut answered: impl FnMut(u32, f32),
    ) -> f32 {
        let mut missing = self.sum_up(row, first, last, work);
        let units = &self.source.terms[self.source.units(row)];
        let size = self.units(first, last);
        for &u in &work.touched {
            let (u, term) = (u as usize, units[u as usize]);
            missing -= self.missed[term as usize];
            answered(term, self.gain(work.sums[u], size) + self.missed[term as usize]);
        }
        missing
    }
}

/// Natural logarithm, within .002: several times faster than the exact one, and these are sums of estimates.
pub(super) fn ln(x: f32) -> f32 {
    let bits = x.to_bits();
    let exponent = ((bits >> 23) as i32 - 127) as f32;
    let m = f32::from_bits((bits & 0x007f_ffff) | 0x3f80_0000);
    // Minimax polynomial of log2 on 1..2.
    let p = (((-0.081_616 * m + 0.645_142) * m - 2.120_675) * m + 4.070_091) * m - 2.512_855;
    (exponent + p) * std::f32::consts::LN_2
}

#[cfg(test)]
mod tests {
    use super::ln;

    #[test]
    fn the_fast_logarithm_is_near_the_exact_one() {
        let mut x = 1e-6f32;
        while x < 1e6 {
            assert!((ln(x) - x.ln()).abs() < 2e-3, "{x}: {} {}", ln(x), x.ln());
            x *= 1.01;
        }
    }
}
