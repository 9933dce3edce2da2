//! From the letters of one script to the likeliest of the other: beam search over the units that fit, with the joint
//! n-gram model, both ways.

use std::borrow::Cow;

use super::align::Unit;
use super::automaton::{Automaton, END, STEPS};

/// Which way a name goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// From Arabic to Latin letters.
    ToLatin,
    /// From Latin to Arabic letters.
    ToArabic,
}

/// How wide to search.
#[derive(Clone, Copy, Debug)]
pub struct Beam {
    /// Hypotheses kept at each place of the name.
    pub width: usize,
    /// What is worse than the best at its place by more than this many steps is dropped.
    pub margin: u32,
    /// Units without source letters that may stand in a row.
    pub inserted: usize,
}

/// Units by their source letters: for each way, keys in order and where the units of each begin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UnitTable {
    /// Five bytes a unit: three Latin letters, two Arabic ones.
    pub units: Cow<'static, [[u8; 5]]>,
    /// Source keys to Arabic, ascending.
    pub latin_keys: Cow<'static, [u32]>,
    /// Where the units of a Latin key begin in `latin_units`; one more than keys.
    pub latin_firsts: Cow<'static, [u32]>,
    /// Unit numbers by Latin key.
    pub latin_units: Cow<'static, [u16]>,
    /// Source keys to Latin, ascending.
    pub arabic_keys: Cow<'static, [u32]>,
    /// Where the units of an Arabic key begin.
    pub arabic_firsts: Cow<'static, [u32]>,
    /// Unit numbers by Arabic key.
    pub arabic_units: Cow<'static, [u16]>,
}

fn key(letters: &[u8]) -> u32 {
    letters.iter().fold(0, |k, &c| k << 8 | u32::from(c))
}

impl UnitTable {
    /// The table of units in order.
    pub fn new(units: &[Unit]) -> Self {
        let by = |source: &dyn Fn(&Unit) -> u32| {
            let mut rows: Vec<(u32, u16)> =
                units.iter().enumerate().map(|(i, u)| (source(u), i as u16)).collect();
            rows.sort_unstable();
            let (mut keys, mut firsts, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
            for (k, u) in rows {
                if keys.last() != Some(&k) {
                    keys.push(k);
                    firsts.push(numbers.len() as u32);
                }
                numbers.push(u);
            }
            firsts.push(numbers.len() as u32);
            (keys.into(), firsts.into(), numbers.into())
        };
        let (latin_keys, latin_firsts, latin_units) = by(&|u| key(u.latin()));
        let (arabic_keys, arabic_firsts, arabic_units) = by(&|u| key(u.arabic()));
        let units = units
            .iter()
            .map(|u| [u.latin[0], u.latin[1], u.latin[2], u.arabic[0], u.arabic[1]])
            .collect::<Vec<_>>();
        UnitTable {
            units: units.into(),
            latin_keys,
            latin_firsts,
            latin_units,
            arabic_keys,
            arabic_firsts,
            arabic_units,
        }
    }

    /// The units whose source is `letters`.
    fn of(&self, way: Way, letters: &[u8]) -> &[u16] {
        let (keys, firsts, units) = match way {
            Way::ToArabic => (&self.latin_keys, &self.latin_firsts, &self.latin_units),
            Way::ToLatin => (&self.arabic_keys, &self.arabic_firsts, &self.arabic_units),
        };
        match keys.binary_search(&key(letters)) {
            Ok(k) => &units[firsts[k] as usize..firsts[k + 1] as usize],
            Err(_) => &[],
        }
    }

    /// The letters a unit puts on the target side.
    pub fn target(&self, way: Way, unit: u16) -> &[u8] {
        let unit = &self.units[unit as usize];
        let side = match way {
            Way::ToArabic => &unit[3..],
            Way::ToLatin => &unit[..3],
        };
        &side[..side.iter().take_while(|&&c| c > 0).count()]
    }

    /// The letters a unit takes from the source side.
    pub fn source(&self, way: Way, unit: u16) -> &[u8] {
        self.target(if way == Way::ToArabic { Way::ToLatin } else { Way::ToArabic }, unit)
    }
}

/// A joint model of one kind of names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Joint {
    /// Its units.
    pub table: UnitTable,
    /// Their n-grams.
    pub ngrams: Automaton,
}

