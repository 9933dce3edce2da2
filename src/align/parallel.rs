//! Monotone alignment: the best sequence of beads by dynamic programming (Gale & Church 1993), over a band.

use super::shapes::Shapes;
use crate::score::{Band, Cell};

/// The part of `band` that lies within `reach` sentences of the path of `cells`.
pub fn around(cells: &[Cell], band: &Band, reach: usize) -> Band {
    let mut out = vec![(u32::MAX, 0u32); band.0.len()];
    let last = band.0.len().saturating_sub(1);
    for c in cells {
        // Sentences of the other side alone lie before the next row.
        for row in &mut out[c.i.min(last)..(c.i + c.m.max(1)).min(band.0.len())] {
            row.0 = row.0.min(c.j as u32);
            row.1 = row.1.max((c.j + c.n) as u32);
        }
    }
    for (row, &(start, end)) in out.iter_mut().zip(&band.0) {
        *row = (row.0.saturating_sub(reach as u32).max(start), (row.1 + reach as u32).min(end));
    }
    Band(out)
}

/// The lattice of a search: its nodes are the states between sentences, after a bead or after a sentence left alone; its
/// edges are the beads.
#[derive(Clone, Debug)]
pub struct Lattice {
    /// Columns `start..end` of each row of nodes.
    reaches: Vec<(usize, usize)>,
    /// Where each row of nodes starts.
    offsets: Vec<usize>,
    /// The best sum of a path from the start to each node, after a bead and after a sentence alone. In single precision
    /// the sums of a long document would swallow the cost of a null.
    best: Vec<PathSums>,
    /// The edges that leave each node that a path reaches, by node.
    edges: Vec<Edge>,
    /// Where the edges of each node end.
    ends: Vec<usize>,
    /// What is added where the sentence before was left alone as well.
    again: f64,
    rows: usize,
    columns: usize,
}

/// A bead, or a sentence alone, that leaves a node.
#[derive(Clone, Copy, Debug)]
struct Edge {
    /// The node where it ends.
    to: u32,
    /// Its nats.
    gain: f32,
    /// Its sentences of each side.
    m: u8,
    n: u8,
}

impl Edge {
    /// The state it leads to.
    fn kind(self) -> usize {
        if self.m == 0 || self.n == 0 { ALONE } else { BEAD }
    }
}

/// The best sum of a path to or from a node: after a bead, after a sentence alone.
type PathSums = [f64; 2];

/// After a bead.
const BEAD: usize = 0;
/// After a sentence alone.
const ALONE: usize = 1;
/// Of what no path reaches.
const UNSEEN: PathSums = [f64::NEG_INFINITY; 2];

/// The best sequence of beads through `band`, nulls included, in document order, and the lattice it was found in. Time
/// and memory grow with the band. `score` gives the nats of a bead with text on both sides without its shape, `None`
/// where there is no such bead.
pub fn align(
    score: impl Fn(&Cell) -> Option<f32>,
    band: &Band,
    columns: usize,
    shapes: &Shapes,
) -> (Vec<Cell>, Lattice) {
    let mut lattice = Lattice::new(band, columns, f64::from(shapes.again));
    // The shapes that lead to each node, after a bead and after a sentence alone.
    let mut back = vec![[(0u8, 0u8); 2]; lattice.best.len()];
    if let Some(start) = lattice.best.first_mut() {
        start[BEAD] = 0.0;
    }
    for i in 0..=lattice.rows {
        let (start, end) = lattice.reaches[i];
        for j in start..end {
            let sums = lattice.best[lattice.offsets[i] + j - start];
            let first = lattice.edges.len();
            if sums != UNSEEN {
                lattice.leave(i, j, shapes, &score);
            }
            lattice.ends.push(lattice.edges.len());
            for edge in &lattice.edges[first..] {
                let (kind, to) = (edge.kind(), edge.to as usize);
                let sum = from(sums, lattice.more(kind)).0 + f64::from(edge.gain);
                if sum > lattice.best[to][kind] {
                    lattice.best[to][kind] = sum;
                    back[to][kind] = (edge.m, edge.n);
                }
            }
        }
    }
    (lattice.path(&back), lattice)
}

