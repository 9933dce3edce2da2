//! The score of parts of a bead: the same likelihood as of whole beads ([`ScoreWeights`]), for runs of pieces of
//! sentences.

use serde::{Deserialize, Serialize};

use super::direction::ln;
use super::length::LengthModel;
use super::weights::ScoreWeights;
use crate::bounds::{self, BadWeight, Bounds};
use crate::evidence::vectors::cosine;
use crate::evidence::{Compared, Side};
use crate::odds::logistic;
use crate::segment::clauses::Offer;

/// When a bead is divided inside sentences.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClauseWeights {
    /// Weights of the score of a part, as of a bead.
    pub score: ScoreWeights,
    /// Nats for every part; with `merge` and `cross` set together with [`ScoreWeights::of_parts`].
    pub part: f32,
    /// Nats against every sentence beyond one on either side of a part.
    pub merge: f32,
    /// Nats against a part with text of several sentences on both sides.
    pub cross: f32,
    /// Nats against a cut at a comma, a colon or a dash, or before a word without a mark, beside one at a better place.
    /// From .5 to 2 the F1 of `jisr eval clauses` on xquad-beads does not change by more than .002.
    pub weak: f32,
    /// Farthest that ln(length ratio) of a part may be from that of the document pair: keeps the search short. From .7
    /// to 1.1 nothing changes on xquad-beads.
    pub stray: f32,
    /// Nats that answered words give each part at least: a part has evidence of its own.
    pub own: f32,
    /// Least probability of a cut. Of .5, .6, .7 and .8 the best F1 of `jisr eval clauses` on xquad-beads, places
    /// where nothing is to be cut included.
    pub least: f32,
    /// Weights of the probability of a cut, of [`CutFeatures::vector`], by `jisr fit clauses` on xquad-beads. Since
    /// then words were added to the table of clause words: refitted, F1 is .0003 higher.
    pub cut: [f32; CutFeatures::SIZE],
}

impl Default for ClauseWeights {
    fn default() -> Self {
        ClauseWeights {
            score: ScoreWeights::of_parts(),
            part: -0.5,
            merge: 0.3,
            cross: 0.4,
            weak: 1.5,
            stray: 0.9,
            own: 4.0,
            least: 0.6,
            cut: [1.507, 0.785, -3.946, 0.409, 2.031, 1.767, 1.340, -1.080, -1.642],
        }
    }
}

impl ClauseWeights {
    /// Whether each weight is one that can be aligned with.
    pub(crate) fn check(&self) -> Result<(), BadWeight> {
        self.score.check().map_err(|bad| bad.within("score"))?;
        bounds::check(&[
            ("part", self.part.into(), Bounds::Any),
            ("merge", self.merge.into(), Bounds::From0),
            ("cross", self.cross.into(), Bounds::From0),
            ("weak", self.weak.into(), Bounds::From0),
            ("stray", self.stray.into(), Bounds::From0),
            ("own", self.own.into(), Bounds::From0),
            ("least", self.least.into(), Bounds::Share),
        ])?;
        bounds::check_all(&[("cut", &self.cut)])
    }
}

impl ClauseWeights {
    /// Nats against a cut.
    pub fn cost(&self, offer: Offer) -> f32 {
        match offer {
            Offer::Stop | Offer::Semicolon | Offer::MarkAnd => 0.0,
            Offer::Comma | Offer::And | Offer::Other => self.weak,
        }
    }

    /// Probability 0..1 that a cut is in the right place; 0 where a part has no evidence of its own.
    pub fn probability(&self, cut: &CutFeatures) -> f32 {
        if cut.own < self.own {
            return 0.0;
        }
        logistic(&cut.vector(), &self.cut)
    }
}

