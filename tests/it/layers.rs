//! The architecture, held: which module may import which, which outside crate belongs to which module, who may touch
//! files, and how long a file may be. Read from the source text itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Every module of `src/` with its level: a file imports from lower levels and from its own module. `lib` is the root.
const LEVELS: [(&str, u8); 26] = [
    ("text", 0),
    ("error", 0),
    ("read", 1),
    ("arabic", 1),
    ("english", 1),
    ("spelling", 1),
    ("detect", 2),
    ("segment", 2),
    ("tokenize", 2),
    ("lexicon", 3),
    ("names", 3),
    ("evidence", 4),
    ("score", 5),
    ("pair", 6),
    ("align", 6),
    ("write", 7),
    ("evaluate", 7),
    ("options", 8),
    ("pipeline", 8),
    ("bench", 8),
    ("train", 8),
    ("fit", 8),
    ("build", 9),
    ("lib", 8),
    ("cli", 9),
    ("main", 9),
];

/// Imports within one level, and why.
const BESIDE: [(&str, &str, &str); 11] = [
    ("lib", "fit", "gives it its examples"),
    (
        "english",
        "arabic",
        "invisible format characters (Unicode Cf) are the same in both scripts and listed once",
    ),
    ("read", "arabic", "the columns of bitext are told apart by their letters"),
    ("names", "lexicon", "whole names are entries of the lexicon"),
    ("pipeline", "options", "options are the pipeline's input"),
    ("lib", "options", "the front door shows them"),
    ("lib", "pipeline", "the front door is made of it"),
    ("bench", "lib", "measures the whole, as a user of the library would"),
    ("bench", "options", "measures the whole"),
    ("bench", "pipeline", "measures the pieces the whole is made of"),
    ("main", "cli", "starts it"),
];

/// Outside crates that more than one module may use, and why. `*`: any module.
const SHARED: [(&str, &[&str], &str); 10] = [
    ("serde", &["*"], "derives on data types, wherever they are"),
    (
        "serde_json",
        &["read", "write", "evaluate", "options", "bench", "train", "cli"],
        "JSON is input, output, gold, weights and figures",
    ),
    ("flate2", &["read", "write", "bench"], "gzip is unpacked when read and packed when written"),
    ("fastrand", &["train", "evaluate"], "random numbers that a seed repeats"),
    ("bytemuck", &["lexicon", "names"], "tables that are used where they stand in the binary"),
    (
        "rustc_hash",
        &["tokenize", "lexicon", "names", "evidence", "pair", "pipeline", "train"],
        "a hash table, only faster",
    ),
    (
        "unicode_normalization",
        &["arabic", "english", "spelling", "names"],
        "normal forms of the two alphabets",
    ),
    (
        "rust_stemmers",
        &["arabic", "english", "lexicon", "evidence"],
        "made in `english`; the lexicon and the features of vectors hold one",
    ),
    ("rayon", &["lib", "pipeline", "bench", "train"], "threads: level 8 only"),
    ("anstyle", &["write", "cli"], "colours on standard output and on standard error"),
];

/// Outside crates bound to given modules although only one uses them.
const BOUND: [(&str, &[&str]); 4] =
    [("clap", &["cli", "main"]), ("tempfile", &["write"]), ("walkdir", &["read"]), ("lingua", &["detect"])];

/// Names by which a file reaches the file system, with the files and folders that may.
const FILES: [&str; 4] = ["fs", "stdin", "tempfile", "walkdir"];
/// Methods of paths that ask the file system.
const PATH_METHODS: [&str; 7] =
    ["metadata", "is_file", "is_dir", "exists", "read_dir", "canonicalize", "symlink_metadata"];
const MAY_TOUCH_FILES: [&str; 5] = ["read/", "lexicon/load.rs", "names/load.rs", "write/", "build.rs"];
/// Who may write to the standard streams.
const STREAMS: [&str; 2] = ["stdout", "stderr"];
const MAY_WRITE_STREAMS: [&str; 2] = ["write/", "cli/"];

/// The longest a file may be, in lines.
const LONGEST: usize = 400;

/// A file of `src/`: its path below `src/`, with `/`, and its text.
type Source<'a> = (&'a str, &'a str);

// ---- from text to paths ----

