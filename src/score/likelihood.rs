//! Log-likelihood ratios of runs of sentences, from tables that make every bead a few additions.

use super::weights::ScoreWeights;
use crate::evidence::{Compared, Side};

/// For each sentence of one side, which sentences of the other are looked at: `start..end`, monotone in both.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Band(pub Vec<(u32, u32)>);

impl Band {
    /// Every sentence of `rows` against every one of `columns`.
    pub fn full(rows: usize, columns: usize) -> Self {
        Band(vec![(0, columns as u32); rows])
    }

    /// The same band seen from the other side, which has `columns` sentences.
    pub fn transposed(&self, columns: usize) -> Self {
        let mut out = vec![(u32::MAX, 0u32); columns];
        for (i, &(start, end)) in (0u32..).zip(&self.0) {
            for column in &mut out[start as usize..end as usize] {
                column.0 = column.0.min(i);
                column.1 = column.1.max(i + 1);
            }
        }
        for column in &mut out {
            if column.0 == u32::MAX {
                *column = (0, 0);
            }
        }
        Band(out)
    }
}

/// One direction: the log-likelihood of each sentence given each run of up to `runs` sentences of the other side.
#[derive(Clone, Debug)]
pub struct Table {
    band: Band,
    rows: Vec<usize>,
    runs: usize,
    values: Vec<f32>,
}

impl Table {
    /// The value for sentence `row` given the `run` sentences from `column`; `None` outside the band.
    #[inline]
    pub fn get(&self, row: usize, column: usize, run: usize) -> Option<f32> {
        let (start, end) = self.band.0[row];
        if column < start as usize || column >= end as usize {
            return None;
        }
        Some(self.values[self.rows[row] + (column - start as usize) * self.runs + run - 1])
    }
}

/// Both directions and the lengths: scores any bead of up to `runs` sentences a side.
#[derive(Clone, Debug)]
pub struct Likelihood {
    /// Arabic sentences given English runs.
    ar: Table,
    /// English sentences given Arabic runs.
    en: Table,
    /// Characters up to each sentence, both sides.
    ar_length: Vec<u32>,
    en_length: Vec<u32>,
    /// ln of English over Arabic characters in the whole pair.
    ratio: f32,
    weights: ScoreWeights,
    runs: usize,
}

/// A term of the source side that occurs in a target sentence: which unit, and how much likelier it makes it.
struct Event {
    column: u32,
    unit: u32,
    weight: f32,
}

/// One side's terms as the score needs them.
struct Terms {
    /// p of each term, from general text and from its own document.
    probability: Vec<f32>,
    /// Probability that a unit of the term has a counterpart in a true translation.
    cover: Vec<f32>,
}

impl Terms {
    fn new(side: &Side, weights: &ScoreWeights) -> Self {
        let total = side.terms.len().max(1) as f32;
        let own = |n: u32| n as f32 / total;
        let mix = |(&p, &n): (&f32, &u32)| (1.0 - weights.document) * p + weights.document * own(n);
        Terms {
            probability: side.probability.iter().zip(&side.count).map(mix).collect(),
            cover: side.known.iter().map(|k| weights.cover * k).collect(),
        }
    }
}

/// Which sentences each term occurs in, and how often.
struct Postings {
    bounds: Vec<u32>,
    entries: Vec<(u32, u32)>,
}

impl Postings {
    fn new(side: &Side) -> Self {
        let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(side.terms.len());
        for i in 0..side.len() {
            pairs.extend(side.terms[side.units(i)].iter().map(|&t| (t, i as u32)));
        }
        pairs.sort_unstable();
        let mut bounds = vec![0u32; side.probability.len() + 1];
        let mut entries: Vec<(u32, u32)> = Vec::with_capacity(pairs.len());
        let mut last = None;
        for pair in pairs {
            if last == Some(pair) {
                if let Some(e) = entries.last_mut() {
                    e.1 += 1;
                }
            } else {
                entries.push((pair.1, 1));
                last = Some(pair);
            }
            bounds[pair.0 as usize + 1] = entries.len() as u32;
        }
        for i in 1..bounds.len() {
            bounds[i] = bounds[i].max(bounds[i - 1]);
        }
        Postings { bounds, entries }
    }

