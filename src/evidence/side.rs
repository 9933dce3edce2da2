//! One side of a comparison: what each sentence says, as terms.

use super::openings::Openings;
use super::terms::{Analysis, Occurrence, joined_vectors};
use crate::text::{Prepared, Span};

/// One side of a compared pair: what each sentence says, as terms.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// Term of every unit, sentence by sentence.
    pub terms: Vec<u32>,
    /// Where each unit stands in the document.
    pub spans: Vec<Span>,
    /// `terms[bounds[i]..bounds[i + 1]]` are the units of sentence `i`.
    pub bounds: Vec<u32>,
    /// Probability of each term in running text.
    pub probability: Vec<f32>,
    /// How much of each term's translations is known, 0..1.
    pub known: Vec<f32>,
    /// Units of each term.
    pub count: Vec<u32>,
    /// Length of each sentence in characters without spaces.
    pub length: Vec<u32>,
    /// How each sentence opens, below [`openings::KINDS`](super::openings::KINDS).
    pub opening: Vec<u8>,
    /// Index of each sentence in its part: those that are no content are left out here.
    pub index: Vec<u32>,
    /// The sentences' vectors, `dim` numbers each; empty without a table of vectors.
    pub vectors: Vec<f32>,
    /// Numbers of a vector.
    pub dim: usize,
}

impl Side {
    /// The units of a part in this comparison: a term of several words counts as one where the other side knows it, and as
    /// its words where it does not.
    pub(super) fn new((part, text, analysis): (&Prepared, &str, &Analysis), active: &[bool]) -> Side {
        let mut side = Side {
            bounds: vec![0],
            probability: analysis.terms.iter().map(|t| t.probability).collect(),
            known: analysis.terms.iter().map(|t| t.known).collect(),
            count: vec![0; analysis.terms.len()],
            dim: analysis.dim,
            ..Side::default()
        };
        let span = |o: &Occurrence| {
            let last = (o.token + o.tokens as u32 - 1) as usize;
            Span { start: part.tokens[o.token as usize].span.start, end: part.tokens[last].span.end }
        };
        let mut openings = Openings::default();
        for (i, sentence) in part.sentences.iter().enumerate().filter(|(_, s)| s.mark.is_content()) {
            let words =
                &analysis.words[analysis.word_bounds[i] as usize..analysis.word_bounds[i + 1] as usize];
            let phrases =
                &analysis.phrases[analysis.phrase_bounds[i] as usize..analysis.phrase_bounds[i + 1] as usize];
            let mut phrases = phrases.iter().filter(|p| active[p.term as usize]).peekable();
            let mut covered = 0;
            for word in words {
                if let Some(phrase) = phrases.next_if(|p| p.token == word.token) {
                    side.terms.push(phrase.term);
                    side.spans.push(span(phrase));
                    covered = phrase.token + phrase.tokens as u32;
                }
                if word.token >= covered {
                    side.terms.push(word.term);
                    side.spans.push(span(word));
                }
            }
            side.bounds.push(side.terms.len() as u32);
            let letters = sentence.span.of(text).chars().filter(|c| !c.is_whitespace()).count();
            side.length.push(letters as u32);
            side.opening.push(openings.next(sentence.span, text));
            side.index.push(i as u32);
            side.vectors.extend_from_slice(&analysis.vectors[i * side.dim..(i + 1) * side.dim]);
        }
        for &term in &side.terms {
            side.count[term as usize] += 1;
        }
        side
    }

    /// The units of sentence `i`.
    pub fn units(&self, i: usize) -> std::ops::Range<usize> {
        self.bounds[i] as usize..self.bounds[i + 1] as usize
    }

    /// The vector of sentence `i`, not of unit length; empty without a table of vectors.
    pub fn vector(&self, i: usize) -> &[f32] {
        &self.vectors[i * self.dim..(i + 1) * self.dim]
    }

    /// The vectors of sentences, one after the other.
    pub fn vectors_of(&self, sentences: std::ops::Range<usize>) -> &[f32] {
        &self.vectors[sentences.start * self.dim..sentences.end * self.dim]
    }

    /// Whether the sentences have vectors.
    pub fn has_vectors(&self) -> bool {
        self.dim > 0
    }

    /// Number of sentences.
    pub fn len(&self) -> usize {
        self.length.len()
    }

    /// Whether there is no sentence.
    pub fn is_empty(&self) -> bool {
        self.length.is_empty()
    }

    /// The same of sentences joined, all of them content: `before` gives the sentences before each one that they make,
    /// and all of them.
    pub(super) fn joined(&self, before: &[u32]) -> Side {
        let runs = || before.windows(2).map(|run| run[0] as usize..run[1] as usize);
        Side {
            terms: self.terms.clone(),
            spans: self.spans.clone(),
            probability: self.probability.clone(),
            known: self.known.clone(),
            count: self.count.clone(),
            dim: self.dim,
            bounds: before.iter().map(|&k| self.bounds[k as usize]).collect(),
            length: runs().map(|run| self.length[run].iter().sum()).collect(),
            opening: runs().map(|run| self.opening[run.start]).collect(),
            index: (0..before.len().saturating_sub(1) as u32).collect(),
            vectors: joined_vectors(&self.vectors, self.dim, before),
        }
    }
}
