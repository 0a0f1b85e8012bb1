//! One process at a time on a store.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use super::disk::{self, Disk, DiskError, Doing};

/// Why a store could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another program, or another window of this one, has the store open.
    #[error("{path} is in use by another program", path = .0.display())]
    InUse(PathBuf),
    #[error(transparent)]
    Disk(#[from] DiskError),
}

/// The right to use a store, until dropped. The system releases it when the process ends, however it ends.
#[derive(Debug)]
pub struct StoreLock {
    // held for its lock
    _file: File,
}

impl StoreLock {
    /// Takes the store in `folder`, making the folder if need be.
    pub fn acquire(folder: &Path) -> Result<Self, LockError> {
        Disk::real().create_folder(folder)?;
        let path = folder.join("lock");
        let open = disk::private(OpenOptions::new().write(true).create(true).truncate(false)).open(&path);
        let file = open.map_err(DiskError::at(Doing::Open, &path))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(LockError::InUse(folder.to_owned())),
            Err(TryLockError::Error(source)) => Err(DiskError::at(Doing::Open, &path)(source).into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_refused_until_the_first_lets_go() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("store");
        let first = StoreLock::acquire(&store).unwrap();
        assert!(matches!(StoreLock::acquire(&store), Err(LockError::InUse(path)) if path == store));
        drop(first);
        StoreLock::acquire(&store).unwrap();
    }
}
