//! What probabilities are made from, as the aligner finds it in text: what [`fit`](super::fit) learns from.

use super::fit::Examples;
use super::pools::aligned;
use crate::Jisr;
use crate::align::{Comparison, comparable};
use crate::evidence::Compared;
use crate::pipeline::Pipeline;
use crate::rank::{AlignedPair, DocumentFeatures, Pool, story};
use crate::score::{CutFeatures, FoundFeatures};
use crate::text::{Alignment, DocPair, Lang, Mode, Span, SplitPair};

/// What the probabilities of a pair's sentences are made from, in `mode`. In parallel mode the beads found, in
/// comparable mode every candidate.
pub fn sentences(jisr: &Jisr, pair: &SplitPair, mode: Mode) -> Examples {
    let pipeline = jisr.pipeline(&());
    let given = pipeline.given_pair(&mut pipeline.analyst(), pair);
    let [ar, en] = [given[0].analysed(), given[1].analysed()];
    match mode {
        Mode::Comparable => {
            let compared = Compared::new(ar.parts(), en.parts(), &jisr.weights.matches);
            Examples::Pairs(comparable::candidates(&compared, &jisr.weights.comparable))
        }
        Mode::Parallel => Examples::Beads(pipeline.aligner().beads(&pipeline.comparison([ar, en]))),
    }
}

/// The cuts that the beads of a pair may have, in parallel mode, before the improbable ones are dropped: the side, what
/// lies between the two ends, and what speaks for it. The examples of [`cuts`](super::fit::cuts); spans as of
/// [`Jisr::align_split`].
pub fn cuts(jisr: &Jisr, pair: &SplitPair) -> Vec<(Lang, Span, CutFeatures)> {
    let pipeline = jisr.pipeline(&());
    let given = pipeline.given_pair(&mut pipeline.analyst(), pair);
    let sides = [given[0].analysed(), given[1].analysed()];
    let cuts = pipeline.aligner().cuts(&pipeline.comparison(sides), sides);
    cuts.into_iter().map(|cut| (cut.lang, cut.gap, cut.features)).collect()
}

/// The documents of a pool aligned, before the probabilities of the sentence pairs are weighed with those of their
/// documents, with what they are then made from: the examples of [`found`](super::fit::found).
pub fn pool(
    jisr: &Jisr,
    ar: &[Vec<String>],
    en: &[Vec<String>],
) -> Vec<(Alignment, Vec<Option<FoundFeatures>>)> {
    aligned(jisr, ar, en, |_, pool, _, pairs| {
        let features = Pipeline::found(pool, &pairs);
        pairs.into_iter().map(AlignedPair::alone).zip(features).collect()
    })
}

/// What the probability of every pair of an Arabic with an English document is made from, before alignment and after:
/// the examples of [`stories`](super::fit::stories).
pub fn documents(jisr: &Jisr, ar: &[Vec<String>], en: &[Vec<String>]) -> Vec<(DocPair, DocumentFeatures)> {
    let pipeline = jisr.pipeline(&());
    let (ar, en) = (pipeline.given(Lang::Arabic, ar), pipeline.given(Lang::English, en));
    let pool = Pool::of_given(&ar, &en);
    let ranking = pipeline.rank(&pool, usize::MAX);
    let all: Vec<DocPair> = ranking.iter().map(|pair| DocPair { chosen: true, ..*pair }).collect();
    let aligned = pipeline.align(&pool, &all);
    let example = |(pair, found): (&DocPair, &AlignedPair)| {
        (*pair, story(pair, &found.aligned, pool.shorter(pair.ar, pair.en), en.len()))
    };
    ranking.iter().zip(&aligned).map(example).collect()
}

/// What is known of a pair before it is searched: what [`search`](super::fit::search) starts from.
pub(super) fn comparison(jisr: &Jisr, pair: &SplitPair) -> Comparison {
    let pipeline = jisr.pipeline(&());
    let given = pipeline.given_pair(&mut pipeline.analyst(), pair);
    pipeline.comparison([given[0].analysed(), given[1].analysed()])
}
