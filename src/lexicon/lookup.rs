//! Looking words up: which keys a word of running text may have, and what the lexicon knows under them.

use rust_stemmers::Stemmer;
use rustc_hash::FxHashMap;

use super::index::{EnId, Lexicon, Link, PhraseHit};
use super::key::{KeySpace, extend, hash};
use crate::{arabic, english};

/// What the lexicon knows of one Arabic word form.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ArabicForm {
    /// The word without marks, letters as written.
    pub plain: String,
    /// Hash of the stem it is counted under.
    pub stem: u64,
    /// Hash of its light stem as a whole: what terms of several words are made of.
    pub first: u64,
    /// Hash of its light stem once a joined particle is off, when there may be one.
    pub bare: Option<u64>,
    /// Probability of the stem in running text.
    pub probability: f32,
    /// Translations, each English key once.
    pub links: Vec<Link>,
    /// Words of the longest term that begins with `first`, and with `bare`; 0 when none does.
    longest: [u8; 2],
}

/// What the lexicon knows of one English word form.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct EnglishForm {
    /// Lower case, without diacritics.
    pub folded: String,
    /// Hash of its stem.
    pub stem: u64,
    /// Hash of its folded form as a name.
    pub name: u64,
    /// Key of the stem, if the lexicon has it.
    pub word_id: Option<EnId>,
    /// Key of the form as a name, if the lexicon has it.
    pub name_id: Option<EnId>,
    /// Probability of the stem in running text.
    pub probability: f32,
    /// Words of the longest term that begins with `name`, and with `stem`; 0 when none does.
    longest: [u8; 2],
}

/// An English word without its letters: what does not depend on who asks.
#[derive(Clone, Copy, Default)]
struct EnglishWord {
    stem: u64,
    word_id: Option<EnId>,
    name_id: Option<EnId>,
    probability: f32,
    longest: [u8; 2],
}

/// Buffers, stemmer and known words for look-ups; one for each thread.
pub struct Lookup<'l> {
    lexicon: &'l Lexicon,
    stemmer: Stemmer,
    buffer: String,
    verb: String,
    /// By the key of the folded form.
    english: FxHashMap<u64, EnglishWord>,
}

/// English words kept, as stemming takes as long as all the rest: more than a long book has.
const KEPT: usize = 1 << 14;

/// What the lexicon knows of the light stem of an Arabic form.
#[derive(Clone, Copy, Default)]
struct Stem {
    key: u64,
    per_million: f32,
    longest: u8,
}

