//! From the letters of one script to the likeliest of the other: beam search over the units that fit, with the joint
//! n-gram model, both ways; to Latin letters also among the names of a list alone.

use super::automaton::{Automaton, END, STEPS};
use super::list::{LatinList, Place};
use super::units::{UnitTable, Way};

/// How wide to search.
#[derive(Clone, Copy, Debug)]
pub struct Beam {
    /// Hypotheses kept at each place of the name.
    pub width: usize,
    /// With a list: hypotheses kept of those that some name of it begins with.
    pub listed: usize,
    /// What is worse than the best at its place by more than this many steps is dropped.
    pub margin: u32,
}

/// A joint model of one kind of names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Joint {
    /// Its units.
    pub table: UnitTable,
    /// Their n-grams.
    pub ngrams: Automaton,
}

/// A list whose names are looked for in particular, and for each number of the Latin alphabet the letter of the list, 0
/// for none.
#[derive(Clone, Copy)]
pub struct Among<'a> {
    /// The names.
    pub list: &'a LatinList,
    /// Letters by number.
    pub letters: &'a [u8],
}

#[derive(Clone, Copy)]
struct Hypothesis {
    cost: u32,
    node: u32,
    /// Place of the hypothesis it continues.
    back: u32,
    unit: u16,
    /// Of the target letters so far.
    hash: u64,
    /// Where in the list.
    place: Place,
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
    /// Number in the list.
    pub listed: Option<u32>,
}

impl Joint {
    /// A model of units and their n-grams.
    pub fn new(mut table: UnitTable, ngrams: Automaton) -> Self {
        table.sort(&ngrams.root_costs);
        Joint { table, ngrams }
    }
}

/// The hypotheses at a place of the source.
#[derive(Default)]
struct Layer {
    /// Those that no name of the list begins with.
    free: Vec<Hypothesis>,
    /// The others.
    listed: Vec<Hypothesis>,
    /// What a hypothesis may cost, free and listed: the best so far and the margin, or the worst that the beam has room
    /// for.
    limits: [u32; 2],
}

/// Room for a search, used again and again.
#[derive(Default)]
pub struct Search {
    arena: Vec<Hypothesis>,
    places: Vec<Layer>,
    layer: Vec<Hypothesis>,
    finished: Vec<(u32, u32, u64)>,
    /// By symbol: source letters of the units that fit here, 0 for those that do not fit.
    marks: Vec<u8>,
    /// Ranges of the symbols that fit here, in order.
    open: Vec<(u16, u16)>,
    /// By symbol: the last hypothesis it was tried for.
    stamps: Vec<u32>,
    stamp: u32,
}

const NONE: u32 = u32::MAX;

/// How many are kept when a beam of a width is cut before its place is reached: equal hypotheses among them become one.
fn room(width: usize) -> usize {
    width + width / 4
}

/// Sum of two probabilities given as costs in steps.
fn merge(a: u32, b: u32) -> u32 {
    let (low, high) = (a.min(b), a.max(b));
    let gain = (-((high - low) as f32) / STEPS).exp().ln_1p() * STEPS;
    low.saturating_sub(gain.round() as u32)
}

impl Layer {
    fn clear(&mut self) {
        self.free.clear();
        self.listed.clear();
        self.limits = [u32::MAX; 2];
    }

    /// What a hypothesis may cost at most.
    fn limit(&self) -> u32 {
        self.limits[0].max(self.limits[1])
    }

    /// Adds a hypothesis. When there are far too many, the worse are dropped and the limit comes down to the worst that
    /// is left.
    fn add(&mut self, h: Hypothesis, beam: Beam) {
        let Layer { free, listed, limits } = self;
        limits[0] = limits[0].min(h.cost + beam.margin);
        let (list, limit, width) = if h.place.is_there() {
            // Names of the list may be much less likely than what else could be written.
            limits[1] = limits[1].min(h.cost + beam.margin);
            (listed, &mut limits[1], beam.listed.max(beam.width))
        } else {
            (free, &mut limits[0], beam.width)
        };
        list.push(h);
        let most = room(width);
        if list.len() >= 2 * width.max(4) {
            let (_, worst, _) = list.select_nth_unstable_by_key(most - 1, Hypothesis::order);
            *limit = (*limit).min(worst.cost);
            list.truncate(most);
        }
    }

