//! Vectors: tokens → sentences' vectors, products in blocks, start-up. `cargo bench --bench vectors`.
//!
//! The text is that of the seeds: ordinary sentences, of 14 (Arabic) and 17 words (English) on average.

#![allow(missing_docs)]

mod seeds;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

use jisr::internals::evidence::vectors::{Encoder, Table, products, unit};
use jisr::internals::tokenize::Tokenizer;
use jisr::text::{Lang, Prepared};

const LANGS: [(Lang, &str); 2] = [(Lang::Arabic, "arabic"), (Lang::English, "english")];

/// The sentences of one side of the seeds, tokenized.
fn part(lang: Lang) -> (String, Prepared) {
    let docs = seeds::parallel().into_iter().chain(seeds::comparable());
    let sentences: Vec<String> =
        docs.flat_map(|doc| if lang == Lang::Arabic { doc.ar } else { doc.en }).collect();
    seeds::prepared(&sentences, lang, &Tokenizer::new())
}

fn encode(c: &mut Criterion) {
    let table = Table::embedded();
    let mut group = c.benchmark_group("tokens to vectors");
    for (lang, name) in LANGS {
        let (text, part) = part(lang);
        let mut encoder = Encoder::new(&table);
        group.throughput(Throughput::Elements(part.sentences.len() as u64));
        group.bench_function(name, |b| b.iter(|| encoder.sentences(black_box(&part), &text)));
    }
}

fn compare(c: &mut Criterion) {
    let table = Table::embedded();
    let dim = table.header().dim;
    let vectors = LANGS.map(|(lang, _)| {
        let (text, part) = part(lang);
        let mut vectors = Encoder::new(&table).sentences(&part, &text);
        vectors.chunks_exact_mut(dim).for_each(unit);
        // As many as a long document has.
        vectors.repeat(1000 / part.sentences.len() + 1)
    });
    let mut group = c.benchmark_group("products");
    group.throughput(Throughput::Elements((vectors[0].len() / dim * (vectors[1].len() / dim)) as u64));
    group.bench_function("all pairs", |b| {
        b.iter(|| {
            let mut sum = 0.0;
            products(black_box(&vectors[0]), &vectors[1], dim, |_, _, found| sum += found[0]);
            sum
        });
    });
}

fn start(c: &mut Criterion) {
    c.bench_function("start-up", |b| b.iter(|| Table::embedded().header()));
}

criterion_group! {
    name = benches;
    config = seeds::criterion();
    targets = encode, compare, start
}
criterion_main!(benches);