/// The better way to leave a node with these `sums`, where going on after a sentence alone is worth `again` more: the sum,
/// and after what.
fn from(sums: PathSums, again: f64) -> (f64, usize) {
    let alone = sums[ALONE] + again;
    if alone > sums[BEAD] { (alone, ALONE) } else { (sums[BEAD], BEAD) }
}

impl Lattice {
    fn new(band: &Band, columns: usize, again: f64) -> Self {
        let rows = band.0.len();
        let (mut reaches, mut offsets, mut nodes) = (Vec::with_capacity(rows + 1), Vec::new(), 0);
        for i in 0..=rows {
            // Row i is the state before sentence i: it reaches from the band of i - 1 to that of i.
            let above = if i > 0 { band.0[i - 1] } else { (0, 0) };
            let here = if i < rows { band.0[i] } else { (columns as u32, columns as u32) };
            let start = if i == 0 { 0 } else { above.0.min(here.0) } as usize;
            let end = (above.1.max(here.1) as usize).min(columns) + 1;
            offsets.push(nodes);
            nodes += end - start;
            reaches.push((start, end));
        }
        let (edges, ends) = (Vec::with_capacity(4 * nodes), Vec::with_capacity(nodes));
        Lattice { reaches, offsets, best: vec![UNSEEN; nodes], edges, ends, again, rows, columns }
    }

    /// The node before Arabic sentence `i` and English sentence `j`.
    fn node(&self, i: usize, j: usize) -> Option<usize> {
        let (start, end) = *self.reaches.get(i)?;
        (j >= start && j < end).then(|| self.offsets[i] + j - start)
    }

    /// What going on to this state is worth after a sentence alone.
    fn more(&self, kind: usize) -> f64 {
        if kind == ALONE { self.again } else { 0.0 }
    }

    /// Adds the edges that leave node `i`, `j`.
    fn leave(&mut self, i: usize, j: usize, shapes: &Shapes, score: impl Fn(&Cell) -> Option<f32>) {
        let (rows, columns) = (self.rows, self.columns);
        let edge = |to: usize, gain, m: usize, n: usize| Edge { to: to as u32, gain, m: m as u8, n: n as u8 };
        if let Some(to) = self.node(i + 1, j) {
            self.edges.push(edge(to, shapes.ar_alone[i], 1, 0));
        }
        if j == columns {
            return;
        }
        if let Some(to) = self.node(i, j + 1) {
            self.edges.push(edge(to, shapes.en_alone[j], 0, 1));
        }
        if i == rows {
            return;
        }
        let begins = shapes.ar_begins[i] + shapes.en_begins[j];
        for &(m, n, worth) in &shapes.two_sided {
            if i + m > rows || j + n > columns {
                continue;
            }
            let Some(to) = self.node(i + m, j + n) else { continue };
            if let Some(gain) = score(&Cell { i, m, j, n }) {
                self.edges.push(edge(to, gain + worth + begins, m, n));
            }
        }
    }

    /// The best path, by the shapes `back` of the beads that lead to each node.
    fn path(&self, back: &[[(u8, u8); 2]]) -> Vec<Cell> {
        let mut path = Vec::new();
        let (mut i, mut j) = (self.rows, self.columns);
        let mut kind = self.node(i, j).map_or(BEAD, |end| from(self.best[end], 0.0).1);
        while (i, j) != (0, 0) {
            let Some(here) = self.node(i, j) else { break };
            let (m, n) = (back[here][kind].0 as usize, back[here][kind].1 as usize);
            if (m, n) == (0, 0) {
                break;
            }
            i -= m;
            j -= n;
            path.push(Cell { i, m, j, n });
            let sums = self.node(i, j).map_or(UNSEEN, |node| self.best[node]);
            kind = from(sums, self.more(kind)).1;
        }
        path.reverse();
        path
    }

