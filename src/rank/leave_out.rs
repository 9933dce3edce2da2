//! Beads that are left out since they are not probable enough.

use crate::text::{Alignment, Bead, Lang, Mode, UnalignedSentence};

/// The null bead of an Arabic sentence.
fn ar_null(i: u32) -> Bead {
    Bead { ar: vec![i], ..Bead::default() }
}

/// The null bead of an English sentence.
fn en_null(j: u32) -> Bead {
    Bead { en: vec![j], ..Bead::default() }
}

/// Takes the beads below `least` out of an alignment; in a parallel one their sentences become nulls, in order. In an
/// explained comparable one the sentences without a counterpart come last, as nulls.
pub(crate) fn leave_out(alignment: &mut Alignment, least: f32) {
    drop_below(alignment, least);
    let open = &alignment.explanation.open;
    if alignment.mode == Mode::Comparable && !open.is_empty() {
        let null = |o: &UnalignedSentence| {
            if o.lang == Lang::Arabic { ar_null(o.sentence) } else { en_null(o.sentence) }
        };
        alignment.beads.extend(open.iter().map(null));
        alignment.evidence.resize(alignment.beads.len(), Vec::new());
        alignment.explanation.beads.resize(alignment.beads.len(), None);
    }
}

/// Takes the beads below `least` out; in a parallel alignment their sentences become nulls.
fn drop_below(alignment: &mut Alignment, least: f32) {
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
}
