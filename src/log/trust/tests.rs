//! Verdicts over small teams.

use proptest::prelude::*;

use super::judge::tag_of;
use super::*;
use crate::log::signing_key;
use crate::model::{DeviceRole, FieldValue, Value};

fn public(n: u8) -> [u8; 32] {
    signing_key(&[n; 32]).verifying_key().to_bytes()
}

pub(in crate::log) fn device(n: u8) -> DeviceId {
    DeviceId::of_key(&public(n))
}

pub(in crate::log) fn team() -> TeamId {
    TeamId(public(0))
}

fn edit(key: &str, value: Value) -> FieldEdit {
    FieldEdit { tag: tag_of(key), replaces: vec![], value: Some(value.to_bytes()) }
}

pub(in crate::log) fn op(author: u8, seq: u64, target: u8, edits: Vec<FieldEdit>) -> TeamOp {
    let feed = FeedId { device: device(author), incarnation: 1, channel: Channel::Team };
    let mut hash = [author; 32];
    hash[1] = u8::try_from(seq).unwrap();
    TeamOp { feed, tip: Tip { seq, hash }, time: 0, record: device(target).record(), edits }
}

pub(in crate::log) fn admit(author: u8, seq: u64, target: u8, role: DeviceRole) -> TeamOp {
    let key: String = public(target).iter().map(|byte| format!("{byte:02x}")).collect();
    op(author, seq, target, vec![edit("role", role.to_value()), edit("signing_key", Value::Text(key))])
}

pub(in crate::log) fn revoke(author: u8, seq: u64, target: u8, points: Vec<CutPoint>) -> TeamOp {
    op(author, seq, target, vec![edit("revoked", Value::Text(Cut(points).to_text()))])
}

