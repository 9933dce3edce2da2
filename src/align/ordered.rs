//! The search in order, which learns from what it finds what the translations of the document pair are like.

use super::anchors::Anchors;
use super::lines::Lines;
use super::parallel::{Group, Lattice, align, around};
use super::rivals::Rivals;
use super::shapes::{Sentences, Shapes};
use super::weights::AlignWeights;
use crate::evidence::Compared;
use crate::score::{Band, Cell, Features, Likelihood, PairModel, Singles, contents};

/// A bead, or a sentence or line alone.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct FoundBead {
    /// Its sentences, those of whole lines.
    pub cell: Cell,
    /// What its probability is made from; `None` for what is alone.
    pub features: Option<Features>,
    /// The beads of sentences that the bead of lines is made of, nulls included; empty where it is one itself.
    pub inner: Vec<(Cell, Option<Features>)>,
}

impl FoundBead {
    /// The beads of sentences that it is made of, nulls included: itself where it is one.
    pub fn cells(&self) -> Vec<Cell> {
        if self.inner.is_empty() {
            vec![self.cell]
        } else {
            self.inner.iter().map(|(cell, _)| *cell).collect()
        }
    }
}

/// What the search in order found.
pub(crate) struct Ordered {
    /// The beads in order, nulls included.
    pub found: Vec<FoundBead>,
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
    /// Log-odds that the documents are translations of each other.
    pub document: f32,
    /// The beads found, by first Arabic sentence; empty unless they are explained.
    found: Vec<FoundBead>,
}

impl Ordered {
    /// With the log-odds that the documents are translations of each other, which the probability of each bead is also
    /// made from.
    #[must_use]
    pub fn with_document(mut self, log_odds: f32) -> Self {
        self.model.document = log_odds;
        for f in &mut self.found {
            let inner = f.inner.iter_mut().map(|(_, features)| features);
            for features in inner.chain([&mut f.features]).flatten() {
                features.document = log_odds;
            }
        }
        self
    }
}

impl SearchModel {
    /// With the beads `found`, for who explains them.
    pub fn with_beads(mut self, found: &[FoundBead]) -> Self {
        self.found = found.iter().filter(|f| f.features.is_some()).cloned().collect();
        self.found.sort_by_key(|f| f.cell.i);
        self
    }

    /// The bead that begins with Arabic sentence `i`.
    pub fn bead(&self, i: usize) -> Option<&FoundBead> {
        let at = self.found.binary_search_by_key(&i, |f| f.cell.i).ok()?;
        self.found.get(at)
    }
}

/// A document pair searched.
struct Searched<'p> {
    cells: Vec<Cell>,
    lattice: Lattice,
    likelihood: Likelihood<'p>,
    shapes: Shapes,
}

/// Searches several times: what a search finds says how much of the words is answered in this pair, how its lengths
/// compare, how near its vectors are and which shapes its beads have, and with that the next one is made. The first
/// looks at the usual shapes only, the others near its path.
fn search<'p>(compared: &'p Compared, anchors: &Anchors, weights: &AlignWeights<'_>) -> Searched<'p> {
    let columns = compared.en.len();
    let shape = &weights.parallel.shape;
    let band = anchors.band(compared.ar.len(), columns, weights.anchors);
    let contents = [contents(&compared.ar), contents(&compared.en)];
    let sentences = Sentences {
        contents: [&contents[0], &contents[1]],
        openings: [&compared.ar.opening, &compared.en.opening],
    };
    let first = shape.first();
    let runs = (first.runs(), shape.runs());
    let mut likelihood = Likelihood::new(compared, band.clone(), runs, None, weights.score);
    let best = |likelihood: &Likelihood<'_>, band: &Band, shapes: &Shapes| {
        align(|cell| likelihood.bead(cell), band, columns, shapes)
    };
    let mut shapes = Shapes::new(&[], &sentences, &first);
    let (mut cells, mut lattice) = best(&likelihood, &band, &shapes);
    let mut near = band.clone();
    for round in 1..weights.parallel.searches {
        let beads: Vec<Cell> = cells.iter().filter(|cell| !cell.is_null()).copied().collect();
        let (before, learnt) = (likelihood.model(), likelihood.learnt(&beads));
        likelihood.set_model(learnt);
        if round == 1 || learnt.cover != before.cover {
            near = around(&cells, &band, weights.parallel.reach);
            likelihood.narrow(near.clone(), shape.runs());
        }
        shapes = Shapes::new(&cells, &sentences, shape);
        let last = std::mem::take(&mut cells);
        (cells, lattice) = best(&likelihood, &near, &shapes);
        if cells == last {
            break;
        }
    }
    Searched { cells, lattice, likelihood, shapes }
}

