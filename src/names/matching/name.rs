//! A name that is compared: read once, with what the comparison asks of it.

use super::entities;
use super::words::{NameWord, words};
use crate::names::form;

/// A name that is compared, and all that is asked of it on the way.
#[derive(Clone, Debug)]
pub(super) struct ComparedName<'t> {
    /// As given.
    pub raw: &'t str,
    /// What spellings of one entry of the lexicon have in common; `None` without letters.
    pub key: Option<u64>,
    /// Its first words.
    pub words: Vec<NameWord>,
    /// How many words it has in all.
    pub count: usize,
}

impl<'t> ComparedName<'t> {
    pub fn new(raw: &'t str) -> Self {
        let (words, count) = words(raw);
        ComparedName { raw, key: form::script(raw).and_then(|s| entities::key(raw, s)), words, count }
    }

    /// How many of its words are not compared.
    pub fn beyond(&self) -> usize {
        self.count - self.words.len().min(self.count)
    }
}
