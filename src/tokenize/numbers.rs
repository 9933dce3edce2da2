//! Numbers put together: «تسعون مليونًا», "two hundred and fifty thousand", "3.5 مليارات", "50 per cent".
//!
//! A phrase is read word by word. Its value is `total`, the part up to the last scale word, plus the `group`
//! after it; each step says whether the next word can go on from here.

use super::Sentence;
use super::digits::{Digits, Literal};
use super::lexemes::{Lexeme, Role};
use super::scan::{Atom, AtomKind, Script};
use crate::text::{Number, NumberUnit};

/// What the last word of the phrase was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Unit,
    Teen,
    Tens,
    Hundred,
    Digits,
    Scale,
    Fraction,
}

/// How a word is joined to the one before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// Beside it.
    Beside,
    /// By a hyphen: "twenty-five".
    Hyphen,
    /// By «و» or "and".
    And,
}

/// What became of a step.
enum Step {
    /// The word belongs to the phrase, which goes on.
    On,
    /// The word belongs to the phrase and ends it.
    Last(NumberUnit),
    /// The word does not belong to it.
    Stop,
    /// Nor does what came since the group began: "between one thousand and two | thousand".
    Back,
}

struct Phrase {
    state: State,
    total: f64,
    /// The last scale word's value.
    scale: f64,
    /// The group: `mantissa / divisor`.
    mantissa: f64,
    divisor: f64,
    /// Whether it began with digits.
    in_digits: bool,
    /// Value and end before the current group was joined.
    before: Option<(f64, usize)>,
}

impl Phrase {
    fn new() -> Self {
        Phrase {
            state: State::Start,
            total: 0.0,
            scale: f64::INFINITY,
            mantissa: 0.0,
            divisor: 1.0,
            in_digits: false,
            before: None,
        }
    }

    fn value(&self) -> f64 {
        self.total + self.mantissa / self.divisor
    }

    /// Takes a number word of `role` and `value`, which ends where the phrase so far is `end` long.
    fn step(&mut self, role: Role, value: f64, joint: Joint, script: Script, end: usize) -> Step {
        use State::{Digits, Fraction, Hundred, Scale, Start, Teen, Tens, Unit};
        let arabic = script == Script::Arabic;
        // Arabic joins what it adds by «و» and multiplies without; English adds with or without "and".
        // After digits only Arabic adds: "4.5 million one and a half".
        let adds = if arabic { joint == Joint::And } else { !self.in_digits };
        match role {
            Role::Unit
            | Role::UnitBare
            | Role::Ten
            | Role::Teen
            | Role::Tens
            | Role::Hundreds
            | Role::Ordinal => {
                let small = matches!(role, Role::Unit | Role::UnitBare | Role::Ordinal);
                match self.state {
                    Start => {}
                    Unit if role == Role::Ten && joint == Joint::Beside && self.mantissa % 10.0 > 0.0 => {}
                    Unit if arabic
                        && role == Role::Tens
                        && joint == Joint::And
                        && self.mantissa % 10.0 > 0.0 => {}
                    Tens if !arabic && small && joint != Joint::And && self.mantissa % 10.0 == 0.0 => {}
                    Hundred if role != Role::Hundreds && adds => self.before = Some((self.value(), end)),
                    Scale if adds && value < self.scale => self.before = Some((self.value(), end)),
                    _ => return Step::Stop,
                }
                if role == Role::Ordinal && arabic && self.state != Start {
                    return Step::Stop;
                }
                self.mantissa += value;
                self.state = match role {
                    Role::Tens => Tens,
                    Role::Ten | Role::Teen => Teen,
                    Role::Hundreds => Hundred,
                    _ => Unit,
                };
                if role == Role::Ordinal { Step::Last(NumberUnit::Ordinal) } else { Step::On }
            }
            Role::Hundred => {
                match self.state {
                    Start => self.mantissa = 100.0,
                    Unit | Teen | Tens | Digits if joint != Joint::And => {
                        if self.mantissa / self.divisor >= 100.0 {
                            return Step::Back;
                        }
                        self.mantissa *= 100.0;
                    }
                    Scale if joint == Joint::And && self.scale > 100.0 => {
                        self.before = Some((self.value(), end));
                        self.mantissa = 100.0;
                    }
                    _ => return Step::Stop,
                }
                self.state = Hundred;
                Step::On
            }
            Role::Scale | Role::Plural => {
                match self.state {
                    Start if role == Role::Scale => self.total = value,
                    // ألف مليون
                    Scale if joint != Joint::And && value > self.scale && self.total < value => {
                        self.total *= value
                    }
                    Scale if joint == Joint::And && value < self.scale && role == Role::Scale => {
                        self.before = Some((self.value(), end));
                        self.total += value;
                    }
                    Unit | Teen | Tens | Hundred | Digits | Fraction if joint != Joint::And => {
                        if value >= self.scale {
                            return Step::Back;
                        }
                        self.total += self.mantissa * value / self.divisor;
                    }
                    _ => return Step::Stop,
                }
                (self.mantissa, self.divisor) = (0.0, 1.0);
                self.scale = value;
                self.state = Scale;
                Step::On
            }
            Role::Dual => {
                match self.state {
                    Start => {}
                    Scale if joint == Joint::And && value < self.scale => {
                        self.before = Some((self.value(), end))
                    }
                    _ => return Step::Stop,
                }
                self.total += value;
                self.scale = value / 2.0;
                self.state = Scale;
                Step::On
            }
            Role::Fraction if joint == Joint::And => {
                match self.state {
                    Scale => self.total += value * self.scale,
                    Unit | Teen | Tens | Digits => self.mantissa += value * self.divisor,
                    _ => return Step::Stop,
                }
                // A scale word after «مليون ونصف» says the same scale again.
                if self.state == Scale {
                    Step::Last(NumberUnit::Plain)
                } else {
                    self.state = Fraction;
                    Step::On
                }
            }
            Role::Decade if self.state == Start => {
                self.mantissa = value;
                Step::Last(NumberUnit::Decade)
            }
            _ => Step::Stop,
        }
    }

