//! Comparing two parts term by term: which Arabic term can stand for which English one, and how surely.

use serde::{Deserialize, Serialize};

use rustc_hash::FxHashMap;

use super::side::Side;
use super::terms::{Analysis, Term, TermKind};
use crate::bounds::{self, BadWeight, Bounds};
use crate::lexicon::EnId;
use crate::names::SoundCosts;
use crate::text::{Date, EvidenceKind, Number, NumberUnit, Prepared};

/// How surely each kind of match says "the same". Probabilities p(other side | this side).
/// `number`, `spelling` and `alike` were tuned with the weights of the score; the
/// others are set by judgement.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MatchWeights {
    /// Equal numbers used the same way.
    pub number: f32,
    /// Equal values used otherwise (50 and 50 %, third and 3).
    pub number_otherwise: f32,
    /// Dates that agree in day and month, or in month and year.
    pub date: f32,
    /// Dates that agree in one part and differ in none, and a year in a date and alone.
    pub date_part: f32,
    /// The same Latin letters on both sides.
    pub verbatim: f32,
    /// Names that sound the same; falls to 0 at `alike`.
    pub spelling: f32,
    /// Least similarity of spellings (see [`crate::spelling`]).
    pub alike: f32,
    /// Nats from which the sounds of two words (see [`crate::names::Sounds`]) are evidence by themselves, whatever
    /// their consonants; of 4 to 7, with `sound_full` 10 to 14, what takes nothing from any development set.
    pub sound_least: f32,
    /// Nats at which they are full evidence.
    pub sound_full: f32,
    /// Nats below which words of similar consonants are taken for different names; set on the development sets: from −2
    /// to 1 all give the same, 2 loses names.
    pub sound_veto: f32,
    /// Matches of the lexicon weaker than this (either way) leave a word open to be matched by its spelling.
    pub weak: f32,
}

impl Default for MatchWeights {
    fn default() -> Self {
        MatchWeights {
            number: 0.3,
            number_otherwise: 0.25,
            date: 0.6,
            date_part: 0.3,
            verbatim: 0.6,
            spelling: 0.35,
            alike: 0.58,
            sound_least: 6.0,
            sound_full: 14.0,
            sound_veto: 0.0,
            weak: 0.05,
        }
    }
}

impl MatchWeights {
    /// Whether each weight is one that can be aligned with.
    pub(crate) fn check(&self) -> Result<(), BadWeight> {
        bounds::check(&[
            ("number", self.number.into(), Bounds::Share),
            ("number_otherwise", self.number_otherwise.into(), Bounds::Share),
            ("date", self.date.into(), Bounds::Share),
            ("date_part", self.date_part.into(), Bounds::Share),
            ("verbatim", self.verbatim.into(), Bounds::Share),
            ("spelling", self.spelling.into(), Bounds::Share),
            ("alike", self.alike.into(), Bounds::Below1),
            ("sound_least", self.sound_least.into(), Bounds::Any),
            ("sound_full", self.sound_full.into(), Bounds::Any),
            ("sound_veto", self.sound_veto.into(), Bounds::Any),
            ("weak", self.weak.into(), Bounds::Share),
        ])
    }
}

/// An English term that an Arabic term can stand for.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Match {
    /// Index of the Arabic term.
    pub ar: u32,
    /// Index of the English term.
    pub en: u32,
    /// What kind of evidence it is.
    pub kind: EvidenceKind,
    /// p(English | Arabic), 0..1.
    pub forward: f32,
    /// p(Arabic | English), 0..1.
    pub backward: f32,
}

/// Two parts compared.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    /// The Arabic side.
    pub ar: Side,
    /// The English side.
    pub en: Side,
    /// Matches, by Arabic then English term.
    pub matches: Vec<Match>,
}

