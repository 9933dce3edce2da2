//! One Arabic with one English part: the mode, the search, the probabilities.

use super::clauses::{Cut, Divider};
use super::explain::explain;
use super::given::{Analysed, Lines};
use super::moved::with_moved;
use super::ordered::{Found, Ordered, ordered, path};
use super::page::with_the_page;
use super::parts::parts;
use super::reasons::{InOrder, explanation};
use super::runs::with_runs;
use crate::align::{AlignWeights, AnchorOptions, Anchors, ComparableOptions, OrderFeatures, comparable};
use crate::evidence::vectors::Table;
use crate::evidence::{Compared, MatchWeights};
use crate::score::{Candidate, Cell, Features, Singles, candidates, coverage, probability};
use crate::settings::{ModeChoice, Settings};
use crate::text::{Alignment, Bead, Evidence, Explanation, Mode, PairKind};

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
    fn with_moved(&self, found: &Ordered, weights: &AlignWeights<'_>, parts: bool) -> Vec<Found> {
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
    /// Aligns an Arabic with an English part, the `sides` that `comparison` compares; `ar` and `en` of the result and its
    /// document score are left 0.
    pub fn align(&self, comparison: &Comparison, sides: [Analysed<'_>; 2]) -> Alignment {
        let weights = &self.weights;
        let in_any_order = |why: String| {
            let alignment = self.in_any_order(comparison, sides);
            Alignment { why, ..alignment }
        };
        match self.settings.mode {
            ModeChoice::Comparable => return in_any_order(ASKED.to_owned()),
            ModeChoice::Auto if comparison.is_hopeless(weights) => {
                return in_any_order(comparison.why(None, weights.anchors));
            }
            ModeChoice::Auto | ModeChoice::Parallel => {}
        }
        let (found, features) = comparison.in_order(weights, !self.settings.whole);
        if self.settings.mode == ModeChoice::Parallel {
            return Alignment { why: ASKED.to_owned(), ..self.in_order(comparison, found, sides) };
        }
        let why = comparison.why(Some(&features), weights.anchors);
        let anchored = comparison.is_anchored(weights.anchors);
        if weights.translation.is_translation(found.model.document, anchored) {
            Alignment { why, ..self.in_order(comparison, found, sides) }
        } else {
            in_any_order(why)
        }
    }

    /// The alignment of a translation.
    fn in_order(&self, comparison: &Comparison, found: Ordered, sides: [Analysed<'_>; 2]) -> Alignment {
        let Comparison { compared, singles, lines, .. } = comparison;
        let lines = lines.as_ref();
        let weights = &self.weights;
        let beads_found = comparison.with_moved(&found, weights, !self.settings.whole);
        let sentences = sides.map(Analysed::sentences);
        let mut divider = self.divider(compared, sentences, singles.expected_length);
        let (mut beads, mut evidence) =
            (Vec::with_capacity(beads_found.len()), Vec::with_capacity(beads_found.len()));
        for f in &beads_found {
            let cell = &f.cell;
            beads.push(Bead {
                ar: comparison.numbers(0, cell),
                en: comparison.numbers(1, cell),
                score: f.features.map_or(0.0, |f| probability(&f, weights.probability)),
                kind: self.kind(cell, compared),
                parts: parts(f, sentences, lines.is_some(), &mut divider, weights.probability),
            });
            evidence.push(self.evidence(cell, compared));
        }
        let [rows, columns] = sides.map(|side| side.part.sentences.len());
        (beads, evidence) = with_the_page(beads, evidence, rows, columns);
        let explanation = if self.settings.explain {
            let search = InOrder { model: found.model.with_beads(&beads_found), singles, lines };
            explanation(&beads, Some(search), compared, weights, self.settings.least_score)
        } else {
            Explanation::default()
        };
        Alignment { beads, evidence, explanation, ..empty(Mode::Parallel) }
    }

    /// The alignment of reports that share some of what they say.
    fn in_any_order(&self, comparison: &Comparison, sides: [Analysed<'_>; 2]) -> Alignment {
        let joined = comparison.lines.as_ref().map(|lines| lines.joined(&comparison.compared));
        let compared = joined.as_ref().unwrap_or(&comparison.compared);
        let weights = &self.weights;
        let own = weights.probability.of_pairs(compared.ar.has_vectors());
        let shorter = compared.ar.len().min(compared.en.len());
        let matched = comparable::align(&pairs(compared, weights.comparable), own, weights.comparable);
        let mut found = with_runs(&matched, compared, weights.comparable);
        let least = comparable::least(found.iter().map(|f| f.1), shorter, weights.comparable);
        found.retain(|f| f.1 >= least);
        let whole = sides.map(|side| Analysed { cut: None, ..side });
        let mut divider = self.divider(compared, whole, comparison.singles.expected_length);
        let (mut beads, mut evidence) = (Vec::with_capacity(found.len()), Vec::with_capacity(found.len()));
        for (cell, score) in &found {
            beads.push(Bead {
                ar: (cell.i..cell.i + cell.m).map(|i| compared.ar.index[i]).collect(),
                en: (cell.j..cell.j + cell.n).map(|j| compared.en.index[j]).collect(),
                score: *score,
                kind: self.kind(cell, compared),
                parts: divider.parts(cell),
            });
            evidence.push(self.evidence(cell, compared));
        }
        let explanation = if self.settings.explain {
            explanation(&beads, None, compared, weights, self.settings.least_score)
        } else {
            Explanation::default()
        };
        Alignment { beads, evidence, explanation, ..empty(Mode::Comparable) }
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
    pub fn cuts(&self, comparison: &Comparison, sides: [Analysed<'_>; 2]) -> Vec<Cut> {
        let expected = comparison.singles.expected_length;
        let mut divider = self.divider(&comparison.compared, sides.map(Analysed::sentences), expected);
        let parts = !self.settings.whole;
        let beads = comparison.with_moved(&comparison.in_order(&self.weights, parts).0, &self.weights, parts);
        beads.iter().flat_map(Found::cells).flat_map(|cell| divider.cuts(&cell)).collect()
    }

    /// The beads of a parallel alignment, as cells of lines, each with what its probability is made from.
    pub fn beads(&self, comparison: &Comparison) -> Vec<(Cell, Features)> {
        let parts = !self.settings.whole;
        let found = comparison.with_moved(&comparison.in_order(&self.weights, parts).0, &self.weights, parts);
        let bead = |f: &Found| {
            let [ar, en] = [0, 1].map(|side| comparison.numbers(side, &f.cell));
            let cell = Cell { i: *ar.first()? as usize, m: ar.len(), j: *en.first()? as usize, n: en.len() };
            Some((cell, f.features?))
        };
        found.iter().filter_map(bead).collect()
    }
}

/// An alignment of nothing.
fn empty(mode: Mode) -> Alignment {
    Alignment {
        ar: 0,
        en: 0,
        score: 0.0,
        mode,
        why: String::new(),
        beads: Vec::new(),
        evidence: Vec::new(),
        explanation: Explanation::default(),
    }
}

/// The pairs that may be counterparts in a comparable alignment.
pub(crate) fn pairs(compared: &Compared, options: &ComparableOptions) -> Vec<Candidate> {
    candidates(compared, &options.score, options.neighbours)
}
