//! From files to the lexicon in memory. The only file access of the lexicon stage.

use std::path::{Path, PathBuf};

use rust_stemmers::Stemmer;
use rustc_hash::FxHashMap;

use super::embedded;
use super::index::{EnId, Lexicon, LexiconWeights, Link, LinkTable, Space, extend, hash};
use super::parse::{Kind, Row, alternatives, is_entry_file, rows};
use crate::error::{Error, Result};
use crate::spelling::Skeleton;
use crate::{arabic, english};

/// The lexicon the binary carries. Takes some tens of milliseconds: load it once.
pub fn load() -> Lexicon {
    let mut loader = Loader::new();
    loader.embedded(&[]);
    loader.finish()
}

/// The lexicon the binary carries, with the files of `dir` added. A file of the same name as an embedded one takes its
/// place; any other `.tsv` adds its entries.
///
/// # Errors
/// When `dir` cannot be read, or a line of a file is no entry: the first such line is named.
pub fn load_with(dir: &Path) -> Result<Lexicon> {
    let mut loader = Loader::new();
    let files = files(dir)?;
    let mut replaced = Vec::new();
    let mut own = Vec::new();
    for path in &files {
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
        own.push((
            path,
            std::fs::read_to_string(path).map_err(|e| Error::io(path, "read", e))?,
            name.clone(),
        ));
        replaced.push(name);
    }
    loader.embedded(&replaced);
    for (path, text, name) in &own {
        match name.as_str() {
            "english_irregular.tsv" => {
                for (form, lemma) in pairs(text) {
                    loader.lexicon.user_irregular.insert(form.to_owned(), lemma.to_owned());
                }
            }
            "learned.tsv" => loader.learned(text),
            "frequency_ar.tsv" => loader.lexicon.frequency_ar = frequencies(text),
            "frequency_en.tsv" => loader.lexicon.frequency_en = frequencies(text),
            // Tables of other stages.
            _ if !is_entry_file(path) => {}
            _ => {
                for row in rows(text) {
                    match row {
                        Ok(row) => loader.entry(&row, false),
                        Err(bad) => {
                            return Err(Error::content(
                                path,
                                Some(bad.line),
                                bad.expected,
                                format!("{:?}", bad.found),
                                "run `jisr lexicon check` on the folder to see every fault",
                            ));
                        }
                    }
                }
            }
        }
    }
    Ok(loader.finish())
}

/// The `.tsv` files of a folder, sorted, or the one file that `path` names.
///
/// # Errors
/// When there is none, or the folder cannot be read.
pub fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|e| Error::io(path, "read", e))? {
        let file = entry.map_err(|e| Error::io(path, "read", e))?.path();
        if file.extension().is_some_and(|e| e == "tsv") {
            files.push(file);
        }
    }
    files.sort();
    if files.is_empty() {
        let way_out = "see `jisr lexicon --help` for the format";
        return Err(Error::content(path, None, "a folder with .tsv lexicon files", "none", way_out));
    }
    Ok(files)
}

/// The data lines of a two-column file.
fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().skip(1).filter(|l| !l.starts_with('#')).filter_map(|l| l.trim_end().split_once('\t'))
}

fn frequencies(text: &str) -> FxHashMap<u64, f32> {
    pairs(text).filter_map(|(stem, n)| Some((hash(Space::Stem, stem), n.parse().ok()?))).collect()
}

struct Loader {
    lexicon: Lexicon,
    stemmer: Stemmer,
    /// Stems by folded form: the same thousand words make most of the entries.
    stemmed: FxHashMap<u64, u64>,
    names: Vec<(u64, Link)>,
    stems: Vec<(u64, Link)>,
    phrases: Vec<(u64, Link)>,
    folded: String,
    plain: String,
    en_ids: Vec<EnId>,
    ar_keys: Vec<(ArabicSpace, u64, u32)>,
}

/// Which table an Arabic key goes in.
#[derive(Clone, Copy)]
enum ArabicSpace {
    Name,
    Stem,
    Phrase,
}

impl Loader {
    fn new() -> Self {
        let mut lexicon = Lexicon { weights: LexiconWeights::default(), ..Lexicon::default() };
        lexicon.irregular = pairs(embedded::IRREGULAR).collect();
        Loader {
            lexicon,
            stemmer: english::stemmer(),
            stemmed: FxHashMap::default(),
            names: Vec::with_capacity(200_000),
            stems: Vec::with_capacity(200_000),
            phrases: Vec::with_capacity(100_000),
            folded: String::new(),
            plain: String::new(),
            en_ids: Vec::new(),
            ar_keys: Vec::new(),
        }
    }

