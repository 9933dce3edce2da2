//! Bitext: lines that translate each other, as tab-separated text, TMX 1.4 or a pair of Moses files.

use std::path::{Path, PathBuf};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::arabic;
use crate::error::{Error, Result};

/// Pairs of segments, as long on both sides.
#[derive(Debug, Default)]
pub struct Bitext {
    /// Arabic segments.
    pub ar: Vec<String>,
    /// English segments.
    pub en: Vec<String>,
    /// Lines or units that are no pair, each with its fault; they are left out.
    pub problems: Vec<Error>,
}

/// Reads bitext. The format is seen by the name: `*.tmx` is TMX; `NAME.ar` or `NAME.en` is a pair of Moses files, of
/// which one is named; anything else is lines of tab-separated columns, the Arabic and the English segment first, in
/// either order. All of them also packed with gzip.
///
/// # Errors
/// When a file cannot be read, is not what its name says, or the Moses files differ in length.
pub fn bitext(path: &Path) -> Result<Bitext> {
    let name = path.to_string_lossy();
    let bare = name.strip_suffix(".gz").unwrap_or(&name);
    let found = if bare.ends_with(".tmx") {
        tmx(path, &super::text(path)?)?
    } else if bare.ends_with(".ar") || bare.ends_with(".en") {
        let packed = &name[bare.len()..];
        let side = |lang: &str| PathBuf::from(format!("{}{lang}{packed}", &bare[..bare.len() - 2]));
        moses(&side("ar"), &side("en"))?
    } else {
        table(path, &super::text(path)?)
    };
    if found.ar.is_empty() {
        let way_out = "give tab-separated lines, a .tmx file or one of a pair NAME.ar, NAME.en";
        return Err(Error::content(path, None, "Arabic segments beside English ones", "none", way_out));
    }
    Ok(found)
}

fn is_arabic(text: &str) -> bool {
    text.chars().filter(|&c| arabic::is_letter(c)).count() * 2
        > text.chars().filter(|c| c.is_alphabetic()).count()
}

fn table(path: &Path, text: &str) -> Bitext {
    let mut out = Bitext::default();
    for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let mut columns = line.split('\t').map(str::trim);
        match (columns.next(), columns.next()) {
            (Some(a), Some(b)) if is_arabic(a) && !b.is_empty() => {
                out.ar.push(a.to_owned());
                out.en.push(b.to_owned());
            }
            (Some(a), Some(b)) if is_arabic(b) && !a.is_empty() => {
                out.ar.push(b.to_owned());
                out.en.push(a.to_owned());
            }
            // Column heads.
            (Some(_), Some(_)) if number == 0 => {}
            (_, second) => {
                let shown: String = line.chars().take(60).collect();
                let expected =
                    if second.is_none() { "two columns" } else { "Arabic in one of the first two columns" };
                let found = format!("{shown:?}");
                out.problems.push(Error::content(
                    path,
                    Some(number + 1),
                    expected,
                    found,
                    "the other lines are read",
                ));
            }
        }
    }
    out
}

fn moses(ar: &Path, en: &Path) -> Result<Bitext> {
    let (a, e) = (super::text(ar)?, super::text(en)?);
    let (a, e): (Vec<&str>, Vec<&str>) = (a.lines().collect(), e.lines().collect());
    if a.len() != e.len() {
        let expected = format!("{} lines as in {}", a.len(), ar.display());
        return Err(Error::content(
            en,
            None,
            expected,
            e.len().to_string(),
            "line n of one belongs to line n of the other",
        ));
    }
    let both = a.iter().zip(&e).filter(|(a, e)| !a.trim().is_empty() && !e.trim().is_empty());
    let (ar, en) = both.map(|(a, e)| (a.trim().to_owned(), e.trim().to_owned())).unzip();
    Ok(Bitext { ar, en, problems: Vec::new() })
}

/// The segments of a translation unit so far, and where the reader stands in it.
#[derive(Default)]
struct Unit {
    ar: Option<String>,
    en: Option<String>,
    lang: String,
    text: Option<String>,
    /// Depth within inline elements whose content is markup of another program.
    code: usize,
}

