//! Pages of the views, decoded while they are changed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ViewError;
use super::apart::Apart;
use super::held_visits::{HeldVisit, decode_held, encode_held};
use super::record::{Packed, StoredRecord};
use super::tally::Cell;
use crate::log::{Channel, OpId, OpRef, decode, encode};
use crate::model::RecordId;
use crate::store::Place;
use crate::store::kv::{Batch, Kv};

/// The tables of the views; the number is the first byte of every key.
pub(super) mod table {
    /// Position, schema, counts, slots.
    pub const META: u8 = 0;
    /// Slot → feed.
    pub const FEEDS: u8 = 1;
    /// Feed slot, block → chain links.
    pub const CHAIN: u8 = 2;
    /// Kind, id → record; every kind but visits.
    pub const RECORDS: u8 = 3;
    /// Week (latest first), centre slot, part → visits.
    pub const VISITS: u8 = 4;
    /// Hash of the id → where its visit is.
    pub const LOCATE: u8 = 5;
    /// Centre slot → centre.
    pub const CENTRES: u8 = 6;
    /// Month, centre slot → tallies.
    pub const TALLY: u8 = 7;
    /// Name → what only this laptop knows.
    pub const LOCAL: u8 = 8;
    /// Device → its latest receipt.
    pub const RECEIPTS: u8 = 9;
    /// Number → an op of the team channel.
    pub const TEAM: u8 = 10;
    /// Id → kind of a record that diverges.
    pub const DIVERGING: u8 = 11;
    /// Device → its signing public key.
    pub const AUTHORS: u8 = 12;
    /// Kind, id → what merging asks of a record that carries a link or is led to by one.
    pub const MERGES: u8 = 13;
    /// Device → the latest receipt of a backup of its store.
    pub const BACKUPS: u8 = 14;
    /// Id → the ops about a record that are without their content.
    pub const ERASED: u8 = 15;
    /// Number → what was cleared at once.
    pub const CLEARED: u8 = 18;
    /// Kind, id → ops about a record that stand on other channels than it is shown from.
    pub const APART: u8 = 19;
}

/// Writes of one batch, at most.
const BATCH: usize = 1_000;
/// Pages kept in memory before those that are changed are written.
const MAX_DIRTY: usize = 8_000;
/// The same for visits, of which a page has few or many: some 400 bytes each.
const MAX_VISITS: usize = 100_000;

/// One link of a feed's chain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Link {
    pub seq: u64,
    pub hash: [u8; 32],
    pub parent: OpId,
    pub at: Place,
    /// The record of an op that is here without its content.
    pub hollow: Option<RecordId>,
}

/// Where a visit is: its week (see [`super::visits::week_of`]) and its centre's slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Spot {
    pub week: u32,
    pub centre: u16,
}

#[derive(Clone, Debug)]
pub(super) enum Page {
    Links(Vec<Link>),
    Record(StoredRecord),
    Visits(Vec<HeldVisit>),
    Spots(Vec<(RecordId, Spot)>),
    Cells(Vec<Cell>),
    Ops(Vec<OpRef<Place>>),
    Apart(Vec<Apart>),
    Bytes(Vec<u8>),
}

impl Page {
    fn encode(&self) -> Result<Vec<u8>, ViewError> {
        Ok(match self {
            Self::Links(links) => encode(links),
            Self::Record(record) => encode(&(record.id, record.kind, record.channel, Packed::pack(&record.state))),
            Self::Visits(visits) => encode_held(visits)?,
            Self::Spots(spots) => encode(spots),
            Self::Cells(cells) => encode(cells),
            Self::Ops(ops) => encode(ops),
            Self::Apart(ops) => encode(ops),
            Self::Bytes(bytes) => bytes.clone(),
        })
    }

    fn decode(table: u8, bytes: &[u8]) -> Result<Self, ViewError> {
        Ok(match table {
            table::CHAIN => Self::Links(decode(bytes)?),
            table::RECORDS => Self::Record(decode_record(bytes)?),
            table::VISITS => Self::Visits(decode_held(bytes)?),
            table::LOCATE => Self::Spots(decode(bytes)?),
            table::TALLY => Self::Cells(decode(bytes)?),
            table::ERASED => Self::Ops(decode(bytes)?),
            table::APART => Self::Apart(decode(bytes)?),
            _ => Self::Bytes(bytes.to_vec()),
        })
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Links(list) => list.is_empty(),
            Self::Visits(list) => list.is_empty(),
            Self::Spots(list) => list.is_empty(),
            Self::Cells(list) => list.is_empty(),
            Self::Ops(list) => list.is_empty(),
            Self::Apart(list) => list.is_empty(),
            Self::Bytes(bytes) => bytes.is_empty(),
            Self::Record(_) => false,
        }
    }
}

pub(super) fn decode_record(bytes: &[u8]) -> Result<StoredRecord, ViewError> {
    let (id, kind, channel, packed): (RecordId, u16, Channel, Packed) = decode(bytes)?;
    Ok(StoredRecord { id, kind, channel, state: packed.unpack()? })
}

/// Pages under change. `None`: no such page.
pub(super) struct Pages<'a> {
    kv: &'a dyn Kv,
    pages: BTreeMap<(u8, Vec<u8>), (Option<Page>, bool)>,
    marked: bool,
    /// Visits on the pages that were read, and those that were changed since: as many as there are, or more.
    visits: usize,
}