    /// Takes digits.
    fn digits(&mut self, digits: Digits, joint: Joint, end: usize) -> Step {
        let value = digits.mantissa / digits.divisor;
        match self.state {
            State::Start => self.in_digits = true,
            State::Scale if joint == Joint::And && value < self.scale => {
                self.before = Some((self.value(), end))
            }
            _ => return Step::Stop,
        }
        (self.mantissa, self.divisor) = (digits.mantissa, digits.divisor);
        self.state = State::Digits;
        Step::On
    }
}

impl Sentence<'_> {
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
                    Some((Role::Fraction, value)) if joint != Joint::And => {
                        let Some((scale, next)) = self.scale_after(at).filter(|_| end == i) else { break };
                        phrase.total = value * scale;
                        phrase.scale = scale;
                        phrase.state = State::Scale;
                        end = next;
                        continue;
                    }
                    Some((Role::Suffix, value)) => {
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
    fn usable(&self, role: Role, value: f64, lexeme: Lexeme, at: usize, joined: bool) -> Option<Role> {
        match role {
            // «الأحد» and «الاثنين» are Sunday and Monday, but «الأحد عشر» is eleven.
            Role::UnitBare if lexeme.definite && self.role(at + 1) != Some(Role::Ten) => None,
            // Nobody says «الأول عشر» for the eleventh, nor «أحد العشرة».
            Role::OrdinalPart => (self.ordinal_rest(at, value, at + 1).1 > at + 1).then_some(Role::Ordinal),
            Role::Ten if lexeme.definite && joined => None,
            Role::OrdinalDefinite => lexeme.definite.then_some(Role::Ordinal),
            role => Some(role),
        }
    }

    fn role(&self, i: usize) -> Option<Role> {
        self.number_word(i).map(|(role, _, _)| role)
    }

    fn number_word(&self, i: usize) -> Option<(Role, f64, Lexeme)> {
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
            (Role::Scale, value, lexeme) if !lexeme.and && !lexeme.preposition => Some((value, next + 1)),
            _ => None,
        }
    }

    /// «مليون ونصف المليون»: the end after the scale word said again behind the fraction.
    fn scale_again(&self, end: usize, scale: f64) -> usize {
        let after_fraction = self.role(end.wrapping_sub(1)) == Some(Role::Fraction);
        match self.number_word(end) {
            Some((Role::Scale, value, lexeme)) if after_fraction && value == scale && !lexeme.and => end + 1,
            _ => end,
        }
    }

    /// What a phrase of the single atom `i` means beyond its value: "1990s", "21st", «العشرون».
    fn alone(&self, i: usize, value: f64) -> Option<(f64, NumberUnit, usize)> {
        if let AtomKind::Word { lexeme: Some(lexeme), .. } = self.atoms[i].kind {
            let definite = lexeme.definite && self.role(i) == Some(Role::Tens);
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
        if !self.is_arabic(i) || value >= 10.0 || (value == 1.0 && self.role(i) != Some(Role::OrdinalPart)) {
            return (value, end);
        }
        match self.number_word(end) {
            Some((Role::Ten, ten, lexeme)) if !lexeme.and => (value + ten, end + 1),
            Some((Role::Tens, tens, lexeme)) if lexeme.and => (value + tens, end + 1),
            _ => (value, end),
        }
    }

    /// The century that follows a decade: «تسعينيات القرن الماضي», «الثمانينيات من القرن التاسع عشر».
    fn century(&self, decade: f64, end: usize) -> (f64, usize) {
        let at = if self.is(end, "من") { end + 1 } else { end };
        if !matches!(self.number_word(at), Some((Role::Century, _, lexeme)) if lexeme.definite) {
            return (decade, end);
        }
        if let Some((Role::CenturyOf, first, _)) = self.number_word(at + 1) {
            return (first + decade, at + 2);
        }
        match self.number(at + 1) {
            Some((Number { value, unit: NumberUnit::Ordinal }, next)) if value >= 1.0 => {
                ((value - 1.0) * 100.0 + decade, next)
            }
            _ => (decade, end),
        }
    }

    /// The atom after the words or sign for per cent at `i`, if they stand there.
    fn percent(&self, i: usize) -> Option<usize> {
        let i = if self.is_mark(i, '-') && self.glued(i) && self.glued(i + 1) { i + 1 } else { i };
        if self.is_mark(i, '%') || self.is_mark(i, '٪') || self.role(i) == Some(Role::Percent) {
            return Some(i + 1);
        }
        let hundred =
            || matches!(self.number_word(i + 1), Some((Role::Hundred, _, lexeme)) if lexeme.definite);
        let two_words = (self.is(i, "per") && self.is(i + 1, "cent")) || (self.is(i, "في") && hundred());
        two_words.then_some(i + 2)
    }

    /// Whether atom `i` is an Arabic word.
    pub(super) fn is_arabic(&self, i: usize) -> bool {
        matches!(self.atoms.get(i), Some(Atom { kind: AtomKind::Word { script: Script::Arabic, .. }, .. }))
    }
}

/// Which words "a" may stand before: a hundred, a million, a dozen.
fn counts_with_article(role: Role) -> bool {
    matches!(role, Role::Hundred | Role::Scale)
}
