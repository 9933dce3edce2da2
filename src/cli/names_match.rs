//! `jisr names --match`.

use std::io::{self, Write};

use super::names::{Args, error, requested};
use super::reporter::Reporter;
use super::{beginning, usage};
use jisr::error::Result;
use jisr::names::Names;
use jisr::names::matching::{Match, Matcher};
use jisr::write::names::shown;
use jisr::write::{Style, to_stdout};

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
                    let (expected, way_out) =
                        ("two names with a tab between them", "the other lines are compared");
                    reporter.error(&error(Some(path), line, expected, beginning(&text), way_out));
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
    let style = super::align::style(true);
    to_stdout(|out| {
        for (a, b) in &pairs {
            let found = matcher.compare_in(a, b, &mut room);
            if args.json {
                writeln!(out, "{}", json(a, b, &found))?;
            } else {
                show(out, [a.trim(), b.trim()], &found, &style)?;
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

fn show(out: &mut dyn Write, pair: [&str; 2], found: &Match, style: &Style) -> io::Result<()> {
    let shown = |name: &str| shown(name, style);
    let [a, b] = pair.map(shown);
    writeln!(out, "{:.2}  {}: {a} ~ {b}", found.probability, verdict(found.probability))?;
    for part in &found.parts {
        let (a, b) = (shown(&part.a), shown(&part.b));
        writeln!(out, "      {:.2}  {a} = {b}  ({})", part.probability, part.why.name())?;
    }
    for (alone, other) in found.alone.iter().zip(["second", "first"]) {
        if !alone.is_empty() {
            let alone: Vec<String> = alone.iter().map(|name| shown(name)).collect();
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
