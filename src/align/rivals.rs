//! Whom a bead has to compete with.

use crate::evidence::{Compared, keep};
use crate::score::{Cell, Features, Singles};

/// The best single pairs of every row and column: whom a bead has to compete with.
pub(super) struct Rivals<'s> {
    singles: &'s Singles,
    /// Of every English sentence the best pairs, best first: score and Arabic sentence.
    columns: Vec<Vec<(f32, u32)>>,
}

impl<'s> Rivals<'s> {
    pub fn new(singles: &'s Singles) -> Self {
        /// More than a bead has sentences on a side: the best one outside is among them.
        const KEPT: usize = 8;
        let mut columns = vec![Vec::new(); singles.columns];
        for s in &singles.pairs {
            keep(&mut columns[s.j as usize], s.score, s.i, KEPT);
        }
        Rivals { singles, columns }
    }

    /// The best single pairs of an English sentence, best first: score and Arabic sentence.
    pub fn column(&self, j: usize) -> &[(f32, u32)] {
        &self.columns[j]
    }

    /// The best single pair within a bead, and the best that has one sentence in it and the other outside; 0 for none.
    fn of(&self, cell: &Cell) -> (f32, f32) {
        let (ar, en) = (cell.i..cell.i + cell.m, cell.j..cell.j + cell.n);
        let (mut own, mut rival) = (0.0f32, 0.0f32);
        for s in ar.clone().flat_map(|i| self.singles.row(i)) {
            let best = if en.contains(&(s.j as usize)) { &mut own } else { &mut rival };
            *best = best.max(s.score);
        }
        for s in en.flat_map(|j| &self.columns[j]).filter(|s| !ar.contains(&(s.1 as usize))) {
            rival = rival.max(s.0);
        }
        (own, rival)
    }

    /// What the probability of a bead is made from: `known` is what the search and the vectors say of it, to which what
    /// its sentences have to compete with is added.
    pub fn features(&self, cell: &Cell, known: Features, compared: &Compared) -> Features {
        let units = (cell.i..cell.i + cell.m).map(|i| compared.ar.units(i).len()).sum::<usize>()
            + (cell.j..cell.j + cell.n).map(|j| compared.en.units(j).len()).sum::<usize>();
        let (own, rival) = self.of(cell);
        Features { units: units as f32, margin: own - rival, ..known }
    }
}
