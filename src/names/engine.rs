//! From a name to ranked candidates: what both joint models propose and the reverse index holds, as features for the
//! ranker.

use super::alphabet::Alphabet;
use super::decode::{Beam, Decoded, Joint, Search, Way};
use super::rank::{DENSE, Dense, Ranker, Shared, Source};

/// Numbers of the native model's units begin here, where the ranker sees both.
const NATIVE_UNITS: u16 = 1 << 13;

/// How candidates are looked for.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Candidates taken from each model.
    pub most: usize,
    /// Search of the joint models.
    pub beam: Beam,
    /// First look of each model at a name.
    pub narrow: Beam,
    /// Search for the likeliest way to write a name of the index: its letters are given, so little is in the beam.
    pub given: Beam,
    /// A model that thinks a name less likely than the other by more than this, in nats, gets no second look.
    pub gate: f32,
    /// Names of the index looked at.
    pub hits: usize,
}

impl Effort {
    /// What the model is trained and measured with. Widths and margins were set on the development sets: what is
    /// narrower loses right forms beyond the first few, what is wider only time. To Latin, units without source
    /// letters (vowels) make the search larger, and the index brings what a narrower beam loses.
    pub fn usual(way: Way) -> Self {
        match way {
            Way::ToLatin => Effort {
                most: 20,
                beam: Beam { width: 20, margin: 100, inserted: 2 },
                narrow: Beam { width: 3, margin: 48, inserted: 2 },
                given: Beam { width: 4, margin: 120, inserted: 3 },
                gate: 5.0,
                hits: 14,
            },
            Way::ToArabic => Effort {
                most: 20,
                beam: Beam { width: 20, margin: 100, inserted: 0 },
                narrow: Beam { width: 3, margin: 48, inserted: 0 },
                given: Beam { width: 4, margin: 120, inserted: 0 },
                gate: 4.0,
                hits: 0,
            },
        }
    }
}

/// A candidate and what speaks for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gathered {
    /// Target letters.
    pub letters: Vec<u8>,
    /// Logarithm of the probability by the model of foreign names, of name and candidate together.
    pub foreign: Option<f32>,
    /// By the model of native names.
    pub native: Option<f32>,
    /// Units of the likeliest way, by the foreign model if it has one, with their sizes on the source side.
    pub units: Vec<(u16, usize)>,
    /// From the reverse index: logarithm of the likelihood, and the name's number.
    pub hit: Option<(f32, u32)>,
    /// How common the target is: two numbers, 0 for unknown.
    pub known: (f32, f32),
}

/// The two joint models.
#[derive(Clone, Copy)]
pub struct Models<'a> {
    /// Of foreign names.
    pub foreign: &'a Joint,
    /// Of native (Arab, Persian, Urdu …) names; its Arabic is folded.
    pub native: &'a Joint,
}

/// Room for the work, used again and again.
#[derive(Default)]
pub struct Room {
    search: Search,
    decoded: Vec<Decoded>,
    other: Vec<Decoded>,
    /// The candidates found.
    pub found: Vec<Gathered>,
}

/// Letters of an Arabic alphabet as the numbers of their folded letters.
pub fn folding(alphabet: &Alphabet) -> Vec<u8> {
    let mut table = vec![0];
    for n in 1..=alphabet.letters.len() as u8 {
        let mut out = Vec::new();
        let folded = super::form::arabic_folded(alphabet.letter(n).encode_utf8(&mut [0; 4]));
        alphabet.encode_into(&folded, |_| String::new(), &mut out);
        table.push(out.first().copied().unwrap_or(n));
    }
    table
}

fn sized(joint: &Joint, way: Way, units: &[u16], offset: u16) -> Vec<(u16, usize)> {
    units.iter().map(|&u| (u + offset, joint.table.source(way, u).len())).collect()
}

