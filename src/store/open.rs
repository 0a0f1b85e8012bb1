//! The store, open: keys from the vault, truth from the journal, answers from the views.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

use super::journal::{self, Journal, JournalError, Location};
use super::recovery::ViewFolders;
use super::shelf::{FrameReader, OnReplay, Shelf, ViewsIn, read_frame, unstopped};
use super::vault::{self, Contents, KdfCost, Passphrase, Vault, VaultError};
use super::views::{Changes, Frames, ViewError, Views};
use super::{Disk, DiskError, Entry, LockError, Random, StoreLock};
use crate::log::{DeviceId, encode, signing_key};

/// Why a store would not open, or an edit not be saved.
#[derive(Debug, Error)]
pub enum StoreError {
    #[error(transparent)]
    Lock(#[from] LockError),
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error(transparent)]
    Views(#[from] ViewError),
    #[error(transparent)]
    Disk(#[from] DiskError),
    #[error("no random bytes: {0}")]
    Random(#[from] std::io::Error),
}

/// What was found, and mended, at an open. The person is told.
#[derive(Debug)]
pub enum Notice {
    Journal(journal::Notice),
    /// The views were missing, damaged or of another version: they were made anew from the journal.
    ViewsRebuilt {
        reason: Option<String>,
    },
    /// The journal ends before what the views had applied: the disk was rolled back. A new incarnation was taken.
    RolledBack,
}

impl Notice {
    /// Whether something saved may be lost here: edits are then numbered in a new incarnation.
    pub fn needs_new_incarnation(&self) -> bool {
        match self {
            Self::Journal(notice) => notice.needs_new_incarnation(),
            Self::RolledBack => true,
            Self::ViewsRebuilt { .. } => false,
        }
    }
}

/// How to open a store.
pub struct Opening {
    pub passphrase: Option<Passphrase>,
    pub disk: Disk,
    pub random: Random,
    pub views_in: ViewsIn,
}

impl Opening {
    pub fn new(passphrase: Option<Passphrase>) -> Self {
        Self { passphrase, disk: Disk::real(), random: Random::Os, views_in: ViewsIn::Folder }
    }

    /// For simulations, where many stores live and none outlives the run: no passphrase, nothing waits for the disk, the
    /// views are in memory, and keys, salts and nonces follow from the seed. Never for real data.
    pub fn for_simulation(random: Random) -> Self {
        Self { disk: Disk::unsynced(), random, views_in: ViewsIn::Memory, ..Self::new(None) }
    }
}

/// The store of one laptop.
pub struct Store {
    folder: PathBuf,
    pub(super) vault: Vault,
    pub(super) journal: Journal,
    pub(super) views: Views,
    pub(super) frames: FrameReader,
    pub(super) shelf: Shelf,
    pub(super) random: Random,
    pub(super) device: DeviceId,
    /// See [`Store::epoch`].
    pub(super) epoch: u64,
    _lock: StoreLock,
}

impl Store {
    /// A new store in `folder`, with keys of its own and nothing in its journal.
    ///
    /// # Errors
    /// [`VaultError::Exists`] where there is one already, or what the disk said.
    pub fn create(folder: &Path, opening: Opening, contents: Contents, cost: KdfCost) -> Result<Self, StoreError> {
        let lock = StoreLock::acquire(folder)?;
        if folder.join(vault::FILE_NAME).exists() {
            return Err(VaultError::Exists.into());
        }
        let Opening { passphrase, disk, random, views_in } = opening;
        // The journal first: a store without a vault is no store, and is begun anew.
        disk.remove_folder(&folder.join(journal::FOLDER_NAME))?;
        let journal = Journal::create(
            disk.clone(),
            &folder.join(journal::FOLDER_NAME),
            &contents.data_key,
            contents.store_id,
            random.clone(),
        )?;
        let vault = Vault::create(disk.clone(), folder, passphrase.as_ref(), contents, cost, random.clone())?;
        let mut notices = Vec::new();
        let shelf = Shelf { folders: ViewFolders::new(disk.clone(), folder), views_in, disk, random };
        Self::over(folder, lock, vault, journal, shelf, &mut notices, &unstopped)
    }

    /// Opens the store in `folder`, mending what can be mended.
    ///
    /// # Errors
    /// [`StoreError`]: none there, in use, wrong passphrase, or damage that the journal cannot set aside.
    pub fn open(folder: &Path, opening: Opening) -> Result<(Self, Vec<Notice>), StoreError> {
        Self::open_telling(folder, opening, &unstopped)
    }

    /// The same; `progress` is told how far the views are where they are made anew, which may take long, and may stop it.
    ///
    /// # Errors
    /// As [`Store::open`], and [`ViewError::Stopped`].
    pub fn open_telling(
        folder: &Path,
        opening: Opening,
        progress: OnReplay<'_>,
    ) -> Result<(Self, Vec<Notice>), StoreError> {
        if !folder.join(vault::FILE_NAME).exists() {
            return Err(VaultError::Missing.into());
        }
        let lock = StoreLock::acquire(folder)?;
        let Opening { passphrase, disk, random, views_in } = opening;
        let vault = Vault::open(disk.clone(), folder, passphrase.as_ref(), random.clone())?;
        let contents = vault.contents();
        let opened = Journal::open(
            disk.clone(),
            &folder.join(journal::FOLDER_NAME),
            &contents.data_key,
            contents.store_id,
            random.clone(),
        )?;
        let (journal, told) = opened;
        let mut notices: Vec<Notice> = told.into_iter().map(Notice::Journal).collect();
        let shelf = Shelf { folders: ViewFolders::new(disk.clone(), folder), views_in, disk, random };
        let store = Self::over(folder, lock, vault, journal, shelf, &mut notices, progress)?;
        Ok((store, notices))
    }

    fn over(
        folder: &Path,
        lock: StoreLock,
        mut vault: Vault,
        mut journal: Journal,
        shelf: Shelf,
        notices: &mut Vec<Notice>,
        progress: OnReplay<'_>,
    ) -> Result<Self, StoreError> {
        let random = shelf.random.clone();
        let frames = FrameReader::new(journal.reader());
        let views = shelf.open(vault.contents(), &journal, &frames, notices, progress);
        // What was noticed is told once: the life that it asks for begins even where the rest is stopped.
        step_over(&mut journal, &mut vault, notices)?;
        let views = views?;
        let device = DeviceId::of_key(&signing_key(&vault.contents().signing_seed).verifying_key().to_bytes());
        Ok(Self {
            folder: folder.to_owned(),
            vault,
            journal,
            views,
            frames,
            shelf,
            random,
            device,
            epoch: 0,
            _lock: lock,
        })
    }

    /// Writes one frame and applies it. On return it is on the disk.
    ///
    /// # Errors
    /// [`StoreError`]: then nothing of it is saved.
    pub fn append(&mut self, entries: Vec<Entry>) -> Result<Changes, StoreError> {
        let location = self.journal.append(&encode(&entries))?;
        self.frames.renew(self.journal.reader());
        self.applied(vec![Ok((location, entries))].into_iter())
    }

    /// Writes any number of frames as one transaction of the journal, and applies them.
    ///
    /// `write` is given the way to put a frame; what it puts counts only if it ends well.
    ///
    /// # Errors
    /// That of `write`, or [`StoreError`]: then nothing of it is saved.
    pub fn append_large<E: From<StoreError>>(
        &mut self,
        write: impl FnOnce(&mut dyn FnMut(Vec<Entry>) -> Result<(), E>) -> Result<(), E>,
    ) -> Result<Changes, E> {
        let before = self.journal.end();
        self.journal
            .append_large(|put| {
                write(&mut |entries| Ok(put(&encode(&entries)).map_err(StoreError::from)?)).map_err(Large)
            })
            .map_err(|error| error.0)?;
        self.frames.renew(self.journal.reader());
        let frames = self.journal.iter_from(Some(before)).map(read_frame);
        Ok(self.applied(frames)?)
    }

    /// The views take in what the journal has. If they cannot, they are made anew: what is saved stays saved.
    fn applied(
        &mut self,
        frames: impl Iterator<Item = Result<(Location, Vec<Entry>), ViewError>>,
    ) -> Result<Changes, StoreError> {
        let end = self.journal.reader().bookmark();
        match self.views.apply(frames, || end, &self.frames) {
            Ok(changes) => {
                self.epoch += u64::from(changes.team || changes.cleared);
                Ok(changes)
            }
            Err(_) => {
                self.take_views_anew(&unstopped)?;
                Ok(Changes { everything: true, ..Changes::default() })
            }
        }
    }

    /// The views made anew from the journal: in memory for this session where the disk gives no room for them. The next
    /// open then makes them again.
    pub(super) fn take_views_anew(&mut self, progress: OnReplay<'_>) -> Result<(), StoreError> {
        self.epoch += 1;
        self.views = match self.rebuilt(progress) {
            Ok(views) => views,
            Err(_) => self.replay(progress)?,
        };
        Ok(())
    }

    /// What is damaged is stepped over.
    pub(super) fn rebuilt(&mut self, progress: OnReplay<'_>) -> Result<Views, StoreError> {
        let mut notices = Vec::new();
        let (shelf, keys, frames) = (&self.shelf, self.vault.contents(), &self.frames);
        let views = shelf.rebuild_over(&mut self.views, keys, &self.journal, frames, &mut notices, progress)?;
        step_over(&mut self.journal, &mut self.vault, &notices)?;
        Ok(views)
    }

    /// Writes a frame that no entry of this version is.
    #[cfg(test)]
    pub(crate) fn append_unknown(&mut self, frame: &[u8]) -> Result<(), StoreError> {
        self.journal.append(frame)?;
        Ok(())
    }

    pub fn views(&self) -> &Views {
        &self.views
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn device(&self) -> DeviceId {
        self.device
    }

    /// # Errors
    /// [`StoreError::Random`].
    pub fn random_bytes<const N: usize>(&mut self) -> Result<[u8; N], StoreError> {
        Ok(self.random.bytes()?)
    }

    /// The source of this store's random bytes.
    pub fn random(&self) -> Random {
        self.random.clone()
    }

    /// 64 random bits, for an incarnation.
    ///
    /// # Errors
    /// [`StoreError::Random`].
    pub fn random_number(&mut self) -> Result<u64, StoreError> {
        Ok(self.random.number()?)
    }

    /// Where this store writes, for files that leave by the same way.
    pub fn disk(&self) -> &Disk {
        &self.shelf.disk
    }

    /// The journal, for what reads all of it.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }
}

/// What is damaged is passed over from now on; where something saved may be lost, a new incarnation begins.
fn step_over(journal: &mut Journal, vault: &mut Vault, notices: &[Notice]) -> Result<(), StoreError> {
    for notice in notices {
        if let Notice::Journal(journal::Notice::Damaged(damage)) = notice {
            journal.acknowledge(*damage);
        }
    }
    if notices.iter().any(Notice::needs_new_incarnation) {
        vault.take_new_incarnation()?;
    }
    Ok(())
}

impl Frames for Store {
    fn frame(&self, at: Location) -> Result<Arc<Vec<Entry>>, ViewError> {
        self.frames.frame(at)
    }
}

/// An error of a large write, whether of the journal or of who wrote.
struct Large<E>(E);

impl<E: From<StoreError>> From<JournalError> for Large<E> {
    fn from(error: JournalError) -> Self {
        Self(StoreError::from(error).into())
    }
}
