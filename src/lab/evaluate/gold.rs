//! The files that evaluation reads: JSON lines, one document pair each.
//!
//! Gold: `{"id":"x","ar":["…"],"en":["…"],"gold":[[[0],[0,1]],[[1],[]]]}`. The sentences may be missing; indices
//! count from 0 and must lie among them where they are given. Three more fields are optional. `"coarse":[3]` lists the
//! beads, by their place in `gold`, whose inner alignment is not known: an article, a verse or a turn that was only
//! aligned as a whole ([`super::coarse`]). `"bead_units":[[0,0],[1,1],[1,1]]` gives, for each bead, the unit of the
//! source it stems from, first and last: neighbours with the same one belong together. `"moved":["e",3]` says that a
//! passage of so many units stands elsewhere on the side `a` or `e` ([`super::moved`]).
//!
//! Predictions, as `--format index` writes them or by hand: `{"id":"x","pairs":[[[0],[0,1],0.93]]}`; the key may
//! also be `pred` or `gold`, and the scores may be missing. Null beads are allowed in both.
//!
//! Gold of document alignment: `{"id":"x","ar_docs":[{"id":"a0","sents":["…"]}],"en_docs":[…],"gold":[[0,29]]}`.
//!
//! An id is a string or a number; 7 and "7" are the same. Empty lines are skipped.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};
use crate::read::split_id;
use crate::text::Bead;

/// A document pair, split into sentences and aligned by people.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct GoldDoc {
    /// Name of the document pair, unique in its file.
    pub id: String,
    /// Arabic sentences; empty when the file gives none.
    pub ar: Vec<String>,
    /// English sentences; empty when the file gives none.
    pub en: Vec<String>,
    /// The right beads, null beads as far as the file gives them; scores are 1.
    pub beads: Vec<Bead>,
    /// Places in `beads` of those whose inner alignment is not known: whatever lies inside one is right.
    pub coarse: Vec<usize>,
    /// The unit of the source, first and last, that each of `beads` stems from; empty when the file gives none.
    pub units: Vec<(u32, u32)>,
    /// Whether a passage of one side stands elsewhere on the other.
    pub moved: bool,
}

/// The alignment that is evaluated, of one document pair.
#[derive(Clone, PartialEq, Debug)]
pub struct PredDoc {
    /// Name of the document pair, as in the gold.
    pub id: String,
    /// Predicted beads; scores are 0 when the file gives none.
    pub beads: Vec<Bead>,
    /// Whether the scores of the beads were given.
    pub scored: bool,
}

/// Which Arabic document of a set tells the same story as which English one.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct DocAlignGold {
    /// Name of the set.
    #[serde(deserialize_with = "split_id")]
    pub id: String,
    /// Arabic documents.
    pub ar_docs: Vec<SplitDoc>,
    /// English documents.
    pub en_docs: Vec<SplitDoc>,
    /// The right pairs: index of the Arabic document, index of the English one.
    #[serde(rename = "gold")]
    pub pairs: Vec<(usize, usize)>,
}

/// A document already split into sentences.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct SplitDoc {
    /// Its name.
    #[serde(deserialize_with = "split_id")]
    pub id: String,
    /// Its sentences.
    pub sents: Vec<String>,
}

/// A bead as written: `[[0],[0,1]]` or `[[0],[0,1],0.93]`.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a bead such as [[0],[0,1]] or [[0],[0,1],0.93]")]
enum WrittenBead {
    Plain(Vec<u32>, Vec<u32>),
    Scored(Vec<u32>, Vec<u32>, f32),
}

impl WrittenBead {
    /// The bead, its indices ascending, with the given score or `default`, and whether one was given.
    fn read(self, default: f32) -> (Bead, bool) {
        let (mut ar, mut en, score) = match self {
            WrittenBead::Plain(ar, en) => (ar, en, None),
            WrittenBead::Scored(ar, en, score) => (ar, en, Some(score)),
        };
        ar.sort_unstable();
        en.sort_unstable();
        (Bead { ar, en, score: score.unwrap_or(default), kind: None, ..Bead::default() }, score.is_some())
    }
}

#[derive(Deserialize)]
struct GoldLine {
    #[serde(deserialize_with = "split_id")]
    id: String,
    ar: Option<Vec<String>>,
    en: Option<Vec<String>>,
    gold: Vec<WrittenBead>,
    #[serde(default)]
    coarse: Vec<usize>,
    #[serde(default)]
    bead_units: Vec<(u32, u32)>,
    moved: Option<(MovedSide, u32)>,
}

/// The side on which a passage was moved. Which one it was has no say in the scores: the order of beads is the same.
#[derive(Deserialize)]
enum MovedSide {
    #[serde(rename = "a")]
    Arabic,
    #[serde(rename = "e")]
    English,
}

