//! The lexicon of the binary, and those of folders. The only file access of the lexicon stage.

use std::path::{Path, PathBuf};

use super::compile::{EntryFile, Sources, compile};
use super::image;
use super::index::Lexicon;
use super::parse::{BadRow, EntryRow, is_entry_file, rows};
use crate::arabic;
use crate::error::{Error, Result, built_wrong};
use crate::image::AlignedBytes;

/// The image that `src/build.rs` made of the embedded files.
static IMAGE: &AlignedBytes<[u8]> =
    &AlignedBytes(*include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.image")));

/// The lexicon the binary carries: borrowed from it, so this takes microseconds.
pub fn load() -> Lexicon {
    image::read(&IMAGE.0).unwrap_or_else(|| built_wrong("lexicon"))
}

/// The entries that the binary carries and that were checked by hand, file by file.
pub fn hand_checked() -> impl Iterator<Item = EntryRow<'static>> {
    let files = Sources::embedded().entries.into_iter().filter(|file| !file.open);
    files.flat_map(|file| rows(file.text).flatten())
}

/// The lexicon the binary carries, with the files of `dir` added. A file of the same name as an embedded one takes its
/// place; any other `.tsv` adds its entries; tables of other stages are passed over. All is parsed, which takes some
/// tens of milliseconds.
///
/// # Errors
/// When `dir` cannot be read, or a line of a file is no entry: the first such line is named.
pub fn load_with(dir: &Path) -> Result<Lexicon> {
    let mut own = Vec::new();
    for path in files(dir)? {
        if is_compiled_in(&path) {
            continue;
        }
        let text = text(&path)?;
        if let Some(fault) = check_table(&path, &text).into_iter().flatten().next() {
            return Err(Error::content(&path, Some(fault.line), fault.expected, fault.found, WAY_OUT));
        }
        // Bytes of another encoding can make columns, but no Arabic word.
        let foreign = |row: &EntryRow<'_>| !row.ar.chars().any(arabic::is_letter);
        if is_entry_file(&path)
            && let Some(row) = rows(&text).flatten().find(foreign)
        {
            let found = format!("{:?}", row.ar);
            return Err(Error::content(&path, Some(row.line), "an Arabic form in column 1", found, WAY_OUT));
        }
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
            WAY_OUT,
        )
    })
}

/// The text of a lexicon file, unpacked and decoded as documents are.
///
/// # Errors
/// When it cannot be read, is no text, or has bytes that stand for nothing in its encoding.
pub fn text(path: &Path) -> Result<String> {
    let text = crate::read::text(path)?;
    if let Some(at) = text.find('\u{fffd}') {
        return Err(Error::content(
            path,
            Some(1 + text[..at].matches('\n').count()),
            "text in one encoding",
            "bytes that stand for nothing in it",
            "convert the file to UTF-8",
        ));
    }
    Ok(text)
}

const WAY_OUT: &str = "run `jisr lexicon check` on the folder to see every fault";

/// What a table holds that is no file of entries, by the file's name: its header, and how many columns at the end are
/// numbers.
fn table(path: &Path) -> Option<(&'static str, usize)> {
    match path.file_name()?.to_str()? {
        "english_irregular.tsv" => Some(("form\tlemma", 0)),
        "learned.tsv" => Some(("ar\ten\tforward\tbackward", 2)),
        "frequency_ar.tsv" | "frequency_en.tsv" => Some(("stem\tper_million", 1)),
        _ => None,
    }
}

/// Whether a file has the name of a table that only the binary's own copy of is used: months, numbers, and what the
/// stages before the lexicon know.
pub fn is_compiled_in(path: &Path) -> bool {
    !is_entry_file(path) && table(path).is_none()
}

