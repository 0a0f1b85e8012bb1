//! Tables over others: what is written stays in memory, and what is below never changes.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Batch, Entries, Kv, KvError, Order, bounds, prefixed};

/// Another database as it would be after some writes. To look at what an import would do.
pub struct OverlayKv {
    below: Arc<dyn Kv>,
    /// None: deleted.
    over: Mutex<BTreeMap<Vec<u8>, Option<Vec<u8>>>>,
}

impl OverlayKv {
    pub fn new(below: Arc<dyn Kv>) -> Self {
        Self { below, over: Mutex::default() }
    }

    fn over(&self) -> MutexGuard<'_, BTreeMap<Vec<u8>, Option<Vec<u8>>>> {
        // no code of ours panics between two changes of a batch
        self.over.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kv for OverlayKv {
    fn get(&self, table: u8, key: &[u8]) -> Result<Option<Vec<u8>>, KvError> {
        match self.over().get(&prefixed(table, key)) {
            Some(written) => Ok(written.clone()),
            None => self.below.get(table, key),
        }
    }

    fn scan(&self, table: u8, from: &[u8], to: &[u8], order: Order, limit: usize) -> Result<Entries, KvError> {
        let Some(bounds) = bounds(table, from, to) else { return Ok(Vec::new()) };
        let over = self.over();
        let changed = over.range(bounds);
        let changed: Vec<_> = changed.map(|(key, value)| (key.get(1..).unwrap_or_default().to_vec(), value)).collect();
        // Each change hides one entry below at most.
        let below = self.below.scan(table, from, to, order, limit.saturating_add(changed.len()))?;
        let mut merged: BTreeMap<Vec<u8>, Vec<u8>> = below.into_iter().collect();
        for (key, value) in changed {
            match value {
                Some(value) => merged.insert(key, value.clone()),
                None => merged.remove(&key),
            };
        }
        Ok(match order {
            Order::Ascending => merged.into_iter().take(limit).collect(),
            Order::Descending => merged.into_iter().rev().take(limit).collect(),
        })
    }

    fn write(&self, batch: Batch) -> Result<(), KvError> {
        batch.refuse_too_long()?;
        let mut over = self.over();
        over.extend(batch.changes);
        Ok(())
    }

    fn flush(&self) -> Result<(), KvError> {
        Ok(())
    }

    /// Nothing of its own is on the disk.
    fn disk_bytes(&self) -> u64 {
        self.below.disk_bytes()
    }
}
