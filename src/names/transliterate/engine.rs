//! From a name to ranked candidates: what both joint models propose and the reverse index holds, as features for the
//! ranker.

use rustc_hash::FxHashMap;

use super::alphabet::Alphabet;
use super::beam::Beam;
use super::decode::{DecodedWord, Gazetteer, JointModel, Search};
use super::rank::{CandidateRanker, DENSE, Dense, SourceWord, UnitSums};
use super::tree::Tree;
use super::units::Way;
use crate::names::form;
use crate::odds::from_log_odds;

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
    /// With so many names of the index, no others of the list are looked for.
    pub enough: usize,
    /// Names of the index looked at.
    pub hits: usize,
    /// A model that thinks a name less likely than the other by more than this, in nats, gets no second look.
    pub gate: f32,
}

impl Effort {
    /// What the model is measured with. Widths, margins and the gate were set on the Wikidata development set (`jisr eval
    /// names`) by right forms for instructions. To Latin, names of the list need room more than others do:
    /// 20 free and 36 listed have .683 of the right ones among ten, 28 and 28 have .680 and take a fifth more work; with
    /// listed margins of 100 it is .670. Where the index has a name, to look for others loses more than it finds. To Arabic
    /// a margin of 95 takes an eighth less work and has .008 fewer.
    pub fn usual(way: Way) -> Self {
        let narrow = Beam::free(3, 48);
        let gate = 4.0;
        match way {
            Way::ToLatin => Effort {
                most: 16,
                beam: Beam { width: 20, listed: 36, margin: 90, listed_margin: 120 },
                narrow,
                enough: 1,
                hits: 14,
                gate,
            },
            Way::ToArabic => {
                Effort { most: 20, beam: Beam::free(20, 110), narrow, enough: usize::MAX, hits: 0, gate }
            }
        }
    }
}

/// A candidate and what speaks for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScoredCandidate {
    /// Target letters.
    pub letters: Vec<u8>,
    /// Logarithm of the probability by the model of foreign names, of name and candidate together.
    pub foreign: Option<f32>,
    /// By the model of native names.
    pub native: Option<f32>,
    /// Units of the likeliest way, by the foreign model if it has one, with their sizes on the source side.
    pub units: Vec<(u16, usize)>,
    /// From the reverse index: logarithm of the likelihood.
    pub hit: Option<f32>,
    /// The name's number in the Latin list.
    pub id: Option<u32>,
    /// The search has been through the list, where it is not.
    pub unlisted: bool,
    /// How common the target is: two numbers, 0 for unknown.
    pub known: (f32, f32),
}

/// The two joint models.
#[derive(Clone, Copy)]
pub struct JointModels<'a> {
    /// Of foreign names.
    pub foreign: &'a JointModel,
    /// Of native (Arab, Persian, Urdu …) names; its Arabic is folded.
    pub native: &'a JointModel,
}

/// Room for the work, used again and again.
#[derive(Default)]
pub struct Workspace {
    search: Search,
    decoded: Vec<DecodedWord>,
    other: Vec<DecodedWord>,
    /// Candidates with room for their letters.
    spare: Vec<ScoredCandidate>,
    /// Work of the ranker.
    pub shared: UnitSums,
    /// The candidates found.
    pub found: Vec<ScoredCandidate>,
    /// Of a look-up in the tables ([`crate::names::book`]): by text its first form.
    pub(crate) forms: FxHashMap<u32, usize>,
    /// Row and form of each hit.
    pub(crate) rows: Vec<(u32, u32)>,
}

/// Letters of an Arabic alphabet as the numbers of their folded letters.
pub fn folding(alphabet: &Alphabet) -> Vec<u8> {
    let mut table = vec![0];
    for n in 1..=alphabet.letters.len() as u8 {
        let mut out = Vec::new();
        let folded = form::arabic_folded(alphabet.letter(n).encode_utf8(&mut [0; 4]));
        alphabet.encode_into(&folded, |_| String::new(), &mut out);
        table.push(out.first().copied().unwrap_or(n));
    }
    table
}

