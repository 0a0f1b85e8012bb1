//! What of a feed lies beyond what someone is known to hold.

use std::collections::BTreeSet;

use super::{Frames, ViewError, Views, apply::read_op, pages::Link};
use crate::log::{FeedId, OpId, Tip};

/// Ops of one feed, counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Beyond {
    pub ops: u64,
    /// The author's time of the first of them, UTC milliseconds.
    pub oldest: Option<i64>,
}

impl Views {
    /// The ops of a feed that who holds these places does not thereby hold. A place that is not in the chain here, as
    /// after a restore or on the other branch of a clone, proves nothing.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn beyond(&self, id: &FeedId, places: &[(u64, OpId)], journal: &dyn Frames) -> Result<Beyond, ViewError> {
        let (Some(slot), Some(feed)) = (self.feed_slots.get(id), self.feed(id)) else { return Ok(Beyond::default()) };
        let mut held: Vec<Tip> = Vec::new();
        for (seq, op) in places {
            held.extend(self.tip_at(id, *seq, *op)?);
        }
        let last = feed.tips.iter().map(|tip| tip.seq).max().unwrap_or(0);
        let (ops, first) = if feed.tips.len() == 1 {
            let reached = held.iter().map(|tip| tip.seq).max().unwrap_or(0);
            let first = if last > reached { self.links_at(*slot, reached + 1)?.into_iter().next() } else { None };
            (last.saturating_sub(reached), first)
        } else {
            let mut reached: BTreeSet<OpId> = held.iter().map(|tip| OpId::of_hash(&tip.hash)).collect();
            let mut beyond = (0, None);
            for link in self.links_between(*slot, 1, last)?.into_iter().rev() {
                if reached.contains(&OpId::of_hash(&link.hash)) {
                    reached.insert(link.parent);
                } else {
                    beyond = (beyond.0 + 1, Some(link));
                }
            }
            beyond
        };
        let oldest = first.map(|link| read_op(journal, link.at)).transpose()?.map(|(_, op)| op.time);
        Ok(Beyond { ops, oldest })
    }

    /// The number of the first op of a feed that is held after this one, with its content or where that was erased.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn next_held(&self, id: &FeedId, after: u64) -> Result<Option<u64>, ViewError> {
        let (Some(slot), Some(feed)) = (self.feed_slots.get(id), self.feed(id)) else { return Ok(None) };
        let last = feed.tips.iter().map(|tip| tip.seq).max().unwrap_or(0);
        let links = self.links_between(*slot, after.saturating_add(1), last)?;
        let held = |link: &&Link| link.hollow.is_none_or(|record| self.may_lack(&id.channel, &record));
        Ok(links.iter().find(held).map(|link| link.seq))
    }
}
