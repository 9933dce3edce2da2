//! The reverse index: for Arabic forms that nobody has listed, the Latin names that are likely written so, worked out
//! beforehand by writing every name of the Latin list in Arabic.

use std::borrow::Cow;

use crate::hash::{fnv1a, spread};

/// Bits of an entry that hold the likelihood, the check of the Arabic form, the number of the name.
const LIKELIHOOD: u32 = 4;
const CHECK: u32 = 9;
const NAME: u32 = 19;

/// The most names an index can hold.
pub const MOST_NAMES: usize = 1 << NAME;

/// Steps of likelihood that a nat has.
const STEPS: f32 = 4.0;

/// Entries by the hash of the folded Arabic form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReverseIndex {
    /// Where the entries of each bucket begin; a power of two and one.
    pub firsts: Cow<'static, [u32]>,
    /// Name, check and likelihood in one number each.
    pub entries: Cow<'static, [u32]>,
}

/// The hash of a folded Arabic form.
fn hash(folded: &str) -> u64 {
    spread(fnv1a(folded))
}

/// That `name` of the Latin list is written `arabic` (folded) with this probability.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexedForm {
    /// Folded Arabic form.
    pub arabic: String,
    /// Number of the Latin name.
    pub name: u32,
    /// Probability of this form, given the name.
    pub probability: f32,
}

impl ReverseIndex {
    /// The index of the given forms.
    pub fn new(forms: &[IndexedForm]) -> Self {
        let bits = (forms.len().max(24) as f64 / 12.0).log2().ceil().max(1.0) as u32;
        let mut rows: Vec<(u64, u32)> = forms
            .iter()
            .filter(|f| (f.name as usize) < MOST_NAMES)
            .map(|f| {
                let h = hash(&f.arabic);
                let check = (h >> 20) as u32 & ((1 << CHECK) - 1);
                let likelihood = (-f.probability.max(1e-9).ln() * STEPS).round().min(15.0) as u32;
                (h >> (64 - bits), check << (32 - CHECK) | likelihood << NAME | f.name)
            })
            .collect();
        rows.sort_unstable();
        rows.dedup();
        let mut firsts = Vec::with_capacity((1 << bits) + 1);
        let mut at = 0;
        for bucket in 0..1u64 << bits {
            firsts.push(at as u32);
            while rows.get(at).is_some_and(|r| r.0 == bucket) {
                at += 1;
            }
        }
        firsts.push(at as u32);
        ReverseIndex { firsts: firsts.into(), entries: rows.into_iter().map(|r| r.1).collect() }
    }

    /// Calls `each` with every name that is likely written as `folded`, and the logarithm of how likely; the likeliest
    /// first. One name in some forty look-ups is there by
    /// chance.
    pub fn each(&self, folded: &str, mut each: impl FnMut(u32, f32)) {
        let buckets = self.firsts.len().saturating_sub(1);
        if buckets < 2 {
            return;
        }
        let h = hash(folded);
        let bucket = (h >> (64 - buckets.trailing_zeros())) as usize;
        let check = (h >> 20) as u32 & ((1 << CHECK) - 1);
        let range = self.firsts[bucket] as usize..self.firsts[bucket + 1] as usize;
        for &entry in self.entries.get(range).unwrap_or_default() {
            if entry >> (32 - CHECK) == check {
                let likelihood = entry >> NAME & ((1 << LIKELIHOOD) - 1);
                each(entry & ((1 << NAME) - 1), -(likelihood as f32) / STEPS);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_found() {
        let form = |i: u32| IndexedForm {
            arabic: format!("اسم{}", i / 2),
            name: i,
            probability: 0.5 / (1 + i % 2) as f32,
        };
        let index = ReverseIndex::new(&(0..1000).map(form).collect::<Vec<_>>());
        for i in 0..1000 {
            let mut found = Vec::new();
            index.each(&form(i).arabic, |name, p| found.push((name, p)));
            let place = found.iter().position(|f| f.0 == i).expect("there");
            assert!((found[place].1.exp() - form(i).probability).abs() < 0.05);
            assert!(found.windows(2).all(|w| w[0].1 >= w[1].1));
        }
        let mut strangers = 0;
        (0..1000).for_each(|i| index.each(&format!("غير{i}"), |_, _| strangers += 1));
        assert!(strangers < 50, "{strangers}");
        ReverseIndex::default().each("x", |_, _| panic!("nothing is in it"));
    }
}
