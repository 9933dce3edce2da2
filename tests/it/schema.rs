//! The JSON outputs are as `jisr schema` says.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::common::{Folder, at_root, run, split_line};
use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

/// The schemas of all outputs.
fn schemas() -> BTreeMap<String, Value> {
    serde_json::from_str(&run(["schema"]).good().out).unwrap()
}

/// A schema to hold values against.
struct Validator {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Validator {
    fn new(schema: &Value) -> Self {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource("output.json", schema.clone()).unwrap();
        let index = compiler.compile("output.json", &mut schemas).unwrap();
        Validator { schemas, index }
    }

    /// What is wrong with a value; `None` when it is as the schema says.
    fn fault(&self, value: &Value) -> Option<String> {
        self.schemas.validate(value, self.index).err().map(|e| e.to_string())
    }
}

/// The lines that commands write, by output. Every output has some.
fn written() -> Vec<(&'static str, Vec<Value>)> {
    let folder = Folder::with_pair();
    let gold = split_line(
        "x",
        &["عاد الوزير مساءً.", "وصل في عام 2024."],
        &["The minister returned.", "He arrived in 2024."],
    );
    let gold = gold.trim_end().trim_end_matches('}').to_owned() + r#","gold":[[[0],[0]],[[1],[1]]]}"#;
    folder.file("split.gold", gold);
    let side =
        |id: &str, lines: &str| serde_json::json!({ "id": id, "sents": lines.lines().collect::<Vec<_>>() });
    let (ar, en) = (folder.read("ar.txt"), folder.read("en.txt"));
    let docs = serde_json::json!({ "id": "s", "ar_docs": [side("a", &ar)], "en_docs": [side("b", &en)], "gold": [[0, 0]] });
    folder.file("docs.jsonl", format!("{docs}\n"));
    folder.file(
        "languages.tsv",
        "arb\tعاد الوزير إلى العاصمة مساء أمس.\nfra\tLe ministre est revenu dans la capitale.\n",
    );
    folder.file("names.tsv", "محمد\tMuhammad\nسعيد\tSaid\n");
    folder.file("tests.tsv", "محمد\tMuḥammad\tala-lc\n");
    folder.file("model.json", r#"{"dim":16,"epochs":1}"#);
    folder.file(
        "pairs.tsv",
        ar.lines()
            .zip(en.lines())
            .map(|(a, e)| format!("{a}\t{e}\n"))
            .collect::<Vec<_>>()
            .concat()
            .repeat(20),
    );
    let seeds = at_root("seeds").to_str().unwrap().to_owned();
    let (parallel, comparable) = (format!("{seeds}/parallel.gold"), format!("{seeds}/comparable.gold"));
    let items: String = [
        "محمد\tMuhammad\t1\tQ1\n",
        "محمد\tMohamed\t1\tQ1\n",
        "سعيد\tSaid\t1\tQ2\n",
        "سعيد\tSaeed\t1\tQ2\n",
        "خالد\tKhalid\t1\tQ3\n",
        "خالد\tKhaled\t1\tQ3\n",
    ]
    .concat();
    folder.file("items.tsv", items);
    let commands: [(&str, &[&str]); 24] = [
        ("align-jsonl", &["align", &seeds, "--format", "jsonl", "--explain", "-q"]),
        ("align-jsonl", &["align", &seeds, "--format", "jsonl", "-q"]),
        (
            "align-jsonl",
            &[
                "align",
                &seeds,
                "--format",
                "jsonl",
                "-q",
                "--explain",
                "--vectors",
                "none",
                "--mode",
                "parallel",
            ],
        ),
        ("align-index", &["align", &seeds, "--format", "index", "-q"]),
        ("align-report", &["align", &seeds, "-o", "o.tsv", "--report", "/dev/stdout", "-q"]),
        ("names", &["names", "--json", "القاهرة", "عبد الغفور القحطاني", "قرمطوس", "Barack Obama", "—"]),
        ("names-match", &["names", "--match", "--json", "القاهرة", "Cairo"]),
        ("names-match", &["names", "--match", "--json", "Jane M. Doe", "محمد علي"]),
        ("names-standard", &["names", "--standard", "ala-lc", "--json", "محمد", "قرمطوس"]),
        ("names-standard", &["names", "--standard", "buckwalter", "--json", "mHmd"]),
        ("names-standards", &["names", "--standard", "list", "--json"]),
        ("eval-align", &["eval", "align", &parallel, "--json"]),
        ("eval-align", &["eval", "align", &comparable, "--json"]),
        ("eval-clauses", &["eval", "clauses", &parallel, "--json"]),
        ("eval-documents", &["eval", "documents", "docs.jsonl", "--json"]),
        ("eval-languages", &["eval", "languages", "languages.tsv", "--json"]),
        ("eval-match", &["eval", "match", "items.tsv", "--json"]),
        ("eval-modes", &["eval", "modes", "split.gold", "--windows", "1", "--json"]),
        ("eval-names", &["eval", "names", "names.tsv", "--json"]),
        ("eval-pool", &["eval", "pool", "split.gold", "--size", "1", "--json"]),
        ("eval-retrieval", &["eval", "retrieval", "ar.txt", "en.txt", "--json"]),
        ("eval-standards", &["eval", "standards", ".", "--json"]),
        ("bench", &["bench", "--seconds", "0.1", "--json"]),
        ("train", &["train", "--pairs", "pairs.tsv", "--config", "model.json", "-o", "o.vec", "--json"]),
    ];
    let values = |args: &[&str]| {
        let seen = folder.run(args);
        seen.no_panic();
        let values: Vec<Value> = seen.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!(!values.is_empty(), "{args:?}: {seen:#?}");
        values
    };
    commands.iter().map(|(name, args)| (*name, values(args))).collect()
}

#[test]
fn outputs_are_as_the_schemas_say() {
    let schemas = schemas();
    let written = written();
    for (name, values) in &written {
        let validator = Validator::new(&schemas[*name]);
        for value in values {
            let fault = validator.fault(value);
            assert!(fault.is_none(), "{name}: {fault:?}\n{value:#}");
            // An object whose fields are all named: without any one of the required the schema refuses it.
            let Value::Object(fields) = value else { panic!("{name}: {value}") };
            let refused = fields.keys().filter(|field| {
                let mut less = fields.clone();
                less.remove(*field);
                validator.fault(&Value::Object(less)).is_some()
            });
            assert!(name == &"eval-retrieval" || refused.count() > 0, "{name} takes anything");
        }
    }
    let tried: BTreeSet<&str> = written.iter().map(|(name, _)| *name).collect();
    assert_eq!(tried, schemas.keys().map(String::as_str).collect(), "every output is tried");
}

/// What the schema says of each field, a line each: the contract at a glance.
fn fields(schema: &Value) -> String {
    let mut out = String::new();
    let roots = std::iter::once(("", schema));
    let parts = schema["$defs"].as_object().into_iter().flatten().map(|(name, part)| (name.as_str(), part));
    for (name, part) in roots.chain(parts) {
        let variants = part["anyOf"].as_array().into_iter().flatten();
        for object in std::iter::once(part).chain(variants) {
            for (field, what) in object["properties"].as_object().into_iter().flatten() {
                let mut what = what.clone();
                if let Value::Object(what) = &mut what {
                    what.remove("description");
                }
                let required =
                    object["required"].as_array().is_some_and(|all| all.contains(&field.as_str().into()));
                let optional = if required { "" } else { " (may be left out)" };
                writeln!(out, "  {name}.{field}{optional}: {what}").unwrap();
            }
        }
        if let Some(values) = part.get("oneOf").or(part.get("enum")) {
            let names: Vec<_> =
                values.as_array().unwrap().iter().map(|v| v.get("const").unwrap_or(v).to_string()).collect();
            writeln!(out, "  {name}: {}", names.join(" ")).unwrap();
        }
    }
    out
}

/// A change here is a change of the contract: a new line is well, one that goes or says something else is not.
#[test]
fn fields_are_added_and_never_changed() {
    let all: Vec<String> =
        schemas().iter().map(|(name, schema)| format!("{name}\n{}", fields(schema))).collect();
    let all = all.concat();
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!("fields", all) });
}

#[test]
fn every_field_says_what_it_means() {
    fn check(at: &str, schema: &Value, faults: &mut Vec<String>) {
        for (field, what) in schema["properties"].as_object().into_iter().flatten() {
            if what.get("description").is_none() {
                faults.push(format!("{at}.{field}"));
            }
        }
        let parts = schema["anyOf"].as_array().into_iter().flatten();
        parts.for_each(|part| check(at, part, faults));
        for (name, part) in schema["$defs"].as_object().into_iter().flatten() {
            check(&format!("{at}: {name}"), part, faults);
        }
    }
    let mut faults = Vec::new();
    for (name, schema) in schemas() {
        assert!(schema["title"].as_str().unwrap().starts_with("jisr "), "{name}");
        check(&name, &schema, &mut faults);
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn one_schema_or_all() {
    let one: Value = serde_json::from_str(&run(["schema", "names"]).good().out).unwrap();
    assert_eq!(one, schemas()["names"]);
    assert_eq!(run(["schema", "tsv"]).code, 2);
    let help = run(["schema", "--help"]).good().out;
    for said in ["Examples:", "align-jsonl", "jisr names --match --json"] {
        assert!(help.contains(said), "{said} is not in\n{help}");
    }
}
