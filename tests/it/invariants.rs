//! What must hold of the whole library whatever the documents say: spans, order, beads, scores, evidence.

use std::collections::BTreeSet;

use crate::common::{aligner, at_root, read};
use jisr::internals::lab::evaluate::parse_gold;
use jisr::internals::lab::evaluate::scatter::scatter;
use jisr::options::{ModeChoice, Requested, Weights};
use jisr::text::{Alignment, Bead, Document, Lang, Mode, Prepared, Report, SplitPair};
use proptest::prelude::*;

/// Pieces that each stage does something with.
const ARABIC: [&str; 16] = [
    "زار الرئيس التركي رجب طيب إردوغان باكو",
    "يوم الاثنين ٢١ كانون الأول/ ديسمبر ٢٠٢٠",
    "وقال إن ٩٠ مليون نسمة يعيشون في تركيا.",
    "«هل هذا معقول؟» سأل د. أحمد",
    "أ.ف.ب.",
    "كـ2020 و3.5 في المئة",
    "ثلاثة آلاف وخمسمئة",
    "الأمـــم المتّحدة",
    "شارك هذا الخبر",
    "تصوير: رويترز",
    "http://example.com/خبر?x=1",
    "لا",
    "ال",
    "و",
    "\u{202b}بين\u{200f} علامات\u{202c}",
    "ﷺ ﻻ ﷲ",
];
const ENGLISH: [&str; 14] = [
    "The Turkish president Recep Tayyip Erdogan visited Baku",
    "on Monday, 21 December 2020",
    "He said 90 million people live in Turkey.",
    "“Is this reasonable?” asked Dr. Ahmed of the U.S.",
    "3.5 per cent of $1,234.56",
    "two hundred thousand and five",
    "the 1990s",
    "Share this article",
    "(Photo: Reuters)",
    "www.example.com",
    "A",
    "naïve cafe\u{301}",
    "don't--stop",
    "No. 5 St. James's",
];
const BETWEEN: [&str; 12] =
    [" ", " ", " ", ". ", "، ", ".\n", "\n\n", "\r\n", "\u{a0}", "؟ ", "\u{200f}", "!?…"];

fn text_of(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(pieces).prop_map(str::to_owned),
        1 => prop::sample::select(&ARABIC[..]).prop_map(str::to_owned),
        1 => prop::sample::select(&ENGLISH[..]).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "\\PC{0,12}",
        1 => "[\\x00-\\x1f\\u{200b}-\\u{200f}\\u{2066}-\\u{2069}\\u{640}\\u{64b}-\\u{652}]{0,6}",
    ];
    let between = prop::sample::select(&BETWEEN[..]);
    prop::collection::vec((piece, between), 0..24)
        .prop_map(|all| all.into_iter().flat_map(|(p, b)| [p, b.to_owned()]).collect())
}

fn documents() -> impl Strategy<Value = Vec<Document>> {
    let document =
        (text_of(&ARABIC), text_of(&ENGLISH), text_of(&ENGLISH), prop::option::of(text_of(&ENGLISH)));
    document.prop_map(|(ar, en, other, title)| {
        let doc = |id: &str, text, title| Document { id: id.to_owned(), text, title, ..Document::default() };
        vec![doc("ar", ar, title), doc("en", en, None), doc("other", other, None)]
    })
}

fn modes() -> impl Strategy<Value = ModeChoice> {
    prop::sample::select(&[ModeChoice::Auto, ModeChoice::Parallel, ModeChoice::Comparable][..])
}

/// Checks that spans lie in `text`, on characters, in order and apart.
fn check_part(part: &Prepared, text: &str) {
    let mut last = 0;
    let mut paragraph = 0;
    for sentence in &part.sentences {
        let (start, end) = (sentence.span.start as usize, sentence.span.end as usize);
        assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{sentence:?}");
        assert!(last <= start && start < end, "sentence {sentence:?} after {last}");
        assert_eq!(sentence.span.of(text).trim(), sentence.span.of(text), "white space around {sentence:?}");
        assert!(sentence.paragraph >= paragraph, "{sentence:?} after paragraph {paragraph}");
        (last, paragraph) = (end, sentence.paragraph);
    }
    assert_eq!(part.bounds.len(), part.sentences.len() + 1);
    assert_eq!((part.bounds[0], *part.bounds.last().unwrap()), (0, part.tokens.len() as u32));
    for (i, sentence) in part.sentences.iter().enumerate() {
        let mut last = sentence.span.start;
        for token in part.tokens_of(i) {
            let (start, end) = (token.span.start, token.span.end);
            assert!(
                text.is_char_boundary(start as usize) && text.is_char_boundary(end as usize),
                "{token:?}"
            );
            assert!(last <= start && start < end && end <= sentence.span.end, "{token:?} in {sentence:?}");
            last = end;
        }
    }
}

