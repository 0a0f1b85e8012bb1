//! How a person likes this program on this machine: language, colours, signs, keys. A small file beside the person's keymap,
//! read before any store is open; nothing of the team is in it, and nothing secret.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::i18n::{Tell, Told, Words};
use crate::store::{Disk, DiskError};
use crate::t;

/// The file, in the configuration folder.
pub const PREFERENCES_FILE: &str = "preferences.toml";
/// The person's own keys, beside it.
pub const KEYMAP_FILE: &str = "keymap.toml";

/// A longer file is not one of ours.
const MAX_BYTES: usize = 64 * 1024;

/// The names are judged by whoever uses them: a later version may know more of them.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// A language's code. None: what the system says.
    pub language: Option<String>,
    /// The name of a colour scheme. None: what the terminal says.
    pub theme: Option<String>,
    /// The name of a keymap. None: the default.
    pub keymap: Option<String>,
    /// Plain ASCII signs.
    pub ascii: bool,
    /// Clicks and the wheel count. The terminal then leaves text selection to Shift.
    pub mouse: bool,
    /// The newest version of which the person was told what it changed.
    pub seen: Option<String>,
    /// What a later version of the program keeps there.
    #[serde(flatten)]
    pub others: toml::Table,
}

/// Why preferences are not read or kept. The program goes on without them.
#[derive(Debug, Error)]
pub enum PreferencesError {
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The parser's words.
    #[error("{0}")]
    Unreadable(String),
}

impl Preferences {
    /// Where the account keeps its configuration, if the system says so.
    pub fn folder() -> Option<PathBuf> {
        ProjectDirs::from("", "", "maillage").map(|dirs| dirs.config_dir().to_owned())
    }

    /// Those kept in a folder; the usual ones where none are.
    ///
    /// # Errors
    /// Where the file stands there and cannot be understood.
    pub fn read(folder: &Path) -> Result<Self, PreferencesError> {
        let bytes = match Disk::real().read(&folder.join(PREFERENCES_FILE), MAX_BYTES) {
            Ok(bytes) => bytes,
            Err(error) if error.is_missing() => return Ok(Self::default()),
            Err(error) => return Err(error.into()),
        };
        let unreadable = |error: &dyn std::fmt::Display| PreferencesError::Unreadable(error.to_string());
        let text = String::from_utf8(bytes).map_err(|error| unreadable(&error))?;
        toml::from_str(&text).map_err(|error| PreferencesError::Unreadable(error.message().to_owned()))
    }

    /// Keeps them there, in place of what stood there.
    ///
    /// # Errors
    /// Where the folder cannot be written; what stood there still stands.
    pub fn keep(&self, folder: &Path) -> Result<(), PreferencesError> {
        let text = toml::to_string(self).map_err(|error| PreferencesError::Unreadable(error.to_string()))?;
        let disk = Disk::real();
        disk.create_folder(folder)?;
        Ok(disk.replace(&folder.join(PREFERENCES_FILE), text.as_bytes())?)
    }
}

impl Tell for PreferencesError {
    fn told(&self, words: &Words) -> Told {
        match self {
            Self::Disk(error) => error.told(words),
            Self::Unreadable(why) => {
                let what = t!(words, "preferences-unreadable", file = PREFERENCES_FILE, why = why.trim());
                Told::new(what).next(t!(words, "preferences-unreadable-next", file = PREFERENCES_FILE))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("config/maillage");
        assert_eq!(Preferences::read(&inside).unwrap(), Preferences::default());
        let mine = Preferences {
            language: Some("en".into()),
            theme: Some("light".into()),
            keymap: Some("bepo".into()),
            ascii: true,
            mouse: true,
            seen: Some("1.2".into()),
            others: toml::Table::new(),
        };
        mine.keep(&inside).unwrap();
        assert_eq!(Preferences::read(&inside).unwrap(), mine);
        Preferences::default().keep(&inside).unwrap();
        assert_eq!(Preferences::read(&inside).unwrap(), Preferences::default());
    }

    #[test]
    fn a_file_of_a_later_version_is_read_and_a_broken_one_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(PREFERENCES_FILE);
        std::fs::write(&file, "theme = \"sepia\"\nsound = 3\n").unwrap();
        let read = Preferences::read(folder.path()).unwrap();
        assert_eq!(read.theme.as_deref(), Some("sepia"));
        read.keep(folder.path()).unwrap();
        assert!(std::fs::read_to_string(&file).unwrap().contains("sound = 3"));
        for broken in [&b"theme = ["[..], b"ascii = \"yes\"", b"\xff\xfe"] {
            std::fs::write(&file, broken).unwrap();
            assert!(matches!(Preferences::read(folder.path()), Err(PreferencesError::Unreadable(_))));
        }
    }

    #[cfg(unix)]
    #[test]
    fn where_nothing_can_be_written_what_stood_there_still_stands() {
        let folder = tempfile::tempdir().unwrap();
        // A file where the folder should be: also refused to an administrator.
        let inside = folder.path().join("file");
        std::fs::write(&inside, "x").unwrap();
        assert!(Preferences { ascii: true, ..Preferences::default() }.keep(&inside).is_err());
        assert_eq!(std::fs::read(&inside).unwrap(), b"x");
    }
}
