//! `jisr train`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::train_names;
use crate::cli::reporter::Reporter;
use crate::cli::shared::{text_of, usage, vectors_from, would_replace};
use jisr::internals::error::{Error, Result};
use jisr::internals::evidence::vectors::{Margin, Table};
use jisr::internals::lab::train::{
    Config, Epoch, Snapshot, Targets, Trained, TrainingCorpus, TrainingProgress, accuracy, encode, train,
};
use jisr::internals::lab::{Training, json};
use jisr::lexicon;
use jisr::read::{self, Bitext};
use jisr::text::Lang;
use jisr::write::{check_file, lies_in, replaces, to_file, to_stdout};

/// Train a table of vectors for `--vectors`, or adapt one to your own translations.
///
/// Learns from text with the vectors a teacher gave its lines, from bitext (lines of two columns, TMX, or Moses files
/// NAME.ar and NAME.en), from lexicon entries, or from any of these. The vectors of FILE are in FILE.npy, one row for
/// each line, of the same teacher for all files; bitext does without.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Args {
    #[command(subcommand)]
    command: Option<train_names::Command>,
    /// Arabic text, a sentence a line, with the teacher's vectors in FILE.npy
    #[arg(long, value_name = "FILE")]
    ar: Vec<PathBuf>,
    /// English text, a sentence a line, with the teacher's vectors in FILE.npy
    #[arg(long, value_name = "FILE")]
    en: Vec<PathBuf>,
    /// Bitext; also with the teacher's vectors, one for each pair, if there is FILE.npy
    #[arg(long, value_name = "FILE")]
    pairs: Vec<PathBuf>,
    /// Lexicon entries as short pairs: those the binary carries (`built-in`), or those of DIR
    #[arg(long, value_name = "DIR", num_args = 0..=1, default_missing_value = "built-in")]
    lexicon: Option<PathBuf>,
    /// Go on from a table instead of from nothing: `built-in` or a file
    #[arg(long, value_name = "TABLE")]
    from: Option<PathBuf>,
    /// Bitext to measure on after each pass [default: a twentieth of the pairs, at most 2,000]
    #[arg(long, value_name = "FILE")]
    held_out: Option<PathBuf>,
    /// Also show after each pass how the lines of AR and EN find each other
    #[arg(long, num_args = 2, value_names = ["AR", "EN"])]
    watch: Vec<PathBuf>,
    /// Most passes over the text
    #[arg(long, value_name = "N")]
    epochs: Option<usize>,
    /// Seed of everything random
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Settings, as a JSON object
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Write the table to FILE
    #[arg(short, long, value_name = "FILE", required = true)]
    output: Option<PathBuf>,
    /// Print what was measured after each pass as one JSON object
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "Examples:
  jisr train --from built-in --pairs memory.tmx -o mine.vec   adapt to a translation memory
  jisr align reports/ --vectors mine.vec                      use the table
  jisr train --ar ar.txt --en en.txt --pairs bitext.tsv -o new.vec
                                                              from nothing, with a teacher's vectors";

/// Runs `jisr train`.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    if let Some(command) = &args.command {
        return train_names::run(command, reporter);
    }
    let Some(output) = &args.output else {
        return Err(usage("a file to write the table to", "none", "name one with -o"));
    };
    keep_inputs(args, output)?;
    check_file(output)?;
    let config = config(args)?;
    let from = from(args)?;
    let watched = args.watch.chunks(2).map(watched).collect::<Result<Vec<_>>>()?;
    let dim = from.as_ref().map(|t| t.header().dim);
    let corpus = corpus(args, dim, config.dim, reporter)?;
    let start = Instant::now();
    let done = train(&corpus, from.as_ref(), &config, |progress| match progress {
        TrainingProgress::Steps(done, all) => reporter.work("training", done, all),
        TrainingProgress::Epoch(epoch, snapshot) => {
            let mut line = told(epoch, &config);
            for watched in &watched {
                line += &watch(watched, snapshot);
            }
            reporter.note(&format!("{line}; {:.0} s", start.elapsed().as_secs_f32()));
        }
    })?;
    reporter.clear();
    remark(&done, from.is_some(), output, reporter);
    to_file(output, |out| out.write_all(&done.bytes))?;
    if args.json {
        to_stdout(|out| writeln!(out, "{}", json(&Training::from(&done))))?;
    }
    Ok(())
}

/// Says which pass was kept.
fn remark(done: &Trained, adapted: bool, output: &Path, reporter: &Reporter) {
    let kilobytes = done.bytes.len().div_ceil(1000);
    let size = format!("{}: {kilobytes} kB", output.display());
    reporter.note(&match done.best {
        0 if adapted => format!("{size}, the table as it was: no pass was better on the held-out pairs"),
        best => format!("{size}, of pass {best}"),
    });
}

