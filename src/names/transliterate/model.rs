//! The model of names, whole: alphabets, joint models, rankers, the Latin list and the reverse index.

use std::borrow::Cow;

use super::alphabet::{Alphabet, LONGEST};
use super::decode::{Gazetteer, JointModel};
use super::engine::{self, Effort, IndexHit, JointModels, SearchContext, Workspace};
use super::index::ReverseIndex;
use super::list::LatinList;
use super::rank::{CandidateRanker, SourceWord};
use super::units::Way;
use crate::names::form::{self, Script};
use crate::names::sounds::{SoundCosts, Sounds};

/// Where a candidate comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CandidateOrigin {
    /// The form is one of those that the names of the Latin list are likely written in.
    Index,
    /// Made by the model; a name of the list, or an Arabic form of the training data.
    Known,
    /// Made by the model, and in no list.
    Model,
}

/// A form that a name may have in the other script.
#[derive(Clone, Debug, PartialEq)]
pub struct Transliteration {
    /// In lower case; a name of the Latin list with its diacritics, any other without.
    pub text: String,
    /// Other spellings of it in the Latin list, the usual one first.
    pub spellings: Vec<String>,
    /// Share of the probability of all candidates found.
    pub probability: f32,
    /// Where it comes from.
    pub origin: CandidateOrigin,
    /// How common the name is: binary logarithms of one more than the number of persons and of places.
    pub counts: (u8, u8),
}

/// Transliteration of names between Arabic and Latin letters, both ways.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Names {
    pub(crate) latin: Alphabet,
    pub(crate) arabic: Alphabet,
    pub(crate) foreign: JointModel,
    pub(crate) native: JointModel,
    pub(crate) to_arabic: CandidateRanker,
    pub(crate) to_latin: CandidateRanker,
    pub(crate) list: LatinList,
    pub(crate) index: ReverseIndex,
    /// Hashes of the Arabic forms of the training data, ascending, and how common each is: logarithm of one more than
    /// the number of foreign names, in sixteenths.
    pub(crate) forms: Cow<'static, [u32]>,
    pub(crate) form_counts: Cow<'static, [u8]>,
    /// Hashes of the folded Latin forms of the training data, ascending.
    pub(crate) latin_forms: Cow<'static, [u32]>,
    pub(crate) sounds: SoundCosts,
    /// By Arabic letter its folded letter, and by Latin letter that of the list.
    pub(crate) fold: Cow<'static, [u8]>,
    pub(crate) list_letters: Cow<'static, [u8]>,
}

/// 32 bits for an Arabic form.
pub(crate) fn form_hash(letters: &[u8]) -> u32 {
    let h = letters
        .iter()
        .fold(7u64, |h, &c| (h ^ u64::from(c)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23));
    (h >> 32) as u32
}

impl Default for Alphabet {
    fn default() -> Self {
        Alphabet { letters: Cow::Borrowed(&[]) }
    }
}

impl Names {
    /// A Latin name for the models: folded, with what folding took away.
    pub(crate) fn latin_source(&self, name: &str) -> SourceWord {
        latin_source(&self.latin, name)
    }

    /// An Arabic name for the models, and its folded letters.
    pub(crate) fn arabic_source(&self, name: &str) -> (SourceWord, Vec<u8>) {
        arabic_source(&self.arabic, name)
    }

    /// The names of the Latin list that the index has for an Arabic form, in order.
    pub(crate) fn hits(&self, folded: &str) -> Vec<IndexHit> {
        let mut hits = Vec::new();
        self.index.each(folded, |id, likelihood| hits.push(IndexHit { name: String::new(), id, likelihood }));
        let worth = |h: &IndexHit| h.likelihood + f32::from(self.list.counts(h.id).0) * 0.7;
        hits.sort_by(|a, b| worth(b).total_cmp(&worth(a)).then(a.id.cmp(&b.id)));
        hits.truncate(Effort::usual(Way::ToLatin).hits);
        // By number is by name.
        hits.sort_by_key(|h| h.id);
        hits.dedup_by_key(|h| h.id);
        for hit in &mut hits {
            self.list.tree.name_into(hit.id, &mut hit.name);
        }
        hits
    }