    /// Sentences `start..end` in which `term` occurs.
    fn within(&self, term: u32, start: u32, end: u32) -> &[(u32, u32)] {
        let all = &self.entries[self.bounds[term as usize] as usize..self.bounds[term as usize + 1] as usize];
        let from = all.partition_point(|e| e.0 < start);
        let to = from + all[from..].partition_point(|e| e.0 < end);
        &all[from..to]
    }
}

impl Likelihood {
    /// Tables for beads of up to `runs` sentences a side, for the sentence pairs in `band` (Arabic rows).
    pub fn new(pair: &Compared, band: Band, runs: usize, weights: &ScoreWeights) -> Self {
        let forward: Vec<(u32, u32, f32)> = pair.matches.iter().map(|m| (m.ar, m.en, m.backward)).collect();
        let mut backward: Vec<(u32, u32, f32)> =
            pair.matches.iter().map(|m| (m.en, m.ar, m.forward)).collect();
        backward.sort_unstable_by_key(|m| (m.0, m.1));
        let transposed = band.transposed(pair.en.len());
        let lengths = |side: &Side| {
            let mut total = 0;
            std::iter::once(0)
                .chain(side.length.iter().map(|&n| {
                    total += n;
                    total
                }))
                .collect::<Vec<u32>>()
        };
        let (ar_length, en_length) = (lengths(&pair.ar), lengths(&pair.en));
        let total = |l: &[u32]| l.last().copied().unwrap_or(0).max(1) as f32;
        Likelihood {
            ratio: (total(&en_length) / total(&ar_length)).ln().clamp(-0.3, 0.7),
            ar: table(&pair.ar, &pair.en, &forward, band, runs, weights),
            en: table(&pair.en, &pair.ar, &backward, transposed, runs, weights),
            ar_length,
            en_length,
            weights: *weights,
            runs,
        }
    }

    /// Longest run of a side.
    pub fn runs(&self) -> usize {
        self.runs
    }

    /// What the words of the bead of `m` Arabic sentences from `i` and `n` English ones from `j` say, in nats;
    /// `None` outside the band.
    pub fn words(&self, i: usize, m: usize, j: usize, n: usize) -> Option<f32> {
        let mut sum = 0.0;
        for row in i..i + m {
            sum += self.ar.get(row, j, n)?;
        }
        for row in j..j + n {
            sum += self.en.get(row, i, m)?;
        }
        Some(sum)
    }

    /// What the length ratio of the bead says, in nats.
    pub fn length(&self, i: usize, m: usize, j: usize, n: usize) -> f32 {
        let w = &self.weights;
        let ar = (self.ar_length[i + m] - self.ar_length[i]) as f32 + w.length_base;
        let en = (self.en_length[j + n] - self.en_length[j]) as f32 + w.length_base;
        let z = ln(en / ar) - self.ratio;
        let (s, c) = (w.length_spread, w.length_chance);
        (ln(c / s) - 0.5 * z * z * (1.0 / (s * s) - 1.0 / (c * c))).max(-8.0)
    }

    /// The score of a bead in nats; `None` outside the band.
    pub fn bead(&self, i: usize, m: usize, j: usize, n: usize) -> Option<f32> {
        let w = &self.weights;
        let words = self.words(i, m, j, n)?;
        let crossing = if m > 1 && n > 1 { w.cross } else { 0.0 };
        Some(
            w.words * words + w.length * self.length(i, m, j, n) + w.bead
                - w.merge * (m + n - 2) as f32
                - crossing,
        )
    }
}

