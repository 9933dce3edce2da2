//! `jisr names --standard`.

use super::names::Args;
use super::reporter::Reporter;
use super::usage;
use jisr::error::Result;

/// Romanises names by the letter of a standard.
pub fn run(_standard: &str, _args: &Args, _reporter: &Reporter) -> Result<()> {
    Err(usage("a command that is built", "--standard", "it comes with the standards"))
}
