//! The front door: what a name may be in the other script.

use super::answer::{AnswerSource, Answers};
use super::combine::WeightedForm;
use super::group::{FoundForm, group};
use super::key;
use super::name::{Name, NoName};
use super::namebook::NameBook;
use crate::names::form::{Script, capital};
use crate::names::transliterate::Workspace;

/// If readings as a government body (وزارة الخارجية المصرية) weigh at least this much together, the head-noun reading
/// (جامعة القاهرة) is skipped. Set by judgement, as [`super::BookWeights`] are.
const BODIES_SETTLE: f32 = 0.5;

/// What the name of a single Latin letter counts beside what the tables and the model have for it. Set by judgement.
const LETTER: f32 = 0.5;

impl NameBook {
    /// At most `n` answers for a name, likeliest first; there is always one.
    ///
    /// # Errors
    /// When the text is no name: see [`NoName`].
    pub fn lookup(&self, name: &str, n: usize) -> Result<Answers, NoName> {
        self.lookup_in(name, n, &mut Workspace::default())
    }

    /// As [`NameBook::lookup`], with room that is used again.
    ///
    /// # Errors
    /// As [`NameBook::lookup`].
    pub fn lookup_in(&self, name: &str, n: usize, room: &mut Workspace) -> Result<Answers, NoName> {
        let name = Name::parse(name)?;
        let to = if name.to_latin() { Script::Latin } else { Script::Arabic };
        let (mut found, mut weight) =
            if self.model_only { (Vec::new(), 0.0) } else { self.whole(&name, room) };
        if weight < self.weights.sure {
            let unknown = self.weights.unknown;
            for form in self.rest(&name, room) {
                let probability = unknown * form.probability;
                weight += probability;
                add(&mut found, form, probability);
            }
        }
        if weight <= 0.0 || found.is_empty() {
            // Letters that the model does not know.
            return Err(NoName {
                expected: "a name in letters of Arabic or Latin names",
                found: format!("{:?}", name.text()),
                way_out: "spell it in usual letters",
            });
        }
        let answers = group(found, name.text(), to, n);
        Ok(Answers { name: name.text().to_owned(), to, answers })
    }

    /// What is not known as a whole: a noun of what is named with a name, words put together, or one word.
    fn rest(&self, name: &Name<'_>, room: &mut Workspace) -> Vec<WeightedForm> {
        let several = name.has_several_words();
        let bodies = if several { self.bodies(name) } else { Vec::new() };
        let bodies_weigh: f32 = bodies.iter().map(|f| f.probability).sum();
        let mut forms = match (name.script(), several) {
            _ if !bodies.is_empty() => bodies,
            (Script::Arabic, true) => self.compose_latin(name, room),
            (Script::Arabic, false) => self.arabic_words(name.text(), room),
            (Script::Latin, true) => self.compose_arabic(name.text(), room),
            (Script::Latin, false) => self.single_latin(name.text(), room),
        };
        if several && bodies_weigh < BODIES_SETTLE {
            forms.extend(self.headed(name, room));
        }
        let sum: f32 = forms.iter().map(|f| f.probability).sum();
        let factor = if sum > 0.0 { 1.0 / sum } else { 0.0 };
        for form in &mut forms {
            form.probability *= factor;
            if name.to_latin() && form.text.chars().next().is_some_and(char::is_lowercase) {
                // al-Houthi keeps its small letter.
                let article = form.text.split_once('-').is_some_and(|(a, _)| key::is_article(a, true));
                if !article {
                    form.text = capital(&form.text);
                }
            }
        }
        forms
    }

    fn single_latin(&self, name: &str, room: &mut Workspace) -> Vec<WeightedForm> {
        let mut forms = self.compose_arabic(name, room);
        if forms.is_empty() {
            forms = self.latin_words(name, true, room);
        }
        if let Some(letter) = self.grammar.letter(&key::latin_word(name)) {
            forms.push(WeightedForm {
                text: letter.to_owned(),
                probability: LETTER,
                from: AnswerSource::Parts,
            });
        }
        forms
    }
}

/// Adds a form that was put together, with its probability, to what was found.
fn add(found: &mut Vec<FoundForm>, form: WeightedForm, probability: f32) {
    if let Some(same) = found.iter_mut().find(|f| f.text == form.text) {
        same.probability += probability;
        return;
    }
    found.push(FoundForm {
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
