//! Kinds of pairs, and explanations: they must add up to the scores they explain, and be absent unless asked for.

use crate::common::aligner;
use jisr::Jisr;
use jisr::internals::score::KindWeights;
use jisr::options::{ModeChoice, Requested, Settings};
use jisr::text::{Alignment, Coverage, Document, Lang, Mode, PairKind, RejectionReason, Report, SplitPair};
use proptest::prelude::*;
use serde_json::Value;

fn explaining(mode: ModeChoice, least_score: f32) -> Jisr {
    Jisr::new(Settings { mode, least_score, explain: true, ..Settings::default() })
}

fn seeds(jisr: &Jisr) -> Report {
    let names = ["summit_ar.txt", "summit_en_1.txt", "summit_en_2.txt", "bridge_ar.txt", "bridge_en.txt"];
    let document = |name: &str| Document {
        id: name.to_owned(),
        text: std::fs::read_to_string(format!("seeds/{name}")).unwrap(),
        ..Document::default()
    };
    jisr.align_requested(names.map(document).into(), &Requested::All, &|_, _, _| {})
}

fn sentences(gold: &Value, side: &str) -> Vec<String> {
    gold[side].as_array().unwrap().iter().map(|s| s.as_str().unwrap().to_owned()).collect()
}

/// The beads of a gold file that have two sides, each as a pair of documents of one sentence.
fn gold_pairs(path: &str) -> Vec<SplitPair> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut out = Vec::new();
    for line in text.lines() {
        let gold: Value = serde_json::from_str(line).unwrap();
        let (ar, en) = (sentences(&gold, "ar"), sentences(&gold, "en"));
        let pairs = gold["gold"].as_array().or(gold["pairs"].as_array()).unwrap();
        for bead in pairs {
            let run = |side: usize, of: &[String]| {
                let indices = bead[side].as_array().unwrap().iter();
                indices.map(|i| of[i.as_u64().unwrap() as usize].clone()).collect::<Vec<_>>().join(" ")
            };
            let (ar, en) = (run(0, &ar), run(1, &en));
            if !ar.is_empty() && !en.is_empty() {
                out.push(SplitPair { id: out.len().to_string(), ar: vec![ar], en: vec![en] });
            }
        }
    }
    out
}

fn kinds(pairs: &[SplitPair]) -> Vec<PairKind> {
    let of = |a: &Alignment| a.beads.iter().find_map(|b| b.kind);
    aligner(ModeChoice::Parallel).align_split(pairs).iter().filter_map(of).collect()
}

#[test]
fn translations_are_the_same() {
    let kinds = kinds(&gold_pairs("seeds/parallel.gold"));
    assert!(kinds.len() > 15, "only {} pairs", kinds.len());
    let same = kinds.iter().filter(|&&k| k == PairKind::Same).count();
    assert!(same as f32 >= 0.95 * kinds.len() as f32, "{same} of {} are the same: {kinds:?}", kinds.len());
}

#[test]
fn a_side_that_says_more_makes_a_part() {
    let ar = "افتتح الرئيس التركي رجب طيب إردوغان الجسر الجديد يوم الجمعة.";
    let ar_more =
        "وقالت وزارة الصحة في تونس إن 12 طبيبًا سافروا من القاهرة إلى بيروت لعلاج المرضى بعد الزلزال.";
    let en = "Turkish President Recep Tayyip Erdoğan opened the new bridge on Friday.";
    let en_more = "The health ministry of Tunisia said 12 doctors travelled from Cairo to Beirut to treat patients \
                   after the earthquake.";
    let pair = |ar: String, en: String| SplitPair { id: String::new(), ar: vec![ar], en: vec![en] };
    let cases = [
        (pair(ar.into(), en.into()), PairKind::Same),
        (pair(format!("{ar} {ar_more}"), en.into()), PairKind::Part),
        (pair(ar.into(), format!("{en} {en_more}")), PairKind::Part),
        (pair(format!("{ar} {ar_more}"), format!("{en} {en_more}")), PairKind::Same),
    ];
    for (pair, expected) in cases {
        assert_eq!(kinds(std::slice::from_ref(&pair)), [expected], "{pair:?}");
    }
}

