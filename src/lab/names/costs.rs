//! Learning what it costs to have one letter class for another, from aligned pairs of words.

use super::align::{AlignOptions, NamePair, align};
use crate::names::matching::{NameMatchWeights, Scripts};
use crate::names::sounds::{CLASSES, STEPS, SoundCosts, Sounds};

/// Probabilities of pairs of classes, `(latin, arabic, probability)`, with 0 for none.
pub fn learn(pairs: &[(u8, u8, f64)]) -> SoundCosts {
    let (mut latin, mut arabic) = ([1e-6f64; CLASSES], [1e-6f64; CLASSES]);
    for &(l, a, p) in pairs {
        latin[l as usize] += p;
        arabic[a as usize] += p;
    }
    let mut costs = vec![0i8; CLASSES * CLASSES];
    let step = |nats: f64| (nats * f64::from(STEPS)).round().clamp(-127.0, 127.0) as i8;
    for (l, row) in costs.chunks_mut(CLASSES).enumerate() {
        for (a, cost) in row.iter_mut().enumerate() {
            *cost = match (l, a) {
                (0, 0) => 0,
                _ => step(-(1e-5f64 / (latin[l] * arabic[a]).max(1e-9)).ln().clamp(-4.0, 0.0)),
            };
        }
    }
    for &(l, a, p) in pairs {
        let (both, apart) = match (l, a) {
            // Against nothing: how often it is left out, as against how often it is written.
            (0, a) => (p, arabic[a as usize]),
            (l, 0) => (p, latin[l as usize]),
            (l, a) => (p, latin[l as usize] * arabic[a as usize]),
        };
        costs[l as usize * CLASSES + a as usize] = step(-(both / apart).max(1e-3).ln());
    }
    SoundCosts { costs: costs.into() }
}

/// Learns the costs of letter classes from pairs of words of one script that are one name.
pub fn learn_costs(weights: &mut NameMatchWeights, scripts: Scripts, pairs: &[(String, String)]) {
    let (which, sound): (usize, fn(&str) -> Sounds) = match scripts {
        Scripts::Both => return,
        Scripts::Latin => (0, Sounds::latin),
        Scripts::Arabic => (1, Sounds::arabic),
    };
    let pair = |x: &str, y: &str| NamePair {
        latin: sound(x).classes().to_vec(),
        arabic: sound(y).classes().to_vec(),
        weight: 1.0,
    };
    let pairs: Vec<NamePair> = pairs.iter().flat_map(|(x, y)| [pair(x, y), pair(y, x)]).collect();
    let shapes = vec![(1, 0), (0, 1), (1, 1)];
    let aligned =
        align(&pairs, &AlignOptions { shapes, least: 3.0, size_power: 0.0, silent: 1.0, rounds: 8 });
    let mut counts = vec![[0u32; CLASSES]; CLASSES];
    for &unit in aligned.sequences.iter().flatten() {
        let unit = aligned.units[unit as usize];
        counts[unit.latin[0] as usize][unit.arabic[0] as usize] += 1;
    }
    // The likeliest ways are found in one order of the two; both count alike.
    let all = counts.iter().flatten().sum::<u32>().max(1);
    let cells = (0..CLASSES).flat_map(|x| (0..CLASSES).map(move |y| (x, y)));
    let share = |(x, y): (usize, usize)| {
        (x as u8, y as u8, f64::from(counts[x][y] + counts[y][x]) / f64::from(2 * all))
    };
    let rows: Vec<(u8, u8, f64)> = cells.map(share).filter(|r| r.2 > 0.0).collect();
    weights.costs[which] = learn(&rows);
}
