//! `jisr eval` and `jisr fit` as they were spelt until each evaluation and each fit became a subcommand.

use std::ffi::OsString;

use clap::error::ContextKind;

use jisr::internals::error::Error;

/// What was scored by a flag, and the subcommand that scores it.
const EVAL: [(&str, &str); 9] = [
    ("--documents", "documents"),
    ("--retrieval", "retrieval"),
    ("--clauses", "clauses"),
    ("--modes", "modes"),
    ("--languages", "languages"),
    ("--names", "names"),
    ("--names-match", "match"),
    ("--standards", "standards"),
    ("--pool", "pool GOLD --size N"),
];

/// What was fitted by a flag, and the subcommand that fits it.
const FIT: [(&str, &str); 9] = [
    ("--parallel", "parallel"),
    ("--comparable", "comparable"),
    ("--documents", "documents"),
    ("--pool", "pool"),
    ("--clauses", "clauses"),
    ("--retrieval", "retrieval"),
    ("--search", "search"),
    ("--names-match", "match"),
    ("--name-match", "match"),
];

/// What was scored without a flag.
const EVAL_GOLD: &str = "align";

/// An error that names the new spelling, when `args`, which the command line `jisr` refused as `refused` says, are spelt
/// in the old way.
pub fn old_spelling(
    jisr: &clap::Command,
    args: impl Iterator<Item = OsString>,
    refused: &clap::Error,
) -> Option<Error> {
    let args: Vec<String> = args.map(|arg| arg.to_string_lossy().into_owned()).collect();
    let (command, rest) = after_global(&args).split_first()?;
    let rest = after_global(rest);
    let table = match command.as_str() {
        "eval" => &EVAL,
        "fit" => &FIT,
        _ => return None,
    };
    let first = rest.first()?;
    let known = jisr.find_subcommand(command)?;
    if first == "help" || known.find_subcommand(first).is_some() {
        return None;
    }
    // A subcommand mistyped is no file of gold.
    if refused.get(ContextKind::SuggestedSubcommand).is_some() && !first.contains(['.', '/']) {
        return None;
    }
    let named: Vec<(&str, &str)> = table
        .iter()
        .filter(|(flag, _)| rest.iter().any(|arg| arg.split('=').next() == Some(flag)))
        .copied()
        .collect();
    let (old, new) = match &named[..] {
        [] if command == "eval" => {
            (format!("`jisr eval {first} …`"), format!("`jisr eval {EVAL_GOLD} GOLD`"))
        }
        [] => return None,
        named => {
            let old: Vec<&str> = named.iter().map(|(flag, _)| *flag).collect();
            let new: Vec<String> = named.iter().map(|(_, new)| format!("`jisr {command} {new} …`")).collect();
            (format!("`jisr {command} … {}`", old.join(" ")), new.join(" and "))
        }
    };
    let way_out = format!("each is a subcommand now, with options of its own: see `jisr {command} --help`");
    Some(Error::Arguments { expected: new, found: format!("{old}, as it was spelt before"), way_out })
}

/// The arguments after those that any command takes.
fn after_global(mut args: &[String]) -> &[String] {
    loop {
        args = match args {
            [first, rest @ ..] if first == "-q" || first == "--quiet" => rest,
            [first, rest @ ..] if first.starts_with("--threads=") || first.starts_with("--color=") => rest,
            [first, _, rest @ ..] if first == "--threads" || first == "--color" => rest,
            _ => return args,
        };
    }
}
