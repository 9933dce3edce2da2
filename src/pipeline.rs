//! Level 8: the stages put together for one document and for one pair. What `lib` calls.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::align::{Anchors, Cell, comparable, parallel};
use crate::detect::Detector;
use crate::evaluate::retrieval::Lines;
use crate::evidence::vectors::{Encoder, Table, products, unit};
use crate::evidence::{Analysis, Analyst, Compared};
use crate::lexicon::Lexicon;
use crate::options::{ModeChoice, Options, Stage};
use crate::pair::{self, PairWeights, Ranker};
use crate::score::{Features, Likelihood, ScoreWeights, Single, Singles, probability};
use crate::segment::Segmenter;
use crate::text::{
    Alignment, Bead, DocPair, Document, Evidence, EvidenceKind, Lang, LeftOut, Mark, Mode, Prepared,
    Sentence, Span,
};
use crate::tokenize::Tokenizer;

/// Counts finished work for the one who waits.
pub(crate) struct Counter<'p> {
    progress: &'p (dyn Fn(Stage, usize, usize) + Sync),
}

impl<'p> Counter<'p> {
    /// A counter that tells `progress`.
    pub fn new(progress: &'p (dyn Fn(Stage, usize, usize) + Sync)) -> Self {
        Counter { progress }
    }

    /// Does `work` on all of `items` in parallel, in order, and counts.
    pub fn over<I: IndexedParallelIterator, T: Send>(
        &self,
        stage: Stage,
        items: I,
        work: impl Fn(I::Item) -> T + Sync + Send,
    ) -> Vec<T> {
        let (all, done) = (items.len(), AtomicUsize::new(0));
        let counted = |item| {
            let out = work(item);
            (self.progress)(stage, done.fetch_add(1, Ordering::Relaxed) + 1, all);
            out
        };
        items.map(counted).collect()
    }
}

/// What detection, segmentation and tokenization make of a document.
pub(crate) type PreparedDocument = (Vec<Prepared>, Vec<LeftOut>);

/// Detects, segments and tokenizes the document with this `index` in the run.
pub(crate) fn prepare_document(
    index: usize,
    document: &Document,
    detector: &Detector,
    segmenter: &Segmenter,
    tokenizer: &Tokenizer,
) -> PreparedDocument {
    let detected = detector.detect(document);
    let parts = detected.parts.iter().map(|part| {
        let sentences = segmenter.sentences(document, part);
        prepare(&document.text, sentences, index, part.lang, tokenizer)
    });
    (parts.collect(), detected.left_out)
}

/// The parts of all documents, in order, and what was left out.
pub(crate) fn gather(documents: Vec<PreparedDocument>) -> PreparedDocument {
    let (mut parts, mut left_out) = (Vec::new(), Vec::new());
    for (p, l) in documents {
        parts.extend(p);
        left_out.extend(l);
    }
    (parts, left_out)
}

