//! Lines of a text against lines of its translation, each with each.

use rayon::prelude::*;

use super::presplit;
use crate::evaluate::retrieval::Lines;
use crate::evidence::vectors::{Encoder, Table, products, unit};
use crate::evidence::{Analyst, Compared};
use crate::lexicon::Lexicon;
use crate::options::Options;
use crate::score::{ScoreWeights, Singles};
use crate::text::{EvidenceKind, Lang, Prepared};
use crate::tokenize::Tokenizer;

/// What every line of a text shares with every line of its translation, by kind of evidence.
pub(crate) fn compare_lines(
    ar: &[String],
    en: &[String],
    lexicon: &Lexicon,
    vectors: Option<&Table>,
    tokenizer: &Tokenizer,
    options: &Options,
) -> Lines {
    let (ar, en) = (presplit(ar, 0, Lang::Arabic, tokenizer), presplit(en, 1, Lang::English, tokenizer));
    let mut analyst = Analyst::new(lexicon, vectors);
    let (ar_terms, en_terms) = (analyst.analyse(&ar.1, &ar.0), analyst.analyse(&en.1, &en.0));
    let compared = Compared::new((&ar.1, &ar.0, &ar_terms), (&en.1, &en.0, &en_terms), &options.matches);
    // What is not shared counts for nothing here: each kind sees only a part of each line.
    let weights = ScoreWeights { missing: 0.0, length: 0.0, bead: 0.0, ..options.score };
    let of_kinds = |kinds: &[EvidenceKind]| {
        let matches = compared.matches.iter().filter(|m| kinds.contains(&m.kind)).copied().collect();
        let own = Compared { matches, ..compared.clone() };
        let mut pairs = Singles::new(&own, &weights).pairs;
        for s in &mut pairs {
            let units = own.ar.units(s.i as usize).len() * own.en.units(s.j as usize).len();
            s.score /= (units.max(1) as f32).sqrt();
        }
        pairs
    };
    let shared = [
        of_kinds(&[EvidenceKind::Name, EvidenceKind::Spelling, EvidenceKind::Verbatim]),
        of_kinds(&[EvidenceKind::Number, EvidenceKind::Date]),
        of_kinds(&[EvidenceKind::Word]),
    ];
    let cosines = vectors.map_or_else(Vec::new, |table| {
        let side = |(text, part): &(String, Prepared)| {
            let mut all = Encoder::new(table).sentences(part, text);
            all.chunks_exact_mut(table.header().dim).for_each(unit);
            all
        };
        similarities(&side(&ar), &side(&en), table.header().dim)
    });
    Lines { len: compared.ar.len().min(compared.en.len()), cosines, shared }
}

/// All scalar products of the rows of `a` with those of `b`, `dim` numbers each, row by row.
fn similarities(a: &[f32], b: &[f32], dim: usize) -> Vec<f32> {
    /// Rows that a thread takes at a time.
    const ROWS: usize = 32;
    let columns = b.len() / dim;
    let mut out = vec![0.0; a.len() / dim * columns];
    out.par_chunks_mut((ROWS * columns).max(1)).zip(a.par_chunks(ROWS * dim)).for_each(|(out, a)| {
        products(a, b, dim, |i, first, found| {
            out[i * columns + first..][..found.len()].copy_from_slice(found);
        });
    });
    out
}
