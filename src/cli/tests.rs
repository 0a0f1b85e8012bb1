use super::*;
use crate::i18n::Lang;

/// Every command with its path: `maillage`, `maillage fields`, …
fn walk(command: &clap::Command, path: &str, visit: &mut dyn FnMut(&str, &clap::Command)) {
    visit(path, command);
    for sub in command.get_subcommands() {
        walk(sub, &format!("{path} {}", sub.get_name()), visit);
    }
}

#[test]
fn the_tree_holds_together() {
    for lang in Lang::ALL {
        command(&Words::new(lang)).debug_assert();
    }
}

#[test]
fn every_command_and_argument_is_explained_in_both_languages() {
    for lang in Lang::ALL {
        walk(&command(&Words::new(lang)), "maillage", &mut |path, command| {
            assert!(command.get_about().is_some_and(|about| !about.to_string().is_empty()), "{lang:?}: {path}");
            for arg in command.get_arguments() {
                assert!(arg.get_help().is_some(), "{lang:?}: {path} {}", arg.get_id());
            }
        });
    }
}

#[test]
fn every_command_has_examples_that_parse() {
    for lang in Lang::ALL {
        let words = Words::new(lang);
        walk(&command(&words), "maillage", &mut |path, sub| {
            let examples = sub.get_after_help().map(ToString::to_string).unwrap_or_default();
            let lines: Vec<&str> =
                examples.lines().map(str::trim).filter(|line| line.starts_with("maillage")).collect();
            assert!(!lines.is_empty(), "{lang:?}: {path} has no example");
            for line in lines {
                let parsed = command(&words).try_get_matches_from(shell_words(line));
                assert!(parsed.is_ok(), "{line}: {}", parsed.unwrap_err());
            }
        });
    }
}

/// Cuts a line as a shell does, as far as the examples need it: spaces, double quotes, `>`.
fn shell_words(line: &str) -> Vec<String> {
    let line = line.split(" >").next().unwrap();
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words
}
