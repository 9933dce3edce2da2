//! Anchors: sentence pairs that are each other's best. They say whether two texts run in the same order, and where a
//! monotone alignment has to look.

use serde::{Deserialize, Serialize};

use crate::bounds::{self, BadWeight, Bounds, MANY};
use crate::score::{Band, ScoreWeights, Single, Singles};

/// What an anchor is, and how far a band reaches beyond the anchors.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AnchorOptions {
    /// Weights of the score for anchors: lengths have no say, a sentence may be one of several in its bead.
    pub score: ScoreWeights,
    /// Least score of an anchor in nats.
    pub least: f32,
    /// Least share of anchors in one order for a parallel pair.
    pub monotone: f32,
    /// Least share of the shorter side that is anchored in a parallel pair.
    pub covered: f32,
    /// As `covered`, when there are at least `many` anchors: so many do not fall in one order by chance.
    pub covered_by_many: f32,
    /// Anchors that count as many.
    pub many: usize,
    /// As `monotone`, for the line alone where the passages off it are counted too: a translation with one moved.
    pub line: f32,
    /// Anchors of a passage off the line, at least.
    pub passage: usize,
    /// Sentences from one anchor of a passage to the next on both sides, at most.
    pub near: usize,
    /// Sentences that the band reaches beyond the line through the anchors, at least.
    pub reach: usize,
    /// Up to this many sentence pairs the band is the whole rectangle: the search is exact.
    pub exact: usize,
}

impl Default for AnchorOptions {
    fn default() -> Self {
        // Set on all alignment sets of the development data: `monotone` and `covered` by `jisr eval align SET`,
        // `reach` and `exact` where only lists of hadith-del, .004, suffer beside 10 and 400, for a seventh less time. `line`, `passage` and `near` on the same sets and on
        // xquad and tico19, beads and noisy, with a passage of three to six English sentences moved in each document:
        // 189 of 230 of these are then parallel, 98 without, and no other pair of documents changes its mode.
        AnchorOptions {
            score: ScoreWeights { length: 0.0, missing: 0.5, words: 0.6, ..ScoreWeights::default() },
            least: 1.0,
            monotone: 0.85,
            covered: 0.45,
            covered_by_many: 0.2,
            many: 10,
            line: 0.5,
            passage: 3,
            near: 4,
            reach: 5,
            exact: 100,
        }
    }
}

impl AnchorOptions {
    /// Whether each weight is one that can be aligned with.
    pub(crate) fn check(&self) -> Result<(), BadWeight> {
        self.score.check().map_err(|bad| bad.within("score"))?;
        bounds::check(&[
            ("least", self.least.into(), Bounds::From0),
            ("monotone", self.monotone.into(), Bounds::Share),
            ("covered", self.covered.into(), Bounds::Share),
            ("covered_by_many", self.covered_by_many.into(), Bounds::Share),
            ("many", self.many as f64, Bounds::Count(0, MANY)),
            ("line", self.line.into(), Bounds::Share),
            ("passage", self.passage as f64, Bounds::Count(0, MANY)),
            ("near", self.near as f64, Bounds::Count(0, MANY)),
            ("reach", self.reach as f64, Bounds::Count(0, MANY)),
            ("exact", self.exact as f64, Bounds::Count(0, 1000 * MANY)),
        ])
    }
}

/// The anchors of a pair and the longest run of them in the same order on both sides.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Anchors {
    /// Pairs that are each other's best, by Arabic sentence.
    pub all: Vec<Single>,
    /// The best chain of anchors with both sides ascending.
    pub chain: Vec<Single>,
}

impl Anchors {
    /// The anchors among `singles`. Of sentences that are said several times the first on one side belongs to the first
    /// on the other, the second to the second: a text that repeats itself is anchored in all its copies.
    pub fn new(singles: &Singles, options: &AnchorOptions) -> Self {
        let mut column_best = vec![f32::NEG_INFINITY; singles.columns];
        for s in &singles.pairs {
            let best = &mut column_best[s.j as usize];
            *best = best.max(s.score);
        }
        let mut all = Vec::new();
        let mut taken = vec![false; singles.columns];
        for i in 0..singles.rows() {
            let row = singles.row(i);
            let most = row.iter().fold(options.least, |most, s| most.max(s.score));
            let free = |s: &&Single| {
                let j = s.j as usize;
                s.score == most && s.score == column_best[j] && !taken[j]
            };
            if let Some(&single) = row.iter().find(free) {
                taken[single.j as usize] = true;
                all.push(single);
            }
        }
        let chain = Self::heaviest_chain(&all, singles.columns);
        Anchors { all, chain }
    }

