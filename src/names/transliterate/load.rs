//! A model from a file. The only file access of this stage.

use std::path::Path;

use super::image::BadImage;
use super::model::Names;
use crate::error::{Error, Result};

/// The model in a file that `jisr train names` wrote.
///
/// # Errors
/// When it cannot be read, is no model, one of another version, or damaged.
pub fn load(path: &Path) -> Result<Names> {
    let bytes = std::fs::read(path).map_err(|e| Error::io(path, "read", e))?;
    Names::from_image(&bytes).map_err(|bad| {
        let found = match bad {
            BadImage::Foreign => "something else".to_owned(),
            BadImage::Version(v) => format!("one of version {v}"),
            BadImage::Damaged => "a damaged one".to_owned(),
        };
        let way_out = "make it with `jisr train names` of this version";
        Error::content(path, None, "a model of names", found, way_out)
    })
}
