//! What comes of bad input: each fault is told with its place and a way out, the rest of the run goes on, the exit code
//! is 2, and there is no panic.

use std::fs;
use std::io::{BufRead, BufReader, Read as _};
use std::process::{Command, Stdio};

use crate::common::{AR, EN, Folder, run, sentences, split_line};

/// Aligns `bad` beside a good pair: the pair is aligned all the same.
#[track_caller]
fn beside_a_pair(folder: &Folder, bad: &str, said: &[&str]) {
    let seen = folder.run(["align", "ar.txt", bad, "en.txt", "--format", "index"]).bad(said);
    assert!(seen.out.starts_with("{\"id\":\"ar.txt|en.txt\",\"pairs\":[[[0],[0]"), "{seen:#?}");
}

// ---- files ----

#[test]
fn empty_files() {
    let folder = Folder::with_pair();
    folder.file("empty.txt", "");
    folder.file("blank.txt", "\u{feff} \n\t\r\n");
    folder.file("empty.jsonl", "");
    folder.file("empty.html", "<html><body></body></html>");
    for name in ["empty.txt", "blank.txt", "empty.jsonl", "empty.html"] {
        beside_a_pair(&folder, name, &[&format!("{name}: expected text, found "), "leave the file out"]);
    }
}

#[test]
fn a_folder_without_documents() {
    let folder = Folder::with_pair();
    fs::create_dir(folder.at("hollow")).unwrap();
    beside_a_pair(&folder, "hollow", &["hollow: expected a folder with documents", "found an empty folder"]);
    folder.file("hollow/photo.jpg", "\u{1}");
    beside_a_pair(&folder, "hollow", &["found 1 files of other kinds"]);
    let alone = folder.run(["align", "hollow"]).bad(&["hollow: expected a folder with documents"]);
    assert_eq!(alone.out, "");
}

#[test]
fn one_language_alone() {
    let folder = Folder::with_pair();
    folder.run(["align", "ar.txt"]).bad(&["found no English one among 1"]);
    folder.run(["align", "en.txt"]).bad(&["found no Arabic one among 1"]);
    let other = folder.file("fr.txt", fs::read("seeds/other_fr.txt").unwrap());
    let seen = folder.run(["align", other.to_str().unwrap()]);
    seen.bad(&["found no Arabic one among 1", "found no English one among 1"]);
}

#[test]
fn binary_files() {
    let folder = Folder::with_pair();
    folder.file("zeros.txt", b"\x00\x01\x02\x03abc\x00\x00\xff\xfe\x80".repeat(50));
    folder.file("paper.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3");
    folder.file("noise.jsonl", b"\x7fELF\x02\x01\x01\x00\x00".repeat(9));
    for name in ["zeros.txt", "paper.txt", "noise.jsonl"] {
        beside_a_pair(&folder, name, &[&format!("{name}: expected text, found a")]);
    }
}

#[test]
fn broken_utf_8_is_read_and_told() {
    let folder = Folder::with_pair();
    let mut bytes = AR.as_bytes().to_vec();
    bytes.splice(70..70, [0xd9, 0xff]);
    folder.file("broken.txt", bytes);
    let seen = folder.run(["align", "broken.txt", "en.txt", "--format", "index"]);
    let seen = seen.bad(&["broken.txt:2: expected valid UTF-8", "broken bytes", "U+FFFD"]);
    assert!(seen.out.contains("[[3],[3]"), "{}", seen.out);
}

#[test]
fn a_broken_line_of_json_is_named_and_the_rest_goes_on() {
    let folder = Folder::new();
    let record = |id: &str, text: &str| serde_json::json!({ "id": id, "text": text }).to_string() + "\n";
    let text = record("a", AR)
        + "{\"id\": \"b\", \"text\": \"cut o\n[1,2]\n"
        + &record("e", EN)
        + "{\"id\":\"n\"}\n";
    folder.file("news.jsonl", text);
    let seen = folder.run(["align", "news.jsonl", "--format", "index"]);
    let seen = seen.bad(&[
        "news.jsonl:2: expected a JSON object",
        "news.jsonl:3: expected",
        "news.jsonl:5: expected a field \"text\"",
    ]);
    assert!(seen.out.starts_with("{\"id\":\"news.jsonl#a|news.jsonl#e\""), "{}", seen.out);
    assert_eq!(seen.err.lines().count(), 3, "{}", seen.err);
}

