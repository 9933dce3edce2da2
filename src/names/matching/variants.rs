//! What the table of names ([`NameTable`]) has of two words: whether somebody writes the one for the other, and how else
//! each is written. Two words that are both well known and have no form in common are two names, however alike they
//! sound.
//!
//! Each word stands for the forms that it has in the other script, each weighed by the persons who have it; one that is
//! listed without a count is weighed as one person. Forms are told apart by their keys ([`key`]).

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::features::{WORD_FEATURES, WordVector};
use super::words::WordForm;
use crate::names::book::row::{NameKind, SOURCES};
use crate::names::book::{NameTable, RowKeys, TableRow, key};

/// Words remembered, of each script.
const KEPT: usize = 1 << 12;
/// Forms of a word that are themselves looked up, or compared by letters: the commonest.
const TOP: usize = 6;
/// Least share of such a form.
const LEAST_SHARE: f32 = 0.02;
/// Persons that are added to every count, so that what was seen once says little.
const ADDED: f32 = 0.4;
/// Share of the bearers of the rarer of two words that are credited with the other by mistake, as words of a name that
/// do not answer each other: سمير has 425 bearers and Samer 35, one of them both. Set by reading such pairs.
const SLIP: f32 = 0.03;
/// Logarithm of the persons from which more say no more, and of the share from which less does not. Without them most
/// words, which have few bearers, would be judged by the scale of the few that have thousands.
const MANY: f32 = 3.0;
const FEW: f32 = -4.0;
/// Share in common from which two words are not apart at all. Set by judgement: every sixth Salah is صالح, and every
/// eleventh نصر Nasser, most of them by mistake.
const COMMON: f32 = 0.2;
/// Forms compared by letters are so long at most.
const LONGEST: usize = 24;

/// Features of two words that the table gives: the last of [`super::WORD_FEATURES`].
pub(super) const FEATURES: usize = 11;
/// The first of them.
pub(super) const FIRST: usize = WORD_FEATURES.len() - FEATURES;

/// Which rows of the table count.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct View {
    /// Sources that are left out, a bit for each of [`SOURCES`].
    without: u16,
}

impl View {
    /// The table without the rows of these sources (names as in `lexicons/SOURCES.md`; unknown ones say nothing).
    pub fn without(sources: &[&str]) -> View {
        let bit = |name: &&str| SOURCES.iter().position(|s| s == name).map_or(0, |at| 1 << at);
        View { without: sources.iter().map(bit).sum() }
    }

    /// No row at all: every word is unknown.
    pub fn none() -> View {
        View { without: u16::MAX }
    }

    fn has(self, hit: &TableRow<'_>) -> bool {
        self.without >> hit.source() & 1 == 0
    }
}

/// A common form of a word.
#[derive(Clone, Debug, PartialEq)]
struct CommonForm {
    key: String,
    /// Of the bearers of the word.
    share: f32,
}

/// What the table has of a word.
#[derive(Clone, Debug, Default, PartialEq)]
struct Variants {
    /// Its key, and the hash of that.
    key: String,
    own: u32,
    /// Hashes of the keys of its forms in the other script, ascending, with their bearers.
    forms: Vec<(u32, f32)>,
    /// All bearers.
    total: f32,
    top: Vec<CommonForm>,
}

impl Variants {
    fn share(&self, form: u32) -> f32 {
        let at = self.forms.binary_search_by_key(&form, |f| f.0);
        at.map_or(0.0, |at| self.forms[at].1 / self.total.max(1.0))
    }

    fn weight(&self, form: u32) -> f32 {
        self.forms.binary_search_by_key(&form, |f| f.0).map_or(0.0, |at| self.forms[at].1)
    }
}

/// How many bear a name in the forms of a row.
fn bearers(hit: &TableRow<'_>) -> f32 {
    match hit.kind() {
        NameKind::Given | NameKind::Surname => hit.count().max(1) as f32,
        // Those of other kinds are of the Latin name, or people who live there.
        _ => 1.0,
    }
}

/// What two words have in common.
#[derive(Clone, Copy, Debug, Default)]
struct SharedForms {
    /// Sum of the geometric means of bearers.
    bearers: f32,
    /// Bearers of each whose form the other has too.
    of: [f32; 2],
    /// Sum of the geometric means of shares (Bhattacharyya), 0..1.
    overlap: f32,
}

fn shared(x: &Variants, y: &Variants) -> SharedForms {
    let mut out = SharedForms::default();
    let (mut i, mut j) = (0, 0);
    while let (Some(a), Some(b)) = (x.forms.get(i), y.forms.get(j)) {
        if a.0 == b.0 {
            out.bearers += (a.1 * b.1).sqrt();
            out.of[0] += a.1;
            out.of[1] += b.1;
        }
        i += usize::from(a.0 <= b.0);
        j += usize::from(b.0 <= a.0);
    }
    out.overlap = out.bearers / (x.total * y.total).sqrt().max(1.0);
    out
}

