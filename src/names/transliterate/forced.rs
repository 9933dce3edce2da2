//! Forced alignment: how likely two given names are each other's form. No search, since every unit has to fit both.

use super::automaton::{END, STEPS};
use super::decode::JointModel;
use super::units::Way;

/// Contexts kept at each pair of places: their costs differ by the last few units alone.
const KEPT: usize = 4;
/// Latin letters of a unit, at most.
const LONGEST: usize = 4;

/// Room for the work, used again and again: cost and context of the ways to each pair of places.
#[derive(Default)]
pub struct CostLattice(Vec<Vec<(u32, u32)>>);

impl JointModel {
    /// Natural logarithm of the joint probability of a Latin and an Arabic name, over its likeliest way; `None` when
    /// the units cannot write the one for the other.
    pub fn together(&self, latin: &[u8], arabic: &[u8], room: &mut CostLattice) -> Option<f32> {
        let (rows, columns) = (latin.len(), arabic.len());
        let width = columns + 1;
        let cells = &mut room.0;
        if cells.len() < (rows + 1) * width {
            cells.resize_with((rows + 1) * width, Vec::new);
        }
        cells[..(rows + 1) * width].iter_mut().for_each(Vec::clear);
        cells[0].push((0, self.ngrams.start));
        for s in 0..rows {
            for len in 1..=LONGEST.min(rows - s) {
                for &unit in self.table.of(Way::ToArabic, &latin[s..s + len]) {
                    let target = self.table.target(Way::ToArabic, unit);
                    for t in 0..=columns {
                        let from = s * width + t;
                        if cells[from].is_empty() || !arabic[t..].starts_with(target) {
                            continue;
                        }
                        let to = (s + len) * width + t + target.len();
                        for k in 0..cells[from].len() {
                            let (cost, node) = cells[from][k];
                            if let Some((more, next)) = self.ngrams.step(node, unit + 2) {
                                add(&mut cells[to], cost + more, next);
                            }
                        }
                    }
                }
            }
        }
        let ends =
            cells[rows * width + columns].iter().map(|&(cost, node)| cost + self.ngrams.cost(node, END));
        ends.min().map(|cost| -(cost as f32) / STEPS)
    }
}

/// Keeps the cheapest few, of one context the cheapest.
fn add(ways: &mut Vec<(u32, u32)>, cost: u32, node: u32) {
    if let Some(same) = ways.iter_mut().find(|w| w.1 == node) {
        same.0 = same.0.min(cost);
    } else if ways.len() < KEPT {
        ways.push((cost, node));
    } else if let Some(worst) = ways.iter_mut().max_by_key(|w| (w.0, w.1)).filter(|w| w.0 > cost) {
        *worst = (cost, node);
    }
}
