//! What all formats say of a bead and of its sides.

use crate::text::{Alignment, Bead, Document, Evidence, PairKind, Prepared, Report, Span};

/// One side of an alignment: a document and its part in one language.
#[derive(Clone, Copy)]
pub(super) struct AlignedSide<'a> {
    pub doc: &'a Document,
    pub part: &'a Prepared,
}

impl<'a> AlignedSide<'a> {
    /// The side that `part`, an index into the report's parts, stands for.
    pub fn of(report: &'a Report, part: usize) -> Self {
        let part = &report.parts[part];
        AlignedSide { doc: &report.documents[part.doc], part }
    }

    /// The texts at `spans`.
    pub fn texts_at(self, spans: &[Span]) -> impl Iterator<Item = &'a str> {
        spans.iter().map(move |span| span.of(&self.doc.text))
    }

    /// The texts of the sentences at `indices`.
    pub fn texts(self, indices: &'a [u32]) -> impl Iterator<Item = &'a str> {
        indices.iter().map(move |&i| self.part.sentences[i as usize].span.of(&self.doc.text))
    }
}

/// The Arabic and the English side of `alignment`.
pub(super) fn sides<'a>(report: &'a Report, alignment: &Alignment) -> (AlignedSide<'a>, AlignedSide<'a>) {
    (AlignedSide::of(report, alignment.ar), AlignedSide::of(report, alignment.en))
}

/// The beads of `alignment`, each with its evidence.
pub(super) fn beads(alignment: &Alignment) -> impl Iterator<Item = (&Bead, &[Evidence])> {
    let none: &[Evidence] = &[];
    alignment.beads.iter().zip(alignment.evidence.iter().map(Vec::as_slice).chain(std::iter::repeat(none)))
}

/// The type of a bead: Arabic sentences, then English ones, "2-1".
pub(super) fn bead_type(bead: &Bead) -> String {
    format!("{}-{}", bead.ar.len(), bead.en.len())
}

/// The name of a bead's kind, nothing for a null bead.
pub(super) fn kind(bead: &Bead) -> &'static str {
    bead.kind.map_or("", PairKind::name)
}

/// What the evidence of a bead says, as (Arabic text, English text), in its order, each once.
pub(super) fn matches<'a>(
    evidence: &[Evidence],
    ar: AlignedSide<'a>,
    en: AlignedSide<'a>,
) -> Vec<(&'a str, &'a str)> {
    let mut found: Vec<(&str, &str)> = Vec::with_capacity(evidence.len());
    for piece in evidence {
        let pair = (piece.ar.of(&ar.doc.text), piece.en.of(&en.doc.text));
        if !found.contains(&pair) {
            found.push(pair);
        }
    }
    found
}

/// `value` to four decimals: more is not meant, and the shorter figures are the same on every machine.
pub(super) fn rounded(value: f32) -> f64 {
    (f64::from(value) * 1e4).round() / 1e4
}