impl<'a> Pages<'a> {
    pub fn new(kv: &'a dyn Kv) -> Self {
        Self { kv, pages: BTreeMap::new(), marked: false, visits: 0 }
    }

    pub fn get(&mut self, table: u8, key: &[u8]) -> Result<Option<&Page>, ViewError> {
        let at = (table, key.to_vec());
        if !self.pages.contains_key(&at) {
            let page = self.kv.get(table, key)?.map(|bytes| Page::decode(table, &bytes)).transpose()?;
            self.visits += if let Some(Page::Visits(visits)) = &page { visits.len() } else { 0 };
            self.pages.insert(at.clone(), (page, false));
        }
        Ok(self.pages.get(&at).and_then(|(page, _)| page.as_ref()))
    }

    /// The page for change; it is written back, or removed if it is empty then.
    pub fn change(&mut self, table: u8, key: &[u8], new: impl FnOnce() -> Page) -> Result<&mut Page, ViewError> {
        self.get(table, key)?;
        self.visits += usize::from(table == table::VISITS);
        let (page, dirty) = self.pages.entry((table, key.to_vec())).or_insert((None, true));
        *dirty = true;
        Ok(page.get_or_insert_with(new))
    }

    pub fn put(&mut self, table: u8, key: &[u8], page: Page) {
        self.pages.insert((table, key.to_vec()), (Some(page), true));
    }

    pub fn remove(&mut self, table: u8, key: &[u8]) {
        self.pages.insert((table, key.to_vec()), (None, true));
    }

    /// Too much in memory: write what is changed now, after marking the views as unfinished.
    pub fn is_full(&self) -> bool {
        self.pages.len() >= MAX_DIRTY || self.visits >= MAX_VISITS
    }

    /// Writes all that is changed. More than one batch is marked first.
    pub fn write(&mut self) -> Result<(), ViewError> {
        self.visits = 0;
        let changed: Vec<_> = std::mem::take(&mut self.pages).into_iter().filter(|(_, (_, dirty))| *dirty).collect();
        if changed.len() > BATCH {
            self.mark()?;
        }
        for part in changed.chunks(BATCH) {
            let mut batch = Batch::default();
            for ((table, key), (page, _)) in part {
                match page.as_ref().filter(|page| !page.is_empty()) {
                    Some(page) => batch.put(*table, key, page.encode()?),
                    None => batch.delete(*table, key),
                }
            }
            self.kv.write(batch)?;
        }
        Ok(())
    }

    /// Writes what is changed in the middle of the work, so that it can be read from the store.
    pub fn write_marked(&mut self) -> Result<(), ViewError> {
        self.mark()?;
        self.write()
    }

    /// Says on disk that the views are between two states.
    pub fn mark(&mut self) -> Result<(), ViewError> {
        if !self.marked {
            let mut batch = Batch::default();
            batch.put(table::META, UNFINISHED, vec![1]);
            self.kv.write(batch)?;
            self.marked = true;
        }
        Ok(())
    }

    /// Writes the rest together with the new position: the views are whole again.
    pub fn finish(mut self, position: Vec<u8>) -> Result<(), ViewError> {
        if self.pages.values().filter(|(_, dirty)| *dirty).count() + 2 > BATCH {
            self.write()?;
        }
        self.put(table::META, POSITION, Page::Bytes(position));
        if self.marked {
            self.remove(table::META, UNFINISHED);
        }
        self.write()
    }
}

pub(super) const POSITION: &[u8] = b"position";
pub(super) const UNFINISHED: &[u8] = b"unfinished";
pub(super) const SCHEMA_KEY: &[u8] = b"schema";
pub(super) const COUNTS: &[u8] = b"counts";
pub(super) const SUPERSEDED: &[u8] = b"superseded";
pub(super) const TEAM_ID: &[u8] = b"team";

#[cfg(test)]
mod tests {
    use super::super::held_visits::PackedVisit;
    use super::*;
    use crate::log::DeviceId;
    use crate::store::kv::MemoryKv;

    #[test]
    fn full_pages_of_visits_fill_the_memory_before_their_number_does() {
        const ON_A_PAGE: u8 = 80;
        let visit = |n| {
            let owner = DeviceId([1; 16]);
            let (id, kind) = (RecordId::from_bytes([n; 16]), crate::model::Kind::Visit.number());
            let record = StoredRecord { id, kind, channel: Channel::Visits(owner), state: Default::default() };
            HeldVisit::of(&PackedVisit { owner, record })
        };
        let page = Page::Visits((0..ON_A_PAGE).map(visit).collect()).encode().unwrap();
        let kv = MemoryKv::new();
        let mut pages = Pages::new(&kv);
        let mut read = 0;
        while !pages.is_full() {
            let key = u32::to_be_bytes(read);
            let mut batch = Batch::default();
            batch.put(table::VISITS, &key, page.clone());
            kv.write(batch).unwrap();
            assert!(matches!(pages.get(table::VISITS, &key).unwrap(), Some(Page::Visits(_))));
            read += 1;
        }
        assert_eq!(usize::try_from(read).unwrap(), MAX_VISITS.div_ceil(usize::from(ON_A_PAGE)));
        pages.write().unwrap();
        assert!(!pages.is_full());
    }
}
