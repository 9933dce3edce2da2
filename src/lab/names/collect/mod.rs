//! Making `lexicons/names.tsv` from the open sources: cleaning, spelling, counting, sorting.
//!
//! Which sources are taken, and under which licence, stands in `lexicons/SOURCES.md`.

mod clean;
mod organisations;
mod speller;

use std::collections::BTreeMap;

use crate::names::book::key;
use crate::names::book::row::{HEADER, NameKind, NameRow, SOURCES, line};
use crate::names::form;
use clean::{after_article, alike, clean_arabic, clean_latin, with_capitals, with_one_article};
use organisations::one_body;
use speller::Speller;

/// The texts that the table is made from; each may be empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct Inputs<'t> {
    /// `ar en types sources` with a header: single names, places, organisations.
    pub open: &'t str,
    /// `ar en kind country count source` with a header: parts of persons' names, hamza left out.
    pub parts: &'t str,
    /// The same with a further column `lang`: whole persons.
    pub persons: &'t str,
    /// `ar en kind country population id`: places.
    pub places: &'t str,
    /// `ar en kind item`: spellings of single names.
    pub variants: &'t str,
    /// `name persons places`: how common Latin names are.
    pub latin: &'t str,
    /// Running Arabic text, which tells how words are spelt.
    pub text: &'t str,
    /// Arabic names that are surely spelt right, in the first column; `|` between alternatives.
    pub spelt: &'t str,
}

/// What became of the input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CollectStats {
    /// Lines read.
    pub read: usize,
    /// Rows kept.
    pub kept: usize,
    /// Lines of sources that are not taken, or of no use.
    pub left_out: usize,
    /// Lines that are no clean pair of an Arabic and a Latin form, or do not sound alike.
    pub unclean: usize,
}

/// Below this similarity two forms of a part of a name are a mistake. Set by reading what falls out; as in
/// `lab::lexicon::build`, where it is that of names in bulk.
const PART_ALIKE: f32 = 0.4;
/// The same of whole persons, of whom a source also has other names.
const PERSON_ALIKE: f32 = 0.55;
/// The same of spellings of one Wikidata item, which has those of many languages.
const VARIANT_ALIKE: f32 = 0.6;
/// A village of unknown size whose two forms are at least this similar is left out: the model writes it as well.
const PLAIN_TO_SEE: f32 = 0.7;

#[derive(Default)]
struct Held {
    countries: BTreeMap<[u8; 2], u32>,
    count: u32,
    source: u8,
}

struct Collector {
    rows: BTreeMap<(String, String, NameKind), Held>,
    persons: BTreeMap<String, u32>,
    stats: CollectStats,
}

fn source(name: &str) -> u8 {
    SOURCES.iter().position(|s| *s == name).unwrap_or(SOURCES.len() - 1) as u8
}

/// The country of two capital letters, if `code` is one.
fn code(code: &str) -> Option<[u8; 2]> {
    <[u8; 2]>::try_from(code.as_bytes()).ok().filter(|c| c.iter().all(u8::is_ascii_uppercase))
}

impl Collector {
    /// Adds `count` bearers of a pair, of `country` if known.
    fn add(
        &mut self,
        pair: (String, String),
        kind: NameKind,
        country: Option<[u8; 2]>,
        count: u32,
        source: u8,
    ) {
        let en = if kind.is_part() || kind == NameKind::Person { after_article(&pair.1) } else { pair.1 };
        let held = self.rows.entry((pair.0, en, kind)).or_insert_with(|| Held { source, ..Held::default() });
        match kind {
            // Of places of one name the largest counts.
            NameKind::Place => held.count = held.count.max(count),
            _ => held.count = held.count.saturating_add(count),
        }
        held.source = held.source.min(source);
        if let Some(country) = country {
            let known = held.countries.entry(country).or_default();
            *known = known.saturating_add(if kind == NameKind::Place { 0 } else { count });
        }
    }

    fn unclean(&mut self) {
        self.stats.unclean += 1;
    }

