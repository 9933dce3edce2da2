//! The aligner that is measured or fitted, as the arguments describe it.

use std::path::PathBuf;

use crate::cli::reporter::Reporter;
use crate::cli::shared::{lexicon_from, vectors_from, weights_from};
use jisr::Jisr;
use jisr::internals::error::Result;
use jisr::options::{ModeChoice, Settings};

/// What an aligner can be made of instead of what the binary carries.
#[derive(clap::Args)]
pub struct AlignerArgs {
    /// Add or replace lexicon files
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
    /// Another table of vectors, or `none`
    #[arg(long, value_name = "FILE")]
    vectors: Option<PathBuf>,
    /// Set weights from a JSON file
    #[arg(long, value_name = "FILE")]
    pub weights: Option<PathBuf>,
}

impl AlignerArgs {
    /// The aligner, in `mode`. Parts of beads have no say in what is scored, and are not looked for.
    pub fn whole(&self, mode: ModeChoice, reporter: &Reporter) -> Result<Jisr> {
        let weights = weights_from(self.weights.as_ref())?;
        let settings = Settings { mode, whole: true, ..Settings::default() };
        let lexicon = lexicon_from(self.lexicon.as_deref(), reporter)?;
        let vectors = vectors_from(self.vectors.as_deref())?;
        Ok(Jisr::builder().settings(settings).weights(weights).lexicon(lexicon).vectors(vectors).build())
    }

    /// The aligner, and what the names of fitted weights end in: those that do without vectors are others.
    pub fn to_fit(&self, reporter: &Reporter) -> Result<(Jisr, &'static str)> {
        let vectors = vectors_from(self.vectors.as_deref())?;
        let ending = if vectors.is_some() { "" } else { "_words" };
        let lexicon = lexicon_from(self.lexicon.as_deref(), reporter)?;
        let weights = weights_from(self.weights.as_ref())?;
        Ok((Jisr::builder().weights(weights).lexicon(lexicon).vectors(vectors).build(), ending))
    }

    /// The files among its inputs, which no output may replace.
    pub fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.weights.iter().chain(&self.vectors)
    }
}
