//! Romanisation by the letter of a standard: ALA-LC, BGN/PCGN, UN, ISO 233, DIN 31635, IJMES, Buckwalter and others.
//!
//! A system is a data file, `lexicons/romanisation/SYSTEM.tsv`: letters, vowels, and settings for what all systems
//! share but do differently: article and sun letters, ة in pause and construct, joined prefixes, ezafe, capitals. The
//! rules of reading are code, once for all:
//!
//! - text → words; names written in one (عبدالرحمن, نورالدين) are two;
//! - word → letters and marks in canonical order, prefix and article off (`phrase`, `letters`);
//! - vowels: as written; else from the caller's lookup, the embedded table of names, or, for an adjective in ي, from
//!   its place; else the word is spelled as it stands, و and ي between consonants as long vowels, and marked unread;
//! - letters → Latin by the longest rule that fits (`word`, `table`);
//! - article, construct, ezafe, capitals (`write`).
//!
//! ```
//! use jisr::romanise::{Case, Standard, Vowels};
//! let ala = Standard::named("ala-lc").unwrap();
//! let name = ala.romanise("محمد المصري");
//! assert_eq!(name.text, "Muḥammad al-Miṣrī");
//! assert_eq!(name.words[0].vowels, Vowels::Restored);
//! assert_eq!(ala.romanise("وِزَارَة التَربِيَة").text, "Wizārat al-Tarbiyah");
//! let unread = ala.romanise("قرمطوس");
//! assert!(!unread.vocalised());
//! ```
//!
//! # Conformance
//!
//! `jisr eval standards` compares with published test pairs of 30 systems (`lab::evaluate::standards`); the floors, the
//! case in which a set is written, and why the rest fails, are in `lexicons/romanisation/conformance.tsv`; the shares are
//! in `lexicons/SOURCES.md`.

mod between;
mod letters;
mod phrase;
mod readings;
mod reverse;
mod romanised;
mod settings;
mod standard;
mod table;
mod word;
mod write;

pub use romanised::{Case, Romanised, RomanisedWord, Vowels};
pub use standard::Standard;
