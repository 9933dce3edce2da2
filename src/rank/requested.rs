//! Which document pairs a user asks for.

use std::collections::{BTreeSet, HashSet};

use crate::error::Error;
use crate::text::{DocPair, Lang, Report};

/// Which document pairs to align.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Requested {
    /// Those that seem to tell the same story.
    #[default]
    Promising,
    /// Every Arabic with every English document.
    All,
    /// The pairs of ids listed, Arabic first. A name is an id or its end after `/`, `\\` or `#`; one that stands for
    /// several documents of its language selects none.
    Listed(Vec<(String, String)>),
}

impl Requested {
    /// How many pairs that are not promising are kept for each Arabic document: a few to look at, all where any may be
    /// asked for.
    pub(crate) fn others(&self) -> usize {
        const LOOKED_AT: usize = 5;
        if *self == Requested::Promising { LOOKED_AT } else { usize::MAX }
    }

    /// Whether the user says which documents belong together.
    pub(crate) fn is_list(&self) -> bool {
        matches!(self, Requested::Listed(_))
    }

    /// Marks the chosen pairs of a ranking; `id` gives the document id of a part.
    pub(crate) fn choose<'d>(&self, ranking: &mut [DocPair], id: impl Fn(usize) -> &'d str) {
        match self {
            Requested::Promising => {}
            Requested::All => ranking.iter_mut().for_each(|p| p.chosen = true),
            Requested::Listed(list) => {
                let side = |of: fn(&DocPair) -> usize| -> Vec<NamedPart<'d>> {
                    let parts: BTreeSet<usize> = ranking.iter().map(of).collect();
                    parts.into_iter().map(|part| (part, id(part))).collect()
                };
                let (ar, en) = (side(|p| p.ar), side(|p| p.en));
                let chosen: HashSet<(usize, usize)> = list
                    .iter()
                    .filter_map(|(a, e)| match (&named(a, &ar)[..], &named(e, &en)[..]) {
                        (&[(a, _)], &[(e, _)]) => Some((a, e)),
                        _ => None,
                    })
                    .collect();
                for pair in ranking.iter_mut() {
                    pair.chosen = chosen.contains(&(pair.ar, pair.en));
                }
            }
        }
    }

    /// The listed pairs of which one side is no document of the run.
    pub fn missing(&self, ids: &[&str]) -> Vec<&str> {
        let Requested::Listed(list) = self else { return Vec::new() };
        let unknown = |name: &&str| !ids.iter().any(|id| names(name, id));
        list.iter().flat_map(|(a, e)| [a.as_str(), e.as_str()]).filter(unknown).collect()
    }

    /// What keeps listed pairs of documents that are there from being aligned: they are no Arabic with an English one,
    /// or a name stands for several. [`Requested::missing`] tells of the others.
    pub fn faults(&self, report: &Report) -> Vec<Error> {
        let Requested::Listed(list) = self else { return Vec::new() };
        let ids: Vec<&str> = report.documents.iter().map(|d| d.id.as_str()).collect();
        let side = |lang| -> Vec<NamedPart<'_>> {
            let parts = report.parts.iter().enumerate().filter(|(_, p)| p.lang == lang);
            parts.map(|(i, p)| (i, ids[p.doc])).collect()
        };
        let (ar, en) = (side(Lang::Arabic), side(Lang::English));
        let known = |name: &str| ids.iter().any(|id| names(name, id));
        let mut faults = Vec::new();
        for (a, e) in list.iter().filter(|(a, e)| known(a) && known(e)) {
            let found = [named(a, &ar), named(e, &en)];
            for (name, of) in [a, e].into_iter().zip(&found).filter(|(_, of)| of.len() > 1) {
                let of = of.iter().map(|(_, id)| (*id).to_owned()).collect();
                faults.push(Error::AmbiguousDocument { name: name.clone(), documents: of });
            }
            if found.iter().any(Vec::is_empty) {
                faults.push(Error::NotArabicEnglish { ar: a.clone(), en: e.clone() });
            }
        }
        faults
    }
}

/// A part of a document: its index and the document's id.
type NamedPart<'d> = (usize, &'d str);

/// The parts whose document `name` names. One that has the whole name as its id goes before others that end in it.
fn named<'d>(name: &str, parts: &[NamedPart<'d>]) -> Vec<NamedPart<'d>> {
    let whole: Vec<NamedPart<'d>> = parts.iter().filter(|(_, id)| *id == name).copied().collect();
    if whole.is_empty() { parts.iter().filter(|(_, id)| names(name, id)).copied().collect() } else { whole }
}

/// Whether `name`, as a user writes it, names the document `id`: the whole id, or its end after a `/` or `#`.
fn names(name: &str, id: &str) -> bool {
    id.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with(['/', '#', '\\']))
}

#[cfg(test)]
mod tests {
    use super::{named, names};

    #[test]
    fn a_whole_id_goes_before_its_end() {
        let parts = [(0, "a.txt"), (1, "old/a.txt"), (2, "b/c.txt"), (3, "d/c.txt")];
        assert_eq!(named("a.txt", &parts), [parts[0]]);
        assert_eq!(named("c.txt", &parts), parts[2..]);
        assert!(named("e.txt", &parts).is_empty());
    }

    #[test]
    fn a_name_is_an_id_or_its_end() {
        assert!(names("a.txt", "a.txt"));
        assert!(names("a.txt", "news/a.txt"));
        assert!(names("7", "news.jsonl#7"));
        assert!(!names("a.txt", "news/ba.txt"));
    }
}
