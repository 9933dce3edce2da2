//! The choice of the mode: a translation, or texts that share some of what they say.

use super::anchors::AnchorOptions;
use super::mode::OrderFeatures;
use super::ordered::FoundBead;
use super::pair::Comparison;
use super::weights::AlignWeights;
use crate::evidence::Side;
use crate::score::Cell;

impl Comparison {
    /// What the beads `found` in order tell of whether the two texts are translations of each other.
    pub fn order_features(&self, found: &[FoundBead]) -> OrderFeatures {
        let (ar, en) = (&self.compared.ar, &self.compared.en);
        let characters = |side: &Side, from: usize, run: usize| -> f32 {
            side.length[from..from + run].iter().sum::<u32>() as f32
        };
        let all = [characters(ar, 0, ar.len()), characters(en, 0, en.len())].map(|all| all.max(1.0));
        let (mut covered, mut good, mut score) = ([0.0; 2], 0.0, 0.0);
        let mut beads: Vec<Cell> = Vec::new();
        for (f, features) in found.iter().filter_map(|f| Some((f, f.features?))) {
            let cell = f.cell;
            let own = [characters(ar, cell.i, cell.m), characters(en, cell.j, cell.n)];
            covered = [covered[0] + own[0], covered[1] + own[1]];
            score += features.score;
            if features.score > 0.0 {
                good += own[0] + own[1];
            }
            beads.push(cell);
        }
        beads.sort_by_key(|cell| cell.i);
        let within = |i: usize, j: usize| {
            let at = beads.partition_point(|cell| cell.i <= i).checked_sub(1);
            at.and_then(|at| beads.get(at))
                .is_some_and(|cell| i < cell.i + cell.m && (cell.j..cell.j + cell.n).contains(&j))
        };
        let anchors = &self.anchors;
        let on_path = anchors.all.iter().filter(|s| within(s.i as usize, s.j as usize)).count();
        // One more of each kind: a share of few anchors says less.
        let share = |count: usize| (count + 1) as f32 / (anchors.all.len() + 1) as f32;
        let shorter = ar.len().min(en.len());
        OrderFeatures {
            covered: (covered[0] / all[0]).min(covered[1] / all[1]),
            good: good / (all[0] + all[1]),
            on_path: share(on_path),
            monotone: share(anchors.chain.len()),
            score: score / (ar.len() + en.len()).max(1) as f32,
            shorter,
            anchored: anchors.all.len() as f32 / shorter.max(1) as f32,
        }
    }

    /// Whether so few anchors run in one order that a search in order need not be tried.
    pub fn is_hopeless(&self, weights: &AlignWeights<'_>) -> bool {
        let (anchors, translation) = (&self.anchors, weights.translation);
        let all = anchors.all.len();
        let in_order = anchors.chain.len() + anchors.moved(weights.anchors);
        all >= translation.hopeless_from && (in_order as f32) < translation.hopeless * all as f32
    }

    /// Why a mode was chosen, for the reader: what the `features` of a search in order say and which anchors stand in
    /// passages moved, or, where no search was made, the anchors alone.
    pub fn why(&self, features: Option<&OrderFeatures>, weights: &AnchorOptions) -> String {
        let anchors = &self.anchors;
        let percent = |share: f32| format!("{:.0} %", 100.0 * share);
        let (rows, columns) = (self.compared.ar.len(), self.compared.en.len());
        let (covered, monotone) = anchors.shares(rows, columns);
        let Some(found) = features else {
            let (covered, monotone) = (percent(covered), percent(monotone));
            return format!(
                "{covered} of the shorter side has a best counterpart, {monotone} of these in one order"
            );
        };
        let moved = anchors.moved(weights) as f32 / anchors.all.len().max(1) as f32;
        let off = if moved > 0.0 { format!(", {} in passages moved", percent(moved)) } else { String::new() };
        format!(
            "{} of the text lies in beads in order, {} of the best counterparts in one order{off}",
            percent(found.covered),
            percent(monotone)
        )
    }
}
