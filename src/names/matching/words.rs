//! A name as the words it is compared by: articles, titles, words of descent, initials; no names of any person in here.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::names::form::{self, Script};
use crate::names::sounds::Sounds;
use crate::{arabic, english};

const TABLE: &str = include_str!("../../../lexicons/matching/words.tsv");

/// The most words of a name that are compared: longer ones are not names, and are only counted.
pub(super) const MOST: usize = 8;

/// Letters of a word that are compared; no name has more.
const LONGEST: usize = 40;

/// What a word is in a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WordRole {
    /// One that says who is meant.
    Name,
    /// One letter for a name.
    Initial,
    /// A title or rank before the name.
    Title,
    /// Son or daughter of.
    Descent,
    /// Of, house of, junior: left out as often as not.
    Particle,
}

/// A word, or several written in one, as it is compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct WordForm {
    /// Arabic letters.
    pub arabic: bool,
    /// Latin letters. Neither: other letters or digits.
    pub latin: bool,
    /// Folded, with the article.
    pub folded: String,
    /// As [`form::arabic_exact`] or [`form::latin_folded`] has it, with the article: what the model wants.
    pub exact: String,
    /// Bytes of the article in both; 0 without.
    pub article: usize,
    /// How it sounds, with and without the article.
    pub sounds: [Sounds; 2],
}

/// A word of a name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NameWord {
    /// As written.
    pub text: String,
    pub role: WordRole,
    pub form: WordForm,
}

impl NameWord {
    /// Whether it says who is meant.
    pub fn counts(&self) -> bool {
        matches!(self.role, WordRole::Name | WordRole::Initial)
    }
}

impl WordForm {
    /// The form of a word of one script; `article` is an article written apart before it.
    fn new(script: Option<Script>, word: &str, article: &str) -> WordForm {
        let (exact, folded) = match script {
            Some(Script::Arabic) => (form::arabic_exact(word), form::arabic_folded(word)),
            _ => (form::latin_folded(word), form::latin_folded(word)),
        };
        let cut = |text: String| text.chars().take(LONGEST).collect::<String>();
        let (exact, folded) = (cut(exact), cut(folded));
        let joined = match script {
            Some(Script::Arabic) if exact.starts_with("ال") && exact.chars().count() >= 4 => "ال",
            Some(Script::Latin)
                if article.is_empty()
                    && ["al", "el"].iter().any(|a| exact.starts_with(a))
                    && exact.len() >= 6 =>
            {
                "al"
            }
            _ => "",
        };
        let before = article.len();
        let mut out = WordForm {
            arabic: script == Some(Script::Arabic),
            latin: script == Some(Script::Latin),
            folded: format!("{article}{folded}"),
            exact: format!("{article}{exact}"),
            article: before + joined.len(),
            sounds: [Sounds::default(); 2],
        };
        out.listen();
        out
    }

    fn listen(&mut self) {
        let sound = |word: &str| if self.arabic { Sounds::arabic(word) } else { Sounds::latin(word) };
        self.sounds = [sound(&self.exact), sound(&self.exact[self.article..])];
    }

    /// Words one after the other as one.
    pub fn joined(words: &[NameWord]) -> WordForm {
        let mut out = words.first().map(|w| w.form.clone()).unwrap_or_default();
        for word in words.iter().skip(1) {
            out.folded.push_str(&word.form.folded);
            out.exact.push_str(&word.form.exact);
        }
        if words.len() > 1 {
            // حسام الدين is never written without its second article, and عبد has none.
            out.listen();
        }
        out
    }

    /// The word as the model wants it, with or without its article.
    pub fn spelt(&self, bare: bool) -> &str {
        &self.exact[if bare { self.article } else { 0 }..]
    }
}

fn roles() -> &'static HashMap<String, WordRole> {
    static ROLES: OnceLock<HashMap<String, WordRole>> = OnceLock::new();
    ROLES.get_or_init(|| rows().flatten().collect())
}

/// The rows of the table: folded word and role; a row that makes no sense as it stands.
fn rows() -> impl Iterator<Item = Result<(String, WordRole), &'static str>> {
    TABLE.lines().skip(1).filter(|l| !l.starts_with('#') && !l.is_empty()).map(|line| {
        let mut columns = line.split('\t');
        let word = columns.next().unwrap_or_default();
        let role = match columns.next() {
            Some("title") => WordRole::Title,
            Some("descent") => WordRole::Descent,
            Some("particle") => WordRole::Particle,
            _ => return Err(line),
        };
        Ok((plain_form(word), role))
    })
}

fn plain_form(word: &str) -> String {
    if form::script(word) == Some(Script::Arabic) {
        form::arabic_folded(word)
    } else {
        form::latin_folded(word)
    }
}

