//! Passages moved on one side of a translation, and translations of any length.

use std::collections::BTreeSet;

use crate::common::{aligner, at_root, read};
use jisr::Jisr;
use jisr::internals::lab::evaluate::{GoldDoc, PredDoc, evaluate, parse_gold};
use jisr::options::{ModeChoice, Requested, Settings, Weights};
use jisr::text::{Alignment, Document, Mode, SplitPair};
use proptest::prelude::*;

fn jisr() -> &'static Jisr {
    aligner(ModeChoice::Parallel)
}

fn seeds() -> Vec<GoldDoc> {
    parse_gold(&at_root("seeds/parallel.gold"), &read("seeds/parallel.gold")).unwrap()
}

/// Arabic and English indices of a bead.
type Sides = (Vec<u32>, Vec<u32>);

fn beads(gold: &GoldDoc) -> Vec<Sides> {
    gold.beads.iter().map(|b| (b.ar.clone(), b.en.clone())).collect()
}

/// The document with its English side in the order of `beads`, and these beads with the new English indices.
fn reordered(gold: &GoldDoc, beads: &[Sides]) -> (SplitPair, Vec<Sides>) {
    let mut en = Vec::new();
    let mut moved = Vec::new();
    for (ar, own) in beads {
        let from = en.len() as u32;
        en.extend(own.iter().map(|&j| gold.en[j as usize].clone()));
        moved.push((ar.clone(), (from..en.len() as u32).collect()));
    }
    (SplitPair { id: gold.id.clone(), ar: gold.ar.clone(), en }, moved)
}

/// Checks that every sentence stands in exactly one bead, and the Arabic ones in order.
fn whole(alignment: &Alignment, ar: usize, en: usize) {
    assert_eq!(alignment.beads.len(), alignment.evidence.len());
    let found: Vec<u32> = alignment.beads.iter().flat_map(|b| b.ar.iter().copied()).collect();
    assert!(found.into_iter().eq(0..ar as u32), "the Arabic side, once and in order");
    let mut found: Vec<u32> = alignment.beads.iter().flat_map(|b| b.en.iter().copied()).collect();
    found.sort_unstable();
    assert!(found.into_iter().eq(0..en as u32), "the English side, once");
}

