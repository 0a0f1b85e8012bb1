//! The folders of the views: moved aside when they cannot be trusted, built anew beside, swapped in.
//!
//! `views` is in use. `views.building` grows; `views.ready` is whole and flushed, to be swapped in; `views.aside` could
//! not be trusted. All of it follows from the journal, so nothing here can lose anything.

use std::path::{Path, PathBuf};

use super::{Disk, DiskError, disk::with_suffix};

/// The folders of the views of one store.
#[derive(Debug, Clone)]
pub struct ViewFolders {
    disk: Disk,
    current: PathBuf,
}

impl ViewFolders {
    pub fn new(disk: Disk, store: &Path) -> Self {
        Self { disk, current: store.join("views") }
    }

    /// The folder in use.
    pub fn current(&self) -> &Path {
        &self.current
    }

    fn beside(&self, what: &str) -> PathBuf {
        with_suffix(&self.current, what)
    }

    /// To be called when the store opens, before the views: ends a swap that was cut short, removes leftovers.
    pub fn tidy(&self) -> Result<(), DiskError> {
        let ready = self.beside(".ready");
        if ready.is_dir() {
            self.disk.remove_folder(&self.current)?;
            self.disk.rename(&ready, &self.current)?;
        }
        self.disk.remove_folder(&self.beside(".building"))?;
        self.disk.remove_folder(&self.beside(".aside"))
    }

    /// Moves the views in use aside: they are damaged, lie, or are older than the program. No database may be open.
    pub fn set_aside(&self) -> Result<(), DiskError> {
        let aside = self.beside(".aside");
        self.disk.remove_folder(&aside)?;
        if self.current.is_dir() { self.disk.rename(&self.current, &aside) } else { Ok(()) }
    }

    /// An empty folder to build new views in, beside those in use.
    pub fn start_building(&self) -> Result<PathBuf, DiskError> {
        let building = self.beside(".building");
        self.disk.remove_folder(&building)?;
        self.disk.create_folder(&building)?;
        Ok(building)
    }

    /// Puts what was built, flushed and closed, in place of the views in use, which must be closed too.
    pub fn swap_in(&self) -> Result<(), DiskError> {
        self.disk.rename(&self.beside(".building"), &self.beside(".ready"))?;
        self.tidy()
    }
}

#[cfg(test)]
mod tests {
    use super::super::disk::DiskOp;
    use super::super::disk::faults::{Faults, broken};
    use super::*;

    fn views(store: &Path) -> String {
        std::fs::read_to_string(store.join("views/x")).unwrap_or_default()
    }

    #[test]
    fn a_swap_cut_short_anywhere_leaves_the_old_views_or_the_new_ones_and_is_ended_later() {
        for cut in 0.. {
            let store = tempfile::tempdir().unwrap();
            let (faults, disk) = Faults::new();
            let folders = ViewFolders::new(disk, store.path());
            std::fs::create_dir(folders.current()).unwrap();
            std::fs::write(folders.current().join("x"), "old").unwrap();
            let building = folders.start_building().unwrap();
            std::fs::write(building.join("x"), "new").unwrap();
            let mut left = cut;
            faults.when(move |op| {
                let counts = !matches!(op, DiskOp::SyncFolder(_));
                left -= i32::from(counts);
                (counts && left < 0).then(broken)
            });
            let whole = folders.swap_in().is_ok();
            faults.clear();
            folders.tidy().unwrap();
            assert_eq!(views(store.path()), if cut == 0 { "old" } else { "new" }, "cut {cut}");
            assert_eq!(Disk::real().list(store.path()).unwrap(), ["views"]);
            if whole {
                return;
            }
        }
    }

    #[test]
    fn what_is_set_aside_goes_when_the_store_opens_again() {
        let store = tempfile::tempdir().unwrap();
        let folders = ViewFolders::new(Disk::real(), store.path());
        folders.set_aside().unwrap();
        std::fs::create_dir(folders.current()).unwrap();
        folders.set_aside().unwrap();
        assert_eq!(Disk::real().list(store.path()).unwrap(), ["views.aside"]);
        folders.tidy().unwrap();
        assert!(Disk::real().list(store.path()).unwrap().is_empty());
    }
}
