//! Paragraphs that hold Arabic and English one after the other, cut where one ends and the other begins.

use super::script::{LetterCounts, LetterScript};
use crate::text::Span;

/// A run of a script within a paragraph of the other needs so many letters to be cut off.
const RUN: u32 = 40;

/// The paragraph's pieces, each with its counts: itself, unless a quarter or more of its letters are in the other
/// script and they come in long runs that begin after the end of a sentence, a line or a separator. A name or a phrase
/// in brackets is no reason to cut.
pub fn by_script(text: &str, paragraph: Span) -> Vec<(Span, LetterCounts)> {
    let whole = LetterCounts::of(paragraph.of(text));
    let (ar, la) = (whole.letters(LetterScript::Arabic), whole.letters(LetterScript::Latin));
    if ar.min(la) < RUN || ar.min(la) * 4 < ar + la {
        return vec![(paragraph, whole)];
    }
    let cuts = cuts(paragraph.of(text));
    if cuts.is_empty() {
        return vec![(paragraph, whole)];
    }
    let start = paragraph.start as usize;
    let bounds: Vec<usize> =
        std::iter::once(0).chain(cuts).chain([paragraph.len()]).map(|at| start + at).collect();
    bounds
        .windows(2)
        .filter_map(|pair| {
            let raw = &text[pair[0]..pair[1]];
            let piece = raw.trim();
            let from = pair[0] + (raw.len() - raw.trim_start().len());
            (!piece.is_empty()).then(|| (Span::new(from, from + piece.len()), LetterCounts::of(piece)))
        })
        .collect()
}

/// Where long runs of one script follow the other.
fn cuts(text: &str) -> Vec<usize> {
    // Runs: start, script, letters. A change of script opens a run where the text before it has come to an end.
    let mut runs: Vec<(usize, LetterScript, u32)> = Vec::new();
    let mut last_letter_end = 0;
    for (at, c) in text.char_indices() {
        let Some(script) =
            LetterScript::of(c).filter(|s| matches!(s, LetterScript::Arabic | LetterScript::Latin))
        else {
            continue;
        };
        match runs.last_mut() {
            Some(run) if run.1 == script => run.2 += 1,
            None => runs.push((0, script, 1)),
            // Within a sentence the letters count for neither.
            Some(_) => {
                let cut = boundary(&text[last_letter_end..at]);
                runs.extend(cut.map(|offset| (last_letter_end + offset, script, 1)));
            }
        }
        last_letter_end = at + c.len_utf8();
    }
    // Short runs belong to what they follow.
    let mut long: Vec<(usize, LetterScript)> = Vec::new();
    for (at, script, letters) in runs {
        if letters >= RUN && long.last().is_none_or(|l| l.1 != script) {
            long.push((at, script));
        }
    }
    long.into_iter().skip(1).map(|(at, _)| at).collect()
}

/// Where in the gap between two letters of different scripts a sentence ends, if it does: the white space after its
/// end, so that opening quotes and brackets stay with what they open.
fn boundary(gap: &str) -> Option<usize> {
    let ends =
        |c: char| matches!(c, '.' | '!' | '?' | '؟' | '…' | ':' | '؛' | '/' | '|' | '—' | '–' | '\n' | '\r');
    let end = gap.rfind(ends)?;
    let after = end + gap[end..].chars().next().map_or(1, char::len_utf8);
    Some(gap[after..].find(char::is_whitespace).map_or(after, |space| after + space))
}
