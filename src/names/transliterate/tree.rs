//! Names as a tree of letters in few bytes: which letters may follow some others, and the number of the name they end.

use std::borrow::Cow;
use std::sync::OnceLock;

/// Of the first byte of a letter in the tree: the letter, from 1 for a.
const LETTER: u8 = 31;
/// A name ends with this letter.
const ENDS: u8 = 32;
/// Letters follow this one: its children.
const GOES_ON: u8 = 64;
/// There is another letter in place of this one after its children.
const MORE: u8 = 128;

/// Names of letters from a to z. A name's number is its place in the order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    /// The letters, each before its children: a byte of the letter and [`ENDS`], [`GOES_ON`], [`MORE`]; if it has the
    /// last two, the length of its children in bytes and the number of names among them follow, seven bits a byte, the
    /// low ones first, the highest bit set in all but the last.
    pub bytes: Cow<'static, [u8]>,
    upper: Upper,
}

/// What follows the first letters, where most letters follow and search comes most often: unpacked when first needed.
#[derive(Clone, Debug, Default)]
struct Upper(OnceLock<Box<[Children]>>);

/// Lists are equal when their names are.
impl PartialEq for Upper {
    fn eq(&self, _: &Upper) -> bool {
        true
    }
}

/// A place in the tree: some letters of one or more names.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    /// One more than where the letters that follow begin, or [`READY`] and their number in the unpacked part; [`NOWHERE`]
    /// when none follow, 0 for no place at all.
    children: u32,
    /// Number of names before those that go on from here, and [`ENDED`].
    names: u32,
}

/// The letters that follow are unpacked.
const READY: u32 = 1 << 30;

/// After so many letters the letters that follow are unpacked.
const UNPACKED: usize = 2;

/// Lists of fewer bytes than this are not unpacked: they are made for one name.
const SMALL: usize = 1 << 12;

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
#[derive(Clone, Debug, Default)]
pub struct Children([Place; 27]);

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

impl Tree {
    /// The tree of names in order, each once.
    pub fn new(names: &[&[u8]]) -> Self {
        Tree { bytes: tree(names, 0).into(), ..Tree::default() }
    }

    /// Where all names begin.
    pub fn root(&self) -> Place {
        let children = if self.upper().is_empty() { u32::from(!self.bytes.is_empty()) } else { READY };
        Place { children, names: 0 }
    }

    /// What follows the first letters, each after those before it; empty for a small list.
    fn upper(&self) -> &[Children] {
        self.upper.0.get_or_init(|| {
            if !(SMALL..READY as usize).contains(&self.bytes.len()) {
                return Box::default();
            }
            let mut out = vec![self.unpacked(Place { children: 1, names: 0 })];
            let mut level = 0..1;
            for _ in 0..UNPACKED {
                let end = out.len();
                for at in level {
                    for letter in 0..out[at].0.len() {
                        let place = out[at].0[letter];
                        if place.goes_on() {
                            out[at].0[letter].children = READY | out.len() as u32;
                            out.push(self.unpacked(place));
                        }
                    }
                }
                level = end..out.len();
            }
            out.into()
        })
    }

    /// Where the letters after a place that is not unpacked lead.
    fn unpacked(&self, place: Place) -> Children {
        let mut out = Children::default();
        self.each(place, |letter, place| {
            out.0[usize::from(letter) % 27] = place;
            true
        });
        out
    }

    /// What follows a place, where that is unpacked.
    #[inline]
    fn ready(&self, place: Place) -> Option<&Children> {
        let number = (place.goes_on() && place.children & READY > 0).then_some(place.children & !READY)?;
        self.upper().get(number as usize)
    }

    /// Calls `each` with the letters that follow at a place and where they lead, in order, until it says `false`.
    #[inline]
    fn each(&self, place: Place, mut each: impl FnMut(u8, Place) -> bool) {
        if !place.goes_on() {
            return;
        }
        if let Some(ready) = self.ready(place) {
            for (letter, &place) in ready.0.iter().enumerate().filter(|(_, place)| place.is_there()) {
                if !each(letter as u8, place) {
                    return;
                }
            }
            return;
        }
        let (mut at, mut names) = (place.children as usize - 1, place.names & !ENDED);
        while let Some(&head) = self.bytes.get(at) {
            at += 1;
            let (mut skip, mut inside) = (0, 0);
            if head & (GOES_ON | MORE) == GOES_ON | MORE {
                skip = number(&self.bytes, &mut at);
                inside = number(&self.bytes, &mut at);
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

    /// Where the letters after a place lead; `room` is for those that are not unpacked.
    #[inline]
    pub fn children<'r>(&'r self, place: Place, room: &'r mut Children) -> &'r Children {
        if let Some(ready) = self.ready(place) {
            return ready;
        }
        *room = self.unpacked(place);
        room
    }

    /// Where one letter after a place leads.
    pub fn child(&self, place: Place, letter: u8) -> Place {
        if let Some(ready) = self.ready(place) {
            return ready.of(letter);
        }
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
    pub(super) fn find(&self, folded: &str) -> Option<u32> {
        let letters = folded.bytes().map(|b| if b.is_ascii_lowercase() { b - b'a' + 1 } else { 0 });
        letters.fold(self.root(), |place, letter| self.child(place, letter)).name()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_a_tree_that_is_unpacked_and_in_one_that_is_not() {
        let letter = |n: u32| (b'a' + (n % 26) as u8) as char;
        for names in [40, 12_000u32] {
            let spelt = (0..names).map(|n| [letter(n * 7), letter(n / 11), letter(n / 3), letter(n / 500)]);
            // Of one, two, three and four letters.
            let mut all: Vec<String> =
                spelt.enumerate().map(|(i, l)| l[..=(i % 4)].iter().collect()).collect();
            all.sort();
            all.dedup();
            let tree = Tree::new(&all.iter().map(String::as_bytes).collect::<Vec<_>>());
            assert_eq!(tree.upper().is_empty(), names == 40, "{}", tree.bytes.len());
            for (id, name) in all.iter().enumerate() {
                assert_eq!(tree.find(name), Some(id as u32), "{name}");
                let mut found = String::new();
                tree.name_into(id as u32, &mut found);
                assert_eq!(&found, name);
                let longer = format!("{name}z");
                assert_eq!(tree.find(&longer).is_some(), all.contains(&longer), "{longer}");
            }
        }
    }
}