/// Ranks every Arabic against every English part, best first; of the pairs that are not chosen up to `others` for each
/// Arabic part are kept.
pub(crate) fn rank(
    lexicon: &Lexicon,
    arabic: &[pair::Ranked<'_>],
    english: &[pair::Ranked<'_>],
    weights: &PairWeights,
    others: usize,
) -> Vec<DocPair> {
    let ranker = Ranker::new(lexicon, english, weights);
    let mut ranking: Vec<DocPair> = arabic.par_iter().flat_map_iter(|&a| ranker.rank(a, others)).collect();
    pair::sort(&mut ranking);
    ranking
}

/// Puts the alignments in the order of the ranking and gives them its scores.
pub(crate) fn order(alignments: &mut [Alignment], ranking: &[DocPair]) {
    let place: FxHashMap<(usize, usize), usize> =
        ranking.iter().enumerate().map(|(place, p)| ((p.ar, p.en), place)).collect();
    let of = |a: &Alignment| place.get(&(a.ar, a.en)).copied().unwrap_or(usize::MAX);
    alignments.sort_by_key(of);
    for alignment in alignments {
        alignment.score = ranking.get(of(alignment)).map_or(0.0, |p| p.score);
    }
}

/// What every line of a text shares with every line of its translation, by kind of evidence.
pub(crate) fn compare_lines(
    ar: &[String],
    en: &[String],
    lexicon: &Lexicon,
    vectors: Option<&Table>,
    tokenizer: &Tokenizer,
    options: &Options,
) -> Lines {
    let (ar, en) = (presplit(ar, 0, Lang::Arabic, tokenizer), presplit(en, 1, Lang::English, tokenizer));
    let mut analyst = Analyst::new(lexicon, vectors);
    let (ar_terms, en_terms) = (analyst.analyse(&ar.1, &ar.0), analyst.analyse(&en.1, &en.0));
    let compared = Compared::new((&ar.1, &ar.0, &ar_terms), (&en.1, &en.0, &en_terms), &options.matches);
    // What is not shared counts for nothing here: each kind sees only a part of each line.
    let weights = ScoreWeights { missing: 0.0, length: 0.0, bead: 0.0, ..options.score };
    let of_kinds = |kinds: &[EvidenceKind]| {
        let matches = compared.matches.iter().filter(|m| kinds.contains(&m.kind)).copied().collect();
        let own = Compared { matches, ..compared.clone() };
        let mut pairs = Singles::new(&own, &weights).pairs;
        for s in &mut pairs {
            let units = own.ar.units(s.i as usize).len() * own.en.units(s.j as usize).len();
            s.score /= (units.max(1) as f32).sqrt();
        }
        pairs
    };
    let shared = [
        of_kinds(&[EvidenceKind::Name, EvidenceKind::Spelling, EvidenceKind::Verbatim]),
        of_kinds(&[EvidenceKind::Number, EvidenceKind::Date]),
        of_kinds(&[EvidenceKind::Word]),
    ];
    let cosines = vectors.map_or_else(Vec::new, |table| {
        let side = |(text, part): &(String, Prepared)| {
            let mut all = Encoder::new(table).sentences(part, text);
            all.chunks_exact_mut(table.header().dim).for_each(unit);
            all
        };
        similarities(&side(&ar), &side(&en), table.header().dim)
    });
    Lines { len: compared.ar.len().min(compared.en.len()), cosines, shared }
}

/// All scalar products of the rows of `a` with those of `b`, `dim` numbers each, row by row.
fn similarities(a: &[f32], b: &[f32], dim: usize) -> Vec<f32> {
    /// Rows that a thread takes at a time.
    const ROWS: usize = 32;
    let columns = b.len() / dim;
    let mut out = vec![0.0; a.len() / dim * columns];
    out.par_chunks_mut((ROWS * columns).max(1)).zip(a.par_chunks(ROWS * dim)).for_each(|(out, a)| {
        products(a, b, dim, |i, first, found| {
            out[i * columns + first..][..found.len()].copy_from_slice(found);
        });
    });
    out
}

/// The analyses of the parts in one language, each with the index of its part.
pub(crate) fn in_language<'a>(
    lang: Lang,
    parts: &[Prepared],
    analyses: &'a [Analysis],
) -> Vec<(usize, &'a Analysis)> {
    analyses.iter().enumerate().filter(|(i, _)| parts[*i].lang == lang).collect()
}

/// Sentences given as such: the text is the sentences, a line each.
pub(crate) fn presplit(
    sentences: &[String],
    doc: usize,
    lang: Lang,
    tokenizer: &Tokenizer,
) -> (String, Prepared) {
    let mut text = String::with_capacity(sentences.iter().map(|s| s.len() + 1).sum());
    let mut spans = Vec::with_capacity(sentences.len());
    for (i, sentence) in sentences.iter().enumerate() {
        let start = text.len();
        text.push_str(sentence);
        spans.push(Sentence { span: Span::new(start, text.len()), mark: Mark::Content, paragraph: i as u32 });
        text.push('\n');
    }
    let prepared = prepare(&text, spans, doc, lang, tokenizer);
    (text, prepared)
}

/// Tokenizes the sentences of a part.
pub(crate) fn prepare(
    text: &str,
    sentences: Vec<Sentence>,
    doc: usize,
    lang: Lang,
    tokenizer: &Tokenizer,
) -> Prepared {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut bounds = Vec::with_capacity(sentences.len() + 1);
    bounds.push(0);
    for sentence in &sentences {
        tokenizer.tokens(lang, text, sentence.span, &mut tokens);
        bounds.push(tokens.len() as u32);
    }
    Prepared { doc, lang, sentences, tokens, bounds }
}

/// A part with its text and its analysis.
pub(crate) type Analysed<'a> = (&'a Prepared, &'a str, &'a Analysis);

