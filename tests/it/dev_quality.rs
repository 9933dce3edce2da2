//! Floors under the quality of alignment, on the development sets, where these are at hand (`../shared/dev`): a change
//! that falls below one is a regression. The figures themselves stand in the README.

use crate::common::{aligner, shared};
use jisr::Jisr;
use jisr::internals::lab::evaluate::{Evaluation, GoldDoc, PredDoc, evaluate, parse_gold};
use jisr::options::ModeChoice;
use jisr::text::{Mode, SplitPair};

/// Set, how it is to be aligned, and the least F1: strict for translations, single links for comparable texts.
const FLOORS: [(&str, Mode, f64); 11] = [
    ("xquad-beads", Mode::Parallel, 0.985),
    ("xquad-noisy", Mode::Parallel, 0.975),
    ("xquad-heavy", Mode::Parallel, 0.985),
    ("udhr-natural", Mode::Parallel, 0.98),
    ("tico19-beads", Mode::Parallel, 0.985),
    ("tico19-noisy", Mode::Parallel, 0.975),
    ("tico19-heavy", Mode::Parallel, 0.98),
    ("xquad-comparable", Mode::Comparable, 0.99),
    ("xquad-comparable_hard", Mode::Comparable, 0.985),
    ("tico19-comparable", Mode::Comparable, 0.98),
    ("tico19-comparable_hard", Mode::Comparable, 0.975),
];
/// Of the pairs scored at least 0.8, this share is right on each set.
const CONFIDENT: f64 = 0.80;
/// Of all document pairs, this share is given the right mode.
const RIGHT_MODE: f64 = 0.95;

/// The gold of a set and its sentences.
fn set(name: &str) -> (Vec<GoldDoc>, Vec<SplitPair>) {
    let path = shared(&format!("dev/{name}.jsonl"));
    let gold = parse_gold(&path, &std::fs::read_to_string(&path).unwrap()).unwrap();
    let pairs =
        gold.iter().map(|g| SplitPair { id: g.id.clone(), ar: g.ar.clone(), en: g.en.clone() }).collect();
    (gold, pairs)
}

fn score(jisr: &Jisr, gold: &[GoldDoc], pairs: &[SplitPair]) -> Evaluation {
    let pred: Vec<PredDoc> = jisr
        .align_split(pairs)
        .into_iter()
        .zip(pairs)
        .map(|(a, pair)| PredDoc { id: pair.id.clone(), beads: a.beads, scored: true })
        .collect();
    evaluate(gold, &pred)
}

#[test]
#[cfg_attr(not(shared_data), ignore = "needs ../shared")]
fn development_sets_stay_above_their_floors() {
    let (mut below, mut right, mut all) = (Vec::new(), 0, 0);
    for (name, mode, floor) in FLOORS {
        let (gold, pairs) = set(name);
        let fixed = aligner(match mode {
            Mode::Parallel => ModeChoice::Parallel,
            Mode::Comparable => ModeChoice::Comparable,
        });
        let found = score(fixed, &gold, &pairs);
        let f1 = if mode == Mode::Parallel { found.scores.strict.f1 } else { found.scores.pair.f1 };
        let confident = found.reliability.unwrap().confident;
        let modes = aligner(ModeChoice::Auto).align_split(&pairs).iter().filter(|a| a.mode == mode).count();
        eprintln!(
            "{name:<24} F1 {f1:.4} (floor {floor}), ≥ 0.8: {:5} of which right {:.3}, mode right {modes}/{}",
            confident.count,
            confident.strict,
            pairs.len()
        );
        if f1 < floor {
            below.push(format!("{name}: F1 {f1:.4} < {floor}"));
        }
        if confident.strict < CONFIDENT {
            below.push(format!("{name}: {:.3} of the pairs scored ≥ 0.8 are right", confident.strict));
        }
        (right, all) = (right + modes, all + pairs.len());
    }
    if (right as f64) < RIGHT_MODE * all as f64 {
        below.push(format!("right mode for {right} of {all} document pairs"));
    }
    assert!(below.is_empty(), "\n{}", below.join("\n"));
}