impl ScoredCandidate {
    /// A candidate in used room, but for where it comes from: its letters, units of `joint`, number in the list.
    fn new(
        spare: &mut Vec<ScoredCandidate>,
        d: &mut DecodedWord,
        (joint, offset): (&JointModel, u16),
        way: Way,
        id: Option<u32>,
    ) -> Self {
        let ScoredCandidate { letters, mut units, .. } = spare.pop().unwrap_or_default();
        let letters = std::mem::replace(&mut d.letters, letters);
        units.clear();
        units.extend(d.units.iter().map(|&u| (u + offset, joint.table.source(way, u).len())));
        ScoredCandidate { letters, units, id, ..ScoredCandidate::default() }
    }
}

/// A name of the index.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexHit {
    /// The name, folded.
    pub name: String,
    /// Its number in the list.
    pub id: u32,
    /// Logarithm of how likely it is written as the source is.
    pub likelihood: f32,
}

/// What is known of a way of writing beside the models.
#[derive(Clone, Copy)]
pub enum SearchContext<'a> {
    /// To Latin: the list, and what the index has for the source.
    List(Gazetteer<'a>, &'a [IndexHit]),
    /// To Arabic: folded letters by letter.
    Fold(&'a [u8]),
}

/// Finds the candidates of a name. `folded` is the source with folded letters, which is what the native model knows.
pub fn gather(
    source: &SourceWord,
    folded: &[u8],
    models: JointModels<'_>,
    beside: SearchContext<'_>,
    effort: Effort,
    room: &mut Workspace,
) {
    let Workspace { search, decoded, other, spare, found, .. } = room;
    spare.append(found);
    let way = match beside {
        SearchContext::List(..) => Way::ToLatin,
        SearchContext::Fold(_) => Way::ToArabic,
    };
    // Most names are clearly of one kind: the model of the other is not asked for all it has.
    models.foreign.decode(way, &source.letters, None, effort.most, effort.narrow, search, decoded);
    models.native.decode(way, folded, None, effort.most, effort.narrow, search, other);
    let evidence = |d: &[DecodedWord]| if d.is_empty() { f32::MIN } else { sum(d.iter().map(|d| d.score)) };
    let (first, second) = (evidence(decoded), evidence(other));
    let (is_foreign, is_native) = (first >= second - effort.gate, second >= first - effort.gate);
    let (among, hits) = match beside {
        SearchContext::List(among, hits) => (Some(among), hits),
        SearchContext::Fold(_) => (None, &[][..]),
    };
    // The names of the index, when they are enough: a small tree, in which little is looked at.
    let small = (hits.len() >= effort.enough).then(|| {
        let names: Vec<&[u8]> = hits.iter().map(|hit| hit.name.as_bytes()).collect();
        Tree::new(&names)
    });
    let among = among.map(|among| Gazetteer { names: small.as_ref().unwrap_or(among.names), ..among });
    let number = |listed: Option<u32>| match &small {
        Some(_) => listed.and_then(|k| hits.get(k as usize)).map(|hit| hit.id),
        None => listed,
    };
    if is_foreign {
        models.foreign.decode(way, &source.letters, among, effort.most, effort.beam, search, decoded);
    }
    if is_native {
        models.native.decode(way, folded, among, effort.most, effort.beam, search, other);
    }
    let whole = among.is_some() && small.is_none();
    for d in decoded {
        let id = number(d.listed);
        let g = ScoredCandidate::new(spare, d, (models.foreign, 0), way, id);
        let unlisted = is_foreign && whole && id.is_none();
        found.push(ScoredCandidate { foreign: Some(d.score), unlisted, ..g });
    }
    for d in other {
        let id = number(d.listed);
        let unlisted = is_native && whole && id.is_none();
        let mut new = true;
        for g in found.iter_mut().filter(|g| same(&g.letters, &d.letters, beside)) {
            g.native = Some(d.score);
            g.id = g.id.or(id);
            g.unlisted |= unlisted;
            new = false;
        }
        if new {
            let g = ScoredCandidate::new(spare, d, (models.native, NATIVE_UNITS), way, id);
            found.push(ScoredCandidate { native: Some(d.score), unlisted, ..g });
        }
    }
    // What the index alone has is there by bare chance (the same check in the same bucket) or too unlikely.
    for g in found.iter_mut() {
        g.hit = hits.iter().find(|hit| Some(hit.id) == g.id).map(|hit| hit.likelihood);
    }
}

