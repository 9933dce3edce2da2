//! How far the systems give what published pairs expect: `lexicons/romanisation/conformance.tsv` says which system
//! answers which set of pairs, in which case a set is written, how many pairs must pass, and why the rest fails.

use unicode_normalization::UnicodeNormalization;

use crate::romanise::{Case, Standard};

const TABLE: &str = include_str!("../../../lexicons/romanisation/conformance.tsv");

/// A published set of pairs, compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SetScore {
    /// Its name.
    pub set: String,
    /// The system that answers it; `None` when none is built.
    pub standard: Option<Standard>,
    /// Pairs that come out as they are published.
    pub passed: usize,
    /// Pairs.
    pub pairs: usize,
    /// How many must pass.
    pub floor: usize,
    /// Why the rest fails; empty when nothing does, or nobody has looked.
    pub why: &'static str,
    /// The rest: Arabic, expected, found.
    pub misses: Vec<[String; 3]>,
}

/// `text` composed, with all signs for hamza and ayn that look alike as one: the published pairs mix them.
fn comparable(text: &str) -> String {
    let one = |c: char| match c {
        'ʼ' | 'ʾ' | '\'' => '’',
        'ʻ' | 'ʿ' => '‘',
        _ => c,
    };
    text.nfc().map(one).collect()
}

/// Compares pairs of Arabic, Latin and the name of their set; sets in the order of the table, then those that are not
/// in it.
pub fn conformance(pairs: &[[String; 3]]) -> Vec<SetScore> {
    let mut out: Vec<SetScore> = Vec::new();
    let mut cases = Vec::new();
    for line in TABLE.lines().skip(1).filter(|l| !l.starts_with('#')) {
        let mut columns = line.split('\t');
        let mut next = || columns.next().unwrap_or_default();
        let (set, standard, case) = (next().to_owned(), Standard::named(next()), next());
        cases.push(if case == "lower" { Case::Lower } else { Case::Names });
        let floor = next().parse().unwrap_or(0);
        out.push(SetScore { set, standard, passed: 0, pairs: 0, floor, why: next(), misses: Vec::new() });
    }
    for [arabic, latin, set] in pairs {
        let known = out.iter().position(|s| s.set == *set);
        let at = known.unwrap_or_else(|| {
            let why = "no system is named for this set";
            let (passed, pairs, floor, misses) = (0, 0, 0, Vec::new());
            out.push(SetScore { set: set.clone(), standard: None, passed, pairs, floor, why, misses });
            cases.push(Case::Names);
            out.len() - 1
        });
        let score = &mut out[at];
        score.pairs += 1;
        let found =
            score.standard.map(|s| s.romanise_with(arabic, cases[at], &|_| None).text).unwrap_or_default();
        if comparable(&found) == comparable(latin) {
            score.passed += 1;
        } else {
            score.misses.push([arabic.clone(), latin.clone(), found]);
        }
    }
    out
}
