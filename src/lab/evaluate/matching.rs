//! How well the comparison of names ([`crate::names::matching`]) tells same from different, on pairs made from a table
//! of the forms of items.
//!
//! Input: Arabic form, Latin form, anything, item; a line for each pair of forms of an item. From it are made, for an
//! Arabic and a Latin form, two Latin ones and two Arabic ones:
//!
//! - same: two forms of one item that are not spelt alike when folded ([`crate::names::matching::folded`], without
//!   blanks), at most four pairs of an item, each pair once;
//! - different: for each such pair, its first form with another form than its second. Two forms may be different only
//!   if no chain of items, of either half, leads from the one to the other, in which each item shares a spelling with
//!   the next, in either script and folded: what the table links is one name by the table itself. Five ways to choose:
//!   *chance*, any form; *beside*, one of those next to the second form in the alphabet; *near*, one of the ten that
//!   share most pairs of letters with it (Dice); *nearest*, of the fifty that do, the one that sounds most like the
//!   first (both scripts) or takes the fewest edits to become it; *other*, as *near*, but one that is surely another
//!   name: each Latin form of its items differs from each of the first form's items in a quarter of the letters or
//!   more. Of the near ones some are still spellings of one name that no item has together (Mosley and موزلي, Atta and
//!   عطاء).
//!
//! Left out are forms with digits, and Arabic ones with letters that neither Arabic nor Persian nor Urdu writes
//! (Kurdish, Uyghur and Sindhi write their vowels).
//!
//! Neither label is clean. *Confirmed* are those pairs of one name that two items or more of the whole table have, and
//! those of different names between which the table of names of the binary, with all its rows, knows no way
//! ([`crate::names::matching::Matcher::related`]). The first say nothing of rare names, and a matcher that reads the
//! same table finds the second easier: they are told apart beside the others, never instead. Pairs that somebody has
//! read ([`draw`]) are the cleaner measure.
//!
//! Items are in two halves by a hash of their number and the seed: one is fitted on, the other measured on, and what
//! both halves hold is measured on in neither way. Of 150 pairs of one item that were read ten were not one name and
//! fourteen unclear, and of 150 near ones four were one name: 1 cannot be reached.

use std::collections::{BTreeMap, BTreeSet};

use super::forms::{Forms, hash, spelt};
use crate::names::matching::Scripts;
use crate::names::{Names, Sounds, form};

pub use super::forms::VariantRow;

/// Pairs of an item at most, for each pair of scripts.
const OF_AN_ITEM: usize = 4;
/// Neighbours that *near* chooses from.
const NEAR: usize = 10;
/// Neighbours that *nearest* chooses from.
const NEAREST: usize = 50;

/// Sources of the table of names with rows that come from the table of the forms of items: what is fitted or measured
/// on that goes without them.
pub const HELD_OUT: [&str; 1] = ["wikidata"];
/// The same of the tables of persons' names and of their words.
pub const OF_PERSONS: [&str; 2] = ["wikidata", "wikidata_parts"];

/// A pair of forms of one item and the forms that stand for the second in the pairs of different names.
#[derive(Clone, PartialEq, Debug)]
pub struct NamePairs {
    /// Which scripts they have.
    pub scripts: Scripts,
    /// The form that stays; Latin, where both scripts occur.
    pub first: String,
    /// A form of the same item.
    pub second: String,
    /// Other names, by [`WAYS`].
    pub others: [String; WAYS.len()],
    /// Whether two items or more of the whole table, of either half, have both forms.
    pub twice: bool,
}

/// The ways to choose different names.
pub const WAYS: [&str; 5] = ["chance", "beside", "other", "near", "nearest"];
/// The one whose pairs are fitted on, with those of one name.
pub const NEAR_WAY: usize = 3;

