//! Latin names that are in use, with how common each is: the prior of what the models write in Latin letters.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::form;

/// What half a byte can say.
const MORE: usize = 15;

/// Names in a block of the text, which is read from its beginning.
const BLOCK: usize = 16;

/// Folded names in order, each as what it shares with the one before it and the rest; its counts; and the spellings of
/// those that are not written as folded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LatinList {
    /// Where each block begins in `text`.
    pub blocks: Cow<'static, [u32]>,
    /// A byte of the number of letters shared, in the high half, and of those that follow, a byte of how many more than
    /// [`MORE`] follow if it says that many, the letters; the first of a block shares none.
    pub text: Cow<'static, [u8]>,
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
            entry.0 += row.persons;
            entry.1 += row.places;
            *entry.2.entry(form::latin_exact(&row.name)).or_default() += row.persons + row.places;
        }
        let mut list = LatinList::default();
        let (blocks, text, counts) = (list.blocks.to_mut(), list.text.to_mut(), list.counts.to_mut());
        let (firsts, spellings) = (list.spelling_firsts.to_mut(), list.spellings.to_mut());
        let mut before = String::new();
        for (id, (name, (persons, places, forms))) in names.iter().enumerate() {
            let mut shared = name.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count();
            shared = shared.min(MORE);
            if id % BLOCK == 0 {
                blocks.push(text.len() as u32);
                firsts.push(spellings.len() as u32);
                shared = 0;
            }
            let more = name.len() - shared;
            text.push((shared << 4 | more.min(MORE)) as u8);
            if more >= MORE {
                text.push((more - MORE) as u8);
            }
            text.extend(&name.as_bytes()[shared..]);
            counts.push(nibble(*persons) << 4 | nibble(*places));
            before.clone_from(name);
            if forms.len() > 1 || !forms.contains_key(name) {
                let mut forms: Vec<(&String, &u32)> = forms.iter().collect();
                forms.sort_by_key(|&(form, &n)| (std::cmp::Reverse(n), form));
                let mut texts = forms[0].0.clone();
                for (form, _) in forms.iter().skip(1).take(2) {
                    if texts.len() + form.len() < 200 {
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

    /// Of the name at `at` of the text: letters shared, letters that follow, and where these begin.
    #[inline]
    fn head(&self, at: usize) -> Option<(usize, usize, usize)> {
        let both = usize::from(*self.text.get(at)?);
        let (shared, more) = (both >> 4, both & MORE);
        if more < MORE {
            Some((shared, more, at + 1))
        } else {
            Some((shared, more + usize::from(*self.text.get(at + 1)?), at + 2))
        }
    }

    /// Calls `each` with number and letters of the names of a block, until it says `false`.
    fn block(&self, block: usize, mut each: impl FnMut(u32, &[u8]) -> bool) {
        let Some(&start) = self.blocks.get(block) else { return };
        let mut at = start as usize;
        let mut name = [0u8; 2 * super::alphabet::LONGEST];
        let last = (BLOCK * (block + 1)).min(self.len());
        for id in BLOCK * block..last {
            let Some((shared, more, start)) = self.head(at) else { return };
            let Some(rest) = self.text.get(start..start + more) else { return };
            let Some(room) = name.get_mut(shared..shared + more) else { return };
            room.copy_from_slice(rest);
            at = start + more;
            if !each(id as u32, &name[..shared + more]) {
                return;
            }
        }
    }

    /// Appends the folded form of name `id` to `out`.
    pub fn name_into(&self, id: u32, out: &mut String) {
        self.block(id as usize / BLOCK, |at, name| {
            if at == id {
                out.push_str(std::str::from_utf8(name).unwrap_or_default());
            }
            at < id
        });
    }

    /// The number of a folded name.
    pub fn find(&self, folded: &str) -> Option<u32> {
        let name = folded.as_bytes();
        // The last block whose first name is not after this one.
        let first = |&at: &u32| {
            let head = self.head(at as usize);
            head.and_then(|(_, more, start)| self.text.get(start..start + more)).unwrap_or_default()
        };
        let block = self.blocks.partition_point(|start| first(start) <= name).checked_sub(1)?;
        let mut found = None;
        self.block(block, |id, other| {
            if other == name {
                found = Some(id);
            }
            other < name
        });
        found
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
        rows.extend(
            (0..100u8)
                .map(|i| row(&format!("na{}{}", (b'a' + i / 10) as char, (b'a' + i % 10) as char), 1, 0)),
        );
        let list = LatinList::new(&rows);
        assert_eq!(list.len(), 102);
        for name in ["jose", "obrien", "naaa", "nahb", "najj"] {
            let id = list.find(name).expect(name);
            let mut text = String::new();
            list.name_into(id, &mut text);
            assert_eq!(text, name);
        }
        for name in ["", "a", "nahz", "zz", "josé"] {
            assert_eq!(list.find(name), None, "{name}");
        }
        let jose = list.find("jose").expect("jose");
        assert_eq!(list.spellings(jose).collect::<Vec<_>>(), ["josé", "jose"]);
        assert_eq!(list.counts(jose), (7, 9));
        let plain = list.find("naaa").expect("naaa");
        assert_eq!(list.spellings(plain).count(), 0);
    }
}
