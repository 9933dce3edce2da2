//! How Arabic names are spelt that a source has without hamza, ta marbuta and alif maqsura: as the same letters are
//! written elsewhere.

use std::collections::{BTreeMap, HashMap};

use crate::arabic;

/// Spellings of folded words, with weights.
#[derive(Default)]
pub struct Speller {
    names: HashMap<String, BTreeMap<String, u32>>,
    text: HashMap<String, BTreeMap<String, u32>>,
}

/// Letters a word must have for a text to say that it ends in alif maqsura: shorter ones are mostly particles (على).
const LONG: usize = 4;

impl Speller {
    /// Learns from names that are spelt right.
    pub fn names<'t>(&mut self, names: impl Iterator<Item = &'t str>, weight: u32) {
        for word in names.flat_map(|n| n.split([' ', '-'])) {
            let mut plain = String::new();
            arabic::normalize_into(word, &mut plain);
            add(&mut self.names, plain, weight);
        }
    }

    /// Learns from running text.
    pub fn text(&mut self, text: &str) {
        for word in text.split(|c: char| !arabic::is_letter(c) && !arabic::is_mark(c)) {
            if word.len() > 2 {
                let mut plain = String::with_capacity(word.len());
                arabic::normalize_into(word, &mut plain);
                add(&mut self.text, plain, 1);
            }
        }
    }

    /// The name with each word spelt as it mostly is.
    pub fn name(&self, name: &str) -> String {
        let words: Vec<String> = name.split(' ').map(|w| self.word(w)).collect();
        words.join(" ")
    }

    fn word(&self, word: &str) -> String {
        // The house of somebody: no name begins with an article of its own.
        if word == "ال" {
            return "آل".to_owned();
        }
        let key = arabic::key(word);
        let mut best: BTreeMap<&str, u32> = BTreeMap::new();
        for (spelling, n) in self.names.get(&key).into_iter().flatten() {
            *best.entry(spelling).or_default() += 20 * n;
        }
        for (spelling, n) in self.text.get(&key).into_iter().flatten() {
            let short = spelling.ends_with('ى') && spelling.chars().count() < LONG;
            if !short {
                *best.entry(spelling).or_default() += n;
            }
        }
        let most = best.iter().max_by_key(|&(spelling, n)| (n, std::cmp::Reverse(spelling)));
        most.map_or(word, |(spelling, _)| spelling).to_owned()
    }
}

fn add(table: &mut HashMap<String, BTreeMap<String, u32>>, plain: String, weight: u32) {
    *table.entry(arabic::key(&plain)).or_default().entry(plain).or_default() += weight;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_given_back() {
        let mut speller = Speller::default();
        speller.names(["علي", "مصطفى كمال"].into_iter(), 3);
        speller.text("على فاطمة، وفاطمة؛ أسعد أسعد اسعد على على");
        assert_eq!(speller.name("علي اسعد"), "علي أسعد");
        assert_eq!(speller.name("فاطمه مصطفي"), "فاطمة مصطفى");
        assert_eq!(speller.name("ال سعود"), "آل سعود");
        assert_eq!(speller.name("مجهولي"), "مجهولي");
    }
}
