//! The README and the guide do as they say: every command in them is run as written, and what it prints is compared.
//!
//! In a block ```` ```console ```` a line that begins with `$ ` is a command for the shell, the lines below it are what
//! it prints, on both streams. A line `...` stands for any lines, `[..]` for anything within a line: what a clock or a
//! machine decides. Commands of one page share a folder, in which `seeds` and `lexicons` are those of the crate.
//! `cargo run --release --` is the binary under test. What needs files of the reader's own, or changes the machine,
//! stands in a block ```` ```console,ignore ````.
//!
//! After a change that is meant `INSTA_UPDATE=always cargo test --test it guide::` writes what is printed now, but
//! where lines are left out; read the difference.
#![cfg(unix)]

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use snapbox::filter::NormalizeToExpected;
use snapbox::report::{Palette, write_diff};
use snapbox::{Data, IntoData as _};

use crate::common::{Folder, at_root, jisr, read};

/// A piece of a page.
enum Piece {
    /// What is no block to run, with its ends of line.
    Text(String),
    /// A command and what it prints.
    Command { line: usize, command: String, printed: String },
}

/// The pages: the README, and all of the guide.
fn pages() -> Vec<String> {
    let guide = fs::read_dir(at_root("src/guide")).unwrap().map(|entry| entry.unwrap().path());
    let pages = guide.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    let name = |path: PathBuf| format!("src/guide/{}", path.file_name().unwrap().to_str().unwrap());
    let mut pages: Vec<String> = pages.map(name).collect();
    pages.sort();
    pages.insert(0, "README.md".into());
    pages
}

/// A page in pieces, in order; joined as [`written`] does they are the page again.
fn pieces(page: &str, text: &str) -> Vec<Piece> {
    let mut out = vec![Piece::Text(String::new())];
    let mut fence: Option<&str> = None;
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let run = fence == Some("console");
        let ends = fence.is_some() && line.trim_end() == "```";
        if let (None, Some(language)) = (fence, line.trim_end().strip_prefix("```")) {
            let shell =
                ["sh", "bash", "shell", "console"].contains(&language.split([',', ' ']).next().unwrap());
            let known = ["console", "console,ignore"].contains(&language);
            assert!(
                !shell || known,
                "{page}:{number}: write ```console or ```console,ignore, not ```{language}"
            );
            fence = Some(language);
        } else if ends {
            fence = None;
        }
        match (line.strip_prefix("$ ").filter(|_| run && !ends), out.last_mut().unwrap()) {
            (Some(command), _) => {
                let command = command.trim_end().to_owned();
                out.push(Piece::Command { line: number, command, printed: String::new() });
            }
            (None, Piece::Command { command, printed, .. }) if !ends => {
                // A command goes on after a backslash.
                if printed.is_empty() && command.ends_with('\\') {
                    write!(command, "\n{}", line.trim_end()).unwrap();
                } else {
                    printed.push_str(line);
                }
            }
            (None, Piece::Text(text)) => {
                assert!(
                    !run || ends || fence.is_none() || line.starts_with("```"),
                    "{page}:{number}: no command"
                );
                text.push_str(line);
            }
            (None, Piece::Command { .. }) => out.push(Piece::Text(line.to_owned())),
        }
    }
    out
}

fn written(pieces: &[Piece]) -> String {
    let text = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Command { command, printed, .. } => format!("$ {command}\n{printed}"),
    };
    pieces.iter().map(text).collect()
}

/// A folder like a fresh clone.
fn clone() -> Folder {
    let folder = Folder::new();
    for name in ["seeds", "lexicons"] {
        symlink(at_root(name), folder.at(name)).unwrap();
    }
    folder
}

/// What a command of the shell prints in `folder`, without the characters that a terminal orders the letters by and
/// nobody sees.
fn run(command: &str, folder: &Path) -> (bool, String) {
    let binary = PathBuf::from(env!("CARGO_BIN_EXE_jisr"));
    let path = std::env::var("PATH").unwrap_or_default();
    let mut shell = Command::new("sh");
    for name in jisr([""; 0]).get_envs().filter(|(_, value)| value.is_none()).map(|(name, _)| name) {
        shell.env_remove(name);
    }
    let command = command.replace("cargo run --release -- ", "jisr ");
    shell.env("PATH", format!("{}:{path}", binary.parent().unwrap().display()));
    let output = shell.current_dir(folder).arg("-c").arg(format!("exec 2>&1\n{command}")).output().unwrap();
    let unseen = |c: char| ('\u{2066}'..='\u{2069}').contains(&c);
    let printed = String::from_utf8(output.stdout).unwrap().replace(unseen, "");
    // Ends of line are cut as an editor would.
    let lines = printed.lines().map(|line| line.trim_end().to_owned() + "\n").collect();
    (output.status.success(), lines)
}

/// Runs the commands of a page.
fn check(page: &str) -> usize {
    let update = std::env::var("INSTA_UPDATE").is_ok_and(|value| value == "always");
    let (text, folder) = (read(page), clone());
    let mut pieces = pieces(page, &text);
    assert_eq!(written(&pieces), text, "{page} was not read as it is");
    let (mut faults, mut commands, mut left) = (String::new(), 0, false);
    for piece in &mut pieces {
        let Piece::Command { line, command, printed } = piece else { continue };
        commands += 1;
        let (well, actual) = run(command, folder.path());
        let expected = printed.as_str().into_data();
        let actual = NormalizeToExpected::new().redact().normalize(actual.into_data(), &expected);
        if !well {
            writeln!(faults, "{page}:{line}: $ {command}\nended with an error:\n{actual}").unwrap();
        } else if actual != expected {
            writeln!(faults, "{page}:{line}: $ {command}").unwrap();
            let names: [Option<&dyn std::fmt::Display>; 2] = [Some(&"as written"), Some(&"as printed")];
            write_diff(&mut faults, &expected, &actual, names[0], names[1], Palette::plain()).unwrap();
        }
        // What a reader is spared, nobody but a writer can choose again.
        if printed.lines().any(|line| line == "...") {
            left |= !well || actual != expected;
        } else {
            *printed = shown(&actual);
        }
    }
    if update {
        fs::write(at_root(page), written(&pieces)).unwrap();
    }
    assert!(faults.is_empty() || (update && !left), "\n{faults}");
    commands
}

fn shown(data: &Data) -> String {
    data.render().unwrap()
}

#[test]
fn the_readme_prints_what_it_shows() {
    assert!(check("README.md") >= 6);
}

#[test]
fn the_guide_prints_what_it_shows() {
    let commands: usize = pages().iter().skip(1).map(|page| check(page)).sum();
    assert!(commands >= 10, "only {commands} commands");
}

#[test]
fn the_readme_is_short_and_nothing_points_outside() {
    assert!(read("README.md").lines().count() <= 200);
    for page in pages() {
        assert!(!read(&page).contains("../shared"), "{page}");
    }
}
