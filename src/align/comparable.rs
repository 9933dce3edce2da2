//! Matching without order: the counterparts of each sentence, if it has any.

use serde::{Deserialize, Serialize};

use crate::score::{ScoreWeights, Single, Singles};

/// When two sentences count as counterparts. Tuned by coordinate search on the four comparable sets of the development
/// data and the seeds (`jisr eval SET --mode comparable --weights W`, pair F1); `missing` was then lowered from 1, at a
/// cost of .01 on the sets, since real reports of one event share less than halves of translations do.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ComparableOptions {
    /// Weights of the score in this mode: reports share less than translations do.
    pub score: ScoreWeights,
    /// Least score after the margin, in nats.
    pub least: f32,
    /// A further counterpart of a sentence must score at least this share of its best.
    pub further: f32,
    /// How many of the next best of its row and column a score is compared with.
    pub neighbours: usize,
    /// How much of their mean is taken off.
    pub margin: f32,
}

impl Default for ComparableOptions {
    fn default() -> Self {
        let score = ScoreWeights {
            missing: 0.9,
            document: 0.3,
            words: 0.7,
            common: 8e-4,
            length: 1.0,
            length_spread: 0.3,
            length_chance: 0.9,
            bead: 0.0,
            most: 4.4,
            ..ScoreWeights::default()
        };
        ComparableOptions { score, least: 2.5, further: 0.8, neighbours: 3, margin: 0.6 }
    }
}

/// The highest few values of a row or column.
#[derive(Clone)]
struct Top {
    values: Vec<f32>,
    most: usize,
}

impl Top {
    fn push(&mut self, v: f32) {
        let at = self.values.partition_point(|&t| t >= v);
        if at < self.most {
            self.values.insert(at, v);
            self.values.truncate(self.most);
        }
    }

    /// Mean of the `most - 1` best besides `own`.
    fn others(&self, own: f32) -> f32 {
        let skip = self.values.iter().position(|&t| t == own);
        let rest = self.values.iter().enumerate().filter(|(x, _)| Some(*x) != skip).take(self.most - 1);
        rest.map(|(_, t)| t.max(0.0)).sum::<f32>() / (self.most - 1).max(1) as f32
    }
}

/// The matched pairs, best first; their score is after the margin.
///
/// Each score is compared with the next best of its row and column (Artetxe & Schwenk 2019 do so with ratios of
/// cosines): a sentence that is a little like everything is like nothing.
pub fn align(singles: &Singles, options: &ComparableOptions) -> Vec<Single> {
    let empty = Top { values: Vec::new(), most: options.neighbours + 1 };
    let mut row_top = vec![empty.clone(); singles.rows()];
    let mut column_top = vec![empty; singles.columns];
    for s in &singles.pairs {
        row_top[s.i as usize].push(s.score);
        column_top[s.j as usize].push(s.score);
    }
    let mut candidates: Vec<Single> = Vec::new();
    for s in singles.pairs.iter().filter(|s| s.score >= options.least) {
        let near = 0.5 * (row_top[s.i as usize].others(s.score) + column_top[s.j as usize].others(s.score));
        let score = s.score - options.margin * near;
        if score >= options.least {
            candidates.push(Single { score, ..*s });
        }
    }
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.i, a.j).cmp(&(b.i, b.j))));
    let mut row_best = vec![0.0f32; singles.rows()];
    let mut column_best = vec![0.0f32; singles.columns];
    candidates.retain(|s| {
        let best = row_best[s.i as usize].max(column_best[s.j as usize]);
        let keep = s.score >= options.further * best;
        if keep {
            row_best[s.i as usize] = row_best[s.i as usize].max(s.score);
            column_best[s.j as usize] = column_best[s.j as usize].max(s.score);
        }
        keep
    });
    candidates
}
