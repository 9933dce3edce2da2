//! What probabilities are made from, as the aligner finds it in text: what [`fit`](super::fit) learns from.

use super::fit::Examples;
use crate::Jisr;
use crate::evidence::Compared;
use crate::pair::{self, Story};
use crate::pipeline::{self, Comparison};
use crate::score::{CutFeatures, FoundFeatures};
use crate::text::{Alignment, DocPair, Lang, Mode, Span, SplitPair};

/// What the probabilities of a pair's sentences are made from, in `mode`. In parallel mode the beads found, in
/// comparable mode every candidate.
pub fn sentences(jisr: &Jisr, pair: &SplitPair, mode: Mode) -> Examples {
    let (ar, en) = jisr.given(&mut jisr.analyst(), pair);
    match mode {
        Mode::Comparable => {
            let (ar, en) = (ar.analysed().parts(), en.analysed().parts());
            let compared = Compared::new(ar, en, &jisr.weights.matches);
            Examples::Pairs(pipeline::pairs(&compared, &jisr.weights.comparable))
        }
        Mode::Parallel => {
            Examples::Beads(jisr.aligner().beads(&jisr.comparison(ar.analysed(), en.analysed())))
        }
    }
}

/// The cuts that the beads of a pair may have, in parallel mode, before the improbable ones are dropped: the side, what
/// lies between the two ends, and what speaks for it. The examples of [`cuts`](super::fit::cuts); spans as of
/// [`Jisr::align_split`].
pub fn cuts(jisr: &Jisr, pair: &SplitPair) -> Vec<(Lang, Span, CutFeatures)> {
    let (ar, en) = jisr.given(&mut jisr.analyst(), pair);
    let sides = [ar.analysed(), en.analysed()];
    let cuts = jisr.aligner().cuts(&jisr.comparison(sides[0], sides[1]), sides);
    cuts.into_iter().map(|cut| (cut.lang, cut.gap, cut.features)).collect()
}

/// What [`Jisr::align_pool`] gives before the probabilities of the sentence pairs are weighed with those of their
/// documents, with what they are then made from: the examples of [`found`](super::fit::found).
pub fn pool(
    jisr: &Jisr,
    ar: &[Vec<String>],
    en: &[Vec<String>],
) -> Vec<(Alignment, Vec<Option<FoundFeatures>>)> {
    jisr.aligned_pool(ar, en)
}

/// What the probability of every pair of an Arabic with an English document is made from, before alignment and after:
/// the examples of [`stories`](super::fit::stories).
pub fn documents(jisr: &Jisr, ar: &[Vec<String>], en: &[Vec<String>]) -> Vec<(DocPair, Story)> {
    let (ar, en) = jisr.look_up_documents(ar, en);
    let (ranking, aligned) = jisr.compare_documents(&ar, &en, true);
    let example = |(pair, (shorter, a)): (&DocPair, &(usize, Alignment))| {
        (*pair, pair::story(pair, a, *shorter, en.len()))
    };
    ranking.iter().zip(&aligned).map(example).collect()
}

/// What is known of a pair before it is searched: what [`search`](super::fit::search) starts from.
pub(super) fn comparison(jisr: &Jisr, pair: &SplitPair) -> Comparison {
    let (ar, en) = jisr.given(&mut jisr.analyst(), pair);
    jisr.comparison(ar.analysed(), en.analysed())
}
