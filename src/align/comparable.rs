//! Matching without order: the best counterparts of each sentence, if it has any.

use super::parallel::Cell;

/// When two sentences count as counterparts.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ComparableOptions {
    /// Least score in nats.
    pub least: f32,
    /// Counterparts after the first must score at least this share of the first.
    pub further: f32,
    /// Neighbours whose mean is taken off a score (margin).
    pub neighbours: usize,
    /// How much of it.
    pub margin: f32,
}

impl Default for ComparableOptions {
    fn default() -> Self {
        ComparableOptions { least: 2.0, further: 0.8, neighbours: 3, margin: 0.5 }
    }
}

/// The matched pairs with their score, best first. `scores` is a row-major matrix of `rows` × `columns` nats.
///
/// Each score is compared with the next best of its row and column (Artetxe & Schwenk 2019 do the same with ratios):
/// a sentence that is a little like everything is like nothing.
pub fn align(scores: &[f32], rows: usize, columns: usize, options: &ComparableOptions) -> Vec<(Cell, f32)> {
    let k = options.neighbours;
    let mut row_top = vec![Vec::with_capacity(k + 2); rows];
    let mut column_top = vec![Vec::with_capacity(k + 2); columns];
    let push = |top: &mut Vec<f32>, v: f32| {
        let at = top.partition_point(|&t| t >= v);
        if at <= k {
            top.insert(at, v);
            top.truncate(k + 1);
        }
    };
    for i in 0..rows {
        for j in 0..columns {
            let v = scores[i * columns + j].max(0.0);
            push(&mut row_top[i], v);
            push(&mut column_top[j], v);
        }
    }
    // The mean of the k best others: the pair itself is left out when it is among them.
    let others = |top: &[f32], v: f32| {
        let own = top.iter().position(|&t| t == v.max(0.0));
        let rest: f32 = top.iter().enumerate().filter(|(x, _)| Some(*x) != own).take(k).map(|(_, t)| t).sum();
        rest / k as f32
    };
    let mut candidates: Vec<(f32, usize, usize)> = Vec::new();
    for i in 0..rows {
        for j in 0..columns {
            let v = scores[i * columns + j];
            if v < options.least {
                continue;
            }
            let near = 0.5 * (others(&row_top[i], v) + others(&column_top[j], v));
            let margin = v - options.margin * near;
            if margin >= options.least {
                candidates.push((margin, i, j));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut row_best = vec![f32::NEG_INFINITY; rows];
    let mut column_best = vec![f32::NEG_INFINITY; columns];
    let mut out = Vec::new();
    for (v, i, j) in candidates {
        if v >= options.further * row_best[i].max(column_best[j]) || row_best[i].max(column_best[j]) < 0.0 {
            row_best[i] = row_best[i].max(v);
            column_best[j] = column_best[j].max(v);
            out.push((Cell { i, m: 1, j, n: 1 }, v));
        }
    }
    out
}
