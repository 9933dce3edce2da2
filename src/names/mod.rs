//! Names: how they are written in the other alphabet.
//!
//! [`standards`]: by the letter of a romanisation standard.

pub mod standards;