    fn embedded(&mut self, replaced: &[String]) {
        let kept = |name: &str| !replaced.iter().any(|r| r == name);
        self.lexicon.en.reserve(250_000);
        for (name, text) in embedded::ENTRIES.iter().filter(|(name, _)| kept(name)) {
            let open = *name == "open.tsv";
            for row in rows(text).flatten() {
                self.entry(&row, open);
            }
        }
        if kept("learned.tsv") {
            self.learned(embedded::LEARNED);
        }
        self.lexicon.frequency_ar = frequencies(embedded::FREQUENCY_AR);
        self.lexicon.frequency_en = frequencies(embedded::FREQUENCY_EN);
    }

    fn en_id(&mut self, key: u64) -> EnId {
        let next = EnId(self.lexicon.en.len() as u32);
        *self.lexicon.en.entry(key).or_insert(next)
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
            let en = self.en_id(hash(Space::Stem, en));
            let link = Link { en, kind: Kind::Word, forward: f / 1000.0, backward: b / 1000.0 };
            self.stems.push((hash(Space::Stem, ar), link));
        }
    }

    fn entry(&mut self, row: &Row<'_>, open: bool) {
        self.lexicon.entries += 1;
        let weights = self.lexicon.weights;
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
            let name = hash(Space::Name, &self.folded);
            let key = if is_name {
                name
            } else {
                let stem = || self.lexicon.english_stem(&self.folded, &self.stemmer);
                *self.stemmed.entry(name).or_insert_with(stem)
            };
            sequence = Some(sequence.map_or(key, |s| extend(s, key)));
            if words == 0 {
                first = key;
            }
            words += 1;
        }
        if words > 1 {
            self.lexicon.en_starts.add(first, words);
        }
        self.en_id(sequence.unwrap_or(0))
    }

    /// The key of `word` in `space`: of its light stem, or of the whole word.
    fn arabic_hash(&mut self, space: Space, word: &str) -> u64 {
        self.plain.clear();
        arabic::normalize_into(word, &mut self.plain);
        let part = if space as u8 == Space::Stem as u8 { arabic::light(&self.plain) } else { &self.plain };
        self.folded.clear();
        arabic::fold_into(part, &mut self.folded);
        hash(space, &self.folded)
    }

    /// The keys of an Arabic alternative, with `place`, its place in the entry.
    fn arabic_keys(&mut self, ar: &str, kind: Kind, place: u32, out: &mut Vec<(ArabicSpace, u64, u32)>) {
        let (mut sequence, mut first, mut words) = (0, 0, 0);
        if ar.contains([' ', '-']) {
            for word in ar.split([' ', '-']).filter(|w| !w.is_empty()) {
                let key = self.arabic_hash(Space::Stem, word);
                sequence = if words == 0 { key } else { extend(sequence, key) };
                if words == 0 {
                    first = key;
                }
                words += 1;
            }
        }
        if words > 1 {
            self.lexicon.phrase_starts.add(first, words);
            out.push((ArabicSpace::Phrase, sequence, place));
            return;
        }
        if kind.is_name() {
            out.push((ArabicSpace::Name, self.arabic_hash(Space::Name, ar), place));
        }
        // A place is also known by its stem, so that the demonym finds it: تركي ~ Turkey.
        if !kind.is_name() || kind == Kind::Place {
            out.push((ArabicSpace::Stem, self.arabic_hash(Space::Stem, ar), place));
        }
    }

    /// A person's last name stands for the whole name and the whole for the last name, when the two last names sound
    /// alike: إردوغان = Erdoğan for رجب طيب إردوغان = Recep Tayyip Erdoğan.
    fn surnames(&mut self, row: &Row<'_>) {
        const ALIKE: f32 = 0.6;
        let p = self.lexicon.weights.surname;
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

    fn finish(self) -> Lexicon {
        let mut lexicon = self.lexicon;
        lexicon.names = LinkTable::new(self.names);
        lexicon.stems = LinkTable::new(self.stems);
        lexicon.phrases = LinkTable::new(self.phrases);
        let unseen = lexicon.weights.unseen_per_million * 1e-6;
        lexicon.en_probability = vec![unseen; lexicon.en.len()];
        for (key, per_million) in &lexicon.frequency_en {
            if let Some(id) = lexicon.en.get(key) {
                lexicon.en_probability[id.0 as usize] = (per_million * 1e-6).max(unseen);
            }
        }
        lexicon.en_known = vec![0.0; lexicon.en.len()];
        for table in [&lexicon.names, &lexicon.stems, &lexicon.phrases] {
            for link in table.links() {
                let known = &mut lexicon.en_known[link.en.0 as usize];
                *known = (*known + link.backward).min(1.0);
            }
        }
        lexicon
    }
}
