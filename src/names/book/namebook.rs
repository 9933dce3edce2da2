//! The book of names: the tables, the words that names are put together with, the model, and how far each is trusted.

use std::borrow::Cow;

use super::grammar::Grammar;
use super::table::NameTable;
use super::weigh::BookWeights;
use crate::names::transliterate::Names;

/// Names known and unknown, between Arabic and Latin letters: whole entities first, then names put together from known
/// parts, then the model.
///
/// ```
/// use jisr::names::NameBook;
/// let book = NameBook::embedded();
/// assert_eq!(book.lookup("حماس", 3)?.best(), "Hamas");
/// assert_eq!(book.lookup("Cairo", 3)?.best(), "القاهرة");
/// assert!(book.lookup("<b>", 3).is_err());
/// # Ok::<(), jisr::names::NoName>(())
/// ```
#[derive(Clone, Debug)]
pub struct NameBook {
    pub(super) table: &'static NameTable,
    pub(super) grammar: &'static Grammar,
    model: Option<Cow<'static, Names>>,
    pub(super) model_only: bool,
    /// How far what is in the tables is trusted.
    pub weights: BookWeights,
}

impl NameBook {
    /// What the binary carries; takes microseconds, the model is made ready when it is first asked.
    pub fn embedded() -> Self {
        NameBook {
            table: NameTable::embedded(),
            grammar: Grammar::embedded(),
            model: None,
            model_only: false,
            weights: BookWeights::default(),
        }
    }

    /// With another model.
    #[must_use]
    pub fn with_model(self, model: Names) -> Self {
        NameBook { model: Some(Cow::Owned(model)), ..self }
    }

    /// With nothing but the model and the words that names are put together with.
    #[must_use]
    pub fn model_only(self, model_only: bool) -> Self {
        NameBook { model_only, ..self }
    }

    pub(super) fn names(&self) -> &Names {
        match &self.model {
            Some(model) => model,
            None => Names::embedded(),
        }
    }
}
