//! What goes wrong on the disk, in the user's words.

use super::journal::{self, JournalError};
use super::kv::KvError;
use super::views::ViewError;
use super::{DiskError, LockError, Notice, StoreError, VaultError};
use crate::i18n::{Tell, Told, Words};
use crate::t;

impl Tell for LockError {
    fn told(&self, words: &Words) -> Told {
        match self {
            Self::InUse(path) => {
                let folder = path.display().to_string();
                Told::new(t!(words, "store-in-use", folder = folder)).next(t!(words, "store-in-use-next"))
            }
            Self::Disk(error) => error.told(words),
        }
    }
}

impl Tell for VaultError {
    fn told(&self, words: &Words) -> Told {
        match self {
            Self::Missing => Told::new(t!(words, "store-missing")).next(t!(words, "store-missing-next")),
            Self::Exists => Told::new(t!(words, "store-exists")).next(t!(words, "store-exists-next")),
            Self::NeedsPassphrase => {
                Told::new(t!(words, "passphrase-needed")).next(t!(words, "passphrase-needed-next"))
            }
            Self::WrongPassphrase => Told::new(t!(words, "passphrase-wrong")).next(t!(words, "passphrase-wrong-next")),
            Self::Damaged | Self::TooCostly => {
                Told::new(t!(words, "vault-damaged")).next(t!(words, "vault-damaged-next"))
            }
            Self::OtherVersion(version) => Told::new(t!(words, "vault-version", version = version.to_string()))
                .next(t!(words, "newer-program-next")),
            Self::Disk(error) => error.told(words),
            Self::Random(error) => {
                Told::new(t!(words, "no-random", reason = error.to_string())).next(t!(words, "no-random-next"))
            }
        }
    }
}

impl Tell for JournalError {
    fn told(&self, words: &Words) -> Told {
        let damaged = |what: String| Told::new(what).next(t!(words, "journal-damaged-next"));
        match self {
            Self::Missing(path) => damaged(t!(words, "journal-missing", folder = path.display().to_string())),
            Self::Exists(_) => Told::new(t!(words, "store-exists")).next(t!(words, "store-exists-next")),
            Self::WrongKey => damaged(t!(words, "journal-wrong-key")),
            Self::Damaged(damage) => damaged(t!(words, "journal-damaged", file = damage.file.to_string())),
            Self::NoEntry(at) => damaged(t!(words, "journal-damaged", file = at.file.to_string())),
            Self::TooLong(bytes) => {
                let bytes = i64::try_from(*bytes).unwrap_or(i64::MAX);
                let size = words.figure(bytes);
                Told::new(t!(words, "edit-too-large", bytes = size)).next(t!(words, "edit-too-large-next"))
            }
            Self::NotAsWritten => Told::new(t!(words, "journal-not-as-written")).next(t!(words, "disk-failed-next")),
            Self::Full => Told::new(t!(words, "journal-full")).next(t!(words, "journal-full-next")),
            Self::Disk(error) => error.told(words),
            Self::Random(error) => {
                Told::new(t!(words, "no-random", reason = error.to_string())).next(t!(words, "no-random-next"))
            }
        }
    }
}

impl Tell for StoreError {
    fn told(&self, words: &Words) -> Told {
        match self {
            Self::Lock(error) => error.told(words),
            Self::Vault(error) => error.told(words),
            Self::Journal(error) => error.told(words),
            Self::Views(error) => error.told(words),
            Self::Disk(error) => error.told(words),
            Self::Random(error) => {
                Told::new(t!(words, "no-random", reason = error.to_string())).next(t!(words, "no-random-next"))
            }
        }
    }
}

impl Tell for ViewError {
    fn told(&self, words: &Words) -> Told {
        match self {
            Self::Journal(error) => error.told(words),
            Self::RolledBack => Told::new(t!(words, "notice-rolled-back")),
            Self::Stopped => Told::new(t!(words, "job-stopped")),
            Self::LaterProgram => {
                let mine = env!("CARGO_PKG_VERSION");
                Told::new(t!(words, "journal-later-program")).next(t!(words, "newer-program-than-next", mine = mine))
            }
            Self::Kv(KvError::TooLong(bytes)) => JournalError::TooLong(*bytes).told(words),
            Self::Kv(_) | Self::Page(_) | Self::Pressing(_) | Self::Disagree(_) => {
                Told::new(t!(words, "views-unreadable", reason = self.to_string()))
                    .next(t!(words, "views-unreadable-next"))
            }
        }
    }
}

/// What was mended at an open.
impl Tell for Notice {
    fn told(&self, words: &Words) -> Told {
        match self {
            Self::Journal(notice) => notice.told(words),
            Self::ViewsRebuilt { .. } => Told::new(t!(words, "notice-views")),
            Self::RolledBack => Told::new(t!(words, "notice-rolled-back")),
        }
    }
}

impl Tell for journal::Notice {
    fn told(&self, words: &Words) -> Told {
        let lost = |what: String| Told::new(what).next(t!(words, "notice-lost-next"));
        match self {
            Self::TornTail { bytes, .. } => Told::new(t!(words, "notice-torn", bytes = words.figure(*bytes))),
            Self::Damaged(damage) | Self::Cut(damage) => {
                lost(t!(words, "journal-damaged", file = damage.file.to_string()))
            }
            Self::Unreadable { file } => lost(t!(words, "notice-unreadable", file = file.to_string())),
            Self::Missing { file } => lost(t!(words, "notice-missing", file = file.to_string())),
            Self::IndexRebuilt => Told::new(t!(words, "notice-index")),
        }
    }
}

impl Tell for DiskError {
    fn told(&self, words: &Words) -> Told {
        let path = self.path.display().to_string();
        if self.is_full() {
            return Told::new(t!(words, "disk-full", path = path)).next(t!(words, "disk-full-next"));
        }
        match self.source.kind() {
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                Told::new(t!(words, "disk-denied", path = path)).next(t!(words, "disk-denied-next"))
            }
            std::io::ErrorKind::NotFound => {
                Told::new(t!(words, "disk-gone", path = path)).next(t!(words, "disk-gone-next"))
            }
            _ => Told::new(t!(words, "disk-failed", path = path, reason = self.source.to_string()))
                .next(t!(words, "disk-failed-next")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn every_error_of_the_vault_says_what_next_in_both_languages() {
        for words in Lang::ALL.map(Words::new) {
            for error in [
                VaultError::Missing,
                VaultError::Exists,
                VaultError::NeedsPassphrase,
                VaultError::WrongPassphrase,
                VaultError::Damaged,
                VaultError::OtherVersion(9),
                VaultError::TooCostly,
                VaultError::Random(std::io::ErrorKind::Other.into()),
            ] {
                let told = error.told(&words);
                assert!(!told.what.is_empty() && told.next.is_some(), "{error}");
                assert!(!told.what.ends_with('.'), "{}", told.what);
            }
        }
    }

    #[test]
    fn a_store_in_use_is_named_by_its_folder() {
        let told = LockError::InUse("/data/carnet".into()).told(&Words::new(Lang::En));
        assert!(told.what.contains("/data/carnet"), "{}", told.what);
    }
}
