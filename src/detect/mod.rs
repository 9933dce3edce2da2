//! Level 2, stage 2: which language a document is in, paragraph by paragraph.
//!
//! First the letters of each script are counted and, within a script, the letters and small words that tell its
//! languages apart; where these leave a whole document in Latin script open, [lingua](https://docs.rs/lingua) is asked
//! once. The declared language decides only what is still open after that.

mod judge;
mod languages;
mod lingua;
mod paragraphs;
mod script;
mod split;
mod verdict;

use std::collections::BTreeMap;

pub use paragraphs::paragraphs;
pub use verdict::Verdict;

use crate::text::{Document, Lang, LeftOut, Part, Span};
use judge::Finding;
use lingua::{LEAST, Lingua, SAMPLE};
use script::{LetterCounts, LetterScript};

/// A paragraph in another language than its document needs so many words to be content and not a name or a label.
const CONTENT_WORDS: u32 = 3;

/// The second language of a document makes a part of its own with this share of all letters …
const PART_SHARE: f32 = 0.1;

/// … or with so many letters, about three sentences.
const PART_LETTERS: u32 = 300;

/// What was found out about a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Detected {
    /// Its language.
    pub verdict: Verdict,
    /// Why, in a phrase for the reader.
    pub why: String,
    /// Its Arabic and English parts, the larger first: none, one or both.
    pub parts: Vec<Part>,
    /// What is in no part: an entry a language, with its bytes.
    pub left_out: Vec<LeftOut>,
}

/// Finds out languages. Cheap to make; shared between threads.
#[derive(Debug, Default)]
pub struct Detector {
    lingua: Lingua,
}

/// A paragraph, or a piece of one, and what it holds. There may be hundreds of thousands: the counts are kept only of
/// those that do not tell their language themselves.
struct Stretch {
    span: Span,
    /// Letters of any script.
    letters: u32,
    /// Words in Arabic or Latin script.
    words: u32,
    /// The script of most letters.
    script: Option<LetterScript>,
    /// What its own letters and words say, if that is clear.
    own: Option<&'static str>,
    /// Its counts, if not.
    tally: Option<Box<LetterCounts>>,
}

impl Stretch {
    fn new(span: Span, tally: LetterCounts) -> Stretch {
        let script = tally.script();
        let enough = script.filter(|&s| tally.letters(s) >= LEAST);
        let own = enough.and_then(|s| tally.clear(s)).map(|finding| finding.name);
        let (letters, words) = (tally.all_letters(), tally.words());
        Stretch { span, letters, words, script, own, tally: own.is_none().then(|| Box::new(tally)) }
    }
}

/// Why the longest of the pieces that say themselves to be in language `name` is in it.
fn why_of(text: &str, pieces: &[Stretch], name: &str) -> Option<Finding> {
    let longest = pieces.iter().filter(|p| p.own == Some(name)).max_by_key(|p| p.letters)?;
    LetterCounts::of(longest.span.of(text)).clear(longest.script?)
}

impl Detector {
    /// A detector. Nothing is loaded yet.
    pub fn new() -> Self {
        Detector::default()
    }

    /// The language of `document` by its text, and its paragraphs sorted by language.
    pub fn detect(&self, document: &Document) -> Detected {
        let text = &document.text;
        let pieces: Vec<Stretch> = paragraphs(text)
            .into_iter()
            .flat_map(|paragraph| split::by_script(text, paragraph))
            .map(|(span, tally)| Stretch::new(span, tally))
            .collect();
        let mut common: BTreeMap<LetterScript, Finding> = BTreeMap::new();
        for script in pieces.iter().filter_map(|p| p.script) {
            common.entry(script).or_insert_with(|| self.common(document, &pieces, script));
        }
        gather(document, &pieces, &common)
    }

    /// The language of those paragraphs of a script that do not say themselves: what most of the others are, else what
    /// all together are.
    fn common(&self, document: &Document, pieces: &[Stretch], script: LetterScript) -> Finding {
        let of_script = || pieces.iter().filter(|p| p.script == Some(script));
        let mut letters: BTreeMap<&str, u32> = BTreeMap::new();
        for piece in of_script() {
            if let Some(own) = piece.own {
                *letters.entry(own).or_default() += piece.letters;
            }
        }
        let most = letters.iter().max_by_key(|(_, letters)| **letters);
        if let Some(finding) = most.and_then(|(name, _)| why_of(&document.text, pieces, name)) {
            return finding;
        }
        let mut all = LetterCounts::default();
        of_script().filter_map(|p| p.tally.as_deref()).for_each(|tally| all.add(tally));
        if all.letters(script) >= LEAST {
            let sample =
                || of_script().flat_map(|p| p.span.of(&document.text).chars().chain([' '])).take(SAMPLE);
            let finding = all.clear(script).or_else(|| match script {
                LetterScript::Arabic => Some(all.open_arabic()),
                LetterScript::Latin => self.open_latin(&all, sample().collect()),
                _ => None,
            });
            if let Some(finding) = finding {
                return finding;
            }
        }
        let guess = all.guess(script);
        match declared(document.declared.as_deref(), script) {
            Some(declared) if lang(guess.name).is_some() => declared,
            _ => guess,
        }
    }

