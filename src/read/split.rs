//! Document pairs whose sentences are given: JSON Lines of `{"id","ar":[…],"en":[…]}`, the id a string or a number.

use std::collections::HashMap;
use std::path::Path;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::error::Error;
use crate::text::SplitPair;

#[derive(Deserialize)]
struct SplitPairLine {
    #[serde(deserialize_with = "split_id")]
    id: String,
    ar: Vec<String>,
    en: Vec<String>,
}

/// The id of a document pair: a string, or a number, which is the same as its digits in quotes.
pub(crate) fn split_id<'de, D: Deserializer<'de>>(input: D) -> Result<String, D::Error> {
    match Value::deserialize(input)? {
        Value::String(id) => Ok(id),
        Value::Number(id) => Ok(id.to_string()),
        other => Err(D::Error::custom(format!("an id that is no string or number: {other}"))),
    }
}

/// The document pairs of a file's `text`, and its bad lines, each named. Further fields are ignored. An
/// id that comes again is told, and its pair kept.
pub fn pairs(path: &Path, text: &str) -> (Vec<SplitPair>, Vec<Error>) {
    let (mut pairs, mut problems) = (Vec::new(), Vec::new());
    let mut lines: HashMap<String, usize> = HashMap::new();
    for (i, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        match serde_json::from_str::<SplitPairLine>(line) {
            Ok(SplitPairLine { id, ar, en }) => {
                if let Some(first) = lines.get(&id) {
                    problems.push(Error::content(
                        path,
                        Some(i + 1),
                        "each id once",
                        format!("{id:?} again, first in line {first}"),
                        "aligned all the same; give every document pair its own id",
                    ));
                } else {
                    lines.insert(id.clone(), i + 1);
                }
                pairs.push(SplitPair { id, ar, en });
            }
            Err(error) => problems.push(Error::content(
                path,
                Some(i + 1),
                r#"a line such as {"id":"x","ar":["…"],"en":["…"]}"#,
                format!("{error}"),
                "correct the line; the others are aligned",
            )),
        }
    }
    if pairs.is_empty() && problems.is_empty() {
        let way_out = "write one document pair a line";
        problems.push(Error::content(
            path,
            None,
            r#"lines of {"id","ar":[…],"en":[…]}"#,
            "an empty file",
            way_out,
        ));
    }
    (pairs, problems)
}
