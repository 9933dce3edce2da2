//! Two words: how surely they are one name.

use super::features::{Scripts, WORD_FEATURES, WordVector};
use super::perceptron::WordPair;
use super::variants::{self, VariantCache, View};
use super::weights::NameMatchWeights;
use super::words::WordForm;
use crate::names::form;
use crate::names::sounds::{SoundCosts, Sounds};
use crate::names::transliterate::{Likelihoods, Names, PairLikelihood};

/// Most nats that sounds can say.
const LOUDEST: f32 = 15.0;
/// Nats below the model's first choice that are told apart.
const DEEPEST: f32 = 12.0;
/// Where the sounds speak against it by more nats than this, the model is not asked.
const GATE: f32 = -4.0;
/// Log-odds of words that are spelt alike when folded. Set by judgement: few names are two people's.
pub(super) const IDENTICAL: f32 = 6.0;
/// Log-odds of words of which neither has letters, and that differ: numbers, other scripts.
const OTHER: f32 = -8.0;
/// Least log-odds of two words: what is out of the question is still put in order.
const FARTHEST: f32 = 20.0;

/// What two words are judged with: the model, the fitted weights, the rows of the table of names that count.
#[derive(Clone, Copy)]
pub(super) struct MatchTables<'m> {
    pub names: &'m Names,
    pub weights: &'m NameMatchWeights,
    pub view: View,
}

/// Words that were asked about before, by the model and by the table of names.
#[derive(Default)]
pub(super) struct Caches {
    pub likelihoods: Likelihoods,
    pub variants: VariantCache,
}

/// Which scripts two forms have; `None` when one has neither.
pub(super) fn scripts(a: &WordForm, b: &WordForm) -> Option<Scripts> {
    match (a.arabic, b.arabic, a.latin, b.latin) {
        (true, true, ..) => Some(Scripts::Arabic),
        (.., true, true) => Some(Scripts::Latin),
        (true, _, _, true) | (_, true, true, _) => Some(Scripts::Both),
        _ => None,
    }
}

fn costs<'w>(names: &'w Names, weights: &'w NameMatchWeights, scripts: Scripts) -> &'w SoundCosts {
    match scripts {
        Scripts::Both => &names.sounds,
        Scripts::Latin => &weights.costs[0],
        Scripts::Arabic => &weights.costs[1],
    }
}

/// Share of letters to be changed, 0..1.
fn edits(a: &str, b: &str) -> f32 {
    let (edits, letters) = form::edits(a, b);
    edits as f32 / letters.max(1) as f32
}

/// Whether a letter class of a script is a vowel, or a letter that may be one.
fn is_vowel(arabic: bool, class: u8) -> bool {
    if arabic {
        matches!(class, 1 | 2 | 32 | 33)
    } else {
        matches!(class, 1 | 5 | 9 | 15 | 21 | 25 | 36 | 37)
    }
}

/// Whether a letter class is a consonant that is hardly ever left unwritten: no h, w, ayn or hamza.
fn is_firm(arabic: bool, class: u8) -> bool {
    !is_vowel(arabic, class) && if arabic { !matches!(class, 6 | 22) } else { !matches!(class, 8 | 23) }
}

/// What the alignment of two words shows, from the feature `against` to the feature `last`.
fn aligned(costs: &SoundCosts, steps: &[(u8, u8)], arabic: [bool; 2]) -> [f32; 8] {
    let (mut against, mut worst) = (0.0, -2.0f32);
    let (mut left, mut turned, mut vowels) = ([0.0; 2], 0.0, 0.0);
    for &step in steps {
        let cost = costs.against(step);
        against += cost.max(0.0);
        worst = worst.max(cost);
        match step {
            (x, 0) => left[0] += f32::from(u8::from(is_firm(arabic[0], x))),
            (0, y) => left[1] += f32::from(u8::from(is_firm(arabic[1], y))),
            (x, y) if cost > 0.0 => {
                turned += f32::from(u8::from(is_firm(arabic[0], x) || is_firm(arabic[1], y)));
            }
            _ => {}
        }
        let long = |arabic: bool, class: u8| arabic && is_vowel(arabic, class);
        if step.0 == 0 && long(arabic[1], step.1) || step.1 == 0 && long(arabic[0], step.0) {
            vowels += 1.0;
        }
    }
    if arabic[0] == arabic[1] {
        left.sort_by(f32::total_cmp);
    }
    let at = |step: Option<&(u8, u8)>| step.map_or(0.0, |s| costs.against(*s));
    [against.min(LOUDEST), worst, left[0], left[1], turned, vowels, at(steps.first()), at(steps.last())]
}

