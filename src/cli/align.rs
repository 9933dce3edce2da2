//! `jisr align`.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::reporter::Reporter;
use super::shared::{
    ModeArgument, lexicon_from, style, text_of, usage, vectors_from, weights_from, would_replace,
};
use jisr::internals::error::Result;
use jisr::options::{Requested, Settings};
use jisr::text::{Lang, Report, SplitPair};
use jisr::write::{self, Format, RunReport, Style, index_line, to_file, to_stdout};
use jisr::{Jisr, read};

/// Find the documents that tell the same story and align their sentences.
///
/// Reads Arabic and English documents in any mixture: plain text, JSON Lines (fields id, title, text, lang, date, url)
/// and HTML, each also gzipped. Documents in other languages are named and left out.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files and folders; `-` is the standard input
    #[arg(value_name = "PATH", required_unless_present = "presplit")]
    paths: Vec<PathBuf>,
    /// Align given sentences: lines of {"id","ar":[…],"en":[…]}, one document pair each; without -o and --format the
    /// result is written as index, which `jisr eval` reads
    #[arg(long, value_name = "FILE", conflicts_with_all = ["paths", "all_pairs", "pairs"])]
    presplit: Option<PathBuf>,
    /// How to align
    #[arg(long, value_enum, default_value_t = ModeArgument::Auto)]
    mode: ModeArgument,
    /// terminal, jsonl, tsv or index [default: by the ending of -o; without -o terminal, or index with --presplit]
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Write to FILE, in the format of its ending (.txt as on the terminal, .jsonl or .ndjson, .tsv, .index; each also
    /// .gz); nothing is left behind when that fails
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Also write to FILE, as JSON, which documents were read and have no counterpart, and what came nearest
    #[arg(long, value_name = "FILE", conflicts_with = "presplit")]
    report: Option<PathBuf>,
    /// Align every Arabic with every English document, not only promising pairs
    #[arg(long)]
    all_pairs: bool,
    /// Align the document pairs listed in FILE: Arabic id, tab, English id
    #[arg(long, value_name = "FILE", conflicts_with = "all_pairs")]
    pairs: Option<PathBuf>,
    /// Leave out sentence pairs with a lower probability
    #[arg(long, value_name = "0..1", default_value_t = 0.0)]
    min_score: f32,
    /// Give a bead that is divided inside sentences, because the other side ends one there, a line for each part; in
    /// TSV (JSONL and the terminal show the parts with the bead)
    #[arg(long)]
    split_clauses: bool,
    /// Say of each pair where its score comes from, and of each sentence without a counterpart what its best
    /// candidates were and why they lost; on the terminal and in JSONL
    #[arg(long)]
    explain: bool,
    /// Add or replace lexicon files (see `jisr lexicon check --help`)
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
    /// Another table of vectors (see `jisr train --help`), or `none`
    #[arg(long, value_name = "FILE")]
    vectors: Option<PathBuf>,
    /// Set weights from a JSON file
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    weights: Option<PathBuf>,
}

const EXAMPLES: &str = "Examples:
  jisr align reports/                          on the screen, with the evidence for each pair
  jisr align ar/ en/ -o pairs.jsonl            with byte spans and evidence
  jisr align a.html b.html --mode comparable   two reports of one event
  jisr align ar.txt en.txt --explain           and why each pair, and why not another
  cat news.jsonl | jisr align - --format tsv   from a pipe
  jisr align --presplit docs.jsonl --format index > beads.jsonl";

