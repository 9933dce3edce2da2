//! Training of the model of names from pairs and a list of Latin names: alignment, joint models, the rankers on
//! candidates of models that have not seen the name, and the reverse index.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::align::{AlignOptions, AlignedPairs, NamePair, align};
use super::costs;
use super::ngram::{self, NgramOptions};
use super::rank::{RankerExample, RankerOptions, fit};
use crate::hash::fnv1a;
use crate::names::transliterate::alphabet::Alphabet;
use crate::names::transliterate::decode::JointModel;
use crate::names::transliterate::engine::{self, Effort, JointModels, SearchContext, Workspace};
use crate::names::transliterate::index::{IndexedForm, ReverseIndex};
use crate::names::transliterate::list::{LatinList, ListRow};
use crate::names::transliterate::model::{Names, arabic_source, form_hash, latin_source};
use crate::names::transliterate::rank::{DENSE, SourceWord};
use crate::names::transliterate::units::{UnitTable, Way};
use crate::names::{SoundCosts, Sounds, form};

/// A name in both scripts, as read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PairRow {
    /// Arabic form.
    pub arabic: String,
    /// Latin form.
    pub latin: String,
    /// How often it was seen.
    pub count: u32,
}

/// What to train on.
#[derive(Clone, Debug, Default)]
pub struct TrainingData {
    /// Pairs of names from anywhere, spelt in Arabic with hamza and ta marbuta.
    pub foreign: Vec<PairRow>,
    /// Pairs of native names.
    pub native: Vec<PairRow>,
    /// Latin names in use.
    pub list: Vec<ListRow>,
}

/// How to train; the defaults were set on a tenth of the training data, held out.
#[derive(Clone, Debug)]
pub struct TrainOptions {
    /// Alignment and joint model of foreign names.
    pub foreign: (AlignOptions, NgramOptions),
    /// Alignment and joint model of native names, whose Arabic letters may stand for nothing (ع).
    pub native: (AlignOptions, NgramOptions),
    /// Rankers.
    pub fit: RankerOptions,
    /// Parts the names are divided in, so that each can be ranked with models of the others.
    pub parts: usize,
    /// Arabic forms of a Latin name that go into the index: at most so many …
    pub forms: usize,
    /// … each at least this likely.
    pub least_form: f32,
}

impl Default for TrainOptions {
    fn default() -> Self {
        let mut align =
            AlignOptions { least: 6.0, size_power: 0.7, silent: 0.001, ..AlignOptions::default() };
        align.shapes = vec![(1, 0), (1, 1), (1, 2), (2, 1), (3, 1), (4, 1)];
        let mut native = AlignOptions { least: 4.0, size_power: 0.5, ..align.clone() };
        native.shapes.push((0, 1));
        TrainOptions {
            foreign: (align, NgramOptions { order: 5, prune: 1.2 }),
            native: (native, NgramOptions { order: 6, prune: 0.8 }),
            fit: RankerOptions::default(),
            parts: 5,
            forms: 4,
            least_form: 0.06,
        }
    }
}

/// Which part a name belongs to.
fn part_of(name: &str, parts: usize) -> usize {
    (fnv1a(name) >> 33) as usize % parts
}

/// A pair in all the forms that training needs.
struct TrainingPair {
    latin: String,
    arabic: String,
    latin_part: usize,
    arabic_part: usize,
    pair: NamePair,
    count: u32,
}

/// One kind of names: its pairs, aligned.
struct NameClass {
    rows: Vec<TrainingPair>,
    aligned: AlignedPairs,
    table: UnitTable,
    ngrams: NgramOptions,
}

impl NameClass {
    /// The joint model of the pairs that `keep` wants.
    fn joint(&self, keep: impl Fn(&TrainingPair) -> bool) -> JointModel {
        let kept =
            self.rows.iter().zip(&self.aligned.sequences).filter(|(row, s)| !s.is_empty() && keep(row));
        let ngrams =
            ngram::train(kept.map(|(_, s)| (s.as_slice(), 1)), self.aligned.units.len(), self.ngrams);
        JointModel::new(self.table.clone(), ngrams)
    }
}

