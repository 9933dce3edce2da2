//! Sentence indices alone: what the scorer reads, and what aligners of other makes can be compared by.
//!
//! One line a document pair, in the order of [`Report::alignments`]:
//! `{"id":"a.txt|b.txt","pairs":[[[0],[0],0.97],[[1,2],[1],0.88]],"pred":[[[0],[0]],[[1,2],[1]]]}`.
//!
//! Indices count the sentences of the document's part in that language, from 0. Null beads are left out.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::json::{to_string, to_writer};
use super::side::{rounded, sides};
use crate::text::{Bead, Report};

/// A document pair.
#[derive(Serialize, JsonSchema)]
pub(super) struct DocumentPairLine<'a> {
    /// Arabic document id, `|`, English document id.
    id: &'a str,
    /// Beads: Arabic sentence indices, English sentence indices, score 0..1 to four decimals.
    pairs: Vec<(&'a [u32], &'a [u32], f64)>,
    /// The same beads without scores, as scorers in the manner of vecalign's read them.
    pred: Vec<(&'a [u32], &'a [u32])>,
}

impl<'a> DocumentPairLine<'a> {
    fn new(id: &'a str, beads: &'a [Bead]) -> Self {
        let paired = || beads.iter().filter(|bead| !bead.is_null());
        let pairs = paired().map(|b| (b.ar.as_slice(), b.en.as_slice(), rounded(b.score))).collect();
        let pred = paired().map(|b| (b.ar.as_slice(), b.en.as_slice())).collect();
        DocumentPairLine { id, pairs, pred }
    }
}

/// The line, without its end, for the document pair `id` aligned as `beads`.
pub fn index_line(id: &str, beads: &[Bead]) -> String {
    to_string(&DocumentPairLine::new(id, beads))
}

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for alignment in &report.alignments {
        let (ar, en) = sides(report, alignment);
        let id = format!("{}|{}", ar.doc.id, en.doc.id);
        to_writer(&DocumentPairLine::new(&id, &alignment.beads), out)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
