//! Level 1, stage 1: files to documents. Plain text, JSON Lines and HTML, each also as `.gz`; "-" is the standard input.
//!
//! Nothing here stops a run: what cannot be read is told as a problem, and the rest goes on.

mod bitext;
mod decode;
mod html;
mod id;
mod jsonl;
mod npy;
mod split;
mod text;

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use flate2::bufread::GzDecoder;
use walkdir::WalkDir;

pub use bitext::{Bitext, bitext, moses_files};
pub use id::escaped as escaped_id;
pub use npy::{vectors, vectors_beside};
pub(crate) use split::split_id;

use crate::error::Error;
use crate::text::{Document, SplitPair};

/// Bytes a file may have, unpacked. A packed file of a megabyte can unpack to a thousand.
const LIMIT: u64 = 1 << 30;

/// A file to read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// Its path as given; "-" is the standard input.
    pub path: PathBuf,
}

/// What a file gave: documents, problems, or both.
#[derive(Debug, Default)]
pub struct Read {
    /// Documents in the order of the file.
    pub documents: Vec<Document>,
    /// What went wrong, in the order of the file.
    pub problems: Vec<Error>,
}

/// What a file's name says it holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum InputFormat {
    Text,
    Jsonl,
    Html,
}

/// The format a file name stands for, `.gz` aside; `None` when jisr does not know the extension.
fn format(path: &Path) -> Option<InputFormat> {
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    match name.rsplit_once('.')?.1 {
        "txt" | "text" => Some(InputFormat::Text),
        "jsonl" | "ndjson" => Some(InputFormat::Jsonl),
        "html" | "htm" | "xhtml" => Some(InputFormat::Html),
        _ => None,
    }
}

/// The format of content whose name says nothing, by its beginning.
fn sniff(text: &str) -> InputFormat {
    let start = text.trim_start();
    let begins = |tag: &str| start.get(..tag.len()).is_some_and(|s| s.eq_ignore_ascii_case(tag));
    if begins("<!doctype html") || begins("<html") || (begins("<?xml") && start.contains("<html")) {
        InputFormat::Html
    } else if start.starts_with('{') && start.contains("\"text\"") {
        InputFormat::Jsonl
    } else {
        InputFormat::Text
    }
}

/// The files that `paths` name, in the order given; folders are searched for files with a known extension
/// (`.txt .text .jsonl .ndjson .html .htm .xhtml`, each also with `.gz`), sorted by path, hidden ones skipped.
/// The same path twice is read once. What is missing or a folder without documents is a problem.
pub fn expand(paths: &[PathBuf]) -> (Vec<Source>, Vec<Error>) {
    let found = expand_telling(paths);
    (found.sources, found.problems)
}

/// What the paths of a run come to.
#[derive(Debug, Default)]
pub struct Expanded {
    /// The files to read.
    pub sources: Vec<Source>,
    /// What was named and cannot be read.
    pub problems: Vec<Error>,
    /// What lies in a folder and is not looked at, each with its reason: pipes, sockets, devices, links that lead nowhere
    /// or to a folder.
    pub passed_over: Vec<String>,
}