/// Tells of progress: what is done.
pub type TrainingProgress<'a> = &'a (dyn Fn(&str) + Sync);

struct Trainer<'a> {
    names: Names,
    foreign: NameClass,
    native: NameClass,
    options: &'a TrainOptions,
}

/// Trains the model. The same data in any order give the same model.
pub fn train(data: &TrainingData, options: &TrainOptions, progress: TrainingProgress<'_>) -> Names {
    let clean = |rows: &[PairRow], folded: bool| -> Vec<PairRow> {
        let mut sums = BTreeMap::<(String, String), u32>::new();
        for row in rows {
            let arabic =
                if folded { form::arabic_folded(&row.arabic) } else { form::arabic_exact(&row.arabic) };
            let latin = form::latin_exact(&row.latin);
            if !arabic.is_empty() && !latin.is_empty() {
                *sums.entry((arabic, latin)).or_default() += row.count.max(1);
            }
        }
        sums.into_iter().map(|((arabic, latin), count)| PairRow { arabic, latin, count }).collect()
    };
    let (foreign, native) = (clean(&data.foreign, false), clean(&data.native, true));
    let folded: Vec<String> = foreign.iter().chain(&native).map(|r| form::latin_folded(&r.latin)).collect();
    let latin = Alphabet::learn(folded.iter().map(String::as_str), 100);
    let arabic = Alphabet::learn(foreign.iter().chain(&native).map(|r| r.arabic.as_str()), 10);
    let kind = |rows: Vec<PairRow>, (how, ngrams): &(AlignOptions, NgramOptions)| {
        let row = |r: PairRow| {
            let folded = form::latin_folded(&r.latin);
            let pair = NamePair {
                latin: latin_source(&latin, &r.latin).letters,
                arabic: arabic_source(&arabic, &r.arabic).0.letters,
                weight: 1.0,
            };
            let arabic_part = part_of(&form::arabic_folded(&r.arabic), options.parts);
            let latin_part = part_of(&folded, options.parts);
            TrainingPair { latin: r.latin, arabic: r.arabic, latin_part, arabic_part, pair, count: r.count }
        };
        let rows: Vec<TrainingPair> = rows.into_iter().map(row).collect();
        let pairs: Vec<NamePair> = rows.iter().map(|r| r.pair.clone()).collect();
        let aligned = align(&pairs, how);
        let table = UnitTable::new(&aligned.units);
        NameClass { rows, aligned, table, ngrams: *ngrams }
    };
    let (foreign, native) = (kind(foreign, &options.foreign), kind(native, &options.native));
    progress(&format!("aligned; {} and {} units", foreign.aligned.units.len(), native.aligned.units.len()));
    let names = Names { latin, arabic, list: LatinList::new(&data.list), ..Names::default() };
    let mut trainer = Trainer { names: names.with_letters(), foreign, native, options };
    trainer.names.foreign = trainer.foreign.joint(|_| true);
    trainer.names.native = trainer.native.joint(|_| true);
    progress(&format!(
        "joint models; {} and {} n-grams",
        trainer.names.foreign.ngrams.len(),
        trainer.names.native.ngrams.len()
    ));
    trainer.rank_arabic(progress);
    trainer.index(progress);
    trainer.rank_latin(progress);
    trainer.names.sounds = trainer.sounds();
    trainer.names
}

