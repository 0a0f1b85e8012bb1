//! What of a feed is held without a hole, from its first op on: what this laptop may say that it has.
//!
//! A damaged frame of the journal takes ops out of the middle of a feed. What follows them still counts, but a receipt
//! that named the feed's last op would keep the team from ever sending what was lost. An op that is held without its
//! content is a hole too, unless an erasure that counts, or a clearing of this laptop, says why.

use std::collections::BTreeSet;

use super::apply::{edits_of, kind_of, read_op};
use super::chain::{self, on_branch};
use super::pages::{Link, Page, Pages, table};
use super::{Feed, Frames, ViewError, Views};
use crate::log::{FeedId, FieldEdit, OpId, Segment, Tip};
use crate::model::RecordId;

/// Links that are in memory at a time.
const WINDOW: u64 = 4_096;

impl Feed {
    /// Where what is held whole ends, on each branch.
    pub fn solid(&self) -> &[Tip] {
        self.solid.as_deref().unwrap_or(&self.tips)
    }
}

/// What a hole cuts off: no bundle that starts before it can hold it.
#[derive(Clone, Debug, Default)]
pub struct Stranded {
    /// The ops before the hole.
    pub before: BTreeSet<OpId>,
    pub ops: Vec<StrandedOp>,
}

#[derive(Clone, Debug)]
pub struct StrandedOp {
    pub id: OpId,
    /// UTC milliseconds, by its author's clock.
    pub time: i64,
    pub record: RecordId,
    pub kind: u16,
    pub edits: Vec<FieldEdit>,
}

/// Whether the place that a segment follows is held.
pub(super) fn joins(pages: &mut Pages<'_>, slot: u32, segment: &Segment) -> Result<bool, ViewError> {
    let follows = segment.follows;
    Ok(follows == Tip::START || any(pages, slot, follows.seq, |link| link.hash == follows.hash)?)
}

/// Whether an op that follows this place is held.
pub(super) fn is_followed(pages: &mut Pages<'_>, slot: u32, place: &Tip) -> Result<bool, ViewError> {
    let id = OpId::of_hash(&place.hash);
    any(pages, slot, place.seq.saturating_add(1), |link| link.parent == id)
}

fn any(pages: &mut Pages<'_>, slot: u32, seq: u64, fits: impl Fn(&Link) -> bool) -> Result<bool, ViewError> {
    Ok(match pages.get(table::CHAIN, &chain::key(slot, seq))? {
        Some(Page::Links(links)) => links.iter().any(|link| link.seq == seq && fits(link)),
        _ => false,
    })
}

impl Views {
    /// Finds anew where these feeds are whole. Their links must be written.
    pub(super) fn find_holes(&mut self, slots: &BTreeSet<u32>) -> Result<(), ViewError> {
        for slot in slots {
            let ends = self.whole_ends(*slot)?;
            if let Some(feed) = usize::try_from(*slot).ok().and_then(|slot| self.feeds.get_mut(slot)) {
                feed.solid = (ends != feed.tips).then_some(ends);
            }
        }
        Ok(())
    }

    /// Walks a feed from its start, along every branch, for as long as nothing is missing.
    fn whole_ends(&self, slot: u32) -> Result<Vec<Tip>, ViewError> {
        let Some(channel) = self.feed_by_slot(slot).map(|feed| feed.id.channel) else { return Ok(Vec::new()) };
        let mut ends = Vec::new();
        let mut reached = vec![Tip::START];
        while let Some(seq) = reached.first().map(|tip| tip.seq) {
            let links = self.links_between(slot, seq.saturating_add(1), seq.saturating_add(WINDOW))?;
            for links in links.chunk_by(|a, b| a.seq == b.seq) {
                let follows = |link: &&Link| {
                    let joins = |tip: &Tip| tip.seq + 1 == link.seq && OpId::of_hash(&tip.hash) == link.parent;
                    reached.iter().any(joins) && link.hollow.is_none_or(|record| self.may_lack(&channel, &record))
                };
                let next: Vec<&Link> = links.iter().filter(follows).collect();
                let ends_here = |tip: &&Tip| next.iter().all(|link| link.parent != OpId::of_hash(&tip.hash));
                ends.extend(reached.iter().filter(ends_here).copied());
                reached = next.iter().map(|link| Tip { seq: link.seq, hash: link.hash }).collect();
            }
            if links.last().is_none_or(|link| link.seq < seq.saturating_add(WINDOW)) {
                ends.append(&mut reached);
            }
        }
        ends.retain(|tip| *tip != Tip::START);
        ends.sort_unstable();
        Ok(ends)
    }

    /// The ops of a feed that stand behind a hole, by number; erased ones and those of cleared records left out.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn stranded(&self, feed: &FeedId, journal: &dyn Frames) -> Result<Stranded, ViewError> {
        let mut stranded = Stranded { before: BTreeSet::from([OpId::of_hash(&Tip::START.hash)]), ops: Vec::new() };
        let (Some(slot), Some(held)) = (self.feed_slots.get(feed), self.feed(feed)) else { return Ok(stranded) };
        let last = held.tips.iter().map(|tip| tip.seq).max().unwrap_or(0);
        for link in self.links_between(*slot, 1, last)? {
            let id = OpId::of_hash(&link.hash);
            if stranded.before.contains(&link.parent) {
                stranded.before.insert(id);
                continue;
            }
            let (_, op) = read_op(journal, link.at)?;
            if self.may_lack(&feed.channel, &op.record) {
                continue;
            }
            let Some(edits) = edits_of(&op) else { continue };
            let Some(kind) = kind_of(&edits) else { continue };
            stranded.ops.push(StrandedOp { id, time: op.time, record: op.record, kind, edits });
        }
        Ok(stranded)
    }

    /// Whether a place of a feed is held, and all before it.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn holds_whole(&self, feed: &FeedId, place: &Tip) -> Result<bool, ViewError> {
        let Some(slot) = self.feed_slots.get(feed).copied() else { return Ok(*place == Tip::START) };
        if *place == Tip::START {
            return Ok(true);
        }
        let links = self.links_at(slot, place.seq)?;
        let held = links.iter().any(|link| link.hash == place.hash);
        let Some(Some(ends)) = self.feed_by_slot(slot).map(|feed| &feed.solid) else { return Ok(held) };
        let further = ends.iter().filter(|end| end.seq >= place.seq);
        if !held || links.len() == 1 {
            // What leads to a place further on passes through the only op that is here.
            return Ok(held && further.count() > 0);
        }
        for end in further {
            let links = on_branch(self.links_between(slot, place.seq, end.seq)?, end);
            if links.first().is_some_and(|link| link.hash == place.hash) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
