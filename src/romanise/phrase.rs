//! A text: its words, their articles and prefixes, names written in one, what belongs to what.

use std::ops::Range;

use super::letters::{self, FATHA, KASRA, SHADDA, SUKUN};
use super::readings::{KnownReading, ReadingKind, Readings};
use super::romanised::Vowels;
use super::table::System;
use super::word;

/// How a caller's lookup gives the vocalised form of a word without marks.
pub(super) type VowelLookup<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// A word of the text, or one of two written together, ready to be spelled.
#[derive(Debug)]
pub(super) struct WordPart {
    /// Letters and marks without prefix and article.
    pub chars: Vec<char>,
    /// The same without marks, for whole words.
    pub bare: String,
    /// Index in [`super::settings::StandardSettings::prefixes`].
    pub prefix: Option<usize>,
    pub article: bool,
    pub vowels: Vowels,
    /// Never a construct: a given name or a place.
    pub proper: bool,
    /// Where it stands in the source.
    pub source: Range<usize>,
}

const PREFIXES: [char; 5] = ['و', 'ب', 'ك', 'ف', 'ل'];
/// Index of ل in [`PREFIXES`].
pub(super) const LI: usize = 4;
const SUN: &str = "تثدذرزسشصضطظلن";

/// Whether the l of the article becomes this letter.
pub(super) fn is_sun(c: char) -> bool {
    SUN.contains(c)
}

/// Reads a word of the source: one part, or several for names written in one (عبدالرحمن, نورالدين).
pub(super) fn parts(
    system: &System,
    text: &str,
    at: usize,
    lookup: &VowelLookup<'_>,
    out: &mut Vec<WordPart>,
) {
    let mut chars = Vec::with_capacity(text.len());
    letters::canonical_into(text, true, &mut chars);
    let source = at..at + text.len();
    let arabic = system.settings.language == "ar";
    let whole = system.word(&letters::bare(&chars)).is_some();
    for chars in split(system, chars, whole) {
        out.push(part(system, chars, source.clone(), arabic, lookup));
    }
}

/// Cuts عبد from a following article, الدين from what is before it, and particles the system writes apart.
fn split(system: &System, mut chars: Vec<char>, whole: bool) -> Vec<Vec<char>> {
    let letters: Vec<usize> = (0..chars.len()).filter(|&i| crate::arabic::is_letter(chars[i])).collect();
    let is = |from: usize, word: &str| {
        word.chars().enumerate().all(|(i, c)| letters.get(from + i).is_some_and(|&at| chars[at] == c))
    };
    let n = letters.len();
    let cut = if whole {
        None
    } else if n > 5 && is(0, "عبدال") {
        Some(3)
    } else if n > 7 && is(n - 5, "الدين") {
        Some(n - 5)
    } else {
        let particle = system.settings.split.iter().find(|p| n > p.chars().count() + 2 && is(0, p));
        particle.map(|p| p.chars().count())
    };
    let Some(cut) = cut else { return vec![chars] };
    let rest = chars.split_off(letters[cut]);
    if system.settings.split.is_empty() {
        // The case of the first part has no meaning inside a name.
        while chars.last().is_some_and(|&c| letters::is_vowel_mark(c)) {
            chars.pop();
        }
    }
    vec![chars, rest]
}

