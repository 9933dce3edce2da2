//! Bitext: lines that translate each other, as tab-separated text, TMX 1.4 or a pair of Moses files.

use std::cmp::Ordering;
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
    /// Of each pair the number of its line or unit, from 0: the row of vectors that stand beside the file.
    pub rows: Vec<usize>,
    /// Lines or units of the file.
    pub len: usize,
    /// Those without text in both languages, which are left out: what was not translated, column heads.
    pub passed_over: usize,
    /// Lines that are no pair at all, each with its fault; they are left out too.
    pub problems: Vec<Error>,
}

impl Bitext {
    fn push(&mut self, row: usize, ar: &str, en: &str) {
        self.rows.push(row);
        self.ar.push(ar.to_owned());
        self.en.push(en.to_owned());
    }
}

/// Reads bitext. The format is seen by the name: `*.tmx` is TMX; `NAME.ar` or `NAME.en` is a pair of Moses files, of
/// which one is named; anything else is lines of tab-separated columns, the Arabic and the English segment first, in
/// either order. All of them also packed with gzip.
///
/// # Errors
/// When a file cannot be read, is not what its name says, or the Moses files differ in length.
pub fn bitext(path: &Path) -> Result<Bitext> {
    let found = match moses_files(path) {
        Some([ar, en]) => moses(&ar, &en)?,
        None if ending(&path.to_string_lossy()).0.eq_ignore_ascii_case("tmx") => {
            tmx(path, &super::text(path)?)?
        }
        None => table(path, &super::text(path)?),
    };
    if found.ar.is_empty() {
        let way_out = "give tab-separated lines, a .tmx file or one of a pair NAME.ar, NAME.en";
        return Err(Error::content(path, None, "Arabic segments beside English ones", "none", way_out));
    }
    Ok(found)
}

/// The ending of a name without `.gz`, and what stands before and after it.
fn ending(name: &str) -> (&str, &str, &str) {
    let bare = name.strip_suffix(".gz").unwrap_or(name);
    let (before, ending) = bare.rsplit_once('.').unwrap_or((bare, ""));
    (ending, before, &name[bare.len()..])
}

/// The Arabic and the English one of a pair of Moses files, if `path` names one of them: `NAME.ar`, `NAME.en`, also
/// with `.gz`.
pub fn moses_files(path: &Path) -> Option<[PathBuf; 2]> {
    let name = path.to_string_lossy();
    let (ending, before, packed) = ending(&name);
    let side = |lang: &str| PathBuf::from(format!("{before}.{lang}{packed}"));
    matches!(ending, "ar" | "en").then(|| [side("ar"), side("en")])
}

/// The share of a text's letters that are Arabic; 0 without letters.
fn arabic_share(text: &str) -> f32 {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    text.chars().filter(|&c| arabic::is_letter(c)).count() as f32 / letters.max(1) as f32
}

