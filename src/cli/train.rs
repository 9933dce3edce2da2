//! `jisr train`.

use std::path::{Path, PathBuf};

use super::reporter::Reporter;
use super::text_of;
use jisr::error::{Error, Result};
use jisr::evidence::vectors::{Encoder, Margin, Table, unit};
use jisr::text::Lang;
use jisr::train::{Config, Corpus, Targets, accuracy, train};

/// Train a table of vectors.
#[derive(clap::Args)]
pub struct Args {
    /// Arabic text, a sentence a line, with the teacher's vectors in FILE.npy
    #[arg(long, value_name = "FILE")]
    ar: Vec<PathBuf>,
    /// English text, a sentence a line, with the teacher's vectors in FILE.npy
    #[arg(long, value_name = "FILE")]
    en: Vec<PathBuf>,
    /// Bitext
    #[arg(long, value_name = "FILE")]
    pairs: Vec<PathBuf>,
    /// settings
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// watch retrieval on AR,EN
    #[arg(long, value_name = "AR,EN")]
    watch: Vec<String>,
    /// Output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

fn npy(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".npy");
    name.into()
}

fn targets(path: &Path) -> Result<Targets> {
    let mut out: Option<Targets> = None;
    jisr::read::vectors(&npy(path), |row| {
        out.get_or_insert_with(|| Targets::new(row.len(), &[])).extend(row);
    })?;
    Ok(out.unwrap_or_default())
}

fn vectors(table: &Table, lang: Lang, text: &str) -> Vec<f32> {
    let tokenizer = jisr::tokenize::Tokenizer::new();
    let mut encoder = Encoder::new(table);
    let dim = encoder.dim();
    let mut out = Vec::new();
    let mut tokens = Vec::new();
    for line in text.lines() {
        tokens.clear();
        tokenizer.tokens(lang, line, jisr::text::Span::new(0, line.len()), &mut tokens);
        let from = out.len();
        out.resize(from + dim, 0.0);
        encoder.add(lang, &tokens, line, &mut out[from..]);
        unit(&mut out[from..]);
    }
    out
}

/// Runs `jisr train`.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    let config: Config = match &args.config {
        Some(p) => {
            serde_json::from_str(&text_of(p)?).map_err(|e| Error::usage("settings", e.to_string(), ""))?
        }
        None => Config::default(),
    };
    let mut corpus: Option<Corpus> = None;
    for (lang, files) in [(Lang::Arabic, &args.ar), (Lang::English, &args.en)] {
        for file in files {
            let targets = targets(file)?;
            let text = text_of(file)?;
            let lines: Vec<&str> = text.lines().collect();
            assert_eq!(lines.len(), targets.len());
            corpus.get_or_insert_with(|| Corpus::new(targets.dim)).add_text(lang, &lines, &targets);
            reporter.note(&format!("{}: {} lines", file.display(), lines.len()));
        }
    }
    for file in &args.pairs {
        let targets = targets(file)?;
        let text = text_of(file)?;
        let (ar, en): (Vec<&str>, Vec<&str>) = text
            .lines()
            .map(|l| {
                let mut f = l.split('\t');
                (f.next().unwrap_or(""), f.next().unwrap_or(""))
            })
            .unzip();
        assert_eq!(ar.len(), targets.len());
        corpus.get_or_insert_with(|| Corpus::new(targets.dim)).add_pairs(&ar, &en, Some(&targets));
        reporter.note(&format!("{}: {} pairs", file.display(), ar.len()));
    }
    let Some(corpus) = corpus else { return Ok(()) };
    let mut watched = Vec::new();
    for w in &args.watch {
        let (a, e) = w.split_once(',').unwrap_or((w, ""));
        watched.push((
            text_of(Path::new(a))?,
            text_of(Path::new(e))?,
            a.rsplit('/').next().unwrap_or("").to_owned(),
        ));
    }
    let start = std::time::Instant::now();
    let bytes = train(&corpus, &config, |epoch, snapshot| {
        let mut line = format!("{:.0}s {epoch:?}", start.elapsed().as_secs_f32());
        for bits in [2u32, 4, 8] {
            if let Ok(table) = Table::read(snapshot.bytes_in(bits).into(), Path::new("snapshot"), false) {
                line += &format!("\n   {bits} bits {:.1} MB:", table.bytes().len() as f32 / 1e6);
                for (a, e, name) in &watched {
                    let n = a.lines().count() as f64;
                    let f = if name.starts_with("hard") { n / 3960.0 } else { 1.0 };
                    let (a, e) = (vectors(&table, Lang::Arabic, a), vectors(&table, Lang::English, e));
                    let (x, y) = accuracy(&a, &e, table.header().dim, 4, Margin::Ratio);
                    let (x, y) = (x * f, y * f);
                    line += &format!(" {name} {x:.4} {y:.4}");
                }
            }
        }
        reporter.note(&line);
    });
    reporter.note(&format!("{} bytes", bytes.len()));
    std::fs::write(&args.output, bytes).map_err(|e| Error::io(&args.output, "write", e))
}
