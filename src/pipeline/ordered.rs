//! The search in order, which learns from what it finds what the translations of the document pair are like.

use super::rivals::Rivals;
use crate::align::parallel::{Group, align, around};
use crate::align::{Anchors, Shapes};
use crate::evidence::Compared;
use crate::options::Options;
use crate::score::{Band, Cell, Features, Likelihood, PairModel, Singles, contents};

/// What the search in order found.
pub(crate) struct Ordered {
    /// The beads in order, nulls included, each but the nulls with what its probability is made from.
    pub cells: Vec<(Cell, Option<Features>)>,
    /// What the last search went by.
    pub model: SearchModel,
}

/// What a search of a document pair goes by.
#[derive(Clone)]
pub(crate) struct SearchModel {
    /// What the pair's translations are like.
    pub pair: PairModel,
    /// What the shapes of its beads are worth.
    pub shapes: Shapes,
    /// Of each bead found, in document order, how far its alignment lies above the best one without it; empty unless
    /// they are explained.
    leads: Vec<(Cell, f32)>,
}

impl SearchModel {
    /// With the leads of the beads `found`.
    pub fn with_leads(mut self, found: &[(Cell, Option<Features>)]) -> Self {
        self.leads = found.iter().filter_map(|(cell, features)| Some((*cell, (*features)?.lead))).collect();
        self.leads.sort_by_key(|lead| lead.0.i);
        self
    }

    /// How far the alignment lies above the best one without the bead `cell`.
    pub fn lead(&self, cell: &Cell) -> f32 {
        let at = self.leads.binary_search_by_key(&cell.i, |lead| lead.0.i);
        at.ok().and_then(|at| self.leads.get(at)).map_or(0.0, |lead| lead.1)
    }
}

/// Searches several times: what a search finds says how much of the words is answered in this pair, how its lengths
/// compare, how near its vectors are and which shapes its beads have, and with that the next one is made. The first
/// looks at the usual shapes only, the others near its path.
pub(crate) fn ordered(
    compared: &Compared,
    singles: &Singles,
    anchors: &Anchors,
    options: &Options,
) -> Ordered {
    let columns = compared.en.len();
    let shape = &options.parallel.shape;
    let band = anchors.band(compared.ar.len(), columns, &options.anchors);
    let contents = [contents(&compared.ar), contents(&compared.en)];
    let contents = [contents[0].as_slice(), contents[1].as_slice()];
    let first = shape.first();
    let mut likelihood =
        Likelihood::new(compared, band.clone(), first.runs(), shape.runs(), &options.score);
    let search = |likelihood: &Likelihood<'_>, band: &Band, shapes: &Shapes| {
        align(|cell| likelihood.bead(cell), band, columns, shapes)
    };
    let mut shapes = Shapes::new(&[], contents, &first);
    let (mut cells, mut lattice) = search(&likelihood, &band, &shapes);
    let mut near = band.clone();
    for round in 1..options.parallel.searches {
        let beads: Vec<Cell> = cells.iter().filter(|cell| !cell.is_null()).copied().collect();
        let (before, learnt) = (likelihood.model(), likelihood.learnt(&beads));
        likelihood.set_model(learnt);
        if round == 1 || learnt.cover != before.cover {
            near = around(&cells, &band, options.parallel.reach);
            likelihood.narrow(near.clone(), shape.runs());
        }
        shapes = Shapes::new(&cells, contents, shape);
        let last = std::mem::take(&mut cells);
        (cells, lattice) = search(&likelihood, &near, &shapes);
        if cells == last {
            break;
        }
    }
    let beads: Vec<Group> =
        cells.iter().filter(|cell| !cell.is_null()).map(|&cell| Group { cell, beads: 1 }).collect();
    let leads = lattice.margins(&beads, |cell| likelihood.bead(cell), &shapes);
    let mut leads = leads.into_iter();
    let rivals = Rivals::new(singles);
    let with_features = |cell: Cell| {
        if cell.is_null() {
            return (cell, None);
        }
        let lead = leads.next().unwrap_or_default();
        let score = likelihood.bead(&cell).unwrap_or_default() + shapes.worth(&cell).unwrap_or_default();
        (cell, Some(rivals.features(&cell, score, lead, likelihood.cosine(&cell), compared)))
    };
    let cells = cells.into_iter().map(with_features).collect();
    let model = SearchModel { pair: likelihood.model(), shapes, leads: Vec::new() };
    Ordered { cells, model }
}