/// The pairs of the halves to fit on and to measure on.
pub fn pairs(rows: &[VariantRow], names: &Names, seed: u64) -> [Vec<NamePairs>; 2] {
    let of_half = |half: u64| rows.iter().filter(move |r| hash(&r.item, seed) >> 63 == half);
    let fitted: BTreeSet<(String, String)> =
        of_half(0).map(|r| (spelt(&r.latin), spelt(&r.arabic))).collect();
    let all = Forms::new(rows.iter());
    let half = |which: u64| {
        let seen = |r: &&VariantRow| which == 1 && fitted.contains(&(spelt(&r.latin), spelt(&r.arabic)));
        half_pairs(&Forms::new(of_half(which).filter(|r| !seen(r))), &all, names, seed)
    };
    [half(0), half(1)]
}

fn half_pairs(forms: &Forms, all: &Forms, names: &Names, seed: u64) -> Vec<NamePairs> {
    // What is linked in the whole table is, in a half of it, too.
    let link = |text: &(String, String, bool)| {
        all.numbers.get(&(text.1.clone(), text.2)).map_or(u32::MAX, |f| all.link_of(*f))
    };
    let links: Vec<u32> = forms.texts.iter().map(link).collect();
    let mut linked = BTreeMap::<u32, BTreeSet<u32>>::new();
    for (form, link) in links.iter().enumerate() {
        linked.entry(*link).or_default().insert(form as u32);
    }
    let mut out = Vec::new();
    let mut done = BTreeSet::new();
    let mut counts = vec![0u32; forms.texts.len()];
    let of_script: [Vec<u32>; 2] = [true, false]
        .map(|latin| (0..forms.texts.len() as u32).filter(|f| forms.texts[*f as usize].2 == latin).collect());
    let alphabet = of_script.clone().map(|mut forms_of| {
        forms_of.sort_by(|a, b| forms.texts[*a as usize].1.cmp(&forms.texts[*b as usize].1));
        forms_of
    });
    for [latin, arabic] in &forms.items {
        for (scripts, xs, ys) in [
            (Scripts::Both, latin, arabic),
            (Scripts::Latin, latin, latin),
            (Scripts::Arabic, arabic, arabic),
        ] {
            let mut same: Vec<(u64, u32, u32)> = Vec::new();
            for (i, &x) in xs.iter().enumerate() {
                let from = if scripts == Scripts::Both { 0 } else { i + 1 };
                for &y in &ys[from.min(ys.len())..] {
                    let order = hash(&format!("{x} {y}"), seed);
                    // Either of two forms of one script may be the one that stays.
                    let (x, y) = if scripts != Scripts::Both && order & 1 == 1 { (y, x) } else { (x, y) };
                    same.push((order, x, y));
                }
            }
            same.sort_unstable();
            for &(order, x, y) in same.iter().take(OF_AN_ITEM) {
                if !done.insert((x.min(y), x.max(y))) {
                    continue;
                }
                let related = &linked[&links[x as usize]];
                let pool = &of_script[usize::from(!forms.texts[y as usize].2)];
                let draws = (0..).map(|k| pool[(hash("chance", order ^ k) % pool.len() as u64) as usize]);
                let Some(chance) = draws.take(100).find(|f| !related.contains(f)) else { continue };
                let near = forms.neighbours(y, &mut counts, NEAREST, related);
                let ten = &near[..near.len().min(NEAR)];
                let Some(&one) = ten.get((hash("near", order) % ten.len().max(1) as u64) as usize) else {
                    continue;
                };
                let text = |f: u32| forms.texts[f as usize].0.clone();
                let nearest = nearest(forms, names, scripts, x, &near).unwrap_or(one);
                let order_of = &alphabet[usize::from(!forms.texts[y as usize].2)];
                let at =
                    order_of.binary_search_by(|f| forms.texts[*f as usize].1.cmp(&forms.texts[y as usize].1));
                let at = at.unwrap_or_else(|at| at);
                // One after it or before it, by turns.
                let (up, down) = (order_of[at..].iter().skip(1), order_of[..at].iter().rev());
                let next: Vec<u32> = if order & 2 == 0 {
                    up.chain(down).copied().take(200).collect()
                } else {
                    down.chain(up).copied().take(200).collect()
                };
                let Some(&beside) = next.iter().find(|f| !related.contains(f)) else { continue };
                let surely: Vec<u32> =
                    near.iter().copied().filter(|f| forms.surely_other(x, *f)).take(NEAR).collect();
                let surely = surely.get((hash("near", order) % surely.len().max(1) as u64) as usize);
                let others = [chance, beside, surely.copied().unwrap_or(chance), one, nearest].map(text);
                let in_all = |f: u32| {
                    let (_, spelt, latin) = &forms.texts[f as usize];
                    all.numbers.get(&(spelt.clone(), *latin)).copied()
                };
                let twice = in_all(x).zip(in_all(y)).is_some_and(|(x, y)| all.items_with(x, y) > 1);
                out.push(NamePairs { scripts, first: text(x), second: text(y), others, twice });
            }
        }
    }
    out
}

