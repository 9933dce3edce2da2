//! Latin names that are in use, with how common each is: the prior of what the models write in Latin letters.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::form;

/// Names in a block of spellings, which is read from its beginning.
const BLOCK: usize = 16;

/// Bytes of the spellings of a name: their length is a byte.
const LONGEST_SPELLINGS: usize = 200;

/// Of the first byte of a letter in the tree: the letter, from 1 for a.
const LETTER: u8 = 31;
/// A name ends with this letter.
const ENDS: u8 = 32;
/// Letters follow this one: its children.
const GOES_ON: u8 = 64;
/// There is another letter in place of this one after its children.
const MORE: u8 = 128;

/// Folded names as a tree of letters, in order; their counts; and the spellings of those that are not written as
/// folded. A name's number is its place in the order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LatinList {
    /// The letters, each before its children: a byte of the letter and [`ENDS`], [`GOES_ON`], [`MORE`]; if it has the
    /// last two, the length of its children in bytes and the number of names among them follow, seven bits a byte, the
    /// low ones first, the highest bit set in all but the last.
    pub tree: Cow<'static, [u8]>,
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

/// A place in the tree: some letters of one or more names.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    /// One more than where the letters that follow begin; [`NOWHERE`] when none follow, 0 for no place at all.
    children: u32,
    /// Number of names before those that go on from here, and [`ENDED`].
    names: u32,
}

/// No letters follow.
const NOWHERE: u32 = u32::MAX;

/// A name ends here: the one before those that go on.
const ENDED: u32 = 1 << 31;

impl Place {
    /// Whether some name begins with these letters.
    pub fn is_there(self) -> bool {
        self.children > 0
    }

    /// Whether letters follow.
    pub fn goes_on(self) -> bool {
        self.children > 0 && self.children < NOWHERE
    }

    /// Whether the letters are a name.
    pub fn ends(self) -> bool {
        self.names & ENDED > 0
    }

    /// The number of the name that the letters are.
    pub fn name(self) -> Option<u32> {
        self.ends().then(|| (self.names & !ENDED) - 1)
    }
}

/// The places that each letter leads to.
pub struct Children([Place; 32]);

impl Children {
    /// Where a letter, from 1 for a, leads.
    pub fn of(&self, letter: u8) -> Place {
        self.0.get(letter as usize).copied().unwrap_or_default()
    }
}

/// Appends a number, seven bits a byte.
fn put(mut n: usize, out: &mut Vec<u8>) {
    while n > 127 {
        out.push(n as u8 | 128);
        n >>= 7;
    }
    out.push(n as u8);
}

/// The number at `at`, which is moved behind it.
#[inline]
fn number(bytes: &[u8], at: &mut usize) -> u32 {
    // Most are small.
    if let Some(&b) = bytes.get(*at).filter(|&&b| b < 128) {
        *at += 1;
        return b.into();
    }
    let (mut n, mut shift) = (0u32, 0);
    while let Some(&b) = bytes.get(*at) {
        *at += 1;
        n |= u32::from(b & 127) << shift;
        shift += 7;
        if b < 128 || shift > 28 {
            break;
        }
    }
    n
}

/// The tree of names in order that share their first letters, so many.
fn tree(names: &[&[u8]], shared: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = names;
    while let Some(&first) = rest.first() {
        let same = rest.partition_point(|name| name[shared] <= first[shared]);
        let (own, others) = rest.split_at(same);
        let ends = own[0].len() == shared + 1;
        let below = &own[usize::from(ends)..];
        let mut head = first[shared] - b'a' + 1;
        for (is, bit) in [(ends, ENDS), (!below.is_empty(), GOES_ON), (!others.is_empty(), MORE)] {
            head |= if is { bit } else { 0 };
        }
        out.push(head);
        if !below.is_empty() {
            let children = tree(below, shared + 1);
            if !others.is_empty() {
                put(children.len(), &mut out);
                put(below.len(), &mut out);
            }
            out.extend(children);
        }
        rest = others;
    }
    out
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
        let mut list = LatinList { tree: tree(&sorted, 0).into(), ..LatinList::default() };
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

    /// Only the names themselves, in order, each once: letters from a to z.
    pub fn bare(names: &[&str]) -> Self {
        let bytes: Vec<&[u8]> = names.iter().map(|name| name.as_bytes()).collect();
        LatinList { tree: tree(&bytes, 0).into(), ..LatinList::default() }
    }

    /// Number of names.
    #[allow(clippy::len_without_is_empty, reason = "nobody asks")]
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// Where all names begin.
    pub fn root(&self) -> Place {
        Place { children: u32::from(!self.tree.is_empty()), names: 0 }
    }

    /// Calls `each` with the letters that follow at a place and where they lead, in order, until it says `false`.
    #[inline]
    fn each(&self, place: Place, mut each: impl FnMut(u8, Place) -> bool) {
        if !place.goes_on() {
            return;
        }
        let (mut at, mut names) = (place.children as usize - 1, place.names & !ENDED);
        while let Some(&head) = self.tree.get(at) {
            at += 1;
            let (mut skip, mut inside) = (0, 0);
            if head & (GOES_ON | MORE) == GOES_ON | MORE {
                skip = number(&self.tree, &mut at);
                inside = number(&self.tree, &mut at);
            }
            let mut here = Place { children: NOWHERE, names };
            if head & ENDS > 0 {
                here.names = (names + 1) | ENDED;
                names += 1;
            }
            if head & GOES_ON > 0 {
                here.children = at as u32 + 1;
            }
            if !each(head & LETTER, here) || head & MORE == 0 {
                return;
            }
            at += skip as usize;
            names += inside;
        }
    }

    /// Where the letters after a place lead.
    pub fn children(&self, place: Place) -> Children {
        let mut out = Children([Place::default(); 32]);
        self.each(place, |letter, place| {
            out.0[letter as usize] = place;
            true
        });
        out
    }

    /// Where one letter after a place leads.
    pub fn child(&self, place: Place, letter: u8) -> Place {
        let mut found = Place::default();
        self.each(place, |other, place| {
            if other == letter {
                found = place;
            }
            other < letter
        });
        found
    }

    /// Appends the folded form of name `id` to `out`.
    pub fn name_into(&self, id: u32, out: &mut String) {
        let mut place = self.root();
        while place.goes_on() && place.name() != Some(id) {
            // The last letter that begins with names up to this one.
            let mut next = None;
            self.each(place, |letter, place| {
                let first = (place.names & !ENDED) - u32::from(place.ends());
                if first <= id {
                    next = Some((letter, place));
                }
                first <= id
            });
            let Some((letter, below)) = next else { return };
            out.push((b'a' + letter - 1) as char);
            place = below;
        }
    }

    /// The number of a folded name.
    #[cfg(test)]
    fn find(&self, folded: &str) -> Option<u32> {
        let letters = folded.bytes().map(|b| if b.is_ascii_lowercase() { b - b'a' + 1 } else { 0 });
        letters.fold(self.root(), |place, letter| self.child(place, letter)).name()
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