#[derive(Clone, Copy)]
struct Hypothesis {
    cost: u32,
    node: u32,
    /// Place of the hypothesis it continues.
    back: u32,
    unit: u16,
    /// Target letters so far.
    written: u16,
    /// Of the target letters so far.
    hash: u64,
}

impl Hypothesis {
    /// By cost; what follows only makes the order one.
    fn order(&self) -> (u32, u64, u32, u32, u16) {
        (self.cost, self.hash, self.node, self.back, self.unit)
    }
}

/// A target with its cost.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decoded {
    /// Target letters.
    pub letters: Vec<u8>,
    /// Natural logarithm of the joint probability, over the ways to write it that were found.
    pub score: f32,
    /// Units of the likeliest way.
    pub units: Vec<u16>,
}

/// Room for a search, used again and again.
#[derive(Default)]
pub struct Search {
    arena: Vec<Hypothesis>,
    places: Vec<Vec<Hypothesis>>,
    grown: Vec<Hypothesis>,
    finished: Vec<(u32, u32, u64)>,
    /// At each place, what a hypothesis may cost: the best so far and the margin.
    limits: Vec<u32>,
    /// By symbol: source letters of the units that fit here, [`FREE`] for none, 0 for those that do not fit.
    marks: Vec<u8>,
    /// The symbols that fit here.
    open: Vec<u16>,
    /// By symbol: the last hypothesis it was tried for.
    stamps: Vec<u32>,
    stamp: u32,
}

/// A unit without source letters.
const FREE: u8 = u8::MAX;

const NONE: u32 = u32::MAX;

/// Sum of two probabilities given as costs in steps.
fn merge(a: u32, b: u32) -> u32 {
    let (low, high) = (a.min(b), a.max(b));
    let gain = (-((high - low) as f32) / STEPS).exp().ln_1p() * STEPS;
    low.saturating_sub(gain.round() as u32)
}

/// Keeps the best of `list`: equal targets in equal contexts become one, the rest is cut to the beam.
fn narrow(list: &mut Vec<Hypothesis>, beam: Beam) {
    let Some(least) = list.iter().map(|h| h.cost).min() else { return };
    list.retain(|h| h.cost <= least + beam.margin);
    // Equal ones among the best are merged, so a few more than the width are looked at.
    let most = 2 * beam.width;
    if list.len() > most {
        list.select_nth_unstable_by_key(most, Hypothesis::order);
        list.truncate(most);
    }
    list.sort_unstable_by_key(Hypothesis::order);
    let Some(best) = list.first().map(|h| h.cost) else { return };
    let mut kept: usize = 0;
    for i in 0..list.len() {
        let h = list[i];
        if h.cost > best + beam.margin {
            break;
        }
        if let Some(twin) = list[..kept].iter_mut().find(|k| k.hash == h.hash && k.node == h.node) {
            twin.cost = merge(twin.cost, h.cost);
        } else if kept < beam.width {
            list[kept] = h;
            kept += 1;
        } else {
            break;
        }
    }
    list.truncate(kept);
}

impl Joint {
    /// The likeliest targets of `source`, best first, at most `most`.
    pub fn decode(
        &self,
        way: Way,
        source: &[u8],
        most: usize,
        beam: Beam,
        search: &mut Search,
        out: &mut Vec<Decoded>,
    ) {
        out.clear();
        self.search(way, source, None, most, beam, search, out);
    }

    /// How likely it is that `source` is written `target`; `None` when the units cannot write it. The best way is
    /// looked for with `beam`.
    pub fn score(
        &self,
        way: Way,
        source: &[u8],
        target: &[u8],
        beam: Beam,
        search: &mut Search,
        out: &mut Vec<Decoded>,
    ) {
        self.search(way, source, Some(target), 1, beam, search, out);
    }