/// The beads in order, nulls included, as cells of whole lines.
pub(super) fn path(
    compared: &Compared,
    anchors: &Anchors,
    lines: Option<&Lines>,
    weights: &AlignWeights<'_>,
) -> Vec<Cell> {
    let found = search(compared, anchors, weights);
    in_lines(&found.cells, lines).into_iter().map(|f| f.cell).collect()
}

/// Searches and judges what was found; with `parts` also the beads that a bead of lines is made of.
pub(super) fn ordered(
    compared: &Compared,
    singles: &Singles,
    anchors: &Anchors,
    lines: Option<&Lines>,
    (weights, parts): (&AlignWeights<'_>, bool),
) -> Ordered {
    let Searched { cells, lattice, likelihood, shapes } = search(compared, anchors, weights);
    let rivals = Rivals::new(singles);
    // What the documents are is told by what is found here.
    let judge = Judge { compared, likelihood: &likelihood, shapes: &shapes, rivals: &rivals, document: 0.0 };
    let found = judge.found(&cells, &lattice, |cell| *cell, lines, parts);
    let model = SearchModel { pair: likelihood.model(), shapes, document: 0.0, found: Vec::new() };
    Ordered { found, model }
}

/// Judges what a search found.
pub(super) struct Judge<'a> {
    pub compared: &'a Compared,
    pub likelihood: &'a Likelihood<'a>,
    /// Those of the search.
    pub shapes: &'a Shapes,
    pub rivals: &'a Rivals<'a>,
    /// Log-odds that the documents are translations of each other.
    pub document: f32,
}

impl Judge<'_> {
    /// The path `cells` of `lattice` as beads of lines. `whole` gives the cell of the document pair for one of the
    /// lattice; `lines` and what comes out are of the document pair. With `parts` the beads that a bead of lines is made
    /// of are judged as well.
    pub fn found(
        &self,
        cells: &[Cell],
        lattice: &Lattice,
        whole: impl Fn(&Cell) -> Cell,
        lines: Option<&Lines>,
        parts: bool,
    ) -> Vec<FoundBead> {
        let origin = whole(&Cell::default());
        let local = |cell: &Cell| Cell { i: cell.i - origin.i, j: cell.j - origin.j, ..*cell };
        let path: Vec<Cell> = cells.iter().map(&whole).collect();
        let mut found = in_lines(&path, lines);
        let group = |f: &FoundBead| Group { cell: local(&f.cell), beads: f.inner.len().max(1) };
        let groups: Vec<Group> = found.iter().filter(|f| !f.cell.is_null()).map(group).collect();
        let mut leads = lattice.margins(&groups).into_iter();
        for f in found.iter_mut().filter(|f| !f.cell.is_null()) {
            let lead = leads.next().unwrap_or_default();
            let worth = f.cells().iter().map(|cell| self.worth(cell, &local(cell))).sum();
            f.features = Some(self.features(&f.cell, worth, lead, lines));
        }
        if parts && found.iter().any(|f| !f.inner.is_empty()) {
            self.judge_inner(&mut found, lattice, local, lines);
        }
        found
    }

    fn judge_inner(
        &self,
        found: &mut [FoundBead],
        lattice: &Lattice,
        local: impl Fn(&Cell) -> Cell,
        lines: Option<&Lines>,
    ) {
        let inner = found.iter().flat_map(|f| &f.inner).filter(|(cell, _)| !cell.is_null());
        let groups: Vec<Group> = inner.map(|(cell, _)| Group { cell: local(cell), beads: 1 }).collect();
        let mut leads = lattice.margins(&groups).into_iter();
        for (cell, features) in
            found.iter_mut().flat_map(|f| &mut f.inner).filter(|(cell, _)| !cell.is_null())
        {
            let worth = self.worth(cell, &local(cell));
            *features = Some(self.features(cell, worth, leads.next().unwrap_or_default(), lines));
        }
    }

    /// The nats of a bead with its shape, or of what is alone. `local` is the cell in the lattice of `shapes`.
    fn worth(&self, cell: &Cell, local: &Cell) -> f32 {
        let score = if cell.is_null() { Some(0.0) } else { self.likelihood.bead(cell) };
        score.unwrap_or_default() + self.shapes.worth(local).unwrap_or_default()
    }

    fn features(&self, cell: &Cell, score: f32, lead: f32, lines: Option<&Lines>) -> Features {
        let count = |side, from, run| lines.map_or(run, |l| l.lines(side, from, run).len());
        let merged = (count(0, cell.i, cell.m) + count(1, cell.j, cell.n)).saturating_sub(2);
        let known = Features {
            score,
            lead,
            merged: merged as f32,
            cosine: self.likelihood.cosine(cell),
            near: self.likelihood.near(cell).unwrap_or_default(),
            document: self.document,
            ..Features::default()
        };
        self.rivals.features(cell, known, self.compared)
    }
}

