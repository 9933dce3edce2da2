//! What `write` writes, compared as a whole with reviewed snapshots, and what must hold of any report.
//!
//! The reports of the snapshots are the files in `tests/data/write`; `cargo insta review` accepts changes.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use jisr::internals::lab::evaluate::parse_pred;
use jisr::text::{
    Alignment, Bead, BeadPart, DocPair, Document, Evidence, EvidenceKind, Explanation, Lang, LeftOut, Mark,
    Mode, PairKind, Prepared, Report, Sentence, Span,
};
use jisr::write::{Format, Style, index_line, to_file, to_stdout, write};
use proptest::prelude::*;
use unicode_width::UnicodeWidthChar;

// ---- reports from data files ----

/// One document pair while its file is read.
#[derive(Default)]
struct Builder {
    docs: [Document; 2],
    sentences: [Vec<Sentence>; 2],
    beads: Vec<Bead>,
    evidence: Vec<Vec<Evidence>>,
    bead_starts: [usize; 2],
    mode: Option<Mode>,
    why: String,
    score: f32,
}

impl Builder {
    fn sentence(&mut self, side: usize, mark: Mark, text: &str) {
        let doc = &mut self.docs[side].text;
        if !doc.is_empty() {
            doc.push('\n');
        }
        let start = doc.len();
        doc.push_str(text);
        let bead = self.beads.last_mut().unwrap();
        let indices = if side == 0 { &mut bead.ar } else { &mut bead.en };
        indices.push(self.sentences[side].len() as u32);
        self.sentences[side].push(Sentence { span: Span::new(start, doc.len()), mark, paragraph: 0 });
    }

    fn find(&self, side: usize, text: &str) -> Span {
        let (doc, from) = (&self.docs[side].text, self.bead_starts[side]);
        let at = from + doc[from..].find(text).unwrap_or_else(|| panic!("{text:?} is not in the bead"));
        Span::new(at, at + text.len())
    }

    fn line(&mut self, line: &str) {
        if let Some(score) = line.strip_prefix('[') {
            let (score, kind) = score.trim_end_matches(']').split_once(' ').unwrap_or((score, ""));
            let score = score.trim_end_matches(']').parse().unwrap();
            let kind = match kind {
                "same" => Some(PairKind::Same),
                "part" => Some(PairKind::Part),
                "related" => Some(PairKind::Related),
                _ => None,
            };
            self.bead_starts = [self.docs[0].text.len(), self.docs[1].text.len()];
            self.beads.push(Bead { ar: vec![], en: vec![], score, kind, parts: vec![] });
            self.evidence.push(vec![]);
            return;
        }
        let (key, value) = line.split_once(": ").unwrap();
        match key {
            "ar-doc" => value.clone_into(&mut self.docs[0].id),
            "en-doc" => value.clone_into(&mut self.docs[1].id),
            "ar-title" => self.docs[0].title = Some(value.to_owned()),
            "en-title" => self.docs[1].title = Some(value.to_owned()),
            "mode" => self.mode = Some(if value == "parallel" { Mode::Parallel } else { Mode::Comparable }),
            "why" => value.clone_into(&mut self.why),
            "score" => self.score = value.parse().unwrap(),
            "ar" => self.sentence(0, Mark::Content, value),
            "en" => self.sentence(1, Mark::Content, value),
            "ar caption" => self.sentence(0, Mark::Caption, value),
            "en caption" => self.sentence(1, Mark::Caption, value),
            _ if key.starts_with("part ") => {
                let score = key["part ".len()..].parse().unwrap();
                let (ar, en) = value.split_once(" = ").unwrap();
                let (ar, en) = (vec![self.find(0, ar)], vec![self.find(1, en)]);
                self.beads.last_mut().unwrap().parts.push(BeadPart { ar, en, score });
            }
            _ => {
                let (kind, weight) = key.split_once(' ').unwrap();
                let kind = match kind {
                    "name" => EvidenceKind::Name,
                    "spelling" => EvidenceKind::Spelling,
                    "number" => EvidenceKind::Number,
                    "date" => EvidenceKind::Date,
                    "word" => EvidenceKind::Word,
                    "verbatim" => EvidenceKind::Verbatim,
                    other => panic!("{other} is no kind of evidence"),
                };
                let (ar, en) = value.split_once(" = ").unwrap();
                let piece = Evidence {
                    kind,
                    ar: self.find(0, ar),
                    en: self.find(1, en),
                    weight: weight.parse().unwrap(),
                };
                self.evidence.last_mut().unwrap().push(piece);
            }
        }
    }
}

