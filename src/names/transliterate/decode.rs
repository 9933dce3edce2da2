//! From the letters of one script to the likeliest of the other: beam search over the units that fit, with the joint
//! n-gram model, both ways; to Latin letters also among the names of a list alone.

use super::automaton::{Automaton, CLASSES, END, STEPS};
use super::beam::{Beam, Hypothesis, Layer, Twins, merge};
use super::tree::{Children, Place, Tree};
use super::units::{UnitTable, Way};

/// A joint model of one kind of names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JointModel {
    /// Its units.
    pub table: UnitTable,
    /// Their n-grams.
    pub ngrams: Automaton,
}

/// A list whose names are looked for in particular, and for each number of the Latin alphabet the letter of the list, 0
/// for none.
#[derive(Clone, Copy)]
pub struct Gazetteer<'a> {
    /// The names.
    pub names: &'a Tree,
    /// Letters by number.
    pub letters: &'a [u8],
}

/// A target with its cost.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DecodedWord {
    /// Target letters.
    pub letters: Vec<u8>,
    /// Natural logarithm of the joint probability, over the ways to write it that were found.
    pub score: f32,
    /// Units of the likeliest way.
    pub units: Vec<u16>,
    /// Number in the list.
    pub listed: Option<u32>,
}

impl JointModel {
    /// A model of units and their n-grams.
    pub fn new(mut table: UnitTable, ngrams: Automaton) -> Self {
        table.sort(|unit| ngrams.root_cost(unit + 2));
        JointModel { table, ngrams }
    }
}

/// Room for a search, used again and again.
#[derive(Default)]
pub struct Search {
    arena: Vec<Hypothesis>,
    places: Vec<Layer>,
    twins: Twins,
    finished: Vec<(u32, u32, u64)>,
    /// By symbol: source letters of the units that fit here, 0 for those that do not fit.
    marks: Vec<u8>,
    /// Ranges of the symbols that fit here, in order.
    open: Vec<(u16, u16)>,
    /// By symbol: the last hypothesis it was tried for.
    stamps: Vec<u32>,
    stamp: u32,
    /// Targets with room for their letters.
    spare: Vec<DecodedWord>,
}

const NONE: u32 = u32::MAX;