/// As [`expand`], with what is not looked at.
pub fn expand_telling(paths: &[PathBuf]) -> Expanded {
    let (mut sources, mut problems, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    let mut passed_over = Vec::new();
    let mut add = |path: PathBuf, sources: &mut Vec<Source>| {
        if seen.insert(path.clone()) {
            sources.push(Source { path });
        }
    };
    for path in paths {
        if path.as_os_str() == "-" {
            add(path.clone(), &mut sources);
            continue;
        }
        match path.metadata() {
            Err(source) => problems.push(Error::io(path, "read", source)),
            Ok(data) if !data.is_dir() => add(path.clone(), &mut sources),
            Ok(_) => {
                let (mut documents, mut files) = (0usize, 0usize);
                for entry in walk(path) {
                    match entry {
                        Err(error) => {
                            let at = error.path().unwrap_or(path).to_owned();
                            problems.push(Error::io(&at, "read", error.into()));
                        }
                        Ok(entry) if entry.path().is_file() => {
                            files += 1;
                            if format(entry.path()).is_some() {
                                documents += 1;
                                add(entry.into_path(), &mut sources);
                            }
                        }
                        Ok(entry) => passed_over.extend(no_file(&entry)),
                    }
                }
                if documents == 0 {
                    problems.push(Error::content(
                        path,
                        None,
                        "a folder with documents (.txt, .jsonl or .html, each also .gz)",
                        if files == 0 {
                            "an empty folder".to_owned()
                        } else {
                            format!("{files} files of other kinds")
                        },
                        "name the files themselves to have them read as plain text",
                    ));
                }
            }
        }
    }
    Expanded { sources, problems, passed_over }
}

/// Why an entry of a folder that is no file is not looked at; nothing of folders, whose entries follow.
fn no_file(entry: &walkdir::DirEntry) -> Option<String> {
    let kind = entry.file_type();
    let why = match entry.path().metadata() {
        // What was named is the folder itself, though it be a link.
        _ if kind.is_dir() || entry.depth() == 0 => return None,
        Ok(data) if data.is_dir() => "a link to a folder, name the folder to have it read".to_owned(),
        Ok(_) => "a pipe, socket or device".to_owned(),
        Err(error) => format!("a link that leads nowhere ({error})"),
    };
    Some(format!("{}: passed over, {why}", entry.path().display()))
}

/// The entries of a folder in a fixed order, without hidden files and folders.
fn walk(path: &Path) -> impl Iterator<Item = walkdir::Result<walkdir::DirEntry>> {
    WalkDir::new(path)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|e| e.depth() == 0 || !e.file_name().to_string_lossy().starts_with('.'))
}

/// Reads one file: unpacks, decodes, and takes the documents out.
/// A document's id is the path as given, for JSON Lines followed by `#` and the record's id or line.
pub fn read(source: &Source) -> Read {
    let path = &source.path;
    take(path, bytes(path))
}

/// As [`read()`], of a file that is in memory: its name and its bytes.
pub(crate) fn read_bytes(name: &Path, bytes: Vec<u8>) -> Read {
    take(name, Ok(bytes))
}

fn take(path: &Path, bytes: Result<Vec<u8>, Error>) -> Read {
    let mut problems = Vec::new();
    match bytes.and_then(|bytes| documents(path, bytes, &mut problems)) {
        Ok(documents) => Read { documents, problems },
        Err(error) => {
            problems.push(error);
            Read { documents: Vec::new(), problems }
        }
    }
}

/// The bytes of a file, unpacked if they are gzip, whatever the name says.
fn bytes(path: &Path) -> Result<Vec<u8>, Error> {
    let failed = |source| Error::io(path, "read", source);
    let packed = if path.as_os_str() == "-" {
        limited(io::stdin().lock(), LIMIT)
    } else {
        limited(File::open(path).map_err(failed)?, LIMIT)
    };
    let packed = packed.map_err(failed)?.ok_or_else(|| too_long(path))?;
    if !packed.starts_with(&[0x1f, 0x8b]) {
        return Ok(packed);
    }
    unpack(&packed, LIMIT)
        .map_err(|error| {
            let found = match error.kind() {
                io::ErrorKind::UnexpectedEof => "one that breaks off".to_owned(),
                _ => format!("a damaged one ({error})"),
            };
            Error::content(path, None, "a complete gzip file", found, "fetch or pack the file again")
        })?
        .ok_or_else(|| too_long(path))
}

/// All members of a gzip file, `None` when they are longer than `limit` bytes together. Zeros after the last member
/// are padding, as gzip(1) has it.
fn unpack(mut packed: &[u8], limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    while packed.iter().any(|&b| b != 0) {
        let room = limit + 1 - bytes.len() as u64;
        GzDecoder::new(&mut packed).take(room).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > limit {
            return Ok(None);
        }
    }
    Ok(Some(bytes))
}

