//! Training of joint n-grams: interpolated modified Kneser-Ney (Chen & Goodman 1999) over sequences of units, pruned by
//! what each n-gram adds, as an automaton of contexts.

use rustc_hash::FxHashMap;

use crate::names::transliterate::automaton::{Automaton, END, MOST_COST, MOST_NODES, arc, packed, quantise};

/// How to count and prune.
#[derive(Clone, Copy, Debug)]
pub struct NgramOptions {
    /// The most units an n-gram has, its last one included; at most 8.
    pub order: usize,
    /// N-grams of three and more units that gain less than this, in nats over the training data, are left out.
    pub prune: f64,
}

/// An n-gram: 16 bits a unit, the last one lowest. Unit numbers are from 1; [`END`] is the end; 0 stands before the
/// first unit only in the sense that the context is shorter, so the beginning has a number of its own.
type Ngram = u128;

fn context(key: Ngram) -> Ngram {
    key >> 16
}

fn suffix(key: Ngram, len: usize) -> Ngram {
    if len >= 8 { key } else { key & ((1 << (16 * len)) - 1) }
}

/// Discounts for counts of one, two, three and more.
struct Discounts([f64; 3]);

impl Discounts {
    fn estimate(counts: impl Iterator<Item = u32>) -> Self {
        let mut n = [0.0f64; 5];
        for c in counts {
            if (1..=4).contains(&c) {
                n[c as usize] += 1.0;
            }
        }
        let y = n[1] / (n[1] + 2.0 * n[2]).max(1.0);
        let of = |c: usize| {
            let d = c as f64 - (c + 1) as f64 * y * n[c + 1] / n[c].max(1.0);
            // Few data make estimates that are no discounts.
            if n[c] < 10.0 { 0.6 * c as f64 / (c as f64 + 0.5) } else { d.clamp(0.1, c as f64 - 0.05) }
        };
        Discounts([of(1), of(2), of(3)])
    }

    fn of(&self, count: u32) -> f64 {
        self.0[(count.clamp(1, 3) - 1) as usize]
    }
}

/// What is known of one context while the model is made.
#[derive(Clone, Copy, Default)]
struct Context {
    total: f64,
    discounted: f64,
}

/// The model of sequences of units, each unit below `units`, each sequence counted as often as it says.
pub fn train<'a>(
    sequences: impl Iterator<Item = (&'a [u16], u32)>,
    units: usize,
    options: NgramOptions,
) -> Automaton {
    let order = options.order.clamp(2, 8);
    // The beginning is one number beyond the units; unit u is u + 2 since END is 1.
    let start = units as u16 + 2;
    let mut counts: Vec<FxHashMap<Ngram, u32>> = vec![FxHashMap::default(); order + 1];
    let mut padded = Vec::new();
    for (sequence, times) in sequences {
        padded.clear();
        padded.push(start);
        padded.extend(sequence.iter().map(|&u| u + 2));
        padded.push(END);
        for end in 1..padded.len() {
            let mut key: Ngram = 0;
            for len in 1..=order.min(end + 1) {
                key |= (padded[end + 1 - len] as Ngram) << (16 * (len - 1));
                *counts[len].entry(key).or_default() += times;
            }
        }
    }
    // Below the highest order, what counts is in how many ways an n-gram is preceded; one at the beginning of the name
    // is preceded by nothing and keeps its count.
    for len in (1..order).rev() {
        let mut ways = FxHashMap::<Ngram, u32>::default();
        #[allow(clippy::iter_over_hash_type, reason = "sums do not depend on the order")]
        for &key in counts[len + 1].keys() {
            *ways.entry(suffix(key, len)).or_default() += 1;
        }
        #[allow(clippy::iter_over_hash_type, reason = "each entry for itself")]
        for (key, count) in &mut counts[len] {
            if (key >> (16 * (len - 1))) as u16 != start
                && let Some(&n) = ways.get(key)
            {
                *count = n;
            }
        }
    }
    let mut probability: Vec<FxHashMap<Ngram, f64>> = vec![FxHashMap::default(); order + 1];
    let mut backoff: Vec<FxHashMap<Ngram, f64>> = vec![FxHashMap::default(); order + 1];
    let uniform = 1.0 / (units + 1) as f64;
    for len in 1..=order {
        let discounts = Discounts::estimate(counts[len].values().copied());
        let mut sorted: Vec<(Ngram, u32)> = counts[len].iter().map(|(&k, &c)| (k, c)).collect();
        sorted.sort_unstable();
        let mut contexts = FxHashMap::<Ngram, Context>::default();
        for &(key, count) in &sorted {
            let c = contexts.entry(context(key)).or_default();
            c.total += count as f64;
            c.discounted += discounts.of(count);
        }
        let mut these = FxHashMap::default();
        for &(key, count) in &sorted {
            let c = contexts[&context(key)];
            let lower = if len == 1 {
                uniform
            } else {
                probability[len - 1].get(&suffix(key, len - 1)).copied().unwrap_or(uniform)
            };
            let p = (count as f64 - discounts.of(count)).max(0.0) / c.total + c.discounted / c.total * lower;
            these.insert(key, p);
        }
        probability[len] = these;
        backoff[len - 1] = contexts.iter().map(|(&k, c)| (k, c.discounted / c.total)).collect();
    }
    for len in (3..=order).rev() {
        prune(len, &counts, &mut probability, &mut backoff, options.prune);
    }
    compile(&probability, &backoff, start, units)
}

