//! The architecture, held: which module may import which, which files need each other, which outside crate belongs to
//! which module, who may touch files, and how long a file may be. Read from the tokens of the source itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Every module of `src/` with its level: a file imports from lower levels and from its own module. `lib` is the root.
const LEVELS: [(&str, u8); 34] = [
    ("text", 0),
    ("hash", 0),
    ("image", 0),
    ("odds", 0),
    ("error", 0),
    ("guide", 0),
    ("bounds", 0),
    ("settings", 0),
    ("read", 1),
    ("arabic", 1),
    ("english", 1),
    ("spelling", 1),
    ("detect", 2),
    ("segment", 2),
    ("tokenize", 2),
    ("romanise", 2),
    ("lexicon", 3),
    ("names", 3),
    ("prepare", 3),
    ("evidence", 4),
    ("score", 5),
    ("align", 6),
    ("rank", 7),
    ("write", 8),
    ("weights", 9),
    ("pipeline", 9),
    ("builder", 9),
    ("lib", 9),
    ("options", 10),
    ("internals", 11),
    ("lab", 10),
    ("build", 10),
    ("cli", 11),
    ("main", 11),
];

/// Imports within one level, and why.
const BESIDE: [(&str, &str, &str); 9] = [
    (
        "english",
        "arabic",
        "invisible format characters (Unicode Cf) are the same in both scripts and listed once",
    ),
    ("read", "arabic", "the columns of bitext are told apart by their letters"),
    ("names", "lexicon", "whole names are entries of the lexicon"),
    ("lib", "weights", "the front door shows them"),
    ("lib", "builder", "the front door shows it"),
    ("builder", "weights", "they are among what it is given"),
    ("lib", "pipeline", "the front door puts its stages in order"),
    ("pipeline", "weights", "each stage is given its own"),
    ("main", "cli", "starts it"),
];

/// Outside crates that more than one module may use, and why. `*`: any module.
const SHARED: [(&str, &[&str], &str); 10] = [
    ("serde", &["*"], "derives on data types, wherever they are"),
    (
        "serde_json",
        &["read", "write", "weights", "lab", "cli"],
        "JSON is input, output, gold, weights and figures",
    ),
    ("schemars", &["*"], "derives on data types that are written as JSON"),
    ("flate2", &["read", "write", "lab"], "gzip is unpacked when read and packed when written"),
    ("bytemuck", &["lexicon", "names"], "tables that are used where they stand in the binary"),
    (
        "rustc_hash",
        &["tokenize", "lexicon", "names", "evidence", "score", "align", "rank", "lab"],
        "a hash table, only faster",
    ),
    (
        "unicode_normalization",
        &["arabic", "english", "names", "romanise", "lab"],
        "normal forms of the two alphabets",
    ),
    (
        "rust_stemmers",
        &["arabic", "english", "lexicon", "evidence"],
        "made in `english`; the lexicon and the features of vectors hold one",
    ),
    ("rayon", &["pipeline", "lab", "cli"], "threads: the pipeline, the lab, and `--threads`"),
    ("anstyle", &["write", "cli"], "colours on standard output and on standard error"),
];

/// Outside crates bound to given modules although only one uses them.
const BOUND: [(&str, &[&str]); 5] = [
    ("clap", &["cli", "main"]),
    ("fastrand", &["lab"]),
    ("tempfile", &["write"]),
    ("walkdir", &["read"]),
    ("lingua", &["detect"]),
];

/// Names by which a file reaches the file system, with the files and folders that may.
const FILES: [&str; 4] = ["fs", "stdin", "tempfile", "walkdir"];
/// Methods of paths that ask the file system.
const PATH_METHODS: [&str; 7] =
    ["metadata", "is_file", "is_dir", "exists", "read_dir", "canonicalize", "symlink_metadata"];
const MAY_TOUCH_FILES: [&str; 5] =
    ["read/", "lexicon/load.rs", "names/transliterate/load.rs", "write/", "build.rs"];
/// Who may write to the standard streams.
const STREAMS: [&str; 2] = ["stdout", "stderr"];
const MAY_WRITE_STREAMS: [&str; 2] = ["write/", "cli/"];

/// The lab uses the product, and the product never the lab: who else may use it.
const MAY_USE_THE_LAB: [&str; 2] = ["cli/lab/", "internals.rs"];

/// The longest a file may be, in lines.
const LONGEST: usize = 400;

/// A file of `src/`: its path below `src/`, with `/`, and its text.
type Source<'a> = (&'a str, &'a str);

// ---- from text to paths ----

