//! What a team's channel says when a team is founded or a card admitted. Pure: the workspace logs it.

use std::collections::BTreeSet;

use ed25519_dalek::SigningKey;

use super::card::is_code;
use super::{Card, FeedRow};
use crate::log::{
    Body, Channel, DeviceId, Existence, FeedId, FieldEdit, Incarnation, Op, Payload, Roster, Segment, SignedHead,
    TeamId, Tip, encode, to_hex,
};
use crate::model::{Change, Device, DeviceRole, EXISTENCE, Kind, Record, RecordId, Ref, Refs};

/// A card that cannot be admitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AdmissionError {
    #[error("only a steward admits devices")]
    NotASteward,
    /// Its record stands, revoked or not.
    #[error("the device {0:?} is in the team's list already")]
    AlreadyListed(DeviceId),
    /// Pseudonyms would be mixed up.
    #[error("the code is that of {0:?}")]
    CodeTaken(DeviceId),
    #[error("not a code")]
    BadCode,
    /// Its visits cannot be granted.
    #[error("{0:?} is not in the team")]
    UnknownOwner(DeviceId),
}

/// The record of a device, as its card and the steward say.
pub fn device_record(card: &Card, role: DeviceRole, reads_visits_of: &BTreeSet<DeviceId>) -> Device {
    let granted = reads_visits_of.iter().map(|owner| Ref::new(owner.record())).collect();
    Device {
        holder: Some(card.holder.clone()),
        sector: Some(card.sector.clone()),
        code: Some(card.code.clone()),
        role: Some(role),
        signing_key: Some(to_hex(&card.signing_key)),
        sealing_key: Some(card.sealing_key.clone()),
        reads_visits_of: (!reads_visits_of.is_empty()).then_some(Refs(granted)),
        ..Device::default()
    }
}

/// Every field that a record has, as edits of an empty one.
pub fn changes_of<R: Record>(record: &R) -> Vec<Change> {
    let change = |tag| record.get(tag).map(|value| Change { tag, value: Some(value) });
    R::FIELDS.iter().filter_map(|field| change(field.tag)).collect()
}

/// The record that admits a card: to be logged, whole, on the team's channel by a steward.
///
/// `devices`: the records of the devices known so far, for their codes.
///
/// # Errors
/// [`AdmissionError`].
pub fn admit<'d>(
    card: &Card,
    role: DeviceRole,
    reads_visits_of: &BTreeSet<DeviceId>,
    by: &DeviceId,
    roster: &Roster,
    devices: impl IntoIterator<Item = (DeviceId, &'d Device)>,
) -> Result<Device, AdmissionError> {
    if !roster.is_steward(by) {
        return Err(AdmissionError::NotASteward);
    }
    let device = card.device();
    if roster.get(&device).is_some() {
        return Err(AdmissionError::AlreadyListed(device));
    }
    if let Some(stranger) = reads_visits_of.iter().find(|owner| roster.get(owner).is_none()) {
        return Err(AdmissionError::UnknownOwner(*stranger));
    }
    // Who changed its keys keeps its code, also where others claim to have done so.
    let claims = |of: &DeviceId| roster.disputed.get(of).is_some_and(|claimants| claimants.contains(&device));
    check_code(&card.code, &device, devices.into_iter().filter(|(id, _)| !claims(id)))?;
    Ok(device_record(card, role, reads_visits_of))
}

/// Whether a code is one, and no other device's.
///
/// # Errors
/// [`AdmissionError::BadCode`], [`AdmissionError::CodeTaken`].
pub fn check_code<'d>(
    code: &str,
    device: &DeviceId,
    devices: impl IntoIterator<Item = (DeviceId, &'d Device)>,
) -> Result<(), AdmissionError> {
    if !is_code(code) {
        return Err(AdmissionError::BadCode);
    }
    let same = |other: &Device| other.code.as_deref().is_some_and(|other| other.trim().eq_ignore_ascii_case(code));
    match devices.into_iter().find(|(id, other)| id != device && same(other)) {
        Some((taken_by, _)) => Err(AdmissionError::CodeTaken(taken_by)),
        None => Ok(()),
    }
}

/// What the root's own key writes, with the head that it signed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ByRoot {
    pub team: TeamId,
    pub segment: Segment,
    pub head: SignedHead,
}

impl ByRoot {
    /// The root's feed as [`super::Archive::feeds`] is to give it.
    pub fn feed_row(&self) -> FeedRow {
        let tips = vec![self.head.tip];
        FeedRow { feed: self.head.feed, author: self.team.0, solid: tips.clone(), tips, heads: vec![self.head.clone()] }
    }
}

