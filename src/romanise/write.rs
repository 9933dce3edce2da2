//! Parts to Latin text: article, construct, ezafe, what is joined, capitals.

use super::letters;
use super::phrase::{LI, WordPart, is_sun};
use super::romanised::{Case, Vowels};
use super::table::{PlacedWord, System};
use super::word;

/// Where a word begins in the output, and what is known of it.
#[derive(Debug)]
pub(super) struct WrittenSpan {
    pub start: usize,
    pub end: usize,
}

/// Appends `part` and returns where it stands. `first`: begins the name. `next`: what follows after a space alone.
pub(super) fn part(
    system: &System,
    case: Case,
    part: &mut WordPart,
    first: bool,
    next: Option<&WordPart>,
    out: &mut String,
) -> WrittenSpan {
    let settings = &system.settings;
    let names = match case {
        Case::Standard => settings.names,
        Case::Names => true,
        Case::Lower => false,
    };
    let mut joined = settings.joined.contains(&part.bare);
    let whole = whole_word(system, part);
    joined |= whole.is_some_and(|w| w.join);
    if joined && !first && out.ends_with(' ') {
        out.pop();
    } else {
        joined = false;
    }
    let start = out.len();
    prefix(system, part, first && names, whole.is_some(), out);
    let body = out.len();
    if let Some(whole) = whole {
        out.push_str(&whole.latin);
    } else {
        let ezafe = ezafe(system, part, next.is_some());
        let construct = is_construct(part, next);
        word::spell(system, &PlacedWord { chars: &part.chars, construct }, out);
        if let (Some(kind), Some(ends)) = (ezafe, &settings.ezafe) {
            out.push_str(&ends[kind]);
        }
    }
    let small = |word: &str| settings.small.iter().any(|s| s == word);
    if names && !joined && (first || part.article || !small(&out[body..])) {
        capitalise(out, body);
    }
    if first && names && settings.article_first.is_some() {
        capitalise(out, start);
    }
    WrittenSpan { start, end: out.len() }
}

fn whole_word<'s>(system: &'s System, part: &WordPart) -> Option<&'s super::table::WholeWord> {
    let plain = part.prefix.is_none();
    // Some whole words have the article: الله, الدين.
    let own = || system.word(&part.bare).filter(|_| !part.article);
    let with_article = || part.article.then(|| system.word(&format!("ال{}", part.bare))).flatten();
    if plain { own().or_else(with_article) } else { with_article() }
}

/// Prefix and article.
fn prefix(system: &System, part: &WordPart, first: bool, whole: bool, out: &mut String) {
    let settings = &system.settings;
    let start = out.len();
    if let Some(prefix) = part.prefix {
        match &settings.lil {
            Some(lil) if prefix == LI && part.article && !whole => {
                out.push_str(lil);
                return;
            }
            _ => out.push_str(&settings.prefixes[prefix]),
        }
    }
    if !part.article || whole {
        return;
    }
    let joined = settings.article_joined.as_ref().filter(|_| part.prefix.is_some());
    let at_first = settings.article_first.as_ref().filter(|_| first && out.len() == start);
    let Some(article) = joined.or(at_first).or(settings.article.as_ref()) else { return };
    let letter = part.chars.first().copied().filter(|&c| settings.assimilate && is_sun(c));
    let reading = PlacedWord { chars: &part.chars, construct: false };
    match letter.and_then(|_| system.find(&reading, 0)) {
        Some((latin, 1)) => {
            for c in article.chars() {
                if c == 'l' { out.push_str(latin) } else { out.push(c) }
            }
        }
        _ => out.push_str(article),
    }
}

/// Whether `part` is a construct: a word in ة without article before the word it belongs to, which is no adjective in ة.
fn is_construct(part: &WordPart, next: Option<&WordPart>) -> bool {
    let Some(next) = next else { return false };
    let adjective = !next.article && next.bare.ends_with("ية");
    !part.article && !part.proper && next.prefix.is_none() && !adjective
}

/// Takes the sign of the ezafe off `part` and says which of the three forms it has.
fn ezafe(system: &System, part: &mut WordPart, follows: bool) -> Option<usize> {
    let chars = &mut part.chars;
    system.settings.ezafe.as_ref()?;
    let hamza = letters::take_ezafe_hamza(chars);
    let kasra = chars.last() == Some(&letters::KASRA);
    if !follows {
        return None;
    }
    if hamza {
        return Some(if chars.last().is_some_and(|c| matches!(c, 'ه' | 'ہ')) { 2 } else { 1 });
    }
    if !kasra {
        return None;
    }
    chars.pop();
    let glide = chars.last().is_some_and(|c| matches!(c, 'ي' | 'ی'));
    let vowel = chars.len().checked_sub(2).is_some_and(|i| matches!(chars[i], 'ا' | 'و' | 'آ'));
    if glide && vowel {
        chars.pop();
        return Some(1);
    }
    Some(usize::from(chars.last().is_some_and(|c| matches!(c, 'ا' | 'و'))))
}

/// Makes the first letter from byte `from` on a capital.
pub(super) fn capitalise(out: &mut String, from: usize) {
    let Some((at, c)) = out[from..].char_indices().find(|(_, c)| c.is_lowercase()) else { return };
    // A word that begins with a capital has it already.
    if out[from..from + at].chars().any(char::is_uppercase) {
        return;
    }
    let capital: String = c.to_uppercase().collect();
    out.replace_range(from + at..from + at + c.len_utf8(), &capital);
}

/// How sure the reading of `parts` written in one is: as the least sure.
pub(super) fn least(vowels: impl Iterator<Item = Vowels>) -> Vowels {
    vowels.max().unwrap_or(Vowels::Written)
}
