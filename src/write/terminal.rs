//! For a reader: the ranked document pairs, what was left out, then each alignment with its sentence pairs side by
//! side and, under each pair, what links the two.
//!
//! English stands on the left; Arabic lines end at the right edge, each in an isolate of its own, so that a terminal
//! with bidirectional layout shows them right to left and one line never disturbs another.

mod below;

use std::fmt::Write as _;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style as Ansi};

use super::explanation::about;
use super::layout::{
    blanks, clean, clip_end, clip_start, isolated_if_mixed, left_to_right, right_to_left, width, wrap,
};
use super::side::{AlignedSide, bead_type, beads, kind, sides};
use super::style::Style;
use super::unpaired::unpaired;
use crate::text::{Alignment, Bead, DocPair, Evidence, Mark, Mode, Report};

/// From this width on the two languages stand side by side, below it under each other.
const SIDE_BY_SIDE: usize = 72;
/// Columns left of the sentences: score, bead, kind, space.
const GUTTER: usize = 19;
/// Between the two languages, with a blank on either side.
const DIVIDER: &str = "│";
/// Document pairs shown that were not aligned.
const REFUSED_SHOWN: usize = 10;
/// From this score on a pair is good, and from the second on doubtful.
const GOOD: f32 = 0.8;
const DOUBTFUL: f32 = 0.5;

/// What is set apart by weight or colour.
#[derive(Clone, Copy)]
enum TextStyle {
    Heading,
    Dim,
    Plain,
    Score(f32),
}

/// The sink with what it can show.
struct Screen<'a> {
    out: &'a mut dyn Write,
    style: Style,
}

pub(super) fn write(report: &Report, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let style = Style { width: style.width.max(Style::MIN_WIDTH), ..*style };
    let mut screen = Screen { out, style };
    screen.ranking(report)?;
    screen.unpaired(report)?;
    screen.left_out(report)?;
    let mut first = report.ranking.is_empty() && report.left_out.is_empty();
    for alignment in &report.alignments {
        if !std::mem::take(&mut first) {
            screen.line("")?;
        }
        screen.alignment(report, alignment)?;
    }
    Ok(())
}

