//! Training a table of vectors from text of this repository: it retrieves, it goes on from a table without harm, the
//! same input gives the same bytes, and what is wrong is told.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::Path;
use std::sync::OnceLock;

use crate::common::Folder;
use jisr::internals::evidence::vectors::{Bits, Encoder, Margin, Table, TokenFeatures, image, unit};
use jisr::internals::lab::train::{
    Config, Targets, TrainingCorpus, TrainingProgress, accuracy, encode, train,
};
use jisr::internals::tokenize::Tokenizer;
use jisr::lexicon;
use jisr::text::{Lang, Span};
use proptest::prelude::*;

/// Sentences of the seeds that translate each other one to one, and the pairs of related sentences of the reports.
fn seeds(file: &str) -> (Vec<String>, Vec<String>) {
    let text = std::fs::read_to_string(file).unwrap();
    let (mut ar, mut en) = (Vec::new(), Vec::new());
    for doc in jisr::internals::lab::evaluate::parse_gold(Path::new(file), &text).unwrap() {
        let mut used = HashSet::new();
        for bead in doc.beads.iter().filter(|b| b.ar.len() == 1 && b.en.len() == 1) {
            if used.insert(bead.ar.clone()) {
                ar.push(doc.ar[bead.ar[0] as usize].clone());
                en.push(doc.en[bead.en[0] as usize].clone());
            }
        }
    }
    assert!(ar.len() > 10, "{file}: {} pairs", ar.len());
    (ar, en)
}

fn strs(lines: &[String]) -> Vec<&str> {
    lines.iter().map(String::as_str).collect()
}

/// A small model that is trained in seconds.
fn small() -> Config {
    Config { dim: 64, grams: 512, bits: 8, epochs: 4, batch: 256, patience: 9, ..Config::default() }
}

fn table(bytes: Vec<u8>) -> Table {
    Table::read(Cow::Owned(bytes), Path::new("t.vec"), true).unwrap()
}

/// The mean of both accuracies of retrieval.
fn found(table: &Table, (ar, en): &(Vec<String>, Vec<String>)) -> f64 {
    let (a, e) = (encode(table, Lang::Arabic, &strs(ar)), encode(table, Lang::English, &strs(en)));
    let (forward, backward) = accuracy(&a, &e, table.header().dim, 4, Margin::Difference);
    f64::midpoint(forward, backward)
}

/// The text of the hand-checked word lists.
fn entries(corpus: &mut TrainingCorpus) {
    for (_, text) in lexicon::ENTRIES.iter().filter(|(name, _)| name.starts_with("words_")) {
        let (ar, en): (Vec<&str>, Vec<&str>) = lexicon::entry_pairs(text).unzip();
        corpus.add_entries(&ar, &en);
    }
}

/// A table trained on word lists alone.
fn of_words() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut corpus = TrainingCorpus::new(64);
        entries(&mut corpus);
        table(train(&corpus, None, &small(), |_| {}).unwrap().bytes)
    })
}

#[test]
fn words_alone_make_sentences_find_each_other() {
    // None of these sentences was seen. Chance is 1 in 20.
    let after = found(of_words(), &seeds("seeds/parallel.gold"));
    assert!(after > 0.6, "{after}");
    let mut corpus = TrainingCorpus::new(64);
    entries(&mut corpus);
    let untrained = train(&corpus, None, &Config { epochs: 0, ..small() }, |_| {}).unwrap();
    let before = found(&table(untrained.bytes), &seeds("seeds/parallel.gold"));
    assert!(after > before, "{before} → {after}");
}

#[test]
fn two_languages_meet_at_the_teacher() {
    // The teacher gives both sides of a pair one vector; the student never sees a pair.
    let (ar, en) = seeds("seeds/parallel.gold");
    let mut random = fastrand::Rng::with_seed(7);
    let numbers: Vec<f32> = (0..64 * ar.len()).map(|_| random.f32() - 0.5).collect();
    let targets = Targets::new(64, &numbers);
    let mut corpus = TrainingCorpus::new(64);
    corpus.add_text(Lang::Arabic, &strs(&ar), &targets);
    corpus.add_text(Lang::English, &strs(&en), &targets);
    let config = Config { least_count: 1, epochs: 30, ..small() };
    let done = train(&corpus, None, &config, |_| {}).unwrap();
    let after = found(&table(done.bytes), &(ar, en));
    assert!(after > 0.9, "{after}");
}

