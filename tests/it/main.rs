//! All integration tests in one binary, which links the library once: a module for each part of jisr.
//!
//! Cases that need no Rust stand in `tests/data`, what the command must print in `tests/it/snapshots`. One part alone:
//! `cargo test --test it segment::`. After a change of output that is meant, `INSTA_UPDATE=always cargo test --test it`
//! writes the snapshots; read the difference.

#![allow(clippy::unwrap_used, clippy::print_stderr, clippy::print_stdout, missing_docs)]

mod accounted;
mod align;
mod arguments;
mod bad_input;
mod bench;
mod clauses;
mod cli;
mod common;
mod detect;
mod dev_quality;
mod evaluate;
mod explain;
mod fit_cli;
mod guide;
mod invariants;
mod layers;
mod moved;
mod names;
mod names_cli;
mod names_lookup;
mod names_match;
mod read;
mod repeated;
mod romanisation;
mod schema;
mod segment;
mod tokenize;
mod train;
mod write;