    /// The chain of `anchors`, ascending on both sides, with the highest sum of scores: O(n log n) with a Fenwick tree
    /// of best prefixes. `anchors` stand by Arabic sentence.
    pub fn heaviest_chain(anchors: &[Single], columns: usize) -> Vec<Single> {
        let mut tree: Vec<(f64, usize)> = vec![(0.0, usize::MAX); columns + 1];
        let mut before = vec![usize::MAX; anchors.len()];
        let mut last = (0.0, usize::MAX);
        for (k, anchor) in anchors.iter().enumerate() {
            let mut best = (0.0, usize::MAX);
            let mut at = anchor.j as usize;
            while at > 0 {
                if tree[at].0 > best.0 {
                    best = tree[at];
                }
                at -= at & at.wrapping_neg();
            }
            before[k] = best.1;
            let sum = best.0 + f64::from(anchor.score);
            if sum > last.0 {
                last = (sum, k);
            }
            let mut at = anchor.j as usize + 1;
            while at <= columns {
                if sum > tree[at].0 {
                    tree[at] = (sum, k);
                }
                at += at & at.wrapping_neg();
            }
        }
        let mut chain = Vec::new();
        let mut k = last.1;
        while k != usize::MAX {
            chain.push(anchors[k]);
            k = before[k];
        }
        chain.reverse();
        chain
    }

    /// Share of the shorter side that is anchored, and share of the anchors that run in one order.
    pub fn shares(&self, rows: usize, columns: usize) -> (f32, f32) {
        let covered = self.all.len() as f32 / rows.min(columns).max(1) as f32;
        let monotone = self.chain.len() as f32 / self.all.len().max(1) as f32;
        (covered, monotone)
    }

    /// Whether the two sides seem to be translations of each other: enough anchors run in one order, or nearly all do
    /// once passages that were moved as a whole are counted.
    pub fn parallel(&self, rows: usize, columns: usize, options: &AnchorOptions) -> bool {
        let (covered, monotone) = self.shares(rows, columns);
        let least = if self.all.len() >= options.many { options.covered_by_many } else { options.covered };
        if covered >= least && monotone >= options.monotone {
            return true;
        }
        let moved = self.moved(options) as f32 / self.all.len().max(1) as f32;
        covered >= options.covered && monotone >= options.line && monotone + moved >= options.monotone
    }

    /// Anchors off the chain that follow each other closely on both sides, in passages of some length, with none of the
    /// chain between them.
    pub fn moved(&self, options: &AnchorOptions) -> usize {
        let mut chain = self.chain.iter().map(|s| s.i).peekable();
        let (mut moved, mut run) = (0, 0);
        let mut last: Option<&Single> = None;
        let passage = |run: usize| if run >= options.passage { run } else { 0 };
        for anchor in &self.all {
            if chain.next_if_eq(&anchor.i).is_some() {
                last = None;
                continue;
            }
            let follows = last.is_some_and(|l| {
                anchor.j > l.j && ((anchor.j - l.j).max(anchor.i - l.i) as usize) <= options.near
            });
            if !follows {
                moved += passage(run);
                run = 0;
            }
            run += 1;
            last = Some(anchor);
        }
        moved + passage(run)
    }

    /// The band around the chain, everything when the pair is small.
    pub fn band(&self, rows: usize, columns: usize, options: &AnchorOptions) -> Band {
        if rows * columns <= options.exact {
            return Band::full(rows, columns);
        }
        // Corners of the line: the start, every anchor of the chain, the end.
        let mut corners = vec![(0usize, 0usize)];
        corners.extend(self.chain.iter().map(|s| (s.i as usize, s.j as usize)));
        corners.push((rows, columns));
        let mut band = vec![(columns, 0usize); rows];
        for step in corners.windows(2) {
            let ((i0, j0), (i1, j1)) = (step[0], step[1]);
            // Between two anchors everything is open, but for gaps so long that only the diagonal can be afforded.
            let (height, width) = (i1 - i0, j1 - j0);
            let reach = options.reach;
            let from_row = i0.saturating_sub(reach);
            for (i, here) in (from_row..).zip(&mut band[from_row..(i1 + reach).min(rows)]) {
                let (from, to) = if height * width <= LARGE_GAP || height == 0 {
                    (j0, j1)
                } else {
                    let on = j0 + (i.clamp(i0, i1) - i0) * width / height;
                    let around = (LARGE_GAP / height).max(reach);
                    (on.saturating_sub(around).max(j0), (on + around).min(j1))
                };
                here.0 = here.0.min(from.saturating_sub(reach));
                here.1 = here.1.max((to + reach).min(columns));
            }
        }
        // The lattice needs both edges to ascend.
        for i in 1..rows {
            band[i].1 = band[i].1.max(band[i - 1].1);
        }
        for i in (1..rows).rev() {
            band[i - 1].0 = band[i - 1].0.min(band[i].0);
        }
        Band(band.into_iter().map(|(a, b)| (a.min(b) as u32, b as u32)).collect())
    }
}