impl<'l> Lookup<'l> {
    /// A look-up into `lexicon`.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        let (buffer, verb) = (String::new(), String::new());
        Lookup { lexicon, stemmer: english::stemmer(), buffer, verb, english: FxHashMap::default() }
    }

    /// The likeliest dictionary form of a word: which of `forms` (the word, then less and less of it) it is counted
    /// under, and the stems of all. A particle comes off when the bare word is much commoner. `folded` is the word
    /// folded: every form is an end of it.
    fn likeliest(&self, folded: &str, forms: &[&str]) -> (usize, [Stem; FORMS]) {
        // Set by judgement, to keep words of both kinds right: بلد and ولد keep their first letter, لبلد and وقال lose it.
        const BARE_FACTOR: f32 = 4.0;
        let mut stems = [Stem::default(); FORMS];
        let mut best = 0;
        let mut last = 0..0;
        for (i, form) in forms.iter().enumerate() {
            let before = folded.len() - form.len();
            let light = arabic::light_range(form);
            let light = before + light.start..before + light.end;
            // The article hides what is before it, so والكتاب and الكتاب have one stem.
            stems[i] = if i > 0 && light == last { stems[i - 1] } else { self.stem(&folded[light.clone()]) };
            last = light;
            if i > 0 && stems[i].per_million > BARE_FACTOR * (stems[best].per_million + 0.5) {
                best = i;
            }
        }
        (best, stems)
    }

    fn stem(&self, folded: &str) -> Stem {
        let key = hash(KeySpace::Stem, folded);
        let (per_million, longest) = self.lexicon.arabic_of(key);
        Stem { key, per_million, longest }
    }

    /// The links under the present-tense form in ي of a word that may be the same verb in another person.
    fn verb(&mut self, form: &str) -> Option<u64> {
        self.verb.clear();
        if !arabic::third_person_into(form, &mut self.verb) {
            return None;
        }
        self.buffer.clear();
        arabic::fold_into(arabic::light(&self.verb), &mut self.buffer);
        Some(self.lexicon.stems.get(hash(KeySpace::Stem, &self.buffer)))
    }

    /// Appends the stem that an Arabic word is counted under to `out`: what the learned tables are keyed by.
    pub fn arabic_stem_into(&mut self, word: &str, out: &mut String) {
        let mut plain = String::with_capacity(word.len());
        arabic::normalize_into(word, &mut plain);
        self.buffer.clear();
        arabic::fold_into(&plain, &mut self.buffer);
        let (forms, n) = forms(&plain);
        let (best, _) = self.likeliest(&self.buffer, &forms[..n]);
        arabic::fold_into(arabic::light(forms[best]), out);
    }

    /// Appends the stem of an English word to `out`: what the learned tables are keyed by.
    pub fn english_stem_into(&mut self, word: &str, out: &mut String) {
        self.buffer.clear();
        english::fold_into(word, &mut self.buffer);
        let name = hash(KeySpace::Name, &self.buffer);
        out.push_str(&self.stemmer.stem(self.lexicon.lemmas.get(name).unwrap_or(&self.buffer)));
    }

    /// The run of links of the first of `forms`, with or without its article, that is a name.
    fn name(&self, folded: &str, forms: &[&str]) -> Option<u64> {
        for form in forms {
            for candidate in [Some(*form), form.strip_prefix("ال")].into_iter().flatten() {
                let before = folded.len() - candidate.len();
                let run = self.lexicon.names.get(hash(KeySpace::Name, &folded[before..]));
                if run != 0 {
                    return Some(run);
                }
            }
        }
        None
    }

    /// The keys and translations of an Arabic word as it stands in a text.
    pub fn arabic(&mut self, word: &str) -> ArabicForm {
        let mut plain = String::with_capacity(word.len());
        arabic::normalize_into(word, &mut plain);
        self.buffer.clear();
        arabic::fold_into(&plain, &mut self.buffer);
        let (forms, n) = forms(&plain);
        let forms = &forms[..n];

        let lexicon = self.lexicon;
        let name = self.name(&self.buffer, forms);
        let mut links: Vec<Link> = name.map_or_else(Vec::new, |run| lexicon.links_of(run).collect());

        let (best, stems) = self.likeliest(&self.buffer, forms);
        let run = |stem: &Stem| lexicon.stems.get(stem.key);
        let found = std::iter::once(&stems[best]).chain(&stems[..n]).map(run).find(|&run| run != 0);
        if let Some(run) = found {
            merge(&mut links, lexicon.links_of(run));
        } else {
            for form in forms {
                if let Some(run) = self.verb(form) {
                    merge(&mut links, lexicon.links_of(run));
                }
                if !links.is_empty() {
                    break;
                }
            }
        }
        let per_million = stems[best].per_million.max(lexicon.weights.unseen_per_million);
        ArabicForm {
            stem: stems[best].key,
            first: stems[0].key,
            bare: (n > 1).then(|| stems[n - 1].key),
            probability: per_million * 1e-6,
            links,
            longest: [stems[0].longest, stems[n - 1].longest],
            plain,
        }
    }

    /// The keys of an English word as it stands in a text.
    pub fn english(&mut self, word: &str) -> EnglishForm {
        let mut folded = String::with_capacity(word.len());
        english::fold_into(word, &mut folded);
        let name = hash(KeySpace::Name, &folded);
        let known = self.english.get(&name).copied();
        let EnglishWord { stem, word_id, name_id, probability, longest } =
            known.unwrap_or_else(|| self.new_english(name, &folded));
        EnglishForm { folded, stem, name, word_id, name_id, probability, longest }
    }

    fn new_english(&mut self, name: u64, folded: &str) -> EnglishWord {
        let lexicon = self.lexicon;
        let stem = hash(KeySpace::Stem, &self.stemmer.stem(lexicon.lemmas.get(name).unwrap_or(folded)));
        let (word_id, per_million) = lexicon.english_of(stem);
        let word = EnglishWord {
            stem,
            word_id,
            name_id: lexicon.english_of(name).0,
            probability: per_million.max(lexicon.weights.unseen_per_million) * 1e-6,
            longest: [name, stem].map(|key| lexicon.english_starts.get(key) as u8),
        };
        if self.english.len() == KEPT {
            self.english.clear();
        }
        self.english.insert(name, word);
        word
    }
}

