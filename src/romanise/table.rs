//! A system's data file (`lexicons/romanisation/SYSTEM.tsv`), parsed.
//!
//! Columns: `arabic`, `latin`, `where`, `note`. Lines that begin with `#` are comments. A tatweel in the first column
//! carries a mark for the eye and is not read. A row is one of:
//!
//! - a rule: Arabic letters and marks, what stands for them, and where they must stand: conditions separated by
//!   spaces, all of which must hold: `initial`, `medial` (neither end of the word), `final`, `construct`, `pause`,
//!   `before:X`, `after:X`, `not-before:X`, `not-after:X`, with X a list of letters or `consonant`, `vowel` or `bare`
//!   (a consonant without a mark);
//! - a word: `where` is `word` (stands alone), `join` (is joined to the word before);
//! - a setting: the first column is `@name` (see [`StandardSettings`]).
//!
//! The longest key that fits wins; among equally long ones the one with more conditions; then the earlier one.

use std::collections::HashMap;

use super::letters::{self, SHADDA, is_vowel_mark};
use super::settings::StandardSettings;

/// Letters a neighbour must or must not be one of.
#[derive(Clone, PartialEq, Eq, Debug)]
enum LetterClass {
    Letters(Vec<char>),
    Consonant,
    Vowel,
    Bare,
}

/// A condition on where a key stands.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Condition {
    Initial,
    Medial,
    Final,
    Construct(bool),
    Before(LetterClass, bool),
    After(LetterClass, bool),
}

/// A word being read: its letters and marks in canonical order, and how it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlacedWord<'a> {
    pub chars: &'a [char],
    /// Whether it is a construct: another noun follows that it belongs to.
    pub construct: bool,
}

#[derive(Clone, Debug)]
struct Rule {
    key: Vec<char>,
    latin: String,
    conditions: Vec<Condition>,
}

impl Rule {
    fn says_what_follows(&self) -> bool {
        self.conditions.iter().any(|c| matches!(c, Condition::Before(..)))
    }
}

/// A line that could not be read, for the test of the tables.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct BadRule {
    pub line: usize,
    pub found: String,
}

/// What stands for a whole word.
#[derive(Clone, Debug)]
pub(super) struct WholeWord {
    pub latin: String,
    pub join: bool,
}

/// A system: rules, whole words and settings.
#[derive(Clone, Debug, Default)]
pub(super) struct System {
    pub name: String,
    pub settings: StandardSettings,
    rules: Vec<Rule>,
    words: HashMap<String, WholeWord>,
    /// For each character of the Arabic block, where its rules begin in `rules`; one more at the end.
    first: Vec<u16>,
    /// For each character of the Arabic block, the letter it is read as: itself where the system knows it.
    same: Vec<char>,
}

/// The Arabic block, which holds every letter that a rule may begin with.
const BLOCK: std::ops::Range<u32> = 0x600..0x700;

