//! The lexicon of the binary, and those of folders. The only file access of the lexicon stage.

use std::path::{Path, PathBuf};

use super::compile::{EntryFile, Sources, compile};
use super::image;
use super::index::Lexicon;
use super::parse::is_entry_file;
use crate::error::{Error, Result};

/// The image that `src/build.rs` made of the embedded files.
static IMAGE: &image::Aligned<[u8]> =
    &image::Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.image")));

/// The lexicon the binary carries: borrowed from it, so this takes microseconds.
pub fn load() -> Lexicon {
    // An image that cannot be read would be a fault of the build: its text is there too.
    image::read(&IMAGE.0).or_else(|| compile(&Sources::embedded()).ok()).unwrap_or_default()
}

/// The lexicon the binary carries, with the files of `dir` added. A file of the same name as an embedded one takes its
/// place; any other `.tsv` adds its entries. All is parsed, which takes some tens of milliseconds.
///
/// # Errors
/// When `dir` cannot be read, or a line of a file is no entry: the first such line is named.
pub fn load_with(dir: &Path) -> Result<Lexicon> {
    let mut own = Vec::new();
    for path in files(dir)? {
        let text = std::fs::read_to_string(&path).map_err(|e| Error::io(&path, "read", e))?;
        own.push((path, text));
    }
    let mut sources = Sources::embedded();
    for (path, text) in &own {
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        match name {
            "english_irregular.tsv" => sources.irregular = text,
            "learned.tsv" => sources.learned = text,
            "frequency_ar.tsv" => sources.frequency_ar = text,
            "frequency_en.tsv" => sources.frequency_en = text,
            // Tables of other stages.
            _ if !is_entry_file(path) => {}
            _ => {
                sources.entries.retain(|e| e.name != name);
                sources.entries.push(EntryFile { name, text, open: false });
            }
        }
    }
    compile(&sources).map_err(|(name, bad)| {
        let path = own.iter().map(|(path, _)| path).find(|path| path.ends_with(&name));
        Error::content(
            path.map_or(Path::new(&name), PathBuf::as_path),
            Some(bad.line),
            bad.expected,
            format!("{:?}", bad.found),
            "run `jisr lexicon check` on the folder to see every fault",
        )
    })
}

/// The `.tsv` files of a folder, sorted, or the one file that `path` names.
///
/// # Errors
/// When there is none, or the folder cannot be read.
pub fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|e| Error::io(path, "read", e))? {
        let file = entry.map_err(|e| Error::io(path, "read", e))?.path();
        if file.extension().is_some_and(|e| e == "tsv") {
            files.push(file);
        }
    }
    files.sort();
    if files.is_empty() {
        let way_out = "see `jisr lexicon --help` for the format";
        return Err(Error::content(path, None, "a folder with .tsv lexicon files", "none", way_out));
    }
    Ok(files)
}
