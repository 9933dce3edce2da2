//! Where the probabilities of an alignment come from, and why other sentences lost: `--explain`.

use super::aligned::AlignedBead;
use super::comparable::{self, ComparableOptions};
use super::lines::Lines;
use super::ordered::SearchModel;
use super::rivals::Rivals;
use super::weights::AlignWeights;
use crate::evidence::{Compared, Side};
use crate::odds::logistic;
use crate::score::{
    Attributed, Attribution, Candidate, Cell, Features, PairFeatures, Singles, coverage, probability,
};
use crate::text::{
    Explained, Lang, RejectedCandidate, RejectionReason, ScoreTerm, UnalignedSentence, Weighed,
};

/// Candidates shown for a sentence without a counterpart.
const SHOWN: usize = 3;

/// What a candidate is known by: the other sentence, the probability and, in parallel mode, the score in nats.
type ScoredCandidate = (usize, f32, f32);

/// What beads in order were found by.
pub(super) struct InOrder<'a> {
    /// What the search went by, with the beads that it found.
    pub model: SearchModel,
    /// The pairs of sentences that stand out.
    pub singles: &'a Singles,
    /// The lines that the sentences make; `None` where each is one.
    pub lines: Option<&'a Lines>,
}

/// Explains `beads`, found in order by `search` or without order, each where it stands, and gives the sentences that have
/// no counterpart among those of at least `least_score`: the others will be left out. `compared` are the sentences that
/// were searched.
pub(super) fn explain_all(
    beads: &mut [AlignedBead],
    search: Option<InOrder<'_>>,
    compared: &Compared,
    weights: &AlignWeights<'_>,
    least_score: f32,
) -> Vec<UnalignedSentence> {
    let (explained, open) = if let Some(search) = search {
        in_order(beads, &search, compared, weights, least_score)
    } else {
        let found = PlacedBeads::new(beads, compared, weights, least_score);
        Comparable::new(compared, weights).explanation(&found)
    };
    for (bead, explained) in beads.iter_mut().zip(explained) {
        bead.explained = explained;
    }
    open
}

/// What is said of each bead, `None` of nulls, and of the sentences without a counterpart.
type PairReasons = (Vec<Option<Explained>>, Vec<UnalignedSentence>);

fn in_order(
    beads: &[AlignedBead],
    InOrder { model, singles, lines }: &InOrder<'_>,
    compared: &Compared,
    weights: &AlignWeights<'_>,
    least_score: f32,
) -> PairReasons {
    let joined = lines.map(|lines| lines.joined(compared));
    let own = joined.as_ref().map(|joined| Singles::new(joined, &weights.anchors.score));
    let whole = joined.as_ref().unwrap_or(compared);
    let of = |compared| Attribution::new(compared, weights.score).with_model(model.pair);
    Parallel {
        whole,
        weights,
        attribution: of(compared),
        attribution_of_lines: joined.as_ref().map(of),
        rivals: Rivals::new(own.as_ref().unwrap_or(singles)),
        singles: own.as_ref().unwrap_or(singles),
        lines: *lines,
        model,
    }
    .explanation(&PlacedBeads::new(beads, whole, weights, least_score))
}

/// The beads, as cells of the content, and where each content sentence is.
struct PlacedBeads<'a> {
    beads: &'a [AlignedBead],
    cells: Vec<Option<Cell>>,
    compared: &'a Compared,
    weights: &'a AlignWeights<'a>,
    /// Beads below it will be left out.
    least_score: f32,
    /// The bead of each content sentence.
    ar: Vec<Option<usize>>,
    en: Vec<Option<usize>>,
}

