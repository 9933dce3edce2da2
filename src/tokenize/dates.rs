//! Dates put together from days, month names and years: "21 December 2018", «21 كانون الأول/ ديسمبر 2018», "in May".

use super::SentenceAtoms;
use super::digits::{Digits, Literal};
use super::lexemes::Month;
use super::scan::{AtomKind, Scratch, WordScript};
use crate::text::{Date, Number, NumberUnit};

/// Words after which "May" or "March" alone is the month.
const BEFORE_MONTH: &[&str] = &[
    "in", "of", "by", "since", "until", "till", "last", "next", "early", "late", "mid", "this", "during",
    "from",
];

/// Words between month and year.
const BEFORE_YEAR: &[&str] = &["من", "عام", "العام", "لعام", "للعام", "سنة", "لسنة", "السنة", "of"];

/// A month name, named once or twice («كانون الأول/ ديسمبر»).
struct Named {
    month: Month,
    /// The atom after it.
    next: usize,
    twice: bool,
}

impl SentenceAtoms<'_> {
    /// The date whose day is `day`, a number that ends before atom `next`; and the atom after the date.
    pub(super) fn date_from_day(&self, i: usize, day: Number, next: usize) -> Option<(Date, usize)> {
        let in_digits = match self.atoms[i].kind {
            AtomKind::Digits(Literal::Number(digits)) => Some(digits),
            _ => None,
        };
        let value = match (day.unit, in_digits) {
            (NumberUnit::Plain, Some(digits)) if next == i + 1 => digits.day()?,
            (NumberUnit::Ordinal, _) if (1.0..=31.0).contains(&day.value) => day.value as u8,
            _ => return None,
        };
        let linked = self.is(next, "of") || self.is(next, "من");
        if in_digits.is_none() && !linked {
            return None;
        }
        let mut at = if linked { next + 1 } else { next };
        // «5 من شهر مايو», unless the table knows the month together with «شهر».
        if self.is(at, "شهر") && self.month(at).is_none() {
            at += 1;
        }
        let named = self.month(at)?;
        if !self.written_as_name(at) {
            return None;
        }
        let (year, end) = self.year(named.next).map_or((None, named.next), |(year, end)| (Some(year), end));
        Some((Date { year, month: Some(named.month.number), day: Some(value) }, end))
    }

    /// The date that starts with the month at atom `i`, and the atom after it.
    pub(super) fn date_from_month(&self, i: usize) -> Option<(Date, usize)> {
        let named = self.month(i)?;
        let month = Some(named.month.number);
        if !self.written_as_name(i) {
            return None;
        }
        if let Some((year, end)) = self.year(named.next) {
            return Some((Date { year: Some(year), month, day: None }, end));
        }
        if !self.is_arabic(i)
            && let Some((day, end)) = self.day_after(named.next)
        {
            let (year, end) = self.year(end).map_or((None, end), |(year, end)| (Some(year), end));
            return Some((Date { year, month, day: Some(day) }, end));
        }
        let sure = named.twice || !named.month.ambiguous || self.context_says_month(i, named.next);
        sure.then_some((Date { year: None, month, day: None }, named.next))
    }

    /// Month at atom `i`, in one or several words, once or twice.
    fn month(&self, i: usize) -> Option<Named> {
        let (month, next) = self.month_once(i)?;
        let AtomKind::Mark(mark) = self.atoms.get(next).map_or(AtomKind::Link, |a| a.kind) else {
            return Some(Named { month, next, twice: false });
        };
        if matches!(mark, '/' | '(' | '[' | '-' | '–')
            && let Some((again, end)) = self.month_once(next + 1)
            && again.number == month.number
        {
            let closed = self.is_mark(end, ')') || self.is_mark(end, ']');
            return Some(Named { month, next: if closed { end + 1 } else { end }, twice: true });
        }
        Some(Named { month, next, twice: false })
    }

    fn month_once(&self, i: usize) -> Option<(Month, usize)> {
        let AtomKind::Word { lexeme: Some(lexeme), script, .. } = self.atoms.get(i)?.kind else {
            return None;
        };
        let entry = self.tables.get(lexeme);
        if lexeme.definite {
            return None;
        }
        if entry.starts
            && let Some(found) =
                self.month_phrase(i, script, usize::from(lexeme.and) + usize::from(lexeme.preposition))
        {
            return Some(found);
        }
        entry.month.map(|month| (month, i + 1))
    }

    /// A month name of several words at atom `i`, whose first word has `proclitics` letters before it.
    fn month_phrase(&self, i: usize, script: WordScript, proclitics: usize) -> Option<(Month, usize)> {
        let mut scratch = Scratch::default();
        let mut keys: Vec<String> = Vec::with_capacity(4);
        let mut ends = Vec::with_capacity(4);
        let mut at = i;
        while keys.len() < 4 {
            // "Rabi' al-Awwal"
            while at > i
                && (self.is_mark(at, '-') || self.is_mark(at, '\'') || self.is_mark(at, '’'))
                && self.glued(at)
            {
                at += 1;
            }
            if !matches!(self.atoms.get(at)?.kind, AtomKind::Word { script: s, .. } if s == script) {
                break;
            }
            scratch.fold(self.text_of(at), script);
            let skip =
                if at == i { scratch.key.char_indices().nth(proclitics).map_or(0, |(b, _)| b) } else { 0 };
            keys.push(scratch.key[skip..].to_owned());
            at += 1;
            ends.push(at);
            if at == self.atoms.len() {
                break;
            }
        }
        let (month, words) = self.tables.phrase(keys.iter().map(String::as_str))?;
        Some((month, ends[words - 1]))
    }

    /// Whether an English month has its capital; Arabic has none.
    fn written_as_name(&self, i: usize) -> bool {
        matches!(
            self.atoms[i].kind,
            AtomKind::Word { capital: true, .. } | AtomKind::Word { script: WordScript::Arabic, .. }
        )
    }

    /// The digits at atom `i`, if no number of several words starts there.
    fn digits_alone(&self, i: usize) -> Option<(Digits, NumberUnit, usize)> {
        let AtomKind::Digits(Literal::Number(digits)) = self.atoms.get(i)?.kind else { return None };
        let (number, next) = self.number(i)?;
        match number.unit {
            NumberUnit::Plain if next == i + 1 => Some((digits, NumberUnit::Plain, next)),
            NumberUnit::Ordinal => Some((digits, NumberUnit::Ordinal, next)),
            _ => None,
        }
    }

    /// The day that follows an English month, perhaps after the dot of its abbreviation: "Dec. 21", "March 5th".
    fn day_after(&self, i: usize) -> Option<(u8, usize)> {
        let (digits, _, next) = self.digits_alone(self.past_dot(i))?;
        Some((digits.day()?, next))
    }

    /// The year that follows at atom `i`, perhaps after a comma, «عام», "of", a month's dot.
    fn year(&self, i: usize) -> Option<(u16, usize)> {
        let mut at = self.past_dot(i);
        if self.is_mark(at, ',') || self.is_mark(at, '،') {
            at += 1;
        }
        for _ in 0..2 {
            if BEFORE_YEAR.iter().any(|word| self.is(at, word)) {
                at += 1;
            }
        }
        let (digits, unit, next) = self.digits_alone(at)?;
        Some((digits.year().filter(|_| unit == NumberUnit::Plain)?, next))
    }

    fn past_dot(&self, i: usize) -> usize {
        if self.is_mark(i, '.') && self.glued(i) { i + 1 } else { i }
    }

    /// Whether the words around an ambiguous month at atoms `i..next` tell that it is one.
    fn context_says_month(&self, i: usize, next: usize) -> bool {
        let month_at = |at: usize| self.month_once(at).is_some_and(|_| self.written_as_name(at));
        let joins = |at: usize| {
            ["and", "or", "to", "through", "until", "و", "أو", "إلى"].iter().any(|word| self.is(at, word))
                || self.is_mark(at, '-')
                || self.is_mark(at, '–')
                || self.is_mark(at, '/')
        };
        let next_and = matches!(self.atoms.get(next).map(|a| a.kind), Some(AtomKind::Word { lexeme: Some(l), .. }) if l.and);
        if (joins(next) && month_at(next + 1)) || (next_and && month_at(next)) {
            return true;
        }
        let Some(before) = i.checked_sub(1) else { return false };
        let and = matches!(self.atoms[i].kind, AtomKind::Word { lexeme: Some(l), .. } if l.and);
        if and && self.ends_month(before) {
            return true;
        }
        if joins(before) && before > 0 && self.ends_month(before - 1) {
            return true;
        }
        if self.is_arabic(i) {
            ["شهر", "شهري", "أشهر"].iter().any(|word| self.is(before, word))
        } else {
            BEFORE_MONTH.iter().any(|word| self.is(before, word))
                || (self.is_mark(before, '-') && before > 0 && self.is(before - 1, "mid"))
        }
    }

    /// Whether a month's name ends with atom `i`: only months of one or two words are looked for.
    fn ends_month(&self, i: usize) -> bool {
        [i, i.saturating_sub(1)]
            .into_iter()
            .any(|at| self.month_once(at).is_some_and(|(_, next)| next == i + 1))
    }
}
