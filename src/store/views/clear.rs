//! Visits that were taken off this laptop: what they were goes, what they counted for stays.

use std::collections::HashSet;

use super::apart::take_apart;
use super::apply::{Work, record_key};
use super::pages::{Page, table};
use super::tally::{Cell, Month};
use super::visits::{forget, peek, take};
use super::{State, ViewError, Views};
use crate::log::{FeedId, Tip, decode, encode};
use crate::model::{Kind, RecordId};
use crate::store::Clearing;

/// What was cleared from this laptop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleared {
    records: HashSet<RecordId>,
    clearings: u32,
    /// Visits that still count, and are no longer here.
    pub visits: i64,
    /// They were of days before this one: its number, as in [`Clearing::before`].
    pub before: i32,
}

impl Cleared {
    pub fn holds(&self, id: &RecordId) -> bool {
        !self.records.is_empty() && self.records.contains(id)
    }

    /// The ids of what was cleared, visits and notes.
    pub fn records(&self) -> &HashSet<RecordId> {
        &self.records
    }

    pub(super) fn take_in(&mut self, clearing: &Clearing) {
        self.clearings += 1;
        self.records.extend(&clearing.records);
        self.visits += clearing.tallies.iter().map(|tallied| tallied.visits).sum::<i64>();
        self.before = self.before.max(clearing.before);
    }
}

impl Views {
    /// All that was cleared from this laptop, as the journal says it.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn clearings(&self) -> Result<Vec<Clearing>, ViewError> {
        self.table(table::CLEARED)?.iter().map(|(_, bytes)| Ok(decode(bytes)?)).collect()
    }

    /// Bytes of the journal that compaction would free, about.
    pub fn superseded(&self) -> u64 {
        self.superseded
    }

    pub fn cleared(&self) -> &Cleared {
        &self.cleared
    }

    /// The same from whatever is left of the records: all of it, or nothing where their ops are hollow already.
    pub(super) fn apply_clearing(&mut self, work: &mut Work<'_>, clearing: &Clearing) -> Result<(), ViewError> {
        for id in &clearing.records {
            self.take_off(work, *id)?;
        }
        for tallied in &clearing.tallies {
            self.add_cell(work, Month(tallied.month), tallied.centre, Cell::of_tallied(tallied))?;
        }
        for (feed, tip) in &clearing.floors {
            let alone = self.feed(feed).is_some_and(|feed| feed.tips.len() <= 1);
            self.raise_floor(work, feed, *tip, alone);
        }
        work.pages.put(table::CLEARED, &self.cleared.clearings.to_be_bytes(), Page::Bytes(encode(clearing)));
        self.cleared.take_in(clearing);
        // hollow ops that came before this word of them are no holes
        let hollow = (0..).zip(&self.feeds).filter(|(_, feed)| feed.hollow).map(|(slot, _)| slot);
        work.holed.extend(hollow);
        work.changes.cleared = true;
        Ok(())
    }

    /// Emptied like any record, so that all that hangs on it follows; then its page goes too.
    fn take_off(&mut self, work: &mut Work<'_>, id: RecordId) -> Result<(), ViewError> {
        work.pages.remove(table::ERASED, id.as_bytes());
        for kind in [Kind::Visit, Kind::Note] {
            take_apart(&mut work.pages, kind.number(), &id)?;
        }
        let empty = |state: &mut State| {
            *state = State::default();
            Ok(())
        };
        if let Some(owner) = peek(&mut work.pages, &id)?.map(|visit| visit.owner) {
            self.change_visit(work, owner, id, empty)?;
            take(&mut work.pages, &id)?;
            return forget(&mut work.pages, &id);
        }
        let key = record_key(Kind::Note.number(), &id);
        if let Some(Page::Record(note)) = work.pages.get(table::RECORDS, &key)? {
            let channel = note.channel;
            self.change_record(work, channel, Kind::Note.number(), id, empty)?;
            work.pages.remove(table::RECORDS, &key);
        }
        Ok(())
    }

    /// `follows`: what was cleared before in this feed comes before it, so that this one says it all.
    pub(super) fn raise_floor(&mut self, work: &mut Work<'_>, feed: &FeedId, tip: Tip, follows: bool) {
        let Some(slot) = self.feed_slots.get(feed).copied() else { return };
        let Some(feed) = usize::try_from(slot).ok().and_then(|slot| self.feeds.get_mut(slot)) else { return };
        if follows {
            feed.floors.retain(|floor| floor.seq > tip.seq);
        }
        if !feed.floors.contains(&tip) {
            feed.floors.push(tip);
            feed.floors.sort_unstable();
            work.feeds.insert(slot);
        }
    }
}
