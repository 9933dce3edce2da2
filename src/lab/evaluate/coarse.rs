//! Gold that does not know all beads: translations whose articles, verses or turns are numbered on both sides, but not
//! the sentences in them. A bead of such gold is coarse: it holds a passage aligned as a whole.
//!
//! Of a coarse bead every refinement is right: a predicted bead that lies wholly inside it. One that crosses its border
//! is wrong. In the recall of strict, a coarse bead counts by the share of its sentences, of both sides, that stand in
//! predicted beads inside it.
//!
//! Any bead inside a coarse one is right, so strict alone could be raised by making larger beads, or smaller ones,
//! where nobody can see it. Beside it therefore stand, in [`CoarseScores`], what is counted without the coarse beads
//! and what shows how they were filled.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use super::counts::{Indices, Prf, Tally};
use super::gold::GoldDoc;

/// What is said of gold with coarse beads or with units, beside strict, lax and pair.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, JsonSchema)]
pub struct CoarseScores {
    /// Strict over the sure beads, those that are not coarse. Predicted beads all of whose sentences stand in coarse
    /// beads are left out; one that also holds another sentence is counted, and is wrong.
    pub sure: Prf,
    /// Strict without refinements: predicted beads that equal a gold bead, coarse or sure.
    pub exact: Prf,
    /// Sentences that the gold pairs with nothing: of those left unpaired the share that is right, and of all such the
    /// share left unpaired.
    pub null: Prf,
    /// Passages of the source.
    pub units: Units,
    /// Coarse beads.
    pub coarse: Inside,
}

/// How many units come out as they are: neighbouring beads with one unit of the source, or single beads where the gold
/// names no units.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, JsonSchema)]
pub struct Units {
    /// Units in the gold.
    pub count: usize,
    /// Those that no predicted bead crosses and of which every sentence stands in one.
    pub whole: usize,
}

/// Predicted beads inside coarse ones.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, JsonSchema)]
pub struct Inside {
    /// Coarse beads in the gold.
    pub beads: usize,
    /// Predicted beads inside them.
    pub predicted: usize,
    /// Mean number of sentences, of both sides, of such a predicted bead; 0 when there are none.
    pub mean_sentences: f64,
}

/// The two-sided gold beads of a document pair, each once, and who holds which sentence.
pub(crate) struct GoldBeads<'a> {
    /// The beads and whether they are coarse, in the order of the gold.
    pub beads: Vec<(Indices<'a>, bool)>,
    /// Arabic, English: the bead that holds a sentence; the first where several do.
    owners: [BTreeMap<u32, usize>; 2],
    /// The place of each in `beads`.
    places: BTreeMap<Indices<'a>, usize>,
    /// Those that are not coarse.
    sure: BTreeSet<Indices<'a>>,
}

impl<'a> GoldBeads<'a> {
    pub fn new(doc: &'a GoldDoc) -> Self {
        let coarse: BTreeSet<usize> = doc.coarse.iter().copied().collect();
        let (mut beads, mut places) = (Vec::new(), BTreeMap::new());
        let mut owners: [BTreeMap<u32, usize>; 2] = Default::default();
        for (k, bead) in doc.beads.iter().enumerate().filter(|(_, bead)| !bead.is_null()) {
            let indices = (bead.ar.as_slice(), bead.en.as_slice());
            if places.contains_key(&indices) {
                continue;
            }
            places.insert(indices, beads.len());
            for (side, run) in [indices.0, indices.1].into_iter().enumerate() {
                for &sentence in run {
                    owners[side].entry(sentence).or_insert(beads.len());
                }
            }
            beads.push((indices, coarse.contains(&k)));
        }
        let sure = beads.iter().filter(|(_, coarse)| !coarse).map(|(bead, _)| *bead).collect();
        GoldBeads { beads, owners, places, sure }
    }

    /// The gold beads that are not coarse.
    pub fn sure(&self) -> &BTreeSet<Indices<'a>> {
        &self.sure
    }

    /// For each sentence of `bead`, Arabic before English, the gold bead that holds it.
    pub fn owners_of<'s>(&'s self, (ar, en): Indices<'s>) -> impl Iterator<Item = Option<usize>> + 's {
        let side = |side: usize, run: &'s [u32]| run.iter().map(move |i| self.owners[side].get(i).copied());
        side(0, ar).chain(side(1, en))
    }

    /// The coarse bead that `bead` lies wholly inside.
    pub fn coarse_around(&self, bead: Indices<'_>) -> Option<usize> {
        if let Some(&same) = self.places.get(&bead) {
            return self.beads[same].1.then_some(same);
        }
        let mut owners = self.owners_of(bead);
        let first = owners.next()??;
        (self.beads[first].1 && owners.all(|owner| owner == Some(first))).then_some(first)
    }

    /// Whether a predicted bead is right: a gold bead, or a refinement of a coarse one.
    pub fn is_right(&self, bead: Indices<'_>) -> bool {
        self.sure.contains(&bead) || self.coarse_around(bead).is_some()
    }

    /// Of the predicted beads the sure ones that are right, and all that are counted beside them: those with a sentence
    /// that stands in no coarse bead.
    pub fn sure_counts(&self, guess: &BTreeSet<Indices<'_>>) -> (usize, usize) {
        let coarse = |owner: Option<usize>| owner.is_some_and(|k| self.beads[k].1);
        let is_counted = |bead: &Indices<'_>| self.sure.contains(bead) || !self.owners_of(*bead).all(coarse);
        let counted = guess.iter().filter(|bead| is_counted(bead)).count();
        (self.sure.intersection(guess).count(), counted)
    }

    /// How far each of `beads` is found, from 0 to 1.
    pub fn credits(&self, guess: &BTreeSet<Indices<'_>>) -> Vec<f64> {
        let mut covered: Vec<[BTreeSet<u32>; 2]> = vec![Default::default(); self.beads.len()];
        for &bead in guess {
            if let Some(k) = self.coarse_around(bead) {
                covered[k][0].extend(bead.0);
                covered[k][1].extend(bead.1);
            }
        }
        let credit = |(((ar, en), coarse), [a, e]): (&(Indices<'_>, bool), &[BTreeSet<u32>; 2])| {
            if *coarse {
                (a.len() + e.len()) as f64 / (ar.len() + en.len()) as f64
            } else {
                f64::from(u8::from(guess.contains(&(*ar, *en))))
            }
        };
        self.beads.iter().zip(&covered).map(credit).collect()
    }
}

