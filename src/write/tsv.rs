//! A table for spreadsheets and the shell: a header line, then one line a bead, null beads of parallel alignments
//! included.
//!
//! | column | meaning |
//! |---|---|
//! | `score` | probability 0..1 that the bead is right, four decimals |
//! | `mode` | `parallel` or `comparable` |
//! | `bead` | number of Arabic sentences, `-`, number of English ones: `1-2` |
//! | `kind` | `same`, `part` or `related` ([`crate::text::PairKind`]); empty in a null bead |
//! | `ar_doc`, `en_doc` | document ids |
//! | `ar`, `en` | the sentences' texts joined by single spaces; empty in a null bead |
//! | `evidence` | `Arabic = English` pieces, strongest first, joined by ` · ` |
//!
//! Line ends, tabs and other control characters in the texts are written as spaces; there is no quoting.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{bead_type, beads, kind, matches, sides};
use crate::text::{Mode, Report};

/// The columns, in order.
pub const COLUMNS: [&str; 9] = ["score", "mode", "bead", "kind", "ar_doc", "en_doc", "ar", "en", "evidence"];

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", COLUMNS.join("\t"))?;
    let mut line = String::new();
    for alignment in &report.alignments {
        let (ar, en) = sides(report, alignment);
        let mode = match alignment.mode {
            Mode::Parallel => "parallel",
            Mode::Comparable => "comparable",
        };
        for (bead, evidence) in beads(alignment) {
            line.clear();
            let _ = write!(line, "{:.4}\t{mode}\t{}\t{}\t", bead.score, bead_type(bead), kind(bead));
            push_flat(&mut line, &ar.doc.id);
            line.push('\t');
            push_flat(&mut line, &en.doc.id);
            for (side, indices) in [(ar, &bead.ar), (en, &bead.en)] {
                line.push('\t');
                for (i, text) in side.texts(indices).enumerate() {
                    line.push_str(if i > 0 { " " } else { "" });
                    push_flat(&mut line, text);
                }
            }
            line.push('\t');
            for (i, (ar, en)) in matches(evidence, ar, en).into_iter().enumerate() {
                line.push_str(if i > 0 { " · " } else { "" });
                push_flat(&mut line, ar);
                line.push_str(" = ");
                push_flat(&mut line, en);
            }
            line.push('\n');
            out.write_all(line.as_bytes())?;
        }
    }
    Ok(())
}

/// Appends `text`; characters that would end a cell or a line become spaces.
fn push_flat(line: &mut String, text: &str) {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    line.extend(text.chars().map(|c| if breaks(c) { ' ' } else { c }));
}
