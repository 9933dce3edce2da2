//! The terms of a document part: its distinct words, names of several words, numbers and dates, and where they occur.

use rustc_hash::FxHashMap;

use super::vectors::{Encoder, Table};
use crate::lexicon::{ArabicForm, EnId, EnglishForm, Lexicon, Link, Lookup};
use crate::names::Sounds;
use crate::segment::clauses::begins_with_and;
use crate::spelling::Skeleton;
use crate::text::{Date, Lang, Number, NumberUnit, Prepared, Token, TokenKind};
use crate::{arabic, english};

/// What a term is.
#[derive(Clone, PartialEq, Debug)]
pub enum TermKind {
    /// An Arabic word or term with its translations.
    Arabic(Vec<Link>),
    /// An English word or term with the keys it is known under.
    English(Vec<EnId>),
    /// A number.
    Number(Number),
    /// A date.
    Date(Date),
    /// An address, or a Latin word in Arabic text: matches the same letters on the other side.
    Verbatim,
}

/// A distinct term of a part.
#[derive(Clone, PartialEq, Debug)]
pub struct Term {
    /// What it is.
    pub kind: TermKind,
    /// Probability in running text, 0..1.
    pub probability: f32,
    /// How much of its translations is known, 0..1: what a missing counterpart tells.
    pub known: f32,
    /// Whether it may be a name by its form: capitalised in English, not a common word in Arabic.
    pub name_like: bool,
    /// Number of words: more than one for terms of several words.
    pub words: u8,
    /// Whether it is an Arabic word that begins with a conjunction joined to it: وقال, not وزير.
    pub joined: bool,
    /// How it sounds, as written and without joined particles, when `name_like`.
    pub sound: [Skeleton; 2],
    /// The same with vowels, for the costs learned from pairs of names.
    pub letters: [Sounds; 2],
    /// Hashes of its forms, for what is compared letter by letter; none for Arabic words.
    pub verbatim: Vec<u64>,
}

/// One occurrence of a term.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Occurrence {
    /// Index of the term.
    pub term: u32,
    /// Index of its first token in the part.
    pub token: u32,
    /// Number of tokens.
    pub tokens: u8,
}

/// The terms of a part and where they stand.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// Distinct terms, in order of first occurrence.
    pub terms: Vec<Term>,
    /// Single words, numbers and dates, in text order.
    pub words: Vec<Occurrence>,
    /// `words[word_bounds[i]..word_bounds[i + 1]]` are those of sentence `i`.
    pub word_bounds: Vec<u32>,
    /// Terms of several words, in text order, not overlapping each other.
    pub phrases: Vec<Occurrence>,
    /// As `word_bounds`, for `phrases`.
    pub phrase_bounds: Vec<u32>,
    /// Vectors of the sentences, `dim` numbers each, not of unit length; empty without a table of vectors.
    pub vectors: Vec<f32>,
    /// Numbers of a vector.
    pub dim: usize,
}

impl Analysis {
    /// The same of sentences joined: `before` gives the sentences before each one that they make, and all of them.
    #[must_use]
    pub fn joined(&self, before: &[u32]) -> Analysis {
        let bounds = |all: &[u32]| before.iter().map(|&k| all[k as usize]).collect();
        Analysis {
            terms: self.terms.clone(),
            words: self.words.clone(),
            word_bounds: bounds(&self.word_bounds),
            phrases: self.phrases.clone(),
            phrase_bounds: bounds(&self.phrase_bounds),
            vectors: joined_vectors(&self.vectors, self.dim, before),
            dim: self.dim,
        }
    }
}

/// The sums of the vectors of sentences joined: the vector of a run of sentences is the sum of theirs. `before` is as of
/// [`Analysis::joined`].
pub(super) fn joined_vectors(vectors: &[f32], dim: usize, before: &[u32]) -> Vec<f32> {
    let mut out = Vec::with_capacity(dim * before.len().saturating_sub(1));
    for run in before.windows(2) {
        let from = out.len();
        out.resize(from + dim, 0.0);
        for vector in vectors[run[0] as usize * dim..run[1] as usize * dim].chunks_exact(dim.max(1)) {
            out[from..].iter_mut().zip(vector).for_each(|(sum, x)| *sum += x);
        }
    }
    out
}

/// Looks parts up in the lexicon. One for each thread.
pub struct Analyst<'l> {
    lexicon: &'l Lexicon,
    lookup: Lookup<'l>,
    encoder: Option<Encoder<'l>>,
}

/// What makes two words the same term.
#[derive(PartialEq, Eq, Hash)]
enum TermKey {
    Word(u64),
    Phrase(u64),
    Number(u64, u8),
    Date(Date),
    Verbatim(u64),
}

