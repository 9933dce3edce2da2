//! From tables of names to the bytes that the binary carries; used when it is built, and by tests.
//!
//! Sections, each a head of [`ALIGN`] bytes that begins with its length in bytes as `u32`, so many bytes, and padding:
//! rows of [`WIDTH`] numbers in the order of the Arabic keys; hashes of the Arabic keys; hashes of the Latin keys in
//! order; the row of each; countries; texts, each a byte of its length and the letters. Numbers have the byte order of
//! the machine that reads them.

use std::collections::HashMap;

use super::key;
use super::row::{HAND, NameKind, NameRow, parse};

/// Where sections begin: at multiples of this many bytes.
pub const ALIGN: usize = 64;

/// Numbers of a row: where its Arabic and its Latin text begin; kind, source, the two ranks, entry; count; where its
/// countries begin, and how many there are in the low four bits.
pub const WIDTH: usize = 5;

/// Most countries kept of a row.
const COUNTRIES: usize = 6;

/// The rows of a made table: header and comments passed over.
///
/// # Errors
/// The number of the first line that is no row.
pub fn table(text: &str, out: &mut Vec<NameRow>) -> Result<(), usize> {
    for (i, line) in text.lines().enumerate().skip(1) {
        if !line.is_empty() && !line.starts_with('#') {
            out.push(parse(line).ok_or(i + 1)?);
        }
    }
    Ok(())
}

/// The country that the note of a hand-checked entry begins with.
fn country(note: &str) -> Vec<([u8; 2], u32)> {
    let code = note.split_whitespace().next().unwrap_or_default();
    match <[u8; 2]>::try_from(code.as_bytes()) {
        Ok(code) if code.iter().all(u8::is_ascii_uppercase) && &code != b"UN" => vec![(code, 0)],
        _ => Vec::new(),
    }
}

/// The rows of a hand-checked file of entries (`ar en kind note`): every alternative with every other, and of persons
/// the words that answer each other.
pub fn entries(text: &str, out: &mut Vec<NameRow>) {
    let mut entry = out.last().map_or(0, |row| row.entry);
    for line in text.lines().skip(1).filter(|l| !l.starts_with('#')) {
        let mut columns = line.split('\t');
        let (Some(ar), Some(en), Some(kind)) = (columns.next(), columns.next(), columns.next()) else {
            continue;
        };
        let Some(kind) = NameKind::parse(kind.trim()) else { continue };
        entry += 1;
        let countries = country(columns.next().unwrap_or_default());
        let ars: Vec<&str> = ar.split('|').map(str::trim).filter(|a| !a.is_empty()).collect();
        let ens: Vec<&str> = en.split('|').map(str::trim).filter(|e| !e.is_empty()).collect();
        for (i, ar) in ars.iter().enumerate() {
            for (j, en) in ens.iter().enumerate() {
                let ranks = (i.min(15) as u8, j.min(15) as u8);
                let row = |ar: &str, en: &str, kind, ranks| NameRow {
                    ar: ar.to_owned(),
                    en: en.to_owned(),
                    kind,
                    countries: countries.clone(),
                    count: 0,
                    source: HAND,
                    ranks,
                    entry,
                };
                out.push(row(ar, en, kind, ranks));
                if kind == NameKind::Person {
                    for (part, latin, kind) in parts(ar, en) {
                        out.push(row(part, &latin, kind, ranks));
                    }
                }
            }
        }
    }
}

/// The words of a person's name that answer each other, when both forms have as many, an Arabic article and the Latin
/// one with its word counted as one; the last alone when it has the same beginning.
fn parts<'t>(ar: &'t str, en: &str) -> Vec<(&'t str, String, NameKind)> {
    let arabic: Vec<&str> = ar.split_whitespace().collect();
    let mut latin: Vec<String> = Vec::new();
    for word in en.split_whitespace() {
        match latin.last_mut() {
            Some(last) if matches!(key::latin_word(last).as_str(), "al" | "el") => {
                last.push(' ');
                last.push_str(word);
            }
            _ => latin.push(word.to_owned()),
        }
    }
    let small =
        ["بن", "ابن", "بنت", "أبو", "أبي", "آل", "عبد", "أم", "فون", "دي", "دو", "فان", "دير", "لا", "لو"];
    if arabic.len() < 2 || arabic.len() != latin.len() || arabic.iter().any(|w| small.contains(w)) {
        return Vec::new();
    }
    let last = arabic.len() - 1;
    arabic
        .iter()
        .zip(latin)
        .enumerate()
        .filter(|(_, (a, l))| a.chars().count() > 2 && l.chars().count() > 2 && !l.ends_with('.'))
        .filter(|(_, (a, l))| alike(a, l))
        .map(|(i, (a, l))| (*a, l, if i == last { NameKind::Surname } else { NameKind::Given }))
        .collect()
}

