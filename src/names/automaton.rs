//! A joint n-gram model as it is used: contexts with their followers, costs in a byte each.

use std::borrow::Cow;

/// The unit that ends a name. A unit of a table is its place there plus 2.
pub const END: u16 = 1;

/// Steps of cost a nat has.
pub const STEPS: f32 = 16.0;

/// The highest cost that can be written down: 15.9 nats.
pub const MOST_COST: u8 = u8::MAX;

/// The most arcs for each wanted range that are all looked at: among more, the ranges are searched for.
const FEW: usize = 4;

/// Classes of units that [`Automaton::followers`] tells apart; the first is of those that are not wanted.
pub const CLASSES: usize = 8;

/// What a unit of each class may cost in steps; less than nothing when none is wanted.
pub type Budgets = [i32; CLASSES];

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
    /// The units of the arcs, in order within a node.
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
    /// The arcs of a node.
    #[inline]
    fn arcs(&self, node: u32) -> std::ops::Range<usize> {
        self.firsts[node as usize] as usize..self.firsts[node as usize + 1] as usize
    }

    /// The arc for `unit` of the longest context of `node` that has one, none when only the empty context is left; and
    /// what it costs to go back to that context, in steps.
    #[inline]
    fn find(&self, mut node: u32, unit: u16) -> (Option<usize>, u32) {
        let mut cost = 0u32;
        while node != 0 {
            let arcs = self.arcs(node);
            if let Ok(k) = self.symbols[arcs.clone()].binary_search(&unit) {
                return (Some(arcs.start + k), cost);
            }
            cost += u32::from(self.backoffs[node as usize]);
            node = self.suffixes[node as usize];
        }
        (None, cost)
    }

    /// The cost of `unit` after the context `node`, in steps.
    pub fn cost(&self, node: u32, unit: u16) -> u32 {
        let (arc, back) = self.find(node, unit);
        back + u32::from(match arc {
            Some(at) => self.costs[at],
            None => self.root_costs.get(unit as usize).copied().unwrap_or(MOST_COST),
        })
    }

    /// The same, with the context after `unit`; `None` for a unit that the model does not have.
    pub fn step(&self, node: u32, unit: u16) -> Option<(u32, u32)> {
        let (arc, back) = self.find(node, unit);
        let (own, next) = match arc {
            Some(at) => (self.costs[at], self.nexts[at]),
            None => (*self.root_costs.get(unit as usize)?, *self.root_nexts.get(unit as usize)?),
        };
        Some((back + u32::from(own), next))
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
            let arcs = self.arcs(node);
            let (costs, symbols, nexts) =
                (&self.costs[arcs.clone()], &self.symbols[arcs.clone()], &self.nexts[arcs]);
            let mut look = |k: usize, symbol: u16| {
                let mark = marks[usize::from(symbol)];
                let cost = cost + i32::from(costs[k]);
                if cost <= budgets[usize::from(mark) % CLASSES] {
                    each(symbol, cost as u32, nexts[k], mark, &mut budgets);
                }
            };
            if symbols.len() <= FEW * open.len() {
                for (k, &symbol) in symbols.iter().enumerate() {
                    look(k, symbol);
                }
            } else {
                let mut from = 0;
                for &(first, end) in open {
                    // The next is not far: steps that double, then the half of what is left.
                    let mut step = 4;
                    while symbols.get(from + step).is_some_and(|&s| s < first) {
                        from += step;
                        step *= 2;
                    }
                    let to = (from + step + 1).min(symbols.len());
                    from += symbols[from..to].partition_point(|&s| s < first);
                    while let Some(&symbol) = symbols.get(from).filter(|&&s| s < end) {
                        look(from, symbol);
                        from += 1;
                    }
                }
            }
            cost += i32::from(self.backoffs[node as usize]);
            if budgets.iter().all(|&b| b < cost) {
                return;
            }
            node = self.suffixes[node as usize];
        }
        for (row, mark) in rows.into_iter().zip(1..) {
            for &unit in row {
                let symbol = usize::from(unit) + 2;
                let c = cost + i32::from(self.root_costs[symbol]);
                if c > budgets[usize::from(mark)] {
                    break;
                }
                each(symbol as u16, c as u32, self.root_nexts[symbol], mark, &mut budgets);
            }
        }
    }

    /// Number of n-grams.
    #[allow(clippy::len_without_is_empty, reason = "only told")]
    pub fn len(&self) -> usize {
        self.symbols.len()
    }
}
