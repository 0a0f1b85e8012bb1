//! `maillage` alone: the terminal application, or the dashboard as text where there is no terminal.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use super::{Context, Exit, Global, Problem, dashboard};
use crate::i18n::{Tell, Words};
use crate::store::vault::{FILE_NAME, Vault};
use crate::store::{Disk, StoreError};
use crate::t;
use crate::workspace::preferences::Preferences;
use crate::workspace::{Workspace, WorkspaceError};

/// How the application finds the store.
pub enum Store {
    /// There is none yet: the first start.
    None,
    /// It asks for the passphrase itself.
    Locked,
    Open(Box<Workspace>),
}

/// What the application is opened with. The two faces do not know each other: `main` hands it over.
pub struct Application {
    pub folder: PathBuf,
    pub store: Store,
    pub words: Words,
    pub preferences: Preferences,
    /// What the command line asks for this time; it wins.
    pub asked: Preferences,
    /// Where they are kept, and the person's own keys.
    pub likings: Option<PathBuf>,
    /// What was found and mended, in the user's words.
    pub notices: Vec<String>,
}

/// Opens the application; the terminal is whole again on return.
pub type OpenApplication = Box<dyn FnOnce(Application) -> io::Result<()>>;

/// Every key with what it does, by section, and what is wrong with the keymap.
pub struct KeySheet {
    /// The keymap's name.
    pub name: String,
    pub sections: Vec<(String, Vec<(String, String)>)>,
    pub faults: Vec<String>,
}

/// The keys of a keymap (its name or file), with the user's own laid over it.
pub type ReadKeys = fn(Option<&str>, Option<&Path>, &Words) -> KeySheet;

/// What the other face does for this one.
pub struct Screens {
    pub open: OpenApplication,
    pub keys: ReadKeys,
}

fn has_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// `TERM=…` of a terminal that says of itself that it shows lines of text and no more. Windows sets none and can draw.
fn undrawable() -> Option<String> {
    let term = std::env::var("TERM").unwrap_or_default();
    let mute = term == "dumb" || term.is_empty() && !cfg!(windows);
    mute.then(|| format!("TERM={term}"))
}

impl Context {
    /// Whether the application can show itself: keys come from a terminal, and the screen is one that can be drawn on.
    pub fn has_screen(&self) -> bool {
        has_terminal() && undrawable().is_none()
    }

    /// The application over a store, or its dashboard as text.
    pub fn show(&mut self, workspace: Workspace) -> Result<(), Problem> {
        if !self.has_screen() {
            return self.print(workspace);
        }
        let folder = workspace.folder().to_owned();
        self.open_application(folder, Store::Open(Box::new(workspace)), Vec::new())
    }

    /// What `maillage` without a command does.
    pub fn show_own_store(&mut self) -> Result<(), Problem> {
        if !self.has_screen() {
            let workspace = self.open()?;
            return self.print(workspace);
        }
        let folder = self.folder()?;
        if !folder.join(FILE_NAME).exists() {
            return self.open_application(folder, Store::None, Vec::new());
        }
        let refused = |error| self.problem(&WorkspaceError::Store(StoreError::Vault(error)));
        let needed = Vault::needs_passphrase(&Disk::real(), &folder).map_err(refused)?;
        if needed && self.global.passphrase_file.is_none() {
            return self.open_application(folder, Store::Locked, Vec::new());
        }
        let passphrase = self.passphrase_for(&folder)?;
        let (workspace, notices) = self.opened(&folder, passphrase)?;
        let notices = notices.iter().map(|notice| notice.told(&self.words).what).collect();
        self.open_application(folder, Store::Open(Box::new(workspace)), notices)
    }

    fn asked(&self) -> Preferences {
        let Global { keymap, theme, ascii, .. } = self.global.clone();
        Preferences { keymap, theme, ascii, ..Preferences::default() }
    }

    fn print(&mut self, mut workspace: Workspace) -> Result<(), Problem> {
        if let Some(term) = undrawable().filter(|_| has_terminal()) {
            self.say(&t!(self.words, "terminal-dumb", term = term));
            self.say(&format!("  → {}", t!(self.words, "terminal-dumb-next")));
        }
        dashboard::print(self, &workspace)?;
        workspace.close().map_err(|error| self.problem(&error))
    }

    fn open_application(&mut self, folder: PathBuf, store: Store, notices: Vec<String>) -> Result<(), Problem> {
        let likings = Preferences::folder();
        let mut notices = notices;
        let read = likings.as_deref().map_or_else(|| Ok(Preferences::default()), Preferences::read);
        let preferences = read.unwrap_or_else(|error| {
            notices.push(error.told(&self.words).what);
            Preferences::default()
        });
        let Some(open) = self.application.take() else { return Ok(()) };
        let (words, asked) = (self.words.clone(), self.asked());
        let application = Application { folder, store, words, preferences, asked, likings, notices };
        open(application)
            .map_err(|error| Problem::new(Exit::Failed, t!(self.words, "terminal-failed", reason = error.to_string())))
    }
}
