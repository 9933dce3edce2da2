//! Do two names, in any scripts and spellings, name the same?
//!
//! - name → words: articles, titles, descent (بن, ibn), particles (von, دي) and initials told apart (`words`);
//! - two words → log-odds that they are one name: by sound, by what the model of names thinks of the one as a form of
//!   the other, by letters (`pair`), and by who writes the one for the other and how else each is written (`known`); an
//!   entry of the lexicon may say so too;
//! - words → which stands for which, in any order, one for up to three (عبد الله, Abdullah) (`parts`);
//! - the words that stand for each other and those left alone → the probability, unless the names are spellings of one
//!   entry of the lexicon as they stand (القاهرة, Cairo) (`entities`).
//!
//! What a logistic function can weigh is fitted by `jisr fit --names-match` (`weights`).

mod entities;
mod judge;
mod known;
mod model;
mod pair;
mod parts;
mod weights;
mod words;

use crate::lexicon::{Lexicon, Lookup, hand_checked};

use super::form::{self, Script};
use super::model::Names;
use entities::{Entities, Said};
pub use judge::{Judge, STEP_WEIGHTS, Seen, bend};
use known::Asks;
pub use known::View;
use model::Model;
use parts::Found;
pub use weights::{MatchWeights, NAME_FEATURES, NameVector, Scripts, WORD_FEATURES, WordVector};
pub use words::Role;
use words::{Form, Word, words};

/// Log-odds of names that are spellings of one entry, and at least of words that are. Set by judgement: nearly all
/// entries are of one bearer.
const ENTRY: f32 = 4.5;
/// Log-odds of words that an entry of the open sources links. Set by judgement: about one in twenty is wrong.
const LINKED: f32 = 3.0;
/// What two places or organisations that the lexicon tells apart lose. Set by judgement: Niger, نيجيريا.
const APART: f32 = 6.0;

/// Why two words, or names, are taken for one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// The lexicon has them in one entry, or the table of names has both and they do not sound alike.
    Lexicon,
    /// They are spelt alike, but for case, marks and the like.
    Letters,
    /// They are likely spellings of one name, by sound, by the model of names and by who writes the one for the other.
    Sound,
    /// One is the initial of the other.
    Initial,
    /// Both are titles, or say whose child somebody is.
    Role,
}

impl Why {
    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Why::Lexicon => "lexicon",
            Why::Letters => "letters",
            Why::Sound => "sound",
            Why::Initial => "initial",
            Why::Role => "role",
        }
    }
}

/// Words of two names that stand for each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Of the first name, as written.
    pub a: String,
    /// Of the second name.
    pub b: String,
    /// That they are one name.
    pub probability: f32,
    /// What says so.
    pub why: Why,
}

/// What the comparison of two names gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// That the two are one name, when half the pairs are and the others are near neighbours.
    pub probability: f32,
    /// Which words stand for which, in the order of the first name.
    pub parts: Vec<Part>,
    /// Words of the first and of the second name that stand alone.
    pub alone: [Vec<String>; 2],
    /// Whether the lexicon knows both as they stand: as one (`Some(true)`) or as two places or organisations.
    pub entry: Option<bool>,
}

/// Compares names. Cheap to make but for [`Matcher::new`], which reads the hand-checked entries: some milliseconds.
pub struct Matcher<'n> {
    names: &'n Names,
    weights: MatchWeights,
    lexicon: Option<&'n Lexicon>,
    entities: Entities,
    view: View,
}

/// Room for comparisons by a [`Matcher`], which also remembers words; one for each thread.
pub struct MatchRoom<'n> {
    model: Model,
    asks: Asks,
    lookup: Option<Lookup<'n>>,
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

impl<'n> Matcher<'n> {
    /// A matcher with this model, this lexicon, and the hand-checked entries and the table of names that the binary
    /// carries.
    pub fn new(names: &'n Names, lexicon: &'n Lexicon) -> Self {
        let entities = Entities::new(hand_checked());
        Matcher { entities, lexicon: Some(lexicon), view: View::default(), ..Self::without_lexicon(names) }
    }

    /// A matcher that goes by sound, model and letters alone.
    pub fn without_lexicon(names: &'n Names) -> Self {
        let weights = MatchWeights::embedded().clone();
        Matcher { names, weights, lexicon: None, entities: Entities::default(), view: View::none() }
    }

    /// The matcher with these rows of the table of names.
    #[must_use]
    pub fn with_view(self, view: View) -> Self {
        Matcher { view, ..self }
    }

    /// The matcher with other weights.
    #[must_use]
    pub fn with_weights(self, weights: MatchWeights) -> Self {
        Matcher { weights, ..self }
    }