/// Runs `jisr align`.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    if !(0.0..=1.0).contains(&args.min_score) {
        return Err(usage(
            "a probability from 0 to 1 for --min-score",
            args.min_score.to_string(),
            "try 0.5",
        ));
    }
    let format = format(args)?;
    if args.explain && !format.explains() {
        let able: Vec<_> = Format::ALL.iter().filter(|(f, _)| f.explains()).map(|(_, name)| *name).collect();
        let way_out = "choose one of these with --format, or leave --explain out";
        return Err(usage(format!("a format that explains ({})", able.join(", ")), format.name(), way_out));
    }
    if args.split_clauses && !format.splits() {
        let able: Vec<_> = Format::ALL.iter().filter(|(f, _)| f.splits()).map(|(_, name)| *name).collect();
        let way_out = "choose it with --format, or leave --split-clauses out";
        let expected = format!("a format of a line a pair ({})", able.join(", "));
        return Err(usage(expected, format.name(), way_out));
    }
    if let Some(path) = &args.output
        && let Some(named) = Format::by_extension(path).filter(|named| *named != format)
    {
        let (path, format, named) = (path.display(), format.name(), named.name());
        reporter.note(&format!("{path}: written as {format}, its ending says {named}"));
    }
    if let Some(output) = &args.output {
        keep_inputs(output, args)?;
        write::check_file(output)?;
    }
    if let Some(path) = &args.report {
        keep_inputs(path, args)?;
        if args.output.as_ref() == Some(path) {
            return Err(usage(
                "two files for --output and --report",
                path.display().to_string(),
                "name another",
            ));
        }
        write::check_file(path)?;
    }
    let vectors = vectors_from(args.vectors.as_deref())?;
    let weights = weights_from(args.weights.as_ref())?;
    let settings = Settings {
        mode: args.mode.into(),
        least_score: args.min_score,
        explain: args.explain,
        whole: !format.shows_parts() && !args.split_clauses,
    };
    if let Some(path) = &args.presplit {
        let (pairs, problems) = read::split_pairs(path);
        for problem in &problems {
            reporter.error(problem);
        }
        if pairs.is_empty() {
            return Ok(());
        }
        let lexicon = lexicon_from(args.lexicon.as_deref(), reporter)?;
        let jisr = Jisr::builder().settings(settings).weights(weights).lexicon(lexicon).vectors(vectors);
        return presplit(&jisr.build(), pairs, format, args);
    }
    let requested = requested(args)?;
    let Some(documents) = documents(args, reporter) else { return Ok(()) };
    let lexicon = lexicon_from(args.lexicon.as_deref(), reporter)?;
    let jisr = Jisr::builder().settings(settings).weights(weights).lexicon(lexicon).vectors(vectors).build();
    let ids: Vec<&str> = documents.iter().map(|d| d.id.as_str()).collect();
    let requested = with_ids(requested, &ids);
    for name in requested.missing(&ids) {
        reporter.error(&usage(
            "a document of this run in the list of --pairs",
            format!("{name:?}"),
            "name it as in the output",
        ));
    }
    let report = jisr.align_requested(documents, &requested, &|s, done, all| reporter.progress(s, done, all));
    reporter.clear();
    remarks(&report, format, reporter);
    if let Some(path) = &args.report {
        let text = serde_json::to_string(&RunReport::new(&report)).unwrap_or_default();
        to_file(path, |out| writeln!(out, "{text}"))?;
    }
    for fault in requested.faults(&report) {
        reporter.error(&fault);
    }
    if has_both(&report) && report.alignments.is_empty() && requested == Requested::Promising {
        reporter.note("no document pair seems to tell the same story; --all-pairs aligns them all the same");
    }
    let nothing_asked_for = report.alignments.is_empty() && requested != Requested::Promising;
    if args.output.is_some() && (nothing_asked_for || !has_both(&report)) {
        // An older file is worth more than one without a pair.
        return Ok(());
    }
    emit(args, |out| write::write(&report, format, &style_of(args), out))
}

/// The format asked for, by name, by the ending of the output file, or the usual one.
fn format(args: &Args) -> Result<Format> {
    if let Some(name) = &args.format {
        return name.parse();
    }
    match &args.output {
        Some(path) => Format::by_extension(path).ok_or_else(|| {
            let names: Vec<_> = Format::names().collect();
            let found = path.display().to_string();
            usage(
                "an output file ending in .txt, .jsonl, .ndjson, .tsv or .index, each also .gz",
                found,
                format!("add --format ({})", names.join(", ")),
            )
        }),
        None if args.presplit.is_some() => Ok(Format::Index),
        None => Ok(Format::Terminal),
    }
}

/// Refuses an output that would replace a file this run reads.
fn keep_inputs(output: &Path, args: &Args) -> Result<()> {
    let named =
        args.paths.iter().chain(&args.presplit).chain(&args.pairs).chain(&args.weights).chain(&args.vectors);
    let standard = Path::new("-");
    let in_lexicon = |dir: &PathBuf| {
        let entries = output.extension().is_some_and(|ending| ending == "tsv");
        write::replaces(output, output) && entries && write::lies_in(output, dir)
    };
    if named.chain(&args.lexicon).any(|input| input != standard && write::replaces(output, input))
        || args.lexicon.as_ref().is_some_and(in_lexicon)
    {
        return Err(would_replace(output));
    }
    Ok(())
}

/// How these arguments have it written.
fn style_of(args: &Args) -> Style {
    Style { parts: args.split_clauses, ..style(args.output.is_none()) }
}