/// What a file says outside of `#[cfg(test)]`.
#[derive(Default)]
struct Code {
    /// Paths of two and more segments; of `use` trees those of one segment too.
    paths: Vec<Vec<String>>,
    /// What `use` gives a name to: the name, the path, and whether the name is given on with `pub`.
    uses: Vec<(String, Vec<String>, bool)>,
    /// The methods called.
    methods: BTreeSet<String>,
    /// All words outside of `use`.
    words: BTreeSet<String>,
}

impl Code {
    fn of(text: &str) -> Self {
        let mut out = Code::default();
        out.read(&text.parse::<TokenStream>().unwrap().into_iter().collect::<Vec<_>>());
        out
    }

    fn read(&mut self, tokens: &[TokenTree]) {
        let mut i = 0;
        while let Some(token) = tokens.get(i) {
            let attribute = is(tokens, i, '#').then(|| tokens.get(i + 1).map(ToString::to_string)).flatten();
            if attribute.as_deref() == Some("[cfg (test)]") || attribute.as_deref() == Some("[cfg(test)]") {
                let ends = |t: &TokenTree| match t {
                    TokenTree::Group(g) => g.delimiter() == Delimiter::Brace,
                    TokenTree::Punct(p) => p.as_char() == ';',
                    _ => false,
                };
                i = tokens[i..].iter().position(ends).map_or(tokens.len(), |end| i + end);
            } else if let TokenTree::Group(group) = token {
                self.read(&group.stream().into_iter().collect::<Vec<_>>());
            } else if let Some(first) = word(tokens, i) {
                // What an opaque type captures is no path: `impl Iterator + use<'a>`.
                if first == "use" && !is(tokens, i + 1, '<') {
                    let public =
                        i > 0 && matches!(tokens[i - 1].to_string().as_str(), "pub" | "(crate)" | "(super)");
                    let end = (i..tokens.len()).find(|&k| is(tokens, k, ';')).unwrap_or(tokens.len());
                    self.tree(&tokens[i + 1..end], &[], public);
                    i = end;
                } else {
                    let mut path = vec![first];
                    while let (true, Some(next)) = (is_colons(tokens, i + 1), word(tokens, i + 3)) {
                        path.push(next);
                        i += 3;
                    }
                    self.words.extend(path.iter().cloned());
                    if path.len() > 1 {
                        self.paths.push(path);
                    }
                }
            } else if let (true, Some(method), Some(TokenTree::Group(g))) =
                (is(tokens, i, '.'), word(tokens, i + 1), tokens.get(i + 2))
                && g.delimiter() == Delimiter::Parenthesis
            {
                self.methods.insert(method);
            }
            i += 1;
        }
    }

    /// A `use` tree below `before`.
    fn tree(&mut self, tokens: &[TokenTree], before: &[String], public: bool) {
        for branch in tokens.split(|t| matches!(t, TokenTree::Punct(p) if p.as_char() == ',')) {
            let mut path = before.to_vec();
            let mut name = None;
            let mut k = 0;
            while k < branch.len() {
                match (&branch[k], word(branch, k)) {
                    (TokenTree::Group(group), _) => {
                        let inner: Vec<_> = group.stream().into_iter().collect();
                        self.tree(&inner, &path, public);
                        path.clear();
                    }
                    (_, Some(w)) if w == "as" => {
                        name = word(branch, k + 1);
                        k += 1;
                    }
                    (_, Some(w)) if w != "self" || path.is_empty() => path.push(w),
                    _ => {}
                }
                k += 1;
            }
            if let Some(last) = path.last() {
                self.uses.push((name.unwrap_or_else(|| last.clone()), path.clone(), public));
                self.paths.push(path);
            }
        }
    }
}

fn word(tokens: &[TokenTree], i: usize) -> Option<String> {
    tokens.get(i).and_then(|t| if let TokenTree::Ident(word) = t { Some(word.to_string()) } else { None })
}

fn is(tokens: &[TokenTree], i: usize, c: char) -> bool {
    matches!(tokens.get(i), Some(TokenTree::Punct(p)) if p.as_char() == c)
}

fn is_colons(tokens: &[TokenTree], i: usize) -> bool {
    is(tokens, i, ':') && is(tokens, i + 1, ':')
}

// ---- circles between files ----

/// The path of the module a file holds: `names/book/mod.rs` → `names/book`, `lib.rs` → nothing.
fn module_path(file: &str) -> &str {
    let path = file.trim_end_matches(".rs");
    if path == "lib" { "" } else { path.strip_suffix("/mod").unwrap_or(path) }
}

