//! Beads in parts: sentences divided at a clause where the other side ends a sentence.

use rustc_hash::FxHashMap;

use super::clauses::divide;
use crate::evidence::vectors::{Encoder, Table};
use crate::evidence::{Analysed, Compared, Side};
use crate::score::{Cell, ClauseWeights, CutFeatures, PieceRun, Pieces, PiecesOfBead, Worth};
use crate::segment::clauses::{Offer, Point, begins_with_and, points};
use crate::text::{BeadPart, Lang, Span, Token, TokenKind};

/// Places offered in one sentence that are looked at: the best of them, where there are more.
const MOST: usize = 24;

/// Divides the beads of one pair of document parts.
pub(super) struct Divider<'a> {
    compared: &'a Compared,
    sides: [Analysed<'a>; 2],
    /// ln of English over Arabic characters in the whole pair.
    expected: f32,
    /// `None` where beads are left whole.
    weights: Option<&'a ClauseWeights>,
    table: Option<&'a Table>,
    /// Made when there is something to encode.
    encoder: Option<Encoder<'a>>,
    points: Vec<Point>,
}

/// A cut that a bead may have.
pub(crate) struct PossibleCut {
    /// The side that is cut.
    pub lang: Lang,
    /// What lies between the two ends, white space or nothing.
    pub gap: Span,
    /// What speaks for it.
    pub features: CutFeatures,
}

/// One side of a bead in pieces.
#[derive(Default)]
struct Cuttable {
    /// Bytes of each piece.
    spans: Vec<Span>,
    /// What lies between the pieces: the end of a sentence, or an offer.
    inner: Vec<Option<Offer>>,
    pieces: Pieces,
}

/// A bead in pieces with what is known of its runs.
struct ScoredPassage {
    passage: PiecesOfBead,
    worth: FxHashMap<PieceRun, Worth>,
    stray: f32,
}

impl ScoredPassage {
    fn worth(&mut self, run: PieceRun) -> Worth {
        *self.worth.entry(run).or_insert_with(|| self.passage.worth(run))
    }

    /// Nats of a run that is not too uneven to be a part.
    fn score(&mut self, run: PieceRun) -> Option<f32> {
        (self.passage.stray(run).abs() <= self.stray).then(|| self.worth(run).score)
    }
}

/// A bead in pieces, and where it is best divided.
struct Plan {
    sides: [Cuttable; 2],
    passage: ScoredPassage,
    path: Vec<(usize, usize)>,
}

