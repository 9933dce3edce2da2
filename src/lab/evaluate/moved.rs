//! Passages that stand elsewhere in the translation: the gold beads whose order crosses the rest.
//!
//! When a passage moves past another, it is a matter of view which of the two was moved. Here it is the fewest beads
//! that have to be taken out so that the others are in order on both sides; where there is a choice, those with the
//! fewest sentences, then those that end later in Arabic.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use super::coarse::GoldBeads;
use super::counts::{Indices, Prf, Tally};

/// How moved passages are found, in the documents that say they have one.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, JsonSchema)]
pub struct MovedScores {
    /// Gold beads whose order crosses the rest.
    pub beads: usize,
    /// How many of them are found: a sure bead as it is, a coarse one by the share of its sentences in predicted beads
    /// inside it.
    pub found: f64,
    /// Strict over all other beads, in order. Predicted beads all of whose sentences stand in moved beads are left out.
    pub in_order: Prf,
}

/// Of `beads`, Arabic and English sentences, the places of those whose order crosses the rest. Beads whose sentences
/// interleave with others' on one side are in no order with them.
pub(super) fn out_of_order(beads: &[Indices<'_>]) -> BTreeSet<usize> {
    struct MovedLink {
        place: usize,
        first: [u32; 2],
        last: [u32; 2],
        sentences: usize,
    }
    let ends = |run: &[u32]| Some((*run.first()?, *run.last()?));
    let link = |(place, (ar, en)): (usize, &Indices<'_>)| {
        let ((a, a_last), (e, e_last)) = (ends(ar)?, ends(en)?);
        Some(MovedLink { place, first: [a, e], last: [a_last, e_last], sentences: ar.len() + en.len() })
    };
    let mut links: Vec<MovedLink> = beads.iter().enumerate().filter_map(link).collect();
    links.sort_by_key(|link| (link.first, link.last));
    // The heaviest chain that ends in each bead: its beads and sentences, and the bead before.
    let mut best: Vec<(usize, usize, Option<usize>)> = Vec::with_capacity(links.len());
    for (i, link) in links.iter().enumerate() {
        let before = (0..i).filter(|&j| (0..2).all(|side| links[j].last[side] < link.first[side]));
        let before = before.max_by_key(|&j| (best[j].0, best[j].1, Reverse(j)));
        let (kept, sentences) = before.map_or((0, 0), |j| (best[j].0, best[j].1));
        best.push((kept + 1, sentences + link.sentences, before));
    }
    let mut out: BTreeSet<usize> = links.iter().map(|link| link.place).collect();
    let mut at = (0..best.len()).max_by_key(|&j| (best[j].0, best[j].1, Reverse(j)));
    while let Some(j) = at {
        out.remove(&links[j].place);
        at = best[j].2;
    }
    out
}

/// Sums over documents that [`MovedScores`] is made of.
#[derive(Default)]
pub(super) struct MovedSums {
    any: bool,
    beads: usize,
    found: f64,
    in_order: Tally,
}

impl MovedSums {
    /// Adds a document: whether it says that it has a moved passage, its gold, the predicted beads and how far they
    /// find the gold ones ([`GoldBeads::credits`]).
    pub fn add(&mut self, moved: bool, gold: &GoldBeads<'_>, guess: &BTreeSet<Indices<'_>>, credits: &[f64]) {
        self.any |= moved;
        let beads: Vec<Indices<'_>> = gold.beads.iter().map(|(bead, _)| *bead).collect();
        let crossing = if moved { out_of_order(&beads) } else { BTreeSet::new() };
        let sum = |wanted: bool| -> f64 {
            let of = credits.iter().enumerate().filter(|(k, _)| crossing.contains(k) == wanted);
            of.map(|(_, credit)| credit).sum()
        };
        self.beads += crossing.len();
        self.found += sum(true);
        let crosses = |owner: Option<usize>| owner.is_some_and(|k| crossing.contains(&k));
        let counted: Vec<Indices<'_>> =
            guess.iter().copied().filter(|&bead| !gold.owners_of(bead).all(crosses)).collect();
        let right = counted.iter().filter(|&&bead| gold.is_right(bead)).count();
        self.in_order.add(right, counted.len(), sum(false), beads.len() - crossing.len());
    }

    /// The result; `None` when no document says that it has a moved passage.
    pub fn scores(&self) -> Option<MovedScores> {
        self.any.then(|| MovedScores { beads: self.beads, found: self.found, in_order: self.in_order.prf() })
    }
}

/// A line for people; the other beads stand in the table above.
impl fmt::Display for MovedScores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let MovedScores { beads, found, .. } = self;
        let share = if *beads == 0 { 0.0 } else { found / *beads as f64 };
        writeln!(f, "beads of moved passages: {found:.1} of {beads} found ({share:.4})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_beads_are_taken_out() {
        let cases: [(&[Indices<'_>], &[usize]); 6] = [
            (&[(&[0], &[0]), (&[1], &[1]), (&[2], &[2])], &[]),
            // The last bead's English stands first.
            (&[(&[0], &[1]), (&[1], &[2]), (&[2], &[0])], &[2]),
            // The same, whatever the order in the file.
            (&[(&[2], &[0]), (&[0], &[1]), (&[1], &[2])], &[0]),
            // One against one: the one with fewer sentences.
            (&[(&[0, 1], &[2]), (&[2], &[0, 1, 3])], &[0]),
            // Nothing to choose by: the one that ends later.
            (&[(&[0], &[1]), (&[1], &[0])], &[1]),
            (&[], &[]),
        ];
        for (beads, expected) in cases {
            assert_eq!(out_of_order(beads).into_iter().collect::<Vec<_>>(), expected, "{beads:?}");
        }
    }
}