/// TMX 1.4 (LISA 2005). Of several variants in one language the first counts; content of `bpt`, `ept`, `it` and `ph`
/// is markup and left out.
fn tmx(path: &Path, text: &str) -> Result<Bitext> {
    let mut reader = Reader::from_str(text);
    let mut out = Bitext::default();
    let mut unit = Unit::default();
    let at = |position: u64| {
        text.as_bytes()[..(position as usize).min(text.len())].iter().filter(|&&b| b == b'\n').count() + 1
    };
    loop {
        let event = reader.read_event().map_err(|e| {
            let line = at(reader.error_position());
            Error::content(path, Some(line), "TMX (XML)", e.to_string(), "check the file with an XML editor")
        })?;
        match event {
            Event::Eof => return Ok(out),
            Event::Start(tag) => match tag.local_name().as_ref() {
                "tu" => unit = Unit::default(),
                "tuv" => unit.lang = language(&tag),
                "seg" => unit.text = Some(String::new()),
                "bpt" | "ept" | "it" | "ph" => unit.code += 1,
                _ => {}
            },
            Event::Text(t) if unit.code == 0 => {
                if let Some(text) = &mut unit.text {
                    text.push_str(&t);
                }
            }
            Event::GeneralRef(name) if unit.code == 0 => {
                let resolved = name
                    .resolve_char_ref()
                    .ok()
                    .flatten()
                    .map(String::from)
                    .or_else(|| quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned));
                if let (Some(text), Some(resolved)) = (&mut unit.text, resolved) {
                    text.push_str(&resolved);
                }
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "bpt" | "ept" | "it" | "ph" => unit.code = unit.code.saturating_sub(1),
                "seg" => {
                    let text =
                        unit.text.take().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
                    let side = match unit.lang.as_str() {
                        "ar" => &mut unit.ar,
                        "en" => &mut unit.en,
                        _ => continue,
                    };
                    if !text.is_empty() {
                        side.get_or_insert(text);
                    }
                }
                "tu" => {
                    let done = std::mem::take(&mut unit);
                    if let (Some(ar), Some(en)) = (done.ar, done.en) {
                        out.ar.push(ar);
                        out.en.push(en);
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
}

/// The language of a variant without its region: `xml:lang="AR-sa"` is `ar`.
fn language(tag: &BytesStart<'_>) -> String {
    let attribute = tag.attributes().flatten().find(|a| a.key.local_name().as_ref() == "lang");
    let value = attribute.map(|a| a.value.to_lowercase()).unwrap_or_default();
    value.split(['-', '_']).next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tmx_gives_the_segments_of_both_languages() {
        let text = r#"<?xml version="1.0"?><tmx version="1.4"><header/><body>
            <tu><tuv xml:lang="en-GB"><seg>Tea &amp; <bpt i="1">&lt;b&gt;</bpt>coffee<ept i="1">x</ept></seg></tuv>
                <tuv xml:lang="AR"><seg>شاي
                    وقهوة</seg></tuv><tuv xml:lang="fr"><seg>thé</seg></tuv></tu>
            <tu><tuv xml:lang="en"><seg>alone</seg></tuv></tu></body></tmx>"#;
        let found = tmx(Path::new("m.tmx"), text).expect("TMX");
        assert_eq!(found.ar, ["شاي وقهوة"]);
        assert_eq!(found.en, ["Tea & coffee"]);
    }

    #[test]
    fn broken_tmx_names_the_line() {
        let error = tmx(Path::new("m.tmx"), "<tmx>\n<body>\n</tmx>").expect_err("broken").to_string();
        assert!(error.starts_with("m.tmx:3:"), "{error}");
    }

    #[test]
    fn columns_may_stand_in_either_order_and_bad_lines_are_told() {
        let found = table(
            Path::new("t.tsv"),
            "source\ttarget\nبيت\thouse\nschool\tمدرسة\tnote\nno columns\n\nx\ty\n",
        );
        assert_eq!(found.ar, ["بيت", "مدرسة"]);
        assert_eq!(found.en, ["house", "school"]);
        assert_eq!(found.problems.len(), 2);
        assert!(found.problems[0].to_string().starts_with("t.tsv:4: expected two columns"));
    }
}