/// The report of these files, one document pair each; the first two are also ranked against each other.
fn report(names: &[&str]) -> Report {
    let mut report = Report::default();
    for name in names {
        let path = format!("tests/data/write/{name}.txt");
        let mut pair = Builder::default();
        for line in fs::read_to_string(&path).unwrap().lines() {
            if !line.is_empty() && !line.starts_with('#') {
                pair.line(line);
            }
        }
        let first = report.parts.len();
        let [ar_sentences, en_sentences] = pair.sentences;
        for (lang, sentences) in [(Lang::Arabic, ar_sentences), (Lang::English, en_sentences)] {
            let (doc, bounds) = (report.parts.len(), vec![0; sentences.len() + 1]);
            report.parts.push(Prepared { doc, lang, sentences, tokens: vec![], bounds });
        }
        report.documents.extend(pair.docs);
        report.ranking.push(DocPair {
            ar: first,
            en: first + 1,
            deviation: 0.0,
            cosine: 0.0,
            score: pair.score,
            chosen: true,
        });
        report.alignments.push(Alignment {
            ar: first,
            en: first + 1,
            score: pair.score,
            mode: pair.mode.unwrap(),
            why: pair.why,
            beads: pair.beads,
            evidence: pair.evidence,
            explanation: Explanation::default(),
        });
    }
    if names.len() > 1 {
        report.ranking.push(DocPair {
            ar: 0,
            en: 3,
            deviation: 0.0,
            cosine: 0.0,
            score: 0.12,
            chosen: false,
        });
        report.left_out = vec![
            LeftOut { id: "c.txt".into(), what: "Persian".into(), bytes: 1_234_567 },
            LeftOut { id: "empty.txt".into(), what: "empty".into(), bytes: 0 },
        ];
    }
    report
}

