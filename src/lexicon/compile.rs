//! From the text of the files to the lexicon in memory: folding, stemming, sorting.

use std::borrow::Cow;

use rust_stemmers::Stemmer;
use rustc_hash::FxHashMap;

use super::embedded;
use super::index::{EnId, Lemmas, Lexicon, LexiconWeights, Link};
use super::key::{KeySpace, extend, hash};
use super::parse::{BadRow, EntryRow, Kind, alternatives, rows};
use super::table::{KeyTable, Slot, pack};
use crate::spelling::Skeleton;
use crate::{arabic, english};

/// The texts a lexicon is made from.
#[derive(Clone, Debug)]
pub struct Sources<'t> {
    /// Entry files, in the order in which English keys are numbered.
    pub entries: Vec<EntryFile<'t>>,
    /// Irregular English forms: `form`, `lemma`.
    pub irregular: &'t str,
    /// Learned stem pairs: `ar`, `en`, `p(en|ar)`, `p(ar|en)` in thousandths.
    pub learned: &'t str,
    /// Arabic stems: `stem`, `per_million`.
    pub frequency_ar: &'t str,
    /// English stems: `stem`, `per_million`.
    pub frequency_en: &'t str,
}

/// A file of entries.
#[derive(Clone, Copy, Debug)]
pub struct EntryFile<'t> {
    /// Its name, without folders.
    pub name: &'t str,
    /// Its text.
    pub text: &'t str,
    /// Whether its entries come from open sources, not checked by hand.
    pub open: bool,
}

impl Sources<'static> {
    /// What the binary carries.
    pub fn embedded() -> Self {
        let file = |&(name, text): &embedded::File| EntryFile { name, text, open: name == "open.tsv" };
        Sources {
            entries: embedded::ENTRIES.iter().map(file).collect(),
            irregular: embedded::IRREGULAR,
            learned: embedded::LEARNED,
            frequency_ar: embedded::FREQUENCY_AR,
            frequency_en: embedded::FREQUENCY_EN,
        }
    }
}

/// A line that is no entry, and the name of its file.
pub type FileFault = (String, BadRow);

/// The lexicon of `sources`. Takes some tens of milliseconds.
///
/// # Errors
/// The first line of an entry file that is no entry.
pub fn compile(sources: &Sources<'_>) -> Result<Lexicon, FileFault> {
    let mut compiler = Compiler::new(lemmas(sources.irregular));
    for file in &sources.entries {
        for row in rows(file.text) {
            compiler.entry(&row.map_err(|bad| (file.name.to_owned(), bad))?, file.open);
        }
    }
    compiler.learned(sources.learned);
    Ok(compiler.finish(&frequencies(sources.frequency_ar), &frequencies(sources.frequency_en)))
}

/// The data lines of a two-column file.
fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().skip(1).filter(|l| !l.starts_with('#')).filter_map(|l| l.trim_end().split_once('\t'))
}

fn frequencies(text: &str) -> FxHashMap<u64, f32> {
    pairs(text).filter_map(|(stem, n)| Some((hash(KeySpace::Stem, stem), n.parse().ok()?))).collect()
}

fn lemmas(text: &str) -> Lemmas {
    let mut lemmas = String::new();
    let mut forms: FxHashMap<u64, u64> = FxHashMap::default();
    for (form, lemma) in pairs(text) {
        let place = pack(lemmas.len() as u32, lemma.len() as u32);
        lemmas.push_str(lemma);
        forms.insert(hash(KeySpace::Name, form), place);
    }
    Lemmas { forms: table(forms), text: Cow::Owned(lemmas) }
}

/// The table of `pairs`, the same for the same pairs.
fn table(pairs: impl IntoIterator<Item = (u64, u64)>) -> KeyTable {
    let mut pairs: Vec<Slot> = pairs.into_iter().map(|(key, value)| [key, value]).collect();
    pairs.sort_unstable();
    KeyTable::new(&pairs)
}

/// The table with these values in its low and high halves.
fn zip(low: impl Iterator<Item = (u64, u32)>, high: impl Iterator<Item = (u64, u32)>) -> KeyTable {
    let mut values: FxHashMap<u64, u64> = low.map(|(key, value)| (key, pack(value, 0))).collect();
    high.for_each(|(key, value)| *values.entry(key).or_default() |= pack(0, value));
    table(values)
}

/// Groups the links by key and appends them to `links`; of equal links the stronger stays.
fn group(mut rows: Vec<(u64, Link)>, links: &mut Vec<Link>) -> (KeyTable, usize) {
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
    let mut runs: Vec<Slot> = Vec::new();
    for run in rows.chunk_by(|a, b| a.0 == b.0) {
        runs.push([run[0].0, pack(links.len() as u32, run.len() as u32)]);
        links.extend(run.iter().map(|r| r.1));
    }
    (KeyTable::new(&runs), runs.len())
}

