//! Texts that say the same twice and more: sentences alike score alike, and the first belongs to the first.

use std::path::Path;

use crate::common::{aligner, read};
use jisr::internals::lab::evaluate::{GoldDoc, PredDoc, evaluate, parse_gold};
use jisr::options::ModeChoice;
use jisr::text::{Bead, Mode, SplitPair};

/// The bridge, or the beads of its beginning.
fn bridge(beads: usize) -> GoldDoc {
    let path = "seeds/parallel.gold";
    let mut gold = parse_gold(Path::new(path), &read(path)).unwrap().remove(0);
    gold.beads.retain(|bead| !bead.is_null());
    gold.beads.truncate(beads);
    gold
}

/// A text made of beads of `gold`, these or those of them several times, in this order.
fn made_of<'b>(gold: &GoldDoc, beads: impl IntoIterator<Item = &'b Bead>) -> GoldDoc {
    let mut out = GoldDoc { id: gold.id.clone(), ..GoldDoc::default() };
    let add = |own: &mut Vec<String>, all: &[String], which: &[u32]| -> Vec<u32> {
        let first = own.len() as u32;
        own.extend(which.iter().map(|&k| all[k as usize].clone()));
        (first..own.len() as u32).collect()
    };
    for bead in beads {
        let ar = add(&mut out.ar, &gold.ar, &bead.ar);
        let en = add(&mut out.en, &gold.en, &bead.en);
        out.beads.push(Bead { ar, en, score: 1.0, ..Bead::default() });
    }
    out
}

/// The mode that is chosen, and strict recall and precision.
fn found(gold: &GoldDoc) -> (Mode, f64, f64) {
    let pair = SplitPair { id: gold.id.clone(), ar: gold.ar.clone(), en: gold.en.clone() };
    let alignment = aligner(ModeChoice::Auto).align_split(&[pair]).remove(0);
    let pred = PredDoc { id: gold.id.clone(), beads: alignment.beads, scored: true };
    let strict = evaluate(std::slice::from_ref(gold), &[pred]).scores.strict;
    (alignment.mode, strict.recall, strict.precision)
}

#[test]
fn copies_of_a_text_are_aligned_one_by_one() {
    for (beads, copies) in [(20, 1), (20, 3), (20, 6), (6, 1), (6, 2), (6, 3)] {
        let gold = bridge(beads);
        let repeated = made_of(&gold, std::iter::repeat_n(&gold.beads, copies).flatten());
        assert_eq!(repeated.beads.len(), beads * copies);
        let (mode, recall, precision) = found(&repeated);
        assert_eq!(mode, Mode::Parallel, "{copies} copies of {beads} beads");
        // The one bead with two sentences on both sides comes out as two: they are as rare as that in translations.
        let crossed = gold.beads.iter().filter(|b| b.ar.len() > 1 && b.en.len() > 1).count();
        let (all, right) = (gold.beads.iter().filter(|b| !b.is_null()).count(), |n: usize| n as f64);
        let least = right(all - crossed) / right(all + crossed) - 1e-9;
        assert!(
            recall >= least && precision >= least,
            "{copies} copies of {beads} beads: {recall}, {precision}"
        );
    }
}

#[test]
fn a_sentence_said_again_and_again_is_aligned_in_its_place() {
    let gold = bridge(20);
    for (every, said) in [(1, 4), (2, 4), (2, 10), (3, 0)] {
        let places = gold.beads.iter().enumerate();
        let beads =
            places.flat_map(|(k, bead)| [Some(bead), ((k + 1) % every == 0).then(|| &gold.beads[said])]);
        let refrain = made_of(&gold, beads.flatten());
        let (mode, recall, precision) = found(&refrain);
        assert_eq!(mode, Mode::Parallel, "bead {said} after every {every}");
        assert!(recall >= 0.95 && precision >= 0.9, "bead {said} after every {every}: {recall}, {precision}");
    }
}

#[test]
fn reports_that_share_little_are_comparable_still() {
    let path = "seeds/comparable.gold";
    for gold in parse_gold(Path::new(path), &read(path)).unwrap() {
        let twice = |side: &[String]| [side, side].concat();
        let pair = SplitPair { id: gold.id.clone(), ar: twice(&gold.ar), en: twice(&gold.en) };
        assert_eq!(aligner(ModeChoice::Auto).align_split(&[pair])[0].mode, Mode::Comparable, "{}", gold.id);
    }
}
