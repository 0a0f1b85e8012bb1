//! What sync asks of the store, and nothing more.

use std::error::Error;

use crate::log::{BackupReceipt, DeviceId, FeedId, OpId, Receipt, Roster, Segment, SignedHead, TeamId, Tip};

/// One feed that is held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FeedRow {
    pub feed: FeedId,
    /// Ed25519 public key of the feed's device. Kept with the feed because a held author is in no roster yet.
    pub author: [u8; 32],
    /// One, unless a laptop was cloned: then the end of each branch. Where ops are missing in between, what comes
    /// before them ends here too.
    pub tips: Vec<Tip>,
    /// Where what is held whole from the first op on ends, on each branch: what a receipt may name.
    pub solid: Vec<Tip>,
    /// The latest head that the author signed on each branch. Not needed for this device's own feeds.
    pub heads: Vec<SignedHead>,
}

impl FeedRow {
    /// Whether nothing is missing before a tip.
    pub(super) fn is_whole(&self) -> bool {
        self.solid == self.tips
    }
}

/// The ops, heads and receipts of one store, as sync reads them. Sync never writes: what an import brings is a value.
pub trait Archive {
    type Error: Error + Send + Sync + 'static;

    /// This device.
    fn me(&self) -> DeviceId;

    /// `None` before this device has joined a team.
    fn roster(&self) -> Option<&Roster>;

    /// Every feed of which at least one op is held, in any order.
    fn feeds(&self) -> Vec<FeedRow>;

    /// The place with that number and op id, on any branch of a feed, if it is held.
    ///
    /// # Errors
    /// Those of the store.
    fn tip_at(&self, feed: &FeedId, seq: u64, op: OpId) -> Result<Option<Tip>, Self::Error>;

    /// Whether a place is held, and all before it.
    ///
    /// # Errors
    /// Those of the store.
    fn holds_whole(&self, feed: &FeedId, place: &Tip) -> Result<bool, Self::Error> {
        Ok(*place == Tip::START || self.tip_at(feed, place.seq, OpId::of_hash(&place.hash))? == Some(*place))
    }

    /// Whether the op at a place is held without its content, and no erasure that counts says why.
    ///
    /// # Errors
    /// Those of the store.
    fn is_hollow(&self, feed: &FeedId, place: &Tip) -> Result<bool, Self::Error> {
        let _ = (feed, place);
        Ok(false)
    }

    /// The ops that follow `after` on the branch that ends at `up_to`: at most `max_ops`, at least one; none if that
    /// branch does not pass through `after`, or not without a hole.
    ///
    /// # Errors
    /// Those of the store.
    fn segment(&self, feed: &FeedId, after: Tip, up_to: Tip, max_ops: usize) -> Result<Segment, Self::Error>;

    /// Places of a feed before which nothing may be given out, on any of its branches: the ops there are hollow, because
    /// they were cleared from this laptop alone.
    fn floors(&self, feed: &FeedId) -> Vec<Tip> {
        let _ = feed;
        Vec::new()
    }

    /// The latest receipt of every device; earlier ones of the same incarnation may be given too, and help where the
    /// latest names a place that this laptop does not hold yet.
    fn receipts(&self) -> Vec<Receipt>;

    /// The latest receipt of a backup of every device that made one.
    fn backups(&self) -> Vec<BackupReceipt> {
        Vec::new()
    }

    /// UTC milliseconds at which a device was admitted: one that never sent a receipt is silent from then on.
    fn admitted(&self, device: &DeviceId) -> Option<i64> {
        let _ = device;
        None
    }

    fn team(&self) -> Option<TeamId> {
        self.roster().map(|roster| roster.team)
    }
}

/// An error of the store, on its way through sync.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct ArchiveError(Box<dyn Error + Send + Sync>);

impl ArchiveError {
    pub(super) fn new(error: impl Error + Send + Sync + 'static) -> Self {
        Self(Box::new(error))
    }
}

/// How far a job is, in ops.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    pub done: u64,
    pub total: u64,
}