/// What two words are judged by. Of words of both scripts, `a` is the Latin one.
pub(super) fn features(
    of: MatchTables<'_>,
    caches: &mut Caches,
    scripts: Scripts,
    a: &WordForm,
    b: &WordForm,
) -> WordPair {
    let (names, model) = (of.names, &mut caches.likelihoods);
    let costs = costs(names, of.weights, scripts);
    // With both articles or without either, whichever sounds better.
    let heard = |with: usize| costs.evidence(&a.sounds[with], &b.sounds[with]);
    let full = heard(0);
    let without = if a.article + b.article > 0 { heard(1) } else { full };
    let bare = without > full;
    let (x, y) = (&a.sounds[usize::from(bare)], &b.sounds[usize::from(bare)]);
    let (evidence, letters) = (full.max(without), [x, y].map(|s| s.classes().len()));
    let mean = (letters[0] + letters[1]).max(1) as f32 / 2.0;
    let far = evidence <= GATE;
    let asked = if far {
        PairLikelihood { behind: None, known: [0.0; 2] }
    } else if scripts == Scripts::Both {
        model.across(names, a.spelt(bare), b.spelt(bare))
    } else {
        model.beside(names, scripts == Scripts::Arabic, a.spelt(bare), b.spelt(bare))
    };
    let depth = asked.behind.unwrap_or([-DEEPEST; 2]).map(|d| d.clamp(-DEEPEST, 0.0));
    let same_script = scripts != Scripts::Both;
    let flag = |is: bool| f32::from(u8::from(is));
    let steps = costs.steps(x, y);
    let arabic = [scripts == Scripts::Arabic, scripts != Scripts::Latin];
    let mut features: WordVector = [0.0; WORD_FEATURES.len()];
    features[..10].copy_from_slice(&[
        1.0,
        evidence.clamp(-LOUDEST, LOUDEST),
        (evidence / mean).clamp(-3.0, 3.0),
        depth[0],
        depth[1],
        flag(asked.behind.is_none()),
        (letters[0].min(letters[1]).max(1) as f32).ln(),
        flag((a.article > 0) != (b.article > 0)),
        if same_script { edits(a.spelt(bare), b.spelt(bare)) } else { 0.0 },
        flag(same_script && x.classes().first() != y.classes().first()),
    ]);
    features[10..18].copy_from_slice(&aligned(costs, steps.pairs(), arabic));
    features[18..variants::FIRST].copy_from_slice(&[
        depth[0] / mean,
        depth[1] / mean,
        if same_script {
            (letters[0] as f32 - letters[1] as f32).abs()
        } else {
            letters[0] as f32 - letters[1] as f32
        },
        asked.known[0],
        asked.known[1],
    ]);
    features[variants::FIRST..].copy_from_slice(&caches.variants.features(of.view, far, a, b));
    WordPair { features, steps }
}

/// Log-odds that two words are one name, when half the pairs are and the others are near neighbours; and whether it is
/// the table of names that says so, where they do not sound alike.
pub(super) fn log_odds(of: MatchTables<'_>, caches: &mut Caches, a: &WordForm, b: &WordForm) -> (f32, bool) {
    let Some(scripts) = scripts(a, b) else {
        return (if a.folded == b.folded { IDENTICAL } else { OTHER }, false);
    };
    let (a, b) = oriented(scripts, a, b);
    if scripts != Scripts::Both && a.folded == b.folded {
        return (IDENTICAL, false);
    }
    let mut x = features(of, caches, scripts, a, b);
    let at = Scripts::ALL.iter().position(|s| *s == scripts).unwrap_or(0);
    let judge = &of.weights.words[at];
    let odds = judge.log_odds(&x, scripts) + variants::unlinked(&x.features);
    let mut unheard = false;
    if odds > 0.0 && x.features[variants::FIRST] > 0.0 {
        x.features[variants::FIRST..].copy_from_slice(&variants::unknown(scripts != Scripts::Both));
        unheard = judge.log_odds(&x, scripts) < 0.0;
    }
    (odds.clamp(-FARTHEST, 8.0), unheard)
}

/// In the order that [`features`] wants: the Latin word first; of one script, as the alphabet has them.
pub(super) fn oriented<'f>(
    scripts: Scripts,
    a: &'f WordForm,
    b: &'f WordForm,
) -> (&'f WordForm, &'f WordForm) {
    let turned = if scripts == Scripts::Both { a.arabic } else { a.folded > b.folded };
    if turned { (b, a) } else { (a, b) }
}

/// Log-odds that an initial stands for a word: whether the first letters can be one sound. Set by judgement: the first
/// letters of half a dozen names agree by chance.
pub(super) fn initial(names: &Names, a: &WordForm, b: &WordForm) -> f32 {
    const AGREES: f32 = 1.5;
    const DIFFERS: f32 = -4.0;
    let Some(scripts) = scripts(a, b) else { return DIFFERS };
    let (a, b) = oriented(scripts, a, b);
    let first = |form: &WordForm, bare: bool| {
        let letter: String = form.spelt(bare).chars().take(1).collect();
        if form.arabic { Sounds::arabic(&letter) } else { Sounds::latin(&letter) }
    };
    // What a vowel is written as at the beginning says little of which it is.
    let is_vowel = |form: &WordForm| {
        form.exact.starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'w', 'ا', 'أ', 'إ', 'آ', 'ع', 'ي', 'و'])
    };
    let across = scripts == Scripts::Both;
    let heard = |bare: bool| {
        let (x, y) = (first(a, bare), first(b, bare));
        if across { names.alike(&x, &y) > 0.3 } else { x == y }
    };
    let agree = heard(false) || heard(true) || across && is_vowel(a) && is_vowel(b);
    if agree { AGREES } else { DIFFERS }
}
