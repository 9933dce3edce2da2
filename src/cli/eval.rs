//! `jisr eval`.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::{ArgAction, ArgGroup};

use super::reporter::Reporter;
use super::shared::{
    Mode, bad_line, both, check_sentences, lexicon_from, lines_of, text_of, usage, vectors_from, weights_from,
};
use super::{eval_match, eval_modes, eval_names, names_standard};
use jisr::error::{Error, Result};
use jisr::lab::evaluate::gold::SplitDoc;
use jisr::lab::evaluate::{self, GoldDoc, PredDoc, pool, scatter};
use jisr::text::SplitPair;
use jisr::write::to_stdout;
use jisr::{Jisr, ModeChoice, Options, detect};

/// Score alignments against gold: strict, lax and pair precision, recall and F1, by bead type, and what the
/// probabilities are worth.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES, group = ArgGroup::new("scored").args(SCORED))]
pub struct Args {
    /// Gold: lines of {"id","ar","en","gold":[[[ar…],[en…]],…]}
    #[arg(value_name = "GOLD")]
    gold: Option<PathBuf>,
    /// Predictions as `--format index` writes them [default: align the sentences of GOLD]
    #[arg(value_name = "PRED", requires = "gold")]
    pred: Option<PathBuf>,
    /// How to align GOLD, when there is no PRED, or the documents of --documents
    #[arg(long, value_enum, default_value_t = Mode::Auto, conflicts_with_all = NOT_ALIGNED, conflicts_with_all = ["retrieval", "clauses", "modes"])]
    mode: Mode,
    /// Add or replace lexicon files
    #[arg(long, value_name = "DIR", conflicts_with_all = NOT_ALIGNED)]
    lexicon: Option<PathBuf>,
    /// Set weights from a JSON file
    #[arg(long, value_name = "FILE", hide_short_help = true, conflicts_with_all = NOT_ALIGNED)]
    weights: Option<PathBuf>,
    /// Score language detection on FILE: language code, tab, sentence
    #[arg(long, value_name = "FILE")]
    languages: Option<PathBuf>,
    /// Score the choice of document pairs on FILE: lines of {"id","ar_docs","en_docs","gold"}
    #[arg(long, value_name = "FILE")]
    documents: Option<PathBuf>,
    /// Make comparable documents of the translations in GOLD first: beads halved, moved, in the order of this seed
    #[arg(long, value_name = "SEED", requires = "gold", conflicts_with_all = NOT_GOLD, conflicts_with_all = ["pred", "pool"])]
    scatter: Option<u64>,
    /// With --documents: look at the first N sentences of each document only
    #[arg(long, value_name = "N", requires = "documents", conflicts_with_all = NOT_DOCUMENTS)]
    first: Option<usize>,
    /// Put the documents of GOLD together in pools of N and align each with each: pairs of sentences from documents
    /// that do not belong together are wrong
    #[arg(long, value_name = "N", requires = "gold", conflicts_with_all = NOT_GOLD, conflicts_with = "pred")]
    pool: Option<NonZeroUsize>,
    /// Fill the pools up with documents cut from lines of text
    #[arg(long, num_args = 2, action = ArgAction::Set, value_names = ["AR", "EN"], requires = "pool", conflicts_with_all = NOT_GOLD, conflicts_with_all = ["pred", "scatter"])]
    among: Vec<PathBuf>,
    /// Lines that translate each other: right wherever they are found in a pool
    #[arg(long, num_args = 2, action = ArgAction::Set, value_names = ["AR", "EN"], requires = "pool", conflicts_with_all = NOT_GOLD, conflicts_with_all = ["pred", "scatter"])]
    known: Vec<PathBuf>,
    /// Score retrieval: does each line of AR find the same line of EN among all, and back?
    #[arg(long, num_args = 2, action = ArgAction::Set, value_names = ["AR", "EN"])]
    retrieval: Vec<PathBuf>,
    /// Score cuts in sentences on FILE, a gold of translations: sentences of its 1-1 beads are joined, on one side, and
    /// have to be divided again
    #[arg(long, value_name = "FILE")]
    clauses: Option<PathBuf>,
    /// Another table of vectors, or `none`
    #[arg(long, value_name = "FILE", conflicts_with_all = NOT_ALIGNED)]
    vectors: Option<PathBuf>,
    /// Score names on FILE: Arabic, tab, Latin; several lines for a name that has several forms
    #[arg(long, value_name = "FILE")]
    names: Option<PathBuf>,
    #[command(flatten)]
    of_modes: eval_modes::ModesOptions,
    #[command(flatten)]
    of_names: eval_names::Options,
    #[command(flatten)]
    of_match: eval_match::MatchOptions,
    /// Score romanisation on the pairs in DIR/tests.tsv: Arabic, Latin, set
    #[arg(long, value_name = "DIR")]
    standards: Option<PathBuf>,
    /// Print JSON: one object, or with --documents and --standards one a line
    #[arg(long)]
    json: bool,
}

