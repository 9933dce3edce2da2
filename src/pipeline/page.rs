//! Every sentence of the page once: nulls in their place, and beads that are left out.

use crate::text::{Alignment, Bead, Evidence, Lang, Mode, Open};

/// The null bead of an Arabic sentence.
fn ar_null(i: u32) -> Bead {
    Bead { ar: vec![i], en: Vec::new(), score: 0.0, kind: None }
}

/// The null bead of an English sentence.
fn en_null(j: u32) -> Bead {
    Bead { ar: Vec::new(), en: vec![j], score: 0.0, kind: None }
}

/// Monotone beads with every sentence that takes no part, of `rows` and `columns`, as a null in its place; what stands
/// between the sentences of one bead comes after it.
pub(super) fn with_the_page(
    beads: Vec<Bead>,
    evidence: Vec<Vec<Evidence>>,
    rows: usize,
    columns: usize,
) -> (Vec<Bead>, Vec<Vec<Evidence>>) {
    let (mut out, mut out_evidence) = (Vec::with_capacity(beads.len()), Vec::with_capacity(beads.len()));
    let (mut i, mut j) = (0, 0);
    for (bead, own) in beads.into_iter().zip(evidence) {
        out.extend((i..bead.ar.first().copied().unwrap_or(i)).map(ar_null));
        out.extend((j..bead.en.first().copied().unwrap_or(j)).map(en_null));
        out_evidence.resize(out.len(), Vec::new());
        let between = |side: &[u32]| {
            let all = side.first().copied().unwrap_or(0)..side.last().map_or(0, |l| l + 1);
            all.filter(|k| !side.contains(k)).collect::<Vec<u32>>()
        };
        let (ar, en) = (between(&bead.ar), between(&bead.en));
        (i, j) = (bead.ar.last().map_or(i, |l| l + 1), bead.en.last().map_or(j, |l| l + 1));
        out.push(bead);
        out_evidence.push(own);
        out.extend(ar.into_iter().map(ar_null).chain(en.into_iter().map(en_null)));
    }
    out.extend((i..rows as u32).map(ar_null).chain((j..columns as u32).map(en_null)));
    out_evidence.resize(out.len(), Vec::new());
    (out, out_evidence)
}

/// Takes the beads below `least` out of an alignment; in a parallel one their sentences become nulls, in order. In an
/// explained comparable one the sentences without a counterpart come last, as nulls.
pub(crate) fn leave_out(alignment: &mut Alignment, least: f32) {
    let old = std::mem::take(&mut alignment.beads).into_iter().zip(std::mem::take(&mut alignment.evidence));
    let explained = alignment.explanation.beads.len();
    let mut explained_beads = std::mem::take(&mut alignment.explanation.beads).into_iter();
    for (bead, evidence) in old {
        let explanation = explained_beads.next();
        if bead.is_null() || bead.score >= least {
            alignment.beads.push(bead);
            alignment.evidence.push(evidence);
            alignment.explanation.beads.extend(explanation);
        } else if alignment.mode == Mode::Parallel {
            alignment.beads.extend(bead.ar.into_iter().map(ar_null).chain(bead.en.into_iter().map(en_null)));
            alignment.evidence.resize(alignment.beads.len(), Vec::new());
            if explained > 0 {
                alignment.explanation.beads.resize(alignment.beads.len(), None);
            }
        }
    }
    let open = &alignment.explanation.open;
    if alignment.mode == Mode::Comparable && !open.is_empty() {
        let null = |o: &Open| if o.lang == Lang::Arabic { ar_null(o.sentence) } else { en_null(o.sentence) };
        alignment.beads.extend(open.iter().map(null));
        alignment.evidence.resize(alignment.beads.len(), Vec::new());
        alignment.explanation.beads.resize(alignment.beads.len(), None);
    }
}