/// Share of the letters of two keys that stay, 0..1.
fn alike(a: &str, b: &str) -> f32 {
    let mut letters = ['\0'; LONGEST];
    let mut n = 0;
    for (to, c) in letters.iter_mut().zip(b.chars()) {
        *to = c;
        n += 1;
    }
    let mut row = [0u8; LONGEST + 1];
    row.iter_mut().zip(0u8..).for_each(|(r, i)| *r = i);
    let mut m = 0;
    for (i, x) in a.chars().take(LONGEST).enumerate() {
        m = i + 1;
        let mut diagonal = std::mem::replace(&mut row[0], m as u8);
        for j in 0..n {
            let least = (diagonal + u8::from(x != letters[j])).min(row[j].min(row[j + 1]) + 1);
            diagonal = std::mem::replace(&mut row[j + 1], least);
        }
    }
    1.0 - f32::from(row[n]) / m.max(n).max(1) as f32
}

/// Logarithm of the share of pairs of one name that nobody links, where eight persons or more have either word: 35 of
/// 1,018 pairs of the half that is measured on have none, and of different names nearly all.
const UNLINKED: f32 = -3.4;
/// The feature `apart` from which that counts, in part, and the one at which it counts in full.
const FROM: f32 = 2.4;

/// What two words lose that are both well known and that nobody, or hardly anybody, links. The fitted judgement has
/// seen too few such names to say so: most in the table of forms are rare.
pub(super) fn unlinked(features: &WordVector) -> f32 {
    UNLINKED * ((features[FIRST + APART] - FROM) / (MANY - FROM)).clamp(0.0, 1.0)
}

/// Place of the feature `apart` among those of the table.
const APART: usize = 6;

/// What the table has of words: looked up once, then remembered.
#[derive(Default)]
pub(super) struct VariantCache {
    /// Latin and Arabic words.
    seen: [FxHashMap<String, Arc<Variants>>; 2],
}

/// The keys of the embedded table, with the bearers of each.
fn keys() -> &'static RowKeys {
    static KEYS: OnceLock<RowKeys> = OnceLock::new();
    KEYS.get_or_init(|| NameTable::embedded().keys(bearers))
}

impl VariantCache {
    /// What the table has of a word, or of a key, which is its own key.
    fn known(&mut self, view: View, arabic: bool, word: &str) -> Arc<Variants> {
        if let Some(known) = self.seen[usize::from(arabic)].get(word) {
            return Arc::clone(known);
        }
        let key = if arabic { key::arabic(word) } else { key::latin(word) };
        let (keys, other) = (keys(), usize::from(!arabic));
        // Key of the form, bearers, a row that has it.
        let mut rows: Vec<(u32, f32, usize)> = Vec::new();
        NameTable::embedded().each(arabic, &key, |hit| {
            if view.has(&hit) {
                let number = hit.number as usize;
                rows.push((keys.hashes[other][number], bearers(&hit), number));
            }
        });
        rows.sort_unstable_by_key(|r| (r.0, r.2));
        let mut forms: Vec<(u32, f32, usize)> = Vec::new();
        for row in rows {
            match forms.last_mut() {
                Some(last) if last.0 == row.0 => last.1 += row.1,
                _ => forms.push(row),
            }
        }
        let all: f32 = forms.iter().map(|f| f.1).sum();
        forms.retain(|f| f.1 >= SLIP * all.min(keys.sums[other][f.2]));
        let total: f32 = forms.iter().map(|f| f.1).sum();
        let mut order: Vec<&(u32, f32, usize)> =
            forms.iter().filter(|f| f.1 >= LEAST_SHARE * total).collect();
        order.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let top = |form: &&(u32, f32, usize)| {
            let hit = NameTable::embedded().row(form.2)?;
            let text = hit.answer(arabic);
            let key = if arabic { key::latin(text) } else { key::arabic(text) };
            Some(CommonForm { key, share: form.1 / total })
        };
        let top = order.iter().take(TOP).filter_map(top).collect();
        let forms = forms.iter().map(|f| (f.0, f.1)).collect();
        let known = Arc::new(Variants { own: key::hash(&key), key, forms, total, top });
        let kept = &mut self.seen[usize::from(arabic)];
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(word.to_owned(), Arc::clone(&known));
        known
    }

    /// What the table says of two words, in the order of the last [`super::WORD_FEATURES`]; of words of both scripts
    /// `a` is the Latin one. With their articles or without, whichever brings them nearer. Of words that sound `far`
    /// from each other the forms are not compared.
    pub fn features(&mut self, view: View, far: bool, a: &WordForm, b: &WordForm) -> [f32; FEATURES] {
        let full = self.of(view, far, (a.arabic, a.spelt(false)), (b.arabic, b.spelt(false)));
        if a.article + b.article == 0 {
            return full;
        }
        let bare = self.of(view, far, (a.arabic, a.spelt(true)), (b.arabic, b.spelt(true)));
        let near = |f: &[f32; FEATURES]| f[0] + f[9] + f[10] + f[7] + f[8];
        if near(&bare) > near(&full) { bare } else { full }
    }

