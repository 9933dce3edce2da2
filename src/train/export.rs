//! The finished table: stems and runs of letters are folded into the rows of the words they are part of.

use rayon::prelude::*;

use super::corpus::Corpus;
use super::model::{Model, owners};
use crate::evidence::vectors::{Bits, image};

/// The bytes of the table.
pub(super) fn table(model: &Model, corpus: &Corpus, bits: Bits) -> Vec<u8> {
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