/// `text` with comments, strings and characters blanked, line ends kept.
fn code_only(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let (mut out, mut i) = (String::with_capacity(text.len()), 0);
    while i < chars.len() {
        let word_before = out.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        if at(i) == '/' && at(i + 1) == '/' {
            while i < chars.len() && at(i) != '\n' {
                i += 1;
            }
        } else if at(i) == '/' && at(i + 1) == '*' {
            let mut depth = 0;
            loop {
                match (at(i), at(i + 1)) {
                    ('/', '*') => (depth, i) = (depth + 1, i + 2),
                    ('*', '/') => (depth, i) = (depth - 1, i + 2),
                    _ => i += 1,
                }
                if depth == 0 || i >= chars.len() {
                    break;
                }
            }
        } else if at(i) == 'r'
            && !word_before
            && (at(i + 1) == '"' || (at(i + 1) == '#' && "\"#".contains(at(i + 2))))
        {
            let hashes = (i + 1..chars.len()).take_while(|&k| at(k) == '#').count();
            i += hashes + 2;
            while i < chars.len() && !(at(i) == '"' && (0..hashes).all(|k| at(i + 1 + k) == '#')) {
                i += 1;
            }
            i += 1 + hashes;
            out.push_str("\"\"");
        } else if at(i) == '"' {
            i += 1;
            while i < chars.len() && at(i) != '"' {
                i += if at(i) == '\\' { 2 } else { 1 };
            }
            i += 1;
            out.push_str("\"\"");
        } else if at(i) == '\'' && (at(i + 1) == '\\' || at(i + 2) == '\'') {
            // A character, not a lifetime.
            i += if at(i + 1) == '\\' { 3 } else { 2 };
            while i < chars.len() && at(i) != '\'' {
                i += 1;
            }
            i += 1;
            out.push(' ');
        } else {
            out.push(at(i));
            i += 1;
        }
    }
    out
}

/// Code without the items marked `#[cfg(test)]`: tests may import what they like.
fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(start) = rest.find(MARK) {
        out.push_str(&rest[..start]);
        let item = &rest[start + MARK.len()..];
        let mut depth = 0;
        let end = item.char_indices().find_map(|(at, c)| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            (depth == 0 && matches!(c, '}' | ';')).then_some(at + 1)
        });
        rest = &item[end.unwrap_or(item.len())..];
    }
    out + rest
}

#[derive(PartialEq, Debug)]
enum Piece<'a> {
    Word(&'a str),
    Colons,
    Other(char),
}

fn pieces(code: &str) -> Vec<Piece<'_>> {
    let (mut out, mut rest) = (Vec::new(), code);
    while let Some(c) = rest.chars().next() {
        let word = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let used = if word > 0 {
            out.push(Piece::Word(&rest[..word]));
            word
        } else if rest.starts_with("::") {
            out.push(Piece::Colons);
            2
        } else {
            if !c.is_whitespace() {
                out.push(Piece::Other(c));
            }
            c.len_utf8()
        };
        rest = &rest[used..];
    }
    out
}

/// All paths of two and more segments in `code`, those of `use` trees written out; a `use` of one segment too.
fn paths(code: &str) -> Vec<Vec<String>> {
    let pieces = pieces(code);
    let (mut out, mut i) = (Vec::new(), 0);
    while i < pieces.len() {
        match &pieces[i] {
            // What an opaque type captures is no path: `impl Iterator + use<'a>`.
            Piece::Word("use") if matches!(pieces.get(i + 1), Some(Piece::Other('<'))) => i += 1,
            Piece::Word("use") => {
                i += 1;
                tree(&pieces, &mut i, &[], &mut out);
            }
            Piece::Word(word) => {
                let mut path = vec![(*word).to_owned()];
                while let (Some(Piece::Colons), Some(Piece::Word(next))) =
                    (pieces.get(i + 1), pieces.get(i + 2))
                {
                    path.push((*next).to_owned());
                    i += 2;
                }
                if path.len() > 1 {
                    out.push(path);
                }
                i += 1;
            }
            _ => i += 1,
        }
    }
    out
}