/// An epoch as a line.
fn told(epoch: &Epoch, config: &Config) -> String {
    let mut parts = vec![match epoch.epoch {
        0 => "at the start".to_owned(),
        n => format!("pass {n} of {}", config.epochs),
    }];
    if let Some((forward, backward)) = epoch.retrieval {
        parts.push(format!("held-out pairs found ar → en {forward:.4}, en → ar {backward:.4}"));
    }
    parts.extend(epoch.cost.map(|cost| format!("cost {cost:.4}")));
    parts.extend(epoch.cosine.map(|cosine| format!("cosine with the teacher {cosine:.4}")));
    parts.join(", ")
}

/// Settings: the usual ones for what is asked, the file's, the options'.
fn config(args: &Args) -> Result<Config> {
    let usual = if args.from.is_some() { Config::adapting() } else { Config::default() };
    let mut config = match &args.config {
        Some(path) => usual.with_json(path, &text_of(path)?)?,
        None => usual,
    };
    config.epochs = args.epochs.unwrap_or(config.epochs);
    config.seed = args.seed.unwrap_or(config.seed);
    Ok(config)
}

/// The table to go on from.
fn from(args: &Args) -> Result<Option<Table>> {
    match &args.from {
        None => Ok(None),
        Some(name) if is_built_in(name) => Ok(Some(Table::embedded())),
        Some(name) if name == Path::new("none") => {
            Err(usage("`built-in` or a file for --from", "none", "leave --from out to train from nothing"))
        }
        Some(name) => vectors_from(Some(name)),
    }
}

/// Refuses an output that would replace a file this run reads.
fn keep_inputs(args: &Args, output: &Path) -> Result<()> {
    let text = args.ar.iter().chain(&args.en).chain(&args.pairs);
    let vectors: Vec<PathBuf> = text.clone().filter_map(|t| read::vectors_beside(t)).collect();
    let own = args.lexicon.iter().filter(|dir| !is_built_in(dir));
    let rest =
        args.from.iter().chain(&args.held_out).chain(&args.config).chain(&args.watch).chain(own.clone());
    let bitext = args.pairs.iter().chain(&args.held_out);
    let moses: Vec<PathBuf> = bitext.filter_map(|p| read::moses_files(p)).flatten().collect();
    let replaced = text.chain(&vectors).chain(&moses).chain(rest).any(|input| replaces(output, input));
    let among_entries = own.clone().any(|dir| replaces(output, output) && lies_in(output, dir));
    if replaced || among_entries { Err(would_replace(output)) } else { Ok(()) }
}

/// Everything to train on. `dim` is what the vectors must have; `usual` what they have without teacher and table.
fn corpus(args: &Args, dim: Option<usize>, usual: usize, reporter: &Reporter) -> Result<TrainingCorpus> {
    let mut reader = TeacherReader { dim, whose: "the table of --from".to_owned(), teacher: false };
    let mut corpus: Option<TrainingCorpus> = None;
    for (lang, files) in [(Lang::Arabic, &args.ar), (Lang::English, &args.en)] {
        for file in files {
            let text = text_of(file)?;
            let lines: Vec<&str> = text.lines().collect();
            let Some(targets) = reader.targets(file, lines.len())? else {
                let mut npy = file.as_os_str().to_owned();
                npy.push(".npy");
                return Err(Error::content(
                    Path::new(&npy),
                    None,
                    format!("the teacher's vectors of {}", file.display()),
                    "no such file",
                    "make them (see the guide's page on training); only --pairs and --lexicon do without",
                ));
            };
            corpus.get_or_insert_with(|| TrainingCorpus::new(targets.dim)).add_text(lang, &lines, &targets);
            reporter.note(&format!("{}: {} lines", file.display(), lines.len()));
        }
    }
    let mut bitexts = Vec::new();
    for file in &args.pairs {
        let pairs = bitext(file, reporter)?;
        let targets = reader.targets(file, pairs.len)?.map(|t| t.select(&pairs.rows));
        let beside = if targets.is_some() { "with the teacher's vectors" } else { "for the contrast alone" };
        reporter.note(&format!("{}: {} pairs, {beside}", file.display(), pairs.ar.len()));
        bitexts.push((pairs, targets));
    }
    let mut corpus = corpus.unwrap_or_else(|| TrainingCorpus::new(reader.dim.unwrap_or(usual)));
    for (pairs, targets) in &bitexts {
        corpus.add_pairs(&strs(&pairs.ar), &strs(&pairs.en), targets.as_ref());
    }
    if let Some(dir) = &args.lexicon {
        let entries = entries(dir, &mut corpus)?;
        reporter.note(&format!("lexicon: {entries} pairs"));
    }
    if let Some(file) = &args.held_out {
        let pairs = bitext(file, reporter)?;
        corpus.hold_out(&strs(&pairs.ar), &strs(&pairs.en));
    }
    Ok(corpus)
}