impl Compared {
    /// Compares two analysed parts. `ar` and `en` are each the part, its text and its analysis.
    pub fn new(
        ar: (&Prepared, &str, &Analysis),
        en: (&Prepared, &str, &Analysis),
        weights: &MatchWeights,
    ) -> Self {
        let mut matches = term_matches(ar.2, en.2, weights);
        spelled_matches(ar.2, en.2, weights, &mut matches);
        matches
            .sort_unstable_by(|a, b| (a.ar, a.en).cmp(&(b.ar, b.en)).then(b.forward.total_cmp(&a.forward)));
        // A word that is also a name is a name, and as likely as the likelier of the two says.
        matches.dedup_by(|next, kept| {
            let same = (next.ar, next.en) == (kept.ar, kept.en);
            if same {
                kept.kind = kept.kind.min(next.kind);
                kept.backward = kept.backward.max(next.backward);
            }
            same
        });
        let mut ar_active = vec![false; ar.2.terms.len()];
        let mut en_active = vec![false; en.2.terms.len()];
        for m in &matches {
            ar_active[m.ar as usize] = true;
            en_active[m.en as usize] = true;
        }
        Compared { ar: Side::new(ar, &ar_active), en: Side::new(en, &en_active), matches }
    }

    /// The same of sentences joined, on both sides all of them content: `before` gives for Arabic and English the
    /// sentences before each one that they make, and all of them.
    #[must_use]
    pub fn joined(&self, before: [&[u32]; 2]) -> Self {
        let matches = self.matches.clone();
        Compared { ar: self.ar.joined(before[0]), en: self.en.joined(before[1]), matches }
    }
}

/// Matches by the lexicon, by value and by letter.
fn term_matches(ar: &Analysis, en: &Analysis, weights: &MatchWeights) -> Vec<Match> {
    let mut by_id: FxHashMap<EnId, u32> = FxHashMap::default();
    let mut by_letters: FxHashMap<u64, u32> = FxHashMap::default();
    let mut numbers = Vec::new();
    let mut dates = Vec::new();
    for (i, term) in en.terms.iter().enumerate() {
        match &term.kind {
            TermKind::English(ids) => {
                for &id in ids {
                    by_id.entry(id).or_insert(i as u32);
                }
            }
            TermKind::Number(n) => numbers.push((i as u32, *n)),
            TermKind::Date(d) => dates.push((i as u32, *d)),
            TermKind::Verbatim | TermKind::Arabic(_) => {}
        }
        for &letters in &term.verbatim {
            by_letters.entry(letters).or_insert(i as u32);
        }
    }
    let mut out = Vec::new();
    for (i, term) in ar.terms.iter().enumerate() {
        let i = i as u32;
        let mut add =
            |en: u32, kind, p: f32, q: f32| out.push(Match { ar: i, en, kind, forward: p, backward: q });
        match &term.kind {
            TermKind::Arabic(links) => {
                for link in links {
                    if let Some(&t) = by_id.get(&link.en) {
                        let kind = if link.kind == crate::lexicon::Kind::Word {
                            EvidenceKind::Word
                        } else {
                            EvidenceKind::Name
                        };
                        add(t, kind, link.forward, link.backward);
                    }
                }
            }
            TermKind::Verbatim => {
                if let Some(&t) = term.verbatim.iter().find_map(|letters| by_letters.get(letters)) {
                    add(t, EvidenceKind::Verbatim, weights.verbatim, weights.verbatim);
                }
            }
            TermKind::Number(n) => {
                for &(t, m) in &numbers {
                    if let Some(p) = same_number(*n, m, weights) {
                        add(t, EvidenceKind::Number, p, p);
                    }
                }
                for &(t, d) in &dates {
                    if is_year_of(*n, d) {
                        add(t, EvidenceKind::Date, weights.date_part, weights.date_part);
                    }
                }
            }
            TermKind::Date(d) => {
                for &(t, e) in &dates {
                    if let Some(p) = same_date(*d, e, weights) {
                        add(t, EvidenceKind::Date, p, p);
                    }
                }
                for &(t, n) in &numbers {
                    if is_year_of(n, *d) {
                        add(t, EvidenceKind::Date, weights.date_part, weights.date_part);
                    }
                }
            }
            TermKind::English(_) => {}
        }
    }
    out
}

