//! Document pairs whose sentences are given: JSON Lines of `{"id","ar":[…],"en":[…]}`.

use std::path::Path;

use serde::Deserialize;

use crate::error::Error;
use crate::text::SplitPair;

#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    ar: Vec<String>,
    en: Vec<String>,
}

/// The document pairs of a file's `text`, and its bad lines, each named. Further fields are ignored.
pub fn pairs(path: &Path, text: &str) -> (Vec<SplitPair>, Vec<Error>) {
    let (mut pairs, mut problems) = (Vec::new(), Vec::new());
    for (i, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        match serde_json::from_str::<Line>(line) {
            Ok(Line { id, ar, en }) => {
                let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
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
