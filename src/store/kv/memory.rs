//! Views in memory, for tests and for what need not last.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Batch, Entries, Kv, KvError, Order, bounds, prefixed};

/// Tables in memory.
#[derive(Debug, Default)]
pub struct MemoryKv {
    tree: Mutex<BTreeMap<Vec<u8>, Vec<u8>>>,
}

impl MemoryKv {
    pub fn new() -> Self {
        Self::default()
    }

    fn tree(&self) -> MutexGuard<'_, BTreeMap<Vec<u8>, Vec<u8>>> {
        // no code of ours panics between two changes of a batch
        self.tree.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kv for MemoryKv {
    fn get(&self, table: u8, key: &[u8]) -> Result<Option<Vec<u8>>, KvError> {
        Ok(self.tree().get(&prefixed(table, key)).cloned())
    }

    fn scan(&self, table: u8, from: &[u8], to: &[u8], order: Order, limit: usize) -> Result<Entries, KvError> {
        let Some(bounds) = bounds(table, from, to) else { return Ok(Vec::new()) };
        let tree = self.tree();
        let range = tree.range(bounds).map(|(key, value)| (key.get(1..).unwrap_or_default().to_vec(), value.clone()));
        Ok(match order {
            Order::Ascending => range.take(limit).collect(),
            Order::Descending => range.rev().take(limit).collect(),
        })
    }

    fn write(&self, batch: Batch) -> Result<(), KvError> {
        batch.refuse_too_long()?;
        let mut tree = self.tree();
        for (key, value) in batch.changes {
            match value {
                Some(value) => tree.insert(key, value),
                None => tree.remove(&key),
            };
        }
        Ok(())
    }

    fn flush(&self) -> Result<(), KvError> {
        Ok(())
    }

    /// The bytes of keys and values: nothing is on the disk.
    fn disk_bytes(&self) -> u64 {
        self.tree().iter().map(|(key, value)| (key.len() + value.len()) as u64).sum()
    }
}