impl<'a> PlacedBeads<'a> {
    fn new(
        beads: &'a [AlignedBead],
        compared: &'a Compared,
        weights: &'a AlignWeights<'a>,
        least_score: f32,
    ) -> Self {
        let place = |side: &Side, k: u32| side.index.binary_search(&k).unwrap_or(0);
        let (mut ar, mut en) = (vec![None; compared.ar.len()], vec![None; compared.en.len()]);
        let mut cells = Vec::with_capacity(beads.len());
        for (at, bead) in beads.iter().enumerate() {
            let (Some(&a), Some(&e)) = (bead.ar.first(), bead.en.first()) else {
                cells.push(None);
                continue;
            };
            let (i, j) = (place(&compared.ar, a), place(&compared.en, e));
            let cell = Cell { i, m: bead.ar.len(), j, n: bead.en.len() };
            ar[i..i + cell.m].fill(Some(at));
            en[j..j + cell.n].fill(Some(at));
            cells.push(Some(cell));
        }
        PlacedBeads { beads, cells, compared, weights, least_score, ar, en }
    }

    /// The sentences without a bead that stays, each with its best candidates.
    fn open(
        &self,
        candidates: impl Fn(Lang, usize) -> Vec<ScoredCandidate>,
        why: impl Fn(usize, usize, &ScoredCandidate) -> RejectionReason,
    ) -> Vec<UnalignedSentence> {
        let mut out = Vec::new();
        for (lang, own, other) in [
            (Lang::Arabic, &self.compared.ar, &self.compared.en),
            (Lang::English, &self.compared.en, &self.compared.ar),
        ] {
            let of = if lang == Lang::Arabic { &self.ar } else { &self.en };
            for (k, &bead) in of.iter().enumerate() {
                if bead.is_some_and(|b| self.stays(b)) {
                    continue;
                }
                let mut known = candidates(lang, k);
                known.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                known.truncate(SHOWN);
                let loser = |c: &ScoredCandidate| {
                    let (i, j) = if lang == Lang::Arabic { (k, c.0) } else { (c.0, k) };
                    let asked = self.least_score;
                    let together = self.ar[i].is_some() && self.ar[i] == self.en[j];
                    let lost = if together { RejectionReason::BelowAsked(asked) } else { why(i, j, c) };
                    RejectedCandidate { sentence: other.index[c.0], probability: c.1, lost }
                };
                let losers = known.iter().map(loser).collect();
                out.push(UnalignedSentence { lang, sentence: own.index[k], losers });
            }
        }
        out
    }

    fn stays(&self, bead: usize) -> bool {
        self.beads[bead].probability >= self.least_score
    }

    /// The probability of the likeliest bead that has the Arabic sentence `i` or the English `j`, if there is one.
    fn taken(&self, i: usize, j: usize) -> Option<f32> {
        let of = |bead: Option<usize>| bead.map(|b| self.beads[b].probability);
        [of(self.ar[i]), of(self.en[j])].into_iter().flatten().max_by(f32::total_cmp)
    }

    fn covered(&self, cell: &Cell) -> crate::text::Coverage {
        let (ar, en) = (cell.i..cell.i + cell.m, cell.j..cell.j + cell.n);
        coverage(self.compared, ar, en, self.weights.score)
    }
}

fn weighed<const N: usize>(names: &[&'static str; N], values: &[f32; N], weights: &[f32; N]) -> Vec<Weighed> {
    let all = names.iter().zip(values).zip(weights);
    all.filter(|(_, w)| **w != 0.0)
        .map(|((&feature, &value), w)| Weighed { feature, value, log_odds: value * w })
        .collect()
}

/// Of beads in order.
struct Parallel<'a> {
    /// The lines, or the sentences where each line is one.
    whole: &'a Compared,
    weights: &'a AlignWeights<'a>,
    attribution: Attribution<'a>,
    /// Of `whole`, where that is lines.
    attribution_of_lines: Option<Attribution<'a>>,
    model: &'a SearchModel,
    /// Of `whole`.
    rivals: Rivals<'a>,
    singles: &'a Singles,
    lines: Option<&'a Lines>,
}

