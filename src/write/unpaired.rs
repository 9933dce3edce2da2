//! Documents that were read and are in no alignment: every document is accounted for.

use schemars::JsonSchema;
use serde::Serialize;

use super::side::rounded;
use crate::text::{Lang, Report};

/// A document that was read and is in no alignment.
#[derive(Serialize, JsonSchema, Clone, PartialEq, Debug)]
pub struct UnpairedDocument<'a> {
    /// Says that the line is no bead.
    #[schemars(extend("const" = "document"))]
    record: &'static str,
    /// The document's id.
    pub id: &'a str,
    /// Its language, `ar` or `en`: of most of it where it has both; null where it has neither.
    #[schemars(extend("enum" = ["ar", "en", null]))]
    pub lang: Option<&'static str>,
    /// Why it is in no alignment: no document of the other language tells the same story (`no_counterpart`), or it is no
    /// Arabic and no English text (`left_out`).
    #[schemars(extend("enum" = ["no_counterpart", "left_out"]))]
    pub reason: &'static str,
    /// What it is instead, where it was left out; else null.
    pub what: Option<&'a str>,
    /// The document that came nearest, however far; null where none was compared.
    pub best: Option<BestRejected<'a>>,
}

/// The best of the document pairs that were not aligned.
#[derive(Serialize, JsonSchema, Clone, Copy, PartialEq, Debug)]
pub struct BestRejected<'a> {
    /// The other document's id.
    pub id: &'a str,
    /// Score of the pair, 0..1.
    pub score: f64,
}

/// What a run did with its documents.
#[derive(Serialize, JsonSchema, Clone, PartialEq, Debug)]
pub struct RunReport<'a> {
    /// Documents read.
    documents: usize,
    /// Document pairs aligned.
    pairs: usize,
    /// The documents in none of them, in the order in which they were read.
    unpaired: Vec<UnpairedDocument<'a>>,
}

impl<'a> RunReport<'a> {
    /// That of `report`.
    pub fn new(report: &'a Report) -> Self {
        let (documents, pairs) = (report.documents.len(), report.alignments.len());
        RunReport { documents, pairs, unpaired: unpaired(report) }
    }
}

/// The documents that are in no alignment, in the order in which they were read.
pub fn unpaired(report: &Report) -> Vec<UnpairedDocument<'_>> {
    let mut aligned = vec![false; report.documents.len()];
    for alignment in &report.alignments {
        for part in [alignment.ar, alignment.en] {
            aligned[report.parts[part].doc] = true;
        }
    }
    let mut parts = vec![Vec::new(); report.documents.len()];
    for (at, part) in report.parts.iter().enumerate() {
        parts[part.doc].push(at);
    }
    // The ranking is best first: of each part, the first pair is the best.
    let mut best = vec![None; report.parts.len()];
    for pair in &report.ranking {
        for (own, other) in [(pair.ar, pair.en), (pair.en, pair.ar)] {
            best[own].get_or_insert((other, pair.score));
        }
    }
    let alone = report.documents.iter().enumerate().filter(|(doc, _)| !aligned[*doc]);
    alone
        .map(|(doc, document)| {
            let most = parts[doc]
                .iter()
                .copied()
                .max_by_key(|&at| (report.parts[at].content(), std::cmp::Reverse(at)));
            let lang = most.map(|at| if report.parts[at].lang == Lang::Arabic { "ar" } else { "en" });
            let nearest = parts[doc].iter().filter_map(|&at| best[at]);
            let nearest = nearest.max_by(|a, b| a.1.total_cmp(&b.1));
            let best = nearest.map(|(other, score)| {
                let id = report.documents[report.parts[other].doc].id.as_str();
                BestRejected { id, score: rounded(score) }
            });
            let left = report.left_out.iter().find(|left| left.id == document.id);
            let what = left.filter(|_| most.is_none()).map(|left| left.what.as_str());
            let reason = if most.is_some() { "no_counterpart" } else { "left_out" };
            UnpairedDocument { record: "document", id: &document.id, lang, reason, what, best }
        })
        .collect()
}
