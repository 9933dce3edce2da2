//! Beads in parts: the best way to divide a bead where one side ends a sentence and the other offers to be cut.

use crate::score::PieceRun;

/// What lies between two pieces of a side: the end of a sentence, or an offer to cut one, with its cost in nats.
pub type Inner = Option<f32>;

/// The best sequence of places to divide at, as pieces before each on either side: from `(0, 0)` to all pieces, these
/// included. `ar` and `en` have what lies between the pieces of a side. At every place at least one side ends a
/// sentence. `score` gives the nats of a part, `None` where there is no such part; it must give those of the whole.
///
/// Time grows with the square of the places; there are few, as a sentence may only be cut where the other side ends
/// one.
pub fn divide(
    ar: &[Inner],
    en: &[Inner],
    mut score: impl FnMut(PieceRun) -> Option<f32>,
) -> Vec<(usize, usize)> {
    let (rows, columns) = (ar.len() + 1, en.len() + 1);
    let mut places = vec![(0, 0, 0.0)];
    for (p, a) in (1..).zip(ar) {
        for (q, e) in (1..).zip(en) {
            match (a, e) {
                (None, None) => places.push((p, q, 0.0)),
                (None, Some(cost)) | (Some(cost), None) => places.push((p, q, *cost)),
                (Some(_), Some(_)) => {}
            }
        }
    }
    places.push((rows, columns, 0.0));
    let mut best = vec![(f32::NEG_INFINITY, 0usize); places.len()];
    best[0].0 = 0.0;
    for to in 1..places.len() {
        let (p, q, cost) = places[to];
        for from in 0..to {
            let (p0, q0, _) = places[from];
            if p0 >= p || q0 >= q || best[from].0 == f32::NEG_INFINITY {
                continue;
            }
            let Some(nats) = score(PieceRun { ar: (p0, p), en: (q0, q) }) else { continue };
            let value = best[from].0 + nats - cost;
            if value > best[to].0 {
                best[to] = (value, from);
            }
        }
    }
    let mut path = Vec::new();
    let mut at = places.len() - 1;
    loop {
        path.push((places[at].0, places[at].1));
        if at == 0 {
            break;
        }
        at = best[at].1;
    }
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_cut_is_made_where_the_other_side_ends_a_sentence() {
        // One sentence of three pieces against two of one each; the second place is the right one.
        let right = [PieceRun { ar: (0, 2), en: (0, 1) }, PieceRun { ar: (2, 3), en: (1, 2) }];
        let score = |run| Some(if right.contains(&run) { 5.0 } else { 0.0 });
        assert_eq!(divide(&[Some(1.0), Some(1.0)], &[None], score), [(0, 0), (2, 1), (3, 2)]);
        // Nothing is cut for less than it costs.
        assert_eq!(divide(&[Some(1.0), Some(11.0)], &[None], score), [(0, 0), (3, 2)]);
    }

    proptest! {
        /// Places ascend on both sides, begin and end with the bead, and each ends a sentence on one side.
        #[test]
        fn places_are_sound(
            ar in prop::collection::vec(prop::option::of(0f32..3.0), 0..6),
            en in prop::collection::vec(prop::option::of(0f32..3.0), 0..6),
            scores in prop::collection::vec(prop::option::weighted(0.8, -9f32..9.0), 7 * 7 * 7 * 7),
        ) {
            let whole = PieceRun { ar: (0, ar.len() + 1), en: (0, en.len() + 1) };
            let path = divide(&ar, &en, |run| {
                let at = ((run.ar.0 * 7 + run.ar.1 - 1) * 7 + run.en.0) * 7 + run.en.1 - 1;
                if run == whole { Some(0.0) } else { scores[at] }
            });
            prop_assert_eq!((path[0], path[path.len() - 1]), ((0, 0), (whole.ar.1, whole.en.1)));
            prop_assert!(path.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 < w[1].1));
            prop_assert!(path[1..path.len() - 1].iter().all(|&(p, q)| ar[p - 1].is_none() || en[q - 1].is_none()));
        }
    }
}