impl System {
    /// Parses a data file. `base` finds the system that `@base` names. Bad rows are passed over and returned.
    pub fn parse(name: &str, text: &str, base: impl Fn(&str) -> Option<System>) -> (System, Vec<BadRule>) {
        let mut system = System::default();
        let mut bad = Vec::new();
        // A row of a system comes before the same row of its base.
        let mut inherited = Vec::new();
        for (i, line) in text.lines().enumerate().skip(1) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let mut columns = line.split('\t');
            let (arabic, latin) = (columns.next().unwrap_or(""), columns.next());
            let place = columns.next().unwrap_or("");
            let read = latin.and_then(|latin| {
                if arabic == "@base" {
                    let base = base(latin)?;
                    system.settings = base.settings;
                    system.words = base.words;
                    inherited = base.rules;
                    Some(())
                } else if let Some(setting) = arabic.strip_prefix('@') {
                    system.settings.set(setting, latin)
                } else {
                    system.row(arabic, latin, place)
                }
            });
            if read.is_none() {
                bad.push(BadRule { line: i + 1, found: line.to_owned() });
            }
        }
        for rule in inherited {
            if !system.rules.iter().any(|r| r.key == rule.key && r.conditions == rule.conditions) {
                system.rules.push(rule);
            }
        }
        name.clone_into(&mut system.name);
        system.index();
        (system, bad)
    }

    fn row(&mut self, arabic: &str, latin: &str, place: &str) -> Option<()> {
        let mut key = Vec::new();
        letters::canonical_into(arabic, false, &mut key);
        if key.is_empty() {
            // The tatweel itself, in systems that keep it.
            key.extend(arabic.chars().next());
        }
        if !key.first().is_some_and(|&c| BLOCK.contains(&(c as u32))) {
            return None;
        }
        if matches!(place, "word" | "join") {
            let word = WholeWord { latin: latin.to_owned(), join: place == "join" };
            self.words.insert(key.into_iter().collect(), word);
            return Some(());
        }
        let conditions = place.split(' ').filter(|c| !c.is_empty()).map(condition).collect::<Option<_>>()?;
        self.rules.push(Rule { key, latin: latin.to_owned(), conditions });
        Some(())
    }

    fn index(&mut self) {
        let order = |r: &Rule| (r.key[0], usize::MAX - r.key.len(), usize::MAX - r.conditions.len());
        self.rules.sort_by_key(order);
        let begin = |c: u32| self.rules.partition_point(|r| (r.key[0] as u32) < c) as u16;
        self.first = (BLOCK.start..=BLOCK.end).map(begin).collect();
        let known = |c: char| self.rules.iter().any(|r| r.key.contains(&c));
        self.same = BLOCK.filter_map(char::from_u32).map(|c| same(c, known)).collect();
    }

    /// The letter that `c` is read as: Persian and Urdu shapes as the Arabic ones, hamza on any seat as hamza, where the
    /// system makes no difference.
    pub fn same(&self, c: char) -> char {
        (c as u32).checked_sub(BLOCK.start).and_then(|at| self.same.get(at as usize)).copied().unwrap_or(c)
    }

    /// What stands for the whole word `bare` (without marks).
    pub fn word(&self, bare: &str) -> Option<&WholeWord> {
        self.words.get(bare)
    }

    /// The Latin of the rule that fits at `at`, and how many characters it covers.
    pub fn find(&self, reading: &PlacedWord<'_>, at: usize) -> Option<(&str, usize)> {
        let chars = reading.chars;
        let block = (*chars.get(at)? as u32).checked_sub(BLOCK.start)? as usize;
        let (from, to) = (*self.first.get(block)?, *self.first.get(block + 1)?);
        self.rules[from as usize..to as usize]
            .iter()
            .find(|rule| {
                chars[at..].starts_with(&rule.key)
                    && (rule.says_what_follows()
                        || glides(&rule.key, chars.get(at + rule.key.len()..).unwrap_or_default()))
                    && rule.conditions.iter().all(|c| c.holds(reading, at, at + rule.key.len()))
            })
            .map(|rule| (rule.latin.as_str(), rule.key.len()))
    }

    /// All one-to-one pairs of a letter-for-letter system, Arabic and Latin.
    pub fn pairs(&self) -> impl Iterator<Item = (&[char], &str)> {
        self.rules.iter().map(|r| (r.key.as_slice(), r.latin.as_str()))
    }
}

