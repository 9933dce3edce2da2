//! Answers about names for a reader; as JSON Lines: [`super::names_json`].

use std::io::{self, Write};

use anstyle::{AnsiColor, Style as Ansi};

use super::layout::{blanks, clean, isolated_if_mixed, width};
use super::style::Style;
use crate::names::{Answers, Country};

/// Most countries shown of a spelling.
const COUNTRIES: usize = 4;
/// Most further spellings shown of an answer.
const ALSO: usize = 7;

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