/// What the probability of a cut is made from.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct CutFeatures {
    /// Nats that the two parts beside the cut score more than both as one.
    pub gain: f32,
    /// Units of both parts.
    pub units: f32,
    /// Share of what words answer in both as one, in nats, that only crosses the cut.
    pub crossing: f32,
    /// Nats between this cut and the next best place for it.
    pub margin: f32,
    /// Nats that words of the poorer part answer.
    pub own: f32,
    /// What offers it.
    pub offer: Offer,
}

impl CutFeatures {
    /// Number of features, the constant among them.
    pub const SIZE: usize = 9;

    /// The features as the regression sees them.
    pub fn vector(&self) -> [f32; Self::SIZE] {
        let is = |offer| f32::from(u8::from(self.offer == offer));
        [
            1.0,
            (10.0 * self.gain / self.units.max(1.0)).clamp(-3.0, 6.0),
            10.0 * self.crossing,
            self.margin.max(0.0).ln_1p(),
            is(Offer::Stop),
            is(Offer::Semicolon),
            is(Offer::MarkAnd),
            is(Offer::Comma),
            is(Offer::And),
        ]
    }
}

/// Runs of pieces of both sides, `start..end` each.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct PieceRun {
    /// Arabic pieces.
    pub ar: (usize, usize),
    /// English pieces.
    pub en: (usize, usize),
}

/// What a run is worth.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Worth {
    /// Score in nats, as of a bead.
    pub score: f32,
    /// The share of it that answered words have.
    pub answered: f32,
}

/// One side of a bead in pieces, as [`PiecesOfBead::new`] takes it.
#[derive(Clone, Debug, Default)]
pub struct Pieces {
    /// The units, as a range of those of the [`Side`], up to the end of each piece; one longer than there are pieces.
    pub units: Vec<usize>,
    /// Characters without spaces of each piece.
    pub letters: Vec<u32>,
    /// The sentence each piece belongs to.
    pub sentence: Vec<u32>,
    /// Vectors of the pieces, not of unit length; empty without a table.
    pub vectors: Vec<f32>,
}

/// One side, ready for any run.
#[derive(Clone, Debug, Default)]
struct Half {
    /// Of each unit: 1 − cover, and what it is worth when nothing answers it.
    units: Vec<(f32, f32)>,
    /// Units before each piece.
    bounds: Vec<usize>,
    /// Characters before each piece.
    letters: Vec<f32>,
    sentence: Vec<u32>,
    /// Sums of the vectors before each piece.
    sums: Vec<f32>,
}

/// An Arabic unit may answer an English one.
#[derive(Clone, Copy, Debug)]
struct UnitLink {
    ar: u32,
    en: u32,
    /// cover · p(unit | counterpart) / p(unit), of the Arabic and of the English unit.
    weights: [f32; 2],
}

/// A bead in pieces: scores any run of them.
#[derive(Debug)]
pub struct PiecesOfBead {
    halves: [Half; 2],
    /// By Arabic unit.
    links: Vec<UnitLink>,
    /// Links before each Arabic unit.
    link_bounds: Vec<u32>,
    dim: usize,
    expected: f32,
    ceiling: f32,
    weights: ClauseWeights,
    /// Sums of the link weights of each unit within the run at hand.
    sums: [Vec<f32>; 2],
    /// The vectors of both sides of the run at hand.
    vectors: [Vec<f32>; 2],
}

