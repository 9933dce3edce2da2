//! The letters a model knows, as small numbers.

use std::borrow::Cow;

/// The most letters a word may have to be given to a model; no name of the training data is longer.
pub const LONGEST: usize = 40;

/// Letters in order of their code points; a letter's number is its place, from 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Alphabet {
    /// Code points, ascending.
    pub letters: Cow<'static, [u32]>,
}

impl Alphabet {
    /// The alphabet of the letters that occur at least `least` times.
    pub fn learn<'a>(words: impl Iterator<Item = &'a str>, least: usize) -> Self {
        let mut counts = std::collections::BTreeMap::<u32, usize>::new();
        for c in words.flat_map(str::chars) {
            *counts.entry(c as u32).or_default() += 1;
        }
        let letters: Vec<u32> = counts.into_iter().filter(|&(_, n)| n >= least).map(|(c, _)| c).collect();
        Alphabet { letters: Cow::Owned(letters) }
    }

    /// Number of a letter.
    fn number(&self, c: char) -> Option<u8> {
        self.letters.binary_search(&(c as u32)).ok().map(|i| i as u8 + 1)
    }

    /// The letter of a number.
    pub fn letter(&self, n: u8) -> char {
        let code = self.letters.get((n as usize).wrapping_sub(1)).copied();
        code.and_then(char::from_u32).unwrap_or('?')
    }

    /// `word` in numbers, appended to `out`. A letter it does not have is replaced by what `fold` makes of it, or left
    /// out.
    pub fn encode_into(&self, word: &str, fold: impl Fn(&str) -> String, out: &mut Vec<u8>) {
        for c in word.chars().take(LONGEST) {
            if let Some(n) = self.number(c) {
                out.push(n);
            } else {
                out.extend(fold(c.encode_utf8(&mut [0; 4])).chars().filter_map(|c| self.number(c)));
            }
        }
        out.truncate(LONGEST);
    }

    /// Numbers as a word, appended to `out`.
    pub fn decode_into(&self, word: &[u8], out: &mut String) {
        out.extend(word.iter().map(|&n| self.letter(n)));
    }
}
