//! The scorer against figures worked out by hand (`tests/data/evaluate`), against the reference scorer where that is
//! at hand, and what must hold of any prediction.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::common::shared;
use jisr::internals::lab::evaluate::modes::{GivenAs, Modes};
use jisr::internals::lab::evaluate::reliability::Bin;
use jisr::internals::lab::evaluate::{
    Evaluation, GoldDoc, PredDoc, Prf, evaluate, parse_docalign, parse_gold, parse_pred, rank_eval,
    reliability, score,
};

use jisr::text::{Bead, Mode};
use jisr::write::index_line;
use proptest::prelude::*;

// ---- by hand ----

/// "5/7", "0.45" or "3" as a number.
fn figure(text: &str) -> f64 {
    let (part, whole) = text.split_once('/').unwrap_or((text, "1"));
    part.parse::<f64>().unwrap() / whole.parse::<f64>().unwrap()
}

fn assert_close(found: f64, expected: &str, what: &str) {
    assert!((found - figure(expected)).abs() < 1e-6, "{what}: {found}, expected {expected}");
}

fn check_case(name: &str) {
    let read = |kind: &str| {
        let path = format!("tests/data/evaluate/{name}.{kind}");
        (fs::read_to_string(&path).unwrap(), path)
    };
    let ((gold, gold_path), (pred, pred_path)) = (read("gold.jsonl"), read("pred.jsonl"));
    let gold = parse_gold(gold_path.as_ref(), &gold).unwrap();
    let pred = parse_pred(pred_path.as_ref(), &pred).unwrap();
    let found = evaluate(&gold, &pred);
    let scores = &found.scores;
    let (mut types, mut missing, mut unknown, mut bins) = (BTreeSet::new(), vec![], vec![], 0);
    let mut measures = BTreeSet::new();
    let expected = read("expected.txt").0;
    for line in expected.lines().filter(|line| !line.starts_with('#')) {
        let what = format!("{name}: {line}");
        let fields: Vec<&str> = line.split(' ').collect();
        match fields.as_slice() {
            ["missing", id] => missing.push((*id).to_owned()),
            ["unknown", id] => unknown.push((*id).to_owned()),
            ["bin", from, count, mean, strict, lax] => {
                let table = found.reliability.as_ref().unwrap();
                let bin = table.bins.iter().find(|bin| (bin.from - figure(from)).abs() < 1e-9).unwrap();
                assert_eq!(bin.count.to_string(), *count, "{what}");
                assert_close(bin.mean_score, mean, &what);
                assert_close(bin.strict, strict, &what);
                assert_close(bin.lax, lax, &what);
                bins += bin.count;
            }
            ["error", strict, lax] => {
                let table = found.reliability.as_ref().unwrap();
                assert_close(table.error_strict, strict, &what);
                assert_close(table.error_lax, lax, &what);
            }
            ["confident", count, strict, lax] => {
                let table = found.reliability.as_ref().unwrap();
                assert_eq!(table.confident.count.to_string(), *count, "{what}");
                assert_close(table.confident.strict, strict, &what);
                assert_close(table.confident.lax, lax, &what);
            }
            ["units", count, whole] => {
                let units = scores.coarse.unwrap().units;
                assert_eq!([units.count, units.whole].map(|n| n.to_string()), [*count, *whole], "{what}");
            }
            ["inside", beads, predicted, mean] => {
                let inside = scores.coarse.unwrap().coarse;
                let counts = [inside.beads, inside.predicted].map(|n| n.to_string());
                assert_eq!(counts, [*beads, *predicted], "{what}");
                assert_close(inside.mean_sentences, mean, &what);
            }
            ["moved", beads, found] => {
                let moved = scores.moved.unwrap();
                assert_eq!(moved.beads.to_string(), *beads, "{what}");
                assert_close(moved.found, found, &what);
            }
            [measure, precision, recall, f1, predicted, gold] => {
                measures.insert(measure.to_owned());
                let prf = match *measure {
                    "strict" => scores.strict,
                    "lax" => scores.lax,
                    "pair" => scores.pair,
                    "sure" => scores.coarse.unwrap().sure,
                    "exact" => scores.coarse.unwrap().exact,
                    "null" => scores.coarse.unwrap().null,
                    "in-order" => scores.moved.unwrap().in_order,
                    kind => {
                        types.insert(kind.to_owned());
                        scores.by_type[kind]
                    }
                };
                assert_close(prf.precision, precision, &what);
                assert_close(prf.recall, recall, &what);
                assert_close(prf.f1, f1, &what);
                assert_eq!(prf.predicted.to_string(), *predicted, "{what}");
                assert_eq!(prf.gold.to_string(), *gold, "{what}");
            }
            _ => panic!("{what}: no such line"),
        }
    }
    assert_eq!(scores.by_type.keys().cloned().collect::<BTreeSet<_>>(), types, "{name}");
    assert_eq!((&scores.missing, &scores.unknown), (&missing, &unknown), "{name}");
    assert_eq!(scores.coarse.is_some(), measures.contains("sure"), "{name}: coarse beads");
    assert_eq!(scores.moved.is_some(), measures.contains("in-order"), "{name}: moved passages");
    assert_eq!(found.reliability.map_or(0, |table| table.count), bins, "{name}: beads in bins");
}