/// A pair to be judged by hand.
#[derive(Clone, PartialEq, Debug)]
pub struct JudgedPair {
    /// First form; Latin, where both scripts occur.
    pub first: String,
    /// Second form.
    pub second: String,
    /// Whether it was drawn from the pairs of one name.
    pub of_one_item: bool,
    /// What a reader says; `None` when that is unclear.
    pub same: Option<bool>,
}

/// `n` pairs of both scripts of one item and as many with a near neighbour, of `2 n` items' pairs, in no order.
pub fn draw(pairs: &[NamePairs], n: usize, seed: u64) -> Vec<JudgedPair> {
    let mut order: Vec<(u64, &NamePairs)> = pairs
        .iter()
        .filter(|p| p.scripts == Scripts::Both)
        .map(|p| (hash(&format!("draw {} {}", p.first, p.second), seed), p))
        .collect();
    order.sort_unstable_by_key(|o| o.0);
    let mut out: Vec<(u64, JudgedPair)> = order
        .iter()
        .take(2 * n)
        .enumerate()
        .map(|(i, (at, p))| {
            let second = if i < n { &p.second } else { &p.others[NEAR_WAY] };
            let (first, second) = (p.first.clone(), second.clone());
            // Read in another order than drawn, so that the label does not show.
            (at.rotate_left(32), JudgedPair { first, second, of_one_item: i < n, same: None })
        })
        .collect();
    out.sort_unstable_by_key(|o| o.0);
    out.into_iter().map(|o| o.1).collect()
}

/// Of the forms `near`, the one that sounds most like form `x`, or takes the fewest edits to become it.
fn nearest(forms: &Forms, names: &Names, scripts: Scripts, x: u32, near: &[u32]) -> Option<u32> {
    let first = &forms.texts[x as usize];
    let far = |&other: &u32| -> i64 {
        let second = &forms.texts[other as usize];
        if scripts == Scripts::Both {
            let (latin, arabic) = (form::latin_folded(&first.0), form::arabic_exact(&second.0));
            (-1000.0 * names.alike(&Sounds::latin(&latin), &Sounds::arabic(&arabic))) as i64
        } else {
            let (edits, letters) = form::edits(&first.1, &second.1);
            (1000 * edits / letters.max(1)) as i64
        }
    };
    near.iter().copied().min_by_key(|f| (far(f), *f))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn related_forms_are_never_different() {
        let row = |arabic: &str, latin: &str, item: &str| VariantRow {
            arabic: arabic.into(),
            latin: latin.into(),
            item: item.into(),
        };
        // hoseini and husayni share no item, but an item of each has the same Arabic form.
        let rows = [
            row("الحسيني", "hoseini", "Q1"),
            row("حسيني", "husayni", "Q2"),
            row("حسيني", "husseini", "Q2"),
            row("حسينوف", "huseynov", "Q3"),
        ];
        let forms = Forms::new(rows.iter());
        let number = |text: &str| forms.texts.iter().position(|t| t.0 == text).expect(text) as u32;
        let link = |text: &str| forms.link_of(number(text));
        assert!(link("hoseini") == link("husseini") && link("hoseini") != link("huseynov"));
        let related = ["hoseini", "husseini", "husayni"].map(number).into_iter().collect();
        let mut counts = vec![0; forms.texts.len()];
        assert_eq!(forms.neighbours(number("hoseini"), &mut counts, 9, &related), [number("huseynov")]);
    }
}