#[test]
fn moved_passages_are_found() {
    let seeds = seeds();
    let mut wrong = Vec::new();
    for line in read("tests/data/moved/cases.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let gold = seeds.iter().find(|g| g.id == fields[0]).unwrap();
        let (first, last): (usize, usize) = (fields[1].parse().unwrap(), fields[2].parse().unwrap());
        let mut order = beads(gold);
        let to = if fields[3] == "end" { order.len() } else { fields[3].parse().unwrap() };
        let passage: Vec<Sides> = order.drain(first..=last).collect();
        let to = if to > last { to - passage.len() } else { to };
        let ar: BTreeSet<Vec<u32>> = passage.iter().map(|b| b.0.clone()).collect();
        order.splice(to..to, passage);
        let (pair, moved) = reordered(gold, &order);
        let sizes = (pair.ar.len(), pair.en.len());
        let auto = aligner(ModeChoice::Auto).align_split(std::slice::from_ref(&pair)).remove(0);
        if auto.mode != Mode::Parallel {
            wrong.push(format!("{line}: not found parallel: {}", auto.why));
        }
        let alignment = jisr().align_split(&[pair]).remove(0);
        whole(&alignment, sizes.0, sizes.1);
        let found = |b: &&Sides| alignment.beads.iter().any(|f| (&f.ar, &f.en) == (&b.0, &b.1));
        let (inside, outside): (Vec<&Sides>, Vec<&Sides>) =
            moved.iter().filter(|b| !b.0.is_empty() && !b.1.is_empty()).partition(|b| ar.contains(&b.0));
        let again = inside.iter().copied().filter(|b| found(b)).count();
        let stayed = outside.iter().copied().filter(|b| found(b)).count();
        eprintln!("{line}: {again} of {} again, {stayed} of {} stayed", inside.len(), outside.len());
        let least: usize = fields[4].parse().unwrap();
        if again < least || stayed + 2 < outside.len() {
            wrong.push(format!("{line}: {again} of the passage, {stayed} of {} others", outside.len()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The same on pages: the paragraph of the driver comes last in English.
#[test]
fn a_paragraph_moved_on_its_page_is_found() {
    let mut paragraphs: Vec<String> =
        read("seeds/bridge_en.txt").split("\n\n").map(|p| p.trim().to_owned()).collect();
    let driver = paragraphs.remove(2);
    paragraphs.push(driver.clone());
    let doc = |id: &str, text| Document { id: id.to_owned(), text, ..Document::default() };
    let documents = vec![doc("ar", read("seeds/bridge_ar.txt")), doc("en", paragraphs.join("\n\n"))];
    let report = jisr().align_requested(documents, &Requested::All, &|_, _, _| {});
    let alignment = &report.alignments[0];
    let (ar, en) = (&report.parts[alignment.ar], &report.parts[alignment.en]);
    whole(alignment, ar.sentences.len(), en.sentences.len());
    let text = &report.documents[en.doc].text;
    let start = text.find(&driver).unwrap() as u32;
    let mut paired = alignment.beads.iter().filter(|b| !b.is_null()).flat_map(|b| &b.en);
    assert!(paired.any(|&j| en.sentences[j as usize].span.start >= start), "the paragraph is lost");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever the order of the passages, every sentence stands in exactly one bead.
    #[test]
    fn every_sentence_once_in_any_order(cuts in prop::collection::btree_set(1usize..21, 0..5), seed in any::<u64>()) {
        let gold = seeds().remove(0);
        let all = beads(&gold);
        let mut ends: Vec<usize> = cuts.into_iter().filter(|&c| c < all.len()).collect();
        ends.push(all.len());
        let mut start = 0;
        let mut passages: Vec<&[Sides]> = Vec::new();
        for end in ends {
            passages.push(&all[start..end]);
            start = end;
        }
        let turn = seed as usize % passages.len();
        passages.rotate_left(turn);
        if seed % 2 == 1 {
            passages.reverse();
        }
        let (pair, _) = reordered(&gold, &passages.concat());
        let (ar, en) = (pair.ar.len(), pair.en.len());
        let alignment = jisr().align_split(&[pair]).remove(0);
        prop_assert_eq!(alignment.mode, Mode::Parallel);
        whole(&alignment, ar, en);
    }
}

/// A translation of at least `sentences` sentences a side: the parallel seeds over and over, each bead numbered, one
/// sentence in twenty of each side left out.
fn long(sentences: usize) -> (SplitPair, GoldDoc) {
    let seeds = seeds();
    let mut out = GoldDoc { id: "long".to_owned(), ..seeds[0].clone() };
    (out.ar, out.en, out.beads) = (Vec::new(), Vec::new(), Vec::new());
    let mut number = 0u32;
    for gold in seeds.iter().cycle() {
        for bead in &gold.beads {
            number += 1;
            let side = |from: &[String], own: &[u32], into: &mut Vec<String>, drop: u32| -> Vec<u32> {
                if number % 20 == drop {
                    return Vec::new();
                }
                let start = into.len() as u32;
                into.extend(own.iter().map(|&k| format!("{} ({})", from[k as usize], 1000 + number * 7)));
                (start..into.len() as u32).collect()
            };
            let ar = side(&gold.ar, &bead.ar, &mut out.ar, 3);
            let en = side(&gold.en, &bead.en, &mut out.en, 11);
            if !ar.is_empty() || !en.is_empty() {
                out.beads.push(jisr::text::Bead { ar, en, score: 1.0, kind: None, ..Default::default() });
            }
        }
        if out.ar.len().min(out.en.len()) >= sentences {
            break;
        }
    }
    let pair = SplitPair { id: out.id.clone(), ar: out.ar.clone(), en: out.en.clone() };
    (pair, out)
}

fn strict(jisr: &Jisr, pair: &SplitPair, gold: &GoldDoc) -> f64 {
    let beads = jisr.align_split(std::slice::from_ref(pair)).remove(0).beads;
    let pred = PredDoc { id: pair.id.clone(), beads, scored: true };
    evaluate(std::slice::from_ref(gold), &[pred]).scores.strict.f1
}

/// The band loses nothing against the whole rectangle.
#[test]
fn the_band_is_as_good_as_the_whole() {
    let (pair, gold) = long(400);
    let mut weights = Weights::default();
    weights.anchors.exact = usize::MAX;
    let settings = Settings { mode: ModeChoice::Parallel, ..Settings::default() };
    let exact = Jisr::builder().settings(settings).weights(weights).build();
    let (banded, whole) = (strict(jisr(), &pair, &gold), strict(&exact, &pair, &gold));
    eprintln!("{} sentences: banded {banded:.4}, whole {whole:.4}", pair.ar.len());
    assert!((banded - whole).abs() <= 0.01 && banded > 0.9, "banded {banded:.4}, whole {whole:.4}");
}

/// 20,000 sentences a side. The whole rectangle would not fit into memory.
#[test]
#[ignore = "for an optimised build: cargo test --release --test it moved -- --ignored"]
fn twenty_thousand_sentences_are_aligned() {
    let (pair, gold) = long(20_000);
    let f1 = strict(jisr(), &pair, &gold);
    assert!(f1 > 0.9, "{} and {} sentences: strict F1 {f1:.4}", pair.ar.len(), pair.en.len());
}
