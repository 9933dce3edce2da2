//! Scripts, letters and small words of a stretch of text, counted in one pass.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::languages::{ALPHABETS, BORROWED, SMALL_WORDS, is_arabic_word};
use crate::arabic;

/// Scripts that are told apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Script {
    Arabic,
    Latin,
    Hebrew,
    Cyrillic,
    Greek,
    Devanagari,
    Han,
    Kana,
    Hangul,
    Other,
}

impl Script {
    /// All scripts, in the order of their counts.
    const ALL: [Script; 10] = [
        Script::Arabic,
        Script::Latin,
        Script::Hebrew,
        Script::Cyrillic,
        Script::Greek,
        Script::Devanagari,
        Script::Han,
        Script::Kana,
        Script::Hangul,
        Script::Other,
    ];

    /// The script of a letter; `None` for all else.
    pub fn of(c: char) -> Option<Script> {
        match c {
            'a'..='z' | 'A'..='Z' => Some(Script::Latin),
            '\0'..='\u{a9}' => None,
            _ if arabic::is_letter(c) => Some(Script::Arabic),
            _ if !c.is_alphabetic() || arabic::is_mark(c) => None,
            '\u{aa}'..='\u{24f}'
            | '\u{1e00}'..='\u{1eff}'
            | '\u{250}'..='\u{2af}'
            | '\u{ff21}'..='\u{ff5a}' => Some(Script::Latin),
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(Script::Greek),
            '\u{400}'..='\u{52f}' => Some(Script::Cyrillic),
            '\u{5d0}'..='\u{5f2}' => Some(Script::Hebrew),
            '\u{900}'..='\u{97f}' => Some(Script::Devanagari),
            '\u{3040}'..='\u{30ff}' => Some(Script::Kana),
            '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}' => Some(Script::Hangul),
            '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' => Some(Script::Han),
            _ => Some(Script::Other),
        }
    }

    /// What text in this script is called when nothing more is known.
    pub fn name(self) -> &'static str {
        match self {
            Script::Arabic => "Arabic script, not Arabic",
            Script::Latin => "Latin script, not English",
            Script::Hebrew => "Hebrew",
            Script::Cyrillic => "Cyrillic script",
            Script::Greek => "Greek",
            Script::Devanagari => "Devanagari script",
            Script::Han => "Chinese",
            Script::Kana => "Japanese",
            Script::Hangul => "Korean",
            Script::Other => "another script",
        }
    }
}

/// The languages of [`SMALL_WORDS`] that have a word, a bit each.
static SMALL: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for (i, (_, list)) in SMALL_WORDS.iter().enumerate() {
        for word in list.split_whitespace() {
            *words.entry(word).or_default() |= 1 << i;
        }
    }
    words
});

/// The longest of them, in bytes.
const LONGEST: usize = 12;

/// What a stretch of text holds.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Letters by script, in the order of [`Script::ALL`].
    letters: [u32; 10],
    /// Letters of Arabic script that Arabic does not use, with their counts; ی aside.
    foreign: Vec<(char, u32)>,
    /// Letters ی (U+06CC): Persian, but also Arabic from another keyboard.
    yeh: u32,
    /// Words in Arabic script.
    arabic_words: u32,
    /// Those with the article, ة or among the small words of Arabic.
    arabic_hits: u32,
    /// Words in Latin script.
    latin_words: u32,
    /// Those among the small words of each language of [`SMALL_WORDS`].
    small: [u32; SMALL_WORDS.len()],
    /// Words "the", "of", "and", "to" and a few others that few languages share: a fifth of any English text.
    core: u32,
    /// Words in Latin script that end as English ones do.
    endings: u32,
    /// Latin letters with diacritics.
    accented: u32,
}

impl Tally {
    /// Counts `text`. Links and addresses are left aside: they are no language.
    pub fn of(text: &str) -> Tally {
        let mut tally = Tally::default();
        let mut buffer = String::new();
        for chunk in text.split_whitespace() {
            let ascii = chunk.as_bytes()[0].is_ascii();
            if ascii && (chunk.contains("://") || chunk.starts_with("www.") || chunk[1..].contains('@')) {
                continue;
            }
            tally.chunk(chunk, &mut buffer);
        }
        tally
    }

