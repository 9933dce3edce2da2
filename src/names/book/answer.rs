//! What a look-up answers.

use super::row::NameKind;
use crate::names::form::Script;

/// Where an answer comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum AnswerSource {
    /// The whole name is in the lexicon.
    Lexicon,
    /// Put together from parts that are.
    Parts,
    /// The model of transliteration wrote it, or a part of it.
    Model,
}

impl AnswerSource {
    /// Its name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            AnswerSource::Lexicon => "lexicon",
            AnswerSource::Parts => "parts",
            AnswerSource::Model => "model",
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
    pub from: AnswerSource,
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
