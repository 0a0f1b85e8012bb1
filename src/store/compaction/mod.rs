//! What of the journal no longer counts: superseded drafts and receipts, and what the caller says.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashSet};

use super::journal::{self, Journal, JournalError, Location};
use super::{Entry, StoreError};
use crate::log::{Body, Channel, DeviceId, Op, Receipt, decode, encode, keep_latest};
use crate::model::RecordId;

/// What becomes of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    Keep,
    Replace(Entry),
    Drop,
}

/// How far a compaction is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compacting {
    /// Files of the journal.
    Journal { done: u64, files: u64 },
    /// The views are being made anew: bytes of the journal.
    Views { done: u64, total: u64 },
}

/// What a compaction did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compacted {
    /// Files written anew.
    pub files: u64,
    /// Bytes of the journal.
    pub before: u64,
    pub after: u64,
}

/// An entry's place: its frame, and its number there.
type At = (Location, usize);

/// A receipt, and where it is.
struct Placed {
    receipt: Receipt,
    at: At,
}

impl AsRef<Receipt> for Placed {
    fn as_ref(&self) -> &Receipt {
        &self.receipt
    }
}

/// Of what is replaced by whatever comes later, which stays; and of which records nothing but headers stays.
pub(super) struct Latest {
    cleared: HashSet<RecordId>,
    locals: BTreeMap<String, At>,
    receipts: BTreeMap<DeviceId, Placed>,
    backups: BTreeMap<DeviceId, Placed>,
}

impl Latest {
    pub fn of(journal: &Journal, cleared: &HashSet<RecordId>) -> Result<Self, StoreError> {
        let cleared = cleared.clone();
        let mut latest = Self { cleared, locals: BTreeMap::new(), receipts: BTreeMap::new(), backups: BTreeMap::new() };
        for frame in journal.iter_from(None) {
            match frame {
                Ok((location, bytes)) => latest.note(location, &bytes),
                Err(JournalError::Damaged(_)) => {}
                Err(other) => return Err(other.into()),
            }
        }
        Ok(latest)
    }

    fn note(&mut self, location: Location, bytes: &[u8]) {
        for (number, entry) in entries(bytes).unwrap_or_default().into_iter().enumerate() {
            let at = (location, number);
            match entry {
                Entry::Local { key, .. } => {
                    self.locals.insert(key, at);
                }
                Entry::Receipt(receipt) => {
                    keep_latest(&mut self.receipts, Placed { receipt, at });
                }
                Entry::Backup(backup) => {
                    keep_latest(&mut self.backups, Placed { receipt: backup.0, at });
                }
                _ => {}
            }
        }
    }

    fn is_superseded(&self, entry: &Entry, at: At) -> bool {
        let later = |latest: &BTreeMap<DeviceId, Placed>, receipt: &Receipt| {
            latest.get(&receipt.device).is_some_and(|latest| latest.at != at)
        };
        match entry {
            Entry::Local { key, .. } => self.locals.get(key).is_some_and(|latest| *latest != at),
            Entry::Receipt(receipt) => later(&self.receipts, receipt),
            Entry::Backup(backup) => later(&self.backups, &backup.0),
            _ => false,
        }
    }

    /// What the caller says; of what is cleared, less.
    fn decide(&self, entry: &Entry, rewrite: &dyn Fn(&Entry) -> Fate) -> Fate {
        let fate = rewrite(entry);
        let left = match &fate {
            Fate::Keep => entry,
            Fate::Replace(other) => other,
            Fate::Drop => return fate,
        };
        hollowed(left, &|_, record| self.cleared.contains(record)).map_or(fate, Fate::Replace)
    }

    /// What becomes of a frame. One that this version cannot read stays as it is.
    pub fn fate(
        &self,
        location: Location,
        bytes: &[u8],
        rewrite: &dyn Fn(&Entry) -> Fate,
    ) -> Result<journal::Fate, StoreError> {
        let Some(entries) = entries(bytes) else { return Ok(journal::Fate::Keep) };
        let mut kept = Vec::with_capacity(entries.len());
        let mut changed = false;
        for (number, entry) in entries.into_iter().enumerate() {
            let fate =
                if self.is_superseded(&entry, (location, number)) { Fate::Drop } else { self.decide(&entry, rewrite) };
            changed |= fate != Fate::Keep;
            match fate {
                Fate::Keep => kept.push(entry),
                Fate::Replace(other) => kept.push(other),
                Fate::Drop => {}
            }
        }
        let empty = kept.iter().all(|entry| matches!(entry, Entry::Action { .. } | Entry::Undoes(_)));
        Ok(match (changed, empty) {
            (false, _) => journal::Fate::Keep,
            (true, true) => journal::Fate::Drop,
            (true, false) => journal::Fate::Replace(encode(&kept)),
        })
    }
}

/// The same entry without the payloads of the ops on some records; nothing if it has none.
pub fn hollowed(entry: &Entry, which: &dyn Fn(&Channel, &RecordId) -> bool) -> Option<Entry> {
    let Entry::Ops(segment) = entry else { return None };
    let channel = segment.feed.channel;
    let full = |op: &Op| matches!(op.body, Body::Payload(_)) && which(&channel, &op.record);
    segment.ops.iter().any(full).then(|| {
        let mut left = segment.clone();
        left.erase(|record| which(&channel, record));
        Entry::Ops(left)
    })
}

fn entries(bytes: &[u8]) -> Option<Vec<Entry>> {
    decode(bytes).ok()
}