impl JointModel {
    /// The likeliest targets of `source`, best first: at most `most`, and as many names of a list, if one is given, as
    /// its beam is wide.
    #[allow(clippy::too_many_arguments, reason = "all that a search needs")]
    pub fn decode(
        &self,
        way: Way,
        source: &[u8],
        among: Option<Gazetteer<'_>>,
        most: usize,
        beam: Beam,
        search: &mut Search,
        out: &mut Vec<DecodedWord>,
    ) {
        let Search { arena, places, twins, finished, marks, open, stamps, stamp, spare } = search;
        spare.append(out);
        let n = source.len();
        arena.clear();
        finished.clear();
        if places.len() <= n {
            places.resize_with(n + 1, Layer::default);
        }
        places[..=n].iter_mut().for_each(Layer::clear);
        let place = among.map(|a| a.names.root()).unwrap_or_default();
        let start = Hypothesis { cost: 0, node: self.ngrams.start, back: NONE, unit: 0, hash: 1, place };
        places[0].add(start, beam);
        marks.clear();
        marks.resize(self.table.units.len() + 2, 0);
        if stamps.len() < marks.len() {
            stamps.resize(marks.len(), 0);
        }
        let longest = if way == Way::ToArabic { 4 } else { 2 };
        let mut unpacked = Children::default();
        for at in 0..=n {
            let from = arena.len();
            let (here, ahead) = places.split_at_mut(at + 1);
            here[at].take(beam, twins, arena);
            if at == n {
                for (back, h) in arena.iter().enumerate().skip(from) {
                    finished.push((h.cost + self.ngrams.cost(h.node, END), back as u32, h.hash));
                }
                break;
            }
            // The units that fit, by the number of source letters.
            let ahead = &mut ahead[..longest.min(n - at)];
            let mut rows: [&[u16]; CLASSES - 1] = [&[]; CLASSES - 1];
            open.clear();
            for len in 1..=ahead.len() {
                let row = self.table.of(way, &source[at..at + len]);
                for &unit in row {
                    marks[unit as usize + 2] = len as u8;
                }
                match (way, row.iter().min(), row.iter().max()) {
                    (Way::ToLatin, Some(&first), Some(&last)) => open.push((first + 2, last + 3)),
                    _ => open.extend(row.iter().map(|&unit| (unit + 2, unit + 3))),
                }
                rows[len - 1] = row;
            }
            open.sort_unstable_by_key(|range| range.0);
            for (back, &h) in arena.iter().enumerate().skip(from) {
                let kids =
                    among.filter(|_| h.place.goes_on()).map(|a| a.names.children(h.place, &mut unpacked));
                *stamp = stamp.wrapping_add(1);
                if *stamp == 0 {
                    stamps.fill(0);
                    *stamp = 1;
                }
                let listed = kids.is_some();
                let spend = |ahead: &[Layer]| {
                    let mut budgets = [-1; CLASSES];
                    for ((budget, layer), row) in budgets[1..].iter_mut().zip(ahead).zip(rows) {
                        let [free, list] = layer.limits();
                        let limit = if listed { free.max(list) } else { free };
                        if !row.is_empty() {
                            *budget = limit.min(i32::MAX as u32) as i32 - h.cost as i32;
                        }
                    }
                    budgets
                };
                let budgets = spend(ahead);
                self.ngrams.followers(
                    h.node,
                    budgets,
                    marks,
                    open,
                    rows,
                    |symbol, cost, next, mark, budgets| {
                        if stamps[usize::from(symbol)] == *stamp {
                            return;
                        }
                        stamps[usize::from(symbol)] = *stamp;
                        let cost = h.cost + cost;
                        let target = &mut ahead[usize::from(mark) - 1];
                        let before = target.limits();
                        let unit = symbol - 2;
                        let letters = self.table.target(way, unit);
                        let mut place = Place::default();
                        if let (Some(among), Some(kids)) = (among, &kids) {
                            let letter = |c: u8| among.letters.get(c as usize).copied().unwrap_or(0);
                            place = h.place;
                            let mut rest = letters.iter();
                            if let Some(&c) = rest.next() {
                                place = kids.of(letter(c));
                            }
                            for &c in rest {
                                place = among.names.child(place, letter(c));
                            }
                        } else if letters.is_empty() {
                            place = h.place;
                        }
                        if cost > before[usize::from(place.is_there())] {
                            return;
                        }
                        let mut hash = h.hash;
                        for &c in letters {
                            hash = (hash ^ u64::from(c)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23);
                        }
                        target
                            .add(Hypothesis { cost, node: next, back: back as u32, unit, hash, place }, beam);
                        if target.limits() != before {
                            *budgets = spend(ahead);
                        }
                    },
                );
            }
            for row in rows {
                for &unit in row {
                    marks[unit as usize + 2] = 0;
                }
            }
        }
        // One target may have been reached in several ways.
        finished.sort_unstable_by_key(|&(cost, back, hash)| (hash, cost, back));
        finished.dedup_by(|later, kept| {
            let same = later.2 == kept.2;
            if same {
                kept.0 = merge(kept.0, later.0);
            }
            same
        });
        finished.sort_unstable();
        let mut names = 0;
        for &(cost, back, _) in finished.iter() {
            let listed = arena[back as usize].place.name();
            if out.len() >= most && (listed.is_none() || names >= beam.listed) {
                continue;
            }
            names += usize::from(listed.is_some());
            let mut target = spare.pop().unwrap_or_default();
            let DecodedWord { letters, units, .. } = &mut target;
            letters.clear();
            units.clear();
            let mut at = back;
            while arena[at as usize].back != NONE {
                units.push(arena[at as usize].unit);
                at = arena[at as usize].back;
            }
            units.reverse();
            for &unit in units.iter() {
                letters.extend_from_slice(self.table.target(way, unit));
            }
            out.push(DecodedWord { score: -(cost as f32) / STEPS, listed, ..target });
        }
    }
}
