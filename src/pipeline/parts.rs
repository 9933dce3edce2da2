//! Beads in parts: what the search found within lines, and clauses within sentences.

use super::clauses::Divider;
use super::given::{Analysed, Lines};
use super::ordered::Found;
use crate::options::Options;
use crate::score::{Cell, probability};
use crate::text::{BeadPart, Span};

/// The parts of a bead: the beads of sentences that a bead of lines is made of, each divided at clauses where that is
/// sure. A sentence without a counterpart goes with what stands before it in the bead, the first ones with what follows.
/// None where the bead is one part. `sides` are the sentences.
pub(super) fn parts(
    found: &Found,
    sides: [Analysed<'_>; 2],
    lines: Option<&Lines>,
    divider: &mut Divider<'_>,
    options: &Options,
) -> Vec<BeadPart> {
    let Some(lines) = lines.filter(|_| !found.inner.is_empty() && !options.whole) else {
        return divider.parts(&found.cell);
    };
    let spans = |cell: &Cell| {
        let of = |side: usize, from: usize, run: usize| in_lines(sides[side], side, lines, from, run);
        [of(0, cell.i, cell.m), of(1, cell.j, cell.n)]
    };
    let mut out: Vec<BeadPart> = Vec::new();
    let mut first = [Vec::new(), Vec::new()];
    for (cell, features) in &found.inner {
        let [ar, en] = spans(cell);
        let Some(features) = features else {
            let [first_ar, first_en] = &mut first;
            let (into_ar, into_en) =
                out.last_mut().map_or((first_ar, first_en), |part| (&mut part.ar, &mut part.en));
            append(into_ar, ar, sides[0]);
            append(into_en, en, sides[1]);
            continue;
        };
        let sure = probability(features, &options.probability);
        let mut inner = divider.parts(cell);
        if inner.is_empty() {
            inner.push(BeadPart { ar, en, score: 1.0 });
        }
        for (k, mut part) in inner.into_iter().enumerate() {
            if k == 0 && out.is_empty() {
                let [ar, en] = std::mem::take(&mut first);
                let (own_ar, own_en) =
                    (std::mem::replace(&mut part.ar, ar), std::mem::replace(&mut part.en, en));
                append(&mut part.ar, own_ar, sides[0]);
                append(&mut part.en, own_en, sides[1]);
            }
            part.score *= sure;
            out.push(part);
        }
    }
    if out.len() < 2 { Vec::new() } else { out }
}

/// The spans of a run of sentences of a side, one for each line.
fn in_lines(side: Analysed<'_>, number: usize, lines: &Lines, from: usize, run: usize) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut last = None;
    for k in from..from + run {
        let span = side.part.sentences[k].span;
        let line = lines.lines(number, k, 1).start;
        match out.last_mut().filter(|_| last == Some(line)) {
            Some(before) => before.end = span.end,
            None => out.push(span),
        }
        last = Some(line);
    }
    out
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