/// One branch of a `use` tree from `pieces[*i]` on.
fn tree(pieces: &[Piece<'_>], i: &mut usize, before: &[String], out: &mut Vec<Vec<String>>) {
    let mut path = before.to_vec();
    loop {
        match pieces.get(*i) {
            Some(Piece::Word("as")) => *i += 2,
            Some(Piece::Word("self")) if !path.is_empty() => *i += 1,
            Some(Piece::Word(word)) => {
                path.push((*word).to_owned());
                *i += 1;
            }
            Some(Piece::Colons | Piece::Other('*')) => *i += 1,
            Some(Piece::Other('{')) => {
                *i += 1;
                while !matches!(pieces.get(*i), Some(Piece::Other('}')) | None) {
                    tree(pieces, i, &path, out);
                    if pieces.get(*i) == Some(&Piece::Other(',')) {
                        *i += 1;
                    }
                }
                *i += 1;
                return;
            }
            _ => {
                out.push(path);
                return;
            }
        }
    }
}

// ---- from paths to faults ----

/// The module a file belongs to.
fn module(path: &str) -> &str {
    path.split('/').next().unwrap_or(path).trim_end_matches(".rs")
}

/// The module that `path` of a file in `own` names, `None` when it leads outside the crate or nowhere.
fn target<'p>(file: &str, own: &'p str, path: &'p [String]) -> Option<&'p str> {
    let known = |name: &str| LEVELS.iter().find(|(m, _)| *m == name).map(|(m, _)| *m);
    let in_root = |name: &'p String| known(name).unwrap_or("lib");
    match path[0].as_str() {
        // In the binary `crate` has one module.
        "crate" if own == "cli" || own == "main" => Some("cli"),
        "crate" | "jisr" => path.get(1).map(in_root),
        "super" => {
            let up = path.iter().take_while(|s| *s == "super").count();
            let depth = file.matches('/').count() + usize::from(!file.ends_with("/mod.rs"));
            if up < depth { Some(own) } else { path.get(up).map(in_root) }
        }
        "self" => Some(own),
        // The root names its modules without `crate`.
        name if own == "lib" || own == "main" => known(name),
        _ => None,
    }
}

/// Everything about `files` that breaks the rules; `crates` are the outside crates.
fn faults(files: &[Source<'_>], crates: &BTreeSet<String>) -> Vec<String> {
    let level = |module: &str| LEVELS.iter().find(|(m, _)| *m == module).map(|(_, l)| *l);
    let mut out = BTreeSet::new();
    let mut users: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for &(file, text) in files {
        let own = module(file);
        let lines = text.lines().count();
        if lines > LONGEST {
            out.insert(format!("{file}: {lines} lines, more than {LONGEST}: give it one job less"));
        }
        let Some(own_level) = level(own) else {
            out.insert(format!("{file}: module {own} has no level: add it to LEVELS"));
            continue;
        };
        let code = without_tests(&code_only(text));
        let may = |places: &[&str]| places.iter().any(|p| file.starts_with(p));
        for path in paths(&code) {
            let shown = path.join("::");
            if let Some(other) = target(file, own, &path) {
                let beside = BESIDE.iter().any(|(a, b, _)| (*a, *b) == (own, other));
                let other_level = level(other).unwrap_or(u8::MAX);
                if other != own && other_level >= own_level && !beside {
                    out.insert(format!(
                        "{file}: {shown}: {own} ({own_level}) imports {other} ({other_level})"
                    ));
                }
            }
            if let Some(name) = crates.get(&path[0]) {
                users.entry(name.as_str()).or_default().insert(own);
            }
            if path.iter().any(|s| FILES.contains(&s.as_str())) && !may(&MAY_TOUCH_FILES) {
                out.insert(format!("{file}: {shown}: only {MAY_TOUCH_FILES:?} touch files"));
            }
            if path.iter().any(|s| STREAMS.contains(&s.as_str())) && !may(&MAY_WRITE_STREAMS) {
                out.insert(format!("{file}: {shown}: only {MAY_WRITE_STREAMS:?} write to standard streams"));
            }
        }
        for method in PATH_METHODS {
            if code.contains(&format!(".{method}(")) && !may(&MAY_TOUCH_FILES) {
                out.insert(format!("{file}: .{method}(): only {MAY_TOUCH_FILES:?} touch files"));
            }
        }
    }
    for (name, modules) in &users {
        let shared = SHARED.iter().find(|(n, _, _)| n == name).map(|(_, m, _)| *m);
        let bound = BOUND.iter().find(|(n, _)| n == name).map(|(_, m)| *m);
        let allowed = |m: &&str| shared.or(bound).is_none_or(|list| list == ["*"] || list.contains(m));
        let strangers: Vec<_> = modules.iter().copied().filter(|m| !allowed(m)).collect();
        if !strangers.is_empty() {
            out.insert(format!("crate {name} is not for {}", strangers.join(", ")));
        } else if shared.or(bound).is_none() && modules.len() > 1 {
            out.insert(format!("crate {name} is used by several modules: {modules:?}"));
        }
    }
    out.into_iter().collect()
}

/// The outside crates: the `[dependencies]` of Cargo.toml, as code names them.
fn crates() -> BTreeSet<String> {
    let manifest = fs::read_to_string("Cargo.toml").unwrap();
    let section = manifest.split("\n[dependencies]\n").nth(1).unwrap().split("\n[").next().unwrap();
    section.lines().filter_map(|l| l.split_once('=')).map(|(n, _)| n.trim().replace('-', "_")).collect()
}

fn sources(folder: &Path, out: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let name = path.strip_prefix("src").unwrap().to_str().unwrap().replace('\\', "/");
            out.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn the_source_keeps_the_architecture() {
    let mut files = Vec::new();
    sources(Path::new("src"), &mut files);
    files.sort();
    let read: BTreeSet<&str> = files.iter().map(|(path, _)| module(path)).collect();
    assert_eq!(read, LEVELS.map(|(name, _)| name).into(), "each module has its level, each level its module");
    let files: Vec<Source<'_>> = files.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    let found = faults(&files, &crates());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_dependency_is_used() {
    let mut files = Vec::new();
    sources(Path::new("src"), &mut files);
    let mut unused = crates();
    for (_, text) in &files {
        for path in paths(&code_only(text)) {
            unused.remove(&path[0]);
        }
    }
    assert!(unused.is_empty(), "in Cargo.toml and not in src: {unused:?}");
}

// ---- the test can fail ----

/// Each made-up file with what must be said about it; nothing when it keeps the rules.
#[test]
fn offences_are_seen() {
    let long = "// a line\n".repeat(LONGEST + 1);
    let cases: &[(&str, &str, &[&str])] = &[
        ("segment/mod.rs", "use crate::text::Span;\nuse super::segment::lists;", &[]),
        ("segment/mod.rs", "use crate::lexicon::Lexicon;", &["segment (2) imports lexicon (3)"]),
        ("segment/mod.rs", "use crate::{arabic, score::Singles};", &["segment (2) imports score (5)"]),
        ("segment/mod.rs", "use crate::tokenize::Tokenizer;", &["segment (2) imports tokenize (2)"]),
        ("segment/deep.rs", "fn f() { super::super::align::go() }", &["segment (2) imports align (6)"]),
        ("segment/deep.rs", "fn f() { super::lists::go() }", &[]),
        ("pair.rs", "fn f() -> super::options::Options { todo!() }", &["pair (6) imports options (8)"]),
        ("evidence/mod.rs", "use crate::Jisr;", &["evidence (4) imports lib (8)"]),
        ("lib.rs", "pub mod text;\npub use options::Options;\nuse cli::main;", &["lib (8) imports cli (9)"]),
        (
            "score/mod.rs",
            "// use crate::write;\n/* crate::write::x */ const A: &str = \"crate::write::y\";",
            &[],
        ),
        (
            "score/mod.rs",
            "const A: &str = r#\"a \" crate::write::y\"#; const B: char = '\"'; fn f() { crate::write::x() }",
            &["score (5) imports write (7)"],
        ),
        ("score/mod.rs", "fn f<'a>(x: &'a str) { crate::write::x(x) }", &["score (5) imports write (7)"]),
        ("score/mod.rs", "#[cfg(test)]\nmod tests { use crate::write; fn f() { {} } }", &[]),
        (
            "score/mod.rs",
            "#[cfg(test)]\nmod tests { fn f() { {} } }\nuse crate::write;",
            &["imports write (7)"],
        ),
        ("align/mod.rs", "use clap::Parser;", &["crate clap is not for align"]),
        ("align/mod.rs", "use rayon::prelude::*;", &["crate rayon is not for align"]),
        ("align/mod.rs", "#[derive(serde::Serialize)] struct A;", &[]),
        (
            "tokenize/mod.rs",
            "use std::fs::File;",
            &[
                "only [\"read/\", \"lexicon/load.rs\", \"names/load.rs\", \"write/\", \"build.rs\"] touch files",
            ],
        ),
        ("lexicon/check.rs", "fn f(p: &std::path::Path) { p.exists(); }", &[".exists()"]),
        ("lexicon/load.rs", "fn f() { std::fs::read_dir(\"x\"); }", &[]),
        ("cli/eval.rs", "use std::io::{self, Write};\nfn f() { io::stdin(); }", &["touch files"]),
        ("cli/eval.rs", "fn f() { std::io::stdout(); }", &[]),
        ("evaluate/mod.rs", "fn f() { std::io::stderr(); }", &["write to standard streams"]),
        ("detect/long.rs", &long, &["401 lines"]),
        ("extra/mod.rs", "", &["module extra has no level"]),
    ];
    let crates = crates();
    for (path, text, expected) in cases {
        let found = faults(&[(path, text)], &crates);
        assert_eq!(found.len(), expected.len(), "{path}: {text}\n{found:?}");
        for (found, expected) in found.iter().zip(*expected) {
            assert!(found.contains(expected), "{path}: {found}");
        }
    }
}

#[test]
fn a_crate_in_two_modules_is_seen() {
    let files = [
        ("segment/mod.rs", "use unicode_segmentation::X;"),
        ("write/mod.rs", "use unicode_segmentation::X;"),
    ];
    let found = faults(&files, &crates());
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("crate unicode_segmentation is used by several modules"), "{found:?}");
}
