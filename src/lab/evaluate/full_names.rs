//! Pairs of names of several words to fit the comparison of names on, made from a table of persons' full names.
//!
//! Input: Arabic and Latin form of a person's name, a line each. Same: the two forms, or two Latin forms of one Arabic
//! one; of every eight such pairs, four as they are, one with a word of the first left out if it has three, one in the
//! order surname, comma, given names, one with the first given name as an initial, and one with the last word alone.
//! Different: the first form with that of another person, of whose Arabic name at least one word is in this one's too,
//! but neither all the words of the one in the other nor the other way, changed in the same way.

use std::collections::{BTreeMap, BTreeSet};

use super::forms::hash;
use crate::names::matching::folded;

/// Two names, and whether they are one person's.
#[derive(Clone, PartialEq, Debug)]
pub struct FullPair {
    /// The first.
    pub a: String,
    /// The second.
    pub b: String,
    /// Whether they are forms of one name.
    pub same: bool,
}

fn words(name: &str) -> BTreeSet<String> {
    name.split_whitespace().map(folded).filter(|w| !w.is_empty()).collect()
}

/// A Latin name as people also give it, and whether it lost a word; by `way` of eight.
fn changed(name: &str, way: u64) -> String {
    let parts: Vec<&str> = name.split_whitespace().collect();
    let [first, .., last] = parts[..] else { return name.to_owned() };
    let given = parts[..parts.len() - 1].join(" ");
    match way {
        5 => format!("{last}, {given}"),
        6 => {
            let initial: String = first.chars().take(1).collect();
            format!("{initial}. {}", parts[1..].join(" "))
        }
        7 => last.to_owned(),
        _ => name.to_owned(),
    }
}

/// The pairs of `rows` (Arabic, Latin), two of a name, of about `most` names.
pub fn pairs(rows: &[(String, String)], most: usize, seed: u64) -> Vec<FullPair> {
    let long = |name: &str| (2..=6).contains(&name.split_whitespace().count());
    let mut people = BTreeMap::<&str, Vec<&str>>::new();
    for (arabic, latin) in rows.iter().filter(|(a, l)| long(a) && long(l)) {
        let forms = people.entry(arabic).or_default();
        if !forms.iter().any(|f| folded(f) == folded(latin)) {
            forms.push(latin);
        }
    }
    let people: Vec<(&str, Vec<&str>, BTreeSet<String>)> =
        people.into_iter().map(|(a, l)| (a, l, words(a))).collect();
    let mut by_word = BTreeMap::<&str, Vec<usize>>::new();
    for (i, (_, _, words)) in people.iter().enumerate() {
        for word in words {
            by_word.entry(word).or_default().push(i);
        }
    }
    let mut order: Vec<(u64, usize)> = people.iter().enumerate().map(|(i, p)| (hash(p.0, seed), i)).collect();
    order.sort_unstable();
    let mut out = Vec::new();
    for &(draw, i) in order.iter().take(most) {
        let (arabic, forms, own) = &people[i];
        let way = draw % 8;
        // Every other name that has two Latin forms gives a pair of these.
        let (first, second) = match forms[..] {
            [one, two, ..] if draw >> 8 & 1 == 1 => (one, two),
            _ => (*arabic, forms[0]),
        };
        let mut first_words: Vec<&str> = first.split_whitespace().collect();
        if way == 4 && first_words.len() > 2 {
            first_words.remove((draw >> 16) as usize % (first_words.len() - 1));
        }
        let first = first_words.join(" ");
        let shares = own.iter().flat_map(|w| &by_word[w.as_str()]).copied();
        let differs = |j: &usize| !people[*j].2.is_subset(own) && !own.is_subset(&people[*j].2);
        let others: Vec<usize> = shares.filter(differs).collect();
        if others.is_empty() {
            continue;
        }
        let other = &people[others[(draw >> 24) as usize % others.len()]];
        out.push(FullPair { a: first.clone(), b: changed(second, way), same: true });
        // A last word that both have says nothing of who is meant.
        let other_form = changed(other.1[0], way);
        if way != 7 || words(&other_form).is_disjoint(&words(second)) {
            out.push(FullPair { a: first, b: other_form, same: false });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_differ_in_a_word() {
        let row = |a: &str, l: &str| (a.to_owned(), l.to_owned());
        let rows =
            [row("محمد صالح", "Mohamed Saleh"), row("محمد حداد", "Mohamed Haddad"), row("نور", "Nour")];
        let found = pairs(&rows, 10, 1);
        assert_eq!(found.iter().filter(|p| p.same).count(), 2);
        let different =
            found.iter().filter(|p| !p.same).all(|p| p.a.contains("صالح") != p.b.contains("Saleh"));
        assert!(different, "{found:?}");
        assert_eq!(changed("Hafez al Assad", 5), "Assad, Hafez al");
        assert_eq!(changed("Hafez al Assad", 6), "H. al Assad");
    }
}
