//! Level 8: the results of a run as bytes: for a reader ([`terminal`]), for programs ([`jsonl`], [`tsv`]) and for
//! the scorer ([`index`]).
//!
//! The same [`Report`] always gives the same bytes. Nothing but data is written: no progress, no warnings.
//! A bead `2-1` is, everywhere, two Arabic sentences with one English one.

mod explanation;
pub mod index;
mod json;
pub mod jsonl;
mod layout;
pub mod names;
pub mod names_json;
mod output;
mod schema;
mod side;
mod style;
pub mod terminal;
pub mod tsv;
mod unpaired;

use std::io::{self, Write};
use std::path::Path;
use std::str::FromStr;

use crate::error::Error;
use crate::text::Report;

pub use index::index_line;
pub use layout::disarmed;
pub use output::{check_file, lies_in, replaces, to_file, to_stdout};
pub use schema::{JSON_OUTPUTS, JsonOutput};
pub use style::Style;
pub use unpaired::{BestRejected, RunReport, UnpairedDocument, unpaired};

/// How results are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// For a reader: sentence pairs side by side, with what links them.
    Terminal,
    /// One JSON object a bead; the fields are listed in [`jsonl`].
    Jsonl,
    /// One line a bead, nine columns, listed in [`tsv`].
    Tsv,
    /// One JSON object a document pair: sentence indices alone, what [`crate::lab::evaluate`] reads.
    Index,
}

impl Format {
    /// Every format with its name, in the order in which help lists them.
    pub const ALL: [(Format, &'static str); 4] = [
        (Format::Terminal, "terminal"),
        (Format::Jsonl, "jsonl"),
        (Format::Tsv, "tsv"),
        (Format::Index, "index"),
    ];

    /// The names of all formats, for help texts.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::ALL.iter().map(|(_, name)| *name)
    }

    /// The format's name.
    pub fn name(self) -> &'static str {
        match self {
            Format::Terminal => "terminal",
            Format::Jsonl => "jsonl",
            Format::Tsv => "tsv",
            Format::Index => "index",
        }
    }

    /// Whether it shows the parts of beads as they are.
    pub fn shows_parts(self) -> bool {
        matches!(self, Format::Terminal | Format::Jsonl)
    }

    /// Whether it can give the parts of a bead lines of their own.
    pub fn splits(self) -> bool {
        self == Format::Tsv
    }

    /// Whether it shows where scores come from, when that was asked for.
    pub fn explains(self) -> bool {
        matches!(self, Format::Terminal | Format::Jsonl)
    }

    /// The format a file name asks for: `.txt`, `.jsonl` or `.ndjson`, `.tsv`, `.index`, each also before `.gz`.
    /// `None` when the ending says nothing.
    pub fn by_extension(path: &Path) -> Option<Format> {
        let lower = path.file_name()?.to_str()?.to_ascii_lowercase();
        let (stem, ending) = lower.strip_suffix(".gz").unwrap_or(&lower).rsplit_once('.')?;
        // A name such as ".tsv" is a hidden file without an ending.
        if stem.is_empty() {
            return None;
        }
        match ending {
            "txt" => Some(Format::Terminal),
            "jsonl" | "ndjson" => Some(Format::Jsonl),
            "tsv" => Some(Format::Tsv),
            "index" => Some(Format::Index),
            _ => None,
        }
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Self::ALL
            .iter()
            .find(|(_, known)| name.eq_ignore_ascii_case(known))
            .map(|(format, _)| *format)
            .ok_or_else(|| Error::UnknownFormat { name: name.to_owned(), known: Self::names().collect() })
    }
}

/// Writes `report` to `out` in `format`.
///
/// # Errors
/// Those of `out`.
///
/// # Panics
/// When the indices and spans in `report` do not belong to its documents.
pub fn write(report: &Report, format: Format, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Terminal => terminal::write(report, style, out),
        Format::Jsonl => jsonl::write(report, out),
        Format::Tsv => tsv::write(report, style.parts, out),
        Format::Index => index::write(report, out),
    }
}
