//! New keys for old: what a device itself writes to hand over to its successor.
//!
//! Two ops on its own feed of the team's channel: the successor's record, then, on its own, `successor` and the end of its
//! feeds. Whoever holds stolen keys can write the same: two successors of one device count neither, until a steward
//! admits one. The successor proves by its own signature that it agrees, so that nobody names another's laptop.
//!
//! Who is no steward has nothing else to write there, and all that stands before a handover must be kept with it: so its
//! handovers count among the first [`WITHIN`] ops of a feed, and after them nothing of that feed does.

use std::collections::{BTreeMap, BTreeSet};

use super::judge::{Judge, edit_of, tag_of};
use super::{TeamOp, from_hex, to_hex};
use crate::log::{Channel, DeviceId, FieldEdit, TeamId, sign, verify};
use crate::model::{Device, DeviceRole, EXISTENCE, FieldValue, Ref, Refs, Value};

/// Ops of a feed of the team's channel, from its first, among which the handover of a device that is no steward counts.
pub const WITHIN: u64 = 128;

const NEXT: &[u8; 16] = b"maillage next 01";

/// The successor's word, hexadecimal: that it takes over from `former`, and that bundles are to be sealed so.
pub fn prove_succession(
    successor: &ed25519_dalek::SigningKey,
    team: &TeamId,
    former: &DeviceId,
    sealing_key: &str,
) -> String {
    to_hex(&sign(successor, NEXT, team, &body(former, sealing_key)))
}

fn body(former: &DeviceId, sealing_key: &str) -> Vec<u8> {
    [former.0.as_slice(), blake3::hash(sealing_key.as_bytes()).as_bytes()].concat()
}

/// The ops that count, and who claims to be whose successor in vain.
type Settled<'a> = (Vec<&'a TeamOp>, BTreeMap<DeviceId, BTreeSet<DeviceId>>);

/// What the devices of one depth wrote to hand over.
#[derive(Default)]
pub(super) struct Handovers<'a> {
    by_author: BTreeMap<DeviceId, Vec<&'a TeamOp>>,
}

impl<'a> Handovers<'a> {
    /// `written`: the ops of the authors of one depth that no verdict of a smaller depth cuts off.
    pub fn among(written: &[&'a TeamOp], stewards: &BTreeSet<DeviceId>) -> Self {
        let in_time = |op: &&&'a TeamOp| op.tip.seq <= WITHIN || stewards.contains(&op.feed.device);
        let written: Vec<&TeamOp> = written.iter().filter(in_time).copied().collect();
        let mut heirs: BTreeMap<DeviceId, BTreeSet<DeviceId>> = BTreeMap::new();
        for (author, heir) in written.iter().filter_map(|op| Some((op.feed.device, heir_of(op)?))) {
            heirs.entry(author).or_default().insert(heir);
        }
        let mut by_author: BTreeMap<DeviceId, Vec<&TeamOp>> = BTreeMap::new();
        for op in written {
            let author = op.feed.device;
            let target = DeviceId::from_record(op.record);
            // Without a proof it is what any steward writes of a device: naming that a successor later does not void it.
            let starts =
                edit_of(op, "proof").is_some() && heirs.get(&author).is_some_and(|heirs| heirs.contains(&target));
            if heir_of(op).is_some() || starts {
                by_author.entry(author).or_default().push(op);
            }
        }
        Self { by_author }
    }

    /// All of them, whether or not they count.
    pub fn ops(&self) -> Vec<&'a TeamOp> {
        self.by_author.values().flatten().copied().collect()
    }

    pub fn contains(&self, op: &TeamOp) -> bool {
        self.by_author.get(&op.feed.device).is_some_and(|ops| ops.iter().any(|one| one.tip == op.tip))
    }