impl Trainer<'_> {
    /// The models without the rows of a part.
    fn without(&self, drop: impl Fn(&TrainingPair) -> bool) -> (JointModel, JointModel) {
        (self.foreign.joint(|r| !drop(r)), self.native.joint(|r| !drop(r)))
    }

    /// The ranker from Latin to Arabic, and the Arabic forms it knows.
    fn rank_arabic(&mut self, progress: TrainingProgress<'_>) {
        let parts = self.options.parts;
        let mut forms = BTreeMap::<&[u8], Vec<u32>>::new();
        for row in &self.foreign.rows {
            forms.entry(&row.pair.arabic).or_insert_with(|| vec![0; parts])[row.latin_part] += 1;
        }
        let log = |n: u32| (f64::from(n) + 1.0).ln() as f32;
        let mut rights = BTreeMap::<&str, BTreeSet<&[u8]>>::new();
        for row in &self.foreign.rows {
            rights.entry(&row.latin).or_default().insert(&row.pair.arabic);
        }
        let (mut room, effort) = (Workspace::default(), Effort::usual(Way::ToArabic));
        let mut examples: Vec<(SourceWord, Vec<RankerExample>)> = Vec::new();
        for part in 0..parts {
            let (foreign, native) = self.without(|r| r.latin_part == part);
            let models = JointModels { foreign: &foreign, native: &native };
            for (latin, right) in &rights {
                if part_of(&form::latin_folded(latin), parts) != part {
                    continue;
                }
                let source = latin_source(&self.names.latin, latin);
                let beside = SearchContext::Fold(&self.names.fold);
                engine::gather(&source, &source.letters, models, beside, effort, &mut room);
                for g in &mut room.found {
                    let others = |n: &Vec<u32>| n.iter().sum::<u32>() - n[part];
                    g.known = (forms.get(g.letters.as_slice()).map_or(0.0, |n| log(others(n))), 0.0);
                }
                examples.push(example(&room, source, |letters| f32::from(u8::from(right.contains(letters)))));
            }
        }
        self.names.to_arabic = fit(&examples, start(), self.options.fit);
        progress(&told("ranker to Arabic", &examples));
        let mut rows: Vec<(u32, u8)> = forms
            .iter()
            .map(|(letters, n)| (form_hash(letters), (log(n.iter().sum()) * 16.0).round().min(255.0) as u8))
            .collect();
        // Native names are known as seen; their folded forms say nothing of how a name is spelt.
        rows.extend(self.native.rows.iter().map(|row| (form_hash(&row.pair.arabic), 0)));
        rows.sort_unstable_by_key(|&(hash, n)| (hash, std::cmp::Reverse(n)));
        rows.dedup_by_key(|r| r.0);
        let latin = self.foreign.rows.iter().chain(&self.native.rows).map(|row| form_hash(&row.pair.latin));
        let latin: BTreeSet<u32> = latin.collect();
        self.names.latin_forms = latin.into_iter().collect();
        self.names.forms = rows.iter().map(|r| r.0).collect();
        self.names.form_counts = rows.iter().map(|r| r.1).collect();
    }

    /// The reverse index. Each Latin name is written by models that have not seen it, so that the ranker learns how far
    /// the index can be trusted for names that are in no training data.
    fn index(&mut self, progress: TrainingProgress<'_>) {
        let parts = self.options.parts;
        let mut written = Vec::new();
        let (mut room, effort) = (Workspace::default(), Effort::usual(Way::ToArabic));
        let mut known = FxHashMap::<&[u8], f32>::default();
        for row in &self.foreign.rows {
            *known.entry(&row.pair.arabic).or_default() += 1.0;
        }
        for part in 0..parts {
            let (foreign, native) = self.without(|r| r.latin_part == part);
            let models = JointModels { foreign: &foreign, native: &native };
            let mut name = String::new();
            for id in 0..self.names.list.len() as u32 {
                name.clear();
                self.names.list.tree.name_into(id, &mut name);
                if part_of(&name, parts) != part {
                    continue;
                }
                let usual = self.names.list.spellings(id).next().unwrap_or(&name);
                let source = latin_source(&self.names.latin, usual);
                let beside = SearchContext::Fold(&self.names.fold);
                engine::gather(&source, &source.letters, models, beside, effort, &mut room);
                for g in &mut room.found {
                    g.known = (known.get(g.letters.as_slice()).map_or(0.0, |n| (n + 1.0).ln()), 0.0);
                }
                let ranked = engine::rank(&room.found, &source, &self.names.to_arabic, &mut room.shared);
                let mut forms = BTreeMap::<String, f32>::new();
                for (at, p) in ranked {
                    let mut text = String::new();
                    self.names.arabic.decode_into(&room.found[at].letters, &mut text);
                    *forms.entry(form::arabic_folded(&text)).or_default() += p;
                }
                let mut forms: Vec<(String, f32)> = forms.into_iter().collect();
                forms.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
                let likely =
                    forms.into_iter().filter(|f| f.1 >= self.options.least_form).take(self.options.forms);
                written.extend(likely.map(|(arabic, probability)| IndexedForm {
                    arabic,
                    name: id,
                    probability,
                }));
            }
        }
        self.names.index = ReverseIndex::new(&written);
        progress(&format!(
            "reverse index; {} names, {} forms",
            self.names.list.len(),
            self.names.index.entries.len()
        ));
    }

    /// The costs of the comparison by sound: the pairs again, as classes, one class against one or none.
    fn sounds(&self) -> SoundCosts {
        let classes = |row: &TrainingPair| NamePair {
            latin: Sounds::latin(&form::latin_folded(&row.latin)).classes().to_vec(),
            arabic: Sounds::arabic(&row.arabic).classes().to_vec(),
            weight: 1.0,
        };
        let pairs: Vec<NamePair> = self.foreign.rows.iter().chain(&self.native.rows).map(classes).collect();
        let shapes = vec![(1, 0), (0, 1), (1, 1)];
        let aligned =
            align(&pairs, &AlignOptions { shapes, least: 5.0, size_power: 0.0, rounds: 8, silent: 1.0 });
        let mut counts = vec![0u32; aligned.units.len()];
        for &unit in aligned.sequences.iter().flatten() {
            counts[unit as usize] += 1;
        }
        let all = f64::from(counts.iter().sum::<u32>());
        let rows = aligned.units.iter().zip(&counts);
        costs::learn(&rows.map(|(u, &n)| (u.latin[0], u.arabic[0], f64::from(n) / all)).collect::<Vec<_>>())
    }

    /// The ranker from Arabic to Latin.
    fn rank_latin(&mut self, progress: TrainingProgress<'_>) {
        let parts = self.options.parts;
        let mut rights = BTreeMap::<&str, BTreeMap<&[u8], u32>>::new();
        for row in self.foreign.rows.iter().chain(&self.native.rows) {
            *rights.entry(&row.arabic).or_default().entry(&row.pair.latin).or_default() += row.count;
        }
        let (mut room, effort) = (Workspace::default(), Effort::usual(Way::ToLatin));
        let mut examples: Vec<(SourceWord, Vec<RankerExample>)> = Vec::new();
        for part in 0..parts {
            let (foreign, native) = self.without(|r| r.arabic_part == part);
            let models = JointModels { foreign: &foreign, native: &native };
            for (arabic, right) in &rights {
                let folded_form = form::arabic_folded(arabic);
                if part_of(&folded_form, parts) != part {
                    continue;
                }
                let (source, folded) = self.names.arabic_source(arabic);
                let hits = self.names.hits(&folded_form);
                let beside = SearchContext::List(self.names.among(), &hits);
                engine::gather(&source, &folded, models, beside, effort, &mut room);
                self.names.know(&mut room.found);
                examples.push(example(&room, source, |letters| {
                    right.get(letters).map_or(0.0, |&n| 1.0 + (n as f32).ln())
                }));
            }
        }
        self.names.to_latin = fit(&examples, start(), self.options.fit);
        progress(&told("ranker to Latin", &examples));
    }
}

/// Weights to begin with: the joint models as they are.
fn start() -> [f32; DENSE] {
    let mut start = [0.0; DENSE];
    start[0] = 1.0;
    start
}

fn example(
    room: &Workspace,
    source: SourceWord,
    gain: impl Fn(&[u8]) -> f32,
) -> (SourceWord, Vec<RankerExample>) {
    let dense = engine::dense(&room.found, source.letters.len());
    let rows = room.found.iter().zip(dense);
    let examples = rows
        .map(|(g, dense)| RankerExample { dense, units: g.units.clone(), gain: gain(&g.letters) })
        .collect();
    (source, examples)
}

fn told(what: &str, examples: &[(SourceWord, Vec<RankerExample>)]) -> String {
    let found = examples.iter().filter(|(_, e)| e.iter().any(|e| e.gain > 0.0)).count();
    format!("{what}; {} names, the right form among the candidates of {found}", examples.len())
}
