//! Views in sled, values sealed, every call fenced.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError, RwLock};
use std::thread;
use std::time::Duration;

use super::super::{Disk, Random, fence::fenced, seal::Seal};
use super::{Batch, Entries, Kv, KvError, Order, bounds, prefixed};

const CACHE_BYTES: u64 = 32 << 20;
/// Fixed when the database is created.
const SEGMENT_BYTES: usize = 2 << 20;
/// A database that was just closed keeps its lock for a moment, until its threads have ended.
const LOCK_TRIES: usize = 200;
const LOCK_PAUSE: Duration = Duration::from_millis(5);
/// How long a database that gave up may take to let go of its files.
const LET_GO: Duration = Duration::from_secs(2);
const KEY_CONTEXT: &str = "maillage 2026-11 views: sled values";

/// Tables in a sled database. Keys are in clear (opaque ids and dates only), values are sealed with their key.
#[derive(Debug)]
pub struct SledKv {
    disk: Disk,
    folder: PathBuf,
    seal: Seal,
    store_id: [u8; 16],
    random: Mutex<Random>,
    /// None once it gave up.
    db: RwLock<Option<sled::Db>>,
}

impl SledKv {
    /// Opens the database in `folder`, or makes one there. Values are sealed under a key derived from `data_key`.
    pub fn open(
        disk: Disk,
        folder: &Path,
        data_key: &[u8; 32],
        store_id: [u8; 16],
        random: Random,
    ) -> Result<Self, KvError> {
        disk.create_folder(folder)?;
        let db = RwLock::new(Some(open(folder)?));
        let seal = Seal::derived(KEY_CONTEXT, data_key);
        Ok(Self { disk, folder: folder.to_owned(), seal, store_id, random: Mutex::new(random), db })
    }

    /// Runs `act` on the database, fenced. One that panics is closed for good: what it holds in memory is doubtful.
    pub(super) fn with<T>(&self, act: impl FnOnce(&sled::Db) -> Result<T, KvError>) -> Result<T, KvError> {
        let outcome = {
            let db = self.db.read().unwrap_or_else(PoisonError::into_inner);
            let db = db.as_ref().ok_or(KvError::Closed)?;
            fenced(|| act(db))
        };
        outcome.unwrap_or_else(|message| {
            close(self.db.write().unwrap_or_else(PoisonError::into_inner).take());
            Err(KvError::Panicked(message))
        })
    }

    fn aad(&self, key: &[u8]) -> Vec<u8> {
        [&self.store_id[..], key].concat()
    }

    fn sealed(&self, batch: Batch) -> Result<sled::Batch, KvError> {
        let mut random = self.random.lock().unwrap_or_else(PoisonError::into_inner);
        let mut sealed = sled::Batch::default();
        for (key, value) in batch.changes {
            match value {
                Some(value) => {
                    let value = self.seal.seal(&self.aad(&key), &value, &mut random)?;
                    sealed.insert(key, value);
                }
                None => sealed.remove(key),
            }
        }
        Ok(sealed)
    }

    fn opened(&self, key: &[u8], sealed: &[u8]) -> Result<Vec<u8>, KvError> {
        self.seal.open(&self.aad(key), sealed).ok_or(KvError::Altered)
    }

    /// sled's flush stops short of the disk (it is a `sync_file_range`) and never syncs its blobs.
    fn flush_to_disk(&self, db: &sled::Db) -> Result<(), KvError> {
        db.flush()?;
        let blobs = self.folder.join("blobs");
        for blob in self.disk.list(&blobs).unwrap_or_default() {
            self.disk.sync_file(&blobs.join(blob))?;
        }
        self.disk.sync_file(&self.folder.join("conf"))?;
        Ok(self.disk.sync_file(&self.folder.join("db"))?)
    }
}

impl Kv for SledKv {
    fn get(&self, table: u8, key: &[u8]) -> Result<Option<Vec<u8>>, KvError> {
        let key = prefixed(table, key);
        self.with(|db| db.get(&key)?.map(|sealed| self.opened(&key, &sealed)).transpose())
    }

    fn scan(&self, table: u8, from: &[u8], to: &[u8], order: Order, limit: usize) -> Result<Entries, KvError> {
        let Some(bounds) = bounds(table, from, to) else { return Ok(Vec::new()) };
        let open = |entry: sled::Result<(sled::IVec, sled::IVec)>| {
            let (key, sealed) = entry?;
            let value = self.opened(&key, &sealed)?;
            Ok((key.get(1..).unwrap_or_default().to_vec(), value))
        };
        self.with(|db| {
            let range = db.range(bounds);
            match order {
                Order::Ascending => range.take(limit).map(open).collect(),
                Order::Descending => range.rev().take(limit).map(open).collect(),
            }
        })
    }

    fn write(&self, batch: Batch) -> Result<(), KvError> {
        batch.refuse_too_long()?;
        let sealed = self.sealed(batch)?;
        self.with(|db| Ok(db.apply_batch(sealed)?))
    }

    fn flush(&self) -> Result<(), KvError> {
        self.with(|db| self.flush_to_disk(db))
    }

    /// Only open writes a snapshot: so close and open again.
    fn settle(&self) -> Result<(), KvError> {
        self.flush()?;
        let mut slot = self.db.write().unwrap_or_else(PoisonError::into_inner);
        close(slot.take());
        *slot = Some(open(&self.folder)?);
        Ok(())
    }

    fn disk_bytes(&self) -> u64 {
        self.disk.bytes_of(&self.folder)
    }
}

impl Drop for SledKv {
    fn drop(&mut self) {
        close(self.db.get_mut().unwrap_or_else(PoisonError::into_inner).take());
    }
}

fn open(folder: &Path) -> Result<sled::Db, KvError> {
    let config =
        sled::Config::new().path(folder).cache_capacity(CACHE_BYTES).segment_size(SEGMENT_BYTES).flush_every_ms(None);
    for _ in 1..LOCK_TRIES {
        match fenced(|| config.open()).map_err(KvError::Panicked)? {
            Err(sled::Error::Io(error)) if error.to_string().contains("acquire lock") => thread::sleep(LOCK_PAUSE),
            other => return Ok(other?),
        }
    }
    Ok(fenced(|| config.open()).map_err(KvError::Panicked)??)
}

/// Closing writes what is left, and on a damaged database may panic or wait for a thread that died: so it is done on
/// another thread, and after a while not waited for.
fn close(db: Option<sled::Db>) {
    let Some(db) = db else { return };
    let (done, wait) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let _ = fenced(|| drop(db));
        let _ = done.send(());
    });
    let _ = wait.recv_timeout(LET_GO);
}
