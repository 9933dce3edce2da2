//! The demonstration documents and their gold, as the benches need them.

// Each bench uses its part.
#![allow(dead_code)]

use std::path::Path;
use std::time::Duration;

use criterion::Criterion;
use jisr::internals::lab::evaluate::{GoldDoc, parse_gold};
use jisr::internals::tokenize::Tokenizer;
use jisr::text::{Document, Lang, Mark, Prepared, Sentence, Span, SplitPair};

/// Short measurements: all benches together stay under two minutes.
pub fn criterion() -> Criterion {
    Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .sample_size(20)
        .nresamples(10_000)
        .without_plots()
}

/// A translation in each language: the same report.
pub fn document(lang: Lang) -> Document {
    let text = match lang {
        Lang::Arabic => include_str!("../../seeds/bridge_ar.txt"),
        Lang::English => include_str!("../../seeds/bridge_en.txt"),
    };
    Document { id: "bridge".to_owned(), text: text.to_owned(), ..Document::default() }
}

/// The translation with its sentences.
pub fn parallel() -> Vec<GoldDoc> {
    parse_gold(Path::new("parallel.gold"), include_str!("../../seeds/parallel.gold"))
        .expect("the seeds are good")
}

/// The reports of one event with their sentences.
pub fn comparable() -> Vec<GoldDoc> {
    parse_gold(Path::new("comparable.gold"), include_str!("../../seeds/comparable.gold"))
        .expect("the seeds are good")
}

/// A document pair to be aligned.
pub fn split(doc: &GoldDoc) -> SplitPair {
    SplitPair { id: doc.id.clone(), ar: doc.ar.clone(), en: doc.en.clone() }
}

/// Sentences as a text, a line each, and as a part with its tokens.
pub fn prepared(sentences: &[String], lang: Lang, tokenizer: &Tokenizer) -> (String, Prepared) {
    let text = sentences.join("\n");
    let mut part = Prepared { doc: 0, lang, sentences: Vec::new(), tokens: Vec::new(), bounds: vec![0] };
    let mut start = 0;
    for (paragraph, sentence) in (0..).zip(sentences) {
        let span = Span::new(start, start + sentence.len());
        start += sentence.len() + 1;
        part.sentences.push(Sentence { span, mark: Mark::Content, paragraph });
        tokenizer.tokens(lang, &text, span, &mut part.tokens);
        part.bounds.push(part.tokens.len() as u32);
    }
    (text, part)
}