/// Latin articles, apart or before a hyphen. Those that have taken the first letter of the word (ar-Rahman) are told by
/// it.
fn is_article(word: &str, next: &str, hyphen: bool) -> bool {
    let w = word.as_bytes();
    match w {
        b"al" | b"el" => true,
        b"ul" | b"il" => hyphen,
        [b'a' | b'e' | b'u', rest @ ..] => {
            hyphen && (1..=2).contains(&rest.len()) && next.as_bytes().starts_with(rest)
        }
        _ => false,
    }
}

/// What separates words, and whether it is a hyphen.
#[derive(Clone, Copy, PartialEq)]
enum LetterKind {
    Arabic,
    Latin,
    Other,
}

fn kind(c: char) -> Option<LetterKind> {
    if arabic::is_letter(c) || arabic::is_mark(c) {
        Some(LetterKind::Arabic)
    } else if english::is_letter(c)
        || form::is_apostrophe(c)
        || ('\u{300}'..='\u{36f}').contains(&c)
        || c == 'ʿ'
    {
        Some(LetterKind::Latin)
    } else if c.is_alphanumeric() {
        Some(LetterKind::Other)
    } else {
        None
    }
}

/// The first words of a name, and how many there are in all.
pub(super) fn words(name: &str) -> (Vec<NameWord>, usize) {
    // Pieces of one script, with whether a hyphen follows.
    let mut pieces: Vec<(&str, LetterKind, bool)> = Vec::new();
    let mut count = 0;
    let mut open: Option<(usize, LetterKind)> = None;
    for (at, c) in name.char_indices().chain([(name.len(), ' ')]) {
        if arabic::is_format(c) {
            continue;
        }
        let now = kind(c);
        if let Some((start, before)) = open
            && now != Some(before)
        {
            let piece = &name[start..at];
            if piece.chars().any(char::is_alphanumeric) {
                count += 1;
                if pieces.len() < 2 * MOST {
                    pieces.push((piece, before, matches!(c, '-' | '\u{2010}'..='\u{2015}')));
                }
            }
            open = None;
        }
        if open.is_none() {
            open = now.map(|k| (at, k));
        }
    }
    let mut out: Vec<NameWord> = Vec::with_capacity(pieces.len());
    let mut article: Option<(String, &str)> = None;
    for (i, &(piece, kind, hyphen)) in pieces.iter().enumerate() {
        let script = match kind {
            LetterKind::Arabic => Some(Script::Arabic),
            LetterKind::Latin => Some(Script::Latin),
            LetterKind::Other => None,
        };
        let plain = plain_form(piece);
        let next = pieces.get(i + 1).filter(|n| n.1 == LetterKind::Latin).map(|n| form::latin_folded(n.0));
        if kind == LetterKind::Latin
            && article.is_none()
            && next.is_some_and(|next| is_article(&plain, &next, hyphen))
        {
            article = Some((plain, piece));
            count -= 1;
            continue;
        }
        let (before, shown) = article.take().unwrap_or_default();
        let role = match roles().get(&plain) {
            _ if !before.is_empty() => WordRole::Name,
            Some(WordRole::Title) if out.iter().any(|w| w.role != WordRole::Title) => WordRole::Name,
            Some(&role) => role,
            None if kind == LetterKind::Latin && plain.chars().count() == 1 => WordRole::Initial,
            None => WordRole::Name,
        };
        let text = if shown.is_empty() { piece.to_owned() } else { format!("{shown}-{piece}") };
        out.push(NameWord { text, role, form: WordForm::new(script, piece, &before) });
    }
    // J. B. is no descent without a name before, and a name of titles alone is one.
    if let Some(first) = out.first_mut().filter(|w| w.role == WordRole::Descent && w.form.exact == "b") {
        first.role = WordRole::Initial;
    }
    if !out.iter().any(|w| w.role == WordRole::Name) {
        for word in &mut out {
            if word.role != WordRole::Initial {
                word.role = WordRole::Name;
            }
        }
    }
    out.truncate(MOST);
    (out, count)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_understood_and_there_once() {
        let mut seen = std::collections::HashSet::new();
        for row in rows() {
            let (word, _) = row.expect("a word and a role");
            assert!(seen.insert(word.clone()), "{word}");
        }
        assert!(seen.len() > 100);
    }

    #[test]
    fn names_fall_into_words() {
        let said = |name: &str| {
            let (words, _) = words(name);
            words.iter().map(|w| format!("{}:{:?}", w.form.exact, w.role)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(said("Dr. J.K. Al-Sayed"), "dr:Title j:Initial k:Initial alsayed:Name");
        assert_eq!(said("عبد الله بن عمر"), "عبد:Name الله:Name بن:Descent عمر:Name");
        assert_eq!(said("Abd ar-Rahman as-Sufi"), "abd:Name arrahman:Name assufi:Name");
        assert_eq!(said("الملك"), "الملك:Name");
        assert_eq!(said("Ludwig van Beethoven"), "ludwig:Name van:Particle beethoven:Name");
        assert_eq!(said(" 😀 "), "");
        assert_eq!(words(&"نور ".repeat(3000)).1, 3000);
    }
}