/// Cells of a gap between anchors that are searched in full.
const LARGE_GAP: usize = 40_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn at(i: u32, j: u32) -> Single {
        Single { i, j, score: 1.0 }
    }

    #[test]
    fn the_chain_leaves_out_what_crosses() {
        let anchors = [at(0, 0), at(1, 7), at(2, 1), at(3, 2), at(5, 4)];
        let chain: Vec<_> = Anchors::heaviest_chain(&anchors, 8).iter().map(|s| (s.i, s.j)).collect();
        assert_eq!(chain, [(0, 0), (2, 1), (3, 2), (5, 4)]);
    }

    #[test]
    fn of_equals_the_first_belongs_to_the_first() {
        let of = |rows: &[&[(u32, f32)]], columns: usize| -> Vec<(u32, u32)> {
            let mut singles = Singles { bounds: vec![0], columns, ..Singles::default() };
            for (i, row) in (0..).zip(rows) {
                singles.pairs.extend(row.iter().map(|&(j, score)| Single { i, j, score }));
                singles.bounds.push(singles.pairs.len() as u32);
            }
            let options = AnchorOptions { least: 1.0, ..AnchorOptions::default() };
            Anchors::new(&singles, &options).all.iter().map(|s| (s.i, s.j)).collect()
        };
        let [a, b]: [&[_]; 2] = [&[(0, 5.0), (1, 2.0), (2, 5.0)], &[(0, 2.0), (1, 4.0), (2, 2.0)]];
        assert_eq!(of(&[a, b, a], 3), [(0, 0), (1, 1), (2, 2)]);
        assert_eq!(of(&[a, a, a], 3), [(0, 0), (1, 2)], "two for three");
        assert_eq!(of(&[a, b], 3), [(0, 0), (1, 1)], "one for two");
        assert_eq!(of(&[&[(0, 3.0)], &[(0, 3.0), (1, 3.0)]], 2), [(0, 0), (1, 1)], "the first is taken");
        assert_eq!(of(&[&[(0, 0.5), (1, 0.9)], &[(1, 1.0)]], 2), [(1, 1)], "the least score of an anchor");
        assert_eq!(of(&[&[], &[]], 0), []);
    }

    #[test]
    fn a_passage_moved_as_a_whole_is_told_from_any_order() {
        let options = AnchorOptions::default();
        let of = |columns: [u32; 10]| {
            let all: Vec<_> = (0..).zip(columns).map(|(i, j)| at(i, j)).collect();
            let chain = Anchors::heaviest_chain(&all, 10);
            let anchors = Anchors { all, chain };
            (anchors.moved(&options), anchors.parallel(10, 10, &options))
        };
        assert_eq!(of([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), (0, true));
        assert_eq!(of([0, 1, 7, 8, 9, 2, 3, 4, 5, 6]), (3, true));
        assert!(!of([0, 5, 1, 9, 3, 7, 2, 8, 6, 4]).1);
        assert!(!of([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]).1);
    }

    #[test]
    fn the_band_holds_every_corner_and_ascends() {
        let chain = vec![at(10, 30), at(50, 60), at(90, 200)];
        let anchors = Anchors { all: chain.clone(), chain };
        let options = AnchorOptions { exact: 0, ..AnchorOptions::default() };
        let band = anchors.band(100, 300, &options);
        assert_eq!(band.0[0].0, 0);
        assert_eq!(band.0[99].1, 300);
        for (i, j) in [(10, 30), (50, 60), (90, 200)] {
            assert!((band.0[i].0..band.0[i].1).contains(&j));
        }
        assert!(band.0.windows(2).all(|w| w[0].0 <= w[1].0 && w[0].1 <= w[1].1));
    }

    #[test]
    fn the_band_grows_with_the_length_not_with_its_square() {
        let options = AnchorOptions::default();
        let cells = |n: usize, every: usize| -> usize {
            let chain: Vec<_> = (0..n as u32).step_by(every).map(|k| at(k, k)).collect();
            let band = Anchors { all: chain.clone(), chain }.band(n, n, &options);
            band.0.iter().map(|b| (b.1 - b.0) as usize).sum()
        };
        assert!(cells(20_000, 10) <= 20_000 * 60, "{}", cells(20_000, 10));
        assert!(cells(20_000, 100) <= 20_000 * 160, "{}", cells(20_000, 100));
        assert!(cells(20_000, 20_000) <= 20_000 * 60, "no anchors: {}", cells(20_000, 20_000));
    }
}