    /// The handovers that count, and the devices of which several successors contend, with those.
    pub fn settled(self, judge: &Judge<'_>, stands: impl Fn(&TeamOp) -> bool) -> Settled<'a> {
        let (mut counted, mut disputed) = (Vec::new(), BTreeMap::new());
        for (author, ops) in self.by_author {
            let ops: Vec<&TeamOp> = ops.into_iter().filter(|op| stands(op)).collect();
            let heirs: BTreeSet<DeviceId> = ops.iter().filter_map(|op| heir_of(op)).collect();
            match heirs.len() {
                0 => {}
                1 => counted.extend(handover(judge, &author, &ops)),
                _ => {
                    disputed.insert(author, heirs);
                }
            }
        }
        (counted, disputed)
    }
}

/// The successor that an op on its author's own record names.
fn heir_of(op: &TeamOp) -> Option<DeviceId> {
    let own = op.feed.channel == Channel::Team && op.record == op.feed.device.record();
    let heir: Ref<Device> = read(edit_of(op, "successor").filter(|_| own)?)?;
    Some(DeviceId::from_record(heir.0)).filter(|heir| *heir != op.feed.device)
}

/// Both parts of a handover, each in its form; nothing unless both are there. A successor that was admitted from nearer
/// the root (by the recovery card, say) is what that admission makes of it: then only the end counts.
fn handover<'a>(judge: &Judge<'_>, author: &DeviceId, ops: &[&'a TeamOp]) -> Vec<&'a TeamOp> {
    let (ends, starts): (Vec<&TeamOp>, Vec<&TeamOp>) = ops.iter().partition(|op| op.record == author.record());
    let ends: Vec<&TeamOp> = ends.into_iter().filter(|op| ends_itself(op)).collect();
    let starts: Vec<&TeamOp> = starts.into_iter().filter(|op| starts_heir(judge, author, op)).collect();
    if ends.is_empty() || starts.is_empty() {
        return Vec::new();
    }
    let newcomer = |op: &&TeamOp| !judge.depths.contains_key(&DeviceId::from_record(op.record));
    starts.into_iter().filter(newcomer).chain(ends).collect()
}

fn ends_itself(op: &TeamOp) -> bool {
    let form = ["successor", "revoked", "revoked_reason"].map(tag_of);
    let narrows = |edit: &FieldEdit| edit.value.is_some() && edit.replaces.is_empty();
    edit_of(op, "revoked").is_some_and(narrows)
        && op.edits.iter().all(|edit| edit.tag == EXISTENCE || form.contains(&edit.tag))
}

fn starts_heir(judge: &Judge<'_>, author: &DeviceId, op: &TeamOp) -> bool {
    let form =
        ["holder", "sector", "code", "role", "signing_key", "sealing_key", "reads_visits_of", "proof"].map(tag_of);
    let heir = DeviceId::from_record(op.record);
    let text = |key| edit_of(op, key).and_then(read::<String>);
    let proven = || {
        let key: [u8; 32] = from_hex(&text("signing_key")?)?.try_into().ok()?;
        let (sealing_key, proof) = (text("sealing_key")?, from_hex(&text("proof")?)?);
        let proven = verify(&key, NEXT, &judge.team, &body(author, &sealing_key), &proof).is_ok();
        Some(proven && DeviceId::of_key(&key) == heir)
    };
    let role = match edit_of(op, "role").and_then(read::<DeviceRole>) {
        Some(DeviceRole::Steward) => judge.stewards.contains(author),
        Some(DeviceRole::Field) => true,
        None => false,
    };
    let reads = match edit_of(op, "reads_visits_of") {
        Some(edit) => read::<Refs<Device>>(edit).is_some_and(|owners| {
            let granted = judge.reads_of(author);
            owners.0.iter().map(|one| DeviceId::from_record(one.0)).all(|one| one == *author || granted.contains(&one))
        }),
        None => true,
    };
    let form = op.edits.iter().all(|edit| edit.tag == EXISTENCE || form.contains(&edit.tag));
    form && role && reads && proven() == Some(true)
}

fn read<T: FieldValue>(edit: &FieldEdit) -> Option<T> {
    T::from_value(&Value::from_bytes(edit.value.as_deref()?).ok()?)
}
