//! The one narrow trait that the views stand behind: a few tables of ordered keys.

mod memory;
mod overlay;
mod sled_kv;
#[cfg(test)]
mod suite;

use std::ops::Bound;

use super::DiskError;
pub use memory::MemoryKv;
pub use overlay::OverlayKv;
pub use sled_kv::SledKv;

/// Why the views could not be read or written. Whatever it is, the journal has it all: they are rebuilt.
#[derive(Debug, thiserror::Error)]
pub enum KvError {
    /// The database gave up in a way that was fenced; it is closed.
    #[error("the database gave up: {0}")]
    Panicked(String),
    #[error("the database says: {0}")]
    Database(#[from] sled::Error),
    /// A value is not the one that was written under its key.
    #[error("a value was altered")]
    Altered,
    /// A key or value longer than [`MAX_KEY_BYTES`] or [`MAX_VALUE_BYTES`].
    #[error("a key or value of {0} bytes is too long")]
    TooLong(usize),
    /// It was closed by an earlier error.
    #[error("the database is closed")]
    Closed,
    #[error(transparent)]
    Disk(#[from] DiskError),
    #[error("no random bytes: {0}")]
    Random(#[from] std::io::Error),
}

/// The longest key, in bytes.
pub const MAX_KEY_BYTES: usize = 1 << 10;
/// The longest value, in bytes. Stay under 24 KB: sixteen go to a page, and a page of more than 512 KB spills into a
/// file of its own.
pub const MAX_VALUE_BYTES: usize = 1 << 20;

/// Keys and values, as they are scanned.
pub type Entries = Vec<(Vec<u8>, Vec<u8>)>;

/// Which way a scan goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Ascending,
    Descending,
}

/// Puts and deletes that happen together or not at all, in all tables. The last word on a key counts.
/// Keep to some 1,000 entries: 10,000 take more than 1 GB of memory in sled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    changes: Vec<(Vec<u8>, Option<Vec<u8>>)>,
}

impl Batch {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn put(&mut self, table: u8, key: &[u8], value: Vec<u8>) {
        self.changes.push((prefixed(table, key), Some(value)));
    }

    pub fn delete(&mut self, table: u8, key: &[u8]) {
        self.changes.push((prefixed(table, key), None));
    }

    /// Puts and deletes so far.
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    fn refuse_too_long(&self) -> Result<(), KvError> {
        let lengths = self.changes.iter().map(|(key, value)| (key.len() - 1, value.as_ref().map_or(0, Vec::len)));
        match lengths.filter(|(key, value)| *key > MAX_KEY_BYTES || *value > MAX_VALUE_BYTES).max() {
            Some((key, value)) => Err(KvError::TooLong(key.max(value))),
            None => Ok(()),
        }
    }
}

/// Tables (0 to 255) of keys in byte order.
pub trait Kv: Send + Sync {
    fn get(&self, table: u8, key: &[u8]) -> Result<Option<Vec<u8>>, KvError>;

    /// The entries whose keys are in `[from, to)`, in `order`, at most `limit`. An empty `to` is the table's end.
    fn scan(&self, table: u8, from: &[u8], to: &[u8], order: Order, limit: usize) -> Result<Entries, KvError>;

    /// All of the batch or nothing of it, also after a power cut; it survives one only after [`Kv::flush`].
    fn write(&self, batch: Batch) -> Result<(), KvError>;

    /// Returns when all that was written survives a power cut.
    fn flush(&self) -> Result<(), KvError>;

    /// A flush that also makes the next open fast and damage readable. Takes a while: off-screen only.
    fn settle(&self) -> Result<(), KvError> {
        self.flush()
    }

    /// Bytes on the disk.
    fn disk_bytes(&self) -> u64;
}

/// All tables are one ordered tree, so that a batch is atomic across them.
fn prefixed(table: u8, key: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(1 + key.len());
    bytes.push(table);
    bytes.extend(key);
    bytes
}

type Bounds = (Bound<Vec<u8>>, Bound<Vec<u8>>);

/// The bounds of a scan in the one tree, or nothing if it is empty.
fn bounds(table: u8, from: &[u8], to: &[u8]) -> Option<Bounds> {
    let end = match (to.is_empty(), table.checked_add(1)) {
        (false, _) => Bound::Excluded(prefixed(table, to)),
        (true, Some(next)) => Bound::Excluded(vec![next]),
        (true, None) => Bound::Unbounded,
    };
    (to.is_empty() || from < to).then(|| (Bound::Included(prefixed(table, from)), end))
}
