//! The features of a token: what its vector is looked up by.

use rust_stemmers::Stemmer;

use crate::hash::fnv1a_from;
use crate::text::{Lang, NumberUnit, Token, TokenKind};
use crate::{arabic, english};

/// A feature of a token, as a hash.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenFeature {
    /// A word that an Arabic one is with particles joined to it, least stripped first: والديباجة is also الديباجة and
    /// ديباجة. An unknown word has the vector of the first of these that is known.
    Word(u64),
    /// A stem. An Arabic word has up to two: of the word as written, and without joined particles.
    Stem(u64),
    /// A run of three to five letters, the word's ends among them.
    Gram(u64),
}

/// Shortest and longest run of letters.
const GRAMS: std::ops::RangeInclusive<usize> = 3..=5;

/// What keeps the hashes of different things apart.
#[derive(Clone, Copy)]
enum FeatureSpace {
    ArabicWord = 1,
    EnglishWord,
    ArabicStem,
    EnglishStem,
    ArabicGram,
    EnglishGram,
    Value,
}

/// Takes tokens apart. Holds buffers: one for each thread.
pub struct TokenFeatures {
    stemmer: Stemmer,
    plain: String,
    folded: String,
    stem: String,
    ends: Vec<usize>,
}

impl Default for TokenFeatures {
    fn default() -> Self {
        Self::new()
    }
}

impl TokenFeatures {
    /// Empty buffers and a stemmer.
    pub fn new() -> Self {
        TokenFeatures {
            stemmer: english::stemmer(),
            plain: String::new(),
            folded: String::new(),
            stem: String::new(),
            ends: Vec::new(),
        }
    }

    /// The key of the whole token: the hash of its folded form, or of its value. `None` for a word without letters.
    /// [`TokenFeatures::parts`] then has the parts of this token.
    pub fn word(&mut self, lang: Lang, token: &Token, text: &str) -> Option<u64> {
        self.plain.clear();
        self.folded.clear();
        let slice = token.span.of(text);
        match token.kind {
            TokenKind::Number(n) => {
                let unit = match n.unit {
                    NumberUnit::Plain | NumberUnit::Decade => 0,
                    NumberUnit::Percent => 1,
                    NumberUnit::Ordinal => 2,
                };
                Some(value(&[n.value.to_bits(), unit]))
            }
            TokenKind::Date(d) => {
                let part = |v: Option<u64>| v.map_or(u64::MAX, |v| v);
                Some(value(&[
                    7,
                    part(d.year.map(u64::from)),
                    part(d.month.map(u64::from)),
                    part(d.day.map(u64::from)),
                ]))
            }
            TokenKind::Link => None,
            TokenKind::Word { .. } if language(lang, slice) == Lang::Arabic => {
                arabic::normalize_into(slice, &mut self.plain);
                arabic::fold_into(&self.plain, &mut self.folded);
                (!self.folded.is_empty()).then(|| hash(FeatureSpace::ArabicWord, &self.folded))
            }
            TokenKind::Word { .. } => {
                english::fold_into(slice, &mut self.folded);
                (!self.folded.is_empty()).then(|| hash(FeatureSpace::EnglishWord, &self.folded))
            }
        }
    }

    /// Calls `each` with the words without particles, the stems and the runs of letters of the token that
    /// [`TokenFeatures::word`] saw last, in this order; nothing for numbers and dates.
    pub fn parts(&mut self, mut each: impl FnMut(TokenFeature)) {
        if self.folded.is_empty() {
            return;
        }
        let is_arabic = !self.plain.is_empty();
        if is_arabic {
            let mut shortest = self.plain.as_str();
            arabic::unprefixed(&self.plain, |form| shortest = form);
            arabic::unprefixed(&self.plain, |form| {
                for word in [Some(form), form.strip_prefix("ال").filter(|rest| rest.chars().count() > 2)] {
                    let Some(word) = word.filter(|w| w.len() < self.plain.len()) else { continue };
                    self.stem.clear();
                    arabic::fold_into(word, &mut self.stem);
                    each(TokenFeature::Word(hash(FeatureSpace::ArabicWord, &self.stem)));
                }
            });
            let (own, bare) = (arabic::light(&self.plain), arabic::light(shortest));
            for (i, stem) in [own, bare].into_iter().enumerate() {
                if i == 0 || stem != own {
                    self.stem.clear();
                    arabic::fold_into(stem, &mut self.stem);
                    each(TokenFeature::Stem(hash(FeatureSpace::ArabicStem, &self.stem)));
                }
            }
        } else {
            each(TokenFeature::Stem(hash(FeatureSpace::EnglishStem, &self.stemmer.stem(&self.folded))));
        }
        let space = if is_arabic { FeatureSpace::ArabicGram } else { FeatureSpace::EnglishGram };
        self.folded.insert(0, '<');
        self.folded.push('>');
        self.ends.clear();
        self.ends.extend(self.folded.char_indices().map(|(at, _)| at));
        self.ends.push(self.folded.len());
        let letters = self.ends.len() - 1;
        for n in GRAMS {
            for from in 0..(letters + 1).saturating_sub(n) {
                each(TokenFeature::Gram(hash(space, &self.folded[self.ends[from]..self.ends[from + n]])));
            }
        }
    }
}

