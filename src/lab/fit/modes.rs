//! Fitting what tells a translation from texts that share some of what they say.

use rayon::prelude::*;

use super::{Example, Fitted, fitted};
use crate::Jisr;
use crate::align::OrderFeatures;
use crate::lab::evaluate::GoldDoc;
use crate::lab::evaluate::windows::windows;
use crate::lab::examples::comparison;

/// Beads of the windows that documents are cut into: what is right of long documents has to hold of short ones.
const WINDOWS: [usize; 5] = [5, 10, 20, 40, usize::MAX];

/// How often each window of comparable documents counts: to take one for a translation is the worse mistake.
const OTHERS: usize = 3;

/// Fits the weights of [`ModeWeights::translation`](crate::align::ModeWeights) to windows of `translations` and of
/// documents that are none, `others`; the windows of one document are fitted on or measured on together.
pub fn modes(jisr: &Jisr, translations: &[GoldDoc], others: &[GoldDoc]) -> Fitted {
    let documents = translations.iter().map(|doc| (doc, true)).chain(others.iter().map(|doc| (doc, false)));
    let documents: Vec<(&GoldDoc, bool)> = documents.collect();
    let examples = |&(doc, right): &(&GoldDoc, bool)| -> Vec<Example<{ OrderFeatures::SIZE }>> {
        let cut = WINDOWS.iter().flat_map(|&size| windows(std::slice::from_ref(doc), size));
        let of = |pair| {
            let (_, features) = comparison(jisr, &pair).in_order(&jisr.weights.align(), !jisr.settings.whole);
            std::iter::repeat_n(
                Example { features: features.vector(), right },
                if right { 1 } else { OTHERS },
            )
        };
        cut.flat_map(of).collect()
    };
    fitted(&documents.par_iter().map(examples).collect::<Vec<_>>())
}