proptest! {
    #[test]
    fn the_kind_is_the_same_from_either_side_and_grows_with_coverage(
        ar in 0f32..=1.0, en in 0f32..=1.0, more in 0f32..=1.0
    ) {
        let kind = |ar, en| KindWeights::default().kind(Coverage { ar, en });
        prop_assert_eq!(kind(ar, en), kind(en, ar));
        // What is answered better on both sides never becomes less related; what is even is never a part.
        if kind(ar, en) != PairKind::Related {
            prop_assert!(kind(ar.max(more), en) != PairKind::Related);
        }
        prop_assert!(kind(ar, ar) != PairKind::Part);
        prop_assert_eq!(kind(1.0, 1.0), PairKind::Same);
        prop_assert_eq!(kind(1.0, 0.0), PairKind::Part);
        prop_assert_eq!(kind(0.0, 0.0), PairKind::Related);
    }
}

#[test]
fn an_explanation_adds_up_to_what_it_explains() {
    for mode in [ModeChoice::Parallel, ModeChoice::Comparable] {
        let report = seeds(&explaining(mode, 0.0));
        let mut seen = 0;
        for alignment in &report.alignments {
            assert_eq!(alignment.beads.len(), alignment.explanation.beads.len());
            for (bead, explained) in alignment.beads.iter().zip(&alignment.explanation.beads) {
                assert_eq!(bead.is_null(), explained.is_none());
                assert_eq!(bead.is_null(), bead.kind.is_none());
                let Some(explained) = explained else { continue };
                let z: f32 = explained.weighed.iter().map(|w| w.log_odds).sum();
                let probability = 1.0 / (1.0 + (-z).exp());
                // PoolPosterior many documents it counts as far as they tell the same story.
                let by_itself = explained.among.map_or(bead.score, |a| a.pair);
                assert!((probability - by_itself).abs() < 0.01, "{probability} for {bead:?}");
                if let Some(a) = explained.among {
                    let all = a.story * a.pair + (1.0 - a.story) * a.alone;
                    assert!((all - bead.score).abs() < 1e-4, "{all} for {bead:?}");
                }
                if mode == ModeChoice::Parallel {
                    // The feature is the score over the root of the size.
                    let of = |name: &str| explained.weighed.iter().find(|w| w.feature == name).unwrap().value;
                    let score: f32 = explained.gave.iter().map(|g| g.nats).sum();
                    let scaled = (score / (0.5 * of("size")).exp()).clamp(-3.0, 8.0);
                    assert!((scaled - of("score")).abs() < 0.01, "{explained:?}");
                }
                seen += 1;
            }
        }
        assert!(seen > 30, "{seen} in {mode:?}");
    }
}

#[test]
fn every_open_sentence_has_its_candidates_and_a_reason() {
    let asked = 0.9;
    for mode in [ModeChoice::Parallel, ModeChoice::Comparable] {
        let report = seeds(&explaining(mode, asked));
        let mut below_asked = 0;
        for alignment in &report.alignments {
            for (lang, part) in [(Lang::Arabic, alignment.ar), (Lang::English, alignment.en)] {
                let part = &report.parts[part];
                let paired: Vec<u32> = alignment
                    .beads
                    .iter()
                    .filter(|b| !b.is_null())
                    .flat_map(|b| if lang == Lang::Arabic { b.ar.clone() } else { b.en.clone() })
                    .collect();
                for (i, sentence) in (0u32..).zip(&part.sentences) {
                    let open = alignment.explanation.of(lang, i);
                    let is_open = sentence.mark.is_content() && !paired.contains(&i);
                    assert_eq!(open.is_some(), is_open, "{lang:?} {i} {mode:?}");
                    let Some(open) = open else { continue };
                    assert!(open.losers.len() <= 3);
                    assert!(open.losers.windows(2).all(|w| w[0].probability >= w[1].probability));
                    for loser in &open.losers {
                        match loser.lost {
                            RejectionReason::Taken(p) => assert!(p >= loser.probability, "{loser:?}"),
                            RejectionReason::Improbable(p) => assert!(loser.probability < p, "{loser:?}"),
                            RejectionReason::BelowAsked(p) => {
                                assert_eq!(p, asked);
                                below_asked += 1;
                            }
                            RejectionReason::Crosses(_)
                            | RejectionReason::Alone
                            | RejectionReason::Sequence => {
                                assert_eq!(alignment.mode, Mode::Parallel);
                            }
                        }
                    }
                }
            }
        }
        assert!(below_asked > 0, "none below what was asked for in {mode:?}");
    }
}

#[test]
fn nothing_is_explained_unless_asked_for() {
    for alignment in seeds(aligner(ModeChoice::Auto)).alignments {
        assert_eq!(alignment.explanation, jisr::text::Explanation::default());
        assert!(alignment.mode == Mode::Parallel || alignment.beads.iter().all(|b| !b.is_null()));
    }
}
