//! Answers about names: for a reader, and as JSON Lines.
//!
//! A line of JSON: `name` as looked up; `to`, the script of the answers, `ar` or `en`; `answers`, likeliest first, each
//! with `text`, `probability`, `from` (`lexicon`, `parts` or `model`), `kind` and `source` (null when put together),
//! and `variants`: `text`, `probability`, `count` (null when not known), `countries` with counts (null when only the
//! country is known). A text that is no name: `name` and `error`, with `expected`, `found` and `way_out`.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style as Ansi};
use serde_json::{Map, Value, json};

use super::layout::{blanks, clean, isolated_if_mixed, width};
use super::style::Style;
use crate::names::form::Script;
use crate::names::{Answer, Answers, Country, NoName};

/// Most countries shown of a spelling.
const COUNTRIES: usize = 4;
/// Most further spellings shown of an answer.
const ALSO: usize = 7;

/// Writes one name's answers as a line of JSON.
///
/// # Errors
/// Those of `out`.
pub fn json_line(answers: &Answers, out: &mut dyn Write) -> io::Result<()> {
    let number = |n: u32| if n == 0 { Value::Null } else { json!(n) };
    let probability = |p: f32| json!((f64::from(p) * 1e4).round() / 1e4);
    let answer = |a: &Answer| {
        let variants: Vec<Value> = a
            .variants
            .iter()
            .map(|v| {
                let countries: Map<_, _> =
                    v.countries.iter().map(|(code, n)| (code.as_str().to_owned(), number(*n))).collect();
                json!({
                    "text": v.text, "probability": probability(v.probability), "count": number(v.count),
                    "countries": countries,
                })
            })
            .collect();
        json!({
            "text": a.text(), "probability": probability(a.probability), "from": a.from.name(),
            "kind": a.kind.map(crate::names::book::row::NameKind::name), "source": a.source, "variants": variants,
        })
    };
    let to = if answers.to == Script::Arabic { "ar" } else { "en" };
    let list: Vec<Value> = answers.answers.iter().map(answer).collect();
    writeln!(out, "{}", json!({ "name": answers.name, "to": to, "answers": list }))
}

/// Writes why a text is no name as a line of JSON.
///
/// # Errors
/// Those of `out`.
pub fn json_no_name(name: &str, why: &NoName, out: &mut dyn Write) -> io::Result<()> {
    let name: String = name.chars().take(200).collect();
    let error = json!({ "expected": why.expected, "found": why.found, "way_out": why.way_out });
    writeln!(out, "{}", json!({ "name": name, "error": error }))
}

/// A name as a reader is shown it within a line: nothing in it steers the terminal, and Arabic stands in isolates, so
/// that it disturbs nothing beside it.
pub fn shown(name: &str, style: &Style) -> String {
    isolated_if_mixed(&clean(name), style.isolates)
}

/// Writes one name's answers for a reader: the name, then an answer a line with its probability and where it comes
/// from, below it how its spellings are spread. Arabic stands in isolates, so that it disturbs nothing beside it.
///
/// # Errors
/// Those of `out`.
pub fn screen(answers: &Answers, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let (bold, dim) = if style.colour {
        (Ansi::new().bold(), AnsiColor::BrightBlack.on_default())
    } else {
        (Ansi::new(), Ansi::new())
    };
    let shown = |text: &str| shown(text, style);
    writeln!(out, "{bold}{}{bold:#}", shown(&answers.name))?;
    let room = answers.answers.iter().map(|a| width(&clean(a.text()))).max().unwrap_or(0).clamp(16, 40);
    for answer in &answers.answers {
        let text = clean(answer.text());
        let pad = blanks(room.saturating_sub(width(&text)));
        let mut about = vec![answer.from.name().to_owned()];
        about.extend(answer.kind.map(|k| k.name().to_owned()));
        let first = answer.variants.first();
        let places = first.map(|v| spread(&v.countries)).unwrap_or_default();
        if !places.is_empty() {
            about.push(places);
        }
        let about = about.join(" · ");
        writeln!(out, "  {:.2}  {}{pad}  {dim}{about}{dim:#}", answer.probability, shown(&text))?;
        let also: Vec<String> = answer
            .variants
            .iter()
            .skip(1)
            .take(ALSO)
            .map(|v| {
                let places = spread(&v.countries);
                let text = shown(&v.text);
                let share = format!("{:.2}", v.probability);
                if places.is_empty() {
                    format!("{text} {share}")
                } else {
                    format!("{text} {share} ({places})")
                }
            })
            .collect();
        let mut line = String::from("        also ");
        let mut used = width(&line);
        for (i, piece) in also.iter().enumerate() {
            let mark = if i + 1 < also.len() { ", " } else { "" };
            let columns = width(piece) + mark.len();
            if used + columns > style.width && i > 0 {
                writeln!(out, "{dim}{}{dim:#}", line.trim_end())?;
                line = String::from("             ");
                used = width(&line);
            }
            line.push_str(piece);
            line.push_str(mark);
            used += columns;
        }
        if !also.is_empty() {
            writeln!(out, "{dim}{line}{dim:#}")?;
        }
    }
    Ok(())
}

/// Countries with counts: `EG 52, YE 4`.
fn spread(countries: &[(Country, u32)]) -> String {
    let one = |(country, n): &(Country, u32)| {
        let code = country.as_str();
        if *n == 0 { code.to_owned() } else { format!("{code} {n}") }
    };
    countries.iter().take(COUNTRIES).map(one).collect::<Vec<_>>().join(", ")
}