/// Whether a vowel with its glide (ِي, َو …) is one sound before `rest`: not where a vowel follows the glide, which is
/// then a consonant.
fn glides(key: &[char], rest: &[char]) -> bool {
    let (glide, paused) = match key {
        [glide @ .., letters::SUKUN] => (glide, true),
        _ => (key, false),
    };
    let last = glide.last().copied().filter(|c| matches!(c, 'و' | 'ي' | 'ی' | 'ى'));
    if last.is_none() || glide.len() < 2 || !is_vowel_mark(glide[0]) {
        return true;
    }
    if paused {
        // A glide that has a sukun and yet an alif behind it is a consonant.
        return rest.first() != Some(&'ا');
    }
    // A glide that has a sukun and yet an alif behind it is a consonant too.
    let rest =
        if rest.first() == Some(&letters::SUKUN) && rest.get(1) == Some(&'ا') { &rest[1..] } else { rest };
    let next = rest.first().copied();
    let consonant = |c: char| {
        c == SHADDA || is_vowel_mark(c) || letters::is_tanwin(c) || matches!(c, 'ة' | 'آ' | letters::DAGGER)
    };
    // The alif after a final و is silent.
    let before_alif = next == Some('ا') && !(rest.len() == 1 && last == Some('و'));
    !(next.is_some_and(consonant) || before_alif)
}

/// As [`System::same`], for a system that knows the letters `known`.
fn same(c: char, known: impl Fn(char) -> bool) -> char {
    if known(c) {
        return c;
    }
    let other: &[char] = match c {
        'ک' | 'ڪ' => &['ك'],
        'ك' => &['ک'],
        'ی' => &['ي'],
        'ي' => &['ی'],
        'ى' | 'ے' => &['ی', 'ي'],
        'ہ' | 'ھ' | 'ە' => &['ه'],
        'ه' => &['ہ'],
        'ۃ' => &['ة'],
        'ں' => &['ن'],
        'أ' | 'إ' | 'ؤ' | 'ئ' => &['ء'],
        'ٱ' => &['ا'],
        'ڭ' | 'ݣ' | 'ڴ' | 'ڨ' => &['گ', 'ڭ'],
        'ڥ' => &['ڤ'],
        _ => &[],
    };
    other.iter().copied().find(|&o| known(o)).unwrap_or(c)
}

impl LetterClass {
    fn has(&self, c: Option<char>) -> bool {
        match self {
            LetterClass::Letters(letters) => c.is_some_and(|c| letters.contains(&c)),
            LetterClass::Consonant => {
                c.is_some_and(|c| !letters::is_vowel(c) && c != SHADDA && c != letters::SUKUN)
            }
            LetterClass::Vowel => c.is_some_and(letters::is_vowel),
            LetterClass::Bare => c.is_some_and(|c| !letters::is_vowel(c) && c != letters::SUKUN),
        }
    }
}

impl Condition {
    fn holds(&self, reading: &PlacedWord<'_>, from: usize, to: usize) -> bool {
        let chars = reading.chars;
        let ends = chars[to..].iter().all(|&c| c == letters::SUKUN);
        match self {
            Condition::Initial => from == 0,
            Condition::Medial => from > 0 && !ends,
            Condition::Final => ends,
            Condition::Construct(wanted) => reading.construct == *wanted,
            Condition::Before(class, wanted) => class.has(chars.get(to).copied()) == *wanted,
            Condition::After(class, wanted) => {
                class.has(from.checked_sub(1).map(|before| chars[before])) == *wanted
            }
        }
    }
}

fn condition(text: &str) -> Option<Condition> {
    let class = |list: &str| match list {
        "consonant" => LetterClass::Consonant,
        "vowel" => LetterClass::Vowel,
        "bare" => LetterClass::Bare,
        _ => LetterClass::Letters(list.chars().filter(|&c| c != letters::TATWEEL).collect()),
    };
    Some(match text.split_once(':') {
        None => match text {
            "initial" => Condition::Initial,
            "medial" => Condition::Medial,
            "final" => Condition::Final,
            "construct" => Condition::Construct(true),
            "pause" => Condition::Construct(false),
            _ => return None,
        },
        Some(("before", list)) => Condition::Before(class(list), true),
        Some(("after", list)) => Condition::After(class(list), true),
        Some(("not-before", list)) => Condition::Before(class(list), false),
        Some(("not-after", list)) => Condition::After(class(list), false),
        Some(_) => return None,
    })
}
