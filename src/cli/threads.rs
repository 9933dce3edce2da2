//! `--threads`.

use jisr::error::{Error, Result};

/// Has all work of this process done by `threads` threads. Must come before the first alignment.
pub fn use_threads(threads: usize) -> Result<()> {
    if threads == 0 {
        return Err(Error::usage("at least 1 thread", "0", "leave --threads out for one a core"));
    }
    let built = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    built.map_err(|e| {
        Error::usage("a thread count before any work", e.to_string(), "set it once, at the start")
    })
}
