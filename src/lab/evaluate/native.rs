//! Pairs of words to fit the comparison of names on, made from a table of the words of persons' names: short native
//! names, of which many differ in a vowel alone (محمد and محمود, حسن and حسين).
//!
//! Input: Arabic word, Latin word, bearers. Same: pairs of two bearers or more. Different: for each such pair, its
//! Arabic word with a Latin form of another Arabic word of the same letters but for ا, و and ي. That form has three
//! bearers or more, a fifth of all that the other word has, and nobody who writes it as the first word.

use std::collections::{BTreeMap, BTreeSet};

use super::forms::{hash, spelt};
use super::full_names::FullPair;

/// Bearers of a pair of one name, at least.
const SAME: u64 = 2;
/// Bearers of the Latin form of another name, at least.
const OTHER: u64 = 3;
/// Of the bearers of the other Arabic word at least one in so many has that form.
const SHARE: u64 = 5;

/// A pair of words and its bearers.
#[derive(Clone, PartialEq, Debug)]
pub struct NativeRow {
    /// Arabic form.
    pub arabic: String,
    /// Latin form.
    pub latin: String,
    /// Persons.
    pub bearers: u64,
}

fn skeleton(arabic: &str) -> String {
    arabic.chars().filter(|c| !matches!(c, 'ا' | 'و' | 'ي')).collect()
}

/// The pairs of `rows`, of each pair of one name and of different names at most one; `not` are pairs (Arabic, Latin,
/// folded) to be left out.
pub fn pairs(rows: &[NativeRow], not: &BTreeSet<(String, String)>, seed: u64) -> Vec<FullPair> {
    let mut words = BTreeMap::<String, BTreeMap<String, u64>>::new();
    for row in rows {
        *words.entry(spelt(&row.arabic)).or_default().entry(spelt(&row.latin)).or_default() += row.bearers;
    }
    let mut skeletons = BTreeMap::<String, Vec<&str>>::new();
    for arabic in words.keys() {
        skeletons.entry(skeleton(arabic)).or_default().push(arabic);
    }
    let mut out = Vec::new();
    for (arabic, forms) in &words {
        let mut others: Vec<&str> = Vec::new();
        for other in skeletons[&skeleton(arabic)].iter().filter(|o| *o != arabic) {
            let all: u64 = words[*other].values().sum();
            let usual = words[*other].iter().filter(|(_, n)| **n >= OTHER && **n * SHARE >= all);
            others.extend(usual.map(|(l, _)| l.as_str()).filter(|l| !forms.contains_key(*l)));
        }
        for (latin, _) in forms.iter().filter(|(_, n)| **n >= SAME) {
            let pair = |b: &str, same| FullPair { a: arabic.clone(), b: b.to_owned(), same };
            if arabic.is_empty() || latin.is_empty() || not.contains(&(arabic.clone(), latin.clone())) {
                continue;
            }
            out.push(pair(latin, true));
            if !others.is_empty() {
                out.push(pair(
                    others[(hash(&format!("{arabic} {latin}"), seed) % others.len() as u64) as usize],
                    false,
                ));
            }
        }
    }
    out
}

/// The pairs of both scripts that are one name among `pairs`, as [`pairs`] leaves them out.
pub fn known(pairs: &[super::matching::NamePairs]) -> BTreeSet<(String, String)> {
    pairs.iter().map(|p| (spelt(&p.second), spelt(&p.first))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_names_have_the_same_consonants() {
        let row = |arabic: &str, latin: &str, bearers| NativeRow {
            arabic: arabic.into(),
            latin: latin.into(),
            bearers,
        };
        let rows = [
            row("حسن", "Hassan", 9),
            row("حسين", "Hussein", 9),
            row("حسين", "Hassan", 1),
            row("علي", "Ali", 9),
            row("محمد", "Muhammad", 1),
        ];
        let found = pairs(&rows, &BTreeSet::new(), 1);
        let said: Vec<_> = found.iter().map(|p| (p.a.as_str(), p.b.as_str(), p.same)).collect();
        // Somebody writes حسين as Hassan.
        let expected = [
            ("حسن", "hassan", true),
            ("حسن", "hussein", false),
            ("حسين", "hussein", true),
            ("علي", "ali", true),
        ];
        assert_eq!(said, expected);
        let not = BTreeSet::from([("علي".to_owned(), "ali".to_owned())]);
        assert_eq!(pairs(&rows, &not, 1).len(), 3);
    }
}