/// Everything `reader` gives, `None` when it is more than `limit` bytes.
fn limited(reader: impl io::Read, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    reader.take(limit + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

fn too_long(path: &Path) -> Error {
    Error::content(
        path,
        None,
        "at most 1 GiB, unpacked",
        "more",
        "split the file; if it is packed and you did not expect this, do not trust it",
    )
}

/// Decodes and takes the documents out. What is wrong with parts of the file goes to `problems`.
fn documents(path: &Path, bytes: Vec<u8>, problems: &mut Vec<Error>) -> Result<Vec<Document>, Error> {
    let named = format(path);
    let declared = if named == Some(InputFormat::Html) || named.is_none() {
        html::declared_encoding(&bytes)
    } else {
        None
    };
    let decoded = decode::decode(bytes, declared.as_deref()).map_err(|decode::NotText(found)| {
        let way_out = "convert it to plain text, HTML or JSON Lines first";
        Error::content(path, None, "text", found, way_out)
    })?;
    if decoded.broken > 0 {
        problems.push(Error::content(
            path,
            decoded.line,
            format!("valid {}", decoded.encoding),
            format!("{} broken bytes, the first on this line", decoded.broken),
            format!(
                "read with U+FFFD in place of {} bytes; convert the file to UTF-8 to be sure",
                decoded.broken
            ),
        ));
    }
    let empty = |found: &str| {
        Error::content(path, None, "text", found, "leave the file out, or look why it is empty")
    };
    if decoded.text.trim().is_empty() {
        return Err(empty(if decoded.text.is_empty() { "an empty file" } else { "only white space" }));
    }
    let name = id::path_id(path);
    match named.unwrap_or_else(|| sniff(&decoded.text)) {
        InputFormat::Text => Ok(vec![text::document(name, decoded.text)]),
        InputFormat::Html => match html::document(name, &decoded.text) {
            Some(document) => Ok(vec![document]),
            None => Err(empty("a page without text")),
        },
        InputFormat::Jsonl => {
            let (documents, more) = jsonl::documents(path, &name, &decoded.text);
            problems.extend(more);
            Ok(documents)
        }
    }
}

/// The text of one file whatever its name, unpacked and decoded as documents are: gold, lists, lexicon sources.
///
/// # Errors
/// When it cannot be read or is no text.
pub fn text(path: &Path) -> Result<String, Error> {
    let decoded = decode::decode(bytes(path)?, None)
        .map_err(|decode::NotText(found)| Error::content(path, None, "text", found, "name a file of text"))?;
    Ok(decoded.text)
}

/// The bytes of a file, unpacked.
///
/// # Errors
/// When it cannot be read.
pub fn binary(path: &Path) -> Result<Vec<u8>, Error> {
    bytes(path)
}

/// The document pairs of a file of given sentences (JSON Lines of `{"id","ar","en"}`), and what is wrong with it.
pub fn split_pairs(path: &Path) -> (Vec<SplitPair>, Vec<Error>) {
    match text(path) {
        Ok(text) => split::pairs(path, &text),
        Err(error) => (Vec::new(), vec![error]),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_bomb_is_stopped_at_the_limit() {
        let mut packer =
            flate2::read::GzEncoder::new(io::repeat(b'a').take(1 << 20), flate2::Compression::best());
        let mut packed = Vec::new();
        packer.read_to_end(&mut packed).unwrap();
        assert!(packed.len() < 3000);
        assert_eq!(unpack(&packed, 1000).unwrap(), None);
        assert_eq!(unpack(&packed, 1 << 20).unwrap().map(|b| b.len()), Some(1 << 20));
        packed.extend([0; 512]);
        assert_eq!(unpack(&packed, 1 << 20).unwrap().map(|b| b.len()), Some(1 << 20), "padding is no member");
    }
}
