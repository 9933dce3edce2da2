//! `jisr names` as its users see it: names looked up and romanised, from arguments and from standard input.
//!
//! Snapshots leave out probabilities and counts, which move with weights and tables. After a change that is meant:
//! `INSTA_UPDATE=always cargo test --test it names_cli::`, and read the difference.

use crate::common::{Run, finish, jisr, run};
use serde_json::Value;

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ omit_expression => true, filters => crate::common::NAME_FIGURES.to_vec() }, {
        insta::assert_snapshot!(name, text);
    });
}

/// What was said on standard output and, below a line, on standard error, and the exit status.
fn all(seen: &Run) -> String {
    format!("{}---- standard error\n{}---- exit status {}\n", seen.out, seen.err, seen.code)
}

/// The command with `text` on its standard input.
fn with_input(args: &[&str], text: &str) -> Run {
    let mut command = jisr(args);
    command.write_stdin(text);
    finish(command)
}

// ---- look-up ----

/// One that the lexicon has, one that is put together, one that only the model can write; and the way back.
const NAMES: [&str; 4] = ["القاهرة", "عبد الغفور القحطاني", "قرمطوس", "Blorbington"];

#[test]
fn known_composed_and_unknown_names_on_the_screen() {
    let seen = run(["names", "-n", "1"].iter().chain(&NAMES)).good();
    assert_eq!(seen.err, "");
    snapshot("screen", &seen.out);
}

#[test]
fn known_composed_and_unknown_names_as_json() {
    let out = run(["names", "-n", "1", "--json"].iter().chain(&NAMES)).good().out;
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let from: Vec<&str> = lines.iter().map(|l| l["answers"][0]["from"].as_str().unwrap()).collect();
    assert_eq!(from, ["lexicon", "parts", "model", "model"]);
    snapshot("json", &out);
}

#[test]
fn names_of_standard_input_one_a_line() {
    let lines = "حماس\n\n  Cairo  \nمحمد Ali\n";
    snapshot("input", &all(&with_input(&["names", "-n", "1", "--input", "-"], lines)));
    let both = with_input(&["names", "-n", "1", "--json", "Baghdad", "-i", "-"], "حماس\n").good().out;
    let names: Vec<Value> =
        both.lines().map(|l| serde_json::from_str::<Value>(l).unwrap()["name"].take()).collect();
    assert_eq!(names, ["Baghdad", "حماس"], "those of the command line first");
}

#[test]
fn input_without_a_name_is_told() {
    for text in ["", "\n \n"] {
        for how in [
            &["names", "-i", "-"][..],
            &["names", "-i", "-", "--json"],
            &["names", "-i", "-", "--standard", "din"],
        ] {
            let seen = with_input(how, text).bad(&["-: expected a name a line, found no line"]);
            assert_eq!(seen.out, "");
        }
    }
    run(["names"]).bad(&["expected a name, found none", "--input"]);
    run(["names", ""]).bad(&["expected a name, found nothing"]);
}

#[test]
fn two_scripts_in_one_name_are_told() {
    snapshot("two_scripts", &all(&run(["names", "-n", "1", "محمد Ali", "Cairo"])));
    snapshot("two_scripts_json", &all(&run(["names", "-n", "1", "--json", "محمد Ali"])));
}

#[test]
fn what_is_compared_is_shown_in_isolates() {
    let seen = run(["names", "--match", "محمد علي", "محمد علي الحلبي"]).good().out;
    assert!(seen.contains("\u{2068}محمد علي\u{2069} ~ \u{2068}محمد علي الحلبي\u{2069}"), "{seen:?}");
    assert!(seen.contains("\u{2068}علي\u{2069} = \u{2068}علي\u{2069}"), "{seen:?}");
    assert!(seen.contains("not in the first: \u{2068}الحلبي\u{2069}"), "{seen:?}");
    let seen = run(["names", "--match", "Mo\u{1b}[31mhamed", "Mohamed"]).good().out;
    assert!(!seen.contains('\u{1b}'), "{seen:?}");
    let json = run(["names", "--match", "--json", "محمد", "Muhammad"]).good().out;
    assert!(!json.contains('\u{2068}'), "{json:?}");
}

// ---- standards ----

#[test]
fn names_by_several_standards() {
    let mut out = String::new();
    for standard in ["ala-lc", "bgn", "un", "din", "iso233", "ijmes", "icao", "arabizi", "buckwalter", "hsb"]
    {
        let seen = run(["names", "--standard", standard, "محمد المصري", "شَمْس الدِّين", "قرمطوس"]).good();
        assert_eq!(seen.err, "");
        out.extend([standard, "\n", &seen.out, "\n"]);
    }
    for (standard, name) in [("ala-lc-persian", "تهران"), ("bgn-urdu", "لاہور"), ("bgn-kurdish", "هەولێر")]
    {
        let seen = run(["names", "--standard", standard, name]).good();
        out.extend([standard, "\n", &seen.out, "\n"]);
    }
    snapshot("standards", &out);
}

#[test]
fn romanised_names_as_json() {
    let names = ["محمد المصري", "شَمْس الدِّين", "قرمطوس"];
    let out = run(["names", "--standard", "ala-lc", "--json"].iter().chain(&names)).good().out;
    let vocalised: Vec<bool> = out
        .lines()
        .map(|l| serde_json::from_str::<Value>(l).unwrap()["vocalised"].as_bool().unwrap())
        .collect();
    assert_eq!(vocalised, [true, true, false]);
    snapshot("standard_json", &out);
}

#[test]
fn romanised_names_back() {
    let latin = ["muHam~ad AlmiSoriy~", "$amos Ald~iyn"];
    let back = run(["names", "--standard", "buckwalter"].iter().chain(&latin)).good().out;
    let json = run(["names", "--standard", "buckwalter", "--json"].iter().chain(&latin)).good().out;
    snapshot("standard_back", &format!("{back}\n{json}"));
    let again = run(["names", "--standard", "buckwalter"].into_iter().chain(back.lines())).good().out;
    assert_eq!(again.lines().collect::<Vec<_>>(), latin);
}

#[test]
fn what_a_standard_cannot_do_is_told_and_the_rest_is_romanised() {
    snapshot("standard_unknown", &all(&run(["names", "--standard", "library", "محمد"])));
    let lines = "محمد\nMuhammad\n123\nعلي\n";
    snapshot("standard_input", &all(&with_input(&["names", "--standard", "din", "--input", "-"], lines)));
    snapshot("standard_bad", &all(&run(["names", "--standard", "din", "Muhammad", "", "علي"])));
    let seen = run(["names", "--standard", "list", "محمد"]).bad(&["`--standard list` alone"]);
    assert_eq!(seen.out, "");
    assert_eq!(run(["names", "--standard", "list", "--json"]).good().out.lines().count(), 31);
}

#[test]
fn help_has_an_example_of_each_use() {
    let help = run(["names", "--help"]).good().out;
    let examples = help.split("Examples:\n").nth(1).unwrap();
    for use_ in
        ["jisr names إردوغان", "-n 1", "--model-only", "--input", "--json", "--match", "--standard ala-lc"]
    {
        assert!(examples.contains(use_), "{use_}: {examples}");
    }
}
