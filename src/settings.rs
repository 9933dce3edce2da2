//! Level 0: what a user asks of a run. How the answer is found is a matter of weights ([`crate::Weights`]).

/// Which way to align.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ModeChoice {
    /// Decided for each document pair by what a search in order finds of it.
    #[default]
    Auto,
    /// Monotone beads with nulls.
    Parallel,
    /// Pairs in any order.
    Comparable,
}

/// What a run is to give.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Settings {
    /// Which way to align.
    pub mode: ModeChoice,
    /// Pairs of sentences below this probability are left out: in parallel mode both sides become nulls.
    pub least_score: f32,
    /// Whether alignments say where their scores come from.
    pub explain: bool,
    /// Whether beads are left whole: no parts are looked for, for who needs none.
    pub whole: bool,
}
