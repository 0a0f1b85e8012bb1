//! What a person keeps on this machine for this program: preferences and keys of their own, in the configuration folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::keymap::{Keymap, Rebinding};
use super::request::Reply;
use crate::i18n::{Tell, Words};
use crate::store::Disk;
use crate::t;
use crate::workspace::preferences::{KEYMAP_FILE, Preferences};

/// Where likings are kept, and which keymap they build on.
#[derive(Clone, Debug, Default)]
pub struct Likings {
    /// `None`: nothing is kept beyond this session.
    folder: Option<PathBuf>,
    /// The name or the file of a keymap; the default one without it.
    keymap: Option<String>,
    /// The one that the person prefers, which need not be the one in use.
    preferred: Option<String>,
}

impl Likings {
    /// `asked`: the keymap asked for this time.
    pub fn new(folder: Option<PathBuf>, preferences: &Preferences, asked: Option<String>) -> Self {
        let preferred = preferences.keymap.clone();
        Self { folder, keymap: asked.or_else(|| preferred.clone()), preferred }
    }

    fn own_keys(&self) -> Option<PathBuf> {
        self.folder.as_deref().map(|folder| folder.join(KEYMAP_FILE))
    }

    /// The keymap with the person's own keys on it, and what is wrong with either, in their words.
    pub fn open(&self, words: &Words) -> (Keymap, Vec<String>) {
        let (keymap, faults) = Keymap::open(self.keymap.as_deref(), self.own_keys().as_deref());
        (keymap, faults.iter().map(|fault| fault.tell(words)).collect())
    }

    /// Keeps preferences for the next start, and lays the keys that they ask for.
    pub fn prefer(&mut self, preferences: &Preferences, words: &Words) -> Reply {
        if let Some(folder) = &self.folder
            && let Err(error) = preferences.keep(folder)
        {
            return failed(error.told(words).what);
        }
        if preferences.keymap != self.preferred {
            self.keymap.clone_from(&preferences.keymap);
            self.preferred.clone_from(&preferences.keymap);
        }
        let (keymap, faults) = self.open(words);
        Reply::Keyboard { keymap: Arc::new(keymap), said: faults.join(". ") }
    }

    /// Writes other keys for one action into the person's own file.
    pub fn rebind(&self, rebinding: &Rebinding, words: &Words) -> Reply {
        let Some(file) = self.own_keys() else { return failed(t!(words, "rebind-nowhere")) };
        let (base, _) = Keymap::open(self.keymap.as_deref(), None);
        let text = match std::fs::read_to_string(&file) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return failed(error.to_string()),
            Ok(text) => text,
        };
        match rebinding.apply(&base, KEYMAP_FILE, &text) {
            Err(faults) => failed(faults.first().map(|fault| fault.wrong.tell(words)).unwrap_or_default()),
            Ok((text, keymap)) => match write(&file, &text) {
                Err(error) => failed(error.told(words).what),
                Ok(()) => Reply::Keyboard { keymap: Arc::new(keymap), said: t!(words, "rebound") },
            },
        }
    }
}

fn failed(why: String) -> Reply {
    Reply::Failed(why)
}

fn write(file: &Path, text: &str) -> Result<(), crate::store::DiskError> {
    let disk = Disk::real();
    if let Some(folder) = file.parent() {
        disk.create_folder(folder)?;
    }
    disk.replace(file, text.as_bytes())
}