#[derive(Deserialize)]
struct PredLine {
    #[serde(deserialize_with = "split_id")]
    id: String,
    pairs: Option<Vec<WrittenBead>>,
    pred: Option<Vec<WrittenBead>>,
    gold: Option<Vec<WrittenBead>>,
}

const GOLD: &str = r#"a line such as {"id":"x","gold":[[[0],[0,1]]]}"#;
const PRED: &str = r#"a line such as {"id":"x","pairs":[[[0],[0,1],0.93]]}"#;
const DOCALIGN: &str =
    r#"a line such as {"id":"x","ar_docs":[{"id":"a","sents":["…"]}],"en_docs":[…],"gold":[[0,1]]}"#;

/// Reads gold alignments from `text`, the content of the file `path`.
///
/// # Errors
/// [`Error::Content`] with the line when it is no such object, names a sentence or a bead that is not there, gives some
/// beads a unit but not all, or repeats an id.
pub fn parse_gold(path: &Path, text: &str) -> Result<Vec<GoldDoc>> {
    let mut lines = GoldLines::new(path);
    let mut docs = Vec::new();
    for (number, line) in numbered(text) {
        let GoldLine { id, ar, en, gold, coarse, bead_units: units, moved } =
            lines.parse(number, line, GOLD)?;
        lines.new_id(number, &id)?;
        let beads: Vec<Bead> = gold.into_iter().map(|bead| bead.read(1.0).0).collect();
        for (side, sentences) in [("Arabic", &ar), ("English", &en)] {
            let Some(count) = sentences.as_ref().map(Vec::len) else { continue };
            let indices = |bead: &Bead| bead_side(bead, side == "Arabic").iter().max().copied();
            if let Some(beyond) = beads.iter().filter_map(indices).max().filter(|&i| i as usize >= count) {
                return Err(lines.bad(
                    number,
                    format!("{side} indices below {count}, the number of sentences"),
                    format!("{beyond} in \"{id}\""),
                    "count sentences from 0",
                ));
            }
        }
        lines.check_units(number, &id, beads.len(), &coarse, &units)?;
        let (ar, en) = (ar.unwrap_or_default(), en.unwrap_or_default());
        docs.push(GoldDoc { id, ar, en, beads, coarse, units, moved: moved.is_some() });
    }
    lines.done(docs, GOLD)
}

/// Reads predicted alignments from `text`, the content of the file `path`.
///
/// # Errors
/// [`Error::Content`] with the line when it is no such object, scores some of its beads but not all or with a number
/// that is no probability, or repeats an id.
pub fn parse_pred(path: &Path, text: &str) -> Result<Vec<PredDoc>> {
    let mut lines = GoldLines::new(path);
    let mut docs = Vec::new();
    for (number, line) in numbered(text) {
        let PredLine { id, pairs, pred, gold } = lines.parse(number, line, PRED)?;
        lines.new_id(number, &id)?;
        let Some(written) = pairs.or(pred).or(gold) else {
            return Err(lines.bad(number, PRED, "no \"pairs\", \"pred\" or \"gold\"", "add one of them"));
        };
        let (beads, given): (Vec<Bead>, Vec<bool>) = written.into_iter().map(|bead| bead.read(0.0)).unzip();
        let scored = given.iter().all(|&is_given| is_given);
        if !scored && given.contains(&true) {
            let way_out = "score all beads of the document or none";
            return Err(lines.bad(
                number,
                "a score in every bead",
                format!("some without in \"{id}\""),
                way_out,
            ));
        }
        if let Some(bead) = beads.iter().find(|bead| !(0.0..=1.0).contains(&bead.score)) {
            let found = format!("{} in \"{id}\"", bead.score);
            let way_out = "leave out scores that are no probabilities";
            return Err(lines.bad(number, "scores from 0 to 1", found, way_out));
        }
        docs.push(PredDoc { id, beads, scored });
    }
    // Nothing predicted is a result, not a mistake.
    Ok(docs)
}

/// Reads gold of document alignment from `text`, the content of the file `path`.
///
/// # Errors
/// [`Error::Content`] with the line when it is no such object, names a document that is not there, or repeats an id.
pub fn parse_docalign(path: &Path, text: &str) -> Result<Vec<DocAlignGold>> {
    let mut lines = GoldLines::new(path);
    let mut sets = Vec::new();
    for (number, line) in numbered(text) {
        let set: DocAlignGold = lines.parse(number, line, DOCALIGN)?;
        lines.new_id(number, &set.id)?;
        let (ar, en) = (set.ar_docs.len(), set.en_docs.len());
        if let Some((a, e)) = set.pairs.iter().find(|(a, e)| *a >= ar || *e >= en) {
            return Err(lines.bad(
                number,
                format!("pairs below [{ar},{en}], the numbers of documents"),
                format!("[{a},{e}] in \"{}\"", set.id),
                "count documents from 0",
            ));
        }
        sets.push(set);
    }
    lines.done(sets, DOCALIGN)
}

