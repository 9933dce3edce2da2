//! How well sentences are divided that the other side's splitter divides: trials made of gold 1-1 beads.
//!
//! Of the 1-1 beads of a gold document, in order, neighbours are joined to one sentence on one side, every third bead
//! left as it is; the right place to divide is known. Each document gives one trial for each way of joining:
//!
//! | name | the sentences A and B become |
//! |---|---|
//! | `stop` | `A. B`: the splitter missed the end |
//! | `semicolon` | `A؛ B`, `A; b` |
//! | `mark-and` | `A، وB`, `A, and b` |
//! | `comma` | `A، B`, `A, b` |
//! | `and` | `A وB`, `A and b` |
//! | `three` | three sentences by `mark-and` |
//! | `hidden` | `A B`, nothing between them: nowhere to divide |
//! | `swapped` | by `mark-and`, the second first: no division is in order |
//!
//! What begins with a conjunction gets no second one, and is not joined as `hidden`.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use super::{GoldDoc, Prf};
use crate::text::{Alignment, Lang, Span, SplitPair};

/// How sentences are joined.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Join {
    /// The full stop stays.
    Stop,
    /// A semicolon.
    Semicolon,
    /// A comma and a conjunction.
    MarkAnd,
    /// A comma.
    Comma,
    /// A conjunction.
    And,
    /// Three sentences, by comma and conjunction.
    Three,
    /// Nothing.
    Hidden,
    /// The second first, by comma and conjunction.
    Swapped,
}

impl Join {
    /// All of them, with their names.
    pub const ALL: [(Join, &'static str); 8] = [
        (Join::Stop, "stop"),
        (Join::Semicolon, "semicolon"),
        (Join::MarkAnd, "mark-and"),
        (Join::Comma, "comma"),
        (Join::And, "and"),
        (Join::Three, "three"),
        (Join::Hidden, "hidden"),
        (Join::Swapped, "swapped"),
    ];

    /// Whether there is a right place to divide.
    pub fn divides(self) -> bool {
        !matches!(self, Join::Hidden | Join::Swapped)
    }
}

/// A document pair with sentences joined on one side.
#[derive(Clone, PartialEq, Debug)]
pub struct Trial {
    /// The sentences as they are to be aligned.
    pub pair: SplitPair,
    /// The side with joined sentences.
    pub lang: Lang,
    /// How they were joined.
    pub join: Join,
    /// The joined sentences, each with its counterparts on the other side.
    pub joined: Vec<(u32, Vec<u32>)>,
    /// Where they are to be divided: bytes of the side's text, its sentences a line each; a cut within one is right.
    pub seams: Vec<Span>,
}

/// The trials of `gold`, by document, side and way of joining.
pub fn trials(gold: &[GoldDoc]) -> Vec<Trial> {
    let mut out = Vec::new();
    for doc in gold {
        let single = |b: &&crate::text::Bead| b.ar.len() == 1 && b.en.len() == 1;
        let sides = |b: &crate::text::Bead| {
            Some((doc.ar.get(*b.ar.first()? as usize)?, doc.en.get(*b.en.first()? as usize)?))
        };
        let pairs: Vec<(&String, &String)> = doc.beads.iter().filter(single).filter_map(sides).collect();
        for lang in [Lang::Arabic, Lang::English] {
            for (join, name) in Join::ALL {
                let side = if lang == Lang::Arabic { "ar" } else { "en" };
                let mut trial = Trial {
                    pair: SplitPair { id: format!("{}#{side}-{name}", doc.id), ..SplitPair::default() },
                    lang,
                    join,
                    joined: Vec::new(),
                    seams: Vec::new(),
                };
                trial.fill(&pairs);
                out.push(trial);
            }
        }
    }
    out
}

impl Trial {
    fn fill(&mut self, pairs: &[(&String, &String)]) {
        let run = if self.join == Join::Three { 3 } else { 2 };
        let mut bytes = 0;
        for group in pairs.chunks(run + 1) {
            let own =
                |(ar, en): &(&String, &String)| (*if self.lang == Lang::Arabic { ar } else { en }).clone();
            let other =
                |(ar, en): &(&String, &String)| (*if self.lang == Lang::Arabic { en } else { ar }).clone();
            let texts: Vec<String> = group.iter().map(own).collect();
            let (own_side, other_side) = match self.lang {
                Lang::Arabic => (&mut self.pair.ar, &mut self.pair.en),
                Lang::English => (&mut self.pair.en, &mut self.pair.ar),
            };
            let others = other_side.len() as u32;
            other_side.extend(group.iter().map(other));
            let mut rest = &texts[..];
            let hides = |b: &String| self.join == Join::Hidden && begins_with_conjunction(self.lang, b);
            if texts.len() > run && !texts[1..run].iter().any(hides) {
                let (text, seams) = joined(self.lang, self.join, &texts[..run]);
                self.joined.push((own_side.len() as u32, (others..others + run as u32).collect()));
                if self.join.divides() {
                    let moved = |s: Span| Span::new(bytes + s.start as usize, bytes + s.end as usize);
                    self.seams.extend(seams.into_iter().map(moved));
                }
                bytes += text.len() + 1;
                own_side.push(text);
                rest = &texts[run..];
            }
            for text in rest {
                bytes += text.len() + 1;
                own_side.push(text.clone());
            }
        }
    }

