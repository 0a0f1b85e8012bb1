//! What the command line's grammar refuses, in the language of the words.

use std::ffi::OsString;
use std::io::Write;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::context::{tell, unwritten};
use super::{Exit, Problem};
use crate::i18n::Words;
use crate::t;

/// Prints what was asked for (help, version) or what was not understood.
pub fn report(words: &Words, error: &clap::Error, args: &[OsString]) -> Exit {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return match writeln!(std::io::stdout(), "{}", error.render().to_string().trim_end()) {
            Ok(()) => Exit::Done,
            Err(failed) => unwritten(words, &failed).exit,
        };
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = write!(std::io::stderr(), "{}", error.render());
        return Exit::Usage;
    }
    tell(words, &problem(words, error, args));
    Exit::Usage
}

fn problem(words: &Words, error: &clap::Error, args: &[OsString]) -> Problem {
    let part = |kind| context(error, kind).unwrap_or_default();
    let (argument, value) = (part(ContextKind::InvalidArg), part(ContextKind::InvalidValue));
    let what = match error.kind() {
        ErrorKind::UnknownArgument => t!(words, "usage-unknown-argument", argument = argument),
        ErrorKind::InvalidSubcommand => {
            t!(words, "usage-unknown-command", command = part(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => t!(words, "usage-missing", arguments = argument),
        ErrorKind::MissingSubcommand => t!(words, "usage-missing-command"),
        ErrorKind::InvalidValue if value.is_empty() => t!(words, "usage-no-value", argument = argument),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            t!(words, "usage-bad-value", argument = argument, value = value)
        }
        ErrorKind::ArgumentConflict => {
            t!(words, "usage-conflict", argument = argument, other = part(ContextKind::PriorArg))
        }
        ErrorKind::NoEquals | ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            t!(words, "usage-value-count", argument = argument)
        }
        _ => t!(words, "usage-not-understood"),
    };
    Problem::new(Exit::Usage, what).next(next(words, error, args))
}

/// A likely correction, the values that are possible, or where the explanation is.
fn next(words: &Words, error: &clap::Error, args: &[OsString]) -> String {
    if let Some(values) = context(error, ContextKind::ValidValue) {
        return t!(words, "usage-possible-values", values = values);
    }
    let suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand];
    if let Some(suggestion) = suggested.into_iter().find_map(|kind| context(error, kind)) {
        return t!(words, "usage-did-you-mean", suggestion = suggestion);
    }
    t!(words, "usage-see-help", command = help_command(words, args))
}

/// `maillage list --help` for a command line that starts with `maillage list`.
fn help_command(words: &Words, args: &[OsString]) -> String {
    let mut path = vec!["maillage".to_owned()];
    let mut command = super::command(words);
    for arg in args.iter().skip(1) {
        let Some(sub) = arg.to_str().and_then(|name| command.find_subcommand(name)).cloned() else { continue };
        path.push(sub.get_name().to_owned());
        command = sub;
    }
    format!("{} --help", path.join(" "))
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) if !texts.is_empty() => Some(texts.join(", ")),
        _ => None,
    }
}
