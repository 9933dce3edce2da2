//! Everything about each bead, one JSON object a line, null beads of parallel alignments included.
//!
//! | field | meaning |
//! |---|---|
//! | `ar_doc`, `en_doc` | document ids |
//! | `ar_title`, `en_title` | document titles, or null |
//! | `mode` | `parallel` or `comparable` |
//! | `doc_score` | score of the document pair, 0..1 |
//! | `bead` | number of Arabic sentences, `-`, number of English ones: `1-2` |
//! | `score` | probability 0..1 that the bead is right; 0 for null beads |
//! | `kind` | `same`, `part` or `related` ([`PairKind`]); null for null beads |
//! | `ar`, `en` | the two sides, below; a null bead has an empty one |
//! | `evidence` | what links the sides, strongest first, below |
//! | `parts` | only where a sentence is divided because the other side ends one there: the bead in parts, below |
//! | `explain` | only when asked for: where the score comes from, below; null for sentences that are no content |
//!
//! A side:
//!
//! | field | meaning |
//! |---|---|
//! | `sentences` | indices of the sentences, from 0, in the document's part in that language |
//! | `spans` | their byte ranges `[start, end]` in the document's UTF-8 text |
//! | `texts` | their texts, exactly as in the document |
//! | `text` | the texts joined by single spaces |
//!
//! A piece of evidence:
//!
//! | field | meaning |
//! |---|---|
//! | `kind` | `name`, `spelling`, `number`, `date`, `word` or `verbatim` ([`EvidenceKind`]) |
//! | `ar`, `en` | byte ranges `[start, end]` in the two documents |
//! | `ar_text`, `en_text` | the texts there |
//! | `weight` | strength in nats |
//!
//! A part of a bead, in document order; together the parts are its sentences, less white space between them:
//!
//! | field | meaning |
//! |---|---|
//! | `ar`, `en` | the two sides: `spans`, byte ranges of the text that each sentence has in the part; `texts`; `text` |
//! | `score` | probability 0..1 that the part begins and ends in the right place, if the bead is right |
//!
//! The explanation of a pair:
//!
//! | field | meaning |
//! |---|---|
//! | `nats` | the score by what gave it: `name`, `spelling`, `number`, `date`, `word`, `verbatim`, known words `missing` on the other side, `length`, `vectors`, `shape` of the bead; those of nothing are left out |
//! | `cosine` | cosine of the vectors of both sides, or null |
//! | `log_odds` | the log-odds of the probability: each `feature` with its `value` and what it `gave`, weight times value |
//! | `covered` | shares 0..1 of what the known words of `ar` and `en` could tell that the other side answers |
//! | `among` | where there was a choice of documents: the probability that the `documents` tell the same story, that of the `pair` if they do and `alone` if they do not |
//!
//! That of a null bead, whose sentence is content:
//!
//! | field | meaning |
//! |---|---|
//! | `candidates` | up to three sentences of the other side, best first: `sentence`, its index, `text`, `probability` of the pair, and why it was `lost` |
//! | `candidates[].lost` | `taken`: in a likelier pair; `improbable`: below the least of any pair; `below_asked`: below the probability asked for; `crosses`: a likelier pair stands in the way of the order; `alone`: leaving both alone scores more; `sequence`: the best sequence of beads is without it |
//! | `candidates[].than` | the probability that it is less than, or null |
//!
//! Scores and weights have four decimals.

use std::io::{self, Write};

use serde::Serialize;

use super::explanation::{Explain, explain};
use super::side::{Side, bead_type, beads, rounded, sides};
use crate::text::{EvidenceKind, Mode, PairKind, Report, Span};

#[derive(Serialize)]
struct Line<'a> {
    ar_doc: &'a str,
    en_doc: &'a str,
    ar_title: Option<&'a str>,
    en_title: Option<&'a str>,
    mode: Mode,
    doc_score: f64,
    bead: String,
    score: f64,
    kind: Option<PairKind>,
    ar: SideOut<'a>,
    en: SideOut<'a>,
    evidence: Vec<EvidenceOut<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<PartOut<'a>>,
    // Absent unless asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    explain: Option<Explain<'a>>,
}

#[derive(Serialize)]
struct SideOut<'a> {
    sentences: &'a [u32],
    spans: Vec<(u32, u32)>,
    texts: Vec<&'a str>,
    text: String,
}

#[derive(Serialize)]
struct EvidenceOut<'a> {
    kind: EvidenceKind,
    ar: (u32, u32),
    en: (u32, u32),
    ar_text: &'a str,
    en_text: &'a str,
    weight: f64,
}

#[derive(Serialize)]
struct PartOut<'a> {
    ar: PartSide<'a>,
    en: PartSide<'a>,
    score: f64,
}

#[derive(Serialize)]
struct PartSide<'a> {
    spans: Vec<(u32, u32)>,
    texts: Vec<&'a str>,
    text: String,
}

fn part_side<'a>(side: Side<'a>, spans: &[Span]) -> PartSide<'a> {
    let texts: Vec<&str> = side.texts_at(spans).collect();
    PartSide { spans: spans.iter().map(|&s| pair(s)).collect(), text: texts.join(" "), texts }
}

fn pair(span: Span) -> (u32, u32) {
    (span.start, span.end)
}

fn side<'a>(side: Side<'a>, sentences: &'a [u32]) -> SideOut<'a> {
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
            let line = Line {
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
            serde_json::to_writer(&mut *out, &line)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}
