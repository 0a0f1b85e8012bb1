//! From the journal's frames to the views: the one road, for an edit, an import and a rebuild alike.

mod records;
mod trust;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::chain::Added;
use super::pages::{COUNTS, Link, Page, Pages, SUPERSEDED, TEAM_ID, table};
use super::{Feed, Frames, ViewError, Views, chain, erased, holes};
use crate::log::{
    Body, Channel, DeviceId, FeedId, FieldEdit, Op, OpId, OpRef, Payload, Receipt, Segment, SignedHead, TeamOp, Tip,
    decode, encode, keep_latest,
};
use crate::model::{EXISTENCE, Kind, RecordId};
use crate::store::journal::{Bookmark, Location};
use crate::store::{Entry, Place};

/// What a frame of the journal takes beside its entry, about.
const FRAME_BYTES: u64 = 64;

/// What an application of frames changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Kind and id of records other than visits.
    pub records: BTreeSet<(u16, RecordId)>,
    pub visits: BTreeSet<RecordId>,
    /// Who is in the team, or what they may do.
    pub team: bool,
    /// Which records give way to which.
    pub merges: bool,
    /// Visits were taken off this laptop.
    pub cleared: bool,
    /// Ops that were not here yet, held ones among them.
    pub new_ops: u64,
    pub known_ops: u64,
    pub held_ops: u64,
    /// What each touched record was and is; without those beyond [`MOST_TOUCHED`].
    pub touched: BTreeMap<(u16, RecordId), Touched>,
    /// Ops that count now and did not, by author and kind.
    pub let_in: BTreeMap<(DeviceId, u16), u64>,
    /// The views were made anew: anything may have changed.
    pub everything: bool,
    /// Records erased for good.
    pub erased: BTreeSet<RecordId>,
    /// Kind and id of records of which ops came on a second channel.
    pub apart: BTreeSet<(u16, RecordId)>,
}

/// Of how many records [`Changes`] says what they were.
pub const MOST_TOUCHED: usize = 250_000;

/// A record before and after: whether it is here, and whether it diverges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touched {
    pub before: (bool, bool),
    pub after: (bool, bool),
}

/// What an application is in the middle of.
pub(super) struct Work<'a> {
    pub pages: Pages<'a>,
    pub changes: Changes,
    pub feeds: BTreeSet<u32>,
    /// Feeds that may have a hole, or have one no longer.
    pub holed: BTreeSet<u32>,
    team_ops: BTreeSet<usize>,
    trust_is_stale: bool,
}

impl Views {
    /// Applies frames that the journal holds, in its order, and moves the views' position to `end`.
    ///
    /// # Errors
    /// [`ViewError`]: the views must then be dropped and rebuilt; the journal has lost nothing.
    pub fn apply(
        &mut self,
        frames: impl Iterator<Item = Result<(Location, Vec<Entry>), ViewError>>,
        end: impl FnOnce() -> Bookmark,
        journal: &dyn Frames,
    ) -> Result<Changes, ViewError> {
        let kv = std::sync::Arc::clone(&self.kv);
        let mut work = Work {
            pages: Pages::new(kv.as_ref()),
            changes: Changes::default(),
            feeds: BTreeSet::new(),
            holed: BTreeSet::new(),
            team_ops: BTreeSet::new(),
            trust_is_stale: false,
        };
        self.week_cache.borrow_mut().forget();
        for frame in frames {
            let (location, entries) = frame?;
            let mut number = 0;
            for entry in entries {
                self.apply_entry(&mut work, location, &mut number, entry, journal)?;
            }
            self.settle_trust(&mut work, journal)?;
            if work.pages.is_full() {
                work.pages.write_marked()?;
            }
        }
        let end = end();
        self.settle_holes(&mut work)?;
        self.save_tables(&mut work);
        work.pages.finish(encode(&end))?;
        self.applied = Some(end);
        Ok(work.changes)
    }

