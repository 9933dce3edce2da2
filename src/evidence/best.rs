//! The best few of many.

use std::collections::BTreeSet;

/// Puts `item` among the best few if its `value` is high enough: at most `most`, the highest value first, of equals
/// the one that came first.
#[inline]
pub fn keep<T>(best: &mut Vec<(f32, T)>, value: f32, item: T, most: usize) {
    if best.len() < most || best.last().is_some_and(|least| value > least.0) {
        let at = best.partition_point(|b| b.0 >= value);
        best.insert(at, (value, item));
        best.truncate(most);
    }
}

/// Keeps those of `found`, in their order, whose two sides none before has taken.
pub fn each_once<T, A: Ord, B: Ord>(found: &mut Vec<T>, sides: impl Fn(&T) -> (A, B)) {
    let (mut first, mut second) = (BTreeSet::new(), BTreeSet::new());
    found.retain(|item| {
        let (a, b) = sides(item);
        let free = !first.contains(&a) && !second.contains(&b);
        if free {
            first.insert(a);
            second.insert(b);
        }
        free
    });
}

#[cfg(test)]
mod tests {
    use super::keep;

    #[test]
    fn the_highest_are_kept_and_of_equals_the_first() {
        let mut best = Vec::new();
        for (value, item) in [(1.0, 'a'), (3.0, 'b'), (2.0, 'c'), (3.0, 'd'), (2.0, 'e')] {
            keep(&mut best, value, item, 3);
        }
        assert_eq!(best, [(3.0, 'b'), (3.0, 'd'), (2.0, 'c')]);
        keep(&mut best, 9.0, 'f', 0);
        assert!(best.is_empty());
    }
}
