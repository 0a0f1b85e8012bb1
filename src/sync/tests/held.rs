//! What is held has a measure: nobody fills the disk with edits that do not count.

use super::laptop::*;
use crate::log::{Channel, Cut, CutPoint, DeviceId, OpId};
use crate::model::{DeviceRole, FieldValue, Kind, LongText};
use crate::sync::*;

const COMMON: Channel = Channel::Common;

/// A bundle for one laptop without the ops of the team's channel that its maker holds of these devices' admissions.
fn without_admissions(from: &Laptop, to: &Laptop, number: u64) -> Vec<u8> {
    let mut partial = plan(&from.archive, &only(to), true, from.now).unwrap();
    partial.runs.retain(|run| run.feed.channel != Channel::Team);
    let sender = Sender { key: &from.key, incarnation: from.incarnation, number, time: from.now };
    let mut bytes = Vec::new();
    write(&partial, &from.archive, &sender, &mut bytes, &mut go).unwrap();
    bytes
}

/// A laptop that one of the team knows and another does not, and its edits at the first.
fn stranger(name: u8, head: &mut Laptop, b: &mut Laptop, edits: usize) -> Laptop {
    let mut new = Laptop::new(name);
    head.admit(&new, DeviceRole::Field, &[]);
    let bundle = head.export(&Audience::Team);
    new.import(&bundle).unwrap();
    b.import(&bundle).unwrap();
    new.edits(COMMON, edits);
    let from_new = new.export(&Audience::Team);
    b.import(&from_new).unwrap();
    new
}

fn receipt_of(laptop: &mut Laptop, author: DeviceId) -> Vec<u64> {
    laptop.try_export(&Audience::Stewards, true).unwrap();
    let own = laptop.archive.receipts().into_iter().find(|receipt| receipt.device == laptop.id()).unwrap();
    own.frontier.iter().filter(|seen| seen.feed.device == author).map(|seen| seen.seq).collect()
}

#[test]
fn more_than_ten_thousand_held_edits_of_strangers_stay_on_the_bundle_until_they_count() {
    let [mut head, mut a, mut b] = team_of_three();
    let new = stranger(4, &mut head, &mut b, 12_000);
    let another = stranger(5, &mut head, &mut b, 3_000);
    let bundle = without_admissions(&b, &a, 90);
    let summary = a.import(&bundle).unwrap();
    let stored = summary.held_ops();
    assert!((4_000..=MAX_HELD_OPS).contains(&stored), "{stored}");
    assert_eq!((summary.new_ops(), summary.left_ops()), (stored, 15_000 - stored));
    // No receipt claims what was not stored.
    let claimed: u64 = [new.id(), another.id()].into_iter().flat_map(|id| receipt_of(&mut a, id)).sum();
    assert_eq!(claimed, stored);
    let again = a.import(&bundle).unwrap();
    assert!(again.left_ops() > 0 && stored + again.new_ops() <= MAX_HELD_OPS);
    // They come again by themselves, and count, once the admissions arrive.
    let receipt = a.export(&Audience::Team);
    b.import(&receipt).unwrap();
    let rest = b.export(&only(&a));
    let taken = a.import(&rest).unwrap();
    assert_eq!((taken.held_ops(), taken.left_ops()), (0, 0));
    assert_eq!(a.archive.op_ids(&COMMON).len(), 15_000);
    let planned = plan(&a.archive, &only(&head), true, a.now).unwrap();
    assert_eq!(planned.runs.iter().filter(|run| run.feed.channel == COMMON).map(Run::ops).sum::<u64>(), 15_000);
}

#[test]
fn eight_megabytes_of_held_edits_are_the_most() {
    let [mut head, mut a, mut b] = team_of_three();
    let mut new = stranger(4, &mut head, &mut b, 0);
    (0..60).for_each(|n| new.edit(COMMON, &format!("{n} {}", "long ".repeat(40_000))));
    let from_new = new.export(&Audience::Team);
    b.import(&from_new).unwrap();
    let summary = a.import(&without_admissions(&b, &a, 90)).unwrap();
    let stored = summary.held_ops();
    assert!(stored * 200_000 <= MAX_HELD_BYTES && stored >= 30, "{stored}");
    assert_eq!(summary.left_ops(), 60 - stored);
    let again = a.import(&without_admissions(&b, &a, 91)).unwrap();
    assert!((stored + again.new_ops()) * 200_000 <= MAX_HELD_BYTES, "what is held already is measured");
}

