//! A joint n-gram model as it is used: contexts with their followers, costs in a byte each.

use std::borrow::Cow;

/// The unit that ends a name. A unit of a table is its place there plus 2.
pub const END: u16 = 1;

/// Steps of cost a nat has.
pub const STEPS: f32 = 16.0;

/// The highest cost that can be written down: 15.9 nats.
pub const MOST_COST: u8 = u8::MAX;

/// The most arcs for each wanted range that are all looked at: among more, the ranges are searched for. A search takes
/// fewer steps from some four arcs on, but they cannot be foreseen: with 16 the way to Arabic takes a sixth less time.
const FEW: usize = 16;

/// Classes of units that [`Automaton::followers`] tells apart; the first is of those that are not wanted.
pub const CLASSES: usize = 8;

/// What a unit of each class may cost in steps; less than nothing when none is wanted.
pub type Budgets = [i32; CLASSES];

/// A cost in nats as steps.
pub fn quantise(nats: f64) -> u8 {
    (nats * f64::from(STEPS)).round().clamp(0.0, f64::from(MOST_COST)) as u8
}

/// A context: where its arcs begin, and [`packed`] what it costs to go to the context without its first unit, and that
/// context. What is looked at together lies together: most look-ups are waits for memory.
pub type Node = [u32; 2];

/// A follower of a context: its unit, and [`packed`] its cost and the context after it, the low half first.
pub type Arc = [u16; 3];

/// The most contexts there may be: their numbers share 32 bits with a cost.
pub const MOST_NODES: usize = 1 << 24;

/// A cost in steps and a context as one number.
pub fn packed(cost: u8, node: u32) -> u32 {
    node << 8 | u32::from(cost)
}

fn unpacked(both: u32) -> (u32, u32) {
    (both & 0xff, both >> 8)
}

/// An arc.
pub fn arc(symbol: u16, cost: u8, next: u32) -> Arc {
    let both = packed(cost, next);
    [symbol, both as u16, (both >> 16) as u16]
}

/// Cost and next context of an arc.
#[inline]
fn led(arc: Arc) -> (u32, u32) {
    unpacked(u32::from(arc[1]) | u32::from(arc[2]) << 16)
}

/// Contexts (nodes) and followers (arcs). Node 0 is the empty context.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Automaton {
    /// The contexts, and one more, where their arcs end.
    pub nodes: Cow<'static, [Node]>,
    /// The arcs of each, by unit.
    pub arcs: Cow<'static, [Arc]>,
    /// By unit what it costs in the empty context, and the context after it, [`packed`].
    pub roots: Cow<'static, [u32]>,
    /// The node at the beginning of a name.
    pub start: u32,
}

impl Automaton {
    /// The arcs of a node, what it costs to go to the context without its first unit, and that context.
    #[inline]
    fn node(&self, node: u32) -> (&[Arc], u32, u32) {
        let (here, next) = (self.nodes[node as usize], self.nodes[node as usize + 1]);
        let (backoff, suffix) = unpacked(here[1]);
        (&self.arcs[here[0] as usize..next[0] as usize], backoff, suffix)
    }

    /// The cost of `unit` after the context `node`, in steps.
    pub fn cost(&self, node: u32, unit: u16) -> u32 {
        self.step(node, unit).map_or(u32::from(MOST_COST), |(cost, _)| cost)
    }

    /// The same, with the context after `unit`; `None` for a unit there is not.
    pub fn step(&self, mut node: u32, unit: u16) -> Option<(u32, u32)> {
        let mut cost = 0;
        while node != 0 {
            let (arcs, backoff, suffix) = self.node(node);
            if let Ok(k) = arcs.binary_search_by_key(&unit, |a| a[0]) {
                let (own, next) = led(arcs[k]);
                return Some((cost + own, next));
            }
            cost += backoff;
            node = suffix;
        }
        let (own, next) = unpacked(*self.roots.get(unit as usize)?);
        Some((cost + own, next))
    }

    /// The cost of a unit in the empty context; `None` for a unit there is not.
    pub fn root_cost(&self, unit: u16) -> Option<u32> {
        self.roots.get(unit as usize).map(|&both| unpacked(both).0)
    }

    /// Calls `each` with units that may follow the context `node`, what they cost, the context after them and their
    /// class, as long as the class has something to spend; `each` may lower what they have. A unit may
    /// come several times: the first time counts. Those of `open` come for certain: ranges in order, their ends not
    /// included. From the empty context those of `rows` come, one row for each class but the first, the cheapest of each
    /// first.
    #[inline]
    pub fn followers(
        &self,
        mut node: u32,
        mut budgets: Budgets,
        marks: &[u8],
        open: &[(u16, u16)],
        rows: [&[u16]; CLASSES - 1],
        mut each: impl FnMut(u16, u32, u32, u8, &mut Budgets),
    ) {
        let mut cost = 0i32;
        while node != 0 {
            let (arcs, backoff, suffix) = self.node(node);
            let mut look = |arc: Arc| {
                let mark = marks[usize::from(arc[0])];
                let (own, next) = led(arc);
                let cost = cost + own as i32;
                if cost <= budgets[usize::from(mark) % CLASSES] {
                    each(arc[0], cost as u32, next, mark, &mut budgets);
                }
            };
            if arcs.len() <= FEW * open.len() {
                for &arc in arcs {
                    look(arc);
                }
            } else {
                let mut from = 0;
                for &(first, end) in open {
                    // The next is not far: steps that double, then the half of what is left.
                    let mut step = 4;
                    while arcs.get(from + step).is_some_and(|a| a[0] < first) {
                        from += step;
                        step *= 2;
                    }
                    let to = (from + step + 1).min(arcs.len());
                    from += arcs[from..to].partition_point(|a| a[0] < first);
                    while let Some(&arc) = arcs.get(from).filter(|a| a[0] < end) {
                        look(arc);
                        from += 1;
                    }
                }
            }
            cost += backoff as i32;
            if budgets.iter().all(|&b| b < cost) {
                return;
            }
            node = suffix;
        }
        for (row, mark) in rows.into_iter().zip(1..) {
            for &unit in row {
                let symbol = unit + 2;
                let (own, next) = unpacked(self.roots[usize::from(symbol)]);
                let c = cost + own as i32;
                if c > budgets[usize::from(mark)] {
                    break;
                }
                each(symbol, c as u32, next, mark, &mut budgets);
            }
        }
    }

    /// Number of n-grams.
    #[allow(clippy::len_without_is_empty, reason = "only told")]
    pub fn len(&self) -> usize {
        self.arcs.len()
    }
}
