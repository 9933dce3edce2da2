//! What romanising a text gives: the Latin text, and of each Arabic word where it stands and how sure its vowels are.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// How capitals are set.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Case {
    /// As the standard has it: names in most, small letters in some.
    #[default]
    Standard,
    /// Every word as a name.
    Names,
    /// Small letters, but for what the standard always writes with a capital (Allāh).
    Lower,
}

/// Where the vowels of a word come from; the later, the less sure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Vowels {
    /// Written, or not needed: the system goes by letters, or the word can be read in one way only.
    Written,
    /// Not written and restored from a lookup.
    Restored,
    /// Not written, at least in part, and not known.
    Unread,
}

/// A word of the source and of the result.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RomanisedWord {
    /// Byte range in the source.
    pub source: Range<usize>,
    /// Byte range in [`Romanised::text`], with prefix and article. Two words that the source writes in one have one
    /// range.
    pub target: Range<usize>,
    /// Where its vowels come from.
    pub vowels: Vowels,
}

/// A romanised text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Romanised {
    /// The text in Latin letters (NFC). What is not Arabic is as it was; digits and punctuation are European ones.
    pub text: String,
    /// Its Arabic words in order.
    pub words: Vec<RomanisedWord>,
}

impl Romanised {
    /// Whether every word has its vowels, written or restored.
    pub fn vocalised(&self) -> bool {
        self.unread().next().is_none()
    }

    /// The words that lack vowels.
    pub fn unread(&self) -> impl Iterator<Item = &RomanisedWord> {
        self.words.iter().filter(|w| w.vowels == Vowels::Unread)
    }

    /// The text with `mark` before each unread word.
    pub fn marked(&self, mark: &str) -> String {
        let mut out = self.text.clone();
        for word in self.words.iter().rev().filter(|w| w.vowels == Vowels::Unread) {
            out.insert_str(word.target.start, mark);
        }
        out
    }
}

/// Composes the text word by word, so that the ranges stay right.
pub(super) fn compose(out: &mut Romanised) {
    let old = std::mem::take(&mut out.text);
    let mut at = 0;
    for word in &mut out.words {
        out.text.extend(old[at..word.target.start].nfc());
        at = word.target.end;
        let start = out.text.len();
        out.text.extend(old[word.target.clone()].nfc());
        word.target = start..out.text.len();
    }
    out.text.extend(old[at..].nfc());
}
