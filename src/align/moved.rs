//! Passages that stand elsewhere in the translation: a paragraph moved is found, not lost.
//!
//! The monotone search leaves both copies of a moved passage alone. Runs of such sentences are compared with each other
//! here: sentence pairs that are each other's best and lie off the line (see [`Anchors`]) say which run belongs to
//! which, the search within the two runs is again monotone, and only beads that are sure are kept.

use std::collections::BTreeMap;
use std::ops::Range;

use super::anchors::Anchors;
use super::lines::Lines;
use super::ordered::{FoundBead, Judge, Ordered, SearchModel};
use super::parallel::align;
use super::rivals::Rivals;
use super::weights::{AlignWeights, ParallelOptions};
use crate::evidence::Compared;
use crate::score::{Band, Cell, Likelihood, Single, Singles, probability};

/// Times that the runs left alone are looked at: a run may hold two passages that went different ways.
const ROUNDS: usize = 4;

/// Start and end of a run of free sentences.
type FreeRun = (usize, usize);

/// A run of Arabic sentences and one of English ones that tell the same, elsewhere.
struct MovedPassage {
    ar: Range<usize>,
    en: Range<usize>,
    /// Sentence pairs within, ascending on both sides.
    chain: Vec<Single>,
}

impl MovedPassage {
    /// What the chain says, in nats.
    fn weight(&self) -> f32 {
        self.chain.iter().map(|s| s.score).sum()
    }
}

