//! Erasures: the records of which the content is gone for good, by the word of stewards.
//!
//! An erasure is an op of the team's channel like an admission, weighed like one ([`super::Roster::judge`]), and final:
//! nothing takes it back but a revocation that cuts it off.

use std::collections::BTreeSet;

use super::{Channel, DeviceId, Existence, OpId, Roster, TeamId, TeamOp, decode};
use crate::model::{DeviceRole, EXISTENCE, Erasure, FieldValue, Kind, RecordId, Refs, Tag, Value};

impl Roster {
    /// Whether nothing but the header of an op about this record may be kept. Ops of the team's channel are never erased.
    pub fn is_erased(&self, channel: &Channel, record: &RecordId) -> bool {
        *channel != Channel::Team && self.erased.contains(record)
    }

    /// Whether an op about this record may arrive without its content.
    pub fn may_be_hollow(&self, channel: &Channel, record: &RecordId) -> bool {
        *channel != Channel::Team && self.warrants.contains(record)
    }
}

pub(super) fn is_erasure(op: &TeamOp) -> bool {
    let existence = op.edits.iter().find(|edit| edit.tag == EXISTENCE).and_then(|edit| edit.value.as_deref());
    let kind = existence.and_then(|bytes| decode::<Existence>(bytes).ok()).map(|existence| existence.kind);
    kind == Some(Kind::Erasure.number())
}

/// The records that the erasures which count name.
pub(super) fn erased(ops: &[TeamOp], accepted: &BTreeSet<OpId>) -> BTreeSet<RecordId> {
    ops.iter().filter(|op| accepted.contains(&op.id())).flat_map(records).collect()
}

/// The erasures of whoever was a steward at one time, by anyone's word that counted then, and what made stewards so.
///
/// Where a revocation cuts an erasure off, who had applied it has lost the content and can relay the headers alone:
/// what it relays must still be taken. So this follows from admissions only, and never shrinks.
pub(super) fn warranting(team: TeamId, ops: &[TeamOp]) -> Vec<&TeamOp> {
    let mut stewards = BTreeSet::from([team.root()]);
    loop {
        let by_stewards = ops.iter().filter(|op| op.feed.channel == Channel::Team && makes_steward(op));
        let made = by_stewards.filter(|op| stewards.contains(&op.feed.device));
        let made: Vec<DeviceId> = made.map(|op| DeviceId::from_record(op.record)).collect();
        let before = stewards.len();
        stewards.extend(made);
        if stewards.len() == before {
            break;
        }
    }
    let of_stewards = |op: &&TeamOp| op.feed.channel == Channel::Team && stewards.contains(&op.feed.device);
    ops.iter().filter(of_stewards).filter(|op| is_erasure(op) || makes_steward(op)).collect()
}

/// What an op erases, if it is an erasure.
pub(super) fn records(op: &TeamOp) -> Vec<RecordId> {
    if !is_erasure(op) {
        return Vec::new();
    }
    let named = |tag: Tag| value::<Refs<crate::model::Visit>>(op, tag);
    let tag = Kind::Erasure.field("records").map(|spec| spec.tag);
    tag.and_then(named).map(|refs| refs.0.into_iter().map(|one| one.0).collect()).unwrap_or_default()
}

fn makes_steward(op: &TeamOp) -> bool {
    let tag = Kind::Device.field("role").map(|spec| spec.tag);
    !is_erasure(op) && tag.and_then(|tag| value::<DeviceRole>(op, tag)) == Some(DeviceRole::Steward)
}

fn value<T: FieldValue>(op: &TeamOp, tag: Tag) -> Option<T> {
    let bytes = op.edits.iter().find(|edit| edit.tag == tag)?.value.as_deref()?;
    T::from_value(&Value::from_bytes(bytes).ok()?)
}

impl Erasure {
    /// Records that one erasure names at most: a value of this many ids is still read.
    pub const MAX_RECORDS: usize = 2_000;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::trust::tests::{admit, device, op, revoke, team};
    use crate::log::{CutPoint, FeedId, FieldEdit, encode};
    use crate::model::Ref;

    fn id(n: u8) -> RecordId {
        RecordId::from_bytes([n; 16])
    }

    fn erase(author: u8, seq: u64, record: u8) -> TeamOp {
        let existence = Existence { kind: Kind::Erasure.number(), here: true };
        let records = Erasure { records: Some(Refs(vec![Ref::new(id(record))])), reason: None };
        let tag = Kind::Erasure.field("records").unwrap().tag;
        let value = crate::model::Record::get(&records, tag).unwrap();
        let edits = vec![
            FieldEdit { tag: EXISTENCE, replaces: vec![], value: Some(encode(&existence)) },
            FieldEdit { tag, replaces: vec![], value: Some(value.to_bytes()) },
        ];
        TeamOp { record: RecordId::derived(&["erasure", &seq.to_string()]), ..op(author, seq, 99, edits) }
    }

    #[test]
    fn stewards_erase_and_others_do_not() {
        let ops = [
            admit(0, 1, 1, DeviceRole::Steward),
            admit(1, 1, 2, DeviceRole::Field),
            erase(1, 2, 7),
            erase(2, 1, 8),
            erase(3, 1, 9),
        ];
        let roster = Roster::judge(team(), &ops);
        assert!(roster.is_erased(&Channel::Common, &id(7)) && roster.may_be_hollow(&Channel::Common, &id(7)));
        assert!(!roster.is_erased(&Channel::Team, &id(7)) && !roster.may_be_hollow(&Channel::Team, &id(7)));
        for other in [8, 9] {
            assert!(
                !roster.is_erased(&Channel::Common, &id(other)) && !roster.may_be_hollow(&Channel::Common, &id(other))
            );
        }
        assert_eq!(roster.devices.len(), 2, "an erasure is no device");
    }

    #[test]
    fn an_erasure_beyond_a_cut_does_not_count_but_what_it_hollowed_still_travels() {
        let feed = FeedId { device: device(2), incarnation: 1, channel: Channel::Team };
        let cut = vec![CutPoint { feed, seq: 1, op: OpId([0; 16]) }];
        let ops = [
            admit(0, 1, 1, DeviceRole::Steward),
            admit(1, 1, 2, DeviceRole::Steward),
            erase(2, 1, 7),
            erase(2, 2, 8),
            revoke(1, 2, 2, cut),
        ];
        let roster = Roster::judge(team(), &ops);
        assert_eq!(roster.erased, BTreeSet::from([id(7)]));
        assert_eq!(roster.warrants, BTreeSet::from([id(7), id(8)]));
    }

    #[test]
    fn an_erasure_of_the_id_of_a_device_changes_nothing_about_it() {
        let aimed = TeamOp { record: device(1).record(), ..erase(1, 2, 7) };
        let ops = [admit(0, 1, 1, DeviceRole::Steward), aimed];
        let roster = Roster::judge(team(), &ops);
        assert!(roster.is_steward(&device(1)));
        let without = Roster::judge(team(), &ops[..1]);
        assert_eq!(roster.devices, without.devices);
    }
}
