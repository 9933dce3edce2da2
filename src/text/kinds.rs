//! The languages, and the kinds of evidence.

use serde::Serialize;

/// A language jisr aligns. What each stage does with it stands in the file of its name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Arabic: Modern Standard and the dialects.
    Arabic,
    /// English.
    English,
}

/// Which kind of evidence links two spans. Of several that link the same two words the first counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EvidenceKind {
    /// A person, place, organisation or demonym the lexicon knows.
    Name,
    /// A name the lexicon lacks, matched by its spelling.
    Spelling,
    /// Equal numbers.
    Number,
    /// Compatible dates.
    Date,
    /// General words through the bilingual lexicon.
    Word,
    /// Same letters on both sides: a Latin word in Arabic text, a link.
    Verbatim,
}

impl EvidenceKind {
    /// All, in the order in which they are shown, which is that of the variants.
    pub const ALL: [EvidenceKind; 6] = [
        EvidenceKind::Name,
        EvidenceKind::Spelling,
        EvidenceKind::Number,
        EvidenceKind::Date,
        EvidenceKind::Word,
        EvidenceKind::Verbatim,
    ];
}

/// The name of a kind of evidence, in every format.
pub const fn evidence_name(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Name => "name",
        EvidenceKind::Spelling => "spelling",
        EvidenceKind::Number => "number",
        EvidenceKind::Date => "date",
        EvidenceKind::Word => "word",
        EvidenceKind::Verbatim => "verbatim",
    }
}
