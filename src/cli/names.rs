//! `jisr names`: a name in the other script, its spellings, whether two name the same, and by the letter of a standard.

pub use super::names_args::Args;
use super::names_args::{AnswerScript, error, requested};
use super::reporter::Reporter;
use super::shared::{beginning, style};
use super::{names_match, names_standard};
use jisr::internals::error::Result;
use jisr::names::form::Script;
use jisr::names::{NameBook, NoName, Workspace};
use jisr::write::{names as screen, names_json, to_stdout};

/// Runs `jisr names`.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    if args.same {
        return names_match::run(args, reporter);
    }
    if let Some(standard) = &args.standard {
        return names_standard::run(standard, args, reporter);
    }
    let names = requested(args)?;
    let own = args.model.as_ref().map(|model| jisr::names::load(model)).transpose()?;
    let mut book = NameBook::embedded().model_only(args.model_only);
    if let Some(own) = own {
        book = book.with_model(own);
    }
    let wanted = args.to.map(|to| if to == AnswerScript::Ar { Script::Arabic } else { Script::Latin });
    let mut room = Workspace::default();
    let style = style(true);
    to_stdout(|out| {
        for (line, name) in &names {
            let found = book.lookup_in(name, args.n.get(), &mut room).and_then(|answers| match wanted {
                Some(to) if to != answers.to => Err(NoName {
                    expected: "a name in the other script than the answers are to have",
                    found: answers.name,
                    way_out: "leave --to out, or ask for the other script",
                }),
                _ => Ok(answers),
            });
            match found {
                Ok(answers) if args.json => names_json::answers(&answers, out)?,
                Ok(answers) => screen::screen(&answers, &style, out)?,
                Err(why) => {
                    if args.json {
                        names_json::no_name(name, &why, out)?;
                    }
                    // Of several the user wants to know which; a line has its number.
                    let one_of_several = names.len() > 1 && line.is_none() && !name.trim().is_empty();
                    let which =
                        if one_of_several { format!(", in {}", beginning(name)) } else { String::new() };
                    let (input, found) = (args.input.as_deref(), why.found + &which);
                    reporter.error(&error(input, *line, why.expected, found, why.way_out));
                }
            }
        }
        Ok(())
    })
}
