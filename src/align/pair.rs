//! One Arabic with one English part: the mode, the search, the probabilities.

use super::aligned::{Aligned, AlignedBead};
use super::anchors::{AnchorOptions, Anchors};
use super::comparable;
use super::divider::{Divider, PossibleCut};
use super::lines::Lines;
use super::mode::OrderFeatures;
use super::moved::with_moved;
use super::ordered::{FoundBead, Ordered, ordered, path};
use super::page::with_the_page;
use super::parts::parts;
use super::reasons::{InOrder, explain_all};
use super::runs::with_runs;
use super::weights::AlignWeights;
use crate::evidence::vectors::Table;
use crate::evidence::{Analysed, Compared, MatchWeights};
use crate::score::{Cell, Features, Singles, coverage, explain, probability};
use crate::settings::{ModeChoice, Settings};
use crate::text::{Evidence, Mode, PairKind};

/// What is known of two parts before a mode is chosen: their sentences compared, and the pairs of sentences that stand
/// out.
pub(crate) struct Comparison {
    pub(super) compared: Compared,
    singles: Singles,
    pub(super) anchors: Anchors,
    /// The lines that the sentences make; `None` where each is one.
    lines: Option<Lines>,
}

impl Comparison {
    pub fn new(ar: Analysed<'_>, en: Analysed<'_>, matches: &MatchWeights, weights: &AnchorOptions) -> Self {
        let compared = Compared::new(ar.sentences().parts(), en.sentences().parts(), matches);
        let singles = Singles::new(&compared, &weights.score);
        let anchors = Anchors::new(&singles, weights);
        Comparison { compared, singles, anchors, lines: Lines::new(ar, en) }
    }

    /// The beads in order as indices of lines, Arabic and English: what the search of [`crate::lab::fit::search`] counts.
    /// Passages moved are not looked for.
    pub fn beads_in_order(&self, weights: &AlignWeights<'_>) -> Vec<(Vec<u32>, Vec<u32>)> {
        let lines = self.lines.as_ref();
        let beads = path(&self.compared, &self.anchors, lines, weights);
        let two_sided = beads.iter().filter(|cell| !cell.is_null());
        two_sided.map(|cell| (self.numbers(0, cell), self.numbers(1, cell))).collect()
    }

    /// The sentences of a side of a bead, Arabic being 0, as numbers in its part.
    fn numbers(&self, side: usize, cell: &Cell) -> Vec<u32> {
        let (index, from, run) = match side {
            0 => (&self.compared.ar.index, cell.i, cell.m),
            _ => (&self.compared.en.index, cell.j, cell.n),
        };
        match &self.lines {
            Some(lines) => lines.lines(side, from, run).collect(),
            None => index[from..from + run].to_vec(),
        }
    }

    /// Whether the anchors say that the texts are translations of each other.
    fn is_anchored(&self, weights: &AnchorOptions) -> bool {
        self.anchors.parallel(self.compared.ar.len(), self.compared.en.len(), weights)
    }

    /// The beads in order, and what they tell of whether the two texts are translations of each other. With `parts` also
    /// the beads of sentences that a bead of lines is made of.
    pub fn in_order(&self, weights: &AlignWeights<'_>, parts: bool) -> (Ordered, OrderFeatures) {
        let lines = self.lines.as_ref();
        let found = ordered(&self.compared, &self.singles, &self.anchors, lines, (weights, parts));
        let features = self.order_features(&found.found);
        (found.with_document(weights.translation.log_odds(&features)), features)
    }

    /// The same beads with those of passages that stand elsewhere.
    fn with_moved(&self, found: &Ordered, weights: &AlignWeights<'_>, parts: bool) -> Vec<FoundBead> {
        let lines = self.lines.as_ref();
        with_moved(found, &self.compared, &self.singles, &self.anchors, lines, (weights, parts))
    }
}

/// Aligns pairs of document parts.
#[derive(Clone, Copy)]
pub(crate) struct Aligner<'a> {
    /// What it goes by.
    pub weights: AlignWeights<'a>,
    /// What it is to give.
    pub settings: Settings,
    /// The table that the vectors of all parts were made with.
    pub vectors: Option<&'a Table>,
}

/// Why a mode is taken that the user names.
const ASKED: &str = "asked for";