    /// Room for its comparisons.
    pub fn room(&self) -> MatchRoom<'n> {
        MatchRoom { model: Model::default(), asks: Asks::default(), lookup: self.lexicon.map(Lookup::new) }
    }

    /// Compares two names. `compare(a, b)` and `compare(b, a)` say the same. Of names of more than eight words the
    /// first eight are compared.
    ///
    /// ```
    /// use jisr::names::{Names, matching::Matcher};
    /// let lexicon = jisr::lexicon::load();
    /// let matcher = Matcher::new(Names::embedded(), &lexicon);
    /// let found = matcher.compare("إلهام علييف", "Aliyev, Ilham");
    /// assert!(found.probability > 0.9);
    /// assert_eq!((found.parts[0].a.as_str(), found.parts[0].b.as_str()), ("إلهام", "Ilham"));
    /// assert!(matcher.compare("القاهرة", "Cairo").probability > 0.9);
    /// assert!(matcher.compare("باكو", "Ankara").probability < 0.1);
    /// ```
    pub fn compare(&self, a: &str, b: &str) -> Match {
        self.compare_in(a, b, &mut self.room())
    }

    /// As [`Matcher::compare`], with room that is used again.
    pub fn compare_in(&self, a: &str, b: &str, room: &mut MatchRoom<'n>) -> Match {
        // In one order, so that ties are broken alike.
        if a <= b { self.in_order(a, b, false, room) } else { self.in_order(b, a, true, room) }
    }

    fn in_order(&self, a: &str, b: &str, turned: bool, room: &mut MatchRoom<'n>) -> Match {
        let said = self.entities.say(a, b);
        let ((a_words, a_count), (b_words, b_count)) = (words(a), words(b));
        let (mut found, whole) = self.aligned((&a_words, a_count), (&b_words, b_count), room);
        let mut odds = match whole {
            Some(x) => x.iter().zip(&self.weights.names).map(|(x, w)| x * w).sum(),
            None => found.links.first().map_or(found.best, |l| l.log_odds),
        };
        let alike = !found.links.is_empty() && odds > 0.0;
        if turned {
            found.links.sort_by_key(|l| l.b.0);
        }
        let mut parts = found.parts(&a_words, &b_words);
        let mut alone = found.alone(&a_words, &b_words);
        match said {
            Said::Same => {
                odds = odds.max(ENTRY);
                if !alike {
                    let why = Why::Lexicon;
                    parts = vec![Part {
                        a: a.trim().into(),
                        b: b.trim().into(),
                        probability: sigmoid(odds),
                        why,
                    }];
                    alone = [Vec::new(), Vec::new()];
                }
            }
            Said::Different => odds -= APART,
            Said::Nothing => {}
        }
        if turned {
            alone.reverse();
            for part in &mut parts {
                std::mem::swap(&mut part.a, &mut part.b);
            }
        }
        let entry = (said != Said::Nothing).then_some(said == Said::Same);
        Match { probability: sigmoid(odds.clamp(-20.0, 9.0)), parts, alone, entry }
    }

    /// Which words stand for which, and what the names are judged by; with each its number of words.
    fn aligned(
        &self,
        (a, a_count): (&[Word], usize),
        (b, b_count): (&[Word], usize),
        room: &mut MatchRoom<'n>,
    ) -> (Found, Option<NameVector>) {
        let mut score = |x: &Form, y: &Form| self.words(x, y, room);
        let found = parts::align(a, b, &mut score, &|x, y| pair::initial(self.names, x, y));
        let beyond = [a_count - a.len().min(a_count), b_count - b.len().min(b_count)];
        let features = parts::features(&found, a, b, beyond, &mut score);
        (found, features)
    }

    /// Log-odds of two words, and what they are owed to.
    fn words(&self, a: &Form, b: &Form, room: &mut MatchRoom<'n>) -> (f32, Why) {
        let (odds, unheard) = pair::log_odds(self, room, a, b);
        if odds >= pair::IDENTICAL && a.folded == b.folded {
            return (odds, Why::Letters);
        }
        if odds < LINKED
            && let Some(lookup) = &mut room.lookup
            && pair::scripts(a, b) == Some(Scripts::Both)
        {
            let (latin, arabic) = if a.arabic { (b, a) } else { (a, b) };
            let id = lookup.english(&latin.exact).name_id;
            if id.is_some()
                && lookup.arabic(&arabic.exact).links.iter().any(|l| l.kind.is_name() && Some(l.en) == id)
            {
                return (LINKED, Why::Lexicon);
            }
        }
        (odds, if unheard { Why::Lexicon } else { Why::Sound })
    }

    /// What two words are judged by, and which scripts they have: for fitting. Only the first word of each counts;
    /// `None` when one has no letters.
    pub fn word_features(&self, a: &str, b: &str, room: &mut MatchRoom<'n>) -> Option<(Scripts, Seen)> {
        let (a, b) = (Form::joined(&words(a).0), Form::joined(&words(b).0));
        let scripts = pair::scripts(&a, &b)?;
        let (x, y) = pair::oriented(scripts, &a, &b);
        Some((scripts, pair::features(self, room, scripts, x, y)))
    }

    /// Whether the rows of the table of names that the matcher has lead from the one word to the other: in a row, or,
    /// by the commonest forms of either, in three; of words of one script, in two or four. Only the first word of each
    /// counts.
    pub fn related(&self, a: &str, b: &str, room: &mut MatchRoom<'n>) -> bool {
        let (a, b) = (Form::joined(&words(a).0), Form::joined(&words(b).0));
        room.asks.related(self.view, &a, &b)
    }

    /// What two names are judged by, for fitting; `None` when both are of one word.
    pub fn name_features(&self, a: &str, b: &str, room: &mut MatchRoom<'n>) -> Option<NameVector> {
        let (a, b) = if a <= b { (a, b) } else { (b, a) };
        let ((a_words, a_count), (b_words, b_count)) = (words(a), words(b));
        self.aligned((&a_words, a_count), (&b_words, b_count), room).1
    }
}

/// How a name is compared by letters: folded, without the article of an Arabic one. Names that are one so are spelt
/// alike.
pub fn folded(name: &str) -> String {
    match form::script(name) {
        Some(Script::Arabic) => {
            let folded = form::arabic_folded(name);
            folded
                .strip_prefix("ال")
                .filter(|r| r.chars().nth(1).is_some())
                .map(str::to_owned)
                .unwrap_or(folded)
        }
        _ => form::latin_folded(name),
    }
}
