//! Which edits are proven to be held where they must be, and which records they touch.

use std::collections::{BTreeMap, BTreeSet};

use super::WorkspaceError;
use crate::log::{Channel, DeviceId, FeedId, OpId, Receipt, Roster, Tip};
use crate::model::{DeviceRole, FieldValue, Kind, RecordId, Value};
use crate::store::Store;
use crate::store::views::{Feed, Views};

/// Stewards that must hold an edit.
const HOLDERS: usize = 2;
/// Ops read at a time.
const WINDOW: usize = 1_000;

/// All edits on the channels of visits that this laptop holds.
#[derive(Default)]
pub(super) struct Scan {
    /// Records with an edit that too few are known to hold.
    pub unproven: BTreeSet<RecordId>,
    /// Whose visits cannot be judged, because edits of their channel are missing here.
    pub blocked: BTreeSet<DeviceId>,
    /// Of each feed and branch, the last op on each record.
    last: BTreeMap<(FeedId, Tip), BTreeMap<RecordId, Tip>>,
}

impl Scan {
    /// Of each feed and branch the last op on any of these records.
    pub fn floors(&self, records: &BTreeSet<RecordId>) -> Vec<(FeedId, Tip)> {
        let last = |ops: &BTreeMap<RecordId, Tip>| {
            ops.iter().filter(|(id, _)| records.contains(id)).map(|(_, tip)| *tip).max_by_key(|tip| tip.seq)
        };
        let mut floors: Vec<(FeedId, Tip)> =
            self.last.iter().filter_map(|((feed, _), ops)| Some((*feed, last(ops)?))).collect();
        floors.dedup();
        floors
    }
}

/// Reads every op on the channels of visits.
pub(super) fn scan(store: &Store) -> Result<Scan, WorkspaceError> {
    let mut scan = Scan::default();
    for feed in store.views().feeds() {
        let Channel::Visits(owner) = feed.id.channel else { continue };
        let proven = proven(store, feed, owner)?;
        for tip in &feed.tips {
            if !read_branch(store, feed, *tip, proven, &mut scan)? {
                scan.blocked.insert(owner);
            }
        }
    }
    Ok(scan)
}

/// Whether all ops of a branch, from the first on, could be read.
fn read_branch(store: &Store, feed: &Feed, tip: Tip, proven: u64, scan: &mut Scan) -> Result<bool, WorkspaceError> {
    let mut at = Tip::START;
    let mut last: BTreeMap<RecordId, Tip> = BTreeMap::new();
    while at != tip {
        let segment = store.views().segment(&feed.id, at, tip, WINDOW, store)?;
        let Ok(tips) = segment.tips() else { return Ok(false) };
        let Some(end) = tips.last().copied() else { return Ok(false) };
        for (op, tip) in segment.ops.iter().zip(&tips) {
            last.insert(op.record, *tip);
            if tip.seq > proven {
                scan.unproven.insert(op.record);
            }
        }
        at = end;
    }
    scan.last.insert((feed.id, tip), last);
    Ok(true)
}

/// The number of the last op of a feed that two stewards have signed to hold, or one that has signed for a backup too.
fn proven(store: &Store, feed: &Feed, owner: DeviceId) -> Result<u64, WorkspaceError> {
    let views = store.views();
    let Some(roster) = views.roster() else { return Ok(0) };
    let field = once_field(views, roster);
    let cleared = |id: &DeviceId| field.iter().any(|former| roster.continues(id, former));
    let counts = |id: &DeviceId| *id != store.device() && *id != owner && !cleared(id);
    let stewards = roster.live().filter(|(id, standing)| standing.steward && counts(id)).map(|(id, _)| *id);
    let mut reached = Vec::new();
    let mut backed_up = 0;
    for steward in stewards {
        let Some(receipt) = views.receipts().find(|receipt| receipt.device == steward) else { continue };
        let held = held_by(store, feed, receipt)?;
        reached.push(held);
        if let Some(backup) = views.backups().find(|backup| backup.0.device == steward) {
            backed_up = backed_up.max(held.min(held_by(store, feed, &backup.0)?));
        }
    }
    reached.sort_unstable_by(|a, b| b.cmp(a));
    Ok(reached.get(HOLDERS - 1).copied().unwrap_or(0).max(backed_up))
}

/// Devices that were no stewards at some time, by a word that counts: what they sign for since they are, they may have
/// cleared before.
fn once_field(views: &Views, roster: &Roster) -> BTreeSet<DeviceId> {
    let tag = Kind::Device.field("role").map(|spec| spec.tag);
    let role = |bytes: &[u8]| DeviceRole::from_value(&Value::from_bytes(bytes).ok()?);
    let counted = views.team_ops().iter().filter(|op| roster.accepted.contains(&op.id()));
    let field = counted.filter(|op| {
        let given = op.edits.iter().filter(|edit| Some(edit.tag) == tag).filter_map(|edit| edit.value.as_deref());
        given.filter_map(role).any(|role| role != DeviceRole::Steward)
    });
    field.map(|op| DeviceId::from_record(op.record)).collect()
}

/// How far a device has signed to hold a feed, by places that stand here: of a feed with several branches, all or nothing.
fn held_by(store: &Store, feed: &Feed, receipt: &Receipt) -> Result<u64, WorkspaceError> {
    let seen = || receipt.frontier.iter().filter(|seen| seen.feed == feed.id);
    let all = |tip: &Tip| seen().any(|seen| seen.seq == tip.seq && seen.tip == OpId::of_hash(&tip.hash));
    if feed.tips.iter().all(all) {
        return Ok(u64::MAX);
    }
    let mut furthest = 0;
    for seen in seen().filter(|_| feed.tips.len() == 1) {
        if store.views().tip_at(&feed.id, seen.seq, seen.tip)?.is_some() {
            furthest = furthest.max(seen.seq);
        }
    }
    Ok(furthest)
}
