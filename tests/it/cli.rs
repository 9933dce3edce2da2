//! The command as its users see it: output, formats, options.
//!
//! Snapshots leave out scores and shares, which move when weights are tuned; pairs, evidence and layout are exact.
//! After a change that is meant: `INSTA_UPDATE=always cargo test --test it cli::`, and read the difference.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;

use crate::common::{AR, EN, Folder, finish, jisr, read, run, sentences, split_line};
use flate2::read::GzDecoder;
use predicates::prelude::*;
use serde_json::{Value, json};

/// Compares with the snapshot `name`, figures left out.
fn snapshot(name: &str, text: &str) {
    insta::with_settings!({
        omit_expression => true,
        filters => vec![
            (r"(?m)^( *)[01]\.\d\d  ", "$1[score]  "),
            (r"score [01]\.\d\d: \d+ % of the text lies in beads in order, \d+ % of the best counterparts in one", "score [score]: [share] of the text lies in beads in order, [share] of the best counterparts in one"),
            (r"score [01]\.\d\d: \d+ % of the shorter side has a best counterpart, \d+ % of these in(\s)", "score [score]: [share] of the shorter side has a best counterpart, [share] of these in$1"),
            (r"(?m)^[01]\.\d{4}\t", "[score]\t"),
            (r"\],[01]\.\d+\]", "],[score]]"),
        ]
    }, { insta::assert_snapshot!(name, text) });
}

/// The objects of JSON Lines but for those about documents without a counterpart.
fn lines(json: &str) -> Vec<Value> {
    let all = json.lines().map(|l| serde_json::from_str::<Value>(l).unwrap());
    all.filter(|value| value["record"].is_null()).collect()
}

/// Arabic document, English document and the sentence indices of each two-sided bead of index lines.
fn pairs(index: &str) -> Vec<(String, Vec<Value>)> {
    let id = |v: &Value| v["id"].as_str().unwrap().to_owned();
    lines(index).iter().map(|v| (id(v), v["pairs"].as_array().unwrap().clone())).collect()
}

// ---- what a reader sees ----

#[test]
fn seeds_on_the_screen() {
    let seen = run(["align", "seeds"]).good();
    assert_eq!(seen.err, "");
    assert!(!seen.out.contains('\u{1b}'), "no colour where there is no terminal");
    snapshot("seeds_terminal", &seen.out);
}

#[test]
fn seeds_as_a_table() {
    snapshot("seeds_tsv", &run(["align", "seeds", "--format", "tsv"]).good().out);
}

#[test]
fn seeds_as_indices() {
    snapshot("seeds_index", &run(["align", "seeds", "--format", "index"]).good().out);
}

#[test]
fn colour_when_asked_for_and_only_then() {
    let files = ["align", "seeds/bridge_ar.txt", "seeds/bridge_en.txt"];
    let coloured = run(files.iter().chain(&["--color", "always"])).good().out;
    assert!(coloured.contains("\u{1b}["));
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), run(files).good().out);
}

#[test]
fn every_help_has_examples() {
    for command in [
        "",
        "align",
        "eval",
        "fit",
        "train names",
        "lexicon",
        "lexicon check",
        "lexicon stats",
        "lexicon build",
        "lexicon names",
        "names",
        "lexicon count",
        "lexicon learn",
    ] {
        let help = run(command.split_whitespace().chain(["--help"])).good().out;
        let examples = help.split("Examples:\n").nth(1).unwrap_or_else(|| panic!("{command}: no examples"));
        let start = format!("jisr {command}");
        assert!(examples.lines().any(|l| l.contains(start.trim())), "{command}: {examples}");
    }
}

// ---- formats ----

#[test]
fn spans_of_jsonl_slice_back_to_the_texts() {
    let seen = run(["align", "seeds", "--format", "jsonl"]).good();
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let (mut beads, mut pieces) = (0, 0);
    for bead in lines(&seen.out) {
        beads += 1;
        let score = bead["score"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&score));
        for side in ["ar", "en"] {
            let id = bead[format!("{side}_doc")].as_str().unwrap();
            if id == "seeds/summit_en_3.html" {
                continue; // its spans are those of the extracted article
            }
            let text = texts.entry(id.to_owned()).or_insert_with(|| fs::read_to_string(id).unwrap());
            let slice = |span: &Value| -> &str {
                &text[span[0].as_u64().unwrap() as usize..span[1].as_u64().unwrap() as usize]
            };
            let own = &bead[side];
            let (spans, said) = (own["spans"].as_array().unwrap(), own["texts"].as_array().unwrap());
            assert_eq!(spans.len(), said.len());
            assert_eq!(spans.len(), own["sentences"].as_array().unwrap().len());
            for (span, said) in spans.iter().zip(said) {
                assert_eq!(slice(span), said.as_str().unwrap());
            }
            let joined = said.iter().map(|s| s.as_str().unwrap()).collect::<Vec<_>>().join(" ");
            assert_eq!(own["text"], joined);
            for piece in bead["evidence"].as_array().unwrap() {
                pieces += 1;
                assert_eq!(slice(&piece[side]), piece[format!("{side}_text")].as_str().unwrap());
            }
        }
    }
    assert!(beads > 30 && pieces > 100, "{beads} beads, {pieces} pieces of evidence");
}