impl<'a> Divider<'a> {
    /// For the beads of `compared`, which `ar` and `en` were compared to; `table` is what their vectors were made
    /// with. Without `weights` every bead stays whole.
    pub fn new(
        compared: &'a Compared,
        sides: [Analysed<'a>; 2],
        expected: f32,
        weights: Option<&'a ClauseWeights>,
        table: Option<&'a Table>,
    ) -> Self {
        Divider { compared, sides, expected, weights, table, encoder: None, points: Vec::new() }
    }

    /// Whether every bead stays whole.
    pub fn leaves_whole(&self) -> bool {
        self.weights.is_none()
    }

    /// The parts of a bead; none where it stays whole. A cut that is too improbable is dropped, its two parts become
    /// one, and the others are judged again.
    pub fn parts(&mut self, cell: &Cell) -> Vec<BeadPart> {
        let Some(weights) = self.weights else { return Vec::new() };
        let Some(mut plan) = self.plan(cell, weights) else { return Vec::new() };
        let mut chances: Vec<Option<f32>> = Vec::new();
        loop {
            chances.clear();
            for k in 1..plan.path.len() - 1 {
                let cut = plan.features(k, weights);
                chances.push(cut.map(|features| weights.probability(&features)));
            }
            let known = chances.iter().enumerate().filter_map(|(k, p)| Some((k, (*p)?)));
            match known.min_by(|a, b| a.1.total_cmp(&b.1)) {
                // What is left, if anything, are ends of sentences on both sides: those are no news.
                None => return Vec::new(),
                Some((k, p)) if p < weights.least => {
                    plan.path.remove(k + 1);
                }
                Some(_) => break,
            }
        }
        let chance = |k: Option<usize>| k.and_then(|k| chances.get(k).copied().flatten()).unwrap_or(1.0);
        let part = |(k, ends): (usize, &[(usize, usize)])| BeadPart {
            ar: plan.sides[0].joined(ends[0].0, ends[1].0),
            en: plan.sides[1].joined(ends[0].1, ends[1].1),
            score: chance(k.checked_sub(1)) * chance(Some(k)),
        };
        plan.path.windows(2).enumerate().map(part).collect()
    }

    /// The cuts that the best division of a bead has, before the improbable ones are dropped.
    pub fn cuts(&mut self, cell: &Cell) -> Vec<PossibleCut> {
        let Some(weights) = self.weights else { return Vec::new() };
        let Some(mut plan) = self.plan(cell, weights) else { return Vec::new() };
        let mut out = Vec::new();
        for k in 1..plan.path.len() - 1 {
            let Some(features) = plan.features(k, weights) else { continue };
            let (p, q) = plan.path[k];
            let (side, lang, at) = if plan.sides[0].inner[p - 1].is_some() {
                (0, Lang::Arabic, p)
            } else {
                (1, Lang::English, q)
            };
            let spans = &plan.sides[side].spans;
            out.push(PossibleCut {
                lang,
                gap: Span { start: spans[at - 1].end, end: spans[at].start },
                features,
            });
        }
        out
    }

    /// The best division of a bead; `None` where there is nothing to divide or nowhere to do it.
    fn plan(&mut self, cell: &Cell, weights: &ClauseWeights) -> Option<Plan> {
        if cell.m == 0 || cell.n == 0 || cell.m.max(cell.n) < 2 {
            return None;
        }
        // A side is cut where the other ends a sentence: one of a single sentence ends none.
        let ar = self.side(0, cell.i..cell.i + cell.m, cell.n > 1);
        let en = self.side(1, cell.j..cell.j + cell.n, cell.m > 1);
        if ar.inner.iter().chain(&en.inner).all(Option::is_none) {
            return None;
        }
        let pieces = [&ar.pieces, &en.pieces];
        let mut passage = ScoredPassage {
            passage: PiecesOfBead::new(self.compared, pieces, self.expected, weights),
            worth: FxHashMap::default(),
            stray: weights.stray,
        };
        let costs = |side: &Cuttable| -> Vec<Option<f32>> {
            side.inner.iter().map(|offer| offer.map(|o| weights.cost(o))).collect()
        };
        let whole = PieceRun { ar: (0, ar.spans.len()), en: (0, en.spans.len()) };
        let path = divide(&costs(&ar), &costs(&en), |run| {
            if run == whole { Some(passage.worth(run).score) } else { passage.score(run) }
        });
        (path.len() > 2).then_some(Plan { sides: [ar, en], passage, path })
    }

    /// The content sentences `run` of a side in pieces; they are cut when `cut`.
    fn side(&mut self, k: usize, run: std::ops::Range<usize>, cut: bool) -> Cuttable {
        let side = if k == 0 { &self.compared.ar } else { &self.compared.en };
        let mut out = Cuttable::default();
        out.pieces.units.push(side.units(run.start).start);
        for (number, i) in (0u32..).zip(run) {
            self.points.clear();
            if cut {
                self.offers(k, side, i);
            }
            if number > 0 {
                out.inner.push(None);
            }
            self.cut(k, side, i, number, &mut out);
        }
        out
    }

    /// Puts the places where content sentence `i` may be divided into `self.points`: none in a term.
    fn offers(&mut self, k: usize, side: &Side, i: usize) {
        let Analysed { part, text, analysis, .. } = self.sides[k];
        let at = side.index[i] as usize;
        let tokens = part.tokens_of(at);
        let first = analysis.word_bounds[at] as usize;
        let joined = |t: usize| {
            let token: &Token = &tokens[t];
            match token.kind {
                TokenKind::Word { .. } => analysis.terms[analysis.words[first + t].term as usize].joined,
                TokenKind::Number(_) | TokenKind::Date(_) => {
                    let word = token.span.of(text).split_whitespace().next().unwrap_or("");
                    part.lang == Lang::Arabic && begins_with_and(word, true)
                }
                TokenKind::Link => false,
            }
        };
        points(part.lang, text, tokens, joined, &mut self.points);
        let spans = &side.spans[side.units(i)];
        self.points.retain(|point| {
            let after = spans.partition_point(|s| s.start < point.right);
            after.checked_sub(1).is_none_or(|before| spans[before].end <= point.left)
        });
        if self.points.len() > MOST {
            self.points.sort_by_key(|p| (p.offer, p.left));
            self.points.truncate(MOST);
            self.points.sort_by_key(|p| p.left);
        }
    }

    /// Appends content sentence `i`, the `number`th of its bead, in pieces to `out`.
    fn cut(&mut self, k: usize, side: &Side, i: usize, number: u32, out: &mut Cuttable) {
        let Analysed { part, text, .. } = self.sides[k];
        let at = side.index[i] as usize;
        let sentence = part.sentences[at].span;
        let units = side.units(i);
        let tokens = part.tokens_of(at);
        let (mut start, mut unseen) = (sentence.start, side.length[i]);
        let ends = self.points.iter().map(|p| (p.left, p.right, Some(p.offer)));
        for (left, right, offer) in ends.chain([(sentence.end, sentence.end, None)]) {
            let span = Span { start, end: left };
            let before = side.spans[units.clone()].partition_point(|s| s.start < right);
            // The last piece has what the others leave of the sentence.
            let letters = if offer.is_none() { unseen } else { letters(span.of(text)).min(unseen) };
            unseen -= letters;
            out.pieces.units.push(units.start + before);
            out.pieces.letters.push(letters);
            out.pieces.sentence.push(number);
            out.spans.push(span);
            out.inner.extend(offer.map(Some));
            if let Some(table) = self.table.filter(|_| side.has_vectors()) {
                let from = out.pieces.vectors.len();
                if self.points.is_empty() {
                    out.pieces.vectors.extend_from_slice(side.vector(i));
                } else {
                    out.pieces.vectors.resize(from + side.dim, 0.0);
                    let own = |edge: u32| tokens.partition_point(|t| t.span.start < edge);
                    let tokens = &tokens[own(start)..own(right)];
                    let encoder = self.encoder.get_or_insert_with(|| Encoder::new(table));
                    encoder.add(part.lang, tokens, text, &mut out.pieces.vectors[from..]);
                }
            }
            start = right;
        }
    }
}

/// Characters that are no space, nearly: of the spaces beyond ASCII, which are rare, a piece has hardly any.
fn letters(piece: &str) -> u32 {
    piece.bytes().filter(|b| (b & 0xc0) != 0x80 && !b.is_ascii_whitespace()).count() as u32
}

impl Cuttable {
    /// The spans of pieces `from..to`, those of one sentence as one.
    fn joined(&self, from: usize, to: usize) -> Vec<Span> {
        let mut out = vec![self.spans[from]];
        for piece in from + 1..to {
            match out.last_mut() {
                Some(last) if self.inner[piece - 1].is_some() => last.end = self.spans[piece].end,
                _ => out.push(self.spans[piece]),
            }
        }
        out
    }
}

impl Plan {
    /// What speaks for the cut at place `k` of the path; `None` where both sides end a sentence.
    fn features(&mut self, k: usize, weights: &ClauseWeights) -> Option<CutFeatures> {
        let ((p0, q0), (p, q), (p1, q1)) = (self.path[k - 1], self.path[k], self.path[k + 1]);
        let (ar, en) = (self.sides[0].inner[p - 1], self.sides[1].inner[q - 1]);
        let offer = ar.or(en)?;
        let sides = |p: usize, q: usize| {
            [PieceRun { ar: (p0, p), en: (q0, q) }, PieceRun { ar: (p, p1), en: (q, q1) }]
        };
        let [left, right] = sides(p, q);
        let whole = PieceRun { ar: (p0, p1), en: (q0, q1) };
        let (l, r) = (self.passage.worth(left), self.passage.worth(right));
        let here = l.score + r.score - weights.cost(offer);
        // The cut might be elsewhere on its side, with the other side as it is.
        let others: Vec<(usize, usize)> = if ar.is_some() {
            (p0 + 1..p1).filter(|&x| x != p).map(|x| (x, q)).collect()
        } else {
            (q0 + 1..q1).filter(|&x| x != q).map(|x| (p, x)).collect()
        };
        /// Nats before any other place where there is none.
        const ALONE: f32 = 15.0;
        let mut margin = ALONE;
        for (x, y) in others {
            let inner = if ar.is_some() { self.sides[0].inner[x - 1] } else { self.sides[1].inner[y - 1] };
            let [left, right] = sides(x, y);
            let cost = inner.map_or(0.0, |o| weights.cost(o));
            if let (Some(l), Some(r)) = (self.passage.score(left), self.passage.score(right)) {
                margin = margin.min(here - (l + r - cost));
            }
        }
        Some(CutFeatures {
            gain: l.score + r.score - self.passage.worth(whole).score,
            units: self.passage.passage.units(whole) as f32,
            crossing: self.passage.passage.crossing(left, right),
            margin,
            own: l.answered.min(r.answered),
            offer,
        })
    }
}
