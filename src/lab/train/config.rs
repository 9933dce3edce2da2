//! What can be set.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::evidence::vectors::Bits;

/// How to train. The defaults are those of the shipped table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Numbers of a vector, a multiple of 16; the teacher's or the table's where there is one.
    pub dim: usize,
    /// Most words of each language, Arabic and English, that get a row.
    pub words: [usize; 2],
    /// Most stems of each language.
    pub stems: [usize; 2],
    /// Rows for runs of letters.
    pub grams: usize,
    /// A word occurs so often to get a row.
    pub least_count: u32,
    /// Bits of a number in the finished table.
    pub bits: u32,
    /// Passes over the text.
    pub epochs: usize,
    /// Sentences of a batch.
    pub batch: usize,
    /// Length of a step at first; falls to a twentieth.
    pub rate: f32,
    /// Temperature of the similarity profiles.
    pub temperature: f32,
    /// Temperature of the contrast.
    pub contrast_temperature: f32,
    /// Weight of the contrast beside the teacher.
    pub contrast: f32,
    /// Weight of the teacher's similarity profile.
    pub profile: f32,
    /// Share of words that are taken for unknown, so that stems and runs of letters learn to stand alone.
    pub dropout: f32,
    /// Seed of everything random.
    pub seed: u64,
    /// Passes without progress on what is held out after which training ends.
    pub patience: usize,
    /// From a table: share of the way back to its old vector that a row goes with each of its steps.
    pub pull: f32,
}

/// Most numbers of a vector; sentence encoders have 1024.
const MOST_DIM: usize = 4096;
/// Most rows for runs of letters: the format counts them in 32 bits, and a row takes 8 bytes and more.
const MOST_GRAMS: usize = 1 << 24;

impl Default for Config {
    fn default() -> Self {
        Config {
            dim: 256,
            words: [100_000, 64_000],
            stems: [18_000, 9_000],
            grams: 28_000,
            least_count: 2,
            bits: 2,
            epochs: 8,
            batch: 1024,
            rate: 0.01,
            temperature: 0.05,
            contrast_temperature: 0.05,
            contrast: 2.0,
            profile: 1.0,
            dropout: 0.0,
            seed: 1,
            patience: 3,
            pull: 0.0,
        }
    }
}

impl Config {
    /// Those for going on from a table with a translation memory of some hundred to some ten thousand pairs. Set on
    /// thirds of tico19, each retrieved after training on the other two: a sharper contrast (temperature .05 or .1)
    /// gains less there and loses more on xquad;
    /// a pull of .02 loses more there, one of .2 gains less.
    pub fn adapting() -> Self {
        Config {
            epochs: 16,
            batch: 1024,
            rate: 0.02,
            contrast_temperature: 0.2,
            least_count: 2,
            pull: 0.05,
            patience: 4,
            ..Config::default()
        }
    }

    /// Sets what the JSON object in `text` names.
    ///
    /// # Errors
    /// When it is no JSON, names something unknown (the known names are listed), or a value makes no sense; `path` is
    /// named in the error.
    pub fn with_json(&self, path: &Path, text: &str) -> Result<Self> {
        let bad = |line: Option<usize>, found: String| {
            let way_out = "see the guide's page on training for the names";
            Error::content(path, line, "settings of training as a JSON object", found, way_out)
        };
        let given: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(text).map_err(|e| bad(Some(e.line()), e.to_string()))?;
        let mut all = serde_json::to_value(self).map_err(|e| bad(None, e.to_string()))?;
        if let serde_json::Value::Object(all) = &mut all {
            all.extend(given);
        }
        let config: Config = serde_json::from_value(all).map_err(|e| bad(None, e.to_string()))?;
        match config.fault() {
            Some((expected, found)) => {
                Err(Error::content(path, None, expected, found, "change it or leave it out"))
            }
            None => Ok(config),
        }
    }

    /// What is wrong: what was expected, and what is there.
    fn fault(&self) -> Option<(&'static str, String)> {
        let positive = |x: f32| x.is_finite() && x > 0.0;
        let share = |x: f32| (0.0..1.0).contains(&x);
        [
            (
                !self.dim.is_multiple_of(16) || self.dim == 0,
                "a dim that is a multiple of 16",
                self.dim.to_string(),
            ),
            (self.dim > MOST_DIM, "a dim of at most 4096", self.dim.to_string()),
            (self.grams > MOST_GRAMS, "grams of at most 16777216", self.grams.to_string()),
            (Bits::new(self.bits).is_none(), "2, 4 or 8 bits", self.bits.to_string()),
            (self.grams == 0, "at least 1 of grams", "0".to_owned()),
            (self.batch < 2, "a batch of at least 2", self.batch.to_string()),
            (!positive(self.rate), "a rate above 0", self.rate.to_string()),
            (!positive(self.temperature), "a temperature above 0", self.temperature.to_string()),
            (
                !positive(self.contrast_temperature),
                "a contrast_temperature above 0",
                self.contrast_temperature.to_string(),
            ),
            (!share(self.dropout), "a dropout from 0 to below 1", self.dropout.to_string()),
            (!share(self.pull), "a pull from 0 to below 1", self.pull.to_string()),
        ]
        .into_iter()
        .find(|f| f.0)
        .map(|f| (f.1, f.2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_laid_over_the_usual_ones_and_checked() {
        let path = Path::new("c.json");
        let set = Config::adapting().with_json(path, r#"{"epochs":3}"#).expect("good");
        assert_eq!(set, Config { epochs: 3, ..Config::adapting() });
        for (json, said) in [
            (r#"{"epoch":3}"#, "unknown field `epoch`"),
            (r#"{"dim":100}"#, "multiple of 16"),
            // These two aborted: memory for them is asked for before anything else.
            (r#"{"dim":1600000000000}"#, "at most 4096"),
            (r#"{"grams":100000000000}"#, "at most 16777216"),
            (r#"{"rate":0}"#, "a rate above 0"),
            (r#"{"bits":3}"#, "2, 4 or 8"),
            (r#"{"epochs":"many"}"#, "invalid type"),
            ("[1]", "c.json:1"),
        ] {
            let error = Config::default().with_json(path, json).expect_err(json).to_string();
            assert!(error.contains(said), "{json}: {error}");
        }
    }
}
