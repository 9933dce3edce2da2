//! `jisr fit`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::ArgAction;

use super::reporter::Reporter;
use super::shared::{
    both, check_sentences, lexicon_from, lines_of, ready, text_of, usage, vectors_from, weights_from,
};
use super::{fit_match, retrieval};
use jisr::Jisr;
use jisr::error::Result;
use jisr::lab::evaluate::clauses::Trial;
use jisr::lab::evaluate::gold::SplitDoc;
use jisr::lab::evaluate::pool::{self, Known};
use jisr::lab::evaluate::{self, GoldDoc};
use jisr::lab::examples;
use jisr::lab::fit::search::Set;
use jisr::lab::fit::{self, Examples, Pool};
use jisr::score::{CutFeatures, FoundFeatures};
use jisr::text::{Mode, SplitPair};
use jisr::write::to_stdout;

/// Fit weights to gold, cross-validated by document.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Gold of translations: lines of {"id","ar","en","gold":[[[ar…],[en…]],…]}
    #[arg(long, value_name = "GOLD", num_args = 1..)]
    parallel: Vec<PathBuf>,
    /// Gold of translations, one file a set: search the weights that decide which beads are found
    #[arg(long, value_name = "GOLD", num_args = 1..)]
    search: Vec<PathBuf>,
    /// With --search: repeat the search without each fifth of the documents, for figures on documents held out
    #[arg(long, requires = "search", conflicts_with = "names_match")]
    folds: bool,
    /// Gold of comparable documents
    #[arg(long, value_name = "GOLD", num_args = 1..)]
    comparable: Vec<PathBuf>,
    /// Gold of document pairs: lines of {"id","ar_docs","en_docs","gold"}
    #[arg(long, value_name = "GOLD", num_args = 1..)]
    documents: Vec<PathBuf>,
    /// Gold of comparable documents that are put together in pools of 1, 10 and 100 documents: what a pair of sentences
    /// is worth among many documents
    #[arg(long, value_name = "GOLD", num_args = 1..)]
    pool: Vec<PathBuf>,
    /// Add a pool of 1000, filled up with documents cut from lines of text
    #[arg(long, num_args = 2, action = ArgAction::Set, value_names = ["AR", "EN"], requires = "pool", conflicts_with = "names_match")]
    among: Vec<PathBuf>,
    /// Lines that translate each other: right wherever they are found in a pool
    #[arg(long, num_args = 2, action = ArgAction::Set, value_names = ["AR", "EN"], requires = "pool", conflicts_with = "names_match")]
    known: Vec<PathBuf>,
    /// Gold of translations whose 1-1 beads are joined, to fit the probability of cuts in sentences
    #[arg(long, value_name = "GOLD", num_args = 1..)]
    clauses: Vec<PathBuf>,
    /// Fit what each kind of evidence counts in retrieval: files of lines, Arabic and English in turn
    #[arg(long, value_name = "FILE", num_args = 2..)]
    retrieval: Vec<PathBuf>,
    /// Lines of a document in --retrieval, which is fitted on or measured on as a whole
    #[arg(
        long,
        value_name = "N",
        default_value = "30",
        requires = "retrieval",
        conflicts_with = "names_match"
    )]
    document: NonZeroUsize,
    /// Add or replace lexicon files
    #[arg(long, value_name = "DIR", conflicts_with = "names_match")]
    lexicon: Option<PathBuf>,
    /// Another table of vectors, or `none`
    #[arg(long, value_name = "FILE", conflicts_with = "names_match")]
    vectors: Option<PathBuf>,
    /// Set the other weights from a JSON file
    #[arg(long, value_name = "FILE", conflicts_with = "names_match")]
    weights: Option<PathBuf>,
    #[command(flatten)]
    of_names: fit_match::FitOptions,
    /// Write the fitted weights to FILE, for --weights
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

const EXAMPLES: &str = "Examples:
  jisr fit --parallel gold.jsonl -o weights.json      probabilities of your own kind of text
  jisr fit --comparable news.jsonl                    only look how well they hold
  jisr fit --retrieval ar.txt en.txt                  what each kind of evidence adds

A gold file named twice counts twice.";

