//! Which shapes beads have, and how likely each is in a document pair (Gale & Church 1993, whose fixed shares are here
//! the prior of the pair's own).

use serde::{Deserialize, Serialize};

use crate::score::Cell;

/// The shapes that a search looks at, and how likely they are before anything is known of the pair.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ShapeOptions {
    /// Share of beads 1-1. This and the five that follow are taken relative to their sum.
    pub one_one: f32,
    /// Share of beads of one Arabic with several English sentences.
    pub one_many: f32,
    /// Share of beads of several Arabic with one English sentence.
    pub many_one: f32,
    /// Share of beads with several sentences on both sides.
    pub many_many: f32,
    /// Share of Arabic sentences left alone.
    pub ar_alone: f32,
    /// Share of English sentences left alone.
    pub en_alone: f32,
    /// Probability that a bead which has several sentences on a side has yet one more.
    pub more: f32,
    /// Beads that these shares count for, against those that the last search found in the pair.
    pub prior: f32,
    /// Weight of ln(share) of a bead with text on both sides.
    pub weight: f32,
    /// Weight of ln(share) of a sentence left alone.
    pub alone_weight: f32,
    /// Nats against leaving a sentence alone for each unit of what it tells ([`contents`](crate::score::contents)).
    pub alone_content: f32,
    /// Longest run of a side beside one sentence of the other.
    pub longest: usize,
    /// Longest shorter side of a bead with several sentences on both.
    pub many_short: usize,
    /// Most sentences of such a bead on both sides together.
    pub many_total: usize,
}

impl Default for ShapeOptions {
    fn default() -> Self {
        ShapeOptions {
            one_one: 0.60,
            one_many: 0.09,
            many_one: 0.09,
            many_many: 0.004,
            ar_alone: 0.05,
            en_alone: 0.05,
            more: 0.26,
            prior: 13.0,
            weight: 1.19,
            alone_weight: 1.05,
            alone_content: 0.15,
            longest: 8,
            many_short: 3,
            many_total: 9,
        }
    }
}

/// Kinds of shape that are counted together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Class {
    OneOne,
    OneMany,
    ManyOne,
    ManyMany,
    ArabicAlone,
    EnglishAlone,
}

/// Number of classes.
const CLASSES: usize = 6;

/// The class of a shape and the sentences it has beyond the smallest of its class.
fn class(m: usize, n: usize) -> (Class, usize) {
    match (m, n) {
        (_, 0) => (Class::ArabicAlone, 0),
        (0, _) => (Class::EnglishAlone, 0),
        (1, 1) => (Class::OneOne, 0),
        (1, n) => (Class::OneMany, n - 2),
        (m, 1) => (Class::ManyOne, m - 2),
        (m, n) => (Class::ManyMany, m + n - 4),
    }
}

impl ShapeOptions {
    /// The longest run that any bead has on a side.
    pub fn runs(&self) -> usize {
        self.longest.max(self.many_total.saturating_sub(2)).max(1)
    }

    /// Those of a first search, which only looks for what the pair is like: the shapes that nearly all beads have.
    #[must_use]
    pub fn first(&self) -> Self {
        /// Of 3 to 6 none finds the development sets' pairs to be otherwise; 3 leaves lists to the band's reach.
        const LONGEST: usize = 5;
        ShapeOptions {
            longest: self.longest.min(LONGEST),
            many_short: self.many_short.min(2),
            many_total: self.many_total.min(4),
            ..*self
        }
    }

    /// The shapes with text on both sides.
    fn shapes(&self) -> Vec<(usize, usize)> {
        let mut out = vec![(1, 1)];
        for k in 2..=self.longest {
            out.extend([(1, k), (k, 1)]);
        }
        for m in 2..self.many_total {
            for n in 2..self.many_total {
                if m.min(n) <= self.many_short && m + n <= self.many_total {
                    out.push((m, n));
                }
            }
        }
        out
    }

    fn shares(&self) -> [f32; CLASSES] {
        let shares =
            [self.one_one, self.one_many, self.many_one, self.many_many, self.ar_alone, self.en_alone];
        let sum: f32 = shares.iter().sum();
        shares.map(|share| share / sum)
    }
}

