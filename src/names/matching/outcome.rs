//! What the comparison of two names gives.

/// Why two words, or names, are taken for one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// The lexicon has them in one entry, or the table of names has both and they do not sound alike.
    Lexicon,
    /// They are spelt alike, but for case, marks and the like.
    Letters,
    /// They are likely spellings of one name, by sound, by the model of names and by who writes the one for the other.
    Sound,
    /// One is the initial of the other.
    Initial,
    /// Both are titles, or say whose child somebody is.
    Role,
}

impl Why {
    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Why::Lexicon => "lexicon",
            Why::Letters => "letters",
            Why::Sound => "sound",
            Why::Initial => "initial",
            Why::Role => "role",
        }
    }
}

/// Words of two names that stand for each other.
#[derive(Clone, Debug, PartialEq)]
pub struct WordMatch {
    /// Of the first name, as written.
    pub a: String,
    /// Of the second name.
    pub b: String,
    /// That they are one name.
    pub probability: f32,
    /// What says so.
    pub why: Why,
}

/// What the comparison of two names gives.
#[derive(Clone, Debug, PartialEq)]
pub struct NameMatch {
    /// That the two are one name, when half the pairs are and the others are near neighbours.
    pub probability: f32,
    /// Which words stand for which, in the order of the first name.
    pub parts: Vec<WordMatch>,
    /// Words of the first and of the second name that stand alone.
    pub alone: [Vec<String>; 2],
    /// Whether the lexicon knows both as they stand: as one (`Some(true)`) or as two places or organisations.
    pub entry: Option<bool>,
}
