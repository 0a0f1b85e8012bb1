//! Who is in the team, as a function of the set of team ops, never of the order of their arrival.
//!
//! The root's key admits the first devices (depth 1); a steward of depth `d` admits devices of depth `d + 1`. Depths are
//! judged from the root outwards, so that a verdict never depends on one that it decides. Nobody touches a smaller depth;
//! stewards of one depth may revoke each other, and both revocations then hold. A revocation may be
//! moved later by any steward who may write it; that of a steward, among equals, by who wrote it alone.

mod cut;
mod judge;
mod succession;
#[cfg(test)]
pub(super) mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use self::cut::{Cut, CutPoint, Cuts};
pub(crate) use self::cut::{from_hex, to_hex};
pub use self::succession::prove_succession;
use super::{Channel, DeviceId, FeedId, FieldEdit, OpId, TeamId, Tip};
use crate::model::RecordId;

/// One op of the team channel, opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TeamOp {
    pub feed: FeedId,
    pub tip: Tip,
    pub time: i64,
    pub record: RecordId,
    pub edits: Vec<FieldEdit>,
}

impl TeamOp {
    pub fn id(&self) -> OpId {
        OpId::of_hash(&self.tip.hash)
    }
}

/// What the team knows of one device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// 1 for a device that the root admitted.
    pub depth: u32,
    pub steward: bool,
    pub signing_key: [u8; 32],
    /// age X25519 recipient.
    pub sealing_key: String,
    /// Whose visits it may read and correct, beside its own.
    pub reads_visits_of: BTreeSet<DeviceId>,
    pub revoked: Option<Cuts>,
    /// The device that took over from it, after a change of keys.
    pub successor: Option<DeviceId>,
}

/// Everyone who was ever admitted, and how far each is believed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Roster {
    pub team: TeamId,
    pub devices: BTreeMap<DeviceId, Standing>,
    /// The team ops that count.
    pub accepted: BTreeSet<OpId>,
    /// Records of which the content is gone for good, on every laptop that learns of it.
    pub erased: BTreeSet<RecordId>,
    /// Records of which ops may arrive without their content: those, and those of erasures that no longer count.
    pub warrants: BTreeSet<RecordId>,
    /// Devices that name several successors, and those: none of them counts until a steward admits one.
    pub disputed: BTreeMap<DeviceId, BTreeSet<DeviceId>>,
    /// Per feed of the team's channel, the number of the last op that bears on the verdict: without those after it, it is
    /// the same.
    heeded: BTreeMap<FeedId, u64>,
}

impl Roster {
    /// A team of which nothing but the root is known.
    pub fn new(team: TeamId) -> Self {
        Self {
            team,
            devices: BTreeMap::new(),
            accepted: BTreeSet::new(),
            disputed: BTreeMap::new(),
            erased: BTreeSet::new(),
            warrants: BTreeSet::new(),
            heeded: BTreeMap::new(),
        }
    }

    /// The number of the last op of a feed of the team's channel that bears on the verdict, whether or not it counts
    /// itself: 0 for none. Who leaves out what follows judges as everyone does.
    pub fn heeded(&self, feed: &FeedId) -> u64 {
        self.heeded.get(feed).copied().unwrap_or_default()
    }

    pub fn get(&self, device: &DeviceId) -> Option<&Standing> {
        self.devices.get(device)
    }

    /// Admitted and not revoked.
    pub fn live(&self) -> impl Iterator<Item = (&DeviceId, &Standing)> {
        self.devices.iter().filter(|(_, standing)| standing.revoked.is_none())
    }

    pub fn is_steward(&self, device: &DeviceId) -> bool {
        self.live().any(|(id, standing)| id == device && standing.steward)
    }

    /// Whether a device says that it took over from one in the team, as others do: what it brings must be heard, or who
    /// came first would count.
    pub fn is_claimed(&self, device: &DeviceId) -> bool {
        self.disputed.values().any(|claimants| claimants.contains(device))
    }

    /// Whether a device is another, or has taken over from it, by however many changes of keys.
    pub fn continues(&self, device: &DeviceId, former: &DeviceId) -> bool {
        let mut at = *former;
        let mut steps = 0;
        while at != *device && steps < self.devices.len() {
            let Some(next) = self.devices.get(&at).and_then(|standing| standing.successor) else { return false };
            (at, steps) = (next, steps + 1);
        }
        at == *device
    }

    pub fn may_read(&self, device: &DeviceId, channel: &Channel) -> bool {
        let Some(standing) = self.devices.get(device).filter(|standing| standing.revoked.is_none()) else {
            return false;
        };
        match channel {
            Channel::Common | Channel::Team => true,
            Channel::Visits(owner) => standing.steward || owner == device || standing.reads_visits_of.contains(owner),
        }
    }

    /// The number of the last op of a feed that counts: 0 for none, `u64::MAX` for all.
    ///
    /// Ops of the team channel always arrive; [`Roster::judge`] weighs them one by one.
    pub fn limit(&self, feed: &FeedId) -> u64 {
        if feed.channel == Channel::Team {
            return u64::MAX;
        }
        match self.devices.get(&feed.device).map(|standing| &standing.revoked) {
            Some(_) if !self.may_write(feed) => 0,
            Some(Some(cuts)) => cuts.limit(feed),
            Some(None) => u64::MAX,
            None => 0,
        }
    }

    /// Whether a feed's device, revoked or not, is one that writes its channel. Of the team's, see [`Roster::judge`].
    pub fn may_write(&self, feed: &FeedId) -> bool {
        let Some(standing) = self.devices.get(&feed.device) else { return false };
        match &feed.channel {
            Channel::Common | Channel::Team => true,
            Channel::Visits(owner) => {
                standing.steward || *owner == feed.device || standing.reads_visits_of.contains(owner)
            }
        }
    }
}
