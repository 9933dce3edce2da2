//! Level 3: sentences in words: those of a part that was detected and segmented, and those of lines that are given.

mod lines;

pub(crate) use lines::PreparedLines;

use crate::text::{Lang, Prepared, Sentence};
use crate::tokenize::Tokenizer;

/// Tokenizes the sentences of a part.
pub(crate) fn prepare(
    text: &str,
    sentences: Vec<Sentence>,
    doc: usize,
    lang: Lang,
    tokenizer: &Tokenizer,
) -> Prepared {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut bounds = Vec::with_capacity(sentences.len() + 1);
    bounds.push(0);
    for sentence in &sentences {
        tokenizer.tokens(lang, text, sentence.span, &mut tokens);
        bounds.push(tokens.len() as u32);
    }
    Prepared { doc, lang, sentences, tokens, bounds }
}
