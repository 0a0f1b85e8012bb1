//! What is left of erased records: where their ops stand, and nothing of what they said.
//!
//! The content is gone from here as soon as the erasure counts, whether the journal still has it or not.

use std::collections::BTreeSet;

use super::apart::take_apart;
use super::apply::{Work, read_op, record_key};
use super::pages::{Page, Pages, table};
use super::visits::{forget, peek, take};
use super::{Frames, State, ViewError, Views};
use crate::log::{Body, Channel, Op, OpId, OpRef, Roster, Segment, Tip};
use crate::model::{Kind, RecordId};
use crate::store::Place;

/// An op of which only the header counts.
type Hollow = OpRef<Place>;

impl Views {
    /// Whether nothing but the header of an op about this record is to be shown or handed on.
    pub(super) fn is_erased(&self, channel: &Channel, record: &RecordId) -> bool {
        self.roster.as_ref().is_some_and(|roster| roster.is_erased(channel, record))
    }

    /// Whether an op about this record is held although its content is not.
    pub(super) fn may_lack(&self, channel: &Channel, record: &RecordId) -> bool {
        self.cleared.holds(record) || self.is_erased(channel, record)
    }

    /// The ops about a record that are without their content, earliest first.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn erased_ops(&self, record: &RecordId) -> Result<Vec<OpRef<Place>>, ViewError> {
        let bytes = self.kv.get(table::ERASED, record.as_bytes())?;
        Ok(bytes.map(|bytes| crate::log::decode(&bytes)).transpose()?.unwrap_or_default())
    }

    /// What an erasure has left of these ops.
    pub(super) fn without_erased(&self, segment: &mut Segment) {
        if let Some(roster) = &self.roster {
            let channel = segment.feed.channel;
            segment.erase(|record| roster.is_erased(&channel, record));
        }
    }

    /// Takes in what the roster's erasures changed.
    pub(super) fn settle_erasures(
        &mut self,
        work: &mut Work<'_>,
        before: Option<&Roster>,
        journal: &dyn Frames,
    ) -> Result<(), ViewError> {
        let nothing = BTreeSet::new();
        let before = before.map_or(&nothing, |roster| &roster.erased);
        let after = self.roster.as_ref().map_or(&nothing, |roster| &roster.erased).clone();
        if *before == after {
            return Ok(());
        }
        for record in after.difference(before) {
            self.erase(work, record)?;
            work.changes.erased.insert(*record);
        }
        for record in before.difference(&after) {
            self.bring_back(work, record, journal)?;
        }
        let hollow = (0..).zip(&self.feeds).filter(|(_, feed)| feed.hollow).map(|(slot, _)| slot);
        work.holed.extend(hollow);
        Ok(())
    }

    fn erase(&mut self, work: &mut Work<'_>, id: &RecordId) -> Result<(), ViewError> {
        let mut ops = self.erase_visit(work, id)?;
        let kinds: Vec<u16> = self.counts.keys().copied().collect();
        for kind in kinds {
            ops.extend(take_apart(&mut work.pages, kind, id)?.into_iter().map(|(_, op)| op));
            if kind == Kind::Visit.number() {
                continue;
            }
            let key = record_key(kind, id);
            let Some(Page::Record(record)) = work.pages.get(table::RECORDS, &key)? else { continue };
            let channel = record.channel;
            if channel != Channel::Team {
                self.change_record(work, channel, kind, *id, |state| empty(state, &mut ops))?;
                work.pages.remove(table::RECORDS, &key);
            }
        }
        add(&mut work.pages, id, &ops)
    }

    fn erase_visit(&mut self, work: &mut Work<'_>, id: &RecordId) -> Result<Vec<Hollow>, ViewError> {
        let mut ops = Vec::new();
        if let Some(owner) = peek(&mut work.pages, id)?.map(|visit| visit.owner) {
            self.change_visit(work, owner, *id, |state| empty(state, &mut ops))?;
            take(&mut work.pages, id)?;
            forget(&mut work.pages, id)?;
        }
        Ok(ops)
    }

    /// An erasure counts no longer: what the journal still has of the record is shown again.
    fn bring_back(&mut self, work: &mut Work<'_>, id: &RecordId, journal: &dyn Frames) -> Result<(), ViewError> {
        let ops = ops_of(&mut work.pages, id)?;
        work.pages.remove(table::ERASED, id.as_bytes());
        for op_ref in ops {
            let (feed, op) = read_op(journal, op_ref.at)?;
            self.apply_op(work, &feed, &op, op_ref)?;
        }
        Ok(())
    }

    /// An op without content is kept apart from the record; `false` for any other.
    pub(super) fn keep_hollow(
        &self,
        work: &mut Work<'_>,
        channel: Channel,
        op: &Op,
        op_ref: Hollow,
    ) -> Result<bool, ViewError> {
        let hollow = matches!(op.body, Body::Erased(_)) || self.is_erased(&channel, &op.record);
        if hollow {
            add(&mut work.pages, &op.record, &[op_ref])?;
        }
        Ok(hollow)
    }

    /// A link of a feed to an op that came without its content.
    pub(super) fn note_hollow(&mut self, work: &mut Work<'_>, slot: u32, channel: &Channel, op: &Op) {
        if matches!(op.body, Body::Payload(_)) {
            return;
        }
        if !self.may_lack(channel, &op.record) {
            work.holed.insert(slot);
        }
        if let Some(feed) = usize::try_from(slot).ok().and_then(|slot| self.feeds.get_mut(slot)) {
            feed.hollow = true;
            work.feeds.insert(slot);
        }
    }

    /// Whether the op at a place of a feed is held without its content, and neither an erasure that counts nor a clearing says why.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn is_hollow(&self, feed: &crate::log::FeedId, place: &Tip) -> Result<bool, ViewError> {
        let Some(slot) = self.feed_slots.get(feed) else { return Ok(false) };
        let links = self.links_at(*slot, place.seq)?;
        let link = links.iter().find(|link| link.hash == place.hash);
        Ok(link.and_then(|link| link.hollow).is_some_and(|record| !self.may_lack(&feed.channel, &record)))
    }
}

pub(super) fn empty(state: &mut State, ops: &mut Vec<Hollow>) -> Result<(), ViewError> {
    ops.append(&mut state.ops);
    *state = State::default();
    Ok(())
}

fn ops_of(pages: &mut Pages<'_>, id: &RecordId) -> Result<Vec<Hollow>, ViewError> {
    Ok(match pages.get(table::ERASED, id.as_bytes())? {
        Some(Page::Ops(ops)) => ops.clone(),
        _ => Vec::new(),
    })
}

fn add(pages: &mut Pages<'_>, id: &RecordId, more: &[Hollow]) -> Result<(), ViewError> {
    if more.is_empty() {
        return Ok(());
    }
    if let Page::Ops(ops) = pages.change(table::ERASED, id.as_bytes(), || Page::Ops(Vec::new()))? {
        ops.retain(|op| more.iter().all(|other| other.id != op.id));
        ops.extend(more);
        ops.sort_unstable_by_key(|op| (op.time, op.id));
    }
    Ok(())
}

/// Ops that count no longer, or that came back whole.
pub(super) fn drop_ops(pages: &mut Pages<'_>, id: &RecordId, gone: &BTreeSet<OpId>) -> Result<(), ViewError> {
    if ops_of(pages, id)?.iter().any(|op| gone.contains(&op.id))
        && let Page::Ops(ops) = pages.change(table::ERASED, id.as_bytes(), || Page::Ops(Vec::new()))?
    {
        ops.retain(|op| !gone.contains(&op.id));
    }
    Ok(())
}