    /// For each of `groups`, disjoint, how many nats the best path lies above the best one that aligns the group's
    /// sentences otherwise.
    ///
    /// Every path has one edge for each Arabic sentence; one that aligns a group otherwise has an edge for some Arabic
    /// sentence of the group that is not the group's own. So one search from the end, which knows the best sum through
    /// every edge, gives the margins of all groups.
    pub fn margins(&self, groups: &[Group]) -> Vec<f32> {
        let mut group_of = vec![usize::MAX; self.rows];
        for (k, group) in groups.iter().enumerate() {
            group_of[group.cell.i..group.cell.i + group.cell.m].fill(k);
        }
        let mut after = vec![UNSEEN; self.best.len()];
        let Some(last) = after.last_mut() else { return Vec::new() };
        *last = [0.0; 2];
        let whole = self.best.last().map_or(0.0, |&end| from(end, 0.0).0);
        let mut others = vec![f64::NEG_INFINITY; groups.len()];
        for i in (0..=self.rows).rev() {
            let (start, end) = self.reaches[i];
            for j in (start..end).rev() {
                let here = self.offsets[i] + j - start;
                let mut most = after[here];
                let first = if here == 0 { 0 } else { self.ends[here - 1] };
                for edge in &self.edges[first..self.ends[here]] {
                    let (kind, more) = (edge.kind(), self.more(edge.kind()));
                    let rest = after[edge.to as usize][kind] + f64::from(edge.gain);
                    most[BEAD] = most[BEAD].max(rest);
                    most[ALONE] = most[ALONE].max(rest + more);
                    let cell = Cell { i, m: edge.m.into(), j, n: edge.n.into() };
                    let own = &group_of[cell.i..cell.i + cell.m];
                    for &k in own.iter().filter(|&&k| k != usize::MAX) {
                        if !groups[k].has(&cell) {
                            others[k] = others[k].max(from(self.best[here], more).0 + rest);
                        }
                    }
                }
                after[here] = most;
            }
        }
        others.into_iter().map(|other| (whole - other).min(MOST_MARGIN) as f32).collect()
    }
}

/// Sentences that an alignment puts together: those of one bead, or of several beads in a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Group {
    /// The sentences.
    pub cell: Cell,
    /// Beads within.
    pub beads: usize,
}

impl Group {
    /// Whether a path with the bead `cell` may still put the group's sentences together.
    fn has(&self, cell: &Cell) -> bool {
        let own = &self.cell;
        if self.beads == 1 {
            return cell == own;
        }
        let rows = cell.i >= own.i && cell.i + cell.m <= own.i + own.m;
        rows && cell.j >= own.j && cell.j + cell.n <= own.j + own.n
    }
}

/// Nats that no other path comes near: where there is none, or none within the band.
const MOST_MARGIN: f64 = 1000.0;

#[cfg(test)]
mod tests {
    use super::super::shapes::Sentences;
    use super::*;
    use crate::align::ShapeOptions;
    use proptest::prelude::*;

    /// Shapes of a pair of so many sentences that are all alike, after `cells` were found.
    fn shapes(rows: usize, columns: usize, cells: &[Cell]) -> Shapes {
        let (told, openings) = (vec![0.0; rows.max(columns)], vec![0; rows.max(columns)]);
        let sentences = Sentences {
            contents: [&told[..rows], &told[..columns]],
            openings: [&openings[..rows], &openings[..columns]],
        };
        Shapes::new(cells, &sentences, &ShapeOptions::default())
    }

    /// A score that a bead has by its sentences: any numbers, the same for each run of this test.
    fn scored(values: &[f32], cell: &Cell) -> f32 {
        let at = cell.i * 31 + cell.j * 17 + cell.m * 7 + cell.n * 3;
        values[at % values.len()] / (cell.m + cell.n) as f32
    }

    fn sum(path: &[Cell], values: &[f32], shapes: &Shapes) -> f64 {
        let mut before = false;
        let mut sum = 0.0;
        for cell in path {
            let own = if cell.is_null() { 0.0 } else { scored(values, cell) };
            sum += f64::from(own + shapes.worth(cell).unwrap_or_default());
            if cell.is_null() && before {
                sum += f64::from(shapes.again);
            }
            before = cell.is_null();
        }
        sum
    }

    fn mirrored(path: &[Cell]) -> Vec<Cell> {
        path.iter().map(|c| Cell { i: c.j, m: c.n, j: c.i, n: c.m }).collect()
    }

