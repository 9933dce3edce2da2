//! The model of names: what the binary carries, training, and any input.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use jisr::internals::lab::names::{PairRow, TrainOptions, TrainingData, train};
use jisr::names::form::{self, Script};
use jisr::names::{ListRow, Names};
use proptest::prelude::*;

#[test]
fn forms_are_among_the_first_candidates() {
    let names = Names::embedded();
    let mut missed = Vec::new();
    for line in fs::read_to_string("tests/data/names/model.tsv").unwrap().lines() {
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        let [name, right, within] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("columns: {line}")
        };
        let fold = |form: &str| match form::script(form) {
            Some(Script::Latin) => form::latin_folded(form),
            _ => form::arabic_exact(form),
        };
        let found: Vec<String> =
            names.other(name, within.parse().unwrap()).iter().map(|c| fold(&c.text)).collect();
        if !found.contains(&fold(right)) {
            missed.push(format!("{name} → {right}: {found:?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn sounds_tell_a_name_from_others() {
    use jisr::names::Sounds;
    let names = Names::embedded();
    let pairs = [
        ("علييف", "aliyev"),
        ("نتنياهو", "netanyahu"),
        ("واشنطن", "washington"),
        ("القذافي", "gaddafi"),
        ("كيسنجر", "kissinger"),
        ("شيفرنادزه", "shevardnadze"),
    ];
    for (a, (arabic, latin)) in pairs.iter().enumerate() {
        let alike = |other: &str| names.alike(&Sounds::latin(other), &Sounds::arabic(arabic));
        assert!(names.same(&Sounds::latin(latin), &Sounds::arabic(arabic)) > 0.9);
        assert!(alike(latin) > 3.0, "{arabic} {latin} {}", alike(latin));
        for (b, (_, other)) in pairs.iter().enumerate() {
            assert!(a == b || alike(other) < 0.0, "{arabic} {other} {}", alike(other));
        }
    }
}

/// Names of a made-up language in which every letter has one counterpart.
fn regular(count: usize, seed: usize) -> Vec<PairRow> {
    const SYLLABLES: [(&str, &str); 12] = [
        ("با", "ba"),
        ("دي", "di"),
        ("كو", "ku"),
        ("لا", "la"),
        ("مي", "mi"),
        ("نو", "nu"),
        ("را", "ra"),
        ("سي", "si"),
        ("تو", "tu"),
        ("شا", "sha"),
        ("في", "fi"),
        ("غو", "ghu"),
    ];
    let mut state = seed as u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    let mut name = || {
        let mut row = PairRow { arabic: String::new(), latin: String::new(), count: 1 };
        for _ in 0..2 + next() % 3 {
            let (arabic, latin) = SYLLABLES[next() % SYLLABLES.len()];
            row.arabic.push_str(arabic);
            row.latin.push_str(latin);
        }
        row
    };
    (0..count).map(|_| name()).collect()
}

fn small() -> TrainingData {
    let list = regular(40, 5).into_iter().map(|r| ListRow { name: r.latin, persons: 3, places: 0 }).collect();
    TrainingData { foreign: regular(900, 1), native: regular(700, 2), list }
}

#[test]
fn what_is_regular_is_learned_and_the_order_of_the_data_is_nothing() {
    let data = small();
    let names = train(&data, &TrainOptions::default(), &|_| {});
    let unseen: Vec<PairRow> = regular(60, 9).into_iter().filter(|r| !names.is_seen(&r.arabic)).collect();
    assert!(unseen.len() > 20);
    let right = unseen.iter().filter(|r| {
        names.to_latin(&r.arabic, 1)[0].text == r.latin && names.to_arabic(&r.latin, 1)[0].text == r.arabic
    });
    assert!(right.count() * 10 >= unseen.len() * 9);
    // A name of the list that is in no training pair comes from the reverse index.
    let listed = regular(40, 5).into_iter().find(|r| !names.is_seen(&r.arabic)).unwrap();
    assert_eq!(names.to_latin(&listed.arabic, 1)[0].origin, jisr::names::CandidateOrigin::Index);
    let mut turned = data.clone();
    turned.foreign.reverse();
    turned.native.rotate_left(300);
    turned.list.reverse();
    assert!(train(&turned, &TrainOptions::default(), &|_| {}).to_image() == names.to_image());
    // What is written is read, and nothing else.
    let mut image = names.to_image();
    assert_eq!(Names::from_image(&image).as_ref(), Ok(&names));
    let middle = image.len() / 2;
    image[middle] ^= 1;
    assert!(Names::from_image(&image).is_err());
    assert!(Names::from_image(&image[..middle]).is_err());
    assert!(Names::from_image(b"").is_err());
}

#[test]
fn the_commands_train_and_score() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, rows: &[PairRow]| {
        let lines: Vec<String> =
            rows.iter().map(|r| format!("{}\t{}\tX\t{}", r.arabic, r.latin, r.count)).collect();
        let text = lines.join("\n");
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    };
    let data = small();
    let (foreign, native) = (file("foreign.tsv", &data.foreign), file("native.tsv", &data.native));
    let dev = file("dev.tsv", &regular(50, 7));
    let list = folder.path().join("list.tsv");
    fs::write(&list, "badi\t3\t0\nkulami\t1\t2\nno numbers\n").unwrap();
    let model = folder.path().join("names.image");
    let jisr = || Command::cargo_bin("jisr").unwrap();
    let trained = |hold_out: Option<&Path>| {
        let mut command = jisr();
        command.args(["train", "names", "--foreign"]).arg(&foreign).arg("--native").arg(&native);
        command.arg("--list").arg(&list).arg("-o").arg(&model);
        if let Some(path) = hold_out {
            command.arg("--hold-out").arg(path);
        }
        command.assert()
    };
    // The bad line is told, the rest is used.
    let told = trained(Some(&dev)).code(2);
    assert!(String::from_utf8_lossy(&told.get_output().stderr).contains("list.tsv:3: expected a name"));
    let scored = jisr().args(["eval", "names", "--json"]).arg(&dev).arg("--model").arg(&model).assert();
    let output = String::from_utf8(scored.success().get_output().stdout.clone()).unwrap();
    let scores: serde_json::Value = serde_json::from_str(&output).unwrap();
    assert_eq!(scores["to_arabic"]["seen"]["sources"], 0, "{scores}");
    assert!(scores["to_arabic"]["unseen"]["exact"]["at_1"].as_f64().unwrap() > 0.8, "{scores}");
    assert!(scores["to_latin"]["all"]["folded"]["at_5"].as_f64().unwrap() > 0.8, "{scores}");
    // A file that is no model.
    jisr().args(["eval", "names"]).arg(&dev).arg("--model").arg(&list).assert().code(2);
    jisr().args(["eval", "names"]).assert().code(2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_answered(name in "\\PC{0,60}|[اأإبتمنوي]{0,60}|[a-zéğı'-]{0,60}|[a-z]{1,30}", n in 0usize..30) {
        let names = Names::embedded();
        for found in [names.other(&name, n), names.to_latin(&name, n), names.to_arabic(&name, n)] {
            prop_assert!(found.len() <= n);
            let sum: f32 = found.iter().map(|c| c.probability).sum();
            prop_assert!(sum <= 1.001, "{}", sum);
            prop_assert!(found.windows(2).all(|w| w[0].probability >= w[1].probability));
        }
        // A word of letters of the alphabet is never left without an answer.
        if n > 0 && !name.is_empty() && name.chars().all(|c| "اأإبتمنوي".contains(c)) {
            prop_assert!(!names.to_latin(&name, n).is_empty());
            prop_assert_eq!(names.other(&name, n), names.to_latin(&name, n));
        }
        if n > 0 && !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase()) {
            prop_assert!(!names.to_arabic(&name, n).is_empty());
            prop_assert_eq!(names.other(&name, n), names.to_arabic(&name, n));
        }
        let sounds = [jisr::names::Sounds::arabic(&name), jisr::names::Sounds::latin(&name)];
        prop_assert!(names.alike(&sounds[1], &sounds[0]).is_finite());
    }
}