/// How many dictionary forms of a word are looked up at most.
const FORMS: usize = 4;

/// The dictionary forms a normalised word may have, and how many.
fn forms(plain: &str) -> ([&str; FORMS], usize) {
    let mut forms = [""; FORMS];
    let mut n = 0;
    arabic::unprefixed(plain, |form| {
        if n < FORMS {
            forms[n] = form;
            n += 1;
        }
    });
    (forms, n)
}

/// Adds to `links` those of `more`, a run with each English key once, whose key it lacks; of equal ones the stronger
/// stays.
fn merge(links: &mut Vec<Link>, more: impl ExactSizeIterator<Item = Link>) {
    links.reserve(more.len());
    let before = links.len();
    for link in more {
        match links[..before].iter_mut().find(|l| l.en == link.en) {
            Some(known) => {
                known.forward = known.forward.max(link.forward);
                known.backward = known.backward.max(link.backward);
            }
            None => links.push(link),
        }
    }
}

impl Lexicon {
    /// The longest Arabic term that begins with the first of `forms`.
    pub fn arabic_phrase<'f>(
        &self,
        mut forms: impl Iterator<Item = &'f ArabicForm> + Clone,
    ) -> Option<PhraseHit> {
        let first = forms.next()?;
        for (start, longest) in [Some(first.first), first.bare].into_iter().zip(first.longest) {
            let Some(start) = start else { break };
            let hit = longest_run(start, longest, forms.clone().map(|f| f.first), |key| {
                (self.phrases.get(key) != 0).then_some(key)
            });
            if hit.is_some() {
                return hit;
            }
        }
        None
    }

    /// The longest English term that begins with the first of `forms`: its key is an [`EnId`] in the low bits.
    pub fn english_phrase<'f>(
        &self,
        forms: impl Iterator<Item = &'f EnglishForm> + Clone,
    ) -> Option<PhraseHit> {
        let of = |key: fn(&EnglishForm) -> u64, space: usize| {
            let mut rest = forms.clone();
            let first = rest.next()?;
            longest_run(key(first), first.longest[space], rest.map(key), |k| {
                self.english_of(k).0.map(|id| u64::from(id.0))
            })
        };
        let (names, words) = (of(|f| f.name, 0), of(|f| f.stem, 1));
        match (names, words) {
            (Some(n), Some(w)) => Some(if w.words > n.words { w } else { n }),
            (n, w) => n.or(w),
        }
    }
}

/// Extends `start` by up to `longest - 1` words and gives the longest sequence that `known` knows.
fn longest_run(
    start: u64,
    longest: u8,
    rest: impl Iterator<Item = u64>,
    known: impl Fn(u64) -> Option<u64>,
) -> Option<PhraseHit> {
    if longest < 2 {
        return None;
    }
    let mut sequence = start;
    let mut hit = None;
    for (i, word) in rest.take(longest as usize - 1).enumerate() {
        sequence = extend(sequence, word);
        if let Some(key) = known(sequence) {
            hit = Some(PhraseHit { key, words: i + 2 });
        }
    }
    hit
}