    /// The Latin list for a search.
    pub(crate) fn among(&self) -> Gazetteer<'_> {
        Gazetteer { names: &self.list.tree, letters: &self.list_letters }
    }

    /// The tables that follow from the alphabets.
    pub(crate) fn with_letters(mut self) -> Self {
        self.fold = engine::folding(&self.arabic).into();
        let letters = (0..=self.latin.letters.len() as u8).map(|n| match self.latin.letter(n) {
            c @ 'a'..='z' => c as u8 - b'a' + 1,
            _ => 0,
        });
        self.list_letters = letters.collect::<Vec<_>>().into();
        self
    }

    /// Fills in what is known of the candidates in Latin letters: their numbers in the list, how common they are.
    pub(crate) fn know(&self, found: &mut [engine::ScoredCandidate]) {
        for g in found {
            if g.id.is_none() && !g.unlisted {
                let letter = |&c: &u8| self.list_letters.get(c as usize).copied().unwrap_or(0);
                let place =
                    g.letters.iter().fold(self.list.tree.root(), |p, c| self.list.tree.child(p, letter(c)));
                g.id = place.name();
            }
            g.known = g.id.map_or((0.0, 0.0), |id| self.list_counts(id));
        }
    }

    fn list_counts(&self, id: u32) -> (f32, f32) {
        let (persons, places) = self.list.counts(id);
        (f32::from(persons), f32::from(places))
    }

    fn arabic_known(&self, letters: &[u8]) -> f32 {
        let found = self.forms.binary_search(&form_hash(letters));
        found.map_or(0.0, |k| f32::from(self.form_counts[k]) / 16.0)
    }

    /// How common a name is by its letters: a Latin one as the binary logarithm of its persons in the list, an Arabic one
    /// as the logarithm of the foreign names of the training data that are written so; 0 when it is not there.
    pub(crate) fn known(&self, arabic: bool, letters: &[u8]) -> f32 {
        if arabic {
            return self.arabic_known(letters);
        }
        let letter = |&c: &u8| self.list_letters.get(c as usize).copied().unwrap_or(0);
        let place = letters.iter().fold(self.list.tree.root(), |p, c| self.list.tree.child(p, letter(c)));
        place.name().map_or(0.0, |id| self.list_counts(id).0)
    }

    /// Whether the model was trained on pairs with this name: as written or, for Arabic, folded.
    pub fn is_seen(&self, name: &str) -> bool {
        match form::script(name) {
            Some(Script::Arabic) => {
                let (source, folded) = self.arabic_source(name);
                [&source.letters, &folded].iter().any(|l| self.forms.binary_search(&form_hash(l)).is_ok())
            }
            _ => self.latin_forms.binary_search(&form_hash(&self.latin_source(name).letters)).is_ok(),
        }
    }

    /// The probability that a Latin and an Arabic word are one name, as against two drawn by chance; see
    /// [`Names::alike`].
    pub fn same(&self, latin: &Sounds, arabic: &Sounds) -> f32 {
        self.sounds.probability(latin, arabic)
    }

    /// How much likelier than by chance a Latin and an Arabic word are one name, in nats: the likeliest alignment of
    /// their sounds. Well below a microsecond; see [`Sounds`].
    pub fn alike(&self, latin: &Sounds, arabic: &Sounds) -> f32 {
        self.sounds.evidence(latin, arabic)
    }

    fn models(&self) -> JointModels<'_> {
        JointModels { foreign: &self.foreign, native: &self.native }
    }

    /// The Latin forms that an Arabic name may have, likeliest first, at most `n`. One word; vowel marks are passed
    /// over. Empty when the name has no letters that the model knows.
    pub fn to_latin(&self, name: &str, n: usize) -> Vec<Transliteration> {
        self.to_latin_in(name, n, &mut Workspace::default())
    }

    /// The Arabic forms that a Latin name may have, likeliest first, at most `n`; as [`Names::to_latin`].
    pub fn to_arabic(&self, name: &str, n: usize) -> Vec<Transliteration> {
        self.to_arabic_in(name, n, &mut Workspace::default())
    }

    /// The forms in the other script, whichever the name has.
    pub fn other(&self, name: &str, n: usize) -> Vec<Transliteration> {
        self.other_in(name, n, &mut Workspace::default())
    }

    /// As [`Names::other`], with room that is used again.
    pub fn other_in(&self, name: &str, n: usize, room: &mut Workspace) -> Vec<Transliteration> {
        match form::script(name) {
            Some(Script::Arabic) => self.to_latin_in(name, n, room),
            Some(Script::Latin) => self.to_arabic_in(name, n, room),
            None => Vec::new(),
        }
    }

    /// As [`Names::to_latin`], with room that is used again.
    pub fn to_latin_in(&self, name: &str, n: usize, room: &mut Workspace) -> Vec<Transliteration> {
        let (source, folded) = self.arabic_source(name);
        if source.letters.is_empty() {
            return Vec::new();
        }
        let hits = self.hits(&form::arabic_folded(name));
        let beside = SearchContext::List(self.among(), &hits);
        engine::gather(&source, &folded, self.models(), beside, Effort::usual(Way::ToLatin), room);
        self.know(&mut room.found);
        let ranked = engine::rank(&room.found, &source, &self.to_latin, &mut room.shared);
        let candidate = |&(at, probability): &(usize, f32)| {
            let g = &room.found[at];
            let mut text = String::new();
            self.latin.decode_into(&g.letters, &mut text);
            let mut spellings: Vec<String> =
                g.id.map(|id| self.list.spellings(id).map(str::to_owned).collect()).unwrap_or_default();
            if !spellings.is_empty() {
                text = spellings.remove(0);
            }
            let origin = match (g.hit, g.id) {
                (Some(_), _) => CandidateOrigin::Index,
                (None, Some(_)) => CandidateOrigin::Known,
                _ => CandidateOrigin::Model,
            };
            let counts = g.id.map_or((0, 0), |id| self.list.counts(id));
            Transliteration { text, spellings, probability, origin, counts }
        };
        ranked.iter().take(n).map(candidate).collect()
    }

    /// As [`Names::to_arabic`], with room that is used again.
    pub fn to_arabic_in(&self, name: &str, n: usize, room: &mut Workspace) -> Vec<Transliteration> {
        let source = self.latin_source(name);
        if source.letters.is_empty() {
            return Vec::new();
        }
        let beside = SearchContext::Fold(&self.fold);
        let effort = Effort::usual(Way::ToArabic);
        engine::gather(&source, &source.letters, self.models(), beside, effort, room);
        for g in &mut room.found {
            g.known = (self.arabic_known(&g.letters), 0.0);
        }
        let ranked = engine::rank(&room.found, &source, &self.to_arabic, &mut room.shared);
        let candidate = |&(at, probability): &(usize, f32)| {
            let g = &room.found[at];
            let mut text = String::new();
            self.arabic.decode_into(&g.letters, &mut text);
            let origin = if g.known.0 > 0.0 { CandidateOrigin::Known } else { CandidateOrigin::Model };
            Transliteration { text, spellings: Vec::new(), probability, origin, counts: (0, 0) }
        };
        ranked.iter().take(n).map(candidate).collect()
    }
}