#[test]
fn a_revoked_laptop_fills_no_disk_and_what_counts_of_it_is_always_stored() {
    let [mut head, mut a, mut b] = team_of_three();
    a.edits(COMMON, 5);
    let before = a.export(&Audience::Stewards);
    head.import(&before).unwrap();
    let feed = a.feed(COMMON);
    let cut = Cut(vec![CutPoint { feed, seq: 8, op: OpId([0; 16]) }]);
    let value = LongText::<20000>(cut.to_text()).to_value().to_bytes();
    let revoked = Kind::Device.field("revoked").unwrap().tag;
    head.log(Channel::Team, a.id().record(), vec![(revoked, Some(value))]);
    head.archive.judge(head.team());
    let verdict = head.export(&Audience::Team);
    b.import(&verdict).unwrap();
    a.edits(COMMON, 11_000);
    let flood = a.try_export(&Audience::Team, true).unwrap();
    let summary = b.import(&flood).unwrap();
    assert!(summary.left_ops() > 0 && summary.held_ops() <= MAX_HELD_OPS);
    assert_eq!(summary.new_ops() - summary.held_ops(), 3);
    assert_eq!(receipt_of(&mut b, a.id()), [8 + summary.held_ops()]);
}

#[test]
fn the_teams_channel_is_no_way_around() {
    let [mut head, mut a, _] = team_of_three();
    (0..12_000).for_each(|n| a.edit(Channel::Team, &format!("noise {n}")));
    let flood = a.export(&Audience::Stewards);
    let summary = head.import(&flood).unwrap();
    assert!(summary.left_ops() >= 2_000, "{}", summary.left_ops());
    assert!(summary.new_ops() <= MAX_HELD_OPS);
}

/// Two stewards of one rank, and two coordinators who know of all of them.
fn two_stewards() -> [Laptop; 5] {
    let mut head = Laptop::founder(1);
    let (mut b, mut c, mut x, mut y) = (Laptop::new(2), Laptop::new(3), Laptop::new(4), Laptop::new(5));
    [&b, &c].into_iter().for_each(|steward| head.admit(steward, DeviceRole::Steward, &[]));
    [&x, &y].into_iter().for_each(|field| head.admit(field, DeviceRole::Field, &[]));
    let bundle = head.export(&Audience::Team);
    [&mut b, &mut c, &mut x, &mut y].into_iter().for_each(|laptop| drop(laptop.import(&bundle).unwrap()));
    [head, b, c, x, y]
}

fn revoke(by: &mut Laptop, target: &Laptop, points: Vec<CutPoint>) {
    let value = LongText::<20000>(Cut(points).to_text()).to_value().to_bytes();
    let revoked = Kind::Device.field("revoked").unwrap().tag;
    by.log(Channel::Team, target.id().record(), vec![(revoked, Some(value))]);
    by.archive.judge(by.team());
}

#[test]
fn what_a_flood_hides_from_one_laptop_and_not_from_another_counts_for_both() {
    let [_, mut b, mut c, mut x, mut y] = two_stewards();
    revoke(&mut c, &b, vec![]);
    let against_b = c.export(&Audience::Team);
    x.import(&against_b).unwrap();
    // The stolen laptop floods the team's channel, then revokes its equal, and erases.
    (0..10_500).for_each(|n| b.edit(Channel::Team, &format!("noise {n}")));
    let flood = b.export(&Audience::Team);
    assert!(x.import(&flood).unwrap().left_ops() > 0, "x knows of the revocation and leaves most of it");
    revoke(&mut b, &c, vec![]);
    b.erase(crate::model::RecordId::derived(&["some visit"]));
    let all = b.try_export(&Audience::Team, true).unwrap();
    y.import(&all).unwrap();
    y.import(&against_b).unwrap();
    x.import(&all).unwrap();
    assert!(!y.roster().is_steward(&c.id()) && !y.roster().is_steward(&b.id()), "both revocations stand");
    assert_eq!(x.roster(), y.roster());
}
