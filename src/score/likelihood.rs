//! Log-likelihood ratios of runs of sentences, from tables that make every bead a few additions.

use super::band::Band;
use super::cell::Cell;
use super::cosine::Cosines;
use super::direction::{Direction, Work};
use super::length::{Lengths, median};
use super::model::PairModel;
use super::table::RunTable;
use super::weights::ScoreWeights;
use crate::evidence::Compared;

/// Scores any bead of a document pair of up to so many sentences a side, from tables.
pub struct Likelihood<'p> {
    forward: Direction<'p>,
    backward: Direction<'p>,
    /// Arabic sentences given English runs.
    ar: RunTable,
    /// English sentences given Arabic runs.
    en: RunTable,
    lengths: Lengths,
    cosines: Option<Cosines>,
    weights: ScoreWeights,
    model: PairModel,
}

impl<'p> Likelihood<'p> {
    /// For the sentence pairs in `band` (Arabic rows), of translations that are as `model` says, the usual ones without.
    /// Tables of words are made for beads of up to `first` sentences a side, those of cosines for beads of up to `runs`,
    /// which [`Self::narrow`] may then ask for.
    pub fn new(
        pair: &'p Compared,
        band: Band,
        (first, runs): (usize, usize),
        model: Option<PairModel>,
        weights: &ScoreWeights,
    ) -> Self {
        let mut lengths = Lengths::new(pair, weights);
        let (mut forward, mut backward) =
            (Direction::forward(pair, weights), Direction::backward(pair, weights));
        if let Some(model) = model {
            model.set(&mut forward, &mut backward, &mut lengths);
        }
        let usual = PairModel { cover: weights.cover, lengths: lengths.model(), level: weights.cosine };
        let cosines = Cosines::new(&pair.ar, &pair.en, &band, runs, [&forward, &backward]);
        let transposed = band.transposed(pair.en.len());
        let (ar, en) = (RunTable::new(&forward, band, first), RunTable::new(&backward, transposed, first));
        let model = model.unwrap_or(usual);
        Likelihood { forward, backward, ar, en, lengths, cosines, weights: *weights, model }
    }

    /// What the pair's translations are taken to be like.
    pub fn model(&self) -> PairModel {
        self.model
    }

    /// Takes the pair's translations to be as `model` says. Words follow once the tables are made again.
    pub fn set_model(&mut self, model: PairModel) {
        model.set(&mut self.forward, &mut self.backward, &mut self.lengths);
        self.model = model;
    }

    /// Makes the tables of words again, with the model as it is, for the pairs in `band`, which lies in the band before,
    /// and beads of up to `runs` sentences a side.
    pub fn narrow(&mut self, band: Band, runs: usize) {
        let transposed = band.transposed(self.backward.rows());
        self.ar = RunTable::new(&self.forward, band, runs);
        self.en = RunTable::new(&self.backward, transposed, runs);
    }

    /// What `beads`, all that a search found with text on both sides, say of the pair's translations.
    pub fn learnt(&self, beads: &[Cell]) -> PairModel {
        PairModel {
            cover: self.learnt_cover(beads),
            lengths: self.lengths.learnt(beads),
            level: self.learnt_level(beads),
        }
    }

    /// The cover under which the words of `beads` are likeliest.
    fn learnt_cover(&self, beads: &[Cell]) -> f32 {
        /// Covers tried, from literature to word for word: those of the trial that this search was made after; finer
        /// steps were not tried.
        const TRIED: [f32; 5] = [0.35, 0.5, 0.65, 0.8, 0.9];
        let mut sums = [0.0; TRIED.len()];
        let mut work = Work::default();
        for &Cell { i, m, j, n } in beads {
            for row in i..i + m {
                self.forward.values_under(row, j, j + n - 1, &TRIED, &mut work, &mut sums);
            }
            for row in j..j + n {
                self.backward.values_under(row, i, i + m - 1, &TRIED, &mut work, &mut sums);
            }
        }
        let best = TRIED.into_iter().zip(sums).max_by(|a, b| a.1.total_cmp(&b.1));
        best.filter(|b| b.1 != 0.0).map_or(self.weights.cover, |b| b.0)
    }

    /// The cosine that tells nothing, as far from the usual one as those of `beads` are from the usual ones.
    fn learnt_level(&self, beads: &[Cell]) -> f32 {
        let w = &self.weights;
        let mut own: Vec<f32> = beads.iter().filter_map(|cell| self.nearness(cell)).collect();
        if own.is_empty() {
            return w.cosine;
        }
        let share = own.len() as f32 / (own.len() as f32 + w.cosine_prior);
        w.cosine + w.cosine_own * share * (median(&mut own) - w.cosine_usual)
    }

    /// What the words of a bead say, in nats; `None` outside the band.
    pub fn words(&self, &Cell { i, m, j, n }: &Cell) -> Option<f32> {
        let mut sum = 0.0;
        for row in i..i + m {
            sum += self.ar.get(row, j, n)?;
        }
        for row in j..j + n {
            sum += self.en.get(row, i, m)?;
        }
        Some(sum)
    }

    /// The cosine of a bead's two sides; `None` without vectors.
    pub fn cosine(&self, cell: &Cell) -> Option<f32> {
        if cell.is_null() { None } else { self.cosines.as_ref().map(|c| c.bead(cell)) }
    }

    /// How far the cosine of a bead, less its neighbours' share, lies above what tells nothing in the pair; `None` without
    /// vectors.
    pub fn near(&self, cell: &Cell) -> Option<f32> {
        if cell.is_null() { None } else { self.nearness(cell).map(|near| near - self.model.level) }
    }

    /// The cosine of a bead less its neighbours' share; `None` without vectors.
    fn nearness(&self, cell: &Cell) -> Option<f32> {
        let share = self.weights.neighbours;
        let neighbours = |c: &Cosines| if share == 0.0 { 0.0 } else { share * c.neighbours(cell) };
        self.cosines.as_ref().map(|c| c.bead(cell) - neighbours(c))
    }

    /// The score of a bead in nats; `None` outside the band.
    pub fn bead(&self, cell: &Cell) -> Option<f32> {
        let w = &self.weights;
        let words = self.words(cell)?;
        if words == f32::NEG_INFINITY {
            return None;
        }
        let near = self.nearness(cell).map_or(0.0, |near| near - self.model.level);
        Some(w.bead(words, near, self.lengths.ratio(cell)))
    }
}