fn written(report: &Report, format: Format, style: &Style) -> String {
    let mut out = Vec::new();
    write(report, format, style, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

const PLAIN: Style = Style { colour: false, width: 100, isolates: false, parts: false };

// ---- snapshots ----

#[test]
fn terminal_side_by_side() {
    insta::assert_snapshot!(written(&report(&["parallel", "comparable"]), Format::Terminal, &PLAIN));
}

#[test]
fn tsv_a_line_a_part() {
    insta::assert_snapshot!(written(&report(&["parts"]), Format::Tsv, &Style { parts: true, ..PLAIN }));
}

#[test]
fn terminal_and_jsonl_show_parts() {
    insta::assert_snapshot!("terminal_parts", written(&report(&["parts"]), Format::Terminal, &PLAIN));
    insta::assert_snapshot!("jsonl_parts", written(&report(&["parts"]), Format::Jsonl, &PLAIN));
}

#[test]
fn terminal_stacked() {
    insta::assert_snapshot!(written(&report(&["parallel"]), Format::Terminal, &Style { width: 50, ..PLAIN }));
}

#[test]
fn terminal_isolates_and_colours_made_visible() {
    let style = Style { colour: true, isolates: true, width: 80, parts: false };
    let text = written(&report(&["parallel"]), Format::Terminal, &style);
    let visible = text
        .replace('\u{2066}', "<LRI>")
        .replace('\u{2067}', "<RLI>")
        .replace('\u{2068}', "<FSI>")
        .replace('\u{2069}', "<PDI>")
        .replace('\u{1b}', "<ESC>");
    insta::assert_snapshot!(visible);
}

#[test]
fn terminal_without_pairs() {
    insta::assert_snapshot!(written(&Report::default(), Format::Terminal, &PLAIN));
}

#[test]
fn jsonl() {
    insta::assert_snapshot!(written(&report(&["parallel", "comparable"]), Format::Jsonl, &PLAIN));
}

#[test]
fn tsv() {
    insta::assert_snapshot!(written(&report(&["parallel", "comparable"]), Format::Tsv, &PLAIN));
}

#[test]
fn index() {
    insta::assert_snapshot!(written(&report(&["parallel", "comparable"]), Format::Index, &PLAIN));
}

// ---- formats ----

#[test]
fn formats_by_file_name() {
    for (name, expected) in [
        ("out.jsonl", Some(Format::Jsonl)),
        ("a.b/out.NDJSON", Some(Format::Jsonl)),
        ("out.tsv.gz", Some(Format::Tsv)),
        ("out.index", Some(Format::Index)),
        ("out.txt", Some(Format::Terminal)),
        ("out.json", None),
        ("out", None),
        ("tsv", None),
        (".tsv", None),
        ("out.gz", None),
    ] {
        assert_eq!(Format::by_extension(Path::new(name)), expected, "{name}");
    }
}

#[test]
fn format_names_are_read_back_and_errors_list_them() {
    for (format, name) in Format::ALL {
        assert_eq!(name.parse::<Format>().unwrap(), format);
        assert_eq!(format.name(), name);
    }
    let error = "xml".parse::<Format>().unwrap_err().to_string();
    assert!(error.contains("\"xml\"") && Format::names().all(|name| error.contains(name)), "{error}");
}

#[test]
fn document_escapes_have_no_effect_on_a_terminal() {
    let mut report = report(&["comparable"]);
    // Same length, so that the spans stay right.
    report.documents[1].text = report.documents[1].text.replace("Twelve", "\u{1b}[31m\u{7}");
    report.documents[1].id = "\u{1b}]0;owned\u{7}\u{9b}2J\r\n.txt".into();
    report.documents[0].title = Some("\u{202e}title\u{2069}".into());
    let text = written(&report, Format::Terminal, &PLAIN);
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
    assert!(!text.contains('\u{202e}'));
    assert!(text.contains("\u{fffd}[31m\u{fffd}"));
}

// ---- files ----

fn say(text: &str) -> impl FnOnce(&mut dyn Write) -> io::Result<()> {
    move |out| out.write_all(text.as_bytes())
}

#[test]
fn files_are_written_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.tsv");
    to_file(&path, say("one\n")).unwrap();
    to_file(&path, say("two\n")).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "two\n");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn an_error_leaves_the_old_file_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.tsv");
    to_file(&path, say("old\n")).unwrap();
    let error = to_file(&path, |out| {
        out.write_all(&b"x".repeat(200_000))?;
        Err(io::Error::other("disk on fire"))
    });
    let message = error.unwrap_err().to_string();
    assert!(message.contains("out.tsv") && message.contains("disk on fire"), "{message}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "old\n");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn gz_is_compressed_and_reproducible() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.jsonl.gz");
    let text = "جسر bridge\n".repeat(50_000);
    to_file(&path, say(&text)).unwrap();
    let packed = fs::read(&path).unwrap();
    assert!(packed.len() < text.len() / 20);
    let mut unpacked = String::new();
    flate2::read::GzDecoder::new(packed.as_slice()).read_to_string(&mut unpacked).unwrap();
    assert!(unpacked == text);
    to_file(&path, say(&text)).unwrap();
    assert_eq!(fs::read(&path).unwrap(), packed);
}

#[test]
fn unwritable_places_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let absent = folder.path().join("absent/out.tsv");
    let read_only = folder.path().join("kept.tsv");
    fs::write(&read_only, "kept").unwrap();
    let mut permissions = fs::metadata(&read_only).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&read_only, permissions).unwrap();
    for (path, reason) in [
        (absent.as_path(), "there is no folder"),
        (folder.path(), "it is a folder"),
        (&read_only, "it is read-only"),
    ] {
        let message = to_file(path, say("x")).unwrap_err().to_string();
        assert!(message.contains(&path.display().to_string()) && message.contains(reason), "{message}");
    }
    assert_eq!(fs::read_to_string(&read_only).unwrap(), "kept");
}