/// The root admits a device that nobody knows yet: the founder when a team is founded.
///
/// `incarnation` and `salt` are random, `time` is UTC milliseconds. The root's key is used here and nowhere else.
pub fn admit_by_root(
    root: &SigningKey,
    card: &Card,
    role: DeviceRole,
    incarnation: Incarnation,
    time: i64,
    salt: [u8; 16],
) -> ByRoot {
    let existence = Existence { kind: Kind::Device.number(), here: true };
    let mut edits = vec![FieldEdit { tag: EXISTENCE, replaces: Vec::new(), value: Some(encode(&existence)) }];
    edits.extend(changes_of(&device_record(card, role, &BTreeSet::new())).into_iter().map(|change| FieldEdit {
        tag: change.tag,
        replaces: Vec::new(),
        value: change.value.map(|value| value.to_bytes()),
    }));
    write_by_root(root, incarnation, time, vec![(card.device().record(), edits, salt)])
}

/// A feed of the root's, in an incarnation of its own (random): per op the device's record, the edits, a random salt.
pub fn write_by_root(
    root: &SigningKey,
    incarnation: Incarnation,
    time: i64,
    writes: Vec<(RecordId, Vec<FieldEdit>, [u8; 16])>,
) -> ByRoot {
    let team = TeamId(root.verifying_key().to_bytes());
    let feed = FeedId { device: team.root(), incarnation, channel: Channel::Team };
    let mut tip = Tip::START;
    let ops = writes.into_iter().map(|(record, edits, salt)| {
        let op = Op { time, record, body: Body::Payload(Payload { salt, edits }.to_bytes()) };
        tip = Tip { seq: tip.seq.saturating_add(1), hash: op.hash_after(&tip, &feed) };
        op
    });
    let segment = Segment { feed, follows: Tip::START, ops: ops.collect() };
    ByRoot { team, segment, head: SignedHead::sign(root, &team, feed, tip) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::signing_key;
    use crate::sync::team_ops_of;

    fn card(n: u8, code: &str) -> Card {
        Card {
            signing_key: signing_key(&[n; 32]).verifying_key().to_bytes(),
            sealing_key: age::x25519::Identity::generate().to_public().to_string(),
            holder: format!("Personne {n}"),
            code: code.into(),
            sector: vec!["09".parse().unwrap()],
        }
    }

    #[test]
    fn the_root_makes_a_steward_of_the_founder() {
        let founder = card(1, "AAA");
        let founding = admit_by_root(&signing_key(&[9; 32]), &founder, DeviceRole::Steward, 7, 1_000, [5; 16]);
        assert_eq!(founding.segment.tips().unwrap(), [founding.head.tip]);
        founding.head.verify(&founding.team.0, &founding.team).unwrap();
        let roster = Roster::judge(founding.team, &team_ops_of(&founding.segment));
        assert!(roster.is_steward(&founder.device()));
        assert_eq!(roster.get(&founder.device()).unwrap().sealing_key, founder.sealing_key);
    }

    #[test]
    fn only_a_steward_admits_a_new_device_with_a_code_of_its_own() {
        let founder = card(1, "AAA");
        let founding = admit_by_root(&signing_key(&[9; 32]), &founder, DeviceRole::Steward, 7, 1_000, [5; 16]);
        let roster = Roster::judge(founding.team, &team_ops_of(&founding.segment));
        let known = device_record(&founder, DeviceRole::Steward, &BTreeSet::new());
        let admit_with = |card: &Card, by: DeviceId, granted: &[DeviceId]| {
            let granted = granted.iter().copied().collect();
            admit(card, DeviceRole::Field, &granted, &by, &roster, [(founder.device(), &known)])
        };
        let me = founder.device();
        let stranger = DeviceId([8; 16]);
        assert_eq!(admit_with(&card(2, "BBB"), me, &[me]).unwrap().code.as_deref(), Some("BBB"));
        assert_eq!(admit_with(&card(2, "AAA"), me, &[]), Err(AdmissionError::CodeTaken(me)));
        assert_eq!(admit_with(&card(2, "?"), me, &[]), Err(AdmissionError::BadCode));
        assert_eq!(admit_with(&card(2, "BBB"), stranger, &[]), Err(AdmissionError::NotASteward));
        assert_eq!(admit_with(&card(2, "BBB"), me, &[stranger]), Err(AdmissionError::UnknownOwner(stranger)));
        assert_eq!(admit_with(&card(1, "BBB"), me, &[]), Err(AdmissionError::AlreadyListed(me)));
    }
}
