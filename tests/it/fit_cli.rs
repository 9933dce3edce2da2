//! `jisr fit`, and what `jisr eval` makes of pools, scattered gold and lines: on the seeds and on made-up gold.

use std::fs;

use crate::common::{AR, EN, Folder, Run, run, sentences};
use serde_json::{Value, json};

const PARALLEL: &str = "seeds/parallel.gold";
const COMPARABLE: &str = "seeds/comparable.gold";

/// Runs the command at the root of the crate, with the paths of files in `folder`.
fn with(args: &[&str], folder: &Folder, files: &[(&str, &[&str])]) -> Run {
    let files = files.iter().flat_map(|(option, names)| {
        let paths = names.iter().map(|name| folder.at(name).into_os_string());
        std::iter::once((*option).into()).chain(paths)
    });
    run(args.iter().map(Into::into).chain(files))
}

/// Gold of one document: the visit, line by line.
fn visit() -> String {
    let gold: Vec<Value> = (0..4).map(|k| json!([[k], [k]])).collect();
    json!({ "id": "visit", "ar": sentences(AR), "en": sentences(EN), "gold": gold }).to_string() + "\n"
}

/// The document pairs that the seeds make: three reports of the summit, and the bridge.
fn documents() -> String {
    let side = |gold: &str, lang: &str| -> Vec<Value> {
        let text = fs::read_to_string(gold).unwrap();
        let docs = text.lines().map(|l| serde_json::from_str::<Value>(l).unwrap());
        docs.map(|d| json!({ "id": d["id"], "sents": d[lang] })).collect()
    };
    let both = |lang: &str| [side(COMPARABLE, lang), side(PARALLEL, lang)].concat();
    let gold: Vec<[usize; 2]> = (0..4).map(|k| [k, k]).collect();
    json!({ "id": "seeds", "ar_docs": both("ar"), "en_docs": both("en"), "gold": gold }).to_string() + "\n"
}

/// Lines of the bridge that translate each other, Arabic and English.
fn bridge() -> [String; 2] {
    let gold: Value = serde_json::from_str(fs::read_to_string(PARALLEL).unwrap().trim()).unwrap();
    let mut out = [String::new(), String::new()];
    for bead in gold["gold"].as_array().unwrap() {
        let [ar, en] = [&bead[0], &bead[1]].map(|side| side.as_array().unwrap());
        if ar.len() == 1 && en.len() == 1 {
            for (out, (lang, side)) in out.iter_mut().zip([("ar", ar), ("en", en)]) {
                out.push_str(gold[lang][side[0].as_u64().unwrap() as usize].as_str().unwrap());
                out.push('\n');
            }
        }
    }
    out
}

fn value(run: Run) -> Value {
    value_of(&run.good().out)
}