/// Leaves out n-grams of `len` units that add less than `least` nats and that no longer one needs.
fn prune(
    len: usize,
    counts: &[FxHashMap<Ngram, u32>],
    probability: &mut [FxHashMap<Ngram, f64>],
    backoff: &mut [FxHashMap<Ngram, f64>],
    least: f64,
) {
    let mut sorted: Vec<Ngram> = probability[len].keys().copied().collect();
    sorted.sort_unstable();
    let mut kept = FxHashMap::<Ngram, (f64, f64)>::default();
    for key in sorted {
        let (h, lower) =
            (context(key), probability[len - 1].get(&suffix(key, len - 1)).copied().unwrap_or(1e-6));
        let p = probability[len][&key];
        let without = backoff[len - 1][&h] * lower;
        let needed = len < backoff.len() && backoff.get(len).is_some_and(|b| b.contains_key(&key));
        let gain = counts[len][&key] as f64 * (p / without.max(1e-12)).ln();
        if needed || gain >= least {
            let sums = kept.entry(h).or_default();
            sums.0 += p;
            sums.1 += lower;
        } else {
            probability[len].remove(&key);
        }
    }
    // What was given up goes to the shorter context.
    backoff[len - 1].retain(|h, _| kept.contains_key(h));
    #[allow(clippy::iter_over_hash_type, reason = "each entry for itself")]
    for (h, weight) in &mut backoff[len - 1] {
        let (p, lower) = kept[h];
        *weight = ((1.0 - p).max(1e-6) / (1.0 - lower).max(1e-6)).clamp(1e-6, 1.0);
    }
}

/// The automaton of the contexts that have followers.
fn compile(
    probability: &[FxHashMap<Ngram, f64>],
    backoff: &[FxHashMap<Ngram, f64>],
    start: u16,
    units: usize,
) -> Automaton {
    let mut nodes: Vec<(usize, Ngram)> = Vec::new();
    for (len, contexts) in backoff.iter().enumerate() {
        let mut keys: Vec<Ngram> = contexts.keys().copied().collect();
        keys.sort_unstable();
        nodes.extend(keys.into_iter().map(|k| (len, k)));
    }
    nodes.truncate(MOST_NODES - 1);
    let place: FxHashMap<(usize, Ngram), u32> =
        nodes.iter().enumerate().map(|(i, &n)| (n, i as u32)).collect();
    let longest = |mut len: usize, key: Ngram| {
        loop {
            if let Some(&node) = place.get(&(len, suffix(key, len))) {
                return node;
            }
            len -= 1;
        }
    };
    let mut arcs: Vec<(u32, u16, f64, u32)> = Vec::new();
    for (len, grams) in probability.iter().enumerate().skip(1) {
        #[allow(clippy::iter_over_hash_type, reason = "sorted below")]
        for (&key, &p) in grams {
            let Some(&node) = place.get(&(len - 1, context(key))) else { continue };
            let unit = suffix(key, 1) as u16;
            let next = if unit == END { 0 } else { longest(len.min(backoff.len() - 1), key) };
            arcs.push((node, unit, p, next));
        }
    }
    arcs.sort_unstable_by_key(|a| (a.0, a.1));
    let mut out = Automaton::default();
    let (to_nodes, to_arcs) = (out.nodes.to_mut(), out.arcs.to_mut());
    for (i, &(len, key)) in nodes.iter().enumerate() {
        let weight = backoff[len].get(&key).copied().unwrap_or(1.0);
        let suffix = if len == 0 { 0 } else { longest(len - 1, key) };
        to_nodes.push([to_arcs.len() as u32, packed(quantise(-weight.ln()), suffix)]);
        let own = arcs[to_arcs.len()..].iter().take_while(|a| a.0 == i as u32);
        to_arcs.extend(own.map(|&(_, unit, p, next)| arc(unit, quantise(-p.ln()), next)));
    }
    to_nodes.push([to_arcs.len() as u32, 0]);
    // Every unit has an arc of its own from the empty context, so that look-up ends there.
    let mut roots = vec![packed(MOST_COST, 0); units + 3];
    for &(_, unit, p, next) in arcs.iter().take_while(|a| a.0 == 0) {
        roots[unit as usize] = packed(quantise(-p.ln()), next);
    }
    out.roots = roots.into();
    out.start = place.get(&(1, start as Ngram)).copied().unwrap_or(0);
    out
}
