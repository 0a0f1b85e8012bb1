//! The verdict on every team op, from the root outwards.

use std::collections::{BTreeMap, BTreeSet};

use super::succession::Handovers;
use super::{Cut, Cuts, Roster, Standing, TeamOp, from_hex};
use crate::log::{Channel, DeviceId, FeedId, FieldEdit, OpId, OpRef, RecordState, TeamId, erasure};
use crate::model::{
    Device, DeviceRole, EXISTENCE, FIRST_TRUST_TAG, FieldValue, Kind, LONGEST_CUT, LongText, Ref, Refs, Tag, Value,
};

type States = BTreeMap<DeviceId, RecordState<()>>;
type Depths = BTreeMap<DeviceId, u32>;

impl Roster {
    /// Judges a set of ops whose signatures have been verified. Order and repetition do not matter.
    pub fn judge(team: TeamId, ops: &[TeamOp]) -> Self {
        let mut judge = Judge::new(team, ops);
        let mut depth = 0;
        while judge.depths.values().any(|one| *one == depth) {
            judge.admit_from(depth);
            depth += 1;
        }
        let of = |(id, depth): (&DeviceId, &u32)| Some((*id, standing(id, *depth, &judge.states)?));
        let devices = judge.depths.iter().filter_map(of).collect();
        let erased = erasure::erased(ops, &judge.counted);
        let warranting = erasure::warranting(team, ops);
        let warrants = warranting.iter().flat_map(|op| erasure::records(op)).collect();
        warranting.iter().for_each(|op| judge.heed(op));
        Self {
            team,
            devices,
            accepted: judge.counted,
            disputed: judge.disputed,
            erased,
            warrants,
            heeded: judge.heeded,
        }
    }
}

/// What is settled so far: everything that authors of smaller depths wrote.
pub(super) struct Judge<'a> {
    pub team: TeamId,
    ops: &'a [TeamOp],
    /// Who wrote each op that names a cut.
    revokers: BTreeMap<OpId, DeviceId>,
    pub depths: Depths,
    /// The stewards of the depths judged so far, and of the one being judged.
    pub stewards: BTreeSet<DeviceId>,
    states: States,
    counted: BTreeSet<OpId>,
    disputed: BTreeMap<DeviceId, BTreeSet<DeviceId>>,
    heeded: BTreeMap<FeedId, u64>,
}

impl<'a> Judge<'a> {
    fn new(team: TeamId, ops: &'a [TeamOp]) -> Self {
        let revoking = ops.iter().filter(|op| edit_of(op, "revoked").is_some());
        let revokers = revoking.map(|op| (op.id(), op.feed.device)).collect();
        let depths = Depths::from([(team.root(), 0)]);
        let (stewards, states, counted, disputed, heeded) = Default::default();
        Self { team, ops, revokers, depths, stewards, states, counted, disputed, heeded }
    }

    /// The verdict would be another without this op.
    fn heed(&mut self, op: &TeamOp) {
        let last = self.heeded.entry(op.feed).or_default();
        *last = op.tip.seq.max(*last);
    }

    /// Counts what authors of one depth may write, and those whom they admit.
    fn admit_from(&mut self, depth: u32) {
        let authors = self.depths.iter().filter(|(id, of)| **of == depth && is_steward(id, &self.states));
        self.stewards.extend(authors.map(|(id, _)| *id));
        let accepted = self.accepted_at(depth);
        for op in accepted {
            self.apply_to_settled(op, depth);
            self.counted.insert(op.id());
        }
        let admitted: Vec<DeviceId> = self
            .states
            .keys()
            .filter(|id| !self.depths.contains_key(id) && admitted_key(id, &self.states).is_some())
            .copied()
            .collect();
        self.depths.extend(admitted.into_iter().map(|id| (id, depth + 1)));
    }

