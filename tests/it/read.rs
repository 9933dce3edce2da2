//! Reading: every format and encoding, and every way a file can be bad.
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use encoding_rs::{ISO_8859_6, WINDOWS_1252, WINDOWS_1256};
use flate2::{Compression, write::GzEncoder};
use jisr::internals::error::Error;
use jisr::read::{Read, Source, expand, read};
use jisr::text::Document;
use proptest::prelude::*;
use tempfile::TempDir;

const ARABIC: &str = "افتتح رئيس البلدية صباح اليوم الجسر الجديد فوق النهر، وقال إن العمل استغرق ثلاث سنوات.\n\
    وسيبقى الجسر القديم مفتوحا للمشاة إلى أن يتقرر مصيره في العام المقبل؛ هل يهدم؟ لا أحد يعرف ذلك حتى الآن.\n";

/// Reads `bytes` as a file of that name.
fn file(name: &str, bytes: &[u8]) -> (TempDir, Read) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let result = read(&Source { path });
    (folder, result)
}

/// The one document of a file without problems.
fn document(name: &str, bytes: &[u8]) -> Document {
    let (_folder, mut result) = file(name, bytes);
    assert!(result.problems.is_empty(), "{name}: {:?}", result.problems);
    assert_eq!(result.documents.len(), 1, "{name}");
    result.documents.remove(0)
}

/// The one problem of a file without documents, as the user sees it.
fn problem(name: &str, bytes: &[u8]) -> String {
    let (_folder, result) = file(name, bytes);
    assert!(result.documents.is_empty(), "{name}");
    assert_eq!(result.problems.len(), 1, "{name}: {:?}", result.problems);
    result.problems[0].to_string()
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn utf16(text: &str, little: bool) -> Vec<u8> {
    text.encode_utf16()
        .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
        .collect()
}

#[test]
fn encodings() {
    let mut cases = vec![
        ("utf-8", ARABIC.as_bytes().to_vec()),
        ("utf-8 with mark", [b"\xef\xbb\xbf", ARABIC.as_bytes()].concat()),
        ("utf-16le", utf16(ARABIC, true)),
        ("utf-16be", utf16(ARABIC, false)),
        ("utf-16le with mark", [b"\xff\xfe".to_vec(), utf16(ARABIC, true)].concat()),
        ("utf-16be with mark", [b"\xfe\xff".to_vec(), utf16(ARABIC, false)].concat()),
    ];
    for encoding in [WINDOWS_1256, ISO_8859_6] {
        let (bytes, _, lost) = encoding.encode(ARABIC);
        assert!(!lost);
        cases.push((encoding.name(), bytes.into_owned()));
    }
    for (name, bytes) in cases {
        assert_eq!(document("a.txt", &bytes).text, ARABIC, "{name}");
        assert_eq!(document("a.txt.gz", &gz(&bytes)).text, ARABIC, "{name}, packed");
    }
}

#[test]
fn short_arabic_in_both_single_byte_encodings() {
    for text in ["السلام عليكم", "قال الوزير إن القرار نهائي", "في البيت الكبير رجل وامرأة"]
    {
        for encoding in [WINDOWS_1256, ISO_8859_6] {
            assert_eq!(document("a.txt", &encoding.encode(text).0).text, text, "{}", encoding.name());
        }
    }
}

#[test]
fn latin_in_windows_1252_and_english_in_utf16() {
    let text =
        "The café on the corner – “our café”, as she said – closed in May. Señor Núñez owned it for years.\n";
    assert_eq!(document("a.txt", &WINDOWS_1252.encode(text).0).text, text);
    let text = "It is plain English.\r\nNothing else.\r\n";
    assert_eq!(document("a.txt", &utf16(text, true)).text, text);
    assert_eq!(document("a.txt", &utf16(text, false)).text, text);
}

#[test]
fn line_ends_stay_as_they_are() {
    assert_eq!(document("a.txt", b"One.\r\n\r\nTwo.\r\n").text, "One.\r\n\r\nTwo.\r\n");
}

#[test]
fn declared_encoding_of_a_page() {
    let page = "<html><head><meta charset=windows-1256><title>خبر</title></head><body><p>خبر قصير جدا</p></body></html>";
    let document = document("a.html", &WINDOWS_1256.encode(page).0);
    assert_eq!((document.title.as_deref(), document.text.as_str()), (Some("خبر"), "خبر قصير جدا"));
}

/// Each page in tests/data/read/html beside what should come out of it.
#[test]
fn pages() {
    let mut pages: Vec<PathBuf> = fs::read_dir("tests/data/read/html")
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().unwrap() == "html")
        .collect();
    pages.sort();
    assert!(pages.len() >= 3);
    for page in pages {
        let Read { documents, problems } = read(&Source { path: page.clone() });
        assert!(problems.is_empty(), "{problems:?}");
        let d = &documents[0];
        let mut found = String::new();
        for (field, value) in [("title", &d.title), ("lang", &d.declared), ("date", &d.date), ("url", &d.url)]
        {
            if let Some(value) = value {
                writeln!(found, "{field}: {value}").unwrap();
            }
        }
        writeln!(found, "\n{}", d.text).unwrap();
        assert_eq!(found, fs::read_to_string(page.with_extension("txt")).unwrap(), "{}", page.display());
    }
}

