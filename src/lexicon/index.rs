//! The lexicon in memory: hash tables from keys to links, built once when the program starts.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use super::parse::Kind;

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

/// How far entries without counts are trusted. Set by hand on xquad-beads and tico19-noisy
/// (`jisr align --presplit … --format index`, strict F1); none of them moves it by more than .003 when halved.
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

/// What separates the key spaces.
#[derive(Clone, Copy)]
pub(super) enum Space {
    Stem = 1,
    Name = 2,
}

/// The hash of a folded string in one key space. 64 bits: with a million keys two collide once in 40 million runs.
pub(super) fn hash(space: Space, key: &str) -> u64 {
    let mut h = FxHasher::default();
    h.write(key.as_bytes());
    h.write_u8(space as u8);
    h.finish()
}

/// The hash of a term of several words from those of its words.
pub(super) fn extend(sequence: u64, word: u64) -> u64 {
    (sequence.rotate_left(7) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// A read-only table from a key to a run of links.
#[derive(Default)]
pub(super) struct LinkTable {
    ranges: FxHashMap<u64, (u32, u32)>,
    links: Vec<Link>,
}

impl LinkTable {
    /// Groups the links by key; of equal links the stronger stays.
    pub(super) fn new(mut rows: Vec<(u64, Link)>) -> Self {
        rows.sort_unstable_by(|a, b| {
            (a.0, a.1.en)
                .cmp(&(b.0, b.1.en))
                .then(b.1.forward.total_cmp(&a.1.forward))
                .then(a.1.kind.cmp(&b.1.kind))
        });
        rows.dedup_by(|next, kept| {
            let same = next.0 == kept.0 && next.1.en == kept.1.en;
            if same {
                kept.1.backward = kept.1.backward.max(next.1.backward);
                kept.1.kind = kept.1.kind.min(next.1.kind);
            }
            same
        });
        let mut table = LinkTable { ranges: FxHashMap::default(), links: Vec::with_capacity(rows.len()) };
        table.ranges.reserve(rows.len());
        let mut at = 0;
        for run in rows.chunk_by(|a, b| a.0 == b.0) {
            table.ranges.insert(run[0].0, (at, at + run.len() as u32));
            table.links.extend(run.iter().map(|r| r.1));
            at += run.len() as u32;
        }
        table
    }

    pub(super) fn get(&self, key: u64) -> &[Link] {
        self.ranges.get(&key).map_or(&[], |&(a, b)| &self.links[a as usize..b as usize])
    }

    pub(super) fn links(&self) -> &[Link] {
        &self.links
    }

    pub(super) fn len(&self) -> usize {
        self.links.len()
    }

    pub(super) fn keys(&self) -> usize {
        self.ranges.len()
    }
}

/// Terms of several words: which words one can begin with, and how long it can get.
#[derive(Default)]
pub(super) struct Starts(pub(super) FxHashMap<u64, u8>);

impl Starts {
    pub(super) fn add(&mut self, first: u64, words: usize) {
        let longest = self.0.entry(first).or_insert(0);
        *longest = (*longest).max(words as u8);
    }

    /// How many words a term that begins with `first` has at most; 0 when none does.
    pub(super) fn longest(&self, first: u64) -> usize {
        self.0.get(&first).map_or(0, |&n| n as usize)
    }
}

/// The bilingual lexicon.
#[derive(Default)]
pub struct Lexicon {
    pub(super) weights: LexiconWeights,
    /// Arabic names by folded form.
    pub(super) names: LinkTable,
    /// Arabic words and demonyms by folded light stem.
    pub(super) stems: LinkTable,
    /// Arabic terms of several words by the sequence of their light stems.
    pub(super) phrases: LinkTable,
    pub(super) phrase_starts: Starts,
    /// English keys: stems, names, and sequences of either.
    pub(super) en: FxHashMap<u64, EnId>,
    pub(super) en_starts: Starts,
    /// By English key: how much of its translations is known, 0..1.
    pub(super) en_known: Vec<f32>,
    /// By English key: probability in running text, 0..1.
    pub(super) en_probability: Vec<f32>,
    pub(super) irregular: FxHashMap<&'static str, &'static str>,
    pub(super) user_irregular: FxHashMap<String, String>,
    pub(super) frequency_ar: FxHashMap<u64, f32>,
    pub(super) frequency_en: FxHashMap<u64, f32>,
    pub(super) entries: usize,
}

impl Lexicon {
    /// Number of entry lines it was made from.
    pub fn entries(&self) -> usize {
        self.entries
    }

    /// Number of (Arabic key, English key) links.
    pub fn links(&self) -> usize {
        self.names.len() + self.stems.len() + self.phrases.len()
    }

    /// Number of Arabic keys.
    pub fn keys(&self) -> usize {
        self.names.keys() + self.stems.keys() + self.phrases.keys()
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
    pub fn phrase_links(&self, key: u64) -> &[Link] {
        self.phrases.get(key)
    }
}
