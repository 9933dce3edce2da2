//! Level 9: an aligner put together.

use crate::evidence::vectors::Table;
use crate::lexicon::Lexicon;
use crate::settings::Settings;
use crate::weights::Weights;

/// What an aligner is made of, each part what the binary carries unless another is given.
///
/// ```
/// use jisr::{Jisr, options::{ModeChoice, Settings}};
/// let settings = Settings { mode: ModeChoice::Parallel, ..Settings::default() };
/// let without_vectors = Jisr::builder().settings(settings).vectors(None).build();
/// assert!(without_vectors.lexicon().entries() > 0);
/// ```
#[derive(Default)]
#[must_use]
pub struct Builder {
    pub(crate) settings: Settings,
    pub(crate) weights: Weights,
    pub(crate) lexicon: Option<Lexicon>,
    pub(crate) vectors: Vectors,
}

/// Which table of vectors an aligner has.
#[derive(Default)]
pub(crate) enum Vectors {
    /// The one that the binary carries.
    #[default]
    Embedded,
    /// Another one, or none.
    Given(Option<Table>),
}

impl Builder {
    /// With what a run is to give.
    pub fn settings(self, settings: Settings) -> Self {
        Builder { settings, ..self }
    }

    /// With other weights than the usual ones, as from [`Weights::from_json`].
    pub fn weights(self, weights: Weights) -> Self {
        Builder { weights, ..self }
    }

    /// With another lexicon, as from [`crate::lexicon::load_with`].
    pub fn lexicon(self, lexicon: Lexicon) -> Self {
        Builder { lexicon: Some(lexicon), ..self }
    }

    /// With another table of vectors, or with none.
    pub fn vectors(self, vectors: Option<Table>) -> Self {
        Builder { vectors: Vectors::Given(vectors), ..self }
    }
}
