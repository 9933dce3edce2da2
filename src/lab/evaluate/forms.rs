//! The forms of the items of a table of names: which are related, and which are near each other in letters.

use std::collections::{BTreeMap, BTreeSet};

use crate::arabic;
use crate::hash::{GOLDEN, fnv1a_from};
use crate::names::form;
use crate::names::matching::folded;

/// A row of the table.
#[derive(Clone, PartialEq, Debug)]
pub struct VariantRow {
    /// Arabic form.
    pub arabic: String,
    /// Latin form.
    pub latin: String,
    /// What has both.
    pub item: String,
}

/// Of the letters of two Latin forms the share that has to differ in surely different names.
const OTHER: f64 = 0.25;

/// A hash of a text and a seed, the same everywhere.
pub(super) fn hash(text: &str, seed: u64) -> u64 {
    let h = fnv1a_from(seed.wrapping_mul(GOLDEN), text);
    let h = (h ^ h >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
    h ^ h >> 32
}

/// The forms of a half, by number.
#[derive(Default)]
pub(super) struct Forms {
    /// As first written, and folded; Latin.
    pub texts: Vec<(String, String, bool)>,
    pub numbers: BTreeMap<(String, bool), u32>,
    items_of: Vec<Vec<u32>>,
    pub items: Vec<[Vec<u32>; 2]>,
    /// Forms by pairs of letters, Arabic and Latin apart.
    pairs: BTreeMap<(char, char), Vec<u32>>,
    sizes: Vec<u32>,
    /// By form: the least form that it is linked with.
    linked: Vec<u32>,
}

/// A form without what does not count.
pub(super) fn spelt(text: &str) -> String {
    folded(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a form is written in letters that are compared.
fn written(text: &str, latin: bool) -> bool {
    let known = |c: char| {
        !arabic::is_letter(c) || matches!(c, 'ء'..='ي' | 'پ' | 'چ' | 'ژ' | 'گ' | 'ڤ' | 'ٹ' | 'ڈ' | 'ڑ' | 'ں')
    };
    !text.chars().any(|c| c.is_numeric() || ('\u{b0}'..='\u{b9}').contains(&c))
        && (latin || form::arabic_folded(text).chars().all(known))
}

fn letter_pairs(text: &str) -> BTreeSet<(char, char)> {
    let letters: Vec<char> = [' '].into_iter().chain(text.chars()).chain([' ']).collect();
    letters.windows(2).map(|w| (w[0], w[1])).collect()
}

impl Forms {
    pub fn new<'r>(rows: impl Iterator<Item = &'r VariantRow>) -> Self {
        let mut out = Forms::default();
        let mut items = BTreeMap::<&str, u32>::new();
        for row in rows {
            let next = items.len() as u32;
            let item = *items.entry(&row.item).or_insert(next);
            if item == next {
                out.items.push(Default::default());
            }
            for (text, latin) in [(&row.latin, true), (&row.arabic, false)] {
                let key = (spelt(text), latin);
                if key.0.is_empty() || !written(text, latin) {
                    continue;
                }
                let next = out.texts.len() as u32;
                let form = *out.numbers.entry(key.clone()).or_insert(next);
                if form == next {
                    out.texts.push((text.clone(), key.0, latin));
                    out.items_of.push(Vec::new());
                }
                let side = &mut out.items[item as usize][usize::from(!latin)];
                if !side.contains(&form) {
                    side.push(form);
                    out.items_of[form as usize].push(item);
                }
            }
        }
        for (form, (_, folded, _)) in out.texts.iter().enumerate() {
            let pairs = letter_pairs(folded);
            out.sizes.push(pairs.len() as u32);
            for pair in pairs {
                out.pairs.entry(pair).or_default().push(form as u32);
            }
        }
        out.link();
        out
    }

    /// Forms of one item are linked, and those linked with one that is.
    fn link(&mut self) {
        fn root(of: &mut [u32], mut form: u32) -> u32 {
            while of[form as usize] != form {
                of[form as usize] = of[of[form as usize] as usize];
                form = of[form as usize];
            }
            form
        }
        let mut linked: Vec<u32> = (0..self.texts.len() as u32).collect();
        for item in &self.items {
            let mut forms = item.iter().flatten();
            let Some(&first) = forms.next() else { continue };
            for &form in forms {
                let (x, y) = (root(&mut linked, first), root(&mut linked, form));
                linked[x.max(y) as usize] = x.min(y);
            }
        }
        self.linked = (0..linked.len() as u32).map(|form| root(&mut linked, form)).collect();
    }

    /// What a form is linked by, the same for all forms that a chain of items leads to, each of which shares a spelling
    /// with the next.
    pub fn link_of(&self, form: u32) -> u32 {
        self.linked[form as usize]
    }

    /// How many items have both forms.
    pub fn items_with(&self, x: u32, y: u32) -> usize {
        let of = |form: u32| &self.items_of[form as usize];
        of(x).iter().filter(|item| of(y).contains(item)).count()
    }

    /// Whether the Latin forms of the items of `y` are all far from those of the items of `x`.
    pub fn surely_other(&self, x: u32, y: u32) -> bool {
        let latin = |form: u32| -> BTreeSet<&str> {
            let items = self.items_of[form as usize].iter().flat_map(|i| &self.items[*i as usize][0]);
            items.map(|f| self.texts[*f as usize].1.as_str()).collect()
        };
        let (xs, ys) = (latin(x), latin(y));
        let far = |a: &str, b: &str| {
            let (edits, letters) = form::edits(a, b);
            edits as f64 >= OTHER * letters as f64 && edits > 1
        };
        xs.iter().all(|a| ys.iter().all(|b| far(a, b)))
    }

    /// The forms of the same script that share most pairs of letters with this one, most first.
    pub fn neighbours(&self, form: u32, counts: &mut [u32], most: usize, not: &BTreeSet<u32>) -> Vec<u32> {
        let mut touched = Vec::new();
        for pair in letter_pairs(&self.texts[form as usize].1) {
            for &other in self.pairs.get(&pair).into_iter().flatten() {
                if counts[other as usize] == 0 {
                    touched.push(other);
                }
                counts[other as usize] += 1;
            }
        }
        let latin = self.texts[form as usize].2;
        let mut found: Vec<(u32, u32)> = Vec::with_capacity(touched.len());
        for other in touched {
            let shared = std::mem::take(&mut counts[other as usize]);
            let dice = 20_000 * shared / (self.sizes[form as usize] + self.sizes[other as usize]);
            if self.texts[other as usize].2 == latin {
                found.push((u32::MAX - dice, other));
            }
        }
        found.sort_unstable();
        found.into_iter().map(|f| f.1).filter(|f| !not.contains(f)).take(most).collect()
    }
}
