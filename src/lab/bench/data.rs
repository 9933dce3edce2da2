//! The data that is measured on, from the library itself or from files.

use std::path::Path;

use super::corpus::Corpus;
use crate::error::Error;
use crate::read;
use crate::text::Document;

/// The demonstration documents of `seeds/`.
const SEEDS: [(&str, &str); 9] = [
    ("bridge_ar.txt", include_str!("../../../seeds/bridge_ar.txt")),
    ("bridge_en.txt", include_str!("../../../seeds/bridge_en.txt")),
    ("other_fa.txt", include_str!("../../../seeds/other_fa.txt")),
    ("other_fr.txt", include_str!("../../../seeds/other_fr.txt")),
    ("summit_ar.txt", include_str!("../../../seeds/summit_ar.txt")),
    ("summit_en_1.txt", include_str!("../../../seeds/summit_en_1.txt")),
    ("summit_en_2.txt", include_str!("../../../seeds/summit_en_2.txt")),
    ("summit_en_3.html", include_str!("../../../seeds/summit_en_3.html")),
    ("unrelated_en.txt", include_str!("../../../seeds/unrelated_en.txt")),
];

/// What the corpus is, for the reader.
pub(super) fn name(corpus: &Corpus) -> String {
    match corpus {
        Corpus::Seeds => "the seeds".to_owned(),
        Corpus::Files(sources) => match sources.as_slice() {
            [one] => one.path.display().to_string(),
            many => format!("{} files", many.len()),
        },
        Corpus::Split(path) => path.display().to_string(),
    }
}

/// The documents of a corpus of documents, read anew, and what could not be read.
pub(super) fn documents(corpus: &Corpus) -> (Vec<Document>, Vec<Error>) {
    let files: Vec<read::Read> = match corpus {
        Corpus::Seeds => SEEDS
            .iter()
            .map(|(name, text)| read::read_bytes(Path::new(name), text.as_bytes().to_vec()))
            .collect(),
        Corpus::Files(sources) => sources.iter().map(read::read).collect(),
        Corpus::Split(_) => Vec::new(),
    };
    let (mut documents, mut problems) = (Vec::new(), Vec::new());
    for file in files {
        documents.extend(file.documents);
        problems.extend(file.problems);
    }
    (documents, problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All documents of the folder, so that a seed added later is measured too.
    #[test]
    fn the_library_carries_all_seeds() {
        let (sources, problems) = read::expand(&[Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")]);
        assert!(problems.is_empty(), "{problems:?}");
        let (carried, problems) = documents(&Corpus::Seeds);
        assert!(problems.is_empty(), "{problems:?}");
        let (there, _) = documents(&Corpus::Files(sources));
        let texts = |documents: &[Document]| documents.iter().map(|d| d.text.clone()).collect::<Vec<_>>();
        assert_eq!(texts(&carried), texts(&there));
    }
}
