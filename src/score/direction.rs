//! One direction of the score: how likely the words of a sentence are given sentences of the other side.

use super::weights::ScoreWeights;
use crate::evidence::{Compared, Side};

/// A unit of the source sentence has a possible counterpart in a target sentence.
#[derive(Clone, Copy, Default)]
pub(super) struct Event {
    /// Target sentence.
    pub column: u32,
    /// Unit within the source sentence.
    pub unit: u32,
    /// cover · p(unit | counterpart) / p(unit).
    pub weight: f32,
}

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
    ceiling: f32,
    /// Weight of a missing counterpart.
    missing: f32,
}

/// Buffers for one source sentence.
#[derive(Default)]
pub(super) struct Work {
    /// By column, then unit.
    pub events: Vec<Event>,
    by_column: ByColumn<Event>,
    /// Sum of the event weights of each unit within the run at hand.
    sums: Vec<f32>,
    /// 1 − cover of each unit.
    base: Vec<f32>,
    touched: Vec<u32>,
    /// The sentence's value when nothing matches.
    pub missed: f32,
}

/// Sorts what comes unit by unit by column, keeping that order within a column: by counting, unless there is little for
/// many columns.
#[derive(Clone, Default)]
pub(super) struct ByColumn<T> {
    sorted: Vec<T>,
    counts: Vec<u32>,
}

impl<T: Copy + Default> ByColumn<T> {
    /// Sorts `items`, whose columns lie in `start..end`.
    pub fn sort(&mut self, items: &mut Vec<T>, column: impl Fn(&T) -> u32, start: u32, end: u32) {
        let columns = (end - start) as usize;
        if items.len() < columns / 8 {
            items.sort_by_key(column);
            return;
        }
        self.counts.clear();
        self.counts.resize(columns + 1, 0);
        for item in items.iter() {
            self.counts[(column(item) - start) as usize + 1] += 1;
        }
        for c in 1..=columns {
            self.counts[c] += self.counts[c - 1];
        }
        self.sorted.clear();
        self.sorted.resize(items.len(), T::default());
        for item in items.iter() {
            let at = &mut self.counts[(column(item) - start) as usize];
            self.sorted[*at as usize] = *item;
            *at += 1;
        }
        std::mem::swap(items, &mut self.sorted);
    }
}

impl Work {
    /// Takes in the events from `next` on up to target sentence `last`; gives the index of the first one beyond.
    pub fn add_until(&mut self, mut next: usize, last: u32) -> usize {
        while next < self.events.len() && self.events[next].column <= last {
            let e = self.events[next];
            let sum = &mut self.sums[e.unit as usize];
            if *sum == 0.0 {
                self.touched.push(e.unit);
            }
            *sum += e.weight;
            next += 1;
        }
        next
    }

    /// Empties the run.
    pub fn forget(&mut self) {
        for &u in &self.touched {
            self.sums[u as usize] = 0.0;
        }
        self.touched.clear();
    }
}

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
            ceiling: weights.most.exp(),
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

    /// The sentences `term` of the target side occurs in, each with how often.
    pub fn occurrences(&self, term: u32) -> &[(u32, u32)] {
        self.postings.within(term, 0, u32::MAX)
    }

    /// What the sentence is worth when nothing matches.
    pub fn nothing(&self, row: usize) -> f32 {
        self.source.terms[self.source.units(row)].iter().map(|&t| self.missed[t as usize]).sum()
    }

    /// 1 − cover of a term, and cover over its probability: what [`Direction::events`] makes weights of.
    pub fn term(&self, term: u32) -> (f32, f32) {
        let cover = self.cover[term as usize];
        (1.0 - cover, cover / self.probability[term as usize])
    }

    /// Log-likelihood ratio that a unit gains by counterparts of this `weight` in all among `size` units.
    pub fn gain(&self, weight: f32, size: f32, base: f32) -> f32 {
        ln((1.0 + weight / (size * base)).min(self.ceiling))
    }

    /// Units of target sentences `first..=last`, at least 1.
    pub fn units(&self, first: usize, last: usize) -> f32 {
        (self.units_before[last + 1] - self.units_before[first]).max(1) as f32
    }

    /// Whether target sentences `first..=last` are too long to be a translation of sentence `row` alone: beyond this
    /// the length ratio rules every bead out.
    pub fn outgrown(&self, row: usize, first: usize, last: usize) -> bool {
        /// Times the characters of the sentence, and characters besides.
        const MOST: (u32, u32) = (4, 100);
        let run: u32 = self.target_length[first..=last].iter().sum();
        run > MOST.0 * self.source.length[row] + MOST.1
    }

    /// Puts the events of source sentence `row` in target sentences `start..end` into `work`, by column.
    pub fn events(&self, row: usize, start: u32, end: u32, work: &mut Work) {
        work.events.clear();
        work.base.clear();
        work.missed = 0.0;
        let units = &self.source.terms[self.source.units(row)];
        for (unit, &term) in (0u32..).zip(units) {
            let term = term as usize;
            let cover = self.cover[term];
            work.base.push(1.0 - cover);
            work.missed += self.missed[term];
            let own = &self.matches[self.match_bounds[term] as usize..self.match_bounds[term + 1] as usize];
            for &(other, p) in own {
                let weight = cover * p / self.probability[term];
                for &(column, n) in self.postings.within(other, start, end) {
                    work.events.push(Event { column, unit, weight: weight * n as f32 });
                }
            }
        }
        work.by_column.sort(&mut work.events, |e| e.column, start, end);
        work.sums.clear();
        work.sums.resize(units.len(), 0.0);
        work.touched.clear();
    }

    /// The sentence's log-likelihood ratio given target sentences `first..=last`, whose events `work` has taken in.
    pub fn value(&self, work: &Work, first: usize, last: usize) -> f32 {
        let size = self.units(first, last);
        let mut value = work.missed;
        for &u in &work.touched {
            let u = u as usize;
            value += self.gain(work.sums[u], size, work.base[u]);
        }
        value
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
        self.events(row, first as u32, last as u32 + 1, work);
        work.add_until(0, last as u32);
        let size = self.units(first, last);
        let units = &self.source.terms[self.source.units(row)];
        for (unit, &term) in units.iter().enumerate() {
            let (answerable, now) = (self.answerable[term as usize], self.cover[term as usize]);
            if answerable == 0.0 {
                continue;
            }
            // The weights of the events hold the cover at hand.
            let weight = work.sums[unit] / now;
            for (sum, cover) in sums.iter_mut().zip(covers) {
                let own = cover * answerable;
                *sum += self.missing * ln(1.0 - own);
                if weight > 0.0 {
                    *sum += self.gain(own * weight, size, 1.0 - own);
                }
            }
        }
        work.forget();
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
        self.events(row, first as u32, last as u32 + 1, work);
        work.add_until(0, last as u32);
        let units = &self.source.terms[self.source.units(row)];
        let (size, mut missing) = (self.units(first, last), work.missed);
        for &u in &work.touched {
            let (u, term) = (u as usize, units[u as usize]);
            missing -= self.missed[term as usize];
            answered(term, self.gain(work.sums[u], size, work.base[u]) + self.missed[term as usize]);
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
