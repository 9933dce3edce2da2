//! Which shapes beads have, and how likely each is in a document pair (Gale & Church 1993, whose fixed shares are here
//! the prior of the pair's own).

use serde::{Deserialize, Serialize};

use crate::bounds::{self, BadWeight, Bounds};
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
    /// Weight of what a sentence tells ([`contents`](crate::score::contents)) in leaving it alone: translators leave out
    /// what tells little.
    pub alone_content: f32,
    /// What a sentence left alone tells, as a share of what the others tell.
    pub alone_told: f32,
    /// Sentences left alone that `alone_told` counts for, against those found: what was cut out of a text tells as much
    /// as the rest.
    pub told_prior: f32,
    /// Probability that after a sentence left alone the next one is left alone too: passages are left out as a whole.
    pub alone_again: f32,
    /// Sentences left alone that `alone_again` counts for.
    pub again_prior: f32,
    /// Weight of what the openings of sentences tell of where beads begin in the pair.
    pub opening: f32,
    /// Beads that openings of no meaning count for.
    pub opening_prior: f32,
    /// Longest run of a side beside one sentence of the other.
    pub longest: usize,
    /// Longest shorter side of a bead with several sentences on both.
    pub many_short: usize,
    /// Most sentences of such a bead on both sides together.
    pub many_total: usize,
}

impl Default for ShapeOptions {
    /// By `jisr fit search` on the natural sets (bible, captions, hadith, snowqueen, tunisia, cclegal), as they are and
    /// with passages deleted, on xquad and tico19, beads, noisy and heavy, and on udhr, from the constants of an earlier
    /// search on other texts; `longest`, `many_short` and `many_total` were not searched: lists of eight cost hadith .007, and crossed beads of nine
    /// bring no set anything. `alone_again`, `again_prior`, `alone_content`, `alone_told`, `told_prior`, `opening` and
    /// `opening_prior` began at values set by hand with these sets in view.
    fn default() -> Self {
        ShapeOptions {
            one_one: 0.60,
            one_many: 0.09,
            many_one: 0.09,
            many_many: 0.003_3,
            ar_alone: 0.07,
            en_alone: 0.036,
            more: 0.26,
            prior: 13.0,
            weight: 1.19,
            alone_weight: 1.05,
            alone_content: 0.7,
            alone_told: 0.5,
            told_prior: 10.0,
            alone_again: 0.2,
            again_prior: 5.0,
            opening: 1.18,
            opening_prior: 8.3,
            longest: 16,
            many_short: 3,
            many_total: 7,
        }
    }
}

impl ShapeOptions {
    /// Whether each weight is one that can be aligned with.
    pub(crate) fn check(&self) -> Result<(), BadWeight> {
        bounds::check(&[
            ("one_one", self.one_one.into(), Bounds::Positive),
            ("one_many", self.one_many.into(), Bounds::Positive),
            ("many_one", self.many_one.into(), Bounds::Positive),
            ("many_many", self.many_many.into(), Bounds::Positive),
            ("ar_alone", self.ar_alone.into(), Bounds::Positive),
            ("en_alone", self.en_alone.into(), Bounds::Positive),
            ("more", self.more.into(), Bounds::Between),
            ("prior", self.prior.into(), Bounds::Positive),
            ("weight", self.weight.into(), Bounds::From0),
            ("alone_weight", self.alone_weight.into(), Bounds::From0),
            ("alone_content", self.alone_content.into(), Bounds::From0),
            ("alone_told", self.alone_told.into(), Bounds::From0),
            ("told_prior", self.told_prior.into(), Bounds::Positive),
            ("alone_again", self.alone_again.into(), Bounds::Below1),
            ("again_prior", self.again_prior.into(), Bounds::Positive),
            ("opening", self.opening.into(), Bounds::From0),
            ("opening_prior", self.opening_prior.into(), Bounds::Positive),
            ("longest", self.longest as f64, Bounds::Count(1, LONGEST_BEAD)),
            ("many_short", self.many_short as f64, Bounds::Count(0, LONGEST_BEAD)),
            ("many_total", self.many_total as f64, Bounds::Count(0, LONGEST_BEAD)),
        ])
    }
}

/// Sentences of one side of a bead, at most: the tables grow with it, and a longer run is no translator's doing.
pub(super) const LONGEST_BEAD: usize = 64;

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
        /// That of the trial that this search was made after; not searched.
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
    /// What is added where the sentence before was left alone as well.
    pub again: f32,
    /// What a bead that begins with each Arabic sentence is worth beside others.
    pub ar_begins: Vec<f32>,
    /// What a bead that begins with each English sentence is worth beside others.
    pub en_begins: Vec<f32>,
}

