//! From tables of names to the bytes that the binary carries; used when it is built, and by tests.
//!
//! The sections of the [image](crate::image): rows of [`WIDTH`] numbers in the order of the Arabic keys; hashes of the Arabic keys; hashes of the Latin keys in
//! order; the row of each; countries; texts, each a byte of its length and the letters. Numbers have the byte order of
//! the machine that reads them.

use std::collections::HashMap;

use crate::image::{ByteOrder, ImageWriter};

use super::key;
use super::row::{HAND, NameKind, NameRow, parse};

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
        let mut ars: Vec<String> =
            ar.split('|').map(|a| a.trim().to_owned()).filter(|a| !a.is_empty()).collect();
        let mut ens: Vec<String> =
            en.split('|').map(|e| e.trim().to_owned()).filter(|e| !e.is_empty()).collect();
        if kind == NameKind::Place {
            bare_town(&mut ars, &ens);
        }
        if kind == NameKind::Person {
            surnames(&mut ars, &mut ens);
        }
        let alike: Vec<Vec<bool>> =
            ars.iter().map(|ar| ens.iter().map(|en| sounds_as(ar, en)).collect()).collect();
        for (i, ar) in ars.iter().enumerate() {
            for (j, en) in ens.iter().enumerate() {
                // What is asked for by its first name has the first name of the other side: Jerusalem for القدس.
                let given_en = if j == 0 { i } else { place(i, ars.len(), |i| alike[i][j]) };
                let given_ar = if i == 0 { j } else { place(j, ens.len(), |j| alike[i][j]) };
                let ranks = (given_en.min(15) as u8, given_ar.min(15) as u8);
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
                        out.push(row(&part, &latin, kind, ranks));
                    }
                }
            }
        }
    }
}

/// Entries have the noun before towns whose names are ordinary words, which would mislead in running text (مدينة حديثة); a
/// name that is asked for has none, unless it is a city in English too.
fn bare_town(ars: &mut Vec<String>, ens: &[String]) {
    let Some(bare) = ars.first().and_then(|ar| ar.strip_prefix("مدينة ")).map(str::to_owned) else {
        return;
    };
    if !ens.iter().any(|en| en.contains("City") || en.contains("Medina")) {
        ars.retain(|ar| *ar != bare);
        ars.insert(0, bare);
    }
}

/// Where one side has a person's surname as an alternative and the other has not: adds it there.
fn surnames(ars: &mut Vec<String>, ens: &mut Vec<String>) {
    let last = |words: Vec<String>| words.last().filter(|_| words.len() > 1).cloned();
    let answered = |alone: &String, by: &[String], ar: bool| {
        by.iter().any(|b| if ar { sounds_as(alone, b) } else { sounds_as(b, alone) })
    };
    let lone_ars: Vec<String> = ars.iter().filter(|a| arabic_words(a).len() == 1).cloned().collect();
    let lone_ens: Vec<String> = ens.iter().filter(|e| latin_words(e).len() == 1).cloned().collect();
    for ar in &lone_ars {
        if answered(ar, ens, true) {
            continue;
        }
        let found: Option<String> = ens.iter().filter_map(|e| last(latin_words(e))).find(|e| alike(ar, e));
        ens.extend(found);
    }
    for en in &lone_ens {
        if answered(en, ars, false) {
            continue;
        }
        let found: Option<String> = ars.iter().filter_map(|a| last(arabic_words(a))).find(|a| alike(a, en));
        ars.extend(found);
    }
}

/// The place of alternative `at` among those of its side, for one of the other side: what sounds alike goes before what
/// has another word for it. أنصار الله is Ansar Allah rather than the Houthis.
fn place(at: usize, of: usize, alike: impl Fn(usize) -> bool) -> usize {
    let before = (0..at).filter(|&i| alike(i) || !alike(at)).count();
    let after = if alike(at) { 0 } else { (at + 1..of).filter(|&i| alike(i)).count() };
    before + after
}

/// Whether two whole alternatives have as many words, which sound alike.
fn sounds_as(ar: &str, en: &str) -> bool {
    let (arabic, latin) = (arabic_words(ar), latin_words(en));
    !arabic.is_empty() && arabic.len() == latin.len() && arabic.iter().zip(&latin).all(|(a, l)| alike(a, l))
}

