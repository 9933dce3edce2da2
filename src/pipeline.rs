//! Level 8: the stages put together for one document and for one pair. What `lib` calls.

use crate::align::{Anchors, Cell, comparable, parallel};
use crate::evidence::{Analysis, Compared};
use crate::score::{Features, Likelihood, Single, Singles, probability};
use crate::text::{Alignment, Bead, Document, Evidence, Lang, Mark, Mode, Prepared, Sentence, Span};
use crate::tokenize::Tokenizer;
use crate::{ModeChoice, Options};

/// Sentences given as such: a document whose text is its sentences, a line each.
pub fn presplit(
    id: &str,
    sentences: &[String],
    doc: usize,
    lang: Lang,
    tokenizer: &Tokenizer,
) -> (Document, Prepared) {
    let mut text = String::with_capacity(sentences.iter().map(|s| s.len() + 1).sum());
    let mut spans = Vec::with_capacity(sentences.len());
    for (i, sentence) in sentences.iter().enumerate() {
        let start = text.len();
        text.push_str(sentence);
        spans.push(Sentence { span: Span::new(start, text.len()), mark: Mark::Content, paragraph: i as u32 });
        text.push('\n');
    }
    let prepared = prepare(&text, spans, doc, lang, tokenizer);
    (Document { id: id.to_owned(), text, ..Document::default() }, prepared)
}

/// Tokenizes the sentences of a part.
pub fn prepare(
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
pub type Analysed<'a> = (&'a Prepared, &'a str, &'a Analysis);

/// Aligns an Arabic with an English part; `ar` and `en` of the result and its document score are left 0.
pub fn align_pair(ar: Analysed<'_>, en: Analysed<'_>, options: &Options) -> Alignment {
    let compared = Compared::new(ar, en, &options.matches);
    let (rows, columns) = (compared.ar.len(), compared.en.len());
    let singles = Singles::new(&compared, &options.score);
    let anchors = Anchors::new(&singles, &options.anchors);
    let (mode, why) = choose_mode(&anchors, rows, columns, options);
    let (cells, scores) = match mode {
        Mode::Parallel => {
            let band = anchors.band(rows, columns, &options.anchors);
            let likelihood =
                Likelihood::new(&compared, band.clone(), options.parallel.longest, &options.score);
            let cells = parallel::align(&likelihood, &band, columns, &options.parallel);
            let score = |c: &Cell| if c.m * c.n == 0 { None } else { likelihood.bead(c.i, c.m, c.j, c.n) };
            let scores = cells.iter().map(|c| score(c).unwrap_or(0.0)).collect::<Vec<_>>();
            (cells, scores)
        }
        Mode::Comparable => {
            let pairs = comparable::align(&singles, &options.comparable);
            let cells = pairs.iter().map(|s| Cell { i: s.i as usize, m: 1, j: s.j as usize, n: 1 }).collect();
            (cells, pairs.iter().map(|s| s.score).collect())
        }
    };
    let mut beads = Vec::with_capacity(cells.len());
    let mut evidence = Vec::with_capacity(cells.len());
    for (cell, &score) in cells.iter().zip(&scores) {
        let features = features(cell, score, &compared, &singles);
        let null = cell.m * cell.n == 0;
        beads.push(Bead {
            ar: (cell.i..cell.i + cell.m).map(|i| compared.ar.index[i]).collect(),
            en: (cell.j..cell.j + cell.n).map(|j| compared.en.index[j]).collect(),
            score: if null { 0.0 } else { probability(&features, mode, &options.probability) },
        });
        evidence.push(if null { Vec::new() } else { explain(cell, &compared) });
    }
    if mode == Mode::Comparable {
        let mut order: Vec<usize> = (0..beads.len()).collect();
        order.sort_by(|&a, &b| beads[b].score.total_cmp(&beads[a].score).then(a.cmp(&b)));
        beads = order.iter().map(|&k| beads[k].clone()).collect();
        evidence = order.iter().map(|&k| std::mem::take(&mut evidence[k])).collect();
    }
    Alignment { ar: 0, en: 0, score: 0.0, mode, why, beads, evidence }
}

/// The mode asked for, or the one the anchors speak for; and why.
fn choose_mode(anchors: &Anchors, rows: usize, columns: usize, options: &Options) -> (Mode, String) {
    let (covered, monotone) = anchors.shares(rows, columns);
    match options.mode {
        ModeChoice::Parallel => (Mode::Parallel, "asked for".to_owned()),
        ModeChoice::Comparable => (Mode::Comparable, "asked for".to_owned()),
        ModeChoice::Auto => {
            let parallel = covered >= options.anchors.covered && monotone >= options.anchors.monotone;
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
fn features(cell: &Cell, score: f32, compared: &Compared, singles: &Singles) -> Features {
    let units = (cell.i..cell.i + cell.m).map(|i| compared.ar.units(i).len()).sum::<usize>()
        + (cell.j..cell.j + cell.n).map(|j| compared.en.units(j).len()).sum::<usize>();
    // The best rival: a pair that shares one sentence with the bead and has its other outside.
    let outside = |s: &&Single| !(cell.j..cell.j + cell.n).contains(&(s.j as usize));
    let rival = (cell.i..cell.i + cell.m)
        .flat_map(|i| singles.row(i).iter().filter(outside))
        .map(|s| s.score)
        .fold(0.0f32, f32::max);
    Features {
        score,
        units: units as f32,
        margin: score - rival,
        merged: (cell.m + cell.n).saturating_sub(2) as f32,
    }
}

/// The evidence of a bead: for each matched Arabic unit its strongest counterpart, each English unit used once,
/// strongest first.
fn explain(cell: &Cell, compared: &Compared) -> Vec<Evidence> {
    let (ar, en) = (&compared.ar, &compared.en);
    let mut found: Vec<Evidence> = Vec::new();
    let en_units = en.bounds[cell.j] as usize..en.bounds[cell.j + cell.n] as usize;
    for u in ar.bounds[cell.i] as usize..ar.bounds[cell.i + cell.m] as usize {
        let term = ar.terms[u];
        let from = compared.matches.partition_point(|m| m.ar < term);
        for m in compared.matches[from..].iter().take_while(|m| m.ar == term) {
            for v in en_units.clone().filter(|&v| en.terms[v] == m.en) {
                let weight = (m.forward / en.probability[m.en as usize]).ln()
                    + (m.backward / ar.probability[term as usize]).ln();
                if weight > 0.0 {
                    found.push(Evidence {
                        kind: m.kind,
                        ar: ar.spans[u],
                        en: en.spans[v],
                        weight: 0.5 * weight,
                    });
                }
            }
        }
    }
    found.sort_by(|a, b| b.weight.total_cmp(&a.weight).then((a.ar, a.en).cmp(&(b.ar, b.en))));
    let mut out: Vec<Evidence> = Vec::new();
    for e in found {
        if out.iter().all(|o| o.ar != e.ar && o.en != e.en) {
            out.push(e);
        }
    }
    out
}
