//! Retrieval, one against all: does line `i` of a text find line `i` of its translation, and what does each kind of
//! evidence add?

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use crate::evidence::keep;
use crate::evidence::vectors::{Margin, Neighbours};
use crate::score::Single;

/// The kinds of evidence that are told apart.
pub const KINDS: [&str; 4] = ["vectors", "names", "numbers", "words"];

/// What two texts of the same length in lines share.
#[derive(Clone, Debug, Default)]
pub struct AlignedLines {
    /// Number of lines of each text.
    pub len: usize,
    /// Cosines, row by row; empty without vectors.
    pub cosines: Vec<f32>,
    /// What names, numbers and dates, and words say of pairs of lines, each in nats divided by the root of the product
    /// of the lines' lengths in units: lines of any length compare.
    pub shared: [Vec<Single>; 3],
}

/// How much each kind counts, in the order of [`KINDS`].
pub type Weights = [f32; 4];

/// The weights that go with the difference margin, by `jisr fit retrieval` on dev/retrieval: xquad, tico19 and udhr.
pub const WEIGHTS: Weights = [17.8, 1.5, 3.8, 2.3];

/// Those who compete for one line: the features of each, and which of them is right.
#[derive(Clone, Debug)]
struct Query {
    /// Index of the line.
    line: usize,
    /// Whether the line is Arabic.
    forward: bool,
    candidates: Vec<[f32; 4]>,
    right: Option<usize>,
}

/// Share of lines that find their counterpart, Arabic to English and back.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, JsonSchema)]
pub struct Accuracy {
    /// Arabic lines that find the English one.
    pub forward: f64,
    /// English lines that find the Arabic one.
    pub backward: f64,
}

impl fmt::Display for Accuracy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.4} / {:.4}", self.forward, self.backward)
    }
}

/// A row of the table of what each kind of evidence gives.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct KindRow {
    /// The kinds that had a say.
    pub kinds: Vec<&'static str>,
    /// With weights fitted on the other documents.
    pub accuracy: Accuracy,
    /// Weights fitted on everything.
    pub weights: Weights,
}

/// Candidates of a line by each kind of evidence.
const CANDIDATES: usize = 8;

/// The retrieval of every line, both ways, in the order of the lines.
fn queries(lines: &AlignedLines, k: usize, margin: Margin) -> Vec<Query> {
    let n = lines.len;
    let mut forward = vec![Vec::new(); n];
    let mut backward = vec![Vec::new(); n];
    if !lines.cosines.is_empty() {
        let near = Neighbours::new(&lines.cosines, n, n, k);
        let mut best_column: Vec<Vec<(f32, u32)>> = vec![Vec::new(); n];
        for (i, found) in forward.iter_mut().enumerate() {
            let mut best = Vec::new();
            for (j, best_column) in best_column.iter_mut().enumerate() {
                let s = margin.of(lines.cosines[i * n + j], near.rows[i], near.columns[j]);
                keep(&mut best, s, j as u32, CANDIDATES);
                keep(best_column, s, i as u32, CANDIDATES);
            }
            found.extend(best.iter().map(|&(s, j)| (j, 0, s)));
        }
        for (j, best) in best_column.into_iter().enumerate() {
            backward[j].extend(best.into_iter().map(|(s, i)| (i, 0, s)));
        }
    }
    for (kind, pairs) in lines.shared.iter().enumerate() {
        let (mut rows, mut columns) = (vec![Vec::new(); n], vec![Vec::new(); n]);
        for s in pairs {
            keep(&mut rows[s.i as usize], s.score, s.j, CANDIDATES);
            keep(&mut columns[s.j as usize], s.score, s.i, CANDIDATES);
        }
        for (best, all) in [(rows, &mut forward), (columns, &mut backward)] {
            for (best, all) in best.into_iter().zip(all) {
                all.extend(best.into_iter().map(|(s, other)| (other, kind + 1, s)));
            }
        }
    }
    // A candidate found by one kind has all kinds looked up.
    let near = Neighbours::new(&lines.cosines, n, n, k);
    let look_up = |i: usize, j: usize| -> [f32; 4] {
        let mut out = [0.0; 4];
        if !lines.cosines.is_empty() {
            out[0] = margin.of(lines.cosines[i * n + j], near.rows[i], near.columns[j]);
        }
        for (pairs, out) in lines.shared.iter().zip(&mut out[1..]) {
            let at = pairs.partition_point(|s| (s.i as usize, s.j as usize) < (i, j));
            *out = pairs.get(at).filter(|s| (s.i as usize, s.j as usize) == (i, j)).map_or(0.0, |s| s.score);
        }
        out
    };
    let mut out = Vec::with_capacity(2 * n);
    for line in 0..n {
        for (is_forward, all) in [(true, &forward), (false, &backward)] {
            let mut others: Vec<u32> = all[line].iter().map(|c| c.0).collect();
            others.sort_unstable();
            others.dedup();
            let pair = |o: u32| if is_forward { (line, o as usize) } else { (o as usize, line) };
            let candidates = others.iter().map(|&o| look_up(pair(o).0, pair(o).1)).collect();
            let right = others.iter().position(|&o| o as usize == line);
            out.push(Query { line, forward: is_forward, candidates, right });
        }
    }
    out
}

fn score(candidate: &[f32; 4], weights: &Weights) -> f32 {
    candidate.iter().zip(weights).map(|(x, w)| x * w).sum()
}

/// Whether the right candidate has the highest score. Ties go to the lower index.
fn found(query: &Query, weights: &Weights) -> bool {
    let best = (0..query.candidates.len()).reduce(|a, b| {
        if score(&query.candidates[b], weights) > score(&query.candidates[a], weights) { b } else { a }
    });
    best.is_some() && best == query.right
}