#[test]
fn explained_seeds_on_the_screen() {
    let pair = ["align", "seeds/bridge_ar.txt", "seeds/bridge_en.txt", "--explain", "--min-score", "0.6"];
    snapshot("explained_terminal", &run(pair).good().out);
}

#[test]
fn explanations_only_when_asked_for_and_where_they_fit() {
    let pair = ["align", "seeds/summit_ar.txt", "seeds/summit_en_1.txt", "--format"];
    let with = |format: &str, explain: &[&str]| run(pair.iter().chain(&[format]).chain(explain));
    let (plain, explained) =
        (lines(&with("jsonl", &[]).good().out), lines(&with("jsonl", &["--explain"]).good().out));
    assert!(plain.iter().all(|bead| bead.get("explain").is_none()));
    let is_null = |bead: &Value| bead["bead"].as_str().unwrap().contains('0');
    let mut candidates = 0;
    for bead in &explained {
        let explain = &bead["explain"];
        if is_null(bead) {
            assert!(bead["kind"].is_null());
            let all = explain["candidates"].as_array().unwrap();
            assert!(all.iter().all(|c| c["lost"].is_string() && c["text"].is_string()));
            candidates += all.len();
        } else {
            assert!(bead["kind"].is_string() && explain["nats"].is_object(), "{bead}");
            assert!(explain["log_odds"].as_array().is_some_and(|all| !all.is_empty()));
        }
    }
    assert!(candidates > 10, "{candidates} candidates");
    // But for the explanations and the sentences left alone it is the same alignment.
    let stripped = explained.into_iter().filter(|bead| !is_null(bead)).map(|mut bead| {
        bead.as_object_mut().unwrap().remove("explain");
        bead
    });
    assert!(stripped.eq(plain));
    for format in ["tsv", "index"] {
        with(format, &["--explain"]).bad(&["--explain", "terminal, jsonl", format]);
    }
}

#[test]
fn nothing_but_data_on_standard_output() {
    for format in ["jsonl", "tsv", "index"] {
        let loud = run(["align", "seeds", "--format", format]).good();
        assert!(loud.err.contains("note: seeds/other_fa.txt: left out 498 bytes: Persian"), "{}", loud.err);
        let quiet = run(["align", "seeds", "--format", format, "--quiet"]).good();
        assert_eq!((quiet.err.as_str(), quiet.out.as_str()), ("", loud.out.as_str()));
        let width = 9;
        for line in loud.out.lines() {
            match format {
                "tsv" => assert_eq!(line.split('\t').count(), width, "{line}"),
                _ => assert!(serde_json::from_str::<Value>(line).unwrap().is_object()),
            }
        }
    }
}

#[test]
fn quiet_still_tells_errors() {
    let folder = Folder::with_pair();
    folder.run(["align", ".", "missing.txt", "-q", "--format", "index"]).bad(&["missing.txt: cannot read"]);
}

#[test]
fn the_ending_of_the_output_file_chooses_the_format() {
    let folder = Folder::with_pair();
    for (name, format) in
        [("o.jsonl", "jsonl"), ("o.tsv", "tsv"), ("o.index", "index"), ("o.txt", "terminal")]
    {
        let printed = folder.run(["align", "ar.txt", "en.txt", "--format", format]).good().out;
        let seen = folder.run(["align", "ar.txt", "en.txt", "-o", name]).good();
        assert_eq!((seen.out.as_str(), seen.err.as_str()), ("", ""));
        assert!(!printed.is_empty());
        assert_eq!(folder.read(name), printed, "{name}");
        let packed = format!("{name}.gz");
        folder.run(["align", "ar.txt", "en.txt", "-o", &packed]).good();
        let mut text = String::new();
        GzDecoder::new(fs::File::open(folder.at(&packed)).unwrap()).read_to_string(&mut text).unwrap();
        assert_eq!(text, printed, "{packed}");
    }
    folder.run(["align", "ar.txt", "en.txt", "-o", "o.dat", "--format", "tsv"]).good();
    assert_eq!(folder.read("o.dat"), folder.read("o.tsv"), "--format comes before the ending");
    let seen = folder.run(["align", "ar.txt", "en.txt", "-o", "o.dat", "--format", "jsonl"]).good();
    assert_eq!(seen.err, "");
    let seen = folder.run(["align", "ar.txt", "en.txt", "-o", "o.tsv", "--format", "jsonl"]).good();
    assert!(seen.err.contains("note: o.tsv: written as jsonl, its ending says tsv"), "{}", seen.err);
    assert_eq!(folder.names().len(), 2 + 8 + 1, "nothing else is left: {:?}", folder.names());
}

