//! A name in the other script, and whether two words sound alike.

#![allow(missing_docs)]

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use jisr::names::matching::Matcher;
use jisr::names::{NameBook, Names, Sounds, Workspace};

/// Ordinary names in both scripts: foreign and native, common, rare and made up.
const NAMES: &str = include_str!("data/names.tsv");

/// The words of one column.
fn words(column: usize) -> Vec<&'static str> {
    let rows = NAMES.lines().skip(1).filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| line.split('\t').nth(column)).flat_map(|name| name.split(' ')).collect()
}

fn names(c: &mut Criterion) {
    let names = Names::embedded();
    let mut room = Workspace::default();
    let (arabic, latin) = (words(0), words(1));
    let mut group = c.benchmark_group("names: by the model, each");
    for (way, words) in [("to Latin", &arabic), ("to Arabic", &latin)] {
        // Criterion's time is for a round of all; its throughput is in names.
        group.throughput(Throughput::Elements(words.len() as u64));
        group.bench_function(way, |b| {
            b.iter(|| {
                words.iter().map(|name| names.other_in(black_box(name), 10, &mut room).len()).sum::<usize>()
            });
        });
    }
    group.finish();
    let mut group = c.benchmark_group("names: by sound, each");
    group.throughput(Throughput::Elements((arabic.len() + latin.len()) as u64));
    group.bench_function("sounds of a word", |b| {
        b.iter(|| {
            let sounds = |of: fn(&str) -> Sounds, words: &[&str]| {
                words.iter().map(|w| of(black_box(w)).classes().len()).sum::<usize>()
            };
            sounds(Sounds::arabic, &arabic) + sounds(Sounds::latin, &latin)
        });
    });
    let lower: Vec<String> = latin.iter().map(|w| w.to_lowercase()).collect();
    let latin: Vec<Sounds> = lower.iter().map(|w| Sounds::latin(w)).collect();
    let arabic: Vec<Sounds> = arabic.iter().map(|w| Sounds::arabic(w)).collect();
    group.throughput(Throughput::Elements((arabic.len() * latin.len()) as u64));
    group.bench_function("comparison", |b| {
        b.iter(|| {
            let row = |l| arabic.iter().map(|a| names.alike(l, black_box(a))).sum::<f32>();
            latin.iter().map(row).sum::<f32>()
        });
    });
}

/// Known whole, from either side; and put together.
const KNOWN: [&str; 9] = [
    "رجب طيب إردوغان",
    "القاهرة",
    "الأمم المتحدة",
    "جمال",
    "Ilham Aliyev",
    "Abdel Fattah el-Sisi",
    "Damascus",
    "Hezbollah",
    // In twelve spellings.
    "محمد",
];
const TOGETHER: [&str; 4] =
    ["أبو بكر القحطاني", "عبد القهار المطيري", "Saleh bin Ali al-Otaibi", "Vladislav Kuznetsov"];

fn look_up(c: &mut Criterion) {
    let book = NameBook::embedded();
    let mut room = Workspace::default();
    let mut look = |name: &str| book.lookup_in(black_box(name), 5, &mut room).map_or(0, |a| a.answers.len());
    let mut group = c.benchmark_group("names: in the lexicon, each");
    group.throughput(Throughput::Elements(1));
    for name in KNOWN {
        group.bench_function(name, |b| b.iter(|| look(name)));
    }
    group.finish();
    c.bench_function("names: 4 put together", |b| b.iter(|| TOGETHER.map(&mut look)));
}

/// Two names; the second row's words have hundreds of forms.
const COMPARED: [(&str, &str); 4] = [
    ("علييف", "Aliyev"),
    ("محمد", "Mohammed"),
    ("إلهام علييف", "Aliyev, Ilham"),
    ("محمد حسين عبد الله", "Mohammed Hussein Abdullah"),
];

fn compare(c: &mut Criterion) {
    let lexicon = jisr::lexicon::load();
    let matcher = Matcher::new(Names::embedded(), &lexicon);
    let mut group = c.benchmark_group("names: compared");
    for (a, b) in COMPARED {
        // With the words remembered, as when a name is compared with many.
        let mut room = matcher.workspace();
        group.bench_function(b, |bench| {
            bench.iter(|| matcher.compare_in(black_box(a), black_box(b), &mut room).probability);
        });
        group.bench_function(format!("{b}, first"), |bench| {
            bench.iter_batched(
                || matcher.workspace(),
                |mut room| matcher.compare_in(black_box(a), black_box(b), &mut room).probability,
                BatchSize::LargeInput,
            );
        });
    }
}

criterion_group!(benches, names, look_up, compare);
criterion_main!(benches);