fn part(
    system: &System,
    chars: Vec<char>,
    source: Range<usize>,
    arabic: bool,
    lookup: &VowelLookup<'_>,
) -> WordPart {
    let bare = letters::bare(&chars);
    let marked = letters::is_marked(&chars);
    let mut part = WordPart {
        chars,
        bare,
        prefix: None,
        article: false,
        vowels: Vowels::Written,
        proper: false,
        source,
    };
    if system.word(&part.bare).is_some() {
        // Written as the table has it.
        return part;
    }
    if arabic && !marked {
        restore(&mut part, lookup);
    } else {
        affixes(&mut part, system.settings.article.is_some());
        if arabic && let Some(known) = defective(&part) {
            add_daggers(&mut part.chars, known.vocalised);
        }
        part.proper = kind(&part).is_some_and(is_proper);
    }
    if part.article {
        // Written after the article because the l is not heard.
        let letter = part.chars.first().copied().is_some_and(is_sun);
        if letter && part.chars.get(1) == Some(&SHADDA) {
            part.chars.remove(1);
        }
    }
    if arabic && part.vowels == Vowels::Written && !letters::is_read(&part.chars) {
        part.vowels = Vowels::Unread;
        if !letters::is_marked(&part.chars) {
            letters::guess_long_vowels(&mut part.chars);
        }
    } else if !arabic && !marked && !system.settings.vowels_are_letters && !letters::is_read(&part.chars) {
        part.vowels = Vowels::Unread;
    }
    letters::imply(&mut part.chars);
    if system.settings.drop_final {
        word::to_pause(&mut part.chars);
    }
    for c in &mut part.chars {
        *c = system.same(*c);
    }
    part
}

/// Finds the reading of a word without vowel marks: of the whole, then without article, then without prefix.
fn restore(part: &mut WordPart, lookup: &VowelLookup<'_>) {
    if take(part, lookup, 0, true) {
        return;
    }
    let chars: Vec<char> = part.bare.chars().collect();
    let article = |from: usize| chars[from..].starts_with(&['ا', 'ل']) && chars.len() >= from + 4;
    if article(0) {
        part.article = true;
        cut(part, 2);
        take(part, lookup, 0, false);
        return;
    }
    let Some(prefix) = PREFIXES.iter().position(|p| chars.first() == Some(p)) else { return };
    let lil = prefix == LI && chars.get(1) == Some(&'ل') && chars.len() >= 5;
    if lil || (article(1) && chars.len() >= 6) {
        (part.prefix, part.article) = (Some(prefix), true);
        cut(part, if lil { 2 } else { 3 });
        take(part, lookup, 0, false);
    } else if chars.len() >= 4 && take(part, lookup, 1, false) {
        part.prefix = Some(prefix);
    }
}

/// Leaves out the first `letters` letters with their marks.
fn cut(part: &mut WordPart, letters: usize) {
    let at = |i: &usize| crate::arabic::is_letter(part.chars[*i]);
    let from = (0..part.chars.len()).filter(at).nth(letters).unwrap_or(0);
    part.chars.drain(..from);
    part.bare = letters::bare(&part.chars);
}

/// Takes over the reading of the word without its first `skip` letters, if there is one. A `whole` word may have the
/// article in its reading.
fn take(part: &mut WordPart, lookup: &VowelLookup<'_>, skip: usize, whole: bool) -> bool {
    let from = part.bare.char_indices().nth(skip).map_or(part.bare.len(), |(at, _)| at);
    let bare = &part.bare[from..];
    let own = Readings::embedded().get(bare);
    if let Some(vocalised) = lookup(bare) {
        read(&mut part.chars, &vocalised);
    } else if let Some(known) = own {
        read(&mut part.chars, known.vocalised);
    } else if !adjective(bare, &mut part.chars) {
        return false;
    }
    part.proper = own.is_some_and(|known| is_proper(known.kind));
    part.vowels = Vowels::Restored;
    part.bare = bare.to_owned();
    if whole {
        affixes(part, true);
    }
    true
}

fn read(chars: &mut Vec<char>, vocalised: &str) {
    chars.clear();
    letters::canonical_into(vocalised, true, chars);
}