    #[test]
    fn a_clean_text_stays_one_to_one() {
        let shapes = shapes(40, 40, &[]);
        let score = |cell: &Cell| Some(if cell.i == cell.j && cell.m == cell.n { 1.0 } else { -1.0 });
        let (path, _) = align(score, &Band::full(40, 40), 40, &shapes);
        assert_eq!(path, (0..40).map(|k| Cell { i: k, m: 1, j: k, n: 1 }).collect::<Vec<_>>());
    }

    proptest! {
        /// Every sentence is in one bead, and no bead is worth more alone: leaving a bead's sentences alone never raises
        /// the sum of the best path.
        #[test]
        fn nulls_in_place_of_a_bead_never_score_more(
            (rows, columns) in (0usize..9, 0usize..9),
            values in prop::collection::vec(-8.0f32..12.0, 5..40),
        ) {
            let shapes = shapes(rows, columns, &[]);
            let (path, _) = align(|c| Some(scored(&values, c)), &Band::full(rows, columns), columns, &shapes);
            prop_assert_eq!(path.iter().map(|c| c.m).sum::<usize>(), rows);
            prop_assert_eq!(path.iter().map(|c| c.n).sum::<usize>(), columns);
            let best = sum(&path, &values, &shapes);
            for k in (0..path.len()).filter(|&k| !path[k].is_null()) {
                let Cell { i, m, j, n } = path[k];
                let alone = (i..i + m).map(|i| Cell { i, m: 1, j, n: 0 });
                let alone = alone.chain((j..j + n).map(|j| Cell { i: i + m, m: 0, j, n: 1 }));
                let other: Vec<Cell> =
                    path[..k].iter().copied().chain(alone).chain(path[k + 1..].iter().copied()).collect();
                prop_assert!(sum(&other, &values, &shapes) <= best + 1e-3);
            }
        }

        /// The sides change places: so does the result, as far as its sum goes.
        #[test]
        fn mirrored_input_scores_the_same(
            (rows, columns) in (0usize..9, 0usize..9),
            values in prop::collection::vec(-8.0f32..12.0, 5..40),
        ) {
            let score = |c: &Cell| Some(scored(&values, c));
            let mirror = |c: &Cell| Some(scored(&values, &mirrored(std::slice::from_ref(c))[0]));
            // Arabic and English have shares of their own.
            let alike = |rows, columns| {
                let own = shapes(rows, columns, &[]);
                Shapes { ar_alone: vec![-2.0; rows], en_alone: vec![-2.0; columns], ..own }
            };
            let (path, _) = align(score, &Band::full(rows, columns), columns, &alike(rows, columns));
            let (other, _) = align(mirror, &Band::full(columns, rows), rows, &alike(columns, rows));
            let a = sum(&path, &values, &alike(rows, columns));
            let b = sum(&mirrored(&other), &values, &alike(rows, columns));
            prop_assert!((a - b).abs() < 1e-3, "{a} {b}");
        }

        /// What a bead leads by is what is lost when it may not be.
        #[test]
        fn margins_are_what_forbidding_a_bead_costs(
            (rows, columns) in (1usize..7, 1usize..7),
            values in prop::collection::vec(-8.0f32..12.0, 5..40),
        ) {
            let shapes = shapes(rows, columns, &[]);
            let band = Band::full(rows, columns);
            let score = |c: &Cell| Some(scored(&values, c));
            let (path, lattice) = align(score, &band, columns, &shapes);
            let beads: Vec<Group> =
                path.iter().filter(|c| !c.is_null()).map(|&cell| Group { cell, beads: 1 }).collect();
            let best = sum(&path, &values, &shapes);
            let margins = lattice.margins(&beads);
            for (group, margin) in beads.iter().zip(margins) {
                let without = |c: &Cell| if *c == group.cell { None } else { score(c) };
                let (other, _) = align(without, &band, columns, &shapes);
                let lost = best - sum(&other, &values, &shapes);
                prop_assert!((f64::from(margin) - lost).abs() < 1e-2, "{margin} {lost}");
            }
        }
    }
}
