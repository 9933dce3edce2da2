//! Plain text: the whole decoded file is the document.

use crate::text::Document;

/// The document `text` is. Line ends stay as they are: spans refer to the text as decoded.
pub fn document(id: String, text: String) -> Document {
    Document { id, text, ..Document::default() }
}