/// Fills the table of one direction. `matches` are (source term, target term, p(source | target)), sorted.
fn table(
    source: &Side,
    target: &Side,
    matches: &[(u32, u32, f32)],
    band: Band,
    runs: usize,
    weights: &ScoreWeights,
) -> Table {
    let terms = Terms::new(source, weights);
    let postings = Postings::new(target);
    let mut match_bounds = vec![0u32; source.probability.len() + 1];
    for m in matches {
        match_bounds[m.0 as usize + 1] += 1;
    }
    for i in 1..match_bounds.len() {
        match_bounds[i] += match_bounds[i - 1];
    }
    let units_before: Vec<u32> = std::iter::once(0)
        .chain((0..target.len()).scan(0, |n, j| {
            *n += target.units(j).len() as u32;
            Some(*n)
        }))
        .collect();
    let ceiling = weights.most.exp();
    let mut rows = Vec::with_capacity(source.len());
    let cells: usize = band.0.iter().map(|b| (b.1 - b.0) as usize).sum();
    let mut values = Vec::with_capacity(cells * runs);
    let mut events: Vec<Event> = Vec::new();
    let mut sums: Vec<f32> = Vec::new();
    let mut base: Vec<f32> = Vec::new();
    let mut touched: Vec<u32> = Vec::new();
    for i in 0..source.len() {
        rows.push(values.len());
        let (start, end) = band.0[i];
        let reach = (end as usize + runs - 1).min(target.len()) as u32;
        let units = &source.terms[source.units(i)];
        events.clear();
        base.clear();
        let mut missed = 0.0;
        for (u, &term) in (0u32..).zip(units) {
            let cover = terms.cover[term as usize];
            let own =
                &matches[match_bounds[term as usize] as usize..match_bounds[term as usize + 1] as usize];
            // A word that matches something by spelling alone is known to have a counterpart.
            let cover = if cover == 0.0 && !own.is_empty() { 0.5 * weights.cover } else { cover };
            base.push(1.0 - cover);
            missed += ln(1.0 - cover);
            for &(_, other, p) in own {
                let weight = cover * p / terms.probability[term as usize];
                for &(column, n) in postings.within(other, start, reach) {
                    events.push(Event { column, unit: u, weight: weight * n as f32 });
                }
            }
        }
        events.sort_unstable_by_key(|e| (e.column, e.unit));
        sums.clear();
        sums.resize(units.len(), 0.0);
        let mut first = 0;
        for column in start..end {
            while first < events.len() && events[first].column < column {
                first += 1;
            }
            let mut next = first;
            touched.clear();
            for run in 1..=runs {
                let last = column as usize + run - 1;
                if last >= target.len() {
                    values.push(f32::NEG_INFINITY);
                    continue;
                }
                while next < events.len() && events[next].column as usize <= last {
                    let e = &events[next];
                    if sums[e.unit as usize] == 0.0 {
                        touched.push(e.unit);
                    }
                    sums[e.unit as usize] += e.weight;
                    next += 1;
                }
                let size = (units_before[last + 1] - units_before[column as usize]).max(1) as f32;
                let mut value = missed;
                for &u in &touched {
                    let base = base[u as usize];
                    value += ln((1.0 + sums[u as usize] / (size * base)).min(ceiling));
                }
                values.push(value);
            }
            for &u in &touched {
                sums[u as usize] = 0.0;
            }
        }
    }
    Table { band, rows, runs, values }
}

/// Natural logarithm, within .002: several times faster than the exact one, and these are sums of estimates.
fn ln(x: f32) -> f32 {
    let bits = x.to_bits();
    let exponent = ((bits >> 23) as i32 - 127) as f32;
    let m = f32::from_bits((bits & 0x007f_ffff) | 0x3f80_0000);
    // Minimax polynomial of log2 on 1..2.
    let p = (((-0.081_615_8 * m + 0.645_142_4) * m - 2.120_675_2) * m + 4.070_091) * m - 2.512_854_6;
    (exponent + p) * std::f32::consts::LN_2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fast_logarithm_is_near_the_exact_one() {
        let mut x = 1e-6f32;
        while x < 1e6 {
            assert!((ln(x) - x.ln()).abs() < 2e-3, "{x}: {} {}", ln(x), x.ln());
            x *= 1.01;
        }
    }

    #[test]
    fn a_band_and_its_transpose_hold_the_same_cells() {
        let band = Band(vec![(0, 2), (1, 4), (1, 4), (3, 5)]);
        let other = band.transposed(5);
        for (i, &(a, b)) in band.0.iter().enumerate() {
            for j in a..b {
                let (x, y) = other.0[j as usize];
                assert!((x as usize..y as usize).contains(&i));
            }
        }
    }
}