/// Adds to `cells`, monotone and complete, the sure beads between sentences they leave alone. A bead stands where its
/// first Arabic sentence stood: the Arabic side stays in order, and every sentence is in exactly one cell. With
/// `parts` the beads that a bead of lines is made of are judged as well.
pub(super) fn with_moved(
    Ordered { found: cells, model }: &Ordered,
    compared: &Compared,
    singles: &Singles,
    anchors: &Anchors,
    lines: Option<&Lines>,
    (weights, parts): (&AlignWeights<'_>, bool),
) -> Vec<FoundBead> {
    let mut found: Vec<FoundBead> = Vec::new();
    let (mut ar_free, mut en_free) = alone(cells, compared);
    let rivals = std::cell::OnceCell::new();
    for _ in 0..ROUNDS {
        let passages = passages(&ar_free, &en_free, anchors, weights.parallel);
        if passages.is_empty() {
            break;
        }
        let rivals = rivals.get_or_init(|| Rivals::new(singles));
        let beads = within(&passages, compared, model, rivals, lines, (weights, parts));
        if beads.is_empty() {
            break;
        }
        for FoundBead { cell, .. } in &beads {
            ar_free[cell.i..cell.i + cell.m].fill(false);
            en_free[cell.j..cell.j + cell.n].fill(false);
        }
        found.extend(beads);
    }
    if found.is_empty() { cells.clone() } else { merged(cells.clone(), found) }
}

/// Which sentences stand alone.
fn alone(cells: &[FoundBead], compared: &Compared) -> (Vec<bool>, Vec<bool>) {
    let (mut ar, mut en) = (vec![false; compared.ar.len()], vec![false; compared.en.len()]);
    for FoundBead { cell, .. } in cells.iter().filter(|f| f.cell.is_null()) {
        ar[cell.i..cell.i + cell.m].fill(true);
        en[cell.j..cell.j + cell.n].fill(true);
    }
    (ar, en)
}

/// For each sentence the run of free ones it belongs to: `start..end`, empty where it is not free.
fn runs(free: &[bool]) -> Vec<FreeRun> {
    let mut out = vec![(0, 0); free.len()];
    let mut start = 0;
    for run in free.chunk_by(|a, b| a == b) {
        let end = start + run.len();
        if run[0] {
            out[start..end].fill((start, end));
        }
        start = end;
    }
    out
}

/// The pairs of runs that belong together, each run in at most one: those with the strongest chains.
fn passages(
    ar_free: &[bool],
    en_free: &[bool],
    anchors: &Anchors,
    weights: &ParallelOptions,
) -> Vec<MovedPassage> {
    let (ar_runs, en_runs) = (runs(ar_free), runs(en_free));
    let mut blocks: BTreeMap<(FreeRun, FreeRun), Vec<Single>> = BTreeMap::new();
    for s in anchors.all.iter().filter(|s| ar_free[s.i as usize] && en_free[s.j as usize]) {
        blocks.entry((ar_runs[s.i as usize], en_runs[s.j as usize])).or_default().push(*s);
    }
    let passage = |(ar, en): (FreeRun, FreeRun), own: &[Single]| MovedPassage {
        ar: ar.0..ar.1,
        en: en.0..en.1,
        chain: Anchors::heaviest_chain(own, en_free.len()),
    };
    let mut all: Vec<MovedPassage> = blocks.into_iter().map(|(runs, own)| passage(runs, &own)).collect();
    all.retain(|p| p.weight() >= weights.moved_passage);
    all.sort_by(|a, b| b.weight().total_cmp(&a.weight()).then(a.ar.start.cmp(&b.ar.start)));
    let mut taken: Vec<MovedPassage> = Vec::new();
    for passage in all {
        if taken.iter().all(|t| t.ar != passage.ar && t.en != passage.en) {
            taken.push(passage);
        }
    }
    taken
}

/// The sure beads within `passages`.
fn within(
    passages: &[MovedPassage],
    compared: &Compared,
    model: &SearchModel,
    rivals: &Rivals<'_>,
    lines: Option<&Lines>,
    (weights, parts): (&AlignWeights<'_>, bool),
) -> Vec<FoundBead> {
    let mut band = Band(vec![(0, 0); compared.ar.len()]);
    let mut locals = Vec::with_capacity(passages.len());
    for p in passages {
        let at = |s: &Single| Single { i: s.i - p.ar.start as u32, j: s.j - p.en.start as u32, ..*s };
        let chain: Vec<Single> = p.chain.iter().map(at).collect();
        let local = Anchors { all: Vec::new(), chain }.band(p.ar.len(), p.en.len(), weights.anchors);
        for (row, &(start, end)) in band.0[p.ar.clone()].iter_mut().zip(&local.0) {
            *row = (start + p.en.start as u32, end + p.en.start as u32);
        }
        locals.push(local);
    }
    let runs = weights.parallel.shape.runs();
    let likelihood = Likelihood::new(compared, band, (runs, runs), Some(model.pair), weights.score);
    let mut found = Vec::new();
    for (p, local) in passages.iter().zip(&locals) {
        let whole = |cell: &Cell| Cell { i: p.ar.start + cell.i, j: p.en.start + cell.j, ..*cell };
        let own = model.shapes.within(p.ar.clone(), p.en.clone());
        let (cells, lattice) = align(|cell| likelihood.bead(&whole(cell)), local, p.en.len(), &own);
        let document = model.document;
        let judge = Judge { compared, likelihood: &likelihood, shapes: &own, rivals, document };
        let sure = |f: &FoundBead| {
            f.features.is_some_and(|f| probability(&f, weights.probability) >= weights.parallel.moved)
        };
        found.extend(judge.found(&cells, &lattice, whole, lines, parts).into_iter().filter(sure));
    }
    found
}

/// `cells` with `beads` in the place of their first Arabic sentence, and without the sentences of these standing alone.
fn merged(cells: Vec<FoundBead>, beads: Vec<FoundBead>) -> Vec<FoundBead> {
    let mut ar: BTreeMap<usize, Option<FoundBead>> = BTreeMap::new();
    let mut en = std::collections::BTreeSet::new();
    for bead in beads {
        let cell = bead.cell;
        en.extend(cell.j..cell.j + cell.n);
        ar.extend((cell.i..cell.i + cell.m).map(|i| (i, None)));
        ar.insert(cell.i, Some(bead));
    }
    let mut out = Vec::with_capacity(cells.len());
    for found in cells {
        let cell = found.cell;
        if cell.m > 0 && cell.n > 0 {
            out.push(found);
        } else if cell.m > 0 {
            match ar.remove(&cell.i) {
                Some(bead) => out.extend(bead),
                None => out.push(found),
            }
        } else if !en.contains(&cell.j) {
            out.push(found);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cell(i: usize, m: usize, j: usize, n: usize) -> FoundBead {
        FoundBead { cell: Cell { i, m, j, n }, features: None, inner: Vec::new() }
    }

    #[test]
    fn a_bead_takes_the_place_of_its_first_arabic_sentence() {
        let cells =
            vec![cell(0, 1, 0, 0), cell(1, 1, 0, 0), cell(2, 1, 0, 1), cell(3, 0, 1, 1), cell(3, 0, 2, 1)];
        let out = merged(cells, vec![cell(0, 2, 2, 1)]);
        assert_eq!(out, [cell(0, 2, 2, 1), cell(2, 1, 0, 1), cell(3, 0, 1, 1)]);
    }

    #[test]
    fn runs_know_their_ends() {
        assert_eq!(runs(&[true, true, false, true]), [(0, 2), (0, 2), (0, 0), (3, 4)]);
    }

    proptest! {
        /// Whatever free sentences are paired, every sentence is in exactly one cell and the Arabic side in order.
        #[test]
        fn every_sentence_stays_in_one_cell(
            free in prop::collection::vec((0usize..3, 0usize..3, any::<bool>()), 1..12),
            pick in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..6),
        ) {
            let (mut i, mut j, mut cells) = (0, 0, Vec::new());
            let (mut ar_free, mut en_free) = (Vec::new(), Vec::new());
            for (m, n, paired) in free {
                if paired && m * n > 0 {
                    cells.push(cell(i, m, j, n));
                } else {
                    ar_free.extend(i..i + m);
                    en_free.extend(j..j + n);
                    cells.extend((i..i + m).map(|i| cell(i, 1, j, 0)));
                    cells.extend((j..j + n).map(|j| cell(i + m, 0, j, 1)));
                }
                (i, j) = (i + m, j + n);
            }
            let mut beads = Vec::new();
            for (a, e) in pick {
                if ar_free.is_empty() || en_free.is_empty() {
                    break;
                }
                let (a, e) = (a.index(ar_free.len()), e.index(en_free.len()));
                beads.push(cell(ar_free.swap_remove(a), 1, en_free.swap_remove(e), 1));
            }
            let out = merged(cells, beads.clone());
            let ar: Vec<usize> = out.iter().flat_map(|f| f.cell.i..f.cell.i + f.cell.m).collect();
            let mut en: Vec<usize> = out.iter().flat_map(|f| f.cell.j..f.cell.j + f.cell.n).collect();
            en.sort_unstable();
            prop_assert_eq!(ar, (0..i).collect::<Vec<_>>());
            prop_assert_eq!(en, (0..j).collect::<Vec<_>>());
            prop_assert!(beads.iter().all(|b| out.contains(b)));
        }
    }
}