    /// The language of text in Latin script that small words and letters, counted in `all`, leave open, by letter
    /// sequences.
    fn open_latin(&self, all: &LetterCounts, sample: String) -> Option<Finding> {
        let (most_likely, sure) = self.lingua.ask(sample)?;
        let doubtful = most_likely.name == "English" && !all.may_be_english(sure);
        let why = "hardly any small words of English".to_owned();
        Some(if doubtful { Finding { name: LetterScript::Latin.name(), why } } else { most_likely })
    }
}

/// The language a source declares, where it fits the script: a tie-break, no more.
fn declared(tag: Option<&str>, script: LetterScript) -> Option<Finding> {
    let tag = tag?.to_ascii_lowercase();
    let name = match (script, tag.split(['-', '_']).next()?) {
        (LetterScript::Arabic, "ar") => "Arabic",
        (LetterScript::Arabic, "fa" | "per" | "pes" | "prs") => "Persian",
        (LetterScript::Arabic, "ur" | "urd") => "Urdu",
        (LetterScript::Arabic, "ps" | "pus") => "Pashto",
        (LetterScript::Arabic, "ku" | "ckb") => "Kurdish",
        (LetterScript::Latin, "en") => "English",
        (LetterScript::Latin, "fr") => "French",
        (LetterScript::Latin, "de") => "German",
        (LetterScript::Latin, "es") => "Spanish",
        (LetterScript::Latin, "tr") => "Turkish",
        _ => return None,
    };
    Some(Finding { name, why: "as declared, and too short to tell".to_owned() })
}

/// The language jisr aligns that has this name.
fn lang(name: &str) -> Option<Lang> {
    match name {
        "Arabic" => Some(Lang::Arabic),
        "English" => Some(Lang::English),
        _ => None,
    }
}

/// Sorts the pieces into parts and what is left out.
fn gather(document: &Document, pieces: &[Stretch], common: &BTreeMap<LetterScript, Finding>) -> Detected {
    let name_of = |p: &Stretch| p.own.or_else(|| common.get(&p.script?).map(|f| f.name));
    let mut letters: BTreeMap<&str, u32> = BTreeMap::new();
    for piece in pieces {
        if let Some(name) = name_of(piece) {
            *letters.entry(name).or_default() += piece.letters;
        }
    }
    let Some(main) = letters.iter().max_by_key(|(_, letters)| **letters).map(|(name, _)| *name) else {
        let what = if pieces.is_empty() { "empty" } else { "no letters" };
        return Detected {
            verdict: Verdict::Other(what.to_owned()),
            why: "nothing to tell a language by".to_owned(),
            parts: Vec::new(),
            left_out: vec![LeftOut {
                id: document.id.clone(),
                what: what.to_owned(),
                bytes: document.text.len(),
            }],
        };
    };
    let total: u32 = letters.values().sum();
    let is_part = |name: &str| {
        let own = letters.get(name).copied().unwrap_or_default();
        lang(name).is_some() && (own as f32 >= PART_SHARE * total as f32 || own >= PART_LETTERS)
    };
    let mut parts: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    let mut last = main;
    for piece in pieces {
        let name = match name_of(piece) {
            // Numbers and signs go with what they stand under.
            None => last,
            Some(name) if piece.words < CONTENT_WORDS && lang(name).is_some() && lang(main).is_some() => main,
            Some(name) => name,
        };
        last = name;
        if is_part(name) {
            parts.entry(name).or_default().push(piece.span);
        } else {
            *left.entry(name).or_default() += piece.span.len();
        }
    }
    let mut parts: Vec<(&str, Vec<Span>)> = parts.into_iter().collect();
    parts.sort_by_key(|(name, _)| std::cmp::Reverse(letters.get(name).copied().unwrap_or_default()));
    let why = || {
        let said = common.values().find(|f| f.name == main).cloned();
        said.or_else(|| why_of(&document.text, pieces, main)).map_or_else(String::new, |f| f.why)
    };
    let share =
        |name: &str| letters.get(name).copied().unwrap_or_default() as f32 * 100.0 / total.max(1) as f32;
    let (verdict, why) = match &parts[..] {
        [] => (Verdict::Other(main.to_owned()), why()),
        [(one, _)] if *one == main => {
            (if main == "Arabic" { Verdict::Arabic } else { Verdict::English }, why())
        }
        [(one, _)] => {
            let why = format!("{:.0} % of it {one}, more {main}", share(one));
            (if *one == "Arabic" { Verdict::Arabic } else { Verdict::English }, why)
        }
        _ => (Verdict::Mixed, format!("{:.0} % Arabic, {:.0} % English", share("Arabic"), share("English"))),
    };
    Detected {
        verdict,
        why,
        parts: parts
            .into_iter()
            .filter_map(|(name, paragraphs)| Some(Part { lang: lang(name)?, paragraphs }))
            .collect(),
        left_out: left
            .into_iter()
            .map(|(what, bytes)| LeftOut { id: document.id.clone(), what: what.to_owned(), bytes })
            .collect(),
    }
}
