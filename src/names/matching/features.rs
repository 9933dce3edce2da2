//! What two words, and two names, are judged by: the features of the fitted weights, by name and in order.

/// Which scripts two words have.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Scripts {
    /// One is Arabic, one Latin.
    Both,
    /// Two Latin words.
    Latin,
    /// Two Arabic words.
    Arabic,
}

impl Scripts {
    /// All three.
    pub const ALL: [Scripts; 3] = [Scripts::Both, Scripts::Latin, Scripts::Arabic];

    /// As in the table of weights.
    pub fn name(self) -> &'static str {
        match self {
            Scripts::Both => "both",
            Scripts::Latin => "latin",
            Scripts::Arabic => "arabic",
        }
    }
}

/// What two words are judged by, in order.
pub const WORD_FEATURES: [&str; 34] = [
    // The constant.
    "bias",
    // Nats by which their sounds speak for one name (see `Sounds`), at most 15 either way.
    "evidence",
    // The same for each letter class.
    "evidence_per_letter",
    // Nats by which the model thinks the Latin word less likely than the likeliest one, given the Arabic word; for
    // words of one script, the one given the likeliest form of the other in the other script; at most 12.
    "to_latin",
    // The same the other way.
    "to_arabic",
    // 1 if the model cannot write one for the other, or was not asked since the sounds are too far apart.
    "unwritable",
    // Logarithm of the letter classes of the shorter.
    "length",
    // 1 if only one has an article.
    "article",
    // Of two words of one script: edits by the letters of the longer.
    "edits",
    // Of two words of one script: 1 if they begin otherwise.
    "first_letter",
    // Nats that the steps of the alignment which speak against it say together, at most 15.
    "against",
    // The most that one of them says.
    "worst",
    // Consonants of the Latin word that nothing stands for; of one script, of the word with fewer.
    "left_latin",
    // Consonants of the Arabic word; of one script, of the word with more.
    "left_arabic",
    // Consonants with a letter that seldom stands for them.
    "turned",
    // Long vowels of an Arabic word that nothing stands for.
    "long_vowels",
    // Nats that the first step says against it.
    "first",
    // The last one.
    "last",
    // `to_latin` and `to_arabic` for each letter class.
    "to_latin_per_letter",
    "to_arabic_per_letter",
    // Letter classes that the Latin word has more; of one script, the longer one.
    "longer",
    // How common the Latin word and the Arabic one are as names; of one script, the rarer and the commoner one.
    "known_latin",
    "known_arabic",
    // From here on by the table of names (see `known`). Logarithm of one more than the persons who have both; of one
    // script, of the sum, over their forms in the other script, of the geometric means of the persons of either.
    "linked",
    // Logarithm of the share of the Latin word's persons who have the Arabic one, and the other way round; of one
    // script, of the persons whose form the other word has too, the lesser share first.
    "share_latin",
    "share_arabic",
    // Geometric mean of the two shares; of one script, how far their forms are the same (Bhattacharyya).
    "overlap",
    // Logarithm of one more than the persons of the Latin word and of the Arabic one; of one script, lesser first.
    "persons_latin",
    "persons_arabic",
    // The lesser of the two where nobody links the words; 0 where a fifth of the persons of either do, or more.
    "apart",
    // The most that a usual form of the Latin word shares of the letters of the Arabic one, and the other way round; of
    // one script, the mean of their forms and the most.
    "near_latin",
    "near_arabic",
    // How far the usual forms of the Latin word are written as those of the Arabic one, and the other way round; of one
    // script, logarithm of how likely a form of the one is written as the other, lesser first.
    "through_latin",
    "through_arabic",
];

/// What two names of several words are judged by, in order; log-odds are those of the words they share, −4 to 6.
pub const NAME_FEATURES: [&str; 10] = [
    // The constant.
    "bias",
    // Least log-odds of the words that stand for each other.
    "worst",
    // Their mean.
    "mean",
    // Words of the shorter name that stand alone; titles, descent and particles do not count.
    "shorter_alone",
    // Words of the longer one that stand alone, at most 4.
    "longer_alone",
    // Logarithm of the words that stand for each other.
    "words",
    // 1 if they are in another order.
    "order",
    // How many of them are initials.
    "initials",
    // 1 if the last word of either name stands alone.
    "last_alone",
    // Log-odds of both names as one word each, −4 to 6; that of the words they share in the mean, where a word stands
    // alone or is an initial, the order is another or a name has more than three words.
    "whole",
];

/// What the features of two words count.
pub type WordVector = [f32; WORD_FEATURES.len()];
/// What the features of two names count.
pub type NameVector = [f32; NAME_FEATURES.len()];
