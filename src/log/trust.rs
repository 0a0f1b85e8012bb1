//! Who is in the team, as a function of the set of team ops, never of the order of their arrival.
//!
//! The root's key admits the first devices (depth 1); a steward of depth `d` admits devices of depth `d + 1`. Depths are
//! judged from the root outwards, so that a verdict never depends on one that it decides. Nobody touches a smaller depth;
//! stewards of one depth may revoke each other, and both revocations then hold.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Channel, DeviceId, FeedId, FieldEdit, OpId, OpRef, RecordState, TeamId, Tip, decode, encode};
use crate::model::{Device, DeviceRole, FIRST_TRUST_TAG, FieldValue, Kind, LongText, RecordId, Refs, Tag, Value};

/// One op of the team channel, opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TeamOp {
    pub feed: FeedId,
    pub tip: Tip,
    pub time: i64,
    pub record: RecordId,
    pub edits: Vec<FieldEdit>,
}

/// The last op accepted in one feed of a revoked device.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct CutPoint {
    pub feed: FeedId,
    pub seq: u64,
    pub op: OpId,
}

/// Where a revoked device's feeds end. A feed that is not named ends before its first op.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Cut(pub Vec<CutPoint>);

impl Cut {
    /// As the `revoked` field of a device's record keeps it: hexadecimal.
    pub fn to_text(&self) -> String {
        to_hex(&encode(self))
    }

    pub fn from_text(text: &str) -> Option<Self> {
        decode(&from_hex(text)?).ok()
    }

    /// The last number accepted in a feed.
    pub fn limit(&self, feed: &FeedId) -> u64 {
        self.0.iter().filter(|point| point.feed == *feed).map(|point| point.seq).min().unwrap_or_default()
    }
}

/// Hexadecimal, lower case.
pub(crate) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes that an even number of hexadecimal digits stand for.
pub(crate) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect())
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
    pub revoked: Option<Cut>,
}

/// Everyone who was ever admitted, and how far each is believed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Roster {
    pub team: TeamId,
    pub devices: BTreeMap<DeviceId, Standing>,
    /// The team ops that count.
    pub accepted: BTreeSet<OpId>,
}

type States = BTreeMap<DeviceId, RecordState<()>>;

impl Roster {
    /// A team of which nothing but the root is known.
    pub fn new(team: TeamId) -> Self {
        Self { team, devices: BTreeMap::new(), accepted: BTreeSet::new() }
    }

    /// Judges a set of ops whose signatures have been verified. Order and repetition do not matter.
    pub fn judge(team: TeamId, ops: &[TeamOp]) -> Self {
        let mut depths = BTreeMap::from([(team.root(), 0)]);
        let mut states = States::new();
        let mut counted = BTreeSet::new();
        let mut depth = 0;
        while depths.values().any(|d| *d == depth) {
            let accepted = accepted_at(depth, &team, &depths, &states, ops);
            accepted.iter().for_each(|op| apply(&mut states, op));
            counted.extend(accepted.iter().map(|op| OpId::of_hash(&op.tip.hash)));
            let admitted: Vec<DeviceId> = states
                .keys()
                .filter(|id| !depths.contains_key(id) && admitted_key(id, &states).is_some())
                .copied()
                .collect();
            depth += 1;
            depths.extend(admitted.into_iter().map(|id| (id, depth)));
        }
        let devices = depths.iter().filter_map(|(id, depth)| Some((*id, standing(id, *depth, &states)?))).collect();
        Self { team, devices, accepted: counted }
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
        let Some(standing) = self.devices.get(&feed.device) else { return 0 };
        let may_write = match &feed.channel {
            Channel::Common | Channel::Team => true,
            Channel::Visits(owner) => {
                standing.steward || *owner == feed.device || standing.reads_visits_of.contains(owner)
            }
        };
        match (&standing.revoked, may_write) {
            (_, false) => 0,
            (None, true) => u64::MAX,
            (Some(cut), true) => cut.limit(feed),
        }
    }
}

/// The ops that authors of one depth may write, given the verdicts of all smaller depths.
fn accepted_at<'a>(
    depth: u32,
    team: &TeamId,
    depths: &BTreeMap<DeviceId, u32>,
    states: &States,
    ops: &'a [TeamOp],
) -> Vec<&'a TeamOp> {
    let is_author = |id: &DeviceId| depths.get(id) == Some(&depth) && (*id == team.root() || is_steward(id, states));
    let within = |op: &TeamOp, states: &States| {
        cuts(&op.feed.device, states).iter().all(|cut| op.tip.seq <= cut.limit(&op.feed))
            || op.feed.device == team.root()
    };
    let touches_smaller = |op: &TeamOp| {
        let target = DeviceId::from_record(op.record);
        depths.get(&target).is_some_and(|target| *target < depth)
    };
    let candidates: Vec<&TeamOp> = ops
        .iter()
        .filter(|op| op.feed.channel == Channel::Team && is_author(&op.feed.device))
        .filter(|op| within(op, states) && !touches_smaller(op))
        .collect();
    let mut with_equals = states.clone();
    candidates.iter().for_each(|op| apply(&mut with_equals, op));
    candidates.into_iter().filter(|op| revokes(op) || within(op, &with_equals)).collect()
}

