//! What can be measured on.

use std::path::PathBuf;

use crate::read::Source;

/// What to measure on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Corpus {
    /// The demonstration documents that the library carries.
    #[default]
    Seeds,
    /// Files of documents. They are read again for every pass, so standard input is none of them.
    Files(Vec<Source>),
    /// A file of given sentences: JSON Lines of `{"id","ar","en"}`.
    Split(PathBuf),
}
