//! Runs of sentences in comparable alignments: one sentence here says what several say there.

use std::collections::BTreeSet;

use super::comparable::{ComparableOptions, Matched};
use crate::evidence::Compared;
use crate::odds::{from_log_odds, log_odds};
use crate::score::{Attribution, Cell};

/// The cells of `matched`, each widened on one side by the neighbours that nothing else has and that say more of the
/// other side: as long as the score of the bead, in nats as of a translation, grows by more than
/// [`run`](ComparableOptions::run).
pub(super) fn with_runs(
    matched: &[Matched],
    compared: &Compared,
    weights: &ComparableOptions,
) -> Vec<(Cell, f32)> {
    let mut used: [BTreeSet<usize>; 2] = Default::default();
    for m in matched {
        used[0].insert(m.i as usize);
        used[1].insert(m.j as usize);
    }
    let attribution = Attribution::new(compared, &weights.run_score);
    let score = |c: &Cell| attribution.bead(c).score - weights.run_merge * (c.m + c.n - 2) as f32;
    let mut out = Vec::with_capacity(matched.len());
    for m in matched {
        let mut cell = Cell { i: m.i as usize, m: 1, j: m.j as usize, n: 1 };
        let mut best = score(&cell);
        let alone = best;
        loop {
            let wider = widened(&cell, [compared.ar.len(), compared.en.len()], weights.run_longest);
            let free = wider.into_iter().flatten().filter(|(side, new, _)| !used[*side].contains(new));
            let scored = free.map(|(side, new, wider)| (score(&wider), side, new, wider));
            let Some((value, side, new, wider)) = scored.max_by(|a, b| a.0.total_cmp(&b.0)) else { break };
            if value - best <= weights.run {
                break;
            }
            used[side].insert(new);
            (cell, best) = (wider, value);
        }
        let gained = weights.run_odds * (best - alone);
        out.push((cell, from_log_odds(log_odds(m.probability, 1e-6) + gained)));
    }
    out.sort_by(|a, b| b.1.total_cmp(&a.1).then((a.0.i, a.0.j).cmp(&(b.0.i, b.0.j))));
    out
}

/// The ways to widen a cell by one sentence of one side: side, sentence and the wider cell. A cell is wide on one side
/// only.
fn widened(cell: &Cell, len: [usize; 2], longest: usize) -> [Option<(usize, usize, Cell)>; 4] {
    let Cell { i, m, j, n } = *cell;
    let (ar, en) = (n == 1 && m < longest, m == 1 && n < longest);
    [
        (ar && i > 0).then(|| (0, i - 1, Cell { i: i - 1, m: m + 1, j, n })),
        (ar && i + m < len[0]).then(|| (0, i + m, Cell { i, m: m + 1, j, n })),
        (en && j > 0).then(|| (1, j - 1, Cell { i, m, j: j - 1, n: n + 1 })),
        (en && j + n < len[1]).then(|| (1, j + n, Cell { i, m, j, n: n + 1 })),
    ]
}
