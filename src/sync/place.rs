//! Where an arriving segment joins what is held.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::bundle::Manifest;
use super::{Archive, ArchiveError, FeedRow};
use crate::log::{Body, FeedId, Op, OpId, Tip};

/// The places of each feed: those of the archive, and those that this bundle has brought so far.
pub(super) struct Places<'a, A> {
    archive: &'a A,
    /// Ends of branches, and of what comes before a hole.
    tips: BTreeMap<FeedId, Vec<Tip>>,
    /// Feeds with a hole: who holds one of their ops need not hold those before it.
    holed: BTreeSet<FeedId>,
    /// Places brought, of feeds of which the bundle has several segments: a branch may leave one of them.
    brought: HashMap<FeedId, HashSet<(u64, OpId)>>,
}

/// How one segment joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joining {
    /// It follows a place that is held; up to `skip_to` all of it is held too.
    At { skip_to: Tip },
    /// What it follows is not held. `after`: the last number that is held before it.
    Gap { after: u64 },
}

impl<'a, A: Archive> Places<'a, A> {
    pub fn new(archive: &'a A, manifest: &Manifest) -> Self {
        let rows = archive.feeds();
        let holed = rows.iter().filter(|row| !row.is_whole()).map(|row| row.feed).collect();
        let ends = |row: FeedRow| row.tips.into_iter().chain(row.solid).collect::<BTreeSet<Tip>>();
        let tips = rows.into_iter().map(|row| (row.feed, ends(row).into_iter().collect())).collect();
        let mut once = BTreeSet::new();
        let feeds = manifest.entries.iter().map(|entry| *entry.feed());
        let brought = feeds.filter(|feed| !once.insert(*feed)).map(|feed| (feed, HashSet::new())).collect();
        Self { archive, tips, holed, brought }
    }

    /// Before a segment's ops are seen.
    pub fn begin(&self, feed: &FeedId, follows: Tip) -> Result<Joining, ArchiveError> {
        if self.held(feed, &follows)? {
            return Ok(Joining::At { skip_to: follows });
        }
        let tips = self.tips.get(feed).into_iter().flatten();
        let after = tips.map(|tip| tip.seq).filter(|seq| *seq < follows.seq).max().unwrap_or_default();
        Ok(Joining::Gap { after })
    }

    /// The next ops of a segment of which all was held so far: how far it still is.
    ///
    /// Who holds an op holds those before it, or else there is a hole and this is how it is filled: then only what is
    /// whole from the start is passed over. So the end of what is held is found by halving.
    pub fn skip(&self, feed: &FeedId, from: Tip, tips: &[Tip]) -> Result<Tip, ArchiveError> {
        let (mut low, mut high) = (0, tips.len());
        let fills = self.holed.contains(feed) && self.whole(feed, &from)?;
        let passed = |tip: &Tip| if fills { self.whole(feed, tip) } else { self.held(feed, tip) };
        if let Some(last) = tips.last()
            && passed(last)?
        {
            return Ok(*last);
        }
        while low < high {
            let middle = usize::midpoint(low, high);
            match tips.get(middle) {
                Some(tip) if passed(tip)? => low = middle + 1,
                _ => high = middle,
            }
        }
        Ok(low.checked_sub(1).and_then(|last| tips.get(last)).copied().unwrap_or(from))
    }

    /// How many ops after those passed over are held all the same: they follow a hole. One that is held without its
    /// content and arrives with it is new.
    pub fn again(&self, feed: &FeedId, ops: &[Op], tips: &[Tip]) -> Result<u64, ArchiveError> {
        let mut again = 0;
        if self.holed.contains(feed) {
            for (op, tip) in ops.iter().zip(tips) {
                let whole = matches!(op.body, Body::Payload(_));
                let fills = whole && self.archive.is_hollow(feed, tip).map_err(ArchiveError::new)?;
                again += u64::from(!fills && self.held(feed, tip)?);
            }
        }
        Ok(again)
    }

    /// Ops that join, so that later segments of the bundle may follow them.
    pub fn bring(&mut self, feed: &FeedId, tips: &[Tip]) {
        if let Some(brought) = self.brought.get_mut(feed) {
            brought.extend(tips.iter().map(|tip| (tip.seq, OpId::of_hash(&tip.hash))));
        }
    }

    /// The end of a segment that brings ops from `joined` to `end`: whether it is a second branch.
    pub fn end(&mut self, feed: &FeedId, joined: Tip, end: Tip) -> bool {
        let tips = self.tips.entry(*feed).or_default();
        if let Some(tip) = tips.iter_mut().find(|tip| **tip == joined) {
            *tip = end;
            return false;
        }
        tips.push(end);
        tips.len() > 1
    }

    fn whole(&self, feed: &FeedId, place: &Tip) -> Result<bool, ArchiveError> {
        self.archive.holds_whole(feed, place).map_err(ArchiveError::new)
    }

    fn held(&self, feed: &FeedId, place: &Tip) -> Result<bool, ArchiveError> {
        if *place == Tip::START {
            return Ok(true);
        }
        let op = OpId::of_hash(&place.hash);
        if self.brought.get(feed).is_some_and(|brought| brought.contains(&(place.seq, op))) {
            return Ok(true);
        }
        let found = self.archive.tip_at(feed, place.seq, op).map_err(ArchiveError::new)?;
        Ok(found == Some(*place))
    }
}
