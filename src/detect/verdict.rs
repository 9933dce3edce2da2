//! What a document turns out to be in.

use std::fmt;

/// The language of a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Arabic, standard or dialect.
    Arabic,
    /// English.
    English,
    /// Arabic and English, each with content of its own.
    Mixed,
    /// Neither: the language's name in English, as well as it is known.
    Other(String),
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Verdict::Arabic => "Arabic",
            Verdict::English => "English",
            Verdict::Mixed => "Arabic and English",
            Verdict::Other(name) => name,
        })
    }
}