/// Sums over documents that [`CoarseScores`] is made of.
#[derive(Default)]
pub(super) struct CoarseSums {
    /// Whether any document has coarse beads or units.
    any: bool,
    sure: Tally,
    exact: Tally,
    null: Tally,
    units: Units,
    inside: Inside,
    sentences: usize,
}

impl CoarseSums {
    /// Adds a document: its gold and the predicted beads.
    pub fn add(&mut self, doc: &GoldDoc, gold: &GoldBeads<'_>, guess: &BTreeSet<Indices<'_>>) {
        self.any |= !doc.coarse.is_empty() || !doc.units.is_empty();
        let exact = gold.beads.iter().filter(|(bead, _)| guess.contains(bead)).count();
        self.exact.add(exact, guess.len(), exact as f64, gold.beads.len());
        let (sure, counted) = gold.sure_counts(guess);
        self.sure.add(sure, counted, sure as f64, gold.sure().len());
        for bead in guess.iter().filter(|&&bead| gold.coarse_around(bead).is_some()) {
            self.inside.predicted += 1;
            self.sentences += bead.0.len() + bead.1.len();
        }
        self.inside.beads += gold.beads.len() - gold.sure().len();
        self.add_null(doc, gold, guess);
        self.add_units(doc, guess);
    }

    /// Sentences without a counterpart. Without the sentences nobody knows how many there are.
    fn add_null(&mut self, doc: &GoldDoc, gold: &GoldBeads<'_>, guess: &BTreeSet<Indices<'_>>) {
        for (side, count) in [doc.ar.len(), doc.en.len()].into_iter().enumerate() {
            let paired: BTreeSet<u32> =
                guess.iter().flat_map(|bead| if side == 0 { bead.0 } else { bead.1 }).copied().collect();
            let sentences = 0..count as u32;
            let free: BTreeSet<u32> =
                sentences.clone().filter(|i| !gold.owners[side].contains_key(i)).collect();
            let right = free.difference(&paired).count();
            let left = sentences.filter(|i| !paired.contains(i)).count();
            self.null.add(right, left, right as f64, free.len());
        }
    }

    fn add_units(&mut self, doc: &GoldDoc, guess: &BTreeSet<Indices<'_>>) {
        let mut sizes: Vec<usize> = Vec::new();
        let mut owners: [BTreeMap<u32, usize>; 2] = Default::default();
        let mut before = None;
        for (k, bead) in doc.beads.iter().enumerate().filter(|(_, bead)| !bead.is_null()) {
            let unit = doc.units.get(k);
            if unit.is_none() || unit != before {
                sizes.push(0);
            }
            before = unit;
            let here = sizes.len() - 1;
            for (side, run) in [&bead.ar, &bead.en].into_iter().enumerate() {
                for &sentence in run {
                    owners[side].entry(sentence).or_insert_with(|| {
                        sizes[here] += 1;
                        here
                    });
                }
            }
        }
        let mut crossed = vec![false; sizes.len()];
        let mut covered: Vec<[BTreeSet<u32>; 2]> = vec![Default::default(); sizes.len()];
        for (ar, en) in guess {
            let of = |side: usize, run: &[u32]| -> BTreeSet<Option<usize>> {
                run.iter().map(|i| owners[side].get(i).copied()).collect()
            };
            let touched: BTreeSet<Option<usize>> = of(0, ar).union(&of(1, en)).copied().collect();
            for &unit in touched.iter().flatten() {
                crossed[unit] |= touched.len() > 1;
                covered[unit][0].extend(*ar);
                covered[unit][1].extend(*en);
            }
        }
        let whole = |unit: &usize| {
            let [a, e] = &covered[*unit];
            !crossed[*unit] && a.len() + e.len() == sizes[*unit]
        };
        self.units.count += sizes.len();
        self.units.whole += (0..sizes.len()).filter(whole).count();
    }

    /// The result; `None` when no document has coarse beads or units.
    pub fn scores(&self) -> Option<CoarseScores> {
        let Inside { predicted, .. } = self.inside;
        let mean_sentences = if predicted == 0 { 0.0 } else { self.sentences as f64 / predicted as f64 };
        self.any.then(|| CoarseScores {
            sure: self.sure.prf(),
            exact: self.exact.prf(),
            null: self.null.prf(),
            units: self.units,
            coarse: Inside { mean_sentences, ..self.inside },
        })
    }
}

/// Two lines for people; the measures stand in the table above.
impl fmt::Display for CoarseScores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Units { count, whole } = self.units;
        let share = if count == 0 { 0.0 } else { whole as f64 / count as f64 };
        writeln!(
            f,
            "units that no bead crosses and of which nothing is left alone: {whole} of {count} ({share:.4})"
        )?;
        let Inside { beads, predicted, mean_sentences } = self.coarse;
        writeln!(
            f,
            "inside coarse beads ({beads}): {predicted} predicted, of {mean_sentences:.2} sentences on average"
        )
    }
}
