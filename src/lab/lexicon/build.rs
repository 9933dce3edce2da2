//! Making `lexicons/open.tsv` from the open sources: cleaning, choosing, sorting.
//!
//! Input lines are `ar`, `en`, `types`, `sources` (types and sources separated by `|`). Which sources are taken, and
//! under which licence, stands in `lexicons/SOURCES.md`.

use std::collections::BTreeSet;

use crate::lexicon::Kind;
use crate::spelling::Skeleton;
use crate::{arabic, english};

/// Sources that are not taken: the first may not be shipped (ISC is not among our licences), whose the second is could
/// not be found out, the others are too noisy to stand alone.
const LEFT_OUT: [&str; 4] = ["osm_tagging", "name_variants", "arabnamer", "countrynames"];

/// Sources of single names in bulk: a pair that does not sound alike at all is a mistake.
const BULK_TOKENS: [&str; 5] = [
    "netransliteration_64",
    "netransliteration_16",
    "google_ar2en",
    "wikidata_nameunits",
    "whosonfirst_places",
];

/// Further sources of names in bulk. A name of any bulk source that its spelling alone gives away is left to the
/// spelling evidence: what is kept are the names that nobody could guess (كولونيا = Cologne).
const BULK_NAMES: [&str; 3] = ["geonames_cities500", "arwikicats_terms", "camel_morph_msa"];

/// Below this similarity a pair of a bulk source is a mistake, above the second number
/// the spelling evidence finds it without help.
const PLAUSIBLE: f32 = 0.4;
const PLAIN_TO_SEE: f32 = 0.7;

/// What became of the input.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct BuildStats {
    /// Lines read.
    pub read: usize,
    /// Entries kept.
    pub kept: usize,
    /// From sources that are left out.
    pub source: usize,
    /// Not a clean pair of an Arabic and a Latin form.
    pub unclean: usize,
    /// Names that the spelling evidence finds by itself.
    pub spelled: usize,
    /// Names that do not sound alike, and kinds that are of no use for alignment.
    pub useless: usize,
}

/// The entries of `lexicons/open.tsv` as sorted lines (`ar`, `en`, `kind`, `source`), header first, and what was left out.
pub fn build<'t>(lines: impl Iterator<Item = &'t str>) -> (String, BuildStats) {
    let mut stats = BuildStats::default();
    let mut kept: BTreeSet<(Kind, String, String, String)> = BTreeSet::new();
    let mut seen: BTreeSet<(Kind, String, String)> = BTreeSet::new();
    for line in lines.skip(1) {
        stats.read += 1;
        let mut columns = line.trim_end().split('\t');
        let (Some(ar), Some(en), Some(types), Some(sources)) =
            (columns.next(), columns.next(), columns.next(), columns.next())
        else {
            stats.unclean += 1;
            continue;
        };
        let Some(source) = sources.split('|').find(|s| !LEFT_OUT.contains(s)) else {
            stats.source += 1;
            continue;
        };
        let Some(kind) = kind(types, sources) else {
            stats.useless += 1;
            continue;
        };
        let (Some(ar), Some(en)) = (ARABIC.clean(ar), clean_english(en)) else {
            stats.unclean += 1;
            continue;
        };
        let from = |lists: &[&[&str]]| sources.split('|').all(|s| lists.iter().any(|l| l.contains(&s)));
        if kind.is_name() && from(&[&BULK_TOKENS, &BULK_NAMES, &LEFT_OUT]) {
            let alike = sounds(&ar, &en);
            if alike >= PLAIN_TO_SEE {
                stats.spelled += 1;
                continue;
            }
            if alike < PLAUSIBLE && from(&[&BULK_TOKENS, &LEFT_OUT]) {
                stats.useless += 1;
                continue;
            }
        }
        // The same name with another alef is the same entry.
        if seen.insert((kind, arabic::key(&ar), en.clone())) {
            kept.insert((kind, ar, en, source.to_owned()));
            stats.kept += 1;
        }
    }
    let mut out = String::from("ar\ten\tkind\tsource\n");
    for (kind, ar, en, source) in kept {
        out.extend([&ar, "\t", &en, "\t", kind.name(), "\t", &source, "\n"]);
    }
    (out, stats)
}

