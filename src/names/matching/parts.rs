//! Which words of two names stand for which.

use super::features::NameVector;
use super::outcome::{Why, WordMatch};
use super::pair::IDENTICAL;
use super::words::{MOST, NameWord, WordForm, WordRole};
use crate::odds::from_log_odds;

/// Words of each name that can stand for each other as one: عبد الرحمن for Abdurrahman.
const SHAPES: [(usize, usize); 5] = [(1, 1), (1, 2), (2, 1), (1, 3), (3, 1)];
/// What several words written in one lose: the words may be others'. Set by judgement.
const JOINED: f32 = 0.5;
/// Log-odds from which words may stand for each other. Set by judgement: what is less is shown as two words alone.
const LEAST: f32 = -1.5;
/// What a word that counts is worth for standing with another, in nats. Set by judgement: large enough that two poor
/// pairs are preferred to one better one.
const COVERED: f32 = 1.0;
/// Log-odds of two titles, or of بن and ibn: they say nothing.
const ROLES: f32 = 0.0;

/// Words of names that are also compared as one.
const MOST_WHOLE: usize = 3;

/// Words that stand for each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct WordLink {
    /// First word and number of words, of each name.
    pub a: (usize, usize),
    pub b: (usize, usize),
    pub log_odds: f32,
    pub why: Why,
    /// Whether it says who is meant.
    pub counts: bool,
}

/// Two names, word by word.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct WordAlignment {
    /// In the order of the first name.
    pub links: Vec<WordLink>,
    /// The greatest log-odds of any two words.
    pub best: f32,
}

/// The best way to have the words of `a` stand for those of `b`, each once, in any order. `score` judges two words,
/// `initial` a letter and a word.
pub(super) fn align(
    a: &[NameWord],
    b: &[NameWord],
    score: &mut dyn FnMut(&WordForm, &WordForm) -> (f32, Why),
    initial: &dyn Fn(&WordForm, &WordForm) -> f32,
) -> WordAlignment {
    let (a, b) = (&a[..a.len().min(MOST)], &b[..b.len().min(MOST)]);
    let mut best = f32::MIN;
    let mut options: Vec<Vec<(WordLink, f32)>> = vec![Vec::new(); a.len()];
    for (k, l) in SHAPES {
        for i in 0..(a.len() + 1).saturating_sub(k) {
            let x = &a[i..i + k];
            for j in 0..(b.len() + 1).saturating_sub(l) {
                let y = &b[j..j + l];
                let Some((log_odds, why)) = judge(x, y, score, initial) else { continue };
                let counts = x.iter().any(NameWord::counts) && y.iter().any(NameWord::counts);
                if counts {
                    best = best.max(log_odds);
                }
                if log_odds < LEAST {
                    continue;
                }
                let covered = x.iter().chain(y).filter(|w| w.counts()).count();
                // A title that is heard in a name is worth less than one that is none.
                let value = log_odds.min(IDENTICAL) - LEAST + COVERED * covered as f32 + 0.1;
                options[i].push((WordLink { a: (i, k), b: (j, l), log_odds, why, counts }, value));
            }
        }
    }
    WordAlignment { links: choose(&options, b.len()), best: if best == f32::MIN { -8.0 } else { best } }
}

fn judge(
    x: &[NameWord],
    y: &[NameWord],
    score: &mut dyn FnMut(&WordForm, &WordForm) -> (f32, Why),
    initial: &dyn Fn(&WordForm, &WordForm) -> f32,
) -> Option<(f32, Why)> {
    if let ([x], [y]) = (x, y) {
        if x.role == WordRole::Initial || y.role == WordRole::Initial {
            let same = x.role == y.role;
            return Some((initial(&x.form, &y.form), if same { Why::Letters } else { Why::Initial }));
        }
        if x.role == y.role && x.role != WordRole::Name {
            let (odds, why) = score(&x.form, &y.form);
            let alike = x.role == WordRole::Descent || odds <= ROLES;
            return Some(if alike { (ROLES, Why::Role) } else { (odds, why) });
        }
        return Some(score(&x.form, &y.form));
    }
    let joins = |words: &[NameWord]| {
        words.len() == 1 || words.iter().all(|w| !matches!(w.role, WordRole::Initial | WordRole::Title))
    };
    if !joins(x) || !joins(y) || x.iter().chain(y).any(|w| w.role == WordRole::Initial) {
        return None;
    }
    let (odds, why) = score(&WordForm::joined(x), &WordForm::joined(y));
    Some((odds - JOINED, why))
}