/// What the shape of each bead of a document pair is worth, in nats.
#[derive(Clone, Debug)]
pub struct Shapes {
    /// The shapes with text on both sides, each with its worth.
    pub two_sided: Vec<(usize, usize, f32)>,
    /// What leaving each Arabic sentence alone is worth.
    pub ar_alone: Vec<f32>,
    /// What leaving each English sentence alone is worth.
    pub en_alone: Vec<f32>,
}

impl Shapes {
    /// As a search that found `cells` counts them, with the prior. `contents` is what each sentence tells, Arabic and
    /// English.
    pub fn new(cells: &[Cell], contents: [&[f32]; 2], options: &ShapeOptions) -> Self {
        let (mut count, mut extra) = ([0.0f32; CLASSES], [0.0f32; CLASSES]);
        for cell in cells {
            let (class, beyond) = class(cell.m, cell.n);
            count[class as usize] += 1.0;
            extra[class as usize] += beyond as f32;
        }
        let shares = options.shares();
        let total: f32 = count.iter().sum::<f32>() + options.prior;
        let ln_share =
            |class: Class| ((count[class as usize] + options.prior * shares[class as usize]) / total).ln();
        let worth = |(m, n): (usize, usize)| {
            let (class, beyond) = class(m, n);
            let mut ln = ln_share(class);
            if class != Class::OneOne {
                // Geometric in the sentences beyond the smallest shape; half of the prior's beads speak for `more`.
                let (extra, count, half) =
                    (extra[class as usize], count[class as usize], 0.5 * options.prior);
                let more = (extra + options.more * half) / (extra + count + half);
                ln += (1.0 - more).ln() + beyond as f32 * more.ln();
            }
            if class == Class::ManyMany {
                // So many shapes of as many sentences share the probability.
                ln -= (beyond as f32 + 1.0).ln();
            }
            (m, n, options.weight * ln)
        };
        let alone = |class: Class, contents: &[f32]| -> Vec<f32> {
            let share = options.alone_weight * ln_share(class);
            contents.iter().map(|content| share - options.alone_content * content).collect()
        };
        Shapes {
            two_sided: options.shapes().into_iter().map(worth).collect(),
            ar_alone: alone(Class::ArabicAlone, contents[0]),
            en_alone: alone(Class::EnglishAlone, contents[1]),
        }
    }

    /// What the shape of a bead is worth, one side of it possibly empty; `None` for shapes that are not looked at.
    pub fn worth(&self, cell: &Cell) -> Option<f32> {
        match (cell.m, cell.n) {
            (_, 0) => Some(self.ar_alone[cell.i..cell.i + cell.m].iter().sum()),
            (0, _) => Some(self.en_alone[cell.j..cell.j + cell.n].iter().sum()),
            (m, n) => self.two_sided.iter().find(|s| (s.0, s.1) == (m, n)).map(|s| s.2),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(m: usize, n: usize) -> Cell {
        Cell { m, n, ..Cell::default() }
    }

    #[test]
    fn shares_follow_what_was_found() {
        let options = ShapeOptions::default();
        let worth = |cells: &[Cell], m, n| {
            let none: [&[f32]; 2] = [&[0.0], &[0.0]];
            Shapes::new(cells, none, &options).worth(&cell(m, n)).expect("a shape that is looked at")
        };
        let clean = vec![cell(1, 1); 200];
        assert!(worth(&clean, 0, 1) < worth(&[], 0, 1) - 2.0, "nothing is left alone in a complete translation");
        let split = vec![cell(1, 3); 200];
        assert!(worth(&split, 1, 3) > worth(&[], 1, 3) + 1.0);
        assert!(worth(&split, 1, 4) > worth(&split, 4, 1));
        for k in 2..8 {
            assert!(worth(&[], 1, k) > worth(&[], 1, k + 1), "longer is rarer");
        }
    }

    #[test]
    fn the_prior_does_not_prefer_a_side() {
        let options = ShapeOptions::default();
        let shapes = Shapes::new(&[cell(1, 1), cell(2, 2)], [&[], &[]], &options);
        for &(m, n, worth) in &shapes.two_sided {
            assert_eq!(shapes.worth(&cell(n, m)), Some(worth), "{m}-{n}");
        }
    }

    #[test]
    fn what_tells_much_is_not_left_alone() {
        let options = ShapeOptions::default();
        let shapes = Shapes::new(&[], [&[0.0, 5.0], &[]], &options);
        assert!(shapes.ar_alone[1] < shapes.ar_alone[0]);
    }
}
