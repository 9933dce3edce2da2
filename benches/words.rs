//! The stages that go word by word: sentences, tokens, look-up, spelling. `cargo bench --bench words`.

#![allow(missing_docs)]

mod seeds;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

use jisr::internals::detect::Detector;
use jisr::internals::segment::Segmenter;
use jisr::internals::spelling::Skeleton;
use jisr::internals::tokenize::Tokenizer;
use jisr::lexicon::{self, Lookup};
use jisr::text::{Lang, TokenKind};

const LANGS: [(Lang, &str); 2] = [(Lang::Arabic, "arabic"), (Lang::English, "english")];

/// The sentences of one side of the translation.
fn sentences(lang: Lang) -> Vec<String> {
    seeds::parallel().into_iter().flat_map(|doc| if lang == Lang::Arabic { doc.ar } else { doc.en }).collect()
}

/// Its words, in the order of the text.
fn words(lang: Lang) -> Vec<String> {
    let (text, part) = seeds::prepared(&sentences(lang), lang, &Tokenizer::new());
    let words = part.tokens.iter().filter(|t| matches!(t.kind, TokenKind::Word { .. }));
    words.map(|t| t.span.of(&text).to_owned()).collect()
}

fn segment(c: &mut Criterion) {
    let (detector, segmenter) = (Detector::new(), Segmenter::new());
    let mut group = c.benchmark_group("segment");
    for (lang, name) in LANGS {
        let document = seeds::document(lang);
        let part = detector.detect(&document).parts.into_iter().next().expect("a seed has a language");
        group.throughput(Throughput::Elements(segmenter.sentences(&document, &part).len() as u64));
        group.bench_function(name, |b| b.iter(|| segmenter.sentences(black_box(&document), &part)));
    }
}

fn tokenize(c: &mut Criterion) {
    let tokenizer = Tokenizer::new();
    let mut group = c.benchmark_group("tokenize");
    for (lang, name) in LANGS {
        let (text, part) = seeds::prepared(&sentences(lang), lang, &tokenizer);
        let mut tokens = Vec::with_capacity(part.tokens.len());
        group.throughput(Throughput::Elements(part.sentences.len() as u64));
        group.bench_function(name, |b| {
            b.iter(|| {
                tokens.clear();
                for sentence in &part.sentences {
                    tokenizer.tokens(lang, black_box(&text), sentence.span, &mut tokens);
                }
                tokens.len()
            });
        });
    }
}

fn look_up(c: &mut Criterion) {
    let lexicon = lexicon::load();
    let mut lookup = Lookup::new(&lexicon);
    let mut group = c.benchmark_group("look-up");
    let (arabic, english) = (words(Lang::Arabic), words(Lang::English));
    group.throughput(Throughput::Elements(arabic.len() as u64));
    group.bench_function("arabic", |b| {
        b.iter(|| arabic.iter().map(|w| lookup.arabic(black_box(w)).links.len()).sum::<usize>());
    });
    group.throughput(Throughput::Elements(english.len() as u64));
    group.bench_function("english", |b| {
        b.iter(|| english.iter().map(|w| lookup.english(black_box(w)).stem).fold(0, u64::wrapping_add));
    });
}

fn spelling(c: &mut Criterion) {
    let (arabic, english) = (words(Lang::Arabic), words(Lang::English));
    let mut group = c.benchmark_group("spelling");
    group.throughput(Throughput::Elements((arabic.len() + english.len()) as u64));
    group.bench_function("skeletons", |b| {
        b.iter(|| {
            let arabic = arabic.iter().map(|w| Skeleton::arabic(black_box(w)).len());
            arabic.chain(english.iter().map(|w| Skeleton::latin(black_box(w)).len())).sum::<usize>()
        });
    });
    let arabic: Vec<_> = arabic.iter().map(|w| Skeleton::arabic(w)).collect();
    let english: Vec<_> = english.iter().map(|w| Skeleton::latin(w)).collect();
    group.throughput(Throughput::Elements((arabic.len() * english.len()) as u64));
    group.bench_function("may match", |b| {
        b.iter(|| {
            let of = |a: &Skeleton| english.iter().filter(|e| black_box(a).may_match(e)).count();
            arabic.iter().map(of).sum::<usize>()
        });
    });
    let candidates: Vec<_> = arabic
        .iter()
        .flat_map(|a| english.iter().map(move |e| (a, e)))
        .filter(|(a, e)| a.may_match(e))
        .collect();
    group.throughput(Throughput::Elements(candidates.len() as u64));
    group.bench_function("similarity", |b| {
        b.iter(|| candidates.iter().map(|(a, e)| black_box(a).similarity(e)).sum::<f32>());
    });
}

criterion_group! {
    name = benches;
    config = seeds::criterion();
    targets = segment, tokenize, look_up, spelling
}
criterion_main!(benches);
