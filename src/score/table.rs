//! The words of each sentence given each run of sentences of the other side, for all beads of a band.

use super::band::Band;
use super::direction::{Direction, ln};

/// One direction: the log-likelihood of each sentence given each run of up to `runs` sentences of the other side.
#[derive(Clone, Debug)]
pub struct RunTable {
    band: Band,
    rows: Vec<usize>,
    runs: usize,
    values: Vec<f32>,
}

/// Columns that are worked on side by side.
const LANES: usize = 8;

/// What each of the columns side by side has.
type Lanes = [f32; LANES];

impl RunTable {
    /// Of the sentences of `direction` given the runs that begin in `band`.
    pub(super) fn new(direction: &Direction<'_>, band: Band, runs: usize) -> Self {
        let mut rows = Vec::with_capacity(band.0.len());
        let cells: usize = band.0.iter().map(|b| (b.1 - b.0) as usize).sum();
        let mut values = Vec::with_capacity(cells * runs);
        let mut grid = Grid::new(direction, runs);
        for (row, &(start, end)) in band.0.iter().enumerate() {
            rows.push(values.len());
            if start >= end {
                continue;
            }
            grid.fill(row, start as usize, end as usize);
            for column in (start as usize..end as usize).step_by(LANES) {
                grid.add_values(column, LANES.min(end as usize - column), &mut values);
            }
        }
        RunTable { band, rows, runs, values }
    }

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

/// What the units of one source sentence have in each target sentence. The sum of the logarithms of what the units gain
/// is the logarithm of a product, so that a logarithm is taken for many units at once, and of several columns side by side.
struct Grid<'d, 'p> {
    direction: &'d Direction<'p>,
    runs: usize,
    /// The source sentence.
    row: usize,
    /// The target sentence of the first column.
    start: usize,
    /// Columns of a line: those of the band, and zeros for as far as a run reaches beyond.
    width: usize,
    /// A line for each unit that has anything: by column cover · p(unit | counterpart) / p(unit), over 1 − cover.
    weights: Vec<f32>,
    /// The sentence's value when nothing matches.
    missed: f32,
    /// Units whose gains have room in one product.
    factors: usize,
    /// Of each run, one over its units.
    shares: Vec<Lanes>,
    products: Vec<Lanes>,
    logs: Vec<Lanes>,
}

impl<'d, 'p> Grid<'d, 'p> {
    fn new(direction: &'d Direction<'p>, runs: usize) -> Self {
        /// A number of single precision holds e to this power.
        const ROOM: f32 = 80.0;
        let factors = (ROOM / direction.most.max(1.0)) as usize;
        Grid {
            direction,
            runs,
            row: 0,
            start: 0,
            width: 0,
            weights: Vec::new(),
            missed: 0.0,
            factors: factors.max(1),
            shares: vec![[0.0; LANES]; runs],
            products: vec![[1.0; LANES]; runs],
            logs: vec![[0.0; LANES]; runs],
        }
    }

    /// Takes in the counterparts of source sentence `row` for runs that begin in target sentences `start..end`.
    fn fill(&mut self, row: usize, start: usize, end: usize) {
        (self.row, self.start) = (row, start);
        self.width = (end - start).next_multiple_of(LANES) + self.runs;
        self.weights.clear();
        let reach = (end + self.runs - 1).min(self.direction.columns());
        let (width, weights) = (self.width, &mut self.weights);
        let mut last = None;
        self.missed = self.direction.counterparts(row, start, reach, |unit, column, weight| {
            if last != Some(unit) {
                last = Some(unit);
                weights.resize(weights.len() + width, 0.0);
            }
            let line = weights.len() - width;
            weights[line + column - start] += weight;
        });
    }

    /// Adds the values of all runs that begin in each of `columns` target sentences from `first`: of those too long to
    /// be a translation of the sentence alone, −∞.
    fn add_values(&mut self, first: usize, columns: usize, values: &mut Vec<f32>) {
        let mut lengths = [0; LANES];
        let direction = self.direction;
        self.shares.fill([0.0; LANES]);
        for (lane, length) in lengths[..columns].iter_mut().enumerate() {
            *length = direction.longest(self.row, first + lane, self.runs);
            for (run, shares) in self.shares[..*length].iter_mut().enumerate() {
                shares[lane] = 1.0 / direction.units(first + lane, first + lane + run);
            }
        }
        let longest = lengths.into_iter().max().unwrap_or(0);
        self.logs[..longest].fill([self.missed; LANES]);
        let ceiling = direction.ceiling();
        for lines in self.weights.chunks(self.width * self.factors) {
            let products = &mut self.products[..longest];
            products.fill([1.0; LANES]);
            for line in lines.chunks_exact(self.width) {
                multiply(products, &self.shares, &line[first - self.start..], ceiling);
            }
            for (logs, products) in self.logs.iter_mut().zip(products) {
                for lane in 0..LANES {
                    logs[lane] += ln(products[lane]);
                }
            }
        }
        for (lane, &length) in lengths[..columns].iter().enumerate() {
            values.extend(self.logs[..length].iter().map(|logs| logs[lane]));
            values.resize(values.len() + self.runs - length, f32::NEG_INFINITY);
        }
    }
}

/// Multiplies into `products`, by run and column, what one unit gains by its weights in the `line`.
#[inline]
fn multiply(products: &mut [Lanes], shares: &[Lanes], line: &[f32], ceiling: f32) {
    let mut sum = [0.0; LANES];
    for ((product, share), weights) in products.iter_mut().zip(shares).zip(line.windows(LANES)) {
        let Ok(weights) = <&Lanes>::try_from(weights) else { continue };
        for lane in 0..LANES {
            sum[lane] += weights[lane];
            let gain = 1.0 + sum[lane] * share[lane];
            product[lane] *= if gain < ceiling { gain } else { ceiling };
        }
    }
}
