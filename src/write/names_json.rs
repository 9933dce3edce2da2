//! Answers about names as JSON Lines. The fields stand in the order of the alphabet.

use std::collections::BTreeMap;
use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::json::to_writer;
use super::side::rounded;
use crate::names::book::row::NameKind;
use crate::names::form::Script;
use crate::names::matching::NameMatch;
use crate::names::{Answers, NoName};
use crate::romanise::{Romanised, RomanisedWord, Standard, Vowels};

/// Most characters of what is no name that are said again.
const SHOWN_OF_NO_NAME: usize = 200;

/// What is known of a name looked up.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum NameLine<'a> {
    /// Its forms in the other script.
    Found {
        /// The forms, likeliest first.
        answers: Vec<AnswerOut<'a>>,
        /// The name as looked up.
        name: &'a str,
        /// The script of the answers: Arabic or Latin.
        #[schemars(extend("enum" = ["ar", "en"]))]
        to: &'static str,
    },
    /// The text is no name.
    NoName {
        /// Why not.
        error: NoNameOut<'a>,
        /// The text, its first 200 characters.
        name: String,
    },
}

/// Spellings of one name.
#[derive(Serialize, JsonSchema)]
pub(super) struct AnswerOut<'a> {
    /// Where it comes from: the lexicon has the whole name, it was put together from parts, or the model wrote it.
    #[schemars(extend("enum" = ["lexicon", "parts", "model"]))]
    from: &'static str,
    /// What it names; null when put together.
    #[schemars(extend("enum" = kinds()))]
    kind: Option<&'static str>,
    /// Share of all that was found, 0..1, to four decimals.
    probability: f64,
    /// The source of the lexicon's entry; null when put together.
    source: Option<&'static str>,
    /// The likeliest spelling.
    text: &'a str,
    /// The spellings, likeliest first.
    variants: Vec<VariantOut<'a>>,
}

/// A spelling.
#[derive(Serialize, JsonSchema)]
struct VariantOut<'a> {
    /// Persons known to have the name so written, or inhabitants of a place; null when not known.
    count: Option<u32>,
    /// Countries (ISO 3166, two letters) with how many of these there; null when only the country is known.
    countries: BTreeMap<&'a str, Option<u32>>,
    /// Share of all that was found, 0..1, to four decimals.
    probability: f64,
    /// As written.
    text: &'a str,
}

/// Why a text is no name.
#[derive(Serialize, JsonSchema)]
pub(super) struct NoNameOut<'a> {
    /// What was expected.
    expected: &'a str,
    /// What was found.
    found: &'a str,
    /// What can be done.
    way_out: &'a str,
}

/// The kinds as JSON, with null.
fn kinds() -> Vec<Option<&'static str>> {
    NameKind::ALL.iter().map(|(_, name)| Some(*name)).chain([None]).collect()
}

/// Whether two names name the same.
#[derive(Serialize, JsonSchema)]
pub(super) struct MatchLine<'a> {
    /// The first name.
    a: &'a str,
    /// Words that stand for none of the other name.
    alone: AloneOut<'a>,
    /// The second name.
    b: &'a str,
    /// Whether the lexicon has both in one entry; false when it has them in entries of their own, null when it does not
    /// have both.
    one_entry: Option<bool>,
    /// Which words stand for which, in the order of the first name.
    parts: Vec<WordMatchOut<'a>>,
    /// That the two are one name, 0..1, to four decimals.
    probability: f64,
}

/// Words of each name that stand alone.
#[derive(Serialize, JsonSchema)]
struct AloneOut<'a> {
    /// Of the first.
    a: &'a [String],
    /// Of the second.
    b: &'a [String],
}

/// Two words, or runs of words, that stand for each other.
#[derive(Serialize, JsonSchema)]
struct WordMatchOut<'a> {
    /// Of the first name.
    a: &'a str,
    /// Of the second.
    b: &'a str,
    /// That they are one, 0..1, to four decimals.
    probability: f64,
    /// What says so: one entry of the lexicon, the letters, the sound, an initial, or both are titles.
    #[schemars(extend("enum" = ["lexicon", "letters", "sound", "initial", "role"]))]
    why: &'static str,
}

/// A name by the letter of a standard.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum RomanisedLine<'a> {
    /// Of an Arabic name.
    Latin {
        /// In Latin letters.
        latin: &'a str,
        /// The name as given.
        name: &'a str,
        /// The standard's short name.
        standard: &'static str,
        /// Whether all its vowels are written or known.
        vocalised: bool,
        /// Word by word.
        words: Vec<RomanisedWordOut<'a>>,
    },
    /// Of a Latin one, by a standard that can be reversed.
    Arabic {
        /// In Arabic letters.
        arabic: &'a str,
        /// The name as given.
        name: &'a str,
        /// The standard's short name.
        standard: &'static str,
    },
}

