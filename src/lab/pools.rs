//! Pools of documents whose sentences are given, taken through the stages as [`Jisr::align`] does it.

use crate::Jisr;
use crate::pipeline::Pipeline;
use crate::rank::{AlignedPair, Pool};
use crate::text::{Alignment, DocPair, Lang};

/// Ranks Arabic against English documents: by what their terms and vectors say, then by what the sentences of the
/// promising pairs say. The pairs' `ar` and `en` are indices into the two lists.
pub fn rank_pool(jisr: &Jisr, ar: &[Vec<String>], en: &[Vec<String>]) -> Vec<DocPair> {
    aligned(jisr, ar, en, |_, _, ranking, _| ranking)
}

/// Aligns the documents of a pool that seem to tell the same story, best first. The alignments' `ar` and `en` are indices
/// into the two lists.
pub fn align_pool(jisr: &Jisr, ar: &[Vec<String>], en: &[Vec<String>]) -> Vec<Alignment> {
    aligned(jisr, ar, en, |pipeline, pool, _, pairs| {
        let mut alignments = pipeline.weigh(pool, pairs, true);
        pipeline.leave_out(&mut alignments);
        alignments
    })
}

/// Takes a pool through the stages up to the ranking by sentences; `then` has the stages, the pool, the ranking and the
/// promising pairs aligned.
pub(super) fn aligned<T>(
    jisr: &Jisr,
    ar: &[Vec<String>],
    en: &[Vec<String>],
    then: impl FnOnce(&Pipeline<'_>, &Pool<'_>, Vec<DocPair>, Vec<AlignedPair>) -> T,
) -> T {
    let pipeline = jisr.pipeline(&());
    let (ar, en) = (pipeline.given(Lang::Arabic, ar), pipeline.given(Lang::English, en));
    let pool = Pool::of_given(&ar, &en);
    let mut ranking = pipeline.rank(&pool, usize::MAX);
    let mut pairs = pipeline.align(&pool, &ranking);
    pipeline.refine(&pool, &mut ranking, &mut pairs);
    then(&pipeline, &pool, ranking, pairs)
}