/// Reads an adjective of origin (بغدادي, بغدادية) after its place.
fn adjective(bare: &str, chars: &mut Vec<char>) -> bool {
    let (stem, feminine) = match bare.strip_suffix("ية") {
        Some(stem) => (stem, true),
        None => match bare.strip_suffix('ي') {
            Some(stem) => (stem, false),
            None => return false,
        },
    };
    let place = |name: &str| Readings::embedded().get(name).filter(|known| known.kind == ReadingKind::Place);
    let known = ["", "ة", "ا"].iter().find_map(|ending| place(&format!("{stem}{ending}")));
    let Some(known) = known else { return false };
    read(chars, known.vocalised);
    let keep = letters::count(chars).min(stem.chars().count());
    let end =
        (0..chars.len()).filter(|&i| crate::arabic::is_letter(chars[i])).nth(keep).unwrap_or(chars.len());
    chars.truncate(end);
    while chars.last().is_some_and(|&c| letters::is_vowel_mark(c) || c == SUKUN) {
        chars.pop();
    }
    chars.extend([KASRA, 'ي', SHADDA]);
    if feminine {
        chars.extend([FATHA, 'ة']);
    }
    true
}

/// Takes prefix and article off a word that has marks.
fn affixes(part: &mut WordPart, article: bool) {
    if !article {
        return;
    }
    let chars = &part.chars;
    let mark = |at: usize, marks: &[char]| chars.get(at).is_some_and(|c| marks.contains(c));
    // The letter after an article that begins at `from`.
    let after_article = |from: usize| -> Option<usize> {
        let alif = mark(from, &['ا', 'ٱ']);
        let lam = from + 1 + usize::from(mark(from + 1, &[FATHA, SUKUN]));
        let rest = lam + 1 + usize::from(mark(lam + 1, &[SUKUN]));
        let body = chars.get(rest).is_some_and(|&c| crate::arabic::is_letter(c));
        (alif && mark(lam, &['ل']) && body && letters::count(&chars[rest..]) >= 2).then_some(rest)
    };
    let mut cut = after_article(0);
    if cut.is_none()
        && let Some(prefix) = PREFIXES.iter().position(|&p| chars.first() == Some(&p))
    {
        let vowel = if matches!(prefix, 1 | 4) { KASRA } else { FATHA };
        let next = 1 + usize::from(mark(1, &[vowel]));
        cut = if prefix == LI && next == 2 && mark(2, &['ل']) && !mark(3, &[FATHA, KASRA, letters::DAMMA]) {
            let rest = 3 + usize::from(mark(3, &[SUKUN]));
            // لِلَّه, لِلَّيل: the l is the word's own.
            let own = mark(rest, &[SHADDA]);
            Some(if own { 2 } else { rest })
        } else {
            after_article(next).filter(|&rest| letters::count(&chars[rest..]) >= 3)
        };
        part.prefix = cut.map(|_| prefix);
    }
    if let Some(cut) = cut {
        part.article = true;
        part.chars.drain(..cut);
        part.bare = letters::bare(&part.chars);
    }
}

fn defective(part: &WordPart) -> Option<KnownReading> {
    let known = Readings::embedded().get(&part.bare).filter(|known| known.kind == ReadingKind::Defective)?;
    (!part.chars.contains(&letters::DAGGER)).then_some(known)
}

/// Writes the dagger alifs of `vocalised` over the same letters of `chars`, in the place of a fatha.
fn add_daggers(chars: &mut Vec<char>, vocalised: &str) {
    let mut letters = 0;
    for c in vocalised.chars() {
        if crate::arabic::is_letter(c) {
            letters += 1;
        } else if c == letters::DAGGER {
            let letter = |i: &usize| crate::arabic::is_letter(chars[*i]);
            let Some(letter) = (0..chars.len()).filter(letter).nth(letters - 1) else { return };
            let at = letter + 1 + usize::from(chars.get(letter + 1) == Some(&SHADDA));
            if chars.get(at) == Some(&FATHA) {
                chars[at] = c;
            } else {
                chars.insert(at, c);
            }
        }
    }
}

fn is_proper(kind: ReadingKind) -> bool {
    matches!(kind, ReadingKind::Given | ReadingKind::Place)
}

fn kind(part: &WordPart) -> Option<ReadingKind> {
    part.chars.contains(&'ة').then(|| Readings::embedded().get(&part.bare)).flatten().map(|known| known.kind)
}
