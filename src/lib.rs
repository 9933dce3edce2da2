//! jisr (جسر, "bridge") aligns Arabic and English documents: which tell the same story, which sentences say the same,
//! and why.
//!
//! `read → detect → segment → tokenize → evidence → score → align → write`

pub mod arabic;
pub mod english;
pub mod error;
pub mod segment;
pub mod text;
