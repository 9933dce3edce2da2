//! Threads for what is measured.

use crate::error::{Error, Result};

/// How many threads work is spread over.
pub(super) fn threads() -> usize {
    rayon::current_num_threads()
}

/// Does `work` with `threads` threads of its own.
pub(super) fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> Result<T> {
    let built = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = built.map_err(|e| {
        let way_out = "ask for fewer with --threads";
        Error::Threads { expected: format!("{threads} threads"), found: e.to_string(), way_out }
    })?;
    Ok(pool.install(work))
}