#[test]
fn stewards_admit_and_others_do_not() {
    let roster = Roster::judge(
        team(),
        &[admit(0, 1, 1, DeviceRole::Steward), admit(1, 1, 2, DeviceRole::Field), admit(2, 1, 3, DeviceRole::Steward)],
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
    let base =
        [admit(0, 1, 1, DeviceRole::Steward), admit(0, 2, 2, DeviceRole::Steward), admit(1, 1, 3, DeviceRole::Steward)];
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

/// Moves what an earlier op said of where a device's feeds end.
fn move_cut(author: u8, seq: u64, target: u8, points: Vec<CutPoint>, moved: &TeamOp) -> TeamOp {
    let mut op = revoke(author, seq, target, points);
    op.edits[0].replaces.push(moved.id());
    op
}

fn team_feed(n: u8) -> FeedId {
    FeedId { device: device(n), incarnation: 1, channel: Channel::Team }
}

fn point(feed: FeedId, seq: u64) -> CutPoint {
    CutPoint { feed, seq, op: OpId([0; 16]) }
}

#[test]
fn a_revoked_steward_cannot_take_its_own_revocation_back() {
    let mut ops = vec![admit(0, 1, 1, DeviceRole::Steward), admit(0, 2, 2, DeviceRole::Steward)];
    ops.push(revoke(1, 1, 2, vec![]));
    ops.push(move_cut(2, 1, 2, vec![point(team_feed(2), u64::MAX)], &ops[2]));
    ops.push(admit(2, 2, 3, DeviceRole::Steward));
    let roster = Roster::judge(team(), &ops);
    assert!(roster.get(&device(2)).unwrap().revoked.is_some() && roster.get(&device(3)).is_none());
    // Nor does an accomplice of the same depth; who wrote the revocation may.
    ops.insert(0, admit(0, 3, 4, DeviceRole::Steward));
    ops.push(move_cut(4, 1, 2, vec![point(team_feed(2), u64::MAX)], &ops[3]));
    assert!(Roster::judge(team(), &ops).get(&device(3)).is_none());
    ops.push(move_cut(1, 2, 2, vec![point(team_feed(2), u64::MAX)], &ops[3]));
    ops.retain(|op| op.feed.device != device(4) && (op.feed.device != device(2) || op.tip.seq != 1));
    assert!(Roster::judge(team(), &ops).get(&device(3)).is_some());
}

#[test]
fn an_op_after_the_cut_that_revokes_does_nothing_else() {
    let mut ops = vec![admit(0, 1, 1, DeviceRole::Steward), admit(0, 2, 2, DeviceRole::Steward)];
    ops.push(revoke(1, 1, 2, vec![]));
    let mut smuggled = admit(2, 1, 3, DeviceRole::Steward);
    smuggled.edits.extend(revoke(2, 1, 3, vec![point(team_feed(3), u64::MAX)]).edits);
    ops.push(smuggled);
    assert!(Roster::judge(team(), &ops).get(&device(3)).is_none());
}

#[test]
fn any_steward_above_a_device_moves_its_cut_for_edits_that_were_on_their_way() {
    let feed = FeedId { device: device(3), incarnation: 5, channel: Channel::Common };
    let mut ops = vec![
        admit(0, 1, 1, DeviceRole::Steward),
        admit(1, 1, 2, DeviceRole::Steward),
        admit(2, 1, 3, DeviceRole::Field),
    ];
    ops.push(revoke(1, 2, 3, vec![point(feed, 4)]));
    ops.push(move_cut(2, 2, 3, vec![point(feed, 9)], &ops[3]));
    assert_eq!(Roster::judge(team(), &ops).limit(&feed), 9);
    // Two cuts made apart narrow each other.
    ops.push(revoke(2, 3, 3, vec![point(feed, 6)]));
    assert_eq!(Roster::judge(team(), &ops).limit(&feed), 6);
}

#[test]
fn a_cut_names_both_branches_of_a_cloned_laptop() {
    let feed = FeedId { device: device(2), incarnation: 5, channel: Channel::Common };
    let cut = vec![point(feed, 7), point(feed, 4)];
    let ops = [admit(0, 1, 1, DeviceRole::Steward), admit(1, 1, 2, DeviceRole::Field), revoke(1, 2, 2, cut)];
    assert_eq!(Roster::judge(team(), &ops).limit(&feed), 7);
}

#[test]
fn a_revocation_that_cannot_be_read_cuts_all() {
    let unreadable = op(1, 2, 2, vec![edit("revoked", Value::Text("xyz".into()))]);
    let ops = [admit(0, 1, 1, DeviceRole::Steward), admit(1, 1, 2, DeviceRole::Field), unreadable];
    let roster = Roster::judge(team(), &ops);
    assert_eq!(roster.limit(&FeedId { device: device(2), incarnation: 1, channel: Channel::Common }), 0);
}

/// New keys: `heir` takes over from `author`, with `signer`'s word for it.
fn hand_over(author: u8, seq: u64, heir: u8, signer: u8, role: DeviceRole) -> [TeamOp; 2] {
    let mut start = admit(author, seq, heir, role);
    let sealing_key = format!("age1{heir}");
    let proof = prove_succession(&signing_key(&[signer; 32]), &team(), &device(author), &sealing_key);
    start.edits.push(edit("sealing_key", Value::Text(sealing_key)));
    start.edits.push(edit("proof", Value::Text(proof)));
    start.edits.push(edit("reads_visits_of", Value::Refs(vec![device(author).record()])));
    let mut end = revoke(author, seq + 1, author, vec![point(team_feed(author), seq + 1)]);
    end.edits.push(edit("successor", Value::Ref(device(heir).record())));
    [start, end]
}

fn base() -> Vec<TeamOp> {
    vec![admit(0, 1, 1, DeviceRole::Steward), admit(1, 1, 2, DeviceRole::Field), admit(1, 2, 3, DeviceRole::Field)]
}

#[test]
fn a_device_hands_over_to_new_keys_and_no_higher() {
    let judge = |extra: Vec<TeamOp>| Roster::judge(team(), &[base(), extra].concat());
    let roster = judge(hand_over(2, 1, 5, 5, DeviceRole::Field).to_vec());
    assert!(roster.live().any(|(id, _)| *id == device(5)) && !roster.live().any(|(id, _)| *id == device(2)));
    assert!(roster.may_read(&device(5), &Channel::Visits(device(2))));
    assert!(roster.continues(&device(5), &device(2)) && !roster.continues(&device(2), &device(5)));
    let stays = |extra: Vec<TeamOp>, why: &str| {
        let roster = judge(extra);
        assert!(roster.get(&device(5)).is_none(), "{why}");
        assert!(roster.get(&device(2)).unwrap().revoked.is_none(), "{why}");
    };
    stays(hand_over(2, 1, 5, 5, DeviceRole::Steward).to_vec(), "a role above its own");
    stays(hand_over(2, 1, 5, 6, DeviceRole::Field).to_vec(), "the successor did not agree");
    stays(hand_over(2, 1, 5, 5, DeviceRole::Field)[..1].to_vec(), "half of it");
    let [mut start, end] = hand_over(2, 1, 5, 5, DeviceRole::Field);
    start.edits.push(edit("reads_visits_of", Value::Refs(vec![device(3).record()])));
    start.edits.remove(4);
    stays(vec![start, end], "the visits of others");
    // One that is of the team by another's word keeps its record: the former keys end, if it agreed.
    for (signer, agreed) in [(3, true), (2, false)] {
        let roster = judge(hand_over(2, 1, 3, signer, DeviceRole::Field).to_vec());
        assert_eq!(roster.get(&device(3)).unwrap().sealing_key, "");
        assert_eq!(roster.get(&device(2)).unwrap().revoked.is_some(), agreed);
    }
}

#[test]
fn a_handover_counts_early_in_a_feed_unless_a_steward_writes_it() {
    let handed = |author: u8, heir: u8, seq: u64| {
        let mut ops = base();
        ops.extend(hand_over(author, seq, heir, heir, DeviceRole::Field));
        Roster::judge(team(), &ops).get(&device(heir)).is_some()
    };
    assert!(handed(2, 5, super::succession::WITHIN - 1) && !handed(2, 5, super::succession::WITHIN));
    assert!(handed(1, 5, super::succession::WITHIN + 50));
}

#[test]
fn two_successors_are_heard_and_count_neither() {
    let mut ops = base();
    ops.extend(hand_over(2, 1, 5, 5, DeviceRole::Field));
    // In another incarnation, beyond the end that the first one names.
    let mut second = hand_over(2, 1, 6, 6, DeviceRole::Field);
    second.iter_mut().for_each(|op| op.feed.incarnation = 2);
    second.iter_mut().for_each(|op| op.tip.hash[2] = 9);
    ops.extend(second);
    let roster = Roster::judge(team(), &ops);
    assert!(roster.get(&device(5)).is_none() && roster.get(&device(6)).is_none());
    assert!(roster.get(&device(2)).unwrap().revoked.is_none());
    assert!(roster.is_claimed(&device(5)) && roster.is_claimed(&device(6)) && !roster.is_claimed(&device(2)));
    ops.push(admit(1, 3, 6, DeviceRole::Field));
    ops.push(revoke(1, 4, 2, vec![]));
    let roster = Roster::judge(team(), &ops);
    assert!(roster.get(&device(5)).is_none() && roster.get(&device(6)).is_some());
}

#[test]
fn a_handover_after_the_cut_is_void() {
    let mut ops = base();
    ops.push(revoke(1, 3, 2, vec![]));
    ops.extend(hand_over(2, 1, 5, 5, DeviceRole::Field));
    let roster = Roster::judge(team(), &ops);
    assert!(roster.get(&device(5)).is_none() && !roster.is_claimed(&device(5)));
}

#[test]
fn a_revoked_steward_does_not_void_what_it_did_by_naming_a_successor() {
    let mut ops = vec![admit(0, 1, 1, DeviceRole::Steward), admit(0, 2, 2, DeviceRole::Steward)];
    ops.push(admit(0, 3, 4, DeviceRole::Steward));
    ops.extend([admit(2, 1, 3, DeviceRole::Field), revoke(2, 2, 4, vec![])]);
    ops.push(revoke(1, 1, 2, vec![point(team_feed(2), 2)]));
    let stands = |ops: &[TeamOp]| {
        let roster = Roster::judge(team(), ops);
        let admitted = roster.live().any(|(id, _)| *id == device(3));
        (admitted, roster.get(&device(4)).unwrap().revoked.is_some())
    };
    assert_eq!(stands(&ops), (true, true));
    for heir in [3, 4] {
        let [start, end] = hand_over(2, 3, heir, heir, DeviceRole::Field);
        assert_eq!(stands(&[ops.clone(), vec![end.clone()]].concat()), (true, true), "{heir}");
        assert_eq!(stands(&[ops.clone(), vec![start, end]].concat()), (true, true), "{heir}");
    }
}

/// Any author writes anything about anyone: the root admits two stewards, so that some of it counts.
fn scribbled(written: &[(u8, u8, u8, u64, prop::sample::Index)]) -> Vec<TeamOp> {
    let mut ops = vec![admit(0, 1, 1, DeviceRole::Steward), admit(0, 2, 2, DeviceRole::Steward)];
    for (n, (author, target, what, seq, earlier)) in written.iter().enumerate() {
        let number = (u64::try_from(n).unwrap() + 1) * 3;
        let cut = vec![point(team_feed(*target), *seq * 24)];
        let moved = earlier.get(&ops).clone();
        if *what > 4 {
            ops.extend(hand_over(*author, number + 1, *target + 6, *target + 6, DeviceRole::Field));
            continue;
        }
        ops.push(match what {
            0 => admit(*author, number, *target, DeviceRole::Field),
            1 => admit(*author, number, *target, DeviceRole::Steward),
            2 => revoke(*author, number, *target, cut),
            3 => move_cut(*author, number, *target, cut, &moved),
            _ => {
                let role = DeviceRole::Field.to_value().to_bytes();
                let edit = FieldEdit { tag: tag_of("role"), replaces: vec![moved.id()], value: Some(role) };
                op(*author, number, *target, vec![edit])
            }
        });
    }
    ops
}

fn shuffle<T>(list: &mut [T], seed: u64) {
    let mut random = seed | 1;
    for i in (1..list.len()).rev() {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        list.swap(i, (random >> 33) as usize % (i + 1));
    }
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
        shuffle(&mut shuffled, seed);
        shuffled.push(ops[0].clone());
        prop_assert_eq!(Roster::judge(team(), &shuffled), expected);
    }

    #[test]
    fn whatever_is_written_the_verdict_follows_from_the_set(
        written in prop::collection::vec((0_u8..6, 0_u8..6, 0_u8..7, 0_u64..6, any::<prop::sample::Index>()), 1..40),
        seed in any::<u64>(),
    ) {
        let ops = scribbled(&written);
        let expected = Roster::judge(team(), &ops);
        let mut shuffled = ops.clone();
        shuffle(&mut shuffled, seed);
        shuffled.extend(ops.iter().take(ops.len() / 2).cloned());
        prop_assert_eq!(Roster::judge(team(), &shuffled), expected);
    }

    #[test]
    fn what_the_verdict_does_not_heed_can_be_left_out(
        written in prop::collection::vec((0_u8..6, 0_u8..6, 0_u8..7, 0_u64..6, any::<prop::sample::Index>()), 1..40),
        left_out in any::<u64>(),
    ) {
        let ops = scribbled(&written);
        let expected = Roster::judge(team(), &ops);
        let heeded = |op: &TeamOp| op.tip.seq <= expected.heeded(&op.feed);
        let kept: Vec<TeamOp> = ops.iter().filter(|op| heeded(op) || left_out >> (op.tip.seq % 64) & 1 == 0).cloned().collect();
        prop_assert_eq!(Roster::judge(team(), &kept), expected.clone());
        let least: Vec<TeamOp> = ops.iter().filter(|op| heeded(op)).cloned().collect();
        prop_assert_eq!(Roster::judge(team(), &least), expected);
    }
}
