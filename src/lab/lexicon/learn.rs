//! Learning stem pairs from bitext, and stem frequencies from text.
//!
//! IBM model 1 (Brown et al. 1993) in both directions; a pair is kept when both find it likely (Moore 2002 uses the
//! same tables for alignment). What is kept are facts about words, never a sentence.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon::{Lexicon, Lookup, Sources, compile};

/// What is learned and kept.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct LearnOptions {
    /// Rounds of expectation maximisation; five are usual for model 1.
    pub rounds: usize,
    /// Pairs seen in fewer lines are dropped.
    pub least_lines: u32,
    /// Pairs with p(en|ar)·p(ar|en) below are dropped.
    pub least_product: f32,
    /// Pairs with either probability below are dropped.
    pub least_side: f32,
    /// Lines with more words on a side are passed over: model 1 learns nothing from them.
    pub longest_line: usize,
}

impl Default for LearnOptions {
    fn default() -> Self {
        LearnOptions { rounds: 5, least_lines: 2, least_product: 0.002, least_side: 0.01, longest_line: 80 }
    }
}

/// A learned pair of stems.
#[derive(Clone, PartialEq, Debug)]
pub struct StemPair {
    /// Arabic stem, folded.
    pub ar: String,
    /// English stem.
    pub en: String,
    /// p(English | Arabic), 0..1.
    pub forward: f32,
    /// p(Arabic | English), 0..1.
    pub backward: f32,
}

/// The words of a line in the script that `letter` knows, as stems. Digits, symbols and words of the other script are
/// left out: they need no dictionary.
fn stems(
    line: &str,
    letter: fn(char) -> bool,
    mut stem: impl FnMut(&str, &mut String),
    ids: &mut Ids,
    out: &mut Vec<u32>,
) {
    out.clear();
    for word in
        line.split(|c: char| !(c.is_alphabetic() || crate::arabic::is_mark(c) || matches!(c, '\'' | '’')))
    {
        let word = word.trim_matches(['\'', '’']);
        if word.chars().next().is_some_and(letter) {
            ids.buffer.clear();
            let mut buffer = std::mem::take(&mut ids.buffer);
            stem(word, &mut buffer);
            ids.buffer = buffer;
            out.push(ids.id());
        }
    }
}

/// Words numbered in the order of their first appearance.
#[derive(Default)]
struct Ids {
    buffer: String,
    of: FxHashMap<String, u32>,
    words: Vec<String>,
}

impl Ids {
    fn id(&mut self) -> u32 {
        if let Some(&id) = self.of.get(self.buffer.as_str()) {
            return id;
        }
        let id = self.words.len() as u32;
        self.of.insert(self.buffer.clone(), id);
        self.words.push(self.buffer.clone());
        id
    }
}

/// A frequency table (`stem`, `per_million`) of the stems in `text`, one sentence a line; stems seen fewer than `least`
/// times are left out. Nothing but the text has a say in it.
///
/// Which particles come off an Arabic word is decided by how often the bare word occurs, which is what is counted: the
/// count starts from whole words and is repeated until it rests.
pub fn frequency_table(arabic: bool, text: &str, least: u32) -> String {
    /// The count rests after about seven rounds; two tables may also take turns.
    const ROUNDS: usize = 12;
    let embedded = Sources::embedded();
    let mut table = String::new();
    for _ in 0..ROUNDS {
        let sources = Sources {
            entries: Vec::new(),
            irregular: embedded.irregular,
            learned: "",
            frequency_ar: if arabic { &table } else { "" },
            frequency_en: "",
        };
        // Without entries no entry can be bad.
        let lexicon = compile(&sources).unwrap_or_default();
        let counts = count(&lexicon, arabic, text.lines(), least);
        let rows = counts.iter().map(|(stem, n)| format!("{stem}\t{n:.1}\n"));
        let next: String = std::iter::once("stem\tper_million\n".to_owned()).chain(rows).collect();
        let rests = next == table || !arabic;
        table = next;
        if rests {
            break;
        }
    }
    table
}

/// Occurrences per million of every stem of `lines`, those seen at least `least` times, in alphabetical order.
fn count<'t>(
    lexicon: &Lexicon,
    arabic: bool,
    lines: impl Iterator<Item = &'t str>,
    least: u32,
) -> BTreeMap<String, f32> {
    let mut lookup = Lookup::new(lexicon);
    let (mut ids, mut words, mut counts, mut total) = (Ids::default(), Vec::new(), Vec::<u32>::new(), 0u64);
    for line in lines {
        if arabic {
            stems(
                line,
                crate::arabic::is_letter,
                |w, out| lookup.arabic_stem_into(w, out),
                &mut ids,
                &mut words,
            );
        } else {
            stems(
                line,
                crate::english::is_letter,
                |w, out| lookup.english_stem_into(w, out),
                &mut ids,
                &mut words,
            );
        }
        counts.resize(ids.words.len(), 0);
        for &w in &words {
            counts[w as usize] += 1;
        }
        total += words.len() as u64;
    }
    let per_million = 1e6 / total.max(1) as f64;
    let kept = ids.words.into_iter().zip(counts).filter(|&(_, n)| n >= least);
    kept.map(|(w, n)| (w, (n as f64 * per_million) as f32)).collect()
}