#[test]
fn a_broken_line_of_given_sentences_is_named_and_the_rest_goes_on() {
    let folder = Folder::new();
    let (ar, en) = (sentences(AR), sentences(EN));
    let text = split_line("one", &ar, &en)
        + "{\"id\":\"two\",\"ar\":[\""
        + "\n"
        + "{\"id\":\"three\",\"ar\":[]}\n"
        + "{\"id\":\"four\",\"ar\":[1],\"en\":[]}\n"
        + &split_line("five", &ar, &en);
    folder.file("in.jsonl", text);
    let seen = folder.run(["align", "--presplit", "in.jsonl", "--format", "index"]);
    let seen = seen.bad(&[
        "in.jsonl:2: expected",
        "in.jsonl:3: expected",
        "missing field `en`",
        "in.jsonl:4: expected",
    ]);
    let ids: Vec<&str> = seen.out.lines().map(|l| l.split('"').nth(3).unwrap()).collect();
    assert_eq!(ids, ["one", "five"]);
    for (name, content) in [("empty.jsonl", ""), ("bad.jsonl", "no JSON at all\n")] {
        folder.file(name, content);
        let seen = folder.run(["align", "--presplit", name]).bad(&[name]);
        assert_eq!(seen.out, "");
    }
    folder.run(["align", "--presplit", "nowhere.jsonl"]).bad(&["nowhere.jsonl: cannot read"]);
}

#[test]
fn files_that_cannot_be_read() {
    let folder = Folder::with_pair();
    beside_a_pair(&folder, "nowhere.txt", &["nowhere.txt: cannot read: "]);
    fs::create_dir(folder.at("folder.txt")).unwrap();
    beside_a_pair(&folder, "folder.txt", &["folder.txt: expected a folder with documents"]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("gone.txt", folder.at("dangling.txt")).unwrap();
        beside_a_pair(&folder, "dangling.txt", &["dangling.txt: cannot read: "]);
        std::os::unix::fs::symlink("loop.txt", folder.at("loop.txt")).unwrap();
        beside_a_pair(&folder, "loop.txt", &["loop.txt: cannot read: "]);
    }
    folder.file("cut.txt.gz", b"\x1f\x8b\x08\x00\x00\x00");
    beside_a_pair(&folder, "cut.txt.gz", &["cut.txt.gz: expected a complete gzip file"]);
    folder.run(["align", "nowhere.txt"]).bad(&["nowhere.txt: cannot read: "]);
}

#[test]
fn a_name_with_an_escape_sequence_does_not_steer_the_terminal() {
    let folder = Folder::with_pair();
    let seen = folder.run(["align", "ar.txt", "en.txt", "x\u{1b}[31m.txt"]).bad(&["[31m.txt: cannot read"]);
    assert!(!seen.err.contains('\u{1b}'), "{:?}", seen.err);
}

// ---- size ----

const AR_LINE: &str =
    "زار الرئيس التركي رجب طيب إردوغان باكو يوم الاثنين وقال إن 90 مليون نسمة يعيشون في تركيا ";
const EN_LINE: &str =
    "The Turkish president Erdogan visited Baku on Monday and said 90 million people live in Turkey ";

/// Writes an Arabic and an English text of about `bytes` bytes, each one line, as text and as JSON Lines.
fn one_line(folder: &Folder, bytes: usize, end: &str) {
    let fill = |line: &str| format!("{}{end} ", line.trim_end()).repeat(bytes / line.len());
    let (ar, en) = (fill(AR_LINE), fill(EN_LINE));
    let record = |id: &str, text: &str| serde_json::json!({ "id": id, "text": text }).to_string() + "\n";
    folder.file("long.jsonl", record("a", &ar) + &record("e", &en));
    folder.file("given.jsonl", split_line("x", &[&ar], &[&en]));
    folder.file("ar.txt", ar);
    folder.file("en.txt", en);
}

