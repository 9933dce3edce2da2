//! Everything about each bead, one JSON object a line, null beads of parallel alignments included; then the documents
//! that are in no alignment, a line each, which say so: `"record":"document"`.
//!
//! The fields are said at the types below; `jisr schema align-jsonl` prints them as JSON Schema.
//!
//! Scores and weights have four decimals.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::explanation::{Explain, explain};
use super::json::to_writer;
use super::side::{AlignedSide, bead_type, beads, rounded, sides};
use super::unpaired::{UnpairedDocument, unpaired};
use crate::text::{EvidenceKind, Mode, PairKind, Report, Span};

/// A line.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(
    dead_code,
    clippy::large_enum_variant,
    reason = "says what the lines are; each is written as what it is"
)]
pub(super) enum JsonLine<'a> {
    Bead(BeadLine<'a>),
    Document(UnpairedDocument<'a>),
}

/// A bead.
#[derive(Serialize, JsonSchema)]
pub(super) struct BeadLine<'a> {
    /// Id of the Arabic document.
    ar_doc: &'a str,
    /// Id of the English document.
    en_doc: &'a str,
    /// Title of the Arabic document, or null.
    ar_title: Option<&'a str>,
    /// Title of the English document, or null.
    en_title: Option<&'a str>,
    /// How the documents were aligned.
    mode: Mode,
    /// Score of the document pair, 0..1.
    doc_score: f64,
    /// Number of Arabic sentences, `-`, number of English ones: `1-2`.
    bead: String,
    /// Probability 0..1 that the bead is right; 0 for null beads.
    score: f64,
    /// How much of each other the sides say; null for null beads.
    kind: Option<PairKind>,
    /// The Arabic side; empty in some null beads.
    ar: SideOut<'a>,
    /// The English side; empty in the other null beads.
    en: SideOut<'a>,
    /// What links the sides, strongest first.
    evidence: Vec<EvidenceOut<'a>>,
    /// Only where a sentence is divided because the other side ends one there: the bead in parts, in document order. Together they
    /// are its sentences, less white space between them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<PartOut<'a>>,
    /// Only when asked for: where the score comes from; null for sentences that are no content.
    #[serde(skip_serializing_if = "Option::is_none")]
    explain: Option<Explain<'a>>,
}

/// A side of a bead.
#[derive(Serialize, JsonSchema)]
struct SideOut<'a> {
    /// Indices of the sentences, from 0, in the document's part in that language.
    sentences: &'a [u32],
    /// Their byte ranges `[start, end]` in the document's UTF-8 text.
    spans: Vec<(u32, u32)>,
    /// Their texts, exactly as in the document.
    texts: Vec<&'a str>,
    /// The texts joined by single spaces.
    text: String,
}

/// A piece of evidence.
#[derive(Serialize, JsonSchema)]
struct EvidenceOut<'a> {
    /// What kind it is.
    kind: EvidenceKind,
    /// Byte range `[start, end]` in the Arabic document.
    ar: (u32, u32),
    /// Byte range `[start, end]` in the English document.
    en: (u32, u32),
    /// The text there.
    ar_text: &'a str,
    /// The text there.
    en_text: &'a str,
    /// Strength in nats.
    weight: f64,
}

/// A part of a bead.
#[derive(Serialize, JsonSchema)]
struct PartOut<'a> {
    /// Its Arabic text.
    ar: PartSide<'a>,
    /// Its English text.
    en: PartSide<'a>,
    /// Probability 0..1 that the part begins and ends in the right place, if the bead is right.
    score: f64,
}

/// A side of a part.
#[derive(Serialize, JsonSchema)]
struct PartSide<'a> {
    /// Byte ranges `[start, end]` of the text that each sentence has in the part.
    spans: Vec<(u32, u32)>,
    /// The texts there.
    texts: Vec<&'a str>,
    /// The texts joined by single spaces.
    text: String,
}

fn part_side<'a>(side: AlignedSide<'a>, spans: &[Span]) -> PartSide<'a> {
    let texts: Vec<&str> = side.texts_at(spans).collect();
    PartSide { spans: spans.iter().map(|&s| pair(s)).collect(), text: texts.join(" "), texts }
}

fn pair(span: Span) -> (u32, u32) {
    (span.start, span.end)
}

fn side<'a>(side: AlignedSide<'a>, sentences: &'a [u32]) -> SideOut<'a> {
    let texts: Vec<&str> = side.texts(sentences).collect();
    SideOut {
        sentences,
        spans: sentences.iter().map(|&i| pair(side.part.sentences[i as usize].span)).collect(),
        text: texts.join(" "),
        texts,
    }
}

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for alignment in &report.alignments {
        let (ar, en) = sides(report, alignment);
        let explains = !alignment.explanation.beads.is_empty();
        for (at, (bead, evidence)) in beads(alignment).enumerate() {
            let line = BeadLine {
                ar_doc: &ar.doc.id,
                en_doc: &en.doc.id,
                ar_title: ar.doc.title.as_deref(),
                en_title: en.doc.title.as_deref(),
                mode: alignment.mode,
                doc_score: rounded(alignment.score),
                bead: bead_type(bead),
                score: rounded(bead.score),
                kind: bead.kind,
                ar: side(ar, &bead.ar),
                en: side(en, &bead.en),
                evidence: evidence
                    .iter()
                    .map(|piece| EvidenceOut {
                        kind: piece.kind,
                        ar: pair(piece.ar),
                        en: pair(piece.en),
                        ar_text: piece.ar.of(&ar.doc.text),
                        en_text: piece.en.of(&en.doc.text),
                        weight: rounded(piece.weight),
                    })
                    .collect(),
                parts: bead
                    .parts
                    .iter()
                    .map(|part| PartOut {
                        ar: part_side(ar, &part.ar),
                        en: part_side(en, &part.en),
                        score: rounded(part.score),
                    })
                    .collect(),
                explain: explains.then(|| explain(alignment, at, ar, en)),
            };
            to_writer(&line, out)?;
            out.write_all(b"\n")?;
        }
    }
    for document in unpaired(report) {
        to_writer(&document, out)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