#[test]
fn a_reader_that_stops_is_no_error_and_a_full_disk_is() {
    to_stdout(|_| Err(io::ErrorKind::BrokenPipe.into())).unwrap();
    let message = to_stdout(|_| Err(io::ErrorKind::StorageFull.into())).unwrap_err().to_string();
    assert!(message.starts_with("standard output: cannot write"), "{message}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_reported() {
    // Fails only when the buffer is flushed: a flush forgotten would lose the error.
    let message = to_file(Path::new("/dev/full"), say("x")).unwrap_err().to_string();
    assert!(message.starts_with("/dev/full: cannot write"), "{message}");
}

#[cfg(unix)]
#[test]
fn links_modes_and_devices_are_respected() {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let (path, link) = (folder.path().join("real.tsv"), folder.path().join("link.tsv"));
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.tsv", &link).unwrap();
    to_file(&link, say("new")).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().file_type().is_symlink());
    assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    // A new file is as open as any other the user creates.
    let (ours, plain) = (folder.path().join("ours"), folder.path().join("plain"));
    to_file(&ours, say("x")).unwrap();
    fs::write(&plain, "x").unwrap();
    let mode = |path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&ours), mode(&plain));
    to_file(Path::new("/dev/null"), say("gone")).unwrap();
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
}

// ---- what holds of any report ----

/// Text of the kinds that break writers: both scripts, marks, controls, wide characters, separators.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z0-9,.]{1,12}",
        4 => "[ابتثجحخدذرزسشلمنهوية٠-٩،]{1,12}",
        1 => "[ \t\r\n\u{a0}\u{85}\u{2028}\u{b}]{1,3}",
        1 => "[\u{0}\u{7}\u{1b}\u{7f}\u{9b}\"\\\\\\[]{1,3}",
        1 => "[\u{202a}-\u{202e}\u{2066}-\u{2069}\u{200d}-\u{200f}\u{feff}\u{ad}]{1,3}",
        1 => "[漢字😀ًُّ]{1,6}",
        1 => "\\PC{1,10}",
    ];
    prop::collection::vec(piece, 1..12).prop_map(|pieces| pieces.join(" "))
}

/// A span between two characters of `text`, chosen by two fractions.
fn some_span(text: &str, base: usize, from: f64, to: f64) -> Span {
    let mut edges: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    edges.push(text.len());
    let pick = |fraction: f64| edges[((edges.len() - 1) as f64 * fraction) as usize];
    let (a, b) = (pick(from), pick(to));
    Span::new(base + a.min(b), base + a.max(b))
}

