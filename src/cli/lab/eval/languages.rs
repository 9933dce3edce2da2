//! `jisr eval languages`.

use std::path::PathBuf;

use crate::cli::reporter::Reporter;
use crate::cli::shared::{bad_line, text_of};
use jisr::internals::detect::Detector;
use jisr::internals::error::{Error, Result};
use jisr::internals::lab::evaluate::languages::confusion;
use jisr::internals::lab::{Languages, json};
use jisr::write::to_stdout;

/// Score language detection
#[derive(clap::Args)]
pub struct Args {
    /// Lines of a language code, a tab and a sentence
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `jisr eval languages`; bad lines are told and left out.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    let path = &args.file;
    let expected = "a language code, a tab and a sentence";
    let text = text_of(path)?;
    let mut rows = Vec::new();
    for (i, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        if let Some((code, sentence)) = line.split_once('\t') {
            rows.push((code.to_owned(), sentence.to_owned()));
        } else {
            bad_line(path, i, line, expected, "the other lines are scored", reporter);
        }
    }
    if rows.is_empty() {
        if reporter.failed() {
            return Ok(());
        }
        return Err(Error::content(path, None, expected, "no line", "is it the right file?"));
    }
    let confusion = confusion(&Detector::new(), rows.into_iter());
    to_stdout(|out| {
        if args.json {
            writeln!(out, "{}", json(&Languages::from(&confusion)))
        } else {
            writeln!(out, "{confusion}")
        }
    })
}