    fn apply_entry(
        &mut self,
        work: &mut Work<'_>,
        frame: Location,
        number: &mut u32,
        entry: Entry,
        journal: &dyn Frames,
    ) -> Result<(), ViewError> {
        match entry {
            Entry::Ops(segment) => {
                if segment.feed.channel != Channel::Team {
                    self.settle_trust(work, journal)?;
                }
                self.apply_segment(work, frame, number, &segment)
            }
            Entry::Head(head) => {
                self.keep_head(work, head);
                Ok(())
            }
            Entry::Receipt(receipt) => {
                self.superseded += keep_row(work, table::RECEIPTS, &mut self.receipts, receipt);
                Ok(())
            }
            Entry::Local { key, value } => {
                if let Some(Page::Bytes(former)) = work.pages.get(table::LOCAL, key.as_bytes())? {
                    self.superseded += (former.len() + key.len()) as u64 + FRAME_BYTES;
                }
                match value {
                    Some(value) => work.pages.put(table::LOCAL, key.as_bytes(), Page::Bytes(value)),
                    None => work.pages.remove(table::LOCAL, key.as_bytes()),
                }
                Ok(())
            }
            Entry::Team(team) => {
                self.team = Some(team);
                work.pages.put(table::META, TEAM_ID, Page::Bytes(encode(&team)));
                work.trust_is_stale = true;
                work.changes.team = true;
                Ok(())
            }
            Entry::Author(key) => {
                let device = DeviceId::of_key(&key);
                if self.authors.insert(device, key).is_none() {
                    work.pages.put(table::AUTHORS, &device.0, Page::Bytes(key.to_vec()));
                }
                Ok(())
            }
            Entry::Action { .. } | Entry::Undoes(_) => Ok(()),
            Entry::Backup(backup) => {
                self.superseded += keep_row(work, table::BACKUPS, &mut self.backups, backup);
                Ok(())
            }
            Entry::Cleared(clearing) => self.apply_clearing(work, &clearing),
        }
    }

    fn apply_segment(
        &mut self,
        work: &mut Work<'_>,
        frame: Location,
        number: &mut u32,
        segment: &Segment,
    ) -> Result<(), ViewError> {
        let slot = self.feed_slot(work, segment);
        let (limit, holed) = self.feed_by_slot(slot).map_or((0, false), |feed| (feed.limit, feed.solid.is_some()));
        if holed || !holes::joins(&mut work.pages, slot, segment)? {
            work.holed.insert(slot);
        }
        let tips = segment.tips().map_err(|_| ViewError::Disagree("a segment of the journal"))?;
        let mut parent = segment.follows;
        let mut news = false;
        for (op, tip) in segment.ops.iter().zip(&tips) {
            let at = Place { frame, op: *number };
            *number += 1;
            let hollow = matches!(op.body, Body::Erased(_)).then_some(op.record);
            let link = Link { seq: tip.seq, hash: tip.hash, parent: OpId::of_hash(&parent.hash), at, hollow };
            parent = *tip;
            match chain::add(&mut work.pages, slot, link)? {
                Added::Known => {
                    work.changes.known_ops += 1;
                    continue;
                }
                Added::Filled => {
                    erased::drop_ops(&mut work.pages, &op.record, &BTreeSet::from([OpId::of_hash(&tip.hash)]))?
                }
                Added::New => self.note_hollow(work, slot, &segment.feed.channel, op),
            }
            news = true;
            work.changes.new_ops += 1;
            if self.cleared.holds(&op.record) {
                let follows =
                    self.feed_by_slot(slot).is_some_and(|feed| feed.tips.is_empty() || feed.tips == [segment.follows]);
                self.raise_floor(work, &segment.feed, *tip, follows);
            }
            if segment.feed.channel == Channel::Team {
                self.keep_team_op(work, segment, op, tip);
            } else if tip.seq > limit {
                work.changes.held_ops += 1;
            } else {
                let id = OpId::of_hash(&tip.hash);
                self.apply_op(work, &segment.feed, op, OpRef { id, time: op.time, at })?;
            }
        }
        if let (true, Some(last)) = (news, tips.last()) {
            self.move_tip(work, slot, &segment.follows, &tips, last)?;
        }
        Ok(())
    }

