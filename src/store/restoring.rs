//! A store made beside its place, and moved there once it is whole: a restore that is cut short leaves no half store.

use std::path::{Path, PathBuf};

use super::disk::with_suffix;
use super::{Disk, LockError, StoreError, StoreLock, VaultError, journal, vault};

/// The place of a store to come, held until it stands there.
#[derive(Debug)]
pub struct Restoring {
    disk: Disk,
    place: PathBuf,
    beside: PathBuf,
    _lock: StoreLock,
}

impl Restoring {
    /// Takes `place`, in which no store may stand.
    ///
    /// # Errors
    /// [`VaultError::Exists`], [`LockError`], or what the disk said.
    pub fn begin(disk: Disk, place: &Path) -> Result<Self, StoreError> {
        if place.join(vault::FILE_NAME).exists() {
            return Err(VaultError::Exists.into());
        }
        let lock = StoreLock::acquire(place)?;
        let beside = with_suffix(place, ".restoring");
        disk.remove_folder(&beside).map_err(LockError::from)?;
        Ok(Self { disk, place: place.to_owned(), beside, _lock: lock })
    }

    /// Where the store is to be made, and closed again.
    pub fn beside(&self) -> &Path {
        &self.beside
    }

    /// Moves it to its place; its keys last, since a folder without them is no store and is begun anew.
    ///
    /// # Errors
    /// What the disk said; then no store stands there.
    pub fn put_in_place(self) -> Result<(), StoreError> {
        for part in [journal::FOLDER_NAME, "views"] {
            self.disk.remove_folder(&self.place.join(part))?;
            if self.beside.join(part).is_dir() {
                self.disk.rename(&self.beside.join(part), &self.place.join(part))?;
            }
        }
        Ok(self.disk.rename(&self.beside.join(vault::FILE_NAME), &self.place.join(vault::FILE_NAME))?)
    }
}

impl Drop for Restoring {
    fn drop(&mut self) {
        // What is left is removed by the next restore.
        let _ = self.disk.remove_folder(&self.beside);
    }
}

#[cfg(test)]
mod tests {
    use super::super::disk::DiskOp;
    use super::super::disk::faults::{Faults, broken};
    use super::*;

    fn made(restoring: &Restoring) {
        for part in ["journal", "views"] {
            std::fs::create_dir_all(restoring.beside().join(part)).unwrap();
        }
        std::fs::write(restoring.beside().join("vault"), "keys").unwrap();
    }

    #[test]
    fn a_move_cut_short_anywhere_leaves_no_store_and_can_be_done_again() {
        for cut in 0.. {
            let folder = tempfile::tempdir().unwrap();
            let place = folder.path().join("store");
            let (faults, disk) = Faults::new();
            let restoring = Restoring::begin(disk.clone(), &place).unwrap();
            made(&restoring);
            let mut left = cut;
            faults.when(move |op| {
                let counts = matches!(op, DiskOp::Rename { .. });
                left -= i32::from(counts);
                (counts && left < 0).then(broken)
            });
            let whole = restoring.put_in_place().is_ok();
            faults.clear();
            assert_eq!(place.join("vault").exists(), whole, "cut {cut}");
            assert!(!folder.path().join("store.restoring").exists());
            if whole {
                let again = Restoring::begin(disk, &place);
                assert!(matches!(again, Err(StoreError::Vault(VaultError::Exists))));
                return;
            }
            let again = Restoring::begin(disk, &place).unwrap();
            made(&again);
            again.put_in_place().unwrap();
            assert!(place.join("vault").exists());
        }
    }
}
