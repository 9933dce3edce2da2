//! Text in the cells of a terminal: made harmless, measured, wrapped, isolated.

use unicode_width::UnicodeWidthChar;

use crate::text::steers;

/// Left-to-right isolate (UAX #9).
const LRI: char = '\u{2066}';
/// Right-to-left isolate.
const RLI: char = '\u{2067}';
/// First strong isolate.
const FSI: char = '\u{2068}';
/// Pop directional isolate.
const PDI: char = '\u{2069}';

/// `text` with U+FFFD in place of what would steer a terminal ([`steers`]), else as it is: for lines that programs read too.
pub fn disarmed(text: &str) -> String {
    text.chars().map(|c| if steers(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// `text` as it may be sent to a terminal: white space other than no-break spaces as single spaces, none at the
/// ends; control characters as U+FFFD, so that no escape sequence of a document takes effect; embeddings, overrides
/// and isolates removed, since a line break would leave them open and an unmatched one would close ours.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{a0}' | '\u{202f}' | '\u{2007}' => out.push('\u{a0}'),
            _ if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}' => {}
            _ if c.is_control() => out.push(char::REPLACEMENT_CHARACTER),
            _ => out.push(c),
        }
    }
    out.truncate(out.trim_end_matches(' ').len());
    out
}

/// Columns `c` takes. Character by character, as terminals count: a lam-alif is two.
fn char_width(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// Columns `text` takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

/// The byte at which `text` must end to take at most `room` columns, marks kept with their letter.
fn fitting(text: &str, room: usize) -> usize {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += char_width(c);
        if used > room {
            return at;
        }
    }
    text.len()
}

/// Breaks already clean `text` into lines of at most `room` columns, at spaces; words longer than a line are cut.
pub(super) fn wrap(text: &str, room: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let fits = fitting(rest, room);
        if fits == rest.len() {
            lines.push(rest);
            break;
        }
        let (line, next) = if rest[fits..].starts_with(' ') {
            (&rest[..fits], &rest[fits..])
        } else if let Some(space) = rest[..fits].rfind(' ') {
            (&rest[..space], &rest[space..])
        } else {
            // A character wider than the room still has to go somewhere.
            let cut = fits.max(rest.chars().next().map_or(1, char::len_utf8));
            (&rest[..cut], &rest[cut..])
        };
        lines.push(line);
        rest = next.trim_start_matches(' ');
    }
    lines
}

/// `text` if it fits `room` columns, else its start and "…".
pub(super) fn clip_end(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let kept = fitting(text, room.saturating_sub(1));
    format!("{}…", text[..kept].trim_end_matches(' '))
}

/// `text` if it fits `room` columns, else "…" and its end: what tells paths apart stands there.
pub(super) fn clip_start(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut used = 1;
    let start = text.char_indices().rev().take_while(|&(_, c)| {
        used += char_width(c);
        used <= room
    });
    let start = start.last().map_or(text.len(), |(at, _)| at);
    format!("…{}", &text[start..])
}

/// Whether `text` has a character that pulls its neighbours to the right: a letter of a right-to-left script, an
/// Arabic-Indic digit or a right-to-left mark.
fn is_mixed(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    })
}

/// `text`, a line of Arabic, laid out right to left whatever it starts with.
pub(super) fn right_to_left(text: &str, isolates: bool) -> String {
    if isolates && !text.is_empty() { format!("{RLI}{text}{PDI}") } else { text.to_owned() }
}

/// `text`, a line of English, laid out left to right whatever it starts with. Most need no isolate for that.
pub(super) fn left_to_right(text: &str, isolates: bool) -> String {
    if isolates && is_mixed(text) { format!("{LRI}{text}{PDI}") } else { text.to_owned() }
}

/// `text` kept from mixing with what stands beside it, in the direction of its first letter.
pub(super) fn isolated(text: &str, isolates: bool) -> String {
    if isolates && !text.is_empty() { format!("{FSI}{text}{PDI}") } else { text.to_owned() }
}

/// [`isolated`] when `text` holds right-to-left characters, else `text`.
pub(super) fn isolated_if_mixed(text: &str, isolates: bool) -> String {
    isolated(text, isolates && is_mixed(text))
}

/// `count` spaces.
pub(super) fn blanks(count: usize) -> String {
    " ".repeat(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_disarms_and_unifies() {
        for (text, expected) in [
            ("  two\n lines\t", "two lines"),
            ("\u{1b}[31mred\u{7}", "\u{fffd}[31mred\u{fffd}"),
            ("\u{9b}2J", "\u{fffd}2J"),
            ("قال\u{2067}ه\u{2069}", "قاله"),
            ("10\u{202f}km", "10\u{a0}km"),
            (" \n ", ""),
        ] {
            assert_eq!(clean(text), expected, "{text:?}");
        }
    }

    #[test]
    fn wraps_at_spaces_and_cuts_long_words() {
        for (text, room, expected) in [
            ("the bridge is open", 10, vec!["the bridge", "is open"]),
            ("the bridge is open", 9, vec!["the", "bridge is", "open"]),
            ("abcdefgh", 3, vec!["abc", "def", "gh"]),
            ("الجِسرُ مفتوحٌ", 6, vec!["الجِسرُ", "مفتوحٌ"]),
            ("漢字", 1, vec!["漢", "字"]),
            ("", 5, vec![]),
        ] {
            assert_eq!(wrap(text, room), expected, "{text:?} in {room}");
        }
    }

    #[test]
    fn clips_paths_at_the_start_and_titles_at_the_end() {
        assert_eq!(clip_start("reports/2018/004.txt", 10), "…8/004.txt");
        assert_eq!(clip_end("A title that is long", 10), "A title t…");
        assert_eq!(clip_end("short", 10), "short");
        assert_eq!(clip_start("short", 5), "short");
    }

    #[test]
    fn lam_alif_takes_two_columns_and_marks_none() {
        assert_eq!(width("لا"), 2);
        assert_eq!(width("مُدُن"), 3);
    }
}
