//! The store, open: keys from the vault, truth from the journal, answers from the views.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ed25519_dalek::SigningKey;
use thiserror::Error;
use zeroize::Zeroizing;

use super::compaction::{Compacted, Compacting, Fate, Latest};
use super::journal::{self, Journal, JournalError, Location, Reach};
use super::kv::MemoryKv;
use super::recovery::ViewFolders;
use super::shelf::{FrameReader, Shelf, ViewsIn, apply_all, read_frame};
use super::vault::{self, Contents, KdfCost, NextKeys, Passphrase, Vault, VaultError};
use super::views::{Changes, Frames, ViewError, Views};
use super::{Disk, DiskError, Entry, LockError, Random, StoreLock};
use crate::log::{DeviceId, Incarnation, encode, signing_key};

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
    /// Told how far a rebuild of the views is: frames done, and bytes of the journal if known.
    pub progress: Box<dyn Fn(u64) + Send>,
}

impl Opening {
    pub fn new(passphrase: Option<Passphrase>) -> Self {
        Self {
            passphrase,
            disk: Disk::real(),
            random: Random::Os,
            views_in: ViewsIn::Folder,
            progress: Box::new(|_| {}),
        }
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
    vault: Vault,
    journal: Journal,
    views: Views,
    frames: FrameReader,
    shelf: Shelf,
    random: Random,
    device: DeviceId,
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
        let Opening { passphrase, disk, random, views_in, .. } = opening;
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
        Self::over(folder, lock, vault, journal, shelf, &mut notices, &|_| {})
    }

    /// Opens the store in `folder`, mending what can be mended.
    ///
    /// # Errors
    /// [`StoreError`]: none there, in use, wrong passphrase, or damage that the journal cannot set aside.
    pub fn open(folder: &Path, opening: Opening) -> Result<(Self, Vec<Notice>), StoreError> {
        if !folder.join(vault::FILE_NAME).exists() {
            return Err(VaultError::Missing.into());
        }
        let lock = StoreLock::acquire(folder)?;
        let Opening { passphrase, disk, random, views_in, progress } = opening;
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
        let store = Self::over(folder, lock, vault, journal, shelf, &mut notices, &*progress)?;
        Ok((store, notices))
    }

    fn over(
        folder: &Path,
        lock: StoreLock,
        mut vault: Vault,
        mut journal: Journal,
        shelf: Shelf,
        notices: &mut Vec<Notice>,
        progress: &dyn Fn(u64),
    ) -> Result<Self, StoreError> {
        let random = shelf.random.clone();
        let frames = FrameReader::new(journal.reader());
        let views = shelf.open(vault.contents(), &journal, &frames, notices, progress)?;
        step_over(&mut journal, &mut vault, notices)?;
        let device = DeviceId::of_key(&signing_key(&vault.contents().signing_seed).verifying_key().to_bytes());
        Ok(Self { folder: folder.to_owned(), vault, journal, views, frames, shelf, random, device, _lock: lock })
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
        let end = self.journal.end();
        match self.views.apply(frames, || end, &self.frames) {
            Ok(changes) => Ok(changes),
            Err(_) => {
                self.take_views_anew(&|_| {})?;
                Ok(Changes { everything: true, ..Changes::default() })
            }
        }
    }

    /// The views made anew from the journal: in memory for this session where the disk gives no room for them. The next
    /// open then makes them again.
    fn take_views_anew(&mut self, progress: &dyn Fn(u64)) -> Result<(), StoreError> {
        self.views = match self.rebuilt(progress) {
            Ok(views) => views,
            Err(_) => self.replay(progress)?,
        };
        Ok(())
    }

    /// What is damaged is stepped over.
    fn rebuilt(&mut self, progress: &dyn Fn(u64)) -> Result<Views, StoreError> {
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

    pub fn incarnation(&self) -> Incarnation {
        self.vault.contents().incarnation
    }

    /// # Errors
    /// [`StoreError::Vault`].
    pub fn take_new_incarnation(&mut self) -> Result<(), StoreError> {
        self.vault.take_new_incarnation()?;
        Ok(())
    }

    /// The device's Ed25519 key.
    pub fn signing_key(&self) -> SigningKey {
        signing_key(&self.vault.contents().signing_seed)
    }

    pub fn public_key(&self) -> [u8; 32] {
        self.signing_key().verifying_key().to_bytes()
    }

    /// The device's age identity, as text.
    pub fn age_identity(&self) -> &str {
        &self.vault.contents().age_identity
    }

    /// Those before a change of keys.
    pub fn former_identities(&self) -> &[String] {
        &self.vault.contents().former_identities
    }

    /// Keeps keys that are to replace those in use, so that a power cut loses neither. Answers the signing key.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn prepare_keys(&mut self, age_identity: Zeroizing<String>) -> Result<SigningKey, StoreError> {
        let next = NextKeys { signing_seed: self.random.bytes()?, age_identity: age_identity.to_string() };
        let key = signing_key(&next.signing_seed);
        self.vault.update(|contents| contents.next = Some(next))?;
        Ok(key)
    }

    /// The device that this laptop will be with the keys prepared.
    pub fn next_device(&self) -> Option<DeviceId> {
        let next = self.vault.contents().next.as_ref()?;
        Some(DeviceId::of_key(&signing_key(&next.signing_seed).verifying_key().to_bytes()))
    }