#[test]
fn a_page_nested_deep_is_read() {
    let page = format!("<html><body>{}<p>Far down there is a sentence.</p>", "<div>".repeat(100_000));
    assert_eq!(document("a.html", page.as_bytes()).text, "Far down there is a sentence.");
}

#[test]
fn records() {
    let path = Path::new("tests/data/read/records.jsonl");
    let Read { documents, problems } = read(&Source { path: path.to_owned() });
    let ids: Vec<_> = documents.iter().map(|d| d.id.strip_prefix(path.to_str().unwrap()).unwrap()).collect();
    assert_eq!(ids, ["#a1", "#2", "#4", "#a1:5", "#f"]);
    let first = &documents[0];
    assert_eq!(first.title.as_deref(), Some("الجسر"));
    assert_eq!(first.declared.as_deref(), Some("ar"));
    assert_eq!(first.date.as_deref(), Some("2021-03-14"));
    assert_eq!(first.url.as_deref(), Some("https://example.org/a1"));
    assert_eq!(first.text, "افتتح الجسر اليوم.\nوعبره الناس.");
    let lines: Vec<_> = problems
        .iter()
        .map(|p| match p {
            Error::Content { line, .. } => line.unwrap(),
            other => panic!("{other}"),
        })
        .collect();
    assert_eq!(lines, [6, 7, 8, 9, 10]);
    assert!(
        problems[0]
            .to_string()
            .starts_with("tests/data/read/records.jsonl:6: expected a JSON object, found EOF")
    );
    assert!(problems[1].to_string().contains("no field \"text\""));
    assert!(problems[2].to_string().contains("no string"));
}

#[test]
fn a_text_file_called_jsonl_gives_few_problems() {
    let (_folder, result) = file("a.jsonl", "not json\n".repeat(1000).as_bytes());
    assert_eq!(result.problems.len(), 21);
    assert!(result.problems[20].to_string().contains("980 more bad lines"));
}

#[test]
fn content_decides_where_the_name_says_nothing() {
    assert_eq!(document("notes", "Some words.".as_bytes()).text, "Some words.");
    assert_eq!(document("a.md", b"# Title\n\nWords.").text, "# Title\n\nWords.");
    assert_eq!(
        document("page", b"<!DOCTYPE html><title>T</title><p>Some words here.</p>").text,
        "Some words here."
    );
    assert!(document("records", b"{\"id\": 7, \"text\": \"Some words.\"}\n").id.ends_with("records#7"));
    assert_eq!(document("packed.txt", &gz(b"Some words.")).text, "Some words.");
}

#[test]
fn gzip_members_follow_each_other() {
    let bytes = [gz(b"One. "), gz(b"Two."), vec![0; 512]].concat();
    assert_eq!(document("a.txt.gz", &bytes).text, "One. Two.");
}

#[test]
fn truncated_gzip() {
    let whole = gz(ARABIC.repeat(50).as_bytes());
    for length in [12, whole.len() / 2, whole.len() - 4] {
        let problem = problem("a.txt.gz", &whole[..length]);
        assert!(
            problem.contains("a.txt.gz: expected a complete gzip file, found one that breaks off"),
            "{problem}"
        );
    }
    let mut damaged = whole.clone();
    damaged[whole.len() / 2] ^= 0xff;
    assert!(problem("a.txt.gz", &damaged).contains("expected a complete gzip file, found"));
}

#[test]
fn empty_files() {
    assert!(problem("a.txt", b"").contains("a.txt: expected text, found an empty file"));
    assert!(problem("a.txt", b" \r\n\t\n").contains("found only white space"));
    assert!(problem("a.txt", b"\xef\xbb\xbf\n").contains("found only white space"));
    assert!(problem("a.jsonl", b"").contains("found an empty file"));
    assert!(
        problem("a.html", b"<html><body><script>x()</script></body></html>").contains("a page without text")
    );
    assert!(problem("a.txt.gz", &gz(b"")).contains("found an empty file"));
}

