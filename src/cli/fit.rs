//! `jisr fit`.

use std::path::PathBuf;

use super::reporter::Reporter;
use super::{lexicon_from, retrieval, vectors_from};
use jisr::error::Result;
use jisr::{Jisr, Options};

/// Fit weights to gold.
#[derive(clap::Args)]
pub struct Args {
    /// Fit what each kind of evidence counts in retrieval: files of lines, Arabic and English in turn
    #[arg(long, value_name = "FILE", num_args = 2..)]
    retrieval: Vec<PathBuf>,
    /// Lines of a document, which is fitted on or measured on as a whole
    #[arg(long, value_name = "N", default_value_t = 30)]
    document: usize,
    /// Add or replace lexicon files
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
    /// Another table of vectors, or `none`
    #[arg(long, value_name = "FILE")]
    vectors: Option<PathBuf>,
}

/// Runs `jisr fit`.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    let lexicon = lexicon_from(args.lexicon.as_deref(), reporter)?;
    let jisr =
        Jisr::with_lexicon(lexicon, Options::default()).with_vectors(vectors_from(args.vectors.as_deref())?);
    retrieval::fit(&jisr, &args.retrieval, args.document)
}
