//! `jisr eval match`.

use std::path::{Path, PathBuf};

use super::super::name_tables::{halves, table};
use crate::cli::reporter::Reporter;
use jisr::internals::error::{Error, Result};
use jisr::internals::lab::evaluate::matching::{self, JudgedPair};
use jisr::internals::lab::evaluate::separation;
use jisr::internals::lab::json;
use jisr::names::Names;
use jisr::names::matching::{Matcher, View};
use jisr::write::to_stdout;

/// Score the comparison of names: how well it tells the forms of one item from others
#[derive(clap::Args)]
pub struct Args {
    /// The forms of items: lines of Arabic form, Latin form, anything, item
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Only the model, without what the lexicon knows
    #[arg(long)]
    model_only: bool,
    /// Which half of the items, and which pairs
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Score also these pairs that somebody judged: lines of name, name, same|different|unclear
    #[arg(long, value_name = "FILE")]
    judged: Option<PathBuf>,
    /// Score nothing, but write N pairs of one item and N near neighbours, Arabic and Latin, to be judged
    #[arg(long, value_name = "N", conflicts_with_all = ["judged", "json"])]
    draw: Option<usize>,
    /// Print JSON, one object a line
    #[arg(long)]
    json: bool,
}

/// Sources of the table of names that come from Wikidata, as the forms of items do.
const OF_WIKIDATA: [&str; 3] = ["wikidata", "wikidata_parts", "netransliteration"];

/// Runs `jisr eval match`: on the half of the items that the comparison is not fitted on.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    let [_, pairs] = halves(&args.file, args.seed, reporter)?;
    if let Some(n) = args.draw {
        return to_stdout(|out| {
            writeln!(out, "first\tsecond\tjudgement\tdrawn")?;
            for pair in matching::draw(&pairs, n, args.seed) {
                let drawn = if pair.of_one_item { "positive" } else { "near" };
                writeln!(out, "{}\t{}\t\t{drawn}", pair.first, pair.second)?;
            }
            Ok(())
        });
    }
    let judged = args.judged.as_ref().map(|path| judged_pairs(path, reporter)).transpose()?;
    let names = Names::embedded();
    let lexicon = jisr::lexicon::load();
    let views = if args.model_only {
        vec![("model only", View::none())]
    } else {
        vec![
            ("held out: without the rows of the table of names that come from this file", {
                View::without(&matching::HELD_OUT)
            }),
            ("the same, and without all other rows from Wikidata", View::without(&OF_WIKIDATA)),
            ("as shipped: the table of names knows pairs of this file", View::default()),
        ]
    };
    to_stdout(|out| {
        for (at, (what, view)) in views.into_iter().enumerate() {
            let matcher =
                if args.model_only { Matcher::without_lexicon(names) } else { Matcher::new(names, &lexicon) };
            let matcher = matcher.with_view(view);
            let mut result = separation::evaluate(&matcher, names, &pairs, what);
            result.judged = judged.as_ref().map(|pairs| separation::judged(&matcher, pairs));
            if args.json {
                writeln!(out, "{}", json(&result))?;
            } else {
                let blank = if at > 0 { "\n" } else { "" };
                write!(out, "{blank}{result}")?;
            }
        }
        Ok(())
    })
}

/// Pairs with a judgement; the header and comments are passed over.
fn judged_pairs(path: &Path, reporter: &Reporter) -> Result<Vec<JudgedPair>> {
    let expected = "two names and same, different or unclear, separated by tabs";
    let mut pairs = Vec::new();
    for (line, cells) in table(path, 3, expected, reporter)? {
        let [first, second, judgement, drawn @ ..] = &cells[..] else { continue };
        let same = match judgement.as_str() {
            "same" => Some(true),
            "different" => Some(false),
            "unclear" => None,
            "judgement" => continue,
            other => {
                let way_out = "the other lines are used";
                reporter.error(&Error::content(path, Some(line), expected, format!("{other:?}"), way_out));
                continue;
            }
        };
        let of_one_item = drawn.first().is_some_and(|drawn| drawn == "positive");
        pairs.push(JudgedPair { first: first.clone(), second: second.clone(), of_one_item, same });
    }
    Ok(pairs)
}