#[test]
fn packed_input_reads_as_unpacked() {
    let folder = Folder::with_pair();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packer, AR.as_bytes()).unwrap();
    folder.file("gz.txt.gz", packer.finish().unwrap());
    let plain = folder.run(["align", "ar.txt", "en.txt", "--format", "index"]).good().out;
    let packed = folder.run(["align", "gz.txt.gz", "en.txt", "--format", "index"]).good().out;
    assert_eq!(packed.replace("gz.txt.gz", "ar.txt"), plain);
}

// ---- input ----

#[test]
fn standard_input_is_a_document_or_many() {
    let folder = Folder::with_pair();
    let mut piped = jisr(["align", "-", "en.txt", "--format", "index"]);
    piped.current_dir(folder.path()).write_stdin(AR);
    let piped = finish(piped).good().out;
    let named = folder.run(["align", "ar.txt", "en.txt", "--format", "index"]).good().out;
    assert_eq!(piped.replace("\"-|", "\"ar.txt|"), named);

    let record = |id: &str, text: &str| json!({ "id": id, "text": text }).to_string() + "\n";
    let mut piped = jisr(["align", "-", "--format", "index"]);
    piped.write_stdin(record("a", AR) + &record("e", EN));
    assert_eq!(finish(piped).good().out.replace("-#a|-#e", "ar.txt|en.txt"), named);
}

#[test]
fn given_sentences_one_line_each_in_the_same_order() {
    let folder = Folder::new();
    let (ar, en) = (sentences(AR), sentences(EN));
    let ids: Vec<String> = (0..600).map(|k| format!("p{}", (k * 7) % 600)).collect();
    let line = |id: &String| split_line(id, &ar, if id.ends_with('3') { &en[..1] } else { &en });
    folder.file("in.jsonl", ids.iter().map(line).collect::<String>());
    let seen = folder.run(["align", "--presplit", "in.jsonl", "--format", "index"]).good();
    let found = pairs(&seen.out);
    assert_eq!(found.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>(), ids);
    for (id, beads) in &found {
        assert!(!beads.is_empty(), "{id}");
        for bead in beads {
            let most = if id.ends_with('3') { 1 } else { en.len() };
            assert!(
                bead[1].as_array().unwrap().iter().all(|j| (j.as_u64().unwrap() as usize) < most),
                "{id}"
            );
        }
    }
    // The same as the library's own default, and as from a pipe.
    assert_eq!(folder.run(["align", "--presplit", "in.jsonl"]).good().out, seen.out);
    let mut piped = jisr(["align", "--presplit", "-", "--format", "index"]);
    piped.write_stdin(folder.read("in.jsonl"));
    assert_eq!(finish(piped).good().out, seen.out);
}

#[test]
fn given_sentences_in_every_format() {
    let folder = Folder::new();
    folder.file("in.jsonl", split_line("x", &sentences(AR), &sentences(EN)));
    let seen = folder.run(["align", "--presplit", "in.jsonl", "--format", "jsonl"]).good();
    let beads = lines(&seen.out);
    assert_eq!(beads[0]["ar_doc"], "x#ar");
    assert_eq!(beads[0]["en"]["texts"][0], sentences(EN)[0]);
    for format in ["tsv", "terminal"] {
        let seen = folder.run(["align", "--presplit", "in.jsonl", "--format", format]).good();
        assert!(seen.out.contains(sentences(EN)[3]), "{}", seen.out);
    }
}

#[test]
fn given_sentences_may_be_missing_or_empty() {
    let folder = Folder::new();
    let (ar, en) = (sentences(AR), sentences(EN));
    let text = split_line("none", &[], &[])
        + &split_line("ar", &ar, &[])
        + &split_line("en", &[], &en)
        + &split_line("blank", &["", " "], &["", "\n"])
        + &split_line("whole", &ar, &en);
    folder.file("in.jsonl", text);
    for mode in ["auto", "parallel", "comparable"] {
        let seen = folder.run(["align", "--presplit", "in.jsonl", "--mode", mode]).good();
        let found = pairs(&seen.out);
        assert_eq!(found.len(), 5);
        assert!(found[..3].iter().all(|(_, beads)| beads.is_empty()), "{}", seen.out);
        assert_eq!(found[4].1.len(), 4, "{}", seen.out);
    }
    for format in ["jsonl", "tsv", "terminal"] {
        folder.run(["align", "--presplit", "in.jsonl", "--format", format]).good();
    }
}