#[test]
fn mixed_errors() {
    check_case("mixed");
}

#[test]
fn perfect_prediction() {
    check_case("perfect");
}

#[test]
fn nothing_predicted() {
    check_case("nothing");
}

#[test]
fn beads_whose_inner_alignment_is_not_known() {
    check_case("coarse");
}

#[test]
fn a_moved_passage() {
    check_case("moved");
}

/// The evaluation of a case.
fn evaluated(name: &str) -> Evaluation {
    let read = |kind: &str| fs::read_to_string(format!("tests/data/evaluate/{name}.{kind}.jsonl")).unwrap();
    let gold = parse_gold(Path::new("gold"), &read("gold")).unwrap();
    evaluate(&gold, &parse_pred(Path::new("pred"), &read("pred")).unwrap())
}

#[test]
fn tables_and_json_of_coarse_gold() {
    let found = evaluated("moved");
    insta::assert_snapshot!(found.to_string());
    let json: serde_json::Value = serde_json::from_str(&jisr::internals::lab::json(&found)).unwrap();
    let scores = &json["scores"];
    assert_eq!((&scores["units"]["count"], &scores["units"]["whole"]), (&7.into(), &3.into()));
    assert_eq!((&scores["sure"]["predicted"], &scores["null"]["gold"]), (&5.into(), &0.into()));
    assert_eq!(scores["coarse"]["mean_sentences"], 2.0);
    assert_eq!((&scores["moved"]["beads"], &scores["moved"]["found"]), (&1.into(), &0.5.into()));
    assert_eq!(scores["moved"]["in_order"]["gold"], 6);
    // Other gold says nothing of all this.
    let keys = |name: &str| -> Vec<String> {
        let json: serde_json::Value =
            serde_json::from_str(&jisr::internals::lab::json(&evaluated(name))).unwrap();
        json["scores"].as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(keys("mixed"), ["by_type", "lax", "missing", "pair", "strict", "unknown"]);
    assert!(!keys("coarse").contains(&"moved".to_owned()));
}

#[test]
fn modes_by_window() {
    let mut modes = Modes::default();
    let (parallel, comparable) = (Some(Mode::Parallel), Some(Mode::Comparable));
    modes.add(Some(5), GivenAs::Sentences, [parallel, parallel, comparable]);
    modes.add(Some(5), GivenAs::Text, [parallel, comparable, None]);
    modes.add(None, GivenAs::Lines, []);
    insta::assert_snapshot!(format!("{modes}\n{}", jisr::internals::lab::json(&modes)));
}

#[test]
fn tables_and_json() {
    let read = |kind: &str| fs::read_to_string(format!("tests/data/evaluate/mixed.{kind}.jsonl")).unwrap();
    let gold = parse_gold(Path::new("gold"), &read("gold")).unwrap();
    let pred = parse_pred(Path::new("pred"), &read("pred")).unwrap();
    let found = evaluate(&gold, &pred);
    insta::assert_snapshot!(found.to_string());
    let json: serde_json::Value = serde_json::from_str(&jisr::internals::lab::json(&found)).unwrap();
    assert_eq!(json["scores"]["by_type"]["1-1"]["predicted"], 5);
    assert_eq!(json["reliability"]["confident"]["count"], 3);
}

#[test]
fn scores_on_the_edge_of_a_bin_belong_to_the_upper_one() {
    let edges = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];
    let beads = edges.iter().enumerate().map(|(i, &score)| Bead {
        ar: vec![i as u32],
        en: vec![0],
        score,
        kind: None,
        ..Bead::default()
    });
    let gold = [GoldDoc { id: "d".into(), ..GoldDoc::default() }];
    let table = reliability(&gold, &[PredDoc { id: "d".into(), beads: beads.collect(), scored: true }]);
    let counts: Vec<usize> = table.bins.iter().map(|bin| bin.count).collect();
    assert_eq!(counts, [1, 1, 1, 1, 1, 1, 1, 1, 1, 2]);
    assert_eq!(table.confident.count, 3);
}

