//! `jisr eval names`.

use std::path::PathBuf;

use crate::cli::reporter::Reporter;
use crate::cli::shared::{bad_line, text_of};
use jisr::internals::error::{Error, Result};
use jisr::internals::lab::evaluate::names::evaluate;
use jisr::internals::lab::json;
use jisr::names::{Names, form};
use jisr::write::to_stdout;

/// Score the model of names: how often the first forms in the other script are right, without what the lexicon knows
#[derive(clap::Args)]
pub struct Args {
    /// Lines of Arabic, tab, Latin; several lines for a name that has several forms
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// A model that `jisr train names` wrote, instead of the one the binary carries
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `jisr eval names`, both ways; bad lines are told and left out.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    let path = &args.file;
    let expected = "an Arabic form, a tab and a Latin form";
    let text = text_of(path)?;
    let mut pairs = Vec::new();
    for (i, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let mut columns = line.split('\t').map(str::trim);
        match (columns.next(), columns.next()) {
            (Some("ar"), Some("en")) if i == 0 => {}
            (Some(arabic), Some(latin))
                if form::script(arabic) == Some(form::Script::Arabic)
                    && form::script(latin) == Some(form::Script::Latin) =>
            {
                pairs.push((arabic.to_owned(), latin.to_owned()));
            }
            _ => bad_line(path, i, line, expected, "the other lines are scored", reporter),
        }
    }
    if pairs.is_empty() {
        if reporter.failed() {
            return Ok(());
        }
        return Err(Error::content(path, None, expected, "no line", "is it the right file?"));
    }
    let own = args.model.as_ref().map(|model| jisr::names::load(model)).transpose()?;
    let result = evaluate(own.as_ref().unwrap_or_else(|| Names::embedded()), &pairs);
    to_stdout(|out| if args.json { writeln!(out, "{}", json(&result)) } else { write!(out, "{result}") })
}