    fn left_out(&mut self) {
        self.stats.left_out += 1;
    }

    /// Persons with a Latin name, so spelt.
    fn bearers(&self, en: &str) -> u32 {
        self.persons.get(&form::latin_exact(en)).copied().unwrap_or(0)
    }

    fn parts(&mut self, text: &str, speller: &Speller) {
        for columns in lines(text, 1) {
            self.stats.read += 1;
            let [ar, en, kind, country, count, from] = columns[..] else {
                self.unclean();
                continue;
            };
            // The licence of the other source is not stated.
            if from != "wikidata" {
                self.left_out();
                continue;
            }
            let (Some(ar), Some(en)) = (clean_arabic(ar), clean_latin(en)) else {
                self.unclean();
                continue;
            };
            if alike(&ar, &en) < PART_ALIKE {
                self.unclean();
                continue;
            }
            let kind = match kind {
                "UNIT:given" => NameKind::Given,
                "UNIT:surname" => NameKind::Surname,
                _ => NameKind::Name,
            };
            let pair = (speller.name(&ar), with_one_article(&ar, &with_capitals(&en)));
            self.add(pair, kind, code(country), count.parse().unwrap_or(1), source("wikidata_parts"));
        }
    }

    fn whole_persons(&mut self, text: &str, speller: &Speller) {
        for columns in lines(text, 1) {
            self.stats.read += 1;
            let [ar, en, _, country, _, from, language] = columns[..] else {
                self.unclean();
                continue;
            };
            if from != "wikidata" || language != "en" || !ar.contains(' ') {
                self.left_out();
                continue;
            }
            match (clean_arabic(ar), clean_latin(en)) {
                (Some(ar), Some(en)) if alike(&ar, &en) >= PERSON_ALIKE => {
                    let pair = (speller.name(&ar), with_capitals(&en));
                    self.add(pair, NameKind::Person, code(country), 1, source("wikidata"));
                }
                _ => self.unclean(),
            }
        }
    }

    fn populated(&mut self, text: &str) {
        // Forms in Persian and Urdu letters stand for places that have an Arabic one too.
        let persian =
            |ar: &str| ar.contains(['ی', 'ک', 'ە', 'ھ', 'ہ', 'ے', 'ڈ', 'ٹ', 'ڑ', 'ں', 'ۋ', 'ۇ', 'ې']);
        let rows: Vec<Vec<&str>> = lines(text, 0).collect();
        self.stats.read += rows.len();
        for place in rows.chunk_by(|a, b| a.last() == b.last()) {
            // القاهرة is قاهره in Persian: without article and with another ending.
            let keys: Vec<String> = place.iter().map(|row| key::arabic(row[0])).collect();
            for (row, own) in place.iter().zip(&keys) {
                let [ar, en, _, country, population, _] = row[..] else {
                    self.unclean();
                    continue;
                };
                let iranian = matches!(country, "IR" | "AF");
                let with_article = format!("ال{own}");
                let same = |other: &[&str]| key::arabic(other[0]) == *own && other[0].ends_with('ة');
                let bare = keys.contains(&with_article)
                    || (ar.ends_with('ه') && place.iter().any(|other| same(other)));
                if !iranian && (persian(ar) || bare) {
                    self.left_out();
                    continue;
                }
                match (clean_arabic(ar), clean_latin(en)) {
                    (Some(ar), Some(en)) => {
                        let count = population.parse().unwrap_or(0);
                        self.add((ar, en), NameKind::Place, code(country), count, source("geonames"));
                    }
                    _ => self.unclean(),
                }
            }
        }
    }

    fn variants(&mut self, text: &str) {
        for columns in lines(text, 0) {
            self.stats.read += 1;
            let (Some(ar), Some(en)) = (columns.first(), columns.get(1)) else {
                self.unclean();
                continue;
            };
            if ar.contains([' ', 'ی', 'ک', '-']) || en.contains(' ') {
                self.left_out();
                continue;
            }
            match (clean_arabic(ar), clean_latin(en)) {
                (Some(ar), Some(en)) if alike(&ar, &en) >= VARIANT_ALIKE => {
                    let count = self.bearers(&en);
                    if count == 0 {
                        self.left_out();
                        continue;
                    }
                    self.token(ar, &en, count, "wikidata");
                }
                _ => self.unclean(),
            }
        }
    }

