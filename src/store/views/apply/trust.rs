//! What a new verdict on the team lets in, or takes back.

use std::collections::{BTreeMap, BTreeSet};

use super::{Work, belongs, edits_of, kind_of, read_op};
use crate::log::{Channel, OpId, OpRef, Roster};
use crate::model::RecordId;
use crate::store::Place;
use crate::store::views::pages::{Link, Page, table};
use crate::store::views::{Frames, State, ViewError, Views, chain, erased};

impl Views {
    /// Judges the team again, and lets in or takes back what the verdict changes.
    pub(super) fn settle_trust(&mut self, work: &mut Work<'_>, journal: &dyn Frames) -> Result<(), ViewError> {
        if !std::mem::take(&mut work.trust_is_stale) {
            return Ok(());
        }
        let Some(team) = self.team else { return Ok(()) };
        let roster = Roster::judge(team, &self.team_ops);
        self.show_team_records(work, &roster)?;
        let before = self.roster.replace(roster);
        self.settle_erasures(work, before.as_ref(), journal)?;
        for slot in 0..u32::try_from(self.feeds.len()).unwrap_or(u32::MAX) {
            self.move_limit(work, slot, journal)?;
        }
        Ok(())
    }

    fn move_limit(&mut self, work: &mut Work<'_>, slot: u32, journal: &dyn Frames) -> Result<(), ViewError> {
        let Some(feed) = self.feed_by_slot(slot).cloned() else { return Ok(()) };
        let limit = self.roster.as_ref().map_or(0, |roster| roster.limit(&feed.id));
        let last = feed.tips.iter().map(|tip| tip.seq).max().unwrap_or(0);
        if limit == feed.limit {
            return Ok(());
        }
        if let Some(feed) = usize::try_from(slot).ok().and_then(|slot| self.feeds.get_mut(slot)) {
            feed.limit = limit;
        }
        work.feeds.insert(slot);
        let (low, high) = (limit.min(feed.limit).min(last), limit.max(feed.limit).min(last));
        if low == high {
            return Ok(());
        }
        work.pages.write_marked()?;
        let links = self.links_between(slot, low + 1, high)?;
        if limit > feed.limit {
            for link in links {
                let (_, op) = read_op(journal, link.at)?;
                let id = OpId::of_hash(&link.hash);
                self.apply_op(work, &feed.id, &op, OpRef { id, time: op.time, at: link.at })?;
            }
            Ok(())
        } else {
            self.take_back(work, feed.id.channel, &links, journal)
        }
    }

    /// Makes anew the records that ops no longer accepted had touched, from the ops that still count.
    fn take_back(
        &mut self,
        work: &mut Work<'_>,
        channel: Channel,
        links: &[Link],
        journal: &dyn Frames,
    ) -> Result<(), ViewError> {
        let gone: BTreeSet<OpId> = links.iter().map(|link| OpId::of_hash(&link.hash)).collect();
        let mut touched = BTreeSet::new();
        for link in links {
            let (_, op) = read_op(journal, link.at)?;
            erased::drop_ops(&mut work.pages, &op.record, &gone)?;
            if self.cleared.holds(&op.record) {
                continue;
            }
            if let Some(kind) = edits_of(&op).as_deref().and_then(kind_of) {
                touched.insert((kind, op.record));
            }
        }
        touched.retain(|(_, id)| !self.is_erased(&channel, id));
        for (kind, id) in touched {
            self.change_record(work, channel, kind, id, |state| {
                let kept: Vec<OpRef<Place>> = state.ops.iter().filter(|op| !gone.contains(&op.id)).copied().collect();
                *state = State::default();
                for op in kept {
                    let edits = edits_of(&read_op(journal, op.at)?.1).unwrap_or_default();
                    state.apply(op, &edits);
                }
                Ok(())
            })?;
            self.bring_forward(work, (kind, id), &gone, journal)?;
        }
        Ok(())
    }

    /// The records of the team's channel follow from the accepted ops alone; of one that has none left nothing is shown.
    /// One of which the same ops count as before is left as it is.
    fn show_team_records(&mut self, work: &mut Work<'_>, roster: &Roster) -> Result<(), ViewError> {
        let mut states: BTreeMap<(u16, RecordId), State> = BTreeMap::new();
        let mut moved = BTreeSet::new();
        for op in &self.team_ops {
            let id = op.id();
            let counts = roster.accepted.contains(&id);
            let counted = self.roster.as_ref().is_some_and(|before| before.accepted.contains(&id));
            let Some(kind) = kind_of(&op.edits).filter(|kind| belongs(*kind, Channel::Team)) else { continue };
            if !counts && !counted {
                continue;
            }
            if counts != counted {
                moved.insert((kind, op.record));
            }
            let state = states.entry((kind, op.record)).or_default();
            let slot = self.feed_slots.get(&op.feed).copied().unwrap_or_default();
            let at = match work.pages.get(table::CHAIN, &chain::key(slot, op.tip.seq))? {
                Some(Page::Links(links)) => links.iter().find(|link| link.hash == op.tip.hash).map(|link| link.at),
                _ => None,
            };
            if let Some(at) = at.filter(|_| counts) {
                state.apply(OpRef { id, time: op.time, at }, &op.edits);
            }
        }
        for ((kind, id), fresh) in states.into_iter().filter(|(record, _)| moved.contains(record)) {
            self.change_record(work, Channel::Team, kind, id, |state| {
                *state = fresh;
                Ok(())
            })?;
        }
        Ok(())
    }
}
