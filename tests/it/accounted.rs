//! Every document is accounted for, whatever the output, and nothing that is read steers the terminal.

use std::fs;

use crate::common::{AR, EN, Folder, split_line};
use serde_json::Value;

/// A pair, an English report about something else, and a French one.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.file("d/ar.txt", AR);
    folder.file("d/en.txt", EN);
    folder.file(
        "d/other.txt",
        "The football club signed a new goalkeeper. Fans cheered at the old stadium all night long.\n",
    );
    folder.file(
        "d/fr.txt",
        "Le ministre est revenu dans la capitale hier soir. Il doit repartir demain matin avec le train.\n",
    );
    folder
}

fn values(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A document without a partner was nowhere.
#[test]
fn documents_without_a_counterpart_are_in_json_lines() {
    let folder = folder();
    let lines = values(&folder.run(["align", "d", "--format", "jsonl"]).good().out);
    let records: Vec<&Value> = lines.iter().skip_while(|line| line.get("bead").is_some()).collect();
    assert!(records.iter().all(|line| line["record"] == "document"), "after all beads: {lines:#?}");
    let told: Vec<_> =
        records.iter().map(|r| (r["id"].as_str().unwrap(), r["reason"].as_str().unwrap())).collect();
    assert_eq!(told, [("d/fr.txt", "left_out"), ("d/other.txt", "no_counterpart")]);
    assert_eq!(
        (&records[1]["lang"], &records[1]["best"]["id"]),
        (&"en".into(), &"d/ar.txt".into()),
        "{records:#?}"
    );
    assert!(records[0]["lang"].is_null() && records[0]["what"].is_string(), "{records:#?}");
}

#[test]
fn documents_without_a_counterpart_are_told_beside_other_formats() {
    let folder = folder();
    for format in ["tsv", "index"] {
        let seen = folder.run(["align", "d", "--format", format, "--report", "r.json"]).good();
        assert!(seen.err.contains("1 document without a counterpart: d/other.txt"), "{seen:#?}");
        assert!(!seen.out.contains("other.txt"), "{seen:#?}");
        let report: Value = serde_json::from_str(&folder.read("r.json")).unwrap();
        assert_eq!((&report["documents"], &report["pairs"]), (&4.into(), &1.into()), "{report}");
        assert_eq!(report["unpaired"].as_array().unwrap().len(), 2, "{report}");
        assert_eq!(folder.run(["align", "d", "--format", format, "--quiet"]).good().err, "");
    }
    let screen = folder.run(["align", "d"]).good().out;
    let below = screen.split_once("Read, no counterpart").unwrap().1;
    assert!(below.lines().nth(1).unwrap().contains("d/other.txt"), "{screen}");
}

#[test]
fn a_report_replaces_no_input_and_not_the_output() {
    let folder = folder();
    folder.run(["align", "d/ar.txt", "d/en.txt", "--report", "d/ar.txt"]).bad(&["none of the inputs"]);
    folder.run(["align", "d", "-o", "o.tsv", "--report", "o.tsv"]).bad(&["two files"]);
    assert_eq!(folder.read("d/ar.txt"), AR);
}

/// Lines of documents are no gold and no prediction: they are passed over.
#[test]
fn eval_passes_document_records_over() {
    let folder = Folder::new();
    let gold = split_line("x", &["عاد الوزير."], &["The minister returned."]);
    let gold = gold.trim_end().trim_end_matches('}').to_owned() + r#","gold":[[[0],[0]]]}"# + "\n";
    let record = "{\"record\":\"document\",\"id\":\"y\",\"lang\":\"en\",\"reason\":\"no_counterpart\"}\n";
    folder.file("g.jsonl", format!("{gold}{record}"));
    folder.file("p.jsonl", format!("{{\"id\":\"x\",\"pairs\":[[[0],[0],0.9]]}}\n{record}"));
    let seen = folder.run(["eval", "align", "g.jsonl", "p.jsonl", "--json"]).good();
    assert_eq!(values(&seen.out)[0]["scores"]["strict"]["f1"], 1.0, "{seen:#?}");
}

/// Pipes, links that lead nowhere and linked folders were passed over in silence.
#[cfg(unix)]
#[test]
fn what_is_no_file_in_a_folder_is_told() {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    let folder = folder();
    symlink("gone.txt", folder.at("d/nowhere.txt")).unwrap();
    symlink("loop.txt", folder.at("d/loop.txt")).unwrap();
    fs::create_dir(folder.at("elsewhere")).unwrap();
    symlink("../elsewhere", folder.at("d/linked")).unwrap();
    let _socket = UnixListener::bind(folder.at("d/socket")).unwrap();
    let seen = folder.run(["align", "d", "--format", "tsv"]).good();
    for said in [
        "d/nowhere.txt: passed over, a link that leads nowhere",
        "d/loop.txt: passed over, a link that leads nowhere",
        "d/linked: passed over, a link to a folder",
        "d/socket: passed over, a pipe, socket or device",
    ] {
        assert!(seen.err.contains(said), "{said}: {seen:#?}");
    }
    folder.run(["align", "d", "d/nowhere.txt", "--format", "tsv"]).bad(&["d/nowhere.txt: cannot read"]);
}

/// Two files had one id, a `|` made ids of pairs ambiguous, and a line end in a name forged a message.
#[cfg(unix)]
#[test]
fn ids_are_unique_and_steer_nothing() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new();
    for name in [
        &b"d/x\xff.txt"[..],
        b"d/x\xfe.txt",
        b"d/a|b.txt",
        b"d/\xe2\x80\xaex.txt",
        b"d/a\njisr: error: forged.txt",
    ] {
        let path = folder.path().join(OsStr::from_bytes(name));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, EN).unwrap();
    }
    folder.file("d/ar.txt", AR);
    let seen = folder.run(["align", "d", "--format", "jsonl", "--all-pairs"]).good();
    let mut ids: Vec<String> =
        values(&seen.out).iter().filter_map(|l| Some(l["en_doc"].as_str()?.to_owned())).collect();
    ids.dedup();
    ids.sort();
    ids.dedup();
    assert_eq!(
        ids,
        ["d/%E2%80%AEx.txt", "d/a%0Ajisr: error: forged.txt", "d/a%7Cb.txt", "d/x%FE.txt", "d/x%FF.txt"]
    );
    // Both forms name a document in `--pairs`.
    for name in ["d/a|b.txt", "d/a%7Cb.txt"] {
        folder.file("list.tsv", format!("d/ar.txt\t{name}\n"));
        let seen = folder.run(["align", "d", "--format", "index", "--pairs", "list.tsv", "-q"]).good();
        assert_eq!(values(&seen.out)[0]["id"], "d/ar.txt|d/a%7Cb.txt", "{name}");
    }
    fs::write(folder.path().join(OsStr::from_bytes(b"d/b\njisr: error: forged.txt")), [0u8; 40]).unwrap();
    let seen = folder.run(["align", "d", "--format", "index"]);
    assert!(!seen.err.lines().any(|line| line.starts_with("jisr: error: forged")), "{seen:#?}");
}

/// `names --standard` sent escape sequences to the terminal, and so did the errors of the command line.
#[test]
fn names_and_arguments_steer_no_terminal() {
    let folder = Folder::new();
    let steers = |text: &str| text.chars().any(|c| c != '\n' && jisr::text::steers(c));
    let name = "محمد\u{1b}]0;x\u{7} \u{202e}علي";
    for args in [
        &["names", "--standard", "ala-lc", name][..],
        &["names", "--standard", "ala-lc", "--json", name],
        &["align", "--no-such\u{1b}[31m\u{202e}"],
    ] {
        let seen = folder.run(args);
        assert!(!steers(&seen.out) && !steers(&seen.err), "{seen:#?}");
        assert!(!(seen.out.is_empty() && seen.err.is_empty()), "{args:?}");
    }
}