/// The words of an Arabic name, small ones with the word they belong to: بن غفير.
fn arabic_words(name: &str) -> Vec<String> {
    const BEFORE: [&str; 15] =
        ["بن", "ابن", "بنت", "أبو", "أبي", "آل", "عبد", "أم", "فون", "دي", "دو", "فان", "دير", "لا", "لو"];
    const AFTER: [&str; 3] = ["أوغلو", "الدين", "الله"];
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for word in name.split([' ', '-']).filter(|w| !w.is_empty()) {
        match words.last_mut() {
            Some(last) if open || AFTER.contains(&word) => {
                last.push(' ');
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
        open = BEFORE.contains(&word);
    }
    words
}

/// The words of a Latin name, likewise.
fn latin_words(name: &str) -> Vec<String> {
    const BEFORE: [&str; 20] = [
        "al", "el", "bin", "ben", "ibn", "bint", "abu", "abou", "aboul", "abul", "abd", "abdul", "abdel",
        "umm", "von", "van", "de", "der", "le", "la",
    ];
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for word in name.split_whitespace() {
        let folded = key::latin_word(word);
        match words.last_mut() {
            Some(last) if open || matches!(folded.as_str(), "aldin" | "eldin" | "allah") => {
                last.push(' ');
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
        open = BEFORE.contains(&folded.as_str());
    }
    words
}

/// The words of a person's name that answer each other, when both forms have as many.
fn parts(ar: &str, en: &str) -> Vec<(String, String, NameKind)> {
    let (arabic, latin) = (arabic_words(ar), latin_words(en));
    if arabic.len() < 2 || arabic.len() != latin.len() {
        return Vec::new();
    }
    let last = arabic.len() - 1;
    arabic
        .into_iter()
        .zip(latin)
        .enumerate()
        .filter(|(_, (a, l))| a.chars().count() > 2 && l.chars().count() > 2 && !l.ends_with('.'))
        // Turkish letters hide that these two are one.
        .filter(|(_, (a, l))| alike(a, l) || (a.ends_with(" أوغلو") && key::latin_word(l).ends_with("oglu")))
        .map(|(i, (a, l))| (a, l, if i == last { NameKind::Surname } else { NameKind::Given }))
        .collect()
}

/// Whether an Arabic and a Latin word sound alike.
fn alike(ar: &str, en: &str) -> bool {
    use crate::spelling::Skeleton;
    const ALIKE: f32 = 0.6;
    let arabic = key::arabic(ar.strip_prefix("ال").unwrap_or(ar));
    let folded = key::latin(en);
    let latin = folded.strip_prefix("al").filter(|_| ar.starts_with("ال")).unwrap_or(&folded);
    let (a, l) = (Skeleton::arabic(&arabic), Skeleton::latin(latin));
    // Names without a consonant say nothing.
    !a.is_empty() && !l.is_empty() && a.similarity(&l) >= ALIKE
}

/// Rows in order, each once, with the hash of their Arabic key. Words of persons checked by hand that say the same are
/// one row, whose count is that of the persons: محمد has hundreds.
fn in_order(rows: &[NameRow]) -> Vec<(u32, NameRow)> {
    let mut sorted: Vec<(u32, &NameRow)> = rows.iter().map(|r| (key::hash(&key::arabic(&r.ar)), r)).collect();
    sorted.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(b.1)));
    sorted.dedup_by(|next, kept| next.1 == kept.1);
    let mut out: Vec<(u32, NameRow)> = Vec::with_capacity(sorted.len());
    let mut words = HashMap::<(&str, &str, NameKind, (u8, u8)), usize>::new();
    for (hash, row) in sorted {
        if row.source != HAND || row.kind.is_whole() {
            out.push((hash, row.clone()));
            continue;
        }
        let same = *words.entry((&row.ar, &row.en, row.kind, row.ranks)).or_insert(out.len());
        if same == out.len() {
            out.push((hash, NameRow { count: 0, entry: 0, countries: Vec::new(), ..row.clone() }));
        }
        let known = &mut out[same].1;
        known.count += 1;
        for &(code, _) in &row.countries {
            match known.countries.iter_mut().find(|c| c.0 == code) {
                Some(country) => country.1 += 1,
                None => known.countries.push((code, 1)),
            }
        }
    }
    for (_, row) in out.iter_mut().filter(|(_, r)| r.source == HAND && r.kind.is_part()) {
        row.countries.sort_by_key(|&(code, n)| (std::cmp::Reverse(n), code));
        // Those in the lexicon are no count of a country's.
        row.countries.iter_mut().for_each(|c| c.1 = 0);
    }
    out
}

/// The image of `rows`.
pub fn image(rows: &[NameRow], order: ByteOrder) -> Vec<u8> {
    let sorted = in_order(rows);
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
    let mut out = ImageWriter::new(Vec::new(), order);
    let hashes = sorted.iter().map(|s| s.0).collect();
    let (latin, latin_rows) = latin.into_iter().unzip();
    for section in [numbers, hashes, latin, latin_rows, countries] {
        let section: Vec<u32> = section;
        out.section(section.iter().map(|n| n.to_le_bytes()));
    }
    out.section(texts.bytes.iter().map(|b| [*b]));
    out.finish()
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