/// Runs `jisr fit`.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    if args.of_names.names_match.is_some() {
        return fit_match::fit(&args.of_names, args.output.as_ref(), reporter);
    }
    let lists = [
        &args.search,
        &args.parallel,
        &args.comparable,
        &args.documents,
        &args.pool,
        &args.clauses,
        &args.retrieval,
    ];
    if lists.iter().all(|l| l.is_empty()) {
        return Err(usage(
            "something to fit to",
            "nothing",
            "name --search, --parallel, --comparable, --documents, --pool, --clauses, --retrieval or --names-match",
        ));
    }
    if args.output.is_some() && lists[..6].iter().all(|l| l.is_empty()) {
        return Err(usage(
            "weights to write with -o",
            "--retrieval alone",
            "leave -o out: its weights are shown, and compiled in",
        ));
    }
    let others = args.among.iter().chain(&args.known).chain(&args.weights).chain(&args.vectors);
    for input in lists.into_iter().flatten().chain(others) {
        ready(args.output.as_ref(), input)?;
    }
    let vectors = vectors_from(args.vectors.as_deref())?;
    let with = if vectors.is_some() { "" } else { "_words" };
    let lexicon = lexicon_from(args.lexicon.as_deref(), reporter)?;
    let jisr = Jisr::with_lexicon(lexicon, weights_from(args.weights.as_ref())?).with_vectors(vectors);
    if !args.retrieval.is_empty() {
        retrieval::fit(&jisr, &args.retrieval, args.document.get())?;
    }
    if !args.search.is_empty() {
        return search(&jisr, args, reporter);
    }
    let mut weights = serde_json::Map::new();
    for (name, files, mode) in
        [("parallel", &args.parallel, Mode::Parallel), ("comparable", &args.comparable, Mode::Comparable)]
    {
        if files.is_empty() {
            continue;
        }
        let gold = gold(files)?;
        let of = |g: &GoldDoc| {
            let pair = SplitPair { id: g.id.clone(), ar: g.ar.clone(), en: g.en.clone() };
            examples::sentences(&jisr, &pair, mode)
        };
        let (mut pairs, mut beads) = (Vec::new(), Vec::new());
        for g in &gold {
            match of(g) {
                Examples::Pairs(found) => pairs.push((g, found)),
                Examples::Beads(found) => beads.push((g, found)),
            }
        }
        let fitted = if mode == Mode::Parallel { fit::beads(&beads) } else { fit::pairs(&pairs) };
        to_stdout(|out| write!(out, "{name}: {fitted}"))?;
        weights.insert(format!("{name}{with}"), serde_json::json!(fitted.weights));
    }
    let mut pairs = serde_json::Map::new();
    if !args.documents.is_empty() {
        let fitted = fit::stories(&pools(&jisr, &args.documents)?);
        for (name, fitted) in ["promising", "story"].into_iter().zip(fitted) {
            to_stdout(|out| write!(out, "{name}: {fitted}"))?;
            pairs.insert(format!("{name}{with}"), serde_json::json!(fitted.weights));
        }
    }
    if !args.pool.is_empty() {
        let fitted = fit::found(&found(&jisr, args)?);
        to_stdout(|out| write!(out, "found: {fitted}"))?;
        pairs.insert(format!("found{with}"), serde_json::json!(fitted.weights));
    }
    let mut clauses = serde_json::Map::new();
    if !args.clauses.is_empty() {
        let fitted = fit::cuts(&cuts(&jisr, &gold(&args.clauses)?));
        to_stdout(|out| write!(out, "clauses: {fitted}"))?;
        clauses.insert("cut".to_owned(), serde_json::json!(fitted.weights));
    }
    if let Some(output) = &args.output {
        let json = serde_json::json!({ "probability": weights, "pairs": pairs, "clauses": clauses });
        jisr::write::to_file(output, |out| writeln!(out, "{json:#}"))?;
    }
    Ok(())
}

