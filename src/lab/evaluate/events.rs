//! Texts about events, without alignment: whether two of them are taken for a translation of each other.
//!
//! Lines of `{"id":"x","ar_docs":[{"id":"a","text":"…"}],"en_docs":[…]}`; other fields are passed over.

use std::path::Path;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::gold::{GoldLines, numbered};
use crate::error::Result;
use crate::read::split_id;
use crate::text::Document;

const EVENT: &str = r#"a line such as {"id":"x","ar_docs":[{"id":"a","text":"…"}],"en_docs":[…]}"#;

/// Arabic and English texts about one event.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct EventDocuments {
    /// Its name.
    #[serde(deserialize_with = "split_id")]
    pub id: String,
    /// Arabic texts.
    pub ar_docs: Vec<EventText>,
    /// English texts.
    pub en_docs: Vec<EventText>,
}

/// A text about an event.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct EventText {
    /// Its name.
    #[serde(deserialize_with = "split_id")]
    pub id: String,
    /// The text as it is.
    pub text: String,
}

impl EventDocuments {
    /// Each Arabic text with each English one.
    pub fn pairs(&self) -> impl Iterator<Item = Vec<Document>> + '_ {
        let document = |id: &str, text: &EventText| Document {
            id: id.to_owned(),
            text: text.text.clone(),
            ..Document::default()
        };
        self.ar_docs.iter().flat_map(move |ar| {
            self.en_docs.iter().map(move |en| vec![document("ar", ar), document("en", en)])
        })
    }
}

/// Whether `text` holds events rather than gold: whether its first line has Arabic documents.
pub fn are_events(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Probe {
        #[serde(rename = "ar_docs")]
        _documents: IgnoredAny,
    }
    numbered(text).next().is_some_and(|(_, line)| serde_json::from_str::<Probe>(line).is_ok())
}

/// Reads events from `text`, the content of the file `path`.
///
/// # Errors
/// [`crate::error::Error::Content`] with the line when it is no such object or repeats an id.
pub fn parse_events(path: &Path, text: &str) -> Result<Vec<EventDocuments>> {
    let mut lines = GoldLines::new(path);
    let mut events = Vec::new();
    for (number, line) in numbered(text) {
        let event: EventDocuments = lines.parse(number, line, EVENT)?;
        lines.new_id(number, &event.id)?;
        events.push(event);
    }
    lines.done(events, EVENT)
}
