//! `jisr bench`: it measures every stage, on the same data that an alignment sees.

use std::path::PathBuf;

use crate::common::aligner;
use assert_cmd::Command;
use jisr::options::ModeChoice;
use jisr::read;
use jisr::text::{Document, SplitPair};
use serde_json::Value;

/// In the table the first word of each name.
const STAGES: [&str; 11] = [
    "read",
    "detect",
    "segment",
    "tokenize",
    "analyse",
    "rank",
    "align",
    "refine",
    "weigh",
    "leave out",
    "write",
];

fn seed(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name)
}

fn bench() -> Command {
    let mut command = Command::cargo_bin("jisr").unwrap();
    command.args(["bench", "--seconds", "0.2"]);
    command
}

fn json(command: &mut Command) -> Value {
    let out = command.arg("--json").assert().success().get_output().stdout.clone();
    serde_json::from_slice(&out).unwrap()
}

fn documents(paths: &[PathBuf]) -> Vec<Document> {
    let (sources, problems) = read::expand(paths);
    assert!(problems.is_empty(), "{problems:?}");
    sources.iter().flat_map(|s| read::read(s).documents).collect()
}

fn names(rows: &Value) -> Vec<&str> {
    rows.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect()
}

fn rate(row: &Value, second: &str) -> f64 {
    row[second]["sentences"].as_f64().unwrap()
}

/// The figures hang together: rates are counts by time, the whole is the sum of its stages.
fn check(json: &Value) {
    let sentences = json["counts"]["sentences"].as_f64().unwrap();
    let mut sum = 0.0;
    for row in json["stages"]
        .as_array()
        .unwrap()
        .iter()
        .chain([&json["all"]])
        .chain(json["runs"].as_array().unwrap())
    {
        let passes = row["passes"].as_f64().unwrap();
        let wall = row["spent"]["wall"].as_f64().unwrap();
        assert!(wall > 0.0, "{row}");
        let expected = passes * sentences / wall.max(1e-9);
        assert!((rate(row, "per_wall_second") / expected - 1.0).abs() < 1e-6, "{row}");
    }
    for row in json["stages"].as_array().unwrap() {
        sum += row["spent"]["wall"].as_f64().unwrap();
    }
    assert!((sum / json["all"]["spent"]["wall"].as_f64().unwrap() - 1.0).abs() < 1e-6);
}

#[test]
fn the_table_names_every_stage() {
    let out = bench().assert().success().get_output().stdout.clone();
    let out = String::from_utf8(out).unwrap();
    let first: Vec<&str> = out.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let words = STAGES.iter().filter_map(|name| name.split(' ').next());
    for name in words.chain(["machine", "data", "lexicon", "in", "run,"]) {
        assert!(first.contains(&name), "{name} in\n{out}");
    }
}

#[test]
fn it_counts_what_an_alignment_of_the_seeds_sees() {
    let json = json(bench().args(["--threads", "2"]));
    let report = aligner(ModeChoice::Auto).align(documents(&[seed("")]));
    let counts = &json["counts"];
    assert_eq!(counts["documents"], report.documents.len());
    assert_eq!(counts["parts"], report.parts.len());
    assert_eq!(counts["sentences"], report.parts.iter().map(|p| p.sentences.len()).sum::<usize>());
    assert_eq!(counts["bytes"], report.documents.iter().map(|d| d.text.len()).sum::<usize>());
    assert_eq!(counts["pairs"], report.alignments.len());
    assert!(!report.alignments.is_empty());
    assert_eq!(names(&json["stages"]), STAGES);
    check(&json);
    let runs = json["runs"].as_array().unwrap();
    assert_eq!(runs.iter().map(|r| r["threads"].as_u64().unwrap()).collect::<Vec<_>>(), [1, 2]);
    let speed_up = rate(&runs[1], "per_wall_second") / rate(&runs[0], "per_wall_second");
    assert!((json["speed_up"].as_f64().unwrap() / speed_up - 1.0).abs() < 1e-6);
}

#[test]
fn it_measures_on_files_and_with_one_thread() {
    let paths = [seed("summit_ar.txt"), seed("summit_en_1.txt")];
    let json = json(bench().args(&paths).args(["--threads", "1"]));
    let report = aligner(ModeChoice::Auto).align(documents(&paths));
    assert_eq!(json["counts"]["sentences"], report.parts.iter().map(|p| p.sentences.len()).sum::<usize>());
    assert_eq!(json["runs"].as_array().unwrap().len(), 1);
    assert_eq!(json["speed_up"], Value::Null);
    check(&json);
}

#[test]
fn given_sentences_need_no_detection_and_no_segmentation() {
    let path = seed("comparable.gold");
    let (pairs, _) = read::split_pairs(&path);
    let json = json(bench().arg("--presplit").arg(&path));
    let sentences = |p: &SplitPair| p.ar.len() + p.en.len();
    assert_eq!(json["counts"]["sentences"], pairs.iter().map(sentences).sum::<usize>());
    assert_eq!(json["counts"]["documents"], 2 * pairs.len());
    assert_eq!(names(&json["stages"]), ["read", "tokenize", "analyse", "align", "leave out", "write"]);
    check(&json);
    let out = bench().arg("--presplit").arg(&path).assert().success().get_output().stdout.clone();
    assert!(String::from_utf8(out).unwrap().contains("detect, segment, rank, refine, weigh: left out"));
}

#[test]
fn what_cannot_be_measured_is_an_error() {
    let missing = seed("no_such_file.txt");
    for (args, expected) in [
        (vec!["bench", "--seconds", "0"], "a number of seconds above 0"),
        (vec!["bench", "--seconds=-1"], "a number of seconds above 0"),
        (vec!["bench", "--seconds=inf"], "a number of seconds above 0"),
        (vec!["bench", "-"], "standard input"),
        (vec!["bench", missing.to_str().unwrap()], "no_such_file.txt"),
    ] {
        let assert = Command::cargo_bin("jisr").unwrap().args(&args).assert().failure().code(2);
        let error = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
        assert!(error.contains(expected), "{args:?}: {error}");
    }
}
