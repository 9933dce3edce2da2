//! The hypotheses of a search at a place of the source: no more than its beam has room for, in order of their costs.

use super::tree::Place;

/// How wide to search.
#[derive(Clone, Copy, Debug)]
pub struct Beam {
    /// Hypotheses kept at each place of the name.
    pub width: usize,
    /// With a list: hypotheses kept of those that some name of it begins with.
    pub listed: usize,
    /// What is worse than the best at its place by more than this many steps is dropped.
    pub margin: u8,
    /// The same among those that some name of the list begins with.
    pub listed_margin: u8,
}

/// Letters written so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hypothesis {
    /// In steps.
    pub cost: u32,
    /// Context.
    pub node: u32,
    /// Place of the hypothesis it continues.
    pub back: u32,
    /// Its last unit.
    pub unit: u16,
    /// Of the target letters.
    pub hash: u64,
    /// Where in the list.
    pub place: Place,
}

/// Costs told apart: more than a margin can be.
const BINS: usize = 256;

fn bin(cost: u32) -> usize {
    cost as usize % BINS
}

/// How many are kept when a beam of a width is cut before its place is reached: equal hypotheses among them become one.
fn room(width: usize) -> usize {
    width + width / 4
}

/// Hypotheses, with how many there are of each cost: costs are small whole numbers, so what is too many is known at once
/// and nothing need be sorted.
struct HypothesisPool {
    items: Vec<Hypothesis>,
    /// What a hypothesis may cost: the best so far and the margin, or the worst that the beam has room for. All that are
    /// counted cost so much or less, but not by [`BINS`] less.
    limit: u32,
    /// The least cost counted.
    best: u32,
    counts: [u16; BINS],
    counted: usize,
}

impl Beam {
    /// Without a list.
    pub const fn free(width: usize, margin: u8) -> Self {
        Beam { width, listed: 0, margin, listed_margin: margin }
    }
}

impl HypothesisPool {
    fn clear(&mut self) {
        self.items.clear();
        self.limit = u32::MAX;
        self.best = u32::MAX;
        if self.counted > 0 {
            self.counts.fill(0);
            self.counted = 0;
        }
    }

    /// Brings the limit down.
    #[inline]
    fn lower(&mut self, limit: u32) {
        if self.counted == 0 {
            self.limit = self.limit.min(limit);
            return;
        }
        while self.limit > limit {
            self.counted -= usize::from(std::mem::take(&mut self.counts[bin(self.limit)]));
            self.limit -= 1;
        }
    }

    /// Adds a hypothesis that costs no more than the limit.
    #[inline]
    fn add(&mut self, h: Hypothesis, room: usize) {
        self.items.push(h);
        self.counts[bin(h.cost)] += 1;
        self.counted += 1;
        self.best = self.best.min(h.cost);
        while self.limit > self.best && self.counted - usize::from(self.counts[bin(self.limit)]) >= room {
            self.lower(self.limit - 1);
        }
    }

    /// The places in `items` of those that are left, cheapest first.
    fn sort(&mut self, order: &mut Vec<u16>) {
        order.clear();
        if self.counted == 0 {
            return;
        }
        order.resize(self.counted, 0);
        let mut from = 0;
        for cost in self.best..=self.limit {
            let count = &mut self.counts[bin(cost)];
            from += std::mem::replace(count, from);
        }
        for (i, h) in self.items.iter().enumerate().filter(|(_, h)| h.cost <= self.limit) {
            let at = &mut self.counts[bin(h.cost)];
            order[usize::from(*at)] = i as u16;
            *at += 1;
        }
    }
}

impl Default for HypothesisPool {
    fn default() -> Self {
        HypothesisPool { items: Vec::new(), limit: u32::MAX, best: u32::MAX, counts: [0; BINS], counted: 0 }
    }
}

/// The hypotheses at a place of the source.
#[derive(Default)]
pub(super) struct Layer {
    /// Those that no name of the list begins with.
    free: HypothesisPool,
    /// The others.
    listed: HypothesisPool,
}

