//! Bodies of states: وزارة الخارجية المصرية is the Egyptian Foreign Ministry, and back. A body that is known without its
//! country stands with the country's adjective, which agrees with it in Arabic, or with a place.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::answer::AnswerSource;
use super::combine::WeightedForm;
use super::grammar::{Grammar, PartRole, share};
use super::key;
use super::name::Name;
use super::namebook::NameBook;
use super::row::NameKind;
use super::table::TableRow;
use crate::names::form::{Script, capital};

/// Most words of a country or its adjective.
const COUNTRY_WORDS: usize = 4;

/// Forms of a body that are tried.
const BODIES: usize = 4;

/// What "Ministry of Iraq" counts of "Iraqi Ministry". Set by judgement, as [`super::BookWeights`] are.
const OF: f32 = 0.3;

/// A country with its adjective, usual forms.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Nation {
    en: &'static str,
    /// Masculine, without the article.
    adjective_ar: &'static str,
    adjective_en: &'static str,
}

/// Countries by their names and adjectives, from `lexicons/name_countries.tsv`.
#[derive(Debug, Default)]
struct Countries {
    /// By the key of the adjective with the article, of either gender.
    adjectives: HashMap<String, Nation>,
    /// By the key of the Arabic name.
    arabic: HashMap<String, Nation>,
    /// By the key of the Latin name or adjective.
    latin: HashMap<String, Nation>,
}

/// An adjective with the article, which its noun has too.
fn agreeing(adjective: &str, feminine: bool) -> String {
    let words = adjective.split(' ').map(|w| format!("ال{w}{}", if feminine { "ة" } else { "" }));
    words.collect::<Vec<_>>().join(" ")
}

/// Whether what qualifies a body is feminine: by the ending of its first word, or, of plurals, by that of the adjective
/// that it has already (الخطوط الجوية).
fn is_feminine(body: &str) -> bool {
    let mut words = body.split(' ');
    let first = words.next().unwrap_or_default();
    let qualified =
        first.starts_with("ال") && words.next().is_some_and(|w| w.starts_with("ال") && w.ends_with('ة'));
    first.ends_with('ة') || first.ends_with("ات") || qualified
}

impl Countries {
    fn embedded() -> &'static Countries {
        static COUNTRIES: OnceLock<Countries> = OnceLock::new();
        COUNTRIES.get_or_init(|| Countries::new(include_str!("../../../lexicons/name_countries.tsv")))
    }

    fn new(text: &'static str) -> Self {
        let mut out = Countries::default();
        for line in text.lines().skip(1).filter(|l| !l.starts_with('#')) {
            let columns: Vec<Vec<&str>> = line.split('\t').map(|c| c.split('|').collect()).collect();
            let [ar, en, adjectives_ar, adjectives_en] = &columns[..] else { continue };
            let country =
                Nation { en: en[0], adjective_ar: adjectives_ar[0], adjective_en: adjectives_en[0] };
            for adjective in adjectives_ar {
                for feminine in [false, true] {
                    let key = key::arabic(&agreeing(adjective, feminine));
                    out.adjectives.entry(key).or_insert(country);
                }
            }
            for name in ar {
                out.arabic.entry(key::arabic(name)).or_insert(country);
            }
            for name in en.iter().chain(adjectives_en) {
                out.latin.entry(key::latin(name)).or_insert(country);
            }
        }
        out
    }

    /// The country of a Latin name, adjective, or genitive.
    fn of_latin(&self, words: &[&str]) -> Option<Nation> {
        let name = words.join(" ");
        let bare = genitive(&name).unwrap_or(&name);
        self.latin.get(&key::latin(bare)).copied()
    }
}

/// The name that stands in the genitive.
fn genitive(name: &str) -> Option<&str> {
    name.strip_suffix("'s").or_else(|| name.strip_suffix("’s"))
}

impl NameBook {
    /// What a body of a state, or of a place, is called in the other script; empty when it is none that is known.
    pub(super) fn bodies(&self, name: &Name<'_>) -> Vec<WeightedForm> {
        if self.model_only {
            return Vec::new();
        }
        let words: Vec<&str> = name.text().split(' ').collect();
        let texts = match name.script() {
            Script::Arabic => self.bodies_latin(&words),
            Script::Latin => self.bodies_arabic(&words),
        };
        texts
            .into_iter()
            .map(|(text, probability)| WeightedForm { text, probability, from: AnswerSource::Parts })
            .collect()
    }

    fn bodies_latin(&self, words: &[&str]) -> Vec<(String, f32)> {
        let countries = Countries::embedded();
        let mut out = Vec::new();
        for cut in (1..words.len()).rev() {
            let (body, rest) = (&words[..cut], &words[cut..]);
            let key = key::arabic(&rest.join(" "));
            let country = (rest.len() <= COUNTRY_WORDS)
                .then(|| countries.adjectives.get(&key).or_else(|| countries.arabic.get(&key)))
                .flatten();
            if let Some(country) = country {
                let named = !countries.adjectives.contains_key(&key);
                for (en, p) in self.bodies_of(body, named) {
                    out.push((format!("{} {en}", country.adjective_en), p));
                    out.push((format!("{} of {}", capital(en), country.en), OF * p));
                }
            } else {
                // In a place, or of it: شرطة دبي.
                let inside = in_place(rest);
                let bodies = self.bodies_of(body, inside.is_none());
                let name = inside.unwrap_or_else(|| rest.join(" "));
                if bodies.is_empty() {
                    continue;
                }
                if let (Some(place), weight) = self.best_whole(&Name::part(&name, Script::Arabic), true)
                    && weight >= self.weights.other
                {
                    for (en, p) in bodies {
                        out.push((format!("{place} {en}"), p));
                        out.push((format!("{} in {place}", capital(en)), OF * p));
                    }
                }
            }
            if !out.is_empty() {
                break;
            }
        }
        out
    }

