//! Questions that the views answer.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::apply::{edits_of, read_op, read_record_key, record_key};
use super::pages::{COUNTS, POSITION, SCHEMA_KEY, SUPERSEDED, TEAM_ID, UNFINISHED, decode_record, table};
use super::record::StoredRecord;
use super::tally::{Cell, Month, Tally};
use super::visits::WeekCache;
use super::{Cleared, Feed, Frames, SCHEMA, ViewError, Views};
use crate::log::{
    BackupReceipt, DeviceId, Facts, FeedId, FieldEdit, Merges, Op, OpId, OpRef, Receipt, Roster, Segment, TeamId,
    TeamOp, Tip, decode, encode,
};
use crate::model::{Kind, RecordId};
use crate::store::Place;
use crate::store::journal::{Bookmark, Position};
use crate::store::kv::{Batch, Entries, Kv, Order, OverlayKv};

/// Past every key of a table.
const END: [u8; 33] = [0xff; 33];

/// One op of a record's history, opened.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryOp {
    pub id: OpId,
    pub record: RecordId,
    pub author: DeviceId,
    /// UTC milliseconds by the author's clock.
    pub time: i64,
    /// `None` once erased.
    pub edits: Option<Vec<FieldEdit>>,
}

impl Views {
    /// Opens views that are whole: of this schema, not left in the middle of a write.
    ///
    /// # Errors
    /// [`ViewError`]: the views must be moved aside and rebuilt.
    pub fn open(kv: Arc<dyn Kv>) -> Result<Self, ViewError> {
        let mut views = Self {
            kv,
            team: None,
            feeds: Vec::new(),
            feed_slots: BTreeMap::new(),
            centre_slots: Vec::new(),
            team_ops: Vec::new(),
            roster: None,
            receipts: BTreeMap::new(),
            backups: BTreeMap::new(),
            authors: BTreeMap::new(),
            cleared: Cleared::default(),
            tally: Tally::default(),
            applied: None,
            merges: Merges::default(),
            counts: BTreeMap::new(),
            superseded: 0,
            week_cache: RefCell::new(WeekCache::default()),
        };
        match views.kv.get(table::META, SCHEMA_KEY)? {
            None => {
                let mut batch = Batch::default();
                batch.put(table::META, SCHEMA_KEY, encode(&SCHEMA));
                views.kv.write(batch)?;
            }
            Some(bytes) if decode::<u32>(&bytes)? == SCHEMA => {}
            Some(_) => return Err(ViewError::Disagree("they are of another version")),
        }
        if views.kv.get(table::META, UNFINISHED)?.is_some() {
            return Err(ViewError::Disagree("a write was cut short"));
        }
        views.load()?;
        Ok(views)
    }

    /// These views, to be changed in memory alone.
    ///
    /// # Errors
    /// As [`Views::open`].
    pub fn overlaid(&self) -> Result<Self, ViewError> {
        Self::open(Arc::new(OverlayKv::new(Arc::clone(&self.kv))))
    }

    /// What these views say now: who and what is there, up to where. Pages are read as they are when they are asked for.
    pub fn at_this_moment(&self) -> Self {
        Self {
            kv: Arc::clone(&self.kv),
            team: self.team,
            feeds: self.feeds.clone(),
            feed_slots: self.feed_slots.clone(),
            centre_slots: self.centre_slots.clone(),
            team_ops: self.team_ops.clone(),
            roster: self.roster.clone(),
            receipts: self.receipts.clone(),
            backups: self.backups.clone(),
            authors: self.authors.clone(),
            cleared: self.cleared.clone(),
            tally: self.tally.clone(),
            applied: self.applied,
            merges: self.merges.clone(),
            counts: self.counts.clone(),
            superseded: self.superseded,
            week_cache: RefCell::new(WeekCache::default()),
        }
    }