impl Parallel<'_> {
    /// The sentences of a line: the first, and how many.
    fn sentences(&self, side: usize, line: usize) -> (usize, usize) {
        self.lines.map_or((line, 1), |lines| lines.sentences(side, line))
    }

    /// What the beads of sentences that a bead is made of gave together, their shapes included, and the cosine of what
    /// is one bead.
    fn attributed(&self, beads: &[Cell]) -> Attributed {
        let mut out = Attributed::default();
        let mut shape = 0.0;
        for cell in beads {
            shape += self.model.shapes.worth(cell).unwrap_or_default();
            if cell.is_null() {
                continue;
            }
            let own = self.attribution.bead(cell);
            for gave in own.gave {
                match out.gave.iter_mut().find(|g| g.what == gave.what) {
                    Some(sum) => sum.nats += gave.nats,
                    None => out.gave.push(gave),
                }
            }
            out.score += own.score;
            out.cosine = own.cosine.filter(|_| beads.len() == 1);
        }
        out.gave.push(ScoreTerm { what: "shape", nats: shape });
        out.score += shape;
        out
    }

    /// The probability and the score of two lines that the best alignment does not pair. That lies above the best one
    /// that pairs them by at least as much as leaving both alone is worth more.
    fn unpaired(&self, i: usize, j: usize) -> (f32, f32) {
        let cell = Cell { i, m: 1, j, n: 1 };
        let bead = self.attribution_of_lines.as_ref().unwrap_or(&self.attribution).bead(&cell);
        let shapes = &self.model.shapes;
        // Openings are those of sentences: a line opens as its first one does.
        let first = Cell { i: self.sentences(0, i).0, j: self.sentences(1, j).0, ..cell };
        let score = bead.score + shapes.worth(&first).unwrap_or_default();
        let lead = self.lead(i, j, score);
        let document = self.model.document;
        let known =
            Features { score, lead, cosine: bead.cosine, near: bead.near, document, ..Features::default() };
        let features = self.rivals.features(&cell, known, self.whole);
        (probability(&features, self.weights.probability), score)
    }

    /// The score of pairing two lines less that of leaving both alone, where that is worth more.
    fn lead(&self, i: usize, j: usize, score: f32) -> f32 {
        let shapes = &self.model.shapes;
        let ((i, m), (j, n)) = (self.sentences(0, i), self.sentences(1, j));
        let alone: f32 = shapes.ar_alone[i..i + m].iter().chain(&shapes.en_alone[j..j + n]).sum();
        (score - alone).min(0.0)
    }

    fn explained(&self, cell: &Cell, covered: crate::text::Coverage) -> Option<Explained> {
        let found = self.model.bead(self.sentences(0, cell.i).0)?;
        let bead = self.attributed(&found.cells());
        let features = found.features?;
        let weights = self.weights.probability.of_beads(features.cosine.is_some());
        let weighed = weighed(&Features::NAMES, &features.vector(), weights);
        Some(Explained { gave: bead.gave, cosine: features.cosine, weighed, covered, among: None })
    }

    fn explanation(&self, found: &PlacedBeads<'_>) -> PairReasons {
        let explained = |cell: &Cell| self.explained(cell, found.covered(cell));
        let candidates = |lang, k: usize| -> Vec<ScoredCandidate> {
            let mut best: Vec<(usize, f32)> = match lang {
                Lang::Arabic => self.singles.row(k).iter().map(|s| (s.j as usize, s.score)).collect(),
                Lang::English => self.rivals.column(k).iter().map(|s| (s.1 as usize, s.0)).collect(),
            };
            best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            let of = |&(other, _): &(usize, f32)| {
                let (i, j) = if lang == Lang::Arabic { (k, other) } else { (other, k) };
                let (probability, score) = self.unpaired(i, j);
                (other, probability, score)
            };
            best.iter().take(SHOWN).map(of).collect()
        };
        let why = |i: usize, j: usize, c: &ScoredCandidate| -> RejectionReason {
            if let Some(score) = found.taken(i, j) {
                return if score > c.1 { RejectionReason::Taken(score) } else { RejectionReason::Sequence };
            }
            let crossed = found.cells.iter().zip(found.beads).filter_map(|(cell, bead)| {
                let cell = (*cell)?;
                ((cell.i < i) != (cell.j < j)).then_some(bead.probability)
            });
            match crossed.max_by(f32::total_cmp) {
                Some(score) => RejectionReason::Crosses(score),
                None if self.lead(i, j, c.2) < 0.0 => RejectionReason::Alone,
                None => RejectionReason::Sequence,
            }
        };
        let of = |cell: &Option<Cell>| cell.as_ref().and_then(explained);
        (found.cells.iter().map(of).collect(), found.open(candidates, why))
    }
}

