//! How a form of the tables agrees with the form that was asked for.

use super::name::Name;
use crate::names::form::{self, Script};

/// How a form agrees with what was asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Agreement {
    /// Letter for letter.
    Exact,
    /// But for case, or vowel marks.
    Case,
    /// Only folded.
    Folded,
}

/// How the form `found`, in the script of the name that was asked for, agrees with it.
pub fn agreement(asked: &Name<'_>, found: &str) -> Agreement {
    match asked.script() {
        Script::Arabic => arabic_agreement(asked, found),
        Script::Latin => latin_agreement(asked.text(), found),
    }
}

fn arabic_agreement(name: &Name<'_>, found: &str) -> Agreement {
    let asked = name.text();
    if asked == found {
        Agreement::Exact
    } else if asked.chars().count() != found.chars().count()
        && !asked.contains(|c| crate::arabic::is_mark(c) || c == ' ')
        && !found.contains(' ')
    {
        Agreement::Folded
    } else if name.exact() == form::arabic_exact(found).replace(' ', "") {
        Agreement::Case
    } else {
        Agreement::Folded
    }
}

fn latin_agreement(asked: &str, found: &str) -> Agreement {
    if asked == found {
        Agreement::Exact
    } else if asked.eq_ignore_ascii_case(found) {
        Agreement::Case
    } else {
        Agreement::Folded
    }
}
