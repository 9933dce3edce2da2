//! What stands under a pair: its evidence, its parts and, when asked for, where its score comes from.

use std::io;

use super::super::explanation::{About, paragraphs, reason, text};
use super::super::layout::{blanks, clean, clip_end, isolated, isolated_if_mixed, width};
use super::super::side::{AlignedSide, matches};
use super::{Screen, TextStyle};
use crate::text::{BeadPart, Evidence};

/// Pieces of evidence shown for a pair.
const EVIDENCE_SHOWN: usize = 8;

impl Screen<'_> {
    /// Where a score comes from, or what else a sentence might have been paired with.
    pub(super) fn explanation(&mut self, about: &About<'_>) -> io::Result<()> {
        let indent = self.indent();
        match about {
            About::Pair(explained) => {
                for line in paragraphs(explained) {
                    self.paragraph(TextStyle::Dim, indent, &line)?;
                }
            }
            About::Open(open, _) if open.losers.is_empty() => {
                self.paragraph(TextStyle::Dim, indent, "no candidate: nothing speaks for any sentence")?;
            }
            About::Open(open, other) => {
                for loser in &open.losers {
                    let what = format!("{:.2}  {}", loser.probability, reason(loser.lost));
                    self.paragraph(TextStyle::Dim, indent, &what)?;
                    let room = self.room() - indent - 6;
                    let text = self.cell(TextStyle::Dim, text(*other, loser), room, false);
                    self.line(&format!("{}{text}", blanks(indent + 6)))?;
                }
            }
        }
        Ok(())
    }

    /// The parts of a bead that was divided inside sentences.
    pub(super) fn parts(
        &mut self,
        parts: &[BeadPart],
        ar: AlignedSide<'_>,
        en: AlignedSide<'_>,
    ) -> io::Result<()> {
        for (number, part) in (1..).zip(parts) {
            let head = format!("      part {number} of {}", parts.len());
            let columns = head.len();
            let head = self.painted(TextStyle::Dim, &head);
            let texts = [en.texts_at(&part.en).collect(), ar.texts_at(&part.ar).collect()];
            self.both(&head, columns, texts, TextStyle::Dim)?;
        }
        Ok(())
    }

    pub(super) fn evidence(
        &mut self,
        evidence: &[Evidence],
        ar: AlignedSide<'_>,
        en: AlignedSide<'_>,
    ) -> io::Result<()> {
        let found = matches(evidence, ar, en);
        let (indent, isolates) = (self.indent(), self.style.isolates);
        let room = self.room() - indent;
        let mut line = String::new();
        let mut used = 0;
        let mut pieces: Vec<(String, usize)> = found
            .iter()
            .take(EVIDENCE_SHOWN)
            .map(|(ar, en)| {
                let [ar, en] = [ar, en].map(|text| clip_end(&clean(text), (room - 3) / 2));
                let columns = width(&ar) + width(&en) + 3;
                (format!("{} = {}", isolated(&ar, isolates), isolated_if_mixed(&en, isolates)), columns)
            })
            .collect();
        if found.len() > EVIDENCE_SHOWN {
            let more = format!("+{} more", found.len() - EVIDENCE_SHOWN);
            pieces.push((more.clone(), width(&more)));
        }
        for (piece, columns) in pieces {
            if used > 0 && used + 3 + columns > room {
                let full = format!("{}{}", blanks(indent), self.painted(TextStyle::Dim, &line));
                self.line(&full)?;
                line.clear();
                used = 0;
            }
            if used > 0 {
                line.push_str(" · ");
                used += 3;
            }
            line.push_str(&piece);
            used += columns;
        }
        if used > 0 {
            let last = format!("{}{}", blanks(indent), self.painted(TextStyle::Dim, &line));
            self.line(&last)?;
        }
        Ok(())
    }
}
