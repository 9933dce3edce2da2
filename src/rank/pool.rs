//! The documents of a run that can be aligned.

use super::documents::Ranked;
use crate::evidence::{Analysed, Analysis, Given};
use crate::text::{Document, Lang, Prepared};

/// The parts of a run by language, each with the number that document pairs name it by, ascending.
pub(crate) struct Pool<'a> {
    ar: Vec<(usize, Analysed<'a>)>,
    en: Vec<(usize, Analysed<'a>)>,
}

impl<'a> Pool<'a> {
    /// Of the `parts` of `documents`, numbered as they stand; `analyses` are as long as the parts.
    pub fn of_parts(documents: &'a [Document], parts: &'a [Prepared], analyses: &'a [Analysis]) -> Self {
        let of = |lang: Lang| {
            let own = parts.iter().zip(analyses).enumerate().filter(|(_, (part, _))| part.lang == lang);
            own.map(|(k, (part, analysis))| (k, Analysed::new(part, &documents[part.doc].text, analysis)))
                .collect()
        };
        Pool { ar: of(Lang::Arabic), en: of(Lang::English) }
    }

    /// Of documents whose sentences are given, those of each language numbered by themselves.
    pub fn of_given(ar: &'a [Given], en: &'a [Given]) -> Self {
        let of = |side: &'a [Given]| side.iter().map(Given::analysed).enumerate().collect();
        Pool { ar: of(ar), en: of(en) }
    }

    /// All parts in a language, as they are ranked.
    pub fn ranked(&self, lang: Lang) -> Vec<Ranked<'a>> {
        self.of(lang).iter().map(|(number, side)| (*number, side.analysis)).collect()
    }

    /// How many parts there are in a language.
    pub fn len(&self, lang: Lang) -> usize {
        self.of(lang).len()
    }

    /// The part of this number.
    pub fn side(&self, lang: Lang, number: usize) -> Analysed<'a> {
        let own = self.of(lang);
        own[own.partition_point(|(k, _)| *k < number)].1
    }

    /// Content sentences of the shorter part of a pair.
    pub fn shorter(&self, ar: usize, en: usize) -> usize {
        self.side(Lang::Arabic, ar).part.content().min(self.side(Lang::English, en).part.content())
    }

    fn of(&self, lang: Lang) -> &[(usize, Analysed<'a>)] {
        match lang {
            Lang::Arabic => &self.ar,
            Lang::English => &self.en,
        }
    }
}