    /// From here on this laptop is the device of the keys prepared; the signing key of before is gone.
    ///
    /// # Errors
    /// [`StoreError::Vault`]: then it is what it was.
    pub fn take_next_keys(&mut self) -> Result<(), StoreError> {
        let Some(device) = self.next_device() else { return Ok(()) };
        self.vault.update(|contents| {
            if let Some(next) = contents.next.take() {
                let former = std::mem::replace(&mut contents.age_identity, next.age_identity.clone());
                contents.former_identities.push(former);
                contents.signing_seed = next.signing_seed;
            }
        })?;
        self.device = device;
        Ok(())
    }

    /// # Errors
    /// [`StoreError::Vault`].
    pub fn drop_next_keys(&mut self) -> Result<(), StoreError> {
        Ok(self.vault.update(|contents| contents.next = None)?)
    }

    pub fn has_passphrase(&self) -> bool {
        self.vault.has_passphrase()
    }

    pub fn accepts(&self, passphrase: &Passphrase) -> bool {
        self.vault.accepts(passphrase)
    }

    /// # Errors
    /// [`StoreError::Vault`]: then the former one stays.
    pub fn change_passphrase(&mut self, passphrase: &Passphrase, cost: KdfCost) -> Result<(), StoreError> {
        Ok(self.vault.change_passphrase(passphrase, cost)?)
    }

    /// The vault's file as it stands, for a backup.
    ///
    /// # Errors
    /// [`StoreError::Vault`].
    pub fn vault_bytes(&self) -> Result<Vec<u8>, StoreError> {
        Ok(self.vault.file_bytes()?)
    }

    /// A small setting that is needed before the journal opens.
    pub fn setting(&self, name: &str) -> Option<&[u8]> {
        self.vault.contents().settings.get(name).map(Vec::as_slice)
    }

    /// # Errors
    /// [`StoreError::Vault`].
    pub fn set_setting(&mut self, name: &str, value: Vec<u8>) -> Result<(), StoreError> {
        Ok(self.vault.update(|contents| {
            contents.settings.insert(name.to_owned(), value);
        })?)
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

    /// Flushes the views in the way that makes the next open fast.
    ///
    /// # Errors
    /// [`StoreError::Views`]; the journal is safe all the same.
    pub fn settle(&self) -> Result<(), StoreError> {
        Ok(self.views.kv().settle().map_err(ViewError::from)?)
    }

    /// Views made from the journal alone, in memory: what the views on the disk are held against.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn replay(&self, progress: &dyn Fn(u64)) -> Result<Views, StoreError> {
        let mut views = Views::open(Arc::new(MemoryKv::new()))?;
        apply_all(&mut views, &self.journal, &self.frames, progress)?;
        Ok(views)
    }

    /// Writes the journal anew without what no longer counts: superseded drafts, settings and receipts, and what
    /// `rewrite` says. The views are made anew, since everything has moved. `progress` is told bytes of the journal, done
    /// and in all, then frames as a rebuild does.
    ///
    /// # Errors
    /// [`StoreError`]: each file is then the former one or the new one; what counted still counts.
    pub fn compact(
        &mut self,
        reach: Reach,
        rewrite: &dyn Fn(&Entry) -> Fate,
        progress: &dyn Fn(Compacting),
    ) -> Result<Compacted, StoreError> {
        let mut compacted = Compacted { before: self.journal.reader().bytes(), ..Compacted::default() };
        let done = self.compact_files(reach, rewrite, progress, &mut compacted);
        if compacted.files > 0 {
            self.frames = FrameReader::new(self.journal.reader());
            self.take_views_anew(&|frames| progress(Compacting::Views { frames }))?;
        }
        compacted.after = self.journal.reader().bytes();
        done.map(|()| compacted)
    }

    fn compact_files(
        &mut self,
        reach: Reach,
        rewrite: &dyn Fn(&Entry) -> Fate,
        progress: &dyn Fn(Compacting),
        compacted: &mut Compacted,
    ) -> Result<(), StoreError> {
        let files = self.journal.compactable(reach)?;
        let latest = Latest::of(&self.journal, self.views.cleared().records())?;
        let fate = |at, bytes: &[u8]| latest.fate(at, bytes, rewrite);
        for (done, number) in (0..).zip(&files) {
            progress(Compacting::Journal { done, files: files.len() as u64 });
            let Some(rewritten) = self.journal.rewrite(*number, reach, &fate)? else { continue };
            compacted.files += 1;
            if compacted.files == 1 {
                // places change: from here on the views on the disk must not be believed, whatever happens
                self.views = Views::open(Arc::new(MemoryKv::new()))?;
                self.shelf.folders.set_aside()?;
            }
            if rewritten.met_damage {
                self.vault.take_new_incarnation()?;
            }
            self.journal.swap_in(rewritten)?;
        }
        Ok(())
    }

    /// Drops the views and makes them anew from the journal. What of it is damaged is stepped over, in a new
    /// incarnation.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn rebuild(&mut self) -> Result<(), StoreError> {
        self.views = self.rebuilt(&|_| {})?;
        Ok(())
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
