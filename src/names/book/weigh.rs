//! How much a row of the tables says for a form.

use super::agreement::Agreement;
use super::row::{GEONAMES, HAND, NameKind, PARTS, WIKIDATA};
use super::table::TableRow;

/// What rows count, in bearers of a name: a row of parts of persons' names counts as many as it says. Set by judgement
/// on names that are in no test (`tests/data/names/lookup.tsv` holds what they must keep right).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BookWeights {
    /// An entry checked by hand, of the first alternatives.
    pub hand: f32,
    /// Words of a person checked by hand.
    pub hand_part: f32,
    /// What each later alternative counts of the one before: the one asked for, the one answered.
    pub rank: (f32, f32),
    /// A whole person of Wikidata.
    pub person: f32,
    /// A pair without a count of its own, and what each natural logarithm of the bearers of the Latin name adds.
    pub token: (f32, f32),
    /// A place of GeoNames, and what the square of the decimal logarithm of its inhabitants adds.
    pub place: (f32, f32),
    /// A row of another source.
    pub other: f32,
    /// What a form counts that is not as asked but for case, and one that is only the same folded.
    pub exactness: (f32, f32),
    /// What all that is not in the tables counts: the lower, the more they are trusted.
    pub unknown: f32,
    /// If the rows of the tables for a name weigh at least this much together, the model is not asked.
    pub sure: f32,
}

impl Default for BookWeights {
    fn default() -> Self {
        BookWeights {
            hand: 400.0,
            hand_part: 12.0,
            rank: (0.8, 0.45),
            person: 30.0,
            token: (2.0, 2.0),
            place: (4.0, 2.0),
            other: 20.0,
            exactness: (0.9, 0.6),
            unknown: 10.0,
            sure: 90.0,
        }
    }
}

impl BookWeights {
    /// The weight of a row for the form on the other side; `to_latin` when that is the Latin one.
    pub fn of(&self, hit: &TableRow<'_>, agreement: Agreement, to_latin: bool) -> f32 {
        let (asked, answered) = hit.ranks(to_latin);
        let count = hit.count() as f32;
        let base = match (hit.source(), hit.kind()) {
            (HAND, kind) => {
                // A word has as many persons as its count says.
                let first = if kind.is_whole() { self.hand } else { self.hand_part * count.max(1.0) };
                first * self.rank.0.powi(asked.into()) * self.rank.1.powi(answered.into())
            }
            (PARTS, _) => count.max(1.0),
            (_, NameKind::Name) => self.token.0 + self.token.1 * (1.0 + count).ln(),
            (WIKIDATA, _) => self.person,
            (GEONAMES, _) => self.place.0 + self.place.1 * (1.0 + count).log10().powi(2),
            _ => self.other,
        };
        base * match agreement {
            Agreement::Exact => 1.0,
            Agreement::Case => self.exactness.0,
            Agreement::Folded => self.exactness.1,
        }
    }
}