prop_compose! {
    fn any_report()(
        texts in prop::collection::vec(prop::collection::vec(any_text(), 0..14), 2),
        ids in prop::collection::vec(any_text(), 2),
        titles in prop::collection::vec(prop::option::of(any_text()), 2),
        cuts in prop::collection::vec((0usize..13, 0usize..13, 0f32..=1.0), 1..6),
        pieces in prop::collection::vec((0f64..1.0, 0f64..1.0, 0f64..1.0, 0f64..1.0, 0f32..9.0), 0..12),
        why in any_text(),
        parallel in any::<bool>(),
        chosen in any::<bool>(),
    ) -> Report {
        let mut report = Report::default();
        for (doc, lang) in [Lang::Arabic, Lang::English].into_iter().enumerate() {
            let (mut text, mut sentences) = (String::new(), vec![]);
            for sentence in &texts[doc] {
                let start = text.len();
                text.push_str(sentence);
                sentences.push(Sentence { span: Span::new(start, text.len()), mark: Mark::Content, paragraph: 0 });
                text.push(' ');
            }
            let bounds = vec![0; sentences.len() + 1];
            let (id, title) = (ids[doc].clone(), titles[doc].clone());
            report.documents.push(Document { id, title, text, ..Document::default() });
            report.parts.push(Prepared { doc, lang, sentences, tokens: vec![], bounds });
        }
        let (mut beads, mut evidence, mut next) = (vec![], vec![], [0usize; 2]);
        for (ar, en, score) in cuts {
            let mut take = |side: usize, count: usize| -> Vec<u32> {
                let end = (next[side] + count).min(texts[side].len());
                let taken = (next[side]..end).map(|i| i as u32).collect();
                next[side] = end;
                taken
            };
            let (ar, en) = (take(0, ar), take(1, en));
            let kind = (!ar.is_empty() && !en.is_empty()).then_some(PairKind::Part);
            let mut bead = Bead { ar, en, score, kind, parts: vec![] };
            let mut found = vec![];
            if !bead.is_null() {
                for &(a, b, c, d, weight) in &pieces {
                    let span = |side: usize, i: u32, from, to| {
                        let sentence: Span = report.parts[side].sentences[i as usize].span;
                        some_span(sentence.of(&report.documents[side].text), sentence.start as usize, from, to)
                    };
                    let (ar, en) = (span(0, bead.ar[0], a, b), span(1, bead.en[0], c, d));
                    found.push(Evidence { kind: EvidenceKind::Word, ar, en, weight });
                    if weight > 6.0 {
                        bead.parts.push(BeadPart { ar: vec![ar], en: vec![en], score: weight / 9.0 });
                    }
                }
            }
            if !(bead.ar.is_empty() && bead.en.is_empty()) {
                beads.push(bead);
                evidence.push(found);
            }
        }
        let mode = if parallel { Mode::Parallel } else { Mode::Comparable };
        report.ranking.push(DocPair { ar: 0, en: 1, deviation: 0.0, cosine: 0.0, score: 0.5, chosen });
        report.left_out.push(LeftOut { id: why.clone(), what: ids[0].clone(), bytes: 12_345 });
        let explanation = Explanation::default();
        report.alignments.push(Alignment { ar: 0, en: 1, score: 0.5, mode, why, beads, evidence, explanation });
        report
    }
}

const ESCAPE: char = '\u{1b}';
const BREAKS: [char; 4] = ['\r', '\u{b}', '\u{85}', '\u{2028}'];
const ISOLATES: [char; 4] = ['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'];

/// Whether every isolate of `line` is closed, in order, and none is closed that is not open.
fn is_balanced(line: &str) -> bool {
    let mut open = 0i32;
    for c in line.chars() {
        open += match c {
            '\u{2066}'..='\u{2068}' => 1,
            '\u{2069}' => -1,
            _ => 0,
        };
        if open < 0 {
            return false;
        }
    }
    open == 0
}

/// `text` without the escapes of colour, which end in `m`, and without blanks at line ends.
fn without_colour(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            chars.by_ref().find(|&c| c == 'm');
        } else {
            out.push(c);
        }
    }
    out.lines().map(|line| line.trim_end_matches(' ')).collect::<Vec<_>>().join("\n")
}