#[test]
fn adapting_helps_the_memory_and_leaves_the_rest_alone() {
    let old = of_words();
    let memory = seeds("seeds/comparable.gold");
    let before = found(old, &memory);
    let mut corpus = TrainingCorpus::new(64);
    corpus.add_pairs(&strs(&memory.0), &strs(&memory.1), None);
    let config = Config { epochs: 20, least_count: 1, ..Config::adapting() };
    let mut passes = 0;
    let done = train(&corpus, Some(old), &config, |p| {
        passes += usize::from(matches!(p, TrainingProgress::Epoch(..)));
    })
    .unwrap();
    assert_eq!(done.epochs.len(), passes);
    let new = table(done.bytes);
    let after = found(&new, &memory);
    assert!(after > before, "{before} → {after}");
    // Words of the memory moved or are new; all others have the vector they had.
    let (mut features, mut seen) = (TokenFeatures::new(), HashSet::new());
    let mut words = |lang, line: &str| -> Vec<u64> {
        let mut tokens = Vec::new();
        Tokenizer::new().tokens(lang, line, Span::new(0, line.len()), &mut tokens);
        tokens.iter().filter_map(|t| features.word(lang, t, line)).collect()
    };
    for (lang, lines) in [(Lang::Arabic, &memory.0), (Lang::English, &memory.1)] {
        seen.extend(lines.iter().flat_map(|line| words(lang, line)));
    }
    let (mut same, mut other) = (0, 0);
    for (_, text) in lexicon::ENTRIES.iter().filter(|(name, _)| name.starts_with("words_")) {
        for (_, en) in lexicon::entry_pairs(text) {
            for word in words(Lang::English, en) {
                let Some(row) = old.key(word) else { continue };
                let is_same = old.row(row) == new.row(new.key(word).unwrap());
                assert!(is_same || seen.contains(&word), "{en}");
                *(if is_same { &mut same } else { &mut other }) += 1;
            }
        }
    }
    assert!(same > 1000 && other > 50, "{same} {other}");
    let rows = |t: &Table| (0..t.header().grams as u64).map(|g| t.row(t.gram(g))).collect::<Vec<_>>();
    assert_eq!(rows(old), rows(&new));
}

#[test]
fn without_a_pass_the_table_comes_back_bit_for_bit() {
    let mut corpus = TrainingCorpus::new(64);
    corpus.add_pairs(&["بيت جديد تماماً"], &["an entirely new house"], None);
    let done = train(&corpus, Some(of_words()), &Config { epochs: 0, ..Config::adapting() }, |_| {}).unwrap();
    assert!(done.bytes == of_words().bytes());
}

/// A NumPy file of 32-bit floats.
fn npy(rows: usize, columns: usize, number: impl Fn(usize) -> f32) -> Vec<u8> {
    let mut head =
        format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {columns}), }}").into_bytes();
    head.resize((10 + head.len() + 1).next_multiple_of(64) - 11, b' ');
    head.push(b'\n');
    let mut out = b"\x93NUMPY\x01\x00".to_vec();
    out.extend((head.len() as u16).to_le_bytes());
    out.extend(head);
    out.extend((0..rows * columns).flat_map(|i| number(i).to_le_bytes()));
    out
}