    fn move_tip(
        &mut self,
        work: &mut Work<'_>,
        slot: u32,
        follows: &Tip,
        tips: &[Tip],
        last: &Tip,
    ) -> Result<(), ViewError> {
        // What fills a hole leads to what is held after it.
        let followed = holes::is_followed(&mut work.pages, slot, last)?;
        if let Some(feed) = usize::try_from(slot).ok().and_then(|slot| self.feeds.get_mut(slot)) {
            feed.tips.retain(|tip| tip != follows && !tips.contains(tip));
            feed.tips.extend((!followed).then_some(*last));
            feed.tips.sort_unstable();
            work.feeds.insert(slot);
        }
        Ok(())
    }

    fn settle_holes(&mut self, work: &mut Work<'_>) -> Result<(), ViewError> {
        if work.holed.is_empty() {
            return Ok(());
        }
        work.pages.write_marked()?;
        self.find_holes(&work.holed)?;
        work.feeds.append(&mut work.holed);
        Ok(())
    }

    fn keep_head(&mut self, work: &mut Work<'_>, head: SignedHead) {
        let Some(slot) = self.feed_slots.get(&head.feed).copied() else { return };
        if let Some(feed) = usize::try_from(slot).ok().and_then(|slot| self.feeds.get_mut(slot)) {
            let highest = feed.heads.iter().map(|held| held.tip.seq).max().unwrap_or(0).max(head.tip.seq);
            let tips = &feed.tips;
            feed.heads.retain(|held| held.tip != head.tip);
            feed.heads.push(head);
            feed.heads.retain(|held| tips.contains(&held.tip) || (tips.len() == 1 && held.tip.seq == highest));
            work.feeds.insert(slot);
        }
    }

    fn keep_team_op(&mut self, work: &mut Work<'_>, segment: &Segment, op: &Op, tip: &Tip) {
        let edits = edits_of(op).unwrap_or_default();
        work.team_ops.insert(self.team_ops.len());
        self.team_ops.push(TeamOp { feed: segment.feed, tip: *tip, time: op.time, record: op.record, edits });
        work.trust_is_stale = true;
        work.changes.team = true;
    }

    fn feed_slot(&mut self, work: &mut Work<'_>, segment: &Segment) -> u32 {
        if let Some(slot) = self.feed_slots.get(&segment.feed) {
            return *slot;
        }
        let slot = u32::try_from(self.feeds.len()).unwrap_or(u32::MAX);
        let limit = self.roster.as_ref().map_or(0, |roster| roster.limit(&segment.feed));
        self.feeds.push(Feed {
            id: segment.feed,
            tips: Vec::new(),
            heads: Vec::new(),
            limit,
            floors: Vec::new(),
            solid: None,
            hollow: false,
        });
        self.feed_slots.insert(segment.feed, slot);
        work.feeds.insert(slot);
        slot
    }

    /// Slot 0 is for visits without a centre.
    fn slot_of_centre(&mut self, work: &mut Work<'_>, centre: Option<RecordId>) -> u16 {
        let Some(centre) = centre else { return 0 };
        if let Some(slot) = self.centre_slot(&centre) {
            return slot;
        }
        self.centre_slots.push(centre);
        let slot = u16::try_from(self.centre_slots.len()).unwrap_or(u16::MAX);
        work.pages.put(table::CENTRES, &slot.to_be_bytes(), Page::Bytes(centre.as_bytes().to_vec()));
        slot
    }

