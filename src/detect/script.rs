//! Scripts, letters and small words of a stretch of text, counted in one pass.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::languages::{SMALL_WORDS, is_arabic_word};
use crate::arabic;

/// Scripts that are told apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum LetterScript {
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

impl LetterScript {
    /// All scripts, in the order of their counts.
    const ALL: [LetterScript; 10] = [
        LetterScript::Arabic,
        LetterScript::Latin,
        LetterScript::Hebrew,
        LetterScript::Cyrillic,
        LetterScript::Greek,
        LetterScript::Devanagari,
        LetterScript::Han,
        LetterScript::Kana,
        LetterScript::Hangul,
        LetterScript::Other,
    ];

    /// The script of a letter; `None` for all else.
    pub fn of(c: char) -> Option<LetterScript> {
        match c {
            'a'..='z' | 'A'..='Z' => Some(LetterScript::Latin),
            '\0'..='\u{a9}' => None,
            _ if arabic::is_letter(c) => Some(LetterScript::Arabic),
            _ if !c.is_alphabetic() || arabic::is_mark(c) => None,
            '\u{aa}'..='\u{24f}'
            | '\u{1e00}'..='\u{1eff}'
            | '\u{250}'..='\u{2af}'
            | '\u{ff21}'..='\u{ff5a}' => Some(LetterScript::Latin),
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(LetterScript::Greek),
            '\u{400}'..='\u{52f}' => Some(LetterScript::Cyrillic),
            '\u{5d0}'..='\u{5f2}' => Some(LetterScript::Hebrew),
            '\u{900}'..='\u{97f}' => Some(LetterScript::Devanagari),
            '\u{3040}'..='\u{30ff}' => Some(LetterScript::Kana),
            '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}' => Some(LetterScript::Hangul),
            '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' => Some(LetterScript::Han),
            _ => Some(LetterScript::Other),
        }
    }

    /// What text in this script is called when nothing more is known.
    pub fn name(self) -> &'static str {
        match self {
            LetterScript::Arabic => "Arabic script, not Arabic",
            LetterScript::Latin => "Latin script, not English",
            LetterScript::Hebrew => "Hebrew",
            LetterScript::Cyrillic => "Cyrillic script",
            LetterScript::Greek => "Greek",
            LetterScript::Devanagari => "Devanagari script",
            LetterScript::Han => "Chinese",
            LetterScript::Kana => "Japanese",
            LetterScript::Hangul => "Korean",
            LetterScript::Other => "another script",
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
pub struct LetterCounts {
    /// Letters by script, in the order of [`LetterScript::ALL`].
    pub(super) letters: [u32; 10],
    /// Letters of Arabic script that Arabic does not use, with their counts; ی aside.
    pub(super) foreign: Vec<(char, u32)>,
    /// Letters ی (U+06CC): Persian, but also Arabic from another keyboard.
    pub(super) yeh: u32,
    /// Words in Arabic script.
    pub(super) arabic_words: u32,
    /// Those with the article, ة or among the small words of Arabic.
    pub(super) arabic_hits: u32,
    /// Words in Latin script.
    pub(super) latin_words: u32,
    /// Those among the small words of each language of [`SMALL_WORDS`].
    pub(super) small: [u32; SMALL_WORDS.len()],
    /// Words "the", "of", "and", "to" and a few others that few languages share: a fifth of any English text.
    pub(super) core: u32,
    /// Words in Latin script that end as English ones do.
    pub(super) endings: u32,
    /// Latin letters with diacritics.
    pub(super) accented: u32,
}

impl LetterCounts {
    /// Counts `text`. Links and addresses are left aside: they are no language.
    pub fn of(text: &str) -> LetterCounts {
        let mut tally = LetterCounts::default();
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
        let mut word: Option<(usize, LetterScript)> = None;
        for (at, c) in chunk.char_indices() {
            let script = LetterScript::of(c);
            match (word, script) {
                (Some((_, open)), Some(script)) if open == script => {}
                (Some((_, LetterScript::Arabic)), None) if arabic::is_mark(c) || arabic::is_format(c) => {}
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
                    '\u{620}'
                    | '\u{63b}'..='\u{63f}'
                    | '\u{671}'..='\u{6ff}'
                    | '\u{750}'..='\u{77f}'
                    | '\u{8a0}'..='\u{8c7}'
                        if c != '\u{671}' =>
                    {
                        self.foreign(c);
                    }
                    _ => self.accented += u32::from(script == LetterScript::Latin && !c.is_ascii()),
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

    fn word(&mut self, word: &str, script: LetterScript, buffer: &mut String) {
        match script {
            LetterScript::Arabic => {
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
            LetterScript::Latin => {
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
    pub fn add(&mut self, other: &LetterCounts) {
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
    pub fn letters(&self, script: LetterScript) -> u32 {
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
    pub fn script(&self) -> Option<LetterScript> {
        let most = LetterScript::ALL
            .into_iter()
            .rev()
            .max_by_key(|&s| self.letters(s))
            .filter(|&s| self.letters(s) > 0)?;
        Some(match most {
            LetterScript::Latin
                if self.letters(LetterScript::Arabic) * 3 >= self.letters(LetterScript::Latin) * 2 =>
            {
                LetterScript::Arabic
            }
            LetterScript::Han if self.letters(LetterScript::Kana) * 10 >= self.letters(LetterScript::Han) => {
                LetterScript::Kana
            }
            _ => most,
        })
    }
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
