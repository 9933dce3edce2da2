//! Short documents cut out of gold: whether they are taken for a translation must not depend on their length.

use std::collections::BTreeMap;

use super::GoldDoc;
use crate::text::{Bead, SplitPair};

/// The documents of `gold` in windows of `size` beads that follow each other on the Arabic side, none in two windows.
/// The last one of a document is dropped when it has fewer than half; a document with fewer beads than `size` is one
/// window. Every sentence without a bead goes with the one before it that has one, those at the start with the first:
/// a window of a translation is a passage of either side, and one of comparable documents has what each side tells
/// beside the common sentences. Sentences keep the order of their side. Documents without two-sided beads give none.
pub fn windows(gold: &[GoldDoc], size: usize) -> Vec<SplitPair> {
    gold.iter().flat_map(|doc| windows_of(doc, size.max(1))).collect()
}

fn windows_of(doc: &GoldDoc, size: usize) -> Vec<SplitPair> {
    let mut beads: Vec<&Bead> = doc.beads.iter().filter(|bead| !bead.is_null()).collect();
    beads.sort_by_key(|bead| (&bead.ar, &bead.en));
    if beads.is_empty() {
        return Vec::new();
    }
    let last = (beads.len() - 1) / size;
    // Of the last window's beads there are half of a window at least, or there is no other window.
    let kept = if last > 0 && (beads.len() - last * size) * 2 < size { last } else { last + 1 };
    let mut out: Vec<SplitPair> = (0..kept)
        .map(|k| SplitPair { id: format!("{}#{k}", doc.id), ar: Vec::new(), en: Vec::new() })
        .collect();
    let side = |of: fn(&Bead) -> &[u32],
                sentences: &[String],
                into: fn(&mut SplitPair) -> &mut Vec<String>,
                out: &mut [SplitPair]| {
        let mut window_of: BTreeMap<u32, usize> = BTreeMap::new();
        for (at, bead) in beads.iter().enumerate() {
            for &sentence in of(bead) {
                window_of.entry(sentence).or_insert(at / size);
            }
        }
        let Some(mut window) = window_of.values().next().copied() else { return };
        for (sentence, text) in sentences.iter().enumerate() {
            window = window_of.get(&(sentence as u32)).copied().unwrap_or(window);
            if let Some(pair) = out.get_mut(window) {
                into(pair).push(text.clone());
            }
        }
    };
    side(|bead| &bead.ar, &doc.ar, |pair| &mut pair.ar, &mut out);
    side(|bead| &bead.en, &doc.en, |pair| &mut pair.en, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A document whose sentences are `a0`, `a1` … and `e0`, `e1` …
    fn document(ar: u32, en: u32, beads: &[(&[u32], &[u32])]) -> GoldDoc {
        let side = |name: &str, count: u32| (0..count).map(|i| format!("{name}{i}")).collect();
        let bead =
            |&(ar, en): &(&[u32], &[u32])| Bead { ar: ar.to_vec(), en: en.to_vec(), ..Bead::default() };
        let beads = beads.iter().map(bead).collect();
        GoldDoc { id: "d".to_owned(), ar: side("a", ar), en: side("e", en), beads, ..GoldDoc::default() }
    }

    /// The windows, a string each.
    fn shown(doc: &GoldDoc, size: usize) -> Vec<String> {
        let show = |pair: SplitPair| format!("{} | {}", pair.ar.join(" "), pair.en.join(" "));
        windows(std::slice::from_ref(doc), size).into_iter().map(show).collect()
    }

    #[test]
    fn a_translation_is_cut_into_passages() {
        // a0 and e3 stand alone, the order of the file is another.
        let doc = document(6, 6, &[(&[2], &[1, 2]), (&[1], &[0]), (&[3, 4], &[4]), (&[5], &[5])]);
        assert_eq!(shown(&doc, 2), ["a0 a1 a2 | e0 e1 e2 e3", "a3 a4 a5 | e4 e5"]);
        assert_eq!(shown(&doc, 3), ["a0 a1 a2 a3 a4 | e0 e1 e2 e3 e4"], "1 of 3 is less than half");
        assert_eq!(shown(&doc, 9), ["a0 a1 a2 a3 a4 a5 | e0 e1 e2 e3 e4 e5"], "short documents as they are");
        let half = document(3, 3, &[(&[0], &[0]), (&[1], &[1]), (&[2], &[2])]);
        assert_eq!(shown(&half, 2), ["a0 a1 | e0 e1", "a2 | e2"], "1 of 2 is half");
    }

    #[test]
    fn windows_of_comparable_documents_keep_what_only_one_side_tells() {
        let doc = document(4, 5, &[(&[0], &[3]), (&[2], &[1])]);
        assert_eq!(shown(&doc, 1), ["a0 a1 | e3 e4", "a2 a3 | e0 e1 e2"]);
        assert!(shown(&document(3, 3, &[]), 2).is_empty());
    }
}
