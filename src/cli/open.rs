//! The store that a command works on: which folder, with which passphrase.

use std::cell::OnceCell;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use zeroize::Zeroizing;

use super::progress::Bar;
use super::{Context, Exit, Problem};
use crate::i18n::Tell;
use crate::store::Opening;
use crate::store::vault::{Passphrase, Vault};
use crate::store::{Disk, Notice, StoreError};
use crate::t;
use crate::workspace::{Workspace, WorkspaceError, machine_clock};

/// Longest passphrase line that is read, in bytes.
const LONGEST_LINE: u64 = 4096;

impl Context {
    /// `--store`, then `MAILLAGE_STORE`, then the account's own folder.
    ///
    /// # Errors
    /// Where the system names no folder of the account.
    pub fn folder(&self) -> Result<PathBuf, Problem> {
        let named = self.global.store.clone();
        let variable = || std::env::var_os("MAILLAGE_STORE").filter(|value| !value.is_empty()).map(PathBuf::from);
        let own = || ProjectDirs::from("", "", "maillage").map(|dirs| dirs.data_local_dir().to_owned());
        named.or_else(variable).or_else(own).ok_or_else(|| {
            Problem::new(Exit::Failed, t!(self.words, "store-no-folder")).next(t!(self.words, "store-no-folder-next"))
        })
    }

    /// Opens the store, and tells what was mended on the way.
    ///
    /// # Errors
    /// With the contract's exit codes: in use, wrong passphrase, none there, damaged.
    pub fn open(&self) -> Result<Workspace, Problem> {
        let folder = self.folder()?;
        let passphrase = self.passphrase_for(&folder)?;
        let (workspace, notices) = self.opened(&folder, passphrase)?;
        notices.iter().for_each(|notice| self.notice(notice));
        Ok(workspace)
    }

    /// The store in a folder, with a bar where its views are made anew.
    pub(super) fn opened(
        &self,
        folder: &Path,
        passphrase: Option<Passphrase>,
    ) -> Result<(Workspace, Vec<Notice>), Problem> {
        let bar = OnceCell::new();
        let told = |at| bar.get_or_init(|| Bar::new(self, t!(self.words, "open-under-way"))).replayed(at);
        let opened = Workspace::open_telling(folder, Opening::new(passphrase), machine_clock(), &told);
        opened.map_err(|error| self.problem(&error))
    }

    /// The same, for a command that writes: what it writes is dated by a clock that may be wrong, which is said.
    ///
    /// # Errors
    /// As [`Context::open`].
    pub fn open_to_write(&self) -> Result<Workspace, Problem> {
        let workspace = self.open()?;
        if let Some(doubt) = &workspace.desk().clock {
            self.warn(&doubt.told(&self.words));
        }
        Ok(workspace)
    }

    /// The passphrase of the store in `folder`, or none if its keys are not protected by one.
    pub fn passphrase_for(&self, folder: &Path) -> Result<Option<Passphrase>, Problem> {
        let needed = Vault::needs_passphrase(&Disk::real(), folder)
            .map_err(|error| self.problem(&WorkspaceError::Store(StoreError::Vault(error))))?;
        if needed { self.passphrase().map(Some) } else { Ok(None) }
    }

    /// From the file that was named, or typed.
    pub fn passphrase(&self) -> Result<Passphrase, Problem> {
        match &self.global.passphrase_file {
            Some(file) => self.read_passphrase(file),
            None if self.can_ask() => self.ask_passphrase(&t!(self.words, "passphrase-prompt")),
            None => Err(Problem::new(Exit::WrongPassphrase, t!(self.words, "passphrase-needed"))
                .next(t!(self.words, "passphrase-needed-next"))),
        }
    }

    /// The first line of a file.
    pub fn read_passphrase(&self, file: &Path) -> Result<Passphrase, Problem> {
        let mut line = String::new();
        let read = File::open(file).and_then(|file| BufReader::new(file.take(LONGEST_LINE)).read_line(&mut line));
        let passphrase = Passphrase::new(line.trim_end_matches(['\r', '\n']));
        zeroize::Zeroize::zeroize(&mut line);
        read.map(|_| passphrase).map_err(|error| {
            let (file, reason) = (file.display().to_string(), error.to_string());
            Problem::new(Exit::Failed, t!(self.words, "file-unreadable", file = file, reason = reason))
        })
    }

    /// A new passphrase, strong enough: from a file, or typed twice. `missing`: what is said where neither can be.
    ///
    /// # Errors
    /// As said, or [`Exit::DataRefused`].
    pub fn new_passphrase(
        &self,
        file: Option<&Path>,
        missing: impl FnOnce() -> Problem,
    ) -> Result<Passphrase, Problem> {
        let words = &self.words;
        let passphrase = match file {
            Some(file) => self.read_passphrase(file)?,
            None if self.can_ask() => {
                self.say(&t!(words, "passphrase-rule"));
                let first = self.ask_passphrase(&t!(words, "passphrase-new-prompt"))?;
                let again = self.ask_passphrase(&t!(words, "passphrase-again-prompt"))?;
                if !first.is_same(&again) {
                    return Err(Problem::new(Exit::DataRefused, t!(words, "passphrase-differs")));
                }
                first
            }
            None => return Err(missing()),
        };
        match passphrase.missing_strength() {
            None => Ok(passphrase),
            Some(_) => {
                Err(Problem::new(Exit::DataRefused, t!(words, "passphrase-weak")).next(t!(words, "passphrase-rule")))
            }
        }
    }

    /// Asks at the terminal, without showing what is typed.
    pub fn ask_passphrase(&self, prompt: &str) -> Result<Passphrase, Problem> {
        Ok(Passphrase::new(&self.ask_hidden(prompt)?))
    }

    /// A secret, not shown as it is typed.
    pub fn ask_hidden(&self, prompt: &str) -> Result<Zeroizing<String>, Problem> {
        let typed = rpassword::prompt_password(prompt).map_err(|error| {
            Problem::new(Exit::Failed, t!(self.words, "passphrase-not-read", reason = error.to_string()))
        })?;
        Ok(Zeroizing::new(typed))
    }
}
