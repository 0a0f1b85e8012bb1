//! The command line: one file per command. A contract: scripts, screen readers and the head office rely on it.

mod add;
mod application;
mod ask;
mod backup;
mod check;
mod clear;
mod completions;
mod context;
mod dashboard;
mod demo;
mod device;
mod edit;
mod entry;
mod erase;
mod exchange;
mod exit;
mod fields;
mod filter;
mod forecast;
mod help;
mod init;
mod inspect;
mod keys;
mod language;
mod ledger;
mod list;
mod man;
mod merge;
mod open;
pub mod output;
mod overview;
mod paper;
mod passphrase;
mod problem;
mod progress;
mod report;
mod resolve;
mod show;
mod status;
mod usage;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

pub use application::{Application, KeySheet, OpenApplication, ReadKeys, Screens, Store};
pub use context::Context;
pub use exit::{Exit, Problem};
pub use problem::exit_of;

use crate::i18n::Words;

/// The whole command line. Its texts are messages, put in place by [`help::localised`] before parsing.
#[derive(Debug, Parser)]
#[command(name = "maillage", version)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What every command takes.
#[derive(Clone, Debug, Args)]
pub struct Global {
    #[arg(long, global = true, value_name = "DIR")]
    pub store: Option<PathBuf>,
    #[arg(long, global = true, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// Read by [`language::choose`], before the others.
    #[arg(long, global = true, value_parser = ["fr", "en"])]
    lang: Option<String>,
    /// A keymap's name or file.
    #[arg(long, global = true, value_name = "NAME|FILE")]
    pub keymap: Option<String>,
    #[arg(long, global = true, value_parser = ["dark", "light", "contrast", "mono"])]
    pub theme: Option<String>,
    #[arg(long, global = true)]
    pub ascii: bool,
    #[arg(long, global = true)]
    pub quiet: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Init),
    Demo(demo::Demo),
    List(list::List),
    Show(show::Show),
    Fields(fields::Fields),
    Set(edit::Set),
    Add(add::Add),
    Delete(edit::Delete),
    Erase(erase::Erase),
    Merge(merge::Merge),
    Unmerge(merge::Unmerge),
    Resolve(resolve::Resolve),
    Export(exchange::Export),
    Import(exchange::Import),
    Inspect(inspect::Inspect),
    Device(device::DeviceArgs),
    Report(paper::Report),
    Status(status::Status),
    Check(check::Check),
    Backup(backup::Backup),
    Restore(backup::Restore),
    Clear(clear::Clear),
    Passphrase(passphrase::ChangePassphrase),
    Keys(keys::Keys),
    Completions(completions::Completions),
    Man(man::Man),
}

/// Runs one command line, the program's name first, on this process's own streams.
pub fn main(args: impl IntoIterator<Item = OsString>, screens: Screens) -> Exit {
    let args: Vec<OsString> = args.into_iter().collect();
    let words = Words::new(language::choose(&args));
    let matches = match command(&words).try_get_matches_from(&args) {
        Ok(matches) => matches,
        Err(error) => return usage::report(&words, &error, &args),
    };
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => return usage::report(&words, &error, &args),
    };
    let mut context = Context::new(words, cli.global);
    context.application = Some(screens.open);
    context.keys = Some(screens.keys);
    let result = match cli.command {
        Some(command) => command.run(&mut context),
        None => context.show_own_store(),
    };
    context.finish(result)
}

/// The tree of commands, in the language of `words`.
fn command(words: &Words) -> clap::Command {
    help::localised(Cli::command(), words)
}

impl Command {
    fn run(self, context: &mut Context) -> Result<(), Problem> {
        match self {
            Self::Init(command) => command.run(context),
            Self::Demo(command) => command.run(context),
            Self::List(command) => command.run(context),
            Self::Show(command) => command.run(context),
            Self::Fields(command) => command.run(context),
            Self::Set(command) => command.run(context),
            Self::Add(command) => command.run(context),
            Self::Delete(command) => command.run(context),
            Self::Erase(command) => command.run(context),
            Self::Merge(command) => command.run(context),
            Self::Unmerge(command) => command.run(context),
            Self::Resolve(command) => command.run(context),
            Self::Export(command) => command.run(context),
            Self::Import(command) => command.run(context),
            Self::Inspect(command) => command.run(context),
            Self::Device(command) => command.run(context),
            Self::Report(command) => command.run(context),
            Self::Status(command) => command.run(context),
            Self::Check(command) => command.run(context),
            Self::Backup(command) => command.run(context),
            Self::Restore(command) => command.run(context),
            Self::Clear(command) => command.run(context),
            Self::Passphrase(command) => command.run(context),
            Self::Keys(command) => command.run(context),
            Self::Completions(command) => command.run(context),
            Self::Man(command) => command.run(context),
        }
    }
}

#[cfg(test)]
mod tests;
