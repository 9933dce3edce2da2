//! The lexicon that the binary carries: every file of `lexicons/`, as it stands in the repository.

/// A file of `lexicons/`: its name and its text.
pub type File = (&'static str, &'static str);

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../lexicons/", $name)))),*]
    };
}

// Statics: a constant is copied into every crate that names it.

/// Entry files: `ar`, `en`, `kind`, `note`. Checked by hand, but for `open.tsv`, which
/// `jisr lexicon build` makes from open sources.
pub static ENTRIES: &[File] = files![
    "persons.tsv",
    "organisations.tsv",
    "places.tsv",
    "demonyms.tsv",
    "weekdays.tsv",
    "abbreviations.tsv",
    "words_politics.tsv",
    "words_economy_science.tsv",
    "words_medicine.tsv",
    "words_society.tsv",
    "words_verbs.tsv",
    "words_adjectives.tsv",
    "words_function.tsv",
    "open.tsv",
];

/// Irregular English forms and their lemma: `form`, `lemma`.
pub static IRREGULAR: &str = include_str!("../../lexicons/english_irregular.tsv");

/// Stem pairs learned from bitext: `ar`, `en`, `p(en|ar)`, `p(ar|en)` in thousandths.
pub static LEARNED: &str = include_str!("../../lexicons/learned.tsv");

/// How often Arabic stems occur: `stem`, `per_million`.
pub static FREQUENCY_AR: &str = include_str!("../../lexicons/frequency_ar.tsv");

/// How often English stems occur: `stem`, `per_million`.
pub static FREQUENCY_EN: &str = include_str!("../../lexicons/frequency_en.tsv");
