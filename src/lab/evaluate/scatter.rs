//! Comparable documents made of translations: beads are kept, halved or moved, and what is left of each stays together.
//! Unlike gold of single sentences it has runs of several sentences against one.

use fastrand::Rng;

use super::GoldDoc;
use crate::text::Bead;

/// Share of the beads that keep both sides; of the others one side is left, either with the same probability.
const KEPT: f32 = 0.4;

/// The documents of `gold`, beads halved and both sides in another order each. The same `seed` gives the same.
pub fn scatter(gold: &[GoldDoc], seed: u64) -> Vec<GoldDoc> {
    let mut random = Rng::with_seed(seed);
    gold.iter().map(|g| scattered(g, &mut random)).collect()
}

fn scattered(gold: &GoldDoc, random: &mut Rng) -> GoldDoc {
    let mut sides: [Vec<(usize, &[u32])>; 2] = Default::default();
    let mut kept = Vec::new();
    for (k, bead) in gold.beads.iter().enumerate() {
        let both = !bead.is_null() && random.f32() < KEPT;
        let left = random.bool();
        for (side, run, here) in [(0, &bead.ar, left), (1, &bead.en, !left)] {
            if !run.is_empty() && (both || here || bead.is_null()) {
                sides[side].push((k, run));
            }
        }
        kept.push(both);
    }
    let mut places: [Vec<Vec<u32>>; 2] = [vec![Vec::new(); kept.len()], vec![Vec::new(); kept.len()]];
    let mut texts: [Vec<String>; 2] = Default::default();
    for (side, from) in [(0, &gold.ar), (1, &gold.en)] {
        random.shuffle(&mut sides[side]);
        for &(k, run) in &sides[side] {
            for &i in run {
                places[side][k].push(texts[side].len() as u32);
                texts[side].push(from[i as usize].clone());
            }
        }
    }
    let bead =
        |k: usize| Bead { ar: places[0][k].clone(), en: places[1][k].clone(), score: 1.0, ..Bead::default() };
    let beads = (0..kept.len()).filter(|&k| kept[k]).map(bead).collect();
    let [ar, en] = texts;
    GoldDoc { id: gold.id.clone(), ar, en, beads, ..GoldDoc::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_stay_together_and_beads_hold_the_same_sentences() {
        let bead =
            |ar: &[u32], en: &[u32]| Bead { ar: ar.to_vec(), en: en.to_vec(), score: 1.0, ..Bead::default() };
        let beads: Vec<Bead> = (0..40).map(|k| bead(&[2 * k, 2 * k + 1], &[k])).collect();
        let ar: Vec<String> = (0..80).map(|k| format!("{} {}", k / 2, k % 2)).collect();
        let en: Vec<String> = (0..40).map(|k| format!("{k}")).collect();
        let gold = [GoldDoc { id: "x".to_owned(), ar, en, beads, ..GoldDoc::default() }];
        let [one] = &scatter(&gold, 1)[..] else { panic!("one document") };
        assert_eq!(scatter(&gold, 1)[0], *one);
        assert_ne!(scatter(&gold, 2)[0], *one);
        assert!(one.beads.len() > 5 && one.beads.len() < 30, "{}", one.beads.len());
        for b in &one.beads {
            let k = &one.en[b.en[0] as usize];
            let texts: Vec<_> = b.ar.iter().map(|&i| one.ar[i as usize].clone()).collect();
            assert_eq!(texts, [format!("{k} 0"), format!("{k} 1")]);
            assert_eq!(b.ar[1], b.ar[0] + 1);
        }
    }
}
