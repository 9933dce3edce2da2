//! `jisr names --match`.

use std::io::{self, Write};

use super::names::{Args, requested};
use super::reporter::Reporter;
use super::usage;
use jisr::error::{Error, Result};
use jisr::names::Names;
use jisr::names::matching::{Match, Matcher};
use jisr::write::to_stdout;

/// Says of two names whether they name the same: those of the command line, or two on each line of `--input`.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    let mut pairs = Vec::new();
    match (&args.names[..], &args.input) {
        ([a, b], None) => pairs.push((a.clone(), b.clone())),
        ([], Some(path)) => {
            for (line, text) in requested(args)? {
                if let Some((a, b)) = text.split_once('\t') {
                    pairs.push((a.to_owned(), b.to_owned()));
                } else {
                    let found = format!("{:?}", text.chars().take(80).collect::<String>());
                    let way_out = "the other lines are compared";
                    reporter.error(&Error::content(
                        path,
                        line,
                        "two names with a tab between them",
                        found,
                        way_out,
                    ));
                }
            }
        }
        (names, input) => {
            let more = if input.is_some() { " and --input" } else { "" };
            let found = format!("{} names{more}", names.len());
            return Err(usage(
                "two names, or --input FILE",
                found,
                "quote names of several words: --match \"A B\" \"C D\"",
            ));
        }
    }
    let own = args.model.as_ref().map(|model| jisr::names::load(model)).transpose()?;
    let names = own.as_ref().unwrap_or_else(|| Names::embedded());
    let lexicon = jisr::lexicon::load();
    let matcher =
        if args.model_only { Matcher::without_lexicon(names) } else { Matcher::new(names, &lexicon) };
    let mut room = matcher.room();
    to_stdout(|out| {
        for (a, b) in &pairs {
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
