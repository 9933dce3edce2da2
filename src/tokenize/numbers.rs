//! Numbers put together: «تسعون مليونًا», "two hundred and fifty thousand", "3.5 مليارات", "50 per cent".
//! This file finds the words, their joints and what stands around the phrase; `phrase` adds them up.

use super::SentenceAtoms;
use super::digits::Literal;
use super::lexemes::{Lexeme, NumberRole};
use super::phrase::{Joint, Phrase, State, Step};
use super::scan::{Atom, AtomKind, WordScript};
use crate::text::{Number, NumberUnit};

impl SentenceAtoms<'_> {
    /// The number that starts at atom `i`, and the atom after it.
    pub(super) fn number(&self, i: usize) -> Option<(Number, usize)> {
        let mut phrase = Phrase::new();
        let mut end = i;
        let mut unit = NumberUnit::Plain;
        loop {
            let (at, joint) = if end == i { (self.article(i), Joint::Beside) } else { self.joint(end) };
            let Some(atom) = self.atoms.get(at) else { break };
            let step = match atom.kind {
                // A preposition begins a new phrase: «خمسة بألف».
                AtomKind::Word { lexeme: Some(lexeme), .. } if end > i && lexeme.preposition => break,
                AtomKind::Digits(Literal::Number(digits))
                    if at == i || joint == Joint::And && self.is_arabic(at - 1) =>
                {
                    phrase.digits(digits, joint, end)
                }
                AtomKind::Word { script, lexeme: Some(lexeme), .. } => match self.tables.get(lexeme).number {
                    Some((NumberRole::Fraction, value)) if joint != Joint::And => {
                        let Some((scale, next)) = self.scale_after(at).filter(|_| end == i) else { break };
                        phrase.total = value * scale;
                        phrase.scale = scale;
                        phrase.state = State::Scale;
                        end = next;
                        continue;
                    }
                    Some((NumberRole::Suffix, value)) => {
                        if phrase.state != State::Digits || atom.spaced || joint != Joint::Beside {
                            break;
                        }
                        phrase.total += phrase.mantissa * value / phrase.divisor;
                        phrase.mantissa = 0.0;
                        end = at + 1;
                        break;
                    }
                    Some((role, value)) => match self.usable(role, value, lexeme, at, end > i) {
                        Some(role) if at == i || end > i || counts_with_article(role) => {
                            phrase.step(role, value, joint, script, end)
                        }
                        _ => break,
                    },
                    None => break,
                },
                _ => break,
            };
            match step {
                Step::On => end = at + 1,
                Step::Last(last) => {
                    unit = last;
                    end = at + 1;
                    break;
                }
                Step::Stop => break,
                Step::Back => {
                    // Without a group to give back the phrase simply ends here.
                    if let Some((value, before)) = phrase.before {
                        (phrase.total, phrase.mantissa, end) = (value, 0.0, before);
                    }
                    break;
                }
            }
        }
        if end == i {
            return None;
        }
        let mut value = phrase.value();
        match unit {
            NumberUnit::Plain if end == i + 1 => {
                if let Some((found, u, next)) = self.alone(i, value) {
                    (value, unit, end) = (found, u, next);
                }
            }
            NumberUnit::Plain if phrase.state == State::Scale => end = self.scale_again(end, phrase.scale),
            NumberUnit::Ordinal => (value, end) = self.ordinal_rest(i, value, end),
            NumberUnit::Decade => (value, end) = self.century(value, end),
            _ => {}
        }
        if unit == NumberUnit::Plain
            && let Some(next) = self.percent(end)
        {
            (unit, end) = (NumberUnit::Percent, next);
        }
        Some((Number { value, unit }, end))
    }

    /// The atom after "a" or "an" at `i`, else `i`.
    fn article(&self, i: usize) -> usize {
        if self.is(i, "a") || self.is(i, "an") { i + 1 } else { i }
    }

    /// The atom that may continue a phrase which ends before atom `end`, and how it is joined.
    fn joint(&self, end: usize) -> (usize, Joint) {
        let Some(atom) = self.atoms.get(end) else { return (end, Joint::Beside) };
        match atom.kind {
            AtomKind::Mark('-' | '\u{2010}' | '\u{2011}') if !atom.spaced && self.glued(end + 1) => {
                (end + 1, Joint::Hyphen)
            }
            AtomKind::Word { lexeme: Some(lexeme), .. } if lexeme.and => (end, Joint::And),
            AtomKind::Word { .. } if self.is(end, "and") => {
                let next = self.article(end + 1);
                (next, Joint::And)
            }
            AtomKind::Word { .. } if self.glued(end + 1) && self.is(end, "و") => (end + 1, Joint::And),
            _ => (end, Joint::Beside),
        }
    }

    /// The role in which the word at `at` counts here, if it does.
    fn usable(
        &self,
        role: NumberRole,
        value: f64,
        lexeme: Lexeme,
        at: usize,
        joined: bool,
    ) -> Option<NumberRole> {
        match role {
            // «الأحد» and «الاثنين» are Sunday and Monday, but «الأحد عشر» is eleven.
            NumberRole::UnitBare if lexeme.definite && self.role(at + 1) != Some(NumberRole::Ten) => None,
            // Nobody says «الأول عشر» for the eleventh, nor «أحد العشرة».
            NumberRole::OrdinalPart => {
                (self.ordinal_rest(at, value, at + 1).1 > at + 1).then_some(NumberRole::Ordinal)
            }
            NumberRole::Ten if lexeme.definite && joined => None,
            NumberRole::OrdinalDefinite => lexeme.definite.then_some(NumberRole::Ordinal),
            role => Some(role),
        }
    }

    fn role(&self, i: usize) -> Option<NumberRole> {
        self.number_word(i).map(|(role, _, _)| role)
    }

    fn number_word(&self, i: usize) -> Option<(NumberRole, f64, Lexeme)> {
        match self.atoms.get(i)?.kind {
            AtomKind::Word { lexeme: Some(lexeme), .. } => {
                self.tables.get(lexeme).number.map(|(role, value)| (role, value, lexeme))
            }
            _ => None,
        }
    }

    /// The scale that the fraction at `at` takes part of ("half a million", «نصف المليون»), and the atom after it.
    fn scale_after(&self, at: usize) -> Option<(f64, usize)> {
        let next = self.article(at + 1);
        match self.number_word(next)? {
            (NumberRole::Scale, value, lexeme) if !lexeme.and && !lexeme.preposition => {
                Some((value, next + 1))
            }
            _ => None,
        }
    }

    /// «مليون ونصف المليون»: the end after the scale word said again behind the fraction.
    fn scale_again(&self, end: usize, scale: f64) -> usize {
        let after_fraction = self.role(end.wrapping_sub(1)) == Some(NumberRole::Fraction);
        match self.number_word(end) {
            Some((NumberRole::Scale, value, lexeme)) if after_fraction && value == scale && !lexeme.and => {
                end + 1
            }
            _ => end,
        }
    }

    /// What a phrase of the single atom `i` means beyond its value: "1990s", "21st", «العشرون».
    fn alone(&self, i: usize, value: f64) -> Option<(f64, NumberUnit, usize)> {
        if let AtomKind::Word { lexeme: Some(lexeme), .. } = self.atoms[i].kind {
            let definite = lexeme.definite && self.role(i) == Some(NumberRole::Tens);
            return definite.then_some((value, NumberUnit::Ordinal, i + 1));
        }
        let apostrophe =
            matches!(self.atoms.get(i + 1)?.kind, AtomKind::Mark('\'' | '’')) && self.glued(i + 1);
        let tail = if apostrophe { i + 2 } else { i + 1 };
        let decade =
            self.glued(tail) && value % 10.0 == 0.0 && (matches!(value, 20.0..=90.0 | 1000.0..=2100.0));
        if decade && self.is(tail, "s") {
            return Some((value, NumberUnit::Decade, tail + 1));
        }
        let ordinal = ["st", "nd", "rd", "th"].into_iter().any(|s| {
            // "15 th" is seen; "12 St James" is not meant.
            self.is(tail, s) && (self.glued(tail) || self.text_of(tail) == s)
        });
        (ordinal && !apostrophe && value.fract() == 0.0).then_some((value, NumberUnit::Ordinal, tail + 1))
    }

    /// «الحادي عشر», «الحادي والعشرين»: what follows the Arabic ordinal of one word that started at `i`.
    fn ordinal_rest(&self, i: usize, value: f64, end: usize) -> (f64, usize) {
        if !self.is_arabic(i)
            || value >= 10.0
            || (value == 1.0 && self.role(i) != Some(NumberRole::OrdinalPart))
        {
            return (value, end);
        }
        match self.number_word(end) {
            Some((NumberRole::Ten, ten, lexeme)) if !lexeme.and => (value + ten, end + 1),
            Some((NumberRole::Tens, tens, lexeme)) if lexeme.and => (value + tens, end + 1),
            _ => (value, end),
        }
    }

    /// The century that follows a decade: «تسعينيات القرن الماضي», «الثمانينيات من القرن التاسع عشر».
    fn century(&self, decade: f64, end: usize) -> (f64, usize) {
        let at = if self.is(end, "من") { end + 1 } else { end };
        if !matches!(self.number_word(at), Some((NumberRole::Century, _, lexeme)) if lexeme.definite) {
            return (decade, end);
        }
        if let Some((NumberRole::CenturyOf, first, _)) = self.number_word(at + 1) {
            return (first + decade, at + 2);
        }
        // Only an ordinal may follow; asking for any number would descend once for each of «تسعينيات القرن تسعينيات القرن».
        let ordinal = matches!(
            self.role(at + 1),
            Some(
                NumberRole::Ordinal
                    | NumberRole::OrdinalPart
                    | NumberRole::OrdinalDefinite
                    | NumberRole::Tens
            )
        );
        match ordinal.then(|| self.number(at + 1)).flatten() {
            Some((Number { value, unit: NumberUnit::Ordinal }, next)) if value >= 1.0 => {
                ((value - 1.0) * 100.0 + decade, next)
            }
            _ => (decade, end),
        }
    }

    /// The atom after the words or sign for per cent at `i`, if they stand there.
    fn percent(&self, i: usize) -> Option<usize> {
        let i = if self.is_mark(i, '-') && self.glued(i) && self.glued(i + 1) { i + 1 } else { i };
        if self.is_mark(i, '%') || self.is_mark(i, '٪') || self.role(i) == Some(NumberRole::Percent) {
            return Some(i + 1);
        }
        let hundred =
            || matches!(self.number_word(i + 1), Some((NumberRole::Hundred, _, lexeme)) if lexeme.definite);
        let two_words = (self.is(i, "per") && self.is(i + 1, "cent")) || (self.is(i, "في") && hundred());
        two_words.then_some(i + 2)
    }

    /// Whether atom `i` is an Arabic word.
    pub(super) fn is_arabic(&self, i: usize) -> bool {
        matches!(
            self.atoms.get(i),
            Some(Atom { kind: AtomKind::Word { script: WordScript::Arabic, .. }, .. })
        )
    }
}

/// Which words "a" may stand before: a hundred, a million, a dozen.
fn counts_with_article(role: NumberRole) -> bool {
    matches!(role, NumberRole::Hundred | NumberRole::Scale)
}