#[test]
fn document_pairs() {
    let text = r#"{"id":"s","ar_docs":[{"id":"a0","sents":["x"]},{"id":"a1","sents":[]}],"en_docs":[{"id":"e0","sents":["y"]}],"gold":[[1,0]]}"#;
    let sets = parse_docalign(Path::new("x"), text).unwrap();
    assert_eq!((sets[0].ar_docs[0].sents.as_slice(), &sets[0].pairs), (&["x".to_owned()][..], &vec![(1, 0)]));
    let found = rank_eval(&[(0, 0), (1, 1), (2, 2)], &[(0, 0), (1, 2), (0, 0)]);
    assert_eq!((found.predicted, found.gold), (2, 3));
    assert_close(found.precision, "1/2", "precision");
    assert_close(found.recall, "1/3", "recall");
    assert_close(found.f1, "2/5", "F1");
}

// ---- files that are not what they should be ----

#[test]
fn bad_lines_are_named() {
    let gold = |text: &str| parse_gold(Path::new("f.jsonl"), text).map(|_| ());
    let pred = |text: &str| parse_pred(Path::new("f.jsonl"), text).map(|_| ());
    let docs = |text: &str| parse_docalign(Path::new("f.jsonl"), text).map(|_| ());
    let good = r#"{"id":"a","gold":[[[0],[0]]]}"#;
    for (result, parts) in [
        (gold(&format!("{good}\n\nnot json")), &["f.jsonl:3: ", "expected ident at column"][..]),
        (gold(r#"{"id":"a","gold":[[[0]]]}"#), &["f.jsonl:1: ", "a bead such as"]),
        (gold(r#"{"id":"a"}"#), &["f.jsonl:1: ", "missing field `gold`"]),
        (gold(&format!("{good}\n{good}")), &["f.jsonl:2: ", "\"a\" again, first in line 1"]),
        (gold(r#"{"id":"a","ar":["x"],"gold":[[[0,1],[5]]]}"#), &["Arabic indices below 1", "1 in \"a\""]),
        (gold(r#"{"id":"a","en":["x"],"gold":[[[7],[2]]]}"#), &["English indices below 1", "2 in \"a\""]),
        (
            gold(r#"{"id":"a","gold":[[[0],[0]]],"coarse":[1]}"#),
            &["\"coarse\" indices below 1", "1 in \"a\""],
        ),
        (
            gold(r#"{"id":"a","gold":[[[0],[0]]],"bead_units":[[0,0],[1,1]]}"#),
            &["each of the 1 beads", "2 in \"a\""],
        ),
        (gold(r#"{"id":"a","gold":[[[0],[0]]],"moved":["x",1]}"#), &["f.jsonl:1: ", "unknown variant `x`"]),
        (gold(""), &["f.jsonl: ", "no line"]),
        (pred(r#"{"id":"a"}"#), &["f.jsonl:1: ", "no \"pairs\""]),
        (pred(r#"{"id":"a","pairs":[[[0],[0],0.5],[[1],[1]]]}"#), &["f.jsonl:1: ", "a score in every bead"]),
        (pred(r#"{"id":"a","pairs":[[[0],[0],1.5]]}"#), &["f.jsonl:1: ", "scores from 0 to 1", "1.5"]),
        (pred(r#"{"id":"a","pairs":[[[-1],[0]]]}"#), &["f.jsonl:1: ", "a bead such as"]),
        (docs(r#"{"id":"s","ar_docs":[],"en_docs":[],"gold":[[0,0]]}"#), &["f.jsonl:1: ", "[0,0] in \"s\""]),
    ] {
        let message = result.unwrap_err().to_string();
        assert!(parts.iter().all(|part| message.contains(part)), "{message}\nlacks one of {parts:?}");
    }
}

// ---- the reference scorer ----

/// The gold with mistakes of many kinds: beads dropped, shifted, split, merged and repeated.
fn with_mistakes(gold: &[GoldDoc], mut seed: u64) -> String {
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let mut out = String::new();
    for doc in gold {
        if random(12) == 0 {
            continue;
        }
        let mut beads: Vec<Bead> = Vec::new();
        for bead in &doc.beads {
            let mut bead = bead.clone();
            bead.score = random(1001) as f32 / 1000.0;
            match random(10) {
                0 => continue,
                1 => bead.en.iter_mut().for_each(|i| *i += 1),
                2 if bead.ar.len() > 1 => {
                    let tail = bead.ar.split_off(1);
                    beads.push(Bead { ar: tail, ..bead.clone() });
                }
                3 => bead.ar.extend(bead.ar.last().map(|i| i + 1)),
                4 => beads.push(bead.clone()),
                _ => {}
            }
            beads.push(bead);
        }
        // The reference reads the line as it is written.
        out += &index_line(&doc.id, &beads);
        out.push('\n');
    }
    out
}

/// The reference scorer is written in Python: where the sets are, `python3` has to be.
#[test]
#[cfg_attr(not(shared_data), ignore = "needs ../shared")]
fn agrees_with_the_reference_scorer() {
    let folder = shared("dev");
    let script = folder.join("score.py");
    let here = tempfile::tempdir().unwrap();
    let mut compared = 0;
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for (seed, path) in files.iter().enumerate() {
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.extension().is_none_or(|ending| ending != "jsonl") || name.contains("docalign") {
            continue;
        }
        let text = fs::read_to_string(path).unwrap();
        // Sets that are judged in another way.
        if !text.starts_with('{') || !text.lines().next().unwrap().contains("\"gold\":") {
            continue;
        }
        let gold = parse_gold(path, &text).unwrap();
        let (text, pred_path) = (with_mistakes(&gold, seed as u64), here.path().join(name));
        fs::write(&pred_path, &text).unwrap();
        let ours = score(&gold, &parse_pred(&pred_path, &text).unwrap());
        let line = |name: &str, Prf { precision, recall, f1, .. }: &Prf| {
            format!("{name:7} P={precision:.4} R={recall:.4} F1={f1:.4}\n")
        };
        let ours = [line("strict", &ours.strict), line("lax", &ours.lax), line("pair", &ours.pair)].concat();
        let theirs =
            Command::new("python3").arg(&script).arg(path).arg(&pred_path).output().expect("python3");
        assert_eq!(ours, String::from_utf8(theirs.stdout).unwrap(), "{name}");
        compared += 1;
    }
    assert!(compared >= 11, "{compared} sets with gold in {}", folder.display());
}

/// Each of `shares` with four decimals.
fn shown<const N: usize>(shares: [f64; N]) -> String {
    shares.map(|share| format!("{share:.4}")).join(" ")
}

#[test]
#[cfg_attr(not(shared_data), ignore = "needs ../shared")]
fn agrees_with_the_reference_scorer_of_coarse_gold() {
    let folder = Path::new("../shared/dev/natural");
    let script = folder.join("score_natural.py");
    let here = tempfile::tempdir().unwrap();
    for (seed, name) in ["hadith", "bible-mov", "tunisia-del", "snowqueen"].into_iter().enumerate() {
        let path = folder.join(format!("{name}.jsonl"));
        let gold = parse_gold(&path, &fs::read_to_string(&path).unwrap()).unwrap();
        // The reference counts a bead given twice as two.
        let mut pred = parse_pred(Path::new("p"), &with_mistakes(&gold, seed as u64)).unwrap();
        for doc in &mut pred {
            let mut seen = BTreeSet::new();
            doc.beads.retain(|bead| seen.insert((bead.ar.clone(), bead.en.clone())));
        }
        let lines: Vec<String> = pred.iter().map(|doc| index_line(&doc.id, &doc.beads)).collect();
        let pred_path = here.path().join(name);
        fs::write(&pred_path, lines.join("\n")).unwrap();
        let theirs = Command::new("python3").arg(&script).args([&path, &pred_path]).arg("--json").output();
        let theirs: serde_json::Value = serde_json::from_slice(&theirs.unwrap().stdout).unwrap();
        let theirs = |key: &str| -> String {
            let shares = theirs[key].as_array().cloned().unwrap_or_else(|| vec![theirs[key].clone()]);
            shares.iter().map(|x| shown([x.as_f64().unwrap()])).collect::<Vec<_>>().join(" ")
        };
        let scores = score(&gold, &pred);
        let coarse = scores.coarse.unwrap();
        let prf = |prf: Prf| shown([prf.precision, prf.recall, prf.f1]);
        assert_eq!(prf(scores.strict), theirs("strict"), "{name}");
        assert_eq!(prf(scores.pair), theirs("link"), "{name}");
        assert_eq!(prf(coarse.exact), theirs("plain"), "{name}");
        assert_eq!(shown([coarse.null.precision, coarse.null.recall]), theirs("null"), "{name}");
        assert_eq!(shown([coarse.units.whole as f64 / coarse.units.count as f64]), theirs("unit"), "{name}");
    }
}

// ---- what holds of any prediction ----

fn any_beads() -> impl Strategy<Value = Vec<Bead>> {
    let side =
        || prop::collection::btree_set(0u32..8, 0..4).prop_map(|set| set.into_iter().collect::<Vec<u32>>());
    let bead = (side(), side(), 0f32..=1.0).prop_map(|(ar, en, score)| Bead {
        ar,
        en,
        score,
        kind: None,
        ..Bead::default()
    });
    prop::collection::vec(bead, 0..12)
}

fn any_docs() -> impl Strategy<Value = Vec<Vec<Bead>>> {
    prop::collection::vec(any_beads(), 1..4)
}

fn gold_of(docs: &[Vec<Bead>]) -> Vec<GoldDoc> {
    let doc = |(i, beads): (usize, &Vec<Bead>)| GoldDoc {
        id: i.to_string(),
        beads: beads.clone(),
        ..GoldDoc::default()
    };
    docs.iter().enumerate().map(doc).collect()
}

fn pred_of(docs: &[Vec<Bead>]) -> Vec<PredDoc> {
    let doc =
        |(i, beads): (usize, &Vec<Bead>)| PredDoc { id: i.to_string(), beads: beads.clone(), scored: true };
    docs.iter().enumerate().map(doc).collect()
}

proptest! {
    #[test]
    fn measures_are_shares_and_swap_with_the_sides(mut a in any_docs(), mut b in any_docs()) {
        // Documents that only one side has count on that side alone when it is the gold.
        let count = a.len().max(b.len());
        a.resize(count, vec![]);
        b.resize(count, vec![]);
        let (there, back) = (score(&gold_of(&a), &pred_of(&b)), score(&gold_of(&b), &pred_of(&a)));
        for (x, y) in [(there.strict, back.strict), (there.lax, back.lax), (there.pair, back.pair)] {
            for share in [x.precision, x.recall, x.f1] {
                prop_assert!((0.0..=1.0).contains(&share));
            }
            prop_assert!((x.f1 - y.f1).abs() < 1e-12);
            prop_assert_eq!((x.precision, x.predicted), (y.recall, y.gold));
            prop_assert!(x.f1 <= x.precision.max(x.recall) + 1e-12 && x.f1 >= 0.0);
        }
        prop_assert!(there.strict.precision <= there.lax.precision && there.strict.recall <= there.lax.recall);
        let by_type: (usize, usize) =
            there.by_type.values().fold((0, 0), |sum, prf| (sum.0 + prf.predicted, sum.1 + prf.gold));
        prop_assert_eq!(by_type, (there.strict.predicted, there.strict.gold));
    }

    #[test]
    fn the_gold_itself_is_perfect(docs in any_docs()) {
        let found = score(&gold_of(&docs), &pred_of(&docs));
        let expected = if docs.iter().flatten().any(|bead| !bead.is_null()) { 1.0 } else { 0.0 };
        for prf in [found.strict, found.lax, found.pair].iter().chain(found.by_type.values()) {
            prop_assert_eq!((prf.precision, prf.recall, prf.f1), (expected, expected, expected));
        }
    }

    #[test]
    fn coarse_beads_only_add(gold in any_beads(), pred in any_beads(), moved in any::<bool>()) {
        let (mut right, guess) = (gold_of(&[gold]), pred_of(&[pred]));
        let plain = score(&right, &guess);
        right[0].moved = moved;
        right[0].coarse = (0..right[0].beads.len()).filter(|k| k % 2 == 0).collect();
        let found = score(&right, &guess);
        prop_assert!(found.strict.precision >= plain.strict.precision);
        prop_assert_eq!((found.lax, found.pair.precision), (plain.lax, plain.pair.precision));
        prop_assert_eq!(found.moved.is_some(), moved);
        let counts = found.by_type.values().fold((0, 0), |sum, prf| (sum.0 + prf.predicted, sum.1 + prf.gold));
        prop_assert_eq!(counts, (found.strict.predicted, found.strict.gold));
        if let Some(coarse) = found.coarse {
            prop_assert_eq!((coarse.exact.precision, coarse.exact.recall), (plain.strict.precision, plain.strict.recall));
            prop_assert!(coarse.sure.predicted <= found.strict.predicted && coarse.units.whole <= coarse.units.count);
            for share in [coarse.sure.recall, coarse.null.precision, coarse.null.recall, found.strict.recall] {
                prop_assert!((0.0..=1.0 + 1e-12).contains(&share));
            }
        }
    }

    #[test]
    fn order_does_not_matter(gold in any_docs(), pred in any_docs()) {
        let (right, guess) = (gold_of(&gold), pred_of(&pred));
        let mut turned = guess.clone();
        turned.reverse();
        for doc in &mut turned {
            doc.beads.reverse();
        }
        prop_assert_eq!(score(&right, &guess).strict, score(&right, &turned).strict);
        // Sums of floats may differ in the last place.
        let (one, other) = (reliability(&right, &guess), reliability(&right, &turned));
        prop_assert!((one.error_strict - other.error_strict).abs() < 1e-9);
    }

    #[test]
    fn bins_hold_every_predicted_bead_once(gold in any_docs(), pred in any_docs()) {
        let (right, guess) = (gold_of(&gold), pred_of(&pred));
        let (scores, table) = (score(&right, &guess), reliability(&right, &guess));
        prop_assert_eq!(table.count, scores.strict.predicted);
        let sum = |share: fn(&Bin) -> f64| -> f64 {
            table.bins.iter().map(|bin| bin.count as f64 * share(bin)).sum()
        };
        let total = table.count as f64;
        prop_assert!((sum(|bin| bin.strict) - scores.strict.precision * total).abs() < 1e-6);
        prop_assert!((sum(|bin| bin.lax) - scores.lax.precision * total).abs() < 1e-6);
        for bin in table.bins.iter().filter(|bin| bin.count > 0) {
            prop_assert!(bin.mean_score >= bin.from - 1e-6 && bin.mean_score <= bin.to + 1e-6);
        }
        prop_assert!((0.0..=1.0).contains(&table.error_strict) && (0.0..=1.0).contains(&table.error_lax));
    }
}