#[test]
fn an_output_in_a_folder_that_is_read_is_no_input() {
    let folder = Folder::with_pair();
    let first = folder.run(["align", ".", "-o", "o.jsonl"]).good();
    assert_eq!(first.err, "");
    let text = folder.read("o.jsonl");
    let again = folder.run(["align", ".", "-o", "o.jsonl"]).good();
    assert!(again.err.contains("note: ./o.jsonl: not read, it is the output file"), "{}", again.err);
    assert_eq!(folder.read("o.jsonl"), text);
}

#[cfg(target_os = "linux")]
#[test]
fn the_output_may_be_a_pipe_without_a_name() {
    let folder = Folder::with_pair();
    let args = ["align", "ar.txt", "en.txt", "--format", "index"];
    let printed = folder.run(args).good().out;
    // The tests' standard output is a pipe, which no path leads to.
    assert_eq!(folder.run(args.iter().chain(&["-o", "/dev/stdout"])).good().out, printed);
}

// ---- options ----

#[test]
fn pairs_of_documents_as_listed() {
    let folder = Folder::new();
    let list = folder.file("list.tsv", "ar_doc\ten_doc\n# a remark\nsummit_ar.txt\tunrelated_en.txt\n\n");
    let list = list.to_str().unwrap();
    let seen = run(["align", "seeds", "--pairs", list, "--format", "index"]).good();
    let ids: Vec<String> = pairs(&seen.out).into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, ["seeds/summit_ar.txt|seeds/unrelated_en.txt"]);
    let seen = run(["align", "seeds", "--pairs", "seeds/documents.tsv", "--format", "index"]).good();
    assert_eq!(pairs(&seen.out).len(), 4);
}

#[test]
fn a_listed_document_that_is_not_there_is_named_and_the_rest_goes_on() {
    let folder = Folder::new();
    let list = folder.file("list.tsv", "bridge_ar.txt\tbridge_en.txt\nbridge_ar.txt\tnowhere.txt\n");
    let seen = run(["align", "seeds", "--pairs", list.to_str().unwrap(), "--format", "index"]);
    let seen = seen.bad(&["found \"nowhere.txt\""]);
    assert_eq!(pairs(&seen.out).len(), 1);
}

#[test]
fn given_sentences_on_the_screen_have_no_ranking() {
    let folder = Folder::new();
    let line = |id| split_line(id, &sentences(AR), &sentences(EN));
    folder.file("in.jsonl", line("x") + &line("y"));
    let out = folder.run(["align", "--presplit", "in.jsonl", "--format", "terminal"]).good().out;
    assert!(out.starts_with("x#ar ↔ x#en\nparallel: ") && out.contains("\n\ny#ar ↔ y#en\n"), "{out}");
    assert!(!out.contains("No pair") && !out.contains("score 0.00"), "{out}");
}

#[test]
fn a_listed_name_is_the_whole_id_first_and_then_its_end() {
    let folder = Folder::with_pair();
    folder.file("old/ar.txt", AR);
    folder.file("list.tsv", "ar.txt\ten.txt\n");
    let args = ["align", "ar.txt", "old", "en.txt", "--pairs", "list.tsv", "--format", "index"];
    let ids: Vec<String> = pairs(&folder.run(args).good().out).into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, ["ar.txt|en.txt"]);
    // The same id in a file of each language is one document of each.
    let record = |text: &str| json!({ "id": 7, "text": text }).to_string() + "\n";
    folder.file("a.jsonl", record(AR));
    folder.file("e.jsonl", record(EN));
    folder.file("list.tsv", "7\t7\n");
    let args = ["align", "a.jsonl", "e.jsonl", "--pairs", "list.tsv", "--format", "index"];
    assert_eq!(pairs(&folder.run(args).good().out)[0].0, "a.jsonl#7|e.jsonl#7");
}

#[test]
fn all_pairs_are_all() {
    let ids = |args: &[&str]| -> Vec<String> {
        let seen = run(["align", "seeds", "--format", "index"].iter().chain(args)).good();
        pairs(&seen.out).into_iter().map(|(id, _)| id).collect()
    };
    let (all, promising) = (ids(&["--all-pairs"]), ids(&[]));
    assert_eq!(all.len(), 2 * 5, "{all:?}");
    assert!(promising.len() < all.len());
    assert!(promising.iter().all(|id| all.contains(id)));
}

