//! Numbers written in digits: one reading of a run such as `1,234.5`, `٣٫٥`, `29.12.2020` or `10:30`.

use crate::arabic;
use crate::text::{Date, Lang};

/// A number in digits: `mantissa / divisor`, kept apart so that scaling stays exact (1.1 million is 1,100,000).
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Digits {
    /// The digits without the decimal point; minutes for a time of day.
    pub mantissa: f64,
    /// A power of ten, or 60 for a time of day; 1 for integers.
    pub divisor: f64,
    /// Count of digits when the integer was written without any separator, else 0.
    pub bare: u8,
}

impl Digits {
    fn integer(mantissa: f64) -> Self {
        Digits { mantissa, divisor: 1.0, bare: 0 }
    }

    /// The value as a day of the month.
    pub fn day(&self) -> Option<u8> {
        (matches!(self.bare, 1 | 2) && (1.0..=31.0).contains(&self.mantissa)).then_some(self.mantissa as u8)
    }

    /// The value as a year: four digits, 1000 to 2100.
    pub fn year(&self) -> Option<u16> {
        (self.bare == 4 && (1000.0..=2100.0).contains(&self.mantissa)).then_some(self.mantissa as u16)
    }
}

/// What a run of digits turned out to be.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Literal {
    /// A number, or a time of day as hours.
    Number(Digits),
    /// A date in figures.
    Date(Date),
}

/// One group of digits and what follows it.
#[derive(Clone, Copy, Default)]
struct DigitGroup {
    value: f64,
    digits: u8,
    /// First byte after the group.
    end: usize,
    /// The separator between this group and the next.
    sep: Option<char>,
}

const MAX_GROUPS: usize = 8;

/// A literal, the bytes it takes, and the bytes up to which no separator may join digits again:
/// in the list `1,2,3` the rest must not be read as `2,3`.
pub(super) struct Reading {
    pub literal: Literal,
    pub len: usize,
    pub apart: usize,
}

/// Reads the digits that `text` starts with; `joining` allows separators inside. `text` starts with a digit.
pub(super) fn read(text: &str, lang: Lang, joining: bool) -> Reading {
    let (groups, count) = groups(text, joining);
    let groups = &groups[..count];
    if let Some(date) = date(groups) {
        return Reading { literal: Literal::Date(date), len: groups[2].end, apart: 0 };
    }
    if let Some((time, len)) = time(groups) {
        return Reading { literal: Literal::Number(time), len, apart: 0 };
    }
    let numeric = 1 + groups.iter().take_while(|g| g.sep.is_some_and(is_numeric_separator)).count();
    let groups = &groups[..numeric.min(count)];
    for taken in (1..=groups.len()).rev() {
        // A shorter reading is honest only when another separator begins there.
        let more = groups[taken - 1].sep.filter(|_| taken < groups.len());
        if taken > 1 && more.is_some() && more == groups[taken - 2].sep {
            continue;
        }
        if let Some(digits) = number(&groups[..taken], lang) {
            let apart = if taken == 1 && groups.len() > 2 { groups[groups.len() - 1].end } else { 0 };
            return Reading { literal: Literal::Number(digits), len: groups[taken - 1].end, apart };
        }
    }
    Reading { literal: Literal::Number(Digits::integer(0.0)), len: groups[0].end, apart: 0 }
}

fn is_numeric_separator(c: char) -> bool {
    matches!(c, '.' | '٫' | ',' | '٬' | '،' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '’')
}

fn is_separator(c: char) -> bool {
    is_numeric_separator(c) || matches!(c, '/' | '-' | '\u{2010}' | '\u{2011}' | ':')
}

/// The groups of digits at the start of `text`, each joined to the next by one separator.
/// Direction marks around a separator are passed over: CLDR puts U+200F into Arabic dates.
fn groups(text: &str, joining: bool) -> ([DigitGroup; MAX_GROUPS], usize) {
    let mut groups = [DigitGroup::default(); MAX_GROUPS];
    let mut count = 0;
    let mut sep = None;
    let mut chars = text.char_indices().peekable();
    loop {
        let group = &mut groups[count];
        while let Some(&(at, c)) = chars.peek() {
            let Some(d) = arabic::digit(c) else { break };
            group.value = group.value * 10.0 + f64::from(d);
            group.digits = group.digits.saturating_add(1);
            group.end = at + c.len_utf8();
            chars.next();
        }
        if group.digits == 0 {
            // The separator led to no digit.
            if count > 0 {
                groups[count - 1].sep = None;
            }
            return (groups, count);
        }
        count += 1;
        while chars.next_if(|&(_, c)| arabic::is_format(c)).is_some() {}
        let found = chars.next_if(|&(_, c)| joining && is_separator(c));
        sep.clone_from(&found.map(|(_, c)| c));
        if sep.is_none() || count == MAX_GROUPS {
            return (groups, count);
        }
        groups[count - 1].sep = sep;
        while chars.next_if(|&(_, c)| arabic::is_format(c)).is_some() {}
    }
}