/// Revocations among equals all stand: what a revoked steward admitted falls, whom it revoked stays revoked.
fn revokes(op: &TeamOp) -> bool {
    op.edits.iter().any(|edit| edit.tag == tag_of("revoked"))
}

fn apply(states: &mut States, op: &TeamOp) {
    let id = OpId::of_hash(&op.tip.hash);
    states.entry(DeviceId::from_record(op.record)).or_default().apply(OpRef { id, time: op.time, at: () }, &op.edits);
}

fn tag_of(key: &str) -> Tag {
    Kind::Device.field(key).map_or(FIRST_TRUST_TAG, |spec| spec.tag)
}

/// The live values of a device's field.
fn live<T: FieldValue>(id: &DeviceId, key: &str, states: &States) -> Vec<T> {
    let register = states.get(id).and_then(|state| state.registers.get(&tag_of(key)));
    let values = register.into_iter().flat_map(|register| &register.live).filter_map(|live| live.value.as_deref());
    values.filter_map(|bytes| T::from_value(&Value::from_bytes(bytes).ok()?)).collect()
}

fn shown<T: FieldValue>(id: &DeviceId, key: &str, states: &States) -> Option<T> {
    T::from_value(&Value::from_bytes(states.get(id)?.shown(tag_of(key))?).ok()?)
}

/// Every revocation that stands; more than one narrow each other.
fn cuts(id: &DeviceId, states: &States) -> Vec<Cut> {
    live::<LongText<20000>>(id, "revoked", states)
        .iter()
        .map(|text| Cut::from_text(&text.0).unwrap_or_default())
        .collect()
}

/// Where two stewards disagree on a role, the smaller one holds.
fn is_steward(id: &DeviceId, states: &States) -> bool {
    let roles = live::<DeviceRole>(id, "role", states);
    !roles.is_empty() && roles.iter().all(|role| *role == DeviceRole::Steward)
}

/// The signing key of an admitted device: the one whose hash is the device's id.
fn admitted_key(id: &DeviceId, states: &States) -> Option<[u8; 32]> {
    if live::<DeviceRole>(id, "role", states).is_empty() {
        return None;
    }
    let keys = live::<String>(id, "signing_key", states);
    keys.iter().filter_map(|text| from_hex(text)?.try_into().ok()).find(|key| DeviceId::of_key(key) == *id)
}