/// What can be scored, one at a time.
const SCORED: [&str; 9] =
    ["gold", "documents", "retrieval", "clauses", "modes", "languages", "names", "names_match", "standards"];

// What an option requires has no say where that conflicts with another argument: each option names what it does not go
// with as well.

/// What is scored without the documents of GOLD.
const NOT_GOLD: [&str; 8] =
    ["documents", "retrieval", "clauses", "modes", "languages", "names", "names_match", "standards"];

/// What is scored without choosing documents.
const NOT_DOCUMENTS: [&str; 8] =
    ["gold", "retrieval", "clauses", "modes", "languages", "names", "names_match", "standards"];

/// With these nothing is aligned or compared: there is nothing that a lexicon, vectors or weights could change.
const NOT_ALIGNED: [&str; 5] = ["pred", "languages", "names", "names_match", "standards"];

const EXAMPLES: &str = "Examples:
  jisr eval gold.jsonl pred.jsonl          score what `jisr align --presplit … --format index` wrote
  jisr eval seeds/comparable.gold          align and score in one go
  jisr eval --documents docalign.jsonl     which documents belong together
  jisr eval --retrieval ar.txt en.txt      which line translates which, one against all
  jisr eval --languages languages.tsv      the confusion table of language detection
  jisr eval --clauses gold.jsonl           are joined sentences divided again, and only there?
  jisr eval --modes gold.jsonl             which passages are taken for translations, by their length
  jisr eval --names names.tsv              how often a name's first forms in the other script are right
  jisr eval --names-match variants.tsv     how well the comparison of names tells same from different
  jisr eval --standards standards/         which share of published romanisations comes out";

/// Runs `jisr eval`.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    if let Some(path) = &args.languages {
        return languages(path, args.json, reporter);
    }
    if let Some(path) = &args.names {
        return eval_names::run(path, &args.of_names, args.json, reporter);
    }
    let of_names = &args.of_names;
    if let Some(path) = &args.of_match.names_match {
        return eval_match::run(path, &args.of_match, of_names.model_only, args.json, reporter);
    }
    if let Some(path) = &args.standards {
        return names_standard::eval(path, args.json, reporter);
    }
    let jisr = || {
        // Parts of beads have no say in any score but that of --clauses.
        let whole = args.clauses.is_none();
        let options = Options { mode: args.mode.into(), whole, ..weights_from(args.weights.as_ref())? };
        let jisr = Jisr::with_lexicon(lexicon_from(args.lexicon.as_deref(), reporter)?, options);
        Ok(jisr.with_vectors(vectors_from(args.vectors.as_deref())?))
    };
    if !args.retrieval.is_empty() {
        return super::retrieval::eval(&jisr()?, &args.retrieval, args.json);
    }
    if let Some(path) = &args.documents {
        let sets = evaluate::parse_docalign(path, &text_of(path)?)?;
        let jisr: Jisr = jisr()?;
        return to_stdout(|out| {
            for set in &sets {
                let first = |docs: &[SplitDoc]| -> Vec<Vec<String>> {
                    let most = args.first.unwrap_or(usize::MAX);
                    docs.iter().map(|d| d.sents.iter().take(most).cloned().collect()).collect()
                };
                let (ar, en) = (first(&set.ar_docs), first(&set.en_docs));
                let ranking = jisr.rank_split(&ar, &en);
                let chosen: Vec<_> =
                    ranking.iter().filter(|p| p.score >= 0.5).map(|p| (p.ar, p.en)).collect();
                let prf = evaluate::rank_eval(&set.pairs, &chosen);
                if args.json {
                    writeln!(out, "{}", evaluate::set_json(&set.id, &prf))?;
                    continue;
                }
                writeln!(out, "{}\tP {:.4}\tR {:.4}\tF1 {:.4}", set.id, prf.precision, prf.recall, prf.f1)?;
            }
            Ok(())
        });
    }
    if let Some(path) = &args.clauses {
        let gold = evaluate::parse_gold(path, &text_of(path)?)?;
        check_sentences(&gold)?;
        let trials = evaluate::clauses::trials(&gold);
        let pairs: Vec<SplitPair> = trials.iter().map(|t| t.pair.clone()).collect();
        let mut jisr: Jisr = jisr()?;
        jisr.options.mode = ModeChoice::Parallel;
        let scores = evaluate::clauses::judge(&trials, &jisr.align_split(&pairs));
        return to_stdout(|out| {
            if args.json { writeln!(out, "{}", scores.to_json()) } else { write!(out, "{scores}") }
        });
    }
    if let Some(path) = &args.of_modes.modes {
        return eval_modes::run(&jisr()?, path, &args.of_modes, args.json);
    }
    let Some(path) = &args.gold else {
        return Err(usage(
            "something to score",
            "nothing",
            "name GOLD, or --documents, --retrieval, --clauses, --modes, --languages, --names, --names-match or --standards",
        ));
    };
    let mut gold = evaluate::parse_gold(path, &text_of(path)?)?;
    if let Some(seed) = args.scatter {
        check_sentences(&gold)?;
        gold = scatter::scatter(&gold, seed);
    }
    if let Some(size) = args.pool {
        check_sentences(&gold)?;
        return pooled(&jisr()?, args, size.get(), &gold);
    }
    let pred = if let Some(pred) = &args.pred {
        let found = evaluate::parse_pred(pred, &text_of(pred)?)?;
        evaluate::check_pred(pred, &gold, &found)?;
        found
    } else {
        check_sentences(&gold)?;
        align(&jisr()?, &gold)
    };
    let result = evaluate::evaluate(&gold, &pred);
    for id in &result.scores.unknown {
        reporter.note(&format!("predictions for {id:?}, which the gold does not have"));
    }
    to_stdout(|out| if args.json { writeln!(out, "{}", result.to_json()) } else { write!(out, "{result}") })
}