/// Checks one side of an alignment: indices ascend, only content is paired, and a parallel alignment has every sentence
/// of the page once, the content of the Arabic side in order.
fn check_side(beads: &[Bead], side: impl Fn(&Bead) -> &Vec<u32>, part: &Prepared, mode: Mode) {
    let content = |i: u32| part.sentences[i as usize].mark.is_content();
    for bead in beads {
        let indices = side(bead);
        assert!(indices.windows(2).all(|w| w[0] < w[1]), "{indices:?} do not ascend");
        assert!(bead.is_null() || indices.iter().all(|&i| content(i)), "{indices:?} are not all content");
    }
    let used: Vec<u32> = beads.iter().flat_map(|b| side(b).iter().copied()).collect();
    assert_eq!(used.iter().collect::<BTreeSet<_>>().len(), used.len(), "a sentence in two beads: {used:?}");
    if mode == Mode::Parallel {
        let contents: Vec<u32> = used.iter().copied().filter(|&i| content(i)).collect();
        assert!(part.lang == Lang::English || contents.is_sorted(), "content in order: {contents:?}");
        let mut all = used;
        all.sort_unstable();
        assert!(all.iter().copied().eq(0..part.sentences.len() as u32), "every sentence once: {all:?}");
    }
}

fn check_alignment(a: &Alignment, ar: (&Prepared, &str), en: (&Prepared, &str)) {
    assert!((0.0..=1.0).contains(&a.score), "document score {}", a.score);
    assert_eq!(a.beads.len(), a.evidence.len());
    check_side(&a.beads, |b| &b.ar, ar.0, a.mode);
    check_side(&a.beads, |b| &b.en, en.0, a.mode);
    if a.mode == Mode::Comparable {
        assert!(a.beads.iter().all(|b| !b.is_null()), "nulls in a comparable alignment");
        assert!(a.beads.windows(2).all(|w| w[0].score >= w[1].score), "not best first");
        let least = Weights::default().comparable.least_free;
        assert!(a.beads.iter().all(|b| b.score >= least), "a pair below the least");
    }
    for (bead, evidence) in a.beads.iter().zip(&a.evidence) {
        assert!((0.0..=1.0).contains(&bead.score), "{bead:?}");
        assert!(!(bead.ar.is_empty() && bead.en.is_empty()), "a bead of nothing");
        if bead.is_null() {
            assert_eq!((bead.score, evidence.len()), (0.0, 0), "{bead:?}");
        }
        for (k, piece) in evidence.iter().enumerate() {
            assert!(piece.weight.is_finite() && piece.weight > 0.0, "{piece:?}");
            for (span, (part, text), sentences) in [(piece.ar, ar, &bead.ar), (piece.en, en, &bead.en)] {
                let within = |&i: &u32| {
                    let s = part.sentences[i as usize].span;
                    s.start <= span.start && span.end <= s.end
                };
                assert!(sentences.iter().any(within), "{piece:?} outside {bead:?}");
                assert!(text.get(span.start as usize..span.end as usize).is_some_and(|t| !t.is_empty()));
            }
            let again = evidence[..k].iter().any(|o| o.ar == piece.ar || o.en == piece.en);
            assert!(!again, "a span is used twice: {piece:?}");
        }
        assert!(evidence.windows(2).all(|w| w[0].weight >= w[1].weight), "evidence not strongest first");
    }
}

