//! Names put together from words with the grammar of Arabic names, both ways.

use super::answer::AnswerSource;
use super::combine::{NamePiece, WeightedForm, best, combine};
use super::grammar::{NamePart, PartRole, share};
use super::key;
use super::name::{MOST_WORDS, Name};
use super::namebook::NameBook;
use super::words::FORMS;
use crate::names::form::capital;
use crate::names::transliterate::Workspace;

/// Most words that are looked up as one. Set by judgement: parts of `lexicons/name_parts.tsv` have four at most.
const SPAN: usize = 5;

// Probabilities of what the grammar makes of words, given that they stand in a name. All were set by judgement on names
// that are in no test; `tests/data/names/lookup.tsv` holds what they must keep right.

/// بن at the beginning of a name: the form of surnames first (Ben Ali, Ben-Gvir).
const FIRST_BIN: [(&str, f32); 3] = [("Ben", 0.5), ("bin", 0.35), ("Ibn", 0.15)];
/// The name of a letter before another word, as an initial: جيه is J.
const INITIAL_TO_LATIN: f32 = 0.3;
/// One or two capitals before another word, as the names of the letters.
const INITIALS_TO_ARABIC: f32 = 0.7;
/// Two Arabic words with الدين, الله or عبد, put together; what the tables have of both words comes on top of it.
const COMPOUND_TO_LATIN: f32 = 0.6;
/// The least that any alternative of a Latin word of the grammar has.
const LEAST_ALTERNATIVE: f32 = 0.2;
/// What a title in the other gender counts of one that agrees with the given name.
const OTHER_GENDER: f32 = 0.1;
/// "al-Din" as الدين, and "Abd Allah" as عبد الله.
const FIXED_PAIR: f32 = 0.9;
/// A Latin word with the ending of الدين or الله, as two words.
const JOINED_ENDING: f32 = 0.6;
/// A Latin word that begins with Abdul, as عبد ال and the rest.
const JOINED_SERVANT: f32 = 0.8;
/// Abdul, Abul before a word, as عبد or أبو before the word with the article.
const SERVANT_OR_FATHER: f32 = 0.5;

fn forms<'t>(texts: impl IntoIterator<Item = (&'t str, f32)>) -> Vec<WeightedForm> {
    let form = |(text, probability): (&str, f32)| WeightedForm {
        text: text.to_owned(),
        probability,
        from: AnswerSource::Parts,
    };
    texts.into_iter().map(form).collect()
}

/// Each of `heads` with each of `tails`.
fn joined(
    heads: &[WeightedForm],
    tails: &[(String, f32)],
    join: impl Fn(&str, &str) -> String,
) -> Vec<WeightedForm> {
    let mut out = Vec::new();
    for head in heads {
        for (tail, p) in tails {
            let text = join(&head.text, tail);
            out.push(WeightedForm { text, probability: head.probability * p, from: head.from });
        }
    }
    let mut out = best(out);
    out.truncate(FORMS);
    out
}

impl NameBook {
    /// The forms that an Arabic name of several words may have in Latin letters, likeliest first.
    pub(super) fn compose_latin(&self, name: &Name<'_>, room: &mut Workspace) -> Vec<WeightedForm> {
        let words: Vec<&str> = name.words().take(MOST_WORDS).collect();
        let mut pieces = Vec::new();
        for start in 0..words.len() {
            for end in start + 1..=words.len().min(start + SPAN) {
                let span = words[start..end].join(" ");
                let mut forms = self.latin_of_grammar(&words, start, end, room);
                let certain = !forms.is_empty() && end == start + 1;
                let whole = end - start > 1 && end - start == words.len();
                if !certain && !whole {
                    forms.extend(self.arabic_words(&span, room));
                }
                if !forms.is_empty() {
                    pieces.push(NamePiece { start, end, forms });
                }
            }
        }
        let mut found = combine(words.len(), &pieces, " ");
        for form in &mut found {
            form.text = tidy(&form.text);
        }
        found
    }