fn strs(lines: &[String]) -> Vec<&str> {
    lines.iter().map(String::as_str).collect()
}

/// Reads bitext; tells what is left out.
fn bitext(file: &Path, reporter: &Reporter) -> Result<Bitext> {
    let pairs = read::bitext(file)?;
    for problem in &pairs.problems {
        reporter.error(problem);
    }
    if pairs.passed_over > 0 {
        let (file, n, of) = (file.display(), pairs.passed_over, pairs.len);
        reporter.note(&format!("{file}: {n} of {of} passed over, without text in both languages"));
    }
    Ok(pairs)
}

/// Whether an option names what the binary carries.
fn is_built_in(path: &Path) -> bool {
    path == Path::new("built-in")
}

/// Adds the entries of a lexicon folder or of the binary's; returns how many pairs they are.
fn entries(dir: &Path, corpus: &mut TrainingCorpus) -> Result<usize> {
    let mut texts: Vec<String> = Vec::new();
    if is_built_in(dir) {
        texts.extend(lexicon::ENTRIES.iter().map(|(_, text)| (*text).to_owned()));
    } else {
        for file in lexicon::files(dir)?.iter().filter(|f| lexicon::is_entry_file(f)) {
            texts.push(lexicon::text(file)?);
        }
    }
    let (ar, en): (Vec<&str>, Vec<&str>) = texts.iter().flat_map(|text| lexicon::entry_pairs(text)).unzip();
    corpus.add_entries(&ar, &en);
    Ok(ar.len())
}

/// Reads the teacher's vectors and sees that they are of one kind.
struct TeacherReader {
    dim: Option<usize>,
    /// Whose dimensions those are.
    whose: String,
    teacher: bool,
}

impl TeacherReader {
    /// The vectors beside `file`, which has `lines` lines; `None` when there is no file of them.
    fn targets(&mut self, file: &Path, lines: usize) -> Result<Option<Targets>> {
        let Some(path) = read::vectors_beside(file) else { return Ok(None) };
        let mut targets: Option<Targets> = None;
        let (rows, columns) = read::vectors(&path, |row| {
            targets.get_or_insert_with(|| Targets::new(row.len(), &[])).extend(row);
        })?;
        let bad = |expected: String, found: String| {
            let way_out = "have the teacher make them anew, all files in one run";
            Error::content(&path, None, expected, found, way_out)
        };
        if rows != lines {
            return Err(bad(
                format!("{lines} rows, one for each line of {}", file.display()),
                rows.to_string(),
            ));
        }
        if let Some(dim) = self.dim.filter(|&dim| dim != columns) {
            return Err(bad(format!("rows of {dim} numbers, as in {}", self.whose), columns.to_string()));
        }
        if columns == 0 || !columns.is_multiple_of(16) {
            return Err(bad("rows of a multiple of 16 numbers".to_owned(), columns.to_string()));
        }
        if !self.teacher && self.dim.is_none() {
            (self.dim, self.whose) = (Some(columns), path.display().to_string());
        }
        self.teacher = true;
        Ok(targets)
    }
}

/// A text and its translation to watch retrieval on: a name and both.
type Watched = (String, String, String);

fn watched(files: &[PathBuf]) -> Result<Watched> {
    let (ar, en) = (text_of(&files[0])?, text_of(&files[1])?);
    let (a, e) = (ar.lines().count(), en.lines().count());
    if a != e || a == 0 {
        let expected =
            format!("as many lines in {} as in {}, and some", files[1].display(), files[0].display());
        return Err(usage(expected, format!("{e} and {a}"), "line n translates line n"));
    }
    Ok((files[0].display().to_string(), ar, en))
}

/// How the lines of a text find each other by the table as it is now.
fn watch((name, ar, en): &Watched, snapshot: &Snapshot<'_>) -> String {
    let Ok(table) = Table::read(snapshot.bytes().into(), Path::new("the table"), false) else {
        return String::new();
    };
    let side = |lang, text: &str| encode(&table, lang, &text.lines().collect::<Vec<_>>());
    let (a, e) = (side(Lang::Arabic, ar), side(Lang::English, en));
    let (forward, backward) = accuracy(&a, &e, table.header().dim, super::lines::NEIGHBOURS, Margin::Ratio);
    format!("; {name}: {forward:.4} / {backward:.4}")
}