    /// Counts a stretch without white space: its words are its runs of letters of one script.
    fn chunk(&mut self, chunk: &str, buffer: &mut String) {
        let mut word: Option<(usize, Script)> = None;
        for (at, c) in chunk.char_indices() {
            let script = Script::of(c);
            match (word, script) {
                (Some((_, open)), Some(script)) if open == script => {}
                (Some((_, Script::Arabic)), None) if arabic::is_mark(c) || arabic::is_format(c) => {}
                _ => {
                    if let Some((from, open)) = word {
                        self.word(&chunk[from..at], open, buffer);
                    }
                    word = script.map(|script| (at, script));
                }
            }
            if let Some(script) = script {
                self.letters[script as usize] += 1;
                match c {
                    '\u{6cc}' => self.yeh += 1,
                    '\u{671}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8c7}'
                        if c != '\u{671}' =>
                    {
                        self.foreign(c)
                    }
                    _ => self.accented += u32::from(script == Script::Latin && !c.is_ascii()),
                }
            }
        }
        if let Some((from, open)) = word {
            self.word(&chunk[from..], open, buffer);
        }
    }

    fn foreign(&mut self, c: char) {
        match self.foreign.iter_mut().find(|(letter, _)| *letter == c) {
            Some((_, count)) => *count += 1,
            None => self.foreign.push((c, 1)),
        }
    }

    fn word(&mut self, word: &str, script: Script, buffer: &mut String) {
        match script {
            Script::Arabic => {
                let plain = |c: char| !arabic::is_mark(c) && !arabic::is_format(c);
                let word = if word.chars().all(plain) {
                    word
                } else {
                    buffer.clear();
                    buffer.extend(word.chars().filter(|&c| plain(c)));
                    buffer
                };
                self.arabic_words += 1;
                self.arabic_hits += u32::from(is_arabic(word));
            }
            Script::Latin => {
                self.latin_words += 1;
                self.endings += u32::from(word.len() > 5 && ends_as_english(word));
                // "Los Angeles" is no Spanish: what is written as a name counts only where a sentence may begin.
                let name = self.latin_words > 1 && is_capitalized(word);
                if word.len() <= LONGEST && !name {
                    buffer.clear();
                    buffer.extend(word.chars().flat_map(char::to_lowercase));
                    self.core += u32::from(matches!(
                        buffer.as_str(),
                        "the"
                            | "of"
                            | "and"
                            | "to"
                            | "with"
                            | "that"
                            | "from"
                            | "by"
                            | "for"
                            | "this"
                            | "which"
                            | "are"
                            | "were"
                    ));
                    let mut languages = SMALL.get(buffer.as_str()).copied().unwrap_or_default();
                    while languages != 0 {
                        self.small[languages.trailing_zeros() as usize] += 1;
                        languages &= languages - 1;
                    }
                }
            }
            _ => {}
        }
    }

    /// Adds the counts of `other`.
    pub fn add(&mut self, other: &Tally) {
        let sum = |a: &mut [u32], b: &[u32]| a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
        sum(&mut self.letters, &other.letters);
        sum(&mut self.small, &other.small);
        self.yeh += other.yeh;
        self.arabic_words += other.arabic_words;
        self.arabic_hits += other.arabic_hits;
        self.latin_words += other.latin_words;
        self.endings += other.endings;
        self.core += other.core;
        self.accented += other.accented;
        for &(c, count) in &other.foreign {
            match self.foreign.iter_mut().find(|(letter, _)| *letter == c) {
                Some((_, sum)) => *sum += count,
                None => self.foreign.push((c, count)),
            }
        }
    }

    /// Letters of `script`.
    pub fn letters(&self, script: Script) -> u32 {
        self.letters[script as usize]
    }

    /// Letters of any script.
    pub fn all_letters(&self) -> u32 {
        self.letters.iter().sum()
    }

    /// Words in Arabic or Latin script.
    pub fn words(&self) -> u32 {
        self.arabic_words + self.latin_words
    }

