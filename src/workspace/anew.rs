//! Edits of one's own that stand behind a hole, where nobody is known to have what a damaged journal lost: written anew.
//!
//! No bundle can hold them otherwise, for a feed has no holes for who reads it. What they say is repeated in the life of
//! today, at their own time, as edits that replace them and what they replaced. Where the lost ones turn up after all,
//! both are there, and agree.

use std::collections::{BTreeMap, BTreeSet};

use super::{Gap, Holder, Workspace, WorkspaceError};
use crate::log::{
    Body, Channel, DeviceId, FeedId, FieldEdit, LiveValue, Op, OpId, Payload, Roster, Seen, Segment, Tip, decode,
    encode,
};
use crate::model::{EXISTENCE, Kind, RecordId, Tag};
use crate::store::Entry;
use crate::store::views::{Feed, State, Stranded, StrandedOp};
use crate::sync::SILENT_AFTER;

/// What becomes of the edits behind a hole that nobody is known to be able to fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anew {
    /// The next bundle repeats what so many edits say.
    Due(u64),
    /// It was written anew: UTC milliseconds.
    Done(i64),
}

/// Among what only this laptop knows: the feeds of which the edits behind a hole were written anew, when, and how they
/// stood then.
const WRITTEN: &str = "written-anew-of";
/// Among what only this laptop knows: so many edits that were written anew, and no bundle has been made since.
const UNSAID: &str = "written-anew-unsaid";
/// A feed, UTC milliseconds, where it was whole and where it ended. Where it stands otherwise there is another hole: only
/// what still counts is repeated, so what was repeated once is not repeated for it.
type Written = (FeedId, i64, Vec<Tip>, Vec<Tip>);
/// Edits of one frame of the journal.
const FRAME: usize = 500;
/// Ids that one edit replaces; of an own field that was written over and over more are left to the one that repeats it.
const MOST_REPLACED: usize = 2_000;

/// Edits of one record, the earliest first.
type OfRecord<'a> = BTreeMap<(u16, RecordId), Vec<&'a StrandedOp>>;

impl Workspace {
    /// Writes anew what stands behind holes that nobody can be expected to fill. How many edits that took, with those
    /// of which no bundle was made yet.
    ///
    /// # Errors
    /// What the disk said. What was written by then stays, and is not written again.
    pub(super) fn write_anew(&mut self) -> Result<u64, WorkspaceError> {
        let due = |gap: &Gap| matches!(gap.anew, Some(Anew::Due(_)));
        let feeds: BTreeSet<FeedId> = self.gaps()?.iter().filter(|gap| due(gap)).map(|gap| gap.feed).collect();
        self.write_feeds_anew(feeds)
    }

    /// Writes anew whatever of this laptop's own stands behind a hole, for a backup: who restores it has nothing that a
    /// hole could be joined with, and the laptops that could fill it may be gone by then.
    ///
    /// # Errors
    /// Those of [`Self::write_anew`].
    pub(super) fn write_all_anew(&mut self) -> Result<u64, WorkspaceError> {
        let views = self.store.views();
        let Some(roster) = views.roster() else { return Ok(0) };
        let mut feeds = BTreeSet::new();
        for feed in views.feeds().iter().filter(|feed| self.is_mine(&feed.id, roster) && feed.solid() != feed.tips) {
            if self.was_written_anew(feed)?.is_none() {
                feeds.insert(feed.id);
            }
        }
        self.write_feeds_anew(feeds)
    }

    fn write_feeds_anew(&mut self, feeds: BTreeSet<FeedId>) -> Result<u64, WorkspaceError> {
        for feed in feeds {
            self.write_feed_anew(&feed)?;
        }
        self.unsaid()
    }

    /// Former keys are this laptop too, but for their word on the team: only they could give it.
    fn is_mine(&self, feed: &FeedId, roster: &Roster) -> bool {
        let former = feed.channel != Channel::Team && roster.continues(&self.me(), &feed.device);
        former || feed.device == self.me()
    }

    /// What becomes of the edits behind a gap, if it is one of this laptop's own.
    pub(super) fn anew(&self, gap: &Gap, roster: &Roster) -> Result<Option<Anew>, WorkspaceError> {
        let views = self.store.views();
        let Some(feed) = views.feed(&gap.feed).filter(|feed| feed.solid() != feed.tips) else { return Ok(None) };
        if !self.is_mine(&gap.feed, roster) || self.may_be_filled(gap, feed, roster)? {
            return Ok(None);
        }
        Ok(Some(match self.was_written_anew(feed)? {
            Some(at) => Anew::Done(at),
            None => Anew::Due(views.stranded(&gap.feed, &self.store)?.ops.len() as u64),
        }))
    }

