//! `jisr names --match`.

use std::io::{self, Write};

use super::names::{Args, requested};
use super::reporter::Reporter;
use super::usage;
use jisr::error::{Error, Result};
use jisr::names::Names;
use jisr::names::matching::{Match, Matcher};
use jisr::write::to_stdout;

/// What is asked for.
const EXPECTED: &str = "two names, a tab between them";

/// Two names, and the line they stand in if they are from a file.
type Pair = (Option<usize>, String, String);

/// The two names of the command line, or those of each line of `--input`; lines that have not two are told.
fn pairs(args: &Args, reporter: &Reporter) -> Result<Vec<Pair>> {
    let path = match (&args.names[..], &args.input) {
        ([a, b], None) => return Ok(vec![(None, a.clone(), b.clone())]),
        ([], Some(path)) => path,
        (names, input) => {
            let more = if input.is_some() { " and --input" } else { "" };
            let found = format!("{} names{more}", names.len());
            let way_out = "quote names of several words: --match \"A B\" \"C D\"";
            return Err(usage("two names, or --input FILE", found, way_out));
        }
    };
    let mut pairs = Vec::new();
    for (line, text) in requested(args)? {
        let columns: Vec<&str> = text.split('\t').collect();
        if let [a, b] = columns[..] {
            pairs.push((line, a.to_owned(), b.to_owned()));
        } else {
            let start: String = text.chars().take(80).collect();
            let found = match columns.len() {
                1 => format!("{start:?}"),
                n => format!("{n} columns: {start:?}"),
            };
            reporter.error(&Error::content(path, line, EXPECTED, found, "the other lines are compared"));
        }
    }
    Ok(pairs)
}

/// Says of two names whether they name the same: those of the command line, or two on each line of `--input`. A pair of
/// which one has neither letters nor digits is told, and the others go on.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    let pairs = pairs(args, reporter)?;
    let own = args.model.as_ref().map(|model| jisr::names::load(model)).transpose()?;
    let names = own.as_ref().unwrap_or_else(|| Names::embedded());
    let lexicon = jisr::lexicon::load();
    let matcher =
        if args.model_only { Matcher::without_lexicon(names) } else { Matcher::new(names, &lexicon) };
    let mut room = matcher.room();
    to_stdout(|out| {
        for (line, a, b) in &pairs {
            if let Some(none) = [a, b].into_iter().find(|name| !name.chars().any(char::is_alphanumeric)) {
                let found = if none.trim().is_empty() {
                    "an empty name".to_owned()
                } else {
                    format!("a name without letters: {:?}", none.chars().take(80).collect::<String>())
                };
                reporter.error(&match (&args.input, line) {
                    (Some(path), Some(_)) => {
                        Error::content(path, *line, EXPECTED, found, "the other lines are compared")
                    }
                    _ => usage("two names", found, "give two names in any scripts"),
                });
                continue;
            }
            let found = matcher.compare_in(a, b, &mut room);
            if args.json {
                writeln!(out, "{}", json(a, b, &found))?;
            } else {
                show(out, a, b, &found)?;
            }
        }
        Ok(())
    })
}

fn verdict(probability: f32) -> &'static str {
    match probability {
        p if p >= 0.9 => "the same",
        p if p >= 0.5 => "probably the same",
        p if p >= 0.1 => "probably different",
        _ => "different",
    }
}

fn show(out: &mut dyn Write, a: &str, b: &str, found: &Match) -> io::Result<()> {
    writeln!(out, "{:.2}  {}: {} ~ {}", found.probability, verdict(found.probability), a.trim(), b.trim())?;
    for part in &found.parts {
        writeln!(out, "      {:.2}  {} = {}  ({})", part.probability, part.a, part.b, part.why.name())?;
    }
    for (alone, other) in found.alone.iter().zip(["second", "first"]) {
        if !alone.is_empty() {
            writeln!(out, "      not in the {other}: {}", alone.join(", "))?;
        }
    }
    match found.entry {
        Some(true) => writeln!(out, "      the lexicon has them in one entry"),
        Some(false) => writeln!(out, "      the lexicon has them in entries of their own"),
        None => Ok(()),
    }
}

fn json(a: &str, b: &str, found: &Match) -> serde_json::Value {
    let round = |p: f32| (f64::from(p) * 10_000.0).round() / 10_000.0;
    let part = |p: &jisr::names::matching::Part| serde_json::json!({ "a": p.a, "b": p.b, "probability": round(p.probability), "why": p.why.name() });
    serde_json::json!({
        "a": a,
        "b": b,
        "probability": round(found.probability),
        "parts": found.parts.iter().map(part).collect::<Vec<_>>(),
        "alone": { "a": found.alone[0], "b": found.alone[1] },
        "one_entry": found.entry,
    })
}