struct Compiler {
    weights: LexiconWeights,
    entries: u32,
    lemmas: Lemmas,
    stemmer: Stemmer,
    /// Stems by folded form: the same thousand words make most of the entries.
    stemmed: FxHashMap<u64, u64>,
    names: Vec<(u64, Link)>,
    stems: Vec<(u64, Link)>,
    phrases: Vec<(u64, Link)>,
    en: FxHashMap<u64, EnId>,
    /// First words of terms → words of the longest one.
    arabic_starts: FxHashMap<u64, u32>,
    english_starts: FxHashMap<u64, u32>,
    folded: String,
    plain: String,
    en_ids: Vec<EnId>,
    ar_keys: Vec<(ArabicSpace, u64, u32)>,
}

/// Notes that a term of so many `words` begins with `first`.
fn start(starts: &mut FxHashMap<u64, u32>, first: u64, words: u32) {
    let longest = starts.entry(first).or_insert(0);
    *longest = (*longest).max(words);
}

/// Which table an Arabic key goes in.
#[derive(Clone, Copy)]
enum ArabicSpace {
    Name,
    Stem,
    Phrase,
}

impl Compiler {
    fn new(lemmas: Lemmas) -> Self {
        Compiler {
            weights: LexiconWeights::default(),
            entries: 0,
            lemmas,
            stemmer: english::stemmer(),
            stemmed: FxHashMap::default(),
            names: Vec::new(),
            stems: Vec::new(),
            phrases: Vec::new(),
            en: FxHashMap::default(),
            arabic_starts: FxHashMap::default(),
            english_starts: FxHashMap::default(),
            folded: String::new(),
            plain: String::new(),
            en_ids: Vec::new(),
            ar_keys: Vec::new(),
        }
    }

    fn en_id(&mut self, key: u64) -> EnId {
        let next = EnId(self.en.len() as u32);
        *self.en.entry(key).or_insert(next)
    }

    fn learned(&mut self, text: &str) {
        for line in text.lines().skip(1) {
            let mut columns = line.split('\t');
            let (Some(ar), Some(en), Some(f), Some(b)) =
                (columns.next(), columns.next(), columns.next(), columns.next())
            else {
                continue;
            };
            let (Ok(f), Ok(b)) = (f.parse::<f32>(), b.trim_end().parse::<f32>()) else { continue };
            let en = self.en_id(hash(KeySpace::Stem, en));
            let link = Link { en, kind: Kind::Word, forward: f / 1000.0, backward: b / 1000.0 };
            self.stems.push((hash(KeySpace::Stem, ar), link));
        }
    }

    fn entry(&mut self, row: &EntryRow<'_>, open: bool) {
        self.entries += 1;
        let weights = self.weights;
        let base = match row.kind {
            Kind::Word if open => weights.open_word,
            Kind::Word => weights.word,
            _ => weights.name,
        };
        let mut en_ids = std::mem::take(&mut self.en_ids);
        let mut ar_keys = std::mem::take(&mut self.ar_keys);
        en_ids.clear();
        ar_keys.clear();
        for en in alternatives(row.en) {
            en_ids.push(self.english_key(en, row.kind));
        }
        for (place, ar) in (0..).zip(alternatives(row.ar)) {
            self.arabic_keys(ar, row.kind, place, &mut ar_keys);
        }
        // Later alternatives are rarer: p falls with the square root of the place.
        let share = |place: u32| base / ((place + 1) as f32).sqrt();
        for (i, &en) in (0..).zip(&en_ids) {
            for &(space, key, place) in &ar_keys {
                let link = Link { en, kind: row.kind, forward: share(i), backward: share(place) };
                self.push(space, key, link);
            }
        }
        if row.kind == Kind::Person {
            self.surnames(row);
        }
        self.en_ids = en_ids;
        self.ar_keys = ar_keys;
    }

    fn push(&mut self, space: ArabicSpace, key: u64, link: Link) {
        match space {
            ArabicSpace::Name => self.names.push((key, link)),
            ArabicSpace::Stem => self.stems.push((key, link)),
            ArabicSpace::Phrase => self.phrases.push((key, link)),
        }
    }

    /// The key of an English alternative.
    fn english_key(&mut self, en: &str, kind: Kind) -> EnId {
        let mut sequence = None;
        let mut first = 0;
        let mut words = 0;
        // A demonym has a capital but inflects, and its adjective and noun share the stem.
        let is_name = kind.is_name();
        for word in en.split([' ', '-', '/']).filter(|w| !w.is_empty()) {
            self.folded.clear();
            english::fold_into(word, &mut self.folded);
            let name = hash(KeySpace::Name, &self.folded);
            let key = if is_name {
                name
            } else {
                let lemma = self.lemmas.get(name).unwrap_or(&self.folded);
                let stem = || hash(KeySpace::Stem, &self.stemmer.stem(lemma));
                *self.stemmed.entry(name).or_insert_with(stem)
            };
            sequence = Some(sequence.map_or(key, |s| extend(s, key)));
            if words == 0 {
                first = key;
            }
            words += 1;
        }
        if words > 1 {
            start(&mut self.english_starts, first, words);
        }
        self.en_id(sequence.unwrap_or(0))
    }

