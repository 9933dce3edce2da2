//! Many documents at once: what is found between documents that do not belong together is wrong, however sure.

use std::collections::BTreeSet;

use super::counts::Joined;
use super::{Evaluation, GoldDoc, PredDoc};
use crate::text::{Alignment, Bead};

/// The documents of one pool: those of the gold and, after them, others that belong with none.
#[derive(Clone, Debug, Default)]
pub struct GoldPool {
    /// Which of the pools it is.
    pub number: usize,
    /// What is to be found; gold document `k` is Arabic document `k` and English document `k`.
    pub gold: Vec<GoldDoc>,
    /// Arabic documents, each its sentences.
    pub ar: Vec<Vec<String>>,
    /// English documents.
    pub en: Vec<Vec<String>>,
}

/// Pools of `size` documents a side made of `gold`: with `others` (Arabic and English lines, cut into documents as long
/// as the gold's are on average) each pool is filled up, without them the last one may be smaller.
pub fn pools(gold: &[GoldDoc], size: usize, others: Option<[&[String]; 2]>) -> Vec<GoldPool> {
    let mean = |of: fn(&GoldDoc) -> usize| (gold.iter().map(of).sum::<usize>() / gold.len().max(1)).max(1);
    let fill = others.map(|[ar, en]| {
        [ar.chunks(mean(|g| g.ar.len())), en.chunks(mean(|g| g.en.len()))].map(|c| c.map(<[String]>::to_vec))
    });
    gold.chunks(size.max(1))
        .enumerate()
        .map(|(number, gold)| {
            let mut pool = GoldPool {
                number,
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

/// Sentences that translate each other, wherever they stand: of the gold, and lines of a text and its translation.
#[derive(Clone, Debug, Default)]
pub struct KnownPairs(BTreeSet<(String, String)>);

impl KnownPairs {
    /// The beads of `gold` and the `lines`, Arabic and English, of which line `n` translates line `n`.
    pub fn new(gold: &[GoldDoc], lines: Option<[&[String]; 2]>) -> Self {
        let beads = gold.iter().flat_map(|g| {
            let two_sided = g.beads.iter().filter(|b| !b.is_null());
            two_sided.map(|b| (text(&b.ar, &g.ar), text(&b.en, &g.en)))
        });
        let lines = lines
            .into_iter()
            .flat_map(|[ar, en]| ar.iter().zip(en).map(|(a, e)| (a.trim().to_owned(), e.trim().to_owned())));
        KnownPairs(beads.chain(lines).collect())
    }

    /// Whether the sentences `bead` names in two documents are known to translate each other.
    pub fn holds(&self, bead: &Bead, ar: &[String], en: &[String]) -> bool {
        self.0.contains(&(text(&bead.ar, ar), text(&bead.en, en)))
    }
}

fn text(indices: &[u32], sentences: &[String]) -> String {
    indices.iter().map(|&i| sentences[i as usize].trim()).collect::<Vec<_>>().join(" ")
}

/// Whether a bead of an alignment of the pool is right: in the gold of its documents, or known.
pub fn is_right(pool: &GoldPool, alignment: &Alignment, bead: &Bead, known: &KnownPairs) -> bool {
    let (ar, en) = (alignment.ar, alignment.en);
    let own = pool.gold.get(ar).filter(|_| ar == en);
    own.is_some_and(|g| g.beads.iter().any(|b| b.ar == bead.ar && b.en == bead.en))
        || known.holds(bead, &pool.ar[ar], &pool.en[en])
}

/// A document pair of a pool: what is right and what was found, `None` when it was not aligned.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The gold.
    pub gold: GoldDoc,
    /// The prediction.
    pub pred: Option<PredDoc>,
}

/// What is right and what was found in the alignments of a pool, whose `ar` and `en` are the numbers of the documents:
/// the pairs of the gold, then the others that were aligned. For [`evaluate_judged`]. What is known to be right is
/// added to the gold where it was found: nobody has listed what each document of a pool shares with each other.
pub fn judged(pool: &GoldPool, alignments: Vec<Alignment>, known: &KnownPairs) -> Vec<Judged> {
    let mut out: Vec<Judged> =
        pool.gold.iter().map(|gold| Judged { gold: gold.clone(), pred: None }).collect();
    for alignment in alignments {
        let right = |b: &&Bead| !b.is_null() && is_right(pool, &alignment, b, known);
        let beads: Vec<Bead> = alignment.beads.iter().filter(right).cloned().collect();
        let found = |id: &str| PredDoc { id: id.to_owned(), beads: alignment.beads.clone(), scored: true };
        if alignment.ar == alignment.en && alignment.ar < pool.gold.len() {
            let own = &mut out[alignment.ar];
            let new: Vec<Bead> = beads
                .into_iter()
                .filter(|b| !own.gold.beads.iter().any(|o| o.ar == b.ar && o.en == b.en))
                .collect();
            own.gold.beads.extend(new);
            own.pred = Some(found(&own.gold.id));
        } else {
            let id = format!("pool {}: {} with {}", pool.number, alignment.ar, alignment.en);
            let pred = Some(found(&id));
            out.push(Judged { gold: GoldDoc { id, beads, ..GoldDoc::default() }, pred });
        }
    }
    out
}

/// As [`evaluate`](super::evaluate), of what [`judged`] gives for all pools: whatever the ids are.
pub fn evaluate_judged(judged: &[Judged]) -> Evaluation {
    let joined: Vec<Joined<'_>> = judged.iter().map(|j| (&j.gold, j.pred.as_ref())).collect();
    super::evaluate_joined(&joined)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Explanation, Mode};

    fn bead(ar: u32, en: u32, score: f32) -> Bead {
        Bead { ar: vec![ar], en: vec![en], score, ..Bead::default() }
    }

    fn document(id: &str, name: &str) -> GoldDoc {
        let side = |lang: &str| (0..3).map(|k| format!("{lang} {name} {k}")).collect();
        GoldDoc {
            id: id.to_owned(),
            ar: side("ar"),
            en: side("en"),
            beads: vec![bead(0, 0, 1.0)],
            ..GoldDoc::default()
        }
    }

    fn found(ar: usize, en: usize, beads: Vec<Bead>) -> Alignment {
        Alignment {
            ar,
            en,
            score: 0.5,
            mode: Mode::Comparable,
            why: String::new(),
            beads,
            evidence: Vec::new(),
            explanation: Explanation::default(),
        }
    }

    #[test]
    fn a_pool_is_filled_with_documents_as_long_as_its_own() {
        let gold = [document("a", "x"), document("b", "y"), document("c", "z")];
        let lines: Vec<String> = (0..100).map(|k| k.to_string()).collect();
        let pools = pools(&gold, 2, Some([&lines, &lines]));
        let sizes: Vec<_> = pools.iter().map(|p| (p.gold.len(), p.ar.len(), p.en.len())).collect();
        assert_eq!(sizes, [(2, 2, 2), (1, 2, 2)]);
        assert_eq!(pools[1].en[1].len(), 3);
    }

    #[test]
    fn a_pair_found_elsewhere_is_wrong_unless_it_is_known() {
        // Documents a and b hold the same sentences: what is right within a is right between a and b.
        let gold = [document("a", "x"), document("b", "x"), document("c", "z")];
        let pool = pools(&gold, 3, None).remove(0);
        let alignments = vec![
            found(0, 0, vec![bead(0, 0, 0.9)]),
            found(0, 1, vec![bead(0, 0, 0.9), bead(1, 1, 0.9)]),
            found(0, 2, vec![bead(0, 0, 0.9)]),
        ];
        let judged = judged(&pool, alignments, &KnownPairs::new(&gold, None));
        let scores = evaluate_judged(&judged).scores;
        assert_eq!((scores.strict.predicted, scores.strict.gold), (4, 4));
        assert_eq!(scores.strict.precision, 0.5);
        assert_eq!(scores.missing, ["b", "c"]);
    }

    #[test]
    fn an_id_may_be_anything() {
        for ids in [["a", "b"], ["same", "same"], ["0\u{1}0\u{1}1", "pool 0: 0 with 1"]] {
            let gold = [document(ids[0], "x"), document(ids[1], "y")];
            let pool = pools(&gold, 2, None).remove(0);
            let (right, wrong) = (vec![bead(0, 0, 0.9)], vec![bead(1, 1, 0.9)]);
            let found = vec![found(0, 0, right.clone()), found(0, 1, wrong), found(1, 1, right)];
            let judged = judged(&pool, found, &KnownPairs::default());
            let strict = evaluate_judged(&judged).scores.strict;
            assert_eq!((strict.predicted, strict.gold, strict.recall), (3, 2, 1.0), "{ids:?}");
        }
    }
}