/// One line of bitext as ids of the word pairs that occur in it.
struct LinePairs {
    ar: u32,
    en: u32,
    /// Row by row: for each Arabic word (the last one empty) the pair with each English word.
    pairs: Vec<u32>,
}

/// Stem pairs from `bitext` lines (Arabic, English), sorted. The lexicon gives stems and frequencies.
pub fn learn<'t>(
    lexicon: &Lexicon,
    bitext: impl Iterator<Item = (&'t str, &'t str)>,
    options: &LearnOptions,
) -> Vec<StemPair> {
    let mut lookup = Lookup::new(lexicon);
    let (mut ar_ids, mut en_ids) = (Ids::default(), Ids::default());
    // Word 0 of each side is the empty word: what has no counterpart.
    ar_ids.id();
    en_ids.id();
    let (mut ar, mut en) = (Vec::new(), Vec::new());
    let mut pair_ids: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    let mut seen_in: Vec<u32> = Vec::new();
    let mut lines = Vec::new();
    let mut seen = FxHashSet::default();
    for (a, e) in bitext {
        if !seen.insert((a, e)) {
            continue;
        }
        stems(a, crate::arabic::is_letter, |w, out| lookup.arabic_stem_into(w, out), &mut ar_ids, &mut ar);
        stems(e, crate::english::is_letter, |w, out| lookup.english_stem_into(w, out), &mut en_ids, &mut en);
        if ar.is_empty() || en.is_empty() || ar.len().max(en.len()) > options.longest_line {
            continue;
        }
        for side in [&mut ar, &mut en] {
            side.sort_unstable();
            side.dedup();
            side.push(0);
        }
        let mut of_line = Vec::with_capacity(ar.len() * en.len());
        for &x in &ar {
            for &y in &en {
                let id = *pair_ids.entry((x, y)).or_insert_with(|| {
                    pairs.push((x, y));
                    seen_in.push(0);
                    pairs.len() as u32 - 1
                });
                seen_in[id as usize] += 1;
                of_line.push(id);
            }
        }
        lines.push(LinePairs { ar: ar.len() as u32, en: en.len() as u32, pairs: of_line });
    }
    drop(pair_ids);
    let forward = expectation_maximisation(&lines, &pairs, ar_ids.words.len(), options.rounds, true);
    let backward = expectation_maximisation(&lines, &pairs, en_ids.words.len(), options.rounds, false);
    let mut out: Vec<StemPair> = Vec::new();
    for (i, &(x, y)) in pairs.iter().enumerate() {
        let (f, b) = (forward[i], backward[i]);
        let enough = seen_in[i] >= options.least_lines && x != 0 && y != 0;
        if enough && f.min(b) >= options.least_side && f * b >= options.least_product {
            let (ar, en) = (ar_ids.words[x as usize].clone(), en_ids.words[y as usize].clone());
            out.push(StemPair { ar, en, forward: f, backward: b });
        }
    }
    out.sort_by(|a, b| (&a.ar, &a.en).cmp(&(&b.ar, &b.en)));
    out
}

/// p(target | source) of every pair; `forward` when Arabic is the source.
fn expectation_maximisation(
    lines: &[LinePairs],
    pairs: &[(u32, u32)],
    sources: usize,
    rounds: usize,
    forward: bool,
) -> Vec<f32> {
    let mut p = vec![1.0f32; pairs.len()];
    let mut counts = vec![0.0f32; pairs.len()];
    let mut totals = vec![0.0f64; sources];
    for _ in 0..rounds {
        counts.fill(0.0);
        for line in lines {
            let (ar, en) = (line.ar as usize, line.en as usize);
            let (targets, sources) = if forward { (en, ar) } else { (ar, en) };
            let at = |s: usize, t: usize| line.pairs[if forward { s * en + t } else { t * en + s }] as usize;
            // The last target is the empty word, which nothing has to explain.
            for t in 0..targets - 1 {
                let sum: f32 = (0..sources).map(|s| p[at(s, t)]).sum();
                if sum > 0.0 {
                    for s in 0..sources {
                        counts[at(s, t)] += p[at(s, t)] / sum;
                    }
                }
            }
        }
        totals.fill(0.0);
        let source = |pair: &(u32, u32)| if forward { pair.0 } else { pair.1 } as usize;
        for (pair, &c) in pairs.iter().zip(&counts) {
            totals[source(pair)] += c as f64;
        }
        for ((pair, &c), p) in pairs.iter().zip(&counts).zip(&mut p) {
            let total = totals[source(pair)];
            *p = if total > 0.0 { (c as f64 / total) as f32 } else { 0.0 };
        }
    }
    p
}
