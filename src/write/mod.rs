//! Level 7: the results of a run as bytes: for a reader ([`terminal`]), for programs ([`jsonl`], [`tsv`]) and for
//! the scorer ([`index`]).
//!
//! The same [`Report`] always gives the same bytes. Nothing but data is written: no progress, no warnings.
//! A bead `2-1` is, everywhere, two Arabic sentences with one English one.

mod explanation;
pub mod index;
pub mod jsonl;
mod layout;
pub mod names;
mod output;
pub mod terminal;
pub mod tsv;

use std::io::{self, Write};
use std::path::Path;
use std::str::FromStr;

use crate::error::Error;
use crate::text::{Alignment, Bead, Document, Evidence, PairKind, Prepared, Report, Span};

pub use index::index_line;
pub use output::{check_file, lies_in, replaces, to_file, to_stdout};

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
            .ok_or_else(|| {
                let known: Vec<&str> = Self::names().collect();
                Error::usage(
                    format!("a format ({})", known.join(", ")),
                    format!("\"{name}\""),
                    "choose one of these",
                )
            })
    }
}

/// How results are shown: what the terminal can do, and what is a line of a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// Whether colours and weights are written, as ANSI escapes.
    pub colour: bool,
    /// Columns of the terminal; taken as at least [`Style::MIN_WIDTH`].
    pub width: usize,
    /// Whether right-to-left text is wrapped in the isolates of UAX #9 (U+2066 … U+2069). A terminal that does no
    /// bidirectional layout may show them as boxes.
    pub isolates: bool,
    /// Whether a bead that was divided inside sentences has a line for each part, in the formats that
    /// [split](Format::splits).
    pub parts: bool,
}

impl Style {
    /// Narrower terminals are written to as if they had this many columns.
    pub const MIN_WIDTH: usize = 30;
}

impl Default for Style {
    fn default() -> Self {
        Style { colour: false, width: 80, isolates: true, parts: false }
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

/// One side of an alignment: a document and its part in one language.
#[derive(Clone, Copy)]
struct Side<'a> {
    doc: &'a Document,
    part: &'a Prepared,
}

impl<'a> Side<'a> {
    /// The side that `part`, an index into the report's parts, stands for.
    fn of(report: &'a Report, part: usize) -> Self {
        let part = &report.parts[part];
        Side { doc: &report.documents[part.doc], part }
    }

    /// The texts at `spans`.
    fn texts_at(self, spans: &[Span]) -> impl Iterator<Item = &'a str> {
        spans.iter().map(move |span| span.of(&self.doc.text))
    }

    /// The texts of the sentences at `indices`.
    fn texts(self, indices: &'a [u32]) -> impl Iterator<Item = &'a str> {
        indices.iter().map(move |&i| self.part.sentences[i as usize].span.of(&self.doc.text))
    }
}

/// The Arabic and the English side of `alignment`.
fn sides<'a>(report: &'a Report, alignment: &Alignment) -> (Side<'a>, Side<'a>) {
    (Side::of(report, alignment.ar), Side::of(report, alignment.en))
}

/// The beads of `alignment`, each with its evidence.
fn beads(alignment: &Alignment) -> impl Iterator<Item = (&Bead, &[Evidence])> {
    let none: &[Evidence] = &[];
    alignment.beads.iter().zip(alignment.evidence.iter().map(Vec::as_slice).chain(std::iter::repeat(none)))
}

/// The type of a bead: Arabic sentences, then English ones, "2-1".
fn bead_type(bead: &Bead) -> String {
    format!("{}-{}", bead.ar.len(), bead.en.len())
}

/// The name of a bead's kind, nothing for a null bead.
fn kind(bead: &Bead) -> &'static str {
    bead.kind.map_or("", PairKind::name)
}

/// What the evidence of a bead says, as (Arabic text, English text), in its order, each once.
fn matches<'a>(evidence: &[Evidence], ar: Side<'a>, en: Side<'a>) -> Vec<(&'a str, &'a str)> {
    let mut found: Vec<(&str, &str)> = Vec::with_capacity(evidence.len());
    for piece in evidence {
        let pair = (piece.ar.of(&ar.doc.text), piece.en.of(&en.doc.text));
        if !found.contains(&pair) {
            found.push(pair);
        }
    }
    found
}

/// `value` to four decimals: more is not meant, and the shorter figures are the same on every machine.
fn rounded(value: f32) -> f64 {
    (f64::from(value) * 1e4).round() / 1e4
}
