//! The matcher: a model, a table of names, a lexicon and fitted weights, and what they say of two names.

use super::entities::{Entities, EntryVerdict};
use super::features::{NameVector, Scripts};
use super::name::ComparedName;
use super::outcome::{NameMatch, Why, WordMatch};
use super::pair::{self, Caches, MatchTables};
use super::parts::{self, WordAlignment};
use super::perceptron::WordPair;
use super::variants::View;
use super::weights::NameMatchWeights;
use super::words::{WordForm, words};
use crate::lexicon::{Lexicon, Lookup, hand_checked};
use crate::names::transliterate::Names;
use crate::odds::from_log_odds;

/// Log-odds of names that are spellings of one entry, and at least of words that are. Set by judgement: nearly all
/// entries are of one bearer.
const ENTRY: f32 = 4.5;
/// Log-odds of words that an entry of the open sources links. Set by judgement: about one in twenty is wrong.
const LINKED: f32 = 3.0;
/// What two places or organisations that the lexicon tells apart lose. Set by judgement: Niger, نيجيريا.
const APART: f32 = 6.0;

/// Compares names. Cheap to make but for [`Matcher::new`], which reads the hand-checked entries: some milliseconds.
pub struct Matcher<'n> {
    names: &'n Names,
    weights: NameMatchWeights,
    lexicon: Option<&'n Lexicon>,
    entities: Entities,
    view: View,
}

/// Room for comparisons by a [`Matcher`], which also remembers words; one for each thread.
pub struct MatchWorkspace<'n> {
    caches: Caches,
    lookup: Option<Lookup<'n>>,
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
        let weights = NameMatchWeights::embedded().clone();
        Matcher { names, weights, lexicon: None, entities: Entities::default(), view: View::none() }
    }

    /// The matcher with these rows of the table of names.
    #[must_use]
    pub fn with_view(self, view: View) -> Self {
        Matcher { view, ..self }
    }

    /// The matcher with other weights.
    #[must_use]
    pub fn with_weights(self, weights: NameMatchWeights) -> Self {
        Matcher { weights, ..self }
    }

    /// Room for its comparisons.
    pub fn workspace(&self) -> MatchWorkspace<'n> {
        MatchWorkspace { caches: Caches::default(), lookup: self.lexicon.map(Lookup::new) }
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
    pub fn compare(&self, a: &str, b: &str) -> NameMatch {
        self.compare_in(a, b, &mut self.workspace())
    }

    /// As [`Matcher::compare`], with room that is used again.
    pub fn compare_in(&self, a: &str, b: &str, room: &mut MatchWorkspace<'n>) -> NameMatch {
        // In one order, so that ties are broken alike.
        let turned = a > b;
        let (a, b) = if turned { (b, a) } else { (a, b) };
        self.in_order(&ComparedName::new(a), &ComparedName::new(b), turned, room)
    }

    fn in_order(
        &self,
        a: &ComparedName<'_>,
        b: &ComparedName<'_>,
        turned: bool,
        room: &mut MatchWorkspace<'n>,
    ) -> NameMatch {
        let said = self.entities.say(a.key, b.key);
        let (mut found, whole) = self.aligned(a, b, room);
        let mut odds = match whole {
            Some(x) => x.iter().zip(&self.weights.names).map(|(x, w)| x * w).sum(),
            None => found.links.first().map_or(found.best, |l| l.log_odds),
        };
        let alike = !found.links.is_empty() && odds > 0.0;
        if turned {
            found.links.sort_by_key(|l| l.b.0);
        }
        let mut parts = found.parts(&a.words, &b.words);
        let mut alone = found.alone(&a.words, &b.words);
        match said {
            EntryVerdict::Same => {
                odds = odds.max(ENTRY);
                if !alike {
                    let why = Why::Lexicon;
                    parts = vec![WordMatch {
                        a: a.raw.trim().into(),
                        b: b.raw.trim().into(),
                        probability: from_log_odds(odds),
                        why,
                    }];
                    alone = [Vec::new(), Vec::new()];
                }
            }
            EntryVerdict::Different => odds -= APART,
            EntryVerdict::Nothing => {}
        }
        if turned {
            alone.reverse();
            for part in &mut parts {
                std::mem::swap(&mut part.a, &mut part.b);
            }
        }
        let entry = (said != EntryVerdict::Nothing).then_some(said == EntryVerdict::Same);
        NameMatch { probability: from_log_odds(odds.clamp(-20.0, 9.0)), parts, alone, entry }
    }

    /// Which words stand for which, and what the names are judged by; with each its number of words.
    fn aligned(
        &self,
        a: &ComparedName<'_>,
        b: &ComparedName<'_>,
        room: &mut MatchWorkspace<'n>,
    ) -> (WordAlignment, Option<NameVector>) {
        let mut score = |x: &WordForm, y: &WordForm| self.words(x, y, room);
        let found = parts::align(&a.words, &b.words, &mut score, &|x, y| pair::initial(self.names, x, y));
        let beyond = [a.beyond(), b.beyond()];
        let features = parts::features(&found, &a.words, &b.words, beyond, &mut score);
        (found, features)
    }

    /// What two words are judged with.
    fn evidence(&self) -> MatchTables<'_> {
        MatchTables { names: self.names, weights: &self.weights, view: self.view }
    }

    /// Log-odds of two words, and what they are owed to.
    fn words(&self, a: &WordForm, b: &WordForm, room: &mut MatchWorkspace<'n>) -> (f32, Why) {
        let (odds, unheard) = pair::log_odds(self.evidence(), &mut room.caches, a, b);
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
    pub fn word_features(
        &self,
        a: &str,
        b: &str,
        room: &mut MatchWorkspace<'n>,
    ) -> Option<(Scripts, WordPair)> {
        let (a, b) = (WordForm::joined(&words(a).0), WordForm::joined(&words(b).0));
        let scripts = pair::scripts(&a, &b)?;
        let (x, y) = pair::oriented(scripts, &a, &b);
        Some((scripts, pair::features(self.evidence(), &mut room.caches, scripts, x, y)))
    }

    /// Whether the rows of the table of names that the matcher has lead from the one word to the other: in a row, or,
    /// by the commonest forms of either, in three; of words of one script, in two or four. Only the first word of each
    /// counts.
    pub fn related(&self, a: &str, b: &str, room: &mut MatchWorkspace<'n>) -> bool {
        let (a, b) = (WordForm::joined(&words(a).0), WordForm::joined(&words(b).0));
        room.caches.variants.related(self.view, &a, &b)
    }

    /// What two names are judged by, for fitting; `None` when both are of one word.
    pub fn name_features(&self, a: &str, b: &str, room: &mut MatchWorkspace<'n>) -> Option<NameVector> {
        let (a, b) = if a <= b { (a, b) } else { (b, a) };
        self.aligned(&ComparedName::new(a), &ComparedName::new(b), room).1
    }
}
