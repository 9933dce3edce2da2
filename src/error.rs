//! Level 0: the one error type. Each error says what was expected, what was found, where, and the way out.

use std::path::{Path, PathBuf};

/// What went wrong: match on the kind, or show it. The process exits with code 2 when any of these was reported.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The operating system refused.
    #[error("{}: cannot {action}: {source}", path.display())]
    Io {
        /// File.
        path: PathBuf,
        /// "read", "write", "create", …
        action: &'static str,
        /// The system's reason.
        source: std::io::Error,
    },
    /// A file's content is not what it should be.
    #[error("{}{}: expected {expected}, found {found}; {way_out}", path.display(), line.map(|l| format!(":{l}")).unwrap_or_default())]
    Content {
        /// File.
        path: PathBuf,
        /// Line, from 1.
        line: Option<usize>,
        /// What was expected.
        expected: String,
        /// What was found.
        found: String,
        /// What the user can do.
        way_out: String,
    },
    /// A weight of `--weights` is one that nothing can be aligned with.
    #[error("{}: expected {name} to be {expected}, found {found}; correct the weight", path.display())]
    Weight {
        /// File.
        path: PathBuf,
        /// The weight with its group, as `parallel.reach`.
        name: String,
        /// What it has to be.
        expected: String,
        /// What it is.
        found: String,
    },
    /// No output format has this name.
    #[error("expected a format ({}), found {name:?}; choose one of these", known.join(", "))]
    UnknownFormat {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: Vec<&'static str>,
    },
    /// A name in a list of document pairs stands for several documents.
    #[error(
        "expected one document that {name:?} in the list of --pairs stands for, found {}; write more of its path",
        documents.join(", ")
    )]
    AmbiguousDocument {
        /// The name in the list.
        name: String,
        /// The ids of the documents.
        documents: Vec<String>,
    },
    /// A listed pair of documents is no Arabic with an English one.
    #[error(
        "expected an Arabic and an English document in each pair of --pairs, found {ar:?} with {en:?}, which is no \
         Arabic-English pair; are the columns swapped?"
    )]
    NotArabicEnglish {
        /// The name in the first column.
        ar: String,
        /// The name in the second.
        en: String,
    },
    /// There is nothing to work on.
    #[error("expected {expected}, found {found}; {way_out}")]
    Nothing {
        /// What there should be.
        expected: &'static str,
        /// What there is.
        found: String,
        /// What the user can do.
        way_out: &'static str,
    },
    /// A time to measure for is none.
    #[error("expected a number of seconds above 0, found {seconds}; try 3")]
    Seconds {
        /// The time asked for.
        seconds: f64,
    },
    /// Vectors have another number of dimensions than the table they are to go into.
    #[error(
        "expected vectors of {table} numbers, as the table has, found {vectors}; project the teacher to the table's dimensions"
    )]
    Dimensions {
        /// Those of the table.
        table: usize,
        /// Those of the vectors.
        vectors: usize,
    },
    /// Vectors are of another space than the table they are to go into.
    #[error(
        "expected teacher's vectors in the space of the table that is started from, found a mean cosine of {cosine:.3} \
         between the two; project them as for the table (teacher.py encode --projection), or train without --from"
    )]
    OtherSpace {
        /// Mean cosine between the table's and the teacher's vectors of the same sentences.
        cosine: f32,
    },
    /// The threads asked for cannot be had.
    #[error("expected {expected}, found {found}; {way_out}")]
    Threads {
        /// What was asked for.
        expected: String,
        /// What there is.
        found: String,
        /// What the user can do.
        way_out: &'static str,
    },
    /// The arguments of the command line make no sense together. The library makes none of these.
    #[error("expected {expected}, found {found}; {way_out}")]
    Arguments {
        /// What was expected.
        expected: String,
        /// What was found.
        found: String,
        /// What the user can do.
        way_out: String,
    },
}

impl Error {
    /// An [`Error::Io`] for `path`.
    pub fn io(path: &Path, action: &'static str, source: std::io::Error) -> Self {
        Error::Io { path: path.to_owned(), action, source }
    }

    /// An [`Error::Content`] for `path`, at `line` if known.
    pub fn content(
        path: &Path,
        line: Option<usize>,
        expected: impl Into<String>,
        found: impl Into<String>,
        way_out: impl Into<String>,
    ) -> Self {
        Error::Content {
            path: path.to_owned(),
            line,
            expected: expected.into(),
            found: found.into(),
            way_out: way_out.into(),
        }
    }
}

/// Ends with a message where a table that the binary carries cannot be read: the build went wrong, and going on without
/// the table would be going on with wrong answers.
#[cold]
#[allow(clippy::panic, reason = "no input leads here")]
pub(crate) fn built_wrong(table: &str) -> ! {
    panic!("the {table} that this jisr carries cannot be read: build it anew from a fresh clone")
}

/// Shorthand for results of this crate.
pub type Result<T> = std::result::Result<T, Error>;
