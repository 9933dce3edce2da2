//! Every sentence of the page once: those that take no part in the search, each in its place.

use std::ops::Range;

use super::aligned::AlignedBead;

/// Beads of a parallel alignment, by Arabic sentence and holding every content sentence once, with every sentence that
/// takes no part, of `rows` and `columns`, as a null in its place: before the bead whose first sentence comes next on
/// its side; after the bead where it stands between two of its sentences; at the end where nothing follows.
///
/// Beads whose English side is out of order (a passage moved) take what stands before them on the English page along:
/// the output follows the Arabic side.
pub(super) fn with_the_page(beads: Vec<AlignedBead>, rows: usize, columns: usize) -> Vec<AlignedBead> {
    let ar = FreeSentences::new(beads.iter().map(|b| b.ar.as_slice()), rows);
    let en = FreeSentences::new(beads.iter().map(|b| b.en.as_slice()), columns);
    let ar_alone = |sentences: Range<u32>| sentences.map(AlignedBead::ar_alone);
    let en_alone = |sentences: Range<u32>| sentences.map(AlignedBead::en_alone);
    let mut out = Vec::with_capacity(beads.len());
    for bead in beads {
        out.extend(bead.ar.first().into_iter().flat_map(|&i| ar_alone(ar.before(i))));
        out.extend(bead.en.first().into_iter().flat_map(|&j| en_alone(en.before(j))));
        let between_ar = bead.ar.iter().skip(1).flat_map(|&i| ar_alone(ar.before(i)));
        let between_en = bead.en.iter().skip(1).flat_map(|&j| en_alone(en.before(j)));
        let between: Vec<AlignedBead> = between_ar.chain(between_en).collect();
        out.push(bead);
        out.extend(between);
    }
    out.extend(ar_alone(ar.rest()).chain(en_alone(en.rest())));
    out
}

/// Which sentences of a side are in no bead, by the one in a bead that follows.
struct FreeSentences {
    /// The sentences in beads, ascending.
    used: Vec<u32>,
    all: u32,
}

impl FreeSentences {
    fn new<'b>(sides: impl Iterator<Item = &'b [u32]>, all: usize) -> Self {
        let mut used: Vec<u32> = sides.flatten().copied().collect();
        used.sort_unstable();
        FreeSentences { used, all: all as u32 }
    }

    /// The sentences right before `k`, which is in a bead.
    fn before(&self, k: u32) -> Range<u32> {
        let at = self.used.partition_point(|&u| u < k);
        at.checked_sub(1).map_or(0, |last| self.used[last] + 1)..k
    }

    /// Those after all beads.
    fn rest(&self) -> Range<u32> {
        self.used.last().map_or(0, |l| l + 1)..self.all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bead(ar: &[u32], en: &[u32]) -> AlignedBead {
        AlignedBead { ar: ar.to_vec(), en: en.to_vec(), probability: 1.0, ..AlignedBead::default() }
    }

    fn sides(beads: &[AlignedBead]) -> Vec<(&[u32], &[u32])> {
        beads.iter().map(|b| (b.ar.as_slice(), b.en.as_slice())).collect()
    }

    /// What stands on the page in no bead goes with the bead that follows on its side, wherever that went.
    #[test]
    fn the_page_follows_beads_out_of_order() {
        let beads =
            vec![bead(&[1, 3], &[5]), bead(&[4], &[1]), AlignedBead::ar_alone(5), bead(&[6], &[2, 3])];
        let out = with_the_page(beads, 8, 7);
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
