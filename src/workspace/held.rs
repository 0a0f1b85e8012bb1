//! This laptop's store, as sync reads it.

use crate::log::{BackupReceipt, DeviceId, FeedId, OpId, Receipt, Roster, Segment, Tip};
use crate::store::Reading;
use crate::store::views::ViewError;
use crate::sync::{Archive, FeedRow};

/// The store, or what it was at one moment, as sync reads it.
pub(super) struct Held<'a, S>(pub &'a S);

impl<S: Reading> Archive for Held<'_, S> {
    type Error = ViewError;

    fn me(&self) -> DeviceId {
        self.0.device()
    }

    fn roster(&self) -> Option<&Roster> {
        self.0.views().roster()
    }

    fn feeds(&self) -> Vec<FeedRow> {
        let views = self.0.views();
        let row = |feed: &crate::store::views::Feed| {
            let author = if feed.id.device == self.0.device() {
                Some(self.0.public_key())
            } else {
                views.author(&feed.id.device)
            };
            let (tips, solid) = (feed.tips.clone(), feed.solid().to_vec());
            Some(FeedRow { feed: feed.id, author: author?, tips, solid, heads: feed.heads.clone() })
        };
        views.feeds().iter().filter(|feed| !feed.tips.is_empty()).filter_map(row).collect()
    }

    fn tip_at(&self, feed: &FeedId, seq: u64, op: OpId) -> Result<Option<Tip>, ViewError> {
        self.0.views().tip_at(feed, seq, op)
    }

    fn holds_whole(&self, feed: &FeedId, place: &Tip) -> Result<bool, ViewError> {
        self.0.views().holds_whole(feed, place)
    }

    fn is_hollow(&self, feed: &FeedId, place: &Tip) -> Result<bool, ViewError> {
        self.0.views().is_hollow(feed, place)
    }

    fn segment(&self, feed: &FeedId, after: Tip, up_to: Tip, max_ops: usize) -> Result<Segment, ViewError> {
        self.0.views().segment(feed, after, up_to, max_ops, self.0)
    }

    fn receipts(&self) -> Vec<Receipt> {
        self.0.views().receipts().cloned().collect()
    }

    fn backups(&self) -> Vec<BackupReceipt> {
        self.0.views().backups().cloned().collect()
    }

    fn floors(&self, feed: &FeedId) -> Vec<Tip> {
        let views = self.0.views();
        // Where nothing counts as cleared any more, what is whole holds nothing hollow.
        let whole =
            |feed: &&crate::store::views::Feed| views.cleared().records().is_empty() && feed.solid() == feed.tips;
        views.feed(feed).filter(|feed| !whole(feed)).map(|feed| feed.floors.clone()).unwrap_or_default()
    }

    fn admitted(&self, device: &DeviceId) -> Option<i64> {
        let about = |op: &&crate::log::TeamOp| op.record == device.record();
        self.0.views().team_ops().iter().filter(about).map(|op| op.time).min()
    }
}
