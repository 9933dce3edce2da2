//! The model that the binary carries.

use std::sync::OnceLock;

use super::model::Names;
use crate::error::built_wrong;
use crate::image::AlignedBytes;

/// What `jisr train names` made; `lexicons/SOURCES.md` says of what.
static IMAGE: &AlignedBytes<[u8]> = &AlignedBytes(*include_bytes!("../../../lexicons/names.image"));

impl Names {
    /// The model that the binary carries: borrowed from it, so this takes a few milliseconds once, for the checksum.
    pub fn embedded() -> &'static Names {
        static NAMES: OnceLock<Names> = OnceLock::new();
        NAMES.get_or_init(|| Names::borrow(&IMAGE.0).unwrap_or_else(|_| built_wrong("model of names")))
    }
}