/// Every bad line of `text`, the content of a frequency, learned or irregular table; `None` when the file `path` is
/// none of these.
pub fn check_table(path: &Path, text: &str) -> Option<Vec<BadRow>> {
    let (header, numbers) = table(path)?;
    let columns = header.split('\t').count();
    let bad = |line: usize, expected: &'static str, found: &str| BadRow {
        line,
        expected,
        found: format!("{:?}", found.chars().take(80).collect::<String>()),
    };
    let mut faults = Vec::new();
    if text.lines().next().map(str::trim_end) != Some(header) {
        let expected = match numbers {
            0 => "the header form<TAB>lemma",
            1 => "the header stem<TAB>per_million",
            _ => "the header ar<TAB>en<TAB>forward<TAB>backward",
        };
        faults.push(bad(1, expected, text.lines().next().unwrap_or_default()));
    }
    for (i, line) in text.lines().enumerate().skip(1) {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.trim_end().split('\t').collect();
        let number = |cell: &&str| cell.parse().is_ok_and(|n: f32| n.is_finite() && n >= 0.0);
        if cells.len() != columns || cells.iter().any(|cell| cell.trim().is_empty()) {
            faults.push(bad(i + 1, "the columns of the header, separated by tabs", line));
        } else if !cells[columns - numbers..].iter().all(number) {
            faults.push(bad(i + 1, "a number from 0 up in each column of numbers", line));
        }
    }
    Some(faults)
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::lookup::Lookup;
    use super::super::parse::alternatives;
    use super::*;

    /// A table of another stage that nobody named as one would be taken for entries by `--lexicon lexicons`.
    #[test]
    fn what_counts_as_entries_has_their_header() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons");
        for path in files(&root).expect("the lexicon's folder") {
            let text = text(&path).expect("a table");
            let entries = text.starts_with("ar\ten\tkind\t");
            assert!(entries || !is_entry_file(&path), "{}", path.display());
        }
    }

    /// Every word of every embedded file, and some thousand that are in none: each word with letters turned round and
    /// with a particle before it.
    fn words() -> (BTreeSet<String>, BTreeSet<String>) {
        let sources = Sources::embedded();
        let (mut arabic, mut english) = (BTreeSet::new(), BTreeSet::new());
        let columns =
            |text: &'static str| text.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
        for row in sources.entries.iter().flat_map(|e| rows(e.text)).flatten() {
            arabic.extend(alternatives(row.ar).flat_map(|a| a.split([' ', '-'])).map(str::to_owned));
            english.extend(alternatives(row.en).flat_map(|e| e.split([' ', '-', '/'])).map(str::to_owned));
        }
        for line in columns(sources.learned) {
            arabic.extend(line.first().map(|&w| w.to_owned()));
            english.extend(line.get(1).map(|&w| w.to_owned()));
        }
        arabic.extend(columns(sources.frequency_ar).map(|line| line[0].to_owned()));
        english.extend(columns(sources.frequency_en).map(|line| line[0].to_owned()));
        english.extend(columns(sources.irregular).flatten().map(str::to_owned));
        let made_up = |words: &BTreeSet<String>, particle: &str| -> Vec<String> {
            let turned = |w: &String| w.chars().rev().collect::<String>();
            words.iter().step_by(7).flat_map(|w| [turned(w), format!("{particle}{w}")]).collect()
        };
        arabic.extend(made_up(&arabic, "وب"));
        english.extend(made_up(&english, "Re"));
        (arabic, english)
    }

    #[test]
    fn image_and_text_are_one_lexicon() {
        let (image, text) = (load(), compile(&Sources::embedded()).expect("entries"));
        assert!(matches!(image.links, std::borrow::Cow::Borrowed(_)), "the image was not read");
        assert!(image == text);
        let (arabic, english) = words();
        assert!(arabic.len() > 20_000 && english.len() > 20_000);
        let (mut of_image, mut of_text) = (Lookup::new(&image), Lookup::new(&text));
        for word in arabic {
            assert_eq!(of_image.arabic(&word), of_text.arabic(&word), "{word}");
        }
        for word in english {
            let form = of_image.english(&word);
            assert_eq!(form, of_text.english(&word), "{word}");
            // What was kept is what a look-up that never saw the word finds.
            assert_eq!(form, of_image.english(&word), "{word}");
            assert_eq!(form, Lookup::new(&text).english(&word), "{word}");
        }
    }

    #[test]
    fn the_tables_of_the_binary_have_no_fault() {
        let sources = Sources::embedded();
        for (name, text) in [
            ("english_irregular.tsv", sources.irregular),
            ("learned.tsv", sources.learned),
            ("frequency_ar.tsv", sources.frequency_ar),
            ("frequency_en.tsv", sources.frequency_en),
        ] {
            assert_eq!(check_table(Path::new(name), text), Some(Vec::new()), "{name}");
        }
        assert!(is_compiled_in(Path::new("own/months.tsv")) && !is_compiled_in(Path::new("own/learned.tsv")));
        assert!(!is_compiled_in(Path::new("own/mine.tsv")));
    }

    #[test]
    fn own_files_add_and_replace() {
        let dir = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).expect("a file");
        let known = |lexicon: &Lexicon, word: &str| !Lookup::new(lexicon).arabic(word).links.is_empty();
        write("mine.tsv", "ar\ten\tkind\tnote\nبلعوطستان\tBalutistan\tplace\t\n");
        let added = load_with(dir.path()).expect("a lexicon");
        assert_eq!(added.entries(), load().entries() + 1);
        assert!(known(&added, "وبلعوطستان") && known(&added, "تركيا") && !known(&load(), "بلعوطستان"));

        let count = |name: &str| {
            let file = Sources::embedded().entries.into_iter().find(|e| e.name == name);
            file.map_or(0, |e| rows(e.text).count())
        };
        write("places.tsv", "ar\ten\tkind\tnote\nبلعوطستان\tBalutistan\tplace\t\n");
        write("english_irregular.tsv", "form\tlemma\nbalutim\tbalut\n");
        let replaced = load_with(dir.path()).expect("a lexicon");
        assert_eq!(replaced.entries(), load().entries() + 2 - count("places.tsv"));
        let mut lookup = Lookup::new(&replaced);
        assert_eq!(lookup.english("Balutim").stem, lookup.english("balut").stem);
        assert_ne!(lookup.english("went").stem, lookup.english("go").stem);

        write("wrong.tsv", "ar\ten\tkind\tnote\nجسر\tbridge\tbuilding\t\n");
        let error = load_with(dir.path()).err().map(|e| e.to_string()).unwrap_or_default();
        assert!(error.contains("wrong.tsv:2: expected a kind"), "{error}");
    }
}