    /// What the grammar makes of words `start..end` of an Arabic name.
    fn latin_of_grammar(
        &self,
        words: &[&str],
        start: usize,
        end: usize,
        room: &mut Workspace,
    ) -> Vec<WeightedForm> {
        let span = words[start..end].join(" ");
        let key = key::arabic(&span);
        let mut out = Vec::new();
        for part in self.grammar.arabic(&key) {
            let more = end < words.len();
            let usual = || forms(part.en.iter().enumerate().map(|(rank, en)| (*en, share(rank))));
            match part.role {
                PartRole::Title if more && start == 0 => out.extend(usual()),
                PartRole::Father | PartRole::House if more => out.extend(usual()),
                PartRole::Particle if more && part.ar == "بن" && start == 0 => {
                    out.extend(forms(FIRST_BIN));
                }
                PartRole::Particle if more || start > 0 => out.extend(usual()),
                PartRole::Letter if words.len() > 1 && start + 1 < words.len() => {
                    out.extend(forms([(part.en[0], INITIAL_TO_LATIN)]));
                }
                _ => {}
            }
        }
        if end - start == 2 {
            let (first, second) = (words[start], words[start + 1]);
            let has =
                |word: &str, role: PartRole| self.grammar.arabic(&key::arabic(word)).any(|p| p.role == role);
            let tails = |role: PartRole, word: &str| -> Vec<(String, f32)> {
                let part = self.grammar.arabic(&key::arabic(word)).find(|p| p.role == role);
                let alternatives = part.into_iter().flat_map(|p: &NamePart| p.en.iter().enumerate());
                alternatives.map(|(rank, en)| ((*en).to_owned(), COMPOUND_TO_LATIN * share(rank))).collect()
            };
            if has(second, PartRole::Faith) {
                let heads = self.arabic_words(first, room);
                out.extend(joined(&heads, &tails(PartRole::Faith, second), |h, t| match t {
                    "uddin" => format!("{h}{t}"),
                    _ => format!("{h} {t}"),
                }));
            } else if has(second, PartRole::God) && !has(first, PartRole::Servant) {
                let heads = self.arabic_words(first, room);
                out.extend(joined(&heads, &tails(PartRole::God, second), |h, t| {
                    format!("{}{t}", h.trim_end_matches(['a', 'u']))
                }));
            } else if has(first, PartRole::Servant)
                && let Some(bare) = second.strip_prefix("ال").filter(|b| !b.is_empty())
            {
                let heads = self.arabic_words(bare, room);
                out.extend(joined(&heads, &tails(PartRole::Servant, first), |h, t| match t {
                    "Abd al" => format!("{t}-{h}"),
                    _ => format!("{t} {h}"),
                }));
            }
        }
        out
    }

    /// The forms that a Latin name of several words may have in Arabic letters, likeliest first.
    pub(super) fn compose_arabic(&self, name: &str, room: &mut Workspace) -> Vec<WeightedForm> {
        let words = units(name);
        let mut pieces = Vec::new();
        for start in 0..words.len() {
            for end in start + 1..=words.len().min(start + SPAN) {
                let mut forms = self.arabic_of_grammar(&words, start, end, room);
                let certain = !forms.is_empty() && end == start + 1;
                let whole = end - start > 1 && end - start == words.len();
                if !certain && !whole {
                    let span = &name[words[start].from..words[end - 1].to];
                    let single = end == start + 1 && !words[start].article;
                    forms.extend(self.latin_words(span, single, room));
                }
                if forms.is_empty() && end == start + 1 && words[start].article {
                    forms = self.with_article(&words[start], room);
                }
                if !forms.is_empty() {
                    pieces.push(NamePiece { start, end, forms });
                }
            }
        }
        combine(words.len(), &pieces, " ")
    }

    /// A word with the article.
    fn with_article(&self, word: &LatinWord<'_>, room: &mut Workspace) -> Vec<WeightedForm> {
        let bare = self.latin_words(word.word, true, room);
        joined(&bare, &[(String::new(), 1.0)], |h, _| {
            if h.starts_with("ال") { h.to_owned() } else { format!("ال{h}") }
        })
    }

    /// A unit in Arabic, with its article if it has one.
    fn unit(&self, name: &LatinWord<'_>, room: &mut Workspace) -> Vec<WeightedForm> {
        if name.article { self.with_article(name, room) } else { self.latin_words(name.word, true, room) }
    }