    /// A single name, known without a count of its own: that of the Latin form is taken, once.
    fn token(&mut self, ar: String, en: &str, count: u32, from: &str) {
        let held = self
            .rows
            .entry((ar, with_capitals(en), NameKind::Name))
            .or_insert_with(|| Held { source: source(from), ..Held::default() });
        held.count = held.count.max(count);
    }

    fn open(&mut self, text: &str) {
        for columns in lines(text, 1) {
            self.stats.read += 1;
            let [ar, en, types, sources] = columns[..] else {
                self.unclean();
                continue;
            };
            let Some((kind, from)) = open_kind(types, sources) else {
                self.left_out();
                continue;
            };
            let (Some(ar), Some(en)) = (clean_arabic(ar), clean_latin(en)) else {
                self.unclean();
                continue;
            };
            if kind == NameKind::Name {
                if alike(&ar, &en) < PART_ALIKE {
                    self.unclean();
                } else {
                    let count = self.bearers(&en);
                    self.token(ar, &en, count, from);
                }
                continue;
            }
            if from == "whosonfirst" && alike(&ar, &en) >= PLAIN_TO_SEE {
                self.left_out();
                continue;
            }
            let country = types.split('|').find_map(|t| code(t.split(':').nth(1)?));
            let en = with_capitals(&en);
            let club = from == "arwikicats" && kind == NameKind::Organisation;
            let Some(en) = (if club { one_body(&ar, &en) } else { Some(en) }) else {
                self.unclean();
                continue;
            };
            self.add((ar, en), kind, country, 0, source(from));
        }
    }
}

/// The kind and the source of a row of the open list; `None` when it is not taken.
fn open_kind(types: &str, sources: &str) -> Option<(NameKind, &'static str)> {
    let from = |name: &str| sources.split('|').any(|s| s == name);
    let any = |prefixes: &[&str]| types.split('|').any(|t| prefixes.iter().any(|p| t.starts_with(p)));
    if from("arwikicats_terms") {
        if any(&["cities/yy2"]) {
            return None;
        }
        if any(&["people/peoples"]) {
            return Some((NameKind::Person, "arwikicats"));
        }
        if any(&["cities/cities_full", "geography/P17", "geography/India_dd", "geography/popopo"]) {
            return Some((NameKind::Place, "arwikicats"));
        }
        if any(&["sports/Clubs_key", "sports/clubs_teams"]) {
            return Some((NameKind::Organisation, "arwikicats"));
        }
    }
    if from("cldr") && any(&["cldr-terr", "cldr-tzcity", "cldr-sub"]) {
        return Some((NameKind::Place, "cldr"));
    }
    if (from("natural_earth") || from("i18n_iso_countries")) && any(&["COUNTRY"]) {
        return Some((NameKind::Place, "other"));
    }
    if from("osm_nsi_orgs") {
        return Some((NameKind::Organisation, "osm_nsi"));
    }
    if any(&["NAME-token"]) && (from("netransliteration_64") || from("netransliteration_16")) {
        return Some((NameKind::Name, "netransliteration"));
    }
    if from("google_ar2en") {
        return Some((NameKind::Name, "google"));
    }
    if from("whosonfirst_places") && any(&["LOCAL", "NEIGHBOURHOOD", "COUNTY", "REGION", "COUNTRY"]) {
        return Some((NameKind::Place, "whosonfirst"));
    }
    if from("camel_morph_msa") && any(&["PERSON-"]) {
        return Some((NameKind::Name, "camel_morph"));
    }
    None
}

/// The columns of the lines of a table, without its first `head` lines.
fn lines(text: &str, head: usize) -> impl Iterator<Item = Vec<&str>> {
    text.lines().skip(head).filter(|l| !l.is_empty()).map(|l| l.trim_end_matches('\r').split('\t').collect())
}

