//! What the model of names has to say of two words: how much less likely than its first choice it thinks the other one.

use rustc_hash::FxHashMap;

use super::super::beam::Beam;
use super::super::decode::{Decoded, Joint, Search};
use super::super::given::Lattice;
use super::super::model::Names;
use super::super::units::Way;

/// For first choices: narrow, as only their probability is wanted.
const NARROW: Beam = Beam::free(3, 48);

/// Words remembered, so that a name that is compared with many is looked at once.
const KEPT: usize = 1 << 12;

/// A word as the models see it.
#[derive(Clone, Debug, Default)]
struct Seen {
    /// In the letters of the foreign model and, for Arabic, of the native one.
    letters: Vec<u8>,
    folded: Vec<u8>,
    /// Logarithm of the joint probability with the likeliest form in the other script, by each model.
    best: [Option<f32>; 2],
    /// That form.
    other: [Vec<u8>; 2],
}

/// Asks the model; remembers words.
#[derive(Default)]
pub(super) struct Model {
    search: Search,
    found: Vec<Decoded>,
    lattice: Lattice,
    seen: FxHashMap<(bool, String), Seen>,
}

impl Model {
    fn seen(&mut self, names: &Names, arabic: bool, word: &str) -> Seen {
        if let Some(seen) = self.seen.get(&(arabic, word.to_owned())) {
            return seen.clone();
        }
        let mut seen = Seen::default();
        if arabic {
            let (source, folded) = names.arabic_source(word);
            (seen.letters, seen.folded) = (source.letters, folded);
        } else {
            seen.letters = names.latin_source(word).letters;
            seen.folded.clone_from(&seen.letters);
        }
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
        if self.seen.len() >= KEPT {
            self.seen.clear();
        }
        self.seen.insert((arabic, word.to_owned()), seen.clone());
        seen
    }

    /// Logarithm of the joint probability of a Latin and an Arabic word by one model.
    fn together(&mut self, joint: &Joint, latin: &[u8], arabic: &[u8]) -> Option<f32> {
        if latin.is_empty() || arabic.is_empty() {
            return None;
        }
        joint.together(latin, arabic, &mut self.lattice)
    }

    /// Nats by which a pair is less likely than the first choice to Latin and to Arabic; `None` when neither model can
    /// write the one for the other.
    pub fn across(&mut self, names: &Names, latin: &str, arabic: &str) -> Option<[f32; 2]> {
        let (l, a) = (self.seen(names, false, latin), self.seen(names, true, arabic));
        let foreign = self.together(&names.foreign, &l.letters, &a.letters);
        let native = self.together(&names.native, &l.folded, &a.folded);
        let both = best([foreign, native])?;
        let behind = |first: [Option<f32>; 2]| best(first).map_or(0.0, |first| both - first);
        Some([behind(a.best), behind(l.best)])
    }

    /// The same for two words of one script: each against the likeliest form that the other has in the other script.
    pub fn beside(&mut self, names: &Names, arabic: bool, x: &str, y: &str) -> Option<[f32; 2]> {
        let (x, y) = (self.seen(names, arabic, x), self.seen(names, arabic, y));
        let mut behind = |of: &Seen, through: &Seen| {
            let mut both = [None; 2];
            for (which, joint) in [&names.foreign, &names.native].into_iter().enumerate() {
                let own = if which == 0 { &of.letters } else { &of.folded };
                let other = &through.other[which];
                both[which] =
                    if arabic { self.together(joint, other, own) } else { self.together(joint, own, other) };
            }
            Some(best(both)? - best(of.best)?)
        };
        match (behind(&x, &y), behind(&y, &x)) {
            (None, None) => None,
            (one, two) => {
                // In either order the same.
                let (one, two) = (one.unwrap_or(-12.0), two.unwrap_or(-12.0));
                Some([one.min(two), one.max(two)])
            }
        }
    }
}

fn best(scores: [Option<f32>; 2]) -> Option<f32> {
    scores.into_iter().flatten().reduce(f32::max)
}
