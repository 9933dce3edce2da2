//! Lines that hold several sentences: which line a sentence stands in, and which sentences a line holds.

use crate::evidence::{Analysed, Compared};

/// Sentences of both sides that lines are made of.
#[derive(Clone)]
pub(crate) struct Lines {
    /// The line of each Arabic sentence.
    ar: Vec<u32>,
    /// The line of each English sentence.
    en: Vec<u32>,
    /// Sentences before each line, Arabic and English.
    before: [Vec<u32>; 2],
}

impl Lines {
    /// The lines of both sides; `None` where every line is one sentence.
    pub fn new(ar: Analysed<'_>, en: Analysed<'_>) -> Option<Self> {
        if ar.lines().is_none() && en.lines().is_none() {
            return None;
        }
        let before = |side: Analysed<'_>| match side.lines() {
            Some(lines) => lines.to_vec(),
            None => (0..=side.part.sentences.len() as u32).collect(),
        };
        let of = |before: &[u32]| -> Vec<u32> {
            let runs = (0u32..).zip(before.windows(2));
            runs.flat_map(|(line, ends)| std::iter::repeat_n(line, (ends[1] - ends[0]) as usize)).collect()
        };
        let before = [before(ar), before(en)];
        Some(Lines { ar: of(&before[0]), en: of(&before[1]), before })
    }

    /// The comparison of the lines, from that of their sentences.
    pub fn joined(&self, compared: &Compared) -> Compared {
        compared.joined([&self.before[0], &self.before[1]])
    }

    /// The lines of a run of sentences of a side, Arabic being 0.
    pub fn lines(&self, side: usize, from: usize, run: usize) -> std::ops::Range<u32> {
        let of = if side == 0 { &self.ar } else { &self.en };
        if run == 0 { 0..0 } else { of[from]..of[from + run - 1] + 1 }
    }

    /// The sentences of a line of a side: the first, and how many.
    pub fn sentences(&self, side: usize, line: usize) -> (usize, usize) {
        let before = &self.before[side];
        (before[line] as usize, (before[line + 1] - before[line]) as usize)
    }

    /// All sentences of the lines that hold the run: the first, and how many.
    pub fn widened(&self, side: usize, from: usize, run: usize) -> (usize, usize) {
        let lines = self.lines(side, from, run);
        let before = &self.before[side];
        let (start, end) = (before[lines.start as usize] as usize, before[lines.end as usize] as usize);
        if run == 0 { (from, 0) } else { (start, end - start) }
    }
}
