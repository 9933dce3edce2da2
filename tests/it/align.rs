//! Which sentences pair and which words answer each other: the cases of `tests/data/align`, whose notation `names.txt`
//! there explains.

use std::fs;

use crate::common::{Cases, aligner, at_root};
use jisr::options::ModeChoice;
use jisr::text::SplitPair;

/// From this probability on two sentences are a pair: more likely right than wrong.
const PAIRED: f32 = 0.5;

/// What a line says about the two sentences of its case.
#[derive(PartialEq, Debug)]
enum Claim<'a> {
    Pair,
    NoPair,
    Answers(&'a str, &'a str),
    Not(&'a str, &'a str),
}

impl<'a> Claim<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let sides = |rest: &'a str| rest.split_once(" = ").map(|(ar, en)| (ar.trim(), en.trim()));
        match line {
            "pair" => Some(Claim::Pair),
            "no pair" => Some(Claim::NoPair),
            _ => match line.split_once(": ")? {
                ("answers", rest) => sides(rest).map(|(ar, en)| Claim::Answers(ar, en)),
                ("not", rest) => sides(rest).map(|(ar, en)| Claim::Not(ar, en)),
                _ => None,
            },
        }
    }
}

/// A case: two sentences and what is claimed of them, each claim with its line and whether it is known to fail.
struct Case<'a> {
    ar: &'a str,
    en: &'a str,
    claims: Vec<(usize, Claim<'a>, bool)>,
}

/// The cases of a file. Panics with the line where the notation is not kept.
fn cases<'a>(name: &str, text: &'a str) -> Vec<Case<'a>> {
    let mut out: Vec<Case<'a>> = Vec::new();
    let mut open = false;
    for (number, line) in text.lines().map(str::trim_end).enumerate().map(|(i, l)| (i + 1, l)) {
        let wrong = |expected: &str| panic!("{name}:{number}: expected {expected}, found {line:?}");
        if line.is_empty() {
            open = false;
        } else if let Some(ar) = line.strip_prefix("ar: ") {
            out.push(Case { ar, en: "", claims: Vec::new() });
            open = true;
        } else if !line.starts_with('#') {
            let Some(case) = out.last_mut().filter(|_| open) else { wrong("`ar: ` first in a block") };
            let (known, claim) = match line.strip_prefix("known failure: ") {
                Some(rest) => (true, rest),
                None => (false, line),
            };
            match (line.strip_prefix("en: "), Claim::parse(claim)) {
                (Some(en), _) if case.en.is_empty() => case.en = en,
                (None, Some(claim)) if !case.en.is_empty() => {
                    let first = case.claims.is_empty();
                    if first != matches!(claim, Claim::Pair | Claim::NoPair) {
                        wrong("one `pair` or `no pair`, then `answers: ` and `not: `");
                    }
                    if !first && (&case.claims[0].1, case.claims[0].2) != (&Claim::Pair, false) {
                        wrong("`answers: ` and `not: ` only of sentences that pair");
                    }
                    if let Claim::Answers(ar, en) | Claim::Not(ar, en) = claim
                        && !(case.ar.contains(ar) && case.en.contains(en))
                    {
                        wrong("words that stand in the sentences");
                    }
                    case.claims.push((number, claim, known));
                }
                _ => wrong("`en: `, `pair`, `no pair`, `answers: …  = …` or `not: … = …`"),
            }
        }
    }
    for case in &out {
        assert!(!case.claims.is_empty(), "{name}: nothing is claimed of {}", case.ar);
    }
    out
}

#[test]
fn sentences_pair_and_words_answer_as_the_cases_say() {
    let mut files: Vec<_> =
        fs::read_dir(at_root("tests/data/align")).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    let mut judged = Cases::default();
    for path in &files {
        let name = path.file_name().unwrap().to_string_lossy();
        let text = fs::read_to_string(path).unwrap();
        for Case { ar, en, claims } in cases(&name, &text) {
            let pair = SplitPair { id: String::new(), ar: vec![ar.to_owned()], en: vec![en.to_owned()] };
            let found = aligner(ModeChoice::Comparable).align_split(&[pair]).remove(0);
            let score = found.beads.iter().map(|b| b.score).fold(0.0, f32::max);
            let evidence: Vec<(&str, &str)> =
                found.evidence.iter().flatten().map(|e| (e.ar.of(ar), e.en.of(en))).collect();
            for (number, claim, known) in claims {
                let holds = match claim {
                    Claim::Pair => score >= PAIRED,
                    Claim::NoPair => score < PAIRED,
                    Claim::Answers(ar, en) => evidence.contains(&(ar, en)),
                    Claim::Not(ar, en) => !evidence.contains(&(ar, en)),
                };
                let shown = format!("{name}:{number}: {claim:?}\n  {ar}\n  {en}\n  {score:.2} {evidence:?}");
                judged.add(holds, known, &shown);
            }
        }
    }
    judged.finish(200);
}

/// The notation is checked: what is misspelled or could not fail is told, and not passed over.
#[test]
fn a_case_that_could_not_fail_is_refused() {
    for block in [
        "pair",
        "ar: ا\npair",
        "ar: ا\nen: a",
        "ar: ا\nen: a\nanswers: ا = a",
        "ar: ا\nen: a\nno pair\nnot: ا = a",
        "ar: ا\nen: a\npair\nnot: ب = a",
        "ar: ا\nen: a\npear",
    ] {
        assert!(std::panic::catch_unwind(|| cases("x", block).len()).is_err(), "{block}");
    }
    assert_eq!(cases("x", "# c\nar: ا\nen: a\npair\nknown failure: answers: ا = a").len(), 1);
}
