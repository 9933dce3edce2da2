//! Sentences and marks: cases a linguist can edit in `tests/data/segment`, and what must hold for any text.
use crate::common::{Cases, shared};
use jisr::internals::segment::Segmenter;
use jisr::text::{Document, Lang, Mark, Part, Span};
use proptest::prelude::*;
use std::fmt::Write as _;

const CUT: char = '‖';

/// The sentences of `text`, which is one paragraph.
fn split(segmenter: &Segmenter, lang: Lang, text: &str) -> Vec<String> {
    let mut spans = Vec::new();
    segmenter.split(lang, text, Span::new(0, text.len()), &mut spans);
    spans.into_iter().map(|span| span.of(text).to_owned()).collect()
}

/// The sentences a line of the case file says there are. Direction marks at a cut belong to neither side.
fn expected(line: &str) -> Vec<String> {
    let space = |c: char| c.is_whitespace() || c == '\u{200f}';
    line.split(CUT).map(|s| s.trim_matches(space).to_owned()).filter(|s| !s.is_empty()).collect()
}

/// Runs the cases of a file; those after "# known failures" have to fail.
fn cases(lang: Lang, file: &str, at_least: usize) {
    let segmenter = Segmenter::new();
    let (mut cases, mut known) = (Cases::default(), false);
    for (number, line) in file.lines().enumerate() {
        known |= line.trim() == "# known failures";
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let line = line.replace("\\n", "\n");
        let found = split(&segmenter, lang, &line.replace(CUT, ""));
        let wanted = expected(&line);
        let cut = format!(" {CUT} ");
        let (number, shown) = (number + 1, [wanted.join(&cut), found.join(&cut)]);
        let shown = format!("line {number}\n  expected {}\n  found    {}", shown[0], shown[1]);
        cases.add(found == wanted, known, &shown);
    }
    cases.finish(at_least);
}

#[test]
fn arabic_cases() {
    cases(Lang::Arabic, include_str!("../data/segment/ar.txt"), 60);
}

#[test]
fn english_cases() {
    cases(Lang::English, include_str!("../data/segment/en.txt"), 50);
}

/// A document of one part from lines, each a paragraph.
fn document(lines: &[&str], title: Option<&str>, lang: Lang) -> (Document, Part) {
    let mut text = String::new();
    let mut paragraphs = Vec::new();
    for line in lines {
        let start = text.len();
        text.push_str(line);
        paragraphs.push(Span::new(start, text.len()));
        text.push('\n');
    }
    (Document { text, title: title.map(str::to_owned), ..Document::default() }, Part { lang, paragraphs })
}

fn name(mark: Mark) -> &'static str {
    match mark {
        Mark::Content => "content",
        Mark::Title => "title",
        Mark::Caption => "caption",
        Mark::Byline => "byline",
        Mark::Repeat => "repeat",
        Mark::Boilerplate => "boilerplate",
    }
}

#[test]
fn marks_of_paragraphs() {
    let segmenter = Segmenter::new();
    let (mut report, mut count) = (String::new(), 0);
    for block in include_str!("../data/segment/marks.txt").split("\n\n").skip(1) {
        let lang = if block.contains("#lang ar") { Lang::Arabic } else { Lang::English };
        let title = block.lines().find_map(|l| l.strip_prefix("#title "));
        let (wanted, lines): (Vec<&str>, Vec<&str>) =
            block.lines().filter_map(|l| l.split_once('\t')).unzip();
        let (doc, part) = document(&lines, title, lang);
        let sentences = segmenter.sentences(&doc, &part);
        for (i, (wanted, line)) in wanted.iter().zip(&lines).enumerate() {
            count += 1;
            // The mark of a paragraph is that of its first sentence.
            let found = sentences.iter().find(|s| s.paragraph as usize == i).map(|s| name(s.mark));
            if found != Some(wanted) {
                let _ = writeln!(report, "{line}\n  expected {wanted}, found {found:?}");
            }
        }
    }
    assert!(report.is_empty(), "\n{report}");
    assert!(count >= 60, "only {count} paragraphs");
}

#[test]
fn a_sentence_repeated_within_a_paragraph_is_marked_alone() {
    let lines = ["The talks began on Sunday. It is late. The talks began on  Sunday! It is late."];
    let (doc, part) = document(&lines, None, Lang::English);
    let marks: Vec<_> = Segmenter::new().sentences(&doc, &part).iter().map(|s| name(s.mark)).collect();
    assert_eq!(marks, ["content", "content", "repeat", "content"]);
}

#[test]
fn a_list_of_sentences_has_no_headlines_bylines_or_captions() {
    let mut lines = vec![
        "Three words here",
        "By Anna Stone",
        "29 December 2020",
        "The bridge at night (AFP)",
        "Share",
        "Print",
    ];
    let rest: Vec<String> = (0..300).map(|i| format!("This is sentence number {i} of the file.")).collect();
    lines.extend(rest.iter().map(String::as_str));
    lines.push("This is sentence number 7 of the file.");
    lines.push("Comments are closed.");
    let (doc, part) = document(&lines, None, Lang::English);
    let marks: Vec<_> = Segmenter::new().sentences(&doc, &part).iter().map(|s| s.mark).collect();
    assert!(marks[..306].iter().all(|&m| m == Mark::Content), "{:?}", &marks[..8]);
    assert_eq!(marks[306..], [Mark::Repeat, Mark::Boilerplate]);
}