    #[allow(clippy::too_many_arguments, reason = "the two above in one")]
    fn search(
        &self,
        way: Way,
        source: &[u8],
        goal: Option<&[u8]>,
        most: usize,
        beam: Beam,
        search: &mut Search,
        out: &mut Vec<Decoded>,
    ) {
        let n = source.len();
        let Search { arena, places, grown, finished, limits, marks, open, stamps, stamp } = search;
        arena.clear();
        finished.clear();
        places.iter_mut().for_each(Vec::clear);
        if places.len() <= n {
            places.resize_with(n + 1, Vec::new);
        }
        places[0].push(Hypothesis {
            cost: 0,
            node: self.ngrams.start,
            back: NONE,
            unit: 0,
            written: 0,
            hash: 1,
        });
        limits.clear();
        limits.resize(n + 1, u32::MAX);
        marks.clear();
        marks.resize(self.table.units.len() + 2, 0);
        if stamps.len() < marks.len() {
            stamps.resize(marks.len(), 0);
        }
        let longest = if way == Way::ToArabic { 3 } else { 2 };
        let free = self.table.of(way, &[]);
        for at in 0..=n {
            let mut layer = std::mem::take(&mut places[at]);
            narrow(&mut layer, beam);
            if layer.is_empty() {
                continue;
            }
            open.clear();
            for len in 1..=longest.min(n - at) {
                for &unit in self.table.of(way, &source[at..at + len]) {
                    marks[unit as usize + 2] = len as u8;
                    open.push(unit + 2);
                }
            }
            if beam.inserted > 0 {
                open.extend(free.iter().map(|&unit| unit + 2));
            }
            // Units without source letters stay at their place.
            for inserted in 0..=beam.inserted {
                let more = inserted < beam.inserted;
                if inserted == 0 || !more {
                    for &unit in free {
                        marks[unit as usize + 2] = if more { FREE } else { 0 };
                    }
                }
                grown.clear();
                let mut limit = layer.first().map_or(0, |h| h.cost + beam.margin).min(limits[at]);
                for h in &layer {
                    let back = arena.len() as u32;
                    arena.push(*h);
                    if at == n && goal.is_none_or(|goal| goal.len() == h.written as usize) {
                        let cost = self.ngrams.cost(h.node, END);
                        finished.push((h.cost + cost, back, h.hash));
                    }
                    *stamp = stamp.wrapping_add(1);
                    if *stamp == 0 {
                        stamps.fill(0);
                        *stamp = 1;
                    }
                    let ahead = at + 1..at + 1 + longest.min(n - at);
                    let all =
                        limits[ahead.clone()].iter().copied().fold(if more { limit } else { 0 }, u32::max);
                    let mut most = all.saturating_sub(h.cost);
                    self.ngrams.followers(h.node, most, open, |symbol, cost, next| {
                        let mark = marks[symbol as usize];
                        if mark == 0 || stamps[symbol as usize] == *stamp {
                            return most;
                        }
                        stamps[symbol as usize] = *stamp;
                        let cost = h.cost + cost;
                        let (bound, list) = if mark == FREE {
                            (&mut limit, &mut *grown)
                        } else {
                            (&mut limits[at + mark as usize], &mut places[at + mark as usize])
                        };
                        if cost > *bound {
                            return most;
                        }
                        let unit = symbol - 2;
                        let letters = self.table.target(way, unit);
                        if let Some(goal) = goal
                            && !goal.get(h.written as usize..).is_some_and(|rest| rest.starts_with(letters))
                        {
                            return most;
                        }
                        if cost + beam.margin < *bound {
                            *bound = cost + beam.margin;
                            let all = limits[ahead.clone()].iter().copied();
                            most = all.fold(if more { limit } else { 0 }, u32::max).saturating_sub(h.cost);
                        }
                        let mut hash = h.hash;
                        for &c in letters {
                            hash = (hash ^ u64::from(c)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23);
                        }
                        let written = h.written + letters.len() as u16;
                        list.push(Hypothesis { cost, node: next, back, unit, written, hash });
                        most
                    });
                }
                std::mem::swap(&mut layer, grown);
                narrow(&mut layer, beam);
                if layer.is_empty() {
                    break;
                }
            }
            for len in 1..=longest.min(n - at) {
                for &unit in self.table.of(way, &source[at..at + len]) {
                    marks[unit as usize + 2] = 0;
                }
            }
            places[at] = layer;
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
        for &(cost, back, _) in finished.iter().take(most) {
            let mut units = Vec::new();
            let mut at = back;
            while arena[at as usize].back != NONE {
                units.push(arena[at as usize].unit);
                at = arena[at as usize].back;
            }
            units.reverse();
            let letters = units.iter().flat_map(|&u| self.table.target(way, u)).copied().collect();
            out.push(Decoded { letters, score: -(cost as f32) / STEPS, units });
        }
    }
}
