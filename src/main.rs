//! The `jisr` command: parses the arguments, runs, ends with 0, or 2 when something failed.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