/// Of pairs in any order.
struct Comparable<'a> {
    options: &'a ComparableOptions,
    attribution: Attribution<'a>,
    /// As runs are scored.
    in_runs: Attribution<'a>,
    weights: &'a [f32; PairFeatures::SIZE],
    /// By Arabic, then English sentence.
    candidates: Vec<Candidate>,
    shorter: usize,
    has_vectors: bool,
}

impl<'a> Comparable<'a> {
    fn new(compared: &'a Compared, weights: &AlignWeights<'a>) -> Self {
        let options = weights.comparable;
        let has_vectors = compared.ar.has_vectors();
        Comparable {
            options,
            attribution: Attribution::new(compared, &options.score),
            in_runs: Attribution::new(compared, &options.run_score),
            weights: weights.probability.of_pairs(has_vectors),
            candidates: comparable::candidates(compared, options),
            shorter: compared.ar.len().min(compared.en.len()),
            has_vectors,
        }
    }

    fn probability(&self, candidate: &Candidate) -> f32 {
        logistic(&candidate.features.vector(), self.weights)
    }

    fn explanation(&self, found: &PlacedBeads<'_>) -> PairReasons {
        let features = |i: usize, j: usize| {
            let at = self.candidates.binary_search_by_key(&(i, j), |c| (c.i as usize, c.j as usize)).ok()?;
            self.candidates.get(at).map(|c| c.features)
        };
        let explained = |cell: &Cell| {
            let bead = self.attribution.bead(cell);
            // A run is as probable as the pair it was made from, and what it adds.
            let pairs =
                (cell.i..cell.i + cell.m).flat_map(|i| (cell.j..cell.j + cell.n).map(move |j| (i, j)));
            let known = pairs.filter_map(|(i, j)| Some(((i, j), features(i, j)?.vector())));
            let likelier = |a: &(_, [f32; PairFeatures::SIZE]), b: &(_, [f32; PairFeatures::SIZE])| {
                logistic(&a.1, self.weights).total_cmp(&logistic(&b.1, self.weights))
            };
            let ((i, j), values) =
                known.max_by(likelier).unwrap_or(((cell.i, cell.j), [0.0; PairFeatures::SIZE]));
            let mut weighed = weighed(&PairFeatures::NAMES, &values, self.weights);
            if cell.m + cell.n > 2 {
                let nats = |cell: &Cell| self.in_runs.bead(cell).score;
                let more = self.options.run_merge * (cell.m + cell.n - 2) as f32;
                let value = nats(cell) - more - nats(&Cell { i, m: 1, j, n: 1 });
                let log_odds = self.options.run_odds * value;
                weighed.push(Weighed { feature: "run", value, log_odds });
            }
            Explained {
                gave: bead.gave,
                cosine: bead.cosine.filter(|_| self.has_vectors),
                weighed,
                covered: found.covered(cell),
                among: None,
            }
        };
        let mut columns = vec![Vec::new(); found.compared.en.len()];
        let mut rows = vec![Vec::new(); found.compared.ar.len()];
        for c in &self.candidates {
            let p = self.probability(c);
            rows[c.i as usize].push((c.j as usize, p, 0.0));
            columns[c.j as usize].push((c.i as usize, p, 0.0));
        }
        let scores = found.beads.iter().map(|b| b.probability);
        let least = comparable::least(scores, self.shorter, self.options);
        let candidates =
            |lang, k: usize| if lang == Lang::Arabic { rows[k].clone() } else { columns[k].clone() };
        let asked = found.least_score;
        let why = |i: usize, j: usize, c: &ScoredCandidate| match found.taken(i, j) {
            _ if c.1 < least => RejectionReason::Improbable(least),
            Some(score) if c.1 >= asked => RejectionReason::Taken(score),
            _ => RejectionReason::BelowAsked(asked),
        };
        let of = |cell: &Option<Cell>| cell.as_ref().map(explained);
        (found.cells.iter().map(of).collect(), found.open(candidates, why))
    }
}
