//! One Arabic with one English part: the mode, the search, the probabilities.

use super::clauses::{Cut, Divider};
use super::explain::explain;
use super::moved::with_moved;
use super::ordered::ordered;
use super::page::with_the_page;
use super::reasons::explanation;
use super::runs::with_runs;
use crate::align::{Anchors, comparable};
use crate::evidence::vectors::Table;
use crate::evidence::{Analysis, Compared};
use crate::options::{ModeChoice, Options};
use crate::score::{Candidate, Cell, Singles, candidates, coverage, probability};
use crate::text::{Alignment, Bead, Explanation, Mode, Prepared};

/// A part with its text and its analysis.
pub(crate) type Analysed<'a> = (&'a Prepared, &'a str, &'a Analysis);

/// Aligns an Arabic with an English part; `ar` and `en` of the result and its document score are left 0. `vectors` is
/// the table that the vectors of both were made with.
pub(crate) fn align_pair(
    ar: Analysed<'_>,
    en: Analysed<'_>,
    vectors: Option<&Table>,
    options: &Options,
) -> Alignment {
    let compared = Compared::new(ar, en, &options.matches);
    let singles = Singles::new(&compared, &options.anchors.score);
    let anchors = Anchors::new(&singles, &options.anchors);
    let (mode, why) = choose_mode(&anchors, compared.ar.len(), compared.en.len(), options);
    let mut model = None;
    let found: Vec<(Cell, f32)> = match mode {
        Mode::Parallel => {
            let found = ordered(&compared, &singles, &anchors, options);
            let own = found.model.clone();
            let found = with_moved(found, &compared, &singles, &anchors, options);
            model = options.explain.then(|| own.with_leads(&found));
            found.into_iter()
                .map(|(cell, features)| {
                    (cell, features.map_or(0.0, |f| probability(&f, &options.probability)))
                })
                .collect()
        }
        Mode::Comparable => {
            let weights = options.probability.of_pairs(compared.ar.has_vectors());
            let shorter = compared.ar.len().min(compared.en.len());
            let matched = comparable::align(&pairs(&compared, options), weights, &options.comparable);
            let mut found = with_runs(&matched, &compared, options);
            let least = comparable::least(found.iter().map(|f| f.1), shorter, &options.comparable);
            found.retain(|f| f.1 >= least);
            found
        }
    };
    let mut divider = Divider::new(&compared, [ar, en], singles.expected_length, options, vectors);
    let mut beads = Vec::with_capacity(found.len());
    let mut evidence = Vec::with_capacity(found.len());
    for (cell, score) in &found {
        let null = cell.m * cell.n == 0;
        let covered =
            || coverage(&compared, cell.i..cell.i + cell.m, cell.j..cell.j + cell.n, &options.score);
        beads.push(Bead {
            ar: (cell.i..cell.i + cell.m).map(|i| compared.ar.index[i]).collect(),
            en: (cell.j..cell.j + cell.n).map(|j| compared.en.index[j]).collect(),
            score: *score,
            kind: (!null).then(|| options.kind.kind(covered())),
            parts: divider.parts(cell),
        });
        evidence.push(if null { Vec::new() } else { explain(cell, &compared, options.score.common) });
    }
    if mode == Mode::Parallel {
        (beads, evidence) = with_the_page(beads, evidence, ar.0.sentences.len(), en.0.sentences.len());
    }
    let explanation = if options.explain {
        explanation(&beads, model, &compared, &singles, options)
    } else {
        Explanation::default()
    };
    Alignment { ar: 0, en: 0, score: 0.0, mode, why, beads, evidence, explanation }
}

/// The cuts that the beads of a parallel alignment may have, good and bad: what [`crate::fit`] learns from.
pub(crate) fn cuts(
    ar: Analysed<'_>,
    en: Analysed<'_>,
    vectors: Option<&Table>,
    options: &Options,
) -> Vec<Cut> {
    let compared = Compared::new(ar, en, &options.matches);
    let singles = Singles::new(&compared, &options.anchors.score);
    let anchors = Anchors::new(&singles, &options.anchors);
    let mut divider = Divider::new(&compared, [ar, en], singles.expected_length, options, vectors);
    let beads = ordered(&compared, &singles, &anchors, options).cells;
    beads.iter().flat_map(|(cell, _)| divider.cuts(cell)).collect()
}

/// The pairs that may be counterparts in a comparable alignment.
pub(crate) fn pairs(compared: &Compared, options: &Options) -> Vec<Candidate> {
    candidates(compared, &options.comparable.score, options.comparable.neighbours)
}

/// The mode asked for, or the one the anchors speak for; and why.
fn choose_mode(anchors: &Anchors, rows: usize, columns: usize, options: &Options) -> (Mode, String) {
    let (covered, monotone) = anchors.shares(rows, columns);
    match options.mode {
        ModeChoice::Parallel => (Mode::Parallel, "asked for".to_owned()),
        ModeChoice::Comparable => (Mode::Comparable, "asked for".to_owned()),
        ModeChoice::Auto => {
            let parallel = anchors.parallel(rows, columns, &options.anchors);
            let off = if parallel && monotone < options.anchors.monotone {
                let moved = anchors.moved(&options.anchors) as f32 / anchors.all.len().max(1) as f32;
                format!(", {:.0} % in passages moved", 100.0 * moved)
            } else {
                String::new()
            };
            let why = format!(
                "{:.0} % of the shorter side has a best counterpart, {:.0} % of these in the same order{off}",
                100.0 * covered,
                100.0 * monotone
            );
            (if parallel { Mode::Parallel } else { Mode::Comparable }, why)
        }
    }
}
