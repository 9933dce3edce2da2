//! `jisr eval --names-match`.

use std::path::{Path, PathBuf};

use super::eval_names::OTHERS;
use super::fit_match::{halves, table};
use super::reporter::Reporter;
use jisr::error::{Error, Result};
use jisr::lab::evaluate::matching::{self, JudgedPair};
use jisr::lab::evaluate::separation;
use jisr::names::Names;
use jisr::names::matching::{Matcher, View};
use jisr::write::to_stdout;

/// What `jisr eval --names-match` can be told.
#[derive(clap::Args)]
pub struct MatchOptions {
    /// Score the comparison of names on the forms of items: lines of Arabic form, Latin form, anything, item
    #[arg(long, value_name = "FILE")]
    pub names_match: Option<PathBuf>,
    /// With --names-match: which half of the items, and which pairs
    #[arg(long, value_name = "N", default_value_t = 1, requires = "names_match", conflicts_with_all = OTHERS, conflicts_with = "names")]
    seed: u64,
    /// With --names-match: score also these pairs that somebody judged: lines of name, name, same|different|unclear
    #[arg(long, value_name = "FILE", requires = "names_match", conflicts_with_all = OTHERS, conflicts_with = "names")]
    judged: Option<PathBuf>,
    /// With --names-match: score nothing, but write N pairs of one item and N near neighbours, Arabic and Latin, to be
    /// judged
    #[arg(long, value_name = "N", requires = "names_match", conflicts_with_all = OTHERS, conflicts_with_all = ["judged", "json", "names"])]
    draw: Option<usize>,
}

/// Sources of the table of names that come from Wikidata, as the forms of items do.
const OF_WIKIDATA: [&str; 3] = ["wikidata", "wikidata_parts", "netransliteration"];

/// Measures the comparison of names on the half of the items that it is not fitted on.
pub fn run(
    path: &Path,
    options: &MatchOptions,
    model_only: bool,
    json: bool,
    reporter: &Reporter,
) -> Result<()> {
    let [_, pairs] = halves(path, options.seed, reporter)?;
    if let Some(n) = options.draw {
        return to_stdout(|out| {
            writeln!(out, "first\tsecond\tjudgement\tdrawn")?;
            for pair in matching::draw(&pairs, n, options.seed) {
                let drawn = if pair.of_one_item { "positive" } else { "near" };
                writeln!(out, "{}\t{}\t\t{drawn}", pair.first, pair.second)?;
            }
            Ok(())
        });
    }
    let judged = options.judged.as_ref().map(|path| judged_pairs(path, reporter)).transpose()?;
    let names = Names::embedded();
    let lexicon = jisr::lexicon::load();
    let views = if model_only {
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
                if model_only { Matcher::without_lexicon(names) } else { Matcher::new(names, &lexicon) };
            let matcher = matcher.with_view(view);
            let mut result = separation::evaluate(&matcher, names, &pairs, what);
            result.judged = judged.as_ref().map(|pairs| separation::judged(&matcher, pairs));
            if json {
                writeln!(out, "{}", result.to_json())?;
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
