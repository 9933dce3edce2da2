//! Detection: whole documents, their parts, paragraphs, and many languages a sentence at a time.
use std::fs;

use crate::common::shared;
use jisr::internals::detect::{Detected, Detector, Verdict, paragraphs};
use jisr::internals::lab::evaluate::languages::confusion;
use jisr::text::{Document, Lang, Span};
use proptest::prelude::*;

fn detect(text: &str, declared: Option<&str>) -> Detected {
    let declared = declared.map(str::to_owned);
    Detector::new().detect(&Document { id: "d".into(), text: text.into(), declared, ..Document::default() })
}

/// The blocks of a data file: the line after "## ", and the lines below it.
fn blocks(file: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(file).unwrap();
    let body = text.split_once("\n## ").unwrap().1;
    let split =
        |block: &str| block.split_once('\n').map(|(head, text)| (head.to_owned(), text.to_owned())).unwrap();
    body.split("\n## ").map(split).collect()
}

fn shown(found: &Detected) -> String {
    let verdict = match &found.verdict {
        Verdict::Mixed => "Mixed".to_owned(),
        Verdict::Other(name) => format!("Other {name}"),
        other => other.to_string(),
    };
    let parts: Vec<_> = found.parts.iter().map(|p| format!("{:?} {}", p.lang, p.paragraphs.len())).collect();
    let left: Vec<_> = found.left_out.iter().map(|l| l.what.clone()).collect();
    let line = format!("{verdict} | {} | {}", parts.join(", "), left.join(", "));
    line.replace(" |  | ", " | | ").trim_end().to_owned()
}

#[test]
fn documents() {
    let blocks = blocks("tests/data/detect/documents.txt");
    assert!(blocks.len() >= 20);
    for (expected, text) in blocks {
        let found = detect(&text, None);
        assert_eq!(shown(&found), expected.trim_end(), "{text}\n({})", found.why);
        assert!(!found.why.is_empty(), "{text}");
    }
}

#[test]
fn paragraph_cases() {
    for (name, block) in blocks("tests/data/detect/paragraphs.txt") {
        let (text, expected) = block.split_once("\n--\n").unwrap();
        for text in [text.to_owned(), text.replace('\n', "\r\n")] {
            let found: Vec<_> = paragraphs(&text)
                .iter()
                .map(|p| p.of(&text).replace("\r\n", "⏎").replace('\n', "⏎"))
                .collect();
            assert_eq!(found, expected.lines().collect::<Vec<_>>(), "{name}");
        }
    }
}

#[test]
fn declared_language_breaks_ties_only() {
    assert_eq!(detect("سلام", Some("fa-IR")).verdict, Verdict::Other("Persian".into()));
    assert_eq!(detect("سلام", Some("ar")).verdict, Verdict::Arabic);
    assert_eq!(detect("Restaurant", Some("fr")).verdict, Verdict::Other("French".into()));
    let clear = "The minister said that the campaign will start next week in all towns.";
    assert_eq!(detect(clear, Some("fr")).verdict, Verdict::English);
}

#[test]
fn left_out_bytes_are_counted() {
    let found = detect("Το υπουργείο ανακοίνωσε.\n\nΔεν είπε άλλα.\n", None);
    assert_eq!(found.left_out.len(), 1);
    assert_eq!(found.left_out[0].bytes, "Το υπουργείο ανακοίνωσε.Δεν είπε άλλα.".len());
    assert!(found.parts.is_empty());
}

#[test]
fn nothing_to_detect() {
    for text in ["", " \n\n ", "\u{feff}"] {
        assert!(matches!(detect(text, None).verdict, Verdict::Other(_)), "{text:?}");
    }
}

#[test]
fn confusion_table() {
    let detector = Detector::new();
    let row = |code: &str, text: &str| (code.to_owned(), text.to_owned());
    let table = confusion(
        &detector,
        [
            row("arz_Arab", "احنا مش عارفين هو جه امتى، بس الناس كلها بتقول انه كان هنا امبارح."),
            row("eng_Latn", "The minister said that the campaign will start next week."),
            row("fra_Latn", "Le ministre a dit que la campagne commencera la semaine prochaine."),
            row("fra_Latn", "The minister said that the campaign will start next week."),
        ]
        .into_iter(),
    );
    assert_eq!((table.arabic(), table.english(), table.rejected()), ((1, 1), (1, 1), (1, 2)));
    assert!(table.to_string().contains("others rejected: 1 of 2 (50.00 %)"), "{table}");
}

