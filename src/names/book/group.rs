//! Forms of one name under one answer: Mohammed, Muhammad, Mohamed.

use super::answer::{Answer, AnswerSource, Country, Variant};
use super::key;
use super::row::NameKind;
use crate::names::form::Script;

/// A form with all that is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundForm {
    /// As written.
    pub text: String,
    /// Weight or probability.
    pub probability: f32,
    /// Where it comes from.
    pub from: AnswerSource,
    /// What it names.
    pub kind: Option<NameKind>,
    /// The lexicon's source.
    pub source: Option<&'static str>,
    /// The hand-checked entry it is of.
    pub entry: Option<u16>,
    /// Bearers or inhabitants.
    pub count: u32,
    /// Countries with counts.
    pub countries: Vec<(Country, u32)>,
}

/// Most spellings shown of one answer.
const VARIANTS: usize = 12;

/// Most forms that are grouped.
const FORMS: usize = 48;

/// Spellings that have less than this share of the likeliest one of their answer are not shown.
pub const LEAST: f32 = 0.004;

/// What the Latin spellings of one Arabic name share: the consonants of their keys, as classes of what one Arabic letter
/// may become.
fn sound(key: &str, asked: &str) -> String {
    let letters = key.strip_prefix("al").filter(|_| asked.starts_with("ال")).unwrap_or(key).as_bytes();
    let qaf = asked.contains('ق') && !asked.contains(['ج', 'غ', 'گ']);
    let mut out = String::new();
    let mut i = 0;
    while i < letters.len() {
        let rest = &letters[i..];
        let (class, n) = if rest.starts_with(b"sch") || rest.starts_with(b"tch") {
            ('S', 3)
        } else if rest.starts_with(b"sh") || rest.starts_with(b"ch") {
            ('S', 2)
        } else if rest.starts_with(b"dj") || rest.starts_with(b"dg") {
            ('j', 2)
        } else if rest.starts_with(b"kh") {
            ('x', 2)
        } else if rest.starts_with(b"gh") {
            (if qaf { 'k' } else { 'G' }, 2)
        } else if rest.starts_with(b"th") {
            ('t', 2)
        } else if rest.starts_with(b"dh") {
            ('d', 2)
        } else if rest.starts_with(b"ph") {
            ('f', 2)
        } else {
            let class = match letters[i] {
                b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'w' | b'h' => ' ',
                b'g' if qaf => 'k',
                b'g' => 'j',
                b'q' | b'c' => 'k',
                b'p' => 'b',
                b'v' => 'f',
                b'z' if asked.contains(['ذ', 'ظ', 'ض']) => 'd',
                other => other as char,
            };
            (class, 1)
        };
        if class != ' ' && !out.ends_with(class) {
            out.push(class);
        }
        i += n;
    }
    out
}

/// Adds to an answer its first spelling without diacritics, which English mostly leaves out.
fn without_diacritics(answer: &mut Answer) {
    /// What it has of the spelling with diacritics. Set by judgement.
    const PLAIN: f32 = 0.4;
    let Some(first) = answer.variants.first_mut() else { return };
    if first.text.is_ascii() {
        return;
    }
    let mut plain = String::with_capacity(first.text.len());
    for c in first.text.chars() {
        if c.is_ascii() {
            plain.push(c);
            continue;
        }
        let folded = crate::english::key(c.encode_utf8(&mut [0; 4]));
        let mut letters = folded.chars();
        match letters.next() {
            Some(head) if c.is_uppercase() => plain.extend(head.to_uppercase().chain(letters)),
            _ => plain.push_str(&folded),
        }
    }
    if !plain.is_ascii() || plain.is_empty() || answer.variants.iter().any(|v| v.text == plain) {
        return;
    }
    let first = &mut answer.variants[0];
    let probability = first.probability * PLAIN;
    first.probability -= probability;
    let countries = first.countries.iter().map(|&(country, _)| (country, 0)).collect();
    answer.variants.insert(1, Variant { text: plain, probability, count: 0, countries });
}

struct FormGroup {
    answer: Answer,
    entry: Option<u16>,
    key: String,
    /// Its forms, folded.
    forms: Vec<String>,
    whole: bool,
}

/// The answers that `found`, forms of `asked`, make: likeliest first, at most `n`, probabilities as shares of one.
pub fn group(mut found: Vec<FoundForm>, asked: &str, to: Script, n: usize) -> Vec<Answer> {
    found.sort_by(|a, b| b.probability.total_cmp(&a.probability).then_with(|| a.text.cmp(&b.text)));
    // What is far behind the likeliest is not worth the time of comparing it.
    let most = found.first().map_or(0.0, |f| f.probability);
    found.retain(|f| f.probability >= LEAST * most);
    found.truncate(FORMS);
    let sum: f32 = found.iter().map(|f| f.probability).sum();
    let factor = if sum > 0.0 { 1.0 / sum } else { 0.0 };
    let mut groups: Vec<FormGroup> = Vec::new();
    for form in found {
        let whole = form.entry.is_some() || form.kind.is_some_and(NameKind::is_whole);
        let probability = form.probability * factor;
        let (own, key) = match to {
            Script::Latin => {
                let own = key::latin(&form.text);
                let key = sound(&own, asked);
                (own, key)
            }
            Script::Arabic => {
                let key = key::arabic(&form.text);
                (key.clone(), key)
            }
        };
        let place = groups.iter().position(|g| {
            (form.entry.is_some() && g.entry == form.entry)
                || (!g.whole || !whole || to == Script::Arabic)
                    && g.key == key
                    && !(g.whole && to == Script::Latin)
                || g.forms.contains(&own)
        });
        let at = place.unwrap_or_else(|| {
            let answer = Answer {
                probability: 0.0,
                from: form.from,
                kind: form.kind,
                source: form.source,
                variants: Vec::new(),
            };
            groups.push(FormGroup { answer, entry: form.entry, key, forms: Vec::new(), whole });
            groups.len() - 1
        });
        let group = &mut groups[at];
        group.answer.probability += probability;
        if form.from < group.answer.from {
            group.answer.from = form.from;
            group.answer.kind = form.kind;
            group.answer.source = form.source;
        }
        if !group.forms.contains(&own) {
            group.forms.push(own);
        }
        let variants = &mut group.answer.variants;
        if let Some(same) = variants.iter_mut().find(|v| v.text == form.text) {
            same.probability += probability;
        } else if variants.len() < VARIANTS
            && variants.first().is_none_or(|first| probability >= LEAST * first.probability)
        {
            variants.push(Variant {
                text: form.text,
                probability,
                count: form.count,
                countries: form.countries,
            });
        }
    }
    let mut answers: Vec<Answer> = groups.into_iter().map(|g| g.answer).collect();
    for answer in &mut answers {
        if to == Script::Latin {
            without_diacritics(answer);
        }
        answer.variants.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    }
    answers.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    answers.truncate(n.max(1));
    answers
}