    /// The script of most letters; `None` without letters. Arabic wins with two letters to three Latin ones: foreign
    /// names in Latin letters are frequent in Arabic, Arabic letters are rare in English. Japanese is written in two
    /// scripts: a tenth of kana makes it Japanese.
    pub fn script(&self) -> Option<Script> {
        let most = Script::ALL
            .into_iter()
            .rev()
            .max_by_key(|&s| self.letters(s))
            .filter(|&s| self.letters(s) > 0)?;
        Some(match most {
            Script::Latin if self.letters(Script::Arabic) * 3 >= self.letters(Script::Latin) * 2 => {
                Script::Arabic
            }
            Script::Han if self.letters(Script::Kana) * 10 >= self.letters(Script::Han) => Script::Kana,
            _ => most,
        })
    }

    /// What small words and letters say of the text in Arabic or Latin script; `None` when they leave it open.
    pub fn clear(&self, script: Script) -> Option<Finding> {
        match script {
            Script::Arabic => self.clear_arabic(),
            Script::Latin => self.clear_english(),
            _ => Some(Finding { name: script.name(), why: String::new() }),
        }
    }

    /// Thresholds from 300 sentences in Arabic dialects and 540 in eight other languages of the script: Arabic has
    /// Arabic words at 10 % or more (half of them 45 %), others at 10 % or less (half of them none); Arabic has no
    /// letters of theirs but in names, others 2 % or more beside ی.
    fn clear_arabic(&self) -> Option<Finding> {
        let letters = self.letters(Script::Arabic).max(1) as f32;
        let foreign = self.foreign.iter().map(|f| f.1).sum::<u32>() as f32 / letters;
        let yeh = self.yeh as f32 / letters;
        let hits = self.arabic_hits as f32 / self.arabic_words.max(1) as f32;
        if hits >= 0.3 && foreign < 0.06 || hits >= 0.12 && foreign < 0.02 && yeh < 0.02 {
            Some(Finding { name: "Arabic", why: format!("{:.0} % Arabic words", hits * 100.0) })
        } else if foreign >= 0.06 || (foreign + yeh >= 0.05 && hits < 0.12) {
            let (name, seen) = self.language_by_letters();
            Some(Finding { name, why: format!("letters {seen}, which Arabic lacks") })
        } else {
            None
        }
    }

    fn clear_english(&self) -> Option<Finding> {
        let words = self.latin_words.max(1) as f32;
        let share = |i: usize| self.small[i] as f32 / words;
        let english = share(0);
        let (best, other) = self.best_other();
        let accented = self.accented as f32 / self.letters(Script::Latin).max(1) as f32;
        if english >= 0.15 && english >= other * 1.3 && self.has_core() {
            Some(Finding { name: "English", why: format!("{:.0} % small English words", english * 100.0) })
        } else if other >= 0.15 && other >= english * 1.3 && self.small[best] >= self.small[0] + 2 {
            // A few short words are shared by chance with languages that are not in the table: those are not named.
            let name = if other >= 0.2 { SMALL_WORDS[best].0 } else { Script::Latin.name() };
            let why = format!(
                "small words: {:.0} % {}, {:.0} % English",
                other * 100.0,
                SMALL_WORDS[best].0,
                english * 100.0
            );
            Some(Finding { name, why })
        } else if !self.has_core()
            || (words >= 12.0 && english < 0.06)
            || (words >= 30.0 && english < 0.12)
            || (words >= 6.0 && english < 0.12 && accented > 0.03)
        {
            let why = format!("only {:.0} % small English words", english * 100.0);
            Some(Finding { name: Script::Latin.name(), why })
        } else {
            None
        }
    }

    /// Whether "the", "of", "and", "to" are there as in English; asked of texts of twenty words and more where other small
    /// words ("in", "a", "i", "me") are no more frequent than they are by chance in languages all over the world.
    fn has_core(&self) -> bool {
        self.latin_words < 20
            || self.core * 20 >= self.latin_words
            || self.small[0] * 9 >= self.latin_words * 2
    }

    /// Whether the text may be English although small words leave it open: of five words and more, one in twelve must be
    /// a small one or one in five end as English words do. Letter sequences cannot say this: they only compare the
    /// languages they know; less than `sure` (0..1) of their answer, letters with diacritics speak against English.
    pub fn may_be_english(&self, sure: f64) -> bool {
        let words = self.latin_words;
        let native =
            words < 5 || self.small[0] * 12 >= words || (self.accented == 0 && self.endings * 5 >= words);
        native && (sure >= 0.6 || self.accented == 0)
    }

