//! Which evidence a bead rests on.

use rustc_hash::FxHashMap;

use super::cell::Cell;
use crate::evidence::{Compared, each_once};
use crate::text::Evidence;

/// The evidence of a bead: for each matched Arabic unit its strongest counterpart, each English unit used once,
/// strongest first.
pub fn explain(cell: &Cell, compared: &Compared, common: f32) -> Vec<Evidence> {
    /// Occurrences of an English term that an Arabic unit may take: more only matter to beads that repeat themselves.
    const OCCURRENCES: usize = 4;
    let (ar, en) = (&compared.ar, &compared.en);
    let en_units = en.bounds[cell.j]..en.bounds[cell.j + cell.n];
    let mut places: Vec<(u32, u32)> = en_units.map(|v| (en.terms[v as usize], v)).collect();
    places.sort_unstable();
    let mut found: Vec<Evidence> = Vec::new();
    let mut seen: FxHashMap<u32, usize> = FxHashMap::default();
    for u in ar.bounds[cell.i] as usize..ar.bounds[cell.i + cell.m] as usize {
        let term = ar.terms[u];
        let before = seen.entry(term).or_default();
        // The second الرئيس of a sentence takes the second "president".
        let skip = *before;
        *before += 1;
        let from = compared.matches.partition_point(|m| m.ar < term);
        for m in compared.matches[from..].iter().take_while(|m| m.ar == term) {
            let weight = (m.forward / en.probability[m.en as usize]).ln()
                + (m.backward / ar.probability[term as usize]).ln();
            // What is in every sentence tells little, here as in the score.
            let most = en.probability[m.en as usize].max(ar.probability[term as usize]);
            let weight = weight * (common / most).sqrt().min(1.0);
            if weight <= 0.0 {
                continue;
            }
            let first = places.partition_point(|p| p.0 < m.en);
            let same = places[first..].partition_point(|p| p.0 == m.en);
            let start = skip.saturating_sub(OCCURRENCES - 1).min(same);
            for &(_, v) in places[first + start..first + same].iter().take(OCCURRENCES) {
                found.push(Evidence {
                    kind: m.kind,
                    ar: ar.spans[u],
                    en: en.spans[v as usize],
                    weight: 0.5 * weight,
                });
            }
        }
    }
    found.sort_by(|a, b| b.weight.total_cmp(&a.weight).then((a.ar, a.en).cmp(&(b.ar, b.en))));
    each_once(&mut found, |e| (e.ar, e.en));
    found
}