/// Aligns the documents of the gold in pools, each with each, and scores what is found.
fn pooled(jisr: &Jisr, args: &Args, size: usize, gold: &[GoldDoc]) -> Result<()> {
    let (others, known) = (lines_of(&args.among)?, lines_of(&args.known)?);
    let known = pool::Known::new(gold, both(known.as_ref()));
    let mut judged = Vec::new();
    for pool in pool::pools(gold, size, both(others.as_ref())) {
        judged.extend(pool::judged(&pool, jisr.align_pool(&pool.ar, &pool.en), &known));
    }
    let result = pool::evaluate_judged(&judged);
    to_stdout(|out| if args.json { writeln!(out, "{}", result.to_json()) } else { write!(out, "{result}") })
}

/// Scores language detection on the lines of a file; bad lines are told and left out.
fn languages(path: &Path, json: bool, reporter: &Reporter) -> Result<()> {
    let expected = "a language code, a tab and a sentence";
    let text = text_of(path)?;
    let mut rows = Vec::new();
    for (i, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        if let Some((code, sentence)) = line.split_once('\t') {
            rows.push((code.to_owned(), sentence.to_owned()));
        } else {
            bad_line(path, i, line, expected, "the other lines are scored", reporter);
        }
    }
    if rows.is_empty() {
        if reporter.failed() {
            return Ok(());
        }
        return Err(Error::content(path, None, expected, "no line", "is it the right file?"));
    }
    let confusion = detect::Detector::new().confusion(rows.into_iter());
    to_stdout(|out| {
        if json {
            let counts = [confusion.arabic(), confusion.english(), confusion.rejected()];
            writeln!(out, "{}", evaluate::languages_json(counts))
        } else {
            writeln!(out, "{confusion}")
        }
    })
}

/// Aligns the sentences of gold documents.
fn align(jisr: &Jisr, gold: &[GoldDoc]) -> Vec<PredDoc> {
    let pairs: Vec<SplitPair> =
        gold.iter().map(|g| SplitPair { id: g.id.clone(), ar: g.ar.clone(), en: g.en.clone() }).collect();
    let alignments = jisr.align_split(&pairs);
    let pred =
        |(pair, a): (SplitPair, jisr::text::Alignment)| PredDoc { id: pair.id, beads: a.beads, scored: true };
    pairs.into_iter().zip(alignments).map(pred).collect()
}
