//! `jisr lexicon names`.

use std::path::PathBuf;

use crate::cli::reporter::Reporter;
use crate::cli::shared::{emit, ready, text_of, usage};
use jisr::internals::error::Result;
use jisr::internals::lab::names::{Inputs, collect};

/// The sources; each may be left out.
#[derive(clap::Args)]
pub struct Args {
    /// Lines of ar, en, types, sources
    #[arg(long, value_name = "FILE")]
    open: Option<PathBuf>,
    /// Lines of ar, en, kind, country, count, source: parts of persons' names
    #[arg(long, value_name = "FILE")]
    parts: Option<PathBuf>,
    /// The same with a column of languages: whole persons
    #[arg(long, value_name = "FILE")]
    persons: Option<PathBuf>,
    /// Lines of ar, en, kind, country, population, id
    #[arg(long, value_name = "FILE")]
    places: Option<PathBuf>,
    /// Lines of ar, en, kind, item: spellings of single names
    #[arg(long, value_name = "FILE")]
    variants: Option<PathBuf>,
    /// Lines of a Latin name, persons, places
    #[arg(long, value_name = "FILE")]
    latin: Option<PathBuf>,
    /// Running Arabic text, which tells how names are spelt that a source has without hamza
    #[arg(long, value_name = "FILE")]
    text: Option<PathBuf>,
    /// Files of entries whose Arabic names are spelt right
    #[arg(long, value_name = "FILE")]
    spelt: Vec<PathBuf>,
    /// Output [default: standard output]
    #[arg(short, long)]
    output: Option<PathBuf>,
}

/// Makes the table of names.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    let files =
        [&args.open, &args.parts, &args.persons, &args.places, &args.variants, &args.latin, &args.text];
    if files[..5].iter().all(|f| f.is_none()) {
        return Err(usage("a source of names", "none", "give at least one of --open, --parts, --persons …"));
    }
    for input in files.iter().copied().flatten().chain(&args.spelt) {
        ready(args.output.as_ref(), input)?;
    }
    let mut texts = Vec::new();
    for file in files {
        texts.push(file.as_ref().map(|f| text_of(f)).transpose()?.unwrap_or_default());
    }
    let mut spelt = String::new();
    for file in &args.spelt {
        spelt.push_str(&text_of(file)?);
        spelt.push('\n');
    }
    let [open, parts, persons, places, variants, latin, text] = &texts[..] else { return Ok(()) };
    let inputs = Inputs { open, parts, persons, places, variants, latin, text, spelt: &spelt };
    let (table, stats) = collect(&inputs);
    reporter.note(&format!(
        "{} lines read, {} rows kept; left out: {} by source or use, {} not a clean pair",
        stats.read, stats.kept, stats.left_out, stats.unclean
    ));
    emit(args.output.as_ref(), &table)
}