/// The files that `file` needs: where its paths lead, through what a file on the way gives on of another one's.
fn needs<'f>(file: &str, all: &BTreeMap<&'f str, (&'f str, Code)>) -> BTreeSet<&'f str> {
    let own = module_path(file);
    let code = &all[own].1;
    // A name that is only given on is no need of its own.
    let given_on = |path: &Vec<String>| {
        code.uses.iter().any(|(name, of, public)| of == path && *public && !code.words.contains(name))
    };
    let paths = code.paths.iter().filter(|path| !given_on(path));
    paths.filter_map(|path| leads_to(own, path, all, 0)).filter(|found| *found != file).collect()
}

/// The file in which `path`, as written in module `own`, ends.
fn leads_to<'f>(
    own: &str,
    path: &[String],
    all: &BTreeMap<&'f str, (&'f str, Code)>,
    depth: usize,
) -> Option<&'f str> {
    let parent = |m: &str| m.rsplit_once('/').map_or(String::new(), |(p, _)| p.to_owned());
    let below = |m: &str, name: &str| if m.is_empty() { name.to_owned() } else { format!("{m}/{name}") };
    let (mut at, mut rest) = match path[0].as_str() {
        // What is inside stands at the root.
        "crate" | "jisr" if path.get(1).is_some_and(|name| name == "internals") => {
            (String::new(), &path[2..])
        }
        "crate" | "jisr" => (String::new(), &path[1..]),
        "super" => (parent(own), &path[1..]),
        "self" => (own.to_owned(), &path[1..]),
        // The root of the binary and of the library name their modules without `crate`.
        name if own == "main" && all.contains_key(name) => (String::new(), path),
        name if all.contains_key(below(own, name).as_str()) => (own.to_owned(), path),
        _ => return None,
    };
    while let Some((name, after)) = rest.split_first() {
        let next = below(&at, name);
        if name == "super" {
            at = parent(&at);
        } else if all.contains_key(next.as_str()) {
            at = next;
        } else {
            let passed_on = all[at.as_str()].1.uses.iter().find(|(known, _, _)| known == name);
            if let Some((_, of, _)) = passed_on.filter(|_| depth < 8)
                && let Some(found) = leads_to(&at, of, all, depth + 1)
            {
                return Some(found);
            }
            break;
        }
        rest = after;
    }
    Some(all[at.as_str()].0)
}

