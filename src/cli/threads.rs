//! `--threads`.

use jisr::internals::error::{Error, Result};

/// More threads than any machine has cores; so many are started at once, and each takes memory.
const MOST: usize = 1024;

/// Has all work of this process done by `threads` threads. Must come before the first alignment.
pub fn use_threads(threads: usize) -> Result<()> {
    if threads == 0 {
        let way_out = "leave --threads out for one a core";
        return Err(Error::Threads { expected: "at least 1 thread".into(), found: "0".into(), way_out });
    }
    if threads > MOST {
        let way_out = "leave --threads out for one a core";
        let (expected, found) = (format!("at most {MOST} threads"), threads.to_string());
        return Err(Error::Threads { expected, found, way_out });
    }
    let built = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    built.map_err(|e| {
        let expected = "a thread count before any work".into();
        Error::Threads { expected, found: e.to_string(), way_out: "set it once, at the start" }
    })
}
