//! Beads in parts: what the search found within lines, and clauses within sentences.

use super::divider::Divider;
use super::ordered::FoundBead;
use crate::evidence::Analysed;
use crate::score::{Cell, ProbabilityWeights, probability};
use crate::text::{BeadPart, Span};

/// The parts of a bead: the beads of sentences that a bead of lines is made of, each divided at clauses where that is
/// sure. A sentence without a counterpart goes with what stands before it in the bead, the first ones with what follows.
/// None where the bead is one part. `sides` are the sentences; `cut` says
/// that they were cut out of lines.
pub(super) fn parts(
    found: &FoundBead,
    sides: [Analysed<'_>; 2],
    cut: bool,
    divider: &mut Divider<'_>,
    weights: &ProbabilityWeights,
) -> Vec<BeadPart> {
    let divided = |divider: &mut Divider<'_>, cell: &Cell| -> Vec<BeadPart> {
        let mut parts = divider.parts(cell);
        // Of texts that are not given in lines a paragraph holds several sentences.
        for part in parts.iter_mut().filter(|_| cut) {
            part.ar = in_lines(std::mem::take(&mut part.ar), sides[0]);
            part.en = in_lines(std::mem::take(&mut part.en), sides[1]);
        }
        parts
    };
    if found.inner.is_empty() || divider.leaves_whole() {
        return divided(divider, &found.cell);
    }
    let mut out: Vec<BeadPart> = Vec::new();
    let mut first: [Vec<Span>; 2] = Default::default();
    for (cell, features) in &found.inner {
        let (ar, en) = (sentences(sides[0], cell.i, cell.m), sentences(sides[1], cell.j, cell.n));
        let Some(features) = features else {
            let [first_ar, first_en] = &mut first;
            let (into_ar, into_en) =
                out.last_mut().map_or((first_ar, first_en), |part| (&mut part.ar, &mut part.en));
            append(into_ar, ar, sides[0]);
            append(into_en, en, sides[1]);
            continue;
        };
        let sure = probability(features, weights);
        let mut inner = divided(divider, cell);
        if inner.is_empty() {
            inner.push(BeadPart { ar, en, score: 1.0 });
        }
        for part in inner {
            // Before the first part stands what nothing answers.
            let [mut ar, mut en] = std::mem::take(&mut first);
            append(&mut ar, part.ar, sides[0]);
            append(&mut en, part.en, sides[1]);
            out.push(BeadPart { ar, en, score: part.score * sure });
        }
    }
    if out.len() < 2 { Vec::new() } else { out }
}

/// The same `spans`, ascending, one for each line.
fn in_lines(spans: Vec<Span>, side: Analysed<'_>) -> Vec<Span> {
    let mut out = Vec::new();
    append(&mut out, spans, side);
    out
}

/// The spans of a run of sentences of a side, one for each line.
fn sentences(side: Analysed<'_>, from: usize, run: usize) -> Vec<Span> {
    in_lines(side.part.sentences[from..from + run].iter().map(|s| s.span).collect(), side)
}

/// Appends spans that follow `spans` in the text, those on the line of the last one as one with it.
fn append(spans: &mut Vec<Span>, more: Vec<Span>, side: Analysed<'_>) {
    let line = |span: &Span| {
        let sentences = &side.part.sentences;
        let at = sentences.partition_point(|s| s.span.end < span.end);
        sentences.get(at).map(|s| s.paragraph)
    };
    for span in more {
        match spans.last_mut().filter(|last| line(last) == line(&span)) {
            Some(last) => last.end = span.end,
            None => spans.push(span),
        }
    }
}