    /// Whether rows lead from the one word to the other.
    pub fn related(&mut self, view: View, a: &WordForm, b: &WordForm) -> bool {
        let found = self.features(view, false, a, b);
        let none = if a.arabic == b.arabic { NEVER.ln() } else { 0.0 };
        found[0] > 0.0 || found[9..].iter().any(|through| *through > none + 1e-6)
    }

    fn of(&mut self, view: View, far: bool, a: (bool, &str), b: (bool, &str)) -> [f32; FEATURES] {
        let (x, y) = (self.known(view, a.0, a.1), self.known(view, b.0, b.1));
        let known = [x.total, y.total].map(|n| n.ln_1p().min(MANY));
        let one_script = a.0 == b.0;
        let seen = if one_script {
            shared(&x, &y)
        } else {
            let linked = x.weight(y.own);
            let overlap = (x.share(y.own) * y.share(x.own)).sqrt();
            SharedForms { bearers: linked, of: [linked, linked], overlap }
        };
        let share = |of: f32, known: &Variants| ((of + ADDED / 2.0) / (known.total + ADDED)).ln().max(FEW);
        let mut shares = [share(seen.of[0], &x), share(seen.of[1], &y)];
        let common = if one_script { seen.overlap } else { x.share(y.own).max(y.share(x.own)) };
        let apart = known[0].min(known[1]) * (1.0 - (common / COMMON).min(1.0));
        let (mut near, mut through) = if far && seen.bearers == 0.0 {
            ([UNKNOWN; 2], [if one_script { NEVER.ln() } else { 0.0 }; 2])
        } else if one_script {
            (beside(&x, &y), [self.into(view, &x, a.0, y.own), self.into(view, &y, b.0, x.own)])
        } else {
            (
                [nearest(&x, &y.key), nearest(&y, &x.key)],
                [self.through(view, &x, a.0, &y), self.through(view, &y, b.0, &x)],
            )
        };
        let mut known = known;
        if one_script {
            for of in [&mut known, &mut shares, &mut near, &mut through] {
                of.sort_by(f32::total_cmp);
            }
        }
        [
            seen.bearers.ln_1p().min(MANY),
            shares[0],
            shares[1],
            seen.overlap,
            known[0],
            known[1],
            apart,
            near[0],
            near[1],
            through[0],
            through[1],
        ]
    }

    /// How far the forms of `x` are written as those of `y` are: of two scripts.
    fn through(&mut self, view: View, x: &Variants, arabic: bool, y: &Variants) -> f32 {
        let overlap =
            |form: &CommonForm| form.share * shared(&self.known(view, !arabic, &form.key), y).overlap;
        x.top.iter().map(overlap).sum()
    }

    /// How likely a form of `x` is written as the other word: of one script.
    fn into(&mut self, view: View, x: &Variants, arabic: bool, other: u32) -> f32 {
        let likely = |form: &CommonForm| form.share * self.known(view, !arabic, &form.key).share(other);
        let sum: f32 = x.top.iter().map(likely).sum();
        (sum + NEVER).ln()
    }
}

/// Share that is as good as none.
const NEVER: f32 = 0.01;

/// What the table says of two words that it does not have.
pub(super) fn unknown(one_script: bool) -> [f32; FEATURES] {
    let (half, never) = (0.5f32.ln(), if one_script { NEVER.ln() } else { 0.0 });
    [0.0, half, half, 0.0, 0.0, 0.0, 0.0, UNKNOWN, UNKNOWN, never, never]
}

/// What a form of a word that has none is taken to share with another.
const UNKNOWN: f32 = 0.5;

/// The most letters that a form of a word shares with the other word.
fn nearest(x: &Variants, other: &str) -> f32 {
    x.top.iter().map(|f| alike(&f.key, other)).reduce(f32::max).unwrap_or(UNKNOWN)
}

/// The most letters that forms of two words of one script share, and the mean.
fn beside(x: &Variants, y: &Variants) -> [f32; 2] {
    if x.top.is_empty() || y.top.is_empty() {
        return [UNKNOWN; 2];
    }
    let (mut most, mut mean, mut all) = (0.0f32, 0.0, 0.0);
    for (a, b) in x.top.iter().flat_map(|a| y.top.iter().map(move |b| (a, b))) {
        let now = alike(&a.key, &b.key);
        most = most.max(now);
        mean += a.share * b.share * now;
        all += a.share * b.share;
    }
    [most, mean / all.max(1e-6)]
}