    /// What the grammar makes of words `start..end` of a Latin name.
    fn arabic_of_grammar(
        &self,
        words: &[LatinWord<'_>],
        start: usize,
        end: usize,
        room: &mut Workspace,
    ) -> Vec<WeightedForm> {
        let mut out = Vec::new();
        let mut woman = None;
        let first = &words[start];
        let more = end < words.len();
        let folded: String = words[start..end].iter().map(|w| w.folded.as_str()).collect();
        if words[start..end].iter().all(|w| !w.article) {
            for (part, rank) in self.grammar.latin(&folded) {
                let p = share(rank).max(LEAST_ALTERNATIVE);
                match part.role {
                    PartRole::Title if more && start == 0 => {
                        let fits = self.grammar.gender(part.ar).is_none_or(|feminine| {
                            let given = *woman.get_or_insert_with(|| self.is_womans(&words[end], room));
                            feminine == given
                        });
                        out.extend(forms([(part.ar, if fits { p } else { OTHER_GENDER * p })]));
                    }
                    PartRole::Father | PartRole::House if more => out.extend(forms([(part.ar, p)])),
                    PartRole::Particle if part.ar == "ابن" && start > 0 => {}
                    PartRole::Particle if more || (start > 0 && folded.len() > 3) => {
                        out.extend(forms([(part.ar, p)]));
                    }
                    _ => {}
                }
            }
            let capitals = first.word.chars().filter(|c| c.is_alphabetic());
            let initials = capitals.clone().count() <= 2
                && capitals.clone().all(char::is_uppercase)
                && words.len() > 1
                && start + 1 < words.len();
            if end == start + 1
                && initials
                && (first.word.contains('.') || first.folded.len() == 1 || start == 0)
            {
                let letters: Option<Vec<&str>> =
                    first.folded.chars().map(|c| self.grammar.letter(c.encode_utf8(&mut [0; 4]))).collect();
                if let Some(letters) = letters {
                    out.extend(forms([(letters.join(" ").as_str(), INITIALS_TO_ARABIC)]));
                }
            }
        }
        if end == start + 1 && first.article && matches!(first.folded.as_str(), "din" | "deen" | "dine") {
            out.extend(forms([("الدين", FIXED_PAIR)]));
        }
        if end == start + 1 && !first.article {
            for (endings, tail) in [(&FAITH[..], "الدين"), (&GOD[..], "الله")] {
                let head = endings.iter().find_map(|e| first.folded.strip_suffix(e)).filter(|h| h.len() > 2);
                if let Some(head) = head.filter(|_| !self.is_known_latin(first.word)) {
                    let heads = self.latin_words(head, true, room);
                    out.extend(joined(&heads, &[(tail.to_owned(), JOINED_ENDING)], |h, t| {
                        format!("{h} {t}")
                    }));
                }
            }
            let servant = SERVANT.iter().find_map(|s| first.folded.strip_prefix(s)).filter(|r| r.len() > 2);
            if let Some(rest) = servant.filter(|_| !self.is_known_latin(first.word)) {
                let rest = self.latin_words(rest, true, room);
                out.extend(joined(&rest, &[(String::new(), JOINED_SERVANT)], |h, _| format!("عبد ال{h}")));
            }
        }
        if end - start == 2 {
            let second = &words[start + 1];
            let servant = ["abdul", "abdel", "abdal", "abdoul", "abdol"].contains(&first.folded.as_str());
            let father = ["aboul", "abul", "aboel"].contains(&first.folded.as_str());
            if servant || father || (first.folded == "abd" && second.article) {
                let name = LatinWord { article: true, ..second.clone() };
                let head = if father { "أبو" } else { "عبد" };
                let names = self.unit(&name, room);
                out.extend(joined(&names, &[(head.to_owned(), SERVANT_OR_FATHER)], |h, t| {
                    format!("{t} {h}")
                }));
            } else if first.folded == "abd" && second.folded == "allah" {
                out.extend(forms([("عبد الله", FIXED_PAIR)]));
            }
        }
        out
    }

    /// Whether a given name is a woman's, by its likeliest Arabic form.
    fn is_womans(&self, given: &LatinWord<'_>, room: &mut Workspace) -> bool {
        let forms = self.unit(given, room);
        forms.first().is_some_and(|f| self.grammar.is_woman(&f.text))
    }

    /// Whether it is a part of a person's name.
    pub(super) fn is_known_latin(&self, word: &str) -> bool {
        let key = key::latin(word);
        !self.model_only && self.table.latin(&key).any(|h| h.kind().is_part())
    }
}

/// How الدين, الله at the end and عبد ال at the beginning of one Latin word are written.
const FAITH: [&str; 9] = ["eddine", "uddin", "addin", "eddin", "iddin", "uddeen", "aldin", "eldin", "eldeen"];
const GOD: [&str; 4] = ["allah", "ullah", "ollah", "ulla"];
const SERVANT: [&str; 5] = ["abdul", "abdel", "abdal", "abdol", "abdoul"];

/// A word of a Latin name, with the article before it if it has one.
#[derive(Clone, Debug, PartialEq)]
struct LatinWord<'n> {
    /// Without the article.
    word: &'n str,
    /// The same, folded.
    folded: String,
    /// Whether the Arabic article stands before it.
    article: bool,
    /// Where it stands in the name, article included.
    from: usize,
    to: usize,
}

fn units(name: &str) -> Vec<LatinWord<'_>> {
    let words: Vec<(&str, bool)> = key::latin_words(name).take(MOST_WORDS).collect();
    let at = |word: &str| word.as_ptr() as usize - name.as_ptr() as usize;
    let mut out = Vec::new();
    let mut article_at = None;
    for (i, &(word, hyphen)) in words.iter().enumerate() {
        let folded = key::latin_word(word);
        if article_at.is_none() && i + 1 < words.len() && key::is_article(&folded, hyphen) {
            article_at = Some(at(word));
            continue;
        }
        let from = article_at.unwrap_or(at(word));
        out.push(LatinWord { word, folded, article: article_at.is_some(), from, to: at(word) + word.len() });
        article_at = None;
    }
    out
}

/// A name that was put together, as it is written: oğlu joined to the word before it, no blank after a hyphen.
fn tidy(text: &str) -> String {
    let mut out = text.replace(" oğlu", "oğlu").replace(" oglu", "oglu").replace("- ", "-");
    // A particle at the beginning has a capital.
    if ["bin ", "ben ", "ibn ", "von ", "de "].iter().any(|p| out.starts_with(p)) {
        out = capital(&out);
    }
    out
}
