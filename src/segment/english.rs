//! Where English sentences end: which full stops belong to abbreviations, which marks to the speech inside.

use super::gap::{Gap, Stop};
use super::lists::{BoundaryRole, Ends, Lists};

/// Whether a sentence ends at `gap`.
pub fn ends(gap: &Gap, lists: &Lists) -> bool {
    if gap.small() || gap.word.is_empty() {
        return false;
    }
    match gap.stop {
        Stop::Full => full_stop(gap, lists),
        Stop::Ellipsis => !gap.number(),
        Stop::Question => !(gap.address() || (gap.closed && speech(gap, lists))),
        Stop::Other => true,
    }
}

fn full_stop(gap: &Gap, lists: &Lists) -> bool {
    if gap.label() {
        return false;
    }
    if gap.glued && !gap.closed && !missing_space(gap, lists) {
        return false;
    }
    match lists.ends(gap.word) {
        Some(Ends::Never) => false,
        Some(Ends::Maybe) => starts(gap, lists),
        Some(Ends::Capital) => gap.capital() && !lists.is(gap.next, BoundaryRole::Time),
        Some(Ends::Number) => !gap.number(),
        // The I of "General A. I Stone" is an initial too.
        None if gap.initial() || gap.initialism() => gap.next.len() > 1 && starts(gap, lists),
        None => !clock(gap),
    }
}

/// A time of day with a space in it: "at 10. 45 p.m."
fn clock(gap: &Gap) -> bool {
    let two = |w: &str| w.len() <= 2 && !w.is_empty() && w.bytes().all(|b| b.is_ascii_digit());
    let rest = gap.after[gap.next.len()..].trim_start();
    two(gap.word) && two(gap.next) && ["a.m", "p.m", "am", "pm", "hrs"].iter().any(|t| rest.starts_with(t))
}

/// Whether the next word typically begins a sentence. The A of "J. A. Smith" does not.
fn starts(gap: &Gap, lists: &Lists) -> bool {
    lists.is(gap.next, BoundaryRole::Starter) && !gap.after[gap.next.len()..].starts_with('.')
}

/// A full stop without a space after it ends a sentence when a new word clearly begins: end.He, not Jisr.Org, Ph.D.
fn missing_space(gap: &Gap, lists: &Lists) -> bool {
    let mut letters = gap.next.chars();
    let word = letters.next().is_some_and(char::is_uppercase)
        && match letters.next() {
            Some(c) => c.is_lowercase(),
            None => matches!(gap.next, "A" | "I") && gap.after[1..].starts_with(' '),
        };
    word && (!gap.word.contains('.') || gap.initialism())
        && !gap.address()
        && !lists.is(&gap.next.to_lowercase(), BoundaryRole::Domain)
}

/// `"Why?" Smith asked`: within five words, names and then a verb of speech.
fn speech(gap: &Gap, lists: &Lists) -> bool {
    if lists.is(gap.next, BoundaryRole::Starter) || gap.opened.is_some() {
        return false;
    }
    for word in gap.after.split_whitespace().take(5) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if lists.is(word, BoundaryRole::Speech) {
            return true;
        }
        if word != "and" && !word.starts_with(char::is_uppercase) {
            return false;
        }
    }
    false
}
