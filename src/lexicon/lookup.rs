//! Looking words up: which keys a word of running text may have, and what the lexicon knows under them.

use rust_stemmers::Stemmer;

use super::index::{EnId, Lexicon, Link, PhraseHit, Space, extend, hash};
use crate::{arabic, english};

/// What the lexicon knows of one Arabic word form.
#[derive(Clone, Debug, Default)]
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
    /// Byte length of the joined particles taken off `plain` to get at a name the lexicon knows, if it does.
    pub name_at: Option<u8>,
    /// Translations, each English key once.
    pub links: Vec<Link>,
}

/// What the lexicon knows of one English word form.
#[derive(Clone, Debug, Default)]
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
}

/// Buffers and stemmer for look-ups; one for each thread.
pub struct Lookup<'l> {
    lexicon: &'l Lexicon,
    stemmer: Stemmer,
    buffer: String,
    verb: String,
}

impl<'l> Lookup<'l> {
    /// A look-up into `lexicon`.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Lookup { lexicon, stemmer: english::stemmer(), buffer: String::new(), verb: String::new() }
    }

    fn stem_key(&mut self, form: &str) -> u64 {
        self.buffer.clear();
        arabic::fold_into(arabic::light(form), &mut self.buffer);
        hash(Space::Stem, &self.buffer)
    }

    /// The likeliest dictionary form of a word: which of `forms` (the word, then less and less of it) it is counted
    /// under, with the keys of all and the count per million. A particle comes off when the bare word is much commoner.
    fn likeliest(&mut self, forms: &[&str]) -> (usize, [u64; FORMS], f32) {
        // Tuned by eye on words of both kinds: بلد and ولد keep their first letter, لبلد and وقال lose it.
        const BARE_FACTOR: f32 = 4.0;
        let mut keys = [0u64; FORMS];
        let mut best = (0, 0.0);
        for (i, form) in forms.iter().enumerate() {
            keys[i] = self.stem_key(form);
            let count = self.lexicon.frequency_ar.get(&keys[i]).copied().unwrap_or(0.0);
            if i == 0 {
                best = (0, count);
            } else if count > BARE_FACTOR * (best.1 + 0.5) {
                best = (i, count);
            }
        }
        (best.0, keys, best.1)
    }

    /// Appends the stem that an Arabic word is counted under to `out`: what the learned tables are keyed by.
    pub fn arabic_stem_into(&mut self, word: &str, out: &mut String) {
        let mut plain = String::with_capacity(word.len());
        arabic::normalize_into(word, &mut plain);
        let (forms, n) = forms(&plain);
        let (best, _, _) = self.likeliest(&forms[..n]);
        arabic::fold_into(arabic::light(forms[best]), out);
    }

    /// Appends the stem of an English word to `out`: what the learned tables are keyed by.
    pub fn english_stem_into(&mut self, word: &str, out: &mut String) {
        self.buffer.clear();
        english::fold_into(word, &mut self.buffer);
        out.push_str(&self.stemmer.stem(self.lexicon.lemma(&self.buffer)));
    }

    /// The keys and translations of an Arabic word as it stands in a text.
    pub fn arabic(&mut self, word: &str) -> ArabicForm {
        let mut plain = String::with_capacity(word.len());
        arabic::normalize_into(word, &mut plain);
        let (forms, n) = forms(&plain);
        let forms = &forms[..n];

        let lexicon = self.lexicon;
        let mut links: Vec<Link> = Vec::new();
        let mut name_at = None;
        for form in forms {
            for candidate in [Some(*form), form.strip_prefix("ال")].into_iter().flatten() {
                self.buffer.clear();
                arabic::fold_into(candidate, &mut self.buffer);
                let hits = lexicon.names.get(hash(Space::Name, &self.buffer));
                if !hits.is_empty() && name_at.is_none() {
                    name_at = Some((plain.len() - candidate.len()) as u8);
                    links.extend_from_slice(hits);
                }
            }
        }

        let (best, keys, count) = self.likeliest(forms);
        let stem = keys[best];
        merge(&mut links, lexicon.stems.get(stem));
        if lexicon.stems.get(stem).is_empty() {
            if let Some(other) = keys[..n].iter().map(|&k| lexicon.stems.get(k)).find(|l| !l.is_empty()) {
                merge(&mut links, other);
            } else {
                for form in forms {
                    self.verb.clear();
                    let mut verb = std::mem::take(&mut self.verb);
                    if arabic::third_person_into(form, &mut verb) {
                        let key = self.stem_key(&verb);
                        merge(&mut links, lexicon.stems.get(key));
                    }
                    self.verb = verb;
                    if !links.is_empty() {
                        break;
                    }
                }
            }
        }
        let per_million = count.max(lexicon.weights.unseen_per_million);
        let bare = (n > 1).then(|| keys[n - 1]);
        let first = keys[0];
        ArabicForm { stem, first, bare, probability: per_million * 1e-6, name_at, links, plain }
    }

    /// The keys of an English word as it stands in a text.
    pub fn english(&mut self, word: &str) -> EnglishForm {
        let mut folded = String::with_capacity(word.len());
        english::fold_into(word, &mut folded);
        let stem = self.lexicon.english_stem(&folded, &self.stemmer);
        let name = hash(Space::Name, &folded);
        let weights = &self.lexicon.weights;
        let per_million =
            self.lexicon.frequency_en.get(&stem).copied().unwrap_or(0.0).max(weights.unseen_per_million);
        EnglishForm {
            stem,
            name,
            word_id: self.lexicon.en.get(&stem).copied(),
            name_id: self.lexicon.en.get(&name).copied(),
            probability: per_million * 1e-6,
            folded,
        }
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

/// Adds to `links` those of `more` whose English key it lacks; of equal ones the stronger stays.
fn merge(links: &mut Vec<Link>, more: &[Link]) {
    for link in more {
        match links.iter_mut().find(|l| l.en == link.en) {
            Some(known) => {
                known.forward = known.forward.max(link.forward);
                known.backward = known.backward.max(link.backward);
            }
            None => links.push(*link),
        }
    }
}

impl Lexicon {
    /// The hash of the stem of an English word in folded form: its lemma if irregular, then Snowball.
    pub(super) fn english_stem(&self, folded: &str, stemmer: &Stemmer) -> u64 {
        hash(Space::Stem, &stemmer.stem(self.lemma(folded)))
    }

    /// The lemma of an irregular form; any other form is its own.
    fn lemma<'f>(&'f self, folded: &'f str) -> &'f str {
        let user = self.user_irregular.get(folded).map(String::as_str);
        user.or_else(|| self.irregular.get(folded).copied()).unwrap_or(folded)
    }

    /// The longest Arabic term that begins with the first of `forms`.
    pub fn arabic_phrase<'f>(
        &self,
        mut forms: impl Iterator<Item = &'f ArabicForm> + Clone,
    ) -> Option<PhraseHit> {
        let first = forms.next()?;
        for start in [Some(first.first), first.bare].into_iter().flatten() {
            let longest = self.phrase_starts.longest(start);
            let hit = longest_run(start, longest, forms.clone().map(|f| f.first), |key| {
                (!self.phrases.get(key).is_empty()).then_some(key)
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
        let of = |key: fn(&EnglishForm) -> u64| {
            let mut rest = forms.clone();
            let first = key(rest.next()?);
            longest_run(first, self.en_starts.longest(first), rest.map(key), |k| {
                self.en.get(&k).map(|id| id.0 as u64)
            })
        };
        let (names, words) = (of(|f| f.name), of(|f| f.stem));
        match (names, words) {
            (Some(n), Some(w)) => Some(if w.words > n.words { w } else { n }),
            (n, w) => n.or(w),
        }
    }
}

/// Extends `start` by up to `longest - 1` words and gives the longest sequence that `known` knows.
fn longest_run(
    start: u64,
    longest: usize,
    rest: impl Iterator<Item = u64>,
    known: impl Fn(u64) -> Option<u64>,
) -> Option<PhraseHit> {
    if longest < 2 {
        return None;
    }
    let mut sequence = start;
    let mut hit = None;
    for (i, word) in rest.take(longest - 1).enumerate() {
        sequence = extend(sequence, word);
        if let Some(key) = known(sequence) {
            hit = Some(PhraseHit { key, words: i + 2 });
        }
    }
    hit
}