/// A word by the letter of a standard.
#[derive(Serialize, JsonSchema)]
pub(super) struct RomanisedWordOut<'a> {
    /// As given.
    arabic: &'a str,
    /// In Latin letters.
    latin: &'a str,
    /// Whether its vowels were written, restored from the lexicon or not known.
    #[schemars(extend("enum" = ["written", "restored", "unread"]))]
    vowels: &'static str,
}

/// A romanisation standard.
#[derive(Serialize, JsonSchema)]
pub(super) struct StandardLine {
    /// Language of the Arabic letters it is for (ISO 639).
    language: &'static str,
    /// Whether Arabic can be had back from it.
    reversible: bool,
    /// Its short name.
    standard: &'static str,
    /// Its full name.
    title: &'static str,
}

/// A line of JSON. Strings, integers and finite floats always serialise.
fn line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    to_writer(value, out)?;
    out.write_all(b"\n")
}

/// Writes one name's answers as a line of JSON.
///
/// # Errors
/// Those of `out`.
pub fn answers(answers: &Answers, out: &mut dyn Write) -> io::Result<()> {
    let known = |n: u32| (n > 0).then_some(n);
    let list = answers.answers.iter().map(|a| AnswerOut {
        from: a.from.name(),
        kind: a.kind.map(NameKind::name),
        probability: rounded(a.probability),
        source: a.source,
        text: a.text(),
        variants: a
            .variants
            .iter()
            .map(|v| VariantOut {
                count: known(v.count),
                countries: v.countries.iter().map(|(code, n)| (code.as_str(), known(*n))).collect(),
                probability: rounded(v.probability),
                text: &v.text,
            })
            .collect(),
    });
    let to = if answers.to == Script::Arabic { "ar" } else { "en" };
    line(&NameLine::Found { answers: list.collect(), name: &answers.name, to }, out)
}

/// Writes why a text is no name as a line of JSON.
///
/// # Errors
/// Those of `out`.
pub fn no_name(name: &str, why: &NoName, out: &mut dyn Write) -> io::Result<()> {
    let name: String = name.chars().take(SHOWN_OF_NO_NAME).collect();
    let error = NoNameOut { expected: why.expected, found: &why.found, way_out: why.way_out };
    line(&NameLine::NoName { error, name }, out)
}

/// Writes what the comparison of the names `a` and `b` found as a line of JSON.
///
/// # Errors
/// Those of `out`.
pub fn name_match(a: &str, b: &str, found: &NameMatch, out: &mut dyn Write) -> io::Result<()> {
    let parts = found.parts.iter().map(|p| WordMatchOut {
        a: &p.a,
        b: &p.b,
        probability: rounded(p.probability),
        why: p.why.name(),
    });
    let all = MatchLine {
        a,
        alone: AloneOut { a: &found.alone[0], b: &found.alone[1] },
        b,
        one_entry: found.entry,
        parts: parts.collect(),
        probability: rounded(found.probability),
    };
    line(&all, out)
}

/// Writes an Arabic name by the letter of a standard as a line of JSON.
///
/// # Errors
/// Those of `out`.
pub fn romanised(standard: Standard, name: &str, found: &Romanised, out: &mut dyn Write) -> io::Result<()> {
    let vowels = |word: &RomanisedWord| match word.vowels {
        Vowels::Written => "written",
        Vowels::Restored => "restored",
        Vowels::Unread => "unread",
    };
    let words = found.words.iter().map(|w| RomanisedWordOut {
        arabic: &name[w.source.clone()],
        latin: &found.text[w.target.clone()],
        vowels: vowels(w),
    });
    let (latin, vocalised) = (found.text.as_str(), found.vocalised());
    let all =
        RomanisedLine::Latin { latin, name, standard: standard.name(), vocalised, words: words.collect() };
    line(&all, out)
}

/// Writes the Arabic of a Latin name by a standard that can be reversed as a line of JSON.
///
/// # Errors
/// Those of `out`.
pub fn reversed(standard: Standard, name: &str, arabic: &str, out: &mut dyn Write) -> io::Result<()> {
    line(&RomanisedLine::Arabic { arabic, name, standard: standard.name() }, out)
}

/// Writes what a standard is as a line of JSON.
///
/// # Errors
/// Those of `out`.
pub fn standard(standard: Standard, out: &mut dyn Write) -> io::Result<()> {
    let all = StandardLine {
        language: standard.language(),
        reversible: standard.is_reversible(),
        standard: standard.name(),
        title: standard.title(),
    };
    line(&all, out)
}
