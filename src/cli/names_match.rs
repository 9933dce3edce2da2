//! `jisr names --match`.

use super::names::Args;
use super::reporter::Reporter;
use super::usage;
use jisr::error::Result;

/// Says of two names whether they name the same.
pub fn run(_args: &Args, _reporter: &Reporter) -> Result<()> {
    Err(usage("a command that is built", "--match", "it comes with the comparison of names"))
}