/// A word of the sentence at hand, looked up.
enum Form {
    Arabic(u32),
    English(u32),
    Other,
}

impl<'l> Analyst<'l> {
    /// An analyst with `lexicon` and, for vectors, a table of them.
    pub fn new(lexicon: &'l Lexicon, vectors: Option<&'l Table>) -> Self {
        Analyst { lexicon, lookup: Lookup::new(lexicon), encoder: vectors.map(Encoder::new) }
    }

    /// The terms of the content of `part`, a part of the document with this `text`.
    pub fn analyse(&mut self, part: &Prepared, text: &str) -> Analysis {
        let mut work = TermTables::default();
        let mut analysis = Analysis { word_bounds: vec![0], phrase_bounds: vec![0], ..Analysis::default() };
        for i in 0..part.sentences.len() {
            let first = part.bounds[i];
            // Text of the site speaks neither for sentences nor for documents.
            let tokens = if part.sentences[i].mark.is_content() { part.tokens_of(i) } else { &[] };
            work.forms.clear();
            for (t, token) in tokens.iter().enumerate() {
                let term = self.word(part.lang, token, text, &mut work, &mut analysis);
                analysis.words.push(Occurrence { term, token: first + t as u32, tokens: 1 });
            }
            self.phrases(first, &mut work, &mut analysis);
            analysis.word_bounds.push(analysis.words.len() as u32);
            analysis.phrase_bounds.push(analysis.phrases.len() as u32);
        }
        if let Some(encoder) = &mut self.encoder {
            analysis.vectors = encoder.sentences(part, text);
            analysis.dim = encoder.dim();
        }
        analysis
    }

    fn word(
        &mut self,
        lang: Lang,
        token: &Token,
        text: &str,
        work: &mut TermTables,
        analysis: &mut Analysis,
    ) -> u32 {
        let slice = token.span.of(text);
        let capital = match token.kind {
            TokenKind::Number(number) => {
                work.forms.push(Form::Other);
                let key = TermKey::Number(number.value.to_bits(), number.unit as u8);
                return work.term(key, analysis, || plain_term(TermKind::Number(number), rarity(number)));
            }
            TokenKind::Date(date) => {
                work.forms.push(Form::Other);
                return work.term(TermKey::Date(date), analysis, || plain_term(TermKind::Date(date), DATE));
            }
            TokenKind::Link => return work.verbatim(slice, analysis),
            TokenKind::Word { capital } => capital,
        };
        if lang == Lang::Arabic && slice.chars().any(english::is_letter) {
            return work.verbatim(slice, analysis);
        }
        match lang {
            Lang::Arabic => {
                let seen = fingerprint(slice);
                let (term, form) = if let Some(&known) = work.seen.get(&seen) {
                    known
                } else {
                    let form = self.lookup.arabic(slice);
                    let term =
                        work.term(TermKey::Word(fingerprint(&form.plain)), analysis, || arabic_term(&form));
                    work.arabic.push(form);
                    let known = (term, work.arabic.len() as u32 - 1);
                    work.seen.insert(seen, known);
                    known
                };
                work.forms.push(Form::Arabic(form));
                term
            }
            Lang::English => {
                let seen = fingerprint(slice);
                let (term, form) = if let Some(&known) = work.seen.get(&seen) {
                    known
                } else {
                    let form = self.lookup.english(slice);
                    let term = work.term(TermKey::Word(form.stem), analysis, || {
                        english_term(form.word_id, form.probability, self.lexicon)
                    });
                    work.english.push(form);
                    let known = (term, work.english.len() as u32 - 1);
                    work.seen.insert(seen, known);
                    let form = &work.english[known.1 as usize];
                    let entry = &mut analysis.terms[term as usize];
                    entry.verbatim.push(fingerprint(&form.folded));
                    if capital {
                        if !entry.name_like {
                            entry.name_like = true;
                            entry.sound = [Skeleton::latin(&form.folded); 2];
                            entry.letters = [Sounds::latin(&form.folded); 2];
                        }
                        if let (TermKind::English(ids), Some(id)) = (&mut entry.kind, form.name_id)
                            && !ids.contains(&id)
                        {
                            ids.push(id);
                            entry.known = entry.known.max(self.lexicon.known(id));
                        }
                    }
                    known
                };
                work.forms.push(Form::English(form));
                term
            }
        }
    }

