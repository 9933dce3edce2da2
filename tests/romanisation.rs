//! Romanisation by standards: own cases (`tests/data/romanisation/cases.tsv`), the published test pairs where they are
//! at hand (`../shared/names/standards`), and what holds for any text.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use jisr::names::standards::{Case, Romanised, Standard, Vowels};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// The data lines of a table: no header, no comments, columns split.
fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().skip(1).filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.split('\t').collect())
}

fn romanise(standard: Standard, text: &str, case: Case) -> Romanised {
    standard.romanise_with(text, case, &|_| None)
}

/// `text` composed, with all signs for hamza and ayn that look alike as one: the published pairs mix them.
fn comparable(text: &str) -> String {
    let one = |c: char| match c {
        'ʼ' | 'ʾ' | '\'' => '’',
        'ʻ' | 'ʿ' => '‘',
        _ => c,
    };
    text.nfc().map(one).collect()
}

#[test]
fn own_cases() {
    let text = fs::read_to_string("tests/data/romanisation/cases.tsv").unwrap();
    let (mut wrong, mut count) = (String::new(), 0);
    for row in rows(&text) {
        let standard = Standard::named(row[0]).unwrap_or_else(|| panic!("no standard {}", row[0]));
        let found = standard.romanise(row[1]);
        count += 1;
        if found.marked("*") != row[2] {
            let found = found.marked("*");
            writeln!(wrong, "{}\t{}\texpected {}\tfound {found}", row[0], row[1], row[2]).unwrap();
        }
    }
    assert!(count > 100, "{count} cases");
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_callers_readings_come_first() {
    let ala = Standard::named("ALA").unwrap();
    let lookup = |word: &str| match word {
        "قرمطوس" => Some("قُرْمُطُوس".to_owned()),
        "حسن" => Some("حُسْن".to_owned()),
        _ => None,
    };
    let found = ala.romanise_with("وقرمطوس القرمطوس حسن علي", Case::Lower, &lookup);
    assert_eq!(found.text, "wa-qurmuṭūs al-qurmuṭūs ḥusn ʻalī");
    assert!(found.words.iter().all(|w| w.vowels == Vowels::Restored));
}

#[test]
fn words_say_where_they_stand() {
    let text = "قال محمّد: «السلام قرمطوس»";
    let found = Standard::named("bgn").unwrap().romanise(text);
    let words: Vec<_> = found
        .words
        .iter()
        .map(|w| (&text[w.source.clone()], &found.text[w.target.clone()], w.vowels))
        .collect();
    assert_eq!(
        words,
        [
            ("قال", "Qāl", Vowels::Written),
            ("محمّد", "Muḩammad", Vowels::Restored),
            ("السلام", "As Salām", Vowels::Restored),
            ("قرمطوس", "Qrmţūs", Vowels::Unread),
        ]
    );
    assert_eq!(found.unread().count(), 1);
    assert!(!found.vocalised());
}

#[test]
fn only_letter_systems_go_back() {
    assert_eq!(Standard::named("ala-lc").unwrap().arabic("Muḥammad"), None);
    let names: Vec<_> = Standard::all().filter(|s| s.is_reversible()).map(Standard::name).collect();
    assert_eq!(names, ["iso233", "buckwalter", "hsb"]);
    assert_eq!(Standard::named("no such standard"), None);
}

#[test]
fn published_pairs() {
    let Ok(pairs) = fs::read_to_string("../shared/names/standards/tests.tsv") else {
        println!("../shared/names/standards is not there: nothing compared");
        return;
    };
    let floors = fs::read_to_string("tests/data/romanisation/conformance.tsv").unwrap();
    let mut sets: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for line in pairs.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        sets.entry(columns[2]).or_default().push((columns[0], columns[1]));
    }
    let mut below = String::new();
    let mut listed = Vec::new();
    for row in rows(&floors) {
        let (set, floor) = (row[0], row[3].parse::<usize>().unwrap());
        listed.push(set);
        let Some(pairs) = sets.get(set) else { continue };
        let Some(standard) = Standard::named(row[1]) else {
            println!("{set}\t-\t0 of {}", pairs.len());
            continue;
        };
        let case = if row[2] == "lower" { Case::Lower } else { Case::Names };
        let mut passed = 0;
        for (arabic, latin) in pairs {
            let found = romanise(standard, arabic, case).text;
            if comparable(&found) == comparable(latin) {
                passed += 1;
            } else {
                println!("  {set}\t{arabic}\texpected {latin}\tfound {found}");
            }
        }
        println!("{set}\t{}\t{passed} of {}", standard.name(), pairs.len());
        if passed < floor {
            writeln!(below, "{set}: {passed} of {}, the floor is {floor}", pairs.len()).unwrap();
        }
    }
    assert!(below.is_empty(), "\n{below}");
    assert!(sets.keys().all(|set| listed.contains(set)), "a set is not listed: {:?}", sets.keys());
}

proptest! {
    // Failures become named cases, not files.
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reversible_systems_give_the_arabic_back(text in "[ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچڤگ\u{64b}-\u{652}\u{670} ]{0,30}") {
        let text: String = text.nfc().collect();
        for standard in Standard::all().filter(|s| s.is_reversible()) {
            let latin = standard.romanise(&text).text;
            prop_assert_eq!(standard.arabic(&latin).unwrap(), text.clone(), "{} {}", standard.name(), latin);
        }
    }

    #[test]
    fn any_text_goes_and_ranges_hold(text in "(\\PC|[ا-ي\u{64b}-\u{655}\u{670}ٱۀہیکے،؟ ۱\u{640}\u{200c}\u{feff}]){0,40}") {
        for standard in Standard::all() {
            let found = standard.romanise(&text);
            let (mut source, mut target) = (0, 0);
            for word in &found.words {
                prop_assert!(source <= word.source.start && target <= word.target.start);
                prop_assert!(text.get(word.source.clone()).is_some_and(|w| !w.is_empty()));
                prop_assert!(found.text.get(word.target.clone()).is_some());
                (source, target) = (word.source.end, word.target.end);
            }
            prop_assert_eq!(found.vocalised(), found.words.iter().all(|w| w.vowels != Vowels::Unread));
        }
    }

    #[test]
    fn what_is_not_arabic_stays(text in "[a-zA-Z0-9 ,.;é-]{0,40}") {
        for standard in Standard::all() {
            prop_assert_eq!(&standard.romanise(&text).text, &text);
        }
    }
}
