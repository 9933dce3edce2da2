//! `jisr names --standard`.

use super::names_args::{Args, error, requested};
use super::reporter::Reporter;
use super::shared::{beginning, usage};
use jisr::internals::error::Result;
use jisr::names::form::{self, Script};
use jisr::romanise::{Case, Standard, Vowels};
use jisr::write::{disarmed, names_json, to_stdout};

/// Before a word whose vowels are not known.
const UNREAD: &str = "*";

/// Romanises names by the letter of a standard, or, where it can be reversed, gives the Arabic of Latin ones; `list`
/// shows the standards.
pub fn run(standard: &str, args: &Args, reporter: &Reporter) -> Result<()> {
    if standard == "list" {
        if !args.names.is_empty() || args.input.is_some() {
            let way_out = "leave the names out, or name the standard to romanise them by";
            return Err(usage("`--standard list` alone", "names as well", way_out));
        }
        return list(args.json);
    }
    let Some(standard) = Standard::named(standard) else {
        let names: Vec<&str> = Standard::all().map(Standard::name).collect();
        return Err(usage(
            format!("one of {}", names.join(", ")),
            standard,
            "`--standard list` shows their full names",
        ));
    };
    for (line, name) in requested(args)? {
        let bad = |expected: &str, way_out: &str| {
            let (expected, way_out) = (expected.to_owned(), way_out.to_owned());
            reporter.error(&error(args.input.as_deref(), line, expected, beginning(&name), way_out));
        };
        match form::script(&name) {
            Some(Script::Arabic) => {
                let found = standard.romanise_with(&name, Case::Standard, &|_| None);
                to_stdout(|out| {
                    if args.json {
                        return names_json::romanised(standard, &name, &found, out);
                    }
                    writeln!(out, "{}", disarmed(&found.marked(UNREAD)))?;
                    for (vowels, what) in [
                        (Vowels::Restored, "vowels restored"),
                        (Vowels::Unread, "vowels not written and not known (*)"),
                    ] {
                        let words = found.words.iter().filter(|w| w.vowels == vowels);
                        let words: Vec<&str> = words.map(|w| &name[w.source.clone()]).collect();
                        if !words.is_empty() {
                            writeln!(out, "  {what}: {}", disarmed(&words.join("، ")))?;
                        }
                    }
                    Ok(())
                })?;
            }
            Some(Script::Latin) => {
                let Some(arabic) = standard.arabic(&name) else {
                    let reversible = Standard::all().filter(|s| s.is_reversible()).map(Standard::name);
                    let way_out =
                        format!("only {} go back to Arabic", reversible.collect::<Vec<_>>().join(", "));
                    bad("a name in Arabic script", &way_out);
                    continue;
                };
                to_stdout(|out| {
                    if args.json {
                        return names_json::reversed(standard, &name, &arabic, out);
                    }
                    writeln!(out, "{}", disarmed(&arabic))
                })?;
            }
            None => bad("a name with letters", "give a name in Arabic script"),
        }
    }
    Ok(())
}

fn list(json: bool) -> Result<()> {
    to_stdout(|out| {
        for s in Standard::all() {
            if json {
                names_json::standard(s, out)?;
            } else {
                let back = if s.is_reversible() { "both ways" } else { "" };
                writeln!(out, "{:<20} {:<3} {back:<9}  {}", s.name(), s.language(), s.title())?;
            }
        }
        Ok(())
    })
}