fn standing(id: &DeviceId, depth: u32, states: &States) -> Option<Standing> {
    let signing_key = admitted_key(id, states)?;
    let cuts = cuts(id, states);
    let revoked = cuts.into_iter().reduce(|a, b| {
        let narrowest = |point: &CutPoint| CutPoint { seq: point.seq.min(b.limit(&point.feed)), ..*point };
        Cut(a.0.iter().map(narrowest).collect())
    });
    let readers = shown::<Refs<Device>>(id, "reads_visits_of", states).map(|refs| refs.0).unwrap_or_default();
    Some(Standing {
        depth,
        steward: is_steward(id, states),
        signing_key,
        sealing_key: shown(id, "sealing_key", states).unwrap_or_default(),
        reads_visits_of: readers.iter().map(|one| DeviceId::from_record(one.0)).collect(),
        revoked,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::log::signing_key;

    fn public(n: u8) -> [u8; 32] {
        signing_key(&[n; 32]).verifying_key().to_bytes()
    }

    fn device(n: u8) -> DeviceId {
        DeviceId::of_key(&public(n))
    }

    fn team() -> TeamId {
        TeamId(public(0))
    }

    fn edit(key: &str, value: Value) -> FieldEdit {
        FieldEdit { tag: tag_of(key), replaces: vec![], value: Some(value.to_bytes()) }
    }

    fn op(author: u8, seq: u64, target: u8, edits: Vec<FieldEdit>) -> TeamOp {
        let feed = FeedId { device: device(author), incarnation: 1, channel: Channel::Team };
        let mut hash = [author; 32];
        hash[1] = u8::try_from(seq).unwrap();
        TeamOp { feed, tip: Tip { seq, hash }, time: 0, record: device(target).record(), edits }
    }

    fn admit(author: u8, seq: u64, target: u8, role: DeviceRole) -> TeamOp {
        let key: String = public(target).iter().map(|byte| format!("{byte:02x}")).collect();
        op(author, seq, target, vec![edit("role", role.to_value()), edit("signing_key", Value::Text(key))])
    }

    fn revoke(author: u8, seq: u64, target: u8, points: Vec<CutPoint>) -> TeamOp {
        op(author, seq, target, vec![edit("revoked", Value::Text(Cut(points).to_text()))])
    }

    #[test]
    fn stewards_admit_and_others_do_not() {
        let roster = Roster::judge(
            team(),
            &[
                admit(0, 1, 1, DeviceRole::Steward),
                admit(1, 1, 2, DeviceRole::Field),
                admit(2, 1, 3, DeviceRole::Steward),
            ],
        );
        assert!(roster.is_steward(&device(1)));
        assert_eq!(roster.get(&device(2)).unwrap().depth, 2);
        assert!(roster.get(&device(3)).is_none(), "a field device admits nobody");
    }

    #[test]
    fn a_key_that_is_not_the_devices_admits_nobody() {
        let mut forged = admit(0, 1, 1, DeviceRole::Steward);
        forged.record = device(2).record();
        assert!(Roster::judge(team(), &[forged]).devices.is_empty());
    }

    #[test]
    fn nobody_revokes_a_smaller_depth_and_equals_revoke_each_other() {
        let base = [
            admit(0, 1, 1, DeviceRole::Steward),
            admit(0, 2, 2, DeviceRole::Steward),
            admit(1, 1, 3, DeviceRole::Steward),
        ];
        let mut upward = base.to_vec();
        upward.push(revoke(3, 1, 1, vec![]));
        assert!(Roster::judge(team(), &upward).get(&device(1)).unwrap().revoked.is_none());
        let mut mutual = base.to_vec();
        mutual.extend([revoke(1, 2, 2, vec![]), revoke(2, 1, 1, vec![])]);
        let roster = Roster::judge(team(), &mutual);
        assert!(!roster.is_steward(&device(1)) && !roster.is_steward(&device(2)), "both revocations hold");
        assert!(roster.get(&device(3)).is_none(), "and what a revoked steward admitted falls");
    }

    #[test]
    fn a_revoked_device_counts_up_to_the_cut() {
        let feed = FeedId { device: device(2), incarnation: 5, channel: Channel::Common };
        let cut = vec![CutPoint { feed, seq: 7, op: OpId([0; 16]) }];
        let ops = [admit(0, 1, 1, DeviceRole::Steward), admit(1, 1, 2, DeviceRole::Field), revoke(1, 2, 2, cut)];
        let roster = Roster::judge(team(), &ops);
        assert_eq!(roster.limit(&feed), 7);
        assert_eq!(roster.limit(&FeedId { incarnation: 6, ..feed }), 0);
        assert!(!roster.may_read(&device(2), &Channel::Common));
    }

    #[test]
    fn visits_are_for_their_owner_for_stewards_and_for_who_is_granted_them() {
        let mut ops = vec![
            admit(0, 1, 1, DeviceRole::Steward),
            admit(1, 1, 2, DeviceRole::Field),
            admit(1, 2, 3, DeviceRole::Field),
            admit(1, 3, 4, DeviceRole::Field),
        ];
        ops.push(op(1, 4, 4, vec![edit("reads_visits_of", Value::Refs(vec![device(2).record()]))]));
        let roster = Roster::judge(team(), &ops);
        let visits = Channel::Visits(device(2));
        let readers: Vec<bool> = (1..=4).map(|n| roster.may_read(&device(n), &visits)).collect();
        assert_eq!(readers, [true, true, false, true]);
        let writer = |n| roster.limit(&FeedId { device: device(n), incarnation: 1, channel: visits });
        assert_eq!([writer(1), writer(2), writer(3), writer(4)], [u64::MAX, u64::MAX, 0, u64::MAX]);
    }

    proptest! {
        #[test]
        fn the_verdict_does_not_depend_on_order(seed in any::<u64>()) {
            let ops = vec![
                admit(0, 1, 1, DeviceRole::Steward), admit(0, 2, 2, DeviceRole::Steward), admit(1, 1, 3, DeviceRole::Steward),
                admit(3, 1, 4, DeviceRole::Field), revoke(1, 2, 2, vec![]), revoke(2, 1, 1, vec![]), revoke(2, 2, 3, vec![]),
                admit(2, 3, 5, DeviceRole::Field), admit(5, 1, 6, DeviceRole::Field),
            ];
            let expected = Roster::judge(team(), &ops);
            let mut shuffled = ops.clone();
            let mut random = seed | 1;
            for i in (1..shuffled.len()).rev() {
                random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                shuffled.swap(i, (random >> 33) as usize % (i + 1));
            }
            shuffled.push(ops[0].clone());
            prop_assert_eq!(Roster::judge(team(), &shuffled), expected);
        }
    }
}