/// A Latin name in the letters of `alphabet`.
pub(crate) fn latin_source(alphabet: &Alphabet, name: &str) -> SourceWord {
    let mut out = SourceWord::default();
    let mut apostrophe = 0;
    for c in form::latin_exact(name).chars().take(2 * LONGEST) {
        let from = out.letters.len();
        let folded = form::latin_folded(c.encode_utf8(&mut [0; 4]));
        alphabet.encode_into(&folded, |_| String::new(), &mut out.letters);
        if out.letters.len() == from {
            apostrophe = u8::MAX;
            continue;
        }
        out.shades.resize(out.letters.len(), 0);
        out.shades[from] = if folded.chars().eq([c]) { apostrophe } else { (c as u32 % 253) as u8 + 1 };
        apostrophe = 0;
    }
    out.letters.truncate(LONGEST);
    out.shades.truncate(LONGEST);
    out
}

/// An Arabic name in the letters of `alphabet`, and folded; full stops, which stand after titles and initials, are not
/// heard.
pub(crate) fn arabic_source(alphabet: &Alphabet, name: &str) -> (SourceWord, Vec<u8>) {
    let bare: Cow<'_, str> = if name.contains('.') { name.replace('.', "").into() } else { name.into() };
    let name = &*bare;
    let (mut source, mut folded) = (SourceWord::default(), Vec::new());
    alphabet.encode_into(&form::arabic_exact(name), form::arabic_folded, &mut source.letters);
    source.shades.resize(source.letters.len(), 0);
    alphabet.encode_into(&form::arabic_folded(name), |_| String::new(), &mut folded);
    (source, folded)
}