/// 33 languages that are not English or standard Arabic, and two parallel sets, a sentence a document.
/// Run with `--nocapture` to see the table.
#[test]
#[cfg_attr(not(shared_data), ignore = "needs ../shared")]
fn many_languages() {
    let folder = shared("dev");
    let tsv = fs::read_to_string(folder.join("other_languages.tsv")).unwrap();
    let detector = Detector::new();
    let rows =
        tsv.lines().filter_map(|l| l.split_once('\t')).map(|(code, text)| (code.to_owned(), text.to_owned()));
    let table = confusion(&detector, rows);
    eprintln!("{table}");
    let at_least = |(right, all): (usize, usize), share: f64| {
        assert!(right as f64 >= share * all as f64, "{right} of {all}");
    };
    at_least(table.rejected(), 0.99);
    at_least(table.arabic(), 0.97);
    for set in ["tico19", "xquad"] {
        let lines = |code: &str, language: &str| -> Vec<(String, String)> {
            let text = fs::read_to_string(folder.join(format!("retrieval/{set}.{language}.txt"))).unwrap();
            text.lines().map(|line| (code.to_owned(), line.to_owned())).collect()
        };
        let table = confusion(&detector, lines("arb_Arab", "ar").into_iter().chain(lines("eng_Latn", "en")));
        eprintln!("{set}\n{table}");
        at_least(table.arabic(), 0.995);
        at_least(table.english(), 0.995);
    }
}

/// `paragraph` wrapped at `width` characters.
fn wrap(paragraph: &str, width: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in paragraph.split(' ') {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// In order, without overlap, on character boundaries, and holding all of `text` but white space.
fn cover(text: &str, spans: &[Span]) -> Result<(), TestCaseError> {
    prop_assert!(spans.windows(2).all(|p| p[0].end <= p[1].start));
    let held: String = spans.iter().map(|s| without_space(s.of(text))).collect();
    prop_assert_eq!(held, without_space(text));
    prop_assert!(spans.iter().all(|s| !s.is_empty() && s.of(text).trim() == s.of(text)));
    Ok(())
}

proptest! {
    #[test]
    fn paragraphs_cover_the_text(text in "([a-zء-ي .،\u{200f}]{0,70}[\r\n\u{2028}\u{c}]{0,3}){0,12}") {
        cover(&text, &paragraphs(&text))?;
    }

    #[test]
    fn paragraphs_cover_any_text(text in any::<String>()) {
        cover(&text, &paragraphs(&text))?;
    }

    #[test]
    fn parts_and_what_is_left_out_cover_the_text(text in "([a-z]{1,9}[ .]|[ء-ي]{1,9}[ .؟]|[α-ω]{1,5} |\n|[0-9]){0,60}") {
        let found = detect(&text, None);
        let mut spans: Vec<Span> = found.parts.iter().flat_map(|p| p.paragraphs.clone()).collect();
        spans.sort();
        prop_assert!(spans.windows(2).all(|p| p[0].end <= p[1].start));
        if !found.parts.is_empty() {
            let held: usize = spans.iter().map(|s| s.of(&text).len()).sum();
            let left: usize = found.left_out.iter().map(|l| l.bytes).sum();
            prop_assert!(held + left <= text.len());
            prop_assert!(held + left >= without_space(&text).len());
        }
        prop_assert_eq!(found.parts.len() == 2, found.verdict == Verdict::Mixed);
    }

    #[test]
    fn wrapped_paragraphs_are_joined(words in proptest::collection::vec("[a-zء-ي]{1,9}", 80..160), width in 50usize..90) {
        let (first, second) = words.split_at(words.len() / 2);
        let text = format!("{}.\n\n{}.\n", wrap(&first.join(" "), width), wrap(&second.join(" "), width));
        prop_assert_eq!(paragraphs(&text).len(), 2);
    }
}

#[test]
fn the_larger_part_comes_first() {
    let text = "The ministry said on Monday that the campaign will start next week in all towns.\n\nوقال الوزير إن الحملة مجانية.\n";
    let langs: Vec<Lang> = detect(text, None).parts.iter().map(|p| p.lang).collect();
    assert_eq!(langs, [Lang::English, Lang::Arabic]);
}
