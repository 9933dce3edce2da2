//! Level 0: what a weight may be. Every weight is looked at when it is read: one that is no number makes every score
//! none, and one out of its range a search without end.

use std::fmt;

/// The values that a weight may have, all of them finite.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Bounds {
    /// Any.
    Any,
    /// Above 0.
    Positive,
    /// From 0.
    From0,
    /// A probability or share: from 0 to 1.
    Share,
    /// A share of which something is left: from 0 to below 1.
    Below1,
    /// A share that is neither nothing nor all.
    Between,
    /// A whole number from the first to the second.
    Count(usize, usize),
}

/// Sentences, anchors or the like beyond which a limit is none, and what is made for each of them takes all memory.
pub(crate) const MANY: usize = 100_000;

impl Bounds {
    fn hold(self, value: f64) -> bool {
        value.is_finite()
            && match self {
                Bounds::Any => true,
                Bounds::Positive => value > 0.0,
                Bounds::From0 => value >= 0.0,
                Bounds::Share => (0.0..=1.0).contains(&value),
                Bounds::Below1 => (0.0..1.0).contains(&value),
                Bounds::Between => value > 0.0 && value < 1.0,
                Bounds::Count(least, most) => (least as f64..=most as f64).contains(&value),
            }
    }
}

impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Bounds::Any => f.write_str("a finite number"),
            Bounds::Positive => f.write_str("a number above 0"),
            Bounds::From0 => f.write_str("a number from 0"),
            Bounds::Share => f.write_str("a number from 0 to 1"),
            Bounds::Below1 => f.write_str("a number from 0 to below 1"),
            Bounds::Between => f.write_str("a number between 0 and 1"),
            Bounds::Count(least, most) => write!(f, "a whole number from {least} to {most}"),
        }
    }
}

/// A weight that no alignment can be made with.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct BadWeight {
    /// Its name, from the outermost group that is known on: `parallel.shape.more`.
    pub name: String,
    /// What it may be.
    pub expected: Bounds,
    /// What it is.
    pub found: f64,
}

impl BadWeight {
    /// The same, of the group of this name.
    pub fn within(self, group: &str) -> Self {
        BadWeight { name: format!("{group}.{}", self.name), ..self }
    }
}

/// A weight by name, with its value and its bounds.
pub(crate) type Bounded = (&'static str, f64, Bounds);

/// The first of `weights` that is out of its bounds.
pub(crate) fn check(weights: &[Bounded]) -> Result<(), BadWeight> {
    match weights.iter().find(|(_, value, bounds)| !bounds.hold(*value)) {
        Some(&(name, found, expected)) => Err(BadWeight { name: name.to_owned(), expected, found }),
        None => Ok(()),
    }
}

/// The first number among those of a group that is none: the weights of a logistic function may have either sign.
pub(crate) fn check_all(groups: &[(&'static str, &[f32])]) -> Result<(), BadWeight> {
    for (name, values) in groups {
        for (k, &value) in values.iter().enumerate() {
            check(&[("", value.into(), Bounds::Any)])
                .map_err(|bad| BadWeight { name: format!("{name}[{k}]"), ..bad })?;
        }
    }
    Ok(())
}