/// The table of names, header first, and what was left out.
pub fn collect(inputs: &Inputs<'_>) -> (String, CollectStats) {
    let mut persons = BTreeMap::new();
    for columns in lines(inputs.latin, 0) {
        if let (Some(name), Some(Ok(n))) = (columns.first(), columns.get(1).map(|n| n.parse::<u32>())) {
            *persons.entry(form::latin_exact(name)).or_default() += n;
        }
    }
    let mut speller = Speller::default();
    speller.names(lines(inputs.spelt, 1).filter_map(|c| c.first().copied()).flat_map(|c| c.split('|')), 50);
    let tokens = lines(inputs.open, 1).filter(|c| c.get(3).is_some_and(|s| open_kind(c[2], s).is_some()));
    speller.names(tokens.filter_map(|c| c.first().copied()), 3);
    speller.text(inputs.text);
    let mut all = Collector { rows: BTreeMap::new(), persons, stats: CollectStats::default() };
    all.parts(inputs.parts, &speller);
    all.whole_persons(inputs.persons, &speller);
    all.open(inputs.open);
    all.populated(inputs.places);
    all.variants(inputs.variants);
    let mut out = format!("{HEADER}\n");
    for ((ar, en, kind), held) in all.rows {
        let mut countries: Vec<([u8; 2], u32)> = held.countries.into_iter().collect();
        countries.sort_by_key(|&(code, n)| (std::cmp::Reverse(n), code));
        countries.truncate(6);
        let Held { count, source, .. } = held;
        let row = NameRow { ar, en, kind, countries, count, source, ranks: (0, 0), entry: 0 };
        out.push_str(&line(&row));
        out.push('\n');
        all.stats.kept += 1;
    }
    (out, all.stats)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_become_rows() {
        let inputs = Inputs {
            open: "ar\ten\ttypes\tsources\nستارمر\tstarmer\tNAME-token\tnetransliteration_64\n\
                   كذا\tso\tADJ\tcamel_morph_msa\nجنيف\tGeneva\tcldr-tzcity\tcldr\n",
            parts: "ar\ten\tkind\tcountry\tcount\tsource\nاحمد\tAhmed\tUNIT:given\tEG\t5\twikidata\n\
                    احمد\tAhmed\tUNIT:given\tLY\t2\twikidata\nالحريري\tAl Hariri\tUNIT:surname\tLB\t3\twikidata\n\
                    الحريري\tal-Hariri\tUNIT:surname\tLB\t1\twikidata\nكذا\tRabah\tUNIT:given\tDZ\t1\tdzirinames\n",
            persons: "h\nاحمد الحريري\tAhmed Hariri\tPERSON\tLB\t1\twikidata\ten\n",
            places: "لندن\tLondon\tPLACE\tGB\t9\t1\nلندن\tLondon\tPLACE\tCA\t4\t2\nلنڈن\tLondon\tPLACE\tGB\t9\t1\n",
            variants: "ستارمر\tstarmer\tNAME_ITEM\tQ1\nستارمر\tqqq\tNAME_ITEM\tQ1\n",
            latin: "starmer\t12\t0\n",
            text: "قال أحمد إن أحمد على الطريق",
            spelt: "",
        };
        let (table, stats) = collect(&inputs);
        let rows: Vec<&str> = table.lines().skip(1).collect();
        assert_eq!(
            rows,
            [
                "أحمد\tAhmed\tgiven\tEG:5 LY:2\t7\twikidata_parts",
                "أحمد الحريري\tAhmed Hariri\tperson\tLB:1\t1\twikidata",
                "الحريري\tal-Hariri\tsurname\tLB:4\t4\twikidata_parts",
                "جنيف\tGeneva\tplace\t\t0\tcldr",
                "ستارمر\tStarmer\tname\t\t12\tnetransliteration",
                "لندن\tLondon\tplace\tCA GB\t9\tgeonames",
            ]
        );
        assert_eq!((stats.kept, stats.read), (6, 14));
    }
}