/// Writes to the output file or to standard output.
fn emit(args: &Args, fill: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<()> {
    match &args.output {
        Some(path) => to_file(path, fill),
        None => to_stdout(fill),
    }
}

/// Sentences given: one index line each, or a report as of documents.
fn presplit(jisr: &Jisr, pairs: Vec<SplitPair>, format: Format, args: &Args) -> Result<()> {
    /// Document pairs aligned at a time: enough to keep the threads busy, few enough to keep memory flat.
    const BATCH: usize = 256;
    if format != Format::Index {
        let report = jisr.align_split_report(pairs);
        return emit(args, |out| write::write(&report, format, &style_of(args), out));
    }
    emit(args, |out| {
        for batch in pairs.chunks(BATCH) {
            for (pair, alignment) in batch.iter().zip(jisr.align_split(batch)) {
                writeln!(out, "{}", index_line(&pair.id, &alignment.beads))?;
            }
        }
        Ok(())
    })
}

fn requested(args: &Args) -> Result<Requested> {
    let Some(path) = &args.pairs else {
        return Ok(if args.all_pairs { Requested::All } else { Requested::Promising });
    };
    let text = text_of(path)?;
    let mut list = Vec::new();
    for (i, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#')) {
        match line.trim_end().split_once('\t') {
            Some(("ar_doc", "en_doc")) if i == 0 => {}
            Some((ar, en)) => list.push((ar.trim().to_owned(), en.trim().to_owned())),
            None => {
                let way_out = "write one pair a line: Arabic id, tab, English id";
                return Err(jisr::internals::error::Error::content(
                    path,
                    Some(i + 1),
                    "two ids separated by a tab",
                    line,
                    way_out,
                ));
            }
        }
    }
    if list.is_empty() {
        let way_out = "write one pair a line: Arabic id, tab, English id";
        return Err(jisr::internals::error::Error::content(path, None, "pairs of ids", "none", way_out));
    }
    Ok(Requested::Listed(list))
}

/// The list of `--pairs` with the ids of this run: whoever wrote the list may have written names of files.
fn with_ids(requested: Requested, ids: &[&str]) -> Requested {
    let missing: Vec<String> = requested.missing(ids).into_iter().map(str::to_owned).collect();
    let known = |name: String| if missing.contains(&name) { read::escaped_id(&name) } else { name };
    match requested {
        Requested::Listed(list) => {
            Requested::Listed(list.into_iter().map(|(a, e)| (known(a), known(e))).collect())
        }
        other => other,
    }
}

/// Reads all documents; reports what could not be read. `None` when nothing was.
fn documents(args: &Args, reporter: &Reporter) -> Option<Vec<jisr::text::Document>> {
    let read::Expanded { mut sources, problems, passed_over } = read::expand_telling(&args.paths);
    for problem in &problems {
        reporter.error(problem);
    }
    for passed_over in &passed_over {
        reporter.note(passed_over);
    }
    if let Some(output) = &args.output {
        // What a folder holds was not named: the result of an earlier run, as likely as not.
        sources.retain(|source| {
            let kept = !write::replaces(output, &source.path);
            if !kept {
                reporter.note(&format!("{}: not read, it is the output file", source.path.display()));
            }
            kept
        });
    }
    let mut documents = Vec::new();
    for source in &sources {
        let read = read::read(source);
        for problem in &read.problems {
            reporter.error(problem);
        }
        documents.extend(read.documents);
    }
    if documents.is_empty() && !reporter.failed() {
        reporter.error(&usage("documents", "none", "name files or folders with .txt, .jsonl or .html files"));
    }
    (!documents.is_empty()).then_some(documents)
}

/// What the user should know of a run beside its output.
fn remarks(report: &Report, format: Format, reporter: &Reporter) {
    if format != Format::Terminal {
        for left in &report.left_out {
            reporter.note(&format!("{}: left out {} bytes: {}", left.id, left.bytes, left.what));
        }
        if format != Format::Jsonl {
            unpaired(report, reporter);
        }
    }
    for (lang, name) in [(Lang::Arabic, "Arabic"), (Lang::English, "English")] {
        if !has(report, lang) {
            reporter.error(&usage(
                "at least one Arabic and one English document",
                format!("no {name} one among {}", report.documents.len()),
                "check the paths; documents in other languages are left out",
            ));
        }
    }
}

/// Says which documents have no counterpart, the first of them by name.
fn unpaired(report: &Report, reporter: &Reporter) {
    /// Documents named; all of them are in `--report`, in JSON Lines and on the terminal.
    const NAMED: usize = 5;
    let alone: Vec<_> = write::unpaired(report).into_iter().filter(|alone| alone.lang.is_some()).collect();
    if alone.is_empty() {
        return;
    }
    let names: Vec<&str> = alone.iter().take(NAMED).map(|alone| alone.id).collect();
    let more = match alone.len() - names.len() {
        0 => String::new(),
        more => format!(" and {more} more (--report FILE lists them)"),
    };
    let documents = if alone.len() == 1 { "document" } else { "documents" };
    reporter.note(&format!("{} {documents} without a counterpart: {}{more}", alone.len(), names.join(", ")));
}

/// Whether some document has text in `lang`.
fn has(report: &Report, lang: Lang) -> bool {
    report.parts.iter().any(|p| p.lang == lang)
}

fn has_both(report: &Report) -> bool {
    has(report, Lang::Arabic) && has(report, Lang::English)
}
