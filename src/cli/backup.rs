//! `maillage backup` and `maillage restore`: a full sealed copy of a store, and a store made from one.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::context::unwritten;
use super::list::moment_text;
use super::progress::Bar;
use super::show::utc;
use super::{Context, Problem};
use crate::i18n::Words;
use crate::store::Opening;
use crate::t;
use crate::workspace::{BackupMark, Workspace, machine_clock};

#[derive(Debug, Args)]
pub struct Backup {
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Restore {
    file: PathBuf,
}

impl Backup {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let mut workspace = context.open_to_write()?;
        let to = self.to.unwrap_or_else(|| PathBuf::from("."));
        let bar = Bar::new(context, t!(context.words, "backup-under-way"));
        let done = workspace.backup(&to, &mut |progress| bar.at(progress));
        drop(bar);
        let done = done.map_err(|error| context.problem(&error))?;
        let words = &context.words;
        context.say(&t!(words, "backup-done", n = done.ops, shown = words.figure(done.ops)));
        context.say(&if done.unprotected { t!(words, "backup-unprotected") } else { t!(words, "backup-passphrase") });
        done.anew_line(words).iter().for_each(|line| context.say(line));
        context.say(&t!(words, "export-safe"));
        writeln!(context.out, "{}", done.path.display()).map_err(|error| unwritten(&context.words, &error))?;
        workspace.close().map_err(|error| context.problem(&error))
    }
}

impl Restore {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let folder = context.folder()?;
        Workspace::may_restore_in(&folder).map_err(|error| context.problem(&error))?;
        let needed = Workspace::backup_needs_passphrase(&self.file).map_err(|error| context.problem(&error))?;
        let passphrase = if needed { Some(context.passphrase()?) } else { None };
        let bar = Bar::new(context, t!(context.words, "restore-under-way"));
        let opening = Opening::new(passphrase);
        let go_on = &mut |progress| bar.at(progress);
        let restored = Workspace::restore(&folder, &self.file, opening, machine_clock(), go_on);
        drop(bar);
        let (mut workspace, done) = restored.map_err(|error| context.problem(&error))?;
        let words = &context.words;
        let made = moment_text(words, done.made);
        context.say(&t!(words, "restore-done", n = done.ops, shown = words.figure(done.ops), made = made));
        context.say(&done.next(words));
        writeln!(context.out, "{}", folder.display()).map_err(|error| unwritten(&context.words, &error))?;
        workspace.close().map_err(|error| context.problem(&error))
    }
}

/// The last backup, for machines.
#[derive(Serialize)]
pub struct BackupJson {
    last: Option<String>,
    /// The last one is old, or there never was one.
    due: bool,
}

impl BackupJson {
    pub fn new(mark: BackupMark, now: i64) -> Self {
        Self { last: mark.last.map(utc), due: mark.is_due(now) }
    }
}

/// The last backup, and that another is due, in words; nothing for what needs none.
pub fn last_backup(words: &Words, mark: BackupMark, now: i64) -> Option<String> {
    let due = mark.is_due(now);
    match mark.last {
        Some(last) if due => Some(t!(words, "status-backup-old", time = moment_text(words, last))),
        Some(last) => Some(t!(words, "status-backup", time = moment_text(words, last))),
        None => due.then(|| t!(words, "status-backup-none")),
    }
}