#[test]
fn binary_files() {
    assert!(problem("a.txt", b"words\0and\0words").contains("found a binary file"));
    let noise: Vec<u8> = (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert!(problem("a.txt", &noise).contains("found a binary file"));
    assert!(problem("a.txt", b"%PDF-1.7\nsome text").contains("found a PDF file"));
    assert!(problem("a.docx", b"PK\x03\x04 and so on").contains("found a ZIP archive"));
}

#[test]
fn broken_utf8_is_read_and_told() {
    let mut bytes = ARABIC.as_bytes().to_vec();
    let second = ARABIC.find('\n').unwrap() + 1;
    bytes.splice(second..second, *b"\xff\xfe");
    // Cut inside the last letter.
    bytes.truncate(bytes.len() - 3);
    let (_folder, result) = file("a.txt", &bytes);
    let text = &result.documents[0].text;
    assert!(text.starts_with("افتتح") && text.contains("\n\u{fffd}\u{fffd}وسيبقى"), "{text}");
    let told = result.problems[0].to_string();
    assert!(told.contains("a.txt:2: expected valid UTF-8, found 3 broken bytes"), "{told}");
    assert!(told.contains("read with U+FFFD in place of 3 bytes"), "{told}");
    assert_eq!(result.problems.len(), 1);
}

#[test]
fn unreadable_paths() {
    let (sources, problems) = expand(&["/no/such/file.txt".into()]);
    assert!(sources.is_empty());
    assert!(problems[0].to_string().starts_with("/no/such/file.txt: cannot read:"), "{}", problems[0]);
    let gone = read(&Source { path: "/no/such/file.txt".into() });
    assert!(matches!(gone.problems[..], [Error::Io { .. }]) && gone.documents.is_empty());
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(read(&Source { path: folder.path().into() }).problems[..], [Error::Io { .. }]));
}

#[test]
fn folders() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let (sources, problems) = expand(&[folder.path().into()]);
    assert!(sources.is_empty());
    assert!(problems[0].to_string().contains("found an empty folder"), "{}", problems[0]);

    fs::write(at("photo.jpg"), b"x").unwrap();
    let (_, problems) = expand(&[folder.path().into()]);
    assert!(problems[0].to_string().contains("found 1 files of other kinds"), "{}", problems[0]);

    fs::create_dir_all(at("b")).unwrap();
    fs::create_dir_all(at(".git")).unwrap();
    for name in ["c.txt", "b/2.HTML", "b/1.jsonl.gz", "a.ndjson", ".hidden.txt", ".git/d.txt", "readme.md"] {
        fs::write(at(name), b"x").unwrap();
    }
    let (sources, problems) = expand(&[folder.path().into(), at("readme.md"), at("c.txt"), "-".into()]);
    assert!(problems.is_empty());
    let paths: Vec<PathBuf> = sources.into_iter().map(|s| s.path).collect();
    assert_eq!(
        paths,
        [at("a.ndjson"), at("b/1.jsonl.gz"), at("b/2.HTML"), at("c.txt"), at("readme.md"), "-".into()]
    );
}

#[test]
fn five_megabytes_on_one_line() {
    one_line(5 << 20);
}

#[test]
#[ignore = "takes seconds without optimisation"]
fn fifty_megabytes_on_one_line() {
    one_line(50 << 20);
}

fn one_line(length: usize) {
    let sentence = "وقال الوزير إن القرار نهائي. It is final. ";
    let text = sentence.repeat(length / sentence.len());
    assert_eq!(document("a.txt", text.as_bytes()).text.len(), text.len());
    let record = format!("{{\"id\": 1, \"text\": \"{text}\"}}");
    assert_eq!(document("a.jsonl", record.as_bytes()).text.len(), text.len());
    let page = format!("<html><body><p>{text}</p></body></html>");
    assert_eq!(document("a.html", page.as_bytes()).text.len(), text.len() - 1);
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600), kind in 0..4usize) {
        let (_folder, result) = file(["a.txt", "a.html", "a.jsonl", "a"][kind], &bytes);
        prop_assert!(!result.documents.is_empty() || !result.problems.is_empty());
    }

    #[test]
    fn any_text_comes_back(text in "[ء-ي .،a-zé\n]{40,200}") {
        prop_assume!(!text.trim().is_empty());
        prop_assert_eq!(document("a.txt", text.as_bytes()).text, text);
    }

    #[test]
    fn any_markup_is_read_without_panic(text in "(<[a-z/!]{0,8}[ >]|[a-zء-ي &;]{0,9}){0,60}") {
        let _ = file("a.html", text.as_bytes());
    }
}
