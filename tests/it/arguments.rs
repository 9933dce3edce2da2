//! Options that make no sense together, or alone, are refused before any work: by the name of what is missing or in
//! the way, with status 2 and nothing on standard output.

use crate::common::{AR, EN, Folder, read, run};

/// The rows of `tests/data/arguments.tsv`: a command line, a tab, what standard error has to say, `|` between pieces.
fn rows(text: &str) -> impl Iterator<Item = (Vec<&str>, Vec<&str>)> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| {
        let (command, said) = line.split_once('\t').unwrap_or_else(|| panic!("no tab: {line}"));
        (command.split_whitespace().collect(), said.split('|').collect())
    })
}

/// A folder in which the files that the command lines name are good ones: what is refused is the combination.
fn folder() -> Folder {
    let folder = Folder::with_pair();
    folder.file("g.gold", read("seeds/parallel.gold"));
    folder.file("ar.lines", AR);
    folder.file("en.lines", EN);
    folder.file("w.json", "{}");
    folder
}

#[test]
fn combinations_that_make_no_sense_are_refused() {
    let (folder, table) = (folder(), read("tests/data/arguments.tsv"));
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (args, said) in rows(&table) {
        seen += 1;
        let ran = folder.run(&args);
        ran.no_panic();
        let missing: Vec<_> = said.iter().filter(|said| !ran.err.contains(**said)).collect();
        if ran.code != 2 || !ran.out.is_empty() || !ran.err.contains("error:") || !missing.is_empty() {
            wrong.push(format!("{args:?}: lacks {missing:?}: {ran:#?}"));
        }
    }
    assert!(seen > 60 && wrong.is_empty(), "{} of {seen}\n{}", wrong.len(), wrong.join("\n"));
}

/// What `jisr eval` scores, and the options that go with it; `--json` goes with all.
const SCORED: [(&str, &[&str]); 11] = [
    ("align g.gold", &["--mode", "--lexicon", "--weights", "--vectors", "--scatter"]),
    ("align g.gold x.jsonl", &[]),
    ("pool g.gold --size 2", &["--mode", "--lexicon", "--weights", "--vectors", "--among", "--known"]),
    ("documents x.jsonl", &["--mode", "--lexicon", "--weights", "--vectors", "--first"]),
    ("retrieval ar.lines en.lines", &["--lexicon", "--weights", "--vectors"]),
    ("clauses g.gold", &["--lexicon", "--weights", "--vectors"]),
    ("modes g.gold", &["--lexicon", "--weights", "--vectors", "--windows"]),
    ("languages x.tsv", &[]),
    ("names x.tsv", &["--model"]),
    ("match x.tsv", &["--model-only", "--seed"]),
    ("standards x", &[]),
];

const OPTIONS: [&str; 12] = [
    "--mode auto",
    "--lexicon x",
    "--weights w.json",
    "--vectors none",
    "--scatter 1",
    "--first 1",
    "--among ar.lines en.lines",
    "--known ar.lines en.lines",
    "--model-only",
    "--model x.image",
    "--seed 1",
    "--windows 5,10",
];

#[test]
fn eval_takes_the_options_of_what_is_scored_and_no_others() {
    let folder = folder();
    for (what, own) in SCORED {
        for option in OPTIONS {
            let args: Vec<&str> =
                ["eval"].into_iter().chain(what.split(' ')).chain(option.split(' ')).collect();
            let seen = folder.run(&args);
            let refused =
                seen.err.contains("cannot be used with") || seen.err.contains("unexpected argument");
            assert_eq!(refused, !own.contains(&option.split(' ').next().unwrap()), "{args:?}: {seen:#?}");
        }
    }
}

#[test]
fn an_option_that_is_refused_is_good_where_it_belongs() {
    let folder = folder();
    for args in [
        "eval align g.gold --mode parallel --vectors none --weights w.json",
        "eval pool g.gold --size 2 --among ar.lines en.lines --known ar.lines en.lines",
        "eval retrieval ar.lines en.lines --vectors none --weights w.json",
        "eval clauses g.gold --vectors none",
        "eval modes g.gold --windows 3,6 --vectors none",
        "fit retrieval ar.lines en.lines --document 2 --vectors none",
        "names --match --model-only Ali علي",
        "names --model-only --to en -n 2 علي",
    ] {
        folder.run(args.split_whitespace()).good();
    }
    let help = run(["eval", "align", "--help"]).good().out;
    assert!(help.contains("Usage: jisr eval align [OPTIONS] <GOLD> [PRED]"), "{help}");
}