    fn load(&mut self) -> Result<(), ViewError> {
        let meta = |key: &[u8]| self.kv.get(table::META, key);
        self.applied = meta(POSITION)?.map(|bytes| decode(&bytes)).transpose()?;
        self.team = meta(TEAM_ID)?.map(|bytes| decode(&bytes)).transpose()?;
        self.counts = meta(COUNTS)?.map(|bytes| decode(&bytes)).transpose()?.unwrap_or_default();
        self.superseded = meta(SUPERSEDED)?.map(|bytes| decode(&bytes)).transpose()?.unwrap_or_default();
        for (slot, (_, bytes)) in (0..).zip(self.table(table::FEEDS)?) {
            let feed: Feed = decode(&bytes)?;
            self.feed_slots.insert(feed.id, slot);
            self.feeds.push(feed);
        }
        for (_, bytes) in self.table(table::CENTRES)? {
            let id: [u8; 16] = bytes.try_into().map_err(|_| crate::log::Unreadable)?;
            self.centre_slots.push(RecordId::from_bytes(id));
        }
        for (_, bytes) in self.table(table::TEAM)? {
            let (feed, tip, time, record, edits) = decode(&bytes)?;
            self.team_ops.push(TeamOp { feed, tip, time, record, edits });
        }
        for (_, bytes) in self.table(table::RECEIPTS)? {
            let receipt: Receipt = decode(&bytes)?;
            self.receipts.insert(receipt.device, receipt);
        }
        for (_, bytes) in self.table(table::BACKUPS)? {
            let backup: BackupReceipt = decode(&bytes)?;
            self.backups.insert(backup.0.device, backup);
        }
        for (_, bytes) in self.table(table::AUTHORS)? {
            let key: [u8; 32] = bytes.try_into().map_err(|_| crate::log::Unreadable)?;
            self.authors.insert(DeviceId::of_key(&key), key);
        }
        let merges = self.table(table::MERGES)?.into_iter();
        let facts = merges.map(|(key, bytes)| Ok((read_record_key(&key)?, decode::<Facts>(&bytes)?)));
        self.merges = facts.collect::<Result<Merges, ViewError>>()?;
        for (_, bytes) in self.table(table::CLEARED)? {
            self.cleared.take_in(&decode(&bytes)?);
        }
        self.roster = self.team.map(|team| Roster::judge(team, &self.team_ops));
        self.load_tally()
    }

    fn load_tally(&mut self) -> Result<(), ViewError> {
        for (key, bytes) in self.table(table::TALLY)? {
            let (month, slot) = key.split_at_checked(4).ok_or(crate::log::Unreadable)?;
            let month: [u8; 4] = month.try_into().map_err(|_| crate::log::Unreadable)?;
            let slot: [u8; 2] = slot.try_into().map_err(|_| crate::log::Unreadable)?;
            let centre =
                usize::from(u16::from_be_bytes(slot)).checked_sub(1).and_then(|n| self.centre_slots.get(n)).copied();
            for cell in decode::<Vec<Cell>>(&bytes)? {
                self.tally.add(Month(i32::from_be_bytes(month) ^ i32::MIN), centre, &cell);
            }
        }
        let counted = self.counts.get(&Kind::Visit.number()).copied().unwrap_or_default();
        if i64::try_from(counted).ok() == Some(self.tally.visits() - self.cleared.visits) {
            Ok(())
        } else {
            Err(ViewError::Disagree("the count of visits"))
        }
    }

    pub(super) fn table(&self, table: u8) -> Result<Entries, ViewError> {
        Ok(self.kv.scan(table, &[], &END, Order::Ascending, usize::MAX)?)
    }

    /// The journal position that these views have applied.
    pub fn position(&self) -> Option<Position> {
        self.applied.map(|applied| applied.position)
    }

    /// The same, as it is known again.
    pub fn applied(&self) -> Option<&Bookmark> {
        self.applied.as_ref()
    }

    pub fn team(&self) -> Option<TeamId> {
        self.team
    }

    pub fn roster(&self) -> Option<&Roster> {
        self.roster.as_ref()
    }

    pub fn feeds(&self) -> &[Feed] {
        &self.feeds
    }

    pub fn feed(&self, id: &FeedId) -> Option<&Feed> {
        self.feed_by_slot(*self.feed_slots.get(id)?)
    }

    pub(super) fn feed_by_slot(&self, slot: u32) -> Option<&Feed> {
        self.feeds.get(usize::try_from(slot).ok()?)
    }

    pub(super) fn centre_slot(&self, centre: &RecordId) -> Option<u16> {
        let place = self.centre_slots.iter().position(|held| held == centre)?;
        u16::try_from(place + 1).ok()
    }

    pub fn receipts(&self) -> impl Iterator<Item = &Receipt> {
        self.receipts.values()
    }

    /// The latest receipt of a backup of every device that made one.
    pub fn backups(&self) -> impl Iterator<Item = &BackupReceipt> {
        self.backups.values()
    }

    /// The signing public key of a device of which ops are held.
    pub fn author(&self, device: &DeviceId) -> Option<[u8; 32]> {
        self.authors.get(device).copied()
    }

    pub fn team_ops(&self) -> &[TeamOp] {
        &self.team_ops
    }

    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Which records give way to which.
    pub fn merges(&self) -> &Merges {
        &self.merges
    }

    /// Records that are here and give way to no other, by kind.
    pub fn count(&self, kind: Kind) -> u64 {
        self.counts.get(&kind.number()).copied().unwrap_or_default()
    }

    pub fn kv(&self) -> &dyn Kv {
        self.kv.as_ref()
    }

