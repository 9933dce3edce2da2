//! A row of a table of names: two forms, what they name, where and how often, and who says so.

/// What a row names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum NameKind {
    /// A whole person.
    Person,
    /// A given name.
    Given,
    /// A surname.
    Surname,
    /// A part of persons' names of which it is not known which.
    Name,
    /// A country, city, river, building, …
    Place,
    /// A body, company, party, medium, army.
    Organisation,
}

impl NameKind {
    /// Every kind with its name in the files.
    pub const ALL: [(NameKind, &'static str); 6] = [
        (NameKind::Person, "person"),
        (NameKind::Given, "given"),
        (NameKind::Surname, "surname"),
        (NameKind::Name, "name"),
        (NameKind::Place, "place"),
        (NameKind::Organisation, "organisation"),
    ];

    /// The kind of this name in the files.
    pub fn parse(name: &str) -> Option<NameKind> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(k, _)| *k)
    }

    /// Its name in the files.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Whether it is a part of persons' names.
    pub fn is_part(self) -> bool {
        matches!(self, NameKind::Given | NameKind::Surname | NameKind::Name)
    }

    /// Whether it names one thing by itself: a person, a place, an organisation.
    pub fn is_whole(self) -> bool {
        !self.is_part()
    }
}

/// Who says that a row is so; `lexicons/SOURCES.md` has their licences.
pub const SOURCES: [&str; 12] = [
    "jisr",
    "wikidata",
    "wikidata_parts",
    "geonames",
    "whosonfirst",
    "netransliteration",
    "google",
    "arwikicats",
    "cldr",
    "osm_nsi",
    "camel_morph",
    "other",
];

/// The number in [`SOURCES`] of what was checked by hand.
pub const HAND: u8 = 0;
/// Whole persons of Wikidata, and its items of names.
pub const WIKIDATA: u8 = 1;
/// The persons of Wikidata word by word.
pub const PARTS: u8 = 2;
/// Places.
pub const GEONAMES: u8 = 3;

/// A row.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct NameRow {
    /// Arabic form.
    pub ar: String,
    /// Latin form.
    pub en: String,
    /// What it names.
    pub kind: NameKind,
    /// Countries (ISO 3166, two letters) with how many bearers of the name there have it in this pair of forms, most
    /// first; 0 when the number is not known.
    pub countries: Vec<([u8; 2], u32)>,
    /// Persons of that name, or inhabitants of the place; 0 when not known.
    pub count: u32,
    /// Number in [`SOURCES`].
    pub source: u8,
    /// Place of the Arabic form among the alternatives for the Latin one of their entry, and the other way round, from
    /// 0.
    pub ranks: (u8, u8),
    /// Number of the hand-checked entry it is of; 0 for others.
    pub entry: u16,
}

/// The header of a table of names.
pub const HEADER: &str = "ar\ten\tkind\tcountries\tcount\tsource";

/// The row of a line of such a table; `None` when it is none.
pub fn parse(line: &str) -> Option<NameRow> {
    let columns: Vec<&str> = line.trim_end().split('\t').collect();
    let [ar, en, kind, countries, count, source] = columns[..] else { return None };
    let country = |c: &str| {
        let (code, n) = c.split_once(':').unwrap_or((c, "0"));
        Some((code.as_bytes().try_into().ok()?, n.parse().ok()?))
    };
    Some(NameRow {
        ar: ar.to_owned(),
        en: en.to_owned(),
        kind: NameKind::parse(kind)?,
        countries: countries.split_whitespace().map(country).collect::<Option<_>>()?,
        count: count.parse().ok()?,
        source: SOURCES.iter().position(|s| *s == source)? as u8,
        ranks: (0, 0),
        entry: 0,
    })
}

/// The line of a row, without its end.
pub fn line(row: &NameRow) -> String {
    let country = |(code, n): &([u8; 2], u32)| {
        let code = std::str::from_utf8(code).unwrap_or("??");
        if *n == 0 { code.to_owned() } else { format!("{code}:{n}") }
    };
    let countries: Vec<String> = row.countries.iter().map(country).collect();
    let source = SOURCES.get(row.source as usize).copied().unwrap_or("other");
    format!("{}\t{}\t{}\t{}\t{}\t{source}", row.ar, row.en, row.kind.name(), countries.join(" "), row.count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_written() {
        let line_of = "جمال\tGamal\tgiven\tEG:52 YE:4\t56\twikidata_parts";
        let row = parse(line_of).expect("a row");
        assert_eq!(row.countries, [(*b"EG", 52), (*b"YE", 4)]);
        assert_eq!(line(&row), line_of);
        for bad in ["", "a\tb", "a\tb\tgod\t\t1\tjisr", "a\tb\tgiven\tEGY\t1\tjisr", "a\tb\tgiven\t\tx\tjisr"]
        {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
