//! What has reached whom.

use super::{Unsent, Workspace, WorkspaceError};
use crate::log::{Channel, DeviceId};

/// What one device is known to have, and when it was last heard of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerLine {
    pub device: DeviceId,
    /// UTC milliseconds of its latest receipt.
    pub heard: Option<i64>,
    /// My edits that it is not known to have, among those that it may read.
    pub lacks: Unsent,
}

impl Workspace {
    /// My edits that no steward's receipt covers yet.
    pub(super) fn unsent(&self) -> Result<Unsent, WorkspaceError> {
        let Some(roster) = self.store.views().roster() else { return Ok(Unsent::default()) };
        let me = self.me();
        if roster.is_steward(&me) {
            return Ok(Unsent::default());
        }
        let stewards: Vec<DeviceId> =
            roster.live().filter(|(_, standing)| standing.steward).map(|(id, _)| *id).collect();
        self.lacking(&stewards, &me)
    }

    /// Per device of the team: when it was heard of, and what of mine it lacks.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn ledger(&self) -> Result<Vec<LedgerLine>, WorkspaceError> {
        let views = self.store.views();
        let Some(roster) = views.roster() else { return Ok(Vec::new()) };
        let me = self.me();
        let others = roster.live().filter(|(id, _)| **id != me);
        others
            .map(|(id, _)| {
                let heard = views.receipts().find(|receipt| receipt.device == *id).map(|receipt| receipt.time);
                Ok(LedgerLine { device: *id, heard, lacks: self.lacking(&[*id], id)? })
            })
            .collect()
    }

    /// My edits, readable by `reader`, that none of `devices` is known to have.
    fn lacking(&self, devices: &[DeviceId], reader: &DeviceId) -> Result<Unsent, WorkspaceError> {
        let views = self.store.views();
        let Some(roster) = views.roster() else { return Ok(Unsent::default()) };
        let me = self.me();
        let mut unsent = Unsent::default();
        let mine = |feed: &&crate::store::views::Feed| feed.id.device == me && feed.id.channel != Channel::Team;
        for feed in views.feeds().iter().filter(mine).filter(|feed| roster.may_read(reader, &feed.id.channel)) {
            let receipts = views.receipts().filter(|receipt| devices.contains(&receipt.device));
            let seen = receipts.flat_map(|receipt| &receipt.frontier).filter(|seen| seen.feed == feed.id);
            let reached = seen.map(|seen| seen.seq).max().unwrap_or(0);
            let last = feed.tips.iter().map(|tip| tip.seq).max().unwrap_or(0);
            if last > reached {
                unsent.edits += last - reached;
                let time = views.time_of(&feed.id, reached + 1, &self.store)?;
                unsent.oldest = [unsent.oldest, time].into_iter().flatten().min();
            }
        }
        Ok(unsent)
    }
}
