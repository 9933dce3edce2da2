//! The fitted weights as a file for `--weights`.

use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::super::aligner::AlignerArgs;
use crate::cli::shared::{ready, text_of};
use jisr::internals::error::{Error, Result};
use jisr::write::to_file;

/// Where fitted weights go.
#[derive(clap::Args)]
pub struct Output {
    /// Write the fitted weights to FILE, for --weights; those of --weights that were not fitted anew stay
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Output {
    /// Checks before the work that the weights can be written, and over none of the inputs.
    pub fn ready<'p>(
        &self,
        inputs: impl IntoIterator<Item = &'p PathBuf>,
        aligner: &'p AlignerArgs,
    ) -> Result<()> {
        for input in inputs.into_iter().chain(aligner.files()) {
            ready(self.output.as_ref(), input)?;
        }
        Ok(())
    }

    /// Writes fitted `weights` of one room, such as `pairs`, by their names.
    pub fn write_section(
        &self,
        section: &str,
        weights: Map<String, Value>,
        aligner: &AlignerArgs,
    ) -> Result<()> {
        let mut json = json!({ "probability": {}, "pairs": {}, "clauses": {} });
        json[section] = Value::Object(weights);
        self.write(json, aligner)
    }

    /// Writes `fitted` weights, beside those of `--weights`.
    pub fn write(&self, fitted: Value, aligner: &AlignerArgs) -> Result<()> {
        let Some(output) = &self.output else { return Ok(()) };
        let json = match &aligner.weights {
            Some(path) => {
                let bad = |e: serde_json::Error| {
                    Error::content(path, Some(e.line()), "weights as JSON", e.to_string(), "see the guide")
                };
                let mut all = serde_json::from_str(&text_of(path)?).map_err(bad)?;
                put(&mut all, fitted);
                all
            }
            None => fitted,
        };
        to_file(output, |out| writeln!(out, "{json:#}"))
    }
}

/// Puts `new` into `all`: objects member by member, anything else instead of what was there.
fn put(all: &mut Value, new: Value) {
    match (all, new) {
        (Value::Object(all), Value::Object(new)) => {
            for (name, value) in new {
                put(all.entry(name).or_insert(Value::Null), value);
            }
        }
        (all, new) => *all = new,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_fitted_goes_before_what_was_there() {
        let mut all = json!({ "score": { "words": 1 }, "pairs": { "story": [1], "found": [2] } });
        put(&mut all, json!({ "pairs": { "found": [3, 4] }, "clauses": {} }));
        let expected =
            json!({ "score": { "words": 1 }, "pairs": { "story": [1], "found": [3, 4] }, "clauses": {} });
        assert_eq!(all, expected);
    }
}