    /// Whether a laptop that is known to have what is missing will bring it, and can be sent what follows till then: the
    /// head office to the others, anyone to the head office, if it was heard of lately.
    fn may_be_filled(&self, gap: &Gap, feed: &Feed, roster: &Roster) -> Result<bool, WorkspaceError> {
        let since = self.now().saturating_sub(SILENT_AFTER);
        let office = roster.is_steward(&self.me());
        let asked = |holder: &&Holder| holder.since >= since && (office || roster.is_steward(&holder.device));
        for holder in gap.ask.iter().filter(asked) {
            if self.can_join(&holder.device, feed)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a device has signed for a place from which on all that stands behind the holes of a feed is held here: a
    /// bundle for it can begin there.
    fn can_join(&self, device: &DeviceId, feed: &Feed) -> Result<bool, WorkspaceError> {
        let views = self.store.views();
        let receipts = views.receipts().filter(|receipt| receipt.device == *device);
        let signed: Vec<&Seen> =
            receipts.flat_map(|receipt| &receipt.frontier).filter(|seen| seen.feed == feed.id).collect();
        for tip in feed.tips.iter().filter(|tip| !feed.solid().contains(tip)) {
            let mut joins = false;
            for seen in &signed {
                joins |= match views.tip_at(&feed.id, seen.seq, seen.tip)? {
                    Some(place) if place == *tip => true,
                    Some(place) if place.seq < tip.seq => {
                        !views.segment(&feed.id, place, *tip, 1, &self.store)?.ops.is_empty()
                    }
                    _ => false,
                };
            }
            if !joins {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn written_anew(&self) -> Result<Vec<Written>, WorkspaceError> {
        Ok(self.local(WRITTEN)?.and_then(|bytes| decode(&bytes).ok()).unwrap_or_default())
    }

    /// When what stands behind the holes of a feed, as they are now, was written anew.
    fn was_written_anew(&self, held: &Feed) -> Result<Option<i64>, WorkspaceError> {
        let written = self.written_anew()?.into_iter().find(|(feed, ..)| *feed == held.id);
        let same = |(_, _, solid, tips): &Written| solid == held.solid() && *tips == held.tips;
        Ok(written.filter(same).map(|(_, at, ..)| at))
    }

    /// Edits written anew are told of with the first bundle that was made after it.
    pub(super) fn anew_is_said() -> Entry {
        Entry::Local { key: UNSAID.to_owned(), value: None }
    }

    /// The ends of what stands behind a hole and was written anew: nobody need be sent it any more.
    pub(super) fn repeated_places(&self, feed: &FeedId) -> Result<Vec<(u64, OpId)>, WorkspaceError> {
        let Some(held) = self.store.views().feed(feed).filter(|held| held.solid() != held.tips) else {
            return Ok(Vec::new());
        };
        if self.was_written_anew(held)?.is_none() {
            return Ok(Vec::new());
        }
        let behind = held.tips.iter().filter(|tip| !held.solid().contains(tip));
        Ok(behind.map(|tip| (tip.seq, OpId::of_hash(&tip.hash))).collect())
    }

    fn write_feed_anew(&mut self, feed: &FeedId) -> Result<(), WorkspaceError> {
        let stranded = self.store.views().stranded(feed, &self.store)?;
        let mut records = OfRecord::new();
        for op in &stranded.ops {
            records.entry((op.kind, op.record)).or_default().push(op);
        }
        let mut ops = Vec::new();
        for ((kind, id), of_record) in records {
            if let Some(stored) = self.store.views().record(kind, &id)? {
                let repeats = repeats(&stored.state, feed.channel, &of_record, &stranded);
                ops.extend(repeats.into_iter().map(|(time, edits)| (time, id, edits)));
            }
        }
        let count = ops.len() as u64;
        for some in ops.chunks(FRAME) {
            let mut sealed = Vec::with_capacity(some.len());
            for (time, record, edits) in some {
                let payload = Payload { salt: self.store.random_bytes()?, edits: edits.clone() };
                sealed.push(Op { time: *time, record: *record, body: Body::Payload(payload.to_bytes()) });
            }
            self.append_anew(feed.channel, sealed)?;
        }
        let mut written = self.written_anew()?;
        written.retain(|(one, ..)| one != feed);
        let held = self.store.views().feed(feed);
        written.extend(held.map(|held| (*feed, self.now(), held.solid().to_vec(), held.tips.clone())));
        let unsaid = self.unsaid()?.saturating_add(count);
        let kept = |key: &str, value| Entry::Local { key: key.to_owned(), value: Some(value) };
        self.store.append(vec![kept(WRITTEN, encode(&written)), kept(UNSAID, encode(&unsaid))])?;
        Ok(())
    }

    fn unsaid(&self) -> Result<u64, WorkspaceError> {
        Ok(self.local(UNSAID)?.and_then(|bytes| decode(&bytes).ok()).unwrap_or_default())
    }

    /// No action of the person: what is repeated stands as what was done then, and is taken back with it.
    fn append_anew(&mut self, channel: Channel, ops: Vec<Op>) -> Result<(), WorkspaceError> {
        let (feed, follows) = self.own_feed(channel);
        let segment = Segment { feed, follows, ops };
        segment.tips().map_err(|_| WorkspaceError::TooLarge)?;
        let changes = self.store.append(vec![Entry::Ops(segment)])?;
        self.refresh(&changes)
    }
}

/// The edits that say again what edits of one record behind a hole say and nobody has replaced, each at the time of the
/// one that it repeats.
fn repeats(state: &State, channel: Channel, ops: &[&StrandedOp], stranded: &Stranded) -> Vec<(i64, Vec<FieldEdit>)> {
    let live = |tag: Tag| state.registers.get(&tag).map(|register| register.live.as_slice()).unwrap_or_default();
    let repeat = |op: &&StrandedOp| {
        let is_live = |edit: &&FieldEdit| live(edit.tag).iter().any(|value| value.op == op.id);
        let said: Vec<&FieldEdit> = op.edits.iter().filter(is_live).collect();
        if said.is_empty() {
            return None;
        }
        let bare = channel == Channel::Team && only_revokes(op);
        let again = |edit: &FieldEdit| FieldEdit {
            replaces: if bare { Vec::new() } else { replaced(edit.tag, live(edit.tag), ops, stranded) },
            ..edit.clone()
        };
        let existence = said.iter().all(|edit| edit.tag != EXISTENCE).then(|| presence(state)).flatten();
        Some((op.time, existence.into_iter().chain(said.into_iter().map(again)).collect()))
    };
    ops.iter().filter_map(repeat).collect()
}

/// A revocation among equals counts by replacing nothing, see `log::trust`.
fn only_revokes(op: &StrandedOp) -> bool {
    let revoked = Kind::Device.field("revoked").map(|spec| spec.tag);
    op.edits.iter().any(|edit| Some(edit.tag) == revoked) && op.edits.iter().all(|edit| edit.replaces.is_empty())
}

/// All that the edits of a field behind a hole replaced, themselves, and what this device wrote there before the hole:
/// of others' edits first, for others show them until they are replaced.
fn replaced(tag: Tag, live: &[LiveValue], ops: &[&StrandedOp], stranded: &Stranded) -> Vec<OpId> {
    let before = live.iter().map(|value| value.op).filter(|id| stranded.before.contains(id));
    let own: BTreeSet<OpId> = ops.iter().map(|op| op.id).collect();
    let edits = ops.iter().flat_map(|op| &op.edits).filter(|edit| edit.tag == tag);
    let others: BTreeSet<OpId> =
        edits.flat_map(|edit| &edit.replaces).copied().chain(before).filter(|id| !own.contains(id)).collect();
    let wrote = ops.iter().rev().filter(|op| op.edits.iter().any(|edit| edit.tag == tag)).map(|op| op.id);
    others.into_iter().chain(wrote).take(MOST_REPLACED).collect()
}

/// That a record is here, or not, as it stands: every op says it, and replaces those that say the same.
fn presence(state: &State) -> Option<FieldEdit> {
    let value = Some(encode(&state.existence()?));
    let live = state.registers.get(&EXISTENCE).into_iter().flat_map(|register| &register.live);
    let replaces = live.filter(|live| live.value == value).map(|live| live.op).collect();
    Some(FieldEdit { tag: EXISTENCE, replaces, value })
}