/// What a sum of two probabilities is likelier than the greater, in steps, by how much less likely the other is:
/// `STEPS * ln(1 + exp(-difference / STEPS))`.
const GAINS: [u8; 56] = [
    11, 11, 10, 10, 9, 9, 8, 8, 8, 7, 7, 7, 6, 6, 6, 5, 5, 5, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2,
    2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
];

/// Sum of two probabilities given as costs in steps.
pub(super) fn merge(a: u32, b: u32) -> u32 {
    let gain = GAINS.get(a.abs_diff(b) as usize).copied().unwrap_or(0);
    a.min(b).saturating_sub(gain.into())
}

/// Room to find equal hypotheses in.
#[derive(Default)]
pub(super) struct Twins {
    orders: [Vec<u16>; 2],
    /// One more than the place of a hypothesis, by hash.
    slots: Vec<u16>,
}

impl Layer {
    /// Nothing is here.
    pub fn clear(&mut self) {
        self.free.clear();
        self.listed.clear();
    }

    /// What a hypothesis may cost: `[free, listed]`.
    #[inline]
    pub fn limits(&self) -> [u32; 2] {
        [self.free.limit, self.listed.limit]
    }

    /// Adds a hypothesis that is within the limit of its kind. When there are far too many, the limit comes down.
    #[inline]
    pub fn add(&mut self, h: Hypothesis, beam: Beam) {
        let limit = h.cost + u32::from(beam.margin);
        self.free.lower(limit);
        if h.place.is_there() {
            // Names of the list may be much less likely than what else could be written.
            self.listed.lower(h.cost + u32::from(beam.listed_margin));
            self.listed.add(h, room(beam.listed.max(beam.width)));
        } else {
            self.free.add(h, room(beam.width));
        }
    }

    /// Appends the best to `out`, cheapest first: equal targets in equal contexts become one, the rest is cut to the
    /// beam.
    pub fn take(&mut self, beam: Beam, twins: &mut Twins, out: &mut Vec<Hypothesis>) {
        let Twins { orders: [free, listed], slots } = twins;
        self.free.sort(free);
        self.listed.sort(listed);
        let most = beam.width + beam.listed;
        slots.clear();
        slots.resize((4 * most).next_power_of_two(), 0);
        let shift = 64 - slots.len().trailing_zeros();
        let from = out.len();
        let (mut kept_free, mut kept_listed) = (0, 0);
        let (mut f, mut l) = (0, 0);
        loop {
            let one = free.get(f).map(|&i| &self.free.items[usize::from(i)]);
            let other = listed.get(l).map(|&i| &self.listed.items[usize::from(i)]);
            let (h, is_listed) = match (one, other) {
                (Some(one), Some(other)) if one.cost <= other.cost => (one, false),
                (_, Some(other)) => (other, true),
                (Some(one), None) => (one, false),
                (None, None) => break,
            };
            if is_listed {
                l += 1;
            } else {
                f += 1;
            }
            let key = (h.hash ^ u64::from(h.node) << 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let mut slot = (key >> shift) as usize;
            let twin = loop {
                match slots[slot] {
                    0 => break None,
                    k => {
                        let twin = from + usize::from(k) - 1;
                        if out[twin].hash == h.hash && out[twin].node == h.node {
                            break Some(twin);
                        }
                    }
                }
                slot = (slot + 1) % slots.len();
            };
            if let Some(twin) = twin {
                out[twin].cost = merge(out[twin].cost, h.cost);
            } else if kept_free + kept_listed < beam.width || is_listed && kept_listed < beam.listed {
                out.push(*h);
                slots[slot] = (out.len() - from) as u16;
                *(if is_listed { &mut kept_listed } else { &mut kept_free }) += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::automaton::STEPS;
    use super::*;

    #[test]
    fn sums_of_probabilities() {
        for d in 0..200u32 {
            let exact = (-(d as f32) / STEPS).exp().ln_1p() * STEPS;
            assert_eq!(merge(1000, 1000 + d), 1000 - exact.round() as u32, "{d}");
            assert_eq!(merge(1000 + d, 1000), merge(1000, 1000 + d));
        }
        assert_eq!(merge(3, 3), 0);
    }
}