#[test]
fn a_least_score_leaves_out_the_rest() {
    let beads = |least: &str| -> Vec<(String, Value)> {
        let seen = run(["align", "seeds", "--format", "index", "--min-score", least]).good();
        pairs(&seen.out).into_iter().flat_map(|(id, b)| b.into_iter().map(move |b| (id.clone(), b))).collect()
    };
    let (all, good) = (beads("0"), beads("0.9"));
    let kept: Vec<_> = all.iter().filter(|(_, b)| b[2].as_f64().unwrap() >= 0.9).cloned().collect();
    assert!(!kept.is_empty() && kept.len() < all.len(), "{} of {}", kept.len(), all.len());
    assert_eq!(good, kept);
    // In a translation, sentences of a pair left out are still shown, alone.
    let args =
        ["align", "seeds/bridge_ar.txt", "seeds/bridge_en.txt", "--mode", "parallel", "--format", "jsonl"];
    let count = |least: &str| {
        let seen = run(args.iter().chain(&["--min-score", least])).good();
        let beads = lines(&seen.out);
        let size =
            |side: &str| beads.iter().map(|b| b[side]["sentences"].as_array().unwrap().len()).sum::<usize>();
        (size("ar"), size("en"), beads.iter().filter(|b| b["score"].as_f64().unwrap() > 0.0).count())
    };
    let (all, few) = (count("0"), count("0.98"));
    assert_eq!((all.0, all.1), (few.0, few.1));
    assert!(few.2 < all.2, "{few:?} of {all:?}");
}

#[test]
fn the_mode_is_as_asked_for() {
    for mode in ["parallel", "comparable"] {
        let seen = run(["align", "seeds", "--mode", mode, "--format", "jsonl"]).good();
        assert!(lines(&seen.out).iter().all(|b| b["mode"] == mode));
        let screen = run(["align", "seeds", "--mode", mode]).good().out;
        assert!(screen.contains(&format!("{mode}, score ")) && screen.contains("asked for"), "{mode}");
    }
}

#[test]
fn by_itself_a_translation_is_parallel_and_reports_of_one_event_are_not() {
    let seen = run(["align", "seeds", "--format", "jsonl"]).good();
    for bead in lines(&seen.out) {
        let translation = bead["ar_doc"] == "seeds/bridge_ar.txt" && bead["en_doc"] == "seeds/bridge_en.txt";
        let expected = if translation { "parallel" } else { "comparable" };
        assert_eq!(bead["mode"], expected, "{} {}", bead["ar_doc"], bead["en_doc"]);
    }
}

#[test]
fn an_entry_of_ones_own_changes_a_result() {
    let folder = Folder::new();
    // Words that no lexicon has.
    let text = split_line("x", &["شاهدنا القرطبوش في الحديقة."], &["We saw the flimmerwick in the garden."]);
    folder.file("in.jsonl", text);
    let evidence = |args: &[&str]| -> Vec<(String, String, String)> {
        let all =
            ["align", "--presplit", "in.jsonl", "--mode", "parallel", "--format", "jsonl"].iter().chain(args);
        let seen = folder.run(all).good();
        let piece = |e: &Value| {
            let text = |name: &str| e[name].as_str().unwrap().to_owned();
            (text("ar_text"), text("en_text"), text("kind"))
        };
        lines(&seen.out).iter().flat_map(|b| b["evidence"].as_array().unwrap()).map(piece).collect()
    };
    let own = ("القرطبوش".to_owned(), "flimmerwick".to_owned(), "word".to_owned());
    assert!(!evidence(&[]).contains(&own));
    folder.file("own/mine.tsv", "ar\ten\tkind\tnote\n# mine\nقرطبوش\tflimmerwick\tword\tn\n");
    let with = evidence(&["--lexicon", "own"]);
    assert!(with.contains(&own), "{with:?}");
    assert!(with.len() > 1, "the entries the binary carries are still there: {with:?}");
}

#[test]
fn a_file_of_the_same_name_replaces_the_embedded_one() {
    let folder = Folder::new();
    folder.file("in.jsonl", split_line("x", &["زار أنقرة."], &["He visited Ankara."]));
    let kinds = |args: &[&str]| -> Vec<Value> {
        let seen = folder
            .run(
                ["align", "--presplit", "in.jsonl", "--mode", "parallel", "--format", "jsonl"]
                    .iter()
                    .chain(args),
            )
            .good();
        let pieces = lines(&seen.out);
        let pieces = pieces.iter().flat_map(|b| b["evidence"].as_array().unwrap());
        pieces.filter(|e| e["en_text"] == "Ankara").map(|e| e["kind"].clone()).collect()
    };
    assert_eq!(kinds(&[]), ["name"]);
    for name in
        ["places.tsv", "persons.tsv", "organisations.tsv", "open.tsv", "demonyms.tsv", "words_politics.tsv"]
    {
        folder.file(&format!("own/{name}"), "ar\ten\tkind\tnote\nقرطبوش\tflimmerwick\tword\tn\n");
    }
    folder.file("own/learned.tsv", "ar\ten\tforward\tbackward\n");
    assert_ne!(kinds(&["--lexicon", "own"]), ["name"], "known from the replaced files alone");
}

