//! The front door: what a name may be in the other script.

use std::borrow::Cow;

use super::answer::{Answers, From, NoName, check};
use super::combine::Form;
use super::grammar::{Grammar, Role, share};
use super::group::{Found, LEAST, group};
use super::key;
use super::row::{NameKind, PARTS};
use super::table::{Hit, Table};
use super::weigh::{Agreement, BookWeights};
use super::words::{arabic_agreement, capital, latin_agreement};
use crate::names::engine::Room;
use crate::names::form::Script;
use crate::names::model::Names;

/// Names known and unknown, between Arabic and Latin letters: whole entities first, then names put together from known
/// parts, then the model.
///
/// ```
/// use jisr::names::NameBook;
/// let book = NameBook::embedded();
/// assert_eq!(book.lookup("حماس", 3)?.best(), "Hamas");
/// assert_eq!(book.lookup("Cairo", 3)?.best(), "القاهرة");
/// assert!(book.lookup("<b>", 3).is_err());
/// # Ok::<(), jisr::names::NoName>(())
/// ```
#[derive(Clone, Debug)]
pub struct NameBook {
    pub(super) table: &'static Table,
    pub(super) grammar: &'static Grammar,
    names: Option<Cow<'static, Names>>,
    pub(super) model_only: bool,
    /// How far what is in the tables is trusted.
    pub weights: BookWeights,
}

impl NameBook {
    /// What the binary carries; takes microseconds, the model is made ready when it is first asked.
    pub fn embedded() -> Self {
        NameBook {
            table: Table::embedded(),
            grammar: Grammar::embedded(),
            names: None,
            model_only: false,
            weights: BookWeights::default(),
        }
    }

    /// With another model.
    #[must_use]
    pub fn with_model(self, names: Names) -> Self {
        NameBook { names: Some(Cow::Owned(names)), ..self }
    }

    /// With nothing but the model and the words that names are put together with.
    #[must_use]
    pub fn model_only(self, model_only: bool) -> Self {
        NameBook { model_only, ..self }
    }

    pub(super) fn names(&self) -> &Names {
        match &self.names {
            Some(names) => names,
            None => Names::embedded(),
        }
    }

    /// At most `n` answers for a name, likeliest first; there is always one.
    ///
    /// # Errors
    /// When the text is no name: see [`NoName`].
    pub fn lookup(&self, name: &str, n: usize) -> Result<Answers, NoName> {
        self.lookup_in(name, n, &mut Room::default())
    }

    /// As [`NameBook::lookup`], with room that is used again.
    ///
    /// # Errors
    /// As [`NameBook::lookup`].
    pub fn lookup_in(&self, name: &str, n: usize, room: &mut Room) -> Result<Answers, NoName> {
        let (name, script) = check(name)?;
        let to = if script == Script::Arabic { Script::Latin } else { Script::Arabic };
        let (mut found, mut weight) =
            if self.model_only { (Vec::new(), 0.0) } else { self.whole(&name, script, room) };
        let several = name.contains([' ', '-', '/']);
        if weight < self.weights.sure {
            let unknown = self.weights.unknown;
            for form in self.rest(&name, script, several, room) {
                let probability = unknown * form.probability;
                weight += probability;
                add(&mut found, form, probability);
            }
        }
        if weight <= 0.0 || found.is_empty() {
            // Letters that the model does not know.
            return Err(NoName {
                expected: "a name in letters of Arabic or Latin names",
                found: format!("{name:?}"),
                way_out: "spell it in usual letters",
            });
        }
        let answers = group(found, &name, to, n);
        Ok(Answers { name, to, answers })
    }

    /// From this on a body of a state is no other noun with a name.
    const BODY_SURE: f32 = 0.5;

