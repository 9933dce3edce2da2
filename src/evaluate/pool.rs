//! Many documents at once: what is found between documents that do not belong together is wrong, however sure.

use super::GoldDoc;
use crate::text::Alignment;

use super::PredDoc;

/// The documents of one pool: those of the gold and, after them, others that belong with none.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    /// What is to be found; gold document `k` is Arabic document `k` and English document `k`.
    pub gold: Vec<GoldDoc>,
    /// Arabic documents, each its sentences.
    pub ar: Vec<Vec<String>>,
    /// English documents.
    pub en: Vec<Vec<String>>,
}

/// Pools of `size` documents a side made of `gold`: with `others` (Arabic and English lines, cut into documents as long
/// as the gold's are on average) each pool is filled up, without them the last one may be smaller.
pub fn pools(gold: &[GoldDoc], size: usize, others: Option<[&[String]; 2]>) -> Vec<Pool> {
    let mean = |of: fn(&GoldDoc) -> usize| (gold.iter().map(of).sum::<usize>() / gold.len().max(1)).max(1);
    let fill = others.map(|[ar, en]| {
        [ar.chunks(mean(|g| g.ar.len())), en.chunks(mean(|g| g.en.len()))].map(|c| c.map(<[String]>::to_vec))
    });
    gold.chunks(size.max(1))
        .map(|gold| {
            let mut pool = Pool {
                gold: gold.to_vec(),
                ar: gold.iter().map(|g| g.ar.clone()).collect(),
                en: gold.iter().map(|g| g.en.clone()).collect(),
            };
            if let Some([ar, en]) = &fill {
                pool.ar.extend(ar.clone().take(size.saturating_sub(gold.len())));
                pool.en.extend(en.clone().take(size.saturating_sub(gold.len())));
            }
            pool
        })
        .collect()
}

/// Gold and predictions for [`evaluate`](super::evaluate), from the alignments of a pool, whose `ar` and `en` are the
/// numbers of the documents. Pairs of documents that do not belong together have gold without beads.
pub fn judged(pool: &Pool, alignments: Vec<Alignment>) -> (Vec<GoldDoc>, Vec<PredDoc>) {
    let mut gold = pool.gold.clone();
    let mut pred = Vec::with_capacity(alignments.len());
    for alignment in alignments {
        let id = match pool.gold.get(alignment.ar) {
            Some(own) if alignment.ar == alignment.en => own.id.clone(),
            _ => {
                // No id of the gold has a control character in it.
                let id = format!("{}\u{1}{}", alignment.ar, alignment.en);
                gold.push(GoldDoc { id: id.clone(), ar: Vec::new(), en: Vec::new(), beads: Vec::new() });
                id
            }
        };
        pred.push(PredDoc { id, beads: alignment.beads, scored: true });
    }
    (gold, pred)
}
