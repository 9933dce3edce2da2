//! `jisr eval --names`.

use std::path::{Path, PathBuf};

use clap::ArgGroup;

use super::reporter::Reporter;
use super::shared::{bad_line, text_of};
use jisr::error::{Error, Result};
use jisr::lab::evaluate::names::evaluate;
use jisr::names::{Names, form};
use jisr::write::to_stdout;

/// What `jisr eval --names` can be told beside the file.
#[derive(clap::Args)]
#[command(group = ArgGroup::new("of_names").args(["names", "names_match"]))]
pub struct Options {
    /// With --names, which always does so, and --names-match: only the model, without what the lexicon knows
    #[arg(long, requires = "of_names", conflicts_with_all = OTHERS)]
    pub model_only: bool,
    /// With --names: a model that `jisr train names` wrote, instead of the one the binary carries
    #[arg(long, value_name = "FILE", requires = "names", conflicts_with_all = OTHERS, conflicts_with = "names_match")]
    model: Option<PathBuf>,
}

/// What is scored that has nothing to do with the model of names.
pub(super) const OTHERS: [&str; 7] =
    ["gold", "documents", "retrieval", "clauses", "modes", "languages", "standards"];

/// Scores the model of names on the pairs of a file, both ways; bad lines are told and left out.
pub fn run(path: &Path, options: &Options, json: bool, reporter: &Reporter) -> Result<()> {
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
    let own = options.model.as_ref().map(|model| jisr::names::load(model)).transpose()?;
    let result = evaluate(own.as_ref().unwrap_or_else(|| Names::embedded()), &pairs);
    to_stdout(|out| if json { writeln!(out, "{}", result.to_json()) } else { write!(out, "{result}") })
}
