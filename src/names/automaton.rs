//! A joint n-gram model as it is used: contexts with their followers, costs in a byte each.

use std::borrow::Cow;

/// The unit that ends a name. A unit of a table is its place there plus 2.
pub const END: u16 = 1;

/// Steps of cost a nat has.
pub const STEPS: f32 = 16.0;

/// The highest cost that can be written down: 15.9 nats.
pub const MOST_COST: u8 = u8::MAX;

/// A cost in nats as steps.
pub fn quantise(nats: f64) -> u8 {
    (nats * f64::from(STEPS)).round().clamp(0.0, f64::from(MOST_COST)) as u8
}

/// Contexts (nodes) and followers (arcs). Node 0 is the empty context.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Automaton {
    /// Where a node's arcs begin; one more than there are nodes.
    pub firsts: Cow<'static, [u32]>,
    /// The node of the context without its first unit.
    pub suffixes: Cow<'static, [u32]>,
    /// What it costs to go there, in steps.
    pub backoffs: Cow<'static, [u8]>,
    /// The units of the arcs, the cheapest first within a node.
    pub symbols: Cow<'static, [u16]>,
    /// The arcs' costs in steps.
    pub costs: Cow<'static, [u8]>,
    /// The nodes the arcs lead to.
    pub nexts: Cow<'static, [u32]>,
    /// Costs from the empty context, by unit.
    pub root_costs: Cow<'static, [u8]>,
    /// Nodes from the empty context, by unit.
    pub root_nexts: Cow<'static, [u32]>,
    /// The node at the beginning of a name.
    pub start: u32,
}

impl Automaton {
    /// The cost of `unit` after the context `node`, in steps.
    pub fn cost(&self, mut node: u32, unit: u16) -> u32 {
        let mut cost = 0u32;
        while node != 0 {
            let n = node as usize;
            let (from, to) = (self.firsts[n] as usize, self.firsts[n + 1] as usize);
            if let Some(k) = self.symbols[from..to].iter().position(|&s| s == unit) {
                return cost + u32::from(self.costs[from + k]);
            }
            cost += u32::from(self.backoffs[n]);
            node = self.suffixes[n];
        }
        cost + u32::from(self.root_costs.get(unit as usize).copied().unwrap_or(MOST_COST))
    }

    /// Calls `each` with units that may follow the context `node`, what they cost and the context after them, as long
    /// as something can follow for the limit or less; `each` says what the limit is from then on. A unit may come
    /// several times: the first time counts. From the empty context only the units of `open` are tried.
    #[inline]
    pub fn followers(
        &self,
        mut node: u32,
        mut limit: u32,
        open: &[u16],
        mut each: impl FnMut(u16, u32, u32) -> u32,
    ) {
        let mut cost = 0u32;
        while node != 0 {
            let n = node as usize;
            let range = self.firsts[n] as usize..self.firsts[n + 1] as usize;
            let (costs, symbols, nexts) =
                (&self.costs[range.clone()], &self.symbols[range.clone()], &self.nexts[range]);
            for ((&c, &symbol), &next) in costs.iter().zip(symbols).zip(nexts) {
                // The cheapest come first.
                if cost + u32::from(c) > limit {
                    break;
                }
                limit = each(symbol, cost + u32::from(c), next);
            }
            cost += u32::from(self.backoffs[n]);
            if cost > limit {
                return;
            }
            node = self.suffixes[n];
        }
        for &symbol in open {
            let c = cost + u32::from(self.root_costs[symbol as usize]);
            if c <= limit {
                limit = each(symbol, c, self.root_nexts[symbol as usize]);
            }
        }
    }

    /// Number of n-grams.
    #[allow(clippy::len_without_is_empty, reason = "only told")]
    pub fn len(&self) -> usize {
        self.symbols.len()
    }
}