/// Finds the candidates of a name. `folded` is the source with folded letters, which is what the native model knows;
/// `fold` folds target letters; `hits` are names of the index with their letters.
#[allow(clippy::too_many_arguments, reason = "all that speaks for a candidate")]
pub fn gather(
    way: Way,
    source: &Source,
    folded: &[u8],
    models: Models<'_>,
    fold: &[u8],
    hits: &[(Vec<u8>, f32, u32)],
    effort: Effort,
    room: &mut Room,
) {
    let Room { search, decoded, other, found } = room;
    found.clear();
    // Most names are clearly of one kind: the model of the other is not asked for all it has.
    models.foreign.decode(way, &source.letters, effort.most, effort.narrow, search, decoded);
    models.native.decode(way, folded, effort.most, effort.narrow, search, other);
    let evidence = |d: &[Decoded]| if d.is_empty() { f32::MIN } else { sum(d.iter().map(|d| d.score)) };
    let (first, second) = (evidence(decoded), evidence(other));
    if first >= second - effort.gate {
        models.foreign.decode(way, &source.letters, effort.most, effort.beam, search, decoded);
    }
    if second >= first - effort.gate {
        models.native.decode(way, folded, effort.most, effort.beam, search, other);
    }
    for d in decoded.drain(..) {
        let units = sized(models.foreign, way, &d.units, 0);
        found.push(Gathered { letters: d.letters, foreign: Some(d.score), units, ..Gathered::default() });
    }
    let folds = |letters: &[u8], with: &[u8]| {
        letters.len() == with.len()
            && letters.iter().zip(with).all(|(&a, &b)| fold.get(a as usize) == Some(&b))
    };
    for d in other.drain(..) {
        let same = |g: &Gathered| match way {
            Way::ToLatin => g.letters == d.letters,
            Way::ToArabic => folds(&g.letters, &d.letters),
        };
        let mut new = true;
        for g in found.iter_mut().filter(|g| same(g)) {
            g.native = Some(d.score);
            new = false;
        }
        if new {
            let units = sized(models.native, way, &d.units, NATIVE_UNITS);
            found.push(Gathered { letters: d.letters, native: Some(d.score), units, ..Gathered::default() });
        }
    }
    for (letters, likelihood, name) in hits.iter().take(effort.hits) {
        let hit = Some((*likelihood, *name));
        if let Some(g) = found.iter_mut().find(|g| g.letters == *letters) {
            g.hit = hit;
            continue;
        }
        let mut g = Gathered { letters: letters.clone(), hit, ..Gathered::default() };
        models.foreign.score(way, &source.letters, letters, effort.given, search, other);
        if let Some(d) = other.first() {
            g.foreign = Some(d.score);
            g.units = sized(models.foreign, way, &d.units, 0);
        }
        models.native.score(way, folded, letters, effort.given, search, other);
        if let Some(d) = other.first() {
            g.native = Some(d.score);
            if g.units.is_empty() {
                g.units = sized(models.native, way, &d.units, NATIVE_UNITS);
            }
        }
        // Bare chance: the same check in the same bucket.
        if g.foreign.is_some() || g.native.is_some() {
            found.push(g);
        }
    }
}

/// Sum of probabilities given as logarithms.
fn sum(logs: impl Iterator<Item = f32> + Clone) -> f32 {
    let top = logs.clone().fold(f32::MIN, f32::max);
    if top == f32::MIN { top } else { top + logs.map(|x| (x - top).exp()).sum::<f32>().ln() }
}

/// What a candidate without a probability gets, below the least of the others.
const ABSENT: f32 = 1.5;

/// The dense features of all candidates of a source of so many letters.
pub fn dense(found: &[Gathered], source: usize) -> Vec<Dense> {
    let (f, n) = (found.iter().filter_map(|g| g.foreign), found.iter().filter_map(|g| g.native));
    let (all_f, all_n) = (sum(f.clone()), sum(n.clone()));
    let least = |logs: &mut dyn Iterator<Item = f32>, all: f32| {
        logs.reduce(f32::min).map_or(-8.0, |x| (x - all).max(-14.0)) - ABSENT
    };
    let (least_f, least_n) = (least(&mut f.clone(), all_f), least(&mut n.clone(), all_n));
    // How far the source itself looks native.
    let gate = 1.0 / (1.0 + (all_f - all_n).clamp(-30.0, 30.0).exp());
    let hits = sum(found.iter().filter_map(|g| g.hit.map(|h| h.0 + g.known.0 * std::f32::consts::LN_2)));
    let row = |g: &Gathered| {
        let post_f = g.foreign.map_or(least_f, |x| (x - all_f).max(-14.0));
        let post_n = g.native.map_or(least_n, |x| (x - all_n).max(-14.0));
        let both = sum([post_f + (1.0 - gate).max(1e-6).ln(), post_n + gate.max(1e-6).ln()].into_iter());
        let mut x = [0.0; DENSE];
        x[0] = both;
        x[1] = post_f * (1.0 - gate);
        x[2] = post_n * gate;
        x[3] = f32::from(u8::from(g.foreign.is_none())) * (1.0 - gate);
        x[4] = f32::from(u8::from(g.native.is_none())) * gate;
        x[5] = g.known.0;
        x[6] = f32::from(u8::from(g.known.0 + g.known.1 > 0.0));
        x[7] = g.known.1;
        if let Some((likelihood, _)) = g.hit {
            x[8] = 1.0;
            x[9] = likelihood;
            x[10] = likelihood + g.known.0 * std::f32::consts::LN_2 - hits;
        }
        x[11] = g.letters.len() as f32 / source.max(1) as f32;
        x[12] = g.letters.len() as f32 * 0.2;
        x[13] = g.known.0 * gate;
        x[14] = g.known.1 * gate;
        x
    };
    found.iter().map(row).collect()
}

/// Candidates by probability: their places in `found` and their share, best first.
pub fn rank(found: &[Gathered], source: &Source, ranker: &Ranker) -> Vec<(usize, f32)> {
    let dense = dense(found, source.letters.len());
    let mut shared = Shared::default();
    let score = |(g, x): (&Gathered, &Dense)| ranker.score(x, source, &g.units, &mut shared);
    let scores: Vec<f32> = found.iter().zip(&dense).map(score).collect();
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let all: f32 = scores.iter().map(|s| (s - top).exp()).sum();
    let mut order: Vec<(usize, f32)> =
        scores.iter().enumerate().map(|(i, s)| (i, (s - top).exp() / all)).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| found[a.0].letters.cmp(&found[b.0].letters)));
    order
}