    /// Finds the terms of several words of the sentence in `work.forms`.
    fn phrases(&mut self, first: u32, work: &mut TermTables, analysis: &mut Analysis) {
        let mut t = 0;
        while t < work.forms.len() {
            let hit = match work.forms[t] {
                Form::Arabic(_) => {
                    let arabic = &work.arabic;
                    let rest = work.forms[t..].iter().map_while(|f| match f {
                        Form::Arabic(i) => Some(&arabic[*i as usize]),
                        _ => None,
                    });
                    self.lexicon.arabic_phrase(rest)
                }
                Form::English(_) => {
                    let english = &work.english;
                    let rest = work.forms[t..].iter().map_while(|f| match f {
                        Form::English(i) => Some(&english[*i as usize]),
                        _ => None,
                    });
                    self.lexicon.english_phrase(rest)
                }
                Form::Other => None,
            };
            let Some(hit) = hit else {
                t += 1;
                continue;
            };
            let is_arabic = matches!(work.forms[t], Form::Arabic(_));
            let lexicon = self.lexicon;
            let term = work.term(TermKey::Phrase(hit.key), analysis, || {
                let term = if is_arabic {
                    plain_term(TermKind::Arabic(lexicon.phrase_links(hit.key).collect()), PHRASE)
                } else {
                    english_term(Some(EnId(hit.key as u32)), PHRASE, lexicon)
                };
                Term { words: hit.words as u8, ..term }
            });
            analysis.phrases.push(Occurrence { term, token: first + t as u32, tokens: hit.words as u8 });
            t += hit.words;
        }
    }
}

/// Tables for one part.
#[derive(Default)]
struct TermTables {
    terms: FxHashMap<TermKey, u32>,
    /// Surface form → term and index of its looked-up form.
    seen: FxHashMap<u64, (u32, u32)>,
    arabic: Vec<ArabicForm>,
    english: Vec<EnglishForm>,
    forms: Vec<Form>,
}

impl TermTables {
    fn term(&mut self, key: TermKey, analysis: &mut Analysis, make: impl FnOnce() -> Term) -> u32 {
        *self.terms.entry(key).or_insert_with(|| {
            analysis.terms.push(make());
            analysis.terms.len() as u32 - 1
        })
    }

    /// The term of a word that is compared letter by letter.
    fn verbatim(&mut self, word: &str, analysis: &mut Analysis) -> u32 {
        self.forms.push(Form::Other);
        let hash = fingerprint(&english::key(word));
        self.term(TermKey::Verbatim(hash), analysis, || Term {
            verbatim: vec![hash],
            ..plain_term(TermKind::Verbatim, VERBATIM)
        })
    }
}

/// Probabilities assumed for terms that no frequency table counts: the order of magnitude in news.
const DATE: f32 = 1e-4;
const VERBATIM: f32 = 1e-5;
const PHRASE: f32 = 2e-5;

/// Below this probability an Arabic word may be a name: names above it (محمد) are in the lexicon.
const NAME_LIKE: f32 = 150e-6;

/// How probable a number is in running text: small ones are everywhere.
fn rarity(number: Number) -> f32 {
    match number.value.abs() {
        v if v <= 2.0 => 4e-3,
        v if v <= 10.0 => 1.5e-3,
        v if v <= 100.0 => 3e-4,
        v if (1900.0..2100.0).contains(&v) && number.unit == NumberUnit::Plain => 2e-4,
        _ => 3e-5,
    }
}

fn plain_term(kind: TermKind, probability: f32) -> Term {
    let known = match &kind {
        TermKind::Arabic(links) => links.iter().map(|l| l.forward).sum::<f32>().min(1.0),
        TermKind::English(_) => 0.0,
        TermKind::Number(_) | TermKind::Date(_) | TermKind::Verbatim => 1.0,
    };
    Term {
        kind,
        probability,
        known,
        name_like: false,
        words: 1,
        joined: false,
        sound: [Skeleton::default(); 2],
        letters: [Sounds::default(); 2],
        verbatim: Vec::new(),
    }
}

fn arabic_term(form: &ArabicForm) -> Term {
    let mut term = plain_term(TermKind::Arabic(form.links.clone()), form.probability);
    // A conjunction is the first letter that comes off.
    term.joined = begins_with_and(&form.plain, form.stem != form.first);
    if form.probability < NAME_LIKE {
        let mut shortest = form.plain.as_str();
        arabic::unprefixed(&form.plain, |f| shortest = f);
        term.name_like = true;
        let bare = [form.plain.as_str(), shortest].map(|w| w.strip_prefix("ال").unwrap_or(w));
        term.sound = bare.map(Skeleton::arabic);
        term.letters = bare.map(Sounds::arabic);
    }
    term
}

fn english_term(id: Option<EnId>, probability: f32, lexicon: &Lexicon) -> Term {
    let term = plain_term(TermKind::English(id.into_iter().collect()), probability);
    Term { known: id.map_or(0.0, |id| lexicon.known(id)), ..term }
}

fn fingerprint(text: &str) -> u64 {
    use std::hash::Hasher;
    let mut h = rustc_hash::FxHasher::default();
    h.write(text.as_bytes());
    h.finish()
}