    /// What is not known as a whole: a noun of what is named with a name, words put together, or one word.
    fn rest(&self, name: &str, script: Script, several: bool, room: &mut Room) -> Vec<Form> {
        let bodies = if several { self.bodies(name, script) } else { Vec::new() };
        let bodies_weigh: f32 = bodies.iter().map(|f| f.probability).sum();
        let mut forms = match (script, several) {
            _ if !bodies.is_empty() => bodies,
            (Script::Arabic, true) => self.compose_latin(name, room),
            (Script::Arabic, false) => self.arabic_words(name, room),
            (Script::Latin, true) => self.compose_arabic(name, room),
            (Script::Latin, false) => self.single_latin(name, room),
        };
        if several && bodies_weigh < Self::BODY_SURE {
            forms.extend(self.headed(name, script, room));
        }
        let sum: f32 = forms.iter().map(|f| f.probability).sum();
        let factor = if sum > 0.0 { 1.0 / sum } else { 0.0 };
        for form in &mut forms {
            form.probability *= factor;
            if script == Script::Arabic && form.text.chars().next().is_some_and(char::is_lowercase) {
                // al-Houthi keeps its small letter.
                let article = form.text.split_once('-').is_some_and(|(a, _)| key::is_article(a, true));
                if !article {
                    form.text = capital(&form.text);
                }
            }
        }
        forms
    }

    fn single_latin(&self, name: &str, room: &mut Room) -> Vec<Form> {
        let mut forms = self.compose_arabic(name, room);
        if forms.is_empty() {
            forms = self.latin_words(name, true, room);
        }
        if let Some(letter) = self.grammar.letter(&key::latin_word(name)) {
            forms.push(Form { text: letter.to_owned(), probability: 0.5, from: From::Parts });
        }
        forms
    }

