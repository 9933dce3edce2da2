//! Names looked up, as a whole, in parts and by the model: what the command and the library answer.

use std::fs;

use crate::common::run;
use jisr::names::form::Script;
use jisr::names::{NameBook, form};
use proptest::prelude::*;

/// Latin forms without case, diacritics, hyphens, apostrophes and blanks, Arabic ones as spelt.
fn compared(text: &str) -> String {
    match form::script(text) {
        Some(Script::Latin) => form::latin_folded(&text.replace('-', " ")).replace(' ', ""),
        _ => form::arabic_exact(text),
    }
}

fn rows(path: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|l| !l.starts_with('#') && !l.is_empty() && !l.starts_with("ar\ten"));
    lines.map(|l| l.split('\t').map(str::to_owned).collect()).collect()
}

/// How many of the rows of a list are right at first place, Arabic to Latin and back, and what is wrong.
fn right(path: &str) -> (usize, [usize; 2], Vec<String>) {
    let book = NameBook::embedded();
    let (mut right, mut wrong) = ([0, 0], Vec::new());
    let rows = rows(path);
    for row in &rows {
        for (way, asked, expected) in [(0, &row[0], &row[1]), (1, &row[1], &row[0])] {
            let asked = asked.split('|').next().unwrap();
            let answers = book.lookup(asked, 3).unwrap();
            if expected.split('|').any(|e| compared(e) == compared(answers.best())) {
                right[way] += 1;
            } else {
                let found: Vec<_> =
                    answers.answers.iter().map(|a| format!("{} {:.2}", a.text(), a.probability)).collect();
                wrong.push(format!("{asked} → {expected}: {}", found.join(", ")));
            }
        }
    }
    (rows.len(), right, wrong)
}

/// That a list has so many names, and that each way so great a share of them is right.
fn holds(list: &str, names: usize, floor: f64) {
    let (all, right, wrong) = right(&format!("tests/data/names/{list}.tsv"));
    assert_eq!(all, names);
    for way in right {
        assert!(way as f64 >= floor * all as f64, "{right:?} of {all}\n{}", wrong.join("\n"));
    }
}

#[test]
fn names_of_current_affairs_are_right() {
    holds("current_affairs", 200, 0.97);
}

/// When it was first asked, before anything was changed for it, 383 of 400 were right from Arabic (.9575) and 379 from Latin
/// letters (.9475), state bodies such as وزارة الخارجية المصرية being most of the errors. What came after was made with
/// these errors in view.
#[test]
fn names_of_the_second_list_are_right() {
    holds("current_affairs_2", 400, 0.97);
}

/// Written after the errors of the second list were mended and before any of it was asked for: 91 of 107 were right from
/// Arabic and 90 from Latin letters then, 63 and 68 with what there was before.
#[test]
fn bodies_and_rare_names_are_mostly_right() {
    holds("current_affairs_3", 107, 0.8);
}

/// Written before any of it was asked for, with no name of the other lists: 103 of 120 were right from Arabic and 94 from
/// Latin letters then (57 and 54 of the 70 bodies). The 655 entries after it were written by category before its errors
/// were read, though by who had written the list; they and the alternatives added with them bring 111 and 99.
#[test]
fn names_of_the_fourth_list_are_mostly_right() {
    holds("current_affairs_4", 120, 0.8);
}