    /// The key of `word` in `space`: of its light stem, or of the whole word.
    fn arabic_hash(&mut self, space: KeySpace, word: &str) -> u64 {
        self.plain.clear();
        arabic::normalize_into(word, &mut self.plain);
        let part = if space == KeySpace::Stem { arabic::light(&self.plain) } else { &self.plain };
        self.folded.clear();
        arabic::fold_into(part, &mut self.folded);
        hash(space, &self.folded)
    }

    /// The keys of an Arabic alternative, with `place`, its place in the entry.
    fn arabic_keys(&mut self, ar: &str, kind: Kind, place: u32, out: &mut Vec<(ArabicSpace, u64, u32)>) {
        let (mut sequence, mut first, mut words) = (0, 0, 0);
        if ar.contains([' ', '-']) {
            for word in ar.split([' ', '-']).filter(|w| !w.is_empty()) {
                let key = self.arabic_hash(KeySpace::Stem, word);
                sequence = if words == 0 { key } else { extend(sequence, key) };
                if words == 0 {
                    first = key;
                }
                words += 1;
            }
        }
        if words > 1 {
            start(&mut self.arabic_starts, first, words);
            out.push((ArabicSpace::Phrase, sequence, place));
            return;
        }
        if kind.is_name() {
            out.push((ArabicSpace::Name, self.arabic_hash(KeySpace::Name, ar), place));
        }
        // A place is also known by its stem, so that the demonym finds it: تركي ~ Turkey.
        if !kind.is_name() || kind == Kind::Place {
            out.push((ArabicSpace::Stem, self.arabic_hash(KeySpace::Stem, ar), place));
        }
    }

    /// A person's last name stands for the whole name and the whole for the last name, when the two last names sound
    /// alike: إردوغان = Erdoğan for رجب طيب إردوغان = Recep Tayyip Erdoğan.
    fn surnames(&mut self, row: &EntryRow<'_>) {
        const ALIKE: f32 = 0.6;
        let p = self.weights.surname;
        let last = |whole: &str| whole.rsplit_once([' ', '-']).map(|(_, l)| l.to_owned());
        for ar in alternatives(row.ar) {
            let Some(ar_last) = last(ar).filter(|l| l.chars().count() >= 3) else { continue };
            self.plain.clear();
            arabic::normalize_into(&ar_last, &mut self.plain);
            let sound = Skeleton::arabic(self.plain.strip_prefix("ال").unwrap_or(&self.plain));
            for en in alternatives(row.en) {
                let Some(en_last) = last(en).filter(|l| l.chars().count() >= 3) else { continue };
                if sound.similarity(&Skeleton::latin(&english::key(&en_last))) < ALIKE {
                    continue;
                }
                let whole_en = self.english_key(en, Kind::Person);
                let last_en = self.english_key(&en_last, Kind::Person);
                for (form, en) in [(ar_last.as_str(), last_en), (&ar_last, whole_en), (ar, last_en)] {
                    let mut keys = Vec::new();
                    self.arabic_keys(form, Kind::Person, 0, &mut keys);
                    for (space, key, _) in keys {
                        self.push(space, key, Link { en, kind: Kind::Person, forward: p, backward: p });
                    }
                }
            }
        }
    }

    fn finish(self, frequency_ar: &FxHashMap<u64, f32>, frequency_en: &FxHashMap<u64, f32>) -> Lexicon {
        let mut links = Vec::new();
        let (names, name_keys) = group(self.names, &mut links);
        let (stems, stem_keys) = group(self.stems, &mut links);
        let (phrases, phrase_keys) = group(self.phrases, &mut links);

        let unseen = self.weights.unseen_per_million * 1e-6;
        let probability = |key| (frequency_en.get(key).copied().unwrap_or(0.0) * 1e-6).max(unseen);
        let mut en_probability = vec![unseen; self.en.len()];
        self.en.iter().for_each(|(key, id)| en_probability[id.0 as usize] = probability(key));
        let mut en_known = vec![0.0f32; self.en.len()];
        for link in &links {
            let known = &mut en_known[link.en.0 as usize];
            *known = (*known + link.backward).min(1.0);
        }
        let bits = |(&key, per_million): (&u64, &f32)| (key, per_million.to_bits());
        let starts = |(&key, &longest): (&u64, &u32)| (key, longest.min(u8::MAX.into()));
        Lexicon {
            weights: self.weights,
            names,
            stems,
            phrases,
            links: links.into_iter().map(Link::store).collect(),
            arabic: zip(frequency_ar.iter().map(bits), self.arabic_starts.iter().map(starts)),
            english: zip(self.en.iter().map(|(&k, id)| (k, id.0 + 1)), frequency_en.iter().map(bits)),
            english_starts: zip(self.english_starts.iter().map(starts), std::iter::empty()),
            en_known: en_known.into(),
            en_probability: en_probability.into(),
            lemmas: self.lemmas,
            counts: [self.entries, (name_keys + stem_keys + phrase_keys) as u32],
        }
    }
}