    /// The best, into `out`: equal targets in equal contexts become one, the rest is cut to the beam.
    fn narrow(&mut self, beam: Beam, out: &mut Vec<Hypothesis>) {
        out.clear();
        let limits = self.limits;
        for (list, limit, width) in [
            (&mut self.free, limits[0], beam.width),
            (&mut self.listed, limits[1], beam.listed.max(beam.width)),
        ] {
            list.retain(|h| h.cost <= limit);
            let most = room(width);
            if list.len() > most {
                list.select_nth_unstable_by_key(most, Hypothesis::order);
                list.truncate(most);
            }
            out.append(list);
        }
        out.sort_unstable_by_key(Hypothesis::order);
        let (mut kept, mut listed) = (0, 0);
        for i in 0..out.len() {
            let h = out[i];
            let is_listed = h.place.is_there();
            if let Some(twin) = out[..kept].iter_mut().find(|k| k.hash == h.hash && k.node == h.node) {
                twin.cost = merge(twin.cost, h.cost);
            } else if kept < beam.width || is_listed && listed < beam.listed {
                out[kept] = h;
                kept += 1;
                listed += usize::from(is_listed);
            }
        }
        out.truncate(kept);
    }
}

impl Joint {
    /// The likeliest targets of `source`, best first: at most `most`, and as many names of a list, if one is given, as
    /// its beam is wide.
    #[allow(clippy::too_many_arguments, reason = "all that a search needs")]
    pub fn decode(
        &self,
        way: Way,
        source: &[u8],
        among: Option<Among<'_>>,
        most: usize,
        beam: Beam,
        search: &mut Search,
        out: &mut Vec<Decoded>,
    ) {
        out.clear();
        let n = source.len();
        let Search { arena, places, layer, finished, marks, open, stamps, stamp } = search;
        arena.clear();
        finished.clear();
        if places.len() <= n {
            places.resize_with(n + 1, Layer::default);
        }
        places.iter_mut().for_each(Layer::clear);
        let place = among.map(|a| a.list.root()).unwrap_or_default();
        let start = Hypothesis { cost: 0, node: self.ngrams.start, back: NONE, unit: 0, hash: 1, place };
        places[0].add(start, beam);
        marks.clear();
        marks.resize(self.table.units.len() + 2, 0);
        if stamps.len() < marks.len() {
            stamps.resize(marks.len(), 0);
        }
        let longest = if way == Way::ToArabic { 4 } else { 2 };
        for at in 0..=n {
            places[at].narrow(beam, layer);
            // The units that fit, by the number of source letters.
            let mut rows: [&[u16]; 4] = [&[]; 4];
            open.clear();
            for len in 1..=longest.min(n - at) {
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
            open.sort_unstable();
            let ahead = at + 1..at + 1 + longest.min(n - at);
            for h in layer.iter() {
                let back = arena.len() as u32;
                arena.push(*h);
                if at == n {
                    finished.push((h.cost + self.ngrams.cost(h.node, END), back, h.hash));
                    continue;
                }
                let kids = among.filter(|_| h.place.goes_on()).map(|among| among.list.children(h.place));
                *stamp = stamp.wrapping_add(1);
                if *stamp == 0 {
                    stamps.fill(0);
                    *stamp = 1;
                }
                let listed = kids.is_some();
                let all = |places: &[Layer]| {
                    let limits =
                        places[ahead.clone()].iter().map(|p| if listed { p.limit() } else { p.limits[0] });
                    limits.fold(0, u32::max).saturating_sub(h.cost)
                };
                let mut most = all(places);
                self.ngrams.followers(h.node, most, open, rows.iter().copied(), |symbol, cost, next| {
                    let mark = marks[symbol as usize];
                    if mark == 0 || stamps[symbol as usize] == *stamp {
                        return most;
                    }
                    stamps[symbol as usize] = *stamp;
                    let cost = h.cost + cost;
                    let target = &mut places[at + mark as usize];
                    let before = target.limits;
                    if cost > before[0] && (!listed || cost > before[1]) {
                        return most;
                    }
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
                            place = among.list.child(place, letter(c));
                        }
                    } else if letters.is_empty() {
                        place = h.place;
                    }
                    if cost > before[usize::from(place.is_there())] {
                        return most;
                    }
                    let mut hash = h.hash;
                    for &c in letters {
                        hash = (hash ^ u64::from(c)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23);
                    }
                    target.add(Hypothesis { cost, node: next, back, unit, hash, place }, beam);
                    if target.limits != before {
                        most = all(places);
                    }
                    most
                });
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
            let mut units = Vec::with_capacity(n + 4);
            let mut at = back;
            while arena[at as usize].back != NONE {
                units.push(arena[at as usize].unit);
                at = arena[at as usize].back;
            }
            units.reverse();
            let letters = units.iter().flat_map(|&u| self.table.target(way, u)).copied().collect();
            out.push(Decoded { letters, score: -(cost as f32) / STEPS, units, listed });
        }
    }
}