/// Checks that predicted beads, read from the file `path`, keep to the sentences that the gold has.
///
/// # Errors
/// [`Error::Content`] that names the first document with an index beyond them.
pub fn check_pred(path: &Path, gold: &[GoldDoc], pred: &[PredDoc]) -> Result<()> {
    let by_id: BTreeMap<&str, &GoldDoc> = gold.iter().map(|doc| (doc.id.as_str(), doc)).collect();
    for doc in pred {
        let Some(gold) = by_id.get(doc.id.as_str()) else { continue };
        for (side, sentences) in [("Arabic", &gold.ar), ("English", &gold.en)] {
            let beyond = doc.beads.iter().flat_map(|bead| bead_side(bead, side == "Arabic")).max();
            // No sentences: the gold does not say how many there are.
            if let Some(beyond) = beyond.filter(|&&i| !sentences.is_empty() && i as usize >= sentences.len())
            {
                return Err(Error::content(
                    path,
                    None,
                    format!("{side} indices below {}, the number of sentences in the gold", sentences.len()),
                    format!("{beyond} in \"{}\"", doc.id),
                    "count sentences from 0, and see that both files are of the same sentences",
                ));
            }
        }
    }
    Ok(())
}

fn bead_side(bead: &Bead, arabic: bool) -> &[u32] {
    if arabic { &bead.ar } else { &bead.en }
}

/// The lines that say something, numbered from 1; a byte order mark is none of the text.
pub(super) fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.lines()
        .enumerate()
        .map(|(i, line)| (i + 1, line))
        .filter(|(_, line)| !line.trim().is_empty() && !is_document_record(line))
}

/// Whether a line tells of a document in no alignment, as `jisr align` adds to JSON Lines: no bead, no gold.
fn is_document_record(line: &str) -> bool {
    #[derive(serde::Deserialize)]
    struct Record {
        record: String,
    }
    line.contains("\"record\"")
        && serde_json::from_str::<Record>(line).is_ok_and(|line| line.record == "document")
}

/// What has been seen of one file.
pub(super) struct GoldLines<'a> {
    path: &'a Path,
    ids: BTreeMap<String, usize>,
}

impl<'a> GoldLines<'a> {
    pub fn new(path: &'a Path) -> Self {
        GoldLines { path, ids: BTreeMap::new() }
    }

    fn bad(
        &self,
        number: usize,
        expected: impl Into<String>,
        found: impl Into<String>,
        way_out: &str,
    ) -> Error {
        Error::content(self.path, Some(number), expected, found, way_out)
    }

    pub fn parse<T: DeserializeOwned>(&self, number: usize, line: &str, expected: &str) -> Result<T> {
        serde_json::from_str(line).map_err(|e| {
            // The parser counts lines within this one.
            let reason = e.to_string();
            let reason = reason.split(" at line ").next().unwrap_or(&reason).to_owned();
            self.bad(number, expected, format!("{reason} at column {}", e.column()), "correct the line")
        })
    }

    pub fn new_id(&mut self, number: usize, id: &str) -> Result<()> {
        match self.ids.insert(id.to_owned(), number) {
            None => Ok(()),
            Some(earlier) => Err(self.bad(
                number,
                "each id once",
                format!("\"{id}\" again, first in line {earlier}"),
                "give every document pair its own id",
            )),
        }
    }

    /// Refuses coarse beads that are not there, and units of some beads only.
    fn check_units(
        &self,
        number: usize,
        id: &str,
        beads: usize,
        coarse: &[usize],
        units: &[(u32, u32)],
    ) -> Result<()> {
        if let Some(beyond) = coarse.iter().find(|&&k| k >= beads) {
            return Err(self.bad(
                number,
                format!("\"coarse\" indices below {beads}, the number of beads"),
                format!("{beyond} in \"{id}\""),
                "count beads from 0",
            ));
        }
        if !units.is_empty() && units.len() != beads {
            return Err(self.bad(
                number,
                format!("\"bead_units\" for each of the {beads} beads, or none"),
                format!("{} in \"{id}\"", units.len()),
                "give a unit, first and last, for every bead of \"gold\"",
            ));
        }
        Ok(())
    }

    pub fn done<T>(&self, docs: Vec<T>, expected: &str) -> Result<Vec<T>> {
        if docs.is_empty() {
            return Err(Error::content(self.path, None, expected, "no line", "is it the right file?"));
        }
        Ok(docs)
    }
}
