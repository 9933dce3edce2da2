//! The lists by which lines around a report are known, and the form in which lines are compared with them.

use super::lists::rows;
use crate::arabic;
use std::collections::{HashMap, HashSet};

const BOILERPLATE: &str = include_str!("../../lexicons/boilerplate.tsv");
const WORDS: &str = include_str!("../../lexicons/page_words.tsv");

/// Longest paragraph, in words, that is compared with boilerplate.
const BOILERPLATE_WORDS: usize = 40;

/// How much of a paragraph a boilerplate pattern covers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Cover {
    Exact,
    Prefix,
    Contains,
}

/// The lists, folded.
#[derive(Debug)]
pub struct Page {
    /// First word of a pattern → the pattern's words and what it must cover.
    boilerplate: HashMap<String, Vec<(Vec<String>, Cover)>>,
    agencies: HashSet<String>,
    months: HashSet<String>,
    date_words: HashSet<String>,
    /// Beginnings of author lines as written, lower case.
    authors: Vec<String>,
    /// Beginnings of captions as written, lower case.
    credits: Vec<String>,
}

impl Page {
    /// Parses the embedded tables. Rows that make no sense are passed over; a test holds that there are none.
    pub fn new() -> Self {
        let mut boilerplate: HashMap<String, Vec<_>> = HashMap::new();
        for row in rows(BOILERPLATE) {
            let words: Vec<String> = folded(row[0]).split(' ').map(str::to_owned).collect();
            if let Some(cover) = row.get(2).copied().and_then(cover) {
                boilerplate.entry(words[0].clone()).or_default().push((words, cover));
            }
        }
        let class =
            |name: &'static str| rows(WORDS).filter(move |row| row.get(2) == Some(&name)).map(|row| row[0]);
        Page {
            boilerplate,
            agencies: class("agency").map(folded).collect(),
            months: class("month").map(folded).collect(),
            date_words: class("day").chain(class("time")).map(folded).collect(),
            authors: class("author").map(str::to_lowercase).collect(),
            credits: class("credit").map(str::to_lowercase).collect(),
        }
    }

    /// Whether the folded `line` is text of the site; only patterns of at least `least` words count.
    pub fn is_boilerplate(&self, line: &str, least: usize) -> bool {
        let words: Vec<&str> = line.split(' ').take(BOILERPLATE_WORDS + 1).collect();
        if words.len() > BOILERPLATE_WORDS {
            return false;
        }
        (0..words.len()).any(|at| {
            self.boilerplate.get(words[at]).into_iter().flatten().any(|(pattern, cover)| {
                let fits = match cover {
                    Cover::Exact => at == 0 && words.len() == pattern.len(),
                    Cover::Prefix => at == 0,
                    Cover::Contains => true,
                };
                fits && pattern.len() >= least
                    && words[at..].len() >= pattern.len()
                    && pattern.iter().zip(&words[at..]).all(|(p, w)| p == w)
            })
        })
    }

    /// Whether `text` names a news agency or another source.
    pub fn is_agency(&self, text: &str) -> bool {
        self.agencies.contains(&folded(text))
    }

    /// Whether the folded `word` is the name of a month, or part of one.
    pub fn is_month(&self, word: &str) -> bool {
        self.months.contains(word)
    }

    /// Whether the folded `word` may stand in a line that gives only a date: a weekday, "published", "GMT".
    pub fn is_date_word(&self, word: &str) -> bool {
        self.date_words.contains(word)
    }

    /// What follows the words that begin an author line; `None` when `line` does not begin with any.
    pub fn author<'a>(&self, line: &'a str) -> Option<&'a str> {
        after_any(&self.authors, line)
    }

    /// What follows the words that begin a caption; `None` when `line` does not begin with any.
    pub fn credit<'a>(&self, line: &'a str) -> Option<&'a str> {
        after_any(&self.credits, line)
    }
}

/// The rest of `line` after the longest of `beginnings`; a beginning that ends in a letter must end a word.
fn after_any<'a>(beginnings: &[String], line: &'a str) -> Option<&'a str> {
    beginnings
        .iter()
        .filter_map(|start| {
            // Lower-casing may change lengths, so walk both.
            let mut rest = line.chars();
            let same = start.chars().all(|c| rest.next().is_some_and(|d| d.to_lowercase().eq([c])));
            let rest = rest.as_str();
            let whole = !start.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric);
            (same && whole).then_some(rest)
        })
        .min_by_key(|rest| rest.len())
}

fn cover(name: &str) -> Option<Cover> {
    Some(match name {
        "exact" => Cover::Exact,
        "prefix" => Cover::Prefix,
        "contains" => Cover::Contains,
        _ => return None,
    })
}

/// Appends the words of `text` to `out`, one space between two, and gives their number. Case, vowel marks, format
/// characters and punctuation are left out: what is equal after this is equal word for word.
pub fn words_into(text: &str, out: &mut String) -> usize {
    let mut words = 0;
    let mut inside = false;
    for c in text.chars() {
        if c.is_ascii() {
            if !c.is_ascii_alphanumeric() {
                inside = false;
                continue;
            }
        } else if arabic::is_mark(c) || arabic::is_format(c) {
            continue;
        } else if !arabic::is_letter(c) && !c.is_alphanumeric() {
            inside = false;
            continue;
        }
        if !inside {
            if !out.is_empty() {
                out.push(' ');
            }
            words += 1;
            inside = true;
        }
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else if arabic::is_letter(c) {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
    }
    words
}

/// The words of `text` with Arabic letters folded: the form of all lists.
pub fn folded(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    words_into(text, &mut words);
    let mut out = String::with_capacity(words.len());
    arabic::fold_into(&words, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_is_understood_and_unique() {
        let mut seen = HashSet::new();
        for row in rows(BOILERPLATE) {
            assert!(row.len() == 3 && cover(row[2]).is_some(), "{row:?}");
            assert!(!folded(row[0]).is_empty(), "{row:?}");
            assert!(seen.insert((folded(row[0]), row[2])), "twice: {row:?}");
            assert!(
                row[2] == "exact" || folded(row[0]).contains(' '),
                "too short to be part of a line: {row:?}"
            );
        }
        for row in rows(WORDS) {
            let known = ["agency", "month", "day", "time", "author", "credit"];
            assert!(row.len() == 3 && known.contains(&row[2]), "{row:?}");
        }
    }

    #[test]
    fn folding_keeps_words_and_nothing_else() {
        assert_eq!(folded("  • For information | and Updates"), "for information and updates");
        assert_eq!(folded("أضِف تعليقًا"), folded("اضف تعليقا"));
    }
}