#[test]
fn weights_change_a_result() {
    let folder = Folder::new();
    folder.file("w.json", r#"{"comparable":{"least":0.99}}"#);
    let w = folder.at("w.json");
    let args = ["align", "seeds", "--mode", "comparable", "--format", "index"];
    let plain = run(args).good().out;
    let seen = run(args.iter().copied().chain(["--weights", w.to_str().unwrap()]));
    assert_ne!(seen.good().out, plain);
    folder.file("w.json", "{}");
    assert_eq!(run(args.iter().copied().chain(["--weights", w.to_str().unwrap()])).good().out, plain);
}

#[test]
fn every_run_and_every_number_of_threads_gives_the_same_bytes() {
    for format in ["terminal", "jsonl", "tsv", "index"] {
        let with = |threads: &str| {
            run(["align", "seeds", "--all-pairs", "--format", format, "--threads", threads]).good().out
        };
        let one = with("1");
        assert!(!one.is_empty());
        assert!(one == with("4"), "{format}: 1 and 4 threads differ");
        assert!(one == with("4"), "{format}: two runs differ");
    }
    let presplit =
        |threads: &str| run(["align", "--presplit", "seeds/parallel.gold", "--threads", threads]).good().out;
    assert_eq!(presplit("1"), presplit("4"));
}

// ---- eval ----

#[test]
fn eval_of_the_seeds_prints_the_tables() {
    for gold in ["seeds/parallel.gold", "seeds/comparable.gold"] {
        let out = run(["eval", "align", gold]).good().out;
        for part in [
            "measure    precision    recall        F1",
            "strict ",
            "lax ",
            "pair ",
            "bead ",
            "1-1 ",
            "expected calibration error",
            "scored ≥ 0.80",
        ] {
            assert!(out.contains(part), "{gold}: no {part:?} in\n{out}");
        }
    }
}

#[test]
fn eval_of_predictions_is_eval_of_the_alignment() {
    let folder = Folder::new();
    let pred = folder.at("pred.jsonl");
    // Scores in a file have four decimals, so the reliability may differ in the last place.
    let scores = |args: &[&str]| -> Value {
        serde_json::from_str::<Value>(&run(args).good().out).unwrap()["scores"].clone()
    };
    for gold in ["seeds/parallel.gold", "seeds/comparable.gold"] {
        fs::write(&pred, run(["align", "--presplit", gold, "--format", "index"]).good().out).unwrap();
        let from_file = scores(&["eval", "align", gold, pred.to_str().unwrap(), "--json"]);
        assert!(from_file["strict"]["predicted"].as_u64() > Some(10), "{from_file}");
        assert_eq!(from_file, scores(&["eval", "align", gold, "--json"]));
    }
}

#[test]
fn gold_against_itself_is_right() {
    let json = run(["eval", "align", "seeds/parallel.gold", "seeds/parallel.gold", "--json"]).good().out;
    let found: Value = serde_json::from_str(&json).unwrap();
    for measure in ["strict", "lax", "pair"] {
        assert_eq!(found["scores"][measure]["f1"], 1.0, "{json}");
    }
    assert_eq!(found["reliability"], Value::Null);
}

#[test]
fn predictions_that_no_gold_asks_for_are_told() {
    let folder = Folder::new();
    let pred = folder.file("pred.jsonl", "{\"id\":\"stranger\",\"pairs\":[[[0],[0],0.5]]}\n");
    let seen = run(["eval", "align", "seeds/parallel.gold", pred.to_str().unwrap()]).good();
    assert!(seen.err.contains("note: predictions for \"stranger\""), "{}", seen.err);
}

#[test]
fn eval_of_documents_and_of_languages() {
    let folder = Folder::new();
    let set = json!({
        "id": "visit",
        "ar_docs": [{ "id": "a", "sents": sentences(AR) }],
        "en_docs": [{ "id": "e", "sents": sentences(EN) }],
        "gold": [[0, 0]],
    });
    folder.file("docs.jsonl", set.to_string());
    let out = folder.run(["eval", "documents", "docs.jsonl"]).good().out;
    assert!(out.starts_with("visit\tP 1.0000\tR 1.0000\tF1 1.0000"), "{out}");
    let rows = AR.lines().map(|l| format!("arb\t{l}\n")).chain(EN.lines().map(|l| format!("eng\t{l}\n")));
    folder.file("languages.tsv", rows.collect::<String>());
    let out = folder.run(["eval", "languages", "languages.tsv"]).good().out;
    assert!(out.contains("arb") && out.contains("eng"), "{out}");
}

#[test]
fn eval_prints_json_of_everything() {
    let folder = Folder::new();
    let doc = |id: u8, text| json!([{ "id": id, "sents": sentences(text) }]);
    let set = json!({ "id": "visit", "ar_docs": doc(1, AR), "en_docs": doc(2, EN), "gold": [[0, 0]] });
    folder.file("docs.jsonl", set.to_string());
    let found = &lines(&folder.run(["eval", "documents", "docs.jsonl", "--json"]).good().out)[0];
    assert_eq!((&found["id"], &found["f1"]), (&Value::from("visit"), &Value::from(1.0)), "{found}");
    let rows = AR.lines().map(|l| format!("arb\t{l}\n")).chain(EN.lines().map(|l| format!("eng\t{l}\n")));
    folder.file("languages.tsv", rows.collect::<String>());
    let found = &lines(&folder.run(["eval", "languages", "languages.tsv", "--json"]).good().out)[0];
    let all = json!({ "right": 4, "texts": 4 });
    assert_eq!((&found["arabic"], &found["english"]), (&all, &all), "{found}");
    assert_eq!(found["other"]["texts"], 0);
}

#[test]
fn eval_of_modes_counts_windows_in_every_form() {
    let gold = read("seeds/parallel.gold");
    let beads = gold.lines().map(|line| {
        let gold: Value = serde_json::from_str(line).unwrap();
        gold["gold"].as_array().unwrap().iter().filter(|b| b[0] != json!([]) && b[1] != json!([])).count()
    });
    let beads: Vec<usize> = beads.collect();
    let json = run(["eval", "modes", "seeds/parallel.gold", "--windows", "4,1000", "--json"]).good().out;
    let found: Value = serde_json::from_str(&json).unwrap();
    let rows = found["rows"].as_array().unwrap();
    let windows = [json!(4), json!(1000), Value::Null];
    let fours: usize = beads.iter().map(|n| n / 4 + usize::from(n % 4 >= 2)).sum();
    for (row, at) in rows.iter().zip(0..) {
        let forms = ["sentences", "lines", "text"];
        assert_eq!((&row["window"], &row["given"]), (&windows[at / 3], &json!(forms[at % 3])), "{json}");
        let count = |name: &str| row[name].as_u64().unwrap() as usize;
        assert_eq!(count("documents"), if at < 3 { fours } else { beads.len() }, "{row}");
        assert_eq!(count("parallel") + count("comparable") + count("unaligned"), count("documents"));
    }
    assert_eq!(rows.len(), 9);
    // Long documents are translations, however they are given.
    assert!(rows[6..].iter().all(|row| row["parallel"] == row["documents"]), "{json}");
}

#[test]
fn eval_of_modes_takes_texts_about_events() {
    let folder = Folder::new();
    let text = |id: &str, text: &str| json!({ "id": id, "text": text });
    let event = json!({
        "id": "visit",
        "ar_docs": [text("a", AR)],
        "en_docs": [text("e", EN), text("none", "")],
        "pairs": [],
    });
    folder.file("events.jsonl", event.to_string());
    let json = folder.run(["eval", "modes", "events.jsonl", "--json"]).good().out;
    let found: Value = serde_json::from_str(&json).unwrap();
    let row = &found["rows"][0];
    assert_eq!((&row["window"], &row["given"]), (&Value::Null, &json!("text")));
    assert_eq!((&row["documents"], &row["unaligned"]), (&json!(2), &json!(1)), "{json}");
    folder.file("bad.jsonl", format!("{event}\n{{\"id\":\"x\"}}\n"));
    folder.run(["eval", "modes", "bad.jsonl"]).bad(&["bad.jsonl:2: expected a line such as", "en_docs"]);
}

#[test]
fn an_id_may_be_a_number_wherever_there_are_ids() {
    let folder = Folder::new();
    let gold = json!({ "id": 7, "ar": sentences(AR), "en": sentences(EN), "gold": [[[0], [0]]] });
    folder.file("x.gold", gold.to_string());
    fs::write(folder.at("x.pred"), folder.run(["align", "--presplit", "x.gold"]).good().out).unwrap();
    assert!(folder.read("x.pred").starts_with("{\"id\":\"7\""));
    let seen = folder.run(["eval", "align", "x.gold", "x.pred"]).good();
    assert!(seen.err.is_empty() && !seen.out.contains("without a prediction"), "{seen:#?}");
    folder.run(["eval", "align", "x.gold", "x.gold"]).good();
}

// ---- lexicon ----

#[test]
fn a_good_lexicon_is_found_good() {
    let folder = Folder::new();
    folder.file(
        "own/mine.tsv",
        "ar\ten\tkind\tnote\nقرطبوش|قرطبوشة\tflimmerwick\tword\tn\nباكو\tBaku\tplace\tAZ\n",
    );
    folder.file("own/months.tsv", "another table");
    let seen = folder.run(["lexicon", "check", "own"]).good();
    assert_eq!(seen.out, "");
    assert!(predicate::str::contains("2 entries in 1 file, no faults").eval(&seen.err), "{}", seen.err);
    let note = "note: own/months.tsv: passed over, a table of this name is compiled in";
    assert!(seen.err.contains(note), "{}", seen.err);
    folder.file("ar.txt", AR);
    folder.file("en.txt", EN);
    let seen = folder.run(["align", "ar.txt", "en.txt", "--lexicon", "own", "--format", "index"]).good();
    assert!(seen.err.contains(note), "{}", seen.err);
    folder.file("own/learned.tsv", "ar\ten\tforward\tbackward\n# none\nقرطب\tflimmer\t320\t11\n");
    let seen = folder.run(["lexicon", "check", "own"]).good();
    assert!(seen.err.contains("2 entries in 1 file and 1 table, no faults"), "{}", seen.err);
}

#[test]
fn a_lexicon_is_decoded_the_same_when_checked_and_when_used() {
    let folder = Folder::with_pair();
    let text = "ar\ten\tkind\tnote\nقرطبوش\tflimmerwick\tword\tn\n";
    let utf16: Vec<u8> =
        "\u{feff}".chars().chain(text.chars()).map(|c| c as u16).flat_map(u16::to_le_bytes).collect();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packer, text.as_bytes()).unwrap();
    for bytes in [utf16, packer.finish().unwrap()] {
        folder.file("own/mine.tsv", bytes);
        let seen = folder.run(["lexicon", "check", "own"]).good();
        assert!(seen.err.contains("1 entries in 1 file, no faults"), "{}", seen.err);
        folder.run(["align", "ar.txt", "en.txt", "--lexicon", "own"]).good();
    }
}