/// Fits the weights of the kinds in `use_kinds` by maximum likelihood: the softmax over the candidates of each line.
/// Gradient ascent with a light pull to 0; convex, so the start does not matter.
fn fit(queries: &[&Query], use_kinds: [bool; 4]) -> Weights {
    /// Steps, step length and pull: more steps change nothing in the third digit.
    const STEPS: usize = 300;
    const RATE: f32 = 0.5;
    const PULL: f32 = 1e-4;
    let mut weights: Weights = [10.0, 1.0, 1.0, 1.0];
    for (w, used) in weights.iter_mut().zip(use_kinds) {
        *w *= f32::from(u8::from(used));
    }
    let mut square = [1e-6f32; 4];
    let mut p = Vec::new();
    for _ in 0..STEPS {
        let mut gradient = [0.0f32; 4];
        for q in queries {
            let Some(right) = q.right else { continue };
            p.clear();
            p.extend(q.candidates.iter().map(|c| score(c, &weights)));
            let most = p.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let sum: f32 = p.iter().map(|s| (s - most).exp()).sum();
            for (i, c) in q.candidates.iter().enumerate() {
                let share = f32::from(u8::from(i == right)) - (p[i] - most).exp() / sum;
                for (g, x) in gradient.iter_mut().zip(c) {
                    *g += share * x / queries.len() as f32;
                }
            }
        }
        for k in (0..4).filter(|&k| use_kinds[k]) {
            let g = gradient[k] - PULL * weights[k];
            square[k] = 0.95 * square[k] + 0.05 * g * g;
            weights[k] += RATE * g / square[k].sqrt() * if k == 0 { 1.0 } else { 0.2 };
        }
    }
    weights
}

/// What each choice of kinds of evidence gives over all `texts`. The weights are fitted on four fifths of the documents
/// and measured on the fifth, in turn; a document is a run of `document` lines. One accuracy for each text, then the
/// weights fitted on everything.
pub fn ablation(
    texts: &[AlignedLines],
    choices: &[[bool; 4]],
    document: usize,
    k: usize,
    margin: Margin,
) -> Vec<(Vec<Accuracy>, Weights)> {
    const FOLDS: usize = 5;
    let queries: Vec<Vec<Query>> = texts.iter().map(|t| queries(t, k, margin)).collect();
    let fold = |q: &Query| (q.line / document.max(1)) % FOLDS;
    let run = |&choice: &[bool; 4]| {
        let mut right = vec![(0usize, 0usize); texts.len()];
        for held in 0..FOLDS {
            let train: Vec<&Query> = queries.iter().flatten().filter(|q| fold(q) != held).collect();
            let weights = fit(&train, choice);
            for (queries, right) in queries.iter().zip(&mut right) {
                for q in queries.iter().filter(|q| fold(q) == held && found(q, &weights)) {
                    *(if q.forward { &mut right.0 } else { &mut right.1 }) += 1;
                }
            }
        }
        let share = |n: usize, of: usize| n as f64 / of.max(1) as f64;
        let accuracy = texts.iter().zip(right);
        let accuracy = accuracy
            .map(|(t, (f, b))| Accuracy { forward: share(f, t.len), backward: share(b, t.len) })
            .collect();
        (accuracy, fit(&queries.iter().flatten().collect::<Vec<_>>(), choice))
    };
    choices.iter().map(run).collect()
}

/// Accuracy with the given weights.
pub fn accuracy(lines: &AlignedLines, weights: &Weights, k: usize, margin: Margin) -> Accuracy {
    let mut right = (0usize, 0usize);
    for q in queries(lines, k, margin).iter().filter(|q| found(q, weights)) {
        *(if q.forward { &mut right.0 } else { &mut right.1 }) += 1;
    }
    let share = |n: usize| n as f64 / lines.len.max(1) as f64;
    Accuracy { forward: share(right.0), backward: share(right.1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four lines; lines 2 and 3 are alike for the vectors, and only a number tells them apart.
    fn lines() -> AlignedLines {
        let cosines = vec![
            0.9, 0.1, 0.2, 0.2, //
            0.1, 0.8, 0.2, 0.2, //
            0.2, 0.1, 0.60, 0.61, //
            0.1, 0.2, 0.61, 0.60,
        ];
        let at = |i, score| Single { i, j: i, score };
        AlignedLines { len: 4, cosines, shared: [vec![], vec![at(2, 1.0), at(3, 1.0)], vec![]] }
    }

    #[test]
    fn a_number_decides_between_lines_that_are_alike() {
        for margin in [Margin::None, Margin::Ratio, Margin::Difference] {
            let alone = accuracy(&lines(), &[1.0, 0.0, 0.0, 0.0], 2, margin);
            assert_eq!((alone.forward, alone.backward), (0.5, 0.5), "{margin:?}");
            let both = accuracy(&lines(), &[1.0, 0.0, 1.0, 0.0], 2, margin);
            assert_eq!((both.forward, both.backward), (1.0, 1.0), "{margin:?}");
        }
    }

    #[test]
    fn fitting_finds_that_the_number_counts() {
        let choices = [[true, false, false, false], [true, false, true, false]];
        let found = ablation(&[lines()], &choices, 1, 2, Margin::Difference);
        assert!(found[0].0[0].forward < found[1].0[0].forward);
        assert!(found[1].1[2] > 0.0 && found[0].1[2] == 0.0);
    }

    #[test]
    fn without_vectors_words_alone_are_compared() {
        let bare = AlignedLines { cosines: Vec::new(), ..lines() };
        let found = accuracy(&bare, &[1.0, 1.0, 1.0, 1.0], 2, Margin::Ratio);
        assert_eq!((found.forward, found.backward), (0.5, 0.5));
    }
}
