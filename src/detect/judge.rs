//! From counts to languages: what letters and small words say, when they say it clearly, and the guess when they do not.

use super::languages::{ALPHABETS, BORROWED, SMALL_WORDS};
use super::script::{LetterCounts, LetterScript};

/// A language by name ("Arabic", "English", …) and a phrase that says why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    pub name: &'static str,
    pub why: String,
}

impl LetterCounts {
    /// What small words and letters say of the text in Arabic or Latin script; `None` when they leave it open.
    pub fn clear(&self, script: LetterScript) -> Option<Finding> {
        match script {
            LetterScript::Arabic => self.clear_arabic(),
            LetterScript::Latin => self.clear_english(),
            _ => Some(Finding { name: script.name(), why: "by its script".to_owned() }),
        }
    }

    /// Thresholds from 300 sentences in Arabic dialects and 540 in eight other languages of the script: Arabic has
    /// Arabic words at 10 % or more (half of them 45 %), others at 10 % or less (half of them none); Arabic has no
    /// letters of theirs but in names, others 2 % or more beside ی.
    fn clear_arabic(&self) -> Option<Finding> {
        let letters = self.letters(LetterScript::Arabic).max(1) as f32;
        let foreign = self.foreign.iter().map(|f| f.1).sum::<u32>() as f32 / letters;
        let yeh = self.yeh as f32 / letters;
        let hits = self.arabic_hits as f32 / self.arabic_words.max(1) as f32;
        if hits >= 0.3 && foreign < 0.06 || hits >= 0.12 && foreign < 0.02 && yeh < 0.02 {
            Some(Finding { name: "Arabic", why: format!("{:.0} % Arabic words", hits * 100.0) })
        } else if foreign >= 0.06 || (foreign + yeh >= 0.05 && hits < 0.12) {
            let (name, seen) = self.language_by_letters();
            Some(Finding { name, why: format!("letters {seen}, which Arabic lacks") })
        } else {
            None
        }
    }

    /// What text in Arabic script that letters and words leave open is taken for. Set on 32,370 Arabic sentences and
    /// pieces of sentences and 540 in other languages of the script, as they are and with Arabic letters for the
    /// Persian ones of a keyboard that lacks them: it takes five Arabic ones less for Arabic than a model of letter
    /// sequences did, one foreign sentence more, and of those from the wrong keyboard eight less.
    pub fn open_arabic(&self) -> Finding {
        /// Words from which it means something that hardly any is Arabic.
        const WORDS: u32 = 10;
        /// One in so many has to be.
        const ONE_IN: u32 = 20;
        if self.arabic_words >= WORDS && self.arabic_hits * ONE_IN < self.arabic_words {
            let name = if self.foreign.is_empty() {
                LetterScript::Arabic.name()
            } else {
                self.language_by_letters().0
            };
            return Finding { name, why: "hardly any words of Arabic".to_owned() };
        }
        let guess = self.guess(LetterScript::Arabic);
        if guess.name != "Arabic" {
            return guess;
        }
        let share = self.arabic_hits as f32 / self.arabic_words.max(1) as f32;
        Finding {
            why: format!("{:.0} % Arabic words, few letters that Arabic lacks", share * 100.0),
            ..guess
        }
    }

    fn clear_english(&self) -> Option<Finding> {
        let words = self.latin_words.max(1) as f32;
        let share = |i: usize| self.small[i] as f32 / words;
        let english = share(0);
        let (best, other) = self.best_other();
        let accented = self.accented as f32 / self.letters(LetterScript::Latin).max(1) as f32;
        if english >= 0.15 && english >= other * 1.3 && self.has_core() {
            Some(Finding { name: "English", why: format!("{:.0} % small English words", english * 100.0) })
        } else if other >= 0.15 && other >= english * 1.3 && self.small[best] >= self.small[0] + 2 {
            // A few short words are shared by chance with languages that are not in the table: those are not named.
            let name = if other >= 0.2 { SMALL_WORDS[best].0 } else { LetterScript::Latin.name() };
            let why = format!(
                "small words: {:.0} % {}, {:.0} % English",
                other * 100.0,
                SMALL_WORDS[best].0,
                english * 100.0
            );
            Some(Finding { name, why })
        } else if !self.has_core()
            || (words >= 12.0 && english < 0.06)
            || (words >= 30.0 && english < 0.12)
            || (words >= 6.0 && english < 0.12 && accented > 0.03)
        {
            let why = format!("only {:.0} % small English words", english * 100.0);
            Some(Finding { name: LetterScript::Latin.name(), why })
        } else {
            None
        }
    }

