//! The arithmetic of number phrases, word by word.
//!
//! The value is `total`, the part up to the last scale word, plus the group after it; each step says whether the next
//! word can go on from here.

use super::digits::Digits;
use super::lexemes::NumberRole;
use super::scan::WordScript;
use crate::text::NumberUnit;

/// What the last word of the phrase was.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
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
pub(super) enum Joint {
    /// Beside it.
    Beside,
    /// By a hyphen: "twenty-five".
    Hyphen,
    /// By «و» or "and".
    And,
}

/// What became of a step.
pub(super) enum Step {
    /// The word belongs to the phrase, which goes on.
    On,
    /// The word belongs to the phrase and ends it.
    Last(NumberUnit),
    /// The word does not belong to it.
    Stop,
    /// Nor does what came since the group began: "between one thousand and two | thousand".
    Back,
}

/// A number phrase as far as it has been read.
pub(super) struct Phrase {
    /// What its last word was.
    pub state: State,
    /// The value up to and with the last scale word.
    pub total: f64,
    /// The last scale word's value.
    pub scale: f64,
    /// The group: `mantissa / divisor`.
    pub mantissa: f64,
    pub divisor: f64,
    /// Whether it began with digits.
    in_digits: bool,
    /// Value and end before the current group was joined.
    pub before: Option<(f64, usize)>,
}

impl Phrase {
    pub fn new() -> Self {
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

    pub fn value(&self) -> f64 {
        self.total + self.mantissa / self.divisor
    }

    /// Takes a number word of `role` and `value`, which ends where the phrase so far is `end` long.
    pub fn step(
        &mut self,
        role: NumberRole,
        value: f64,
        joint: Joint,
        script: WordScript,
        end: usize,
    ) -> Step {
        use State::{Digits, Fraction, Hundred, Scale, Start, Teen, Tens, Unit};
        let arabic = script == WordScript::Arabic;
        // Arabic joins what it adds by «و» and multiplies without; English adds with or without "and".
        // After digits only Arabic adds: "4.5 million one and a half".
        let adds = if arabic { joint == Joint::And } else { !self.in_digits };
        match role {
            NumberRole::Unit
            | NumberRole::UnitBare
            | NumberRole::Ten
            | NumberRole::Teen
            | NumberRole::Tens
            | NumberRole::Hundreds
            | NumberRole::Ordinal => {
                let small = matches!(role, NumberRole::Unit | NumberRole::UnitBare | NumberRole::Ordinal);
                match self.state {
                    Start => {}
                    Unit if role == NumberRole::Ten
                        && joint == Joint::Beside
                        && self.mantissa % 10.0 > 0.0 => {}
                    Unit if arabic
                        && role == NumberRole::Tens
                        && joint == Joint::And
                        && self.mantissa % 10.0 > 0.0 => {}
                    Tens if !arabic && small && joint != Joint::And && self.mantissa % 10.0 == 0.0 => {}
                    Hundred if role != NumberRole::Hundreds && adds => {
                        self.before = Some((self.value(), end));
                    }
                    Scale if adds && value < self.scale => self.before = Some((self.value(), end)),
                    _ => return Step::Stop,
                }
                if role == NumberRole::Ordinal && arabic && self.state != Start {
                    return Step::Stop;
                }
                self.mantissa += value;
                self.state = match role {
                    NumberRole::Tens => Tens,
                    NumberRole::Ten | NumberRole::Teen => Teen,
                    NumberRole::Hundreds => Hundred,
                    _ => Unit,
                };
                if role == NumberRole::Ordinal { Step::Last(NumberUnit::Ordinal) } else { Step::On }
            }
            NumberRole::Hundred => {
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
            NumberRole::Scale | NumberRole::Plural => {
                match self.state {
                    Start if role == NumberRole::Scale => self.total = value,
                    // ألف مليون
                    Scale if joint != Joint::And && value > self.scale && self.total < value => {
                        self.total *= value;
                    }
                    Scale if joint == Joint::And && value < self.scale && role == NumberRole::Scale => {
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
            NumberRole::Dual => {
                match self.state {
                    Start => {}
                    Scale if joint == Joint::And && value < self.scale => {
                        self.before = Some((self.value(), end));
                    }
                    _ => return Step::Stop,
                }
                self.total += value;
                self.scale = value / 2.0;
                self.state = Scale;
                Step::On
            }
            NumberRole::Fraction if joint == Joint::And => {
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
            NumberRole::Decade if self.state == Start => {
                self.mantissa = value;
                Step::Last(NumberUnit::Decade)
            }
            _ => Step::Stop,
        }
    }

    /// Takes digits.
    pub fn digits(&mut self, digits: Digits, joint: Joint, end: usize) -> Step {
        let value = digits.mantissa / digits.divisor;
        match self.state {
            State::Start => self.in_digits = true,
            State::Scale if joint == Joint::And && value < self.scale => {
                self.before = Some((self.value(), end));
            }
            _ => return Step::Stop,
        }
        (self.mantissa, self.divisor) = (digits.mantissa, digits.divisor);
        self.state = State::Digits;
        Step::On
    }
}
