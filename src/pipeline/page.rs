//! Every sentence of the page once: nulls in their place, and beads that are left out.

use crate::text::{Alignment, Bead, Evidence, Lang, Mode, Open};

/// The null bead of an Arabic sentence.
fn ar_null(i: u32) -> Bead {
    Bead { ar: vec![i], en: Vec::new(), score: 0.0, kind: None, ..Bead::default() }
}

/// The null bead of an English sentence.
fn en_null(j: u32) -> Bead {
    Bead { ar: Vec::new(), en: vec![j], score: 0.0, kind: None, ..Bead::default() }
}

/// Beads of a parallel alignment, by Arabic sentence and holding every content sentence once, with every sentence that
/// takes no part, of `rows` and `columns`, as a null in its place: before the bead whose first sentence comes next on
/// its side; after the bead where it stands between two of its sentences; at the end where nothing follows.
///
/// Beads whose English side is out of order (a passage moved) take what stands before them on the English page along:
/// the output follows the Arabic side.
pub(super) fn with_the_page(
    beads: Vec<Bead>,
    evidence: Vec<Vec<Evidence>>,
    rows: usize,
    columns: usize,
) -> (Vec<Bead>, Vec<Vec<Evidence>>) {
    let ar = Around::new(beads.iter().map(|b| b.ar.as_slice()), rows);
    let en = Around::new(beads.iter().map(|b| b.en.as_slice()), columns);
    let (mut out, mut out_evidence) = (Vec::with_capacity(beads.len()), Vec::with_capacity(beads.len()));
    for (bead, own) in beads.into_iter().zip(evidence) {
        out.extend(bead.ar.first().into_iter().flat_map(|&i| ar.before(i)).map(ar_null));
        out.extend(bead.en.first().into_iter().flat_map(|&j| en.before(j)).map(en_null));
        out_evidence.resize(out.len(), Vec::new());
        let between_ar = bead.ar.iter().skip(1).flat_map(|&i| ar.before(i)).map(ar_null);
        let between_en = bead.en.iter().skip(1).flat_map(|&j| en.before(j)).map(en_null);
        let between: Vec<Bead> = between_ar.chain(between_en).collect();
        out.push(bead);
        out_evidence.push(own);
        out.extend(between);
    }
    out.extend(ar.rest().map(ar_null).chain(en.rest().map(en_null)));
    out_evidence.resize(out.len(), Vec::new());
    (out, out_evidence)
}

/// Which sentences of a side are in no bead, by the one in a bead that follows.
struct Around {
    /// The sentences in beads, ascending.
    used: Vec<u32>,
    all: u32,
}

impl Around {
    fn new<'b>(sides: impl Iterator<Item = &'b [u32]>, all: usize) -> Self {
        let mut used: Vec<u32> = sides.flatten().copied().collect();
        used.sort_unstable();
        Around { used, all: all as u32 }
    }

    /// The sentences right before `k`, which is in a bead.
    fn before(&self, k: u32) -> std::ops::Range<u32> {
        let at = self.used.partition_point(|&u| u < k);
        at.checked_sub(1).map_or(0, |last| self.used[last] + 1)..k
    }

    /// Those after all beads.
    fn rest(&self) -> std::ops::Range<u32> {
        self.used.last().map_or(0, |l| l + 1)..self.all
    }
}

/// Takes the beads below `least` out of an alignment; in a parallel one their sentences become nulls, in order. In an
/// explained comparable one the sentences without a counterpart come last, as nulls.
pub(crate) fn leave_out(alignment: &mut Alignment, least: f32) {
    drop_below(alignment, least);
    let open = &alignment.explanation.open;
    if alignment.mode == Mode::Comparable && !open.is_empty() {
        let null = |o: &Open| if o.lang == Lang::Arabic { ar_null(o.sentence) } else { en_null(o.sentence) };
        alignment.beads.extend(open.iter().map(null));
        alignment.evidence.resize(alignment.beads.len(), Vec::new());
        alignment.explanation.beads.resize(alignment.beads.len(), None);
    }
}

/// Takes the beads below `least` out; in a parallel alignment their sentences become nulls.
pub(super) fn drop_below(alignment: &mut Alignment, least: f32) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn bead(ar: &[u32], en: &[u32]) -> Bead {
        Bead { ar: ar.to_vec(), en: en.to_vec(), score: 1.0, kind: None, ..Bead::default() }
    }

    fn sides(beads: &[Bead]) -> Vec<(&[u32], &[u32])> {
        beads.iter().map(|b| (b.ar.as_slice(), b.en.as_slice())).collect()
    }

    /// What stands on the page in no bead goes with the bead that follows on its side, wherever that went.
    #[test]
    fn the_page_follows_beads_out_of_order() {
        let beads = vec![bead(&[1, 3], &[5]), bead(&[4], &[1]), ar_null(5), bead(&[6], &[2, 3])];
        let (out, evidence) = with_the_page(beads, vec![Vec::new(); 4], 8, 7);
        assert_eq!(out.len(), evidence.len());
        let expected: [(&[u32], &[u32]); 10] = [
            (&[0], &[]),
            (&[], &[4]),
            (&[1, 3], &[5]),
            (&[2], &[]),
            (&[], &[0]),
            (&[4], &[1]),
            (&[5], &[]),
            (&[6], &[2, 3]),
            (&[7], &[]),
            (&[], &[6]),
        ];
        assert_eq!(sides(&out), expected);
    }
}
