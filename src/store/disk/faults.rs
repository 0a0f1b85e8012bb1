//! A watcher for tests: fails chosen operations.

use std::io;
use std::sync::{Arc, Mutex};

use super::{Disk, DiskOp, Fault, Watcher};

type Rule = Box<dyn FnMut(&DiskOp<'_>) -> Option<Fault> + Send>;

/// Fails what its rule says.
#[derive(Default)]
pub(crate) struct Faults {
    rule: Mutex<Option<Rule>>,
}

impl Faults {
    pub fn new() -> (Arc<Self>, Disk) {
        let faults = Arc::new(Self::default());
        // syncs are seen, and may fail, but no test cuts the power: nothing waits for them
        (faults.clone(), Disk { unsynced: true, ..Disk::watched(faults) })
    }

    /// From now on, operations for which `rule` gives a fault fail.
    pub fn when(&self, rule: impl FnMut(&DiskOp<'_>) -> Option<Fault> + Send + 'static) {
        *self.rule.lock().unwrap() = Some(Box::new(rule));
    }

    /// The next write fails after `written` bytes, once: the disk is full.
    pub fn fail_next_write(&self, written: usize) {
        let mut armed = true;
        self.when(move |op| (matches!(op, DiskOp::Write { .. }) && std::mem::take(&mut armed)).then(|| full(written)));
    }

    /// The next sync of a file fails, once.
    pub fn fail_next_sync(&self) {
        let mut armed = true;
        self.when(move |op| (matches!(op, DiskOp::Sync(_)) && std::mem::take(&mut armed)).then(broken));
    }

    pub fn clear(&self) {
        *self.rule.lock().unwrap() = None;
    }
}

impl Watcher for Faults {
    fn before(&self, op: DiskOp<'_>) -> Result<(), Fault> {
        self.rule.lock().unwrap().as_mut().and_then(|rule| rule(&op)).map_or(Ok(()), Err)
    }
}

pub(crate) fn full(written: usize) -> Fault {
    Fault { error: io::ErrorKind::StorageFull.into(), written }
}

pub(crate) fn broken() -> Fault {
    Fault { error: io::Error::other("input/output error"), written: 0 }
}

/// Flips every bit of one byte of a file.
pub(crate) fn flip(path: &std::path::Path, offset: usize) {
    let mut bytes = std::fs::read(path).unwrap();
    bytes[offset] ^= 0xff;
    std::fs::write(path, bytes).unwrap();
}