/// Whether an Arabic and a Latin word sound alike.
fn alike(ar: &str, en: &str) -> bool {
    use crate::spelling::Skeleton;
    const ALIKE: f32 = 0.6;
    let bare = |w: &str| key::arabic(w.strip_prefix("ال").unwrap_or(w));
    let folded = key::latin(en);
    let latin = folded.strip_prefix("al").filter(|_| ar.starts_with("ال")).unwrap_or(&folded);
    Skeleton::arabic(&bare(ar)).similarity(&Skeleton::latin(latin)) >= ALIKE
}

/// The image of `rows`; `big` for a machine with the high byte first.
pub fn image(rows: &[NameRow], big: bool) -> Vec<u8> {
    let mut sorted: Vec<(u32, &NameRow)> = rows.iter().map(|r| (key::hash(&key::arabic(&r.ar)), r)).collect();
    sorted.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(b.1)));
    sorted.dedup_by(|next, kept| next.1 == kept.1);
    let mut texts = Texts::default();
    let (mut numbers, mut countries) = (Vec::new(), Vec::new());
    let mut latin: Vec<(u32, u32)> = Vec::new();
    for (i, (_, row)) in sorted.iter().enumerate() {
        let at = countries.len() as u32;
        let kept = &row.countries[..row.countries.len().min(COUNTRIES)];
        for (code, n) in kept {
            countries.push(u32::from(code[0]) << 24 | u32::from(code[1]) << 16 | (*n).min(0xffff));
        }
        let meta = row.kind as u32
            | u32::from(row.source) << 4
            | u32::from(row.ranks.0) << 8
            | u32::from(row.ranks.1) << 12
            | u32::from(row.entry) << 16;
        let place = at << 4 | kept.len() as u32;
        numbers.extend([texts.place(&row.ar), texts.place(&row.en), meta, row.count, place]);
        latin.push((key::hash(&key::latin(&row.en)), i as u32));
    }
    latin.sort_unstable();
    let mut out = Vec::new();
    let mut numbers_of = |section: Vec<u32>| {
        let bytes: Vec<u8> =
            section.iter().flat_map(|n| if big { n.to_be_bytes() } else { n.to_le_bytes() }).collect();
        push(&bytes, big, &mut out);
    };
    numbers_of(numbers);
    numbers_of(sorted.iter().map(|s| s.0).collect());
    numbers_of(latin.iter().map(|l| l.0).collect());
    numbers_of(latin.iter().map(|l| l.1).collect());
    numbers_of(countries);
    push(&texts.bytes, big, &mut out);
    out
}

fn push(bytes: &[u8], big: bool, out: &mut Vec<u8>) {
    let len = bytes.len() as u32;
    out.extend(if big { len.to_be_bytes() } else { len.to_le_bytes() });
    out.resize(out.len().next_multiple_of(ALIGN), 0);
    out.extend(bytes);
    out.resize(out.len().next_multiple_of(ALIGN), 0);
}

/// Texts, each once.
#[derive(Default)]
struct Texts {
    bytes: Vec<u8>,
    places: HashMap<String, u32>,
}

impl Texts {
    fn place(&mut self, text: &str) -> u32 {
        let mut end = text.len().min(255);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        if let Some(&place) = self.places.get(&text[..end]) {
            return place;
        }
        let place = self.bytes.len() as u32;
        self.bytes.push(end as u8);
        self.bytes.extend(&text.as_bytes()[..end]);
        self.places.insert(text[..end].to_owned(), place);
        place
    }
}
