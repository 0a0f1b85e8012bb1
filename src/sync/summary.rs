//! What a bundle brings, in figures.

use std::collections::BTreeSet;

use crate::log::{Channel, DeviceId, FeedId};

/// What became of one segment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SegmentReport {
    pub feed: FeedId,
    /// Numbers of the first and last op.
    pub first: u64,
    pub last: u64,
    pub verdict: Verdict,
}

/// What became of one segment, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Joined to what was held: `new` ops after `known` ones that were held already.
    Joined {
        new: u64,
        known: u64,
        /// A second branch of the feed: its laptop was cloned. Both are kept.
        forked: bool,
        /// The last of the new ones that are stored and relayed, but do not count; and those after them that were left.
        held: Option<Held>,
    },
    /// All of it was held already.
    Known,
    /// Ops `from` to `to` of the feed are missing before it. Nothing of it was taken.
    Gap { from: u64, to: u64 },
    /// Of a channel that this device may not read. Nothing of it was taken.
    NotReadable,
}

/// Ops that are kept and do not count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Held {
    /// Stored and relayed.
    pub ops: u64,
    /// Not even stored: too many of their author are held. They come again in later bundles.
    pub left: u64,
    pub why: HeldWhy,
}

/// Why ops do not count, for now.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum HeldWhy {
    /// Nobody who is believed admitted the author.
    UnknownAuthor,
    /// They come after the last one accepted from a revoked device.
    Revoked,
    /// The author may not write this channel.
    NotAllowed,
}

/// What a bundle brings, by segment and in all.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    pub segments: Vec<SegmentReport>,
}

impl Summary {
    /// Ops that are new here, held ones among them.
    pub fn new_ops(&self) -> u64 {
        self.sum(|report| match report.verdict {
            Verdict::Joined { new, .. } => new,
            _ => 0,
        })
    }

    /// Ops that were here already.
    pub fn known_ops(&self) -> u64 {
        self.sum(|report| match report.verdict {
            Verdict::Joined { known, .. } => known,
            Verdict::Known => report.ops(),
            _ => 0,
        })
    }

    /// New ops that are stored and relayed, but do not count.
    pub fn held_ops(&self) -> u64 {
        self.sum(|report| match report.verdict {
            Verdict::Joined { held: Some(held), .. } => held.ops,
            _ => 0,
        })
    }

    /// Ops that were not stored, because too many of their author are held.
    pub fn left_ops(&self) -> u64 {
        self.sum(|report| match report.verdict {
            Verdict::Joined { held: Some(held), .. } => held.left,
            _ => 0,
        })
    }

    /// Feeds of which earlier ops are missing.
    pub fn gaps(&self) -> impl Iterator<Item = &SegmentReport> {
        self.segments.iter().filter(|report| matches!(report.verdict, Verdict::Gap { .. }))
    }

    /// Channels that were dropped because this device may not read them.
    pub fn dropped(&self) -> BTreeSet<Channel> {
        let dropped = self.segments.iter().filter(|report| report.verdict == Verdict::NotReadable);
        dropped.map(|report| report.feed.channel).collect()
    }

    /// Devices of which a second branch arrived: two laptops wrote with one store's keys.
    pub fn cloned(&self) -> BTreeSet<DeviceId> {
        let forked = |report: &&SegmentReport| matches!(report.verdict, Verdict::Joined { forked: true, .. });
        self.segments.iter().filter(forked).map(|report| report.feed.device).collect()
    }

    /// Whether nothing could be used because of what is missing.
    pub(super) fn only_gaps(&self) -> bool {
        let used = |report: &SegmentReport| matches!(report.verdict, Verdict::Joined { .. } | Verdict::Known);
        self.gaps().next().is_some() && !self.segments.iter().any(used)
    }

    fn sum(&self, of: impl Fn(&SegmentReport) -> u64) -> u64 {
        self.segments.iter().fold(0, |sum, report| sum.saturating_add(of(report)))
    }
}

impl SegmentReport {
    pub fn ops(&self) -> u64 {
        self.last.saturating_sub(self.first).saturating_add(1)
    }
}
