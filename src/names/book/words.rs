//! What one word, or a few that belong together, may be in the other script: by the tables, then by the model.

use super::agreement::{Agreement, agreement};
use super::answer::AnswerSource;
use super::combine::{WeightedForm, best};
use super::name::Name;
use super::namebook::NameBook;
use super::row::NameKind;
use super::table::TableRow;
use crate::names::form::{Script, capital};
use crate::names::transliterate::Workspace;

// Set by judgement on names that are in no test, as [`super::BookWeights`] are.

/// Forms kept of a word.
pub const FORMS: usize = 8;

/// Forms asked of the model.
const OF_MODEL: usize = 8;

/// What a place or a whole person counts as a word of a longer name, where a part of a name is likelier.
const WHOLE_AS_WORD: f32 = 0.05;

/// How the article of a word that is known without it is written: shares.
const ARTICLES: [(&str, f32); 3] = [("al-", 0.7), ("el-", 0.2), ("", 0.1)];

/// A model's form with the capitals of a name; the article small.
fn of_model(form: &str) -> String {
    let pieces = form.split_inclusive(['-', ' ']);
    pieces.map(|p| if matches!(p, "al-" | "el-") { p.to_owned() } else { capital(p) }).collect()
}

impl NameBook {
    /// The forms that the tables have for words that belong together, with the weight of all of them. Of longer names
    /// only parts of persons' names and what was checked by hand, of a single word all.
    fn known(
        &self,
        hits: impl Iterator<Item = (TableRow<'static>, Agreement)>,
        to_latin: bool,
        single: bool,
    ) -> (Vec<WeightedForm>, f32) {
        let mut forms: Vec<WeightedForm> = Vec::new();
        let mut all = 0.0;
        for (hit, agreement) in hits {
            let fits = single || hit.kind().is_part() || hit.by_hand();
            if hit.kind() == NameKind::Organisation || !fits {
                continue;
            }
            // Within a longer name Sheikh Tamim is any Tamim, and not تميم بن حمد.
            let words = |form: &str| form.split([' ', '-']).count();
            if !single && hit.kind() == NameKind::Person && words(hit.ar()) != words(hit.en()) {
                continue;
            }
            let mut weight = self.weights.of(&hit, agreement, to_latin);
            if hit.kind().is_whole() && (single || hit.kind() == NameKind::Place) {
                weight *= WHOLE_AS_WORD;
            }
            all += weight;
            let text = hit.answer(to_latin);
            match forms.iter_mut().find(|f| f.text == text) {
                Some(form) => form.probability += weight,
                None => forms.push(WeightedForm {
                    text: text.to_owned(),
                    probability: weight,
                    from: AnswerSource::Parts,
                }),
            }
        }
        (forms, all)
    }

    /// Forms of words of an Arabic name that belong together; empty when the tables have none and they are several.
    pub(super) fn arabic_words(&self, words: &str, room: &mut Workspace) -> Vec<WeightedForm> {
        if let Some(form) = number(words) {
            return vec![form];
        }
        let single = !words.contains(' ');
        let name = Name::part(words, Script::Arabic);
        let hits = self.table.arabic(name.key()).map(|h| (h, agreement(&name, h.ar())));
        let (mut forms, mut all) =
            if self.model_only { (Vec::new(), 0.0) } else { self.known(hits, true, single) };
        // A name with the article is mostly that of the bare word.
        if single
            && all < self.weights.unknown
            && let Some(bare) = words.strip_prefix("ال").filter(|b| b.chars().count() > 2)
        {
            let mut bare = self.arabic_words(bare, room);
            bare.truncate(FORMS);
            let mass = self.weights.unknown.max(all);
            for form in bare {
                for (article, share) in ARTICLES {
                    if form.text.contains('-') {
                        continue;
                    }
                    let probability = mass * share * form.probability;
                    forms.push(WeightedForm {
                        text: format!("{article}{}", form.text),
                        probability,
                        from: form.from,
                    });
                }
            }
            all += mass;
            return scaled(forms, 1.0 / all.max(f32::MIN_POSITIVE));
        }
        if !single {
            return scaled(forms, 1.0 / (all + self.weights.unknown));
        }
        if all < self.weights.sure {
            let share = self.weights.unknown / (all + self.weights.unknown);
            forms = scaled(forms, (1.0 - share) / all.max(f32::MIN_POSITIVE));
            for c in self.names().to_latin_in(words, OF_MODEL, room) {
                let text = of_model(&c.text);
                forms.push(WeightedForm {
                    text,
                    probability: share * c.probability,
                    from: AnswerSource::Model,
                });
            }
            return scaled(forms, 1.0);
        }
        scaled(forms, 1.0 / all)
    }

    /// Forms of words of a Latin name that belong together, as [`NameBook::arabic_words`].
    pub(super) fn latin_words(&self, words: &str, single: bool, room: &mut Workspace) -> Vec<WeightedForm> {
        if let Some(form) = number(words) {
            return vec![form];
        }
        let name = Name::part(words, Script::Latin);
        let hits = self.table.latin(name.key()).map(|h| (h, agreement(&name, h.en())));
        let (mut forms, all) =
            if self.model_only { (Vec::new(), 0.0) } else { self.known(hits, false, single) };
        if !single {
            return scaled(forms, 1.0 / (all + self.weights.unknown));
        }
        if all < self.weights.sure {
            let share = self.weights.unknown / (all + self.weights.unknown);
            forms = scaled(forms, (1.0 - share) / all.max(f32::MIN_POSITIVE));
            for c in self.names().to_arabic_in(words, OF_MODEL, room) {
                forms.push(WeightedForm {
                    text: c.text,
                    probability: share * c.probability,
                    from: AnswerSource::Model,
                });
            }
            return scaled(forms, 1.0);
        }
        scaled(forms, 1.0 / all)
    }
}

/// A number within a name, which stays: Boeing 737.
fn number(word: &str) -> Option<WeightedForm> {
    let is = !word.is_empty() && word.chars().all(char::is_numeric);
    is.then(|| WeightedForm { text: word.to_owned(), probability: 1.0, from: AnswerSource::Parts })
}

/// The likeliest forms, their probabilities times `factor`.
fn scaled(mut forms: Vec<WeightedForm>, factor: f32) -> Vec<WeightedForm> {
    // The model may hold a letter for silent.
    forms.retain(|f| !f.text.is_empty());
    for form in &mut forms {
        form.probability *= factor;
    }
    let mut forms = best(forms);
    forms.truncate(FORMS);
    forms
}