impl Screen<'_> {
    fn room(&self) -> usize {
        self.style.width
    }

    fn is_wide(&self) -> bool {
        self.style.width >= SIDE_BY_SIDE
    }

    /// `text` in the look of its `role`. No line of a look runs on into the next.
    fn painted(&self, role: TextStyle, text: &str) -> String {
        let look = match role {
            _ if !self.style.colour || text.is_empty() => return text.to_owned(),
            TextStyle::Plain => return text.to_owned(),
            TextStyle::Heading => Ansi::new().bold(),
            TextStyle::Dim => Ansi::new().dimmed(),
            TextStyle::Score(score) if score >= GOOD => AnsiColor::Green.on_default(),
            TextStyle::Score(score) if score >= DOUBTFUL => AnsiColor::Yellow.on_default(),
            TextStyle::Score(_) => AnsiColor::Red.on_default(),
        };
        format!("{look}{text}{look:#}")
    }

    /// A line without blanks at its end.
    fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", text.trim_end_matches(' '))
    }

    /// A running text in its role, wrapped, each line after `indent` blanks.
    fn paragraph(&mut self, role: TextStyle, indent: usize, text: &str) -> io::Result<()> {
        for line in wrap(&clean(text), self.room() - indent) {
            let line = self.painted(role, &left_to_right(line, self.style.isolates));
            self.line(&format!("{}{line}", blanks(indent)))?;
        }
        Ok(())
    }

    /// An identifier or title cut to `room` columns, padded to them, and isolated if it needs to be.
    fn cell(&self, role: TextStyle, text: &str, room: usize, is_path: bool) -> String {
        let text = clean(text);
        let text = if is_path { clip_start(&text, room) } else { clip_end(&text, room) };
        let padding = blanks(room.saturating_sub(width(&text)));
        let isolates = self.style.isolates;
        // The folders of a path stay in their order even when the first has an Arabic name.
        let shown = if is_path { left_to_right(&text, isolates) } else { isolated_if_mixed(&text, isolates) };
        format!("{}{padding}", self.painted(role, &shown))
    }

    fn ranking(&mut self, report: &Report) -> io::Result<()> {
        if report.ranking.is_empty() {
            // Of sentences that were given, each pair is aligned and none is ranked.
            if report.alignments.is_empty() {
                self.paragraph(TextStyle::Plain, 0, "No pair of an Arabic and an English document.")?;
            }
            return Ok(());
        }
        self.paragraph(TextStyle::Heading, 0, "Document pairs, best first")?;
        // score and status take 2 + 4 + 2 + 7 + 2 columns
        let column = {
            let id_width = |part: usize| width(&clean(&AlignedSide::of(report, part).doc.id));
            let longest = report.ranking.iter().flat_map(|pair| [id_width(pair.ar), id_width(pair.en)]).max();
            let titled = report.documents.iter().any(|doc| doc.title.is_some());
            let most = self.room().saturating_sub(19) / 2;
            if titled { most } else { longest.unwrap_or(0).clamp(7, most.max(7)) }
        };
        if self.is_wide() {
            let head =
                format!("  score          {}  English", self.cell(TextStyle::Plain, "Arabic", column, false));
            let head = self.painted(TextStyle::Dim, &head);
            self.line(&head)?;
        }
        let mut refused = 0;
        for pair in &report.ranking {
            refused += usize::from(!pair.chosen);
            if pair.chosen || refused <= REFUSED_SHOWN {
                self.ranked(report, pair, column)?;
            }
        }
        if refused > REFUSED_SHOWN {
            let more = format!("and {} more pairs not aligned", grouped(refused - REFUSED_SHOWN));
            self.paragraph(TextStyle::Dim, 2, &more)?;
        }
        if report.alignments.is_empty() {
            self.paragraph(TextStyle::Plain, 0, "No document pair was promising enough to be aligned.")?;
        }
        Ok(())
    }

    fn ranked(&mut self, report: &Report, pair: &DocPair, column: usize) -> io::Result<()> {
        let (ar, en) = (AlignedSide::of(report, pair.ar).doc, AlignedSide::of(report, pair.en).doc);
        let (role, status) =
            if pair.chosen { (TextStyle::Plain, "aligned") } else { (TextStyle::Dim, "–      ") };
        let score = self.painted(TextStyle::Score(pair.score), &format!("{:.2}", pair.score));
        let status = self.painted(role, status);
        // A title of no-break spaces or of control characters alone shows nothing.
        let shown = |title: &Option<String>| {
            let title = clean(title.as_deref().unwrap_or(""));
            if title.trim().is_empty() { String::new() } else { title }
        };
        let (ar_title, en_title) = (&shown(&ar.title), &shown(&en.title));
        if self.is_wide() {
            let (ar_id, en_id) =
                (self.cell(role, &ar.id, column, true), self.cell(role, &en.id, column, true));
            self.line(&format!("  {score}  {status}  {ar_id}  {en_id}"))?;
            if !(ar_title.is_empty() && en_title.is_empty()) {
                let (ar, en) = (
                    self.cell(TextStyle::Dim, ar_title, column, false),
                    self.cell(TextStyle::Dim, en_title, column, false),
                );
                self.line(&format!("{}{ar}  {en}", blanks(17)))?;
            }
        } else {
            self.line(&format!("  {score}  {status}"))?;
            for (id, title) in [(&ar.id, ar_title), (&en.id, en_title)] {
                let id = self.cell(role, id, self.room() - 4, true);
                self.line(&format!("    {id}"))?;
                if !title.is_empty() {
                    let title = self.cell(TextStyle::Dim, title, self.room() - 6, false);
                    self.line(&format!("      {title}"))?;
                }
            }
        }
        Ok(())
    }

    /// The documents that were read and have no counterpart; what was left out follows with its reasons.
    fn unpaired(&mut self, report: &Report) -> io::Result<()> {
        let alone: Vec<_> = unpaired(report).into_iter().filter(|alone| alone.lang.is_some()).collect();
        if alone.is_empty() {
            return Ok(());
        }
        self.line("")?;
        self.paragraph(TextStyle::Heading, 0, "Read, no counterpart")?;
        for document in alone {
            let lang = if document.lang == Some("ar") { "Arabic" } else { "English" };
            let id = left_to_right(&clip_start(&clean(document.id), self.room() - 2), self.style.isolates);
            let mut about = lang.to_owned();
            if let Some(best) = document.best {
                let nearest =
                    left_to_right(&clip_start(&clean(best.id), self.room() - 32), self.style.isolates);
                let _ = write!(about, ", nearest {nearest} ({:.2})", best.score);
            }
            let fits = width(&id) + width(&about) + 4 <= self.room();
            let between = if fits { " " } else { "\n    " };
            let line = format!("  {id}:{between}{}", self.painted(TextStyle::Dim, &about));
            self.line(&line)?;
        }
        Ok(())
    }

    fn left_out(&mut self, report: &Report) -> io::Result<()> {
        if report.left_out.is_empty() {
            return Ok(());
        }
        self.line("")?;
        self.paragraph(TextStyle::Heading, 0, "Left out")?;
        for left in &report.left_out {
            let bytes = format!(", {} bytes", grouped(left.bytes));
            let what = clip_end(&clean(&left.what), self.room() - 4 - width(&bytes));
            let id = clip_start(&clean(&left.id), self.room() - 3);
            let fits = width(&id) + width(&what) + width(&bytes) + 4 <= self.room();
            let id = left_to_right(&id, self.style.isolates);
            let what = format!("{}{bytes}", isolated_if_mixed(&what, self.style.isolates));
            let between = if fits { " " } else { "\n    " };
            let line = format!("  {id}:{between}{}", self.painted(TextStyle::Dim, &what));
            self.line(&line)?;
        }
        Ok(())
    }

    fn alignment(&mut self, report: &Report, alignment: &Alignment) -> io::Result<()> {
        let (ar, en) = sides(report, alignment);
        let isolates = self.style.isolates;
        let names = [&ar.doc.id, &en.doc.id].map(|id| clip_start(&clean(id), self.room()));
        let fits = width(&names[0]) + width(&names[1]) + 3 <= self.room();
        let names = names.map(|name| self.painted(TextStyle::Heading, &left_to_right(&name, isolates)));
        self.line(&names.join(if fits { " ↔ " } else { "\n" }))?;
        let mode = match alignment.mode {
            Mode::Parallel => "parallel",
            Mode::Comparable => "comparable",
        };
        let score =
            if report.ranking.is_empty() { String::new() } else { format!(", score {:.2}", alignment.score) };
        self.paragraph(TextStyle::Plain, 0, &format!("{mode}{score}: {}", alignment.why))?;
        let pairs = alignment.beads.iter().filter(|bead| !bead.is_null()).count();
        let counts = format!(
            "{} {}; without a counterpart: {} Arabic, {} English",
            grouped(pairs),
            if pairs == 1 { "pair" } else { "pairs" },
            unmatched(ar, alignment.beads.iter().map(|bead| (&bead.ar, bead.is_null()))),
            unmatched(en, alignment.beads.iter().map(|bead| (&bead.en, bead.is_null()))),
        );
        self.paragraph(TextStyle::Dim, 0, &counts)?;
        for (at, (bead, evidence)) in beads(alignment).enumerate() {
            self.line("")?;
            self.pair(bead, evidence, ar, en)?;
            if let Some(about) = about(alignment, at, ar, en) {
                self.explanation(&about)?;
            }
        }
        Ok(())
    }

    fn pair(
        &mut self,
        bead: &Bead,
        evidence: &[Evidence],
        ar: AlignedSide<'_>,
        en: AlignedSide<'_>,
    ) -> io::Result<()> {
        let kind = format!("{} {}", bead_type(bead), kind(bead));
        let kind = kind.trim_end();
        let (score, role) = if bead.is_null() {
            (self.painted(TextStyle::Dim, "   –"), TextStyle::Dim)
        } else {
            (self.painted(TextStyle::Score(bead.score), &format!("{:.2}", bead.score)), TextStyle::Plain)
        };
        let head = format!("{score}  {}", self.painted(TextStyle::Dim, kind));
        let head_width = 6 + kind.len();
        let texts = [en.texts(&bead.en).collect(), ar.texts(&bead.ar).collect()];
        self.both(&head, head_width, texts, role)?;
        self.mark(bead, ar, en)?;
        self.evidence(evidence, ar, en)?;
        self.parts(&bead.parts, ar, en)
    }

    /// English and Arabic texts beside or below each other, each of them starting a line, after a head of so many
    /// columns.
    fn both(&mut self, head: &str, columns: usize, texts: [Vec<&str>; 2], role: TextStyle) -> io::Result<()> {
        let [english, arabic] = texts;
        if self.is_wide() {
            let room = self.room() - GUTTER - width(DIVIDER) - 2;
            let (left, right) = (room.div_ceil(2), room / 2);
            let english = self.english(&english, left, role);
            let arabic = self.arabic(&arabic, right, role);
            // A long bead type, "10-12", takes a line of its own.
            let apart = columns >= GUTTER;
            if apart {
                self.line(head)?;
            }
            for i in 0..english.len().max(arabic.len()) {
                let (en, en_width) = english.get(i).map_or(("", 0), |(line, used)| (line, *used));
                let ar = arabic.get(i).map_or("", |(line, _)| line);
                let start = if i == 0 && !apart {
                    format!("{head}{}", blanks(GUTTER - columns))
                } else {
                    blanks(GUTTER)
                };
                let divider = self.painted(TextStyle::Dim, DIVIDER);
                self.line(&format!("{start}{en}{} {divider} {ar}", blanks(left - en_width)))?;
            }
        } else {
            self.line(head)?;
            let room = self.room() - 2;
            let lines = [self.english(&english, room, role), self.arabic(&arabic, room, role)];
            for (line, _) in lines.iter().flatten() {
                self.line(&format!("  {line}"))?;
            }
        }
        Ok(())
    }

    /// The lines of English texts, each with its width; every text starts a line.
    fn english(&self, texts: &[&str], room: usize, role: TextStyle) -> Vec<(String, usize)> {
        let mut lines = Vec::new();
        for text in texts {
            for line in wrap(&clean(text), room) {
                let shown = left_to_right(line, self.style.isolates);
                lines.push((self.painted(role, &shown), width(line)));
            }
        }
        lines
    }

    /// The lines of Arabic texts, moved to the right edge of `room`, each in its own isolate.
    fn arabic(&self, texts: &[&str], room: usize, role: TextStyle) -> Vec<(String, usize)> {
        let mut lines = Vec::new();
        for text in texts {
            for line in wrap(&clean(text), room) {
                let padding = blanks(room.saturating_sub(width(line)));
                let shown = right_to_left(line, self.style.isolates);
                lines.push((format!("{padding}{}", self.painted(role, &shown)), room));
            }
        }
        lines
    }

    /// Says of a one-sided bead what its sentences are when they are not content.
    fn mark(&mut self, bead: &Bead, ar: AlignedSide<'_>, en: AlignedSide<'_>) -> io::Result<()> {
        let marks = |side: AlignedSide<'_>, indices: &[u32]| -> Vec<Mark> {
            indices.iter().map(|&i| side.part.sentences[i as usize].mark).collect()
        };
        let mut marks = [marks(ar, &bead.ar), marks(en, &bead.en)].concat();
        marks.dedup();
        let what = match marks.as_slice() {
            [Mark::Caption] => "caption",
            [Mark::Byline] => "byline",
            [Mark::Repeat] => "said before",
            [Mark::Boilerplate] => "text of the site",
            _ => return Ok(()),
        };
        self.paragraph(TextStyle::Dim, self.indent(), what)
    }

    /// Where what stands under a pair starts.
    fn indent(&self) -> usize {
        if self.is_wide() { GUTTER } else { 2 }
    }
}

/// How many content sentences of `side` stand in no bead with two sides; `beads` gives each bead's indices on this
/// side and whether it is null.
fn unmatched<'a>(side: AlignedSide<'_>, beads: impl Iterator<Item = (&'a Vec<u32>, bool)>) -> String {
    let mut open: Vec<bool> = side.part.sentences.iter().map(|sentence| sentence.mark.is_content()).collect();
    let content = open.iter().filter(|&&is_content| is_content).count();
    for &i in beads.filter(|(_, null)| !null).flat_map(|(indices, _)| indices) {
        open[i as usize] = false;
    }
    let left = open.iter().filter(|&&is_open| is_open).count();
    format!("{} of {}", grouped(left), grouped(content))
}

/// `number` with commas between the thousands.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        let _ = out.write_char(digit);
    }
    out
}
