//! What the comparison of names has learned: `lexicons/matching/weights.tsv`, which `jisr fit match` writes.
//!
//! Three perceptrons that perceptron two words, one for each pair of scripts; weights of a logistic function of two
//! names; and for words of one script what it costs to have one letter class for another.

use std::fmt::Write as _;
use std::sync::OnceLock;

use super::features::{NAME_FEATURES, NameVector, Scripts, WORD_FEATURES};
use super::perceptron::Perceptron;
use crate::names::sounds::{CLASSES, SoundCosts};

const TABLE: &str = include_str!("../../../lexicons/matching/weights.tsv");

/// Everything that is fitted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NameMatchWeights {
    /// For two words, by [`Scripts`].
    pub words: [Perceptron; 3],
    /// For two names.
    pub names: NameVector,
    /// For words of one script, Latin and Arabic.
    pub(crate) costs: [SoundCosts; 2],
}

impl NameMatchWeights {
    /// Those that the binary carries.
    pub fn embedded() -> &'static NameMatchWeights {
        static WEIGHTS: OnceLock<NameMatchWeights> = OnceLock::new();
        WEIGHTS.get_or_init(|| NameMatchWeights::parse(TABLE))
    }

    /// Rows that make no sense are passed over: a test holds that there are none.
    fn parse(text: &str) -> NameMatchWeights {
        let none = || SoundCosts { costs: vec![0i8; CLASSES * CLASSES].into() };
        let mut out = NameMatchWeights { costs: [none(), none()], ..NameMatchWeights::default() };
        for line in text.lines().skip(1).filter(|l| !l.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [kind, name, value] = columns[..] else { continue };
            if let Some(which) = ["sounds latin", "sounds arabic"].iter().position(|k| *k == kind) {
                let row: usize = name.parse().unwrap_or(0);
                let costs = out.costs[which].costs.to_mut().iter_mut().skip(row * CLASSES);
                costs.zip(value.split(' ')).for_each(|(cost, value)| *cost = value.parse().unwrap_or(0));
                continue;
            }
            let perceptron = kind.split_once(' ').and_then(|(scripts, part)| {
                let at = Scripts::ALL.iter().position(|s| s.name() == scripts)?;
                Some((&mut out.words[at], part))
            });
            if let Some((perceptron, part)) = perceptron {
                let values = value.split(' ');
                if part == "steps" {
                    let row: usize = name.parse().unwrap_or(0);
                    let weights = perceptron.steps.iter_mut().skip(row * CLASSES);
                    weights.zip(values).for_each(|(weight, value)| *weight = value.parse().unwrap_or(0));
                } else {
                    let mut of = [0.0; WORD_FEATURES.len()];
                    of.iter_mut().zip(values).for_each(|(w, value)| *w = value.parse().unwrap_or(0.0));
                    perceptron.hidden.push((of, name.parse().unwrap_or(0.0)));
                }
                continue;
            }
            let value: f32 = value.parse().unwrap_or(0.0);
            let place = |names: &[&str]| names.iter().position(|n| *n == name);
            if let Some(scripts) = Scripts::ALL.iter().position(|s| s.name() == kind)
                && let Some(at) = place(&WORD_FEATURES)
            {
                out.words[scripts].skip[at] = value;
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
        for (scripts, perceptron) in Scripts::ALL.iter().zip(&self.words) {
            for (name, weight) in WORD_FEATURES.iter().zip(&perceptron.skip) {
                row(scripts.name(), name, &format!("{weight:.4}"));
            }
            for (of, weight) in &perceptron.hidden {
                let of: Vec<String> = of.iter().map(|w| format!("{w:.4}")).collect();
                row(&format!("{} hidden", scripts.name()), &format!("{weight:.4}"), &of.join(" "));
            }
            for (n, weights) in
                perceptron.steps.chunks(CLASSES).enumerate().filter(|(_, w)| w.iter().any(|w| *w != 0))
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        let weights = NameMatchWeights::embedded();
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
