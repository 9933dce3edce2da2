//! Beads divided inside sentences: the right places, and nothing lost.

use std::path::Path;
use std::sync::OnceLock;

use crate::common::{aligner, read, shared};
use jisr::Jisr;
use jisr::internals::arabic::is_format;
use jisr::internals::lab::evaluate::clauses::{Join, judge, trials};
use jisr::internals::lab::evaluate::{GoldDoc, parse_gold};
use jisr::options::ModeChoice;
use jisr::text::{Alignment, Bead, BeadPart, SplitPair};
use proptest::prelude::*;

fn jisr() -> &'static Jisr {
    aligner(ModeChoice::Parallel)
}

fn align(pair: &SplitPair) -> Alignment {
    jisr().align_split(std::slice::from_ref(pair)).remove(0)
}

/// The text of a side as the spans of given sentences see it.
fn text(sentences: &[String]) -> String {
    sentences.iter().flat_map(|s| [s.as_str(), "\n"]).collect()
}

/// The sentences of one side with `|` for what lies between two parts within a sentence.
fn divided(
    sentences: &[String],
    beads: &[Bead],
    side: impl Fn(&BeadPart) -> &Vec<jisr::text::Span>,
) -> String {
    let mut out = text(sentences);
    let mut gaps = Vec::new();
    for two in beads.iter().flat_map(|b| b.parts.windows(2)) {
        let (end, start) = (side(&two[0]).last().unwrap().end, side(&two[1])[0].start);
        if !out[end as usize..start as usize].contains('\n') {
            gaps.push(end as usize..start as usize);
        }
    }
    for gap in gaps.into_iter().rev() {
        out.replace_range(gap, "|");
    }
    out
}

#[test]
fn sentences_are_divided_where_a_reader_would() {
    let (mut cases, mut wrong) = (0, Vec::new());
    for file in ["ar", "en"] {
        let all = read(&format!("tests/data/clauses/{file}.txt"));
        for block in all.split("\n\n") {
            let lines = |key: &str| -> Vec<String> {
                block.lines().filter_map(|l| l.strip_prefix(key)).map(str::to_owned).collect()
            };
            let (ar, en) = (lines("ar: "), lines("en: "));
            if ar.is_empty() {
                continue;
            }
            cases += 1;
            let plain = |list: &[String]| list.iter().map(|s| s.replace('|', " ")).collect::<Vec<_>>();
            let pair = SplitPair { id: String::new(), ar: plain(&ar), en: plain(&en) };
            let found = align(&pair);
            let got =
                [divided(&pair.ar, &found.beads, |p| &p.ar), divided(&pair.en, &found.beads, |p| &p.en)];
            // A known failure has to fail: one that passes is mended and belongs among the other cases.
            let right = got == [text(&ar), text(&en)];
            if right == block.lines().any(|line| line == "known failure") {
                let beads: Vec<_> =
                    found.beads.iter().map(|b| format!("{}-{}", b.ar.len(), b.en.len())).collect();
                let cuts: Vec<_> = jisr::internals::lab::examples::cuts(jisr(), &pair);
                wrong.push(format!("{file}: {}{}  in {}; {cuts:?}", got[0], got[1], beads.join(" ")));
            }
        }
    }
    assert!(cases >= 25, "only {cases} cases");
    assert!(wrong.is_empty(), "{} of {cases}:\n{}", wrong.len(), wrong.join("\n"));
}

/// Marks that end a sentence.
const STOPS: [char; 5] = ['.', '!', '?', '؟', '…'];