/// Found by the property below: a blank title took a line in colour and none without.
#[test]
fn a_title_of_no_break_spaces_takes_no_line() {
    let mut report = report(&["parallel"]);
    for title in ["\u{a0}", "\u{2007}\u{202f}", "\u{2067}\u{2069}", " "] {
        for width in [30, 120] {
            let style = Style { width, ..Style::default() };
            report.documents.iter_mut().for_each(|d| d.title = None);
            let untitled = written(&report, Format::Terminal, &style).lines().count();
            report.documents.iter_mut().for_each(|d| d.title = Some(title.to_owned()));
            for colour in [false, true] {
                let seen = written(&report, Format::Terminal, &Style { colour, ..style });
                assert_eq!(seen.lines().count(), untitled, "{title:?} at {width}, colour {colour}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn tsv_has_nine_columns_and_a_line_a_bead(report in any_report()) {
        let text = written(&report, Format::Tsv, &PLAIN);
        prop_assert_eq!(text.split_terminator('\n').count(), 1 + report.alignments[0].beads.len());
        for line in text.split_terminator('\n') {
            prop_assert_eq!(line.split('\t').count(), 9, "{:?}", line);
            prop_assert!(!line.contains(BREAKS));
        }
    }

    #[test]
    fn tsv_has_a_line_a_part_when_asked(report in any_report()) {
        let text = written(&report, Format::Tsv, &Style { parts: true, ..PLAIN });
        let lines: usize = report.alignments[0].beads.iter().map(|b| b.parts.len().max(1)).sum();
        prop_assert_eq!(text.split_terminator('\n').count(), 1 + lines);
        prop_assert!(text.split_terminator('\n').all(|line| line.split('\t').count() == 9));
    }

    #[test]
    fn jsonl_lines_parse_and_spans_slice_back(report in any_report()) {
        let text = written(&report, Format::Jsonl, &PLAIN);
        prop_assert_eq!(text.lines().count(), report.alignments[0].beads.len());
        for (line, bead) in text.lines().zip(&report.alignments[0].beads) {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            let slice = |doc: usize, span: &serde_json::Value| {
                let at = |i: usize| span[i].as_u64().unwrap() as usize;
                report.documents[doc].text[at(0)..at(1)].to_owned()
            };
            for (doc, side, indices) in [(0, "ar", &bead.ar), (1, "en", &bead.en)] {
                let side = &value[side];
                prop_assert_eq!(&side["sentences"], &serde_json::json!(indices));
                let spans = side["spans"].as_array().unwrap();
                let texts: Vec<String> = spans.iter().map(|span| slice(doc, span)).collect();
                prop_assert_eq!(&side["texts"], &serde_json::json!(texts));
                prop_assert_eq!(&side["text"], &serde_json::json!(texts.join(" ")));
            }
            let parts = value.get("parts").map_or(&[][..], |p| p.as_array().unwrap());
            prop_assert_eq!(parts.len(), bead.parts.len());
            for (part, (doc, side)) in parts.iter().flat_map(|p| [(p, (0, "ar")), (p, (1, "en"))]) {
                let spans = part[side]["spans"].as_array().unwrap();
                let texts: Vec<String> = spans.iter().map(|span| slice(doc, span)).collect();
                prop_assert_eq!(&part[side]["texts"], &serde_json::json!(texts));
                prop_assert_eq!(&part[side]["text"], &serde_json::json!(texts.join(" ")));
            }
            for piece in value["evidence"].as_array().unwrap() {
                prop_assert_eq!(piece["ar_text"].as_str().unwrap(), slice(0, &piece["ar"]));
                prop_assert_eq!(piece["en_text"].as_str().unwrap(), slice(1, &piece["en"]));
            }
        }
    }

    #[test]
    fn terminal_lines_are_harmless_balanced_and_fit(report in any_report(), width in 30usize..140, isolates: bool) {
        let text = written(&report, Format::Terminal, &Style { colour: false, width, isolates, parts: false });
        prop_assert!(!text.contains(ESCAPE));
        for line in text.split('\n') {
            prop_assert!(!line.contains(char::is_control), "{:?}", line);
            prop_assert!(is_balanced(line), "{:?}", line);
            prop_assert!(isolates || !line.contains(ISOLATES));
            let columns: usize = line.chars().filter_map(UnicodeWidthChar::width).sum();
            prop_assert!(columns <= width, "{} columns of {}: {:?}", columns, width, line);
        }
    }

    #[test]
    fn colour_changes_nothing_but_colour(report in any_report(), width in 30usize..140) {
        let style = Style { colour: false, width, isolates: true, parts: false };
        let plain = written(&report, Format::Terminal, &style);
        let coloured = written(&report, Format::Terminal, &Style { colour: true, ..style });
        prop_assert_eq!(without_colour(&coloured), without_colour(&plain));
    }

    #[test]
    fn index_is_read_back_by_evaluation(report in any_report(), id in any_text()) {
        let beads = &report.alignments[0].beads;
        let read = parse_pred(Path::new("x"), &index_line(&id, beads)).unwrap().remove(0);
        prop_assert_eq!(read.id, id);
        prop_assert!(read.scored);
        let two_sided: Vec<&Bead> = beads.iter().filter(|bead| !bead.is_null()).collect();
        prop_assert_eq!(read.beads.len(), two_sided.len());
        for (read, bead) in read.beads.iter().zip(two_sided) {
            prop_assert_eq!((&read.ar, &read.en), (&bead.ar, &bead.en));
            prop_assert!((read.score - bead.score).abs() <= 0.5001e-4);
        }
    }
}