#[test]
#[cfg_attr(not(shared_data), ignore = "needs ../shared")]
fn the_reports_first_asked_about() {
    let entries = std::fs::read_dir(shared("reports")).unwrap();
    let mut files: Vec<_> = entries.map(|e| e.unwrap().path()).collect();
    files.sort();
    let wanted: [&[(usize, Mark)]; 5] = [
        &[(0, Mark::Title), (2, Mark::Byline)],
        &[
            (0, Mark::Title),
            (1, Mark::Repeat),
            (2, Mark::Byline),
            (3, Mark::Byline),
            (12, Mark::Boilerplate),
            (13, Mark::Boilerplate),
        ],
        &[(0, Mark::Title), (11, Mark::Boilerplate)],
        &[(0, Mark::Title), (11, Mark::Boilerplate)],
        &[
            (0, Mark::Title),
            (2, Mark::Repeat),
            (3, Mark::Caption),
            (4, Mark::Repeat),
            (21, Mark::Boilerplate),
        ],
    ];
    assert_eq!(files.len(), wanted.len(), "{files:?}");
    for (file, wanted) in files.iter().zip(wanted) {
        let lang = if file.ends_with("004_fb08af1b5aece976.txt") { Lang::Arabic } else { Lang::English };
        let text = std::fs::read_to_string(file).unwrap();
        let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).collect();
        let (doc, part) = document(&lines, None, lang);
        for sentence in Segmenter::new().sentences(&doc, &part) {
            let paragraph = sentence.paragraph as usize;
            let mark = wanted.iter().find(|w| w.0 == paragraph).map_or(Mark::Content, |w| w.1);
            assert_eq!(sentence.mark, mark, "{}: {}", file.display(), sentence.span.of(&doc.text));
        }
    }
}

/// What must hold for the sentences of any paragraph.
fn check_spans(text: &str, lang: Lang) {
    let segmenter = Segmenter::new();
    // The paragraph does not begin at byte 0.
    let doc = format!("· {text} ·");
    let paragraph = Span::new(3, 3 + text.len());
    let mut spans = Vec::new();
    segmenter.split(lang, &doc, paragraph, &mut spans);
    let space = |c: char| c.is_whitespace() || jisr::internals::arabic::is_format(c);
    let mut end = paragraph.start as usize;
    for span in &spans {
        assert!(doc.is_char_boundary(span.start as usize) && doc.is_char_boundary(span.end as usize));
        assert!(span.start as usize >= end && !span.is_empty());
        assert!(doc[end..span.start as usize].chars().all(space), "left out between sentences");
        assert!(
            !span.of(&doc).starts_with(space) && !span.of(&doc).ends_with(space),
            "white space at the ends"
        );
        end = span.end as usize;
    }
    assert!(end <= paragraph.end as usize);
    assert!(doc[end..paragraph.end as usize].chars().all(space), "left out at the end");
}

proptest! {
    #[test]
    fn spans_cover_any_text(text in any::<String>()) {
        check_spans(&text, Lang::Arabic);
        check_spans(&text, Lang::English);
    }

    #[test]
    fn spans_cover_text_full_of_stops(text in r#"([a-cA-C0-9دموقA-Z]{0,3}[.؟?!…»«"()\[\]' \n‏”“-]{0,3}){0,30}"#) {
        check_spans(&text, Lang::Arabic);
        check_spans(&text, Lang::English);
    }

    #[test]
    fn marks_never_fail_and_keep_every_sentence(lines in prop::collection::vec("[A-Za-zابتد0-9 .,:©(/)-]{0,40}", 0..12)) {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let segmenter = Segmenter::new();
        for lang in [Lang::Arabic, Lang::English] {
            let (doc, part) = document(&lines, Some("a title"), lang);
            let mut spans = Vec::new();
            for &paragraph in &part.paragraphs {
                segmenter.split(lang, &doc.text, paragraph, &mut spans);
            }
            let sentences = segmenter.sentences(&doc, &part);
            prop_assert_eq!(sentences.iter().map(|s| s.span).collect::<Vec<_>>(), spans);
        }
    }
}

/// A long paragraph without a place to divide it, or with nothing else. Were the work quadratic in its length, this would
/// not end.
#[test]
fn long_text_that_asks_for_trouble_is_covered() {
    const SIZE: usize = 300_000;
    let units = [
        "word ",
        "كلمة ",
        "a. ",
        "د. ",
        "...",
        "…",
        ". ",
        "?\n",
        "\n",
        "\n(",
        ".(",
        "((",
        "))",
        ".\"",
        "[1]",
        ".[1]",
        " ",
        "U.S. ",
        "«؟» ",
        "a.\"a",
        ".A",
        "؟",
        "- ",
        "a\u{200f}. ",
    ];
    for unit in units {
        for start in ["", "((((", "    "] {
            let text = start.repeat(SIZE / 20) + &unit.repeat(SIZE / unit.len());
            for lang in [Lang::Arabic, Lang::English] {
                check_spans(&text, lang);
            }
        }
    }
}
