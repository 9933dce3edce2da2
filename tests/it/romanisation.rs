//! Romanisation by standards: own cases (`tests/data/romanisation/cases.tsv`), the published test pairs where they are
//! at hand (`../shared/names/standards`), and what holds for any text.

use std::fmt::Write as _;
use std::fs;

use crate::common::shared;
use jisr::internals::lab::evaluate::standards::conformance;
use jisr::romanise::{Case, Standard, Vowels};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// The data lines of a table: no header, no comments, columns split.
fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().skip(1).filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.split('\t').collect())
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
#[cfg_attr(not(shared_data), ignore = "needs ../shared")]
fn published_pairs() {
    let text = fs::read_to_string(shared("names/standards/tests.tsv")).unwrap();
    let pairs: Vec<[String; 3]> = text
        .lines()
        .map(|l| l.split('\t').map(str::to_owned).collect::<Vec<_>>().try_into().unwrap())
        .collect();
    let scores = conformance(&pairs);
    assert!(scores.iter().any(|s| s.passed > 50));
    let below: Vec<_> = scores.iter().filter(|s| s.pairs > 0 && s.passed < s.floor).collect();
    assert!(below.is_empty(), "{below:#?}");
    let unlisted: Vec<_> = scores.iter().filter(|s| s.why.starts_with("no system is named")).collect();
    assert!(unlisted.is_empty(), "{unlisted:#?}");
}

#[test]
fn what_differs_is_told() {
    let pair = |a: &str, l: &str, s: &str| [a, l, s].map(str::to_owned);
    let set = "un-ara-Arab-Latn-2017";
    let scores =
        conformance(&[pair("مُحَمَّد", "Muẖammad", set), pair("مُحَمَّد", "Mehmet", set), pair("نور", "Nur", "new")]);
    let of = |name: &str| scores.iter().find(|s| s.set == name).unwrap();
    assert_eq!((of(set).passed, of(set).pairs), (1, 2), "{:?}", of(set).misses);
    assert_eq!(of(set).misses[0][1], "Mehmet");
    assert_eq!((of("new").standard, of("new").passed), (None, 0));
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
