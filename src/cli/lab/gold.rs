//! Gold with its sentences.

use std::path::PathBuf;

use crate::cli::shared::{text_of, usage};
use jisr::internals::error::Result;
use jisr::internals::lab::evaluate::{self, GoldDoc};
use jisr::text::SplitPair;

/// The documents of all `files`, each with its sentences.
pub fn gold_of(files: &[PathBuf]) -> Result<Vec<GoldDoc>> {
    let mut out = Vec::new();
    for file in files {
        out.extend(evaluate::parse_gold(file, &text_of(file)?)?);
    }
    check_sentences(&out)?;
    Ok(out)
}

/// The sentences of a gold document, to be aligned.
pub fn pair_of(gold: &GoldDoc) -> SplitPair {
    SplitPair { id: gold.id.clone(), ar: gold.ar.clone(), en: gold.en.clone() }
}

/// Refuses gold without the sentences that are to be aligned.
pub fn check_sentences(gold: &[GoldDoc]) -> Result<()> {
    // Without sentences there is nothing to align, and 0 would look like a result.
    if let Some(bare) = gold.iter().find(|g| lacks_sentences(g)) {
        let found = match (bare.ar.is_empty(), bare.en.is_empty()) {
            (true, true) => format!("none in {:?}", bare.id),
            (true, false) => format!("no \"ar\" in {:?}", bare.id),
            _ => format!("no \"en\" in {:?}", bare.id),
        };
        return Err(usage(
            "\"ar\" and \"en\", the sentences, in every line of GOLD",
            found,
            "add them, or name a file of predictions as well",
        ));
    }
    Ok(())
}

/// Whether there are beads to find but not the sentences to find them in.
fn lacks_sentences(gold: &GoldDoc) -> bool {
    let two_sided = gold.beads.iter().any(|bead| !bead.is_null());
    let (ar, en) = (gold.ar.is_empty(), gold.en.is_empty());
    (ar && en && !gold.beads.is_empty()) || ((ar || en) && two_sided)
}