fn value_of(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

// ---- fit ----

#[test]
fn fitted_weights_are_written_and_can_be_used() {
    let folder = Folder::new();
    folder.file("docs.jsonl", documents());
    let docs = folder.path().join("docs.jsonl").display().to_string();
    // One after the other, each with the weights of those before it: in the end one file has all.
    let fits: [(&str, &str, &[&str]); 5] = [
        ("parallel", PARALLEL, &["parallel: 1 documents"]),
        ("comparable", COMPARABLE, &["comparable: 3 documents"]),
        ("documents", &docs, &["promising: ", "story: "]),
        ("pool", COMPARABLE, &["found: "]),
        ("clauses", PARALLEL, &["clauses: "]),
    ];
    let files = [["w0.json"], ["w1.json"], ["w2.json"], ["w3.json"], ["w.json"]];
    for (at, (what, gold, told)) in fits.into_iter().enumerate() {
        let mut paths: Vec<(&str, &[&str])> = vec![("-o", &files[at])];
        if at > 0 {
            paths.push(("--weights", &files[at - 1]));
        }
        let seen = with(&["fit", what, gold], &folder, &paths).good();
        assert!(told.iter().all(|told| seen.out.contains(told)), "{told:?}: {}", seen.out);
        assert_eq!(seen.out.matches("on held-out documents: calibration error").count(), told.len());
    }
    let weights: Value = serde_json::from_str(&folder.read("w.json")).unwrap();
    for (group, name, size) in [
        ("probability", "parallel", 9),
        ("probability", "comparable", 10),
        ("pairs", "promising", 6),
        ("pairs", "story", 6),
        ("pairs", "found", 3),
        ("clauses", "cut", 9),
    ] {
        let own = weights[group][name].as_array().unwrap_or_else(|| panic!("no {group}.{name}"));
        assert_eq!(own.len(), size, "{group}.{name}");
        assert!(own.iter().any(|w| w.as_f64() != Some(0.0)), "{group}.{name} is nothing but zeros");
    }
    let align = ["align", "--presplit", COMPARABLE, "--mode", "comparable", "--format", "index"];
    let fitted = with(&align, &folder, &[("--weights", &["w.json"])]).good().out;
    assert_ne!(fitted, run(align).good().out);
}

#[test]
fn without_vectors_other_weights_are_fitted() {
    let folder = Folder::new();
    with(&["fit", "parallel", PARALLEL, "--vectors", "none"], &folder, &[("-o", &["w.json"])]).good();
    let weights: Value = serde_json::from_str(&folder.read("w.json")).unwrap();
    let names: Vec<&String> = weights["probability"].as_object().unwrap().keys().collect();
    assert_eq!(names, ["parallel_words"]);
    with(&["eval", "align", PARALLEL, "--vectors", "none"], &folder, &[("--weights", &["w.json"])]).good();
}

#[test]
fn retrieval_is_fitted_and_shown() {
    let folder = Folder::new();
    let [ar, en] = bridge();
    folder.file("ar.txt", ar);
    folder.file("en.txt", en);
    let out = folder.run(["fit", "retrieval", "ar.txt", "en.txt", "--document", "3"]).good().out;
    assert!(out.contains("(3 lines each)") && out.lines().count() == 8, "{out}");
    assert!(out.lines().skip(1).all(|l| l.contains("weights [")), "{out}");
}

#[test]
fn what_cannot_be_fitted_is_said_before_the_work() {
    let folder = Folder::new();
    folder.file("visit.gold", visit());
    folder.file("bare.gold", "{\"id\":\"x\",\"gold\":[[[0],[0]]]}\n");
    folder.file("ar.txt", AR);
    folder.file("en.txt", EN);
    folder.file("w.json", "{}");
    let bare = "expected \"ar\" and \"en\", the sentences";
    let cases: [(&[&str], &[&str]); 11] = [
        (&["fit", "parallel"], &["<GOLD>"]),
        (&["fit", "parallel", "none.gold"], &["none.gold: cannot read"]),
        (&["fit", "parallel", "bare.gold"], &[bare]),
        (&["fit", "comparable", "bare.gold"], &[bare]),
        (&["fit", "clauses", "bare.gold"], &[bare]),
        (&["fit", "pool", "bare.gold"], &[bare]),
        (&["fit", "parallel", "visit.gold", "-o", "./visit.gold"], &["none of the inputs"]),
        (&["fit", "parallel", "visit.gold", "--weights", "w.json", "-o", "w.json"], &["none of the inputs"]),
        (&["fit", "parallel", "visit.gold", "-o", "no/w.json"], &["no/w.json: cannot"]),
        (&["fit", "retrieval", "ar.txt", "en.txt", "-o", "o.json"], &["unexpected argument"]),
        (&["fit", "parallel", "visit.gold", "--among", "ar.txt", "en.txt"], &["--among"]),
    ];
    for (args, said) in cases {
        let seen = folder.run(args).bad(said);
        assert_eq!(seen.out, "", "{args:?}");
    }
    assert_eq!(folder.read("visit.gold"), visit());
    folder.run(["fit", "retrieval", "ar.txt", "en.txt", "ar.txt"]).bad(&["two files"]);
}

// ---- eval ----

#[test]
fn eval_of_retrieval() {
    let folder = Folder::with_pair();
    let out = folder.run(["eval", "retrieval", "ar.txt", "en.txt"]).good().out;
    assert!(out.starts_with("4 lines") && out.contains("vectors, ratio margin"), "{out}");
    let found = value(folder.run(["eval", "retrieval", "ar.txt", "en.txt", "--json"]));
    assert_eq!(found["all evidence"]["forward"], 1.0, "{found}");
    let words = value(folder.run(["eval", "retrieval", "ar.txt", "en.txt", "--json", "--vectors", "none"]));
    assert_eq!(words.as_object().unwrap().keys().collect::<Vec<_>>(), ["all evidence"]);
    folder.file("short.txt", sentences(EN)[0]);
    folder.run(["eval", "retrieval", "ar.txt", "short.txt"]).bad(&["as many lines in short.txt", "1 and 4"]);
    folder.file("none.txt", "");
    folder.run(["eval", "retrieval", "none.txt", "none.txt"]).bad(&["found 0 and 0"]);
}

#[test]
fn in_a_pool_what_other_documents_give_counts() {
    let folder = Folder::new();
    folder.file("visit.gold", visit());
    let [ar, en] = bridge();
    folder.file("ar.txt", ar);
    folder.file("en.txt", en);
    let strict = |args: &[&str]| {
        let all = ["eval", "pool", "visit.gold", "--json", "--size"].iter().chain(args);
        value(folder.run(all))["scores"]["strict"].clone()
    };
    let count = |scores: &Value, name: &str| scores[name].as_u64().unwrap();
    let own = strict(&["1"]);
    assert_eq!((count(&own, "gold"), count(&own, "predicted")), (4, 4), "{own}");
    let among = strict(&["3", "--among", "ar.txt", "en.txt"]);
    assert!(count(&among, "predicted") > 6, "pairs of the lines are found: {among}");
    assert!(among["precision"].as_f64().unwrap() < 0.7, "and are wrong: {among}");
    let known = strict(&["3", "--among", "ar.txt", "en.txt", "--known", "ar.txt", "en.txt"]);
    assert_eq!(count(&known, "predicted"), count(&among, "predicted"));
    assert!(known["precision"].as_f64().unwrap() > 0.9, "right where they are known: {known}");
    folder.run(["eval", "pool", "visit.gold", "--known", "ar.txt", "en.txt"]).bad(&["--size"]);
    folder
        .run(["eval", "pool", "visit.gold", "--size", "2", "--among", "ar.txt", "no.txt"])
        .bad(&["no.txt: cannot read"]);
}

#[test]
fn a_pool_is_the_same_for_any_number_of_threads() {
    let folder = Folder::new();
    let [ar, en] = bridge();
    folder.file("ar.txt", ar.repeat(3));
    folder.file("en.txt", en.repeat(3));
    let among: (&str, &[&str]) = ("--among", &["ar.txt", "en.txt"]);
    let on = |threads: &str| {
        let args = ["eval", "pool", COMPARABLE, "--size", "9", "--json", "--threads", threads];
        with(&args, &folder, &[among]).good().out
    };
    let one = on("1");
    assert!(value_of(&one)["reliability"]["count"].as_u64().unwrap() > 20, "{one}");
    assert_eq!(one, on("2"));
    assert_eq!(one, on("7"));
}

#[test]
fn gold_is_scattered_by_a_seed() {
    let with = |seed: &str| {
        run(["eval", "align", PARALLEL, "--scatter", seed, "--mode", "comparable", "--json"]).good().out
    };
    let one = with("1");
    assert_eq!(one, with("1"));
    assert_ne!(one, with("2"));
    let scores: Value = serde_json::from_str(&one).unwrap();
    let strict = &scores["scores"]["strict"];
    assert!((2..18).contains(&strict["gold"].as_u64().unwrap()), "beads are halved: {strict}");
    assert!(strict["f1"].as_f64().unwrap() > 0.5, "{strict}");
}

#[test]
fn gold_without_sentences_cannot_be_scattered_or_pooled() {
    let folder = Folder::new();
    folder.file("bare.gold", "{\"id\":\"x\",\"gold\":[[[0],[0]]]}\n");
    for how in [["align", "bare.gold", "--scatter", "1"], ["pool", "bare.gold", "--size", "2"]] {
        let seen = folder.run(["eval"].iter().chain(&how));
        assert_eq!(seen.bad(&["expected \"ar\" and \"en\"", "found none in \"x\""]).out, "");
    }
    folder.run(["eval", "align", "bare.gold", "bare.gold", "--scatter", "1"]).bad(&["cannot be used with"]);
}

#[test]
fn documents_may_be_cut_short() {
    let folder = Folder::new();
    folder.file("docs.jsonl", documents());
    let with = |first: &[&str]| {
        let all = ["eval", "documents", "docs.jsonl", "--json"].iter().chain(first);
        value(folder.run(all))
    };
    assert_eq!(with(&["--first", "1000"]), with(&[]));
    assert_ne!(with(&["--first", "1"]), with(&[]));
    with(&["--first", "0"]);
}