fn table(path: &Path, text: &str) -> Bitext {
    let mut out = Bitext::default();
    for (row, line) in text.lines().enumerate() {
        out.len += 1;
        let mut columns = line.split('\t').map(str::trim);
        let (Some(a), Some(b)) = (columns.next(), columns.next()) else {
            if line.trim().is_empty() {
                out.passed_over += 1;
            } else {
                let shown: String = line.chars().take(60).collect();
                let (found, way_out) = (format!("{shown:?}"), "the other lines are read");
                out.problems.push(Error::content(path, Some(row + 1), "two columns", found, way_out));
            }
            continue;
        };
        // English text may have an Arabic word in it, and Arabic text many English ones.
        let (of_a, of_b) = (arabic_share(a), arabic_share(b));
        match of_a.total_cmp(&of_b) {
            Ordering::Greater if !b.is_empty() => out.push(row, a, b),
            Ordering::Less if !a.is_empty() => out.push(row, b, a),
            _ => out.passed_over += 1,
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
    let mut out = Bitext { len: a.len(), ..Bitext::default() };
    for (row, (ar, en)) in a.iter().map(|l| l.trim()).zip(e.iter().map(|l| l.trim())).enumerate() {
        if ar.is_empty() || en.is_empty() {
            out.passed_over += 1;
        } else {
            out.push(row, ar, en);
        }
    }
    Ok(out)
}

/// The segments of a translation unit so far, and where the reader stands in it.
#[derive(Default)]
struct TranslationUnit {
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
    let mut unit = TranslationUnit::default();
    // Of open elements; the reader refuses an end without a beginning.
    let mut depth = 0usize;
    let at = |position: u64| text.bytes().take(position as usize).filter(|&b| b == b'\n').count() + 1;
    loop {
        let event = reader.read_event().map_err(|e| {
            let line = at(reader.error_position());
            Error::content(path, Some(line), "TMX (XML)", e.to_string(), "check the file with an XML editor")
        })?;
        depth += usize::from(matches!(event, Event::Start(_)));
        depth -= usize::from(matches!(event, Event::End(_)));
        match event {
            Event::Eof if depth > 0 => {
                let (expected, found) = (
                    "a file that ends after its last element",
                    format!("one that ends within {depth} elements"),
                );
                out.problems.push(Error::content(
                    path,
                    Some(at(text.len() as u64)),
                    expected,
                    found,
                    "fetch the file again; the units before are used",
                ));
                return Ok(out);
            }
            Event::Eof => return Ok(out),
            Event::CData(t) if unit.code == 0 => {
                if let Some(text) = &mut unit.text {
                    text.push_str(&t);
                }
            }
            Event::Start(tag) => match tag.local_name().as_ref() {
                "tu" => unit = TranslationUnit::default(),
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
                    match (done.ar, done.en) {
                        (Some(ar), Some(en)) => out.push(out.len, &ar, &en),
                        _ => out.passed_over += 1,
                    }
                    out.len += 1;
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

    /// Content in CDATA was dropped.
    #[test]
    fn character_data_is_text() {
        let text = r#"<tmx><tu><tuv xml:lang="en"><seg>Tea <![CDATA[<and> coffee]]></seg></tuv><tuv xml:lang="ar"><seg>شاي</seg></tuv></tu></tmx>"#;
        assert_eq!(tmx(Path::new("m.tmx"), text).expect("TMX").en, ["Tea <and> coffee"]);
    }

    /// A file that ends inside an element was taken without a word.
    #[test]
    fn tmx_that_breaks_off_is_told_and_what_is_whole_is_used() {
        let unit =
            r#"<tu><tuv xml:lang="en"><seg>Tea</seg></tuv><tuv xml:lang="ar"><seg>شاي</seg></tuv></tu>"#;
        for rest in ["", "<tu>", "<tu><tuv xml:lang=\"en\"><seg>cof"] {
            let found = tmx(Path::new("m.tmx"), &format!("<tmx>\n<body>\n{unit}{rest}")).expect("TMX");
            assert_eq!((found.en.len(), found.problems.len()), (1, 1), "{rest}");
            assert!(
                found.problems[0].to_string().starts_with("m.tmx:3: expected a file that ends"),
                "{}",
                found.problems[0]
            );
        }
    }

    #[test]
    fn broken_tmx_names_the_line() {
        let error = tmx(Path::new("m.tmx"), "<tmx>\n<body>\n</tmx>").expect_err("broken").to_string();
        assert!(error.starts_with("m.tmx:3:"), "{error}");
    }

    #[test]
    fn columns_may_stand_in_either_order_and_bad_lines_are_told() {
        let text = "source\ttarget\nبيت\thouse\nschool\tمدرسة\tnote\nno columns\n\nx\ty\nمكتب Microsoft Word\tWord (مكتب) of Microsoft\n";
        let found = table(Path::new("t.tsv"), text);
        assert_eq!(found.ar, ["بيت", "مدرسة", "مكتب Microsoft Word"]);
        assert_eq!(found.en, ["house", "school", "Word (مكتب) of Microsoft"]);
        assert_eq!((found.rows, found.len, found.passed_over), (vec![1, 2, 6], 7, 3));
        assert_eq!(found.problems.len(), 1);
        assert!(found.problems[0].to_string().starts_with("t.tsv:4: expected two columns"));
    }
}
