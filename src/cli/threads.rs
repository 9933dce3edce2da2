//! `--threads`.

use jisr::internals::error::{Error, Result};

/// More threads than any machine has cores; so many are started at once, and each takes memory.
const MOST: usize = 1024;

/// Has all work of this process done by `threads` threads. Must come before the first alignment.
pub fn use_threads(threads: usize) -> Result<()> {
    let expected = match threads {
        0 => Some("at least 1 thread".to_owned()),
        1..=MOST => None,
        _ => Some(format!("at most {MOST} threads")),
    };
    if let Some(expected) = expected {
        let way_out = "leave --threads out for one a core";
        return Err(Error::Threads { expected, found: threads.to_string(), way_out });
    }
    let built = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    built.map_err(|e| {
        let expected = "a thread count before any work".into();
        Error::Threads { expected, found: e.to_string(), way_out: "set it once, at the start" }
    })
}