impl Aligner<'_> {
    /// Aligns an Arabic with an English part, the `sides` that `comparison` compares.
    pub fn align(&self, comparison: &Comparison, sides: [Analysed<'_>; 2]) -> Aligned {
        let weights = &self.weights;
        match self.settings.mode {
            ModeChoice::Comparable => return self.in_any_order(comparison, sides, ASKED.to_owned()),
            ModeChoice::Auto if comparison.is_hopeless(weights) => {
                return self.in_any_order(comparison, sides, comparison.why(None, weights.anchors));
            }
            ModeChoice::Auto | ModeChoice::Parallel => {}
        }
        let (found, features) = comparison.in_order(weights, !self.settings.whole);
        if self.settings.mode == ModeChoice::Parallel {
            return self.in_order(comparison, found, sides, ASKED.to_owned());
        }
        let why = comparison.why(Some(&features), weights.anchors);
        let anchored = comparison.is_anchored(weights.anchors);
        if weights.translation.is_translation(found.model.document, anchored) {
            self.in_order(comparison, found, sides, why)
        } else {
            self.in_any_order(comparison, sides, why)
        }
    }

    /// The alignment of a translation.
    fn in_order(
        &self,
        comparison: &Comparison,
        found: Ordered,
        sides: [Analysed<'_>; 2],
        why: String,
    ) -> Aligned {
        let Comparison { compared, singles, lines, .. } = comparison;
        let lines = lines.as_ref();
        let weights = &self.weights;
        let all = comparison.with_moved(&found, weights, !self.settings.whole);
        let sentences = sides.map(Analysed::sentences);
        let mut divider = self.divider(compared, sentences, singles.expected_length);
        let bead = |f: &FoundBead| AlignedBead {
            ar: comparison.numbers(0, &f.cell),
            en: comparison.numbers(1, &f.cell),
            probability: f.features.map_or(0.0, |f| probability(&f, weights.probability)),
            kind: self.kind(&f.cell, compared),
            parts: parts(f, sentences, lines.is_some(), &mut divider, weights.probability),
            evidence: self.evidence(&f.cell, compared),
            explained: None,
        };
        let beads = all.iter().map(bead).collect();
        let [rows, columns] = sides.map(|side| side.part.sentences.len());
        let mut beads = with_the_page(beads, rows, columns);
        let open = self.settings.explain.then(|| {
            let search = InOrder { model: found.model.with_beads(&all), singles, lines };
            explain_all(&mut beads, Some(search), compared, weights, self.settings.least_score)
        });
        Aligned { mode: Mode::Parallel, why, beads, open }
    }

    /// The alignment of reports that share some of what they say.
    fn in_any_order(&self, comparison: &Comparison, sides: [Analysed<'_>; 2], why: String) -> Aligned {
        let joined = comparison.lines.as_ref().map(|lines| lines.joined(&comparison.compared));
        let compared = joined.as_ref().unwrap_or(&comparison.compared);
        let weights = &self.weights;
        let own = weights.probability.of_pairs(compared.ar.has_vectors());
        let shorter = compared.ar.len().min(compared.en.len());
        let candidates = comparable::candidates(compared, weights.comparable);
        let matched = comparable::align(&candidates, own, weights.comparable);
        let mut found = with_runs(&matched, compared, weights.comparable);
        let least = comparable::least(found.iter().map(|f| f.1), shorter, weights.comparable);
        found.retain(|f| f.1 >= least);
        let whole = sides.map(|side| Analysed { cut: None, ..side });
        let mut divider = self.divider(compared, whole, comparison.singles.expected_length);
        let bead = |(cell, probability): &(Cell, f32)| AlignedBead {
            ar: (cell.i..cell.i + cell.m).map(|i| compared.ar.index[i]).collect(),
            en: (cell.j..cell.j + cell.n).map(|j| compared.en.index[j]).collect(),
            probability: *probability,
            kind: self.kind(cell, compared),
            parts: divider.parts(cell),
            evidence: self.evidence(cell, compared),
            explained: None,
        };
        let mut beads: Vec<AlignedBead> = found.iter().map(bead).collect();
        let explained = self.settings.explain;
        let open =
            explained.then(|| explain_all(&mut beads, None, compared, weights, self.settings.least_score));
        Aligned { mode: Mode::Comparable, why, beads, open }
    }

    fn divider<'d>(&self, compared: &'d Compared, sides: [Analysed<'d>; 2], expected: f32) -> Divider<'d>
    where
        Self: 'd,
    {
        let weights = (!self.settings.whole).then_some(self.weights.clauses);
        Divider::new(compared, sides, expected, weights, self.vectors)
    }

    /// How much of each other the sides of a bead say; `None` for what is alone.
    fn kind(&self, cell: &Cell, compared: &Compared) -> Option<PairKind> {
        let (ar, en) = (cell.i..cell.i + cell.m, cell.j..cell.j + cell.n);
        (!cell.is_null()).then(|| self.weights.kind.kind(coverage(compared, ar, en, self.weights.score)))
    }

    /// The evidence of a bead; none for what is alone.
    fn evidence(&self, cell: &Cell, compared: &Compared) -> Vec<Evidence> {
        if cell.is_null() { Vec::new() } else { explain(cell, compared, self.weights.score.common) }
    }

    /// The cuts that the beads of a parallel alignment may have, good and bad: what [`crate::lab::fit`] learns from.
    pub fn cuts(&self, comparison: &Comparison, sides: [Analysed<'_>; 2]) -> Vec<PossibleCut> {
        let expected = comparison.singles.expected_length;
        let mut divider = self.divider(&comparison.compared, sides.map(Analysed::sentences), expected);
        let parts = !self.settings.whole;
        let beads = comparison.with_moved(&comparison.in_order(&self.weights, parts).0, &self.weights, parts);
        beads.iter().flat_map(FoundBead::cells).flat_map(|cell| divider.cuts(&cell)).collect()
    }

    /// The beads of a parallel alignment, as cells of lines, each with what its probability is made from.
    pub fn beads(&self, comparison: &Comparison) -> Vec<(Cell, Features)> {
        let parts = !self.settings.whole;
        let found = comparison.with_moved(&comparison.in_order(&self.weights, parts).0, &self.weights, parts);
        let bead = |f: &FoundBead| {
            let [ar, en] = [0, 1].map(|side| comparison.numbers(side, &f.cell));
            let cell = Cell { i: *ar.first()? as usize, m: ar.len(), j: *en.first()? as usize, n: en.len() };
            Some((cell, f.features?))
        };
        found.iter().filter_map(bead).collect()
    }
}