    /// جامعة القاهرة as Cairo University, and back: a noun with a place or organisation known as a whole, else with words
    /// put together.
    fn headed(&self, name: &str, script: Script, room: &mut Room) -> Vec<Form> {
        if self.model_only {
            return Vec::new();
        }
        let mut out = Vec::new();
        let mut put = |text: String, probability: f32| {
            out.push(Form { text, probability, from: From::Parts });
        };
        // A noun that fits outweighs names of persons with the same letters.
        const HEADED: f32 = 3.0;
        match script {
            Script::Arabic => {
                let Some((head, rest)) = name.split_once(' ') else { return out };
                let Some(part) = self.grammar.arabic(&key::arabic(head)).find(|p| p.role == Role::Head)
                else {
                    return out;
                };
                let (best, weight) = self.best_whole(rest, script, false);
                if let Some(best) = best.filter(|_| weight > self.weights.other) {
                    for (rank, en) in part.en.iter().enumerate() {
                        put(en.replace('…', best), HEADED * share(rank));
                    }
                } else {
                    for form in self.unknown(rest, script, room) {
                        for (rank, en) in part.en.iter().enumerate() {
                            put(en.replace('…', &form.text), HEADED * share(rank) * form.probability);
                        }
                    }
                }
            }
            Script::Latin => {
                let words: Vec<&str> = name.split(' ').collect();
                for cut in 1..words.len() {
                    for (head, rest, before) in [
                        (words[..cut].join(" "), words[cut..].join(" "), true),
                        (words[cut..].join(" "), words[..cut].join(" "), false),
                    ] {
                        let folded: String = head.split(' ').map(key::latin_word).collect();
                        for (part, rank) in self.grammar.latin(&folded) {
                            let fits = part.en.get(rank).is_some_and(|en| en.ends_with('…') == before);
                            if part.role == Role::Head && fits {
                                let (best, weight) = self.best_whole(&rest, script, false);
                                if let Some(best) = best.filter(|_| weight > self.weights.other) {
                                    // Ennahda is حركة النهضة without Movement, too.
                                    let has = best.split(' ').next() == Some(part.ar);
                                    let text =
                                        if has { best.to_owned() } else { format!("{} {best}", part.ar) };
                                    put(text, HEADED * share(rank));
                                } else if !self.is_known_latin(&head) {
                                    for form in self.unknown(&rest, script, room) {
                                        let probability = HEADED * share(rank) * form.probability;
                                        put(format!("{} {}", part.ar, form.text), probability);
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        out
    }

    /// Words after a noun of what is named, put together.
    fn unknown(&self, name: &str, script: Script, room: &mut Room) -> Vec<Form> {
        const FORMS: usize = 4;
        let mut forms = match script {
            Script::Arabic if name.contains(' ') => self.compose_latin(name, room),
            Script::Arabic => self.arabic_words(name, room),
            Script::Latin => self.compose_arabic(name, room),
        };
        forms.truncate(FORMS);
        for form in &mut forms {
            if script == Script::Arabic && !form.text.contains('-') {
                form.text = capital(&form.text);
            }
        }
        forms
    }

    /// The usual form of a place, or else organisation, and the weight of what speaks for it.
    pub(super) fn best_whole(&self, name: &str, script: Script, place: bool) -> (Option<&'static str>, f32) {
        let to_latin = script == Script::Arabic;
        let mut best = (None, 0.0);
        self.each_hit(name, script, |hit, agreement| {
            let weight = self.weights.of(hit, agreement, to_latin);
            let fits = hit.kind() == NameKind::Place || (!place && hit.kind() == NameKind::Organisation);
            if fits && weight > best.1 {
                best = (Some(hit.answer(to_latin)), weight);
            }
        });
        best
    }

    /// Calls `each` with the rows of the tables for a whole name and how they agree with it.
    fn each_hit(&self, name: &str, script: Script, mut each: impl FnMut(&Hit<'_>, Agreement)) {
        match script {
            Script::Arabic => {
                // Rows of one form lie together.
                let mut last = None;
                for hit in self.table.arabic(&key::arabic(name)) {
                    let agreement = match last {
                        Some((place, agreement)) if place == hit.places().0 => agreement,
                        _ => arabic_agreement(name, hit.ar()),
                    };
                    last = Some((hit.places().0, agreement));
                    each(&hit, agreement);
                }
            }
            Script::Latin => {
                for hit in self.table.latin(&key::latin(name)) {
                    each(&hit, latin_agreement(name, hit.en()));
                }
            }
        }
    }

    /// What the tables have for the whole name, each form once, with weights for probabilities, and the weight of all.
    /// What is far behind is left out where nothing is to be added.
    fn whole(&self, name: &str, script: Script, room: &mut Room) -> (Vec<Found>, f32) {
        let to_latin = script == Script::Arabic;
        let Room { forms: by_text, rows, .. } = room;
        by_text.clear();
        rows.clear();
        let mut forms: Vec<Whole> = Vec::with_capacity(32);
        let mut all = 0.0;
        let mut last = (u32::MAX, 0);
        self.each_hit(name, script, |hit, agreement| {
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
            let fits = |f: &Whole| (f.entry == entry || entry.is_none()) && f.place == place;
            let at = first + forms[first..].iter().position(fits).unwrap_or(forms.len() - first);
            if at == forms.len() {
                forms.push(Whole { place, entry, weight: 0.0, found: None });
            }
            forms[at].weight += weight;
            rows.push((hit.number, at as u32));
        });
        let most = forms.iter().map(|f| f.weight).fold(0.0, f32::max);
        let least = if all < self.weights.sure { 0.0 } else { LEAST * most };
        let mut found: Vec<Found> = Vec::new();
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
                found.push(Found {
                    text: hit.answer(to_latin).to_owned(),
                    probability: form.weight,
                    from: From::Lexicon,
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

/// A form that the tables have for a whole name.
struct Whole {
    /// Where its text begins: forms are one when these are.
    place: u32,
    /// The hand-checked entry it is of.
    entry: Option<u16>,
    weight: f32,
    /// Its place among those that are answered.
    found: Option<usize>,
}

/// Adds a form that was put together, with its probability, to what was found.
fn add(found: &mut Vec<Found>, form: Form, probability: f32) {
    if let Some(same) = found.iter_mut().find(|f| f.text == form.text) {
        same.probability += probability;
        return;
    }
    found.push(Found {
        text: form.text,
        probability,
        from: form.from,
        kind: None,
        source: None,
        entry: None,
        count: 0,
        countries: Vec::new(),
    });
}