    /// Whether a cut is right: the side it is on, and what lies between its ends.
    pub fn is_seam(&self, lang: Lang, gap: Span) -> bool {
        lang == self.lang && self.seams.iter().any(|s| s.start <= gap.start && gap.end <= s.end)
    }

    /// The cuts of an alignment of this trial.
    pub fn cuts(&self, alignment: &Alignment) -> Vec<(Lang, Span)> {
        let ends = |sentences: &[String]| -> Vec<u32> {
            let after = |end: &mut u32, s: &String| {
                *end += s.len() as u32 + 1;
                Some(*end)
            };
            sentences.iter().scan(0, after).collect()
        };
        let (ar, en) = (ends(&self.pair.ar), ends(&self.pair.en));
        let mut out = Vec::new();
        for two in alignment.beads.iter().flat_map(|b| b.parts.windows(2)) {
            for (lang, ends, left, right) in [
                (Lang::Arabic, &ar, two[0].ar.last(), two[1].ar.first()),
                (Lang::English, &en, two[0].en.last(), two[1].en.first()),
            ] {
                let (Some(left), Some(right)) = (left, right) else { continue };
                // Within one sentence: no sentence ends between the two.
                if ends.partition_point(|&e| e <= left.start) == ends.partition_point(|&e| e <= right.start) {
                    out.push((lang, Span { start: left.end, end: right.start }));
                }
            }
        }
        out
    }
}

/// The sentences as one, and the places between them: from the last letter of one to the first of the next.
fn joined(lang: Lang, join: Join, sentences: &[String]) -> (String, Vec<Span>) {
    let mut order: Vec<&String> = sentences.iter().collect();
    if join == Join::Swapped {
        order.reverse();
    }
    let mut text = String::new();
    let mut seams = Vec::new();
    for (k, sentence) in order.into_iter().enumerate() {
        if k == 0 {
            text.push_str(sentence.trim());
            continue;
        }
        let last = text.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        if join != Join::Stop {
            text.truncate(text.trim_end_matches(['.', '؟', '!', '?', '…', '،', ',', ' ']).len());
        }
        let own = begins_with_conjunction(lang, sentence);
        let and = if own {
            ""
        } else if lang == Lang::Arabic {
            "و"
        } else {
            "and "
        };
        let (comma, semicolon) = if lang == Lang::Arabic { ("،", "؛") } else { (",", ";") };
        match join {
            Join::Stop | Join::Hidden => text.push(' '),
            Join::Semicolon => text.extend([semicolon, " "]),
            Join::Comma => text.extend([comma, " "]),
            Join::And => text.extend([" ", and]),
            Join::MarkAnd | Join::Three | Join::Swapped => text.extend([comma, " ", and]),
        }
        let from = text.len();
        if join == Join::Stop || lang == Lang::Arabic {
            text.push_str(sentence.trim());
        } else {
            text.push_str(&within(sentence.trim()));
        }
        let skipped = text[from..].find(char::is_alphanumeric).unwrap_or(0);
        seams.push(Span::new(last.min(from), from + skipped));
    }
    (text, seams)
}

/// Whether a sentence begins with و, of whatever kind, or *and*, *but*.
fn begins_with_conjunction(lang: Lang, sentence: &str) -> bool {
    let first = sentence.split_whitespace().next().unwrap_or("");
    match lang {
        Lang::Arabic => first.starts_with('و') || matches!(first, "ثم" | "لكن"),
        Lang::English => matches!(first, "And" | "But" | "While" | "Then" | "However," | "However"),
    }
}

/// An English sentence as it stands within another: without its capital, unless that may be the one of a name.
fn within(sentence: &str) -> String {
    const SMALL: [&str; 40] = [
        "The", "This", "That", "These", "Those", "It", "Its", "He", "She", "They", "We", "You", "His", "Her",
        "Their", "Our", "A", "An", "In", "On", "At", "By", "For", "From", "With", "As", "After", "Before",
        "When", "While", "During", "Since", "If", "Some", "Many", "Most", "Several", "And", "But", "There",
    ];
    let first = sentence.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    if SMALL.contains(&first) {
        format!("{}{}", first.to_lowercase(), &sentence[first.len()..])
    } else {
        sentence.to_owned()
    }
}

/// What became of the sentences joined in one way.
#[derive(Clone, PartialEq, Debug, Default, Serialize, JsonSchema)]
pub struct ClauseRow {
    /// Side and way of joining: `ar-comma`.
    pub name: String,
    /// Joined sentences.
    pub joined: usize,
    /// Of these found as beads.
    pub beads: usize,
    /// Cuts made, wherever in these trials; precision, recall and F1 of them. For what is not to be divided the
    /// precision is 0 and every cut wrong.
    pub cuts: Prf,
}

/// How well sentences are divided.
#[derive(Clone, PartialEq, Debug, Serialize, JsonSchema)]
pub struct ClauseScores {
    /// By side and way of joining.
    pub rows: Vec<ClauseRow>,
    /// Of all trials that have a right place.
    pub divisible: ClauseRow,
    /// Of all trials.
    pub all: ClauseRow,
}

/// What the `alignments` of `trials` have found.
pub fn judge(trials: &[Trial], alignments: &[Alignment]) -> ClauseScores {
    let row = |name: &str, counts: &dyn Fn(&Trial) -> bool| {
        let (mut row, mut made, mut right, mut seams) =
            (ClauseRow { name: name.to_owned(), ..ClauseRow::default() }, 0, 0, 0);
        for (trial, alignment) in trials.iter().zip(alignments).filter(|(t, _)| counts(t)) {
            let found = |(own, others): &&(u32, Vec<u32>)| {
                alignment.beads.iter().any(|b| {
                    let (mine, other) =
                        if trial.lang == Lang::Arabic { (&b.ar, &b.en) } else { (&b.en, &b.ar) };
                    mine[..] == [*own] && other == others
                })
            };
            row.joined += trial.joined.len();
            row.beads += trial.joined.iter().filter(found).count();
            let cuts = trial.cuts(alignment);
            made += cuts.len();
            right += cuts.iter().filter(|(lang, gap)| trial.is_seam(*lang, *gap)).count();
            seams += trial.seams.len();
        }
        row.cuts = Prf::new(right, made, right as f64, seams);
        row
    };
    let mut rows = Vec::new();
    for (lang, side) in [(Lang::Arabic, "ar"), (Lang::English, "en")] {
        for (join, name) in Join::ALL {
            rows.push(row(&format!("{side}-{name}"), &|t| t.lang == lang && t.join == join));
        }
    }
    ClauseScores { rows, divisible: row("divisible", &|t| t.join.divides()), all: row("all", &|_| true) }
}

impl fmt::Display for ClauseScores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<14} {:>7} {:>7} {:>7} {:>7} {:>9} {:>9} {:>9}",
            "joined", "number", "beads", "places", "cuts", "precision", "recall", "F1"
        )?;
        for row in self.rows.iter().chain([&self.divisible, &self.all]) {
            let Prf { precision, recall, f1, predicted, gold } = row.cuts;
            writeln!(
                f,
                "{:<14} {:>7} {:>7} {gold:>7} {predicted:>7} {precision:>9.4} {recall:>9.4} {f1:>9.4}",
                row.name, row.joined, row.beads
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seams_are_what_lies_between_the_sentences() {
        let s = |list: &[&str]| list.iter().map(|&t| t.to_owned()).collect::<Vec<_>>();
        for (lang, join, list, expected, seam) in [
            (Lang::Arabic, Join::MarkAnd, ["وصل القطار.", "غادر أحمد."], "وصل القطار، وغادر أحمد.", "، و"),
            (Lang::Arabic, Join::MarkAnd, ["وصل القطار.", "وغادر أحمد."], "وصل القطار، وغادر أحمد.", "، "),
            (Lang::English, Join::And, ["He came.", "The bus left."], "He came and the bus left.", " and "),
            (Lang::English, Join::Stop, ["He came.", "Ahmed left."], "He came. Ahmed left.", ". "),
            (Lang::English, Join::Swapped, ["He came.", "Ahmed left."], "Ahmed left, and He came.", ", and "),
        ] {
            let (text, seams) = joined(lang, join, &s(&list));
            let expected =
                expected.replace("He came.", if join == Join::Swapped { "he came." } else { "He came." });
            assert_eq!(text, expected);
            assert_eq!(seams.len(), 1);
            assert_eq!(seams[0].of(&text), seam, "{text}");
        }
    }
}