/// The language whose word `slice` is in a text in `lang`: a Latin word in Arabic text is an English one.
fn language(lang: Lang, slice: &str) -> Lang {
    match slice.chars().find_map(|c| {
        if english::is_letter(c) {
            Some(Lang::English)
        } else if arabic::is_letter(c) {
            Some(Lang::Arabic)
        } else {
            None
        }
    }) {
        Some(own) => own,
        None => lang,
    }
}

fn value(parts: &[u64]) -> u64 {
    parts.iter().fold(mix(FeatureSpace::Value as u64), |h, &p| mix(h ^ mix(p)))
}

/// A hash of a short text that is the same on every platform (FNV-1a, finished by the mixer of SplitMix64).
fn hash(space: FeatureSpace, text: &str) -> u64 {
    mix(fnv1a_from((space as u64) << 56, text))
}

fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;
    use crate::tokenize::Tokenizer;

    fn words(lang: Lang, text: &str) -> Vec<u64> {
        let mut tokens = Vec::new();
        Tokenizer::new().tokens(lang, text, Span::new(0, text.len()), &mut tokens);
        let mut features = TokenFeatures::new();
        tokens.iter().filter_map(|t| features.word(lang, t, text)).collect()
    }

    fn pieces(lang: Lang, text: &str) -> Vec<TokenFeature> {
        let mut tokens = Vec::new();
        Tokenizer::new().tokens(lang, text, Span::new(0, text.len()), &mut tokens);
        let mut features = TokenFeatures::new();
        let mut out = Vec::new();
        for t in &tokens {
            features.word(lang, t, text);
            features.parts(|p| out.push(p));
        }
        out
    }

    #[test]
    fn spellings_of_a_word_are_one_word() {
        let one = words(Lang::Arabic, "المدرسة");
        assert_eq!(one, words(Lang::Arabic, "اَلْمَدْرَسَة"));
        assert_eq!(one, words(Lang::Arabic, "المدرســه"));
        assert_ne!(one, words(Lang::Arabic, "مدرسة"));
        assert_eq!(words(Lang::English, "Erdoğan's"), words(Lang::English, "ERDOGAN"));
    }

    #[test]
    fn values_are_the_same_in_both_languages() {
        for (ar, en) in [
            ("300 ألف", "300,000"),
            ("٢٠٢٠", "2020"),
            ("21 كانون الأول 2018", "21 December 2018"),
            ("NATO", "nato"),
        ] {
            assert_eq!(words(Lang::Arabic, ar), words(Lang::English, en), "{ar} {en}");
        }
        assert_ne!(words(Lang::English, "50"), words(Lang::English, "50%"));
    }

    #[test]
    fn a_word_with_particles_is_also_the_word() {
        let bare = words(Lang::Arabic, "ديباجة")[0];
        let of = |word| {
            pieces(Lang::Arabic, word)
                .into_iter()
                .filter(|p| matches!(p, TokenFeature::Word(_)))
                .collect::<Vec<_>>()
        };
        assert!(of("والديباجة").contains(&TokenFeature::Word(bare)));
        assert_eq!(of("الديباجة"), [TokenFeature::Word(bare)]);
        assert_eq!(of("كتاب").len(), 1, "the ك could be a particle");
        assert_eq!(of("ديباجة"), []);
    }

    #[test]
    fn words_that_share_a_stem_share_a_piece() {
        let shared = |lang, a, b| {
            let b = pieces(lang, b);
            pieces(lang, a).into_iter().any(|p| matches!(p, TokenFeature::Stem(_)) && b.contains(&p))
        };
        assert!(shared(Lang::Arabic, "والمدارس", "مدارس"));
        assert!(shared(Lang::Arabic, "وقال", "قال"));
        assert!(shared(Lang::English, "visited", "visiting"));
        assert!(!shared(Lang::English, "visited", "table"));
    }
}
