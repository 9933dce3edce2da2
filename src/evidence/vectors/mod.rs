//! Vectors: what a word list cannot see. A token's vector is a row of a table, a sentence's the sum of its tokens', and
//! a run of sentences' the sum of theirs, so that nothing is ever encoded twice.
//!
//! The table was distilled from a multilingual sentence encoder by [`crate::lab::train`]; after Aldarmaki & Diab 2019
//! ("Scalable cross-lingual transfer of neural sentence embeddings") and Tissier et al.'s and model2vec's static
//! embeddings, with hashed character n-grams for unknown words after Bojanowski et al. 2017 ("Enriching word vectors
//! with subword information").

mod encode;
mod features;
mod header;
mod nearest;
mod quantise;
mod table;

pub use encode::{Encoder, unit};
pub use features::{TokenFeature, TokenFeatures};
pub use header::Header;
pub use nearest::{
    Margin, Neighbours, Retrieval, cosine, dot, products, products_with, retrieve, similarities,
};
pub use quantise::{Bits, quantise_row};
pub use table::{Table, image};

use std::borrow::Cow;
use std::path::Path;

use crate::error::built_wrong;

/// The table that the binary carries.
static EMBEDDED: &[u8] = include_bytes!("../../../lexicons/vectors.bin");

impl Table {
    /// The table that the binary carries: borrowed from it, so this takes microseconds.
    pub fn embedded() -> Self {
        let read = Table::read(Cow::Borrowed(EMBEDDED), Path::new("lexicons/vectors.bin"), false);
        read.unwrap_or_else(|_| built_wrong("table of vectors"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_table_is_whole_and_of_the_size_promised() {
        let path = Path::new("lexicons/vectors.bin");
        let table = Table::read(Cow::Borrowed(EMBEDDED), path, true).expect("whole");
        assert!(table.bytes().len() <= 16 << 20);
        assert_eq!(Table::embedded().header(), table.header());
    }
}
