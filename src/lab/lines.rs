//! AlignedLines of a text against lines of its translation, each with each.

use rayon::prelude::*;

use super::evaluate::retrieval::AlignedLines;
use crate::Jisr;
use crate::evidence::Compared;
use crate::evidence::vectors::{similarities, unit};
use crate::score::{ScoreWeights, Singles};
use crate::text::{EvidenceKind, SplitPair};

/// What every line of a text shares with every line of its translation, by kind of evidence: what
/// [`retrieval`](super::evaluate::retrieval) is scored on.
pub fn compare_lines(jisr: &Jisr, ar: &[String], en: &[String]) -> AlignedLines {
    let pipeline = jisr.pipeline(&());
    let pair = SplitPair { id: String::new(), ar: ar.to_vec(), en: en.to_vec() };
    let [ar, en] = pipeline.given_pair(&mut pipeline.analyst(), &pair);
    let compared = Compared::new(ar.analysed().parts(), en.analysed().parts(), &jisr.weights.matches);
    // What is not shared counts for nothing here: each kind sees only a part of each line.
    let weights = ScoreWeights { missing: 0.0, length: 0.0, words: 0.6, ..jisr.weights.score };
    let of_kinds = |kinds: &[EvidenceKind]| {
        let matches = compared.matches.iter().filter(|m| kinds.contains(&m.kind)).copied().collect();
        let own = Compared { matches, ..compared.clone() };
        let mut pairs = Singles::new(&own, &weights).pairs;
        for s in &mut pairs {
            let units = own.ar.units(s.i as usize).len() * own.en.units(s.j as usize).len();
            s.score /= (units.max(1) as f32).sqrt();
        }
        pairs
    };
    let shared = [
        of_kinds(&[EvidenceKind::Name, EvidenceKind::Spelling, EvidenceKind::Verbatim]),
        of_kinds(&[EvidenceKind::Number, EvidenceKind::Date]),
        of_kinds(&[EvidenceKind::Word]),
    ];
    let cosines = if compared.ar.has_vectors() && compared.en.has_vectors() {
        let units = |vectors: &[f32]| {
            let mut all = vectors.to_vec();
            all.chunks_exact_mut(compared.ar.dim).for_each(unit);
            all
        };
        similarities_in_parallel(&units(&compared.ar.vectors), &units(&compared.en.vectors), compared.ar.dim)
    } else {
        Vec::new()
    };
    AlignedLines { len: compared.ar.len().min(compared.en.len()), cosines, shared }
}

fn similarities_in_parallel(a: &[f32], b: &[f32], dim: usize) -> Vec<f32> {
    /// Rows that a thread takes at a time.
    const ROWS: usize = 32;
    a.par_chunks(ROWS * dim).flat_map_iter(|a| similarities(a, b, dim)).collect()
}