/// The groups of files of which each needs every other, directly or through others.
fn circles(files: &[Source<'_>]) -> Vec<Vec<String>> {
    // The build script is made of modules of the crate, which it declares again.
    let files = files.iter().filter(|(file, _)| *file != "build.rs");
    let all: BTreeMap<&str, (&str, Code)> =
        files.map(|&(file, text)| (module_path(file), (file, Code::of(text)))).collect();
    let mut reach: BTreeMap<&str, BTreeSet<&str>> =
        all.values().map(|&(file, _)| (file, needs(file, &all))).collect();
    let names: Vec<&str> = reach.keys().copied().collect();
    // Warshall's closure.
    for middle in &names {
        let further = reach[middle].clone();
        for from in reach.values_mut().filter(|from| from.contains(middle)) {
            from.extend(&further);
        }
    }
    let together = |a: &str| -> Vec<String> {
        reach[a].iter().filter(|b| reach[*b].contains(a)).map(|b| (*b).to_owned()).collect()
    };
    let found: BTreeSet<Vec<String>> = names.iter().map(|a| together(a)).filter(|c| !c.is_empty()).collect();
    found.into_iter().collect()
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
        "crate" | "jisr" => path.iter().skip(1).find(|name| *name != "internals").map(in_root),
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
        let code = Code::of(text);
        let may = |places: &[&str]| places.iter().any(|p| file.starts_with(p));
        for path in &code.paths {
            let shown = path.join("::");
            if let Some(other) = target(file, own, path) {
                if other == "lab" && own != "lab" && !may(&MAY_USE_THE_LAB) {
                    out.insert(format!("{file}: {shown}: nothing but {MAY_USE_THE_LAB:?} uses the lab"));
                }
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
            if code.methods.contains(method) && !may(&MAY_TOUCH_FILES) {
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

fn all_sources() -> Vec<(String, String)> {
    let mut files = Vec::new();
    sources(Path::new("src"), &mut files);
    files.sort();
    files
}

#[test]
fn the_source_keeps_the_architecture() {
    let files = all_sources();
    let read: BTreeSet<&str> = files.iter().map(|(path, _)| module(path)).collect();
    assert_eq!(read, LEVELS.map(|(name, _)| name).into(), "each module has its level, each level its module");
    let files: Vec<Source<'_>> = files.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    let found = faults(&files, &crates());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_dependency_is_used() {
    let files = all_sources();
    let mut unused = crates();
    for (_, text) in &files {
        for path in Code::of(text).paths {
            unused.remove(&path[0]);
        }
    }
    assert!(unused.is_empty(), "in Cargo.toml and not in src: {unused:?}");
}

/// A circle is undone by moving what both sides need into a file of its own.
#[test]
fn files_form_no_circles() {
    let files = all_sources();
    let files: Vec<Source<'_>> = files.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    let found = circles(&files);
    assert!(found.is_empty(), "files that need each other: {found:#?}");
}

// ---- the test can fail ----

#[test]
fn circles_are_seen_through_what_is_given_on() {
    let circle = |files: &[Source<'_>]| circles(files).iter().map(|c| c.join(" ")).collect::<Vec<_>>();
    let text = "pub struct T; pub fn f() {}";
    // A file that gives a name on does not need it, and who asks it for the name needs the file of the name.
    let lib = ("lib.rs", "mod a; pub use a::A;");
    let module = ("a/mod.rs", "mod b; mod c; pub use b::T; pub use c::A;");
    let with = |b, c| circle(&[lib, module, ("a/b.rs", b), ("a/c.rs", c)]);
    assert!(with(text, "use super::T; pub struct A;").is_empty());
    assert_eq!(with("use super::c::A; pub struct T;", "use super::T; pub struct A;"), ["a/b.rs a/c.rs"]);
    assert_eq!(
        with("fn f() { crate::A::new() } pub struct T;", "use crate::a::T; pub struct A;"),
        ["a/b.rs a/c.rs"]
    );
    assert!(with("#[cfg(test)] mod tests { use super::super::c::A; }", "use super::T;").is_empty());
    let used = ("a/mod.rs", "mod b; mod c; pub use b::T; pub struct M(T);");
    assert_eq!(circle(&[lib, used, ("a/b.rs", "use super::M;"), ("a/c.rs", "")]), ["a/b.rs a/mod.rs"]);
}

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
        (
            "spelling.rs",
            "fn f() -> super::weights::Weights { todo!() }",
            &["spelling (1) imports weights (9)"],
        ),
        ("evidence/mod.rs", "use crate::Jisr;", &["evidence (4) imports lib (9)"]),
        ("lib.rs", "pub mod text;\npub use weights::Weights;\nuse cli::main;", &["lib (9) imports cli (11)"]),
        (
            "score/mod.rs",
            "// use crate::write;\n/* crate::write::x */ const A: &str = \"crate::write::y\";",
            &[],
        ),
        (
            "score/mod.rs",
            "const A: &str = r#\"a \" crate::write::y\"#; const B: char = '\"'; fn f() { crate::write::x() }",
            &["score (5) imports write (8)"],
        ),
        ("score/mod.rs", "fn f<'a>(x: &'a str) { crate::write::x(x) }", &["score (5) imports write (8)"]),
        ("score/mod.rs", "#[cfg(test)]\nmod tests { use crate::write; fn f() { {} } }", &[]),
        (
            "score/mod.rs",
            "#[cfg(test)]\nmod tests { fn f() { {} } }\nuse crate::write;",
            &["imports write (8)"],
        ),
        (
            "write/mod.rs",
            "use crate::lab::evaluate::GoldDoc;",
            &["uses the lab", "write (8) imports lab (10)"],
        ),
        ("cli/align.rs", "use jisr::internals::lab::bench;", &["uses the lab"]),
        ("cli/lab/bench.rs", "use jisr::internals::lab::bench;\nuse crate::cli::shared::usage;", &[]),
        ("lab/fit/mod.rs", "use crate::lab::evaluate::GoldDoc;\nuse crate::Jisr;", &[]),
        ("align/mod.rs", "use clap::Parser;", &["crate clap is not for align"]),
        ("align/mod.rs", "use rayon::prelude::*;", &["crate rayon is not for align"]),
        ("align/mod.rs", "#[derive(serde::Serialize)] struct A;", &[]),
        (
            "tokenize/mod.rs",
            "use std::fs::File;",
            &[
                "only [\"read/\", \"lexicon/load.rs\", \"names/transliterate/load.rs\", \"write/\", \"build.rs\"] touch files",
            ],
        ),
        ("lexicon/check.rs", "fn f(p: &std::path::Path) { p.exists(); }", &[".exists()"]),
        ("lexicon/load.rs", "fn f() { std::fs::read_dir(\"x\"); }", &[]),
        ("cli/eval.rs", "use std::io::{self, Write};\nfn f() { io::stdin(); }", &["touch files"]),
        ("cli/eval.rs", "fn f() { std::io::stdout(); }", &[]),
        ("lab/evaluate/mod.rs", "fn f() { std::io::stderr(); }", &["write to standard streams"]),
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