#[test]
fn names_of_the_reports_are_right() {
    let (all, _, wrong) = right("tests/data/names/reports.tsv");
    assert!(all > 60 && wrong.is_empty(), "{} of {all}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn answers_are_as_the_cases_say() {
    let book = NameBook::embedded();
    let mut missed = Vec::new();
    for row in rows("tests/data/names/lookup.tsv") {
        let [name, expected, within, from] = &row[..] else { panic!("columns: {row:?}") };
        let answers = book.lookup(name, within.parse().unwrap()).unwrap().answers;
        let has = |text: &str| compared(text) == compared(expected);
        let fits = answers
            .iter()
            .any(|a| a.variants.iter().any(|v| has(&v.text)) && (from == "-" || a.from.name() == from));
        if !fits {
            let found: Vec<_> = answers.iter().map(|a| format!("{} ({})", a.text(), a.from.name())).collect();
            missed.push(format!("{name} → {expected}: {}", found.join(", ")));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn what_is_no_name_is_told() {
    let book = NameBook::embedded();
    for row in rows("tests/data/names/bad.tsv") {
        let [name, said] = &row[..] else { panic!("columns: {row:?}") };
        let name = unescaped(name);
        let error = book.lookup(&name, 3).expect_err(&name);
        assert!(error.found.contains(said.as_str()), "{name:.40}: {}", error.found);
    }
}

fn unescaped(text: &str) -> String {
    let (text, times) = match text.rsplit_once('*') {
        Some((text, n)) => (text, n.parse().unwrap()),
        None => (text, 1),
    };
    let mut out = text.replace("\\t", "\t").replace("\\n", "\n");
    while let Some(at) = out.find("\\u{") {
        let end = at + out[at..].find('}').unwrap();
        let code = u32::from_str_radix(&out[at + 3..end], 16).unwrap();
        out.replace_range(at..=end, char::from_u32(code).unwrap().encode_utf8(&mut [0; 4]));
    }
    out.repeat(times)
}

#[test]
fn the_model_alone_knows_no_entity() {
    let book = NameBook::embedded().model_only(true);
    let answers = book.lookup("القاهرة", 5).unwrap();
    assert!(answers.answers.iter().all(|a| a.from.name() != "lexicon"), "{answers:?}");
    assert_ne!(answers.best(), "Cairo");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn any_text_gets_an_answer_or_a_reason(text in "\\PC{0,60}") {
        check(&text)?;
    }

    #[test]
    fn any_row_of_name_words_gets_an_answer(
        text in "((ال)?[ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآةىؤئپگچ]{1,9}|عبد|بن|أبو|الدين|الله|آل|الشيخ|جامعة|د\\.)( ((ال)?[ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأ]{1,9}|بن|الله|الدين|عبد)){0,9}"
    ) {
        check(&text)?;
    }

    #[test]
    fn any_row_of_latin_words_gets_an_answer(
        text in "([A-ZÀ-Þa-zà-þğıış']{1,12}|al|Abdul|Abd|bin|Sheikh|J\\.|Aboul|de)([ -]([A-Za-zà-þ’]{1,12}|al|el|eddine|University|allah|din)){0,9}"
    ) {
        check(&text)?;
    }
}

/// A piece of what may come as a name: words of both scripts, Persian and Urdu letters, marks alone, digits, bidirectional
/// and other invisible marks, control characters, markup, emoji, other scripts.
const PIECES: [&str; 12] = [
    "[ابتثجحدرسعقكلمنهويةىأ]{1,8}",
    "[پچژگکیےہھڈٹڑںۂۓۆەڵ]{1,6}",
    "[A-Za-zÀ-ž]{1,9}",
    "[\u{64b}-\u{652}\u{670}\u{300}-\u{304}]{1,4}",
    "[0-9٠-٩۰-۹]{1,5}",
    "[\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{61c}\u{feff}\u{ad}]{1,3}",
    "[\u{0}-\u{1f}\u{7f}-\u{9f}]{1,2}",
    "</?[a-z]{1,5}>|&[a-z]{2,5};|\\[[a-z]+\\]\\([a-z:/.]+\\)|[*_#|~^{}]{1,3}",
    "[😀-🙏🇦-🇿❤☪]{1,3}",
    "[Ѐ-ӿא-ת一-十가-각]{1,4}",
    "[ \\-'.,/«»()]{1,3}",
    "ال|بن|عبد|al-|bin |Dr\\. |د\\. |وزارة |University ",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn anything_at_all_is_answered_or_refused(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]).prop_flat_map(|p| {
            prop::string::string_regex(p).unwrap()
        }), 0..8),
        blank in prop::sample::select(&["", " ", "  "][..]),
        times in prop::sample::select(&[1usize, 1, 1, 2, 40, 2_000][..]),
    ) {
        check(&pieces.join(blank).repeat(times))?;
    }

    #[test]
    fn what_is_invisible_changes_nothing(
        name in prop::sample::select(&["القاهرة", "أبو بكر القحطاني", "Abu Bakr al-Qahtani", "Hamas", "وزارة الدفاع البلجيكية"][..]),
        mark in "[\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{61c}\u{feff}]{1,2}",
        at in 0usize..20,
    ) {
        let at = at % (name.chars().count() + 1);
        let marked: String = name.chars().take(at).chain(mark.chars()).chain(name.chars().skip(at)).collect();
        let book = NameBook::embedded();
        prop_assert_eq!(book.lookup(&marked, 2).unwrap(), book.lookup(name, 2).unwrap());
    }
}

#[test]
fn many_words_are_refused_and_few_answered() {
    let book = NameBook::embedded();
    for word in ["علي", "Ali", "بن", "al", "أبو"] {
        for (words, fits) in [(1, true), (24, true), (25, false), (40, false)] {
            let name = vec![word; words].join(" ");
            let found = book.lookup(&name, 3);
            assert_eq!(found.is_ok(), fits, "{words} × {word}");
            if let Err(error) = found {
                assert_eq!(error.found, format!("{words} words"));
            }
        }
    }
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let book = NameBook::embedded();
    if let Ok(found) = book.lookup(text, 4) {
        prop_assert!(!found.answers.is_empty() && found.answers.len() <= 4);
        let sum: f32 = found.answers.iter().map(|a| a.probability).sum();
        prop_assert!(sum <= 1.001 && found.answers.windows(2).all(|w| w[0].probability >= w[1].probability));
        for answer in &found.answers {
            prop_assert!(!answer.text().trim().is_empty(), "{:?}", found);
            let mut texts: Vec<_> = answer.variants.iter().map(|v| &v.text).collect();
            texts.sort();
            texts.dedup();
            prop_assert_eq!(texts.len(), answer.variants.len());
            prop_assert!(answer.variants.iter().all(|v| (0.0..=1.001).contains(&v.probability)));
        }
        prop_assert_eq!(&found, &book.lookup(text, 4).unwrap());
    } else if let Err(error) = book.lookup(text, 4) {
        prop_assert!(!error.expected.is_empty() && !error.way_out.is_empty());
        prop_assert!(!error.found.is_empty() && error.found.chars().count() < 1_500, "{:?}", error);
        prop_assert!(!error.found.contains(char::is_control), "{:?}", error);
    }
    Ok(())
}

// ---- the command ----

/// Figures left out, which move with weights and tables.
fn snapshot(name: &str, text: &str) {
    insta::with_settings!({
        omit_expression => true,
        filters => crate::common::NAME_FIGURES.to_vec()
    }, { insta::assert_snapshot!(name, text) });
}

#[test]
fn names_on_the_screen() {
    let seen =
        run(["names", "-n", "1", "رجب طيب إردوغان", "Cairo", "الأمم المتحدة", "Abu Bakr al-Qahtani"]).good();
    assert_eq!(seen.err, "");
    snapshot("names_screen", &seen.out);
}

#[test]
fn names_as_json() {
    snapshot("names_json", &run(["names", "-n", "1", "--json", "حماس", "Hezbollah"]).good().out);
}

#[test]
fn what_is_no_name_ends_with_2_and_the_rest_is_answered() {
    let seen = run(["names", "-n", "1", "", "😀", "محمد Ali", "حماس", "--json"]);
    assert_eq!(seen.code, 2);
    let lines: Vec<serde_json::Value> = seen.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.len(), 4);
    assert!(lines[..3].iter().all(|l| l["error"]["found"].is_string()), "{}", seen.out);
    assert_eq!(lines[3]["answers"][0]["text"], "Hamas");
    assert_eq!(seen.err.lines().filter(|l| l.contains("expected")).count(), 3, "{}", seen.err);
    assert_eq!(run(["names"]).code, 2);
    run(["names", "-n", "0", "حماس"]).bad(&["-n <N>"]);
    assert_eq!(run(["names", "--to", "ar", "حماس"]).code, 2);
    run(["names", "--to", "en", "حماس"]).good();
}