    /// What only this laptop knows, by name.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn local(&self, key: &str) -> Result<Option<Vec<u8>>, ViewError> {
        Ok(self.kv.get(table::LOCAL, key.as_bytes())?)
    }

    /// All that only this laptop knows and of which the name starts with `prefix`.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn locals(&self, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, ViewError> {
        let to = [prefix.as_bytes(), &END].concat();
        let rows = self.kv.scan(table::LOCAL, prefix.as_bytes(), &to, Order::Ascending, usize::MAX)?;
        Ok(rows.into_iter().map(|(key, value)| (String::from_utf8_lossy(&key).into_owned(), value)).collect())
    }

    /// Every record but visits; deleted ones, those that give way and those of later versions among them.
    ///
    /// # Errors
    /// [`ViewError`], also if there are not as many as were counted.
    pub fn records(&self) -> Result<Vec<StoredRecord>, ViewError> {
        let rows = self.table(table::RECORDS)?;
        let records: Vec<StoredRecord> =
            rows.into_iter().map(|(_, bytes)| decode_record(&bytes)).collect::<Result<_, _>>()?;
        let counted: u64 = self.counts.iter().filter(|(kind, _)| **kind != Kind::Visit.number()).map(|(_, n)| *n).sum();
        let shown = |record: &&StoredRecord| record.here() && !self.merges.gives_way(record.kind, &record.id);
        let here = records.iter().filter(shown).count();
        if u64::try_from(here).ok() == Some(counted) {
            Ok(records)
        } else {
            Err(ViewError::Disagree("the count of records"))
        }
    }

    /// One record of any kind, deleted or not.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn record(&self, kind: u16, id: &RecordId) -> Result<Option<StoredRecord>, ViewError> {
        if kind == Kind::Visit.number() {
            return self.visit(id);
        }
        self.kv.get(table::RECORDS, &record_key(kind, id))?.map(|bytes| decode_record(&bytes)).transpose()
    }

    /// Kind and id of every record that diverges.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn diverging(&self) -> Result<Vec<(u16, RecordId)>, ViewError> {
        let rows = self.table(table::DIVERGING)?;
        let read = |(key, value): (Vec<u8>, Vec<u8>)| {
            Some((u16::from_be_bytes(value.try_into().ok()?), RecordId::from_bytes(key.try_into().ok()?)))
        };
        Ok(rows.into_iter().filter_map(read).collect())
    }

    /// Who changed what, in the order of arrival here; first what was erased. `record`: `None` if all of it is.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn history(
        &self,
        id: &RecordId,
        record: Option<&StoredRecord>,
        journal: &dyn Frames,
    ) -> Result<Vec<HistoryOp>, ViewError> {
        let erased = self.erased_ops(id)?;
        let shown = record.into_iter().flat_map(|record| &record.state.ops);
        erased.iter().chain(shown).map(|op| self.history_op(op, journal)).collect()
    }

    /// One op of a record, opened.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn history_op(&self, op: &OpRef<Place>, journal: &dyn Frames) -> Result<HistoryOp, ViewError> {
        let (feed, read) = read_op(journal, op.at)?;
        let edits = edits_of(&read).filter(|_| !self.is_erased(&feed.channel, &read.record));
        Ok(HistoryOp { id: op.id, record: read.record, author: feed.device, time: read.time, edits })
    }

    /// The place in a feed's chain with this number and op id, if it is held.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn tip_at(&self, feed: &FeedId, seq: u64, op: OpId) -> Result<Option<Tip>, ViewError> {
        if seq == 0 {
            return Ok(Some(Tip::START));
        }
        let Some(slot) = self.feed_slots.get(feed) else { return Ok(None) };
        let links = self.links_at(*slot, seq)?;
        Ok(links.into_iter().map(|link| Tip { seq, hash: link.hash }).find(|tip| OpId::of_hash(&tip.hash) == op))
    }

    /// The author's time of the op with this number of a feed.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn time_of(&self, feed: &FeedId, seq: u64, journal: &dyn Frames) -> Result<Option<i64>, ViewError> {
        let Some(slot) = self.feed_slots.get(feed) else { return Ok(None) };
        let link = self.links_at(*slot, seq)?.into_iter().next();
        link.map(|link| Ok(read_op(journal, link.at)?.1.time)).transpose()
    }

    /// Ops of the branch that ends at `up_to`, from the one after `after` on, at most `max_ops`; erased ones without
    /// their content, whatever the journal has.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn segment(
        &self,
        feed: &FeedId,
        after: Tip,
        up_to: Tip,
        max_ops: usize,
        journal: &dyn Frames,
    ) -> Result<Segment, ViewError> {
        let slot = self.feed_slots.get(feed).ok_or(ViewError::Disagree("a feed is not known"))?;
        let links = self.branch(*slot, &after, &up_to, max_ops)?;
        let ops: Vec<Op> =
            links.iter().map(|link| Ok(read_op(journal, link.at)?.1)).collect::<Result<_, ViewError>>()?;
        let mut segment = Segment { feed: *feed, follows: after, ops };
        self.without_erased(&mut segment);
        Ok(segment)
    }
}
