//! What the machine says of itself: clocks, memory, its name.

use std::time::{Duration, Instant};

use serde::Serialize;

use super::counts::Spent;

/// The machine that was measured on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, schemars::JsonSchema)]
pub struct Machine {
    /// Model of the processor as it names itself; `None` where it does not (other than x86).
    pub processor: Option<String>,
    /// Processors that this process may use.
    pub cores: usize,
    /// Operating system, as [`std::env::consts::OS`].
    pub system: &'static str,
    /// Architecture, as [`std::env::consts::ARCH`].
    pub architecture: &'static str,
    /// Whether the system tells processor time; where not, wall time stands in its place.
    pub cpu_clock: bool,
}

impl Machine {
    /// The machine this runs on.
    pub fn this() -> Self {
        Machine {
            processor: processor(),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            system: std::env::consts::OS,
            architecture: std::env::consts::ARCH,
            cpu_clock: usage().is_some(),
        }
    }
}

#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
fn processor() -> Option<String> {
    let brand = raw_cpuid::CpuId::new().get_processor_brand_string()?;
    let name = brand.as_str().trim();
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(not(any(target_arch = "x86", target_arch = "x86_64")))]
fn processor() -> Option<String> {
    None
}

/// Processor time of this process, and the most memory it has had, in bytes.
#[cfg(unix)]
fn usage() -> Option<(Duration, u64)> {
    use nix::sys::resource::{UsageWho, getrusage};
    let usage = getrusage(UsageWho::RUSAGE_SELF).ok()?;
    let time = |t: nix::sys::time::TimeVal| {
        Duration::from_secs(t.tv_sec() as u64) + Duration::from_micros(t.tv_usec() as u64)
    };
    // POSIX leaves the unit open: macOS counts bytes, the others KiB.
    let unit = if cfg!(target_vendor = "apple") { 1 } else { 1024 };
    Some((time(usage.user_time()) + time(usage.system_time()), usage.max_rss() as u64 * unit))
}

#[cfg(not(unix))]
fn usage() -> Option<(Duration, u64)> {
    None
}

/// The most memory this process has had, in bytes.
pub(super) fn peak_memory() -> Option<u64> {
    usage().map(|(_, memory)| memory).filter(|&m| m > 0)
}

/// Measures processor and wall time from a moment on.
pub(super) struct Clock {
    wall: Instant,
    cpu: Option<Duration>,
}

impl Clock {
    /// Starts.
    pub fn now() -> Self {
        Clock { cpu: usage().map(|(time, _)| time), wall: Instant::now() }
    }

    /// Wall time since.
    pub fn wall(&self) -> Duration {
        self.wall.elapsed()
    }

    /// Time spent since.
    pub fn spent(&self) -> Spent {
        let wall = self.wall().as_secs_f64();
        let cpu = match (self.cpu, usage()) {
            (Some(then), Some((now, _))) => now.saturating_sub(then).as_secs_f64(),
            _ => wall,
        };
        Spent { cpu, wall }
    }
}

#[cfg(test)]
#[cfg(unix)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn sleep_is_wall_time_and_work_is_both() {
        let clock = Clock::now();
        while clock.wall() < Duration::from_millis(30) {
            std::hint::black_box((0..1000u64).sum::<u64>());
        }
        let worked = clock.spent();
        // Other tests work at the same time in this process: no upper bound.
        assert!(worked.cpu > 0.005 && worked.wall >= 0.03, "{worked:?}");
        let peak = peak_memory().unwrap();
        assert!((1 << 20..1 << 40).contains(&peak), "{peak} bytes");
    }
}