/// What the search knows of the sentences of both sides, Arabic and English, beside their scores.
#[derive(Clone, Copy, Debug)]
pub struct Sentences<'a> {
    /// What each tells ([`contents`](crate::score::contents)).
    pub contents: [&'a [f32]; 2],
    /// How each opens ([`crate::evidence::openings`]).
    pub openings: [&'a [u8]; 2],
}

impl Shapes {
    /// As a search that found `cells` counts them, with the prior.
    pub fn new(cells: &[Cell], sentences: &Sentences<'_>, options: &ShapeOptions) -> Self {
        let (mut count, mut extra) = ([0.0f32; CLASSES], [0.0f32; CLASSES]);
        let (mut again, mut alone_before) = (0.0f32, false);
        for cell in cells {
            let (class, beyond) = class(cell.m, cell.n);
            // A run of sentences left alone is one decision.
            if cell.is_null() && alone_before {
                again += 1.0;
            } else {
                count[class as usize] += 1.0;
            }
            alone_before = cell.is_null();
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
        let alone = |class: Class, contents: &[f32], found: &[usize]| -> Vec<f32> {
            let share = options.alone_weight * ln_share(class);
            told(contents, found, options).into_iter().map(|told| share + told).collect()
        };
        let alone_shares = [Class::ArabicAlone, Class::EnglishAlone].map(|class| ln_share(class).exp());
        let starts = count[Class::ArabicAlone as usize] + count[Class::EnglishAlone as usize];
        let goes_on =
            (again + options.alone_again * options.again_prior) / (starts + again + options.again_prior);
        let ar_found: Vec<usize> = cells.iter().filter(|cell| cell.n == 0).map(|cell| cell.i).collect();
        let en_found: Vec<usize> = cells.iter().filter(|cell| cell.m == 0).map(|cell| cell.j).collect();
        let beads = |cell: &&Cell| !cell.is_null();
        let ar: Vec<usize> = cells.iter().filter(beads).map(|cell| cell.i).collect();
        let en: Vec<usize> = cells.iter().filter(beads).map(|cell| cell.j).collect();
        Shapes {
            two_sided: options.shapes().into_iter().map(worth).collect(),
            ar_alone: alone(Class::ArabicAlone, sentences.contents[0], &ar_found),
            en_alone: alone(Class::EnglishAlone, sentences.contents[1], &en_found),
            again: (options.alone_weight * (goes_on / (alone_shares[0] + alone_shares[1])).ln()).max(0.0),
            ar_begins: begins(sentences.openings[0], &ar, options),
            en_begins: begins(sentences.openings[1], &en, options),
        }
    }

    /// The same for a run of sentences of each side.
    #[must_use]
    pub fn within(&self, ar: std::ops::Range<usize>, en: std::ops::Range<usize>) -> Self {
        Shapes {
            two_sided: self.two_sided.clone(),
            ar_alone: self.ar_alone[ar.clone()].to_vec(),
            en_alone: self.en_alone[en.clone()].to_vec(),
            again: self.again,
            ar_begins: self.ar_begins[ar].to_vec(),
            en_begins: self.en_begins[en].to_vec(),
        }
    }

    /// What the shape of a bead is worth, one side of it possibly empty, and where it begins; `None` for shapes that are
    /// not looked at.
    pub fn worth(&self, cell: &Cell) -> Option<f32> {
        match (cell.m, cell.n) {
            (_, 0) => Some(self.ar_alone[cell.i..cell.i + cell.m].iter().sum()),
            (0, _) => Some(self.en_alone[cell.j..cell.j + cell.n].iter().sum()),
            (m, n) => {
                let shape = self.two_sided.iter().find(|s| (s.0, s.1) == (m, n))?.2;
                Some(shape + self.ar_begins[cell.i] + self.en_begins[cell.j])
            }
        }
    }
}

/// What it is worth that each sentence tells as much as it tells, if it is left alone: the log-likelihood ratio of two
/// exponential distributions, of the sentences left alone (`found` were, with the prior) and of all, but for its constant,
/// which the shares of shapes hold.
fn told(contents: &[f32], found: &[usize], options: &ShapeOptions) -> Vec<f32> {
    let all = contents.iter().sum::<f32>() / contents.len().max(1) as f32;
    let own: f32 = found.iter().map(|&k| contents[k]).sum();
    let prior = options.told_prior;
    let alone = (own + prior * options.alone_told * all) / (found.len() as f32 + prior);
    // What tells nothing has no share of anything.
    let (all, alone) = (all.max(1e-3), alone.clamp(1e-3, all.max(1e-3)));
    let slope = options.alone_content * (1.0 / alone - 1.0 / all);
    contents.iter().map(|content| -slope * content).collect()
}

/// What a bead that begins with each sentence is worth: how much more often, by `firsts`, the first sentences of the
/// beads found, beads begin with such an opening than its share of all sentences.
fn begins(openings: &[u8], firsts: &[usize], options: &ShapeOptions) -> Vec<f32> {
    let (mut all, mut found) = ([0.0f32; 256], [0.0f32; 256]);
    for &opening in openings {
        all[opening as usize] += 1.0;
    }
    for &first in firsts {
        found[openings[first] as usize] += 1.0;
    }
    let (total, beads) = (openings.len() as f32, firsts.len() as f32);
    let worth = |&opening: &u8| {
        let share = all[opening as usize] / total;
        let own = (found[opening as usize] + options.opening_prior * share) / (beads + options.opening_prior);
        options.opening * (own / share).ln()
    };
    openings.iter().map(worth).collect()
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
            let told = vec![0.0; cells.len().max(1) * 4];
            let openings = vec![0; told.len()];
            let none = Sentences { contents: [&told, &told], openings: [&openings, &openings] };
            Shapes::new(cells, &none, &options).worth(&cell(m, n)).expect("a shape that is looked at")
        };
        let clean = vec![cell(1, 1); 200];
        assert!(
            worth(&clean, 0, 1) < worth(&[], 0, 1) - 2.0,
            "nothing is left alone in a complete translation"
        );
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
        let none = Sentences { contents: [&[], &[]], openings: [&[0], &[0]] };
        let shapes = Shapes::new(&[cell(1, 1), cell(2, 2)], &none, &options);
        for &(m, n, worth) in &shapes.two_sided {
            assert_eq!(shapes.worth(&cell(n, m)), Some(worth), "{m}-{n}");
        }
    }

    #[test]
    fn what_tells_much_is_not_left_alone() {
        let options = ShapeOptions::default();
        let told = Sentences { contents: [&[0.0, 5.0], &[]], openings: [&[0, 0], &[]] };
        let shapes = Shapes::new(&[], &told, &options);
        assert!(shapes.ar_alone[1] < shapes.ar_alone[0]);
    }
}