    /// The ops that authors of one depth may write, given the verdicts of all smaller depths.
    fn accepted_at(&mut self, depth: u32) -> Vec<&'a TeamOp> {
        let written: Vec<&TeamOp> = self.ops.iter().filter(|op| self.is_written_at(op, depth)).collect();
        let handovers = Handovers::among(&written, &self.stewards);
        let ordinary = |op: &&&TeamOp| !handovers.contains(op) && self.may_write(op, depth);
        let candidates: Vec<&TeamOp> = written.iter().filter(ordinary).copied().collect();
        let mut with_equals = self.states.clone();
        candidates.iter().for_each(|op| self.apply(&mut with_equals, op, depth));
        let claims = handovers.ops();
        let (handed, disputed) = handovers.settled(self, |op| self.within(op, &with_equals));
        handed.iter().for_each(|op| self.apply(&mut with_equals, op, depth));
        let stands = |op: &&TeamOp| only_revokes(op) || self.within(op, &with_equals);
        let accepted: Vec<&TeamOp> = candidates.iter().filter(|op| stands(op)).chain(&handed).copied().collect();
        self.disputed.extend(disputed);
        // An end that does not stand itself still says what does.
        let ends = candidates.iter().filter(|op| edit_of(op, "revoked").is_some());
        ends.chain(&claims).chain(&accepted).for_each(|op| self.heed(op));
        accepted
    }

    /// Whether an author of this depth wrote it, before any end that a smaller depth names.
    fn is_written_at(&self, op: &TeamOp, depth: u32) -> bool {
        op.feed.channel == Channel::Team
            && self.depths.get(&op.feed.device) == Some(&depth)
            && self.within(op, &self.states)
    }

    /// Whether its author may write of its device: the root, or a steward of one that does not stand above.
    fn may_write(&self, op: &TeamOp, depth: u32) -> bool {
        let author = &op.feed.device;
        (*author == self.team.root() || self.stewards.contains(author))
            && self.depths.get(&DeviceId::from_record(op.record)).is_none_or(|target| *target >= depth)
    }

    /// Whether no revocation cuts the op off. Nobody revokes the root.
    fn within(&self, op: &TeamOp, states: &States) -> bool {
        let author = &op.feed.device;
        *author == self.team.root() || cuts(author, states).iter().all(|cut| op.tip.seq <= cut.limit(&op.feed))
    }

    /// Whose visits a device was granted by smaller depths.
    pub fn reads_of(&self, device: &DeviceId) -> BTreeSet<DeviceId> {
        let granted = live::<Refs<Device>>(device, "reads_visits_of", &self.states);
        granted.iter().flat_map(|refs| &refs.0).map(|one| DeviceId::from_record(one.0)).collect()
    }

    fn apply_to_settled(&mut self, op: &TeamOp, depth: u32) {
        let mut states = std::mem::take(&mut self.states);
        self.apply(&mut states, op, depth);
        self.states = states;
    }

    /// The revocation of an equal is moved by who wrote it: else a revoked steward would take back its own.
    fn apply(&self, states: &mut States, op: &TeamOp, depth: u32) {
        if erasure::is_erasure(op) {
            return;
        }
        let target = DeviceId::from_record(op.record);
        let equal = self.stewards.contains(&target);
        let may_move = |moved: &OpId| match self.revokers.get(moved) {
            Some(author) => {
                *author == op.feed.device || self.depths.get(author).is_some_and(|of_author| *of_author > depth)
            }
            None => true,
        };
        let edits = op.edits.iter().map(|edit| {
            let mut edit = edit.clone();
            if equal && edit.tag == tag_of("revoked") {
                edit.replaces.retain(may_move);
            }
            edit
        });
        let edits: Vec<FieldEdit> = edits.collect();
        states.entry(target).or_default().apply(OpRef { id: op.id(), time: op.time, at: () }, &edits);
    }
}

/// A revocation and nothing else. Among equals these all stand, even after a cut: whom a revoked steward revoked stays
/// revoked, while what it admitted falls.
fn only_revokes(op: &TeamOp) -> bool {
    let words = [EXISTENCE, tag_of("revoked"), tag_of("revoked_reason")];
    let narrows = |edit: &FieldEdit| edit.value.is_some() && edit.replaces.is_empty();
    edit_of(op, "revoked").is_some_and(narrows) && op.edits.iter().all(|edit| words.contains(&edit.tag))
}

pub(super) fn edit_of<'a>(op: &'a TeamOp, key: &str) -> Option<&'a FieldEdit> {
    op.edits.iter().find(|edit| edit.tag == tag_of(key))
}

pub(super) fn tag_of(key: &str) -> Tag {
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

/// Every revocation that stands; more than one narrow each other. What cannot be read cuts all.
fn cuts(id: &DeviceId, states: &States) -> Vec<Cut> {
    let register = states.get(id).and_then(|state| state.registers.get(&tag_of("revoked")));
    let values = register.into_iter().flat_map(|register| &register.live).filter_map(|live| live.value.as_deref());
    let read = |bytes: &[u8]| {
        let text = LongText::<LONGEST_CUT>::from_value(&Value::from_bytes(bytes).ok()?)?;
        Cut::from_text(&text.0)
    };
    values.map(|bytes| read(bytes).unwrap_or_default()).collect()
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
    let readers = shown::<Refs<Device>>(id, "reads_visits_of", states).map(|refs| refs.0).unwrap_or_default();
    Some(Standing {
        depth,
        steward: is_steward(id, states),
        signing_key,
        sealing_key: shown(id, "sealing_key", states).unwrap_or_default(),
        reads_visits_of: readers.iter().map(|one| DeviceId::from_record(one.0)).collect(),
        revoked: (!cuts.is_empty()).then_some(Cuts(cuts)),
        successor: shown::<Ref<Device>>(id, "successor", states).map(|heir| DeviceId::from_record(heir.0)),
    })
}