/// Whether the native model, whose Arabic is folded, means the same letters.
fn same(letters: &[u8], native: &[u8], beside: SearchContext<'_>) -> bool {
    match beside {
        SearchContext::List(..) => letters == native,
        SearchContext::Fold(fold) => {
            letters.len() == native.len()
                && letters.iter().zip(native).all(|(&a, &b)| fold.get(a as usize) == Some(&b))
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
pub fn dense(found: &[ScoredCandidate], source: usize) -> Vec<Dense> {
    let (f, n) = (found.iter().filter_map(|g| g.foreign), found.iter().filter_map(|g| g.native));
    let (all_f, all_n) = (sum(f.clone()), sum(n.clone()));
    let least = |logs: &mut dyn Iterator<Item = f32>, all: f32| {
        logs.reduce(f32::min).map_or(-8.0, |x| (x - all).max(-14.0)) - ABSENT
    };
    let (least_f, least_n) = (least(&mut f.clone(), all_f), least(&mut n.clone(), all_n));
    // How far the source itself looks native.
    let gate = from_log_odds((all_n - all_f).clamp(-30.0, 30.0));
    let prior = |g: &ScoredCandidate| g.known.0 * std::f32::consts::LN_2;
    let hits = sum(found.iter().filter_map(|g| g.hit.map(|h| h + prior(g))));
    let both = |g: &ScoredCandidate| {
        let post_f = g.foreign.map_or(least_f, |x| (x - all_f).max(-14.0));
        let post_n = g.native.map_or(least_n, |x| (x - all_n).max(-14.0));
        let both = sum([post_f + (1.0 - gate).max(1e-6).ln(), post_n + gate.max(1e-6).ln()].into_iter());
        (both, post_f, post_n)
    };
    let channel = sum(found.iter().map(|g| both(g).0 + prior(g)));
    let row = |g: &ScoredCandidate| {
        let (both, post_f, post_n) = both(g);
        let mut x = [0.0; DENSE];
        x[0] = both;
        x[1] = post_f * (1.0 - gate);
        x[2] = post_n * gate;
        x[3] = f32::from(u8::from(g.foreign.is_none())) * (1.0 - gate);
        x[4] = f32::from(u8::from(g.native.is_none())) * gate;
        x[5] = g.known.0;
        x[6] = f32::from(u8::from(g.known.0 + g.known.1 > 0.0));
        x[7] = g.known.1;
        if let Some(likelihood) = g.hit {
            x[8] = 1.0;
            x[9] = likelihood;
            x[10] = likelihood + prior(g) - hits;
        }
        x[11] = g.letters.len() as f32 / source.max(1) as f32;
        x[12] = g.letters.len() as f32 * 0.2;
        x[13] = g.known.0 * gate;
        x[14] = g.known.1 * gate;
        // The joint models as a noisy channel, with the list as what is sent.
        x[15] = (both + prior(g) - channel).max(-14.0);
        x[16] = x[15] * gate;
        x
    };
    found.iter().map(row).collect()
}

/// Candidates by probability: their places in `found` and their share, best first.
pub fn rank(
    found: &[ScoredCandidate],
    source: &SourceWord,
    ranker: &CandidateRanker,
    shared: &mut UnitSums,
) -> Vec<(usize, f32)> {
    let dense = dense(found, source.letters.len());
    shared.clear();
    let score = |(g, x): (&ScoredCandidate, &Dense)| ranker.score(x, source, &g.units, shared);
    let scores: Vec<f32> = found.iter().zip(&dense).map(score).collect();
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let all: f32 = scores.iter().map(|s| (s - top).exp()).sum();
    let mut order: Vec<(usize, f32)> =
        scores.iter().enumerate().map(|(i, s)| (i, (s - top).exp() / all)).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| found[a.0].letters.cmp(&found[b.0].letters)));
    order
}
