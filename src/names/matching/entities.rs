//! Whole names that the lexicon knows: which spellings of both scripts are entries of one person, place or
//! organisation.

use std::hash::Hasher;

use crate::lexicon::{EntryRow, Kind};

use crate::names::form::{self, Script};

/// Spellings with the number of their entry.
#[derive(Clone, Debug, Default)]
pub(super) struct Entities {
    /// Hash of the spelling, entry; ascending.
    spellings: Vec<(u64, u32)>,
    /// By entry.
    kinds: Vec<Kind>,
}

/// What the entries say of two names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum EntryVerdict {
    /// They are spellings of one entry.
    Same,
    /// Both are known, as places or organisations, and not one.
    Different,
    /// Nothing.
    Nothing,
}

/// A name without what its spellings differ in: blanks, marks, articles before it.
pub(super) fn key(name: &str, script: Script) -> Option<u64> {
    let folded = match script {
        Script::Arabic => {
            let folded: String = form::arabic_folded(name).chars().filter(|c| c.is_alphanumeric()).collect();
            folded
                .strip_prefix("ال")
                .filter(|r| r.chars().nth(1).is_some())
                .map(str::to_owned)
                .unwrap_or(folded)
        }
        Script::Latin => {
            let folded: String = form::latin_folded(name).split(' ').filter(|w| *w != "the").collect();
            folded.strip_prefix("al").filter(|r| r.len() > 2).map(str::to_owned).unwrap_or(folded)
        }
    };
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(folded.as_bytes());
    (!folded.is_empty()).then(|| hasher.finish())
}

impl Entities {
    /// The persons, places and organisations of the given rows.
    pub fn new<'r>(rows: impl Iterator<Item = EntryRow<'r>>) -> Entities {
        let mut out = Entities::default();
        for row in rows.filter(|r| matches!(r.kind, Kind::Person | Kind::Place | Kind::Organisation)) {
            let entry = out.kinds.len() as u32;
            out.kinds.push(row.kind);
            let names = row.ar.split('|').chain(row.en.split('|'));
            let keys = names.filter_map(|name| key(name, form::script(name)?));
            out.spellings.extend(keys.map(|k| (k, entry)));
        }
        out.spellings.sort_unstable();
        out.spellings.dedup();
        out
    }

    fn entries(&self, key: Option<u64>) -> impl Iterator<Item = u32> + Clone {
        let from = key.map_or(0, |k| self.spellings.partition_point(|s| s.0 < k));
        self.spellings[from..].iter().take_while(move |s| Some(s.0) == key).map(|s| s.1)
    }

    /// What they say of two names, given by their keys.
    pub fn say(&self, a: Option<u64>, b: Option<u64>) -> EntryVerdict {
        let (a, b) = (self.entries(a), self.entries(b));
        if a.clone().any(|x| b.clone().any(|y| x == y)) {
            return EntryVerdict::Same;
        }
        let fixed = |mut of: Box<dyn Iterator<Item = u32> + '_>| {
            let kind = |e: u32| self.kinds.get(e as usize).copied();
            of.next().is_some_and(|first| {
                kind(first) != Some(Kind::Person) && of.all(|e| kind(e) != Some(Kind::Person))
            })
        };
        if fixed(Box::new(a)) && fixed(Box::new(b)) { EntryVerdict::Different } else { EntryVerdict::Nothing }
    }
}
