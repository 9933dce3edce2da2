//! How results are shown.

/// How results are shown: what the terminal can do, and what is a line of a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// Whether colours and weights are written, as ANSI escapes.
    pub colour: bool,
    /// Columns of the terminal; taken as at least [`Style::MIN_WIDTH`].
    pub width: usize,
    /// Whether right-to-left text is wrapped in the isolates of UAX #9 (U+2066 … U+2069). A terminal that does no
    /// bidirectional layout may show them as boxes.
    pub isolates: bool,
    /// Whether a bead that was divided inside sentences has a line for each part, in the formats that
    /// [split](super::Format::splits).
    pub parts: bool,
}

impl Style {
    /// Narrower terminals are written to as if they had this many columns.
    pub const MIN_WIDTH: usize = 30;
}

impl Default for Style {
    fn default() -> Self {
        Style { colour: false, width: 80, isolates: true, parts: false }
    }
}
