//! Level 0: the one error type. Each error says what was expected, what was found, where, and the way out.

use std::path::{Path, PathBuf};

/// What went wrong. The process exits with code 2 when any of these was reported.
#[derive(Debug, thiserror::Error)]
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
    /// The request makes no sense as given.
    #[error("expected {expected}, found {found}; {way_out}")]
    Usage {
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

    /// An [`Error::Usage`].
    pub fn usage(expected: impl Into<String>, found: impl Into<String>, way_out: impl Into<String>) -> Self {
        Error::Usage { expected: expected.into(), found: found.into(), way_out: way_out.into() }
    }
}

/// Shorthand for results of this crate.
pub type Result<T> = std::result::Result<T, Error>;
