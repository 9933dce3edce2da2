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
use crate::align::{Anchors, OrderFeatures, comparable};
use crate::evidence::Compared;
use crate::evidence::vectors::Table;
use crate::options::{ModeChoice, Options};
use crate::score::{Candidate, Cell, Features, Singles, candidates, coverage, probability};
use crate::text::{Alignment, Bead, Explanation, Mode};

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
    pub fn new(ar: Analysed<'_>, en: Analysed<'_>, options: &Options) -> Self {
        let compared = Compared::new(ar.sentences().parts(), en.sentences().parts(), &options.matches);
        let singles = Singles::new(&compared, &options.anchors.score);
        let anchors = Anchors::new(&singles, &options.anchors);
        Comparison { compared, singles, anchors, lines: Lines::new(ar, en) }
    }

    /// The beads in order as indices of lines, Arabic and English: what the search of [`crate::lab::fit::search`] counts.
    /// Passages moved are not looked for.
    pub fn beads_in_order(&self, options: &Options) -> Vec<(Vec<u32>, Vec<u32>)> {
        let lines = self.lines.as_ref();
        let beads = path(&self.compared, &self.anchors, lines, options);
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
    fn is_anchored(&self, options: &Options) -> bool {
        self.anchors.parallel(self.compared.ar.len(), self.compared.en.len(), &options.anchors)
    }

    /// The beads in order, and what they tell of whether the two texts are translations of each other.
    pub fn in_order(&self, options: &Options) -> (Ordered, OrderFeatures) {
        let found = ordered(&self.compared, &self.singles, &self.anchors, self.lines.as_ref(), options);
        let features = self.order_features(&found.found);
        (found.with_document(options.translation.log_odds(&features)), features)
    }

    /// The same with passages that stand elsewhere.
    fn with_moved(&self, options: &Options) -> Vec<Found> {
        let (found, _) = self.in_order(options);
        let lines = self.lines.as_ref();
        with_moved(&found, &self.compared, &self.singles, &self.anchors, lines, options)
    }
}

/// Aligns an Arabic with an English part; `ar` and `en` of the result and its document score are left 0. `vectors` is
/// the table that the vectors of both were made with.
pub(crate) fn align_pair(
    ar: Analysed<'_>,
    en: Analysed<'_>,
    vectors: Option<&Table>,
    options: &Options,
) -> Alignment {
    let sentences = Comparison::new(ar, en, options);
    let sides = [ar, en];
    let in_any_order = |why: String| {
        let alignment = in_any_order(&sentences, sides, vectors, options);
        Alignment { why, ..alignment }
    };
    match options.mode {
        ModeChoice::Comparable => return in_any_order(ASKED.to_owned()),
        ModeChoice::Auto if sentences.is_hopeless(options) => {
            return in_any_order(sentences.why(None, options));
        }
        ModeChoice::Auto | ModeChoice::Parallel => {}
    }
    let (found, features) = sentences.in_order(options);
    if options.mode == ModeChoice::Parallel {
        return Alignment { why: ASKED.to_owned(), ..in_order(&sentences, found, sides, vectors, options) };
    }
    let why = sentences.why(Some(&features), options);
    if options.translation.is_translation(found.model.document, sentences.is_anchored(options)) {
        Alignment { why, ..in_order(&sentences, found, sides, vectors, options) }
    } else {
        in_any_order(why)
    }
}

/// Why a mode is taken that the user names.
const ASKED: &str = "asked for";