    fn bodies_arabic(&self, words: &[&str]) -> Vec<(String, f32)> {
        let countries = Countries::embedded();
        let mut out: Vec<(String, f32)> = Vec::new();
        for cut in (1..words.len()).rev() {
            let (first, last) = (&words[..cut], &words[cut..]);
            let link = first.last().copied().unwrap_or_default();
            // Iraqi Interior Ministry, Iraq's Interior Ministry; Interior Ministry of Iraq.
            let pairs =
                [(Some(first), last), (matches!(link, "of" | "in").then_some(last), &first[..cut - 1])];
            for (place, body) in pairs {
                let Some(place) = place.filter(|p| !body.is_empty() && p.len() <= COUNTRY_WORDS + 1) else {
                    continue;
                };
                let bodies = self.bare_bodies(&body.join(" "), Script::Latin);
                if bodies.is_empty() {
                    continue;
                }
                if let Some(country) = countries.of_latin(place) {
                    out.extend(bodies.into_iter().map(|(ar, p)| {
                        (format!("{ar} {}", agreeing(country.adjective_ar, is_feminine(ar))), p)
                    }));
                    continue;
                }
                let place = place.join(" ");
                let place = genitive(&place).unwrap_or(&place);
                if let (Some(place), weight) = self.best_whole(&Name::part(place, Script::Latin), true)
                    && weight >= self.weights.other
                {
                    out.extend(bodies.into_iter().map(|(ar, p)| match of_place(ar) {
                        Some(bare) => (format!("{bare} {place}"), OF * p),
                        None => (format!("{ar} في {place}"), OF * p),
                    }));
                }
            }
        }
        out
    }

    /// The Latin names of a body; `of` when what it is of follows, so that it has lost its article.
    fn bodies_of(&self, body: &[&str], of: bool) -> Vec<(&'static str, f32)> {
        let found = if of && body.len() == 1 {
            self.bare_bodies(&format!("ال{}", body[0]), Script::Arabic)
        } else {
            Vec::new()
        };
        if found.is_empty() { self.bare_bodies(&body.join(" "), Script::Arabic) } else { found }
    }

    /// What is known of a body without a country, with shares.
    fn bare_bodies(&self, name: &str, script: Script) -> Vec<(&'static str, f32)> {
        let to_latin = script == Script::Arabic;
        let mut out: Vec<(&'static str, f32)> = Vec::new();
        let mut add = |text: &'static str, p: f32| match out.iter_mut().find(|(t, _)| *t == text) {
            Some(known) => known.1 = known.1.max(p),
            None => out.push((text, p)),
        };
        let key = if to_latin { key::arabic(name) } else { key::latin(name) };
        let see = |hit: TableRow<'_>| {
            if hit.kind() == NameKind::Organisation && hit.by_hand() && hit.countries().next().is_none() {
                let (asked, answered) = hit.ranks(to_latin);
                add(hit.answer(to_latin), self.weights.rank.0.powi(asked.into()) * share(answered.into()));
            }
        };
        self.table.each(to_latin, &key, see);
        let grammar: &'static Grammar = self.grammar;
        if to_latin {
            for part in grammar.arabic(&key).filter(|p| p.role == PartRole::Body) {
                part.en.iter().enumerate().for_each(|(rank, en)| add(en, share(rank)));
            }
        } else {
            for (part, rank) in grammar.latin(&key).filter(|(p, _)| p.role == PartRole::Body) {
                add(part.ar, share(rank));
            }
        }
        out.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        out.truncate(BODIES);
        out
    }
}

/// A body of one word as it stands before what it is of.
fn of_place(body: &str) -> Option<&str> {
    body.strip_prefix("ال").filter(|_| !body.contains(' '))
}

/// The place in "في" a place.
fn in_place(words: &[&str]) -> Option<String> {
    match words {
        ["في", place @ ..] if !place.is_empty() => Some(place.join(" ")),
        [place] => place.strip_prefix('ب').filter(|p| p.chars().count() > 2).map(str::to_owned),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_country() {
        let text = include_str!("../../../lexicons/name_countries.tsv");
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            assert_eq!(line.split('\t').filter(|c| !c.is_empty()).count(), 4, "{line}");
        }
    }

    #[test]
    fn adjectives_agree() {
        assert_eq!(agreeing("كوري جنوبي", true), "الكورية الجنوبية");
        for (body, feminine) in
            [("وزارة النقل", true), ("الخطوط الجوية", true), ("القوات المسلحة", true), ("مجلس النواب", false)]
        {
            assert_eq!(is_feminine(body), feminine, "{body}");
        }
    }
}