impl PiecesOfBead {
    /// The bead of these pieces of `pair`; `expected` is ln of English over Arabic characters in the whole pair.
    pub fn new(pair: &Compared, pieces: [&Pieces; 2], expected: f32, weights: &ClauseWeights) -> Self {
        let sides = [&pair.ar, &pair.en];
        let terms = |k: usize| {
            let units = &pieces[k].units;
            &sides[k].terms[units[0]..units[units.len() - 1]]
        };
        let [ar, en] = [terms(0), terms(1)];
        // English units by term.
        let mut by_term: Vec<(u32, u32)> = (0u32..).zip(en).map(|(v, &t)| (t, v)).collect();
        by_term.sort_unstable();
        let mut links = Vec::new();
        let mut link_bounds = vec![0];
        let mut answered = [vec![false; ar.len()], vec![false; en.len()]];
        for (u, &term) in ar.iter().enumerate() {
            let from = pair.matches.partition_point(|m| m.ar < term);
            for m in pair.matches[from..].iter().take_while(|m| m.ar == term) {
                let start = by_term.partition_point(|b| b.0 < m.en);
                for &(_, v) in by_term[start..].iter().take_while(|b| b.0 == m.en) {
                    answered[0][u] = true;
                    answered[1][v as usize] = true;
                    links.push(UnitLink { ar: u as u32, en: v, weights: [m.backward, m.forward] });
                }
            }
            link_bounds.push(links.len() as u32);
        }
        // cover over p of each unit: what makes weights of probabilities.
        let mut rates = [Vec::with_capacity(ar.len()), Vec::with_capacity(en.len())];
        let halves = [0, 1].map(|k| {
            let side: &Side = sides[k];
            let mut units = Vec::with_capacity(rates[k].capacity());
            for (&term, &answered) in [ar, en][k].iter().zip(&answered[k]) {
                let t = term as usize;
                let cover = weights.score.covers(side.probability[t], side.known[t], answered);
                let p = weights.score.mixed(side.probability[t], side.count[t], side.terms.len());
                rates[k].push(cover / p);
                units.push((1.0 - cover, weights.score.missing * ln(1.0 - cover)));
            }
            Half::new(units, pieces[k], side.dim)
        });
        for link in &mut links {
            link.weights[0] *= rates[0][link.ar as usize];
            link.weights[1] *= rates[1][link.en as usize];
        }
        let dim = if pieces.iter().any(|p| p.vectors.is_empty()) { 0 } else { pair.ar.dim };
        let sums = [vec![0.0; ar.len()], vec![0.0; en.len()]];
        let ceiling = weights.score.most.exp();
        PiecesOfBead {
            halves,
            links,
            link_bounds,
            dim,
            expected,
            ceiling,
            weights: *weights,
            sums,
            vectors: [Vec::new(), Vec::new()],
        }
    }

    /// ln(length ratio) of a run less that of the pair.
    pub fn stray(&self, run: PieceRun) -> f32 {
        let [ar, en] = self.letters(run).map(|l| l + self.weights.score.length_base);
        ln(en / ar) - self.expected
    }

    fn letters(&self, run: PieceRun) -> [f32; 2] {
        let of = |half: usize, (from, to): (usize, usize)| {
            self.halves[half].letters[to] - self.halves[half].letters[from]
        };
        [of(0, run.ar), of(1, run.en)]
    }

    /// Units of a run, on each side.
    pub fn units(&self, run: PieceRun) -> usize {
        self.range(0, run.ar).len() + self.range(1, run.en).len()
    }

    fn range(&self, half: usize, pieces: (usize, usize)) -> std::ops::Range<usize> {
        let bounds = &self.halves[half].bounds;
        bounds[pieces.0]..bounds[pieces.1]
    }

    /// Adds up the weights of the links of a run that `counts` lets through; `counts` sees both units.
    fn gather(&mut self, run: PieceRun, counts: impl Fn(usize, usize) -> bool) {
        let (ar, en) = (self.range(0, run.ar), self.range(1, run.en));
        self.sums[0][ar.clone()].fill(0.0);
        self.sums[1][en.clone()].fill(0.0);
        let links = self.link_bounds[ar.start] as usize..self.link_bounds[ar.end] as usize;
        for link in &self.links[links] {
            let (u, v) = (link.ar as usize, link.en as usize);
            if en.contains(&v) && counts(u, v) {
                self.sums[0][u] += link.weights[0];
                self.sums[1][v] += link.weights[1];
            }
        }
    }