/// Aligns an Arabic with an English part; `ar` and `en` of the result and its document score are left 0.
pub(crate) fn align_pair(ar: Analysed<'_>, en: Analysed<'_>, options: &Options) -> Alignment {
    let compared = Compared::new(ar, en, &options.matches);
    let (rows, columns) = (compared.ar.len(), compared.en.len());
    let mut singles = Singles::new(&compared, &options.anchors.score);
    let anchors = Anchors::new(&singles, &options.anchors);
    let (mode, why) = choose_mode(&anchors, rows, columns, options);
    let (cells, scores) = match mode {
        Mode::Parallel => {
            let band = anchors.band(rows, columns, &options.anchors);
            let likelihood =
                Likelihood::new(&compared, band.clone(), options.parallel.runs(), &options.score);
            let cells = parallel::align(&likelihood, &band, columns, &options.parallel);
            let score = |c: &Cell| if c.m * c.n == 0 { None } else { likelihood.bead(c.i, c.m, c.j, c.n) };
            let scores = cells.iter().map(|c| score(c).unwrap_or(0.0)).collect::<Vec<_>>();
            (cells, scores)
        }
        Mode::Comparable => {
            singles = Singles::new(&compared, &options.comparable.score);
            let pairs = comparable::align(&singles, &options.comparable);
            let cells = pairs.iter().map(|s| Cell { i: s.i as usize, m: 1, j: s.j as usize, n: 1 }).collect();
            (cells, pairs.iter().map(|s| s.score).collect())
        }
    };
    let rivals = Rivals::new(&singles);
    let mut beads = Vec::with_capacity(cells.len());
    let mut evidence = Vec::with_capacity(cells.len());
    for (cell, &score) in cells.iter().zip(&scores) {
        let null = cell.m * cell.n == 0;
        beads.push(Bead {
            ar: (cell.i..cell.i + cell.m).map(|i| compared.ar.index[i]).collect(),
            en: (cell.j..cell.j + cell.n).map(|j| compared.en.index[j]).collect(),
            score: if null {
                0.0
            } else {
                probability(&features(cell, score, &compared, &rivals), mode, &options.probability)
            },
        });
        evidence.push(if null { Vec::new() } else { explain(cell, &compared, options.score.common) });
    }
    (beads, evidence) = match mode {
        Mode::Parallel => with_the_page(beads, evidence, ar.0.sentences.len(), en.0.sentences.len()),
        Mode::Comparable => {
            let mut both: Vec<_> = beads.into_iter().zip(evidence).collect();
            both.sort_by(|a, b| b.0.score.total_cmp(&a.0.score));
            both.into_iter().unzip()
        }
    };
    Alignment { ar: 0, en: 0, score: 0.0, mode, why, beads, evidence }
}

/// The null bead of an Arabic sentence.
fn ar_null(i: u32) -> Bead {
    Bead { ar: vec![i], en: Vec::new(), score: 0.0 }
}

/// The null bead of an English sentence.
fn en_null(j: u32) -> Bead {
    Bead { ar: Vec::new(), en: vec![j], score: 0.0 }
}