/// The kind an entry's types stand for; `None` when it is of no use for alignment.
fn kind(types: &str, sources: &str) -> Option<Kind> {
    let any = |prefixes: &[&str]| types.split('|').any(|t| prefixes.iter().any(|p| t.starts_with(p)));
    if any(&["cldr-emoji", "cldr-date", "cldr-metazone", "media/", "taxonomy/", "cities/yy2"]) {
        return None;
    }
    // Whole persons of the second rank: word by word their spelling tells.
    if any(&["PERSON-full", "PERSON-unknown"]) {
        return None;
    }
    if any(&[
        "VERB",
        "ADJ",
        "NOUN",
        "OTHER",
        "covid-term",
        "jobs/",
        "SPORT_JOB",
        "MEN_WOMENS",
        "cldr-unit",
        "cldr-languages",
    ]) {
        return Some(Kind::Word);
    }
    if any(&["ORG:", "sports/", "keys/companies"]) {
        return Some(Kind::Organisation);
    }
    if any(&["people/", "PERSON-"]) {
        return Some(Kind::Person);
    }
    let geonames = sources.split('|').any(|s| s == "geonames_cities500");
    if geonames
        || any(&[
            "LOCAL",
            "NEIGHBOURHOOD",
            "COUNTY",
            "COUNTRY",
            "REGION",
            "cities/",
            "geography/",
            "cldr-terr",
            "cldr-tzcity",
            "cldr-sub",
        ])
    {
        return Some(Kind::Place);
    }
    if any(&["NAME"]) { Some(Kind::Person) } else { None }
}

/// What the Arabic forms of open sources have to be: names of three letters and more, and terms of up to five words.
const ARABIC: FormRules = FormRules { more: &[], between: &[' ', '-'], letters: 3, words: 5 };

/// What an Arabic form of a list has to be to be taken.
#[derive(Clone, Copy, Debug)]
pub struct FormRules {
    /// Letters beside those of Arabic and پ چ ڤ گ.
    pub more: &'static [char],
    /// What stands between words.
    pub between: &'static [char],
    /// Characters at least.
    pub letters: usize,
    /// Words at most.
    pub words: usize,
}

impl FormRules {
    /// `form` without marks, bracketed and trailing parts; `None` when it is not such a form then.
    pub fn clean(&self, form: &str) -> Option<String> {
        let form = form.split(['(', '،', ',']).next()?.trim();
        let mut plain = String::with_capacity(form.len());
        for (i, word) in form.split_whitespace().enumerate() {
            if i > 0 {
                plain.push(' ');
            }
            arabic::normalize_into(word, &mut plain);
        }
        let may_be = |c| {
            matches!(c, 'ء'..='غ' | 'ف'..='ي' | 'پ' | 'چ' | 'ڤ' | 'گ' | ' ' | '-') || self.more.contains(&c)
        };
        let fits = plain.chars().all(may_be)
            && plain.chars().count() >= self.letters
            && plain.split(self.between).count() <= self.words;
        fits.then_some(plain)
    }
}

/// An English form without bracketed and trailing parts; `None` when it is not Latin, too short or too long.
fn clean_english(form: &str) -> Option<String> {
    let form = form.split(['(', ',', ';']).next()?.trim();
    let latin =
        form.chars().all(|c| english::is_letter(c) || matches!(c, ' ' | '-' | '\'' | '’' | '.' | '‘'));
    let letters = form.chars().filter(|&c| english::is_letter(c)).count();
    (latin && letters >= 2 && form.split([' ', '-']).count() <= 6).then(|| form.to_owned())
}

/// How alike two names sound, word by word when they have as many words.
fn sounds(ar: &str, en: &str) -> f32 {
    let bare = |w: &str| Skeleton::arabic(w.strip_prefix("ال").unwrap_or(w));
    let ar: Vec<_> = ar.split([' ', '-']).map(bare).collect();
    let articles = ["al", "el", "ad", "ar", "as", "at", "az", "an", "ash"];
    let words = en.split([' ', '-']).map(english::key).filter(|w| !articles.contains(&w.as_str()));
    let en: Vec<_> = words.map(|w| Skeleton::latin(&w)).collect();
    if ar.len() != en.len() || ar.is_empty() {
        return 0.5 * (PLAUSIBLE + PLAIN_TO_SEE);
    }
    ar.iter().zip(&en).map(|(a, e)| a.similarity(e)).sum::<f32>() / ar.len() as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_forms_made_clean() {
        let names = FormRules { more: &['ژ'], between: &[' '], letters: 2, words: 2 };
        for (form, open, as_name) in [
            ("كانتانهيدي (البرتغال)", Some("كانتانهيدي"), Some("كانتانهيدي")),
            ("مُحَمَّد ، أبو", Some("محمد"), Some("محمد")),
            ("أب", None, Some("أب")),
            ("ژينا", None, Some("ژينا")),
            ("سان-جان دارك", Some("سان-جان دارك"), Some("سان-جان دارك")),
            ("واحد اثنان ثلاثة", Some("واحد اثنان ثلاثة"), None),
            ("واحد-اثنان-ثلاثة-أربعة-خمسة-ستة", None, Some("واحد-اثنان-ثلاثة-أربعة-خمسة-ستة")),
            ("flaڈylfya", None, None),
            ("", None, None),
        ] {
            assert_eq!(ARABIC.clean(form).as_deref(), open, "{form}");
            assert_eq!(names.clean(form).as_deref(), as_name, "{form}");
        }
    }
}
