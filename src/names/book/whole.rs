//! Whole names: what the tables have for a name as it stands.

use super::agreement::{Agreement, agreement};
use super::answer::AnswerSource;
use super::group::{FoundForm, LEAST};
use super::name::Name;
use super::namebook::NameBook;
use super::row::{NameKind, PARTS};
use super::table::TableRow;
use crate::names::transliterate::Workspace;

/// A form that the tables have for a whole name.
struct WholeForm {
    /// Where its text begins: forms are one when these are.
    place: u32,
    /// The hand-checked entry it is of.
    entry: Option<u16>,
    weight: f32,
    /// Its place among those that are answered.
    found: Option<usize>,
}

impl NameBook {
    /// The usual form of a place, or else organisation, and the weight of what speaks for it.
    pub(super) fn best_whole(&self, name: &Name<'_>, place: bool) -> (Option<&'static str>, f32) {
        let to_latin = name.to_latin();
        let mut best = (None, 0.0);
        self.each_row(name, |hit, agreement| {
            let weight = self.weights.of(hit, agreement, to_latin);
            let fits = hit.kind() == NameKind::Place || (!place && hit.kind() == NameKind::Organisation);
            if fits && weight > best.1 {
                best = (Some(hit.answer(to_latin)), weight);
            }
        });
        best
    }

    /// Calls `each` with the rows of the tables for a whole name and how they agree with it.
    fn each_row(&self, name: &Name<'_>, mut each: impl FnMut(&TableRow<'_>, Agreement)) {
        // Rows of one form mostly lie together.
        let mut last = None;
        self.table.each(name.to_latin(), name.key(), |hit| {
            let (ar, en) = hit.places();
            let (place, form) = if name.to_latin() { (ar, hit.ar()) } else { (en, hit.en()) };
            let agreement = match last {
                Some((before, agreement)) if before == place => agreement,
                _ => agreement(name, form),
            };
            last = Some((place, agreement));
            each(&hit, agreement);
        });
    }

    /// What the tables have for the whole name, each form once, with weights for probabilities, and the weight of all.
    /// What is far behind is left out where nothing is to be added.
    pub(super) fn whole(&self, name: &Name<'_>, room: &mut Workspace) -> (Vec<FoundForm>, f32) {
        let to_latin = name.to_latin();
        let Workspace { forms: by_text, rows, .. } = room;
        by_text.clear();
        rows.clear();
        let mut forms: Vec<WholeForm> = Vec::with_capacity(32);
        let mut all = 0.0;
        let mut last = (u32::MAX, 0);
        self.each_row(name, |hit, agreement| {
            let weight = self.weights.of(hit, agreement, to_latin);
            all += weight;
            let (ar, en) = hit.places();
            let place = if to_latin { en } else { ar };
            let entry = (hit.by_hand() && hit.kind().is_whole()).then_some(hit.entry());
            // Rows of one text mostly lie together.
            if last.0 != place {
                last = (place, *by_text.entry(place).or_insert(forms.len()));
            }
            let first = last.1;
            let fits = |f: &WholeForm| (f.entry == entry || entry.is_none()) && f.place == place;
            let at = first + forms[first..].iter().position(fits).unwrap_or(forms.len() - first);
            if at == forms.len() {
                forms.push(WholeForm { place, entry, weight: 0.0, found: None });
            }
            forms[at].weight += weight;
            rows.push((hit.number, at as u32));
        });
        let most = forms.iter().map(|f| f.weight).fold(0.0, f32::max);
        let least = if all < self.weights.sure { 0.0 } else { LEAST * most };
        let mut found: Vec<FoundForm> = Vec::new();
        for &(row, at) in rows.iter() {
            let form = &mut forms[at as usize];
            if form.weight < least {
                continue;
            }
            let Some(hit) = self.table.row(row as usize) else { continue };
            let counted = hit.source() == PARTS || hit.kind() == NameKind::Place;
            let count = if counted { hit.count() } else { 0 };
            let Some(at) = form.found else {
                form.found = Some(found.len());
                found.push(FoundForm {
                    text: hit.answer(to_latin).to_owned(),
                    probability: form.weight,
                    from: AnswerSource::Lexicon,
                    kind: Some(hit.kind()),
                    source: Some(hit.source_name()),
                    entry: form.entry,
                    count,
                    countries: hit.countries().collect(),
                });
                continue;
            };
            let same = &mut found[at];
            same.count =
                if hit.kind() == NameKind::Place { same.count.max(count) } else { same.count + count };
            for (code, n) in hit.countries() {
                match same.countries.iter_mut().find(|c| c.0 == code) {
                    Some(known) => known.1 += n,
                    None => same.countries.push((code, n)),
                }
            }
        }
        for form in &mut found {
            form.countries.sort_by_key(|&(code, n)| (std::cmp::Reverse(n), code));
        }
        (found, all)
    }
}
