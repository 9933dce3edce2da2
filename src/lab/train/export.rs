//! The finished table: stems and runs of letters are folded into the rows of the words they are part of.

use rayon::prelude::*;

use super::corpus::TrainingCorpus;
use super::model::{Model, Origin};
use super::start::owners;
use crate::evidence::vectors::{Bits, Table, image};

/// The bytes of `table` with the rows that moved, and with the new words.
pub(super) fn continued(model: &Model, origin: &Origin, table: &Table) -> Vec<u8> {
    let dim = model.dim;
    let (mut changed, mut added) = (Vec::new(), Vec::new());
    let rows = model.rows.chunks_exact(dim).zip(origin.rows.chunks_exact(dim));
    for (t, (row, _)) in rows.enumerate().filter(|(_, (row, old))| row != old) {
        match origin.known[t] {
            Some(at) => changed.push((at as usize, row)),
            None => added.push((model.keys[t], row)),
        }
    }
    // Two words of the text whose keys fall on one row of the table: the more frequent one came first.
    changed.sort_by_key(|c| c.0);
    changed.dedup_by_key(|c| c.0);
    table.with_rows(&changed, &added)
}

/// The bytes of the table.
pub(super) fn table(model: &Model, corpus: &TrainingCorpus, bits: Bits) -> Vec<u8> {
    let dim = model.dim;
    let owners = owners(model, &corpus.types);
    let mut folded = vec![0.0; owners.len() * dim];
    folded.par_chunks_mut(dim).zip(&owners).for_each(|(out, &owner)| model.type_vector(owner, false, out));
    let stems = model.rows[model.words * dim..model.keys.len() * dim].chunks_exact(dim);
    let words: Vec<(u64, &[f32])> =
        model.keys.iter().copied().zip(folded.chunks_exact(dim).chain(stems)).collect();
    let grams: Vec<&[f32]> = model.rows[model.keys.len() * dim..].chunks_exact(dim).collect();
    image(dim, bits, &words, &grams)
}