/// The alignment of a translation.
fn in_order(
    sentences: &Comparison,
    found: Ordered,
    sides: [Analysed<'_>; 2],
    vectors: Option<&Table>,
    options: &Options,
) -> Alignment {
    let Comparison { compared, singles, anchors, lines, .. } = sentences;
    let lines = lines.as_ref();
    let Ordered { model, .. } = &found;
    let found = with_moved(&found, compared, singles, anchors, lines, options);
    let mut divider =
        Divider::new(compared, sides.map(Analysed::sentences), singles.expected_length, options, vectors);
    let (mut beads, mut evidence) = (Vec::with_capacity(found.len()), Vec::with_capacity(found.len()));
    for f in &found {
        let cell = &f.cell;
        beads.push(Bead {
            ar: sentences.numbers(0, cell),
            en: sentences.numbers(1, cell),
            score: f.features.map_or(0.0, |f| probability(&f, &options.probability)),
            kind: kind(cell, compared, options),
            parts: parts(f, sides.map(Analysed::sentences), lines.is_some(), &mut divider, options),
        });
        evidence.push(shown(cell, compared, options));
    }
    let [rows, columns] = sides.map(|side| side.part.sentences.len());
    (beads, evidence) = with_the_page(beads, evidence, rows, columns);
    let explanation = if options.explain {
        let search = InOrder { model: model.clone().with_beads(&found), singles, lines };
        explanation(&beads, Some(search), compared, options)
    } else {
        Explanation::default()
    };
    Alignment { beads, evidence, explanation, ..empty(Mode::Parallel) }
}

/// The alignment of reports that share some of what they say.
fn in_any_order(
    sentences: &Comparison,
    sides: [Analysed<'_>; 2],
    vectors: Option<&Table>,
    options: &Options,
) -> Alignment {
    let joined = sentences.lines.as_ref().map(|lines| lines.joined(&sentences.compared));
    let compared = joined.as_ref().unwrap_or(&sentences.compared);
    let weights = options.probability.of_pairs(compared.ar.has_vectors());
    let shorter = compared.ar.len().min(compared.en.len());
    let matched = comparable::align(&pairs(compared, options), weights, &options.comparable);
    let mut found = with_runs(&matched, compared, options);
    let least = comparable::least(found.iter().map(|f| f.1), shorter, &options.comparable);
    found.retain(|f| f.1 >= least);
    let whole = sides.map(|side| Analysed { cut: None, ..side });
    let mut divider = Divider::new(compared, whole, sentences.singles.expected_length, options, vectors);
    let (mut beads, mut evidence) = (Vec::with_capacity(found.len()), Vec::with_capacity(found.len()));
    for (cell, score) in &found {
        beads.push(Bead {
            ar: (cell.i..cell.i + cell.m).map(|i| compared.ar.index[i]).collect(),
            en: (cell.j..cell.j + cell.n).map(|j| compared.en.index[j]).collect(),
            score: *score,
            kind: kind(cell, compared, options),
            parts: divider.parts(cell),
        });
        evidence.push(shown(cell, compared, options));
    }
    let explanation =
        if options.explain { explanation(&beads, None, compared, options) } else { Explanation::default() };
    Alignment { beads, evidence, explanation, ..empty(Mode::Comparable) }
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

/// How much of each other the sides of a bead say; `None` for what is alone.
fn kind(cell: &Cell, compared: &Compared, options: &Options) -> Option<crate::text::PairKind> {
    let covered = || coverage(compared, cell.i..cell.i + cell.m, cell.j..cell.j + cell.n, &options.score);
    (!cell.is_null()).then(|| options.kind.kind(covered()))
}

/// The evidence of a bead; none for what is alone.
fn shown(cell: &Cell, compared: &Compared, options: &Options) -> Vec<crate::text::Evidence> {
    if cell.is_null() { Vec::new() } else { explain(cell, compared, options.score.common) }
}

/// The cuts that the beads of a parallel alignment may have, good and bad: what [`crate::lab::fit`] learns from.
pub(crate) fn cuts(
    ar: Analysed<'_>,
    en: Analysed<'_>,
    vectors: Option<&Table>,
    options: &Options,
) -> Vec<Cut> {
    let sentences = Comparison::new(ar, en, options);
    let sides = [ar.sentences(), en.sentences()];
    let expected = sentences.singles.expected_length;
    let mut divider = Divider::new(&sentences.compared, sides, expected, options, vectors);
    let beads = sentences.with_moved(options);
    beads.iter().flat_map(Found::cells).flat_map(|cell| divider.cuts(&cell)).collect()
}

/// The beads of a parallel alignment, as cells of lines, each with what its probability is made from.
pub(crate) fn beads_of(ar: Analysed<'_>, en: Analysed<'_>, options: &Options) -> Vec<(Cell, Features)> {
    let sentences = Comparison::new(ar, en, options);
    let found = sentences.with_moved(options);
    let bead = |f: &Found| {
        let [ar, en] = [0, 1].map(|side| sentences.numbers(side, &f.cell));
        let cell = Cell { i: *ar.first()? as usize, m: ar.len(), j: *en.first()? as usize, n: en.len() };
        Some((cell, f.features?))
    };
    found.iter().filter_map(bead).collect()
}

/// The pairs of sentences that a comparable alignment of two parts is made from.
pub(crate) fn pairs_of(ar: Analysed<'_>, en: Analysed<'_>, options: &Options) -> Vec<Candidate> {
    pairs(&Compared::new(ar.parts(), en.parts(), &options.matches), options)
}

/// The pairs that may be counterparts in a comparable alignment.
pub(crate) fn pairs(compared: &Compared, options: &Options) -> Vec<Candidate> {
    candidates(compared, &options.comparable.score, options.comparable.neighbours)
}
