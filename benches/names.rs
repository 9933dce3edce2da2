//! A name in the other script, and whether two words sound alike.

#![allow(missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use jisr::names::{NameBook, Names, Room, Sounds};

const ARABIC: [&str; 8] =
    ["زيغمانتوفيتش", "شيناي", "المقريزي", "كيوانوكا", "بوسكين", "طريطر", "سكولينغ", "مانرهايم"];
const LATIN: [&str; 8] =
    ["zygmantovich", "chesnais", "almaqrizi", "kiwanuka", "baskin", "tritar", "schooling", "mannerheim"];

fn names(c: &mut Criterion) {
    let names = Names::embedded();
    let mut room = Room::default();
    c.bench_function("names: 8 Arabic to Latin", |b| {
        b.iter(|| ARABIC.map(|name| names.to_latin_in(black_box(name), 10, &mut room).len()));
    });
    c.bench_function("names: 8 Latin to Arabic", |b| {
        b.iter(|| LATIN.map(|name| names.to_arabic_in(black_box(name), 10, &mut room).len()));
    });
    c.bench_function("names: sounds of 8 words of each script", |b| {
        b.iter(|| (ARABIC.map(|w| Sounds::arabic(black_box(w))), LATIN.map(|w| Sounds::latin(black_box(w)))));
    });
    let (arabic, latin) = (ARABIC.map(Sounds::arabic), LATIN.map(Sounds::latin));
    c.bench_function("names: 64 comparisons by sound", |b| {
        b.iter(|| {
            let row = |l| arabic.iter().map(|a| names.alike(l, black_box(a))).sum::<f32>();
            latin.iter().map(row).sum::<f32>()
        });
    });
}

/// Known whole, from either side; and put together.
const KNOWN: [&str; 8] = [
    "رجب طيب إردوغان",
    "القاهرة",
    "الأمم المتحدة",
    "جمال",
    "Ilham Aliyev",
    "Abdel Fattah el-Sisi",
    "Damascus",
    "Hezbollah",
];
const TOGETHER: [&str; 4] =
    ["أبو بكر القحطاني", "عبد القهار المطيري", "Saleh bin Ali al-Otaibi", "Vladislav Kuznetsov"];

fn look_up(c: &mut Criterion) {
    let book = NameBook::embedded();
    let mut room = Room::default();
    let mut look = |name: &str| book.lookup_in(black_box(name), 5, &mut room).map_or(0, |a| a.answers.len());
    c.bench_function("names: 8 known as a whole", |b| b.iter(|| KNOWN.map(&mut look)));
    c.bench_function("names: the commonest, in 12 spellings", |b| b.iter(|| look("محمد")));
    c.bench_function("names: 4 put together", |b| b.iter(|| TOGETHER.map(&mut look)));
}

criterion_group!(benches, names, look_up);
criterion_main!(benches);
