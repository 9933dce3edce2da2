//! What several commands do alike: inputs and outputs that an argument names, and errors about them.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::reporter::Reporter;
use jisr::internals::error::{Error, Result};
use jisr::internals::evidence::vectors::Table;
use jisr::lexicon::Lexicon;
use jisr::options::{ModeChoice, Weights};
use jisr::write::{Style, check_file, replaces, to_file, to_stdout};

/// How to align, as asked for.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ModeArgument {
    /// Decided for each document pair
    Auto,
    /// Translations: beads in order
    Parallel,
    /// Reports of one event: any order, most sentences without a counterpart
    Comparable,
}

impl From<ModeArgument> for ModeChoice {
    fn from(mode: ModeArgument) -> Self {
        match mode {
            ModeArgument::Auto => ModeChoice::Auto,
            ModeArgument::Parallel => ModeChoice::Parallel,
            ModeArgument::Comparable => ModeChoice::Comparable,
        }
    }
}

/// How to write to standard output, or not to it.
pub(super) fn style(to_stdout: bool) -> Style {
    let terminal = to_stdout && std::io::stdout().is_terminal();
    let colour = to_stdout
        && match anstream::ColorChoice::global() {
            anstream::ColorChoice::Always | anstream::ColorChoice::AlwaysAnsi => true,
            anstream::ColorChoice::Never => false,
            anstream::ColorChoice::Auto => {
                terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
            }
        };
    let width = if terminal { terminal_size::terminal_size().map(|(w, _)| w.0 as usize) } else { None };
    Style { colour, width: width.unwrap_or(100).clamp(30, 160), ..Style::default() }
}

/// Checks before the work that `output` can be written and is not the input.
pub(super) fn ready(output: Option<&PathBuf>, input: &Path) -> Result<()> {
    let Some(output) = output else { return Ok(()) };
    if input.as_os_str() != "-" && replaces(output, input) {
        return Err(would_replace(output));
    }
    check_file(output)
}

pub(super) fn emit(output: Option<&PathBuf>, text: &str) -> Result<()> {
    match output {
        Some(path) => to_file(path, |out| out.write_all(text.as_bytes())),
        None => to_stdout(|out| out.write_all(text.as_bytes())),
    }
}

/// The lexicon of `--lexicon DIR`, or the one the binary carries. Files that have no say are noted.
pub(super) fn lexicon_from(dir: Option<&Path>, reporter: &Reporter) -> Result<Lexicon> {
    let Some(dir) = dir else { return Ok(jisr::lexicon::load()) };
    let lexicon = jisr::lexicon::load_with(dir)?;
    for file in jisr::lexicon::files(dir)?.iter().filter(|file| jisr::lexicon::is_compiled_in(file)) {
        passed_over(file, reporter);
    }
    Ok(lexicon)
}

pub(super) fn passed_over(file: &Path, reporter: &Reporter) {
    reporter.note(&format!(
        "{}: passed over, a table of this name is compiled in and cannot be replaced",
        file.display()
    ));
}

/// The table of `--vectors FILE`, none for `none`, or the one the binary carries.
pub(super) fn vectors_from(path: Option<&Path>) -> Result<Option<Table>> {
    match path {
        None => Ok(Some(Table::embedded())),
        Some(path) if path == Path::new("none") => Ok(None),
        Some(path) => Table::read(jisr::read::binary(path)?.into(), path, true).map(Some),
    }
}

/// The weights of `--weights FILE`, or the usual ones.
pub(super) fn weights_from(path: Option<&PathBuf>) -> Result<Weights> {
    path.map_or_else(|| Ok(Weights::default()), |p| Weights::from_json(p, &text_of(p)?))
}

/// The text of a file of gold, pairs or the like; `-` is the standard input.
pub(super) fn text_of(path: &Path) -> Result<String> {
    jisr::read::text(path)
}

/// Tells of a line, counted from 0, that is not as `expected`; `way_out` says what becomes of the others.
pub(super) fn bad_line(
    path: &Path,
    at: usize,
    line: &str,
    expected: &str,
    way_out: &str,
    reporter: &Reporter,
) {
    reporter.error(&Error::content(path, Some(at + 1), expected, beginning(line), way_out));
}

/// The beginning of a text that someone gave, in quotes, as messages show it.
pub(super) fn beginning(text: &str) -> String {
    format!("{:?}", text.chars().take(80).collect::<String>())
}

/// An error about an output that is one of the inputs.
pub(super) fn would_replace(output: &Path) -> Error {
    usage(
        "an output file that is none of the inputs",
        format!("{}, which is read too", output.display()),
        "give the output another name",
    )
}

/// An error about what was asked for.
pub(super) fn usage(
    expected: impl Into<String>,
    found: impl Into<String>,
    way_out: impl Into<String>,
) -> Error {
    Error::Arguments { expected: expected.into(), found: found.into(), way_out: way_out.into() }
}