/// The parts of each bead are its sentences, in order, less white space and direction marks; each part has text on both
/// sides, and where two meet one side ends a sentence.
fn check_parts(pair: &SplitPair, alignment: &Alignment) -> usize {
    let (ar, en) = (text(&pair.ar), text(&pair.en));
    let ends = |sentences: &[String]| -> Vec<usize> {
        sentences
            .iter()
            .scan(0, |at, s| {
                *at += s.len() + 1;
                Some(*at - 1)
            })
            .collect()
    };
    let (ar_ends, en_ends) = (ends(&pair.ar), ends(&pair.en));
    let mut divided = 0;
    for bead in alignment.beads.iter().filter(|b| !b.parts.is_empty()) {
        divided += 1;
        assert!(bead.parts.len() >= 2);
        for (all, ends, indices, side) in [
            (&ar, &ar_ends, &bead.ar, (|p| &p.ar) as fn(&BeadPart) -> &Vec<jisr::text::Span>),
            (&en, &en_ends, &bead.en, |p| &p.en),
        ] {
            let starts = |i: u32| if i == 0 { 0 } else { ends[i as usize - 1] + 1 };
            let whole = starts(indices[0])..ends[*indices.last().unwrap() as usize];
            let blank = |text: &str| text.chars().all(|c| c.is_whitespace() || is_format(c));
            let mut at = whole.start;
            for span in bead.parts.iter().flat_map(side) {
                assert!(!blank(span.of(all)), "an empty span in {bead:?}");
                assert!(blank(&all[at..span.start as usize]), "text left out before {span:?}");
                assert!(!span.of(all).contains('\n'), "{span:?} is more than a sentence");
                at = span.end as usize;
            }
            assert!(blank(&all[at..whole.end]), "text left out after {bead:?}");
        }
        for part in &bead.parts {
            assert!(!part.ar.is_empty() && !part.en.is_empty() && (0.0..=1.0).contains(&part.score));
            for (all, spans) in [(&ar, &part.ar), (&en, &part.en)] {
                let apart =
                    |two: &[jisr::text::Span]| all[two[0].end as usize..two[1].start as usize].contains('\n');
                assert!(spans.windows(2).all(apart), "two spans of one line in {part:?}");
            }
        }
        for two in bead.parts.windows(2) {
            let ended = |all: &str, ends: &[usize], spans: &[jisr::text::Span]| {
                let last = *spans.last().unwrap();
                // A line may hold several sentences.
                let stop = last.of(all).trim_end_matches(['"', '”', '»', ')', ']']).ends_with(STOPS);
                stop || ends.contains(&(last.end as usize))
            };
            let ended = ended(&ar, &ar_ends, &two[0].ar) || ended(&en, &en_ends, &two[0].en);
            assert!(ended, "cut where no side ends a sentence: {two:?}");
        }
    }
    divided
}

fn seeds() -> &'static [GoldDoc] {
    static ONE: OnceLock<Vec<GoldDoc>> = OnceLock::new();
    ONE.get_or_init(|| parse_gold(Path::new("seeds"), &read("seeds/parallel.gold")).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// However sentences are joined, with marks, brackets and blanks of all kinds.
    #[test]
    fn nothing_is_lost_between_parts(
        which in any::<prop::sample::Index>(),
        ar in prop::collection::vec((0usize..4, prop::sample::select(&["، و", "؛ ", " و", " ", "\u{a0}–\u{a0}", ": «", "  .  ", "، \u{200f}"][..])), 24),
        en in prop::collection::vec((0usize..4, prop::sample::select(&[", and ", "; ", " but ", " ", "—", " (", ".\u{2003}", "…\" "][..])), 24),
    ) {
        let gold = which.get(seeds());
        let joined = |sentences: &[String], how: &[(usize, &str)]| -> Vec<String> {
            let mut out: Vec<String> = Vec::new();
            for (k, sentence) in sentences.iter().enumerate() {
                let (join, glue) = how[k % how.len()];
                match out.last_mut() {
                    Some(last) if join == 0 => { last.push_str(glue); last.push_str(sentence); }
                    _ => out.push(sentence.clone()),
                }
            }
            out
        };
        let pair = SplitPair { id: String::new(), ar: joined(&gold.ar, &ar), en: joined(&gold.en, &en) };
        check_parts(&pair, &align(&pair));
    }
}

#[test]
fn joined_seeds_are_divided_again() {
    let trials = trials(seeds());
    let alignments: Vec<Alignment> = trials.iter().map(|t| align(&t.pair)).collect();
    let divided: usize = trials.iter().zip(&alignments).map(|(t, a)| check_parts(&t.pair, a)).sum();
    assert!(divided > 20, "only {divided} beads are divided");
    let scores = judge(&trials, &alignments);
    eprintln!("{scores}");
    let cuts = scores.divisible.cuts;
    assert!(
        cuts.precision >= 0.9 && cuts.recall >= 0.8,
        "precision {}, recall {}",
        cuts.precision,
        cuts.recall
    );
}

/// Floors under the figures of the README, on a part of the set.
#[test]
#[cfg_attr(not(shared_data), ignore = "needs ../shared")]
fn development_sentences_are_divided_again() {
    let path = shared("dev/xquad-beads.jsonl");
    let gold = parse_gold(&path, &std::fs::read_to_string(&path).unwrap()).unwrap();
    let trials = trials(&gold[..12]);
    let pairs: Vec<SplitPair> = trials.iter().map(|t| t.pair.clone()).collect();
    let scores = judge(&trials, &jisr().align_split(&pairs));
    eprintln!("{scores}");
    let cuts = scores.divisible.cuts;
    assert!(
        cuts.precision >= 0.97 && cuts.recall >= 0.88,
        "precision {}, recall {}",
        cuts.precision,
        cuts.recall
    );
    let swapped = trials.iter().zip(jisr().align_split(&pairs)).filter(|(t, _)| t.join == Join::Swapped);
    let (number, cut) = swapped.fold((0, 0), |(n, c), (t, a)| (n + t.joined.len(), c + t.cuts(&a).len()));
    assert!(number > 40 && cut * 50 <= number, "{cut} cuts in {number} sentences in another order");
}