    /// Whether "the", "of", "and", "to" are there as in English; asked of texts of twenty words and more where other small
    /// words ("in", "a", "i", "me") are no more frequent than they are by chance in languages all over the world.
    fn has_core(&self) -> bool {
        self.latin_words < 20
            || self.core * 20 >= self.latin_words
            || self.small[0] * 9 >= self.latin_words * 2
    }

    /// Whether one word in five ends as English words do, in a text without diacritics.
    fn english_endings(&self) -> bool {
        self.accented == 0 && self.endings * 5 >= self.latin_words
    }

    /// Whether the text may be English although small words leave it open: of five words and more, one in twelve must be
    /// a small one or one in five end as English words do. Letter sequences cannot say this: they only compare the
    /// languages they know; less than `sure` (0..1) of their answer, letters with diacritics speak against English.
    pub fn may_be_english(&self, sure: f64) -> bool {
        let words = self.latin_words;
        let native = words < 5 || self.small[0] * 12 >= words || self.english_endings();
        native && (sure >= 0.6 || self.accented == 0)
    }

    /// The language other than English with the most small words, and their share.
    fn best_other(&self) -> (usize, f32) {
        let best = (1..SMALL_WORDS.len()).rev().max_by_key(|&i| self.small[i]).unwrap_or(1);
        (best, self.small[best] as f32 / self.latin_words.max(1) as f32)
    }

    /// What a text too short for more is taken for: what the script suggests, unless letters or words say otherwise.
    pub fn guess(&self, script: LetterScript) -> Finding {
        let why = || "too short for more than the script".to_owned();
        match script {
            LetterScript::Arabic => {
                let foreign =
                    self.foreign.iter().filter(|(c, _)| !BORROWED.contains(*c)).map(|f| f.1).sum::<u32>();
                let borrowed = self.foreign.iter().map(|f| f.1).sum::<u32>() - foreign + self.yeh;
                if foreign > 0 || (borrowed > 1 && self.arabic_hits * 5 < self.arabic_words) {
                    let (name, seen) = self.language_by_letters();
                    Finding { name, why: format!("letters {seen}, which Arabic lacks") }
                } else {
                    Finding { name: "Arabic", why: why() }
                }
            }
            LetterScript::Latin => {
                let (best, _) = self.best_other();
                let accented = self.accented * 10 > self.letters(LetterScript::Latin)
                    && self.small[0] == 0
                    && self.latin_words > 2;
                if self.small[best] > self.small[0] + 1
                    || (self.small[0] == 0 && self.small[best] > 0 && self.accented > 0)
                {
                    Finding { name: SMALL_WORDS[best].0, why: "small words of that language".to_owned() }
                } else if accented || !self.may_be_english(1.0) {
                    Finding {
                        name: LetterScript::Latin.name(),
                        why: "letters English lacks, or none of its small words".to_owned(),
                    }
                } else {
                    Finding { name: "English", why: why() }
                }
            }
            _ => Finding { name: script.name(), why: "by its script".to_owned() },
        }
    }

    /// The language whose alphabet covers the letters foreign to Arabic best, and the most frequent of these letters.
    fn language_by_letters(&self) -> (&'static str, String) {
        let mut seen = self.foreign.clone();
        if self.yeh > 0 {
            seen.push(('\u{6cc}', self.yeh));
        }
        seen.sort_by_key(|&(c, count)| (std::cmp::Reverse(count), c));
        let covered =
            |alphabet: &str| seen.iter().filter(|(c, _)| alphabet.contains(*c)).map(|f| f.1).sum::<u32>();
        let all: u32 = seen.iter().map(|f| f.1).sum();
        let best = ALPHABETS
            .iter()
            .max_by(|a, b| covered(a.1).cmp(&covered(b.1)).then(b.1.len().cmp(&a.1.len())))
            .filter(|a| covered(a.1) * 10 >= all * 7);
        let letters: Vec<String> = seen.iter().take(4).map(|(c, _)| c.to_string()).collect();
        (best.map_or(LetterScript::Arabic.name(), |a| a.0), letters.join(" "))
    }
}