    /// What the units of a run give that something answers, each above its worth without an answer; and what the others
    /// take.
    fn words(&self, run: PieceRun, mut answer: impl FnMut(usize, usize, f32)) -> f32 {
        let ranges = [self.range(0, run.ar), self.range(1, run.en)];
        let mut missing = 0.0;
        for k in 0..2 {
            // A unit is found among those of the other side.
            let size = ranges[1 - k].len().max(1) as f32;
            for u in ranges[k].clone() {
                let (base, missed) = self.halves[k].units[u];
                missing += missed;
                let sum = self.sums[k][u];
                if sum > 0.0 {
                    answer(k, u, ln((1.0 + sum / (size * base)).min(self.ceiling)));
                }
            }
        }
        missing
    }

    /// What a run is worth.
    pub fn worth(&mut self, run: PieceRun) -> Worth {
        self.gather(run, |_, _| true);
        let mut answered = 0.0;
        let missing = self.words(run, |_, _, gain| answered += gain);
        let cosine = self.cosine(run);
        let (w, own) = (&self.weights.score, &self.weights);
        let [ar, en] = self.letters(run);
        let sentences = |half: &Half, (from, to): (usize, usize)| half.sentence[to - 1] - half.sentence[from];
        let more = [sentences(&self.halves[0], run.ar), sentences(&self.halves[1], run.en)];
        let crossing = if more[0] > 0 && more[1] > 0 { own.cross } else { 0.0 };
        let near = cosine.map_or(0.0, |c| c - w.cosine);
        let usual = LengthModel { expected: self.expected, spread: w.length_spread };
        let score = w.bead(answered + missing, near, w.ratio(ar, en, usual)) + own.part
            - own.merge * (more[0] + more[1]) as f32
            - crossing;
        Worth { score, answered: w.bead(answered, 0.0, 0.0) }
    }

    /// The cosine of both sides of a run; `None` without vectors.
    fn cosine(&mut self, run: PieceRun) -> Option<f32> {
        if self.dim == 0 {
            return None;
        }
        for (k, (from, to)) in [run.ar, run.en].into_iter().enumerate() {
            let sums = &self.halves[k].sums;
            let (a, b) = (&sums[from * self.dim..][..self.dim], &sums[to * self.dim..][..self.dim]);
            self.vectors[k].clear();
            self.vectors[k].extend(b.iter().zip(a).map(|(b, a)| b - a));
        }
        let [a, b] = &self.vectors;
        Some(cosine(a, b))
    }

    /// The share of what words answer in `left` and `right` as one, in nats, that is lost when they are apart.
    pub fn crossing(&mut self, left: PieceRun, right: PieceRun) -> f32 {
        let both = PieceRun { ar: (left.ar.0, right.ar.1), en: (left.en.0, right.en.1) };
        let (ar, en) = (self.halves[0].bounds[left.ar.1], self.halves[1].bounds[left.en.1]);
        self.gather(both, |u, v| (u < ar) == (v < en));
        let straight = self.sums.clone();
        self.gather(both, |_, _| true);
        let (mut all, mut lost) = (0.0, 0.0);
        self.words(both, |k, u, gain| {
            all += gain;
            if straight[k][u] == 0.0 {
                lost += gain;
            }
        });
        if all > 0.0 { lost / all } else { 0.0 }
    }
}

impl Half {
    fn new(units: Vec<(f32, f32)>, pieces: &Pieces, dim: usize) -> Self {
        let first = pieces.units[0];
        let mut letters = vec![0.0];
        for &l in &pieces.letters {
            letters.push(letters[letters.len() - 1] + l as f32);
        }
        let mut sums = Vec::new();
        if !pieces.vectors.is_empty() {
            sums.resize(dim, 0.0);
            for vector in pieces.vectors.chunks_exact(dim) {
                let from = sums.len() - dim;
                for (k, x) in vector.iter().enumerate() {
                    sums.push(sums[from + k] + x);
                }
            }
        }
        let bounds = pieces.units.iter().map(|u| u - first).collect();
        Half { units, bounds, letters, sentence: pieces.sentence.clone(), sums }
    }
}
