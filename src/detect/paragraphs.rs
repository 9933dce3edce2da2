//! Text to paragraphs: lines, except where a text is wrapped at a fixed width.

use crate::text::Span;

/// A wrapped text has lines of at most so many characters …
const WIDEST: usize = 100;

/// … and its full lines have at least so many.
const NARROWEST: usize = 40;

/// A line, trimmed.
struct TrimmedLine {
    span: Span,
    /// Characters.
    width: usize,
    /// Characters of its first word.
    first: usize,
    /// Whether it ends as a sentence does.
    ended: bool,
    /// Whether the next line follows without an empty one between.
    joined: bool,
}

/// The paragraphs of `text`, trimmed, in order; together they hold everything but white space.
///
/// Every line end ends a paragraph, unless the text is wrapped at a fixed width (as e-mail, Project Gutenberg and old
/// wire reports are): then the lines of a block are one paragraph, and its span holds single line ends.
pub fn paragraphs(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let Some(width) = wrapped_at(&lines) else {
        return lines.into_iter().map(|line| line.span).collect();
    };
    let mut out: Vec<Span> = Vec::new();
    let mut inside = false;
    for (i, line) in lines.iter().enumerate() {
        match out.last_mut() {
            Some(last) if inside => last.end = line.span.end,
            _ => out.push(line.span),
        }
        inside = line.joined
            && (full(line, &lines[i + 1], width)
                || (!line.ended && line.width * 10 >= width * 6 && line.width <= WIDEST));
    }
    out
}

/// Whether the next line's first word would not have fitted into this one of `width` characters.
fn full(line: &TrimmedLine, next: &TrimmedLine, width: usize) -> bool {
    line.width <= width + 2 && line.width + 1 + next.first > width
}

/// The lines of `text` that are not empty.
fn lines(text: &str) -> Vec<TrimmedLine> {
    let mut out: Vec<TrimmedLine> = Vec::new();
    let mut start = 0;
    let mut empty = true;
    while start < text.len() {
        let end = text[start..]
            .find(['\n', '\r', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'])
            .map_or(text.len(), |at| start + at);
        let raw = &text[start..end];
        let line = raw.trim();
        if line.is_empty() {
            // The line feed of a CR LF pair makes no empty line.
            empty |= !(raw.is_empty() && text[..start].ends_with('\r') && text[start..].starts_with('\n'));
        } else {
            if let Some(last) = out.last_mut() {
                last.joined = !empty;
            }
            let from = start + (raw.len() - raw.trim_start().len());
            let first = line.split_whitespace().next().unwrap_or(line);
            out.push(TrimmedLine {
                span: Span::new(from, from + line.len()),
                // A line far too wide to be wrapped need not be counted to its end.
                width: line.chars().take(WIDEST + 1).count(),
                first: first.chars().take(WIDEST).count(),
                ended: ends_sentence(line),
                joined: false,
            });
            empty = false;
        }
        start = end + text[end..].chars().next().map_or(1, char::len_utf8);
    }
    out
}

/// Whether `line` ends as a sentence does, closing quotes and brackets aside.
fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '\'', '»', '”', '’', ')', ']'])
        .ends_with(['.', '!', '?', '؟', '…', ':', '؛', ';', '۔', '।', '。'])
}

/// The width at which the text is wrapped, if it is: nearly all lines within it, and most line ends inside a block
/// stand where the next word would not have fitted and within a sentence. Lists, verse and one sentence a line have
/// ragged lines and fail this.
fn wrapped_at(lines: &[TrimmedLine]) -> Option<usize> {
    let mut widths: Vec<usize> = lines.iter().filter(|l| l.joined).map(|l| l.width).collect();
    if widths.len() < 2 {
        return None;
    }
    let rank = (widths.len() - 1) * 95 / 100;
    let width = *widths.select_nth_unstable(rank).1;
    if !(NARROWEST..=WIDEST).contains(&width) {
        return None;
    }
    let (mut breaks, mut at_width, mut inside) = (0usize, 0usize, 0usize);
    for pair in lines.windows(2).filter(|pair| pair[0].joined) {
        breaks += 1;
        if full(&pair[0], &pair[1], width) {
            at_width += 1;
            inside += usize::from(!pair[0].ended);
        }
    }
    (at_width * 10 >= breaks * 7 && inside * 2 >= at_width).then_some(width)
}