/// A folder with a small bitext in three formats, text with a teacher's vectors, and settings for a small model.
fn folder() -> Folder {
    let folder = Folder::new();
    let (ar, en) = seeds("seeds/parallel.gold");
    let both: Vec<String> = ar.iter().zip(&en).map(|(a, e)| format!("{a}\t{e}\n")).collect();
    folder.file("b.tsv", both.concat());
    folder.file("m.ar", ar.join("\n"));
    folder.file("m.en", en.join("\n"));
    folder.file("t.txt", ar.join("\n"));
    folder.file("t.txt.npy", npy(ar.len(), 32, |i| ((i * 7919) % 101) as f32 / 50.0 - 1.0));
    let units = ar.iter().zip(&en).map(|(a, e)| {
        format!("<tu><tuv xml:lang=\"ar\"><seg>{a}</seg></tuv><tuv xml:lang=\"en\"><seg>{e}</seg></tuv></tu>")
    });
    folder.file("m.tmx", format!("<tmx version=\"1.4\"><body>{}</body></tmx>", units.collect::<String>()));
    folder.file("c.json", r#"{"dim":32,"grams":128,"epochs":3,"least_count":1,"batch":8}"#);
    folder
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let folder = folder();
    let made = |name: &str, more: &[&str]| -> Vec<u8> {
        let args = ["train", "--ar", "t.txt", "--pairs", "b.tsv", "--config", "c.json", "-o", name];
        folder.run(args.iter().chain(more)).good();
        std::fs::read(folder.at(name)).unwrap()
    };
    let one = made("1.vec", &["--threads", "1"]);
    assert!(one == made("2.vec", &["--threads", "2"]));
    assert!(one == made("3.vec", &["--threads", "2"]));
    assert!(one != made("4.vec", &["--seed", "2"]));
    let more = ["--threads", "1", "--from", "1.vec"];
    assert!(made("5.vec", &more) == made("6.vec", &["--threads", "2", "--from", "1.vec"]));
}

#[test]
fn every_format_of_bitext_gives_the_same_table() {
    let folder = folder();
    let tables: Vec<Vec<u8>> = ["b.tsv", "m.tmx", "m.ar", "m.en"]
        .iter()
        .map(|pairs| {
            folder.run(["train", "--pairs", pairs, "--config", "c.json", "-o", "o.vec"]).good();
            std::fs::read(folder.at("o.vec")).unwrap()
        })
        .collect();
    assert!(tables.iter().all(|t| *t == tables[0]));
}

#[test]
fn what_was_measured_is_told() {
    let folder = folder();
    let args = ["train", "--pairs", "b.tsv", "--held-out", "m.tmx", "--config", "c.json", "-o", "o.vec"];
    let run = folder.run(args.iter().chain(&["--watch", "m.ar", "m.en", "--json"])).good();
    for said in [
        "b.tsv: 14 pairs, for the contrast alone",
        "pass 1 of 3, held-out pairs found",
        "; m.ar: ",
        "of pass",
    ] {
        assert!(run.err.contains(said), "{said}: {}", run.err);
    }
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["epochs"].as_array().unwrap().len(), 3);
    assert!(json["epochs"][0]["retrieval"][0].is_number() && json["best"].is_number());
    // The table is one for the other commands.
    folder.run(["eval", "retrieval", "m.ar", "m.en", "--vectors", "o.vec"]).good();
}

