//! `jisr schema`.

use clap::builder::PossibleValuesParser;

use super::lab;
use jisr::internals::error::Result;
use jisr::write::{JSON_OUTPUTS, JsonOutput, to_stdout};

/// Print the JSON Schema of the JSON outputs
///
/// Draft 2020-12, derived from what is written. Of an output that is JSON Lines it is the schema of a line. Fields keep
/// their names, types and meanings from one version to the next; new ones may come, so pass over those you do not know.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The output [default: all, as one object with a schema for each]
    #[arg(value_name = "OUTPUT", value_parser = names())]
    output: Option<String>,
}

const EXAMPLES: &str = "Examples:
  jisr schema                              the schemas of all outputs
  jisr schema align-jsonl                  of the lines of jisr align --format jsonl
  jisr schema names > names.schema.json    for a validator or a generator of types";

/// Of the product, then of the lab.
fn outputs() -> impl Iterator<Item = JsonOutput> {
    JSON_OUTPUTS.into_iter().chain(lab::JSON_OUTPUTS)
}

fn names() -> PossibleValuesParser {
    outputs()
        .map(|output| clap::builder::PossibleValue::new(output.name).help(output.command))
        .collect::<Vec<_>>()
        .into()
}

/// Runs `jisr schema`.
pub fn run(args: &Args) -> Result<()> {
    let text = match outputs().find(|output| Some(output.name) == args.output.as_deref()) {
        Some(output) => output.schema(),
        None => outputs().map(|output| (output.name, output.schema())).collect(),
    };
    to_stdout(|out| writeln!(out, "{text:#}"))
}
