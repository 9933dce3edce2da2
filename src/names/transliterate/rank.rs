//! The ranker: a log-linear model over the candidates of a name, of a few dense features and of many sparse ones: each
//! unit with the letters around it, at the ends of the name and before it, which the joint model does not see.
//! (Jiampojamarn, Cherry & Kondrak 2010, "Integrating joint n-gram features into a discriminative training framework",
//! trained on n-best lists instead of on-line.)

use std::borrow::Cow;

/// A name as the ranker sees it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceWord {
    /// Its letters, folded to what the joint models know.
    pub letters: Vec<u8>,
    /// For each letter what folding took away (diacritic, apostrophe before it), 0 for nothing.
    pub shades: Vec<u8>,
}

/// Number of dense features.
pub const DENSE: usize = 17;

/// What is known of a candidate beside its units.
pub type Dense = [f32; DENSE];

/// Steps a sparse weight of 1 has.
pub const SPARSE_STEPS: f32 = 24.0;

/// A fitted ranker.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CandidateRanker {
    /// Weights of the dense features.
    pub dense: Cow<'static, [f32]>,
    /// Weights of the sparse features by hash, in steps; a power of two of them.
    pub sparse: Cow<'static, [i8]>,
}

#[inline]
pub fn mix(h: u64, x: u64) -> u64 {
    (h ^ x).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
}

/// Letters of `source` around a place, 0 beyond its ends.
struct SourceLetters<'a>(&'a SourceWord);

impl SourceLetters<'_> {
    #[inline]
    fn at(&self, i: isize) -> u64 {
        if i < 0 { 0 } else { self.0.letters.get(i as usize).copied().map_or(0, u64::from) }
    }
}

/// The ends of a name and whether it has diacritics, for its features.
struct NameEnds {
    end2: u64,
    end3: u64,
    start2: u64,
    start3: u64,
    accent: u8,
}

impl NameEnds {
    fn of(source: &SourceWord) -> Self {
        let near = SourceLetters(source);
        let n = source.letters.len() as isize;
        let (end2, start2) = (near.at(n - 2) << 8 | near.at(n - 1), near.at(0) << 8 | near.at(1));
        NameEnds {
            end2,
            end3: near.at(n - 3) << 16 | end2,
            start2,
            start3: start2 << 8 | near.at(2),
            accent: source.shades.iter().copied().max().unwrap_or(0),
        }
    }
}

/// Calls `each` with the hash of every sparse feature of a unit at place `i` that is its own.
#[inline]
fn own_features(
    source: &SourceWord,
    whole: &NameEnds,
    i: isize,
    (unit, size): (u16, usize),
    mut each: impl FnMut(u64),
) {
    let near = SourceLetters(source);
    let n = source.letters.len() as isize;
    let u = u64::from(unit) + 1;
    let (l1, l2, l3) = (near.at(i - 1), near.at(i - 2), near.at(i - 3));
    let j = i + size as isize;
    let (r1, r2, r3) = (near.at(j), near.at(j + 1), near.at(j + 2));
    let mut feature = |template: u64, context: u64| each(mix(mix(0, template << 16 | u), context));
    feature(1, 0);
    feature(2, l1);
    feature(3, r1);
    feature(4, l1 << 8 | r1);
    feature(5, l2 << 8 | l1);
    feature(6, r1 << 8 | r2);
    feature(7, l2 << 16 | l1 << 8 | r1);
    feature(8, l1 << 16 | r1 << 8 | r2);
    feature(9, l3 << 16 | l2 << 8 | l1);
    feature(10, r1 << 16 | r2 << 8 | r3);
    feature(11, l2 << 24 | l1 << 16 | r1 << 8 | r2);
    feature(12, whole.end2);
    feature(13, whole.end3);
    feature(14, whole.start2);
    feature(15, whole.start3);
    feature(16, u64::from(i == 0) | ((n - j).clamp(0, 3) as u64) << 1 | (n.min(12) as u64) << 4);
    if whole.accent > 0 {
        feature(21, u64::from(whole.accent));
        let shades = source.shades.get(i as usize..(j as usize).min(source.shades.len())).unwrap_or_default();
        let shade = shades.iter().fold(0, |s, &c| s << 8 | u64::from(c));
        if shade > 0 {
            feature(22, shade);
        }
    }
}

/// Calls `each` with the hash of every sparse feature of a unit that ends before place `j`, with the units before it.
#[inline]
fn joint_features(
    source: &SourceWord,
    j: isize,
    u: u64,
    before: u64,
    before2: u64,
    mut each: impl FnMut(u64),
) {
    let near = SourceLetters(source);
    let (r1, r2) = (near.at(j), near.at(j + 1));
    let mut feature = |template: u64, context: u64| each(mix(mix(0, template << 16 | u), context));
    feature(17, before);
    feature(18, before << 8 | r1);
    feature(19, before << 16 | r1 << 8 | r2);
    feature(20, before2 << 16 | before);
}

/// The sparse feature of how a name ends.
fn last_feature(before: u64, before2: u64) -> u64 {
    mix(mix(0, 30 << 16), before << 16 | before2)
}

/// Calls `each` with the hash of every sparse feature of a candidate: `units` with their sizes on the source side.
pub fn features(source: &SourceWord, units: &[(u16, usize)], mut each: impl FnMut(u64)) {
    let whole = NameEnds::of(source);
    let (mut i, mut before, mut before2) = (0isize, 0u64, 0u64);
    for &(unit, size) in units {
        own_features(source, &whole, i, (unit, size), &mut each);
        i += size as isize;
        let u = u64::from(unit) + 1;
        joint_features(source, i, u, before, before2, &mut each);
        (before2, before) = (before, u);
    }
    each(last_feature(before, before2));
}

/// Sums of the features that units have of their own, for each place by unit: the candidates of a name share most of
/// them.
#[derive(Default)]
pub struct UnitSums {
    sums: Vec<Vec<(u16, i32)>>,
}

impl UnitSums {
    /// Makes it new again.
    pub fn clear(&mut self) {
        self.sums.iter_mut().for_each(Vec::clear);
    }
}

impl CandidateRanker {
    /// The score of a candidate: its logarithmic odds but for a constant. `shared` must be new for each source.
    pub fn score(
        &self,
        dense: &Dense,
        source: &SourceWord,
        units: &[(u16, usize)],
        shared: &mut UnitSums,
    ) -> f32 {
        let sum: f32 = self.dense.iter().zip(dense).map(|(w, x)| w * x).sum();
        if self.sparse.is_empty() {
            return sum;
        }
        let shift = 64 - self.sparse.len().trailing_zeros();
        let weight = |h: u64| i32::from(self.sparse[(h >> shift) as usize]);
        let whole = NameEnds::of(source);
        let (mut steps, mut i, mut before, mut before2) = (0, 0isize, 0u64, 0u64);
        for &(unit, size) in units {
            if shared.sums.len() <= i as usize {
                shared.sums.resize_with(source.letters.len().max(i as usize) + 1, Vec::new);
            }
            let here = &mut shared.sums[i as usize];
            steps += if let Some(known) = here.iter().find(|s| s.0 == unit) {
                known.1
            } else {
                let mut own = 0;
                own_features(source, &whole, i, (unit, size), |h| own += weight(h));
                here.push((unit, own));
                own
            };
            i += size as isize;
            let u = u64::from(unit) + 1;
            joint_features(source, i, u, before, before2, |h| steps += weight(h));
            (before2, before) = (before, u);
        }
        steps += weight(last_feature(before, before2));
        sum + steps as f32 / SPARSE_STEPS
    }
}