/// Monotone beads with every sentence that takes no part, of `rows` and `columns`, as a null in its place; what stands
/// between the sentences of one bead comes after it.
fn with_the_page(
    beads: Vec<Bead>,
    evidence: Vec<Vec<Evidence>>,
    rows: usize,
    columns: usize,
) -> (Vec<Bead>, Vec<Vec<Evidence>>) {
    let (mut out, mut out_evidence) = (Vec::with_capacity(beads.len()), Vec::with_capacity(beads.len()));
    let (mut i, mut j) = (0, 0);
    for (bead, own) in beads.into_iter().zip(evidence) {
        out.extend((i..bead.ar.first().copied().unwrap_or(i)).map(ar_null));
        out.extend((j..bead.en.first().copied().unwrap_or(j)).map(en_null));
        out_evidence.resize(out.len(), Vec::new());
        let between = |side: &[u32]| {
            let all = side.first().copied().unwrap_or(0)..side.last().map_or(0, |l| l + 1);
            all.filter(|k| !side.contains(k)).collect::<Vec<u32>>()
        };
        let (ar, en) = (between(&bead.ar), between(&bead.en));
        (i, j) = (bead.ar.last().map_or(i, |l| l + 1), bead.en.last().map_or(j, |l| l + 1));
        out.push(bead);
        out_evidence.push(own);
        out.extend(ar.into_iter().map(ar_null).chain(en.into_iter().map(en_null)));
    }
    out.extend((i..rows as u32).map(ar_null).chain((j..columns as u32).map(en_null)));
    out_evidence.resize(out.len(), Vec::new());
    (out, out_evidence)
}

/// The best single pairs of every row and column: whom a bead has to compete with.
struct Rivals<'s> {
    singles: &'s Singles,
    /// Of every English sentence the best pairs, best first.
    columns: Vec<Vec<Single>>,
}

impl<'s> Rivals<'s> {
    fn new(singles: &'s Singles) -> Self {
        /// More than a bead has sentences on a side: the best one outside is among them.
        const KEPT: usize = 8;
        let mut columns = vec![Vec::new(); singles.columns];
        for s in &singles.pairs {
            let best: &mut Vec<Single> = &mut columns[s.j as usize];
            let at = best.partition_point(|b| b.score >= s.score);
            if at < KEPT {
                best.insert(at, *s);
                best.truncate(KEPT);
            }
        }
        Rivals { singles, columns }
    }

    /// The best single pair within a bead, and the best that has one sentence in it and the other outside; 0 for none.
    fn of(&self, cell: &Cell) -> (f32, f32) {
        let (ar, en) = (cell.i..cell.i + cell.m, cell.j..cell.j + cell.n);
        let (mut own, mut rival) = (0.0f32, 0.0f32);
        for s in ar.clone().flat_map(|i| self.singles.row(i)) {
            let best = if en.contains(&(s.j as usize)) { &mut own } else { &mut rival };
            *best = best.max(s.score);
        }
        for s in en.flat_map(|j| &self.columns[j]).filter(|s| !ar.contains(&(s.i as usize))) {
            rival = rival.max(s.score);
        }
        (own, rival)
    }
}

/// Takes the beads below `least` out of an alignment; in a parallel one their sentences become nulls, in order.
pub(crate) fn leave_out(alignment: &mut Alignment, least: f32) {
    let old = std::mem::take(&mut alignment.beads).into_iter().zip(std::mem::take(&mut alignment.evidence));
    for (bead, evidence) in old {
        if bead.is_null() || bead.score >= least {
            alignment.beads.push(bead);
            alignment.evidence.push(evidence);
        } else if alignment.mode == Mode::Parallel {
            alignment.beads.extend(bead.ar.into_iter().map(ar_null).chain(bead.en.into_iter().map(en_null)));
            alignment.evidence.resize(alignment.beads.len(), Vec::new());
        }
    }
}