/// What the sentence pairs of documents that do not belong together are made from, and whether they are right, by
/// Arabic document. An Arabic document has the same place in the list whatever pool it is in, so that it is never
/// fitted on and measured on at once.
fn found(jisr: &Jisr, args: &Args) -> Result<Vec<Vec<(FoundFeatures, bool)>>> {
    /// Documents of a pool.
    const SIZES: [usize; 4] = [1, 10, 100, 1000];
    let gold = gold(&args.pool)?;
    let (others, known) = (lines_of(&args.among)?, lines_of(&args.known)?);
    let known = Known::new(&gold, both(known.as_ref()));
    let mut out: Vec<Vec<_>> = vec![Vec::new(); gold.len() + 1];
    for size in SIZES {
        let others = both(others.as_ref()).filter(|_| size == SIZES[3]);
        if size == SIZES[3] && others.is_none() {
            continue;
        }
        for pool in pool::pools(&gold, size, others) {
            for (alignment, features) in examples::pool(jisr, &pool.ar, &pool.en) {
                if alignment.ar == alignment.en && alignment.ar < pool.gold.len() {
                    continue;
                }
                // Those cut from other texts stand together.
                let at = if alignment.ar < pool.gold.len() {
                    pool.number * size + alignment.ar
                } else {
                    gold.len()
                };
                for (bead, f) in alignment.beads.iter().zip(features) {
                    out[at].extend(f.map(|f| (f, pool::is_right(&pool, &alignment, bead, &known))));
                }
            }
        }
    }
    Ok(out)
}

/// Pools of documents with the pairs to be found: each set whole, its documents' first five sentences, and small pools
/// of either, since the odds depend on how many there are to choose from.
fn pools(jisr: &Jisr, files: &[PathBuf]) -> Result<Vec<Pool>> {
    /// Documents of a small pool.
    const SMALL: usize = 8;
    /// Sentences that are left of a document in the hard case.
    const FIRST: usize = 5;
    let mut out = Vec::new();
    for file in files {
        for set in evaluate::parse_docalign(file, &text_of(file)?)? {
            for most in [usize::MAX, FIRST] {
                let cut = |docs: &[SplitDoc]| -> Vec<Vec<String>> {
                    docs.iter().map(|d| d.sents.iter().take(most).cloned().collect()).collect()
                };
                let (ar, en) = (cut(&set.ar_docs), cut(&set.en_docs));
                for chunk in set.pairs.chunks(SMALL) {
                    let (a, e): (Vec<_>, Vec<_>) =
                        chunk.iter().map(|&(a, e)| (ar[a].clone(), en[e].clone())).unzip();
                    let same = (0..chunk.len()).map(|k| (k, k)).collect();
                    out.push((same, examples::documents(jisr, &a, &e)));
                }
                out.push((set.pairs.clone(), examples::documents(jisr, &ar, &en)));
            }
        }
    }
    Ok(out)
}

/// Searches the weights that decide which beads are found.
fn search(jisr: &Jisr, args: &Args, reporter: &Reporter) -> Result<()> {
    let mut sets = Vec::new();
    for file in &args.search {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        sets.push(Set { name, gold: gold(std::slice::from_ref(file))? });
    }
    let found = fit::search::search(jisr, sets, args.folds, &mut |step| reporter.note(step))?;
    to_stdout(|out| {
        writeln!(out, "{:<24} {:>8} {:>8} {:>9}", "strict F1", "before", "fitted", "held out")?;
        for set in &found.sets {
            let held = if args.folds { format!("{:.4}", set.held_out) } else { "-".to_owned() };
            writeln!(out, "{:<24} {:>8.4} {:>8.4} {held:>9}", set.name, set.before, set.fitted)?;
        }
        writeln!(out, "{} settings tried\n{}", found.tried, found.weights)
    })?;
    match &args.output {
        Some(path) => jisr::write::to_file(path, |out| writeln!(out, "{:#}", found.weights)),
        None => Ok(()),
    }
}

/// The cuts of all trials of each gold document, as one document: it is fitted on or measured on as a whole.
fn cuts(jisr: &Jisr, gold: &[GoldDoc]) -> Vec<Vec<(CutFeatures, bool)>> {
    let of = |doc: &GoldDoc| {
        let trials = evaluate::clauses::trials(std::slice::from_ref(doc));
        let judged = |trial: &Trial| {
            let cuts = examples::cuts(jisr, &trial.pair);
            cuts.into_iter().map(|(lang, gap, f)| (f, trial.is_seam(lang, gap))).collect::<Vec<_>>()
        };
        trials.iter().flat_map(judged).collect()
    };
    gold.iter().map(of).collect()
}

/// The documents of all `files`, each with its sentences.
fn gold(files: &[PathBuf]) -> Result<Vec<GoldDoc>> {
    let mut out = Vec::new();
    for file in files {
        out.extend(evaluate::parse_gold(file, &text_of(file)?)?);
    }
    check_sentences(&out)?;
    Ok(out)
}
