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
//! Where parts are asked for, a bead that was divided inside sentences has a line for each part instead: the type of
//! the bead is followed by the number of the part (`1-2.1`, `1-2.2`), the score is the bead's times the part's, and the
//! evidence is what lies in the part.
//!
//! Line ends, tabs and other control characters in the texts are written as spaces; there is no quoting.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::side::{bead_type, beads, kind, matches, sides};
use crate::text::{Evidence, Mode, Report, Span};

/// The columns, in order.
pub const COLUMNS: [&str; 9] = ["score", "mode", "bead", "kind", "ar_doc", "en_doc", "ar", "en", "evidence"];

pub(super) fn write(report: &Report, parts: bool, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", COLUMNS.join("\t"))?;
    let mut line = String::new();
    for alignment in &report.alignments {
        let (ar, en) = sides(report, alignment);
        let mode = match alignment.mode {
            Mode::Parallel => "parallel",
            Mode::Comparable => "comparable",
        };
        for (bead, evidence) in beads(alignment) {
            let mut row = |score: f32, name: &str, texts: [Vec<&str>; 2], evidence: &[Evidence]| {
                line.clear();
                let _ = write!(line, "{score:.4}\t{mode}\t{name}\t{}\t", kind(bead));
                push_flat(&mut line, &ar.doc.id);
                line.push('\t');
                push_flat(&mut line, &en.doc.id);
                for side in texts {
                    line.push('\t');
                    for (i, text) in side.into_iter().enumerate() {
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
                out.write_all(line.as_bytes())
            };
            if !parts || bead.parts.is_empty() {
                let texts = [ar.texts(&bead.ar).collect(), en.texts(&bead.en).collect()];
                row(bead.score, &bead_type(bead), texts, evidence)?;
                continue;
            }
            for (number, part) in (1..).zip(&bead.parts) {
                let texts = [ar.texts_at(&part.ar).collect(), en.texts_at(&part.en).collect()];
                let inside =
                    |spans: &[Span], s: Span| spans.iter().any(|p| p.start <= s.start && s.end <= p.end);
                let own = |e: &&Evidence| inside(&part.ar, e.ar) && inside(&part.en, e.en);
                let own: Vec<Evidence> = evidence.iter().filter(own).copied().collect();
                row(bead.score * part.score, &format!("{}.{number}", bead_type(bead)), texts, &own)?;
            }
        }
    }
    Ok(())
}

/// Appends `text`; characters that would end a cell or a line become spaces.
fn push_flat(line: &mut String, text: &str) {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    line.extend(text.chars().map(|c| if breaks(c) { ' ' } else { c }));
}
