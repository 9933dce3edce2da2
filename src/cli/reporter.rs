//! What is said on standard error: errors always, notes and progress unless `--quiet`, colour only on a terminal.

use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressStyle};

use jisr::internals::error::Error;
use jisr::options::Stage;
use jisr::write::disarmed;

/// Speaks to the user, and remembers whether something failed.
pub struct Reporter {
    quiet: bool,
    failed: AtomicBool,
    progress: Mutex<Option<(&'static str, ProgressBar)>>,
    started: Instant,
}

impl Reporter {
    /// A reporter; a quiet one speaks only of errors.
    pub fn new(quiet: bool) -> Self {
        Reporter {
            quiet,
            failed: AtomicBool::new(false),
            progress: Mutex::new(None),
            started: Instant::now(),
        }
    }

    /// Whether an error was reported.
    pub fn failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    /// Reports what went wrong. The process will end with 2, after the rest is done.
    pub fn error(&self, error: &Error) {
        self.failed.store(true, Ordering::Relaxed);
        self.say("error", AnsiColor::Red.on_default().bold(), &error.to_string());
    }

    /// Tells something worth knowing that is no error.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            self.say("note", AnsiColor::Cyan.on_default().bold(), text);
        }
    }

    fn say(&self, what: &str, style: Style, text: &str) {
        self.clear();
        // A file name must not steer the terminal, and a line end in one must not begin a message of its own.
        let text = disarmed(text);
        // Nobody to tell when standard error is closed.
        let _ = writeln!(anstream::stderr(), "{style}jisr: {what}:{style:#} {text}");
    }

    /// Shows how far a stage is.
    pub fn progress(&self, stage: Stage, done: usize, all: usize) {
        let name = match stage {
            Stage::Align => "aligning pairs",
            _ => "reading documents",
        };
        self.work(name, done, all);
    }

    /// Shows how much of a piece of work is done, on a terminal and only when the run takes more than half a second.
    pub fn work(&self, name: &'static str, done: usize, all: usize) {
        if self.quiet
            || !std::io::stderr().is_terminal()
            || self.started.elapsed() < Duration::from_millis(500)
        {
            return;
        }
        let Ok(mut shown) = self.progress.lock() else { return };
        if shown.as_ref().is_none_or(|(n, bar)| *n != name || bar.is_finished()) {
            let bar = ProgressBar::new(all as u64);
            if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}") {
                bar.set_style(style);
            }
            bar.set_message(name);
            *shown = Some((name, bar));
        }
        if let Some((_, bar)) = shown.as_ref() {
            bar.set_position(done as u64);
            if done == all {
                bar.finish_and_clear();
            }
        }
    }

    /// Takes the progress bar off the screen.
    pub fn clear(&self) {
        if let Ok(mut shown) = self.progress.lock()
            && let Some((_, bar)) = shown.take()
        {
            bar.finish_and_clear();
        }
    }
}