/// The mode asked for, or the one the anchors speak for; and why.
fn choose_mode(anchors: &Anchors, rows: usize, columns: usize, options: &Options) -> (Mode, String) {
    let (covered, monotone) = anchors.shares(rows, columns);
    match options.mode {
        ModeChoice::Parallel => (Mode::Parallel, "asked for".to_owned()),
        ModeChoice::Comparable => (Mode::Comparable, "asked for".to_owned()),
        ModeChoice::Auto => {
            let parallel = anchors.parallel(rows, columns, &options.anchors);
            let why = format!(
                "{:.0} % of the shorter side has a best counterpart, {:.0} % of these in the same order",
                100.0 * covered,
                100.0 * monotone
            );
            (if parallel { Mode::Parallel } else { Mode::Comparable }, why)
        }
    }
}

/// What the probability of a bead is made from.
fn features(cell: &Cell, score: f32, compared: &Compared, rivals: &Rivals<'_>) -> Features {
    let units = (cell.i..cell.i + cell.m).map(|i| compared.ar.units(i).len()).sum::<usize>()
        + (cell.j..cell.j + cell.n).map(|j| compared.en.units(j).len()).sum::<usize>();
    let (own, rival) = rivals.of(cell);
    let merged = (cell.m + cell.n).saturating_sub(2);
    Features { score, units: units as f32, margin: own - rival, merged: merged as f32 }
}

/// The evidence of a bead: for each matched Arabic unit its strongest counterpart, each English unit used once,
/// strongest first.
fn explain(cell: &Cell, compared: &Compared, common: f32) -> Vec<Evidence> {
    /// Occurrences of an English term that an Arabic unit may take: more only matter to beads that repeat themselves.
    const OCCURRENCES: usize = 4;
    let (ar, en) = (&compared.ar, &compared.en);
    let en_units = en.bounds[cell.j]..en.bounds[cell.j + cell.n];
    let mut places: Vec<(u32, u32)> = en_units.map(|v| (en.terms[v as usize], v)).collect();
    places.sort_unstable();
    let mut found: Vec<Evidence> = Vec::new();
    let mut seen: FxHashMap<u32, usize> = FxHashMap::default();
    for u in ar.bounds[cell.i] as usize..ar.bounds[cell.i + cell.m] as usize {
        let term = ar.terms[u];
        let before = seen.entry(term).or_default();
        // The second الرئيس of a sentence takes the second "president".
        let skip = *before;
        *before += 1;
        let from = compared.matches.partition_point(|m| m.ar < term);
        for m in compared.matches[from..].iter().take_while(|m| m.ar == term) {
            let weight = (m.forward / en.probability[m.en as usize]).ln()
                + (m.backward / ar.probability[term as usize]).ln();
            // What is in every sentence tells little, here as in the score.
            let most = en.probability[m.en as usize].max(ar.probability[term as usize]);
            let weight = weight * (common / most).sqrt().min(1.0);
            if weight <= 0.0 {
                continue;
            }
            let first = places.partition_point(|p| p.0 < m.en);
            let same = places[first..].partition_point(|p| p.0 == m.en);
            let start = skip.saturating_sub(OCCURRENCES - 1).min(same);
            for &(_, v) in places[first + start..first + same].iter().take(OCCURRENCES) {
                found.push(Evidence {
                    kind: m.kind,
                    ar: ar.spans[u],
                    en: en.spans[v as usize],
                    weight: 0.5 * weight,
                });
            }
        }
    }
    found.sort_by(|a, b| b.weight.total_cmp(&a.weight).then((a.ar, a.en).cmp(&(b.ar, b.en))));
    let (mut ar_used, mut en_used) = (FxHashSet::default(), FxHashSet::default());
    found.retain(|e| {
        let free = !ar_used.contains(&e.ar) && !en_used.contains(&e.en);
        if free {
            ar_used.insert(e.ar);
            en_used.insert(e.en);
        }
        free
    });
    found
}
