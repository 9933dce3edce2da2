//! Latin names that are in use, with how common each is: the prior of what the models write in Latin letters.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::tree::Tree;
use crate::names::form;

/// Names in a block of spellings, which is read from its beginning.
const BLOCK: usize = 16;

/// Bytes of the spellings of a name: their length is a byte.
const LONGEST_SPELLINGS: usize = 200;

/// Folded names as a tree of letters, in order; their counts; and the spellings of those that are not written as
/// folded. A name's number is its place in the order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LatinList {
    /// The names, folded.
    pub tree: Tree,
    /// Binary logarithms of one more than the number of persons, in the high half, and of places, in the low one.
    pub counts: Cow<'static, [u8]>,
    /// Where the spellings of each block begin; one more than there are blocks.
    pub spelling_firsts: Cow<'static, [u32]>,
    /// Of each name that is not only written as folded: its place in the block, the length of what follows, and the
    /// spellings, the usual one first, tabs between them.
    pub spellings: Cow<'static, [u8]>,
}

/// A row of a list of names: spelling, persons of that name, places of that name.
#[derive(Clone, Debug, PartialEq)]
pub struct ListRow {
    /// As written.
    pub name: String,
    /// Persons (Wikidata items).
    pub persons: u32,
    /// Places (GeoNames).
    pub places: u32,
}

fn nibble(n: u32) -> u8 {
    (f64::from(n) + 1.0).log2().round().min(15.0) as u8
}

impl LatinList {
    /// The list of the given rows. Names of other letters than a to z after folding are left out.
    pub fn new(rows: &[ListRow]) -> Self {
        let mut names = BTreeMap::<String, (u32, u32, BTreeMap<String, u32>)>::new();
        for row in rows {
            let folded = form::latin_folded(&row.name);
            if folded.is_empty()
                || folded.len() > super::alphabet::LONGEST
                || !folded.bytes().all(|b| b.is_ascii_lowercase())
            {
                continue;
            }
            let entry = names.entry(folded).or_default();
            entry.0 = entry.0.saturating_add(row.persons);
            entry.1 = entry.1.saturating_add(row.places);
            let spelt = form::latin_exact(&row.name);
            // Apostrophes and the like, which folding leaves out, may be without end.
            if spelt.len() < LONGEST_SPELLINGS {
                let count = entry.2.entry(spelt).or_default();
                *count = count.saturating_add(row.persons).saturating_add(row.places);
            }
        }
        let sorted: Vec<&[u8]> = names.keys().map(String::as_bytes).collect();
        let mut list = LatinList { tree: Tree::new(&sorted), ..LatinList::default() };
        let counts = list.counts.to_mut();
        let (firsts, spellings) = (list.spelling_firsts.to_mut(), list.spellings.to_mut());
        for (id, (name, (persons, places, forms))) in names.iter().enumerate() {
            if id % BLOCK == 0 {
                firsts.push(spellings.len() as u32);
            }
            counts.push(nibble(*persons) << 4 | nibble(*places));
            if forms.len() > 1 || forms.keys().any(|form| form != name) {
                let mut forms: Vec<(&String, &u32)> = forms.iter().collect();
                forms.sort_by_key(|&(form, &n)| (std::cmp::Reverse(n), form));
                let mut texts = forms[0].0.clone();
                for (form, _) in forms.iter().skip(1).take(2) {
                    if texts.len() + form.len() < LONGEST_SPELLINGS {
                        texts.push('\t');
                        texts.push_str(form);
                    }
                }
                spellings.extend([(id % BLOCK) as u8, texts.len() as u8]);
                spellings.extend(texts.bytes());
            }
        }
        firsts.push(spellings.len() as u32);
        list
    }

    /// Number of names.
    #[allow(clippy::len_without_is_empty, reason = "nobody asks")]
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// How common a name is: persons and places, each as the binary logarithm of one more than their number.
    pub fn counts(&self, id: u32) -> (u8, u8) {
        let both = self.counts.get(id as usize).copied().unwrap_or(0);
        (both >> 4, both & 15)
    }

    /// The spellings of a name, the usual one first; empty when it is only written as folded.
    pub fn spellings(&self, id: u32) -> impl Iterator<Item = &str> {
        let block = id as usize / BLOCK;
        let range = self.spelling_firsts.get(block).zip(self.spelling_firsts.get(block + 1));
        let mut rest =
            range.and_then(|(&from, &to)| self.spellings.get(from as usize..to as usize)).unwrap_or_default();
        let mut text = None;
        while let Some(&[place, len]) = rest.first_chunk() {
            let own = rest.get(2..2 + len as usize).unwrap_or_default();
            if usize::from(place) == id as usize % BLOCK {
                text = std::str::from_utf8(own).ok();
                break;
            }
            rest = rest.get(2 + len as usize..).unwrap_or_default();
        }
        text.unwrap_or_default().split('\t').filter(|s| !s.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_again() {
        let row = |name: &str, persons, places| ListRow { name: name.into(), persons, places };
        let mut rows =
            vec![row("José", 109, 539), row("jose", 20, 3), row("O'Brien", 3, 0), row("محمد", 1, 1)];
        // Longer than its length can say, and counts that add up to more than there is room for.
        rows.extend([row(&format!("nob{}", "'".repeat(300)), u32::MAX, 1), row("nob", u32::MAX, 1)]);
        rows.extend(
            (0..100u8)
                .map(|i| row(&format!("na{}{}", (b'a' + i / 10) as char, (b'a' + i % 10) as char), 1, 0)),
        );
        let list = LatinList::new(&rows);
        assert_eq!(list.len(), 103);
        for name in ["jose", "obrien", "naaa", "nahb", "najj", "nob"] {
            let id = list.tree.find(name).expect(name);
            let mut text = String::new();
            list.tree.name_into(id, &mut text);
            assert_eq!(text, name);
        }
        for name in ["", "a", "nahz", "zz", "josé"] {
            assert_eq!(list.tree.find(name), None, "{name}");
        }
        let jose = list.tree.find("jose").expect("jose");
        assert_eq!(list.spellings(jose).collect::<Vec<_>>(), ["josé", "jose"]);
        assert_eq!(list.counts(jose), (7, 9));
        let plain = list.tree.find("naaa").expect("naaa");
        assert_eq!(list.spellings(plain).count(), 0);
    }
}
