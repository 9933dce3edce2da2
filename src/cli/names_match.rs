//! `jisr names --match`.

use std::io::{self, Write};

use super::names_args::{Args, error, requested};
use super::reporter::Reporter;
use super::shared::{beginning, style, usage};
use jisr::internals::error::Result;
use jisr::names::Names;
use jisr::names::matching::{Matcher, NameMatch};
use jisr::write::names::shown;
use jisr::write::{Style, names_json, to_stdout};

/// What is asked for.
const EXPECTED: &str = "two names, a tab between them";

/// Two names, and the line they stand in if they are from a file.
type NumberedPair = (Option<usize>, String, String);

/// The two names of the command line, or those of each line of `--input`; lines that have not two are told.
fn pairs(args: &Args, reporter: &Reporter) -> Result<Vec<NumberedPair>> {
    let path = match (&args.names[..], &args.input) {
        ([a, b], None) => return Ok(vec![(None, a.clone(), b.clone())]),
        ([], Some(path)) => path,
        (names, input) => {
            let more = if input.is_some() { " and --input" } else { "" };
            let s = if names.len() == 1 { "" } else { "s" };
            let found = format!("{} name{s}{more}", names.len());
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
            let found = match columns.len() {
                1 => beginning(&text),
                n => format!("{n} columns: {}", beginning(&text)),
            };
            reporter.error(&error(Some(path), line, EXPECTED, found, "the other lines are compared"));
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
    let mut room = matcher.workspace();
    let style = style(true);
    to_stdout(|out| {
        for (line, a, b) in &pairs {
            if let Some(none) = [a, b].into_iter().find(|name| !name.chars().any(char::is_alphanumeric)) {
                let found = if none.trim().is_empty() {
                    "an empty name".to_owned()
                } else {
                    format!("a name without letters: {}", beginning(none))
                };
                let (expected, way_out) = match line {
                    Some(_) => (EXPECTED, "the other lines are compared"),
                    None => ("two names", "give two names in any scripts"),
                };
                reporter.error(&error(args.input.as_deref(), *line, expected, found, way_out));
                continue;
            }
            let found = matcher.compare_in(a, b, &mut room);
            if args.json {
                names_json::name_match(a, b, &found, out)?;
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

fn show(out: &mut dyn Write, pair: [&str; 2], found: &NameMatch, style: &Style) -> io::Result<()> {
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