#[test]
fn every_fault_of_a_lexicon_is_named_with_its_line() {
    let folder = Folder::new();
    let text = "ar\ten\tkind\tnote\n\
        باكو\tBaku\tplace\tAZ\n\
        أنقرة\tAnkara\n\
        لندن\tLondon\ttown\tGB\n\
        \tParis\tplace\tFR\n\
        روما\t\tplace\tIT\n\
        Baghdad\tبغداد\tplace\tIQ\n\
        باكو\tBaku\tplace\tAZ\n\
        مدريد|\tMadrid\tplace\tES\n";
    folder.file("own/mine.tsv", text);
    folder.file("own/other.tsv", "باكو\tBaku\tplace\tAZ\n");
    let seen =
        folder.run(["lexicon", "check", "own"]).bad(&["own/mine.tsv:3: expected entries without faults"]);
    snapshot("lexicon_faults", &seen.out);
    let one = folder.run(["lexicon", "check", "own/other.tsv"]).bad(&["other.tsv:1"]);
    assert!(one.out.starts_with("own/other.tsv:1: expected the header"), "{}", one.out);
}

#[test]
fn lexicon_stats_count() {
    let folder = Folder::new();
    folder.file(
        "own/mine.tsv",
        "ar\ten\tkind\tnote\nقرطبوش|قرطبوشة\tflimmerwick\tword\tn\nباكو\tBaku\tplace\tAZ\n",
    );
    let out = folder.run(["lexicon", "stats", "own"]).good().out;
    snapshot("lexicon_stats", &out);
    let embedded = run(["lexicon", "stats"]).good().out;
    assert!(embedded.starts_with("file ") && embedded.contains("places.tsv"), "{embedded}");
    let all = embedded.lines().last().unwrap();
    let entries: usize = all.strip_prefix("all").unwrap().trim().parse().unwrap();
    assert!(entries > 10_000, "{all}");
}

#[test]
fn counting_and_learning_write_tables() {
    let folder = Folder::new();
    folder.file("text.txt", AR.repeat(6));
    let out = folder.run(["lexicon", "count", "arabic", "text.txt"]).good().out;
    assert!(out.starts_with("stem\tper_million\n") && out.lines().count() > 5, "{out}");
    let bitext: String = AR.lines().zip(EN.lines()).flat_map(|(a, e)| [a, "\t", e, "\n"]).collect();
    folder.file("bitext.tsv", bitext.repeat(20));
    let out = folder.run(["lexicon", "learn", "bitext.tsv", "-o", "learned.tsv"]).good().out;
    assert_eq!(out, "");
    assert!(folder.read("learned.tsv").starts_with("ar\ten\tforward\tbackward\n"));
    let built = folder.run(["lexicon", "build", "bitext.tsv"]).good();
    assert!(built.err.contains("lines read"), "{}", built.err);
}
