//! What the model of names has to say of two words: how much less likely than its first choice it thinks the other one.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::beam::Beam;
use super::decode::{DecodedWord, JointModel, Search};
use super::forced::CostLattice;
use super::model::Names;
use super::units::Way;

/// For first choices: narrow, as only their probability is wanted.
const NARROW: Beam = Beam::free(3, 48);

/// Words remembered, so that a name that is compared with many is looked at once.
const KEPT: usize = 1 << 12;

/// A word as the models see it.
#[derive(Clone, Debug, Default)]
struct WordByModel {
    /// In the letters of the foreign model and, for Arabic, of the native one.
    letters: Vec<u8>,
    folded: Vec<u8>,
    /// Logarithm of the joint probability with the likeliest form in the other script, by each model.
    best: [Option<f32>; 2],
    /// That form.
    other: [Vec<u8>; 2],
    /// How common it is: of a Latin word, binary logarithm of the persons of the list; of an Arabic one, logarithm of
    /// the foreign names written so.
    known: f32,
}

/// What the model says of two words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairLikelihood {
    /// Nats by which the pair is less likely than the first choice to Latin and to Arabic; of words of one script, the
    /// lesser and the greater number. `None` when the one cannot be written for the other.
    pub behind: Option<[f32; 2]>,
    /// How common they are: the Latin word and the Arabic one; of one script, the rarer first.
    pub known: [f32; 2],
}

/// What the model says of words: looked up once, then remembered.
#[derive(Default)]
pub struct Likelihoods {
    search: Search,
    found: Vec<DecodedWord>,
    lattice: CostLattice,
    /// Latin and Arabic words.
    seen: [FxHashMap<String, Arc<WordByModel>>; 2],
}

impl Likelihoods {
    fn seen(&mut self, names: &Names, arabic: bool, word: &str) -> Arc<WordByModel> {
        if let Some(seen) = self.seen[usize::from(arabic)].get(word) {
            return Arc::clone(seen);
        }
        let mut seen = WordByModel::default();
        if arabic {
            let (source, folded) = names.arabic_source(word);
            (seen.letters, seen.folded) = (source.letters, folded);
        } else {
            seen.letters = names.latin_source(word).letters;
            seen.folded.clone_from(&seen.letters);
        }
        seen.known = names.known(arabic, &seen.letters);
        let way = if arabic { Way::ToLatin } else { Way::ToArabic };
        if !seen.letters.is_empty() {
            for (which, (joint, letters)) in
                [(&names.foreign, &seen.letters), (&names.native, &seen.folded)].into_iter().enumerate()
            {
                joint.decode(way, letters, None, 1, NARROW, &mut self.search, &mut self.found);
                if let Some(best) = self.found.first_mut() {
                    seen.best[which] = Some(best.score);
                    seen.other[which] = std::mem::take(&mut best.letters);
                }
            }
        }
        let kept = &mut self.seen[usize::from(arabic)];
        if kept.len() >= KEPT {
            kept.clear();
        }
        let seen = Arc::new(seen);
        kept.insert(word.to_owned(), Arc::clone(&seen));
        seen
    }

    /// Logarithm of the joint probability of a Latin and an Arabic word by one model.
    fn together(&mut self, joint: &JointModel, latin: &[u8], arabic: &[u8]) -> Option<f32> {
        if latin.is_empty() || arabic.is_empty() {
            return None;
        }
        joint.together(latin, arabic, &mut self.lattice)
    }

    /// What it says of a Latin and an Arabic word.
    pub fn across(&mut self, names: &Names, latin: &str, arabic: &str) -> PairLikelihood {
        let (l, a) = (self.seen(names, false, latin), self.seen(names, true, arabic));
        let foreign = self.together(&names.foreign, &l.letters, &a.letters);
        let native = self.together(&names.native, &l.folded, &a.folded);
        let behind = best([foreign, native]).map(|both| {
            let behind = |first: [Option<f32>; 2]| best(first).map_or(0.0, |first| both - first);
            [behind(a.best), behind(l.best)]
        });
        PairLikelihood { behind, known: [l.known, a.known] }
    }

    /// The same for two words of one script: each against the likeliest form that the other has in the other script.
    pub fn beside(&mut self, names: &Names, arabic: bool, x: &str, y: &str) -> PairLikelihood {
        let (x, y) = (self.seen(names, arabic, x), self.seen(names, arabic, y));
        let mut behind = |of: &WordByModel, through: &WordByModel| {
            let mut both = [None; 2];
            for (which, joint) in [&names.foreign, &names.native].into_iter().enumerate() {
                let own = if which == 0 { &of.letters } else { &of.folded };
                let other = &through.other[which];
                both[which] =
                    if arabic { self.together(joint, other, own) } else { self.together(joint, own, other) };
            }
            Some(best(both)? - best(of.best)?)
        };
        let behind = match (behind(&x, &y), behind(&y, &x)) {
            (None, None) => None,
            (one, two) => {
                // In either order the same.
                let (one, two) = (one.unwrap_or(-12.0), two.unwrap_or(-12.0));
                Some([one.min(two), one.max(two)])
            }
        };
        PairLikelihood { behind, known: [x.known.min(y.known), x.known.max(y.known)] }
    }
}

fn best(scores: [Option<f32>; 2]) -> Option<f32> {
    scores.into_iter().flatten().reduce(f32::max)
}
