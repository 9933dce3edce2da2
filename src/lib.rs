//! jisr (جسر, "bridge") aligns Arabic and English documents: which tell the same story, which sentences say the same,
//! and why.
//!
//! `read → detect → segment → tokenize → evidence → score → align → write`

pub mod align;
pub mod arabic;
pub mod english;
pub mod error;
pub mod evidence;
pub mod lexicon;
pub mod pair;
pub mod score;
pub mod spelling;
pub mod text;
pub mod tokenize;