/// The beads of a path in lines: beads that share a line are one. Without `lines`, as they are.
fn in_lines(path: &[Cell], lines: Option<&Lines>) -> Vec<FoundBead> {
    let found = |cell: Cell| FoundBead { cell, features: None, inner: Vec::new() };
    let Some(lines) = lines else { return path.iter().map(|&cell| found(cell)).collect() };
    let widened = |cell: &Cell| {
        let (i, m) = lines.widened(0, cell.i, cell.m);
        let (j, n) = lines.widened(1, cell.j, cell.n);
        Cell { i, m, j, n }
    };
    // What shares lines lies together on a path in order.
    let mut beads: Vec<FoundBead> = Vec::new();
    for cell in path.iter().filter(|cell| !cell.is_null()) {
        let wide = widened(cell);
        match beads.last_mut().map(|last| &mut last.cell) {
            Some(last) if wide.i < last.i + last.m || wide.j < last.j + last.n => {
                last.m = (last.i + last.m).max(wide.i + wide.m) - last.i;
                last.n = (last.j + last.n).max(wide.j + wide.n) - last.j;
            }
            _ => beads.push(found(wide)),
        }
    }
    // Of each bead of lines the sentences, and before each, and after the last, the lines alone.
    let mut alone: Vec<Vec<Cell>> = vec![Vec::new(); beads.len() + 1];
    for cell in path {
        let by_ar = |f: &FoundBead| f.cell.i + f.cell.m <= cell.i;
        let by_en = |f: &FoundBead| f.cell.j + f.cell.n <= cell.j;
        let place = if cell.m > 0 { beads.partition_point(by_ar) } else { beads.partition_point(by_en) };
        let holds = |f: &FoundBead| if cell.m > 0 { f.cell.i <= cell.i } else { f.cell.j <= cell.j };
        if let Some(bead) = beads.get_mut(place).filter(|f| holds(f)) {
            bead.inner.push((*cell, None));
            continue;
        }
        // The sentences of a line that is alone are told once.
        let wide = widened(cell);
        let told = |other: &Cell| match wide.n {
            0 => other.n == 0 && other.i == wide.i,
            _ => other.m == 0 && other.j == wide.j,
        };
        if !alone[place].iter().any(told) {
            alone[place].push(wide);
        }
    }
    let mut out: Vec<FoundBead> = Vec::with_capacity(path.len());
    let mut beads = beads.into_iter();
    for lines in alone {
        out.extend(lines.into_iter().map(found));
        out.extend(beads.next());
    }
    for f in &mut out {
        if f.inner.len() == 1 {
            f.inner.clear();
        }
    }
    out
}