/// `29.12.2020`, `2020-12-29`, `29/12/2020`. Day before month unless that is impossible.
/// A year of 1300 to 1500 is Hijri, and so is its month.
fn date(groups: &[DigitGroup]) -> Option<Date> {
    let [a, b, c, rest @ ..] = groups else { return None };
    let sep = a.sep?;
    if a.sep != b.sep
        || !matches!(sep, '/' | '-' | '\u{2010}' | '\u{2011}' | '.')
        || (c.sep == a.sep && !rest.is_empty())
    {
        return None;
    }
    let (year, first, second, year_first) = match (a.digits, b.digits, c.digits) {
        (4, 1..=2, 1..=2) => (a.value, b.value, c.value, true),
        (1..=2, 1..=2, 4) => (c.value, b.value, a.value, false),
        _ => return None,
    };
    if !(1000.0..=2100.0).contains(&year) {
        return None;
    }
    let valid = |month: f64, day: f64| (1.0..=12.0).contains(&month) && (1.0..=31.0).contains(&day);
    let (month, day) = match () {
        () if valid(first, second) => (first, second),
        () if valid(second, first) && (sep == '/' || year_first) => (second, first),
        () => return None,
    };
    let hijri = if (1300.0..=1500.0).contains(&year) { 12 } else { 0 };
    Some(Date { year: Some(year as u16), month: Some(month as u8 + hijri), day: Some(day as u8) })
}

/// A time of day, as hours: `10:30` is 10.5, so that `10:00` equals "10 a.m."
fn time(groups: &[DigitGroup]) -> Option<(Digits, usize)> {
    let [hours, minutes, rest @ ..] = groups else { return None };
    if hours.sep != Some(':')
        || hours.digits > 2
        || minutes.digits != 2
        || hours.value > 24.0
        || minutes.value > 59.0
    {
        return None;
    }
    let mut len = minutes.end;
    if let (Some(':'), Some(seconds)) = (minutes.sep, rest.first()) {
        if seconds.digits != 2 {
            return None;
        }
        len = seconds.end;
    }
    Some((Digits { mantissa: hours.value * 60.0 + minutes.value, divisor: 60.0, bare: 0 }, len))
}

/// `groups`, all of them, as one number; `None` when the separators make no sense as such.
fn number(groups: &[DigitGroup], lang: Lang) -> Option<Digits> {
    let (last, head) = groups.split_last()?;
    let Some(point) = head.last() else {
        return Some(Digits { mantissa: last.value, divisor: 1.0, bare: last.digits });
    };
    if in_thousands(groups) && (head.len() > 1 || thousands_likely(point, last, lang)) {
        return Some(Digits::integer(join(groups)));
    }
    let decimal = match point.sep? {
        '.' | '٫' => true,
        // One or two digits, or after a zero: otherwise a list or two years.
        ',' | '،' => lang == Lang::Arabic && (last.digits <= 2 || (head.len() == 1 && point.value == 0.0)),
        _ => false,
    };
    let whole = head.len() == 1 || (in_thousands(head) && head[0].sep != point.sep);
    if !decimal || !whole || last.digits > 15 {
        return None;
    }
    let divisor = 10f64.powi(i32::from(last.digits));
    Some(Digits { mantissa: join(head) * divisor + last.value, divisor, bare: 0 })
}

/// Whether all groups after the first have three digits and one separator stands between all.
fn in_thousands(groups: &[DigitGroup]) -> bool {
    let Some((first, rest)) = groups.split_first() else { return false };
    (1..=3).contains(&first.digits)
        && first.value > 0.0
        && rest.iter().all(|g| g.digits == 3)
        && rest.split_last().is_none_or(|(_, inner)| inner.iter().all(|g| g.sep == first.sep))
}

/// Whether a single separator before three digits groups thousands. A point does so only in Arabic text,
/// where 300.000 and 1.500 are thousands: nobody writes a decimal with closing zeros.
fn thousands_likely(first: &DigitGroup, last: &DigitGroup, lang: Lang) -> bool {
    match first.sep {
        Some('.') => lang == Lang::Arabic && last.value % 10.0 == 0.0,
        Some('٫') => last.value == 0.0,
        _ => true,
    }
}

fn join(groups: &[DigitGroup]) -> f64 {
    groups.iter().fold(0.0, |sum, g| sum * 1000.0 + g.value)
}
