//! The texts of `--help`, in the language of the words.
//!
//! A command's message is `help-NAME` (`help-device-card` for a command of a command): its value says what the command
//! does, its attribute `examples` shows some, and an attribute named after an argument explains it. What an argument
//! does everywhere is `help-arg-NAME`.

use clap::{Arg, ArgAction, Command};

use crate::i18n::Words;
use crate::t;

/// `command` with every text from the messages, and its headings and its `--help` too.
pub fn localised(command: Command, words: &Words) -> Command {
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    named(command.disable_version_flag(true).arg(version), "help", words)
}

fn named(command: Command, parent: &str, words: &Words) -> Command {
    let id = format!("{parent}-{}", command.get_name());
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    let about = words.look_up(&id).unwrap_or_default();
    let command = command
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .arg(help)
        .mut_args(|arg| explained(arg, &id, words))
        .about(about)
        .subcommand_help_heading(t!(words, "help-commands"))
        .help_template(template(words));
    let command = match words.attribute(&id, "examples") {
        Some(examples) => command.after_help(t!(words, "help-examples", examples = examples)),
        None => command,
    };
    // The program's own name stands in no id but its own.
    let parent = if id == "help-maillage" { "help".to_owned() } else { id };
    command.mut_subcommands(|sub| named(sub, &parent, words))
}

fn explained(arg: Arg, command: &str, words: &Words) -> Arg {
    let name = arg.get_id().to_string();
    let text = words.attribute(command, &name).or_else(|| words.look_up(&format!("help-arg-{name}")));
    let Some(text) = text else { return arg };
    if !arg.get_action().takes_values() {
        return arg.help(text);
    }
    let values: Vec<String> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let text = if values.is_empty() { text } else { format!("{text} [{}]", values.join(", ")) };
    arg.help(text).hide_possible_values(true).hide_default_value(true)
}

fn template(words: &Words) -> String {
    format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}", t!(words, "help-usage"))
}
