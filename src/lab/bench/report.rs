//! What was measured, as a table for the reader and as JSON.

use std::fmt::{self, Display, Formatter};

use super::measured::{Measured, Row};

impl Measured {
    /// One JSON object with all fields of [`Measured`], on one line.
    pub fn to_json(&self) -> String {
        serde_json::json!(self).to_string()
    }
}

impl Display for Measured {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (machine, counts) = (&self.machine, &self.counts);
        let processor = machine.processor.as_deref().unwrap_or("unnamed processor");
        let build = if self.debug { ", built without optimisation: not for comparison" } else { "" };
        writeln!(f, "jisr      {}{build}", self.version)?;
        writeln!(
            f,
            "machine   {processor}, {} cores, {} {}",
            machine.cores, machine.system, machine.architecture
        )?;
        writeln!(
            f,
            "data      {}: {} documents, {} sentences, {} bytes of text; {} document pairs aligned",
            self.data,
            grouped(counts.documents as f64),
            grouped(counts.sentences as f64),
            grouped(counts.bytes as f64),
            grouped(counts.pairs as f64),
        )?;
        writeln!(f, "lexicon   loaded once in {:.3} s ({:.3} CPU-s)", self.lexicon.wall, self.lexicon.cpu)?;
        if let Some(bytes) = self.peak_memory {
            writeln!(f, "memory    {} MB at most", grouped(bytes as f64 / 1e6))?;
        }
        if !machine.cpu_clock {
            writeln!(f, "clock     no CPU clock here: CPU-seconds are wall seconds")?;
        }
        writeln!(f, "\n{:22}{:>38}{:>38}", "", "a CPU-second", "a wall second")?;
        writeln!(f, "{:14}{:>8}{UNITS}{UNITS}", "stage", "share")?;
        for row in &self.stages {
            let share = format!("{:.1} %", 100.0 * row.spent.cpu / self.all.spent.cpu.max(1e-9));
            line(f, row.name, &share, row)?;
        }
        line(f, "in all", "", &self.all)?;
        for row in &self.runs {
            let s = if row.threads == 1 { "" } else { "s" };
            line(f, &format!("run, {} thread{s}", row.threads), "", row)?;
        }
        writeln!(f)?;
        if !self.skipped.is_empty() {
            writeln!(f, "{}: left out, the sentences were given", self.skipped.join(", "))?;
        }
        if let (Some(speed_up), Some(row)) = (self.speed_up, self.runs.last()) {
            writeln!(f, "{} threads are {speed_up:.2} times as fast as one", row.threads)?;
        }
        let copies =
            if self.copies > 1 { format!(", {} copies at once", self.copies) } else { String::new() };
        writeln!(
            f,
            "stages: one thread, passes: {}; run: everything as `jisr align` does{copies}",
            self.all.passes
        )
    }
}

const UNITS: &str = "    documents   sentences        bytes";

/// One line of the table.
fn line(f: &mut Formatter<'_>, name: &str, share: &str, row: &Row) -> fmt::Result {
    write!(f, "{name:<16}{share:>6}")?;
    for rate in [row.per_cpu_second, row.per_wall_second] {
        let [d, s, b] = [rate.documents, rate.sentences, rate.bytes].map(grouped);
        write!(f, "  {d:>11} {s:>11} {b:>12}")?;
    }
    writeln!(f)
}

/// A whole number with a comma every three digits.
fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn digits_stand_in_threes() {
        let cases = [(0.0, "0"), (999.4, "999"), (999.5, "1,000"), (12_345.0, "12,345"), (1e6, "1,000,000")];
        for (number, expected) in cases {
            assert_eq!(grouped(number), expected);
        }
    }
}