/// Aligns each of `runs`. Were the work quadratic in the length, none would end.
fn to_the_end(folder: &Folder, runs: &[&[&str]]) {
    for args in runs {
        let seen = folder.run(["align", "--format", "index"].iter().chain(*args)).good();
        assert!(seen.out.ends_with('\n') || seen.err.contains("no document pair"), "{args:?}: {seen:#?}");
    }
}

#[test]
fn five_megabytes_on_one_line() {
    let folder = Folder::new();
    one_line(&folder, 5 << 20, ".");
    to_the_end(&folder, &[&["ar.txt", "en.txt"], &["long.jsonl"]]);
}

#[test]
fn five_megabytes_without_a_full_stop() {
    let folder = Folder::new();
    one_line(&folder, 5 << 20, "");
    to_the_end(&folder, &[&["ar.txt", "en.txt"], &["long.jsonl"]]);
}

/// One sentence of a megabyte against one of a megabyte: the words of one against the words of the other.
#[test]
fn a_sentence_of_a_megabyte_is_aligned() {
    let folder = Folder::new();
    one_line(&folder, 1 << 20, "");
    to_the_end(&folder, &[&["--presplit", "given.jsonl"], &["--all-pairs", "ar.txt", "en.txt"]]);
}

#[test]
#[ignore = "for an optimised build: cargo test --release --test it bad_input -- --ignored"]
fn fifty_megabytes_on_one_line() {
    for end in ["", "."] {
        let folder = Folder::new();
        one_line(&folder, 50 << 20, end);
        to_the_end(&folder, &[&["ar.txt", "en.txt"], &["long.jsonl"]]);
    }
}

#[test]
fn words_and_numbers_without_end() {
    let folder = Folder::with_pair();
    folder.file("a.txt", "ا".repeat(1 << 19));
    folder.file("b.txt", "a".repeat(1 << 20));
    folder.file("c.txt", format!("{AR}\n{}", "١٢٣,".repeat(1 << 18)));
    folder.file("d.txt", format!("{EN}\n{}", "1,234,".repeat(1 << 17)));
    folder.file("e.txt", format!("{EN}\n{}", "((((\"'«".repeat(1 << 16)));
    folder.file("f.txt", format!("{AR}\n{}", "أ.".repeat(1 << 17)));
    let seen = folder.run(["align", ".", "--all-pairs", "--format", "index"]);
    seen.no_panic();
    assert_eq!(seen.code, 0, "{}", seen.err);
}

// ---- output ----

/// A program that reads one line and goes: nothing is said, and the run does not fail.
#[test]
fn a_reader_that_leaves_early() {
    let folder = Folder::new();
    let (ar, en) = (sentences(AR), sentences(EN));
    let many: String = (0..3000).map(|k| split_line(&format!("p{k}"), &ar, &en)).collect();
    folder.file("in.jsonl", many);
    let given = folder.at("in.jsonl");
    let given = given.to_str().unwrap();
    let runs: [&[&str]; 5] = [
        &["align", "--presplit", given, "--format", "index"],
        &["align", "--presplit", given, "--format", "jsonl"],
        &["align", "seeds", "--all-pairs"],
        &["lexicon", "stats"],
        &["align", "--help"],
    ];
    for args in runs {
        let mut child = Command::new(env!("CARGO_BIN_EXE_jisr"))
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut reader = BufReader::with_capacity(64, child.stdout.take().unwrap());
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        drop(reader);
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        let status = child.wait().unwrap();
        assert!(!line.is_empty(), "{args:?}");
        assert_eq!((said.as_str(), status.code()), ("", Some(0)), "{args:?}");
    }
}

