//! The stages that go document pair by document pair: comparison, scores, search, and all of them together.
//! `cargo bench --bench documents`.

#![allow(missing_docs)]

mod seeds;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

use jisr::Jisr;
use jisr::internals::align::{Anchors, Sentences, Shapes, comparable, parallel};
use jisr::internals::evidence::vectors::Table;
use jisr::internals::evidence::{Analysis, Analyst, Compared};
use jisr::internals::lab::evaluate::GoldDoc;
use jisr::internals::score::{Likelihood, Singles, candidates, contents};
use jisr::internals::tokenize::Tokenizer;
use jisr::options::{Settings, Weights};
use jisr::text::{Lang, Prepared, SplitPair};

/// A side of a document pair, ready to be compared.
struct Side {
    text: String,
    part: Prepared,
    analysis: Analysis,
}

impl Side {
    fn new(sentences: &[String], lang: Lang, analyst: &mut Analyst<'_>) -> Self {
        let (text, part) = seeds::prepared(sentences, lang, &Tokenizer::new());
        let analysis = analyst.analyse(&part, &text);
        Side { text, part, analysis }
    }

    fn of(&self) -> (&Prepared, &str, &Analysis) {
        (&self.part, &self.text, &self.analysis)
    }
}

fn sentences(doc: &GoldDoc) -> Throughput {
    Throughput::Elements((doc.ar.len() + doc.en.len()) as u64)
}

fn pair(c: &mut Criterion) {
    let lexicon = jisr::lexicon::load();
    let table = Some(Table::embedded());
    let weights = Weights::default();
    let mut analyst = Analyst::new(&lexicon, table.as_ref());
    for (doc, name) in
        [(seeds::parallel().remove(0), "parallel"), (seeds::comparable().remove(0), "comparable")]
    {
        let ar = Side::new(&doc.ar, Lang::Arabic, &mut analyst);
        let en = Side::new(&doc.en, Lang::English, &mut analyst);
        let mut group = c.benchmark_group(name);
        group.throughput(sentences(&doc));
        group.bench_function("look-up", |b| {
            b.iter(|| {
                let ar = analyst.analyse(black_box(&ar.part), &ar.text);
                (ar, analyst.analyse(black_box(&en.part), &en.text))
            });
        });
        group.bench_function("compare", |b| {
            b.iter(|| Compared::new(black_box(ar.of()), black_box(en.of()), &weights.matches));
        });
        let compared = Compared::new(ar.of(), en.of(), &weights.matches);
        let (rows, columns) = (compared.ar.len(), compared.en.len());
        group.bench_function("singles", |b| b.iter(|| Singles::new(black_box(&compared), &weights.score)));
        let singles = Singles::new(&compared, &weights.score);
        if name == "parallel" {
            let anchors = Anchors::new(&singles, &weights.anchors);
            let band = anchors.band(rows, columns, &weights.anchors);
            let shape = &weights.parallel.shape;
            let tables = || {
                let runs = (shape.runs(), shape.runs());
                Likelihood::new(black_box(&compared), band.clone(), runs, None, &weights.score)
            };
            let told = [contents(&compared.ar), contents(&compared.en)];
            let sentences = Sentences {
                contents: [&told[0], &told[1]],
                openings: [&compared.ar.opening, &compared.en.opening],
            };
            let shapes = Shapes::new(&[], &sentences, shape);
            group.bench_function("tables", |b| b.iter(tables));
            group.bench_function("tables and search", |b| {
                b.iter(|| {
                    let tables = tables();
                    parallel::align(|cell| tables.bead(cell), &band, columns, &shapes)
                });
            });
        } else {
            let judged_by = weights.probability.of_pairs(true);
            group.bench_function("candidates and matching", |b| {
                b.iter(|| {
                    let found = candidates(black_box(&compared), &weights.comparable.score, 3);
                    comparable::align(&found, judged_by, &weights.comparable)
                });
            });
        }
        group.finish();
    }
}

fn whole(c: &mut Criterion) {
    let jisr = Jisr::new(Settings::default());
    let gold: Vec<GoldDoc> = seeds::parallel().into_iter().chain(seeds::comparable()).collect();
    let pairs: Vec<SplitPair> = gold.iter().map(seeds::split).collect();
    let sentences: usize = pairs.iter().map(|p| p.ar.len() + p.en.len()).sum();
    let mut group = c.benchmark_group("align_split");
    group.throughput(Throughput::Elements(sentences as u64));
    group.bench_function("gold of the seeds", |b| b.iter(|| jisr.align_split(black_box(&pairs))));
}

criterion_group! {
    name = benches;
    config = seeds::criterion();
    targets = pair, whole
}
criterion_main!(benches);
