//! The lexicon in memory: hash tables from keys to links, borrowed from the binary or built from files.

use std::borrow::Cow;

use super::parse::Kind;
use super::table::{KeyTable, unpack};

/// An English key: a name as folded, a word's stem, or a term of several words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EnId(pub u32);

/// One translation of an Arabic key.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Link {
    /// The English side.
    pub en: EnId,
    /// What the entry names.
    pub kind: Kind,
    /// p(English | Arabic), 0..1.
    pub forward: f32,
    /// p(Arabic | English), 0..1.
    pub backward: f32,
}

/// A term of several words found in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PhraseHit {
    /// Its key: on the Arabic side for [`Lexicon::phrase_links`], on the English side its [`EnId`].
    pub key: u64,
    /// Number of words.
    pub words: usize,
}

/// How far entries without counts are trusted. Set by judgement: a name has few translations, a word of an open source
/// many. Not tuned on any set.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct LexiconWeights {
    /// p of a name's first alternative, both directions.
    pub name: f32,
    /// p of a hand-checked word's first alternative.
    pub word: f32,
    /// p of a word from an open source.
    pub open_word: f32,
    /// p of a person's last name standing for the whole name, and of the whole for the last name.
    pub surname: f32,
    /// Occurrences per million assumed for a stem the frequency tables lack.
    pub unseen_per_million: f32,
}

impl Default for LexiconWeights {
    fn default() -> Self {
        LexiconWeights { name: 0.5, word: 0.25, open_word: 0.1, surname: 0.35, unseen_per_million: 1.0 }
    }
}

/// A [`Link`] as it is stored: kind and English key, then the bits of `forward` and `backward`.
pub(super) type StoredLink = [u32; 3];

/// The bits of a stored link's first word that hold the English key; those above hold the kind.
const EN_BITS: u32 = 28;

impl Link {
    pub(super) fn store(self) -> StoredLink {
        [(self.kind as u32) << EN_BITS | self.en.0, self.forward.to_bits(), self.backward.to_bits()]
    }

    fn restore([key, forward, backward]: StoredLink) -> Self {
        Link {
            en: EnId(key & ((1 << EN_BITS) - 1)),
            kind: Kind::ALL.get((key >> EN_BITS) as usize).map_or(Kind::Word, |k| k.0),
            forward: f32::from_bits(forward),
            backward: f32::from_bits(backward),
        }
    }
}

/// Irregular English forms.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Lemmas {
    /// Form as a name → where its lemma stands in `text`: start, length.
    pub(super) forms: KeyTable,
    pub(super) text: Cow<'static, str>,
}

impl Lemmas {
    /// The lemma of the form with this key in [`KeySpace::Name`](super::key::Space::Name); `None` when it is regular.
    pub(super) fn get(&self, form: u64) -> Option<&str> {
        let (start, len) = unpack(self.forms.get(form));
        self.text.get(start as usize..(start + len) as usize).filter(|l| !l.is_empty())
    }
}

/// The bilingual lexicon.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Lexicon {
    pub(super) weights: LexiconWeights,
    /// Arabic names by folded form → links: start, length.
    pub(super) names: KeyTable,
    /// Arabic words and demonyms by folded light stem → links: start, length.
    pub(super) stems: KeyTable,
    /// Arabic terms of several words by the sequence of their light stems → links: start, length.
    pub(super) phrases: KeyTable,
    pub(super) links: Cow<'static, [StoredLink]>,
    /// Arabic light stems → bits of the occurrences per million, words of the longest term that begins with it.
    pub(super) arabic: KeyTable,
    /// English stems, names, and sequences of either → [`EnId`] + 1, bits of the occurrences per million.
    pub(super) english: KeyTable,
    /// English stems and names → words of the longest term that begins with it.
    pub(super) english_starts: KeyTable,
    /// By English key: how much of its translations is known, 0..1.
    pub(super) en_known: Cow<'static, [f32]>,
    /// By English key: probability in running text, 0..1.
    pub(super) en_probability: Cow<'static, [f32]>,
    pub(super) lemmas: Lemmas,
    /// Entry lines and Arabic keys.
    pub(super) counts: [u32; 2],
}

impl Lexicon {
    /// Number of entry lines it was made from.
    pub fn entries(&self) -> usize {
        self.counts[0] as usize
    }

    /// Number of (Arabic key, English key) links.
    pub fn links(&self) -> usize {
        self.links.len()
    }

    /// Number of Arabic keys.
    pub fn keys(&self) -> usize {
        self.counts[1] as usize
    }

    /// How much of the translations of an English key is known: the sum of p(Arabic | English), at most 1.
    pub fn known(&self, id: EnId) -> f32 {
        self.en_known.get(id.0 as usize).copied().unwrap_or(0.0)
    }

    /// Probability of an English key in running text; a term of several words counts as rare.
    pub fn probability(&self, id: EnId) -> f32 {
        self.en_probability.get(id.0 as usize).copied().unwrap_or(1e-6)
    }

    /// The translations of an Arabic term found by [`Lexicon::arabic_phrase`].
    pub fn phrase_links(&self, key: u64) -> impl ExactSizeIterator<Item = Link> {
        self.links_of(self.phrases.get(key))
    }

    /// The links of a value of `names`, `stems` or `phrases`.
    pub(super) fn links_of(&self, run: u64) -> impl ExactSizeIterator<Item = Link> {
        let (start, len) = unpack(run);
        let run = self.links.get(start as usize..(start + len) as usize).unwrap_or_default();
        run.iter().map(|&l| Link::restore(l))
    }

    /// The English key and the occurrences per million of a stem, a name or a term.
    pub(super) fn english_of(&self, key: u64) -> (Option<EnId>, f32) {
        let (id, per_million) = unpack(self.english.get(key));
        (id.checked_sub(1).map(EnId), f32::from_bits(per_million))
    }

    /// The occurrences per million of an Arabic stem, and of how many words the longest term is that begins with it.
    pub(super) fn arabic_of(&self, key: u64) -> (f32, u8) {
        let (per_million, longest) = unpack(self.arabic.get(key));
        (f32::from_bits(per_million), longest as u8)
    }
}