#[test]
fn outputs_that_cannot_be_written_leave_nothing_behind() {
    let folder = Folder::with_pair();
    fs::create_dir(folder.at("there.tsv")).unwrap();
    let before = folder.names();
    let align = |target: &str| folder.run(["align", "ar.txt", "en.txt", "-o", target]);
    align("no/such/o.tsv").bad(&["no/such/o.tsv: cannot create: there is no folder"]);
    align("there.tsv").bad(&["there.tsv: cannot write: it is a folder"]);
    align("ar.txt/o.tsv").bad(&["ar.txt/o.tsv: cannot create"]);
    assert_eq!(folder.names(), before);
    assert_eq!(fs::read_dir(folder.at("there.tsv")).unwrap().count(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let folder = Folder::with_pair();
    let args = ["align", "ar.txt", "en.txt", "--format", "tsv"];
    folder.run(args.iter().chain(&["-o", "/dev/full"])).bad(&["/dev/full: cannot write: "]);
    let full = || Stdio::from(fs::File::options().write(true).open("/dev/full").unwrap());
    for args in [
        &args[..],
        &["align", "--presplit", "seeds/parallel.gold"],
        &["lexicon", "stats"],
        &["eval", "align", "seeds/parallel.gold"],
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jisr"));
        command.args(args).stdout(full()).stderr(Stdio::piped());
        if args[0] == "align" && args[1] == "ar.txt" {
            command.current_dir(folder.path());
        }
        let output = command.output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert!(
            said.contains("standard output: cannot write: ") && !said.contains("panicked"),
            "{args:?}: {said}"
        );
    }
}

#[test]
fn an_old_output_survives_a_run_that_fails() {
    let folder = Folder::with_pair();
    folder.file("o.tsv", "old");
    folder
        .run(["align", "ar.txt", "en.txt", "-o", "o.tsv", "--lexicon", "nowhere"])
        .bad(&["nowhere: cannot read"]);
    assert_eq!(folder.read("o.tsv"), "old");
    folder.run(["align", "ar.txt", "en.txt", "-o", "o.tsv"]).good();
    assert!(folder.read("o.tsv").starts_with("score\t"));
}

#[test]
fn an_output_that_is_an_input_is_refused() {
    let folder = Folder::with_pair();
    let text = split_line("x", &sentences(AR), &sentences(EN));
    folder.file("in.jsonl", &text);
    folder.file("list.tsv", "ar.txt\ten.txt\n");
    folder.file("own/mine.tsv", "ar\ten\tkind\tnote\nباكو\tBaku\tplace\tAZ\n");
    let own = folder.read("own/mine.tsv");
    fs::create_dir(folder.at("sub")).unwrap();
    let cases: [&[&str]; 8] = [
        &["align", "ar.txt", "en.txt", "-o", "en.txt"],
        &["align", "ar.txt", "en.txt", "-o", "sub/../ar.txt"],
        &["align", ".", "en.txt", "-o", "en.txt"],
        &["align", "--presplit", "in.jsonl", "-o", "./in.jsonl"],
        &["align", "ar.txt", "en.txt", "--pairs", "list.tsv", "-o", "list.tsv"],
        &["align", "ar.txt", "en.txt", "--lexicon", "own", "-o", "own/mine.tsv"],
        &["lexicon", "count", "arabic", "ar.txt", "-o", "ar.txt"],
        &["lexicon", "learn", "list.tsv", "-o", "list.tsv"],
    ];
    for args in cases {
        let seen = folder.run(args).bad(&["expected an output file that is none of the inputs"]);
        assert_eq!(seen.out, "", "{args:?}");
        for (name, before) in
            [("ar.txt", AR), ("en.txt", EN), ("in.jsonl", &text), ("list.tsv", "ar.txt\ten.txt\n")]
        {
            assert_eq!(folder.read(name), before, "{args:?}");
        }
        assert_eq!(folder.read("own/mine.tsv"), own, "{args:?}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("en.txt", folder.at("link.txt")).unwrap();
        folder.run(["align", "ar.txt", "en.txt", "-o", "link.txt"]).bad(&["none of the inputs"]);
        assert_eq!(folder.read("en.txt"), EN);
    }
}

#[test]
fn an_output_is_checked_before_the_work() {
    let folder = Folder::with_pair();
    let seen = folder.run(["align", "ar.txt", "gone.txt", "-o", "no/o.tsv"]).bad(&["there is no folder no"]);
    assert!(!seen.err.contains("gone.txt"), "nothing was read: {}", seen.err);
    let seen = folder.run(["align", "--presplit", "gone.jsonl", "-o", "no/o.tsv"]);
    assert!(!seen.bad(&["there is no folder no"]).err.contains("gone.jsonl"));
}

#[test]
fn one_language_alone_leaves_the_output_as_it_was() {
    let folder = Folder::with_pair();
    folder.file("o.tsv", "old");
    folder.run(["align", "ar.txt", "-o", "o.tsv"]).bad(&["no English one"]);
    assert_eq!(folder.read("o.tsv"), "old");
    folder.run(["align", "en.txt", "-o", "new.tsv"]).bad(&["no Arabic one"]);
    assert_eq!(folder.names(), ["ar.txt", "en.txt", "o.tsv"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_that_is_not_there_yet_stays_a_link() {
    let folder = Folder::with_pair();
    fs::create_dir(folder.at("sub")).unwrap();
    std::os::unix::fs::symlink("sub/o.tsv", folder.at("link.tsv")).unwrap();
    folder.run(["align", "ar.txt", "en.txt", "-o", "link.tsv"]).good();
    assert!(fs::symlink_metadata(folder.at("link.tsv")).unwrap().file_type().is_symlink());
    assert!(folder.read("sub/o.tsv").starts_with("score\t"));
    std::os::unix::fs::symlink("round.tsv", folder.at("round.tsv")).unwrap();
    folder.run(["align", "ar.txt", "en.txt", "-o", "round.tsv"]).bad(&["round.tsv: cannot write: "]);
}

// ---- arguments ----

#[test]
fn arguments_that_make_no_sense() {
    let folder = Folder::with_pair();
    folder.file("bad_name.json", "{\"parallel\":{\"nul\":0.5}}");
    folder.file("bad_type.json", "{\n\"parallel\":{\"reach\":\"high\"}}");
    folder.file("list.tsv", "ar.txt en.txt\n");
    let cases: [(&[&str], &[&str]); 20] = [
        (&["align"], &["required"]),
        (
            &["align", "ar.txt", "en.txt", "--format", "xml"],
            &["a format (terminal, jsonl, tsv, index)", "\"xml\""],
        ),
        (
            &["align", "ar.txt", "en.txt", "-o", "o.xml"],
            &["ending in .txt, .jsonl, .ndjson, .tsv or .index", "found o.xml", "--format"],
        ),
        (&["align", "ar.txt", "en.txt", "-o", "o"], &["found o;", "--format"]),
        (&["align", "ar.txt", "en.txt", "--min-score", "1.5"], &["from 0 to 1 for --min-score", "found 1.5"]),
        (&["align", "ar.txt", "en.txt", "--min-score=-0.1"], &["from 0 to 1 for --min-score", "found -0.1"]),
        (&["align", "ar.txt", "en.txt", "--min-score", "NaN"], &["from 0 to 1 for --min-score", "found NaN"]),
        (&["align", "ar.txt", "en.txt", "--min-score", "much"], &["--min-score"]),
        (&["align", "ar.txt", "en.txt", "--mode", "serial"], &["serial", "comparable"]),
        (
            &["align", "ar.txt", "en.txt", "--weights", "bad_name.json"],
            &["bad_name.json:1: expected weights", "unknown field `nul`", "`shape`"],
        ),
        (
            &["align", "ar.txt", "en.txt", "--weights", "bad_type.json"],
            &["bad_type.json:2: expected weights", "invalid type"],
        ),
        (&["align", "ar.txt", "en.txt", "--weights", "none.json"], &["none.json: cannot read"]),
        (&["align", "ar.txt", "en.txt", "--lexicon", "none"], &["none: cannot read"]),
        (&["align", "ar.txt", "en.txt", "--pairs", "none.tsv"], &["none.tsv: cannot read"]),
        (
            &["align", "ar.txt", "en.txt", "--pairs", "list.tsv"],
            &["list.tsv:1: expected two ids separated by a tab"],
        ),
        (&["align", "ar.txt", "en.txt", "--all-pairs", "--pairs", "list.tsv"], &["cannot be used with"]),
        (&["align", "ar.txt", "--presplit", "x.jsonl"], &["cannot be used with"]),
        (&["align", "ar.txt", "en.txt", "--threads", "0"], &["at least 1 thread", "found 0"]),
        (&["align", "ar.txt", "en.txt", "--threads", "-3"], &["-3"]),
        (&["seal"], &["seal"]),
    ];
    for (args, said) in cases {
        let seen = folder.run(args).bad(said);
        assert_eq!(seen.out, "", "{args:?}");
    }
    assert!(!folder.at("o.xml").exists() && !folder.at("o").exists());
}

#[test]
fn listed_pairs_that_select_nothing_are_told() {
    let folder = Folder::with_pair();
    folder.file("old/ar.txt", AR);
    folder.file("new/ar.txt", AR);
    let run = |list: &str| {
        folder.file("list.tsv", list);
        folder.run(["align", "ar.txt", "en.txt", "old", "new", "--pairs", "list.tsv", "--format", "index"])
    };
    let seen = run("en.txt\tar.txt\nar.txt\ten.txt\n");
    let seen =
        seen.bad(&["\"en.txt\" with \"ar.txt\", which is no Arabic-English pair; are the columns swapped?"]);
    assert!(seen.out.starts_with("{\"id\":\"ar.txt|en.txt\""), "the rest goes on: {}", seen.out);
    let seen = run("ar.txt\told/ar.txt\n").bad(&["no Arabic-English pair"]);
    assert!(!seen.err.contains("--all-pairs") && seen.out.is_empty(), "{seen:#?}");
    let seen = run("ar.txt\tnowhere.txt\n").bad(&["found \"nowhere.txt\""]);
    assert!(!seen.err.contains("--all-pairs") && !seen.err.contains("swapped"), "{}", seen.err);
    for empty in ["", "ar_doc\ten_doc\n", "# none\n\n"] {
        assert_eq!(run(empty).bad(&["list.tsv: expected pairs of ids, found none"]).out, "");
    }
    folder.file("o.index", "old");
    folder.file("list.tsv", "en.txt\tar.txt\n");
    folder.run(["align", "ar.txt", "en.txt", "--pairs", "list.tsv", "-o", "o.index"]).bad(&["swapped"]);
    assert_eq!(folder.read("o.index"), "old");
    folder.file("list.tsv", "ar.txt\ten.txt\n");
    let seen = folder.run(["align", "old", "new", "en.txt", "--pairs", "list.tsv", "--format", "index"]);
    let seen = seen.bad(&["one document that \"ar.txt\"", "found old/ar.txt, new/ar.txt"]);
    assert_eq!(seen.out, "");
}

// ---- gold and lexicons ----

#[test]
fn gold_that_is_none() {
    let folder = Folder::new();
    folder.file("text.gold", "not JSON\n");
    folder.file("empty.gold", "\n");
    folder.file("beyond.gold", "{\"id\":\"x\",\"ar\":[\"ا\"],\"en\":[\"a\"],\"gold\":[[[0],[7]]]}\n");
    folder.file("twice.gold", "{\"id\":\"x\",\"gold\":[]}\n{\"id\":\"x\",\"gold\":[]}\n");
    folder.file("bare.gold", "{\"id\":\"x\",\"gold\":[[[0],[0]]]}\n");
    folder.file("bad.pred", "{\"id\":\"x\",\"pairs\":[[[0],[0],7]]}\n");
    let cases: [(&[&str], &[&str]); 9] = [
        (&["eval", "align", "none.gold"], &["none.gold: cannot read"]),
        (
            &["eval", "align", "text.gold"],
            &["text.gold:1: expected a line such as {\"id\":\"x\"", "at column 2"],
        ),
        (&["eval", "align", "empty.gold"], &["empty.gold: expected", "found no line"]),
        (
            &["eval", "align", "beyond.gold"],
            &["beyond.gold:1: expected English indices below 1", "found 7 in \"x\""],
        ),
        (&["eval", "align", "twice.gold"], &["twice.gold:2: expected each id once", "first in line 1"]),
        (&["eval", "align", "bare.gold"], &["expected \"ar\" and \"en\"", "found none in \"x\""]),
        (&["eval", "align", "bare.gold", "none.pred"], &["none.pred: cannot read"]),
        (&["eval", "align", "bare.gold", "bad.pred"], &["bad.pred:1: expected scores from 0 to 1"]),
        (&["eval", "align", "bare.gold", "--mode", "serial"], &["serial", "comparable"]),
    ];
    for (args, said) in cases {
        let seen = folder.run(args).bad(said);
        assert_eq!(seen.out, "", "{args:?}");
    }
    let seen = folder.run(["eval"]);
    assert!(seen.code == 2 && seen.err.contains("Usage: jisr eval"), "{seen:#?}");
    folder.run(["eval", "documents", "text.gold"]).bad(&["text.gold:1: expected"]);
    folder.run(["eval", "languages", "none.tsv"]).bad(&["none.tsv: cannot read"]);
}

#[test]
fn gold_with_the_sentences_of_one_side_alone() {
    let folder = Folder::new();
    for (name, other) in [("ar", "en"), ("en", "ar")] {
        folder.file("half.gold", format!("{{\"id\":\"x\",\"{name}\":[\"a\"],\"gold\":[[[0],[0]]]}}\n"));
        let seen = folder.run(["eval", "align", "half.gold"]);
        assert_eq!(seen.bad(&[&format!("found no \"{other}\" in \"x\"")]).out, "");
        folder.file("x.pred", "{\"id\":\"x\",\"pairs\":[[[0],[0],0.5]]}\n");
        folder.run(["eval", "align", "half.gold", "x.pred"]).good();
    }
    folder.file("null.gold", "{\"id\":\"x\",\"ar\":[\"ا\"],\"en\":[],\"gold\":[[[0],[]]]}\n");
    folder.run(["eval", "align", "null.gold"]).good();
}

#[test]
fn predictions_beyond_the_sentences_of_the_gold() {
    let folder = Folder::new();
    folder.file("x.gold", split_line("x", &["ا", "ب"], &["a"]).replace("}\n", ",\"gold\":[[[0],[0]]]}\n"));
    folder.file("x.pred", "{\"id\":\"x\",\"pairs\":[[[0],[0]],[[2],[0]]]}\n");
    let seen = folder.run(["eval", "align", "x.gold", "x.pred"]);
    assert_eq!(seen.bad(&["x.pred: expected Arabic indices below 2", "found 2 in \"x\""]).out, "");
}

#[test]
fn lines_of_languages_without_a_tab() {
    let folder = Folder::new();
    folder.file("l.tsv", format!("eng\t{}\nno tab\n\n", sentences(EN)[0]));
    for args in [&["eval", "languages", "l.tsv"][..], &["eval", "languages", "l.tsv", "--json"]] {
        let seen = folder.run(args).bad(&["l.tsv:2: expected a language code, a tab", "found \"no tab\""]);
        assert!(seen.out.contains("eng"), "{}", seen.out);
        assert_eq!(seen.err.lines().count(), 1, "{}", seen.err);
    }
    folder.file("l.tsv", "\n");
    folder.run(["eval", "languages", "l.tsv"]).bad(&["l.tsv: expected a language code", "found no line"]);
}

#[test]
fn an_id_of_given_sentences_that_comes_again() {
    let folder = Folder::new();
    let line = |id| split_line(id, &sentences(AR), &sentences(EN));
    folder.file("in.jsonl", line("x") + &line("y") + &line("x") + "{\"id\":null,\"ar\":[],\"en\":[]}\n");
    let seen = folder.run(["align", "--presplit", "in.jsonl"]);
    let seen = seen.bad(&[
        "in.jsonl:3: expected each id once, found \"x\" again, first in line 1",
        "in.jsonl:4: expected",
        "no string or number",
    ]);
    let ids: Vec<&str> = seen.out.lines().map(|l| l.split('"').nth(3).unwrap()).collect();
    assert_eq!(ids, ["x", "y", "x"]);
}

#[test]
fn a_lexicon_with_a_bad_line() {
    let folder = Folder::with_pair();
    folder.file("own/mine.tsv", "ar\ten\tkind\tnote\nباكو\tBaku\tplace\tAZ\nأنقرة\tAnkara\ttown\tTR\n");
    let seen = folder.run(["align", "ar.txt", "en.txt", "--lexicon", "own"]);
    let seen = seen.bad(&["own/mine.tsv:3: expected a kind", "found \"town\"", "jisr lexicon check"]);
    assert_eq!(seen.out, "");
    folder.file("bytes/mine.tsv", b"ar\ten\tkind\tnote\n\xff\xfe\xfd\tx\tword\t\n");
    folder.run(["align", "ar.txt", "en.txt", "--lexicon", "bytes"]).bad(&["bytes/mine.tsv:2"]);
    folder.file("broken/mine.tsv", b"ar\ten\tkind\tnote\n\xd8\xa8\xd8\xa7\xd9\x83\xff\tBaku\tplace\t\n");
    for args in [&["align", "ar.txt", "en.txt", "--lexicon", "broken"][..], &["lexicon", "check", "broken"]] {
        folder.run(args).bad(&["broken/mine.tsv:2: expected text in one encoding"]);
    }
    fs::create_dir(folder.at("hollow")).unwrap();
    folder
        .run(["align", "ar.txt", "en.txt", "--lexicon", "hollow"])
        .bad(&["hollow: expected a folder with .tsv"]);
    for command in ["check", "stats"] {
        folder.run(["lexicon", command, "none"]).bad(&["none: cannot read"]);
        folder.run(["lexicon", command, "hollow"]).bad(&["hollow: expected a folder with .tsv"]);
    }
    folder.run(["lexicon", "count", "french", "ar.txt"]).bad(&["arabic or english", "french"]);
    folder.run(["lexicon", "learn", "none.tsv"]).bad(&["none.tsv: cannot read"]);
}

#[test]
fn tables_of_a_lexicon_with_bad_lines() {
    let folder = Folder::with_pair();
    for (name, text, line) in [
        ("learned.tsv", "ar\ten\tforward\tbackward\nباكو\tbaku\t900\t900\nأنقر\tankara\tmuch\t1\n", 3),
        ("learned.tsv", "باكو\tbaku\t900\t900\n", 1),
        ("frequency_ar.tsv", "stem\tper_million\nباكو 12\n", 2),
        ("frequency_en.tsv", "stem\tper_million\nbaku\t-1\n", 2),
        ("english_irregular.tsv", "form\tlemma\n# verbs\n\nwent\n", 4),
        ("english_irregular.tsv", "", 1),
    ] {
        let at = format!("{name}:{line}: expected");
        folder.file(&format!("own/{name}"), text);
        let seen = folder.run(["align", "ar.txt", "en.txt", "--lexicon", "own", "--format", "index"]);
        assert_eq!(seen.bad(&[&at, "jisr lexicon check"]).out, "", "{name}");
        let seen =
            folder.run(["lexicon", "check", "own"]).bad(&[&format!("{name}:{line}: expected entries")]);
        assert!(seen.out.contains(&at), "{}", seen.out);
        fs::remove_file(folder.at(&format!("own/{name}"))).unwrap();
    }
}

#[test]
fn a_lexicon_without_a_file_to_check() {
    let folder = Folder::new();
    folder.file("own/months.tsv", "another table");
    let seen = folder.run(["lexicon", "check", "own"]).bad(&["own: expected a file of entries, found none"]);
    assert!(!seen.err.contains("no faults"), "{}", seen.err);
}

#[test]
fn a_closed_standard_error_is_no_failure() {
    let folder = Folder::with_pair();
    let mut command = Command::new("sh");
    let script = r#"exec "$0" align ar.txt en.txt missing.txt --format index 2>&-"#;
    command.args(["-c", script, env!("CARGO_BIN_EXE_jisr")]).current_dir(folder.path());
    // An error that nobody hears must not stop the data.
    let seen = command.output().unwrap();
    assert_eq!(seen.status.code(), Some(2));
    assert!(String::from_utf8(seen.stdout).unwrap().contains("ar.txt|en.txt"));
    assert_eq!(run(["--version"]).good().out.trim(), format!("jisr {}", env!("CARGO_PKG_VERSION")));
}
