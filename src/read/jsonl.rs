//! JSON Lines: one object a line with `text` and, if known, `id`, `title`, `lang`, `date`, `url`.

use std::collections::HashSet;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::id::escaped;
use crate::error::Error;
use crate::text::Document;

/// So many bad lines are named; the rest is counted.
const NAMED: usize = 20;

const WAY_OUT: &str =
    "put one JSON object on each line, such as {\"id\": \"a1\", \"title\": \"…\", \"text\": \"…\"}";

/// The fields jisr knows. Others are ignored. Everything but `text` may be of any type: what is no string or number
/// counts as absent.
#[derive(Deserialize)]
struct DocumentRecord {
    id: Option<Value>,
    title: Option<Value>,
    text: Option<Value>,
    lang: Option<Value>,
    date: Option<Value>,
    url: Option<Value>,
}

/// A string or number as text.
fn scalar(value: Option<Value>) -> Option<String> {
    match value? {
        Value::String(s) => Some(s).filter(|s| !s.trim().is_empty()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
}

/// The documents of a file, and a problem for each line that is none; empty lines are skipped.
pub fn documents(path: &Path, name: &str, text: &str) -> (Vec<Document>, Vec<Error>) {
    let (mut documents, mut problems) = (Vec::new(), Vec::new());
    let (mut bad, mut ids) = (0usize, HashSet::new());
    for (i, line) in text.split('\n').enumerate() {
        let (number, line) = (i + 1, line.trim());
        if line.is_empty() {
            continue;
        }
        match record(line) {
            Ok((record, text)) => {
                let mut id = scalar(record.id)
                    .map_or_else(|| format!("{name}#{number}"), |id| format!("{name}#{}", escaped(&id)));
                while !ids.insert(id.clone()) {
                    id = format!("{id}:{number}");
                }
                documents.push(Document {
                    id,
                    title: scalar(record.title),
                    declared: scalar(record.lang),
                    date: scalar(record.date),
                    url: scalar(record.url),
                    text,
                });
            }
            Err((expected, found)) => {
                bad += 1;
                if bad <= NAMED {
                    problems.push(Error::content(path, Some(number), expected, found, WAY_OUT));
                }
            }
        }
    }
    if bad > NAMED {
        let found = format!("{} more bad lines", bad - NAMED);
        problems.push(Error::content(path, None, "a JSON object on each line", found, WAY_OUT));
    }
    if documents.is_empty() && bad == 0 {
        problems.push(Error::content(path, None, "a JSON object on each line", "an empty file", WAY_OUT));
    }
    (documents, problems)
}

/// A line's record and its text, or what was expected and found instead.
fn record(line: &str) -> Result<(DocumentRecord, String), (&'static str, String)> {
    let mut record: DocumentRecord = serde_json::from_str(line).map_err(|error| {
        // The parser counts lines within the one line it is given: keep the column, drop "line 1".
        let text = error.to_string();
        let reason = text.split(" at line ").next().unwrap_or_default().to_owned();
        ("a JSON object", format!("{reason} at column {}", error.column()))
    })?;
    let found = match record.text.take() {
        Some(Value::String(text)) if !text.trim().is_empty() => return Ok((record, text)),
        Some(Value::String(_)) => "a \"text\" that is empty",
        Some(Value::Null) | None => "no field \"text\"",
        Some(_) => "a \"text\" that is no string",
    };
    Err(("a field \"text\" that says something", found.to_owned()))
}
