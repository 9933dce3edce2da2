//! What a look-up answers, and why a text is no name.

use super::row::NameKind;
use crate::names::form::Script;

/// Where an answer comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum From {
    /// The whole name is in the lexicon.
    Lexicon,
    /// Put together from parts that are.
    Parts,
    /// The model of transliteration wrote it, or a part of it.
    Model,
}

impl From {
    /// Its name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            From::Lexicon => "lexicon",
            From::Parts => "parts",
            From::Model => "model",
        }
    }
}

/// A country (ISO 3166, two letters).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Country(pub [u8; 2]);

impl Country {
    /// Its letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }
}

/// A spelling.
#[derive(Clone, PartialEq, Debug)]
pub struct Variant {
    /// As written.
    pub text: String,
    /// Share of all that was found, 0..1.
    pub probability: f32,
    /// How many persons are known to have the name in this pair of spellings, or inhabitants of a place; 0 when not
    /// known.
    pub count: u32,
    /// Countries with how many of these there, most first; 0 when only the country is known.
    pub countries: Vec<(Country, u32)>,
}

/// An answer: spellings of one name, the likeliest first.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    /// Share of all that was found, 0..1.
    pub probability: f32,
    /// Where it comes from.
    pub from: From,
    /// What it names, if the lexicon knows.
    pub kind: Option<NameKind>,
    /// The lexicon's source, if it is in there as a whole.
    pub source: Option<&'static str>,
    /// The spellings; never empty.
    pub variants: Vec<Variant>,
}

impl Answer {
    /// The likeliest spelling.
    pub fn text(&self) -> &str {
        self.variants.first().map_or("", |v| &v.text)
    }
}

/// The answers for a name, likeliest first.
#[derive(Clone, PartialEq, Debug)]
pub struct Answers {
    /// The name, without what is invisible.
    pub name: String,
    /// The script of the answers.
    pub to: Script,
    /// At most as many as were asked for. Never empty.
    pub answers: Vec<Answer>,
}

impl Answers {
    /// The likeliest spelling of all.
    pub fn best(&self) -> &str {
        self.answers.first().map_or("", Answer::text)
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

/// A name as it is looked up, without invisible characters, runs of blanks as one; and its script.
///
/// # Errors
/// When it is empty, too long, of too many words, in letters of both scripts or of none, or has signs that no name has.
pub fn check(name: &str) -> Result<(String, Script), NoName> {
    use crate::{arabic, english};
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