/// p that two numbers are the same one, if they can be.
fn same_number(a: Number, b: Number, weights: &MatchWeights) -> Option<f32> {
    let decade = |n: Number| if n.unit == NumberUnit::Decade { n.value % 100.0 } else { n.value };
    if a.unit == b.unit {
        let same = a.value == b.value || a.unit == NumberUnit::Decade && decade(a) == decade(b);
        same.then_some(weights.number)
    } else {
        (a.value == b.value).then_some(weights.number_otherwise)
    }
}

fn is_year_of(number: Number, date: Date) -> bool {
    number.unit == NumberUnit::Plain && date.year.is_some_and(|y| y as f64 == number.value)
}

/// p that two dates are the same one, if no part contradicts.
fn same_date(a: Date, b: Date, weights: &MatchWeights) -> Option<f32> {
    let mut agree = 0;
    for (x, y) in [
        (a.year, b.year),
        (a.month.map(u16::from), b.month.map(u16::from)),
        (a.day.map(u16::from), b.day.map(u16::from)),
    ] {
        match (x, y) {
            (Some(x), Some(y)) if x != y => return None,
            (Some(_), Some(_)) => agree += 1,
            _ => {}
        }
    }
    match agree {
        0 => None,
        1 => Some(weights.date_part),
        _ => Some(weights.date),
    }
}

/// Matches of words that the lexicon leaves open, by how they sound: by their consonants, and by the costs of letters
/// that the model of names has learned ([`SoundCosts`]).
fn spelled_matches(ar: &Analysis, en: &Analysis, weights: &MatchWeights, matches: &mut Vec<Match>) {
    let mut open_ar: Vec<bool> = ar.terms.iter().map(|t| t.name_like && t.words == 1).collect();
    let mut open_en: Vec<bool> = en.terms.iter().map(|t| t.name_like && t.words == 1).collect();
    for m in matches.iter().filter(|m| m.forward.max(m.backward) >= weights.weak) {
        open_ar[m.ar as usize] = false;
        open_en[m.en as usize] = false;
    }
    let candidates: Vec<(u32, &Term)> = (0..).zip(&en.terms).filter(|(i, _)| open_en[*i as usize]).collect();
    if candidates.is_empty() {
        return;
    }
    let costs = SoundCosts::embedded();
    for (i, term) in (0u32..).zip(&ar.terms).filter(|(i, _)| open_ar[*i as usize]) {
        let forms = if term.letters[0] == term.letters[1] { 1 } else { 2 };
        for &(j, other) in &candidates {
            let sound = &other.sound[0];
            let (mut alike, mut nats) = (0.0f32, f32::MIN);
            for k in 0..forms {
                let own = &term.sound[k];
                if own.may_match(sound) {
                    alike = alike.max(own.similarity(sound));
                }
                nats = nats.max(costs.evidence(&other.letters[0], &term.letters[k]));
            }
            // Short names match by chance: two consonants have to agree fully.
            let short = term.sound[0].len().min(sound.len());
            let least = match short {
                0 | 1 => f32::INFINITY,
                2 => 0.95,
                3 => weights.alike + 0.1,
                _ => weights.alike,
            };
            let by_consonants = if alike >= least && nats >= weights.sound_veto {
                ((alike - weights.alike) / (1.0 - weights.alike)).clamp(0.1, 1.0)
            } else {
                0.0
            };
            let range = (weights.sound_full - weights.sound_least).max(0.1);
            let by_sound = if nats >= weights.sound_least {
                ((nats - weights.sound_least) / range).clamp(0.1, 1.0)
            } else {
                0.0
            };
            let sure: f32 = by_consonants.max(by_sound);
            if sure > 0.0 {
                let p = weights.spelling * sure;
                matches.push(Match { ar: i, en: j, kind: EvidenceKind::Spelling, forward: p, backward: p });
            }
        }
    }
}