#[test]
fn what_is_wrong_is_told() {
    let folder = folder();
    folder.file("short.txt", "جملة\nوجملة");
    folder.file("short.txt.npy", npy(1, 32, |_| 1.0));
    folder.file("wide.txt", "جملة");
    folder.file("wide.txt.npy", npy(1, 48, |_| 1.0));
    folder.file("odd.txt", "جملة");
    folder.file("odd.txt.npy", npy(1, 20, |_| 1.0));
    folder.file("nan.txt", "جملة");
    folder.file("nan.txt.npy", npy(1, 32, |_| f32::NAN));
    folder.file("bare.txt", "جملة");
    folder.file("text.txt", "جملة");
    folder.file("text.txt.npy", "no numbers");
    folder.file("empty.tsv", "");
    folder.file("bad.tsv", "بيت\thouse\nno columns\n");
    folder.file("uneven.ar", "بيت\nباب");
    folder.file("uneven.en", "house");
    folder.file("key.json", r#"{"epoch":3}"#);
    folder.file("value.json", r#"{"bits":5}"#);
    folder.run(["train", "--pairs", "b.tsv", "--config", "c.json", "-o", "base.vec"]).good();
    let cases: &[(&[&str], &[&str])] = &[
        (&[], &["something to train on", "--lexicon"]),
        (&["--ar", "bare.txt"], &["bare.txt.npy: expected the teacher's vectors", "no such file"]),
        (&["--ar", "missing.txt"], &["missing.txt: cannot read"]),
        (&["--ar", "short.txt"], &["short.txt.npy: expected 2 rows", "found 1"]),
        (
            &["--ar", "t.txt", "--en", "wide.txt"],
            &["wide.txt.npy: expected rows of 32 numbers, as in t.txt.npy"],
        ),
        (&["--ar", "odd.txt"], &["multiple of 16", "found 20"]),
        (&["--ar", "nan.txt"], &["nan.txt.npy: expected finite numbers, found NaN in row 1"]),
        (&["--ar", "text.txt"], &["text.txt.npy: expected a matrix of floats"]),
        (&["--pairs", "empty.tsv"], &["empty.tsv: expected Arabic segments beside English ones"]),
        (&["--pairs", "uneven.ar"], &["uneven.en: expected 2 lines as in uneven.ar, found 1"]),
        (
            &["--pairs", "b.tsv", "--config", "key.json"],
            &["key.json: expected settings", "unknown field `epoch`"],
        ),
        (&["--pairs", "b.tsv", "--config", "value.json"], &["value.json: expected 2, 4 or 8 bits, found 5"]),
        (&["--pairs", "b.tsv", "--from", "b.tsv"], &["b.tsv: expected a vector table of jisr"]),
        (&["--pairs", "b.tsv", "--from", "none"], &["`built-in` or a file"]),
        (&["--ar", "wide.txt", "--from", "base.vec"], &["rows of 32 numbers, as in the table of --from"]),
        (&["--ar", "t.txt", "--from", "base.vec"], &["space of the table", "mean cosine"]),
        (&["--pairs", "b.tsv", "--watch", "m.ar", "uneven.en"], &["as many lines in uneven.en as in m.ar"]),
        (&["--pairs", "b.tsv", "--lexicon", "none"], &["none: cannot read"]),
    ];
    for (args, said) in cases {
        folder.run(["train", "-o", "o.vec"].iter().chain(*args)).bad(said);
        assert!(!folder.at("o.vec").exists(), "{args:?}");
    }
    // An output takes the place of nothing that was read.
    for (output, args) in [
        ("b.tsv", ["--pairs", "b.tsv"]),
        ("t.txt.npy", ["--ar", "t.txt"]),
        ("m.en", ["--pairs", "m.ar"]),
        ("c.json", ["--config", "c.json"]),
        ("base.vec", ["--from", "base.vec"]),
    ] {
        let before = std::fs::read(folder.at(output)).unwrap();
        folder.run(["train", "-o", output].iter().chain(&args)).bad(&["none of the inputs"]);
        assert!(before == std::fs::read(folder.at(output)).unwrap());
    }
    // A bad line is told, and the others are learned from.
    folder.run(["train", "--pairs", "bad.tsv", "--config", "c.json", "-o", "o.vec"]).bad(&["bad.tsv:2:"]);
    assert!(folder.at("o.vec").exists());
}

fn vector(table: &Table, lang: Lang, text: &str) -> Vec<f32> {
    let mut tokens = Vec::new();
    Tokenizer::new().tokens(lang, text, Span::new(0, text.len()), &mut tokens);
    let mut encoder = Encoder::new(table);
    let mut out = vec![0.0; encoder.dim()];
    encoder.add(lang, &tokens, text, &mut out);
    out
}

proptest! {
    #[test]
    fn a_table_gives_back_what_was_put_in(
        rows in prop::collection::vec(prop::collection::vec(-2.0f32..2.0, 32), 1..40),
        keys in prop::collection::hash_set(any::<u64>(), 40),
        bits in prop::sample::select(vec![Bits::Two, Bits::Four, Bits::Eight]),
    ) {
        let keys: Vec<u64> = keys.into_iter().collect();
        let words: Vec<(u64, &[f32])> = keys.iter().copied().zip(rows.iter().map(Vec::as_slice)).collect();
        let bytes = image(32, bits, &words, &[&rows[0]]);
        let table = table(bytes);
        let most = match bits { Bits::Two => 0.2, Bits::Four => 0.02, Bits::Eight => 2e-4 };
        for (key, row) in &words {
            let back = table.row(table.key(*key).unwrap());
            let norm: f32 = row.iter().map(|x| x * x).sum();
            let error: f32 = back.iter().zip(*row).map(|(a, b)| (a - b).powi(2)).sum();
            prop_assert!(error <= most * norm, "{bits:?}: {}", error / norm);
        }
        prop_assert!(table.with_rows(&[], &[]) == table.bytes());
    }

    #[test]
    fn an_unknown_word_has_a_vector_and_always_the_same(
        ar in "[ء-غف-ي]{3,12}",
        en in "[a-z]{3,12}",
    ) {
        let table = Table::embedded();
        for (lang, word) in [(Lang::Arabic, &ar), (Lang::English, &en)] {
            let mut once = vector(&table, lang, word);
            prop_assert_eq!(&once, &vector(&table, lang, word));
            prop_assert!(once.iter().any(|x| *x != 0.0), "{}", word);
            unit(&mut once);
            prop_assert!((once.iter().map(|x| x * x).sum::<f32>() - 1.0).abs() < 1e-3);
        }
    }

    #[test]
    fn the_order_of_words_does_not_matter(words in prop::collection::vec("[a-z]{2,9}", 1..8)) {
        let table = of_words();
        let there = vector(table, Lang::English, &words.join(" | "));
        let back = vector(table, Lang::English, &words.iter().rev().cloned().collect::<Vec<_>>().join(" | "));
        for (a, b) in there.iter().zip(&back) {
            prop_assert!((a - b).abs() < 1e-3);
        }
    }
}
