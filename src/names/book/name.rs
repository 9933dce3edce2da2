//! A name that is looked up: read once, with what every look-up of it needs.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::key;
use crate::names::form::{self, Script};
use crate::{arabic, english};

/// A name that is looked up, and all that is asked of it on the way: how it is written, its script, the key that it is
/// found by, its words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name<'t> {
    text: Cow<'t, str>,
    script: Script,
    key: String,
    /// See [`Name::exact`]; made when it is first asked for.
    exact: OnceCell<String>,
}

impl<'t> Name<'t> {
    /// The name that a user gave, without invisible characters, runs of blanks as one.
    ///
    /// # Errors
    /// When it is empty, too long, of too many words, in letters of both scripts or of none, or has signs that no name
    /// has.
    pub fn parse(text: &str) -> Result<Name<'static>, NoName> {
        let (text, script) = check(text)?;
        Ok(Name::new(text.into(), script))
    }

    /// Words of a name that has been read, as a name of their own.
    pub fn part(words: &'t str, script: Script) -> Name<'t> {
        Name::new(words.into(), script)
    }

    fn new(text: Cow<'t, str>, script: Script) -> Name<'t> {
        let key = match script {
            Script::Arabic => key::arabic(&text),
            Script::Latin => key::latin(&text),
        };
        Name { text, script, key, exact: OnceCell::new() }
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its script.
    pub fn script(&self) -> Script {
        self.script
    }

    /// Whether the answers for it are in Latin letters.
    pub fn to_latin(&self) -> bool {
        self.script == Script::Arabic
    }

    /// What its spellings have in common: the key of the tables.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What spellings of an Arabic name that say the same have in common ([`form::arabic_exact`]), without blanks.
    pub(super) fn exact(&self) -> &str {
        self.exact.get_or_init(|| form::arabic_exact(&self.text).replace(' ', ""))
    }

    /// Its words, where blanks, hyphens and strokes part them.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.text.split([' ', '-', '/']).filter(|w| !w.is_empty())
    }

    /// Whether it is written with a blank, a hyphen or a stroke.
    pub fn has_several_words(&self) -> bool {
        self.text.contains([' ', '-', '/'])
    }
}

/// Why a text is no name: what was expected, what was found, the way out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoName {
    /// What was expected.
    pub expected: &'static str,
    /// What was found.
    pub found: String,
    /// What can be done.
    pub way_out: &'static str,
}

/// The most characters a name may have.
pub const LONGEST: usize = 200;

/// The most words a name may have.
pub const MOST_WORDS: usize = 24;

fn no_name(expected: &'static str, found: impl Into<String>, way_out: &'static str) -> NoName {
    NoName { expected, found: found.into(), way_out }
}

/// The text without invisible characters, runs of blanks as one; and its script.
fn check(name: &str) -> Result<(String, Script), NoName> {
    let mut out = String::with_capacity(name.len().min(4 * LONGEST));
    let (mut ar, mut la, mut length) = (0usize, 0usize, 0usize);
    for c in name.chars() {
        length += 1;
        if length > LONGEST {
            let found = format!("{} characters", name.chars().count());
            return Err(no_name("a name of at most 200 characters", found, "give one name at a time"));
        }
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if arabic::is_letter(c) {
            ar += 1;
            out.push(c);
        } else if english::is_letter(c) {
            la += 1;
            out.push(c);
        } else if arabic::is_mark(c) || is_combining(c) || c.is_numeric() || is_sign(c) {
            out.push(c);
        } else if arabic::is_format(c) {
            // Joiners part words in Persian.
            if c == '\u{200c}' && !out.ends_with(' ') && !out.is_empty() {
                out.push(' ');
            }
        } else if c.is_control() {
            let found = format!("the control character {:?}", c.to_string());
            return Err(no_name("a name", found, "take it out"));
        } else if c.is_alphabetic() {
            let found = format!("the letter {c}");
            return Err(no_name("a name in Arabic or Latin letters", found, "other scripts are not read"));
        } else {
            let found = format!("the sign {c}");
            let way_out = "take out markup, symbols and emoji";
            return Err(no_name("a name of letters, blanks, hyphens and apostrophes", found, way_out));
        }
    }
    out.truncate(out.trim_end().len());
    let words = out.split([' ', '-', '/']).filter(|w| !w.is_empty()).count();
    if words > MOST_WORDS {
        let found = format!("{words} words");
        return Err(no_name("a name of at most 24 words", found, "give one name at a time"));
    }
    match (ar, la) {
        (0, 0) if out.is_empty() => {
            Err(no_name("a name", "nothing", "give a name in Arabic or Latin letters"))
        }
        (0, 0) => {
            Err(no_name("a name in Arabic or Latin letters", "no letter", "numbers and signs are no names"))
        }
        (_, 0) => Ok((out, Script::Arabic)),
        (0, _) => Ok((out, Script::Latin)),
        _ => Err(no_name("letters of one script", "Arabic and Latin ones", "give each name by itself")),
    }
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Signs that stand in names.
fn is_sign(c: char) -> bool {
    matches!(
        c,
        '-' | '\'' | '.' | ',' | '&' | '/' | '`' | '´' | '"' | '(' | ')' | '،' | '«' | '»' | '·'
            | '\u{2b0}'..='\u{2ff}' | '\u{2010}'..='\u{2015}' | '\u{2018}'..='\u{201f}' | '\u{2032}'
    )
}
