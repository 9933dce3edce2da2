//! What the comparison of names has learned: `lexicons/matching/weights.tsv`, which `jisr fit --names-match` writes.
//!
//! Three judgements of two words, one for each pair of scripts; weights of a logistic function of two names; and for
//! words of one script what it costs to have one letter class for another.

use std::fmt::Write as _;
use std::sync::OnceLock;

use super::super::align::{AlignOptions, NamePair, align};
use super::super::sounds::{self, CLASSES, SoundCosts, Sounds};
use super::judge::Judge;

const TABLE: &str = include_str!("../../../lexicons/matching/weights.tsv");

/// Which scripts two words have.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Scripts {
    /// One is Arabic, one Latin.
    Both,
    /// Two Latin words.
    Latin,
    /// Two Arabic words.
    Arabic,
}

impl Scripts {
    /// All three.
    pub const ALL: [Scripts; 3] = [Scripts::Both, Scripts::Latin, Scripts::Arabic];

    /// As in the table of weights.
    pub fn name(self) -> &'static str {
        match self {
            Scripts::Both => "both",
            Scripts::Latin => "latin",
            Scripts::Arabic => "arabic",
        }
    }
}

/// What two words are judged by, in order.
pub const WORD_FEATURES: [&str; 34] = [
    // The constant.
    "bias",
    // Nats by which their sounds speak for one name (see `Sounds`), at most 15 either way.
    "evidence",
    // The same for each letter class.
    "evidence_per_letter",
    // Nats by which the model thinks the Latin word less likely than the likeliest one, given the Arabic word; for
    // words of one script, the one given the likeliest form of the other in the other script; at most 12.
    "to_latin",
    // The same the other way.
    "to_arabic",
    // 1 if the model cannot write one for the other, or was not asked since the sounds are too far apart.
    "unwritable",
    // Logarithm of the letter classes of the shorter.
    "length",
    // 1 if only one has an article.
    "article",
    // Of two words of one script: edits by the letters of the longer.
    "edits",
    // Of two words of one script: 1 if they begin otherwise.
    "first_letter",
    // Nats that the steps of the alignment which speak against it say together, at most 15.
    "against",
    // The most that one of them says.
    "worst",
    // Consonants of the Latin word that nothing stands for; of one script, of the word with fewer.
    "left_latin",
    // Consonants of the Arabic word; of one script, of the word with more.
    "left_arabic",
    // Consonants with a letter that seldom stands for them.
    "turned",
    // Long vowels of an Arabic word that nothing stands for.
    "long_vowels",
    // Nats that the first step says against it.
    "first",
    // The last one.
    "last",
    // `to_latin` and `to_arabic` for each letter class.
    "to_latin_per_letter",
    "to_arabic_per_letter",
    // Letter classes that the Latin word has more; of one script, the longer one.
    "longer",
    // How common the Latin word and the Arabic one are as names; of one script, the rarer and the commoner one.
    "known_latin",
    "known_arabic",
    // From here on by the table of names (see `known`). Logarithm of one more than the persons who have both; of one
    // script, of the sum, over their forms in the other script, of the geometric means of the persons of either.
    "linked",
    // Logarithm of the share of the Latin word's persons who have the Arabic one, and the other way round; of one
    // script, of the persons whose form the other word has too, the lesser share first.
    "share_latin",
    "share_arabic",
    // Geometric mean of the two shares; of one script, how far their forms are the same (Bhattacharyya).
    "overlap",
    // Logarithm of one more than the persons of the Latin word and of the Arabic one; of one script, lesser first.
    "persons_latin",
    "persons_arabic",
    // The lesser of the two where nobody links the words; 0 where a fifth of the persons of either do, or more.
    "apart",
    // The most that a usual form of the Latin word shares of the letters of the Arabic one, and the other way round; of
    // one script, the mean of their forms and the most.
    "near_latin",
    "near_arabic",
    // How far the usual forms of the Latin word are written as those of the Arabic one, and the other way round; of one
    // script, logarithm of how likely a form of the one is written as the other, lesser first.
    "through_latin",
    "through_arabic",
];

