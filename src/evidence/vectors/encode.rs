//! Tokens → vectors of sentences and of runs of sentences.

use super::features::{TokenFeature, TokenFeatures};
use super::table::Table;
use crate::text::{Lang, Prepared, Token};

/// Makes vectors of tokens with a [`Table`]. Holds buffers: one for each thread.
pub struct Encoder<'t> {
    table: &'t Table,
    features: TokenFeatures,
    rows: Vec<usize>,
}

impl<'t> Encoder<'t> {
    /// An encoder with `table`.
    pub fn new(table: &'t Table) -> Self {
        Encoder { table, features: TokenFeatures::new(), rows: Vec::new() }
    }

    /// Numbers of a vector.
    pub fn dim(&self) -> usize {
        self.table.header().dim
    }

    /// Adds the vectors of `tokens`, of a text in `lang`, to `sum`. An unknown word has the vector of
    /// the word without particles, if that is known, or else the sum of what is known of its stems and of its runs of
    /// letters, the latter divided by the root of their number.
    pub fn add(&mut self, lang: Lang, tokens: &[Token], text: &str, sum: &mut [f32]) {
        let mut off = 0.0;
        for token in tokens {
            let Some(word) = self.features.word(lang, token, text) else { continue };
            if let Some(row) = self.table.key(word) {
                off += self.table.add(row, 1.0, sum);
                continue;
            }
            self.rows.clear();
            let mut known = false;
            self.features.parts(|piece| match piece {
                _ if known => {}
                TokenFeature::Word(hash) => {
                    if let Some(row) = self.table.key(hash) {
                        off += self.table.add(row, 1.0, sum);
                        known = true;
                    }
                }
                TokenFeature::Stem(hash) => {
                    if let Some(row) = self.table.key(hash) {
                        off += self.table.add(row, 1.0, sum);
                    }
                }
                TokenFeature::Gram(hash) => self.rows.push(self.table.gram(hash)),
            });
            let weight = (self.rows.len().max(1) as f32).sqrt().recip();
            for &row in &self.rows {
                off += self.table.add(row, weight, sum);
            }
        }
        for s in sum {
            *s -= off;
        }
    }

    /// The vectors of the sentences of `part`, of a document with this `text`: `dim` numbers for each sentence, not of
    /// unit length.
    pub fn sentences(&mut self, part: &Prepared, text: &str) -> Vec<f32> {
        let dim = self.dim();
        let mut out = vec![0.0; dim * part.sentences.len()];
        for (i, sum) in out.chunks_exact_mut(dim).enumerate() {
            self.add(part.lang, part.tokens_of(i), text, sum);
        }
        out
    }
}

/// Scales `vector` to length 1; zero stays zero.
pub fn unit(vector: &mut [f32]) {
    let norm = super::nearest::dot(vector, vector).sqrt();
    if norm > 0.0 {
        let by = norm.recip();
        for x in vector {
            *x *= by;
        }
    }
}
