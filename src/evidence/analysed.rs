//! Document parts with what was looked up of them, as they are compared.

use super::terms::{Analysis, Analyst};
use crate::prepare::PreparedLines;
use crate::text::Prepared;

/// A part with its text and its analysis.
#[derive(Clone, Copy)]
pub(crate) struct Analysed<'a> {
    /// The part.
    pub part: &'a Prepared,
    /// The text of its document.
    pub text: &'a str,
    /// What was looked up.
    pub analysis: &'a Analysis,
    /// The same cut into sentences; `None` where each of its sentences is one.
    pub cut: Option<&'a LinesInSentences>,
}

impl<'a> Analysed<'a> {
    /// A part of which every sentence is one.
    pub fn new(part: &'a Prepared, text: &'a str, analysis: &'a Analysis) -> Self {
        Analysed { part, text, analysis, cut: None }
    }

    /// The part as sentences.
    pub fn sentences(self) -> Analysed<'a> {
        match self.cut {
            Some(LinesInSentences { part, analysis, .. }) => Analysed { part, analysis, cut: None, ..self },
            None => self,
        }
    }

    /// As evidence takes it.
    pub fn parts(self) -> (&'a Prepared, &'a str, &'a Analysis) {
        (self.part, self.text, self.analysis)
    }

    /// Sentences before each line, one longer than there are lines; `None` where each line is a sentence.
    pub fn lines(self) -> Option<&'a [u32]> {
        self.cut.map(|cut| cut.lines.as_slice())
    }
}

/// Lines cut into sentences.
#[derive(Clone, Debug)]
pub(crate) struct LinesInSentences {
    part: Prepared,
    analysis: Analysis,
    /// Sentences before each line, one longer than there are lines.
    lines: Vec<u32>,
}

/// A document whose sentences are given, looked up.
pub(crate) struct Given {
    /// The sentences, a line each.
    pub text: String,
    /// The same, tokenized.
    pub part: Prepared,
    /// What was looked up.
    pub analysis: Analysis,
    /// The lines cut into sentences; `None` where each is one.
    cut: Option<LinesInSentences>,
}

impl Given {
    /// Looks the words of `lines` up.
    pub fn new(lines: PreparedLines, analyst: &mut Analyst<'_>) -> Self {
        let PreparedLines { text, part, cut } = lines;
        match cut {
            None => Given { analysis: analyst.analyse(&part, &text), text, part, cut: None },
            Some((pieces, lines)) => {
                let analysis = analyst.analyse(&pieces, &text);
                let joined = analysis.joined(&lines);
                Given {
                    text,
                    part,
                    analysis: joined,
                    cut: Some(LinesInSentences { part: pieces, analysis, lines }),
                }
            }
        }
    }

    /// As it is compared and aligned.
    pub fn analysed(&self) -> Analysed<'_> {
        Analysed { part: &self.part, text: &self.text, analysis: &self.analysis, cut: self.cut.as_ref() }
    }
}