/// The options of the greatest value that share no word.
fn choose(options: &[Vec<(WordLink, f32)>], words: usize) -> Vec<WordLink> {
    let masks = 1usize << words;
    let n = options.len();
    let bits = |link: &WordLink| ((1usize << link.b.1) - 1) << link.b.0;
    // From word i on, with these words of the other name taken: the greatest value, and the option that gives it.
    let mut best = vec![(0.0f32, None::<u8>); (n + 4) * masks];
    for i in (0..n).rev() {
        for mask in 0..masks {
            let mut now = (best[(i + 1) * masks + mask].0, None);
            for (at, (link, value)) in options[i].iter().enumerate() {
                let taken = bits(link);
                if mask & taken == 0 {
                    let sum = value + best[(i + link.a.1) * masks + (mask | taken)].0;
                    if sum > now.0 {
                        now = (sum, Some(at as u8));
                    }
                }
            }
            best[i * masks + mask] = now;
        }
    }
    let (mut out, mut i, mut mask) = (Vec::new(), 0, 0);
    while i < n {
        if let Some(at) = best[i * masks + mask].1 {
            let link = options[i][at as usize].0;
            mask |= bits(&link);
            i += link.a.1;
            out.push(link);
        } else {
            i += 1;
        }
    }
    out
}

/// What two names are judged by; `None` when each has one word that counts. `beyond` are the words of each that were
/// not compared.
pub(super) fn features(
    found: &WordAlignment,
    a: &[NameWord],
    b: &[NameWord],
    beyond: [usize; 2],
    score: &mut dyn FnMut(&WordForm, &WordForm) -> (f32, Why),
) -> Option<NameVector> {
    let counting = |words: &[NameWord]| words.iter().filter(|w| w.counts()).count();
    let all = [counting(a) + beyond[0], counting(b) + beyond[1]];
    if all[0].max(all[1]) <= 1 {
        return None;
    }
    let taken = |words: &[NameWord], side: fn(&WordLink) -> (usize, usize)| -> Vec<bool> {
        let inside =
            |i: usize| found.links.iter().map(side).any(|(from, len)| (from..from + len).contains(&i));
        (0..words.len()).map(inside).collect()
    };
    let (a_taken, b_taken) = (taken(a, |l| l.a), taken(b, |l| l.b));
    let alone = |words: &[NameWord], taken: &[bool]| {
        words.iter().zip(taken).filter(|(w, t)| w.counts() && !**t).count()
    };
    let left = [alone(a, &a_taken) + beyond[0], alone(b, &b_taken) + beyond[1]];
    // The shorter name is the one with fewer words that count, of equal ones the one with fewer alone.
    let shorter = usize::from((all[1], left[1]) < (all[0], left[0]));
    let links: Vec<&WordLink> = found.links.iter().filter(|l| l.counts).collect();
    let odds = |l: &&WordLink| l.log_odds.clamp(-4.0, IDENTICAL);
    let worst = links.iter().map(odds).fold(IDENTICAL, f32::min);
    let mean = links.iter().map(odds).sum::<f32>() / links.len().max(1) as f32;
    let (worst, mean) = if links.is_empty() { (-4.0, -4.0) } else { (worst, mean) };
    let last = |words: &[NameWord], taken: &[bool]| {
        words.iter().rposition(NameWord::counts).is_some_and(|i| words.len() > 1 && !taken[i])
    };
    let flag = |is: bool| f32::from(u8::from(is));
    let turned = links.windows(2).any(|w| w[1].b.0 < w[0].b.0);
    let initials = links.iter().filter(|l| l.why == Why::Initial).count();
    let whole = if left == [0, 0]
        && !turned
        && initials == 0
        && !links.is_empty()
        && all[0].max(all[1]) <= MOST_WHOLE
    {
        let joined = |words: &[NameWord]| {
            WordForm::joined(&words.iter().filter(|w| w.counts()).cloned().collect::<Vec<_>>())
        };
        score(&joined(a), &joined(b)).0.clamp(-4.0, IDENTICAL)
    } else {
        mean
    };
    Some([
        1.0,
        worst,
        mean,
        left[shorter].min(4) as f32,
        left[1 - shorter].min(4) as f32,
        (links.len().max(1) as f32).ln(),
        flag(turned),
        initials as f32,
        flag(last(a, &a_taken) || last(b, &b_taken)),
        whole,
    ])
}

impl WordAlignment {
    fn text(words: &[NameWord], (from, len): (usize, usize)) -> String {
        let texts: Vec<&str> = words[from..from + len].iter().map(|w| w.text.as_str()).collect();
        texts.join(" ")
    }

    /// The links for a reader.
    pub fn parts(&self, a: &[NameWord], b: &[NameWord]) -> Vec<WordMatch> {
        let part = |l: &WordLink| WordMatch {
            a: Self::text(a, l.a),
            b: Self::text(b, l.b),
            probability: if l.why == Why::Role { 1.0 } else { from_log_odds(l.log_odds) },
            why: l.why,
        };
        self.links.iter().map(part).collect()
    }

    /// The words that stand alone.
    pub fn alone(&self, a: &[NameWord], b: &[NameWord]) -> [Vec<String>; 2] {
        let left = |words: &[NameWord], side: fn(&WordLink) -> (usize, usize)| {
            let taken =
                |i: &usize| self.links.iter().map(side).any(|(from, len)| (from..from + len).contains(i));
            (0..words.len()).filter(|i| !taken(i)).map(|i| words[i].text.clone()).collect()
        };
        [left(a, |l| l.a), left(b, |l| l.b)]
    }
}
