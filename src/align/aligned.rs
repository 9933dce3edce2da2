//! What an alignment finds.

use crate::text::{BeadPart, Evidence, Explained, Mode, PairKind, UnalignedSentence};

/// An Arabic with an English part aligned: all that the two say by themselves. What other documents make of it is a matter
/// of ranking ([`crate::rank`]).
#[derive(Clone, Debug)]
pub struct Aligned {
    /// How it was aligned.
    pub mode: Mode,
    /// Why that mode, in one phrase for the reader.
    pub why: String,
    /// When parallel, with nulls and in the order of the Arabic side; when comparable, best first, without nulls.
    pub beads: Vec<AlignedBead>,
    /// The sentences without a counterpart, by side and index; `None` unless it was asked where scores come from.
    pub open: Option<Vec<UnalignedSentence>>,
}

/// A bead found, or a sentence alone.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct AlignedBead {
    /// Indices of Arabic sentences, ascending.
    pub ar: Vec<u32>,
    /// Indices of English sentences, ascending.
    pub en: Vec<u32>,
    /// Probability 0..1 that it is right, given that both documents tell the same story; 0 of what is alone.
    pub probability: f32,
    /// How much of each other its sides say; `None` of what is alone.
    pub kind: Option<PairKind>,
    /// The bead in parts, in document order; empty where it is one.
    pub parts: Vec<BeadPart>,
    /// What speaks for it, strongest first.
    pub evidence: Vec<Evidence>,
    /// Where its probability comes from; `None` of what is alone, and unless asked for.
    pub explained: Option<Explained>,
}

impl AlignedBead {
    /// An Arabic sentence alone.
    pub fn ar_alone(i: u32) -> Self {
        AlignedBead { ar: vec![i], ..AlignedBead::default() }
    }

    /// An English sentence alone.
    pub fn en_alone(j: u32) -> Self {
        AlignedBead { en: vec![j], ..AlignedBead::default() }
    }

    /// Whether one side is empty.
    pub fn is_null(&self) -> bool {
        self.ar.is_empty() || self.en.is_empty()
    }
}