    /// The language other than English with the most small words, and their share.
    fn best_other(&self) -> (usize, f32) {
        let best = (1..SMALL_WORDS.len()).rev().max_by_key(|&i| self.small[i]).unwrap_or(1);
        (best, self.small[best] as f32 / self.latin_words.max(1) as f32)
    }

    /// What a text too short for more is taken for: what the script suggests, unless letters or words say otherwise.
    pub fn guess(&self, script: Script) -> Finding {
        let why = || "too short for more than the script".to_owned();
        match script {
            Script::Arabic => {
                let foreign =
                    self.foreign.iter().filter(|(c, _)| !BORROWED.contains(*c)).map(|f| f.1).sum::<u32>();
                let borrowed = self.foreign.iter().map(|f| f.1).sum::<u32>() - foreign + self.yeh;
                if foreign > 0 || (borrowed > 1 && self.arabic_hits * 5 < self.arabic_words) {
                    let (name, seen) = self.language_by_letters();
                    Finding { name, why: format!("letters {seen}, which Arabic lacks") }
                } else {
                    Finding { name: "Arabic", why: why() }
                }
            }
            Script::Latin => {
                let (best, _) = self.best_other();
                let accented = self.accented * 10 > self.letters(Script::Latin)
                    && self.small[0] == 0
                    && self.latin_words > 2;
                if self.small[best] > self.small[0] + 1
                    || (self.small[0] == 0 && self.small[best] > 0 && self.accented > 0)
                {
                    Finding { name: SMALL_WORDS[best].0, why: "small words of that language".to_owned() }
                } else if accented || !self.may_be_english(1.0) {
                    Finding {
                        name: Script::Latin.name(),
                        why: "letters English lacks, or none of its small words".to_owned(),
                    }
                } else {
                    Finding { name: "English", why: why() }
                }
            }
            _ => Finding { name: script.name(), why: String::new() },
        }
    }

    /// The language whose alphabet covers the letters foreign to Arabic best, and the most frequent of these letters.
    fn language_by_letters(&self) -> (&'static str, String) {
        let mut seen = self.foreign.clone();
        if self.yeh > 0 {
            seen.push(('\u{6cc}', self.yeh));
        }
        seen.sort_by_key(|&(c, count)| (std::cmp::Reverse(count), c));
        let covered =
            |alphabet: &str| seen.iter().filter(|(c, _)| alphabet.contains(*c)).map(|f| f.1).sum::<u32>();
        let all: u32 = seen.iter().map(|f| f.1).sum();
        let best = ALPHABETS
            .iter()
            .max_by(|a, b| covered(a.1).cmp(&covered(b.1)).then(b.1.len().cmp(&a.1.len())))
            .filter(|a| covered(a.1) * 10 >= all * 7);
        let letters: Vec<String> = seen.iter().take(4).map(|(c, _)| c.to_string()).collect();
        (best.map_or(Script::Arabic.name(), |a| a.0), letters.join(" "))
    }
}

/// A language by name ("Arabic", "English", …) and a phrase that says why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    pub name: &'static str,
    pub why: String,
}

/// Whether a word ends in one of the endings frequent in English, in either case.
fn ends_as_english(word: &str) -> bool {
    const ENDINGS: [&str; 16] = [
        "ing", "tion", "sion", "ed", "ly", "ness", "ment", "ight", "ies", "ous", "ity", "able", "ship",
        "less", "ward", "ings",
    ];
    let word = word.as_bytes();
    ENDINGS
        .iter()
        .any(|e| word.len() > e.len() && word[word.len() - e.len()..].eq_ignore_ascii_case(e.as_bytes()))
}

/// Whether a word is written with one capital, its first letter.
fn is_capitalized(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
}

/// Whether a word, its marks removed, is one that Arabic has and its neighbours in the script hardly do.
fn is_arabic(word: &str) -> bool {
    if is_arabic_word(word) || word.ends_with('ة') {
        return true;
    }
    let stem = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let article = ["ال", "بال", "لل", "كال"].iter().find_map(|article| stem.strip_prefix(article));
    article.is_some_and(|rest| rest.chars().nth(1).is_some())
}