/// What two names of several words are judged by, in order; log-odds are those of the words they share, −4 to 6.
pub const NAME_FEATURES: [&str; 10] = [
    // The constant.
    "bias",
    // Least log-odds of the words that stand for each other.
    "worst",
    // Their mean.
    "mean",
    // Words of the shorter name that stand alone; titles, descent and particles do not count.
    "shorter_alone",
    // Words of the longer one that stand alone, at most 4.
    "longer_alone",
    // Logarithm of the words that stand for each other.
    "words",
    // 1 if they are in another order.
    "order",
    // How many of them are initials.
    "initials",
    // 1 if the last word of either name stands alone.
    "last_alone",
    // Log-odds of both names as one word each, −4 to 6; that of the words they share in the mean, where a word stands
    // alone or is an initial, the order is another or a name has more than three words.
    "whole",
];

/// What the features of two words count.
pub type WordVector = [f32; WORD_FEATURES.len()];
/// What the features of two names count.
pub type NameVector = [f32; NAME_FEATURES.len()];

/// Everything that is fitted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MatchWeights {
    /// For two words, by [`Scripts`].
    pub words: [Judge; 3],
    /// For two names.
    pub names: NameVector,
    /// For words of one script, Latin and Arabic.
    pub(super) costs: [SoundCosts; 2],
}

