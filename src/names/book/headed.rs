//! Names with a noun of what is named: جامعة القاهرة is Cairo University, and back.

use super::answer::AnswerSource;
use super::combine::WeightedForm;
use super::grammar::{PartRole, share};
use super::key;
use super::name::Name;
use super::namebook::NameBook;
use crate::names::form::{Script, capital};
use crate::names::transliterate::Workspace;

/// What a reading as a head noun with a name counts beside one word by word: a noun that fits outweighs persons'
/// names of the same letters. Set by judgement, as [`super::BookWeights`] are.
const HEADED: f32 = 3.0;

/// Forms of what follows the noun that are kept.
const FORMS: usize = 4;

impl NameBook {
    /// جامعة القاهرة as Cairo University, and back: a noun with a place or organisation known as a whole, else with
    /// words put together.
    pub(super) fn headed(&self, name: &Name<'_>, room: &mut Workspace) -> Vec<WeightedForm> {
        if self.model_only {
            return Vec::new();
        }
        let mut out = Vec::new();
        let mut put = |text: String, probability: f32| {
            out.push(WeightedForm { text, probability, from: AnswerSource::Parts });
        };
        let script = name.script();
        match script {
            Script::Arabic => {
                let Some((head, rest)) = name.text().split_once(' ') else { return out };
                let Some(part) = self.grammar.arabic(&key::arabic(head)).find(|p| p.role == PartRole::Head)
                else {
                    return out;
                };
                let (best, weight) = self.best_whole(&Name::part(rest, script), false);
                if let Some(best) = best.filter(|_| weight > self.weights.other) {
                    for (rank, en) in part.en.iter().enumerate() {
                        put(en.replace('…', best), HEADED * share(rank));
                    }
                } else {
                    for form in self.composed(&Name::part(rest, script), room) {
                        for (rank, en) in part.en.iter().enumerate() {
                            put(en.replace('…', &form.text), HEADED * share(rank) * form.probability);
                        }
                    }
                }
            }
            Script::Latin => {
                let words: Vec<&str> = name.text().split(' ').collect();
                for cut in 1..words.len() {
                    for (head, rest, before) in [
                        (words[..cut].join(" "), words[cut..].join(" "), true),
                        (words[cut..].join(" "), words[..cut].join(" "), false),
                    ] {
                        let folded: String = head.split(' ').map(key::latin_word).collect();
                        for (part, rank) in self.grammar.latin(&folded) {
                            let fits = part.en.get(rank).is_some_and(|en| en.ends_with('…') == before);
                            if part.role == PartRole::Head && fits {
                                let (best, weight) = self.best_whole(&Name::part(&rest, script), false);
                                if let Some(best) = best.filter(|_| weight > self.weights.other) {
                                    // Ennahda is حركة النهضة without Movement, too.
                                    let has = best.split(' ').next() == Some(part.ar);
                                    let text =
                                        if has { best.to_owned() } else { format!("{} {best}", part.ar) };
                                    put(text, HEADED * share(rank));
                                } else if !self.is_known_latin(&head) {
                                    for form in self.composed(&Name::part(&rest, script), room) {
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
    fn composed(&self, name: &Name<'_>, room: &mut Workspace) -> Vec<WeightedForm> {
        let mut forms = match name.script() {
            Script::Arabic if name.text().contains(' ') => self.compose_latin(name, room),
            Script::Arabic => self.arabic_words(name.text(), room),
            Script::Latin => self.compose_arabic(name.text(), room),
        };
        forms.truncate(FORMS);
        for form in &mut forms {
            if name.to_latin() && !form.text.contains('-') {
                form.text = capital(&form.text);
            }
        }
        forms
    }
}
