//! The statistical detector, for what letters and small words leave open.

use std::sync::OnceLock;

use lingua::Language::{Arabic, English, French, Persian, Spanish, Urdu};
use lingua::{LanguageDetector, LanguageDetectorBuilder};

use super::judge::Finding;
use super::script::Script;

/// Characters of a text that are looked at.
pub const SAMPLE: usize = 400;

/// Below so many letters the detector guesses wildly (سلام is Persian to it) and is not asked.
pub const LEAST: u32 = 40;

/// The detectors for each script, built when first needed. The models are part of the program and are paged in as used.
#[derive(Debug, Default)]
pub struct Lingua {
    arabic: OnceLock<Detector>,
    latin: OnceLock<Detector>,
}

struct Detector(LanguageDetector);

impl std::fmt::Debug for Detector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Detector")
    }
}

impl Lingua {
    /// The most likely language of `sample`, text of one script, and its share of the probability (0..1) among those
    /// compared; `None` for other scripts.
    pub fn ask(&self, script: Script, sample: String) -> Option<(Finding, f64)> {
        let (cell, languages) = match script {
            Script::Arabic => (&self.arabic, &[Arabic, Persian, Urdu][..]),
            Script::Latin => (&self.latin, &[English, French, Spanish][..]),
            _ => return None,
        };
        let detector =
            cell.get_or_init(|| Detector(LanguageDetectorBuilder::from_languages(languages).build()));
        let (language, confidence) =
            detector.0.compute_language_confidence_values(sample).into_iter().next()?;
        let name = match language {
            Arabic => "Arabic",
            English => "English",
            Persian => "Persian",
            Urdu => "Urdu",
            // Chosen among three, the others mean no more than this.
            _ => script.name(),
        };
        Some((Finding { name, why: format!("by letter sequences, {:.0} %", confidence * 100.0) }, confidence))
    }
}