    /// The tables that are kept in memory whole.
    fn save_tables(&self, work: &mut Work<'_>) {
        for slot in std::mem::take(&mut work.feeds) {
            if let Some(feed) = self.feed_by_slot(slot) {
                work.pages.put(table::FEEDS, &slot.to_be_bytes(), Page::Bytes(encode(feed)));
            }
        }
        for number in std::mem::take(&mut work.team_ops) {
            if let Some(op) = self.team_ops.get(number) {
                let key = u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes();
                let row = (op.feed, op.tip, op.time, op.record, op.edits.clone());
                work.pages.put(table::TEAM, &key, Page::Bytes(encode(&row)));
            }
        }
        work.pages.put(table::META, COUNTS, Page::Bytes(encode(&self.counts)));
        work.pages.put(table::META, SUPERSEDED, Page::Bytes(encode(&self.superseded)));
    }
}

/// Keeps a receipt, if it is the latest of its device, in its table too. Tells how many bytes it supersedes.
fn keep_row<T: AsRef<Receipt> + Serialize>(
    work: &mut Work<'_>,
    table: u8,
    latest: &mut BTreeMap<DeviceId, T>,
    one: T,
) -> u64 {
    let (device, bytes) = (one.as_ref().device, encode(&one));
    let former = latest.get(&device).map_or(0, |held| encode(held).len() as u64);
    if !keep_latest(latest, one) {
        return 0;
    }
    work.pages.put(table, &device.0, Page::Bytes(bytes));
    former
}

pub(super) fn record_key(kind: u16, id: &RecordId) -> Vec<u8> {
    [kind.to_be_bytes().as_slice(), id.as_bytes()].concat()
}

/// Kind and id of a record's key.
pub(super) fn read_record_key(key: &[u8]) -> Result<(u16, RecordId), ViewError> {
    let (kind, id) = key.split_first_chunk::<2>().ok_or(crate::log::Unreadable)?;
    let id: [u8; 16] = id.try_into().map_err(|_| crate::log::Unreadable)?;
    Ok((u16::from_be_bytes(*kind), RecordId::from_bytes(id)))
}

/// The edits of an op; `None` once erased, or if this version cannot read them.
pub(super) fn edits_of(op: &Op) -> Option<Vec<FieldEdit>> {
    match &op.body {
        Body::Payload(bytes) => Payload::from_bytes(bytes).ok().map(|payload| payload.edits),
        Body::Erased(_) => None,
    }
}

/// The kind that an op says its record is of.
pub(super) fn kind_of(edits: &[FieldEdit]) -> Option<u16> {
    let existence = edits.iter().find(|edit| edit.tag == EXISTENCE)?.value.as_deref()?;
    decode::<crate::log::Existence>(existence).ok().map(|existence| existence.kind)
}

/// Whether records of a kind may be written on a channel. An op that breaks this is kept and relayed, and changes nothing.
fn belongs(kind: u16, channel: Channel) -> bool {
    match (Kind::from_number(kind), channel) {
        (Some(Kind::Visit), channel) => matches!(channel, Channel::Visits(_)),
        (Some(Kind::Device | Kind::Erasure), channel) => channel == Channel::Team,
        (Some(Kind::Note) | None, channel) => channel != Channel::Team,
        (Some(_), channel) => channel == Channel::Common,
    }
}

/// The op at a place of the journal, and its feed.
pub(super) fn read_op(journal: &dyn Frames, at: Place) -> Result<(FeedId, Op), ViewError> {
    let lost = ViewError::Disagree("an op is not where the index says");
    let entries = journal.frame(at.frame)?;
    let mut number = usize::try_from(at.op).unwrap_or(usize::MAX);
    for entry in entries.iter() {
        let Entry::Ops(segment) = entry else { continue };
        match segment.ops.get(number) {
            Some(op) => return Ok((segment.feed, op.clone())),
            None => number -= segment.ops.len(),
        }
    }
    Err(lost)
}
