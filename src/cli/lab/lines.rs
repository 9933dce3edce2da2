//! Files of lines: for pools of documents, and for retrieval, one against all.

use std::path::PathBuf;

use clap::ArgAction;

use crate::cli::shared::{text_of, usage};
use jisr::Jisr;
use jisr::internals::error::Result;
use jisr::internals::lab::compare_lines;
use jisr::internals::lab::evaluate::GoldDoc;
use jisr::internals::lab::evaluate::pool::KnownPairs;
use jisr::internals::lab::evaluate::retrieval::AlignedLines;

/// AlignedLines of text beside the gold that is put together in pools.
#[derive(clap::Args)]
pub struct PoolLines {
    /// Fill the pools up with documents cut from lines of text
    #[arg(long, num_args = 2, action = ArgAction::Set, value_names = ["AR", "EN"])]
    among: Vec<PathBuf>,
    /// AlignedLines that translate each other: right wherever they are found in a pool
    #[arg(long, num_args = 2, action = ArgAction::Set, value_names = ["AR", "EN"])]
    known: Vec<PathBuf>,
}

impl PoolLines {
    /// Text to fill pools up with, Arabic and English.
    pub fn among(&self) -> Result<Option<[Vec<String>; 2]>> {
        lines_of(&self.among)
    }

    /// The pairs of sentences that are right in pools of `gold`.
    pub fn known(&self, gold: &[GoldDoc]) -> Result<KnownPairs> {
        let known = lines_of(&self.known)?;
        Ok(KnownPairs::new(gold, both(known.as_ref())))
    }

    /// The files named.
    pub fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.among.iter().chain(&self.known)
    }
}

/// The lines of two files, Arabic and English; `None` for no files.
fn lines_of(paths: &[PathBuf]) -> Result<Option<[Vec<String>; 2]>> {
    let [ar, en] = paths else { return Ok(None) };
    let lines =
        |path: &PathBuf| -> Result<Vec<String>> { Ok(text_of(path)?.lines().map(str::to_owned).collect()) };
    Ok(Some([lines(ar)?, lines(en)?]))
}

/// Both as slices.
pub fn both(lines: Option<&[Vec<String>; 2]>) -> Option<[&[String]; 2]> {
    lines.map(|[ar, en]| [&ar[..], &en[..]])
}

/// Neighbours of a margin, as Artetxe & Schwenk 2019.
pub const NEIGHBOURS: usize = 4;

/// The lines of a text and its translation, compared.
pub fn compared(jisr: &Jisr, files: &[PathBuf]) -> Result<AlignedLines> {
    let ([ar, en], Some([a, e])) = (files, lines_of(files)?) else {
        return Err(usage("two files, Arabic and English", format!("{}", files.len()), "name both"));
    };
    if a.len() != e.len() || a.is_empty() {
        let expected = format!("as many lines in {} as in {}, and some", en.display(), ar.display());
        return Err(usage(expected, format!("{} and {}", e.len(), a.len()), "line n translates line n"));
    }
    Ok(compare_lines(jisr, &a, &e))
}