fn check(report: &Report) {
    for part in &report.parts {
        check_part(part, &report.documents[part.doc].text);
    }
    let side = |part: usize| (&report.parts[part], report.documents[report.parts[part].doc].text.as_str());
    for pair in &report.ranking {
        assert!((0.0..=1.0).contains(&pair.score), "{pair:?}");
        assert_eq!((side(pair.ar).0.lang, side(pair.en).0.lang), (Lang::Arabic, Lang::English));
    }
    assert!(report.ranking.windows(2).all(|w| w[0].score >= w[1].score), "ranking not best first");
    let chosen = report.ranking.iter().filter(|p| p.chosen).map(|p| (p.ar, p.en, p.score));
    assert!(
        chosen.eq(report.alignments.iter().map(|a| (a.ar, a.en, a.score))),
        "alignments are the chosen pairs"
    );
    let choice = report
        .parts
        .iter()
        .filter(|p| p.lang == Lang::Arabic)
        .count()
        .max(report.parts.iter().filter(|p| p.lang == Lang::English).count())
        > 1;
    for alignment in &report.alignments {
        // Where documents hardly tell the same story, a pair of sentences has to be probable all the same.
        let least = Weights::default().comparable.least;
        if choice && alignment.mode == Mode::Comparable && alignment.score < least {
            assert!(
                alignment.beads.iter().all(|b| b.score >= least),
                "an improbable pair: {:?}",
                alignment.beads
            );
        }
        check_alignment(alignment, side(alignment.ar), side(alignment.en));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn of_documents(documents in documents(), mode in modes()) {
        check(&aligner(mode).align_requested(documents, &Requested::All, &|_, _, _| {}));
    }

    #[test]
    fn of_promising_documents(documents in documents(), mode in modes()) {
        check(&aligner(mode).align(documents));
    }

    #[test]
    fn of_given_sentences(
        ar in prop::collection::vec(text_of(&ARABIC), 0..8),
        en in prop::collection::vec(text_of(&ENGLISH), 0..8),
        mode in modes(),
    ) {
        let pairs = vec![SplitPair { id: "x".to_owned(), ar, en }];
        let alignments = aligner(mode).align_split(&pairs);
        for bead in &alignments[0].beads {
            prop_assert!(bead.ar.iter().all(|&i| (i as usize) < pairs[0].ar.len()));
            prop_assert!(bead.en.iter().all(|&j| (j as usize) < pairs[0].en.len()));
            prop_assert!((0.0..=1.0).contains(&bead.score));
        }
        if alignments[0].mode == Mode::Parallel {
            let used = |side: fn(&Bead) -> &Vec<u32>| -> Vec<u32> {
                alignments[0].beads.iter().flat_map(|b| side(b).iter().copied()).collect()
            };
            prop_assert_eq!(used(|b| &b.ar), (0..pairs[0].ar.len() as u32).collect::<Vec<_>>());
            // A passage may be moved: the English side is whole, in any order.
            let mut en = used(|b| &b.en);
            en.sort_unstable();
            prop_assert_eq!(en, (0..pairs[0].en.len() as u32).collect::<Vec<_>>());
        }
    }
}

/// Runs of several sentences against one share none, whatever the order of the sides.
#[test]
fn of_scattered_seeds() {
    let path = at_root("seeds/parallel.gold");
    let gold = parse_gold(&path, &read("seeds/parallel.gold")).unwrap();
    let mut runs = 0;
    for seed in 0..12 {
        let pairs: Vec<SplitPair> =
            scatter(&gold, seed).into_iter().map(|g| SplitPair { id: g.id, ar: g.ar, en: g.en }).collect();
        let report = aligner(ModeChoice::Comparable).align_split_report(pairs);
        check_split(&report);
        let beads = report.alignments.iter().flat_map(|a| &a.beads);
        runs += beads.filter(|b| b.ar.len() + b.en.len() > 2).count();
    }
    assert!(runs > 5, "only {runs} runs");
}

fn check_split(report: &Report) {
    let side = |part: usize| (&report.parts[part], report.documents[report.parts[part].doc].text.as_str());
    for alignment in &report.alignments {
        check_alignment(alignment, side(alignment.ar), side(alignment.en));
    }
}

/// Every document of the seeds in one pool: what is found of each depends on all others, and not on the threads.
#[test]
fn of_a_pool_with_any_number_of_threads() {
    let document = |name: &str| {
        let text = read(&format!("seeds/{name}"));
        Document { id: name.to_owned(), text, ..Document::default() }
    };
    let names = [
        "bridge_ar.txt",
        "bridge_en.txt",
        "summit_ar.txt",
        "summit_en_1.txt",
        "summit_en_2.txt",
        "unrelated_en.txt",
    ];
    let with = |threads: usize, mode| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let documents = names.iter().map(|name| document(name)).collect();
        pool.install(|| aligner(mode).align_requested(documents, &Requested::All, &|_, _, _| {}))
    };
    for mode in [ModeChoice::Auto, ModeChoice::Comparable] {
        let (one, two) = (with(1, mode), with(2, mode));
        assert_eq!(one.alignments.len(), 8);
        check(&one);
        assert_eq!(format!("{:?}", one.ranking), format!("{:?}", two.ranking));
        assert_eq!(format!("{:?}", one.alignments), format!("{:?}", two.alignments));
    }
}
