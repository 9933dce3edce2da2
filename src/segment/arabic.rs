//! Where Arabic sentences end. Arabic has no capitals, so UAX #29 takes every full stop before a letter for an end.

use super::gap::{Gap, Stop};
use super::lists::{BoundaryRole, Ends, Lists};
use crate::arabic;

/// Whether a sentence ends at `gap`.
pub fn ends(gap: &Gap, lists: &Lists) -> bool {
    if gap.word.is_empty() {
        return false;
    }
    match gap.stop {
        Stop::Full => full_stop(gap, lists),
        Stop::Ellipsis => !gap.glued && !lists.is(gap.next, BoundaryRole::Goes),
        // «هل هذا معقول؟» وغادر goes on; «هل هذا معقول؟» وأضاف begins anew.
        Stop::Question if gap.closed => {
            gap.opened.is_some_and(|c| c != '(') || lists.is(gap.next, BoundaryRole::Starter)
        }
        Stop::Question => {
            !(gap.address() || lists.is(gap.next, BoundaryRole::Goes) || gap.glued && gap.small())
        }
        Stop::Other => true,
    }
}

fn full_stop(gap: &Gap, lists: &Lists) -> bool {
    if gap.label() {
        return false;
    }
    if gap.glued && !gap.closed {
        return missing_space(gap, lists);
    }
    let word = bare(gap.word);
    match lists.ends(word).or_else(|| lists.ends(without_and(word))) {
        Some(Ends::Never) => false,
        Some(Ends::Maybe) => lists.is(gap.next, BoundaryRole::Starter),
        Some(Ends::Capital) => true,
        Some(Ends::Number) => !gap.number(),
        None if gap.initial() || gap.initialism() || is_initial_after_and(word) => {
            lists.is(gap.next, BoundaryRole::Starter)
        }
        None => !(gap.closed && lists.is(gap.next, BoundaryRole::Goes)),
    }
}

/// A full stop between letters ends a sentence when both sides are whole words: المدينة.وقال, not الجزيرة.نت or د.أحمد.
fn missing_space(gap: &Gap, lists: &Lists) -> bool {
    let word = bare(gap.word);
    let long = |w: &str, fits: fn(char) -> bool| w.chars().filter(|&c| fits(c)).nth(1).is_some();
    !word.contains('.')
        && !gap.address()
        && long(word, char::is_alphanumeric)
        && long(gap.next, char::is_alphabetic)
        && !is_initial_after_and(word)
        && !gap.small()
        && lists.ends(word).is_none()
        && !lists.is(gap.next, BoundaryRole::Domain)
}

/// The word without the preposition or tatweel glued to an abbreviation: لـد, بـ«د».
fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| arabic::is_format(c));
    match word.split_once('\u{640}') {
        Some(("ل" | "ب" | "ك" | "ول" | "وب", rest)) if !rest.is_empty() => rest,
        _ => word,
    }
}

fn without_and(word: &str) -> &str {
    word.strip_prefix('و').unwrap_or(word)
}

/// ود. أحمد, وم. سالم: the title of the next in a list of people.
fn is_initial_after_and(word: &str) -> bool {
    matches!(word, "ود" | "وم" | "وأ")
}