impl MatchWeights {
    /// Those that the binary carries.
    pub fn embedded() -> &'static MatchWeights {
        static WEIGHTS: OnceLock<MatchWeights> = OnceLock::new();
        WEIGHTS.get_or_init(|| MatchWeights::parse(TABLE))
    }

    /// Rows that make no sense are passed over: a test holds that there are none.
    fn parse(text: &str) -> MatchWeights {
        let none = || SoundCosts { costs: vec![0i8; CLASSES * CLASSES].into() };
        let mut out = MatchWeights { costs: [none(), none()], ..MatchWeights::default() };
        for line in text.lines().skip(1).filter(|l| !l.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [kind, name, value] = columns[..] else { continue };
            if let Some(which) = ["sounds latin", "sounds arabic"].iter().position(|k| *k == kind) {
                let row: usize = name.parse().unwrap_or(0);
                let costs = out.costs[which].costs.to_mut().iter_mut().skip(row * CLASSES);
                costs.zip(value.split(' ')).for_each(|(cost, value)| *cost = value.parse().unwrap_or(0));
                continue;
            }
            let judge = kind.split_once(' ').and_then(|(scripts, part)| {
                let at = Scripts::ALL.iter().position(|s| s.name() == scripts)?;
                Some((&mut out.words[at], part))
            });
            if let Some((judge, part)) = judge {
                let values = value.split(' ');
                if part == "steps" {
                    let row: usize = name.parse().unwrap_or(0);
                    let weights = judge.steps.iter_mut().skip(row * CLASSES);
                    weights.zip(values).for_each(|(weight, value)| *weight = value.parse().unwrap_or(0));
                } else {
                    let mut of = [0.0; WORD_FEATURES.len()];
                    of.iter_mut().zip(values).for_each(|(w, value)| *w = value.parse().unwrap_or(0.0));
                    judge.bent.push((of, name.parse().unwrap_or(0.0)));
                }
                continue;
            }
            let value: f32 = value.parse().unwrap_or(0.0);
            let place = |names: &[&str]| names.iter().position(|n| *n == name);
            if let Some(scripts) = Scripts::ALL.iter().position(|s| s.name() == kind)
                && let Some(at) = place(&WORD_FEATURES)
            {
                out.words[scripts].linear[at] = value;
            } else if kind == "name"
                && let Some(at) = place(&NAME_FEATURES)
            {
                out.names[at] = value;
            }
        }
        out
    }

    /// The table as it stands in the file; `made` says how, a comment.
    pub fn to_table(&self, made: &str) -> String {
        let mut out = format!("kind\tname\tvalue\n# {made}\n");
        // Writing to a string does not fail.
        let mut row = |kind: &str, name: &str, value: &str| {
            let _ = writeln!(out, "{kind}\t{name}\t{value}");
        };
        for (scripts, judge) in Scripts::ALL.iter().zip(&self.words) {
            for (name, weight) in WORD_FEATURES.iter().zip(&judge.linear) {
                row(scripts.name(), name, &format!("{weight:.4}"));
            }
            for (of, weight) in &judge.bent {
                let of: Vec<String> = of.iter().map(|w| format!("{w:.4}")).collect();
                row(&format!("{} bent", scripts.name()), &format!("{weight:.4}"), &of.join(" "));
            }
            for (n, weights) in
                judge.steps.chunks(CLASSES).enumerate().filter(|(_, w)| w.iter().any(|w| *w != 0))
            {
                let weights: Vec<String> = weights.iter().map(i8::to_string).collect();
                row(&format!("{} steps", scripts.name()), &n.to_string(), &weights.join(" "));
            }
        }
        for (name, weight) in NAME_FEATURES.iter().zip(&self.names) {
            row("name", name, &format!("{weight:.4}"));
        }
        for (kind, costs) in ["sounds latin", "sounds arabic"].iter().zip(&self.costs) {
            for (class, costs) in costs.costs.chunks(CLASSES).enumerate() {
                let costs: Vec<String> = costs.iter().map(i8::to_string).collect();
                row(kind, &class.to_string(), &costs.join(" "));
            }
        }
        out
    }

    /// Learns the costs of letter classes from pairs of words of one script that are one name.
    pub fn learn_costs(&mut self, scripts: Scripts, pairs: &[(String, String)]) {
        let (which, sound): (usize, fn(&str) -> Sounds) = match scripts {
            Scripts::Both => return,
            Scripts::Latin => (0, Sounds::latin),
            Scripts::Arabic => (1, Sounds::arabic),
        };
        let pair = |x: &str, y: &str| NamePair {
            latin: sound(x).classes().to_vec(),
            arabic: sound(y).classes().to_vec(),
            weight: 1.0,
        };
        let pairs: Vec<NamePair> = pairs.iter().flat_map(|(x, y)| [pair(x, y), pair(y, x)]).collect();
        let shapes = vec![(1, 0), (0, 1), (1, 1)];
        let aligned =
            align(&pairs, &AlignOptions { shapes, least: 3.0, size_power: 0.0, silent: 1.0, rounds: 8 });
        let mut counts = vec![[0u32; CLASSES]; CLASSES];
        for &unit in aligned.sequences.iter().flatten() {
            let unit = aligned.units[unit as usize];
            counts[unit.latin[0] as usize][unit.arabic[0] as usize] += 1;
        }
        // The likeliest ways are found in one order of the two; both count alike.
        let all = counts.iter().flatten().sum::<u32>().max(1);
        let cells = (0..CLASSES).flat_map(|x| (0..CLASSES).map(move |y| (x, y)));
        let share = |(x, y): (usize, usize)| {
            (x as u8, y as u8, f64::from(counts[x][y] + counts[y][x]) / f64::from(2 * all))
        };
        let rows: Vec<(u8, u8, f64)> = cells.map(share).filter(|r| r.2 > 0.0).collect();
        self.costs[which] = sounds::learn(&rows);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        let weights = MatchWeights::embedded();
        let mut lines = TABLE.lines();
        let made = lines.nth(1).and_then(|l| l.strip_prefix("# ")).expect("how it was made");
        assert_eq!(weights.to_table(made), TABLE);
        for scripts in [0, 1] {
            let costs = &weights.costs[scripts].costs;
            for (x, y) in (0..CLASSES).flat_map(|x| (0..CLASSES).map(move |y| (x, y))) {
                assert_eq!(costs[x * CLASSES + y], costs[y * CLASSES + x], "{x} {y}");
            }
        }
    }
}
