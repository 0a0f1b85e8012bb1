//! Files of format 1, checked in: read for ever, and written today byte for byte as they were (but for what age adds,
//! which is random).

use std::path::{Path, PathBuf};

use super::hostile::inflate;
use super::laptop::*;
use crate::log::{BackupReceipt, Body, Channel, Cut, CutPoint, Op, OpId, Receipt, Tip};
use crate::model::{DeviceRole, FieldValue, Kind, LongText, RecordId};
use crate::sync::*;

/// Made for these files, and for nothing else.
pub const HEAD_IDENTITY: &str = include_str!("../../../tests/golden/head.identity");
const FIELD_IDENTITY: &str = "AGE-SECRET-KEY-1A5RAE382JT7PZCNQAXSTA0DTFAPCJZ47V0S970FRDJEHYNXCWL2QCGTJ57";
const LOST_IDENTITY: &str = "AGE-SECRET-KEY-1CU47DEGNKX8L7M5XRVS6RCPAG4VJ2GN8TC03MTNWJEGRJGPPM86SJXUHDJ";
const NEW_IDENTITY: &str = "AGE-SECRET-KEY-1KZAGT9AKCCWD92PE7WL72VNJLCL9LCUAQJX0Y0WRFQ94UYPWPXGS7NT327";

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

fn read_golden(name: &str) -> Vec<u8> {
    std::fs::read(golden(name)).unwrap()
}

/// The head office and a coordinator who has joined, edited, and holds an op that was erased.
fn two() -> (Laptop, Laptop) {
    let mut head = Laptop::with_identity(1, HEAD_IDENTITY.trim().parse().unwrap()).founding();
    let mut a = Laptop::with_identity(2, FIELD_IDENTITY.parse().unwrap());
    head.admit(&a, DeviceRole::Field, &[]);
    let bundle = head.export(&only(&a));
    a.import(&bundle).unwrap();
    a.edit(Channel::Common, "Céret");
    a.edit(Channel::Common, "Le Vigan");
    a.edits(a.own_visits(), 3);
    let (feed, author) = (a.feed(Channel::Common), a.key.verifying_key().to_bytes());
    let tip = a.archive.feeds().into_iter().find(|row| row.feed == feed).unwrap().tips[0];
    let erased = Op { time: a.now, record: RecordId::from_bytes([6; 16]), body: Body::Erased([7; 32]) };
    a.archive.keep(author, crate::log::Segment { feed, follows: tip, ops: vec![erased] }).unwrap();
    let mut roster = a.roster().clone();
    roster.erased.insert(RecordId::from_bytes([6; 16]));
    a.archive.believe(roster);
    (head, a)
}

#[test]
fn a_bundle_of_format_1_is_read() {
    let (mut head, a) = two();
    head.erase(RecordId::from_bytes([6; 16]));
    let bundle = read_golden("bundle-1.maillage");
    let manifest = inspect(std::io::Cursor::new(&bundle), &head.identity).unwrap().manifest;
    assert_eq!((manifest.format, manifest.number, manifest.time), (1, 1, START + 1_000));
    assert_eq!((manifest.sender, manifest.audience), (a.id(), AudienceKind::Stewards));
    assert_eq!(head.import(&bundle).unwrap().new_ops(), 6);
    for channel in [Channel::Common, a.own_visits()] {
        assert_eq!(head.archive.op_ids(&channel), a.archive.op_ids(&channel));
    }
    let row = head.archive.feeds().into_iter().find(|row| row.feed == a.feed(Channel::Common)).unwrap();
    let held = head.archive.segment(&row.feed, Tip::START, row.tips[0], 10).unwrap();
    assert_eq!(held.ops[2].body, Body::Erased([7; 32]));
}

#[test]
fn a_bundle_written_today_has_the_same_sections() {
    let (_, mut a) = two();
    let sections = read_golden("bundle-1.sections");
    assert!(inflate(&a.export(&Audience::Stewards), &a.identity) == sections);
    assert!(inflate(&read_golden("bundle-1.maillage"), &a.identity) == sections);
}

/// The record of an edit of [`after_a_loss`].
fn erased_record() -> RecordId {
    RecordId::derived(&["test", "Le Vigan"])
}

/// A head office that has revoked a lost laptop after the second of its three edits, and erased a record; the
/// coordinator whose record it was; the lost laptop; a new one, admitted, that has nothing yet.
fn after_a_loss() -> [Laptop; 4] {
    let mut head = Laptop::with_identity(1, HEAD_IDENTITY.trim().parse().unwrap()).founding();
    let mut a = Laptop::with_identity(2, FIELD_IDENTITY.parse().unwrap());
    let mut lost = Laptop::with_identity(3, LOST_IDENTITY.parse().unwrap());
    let new = Laptop::with_identity(4, NEW_IDENTITY.parse().unwrap());
    [&a, &lost, &new].iter().for_each(|laptop| head.admit(laptop, DeviceRole::Field, &[]));
    let welcome = head.export(&Audience::Team);
    a.import(&welcome).unwrap();
    lost.import(&welcome).unwrap();
    ["Céret", "Le Vigan"].iter().for_each(|name| a.edit(Channel::Common, name));
    a.edits(a.own_visits(), 2);
    lost.edits(Channel::Common, 3);
    for laptop in [&mut a, &mut lost] {
        head.import(&laptop.export(&Audience::Stewards)).unwrap();
    }
    head.erase(erased_record());
    let feed = lost.feed(Channel::Common);
    let held = lost.archive.segment(&feed, Tip::START, tip_of(&lost, &lost), 9).unwrap();
    let last = held.tips().unwrap()[1];
    let cut = Cut(vec![CutPoint { feed, seq: last.seq, op: OpId::of_hash(&last.hash) }]);
    let revoked = LongText::<20000>(cut.to_text()).to_value().to_bytes();
    let tag = Kind::Device.field("revoked").unwrap().tag;
    head.log(Channel::Team, lost.id().record(), vec![(tag, Some(revoked))]);
    head.archive.judge(head.team());
    [head, a, lost, new]
}

/// Where a laptop's archive says that an author's common feed ends.
fn tip_of(laptop: &Laptop, author: &Laptop) -> Tip {
    let feed = author.feed(Channel::Common);
    laptop.archive.feeds().into_iter().find(|row| row.feed == feed).unwrap().tips[0]
}

#[test]
fn a_bundle_of_format_1_with_a_revocation_and_an_erasure_is_read() {
    let [head, a, lost, mut new] = after_a_loss();
    let bundle = read_golden("loss-1.maillage");
    let manifest = inspect(std::io::Cursor::new(&bundle), &new.identity).unwrap().manifest;
    assert_eq!((manifest.sender, manifest.number, manifest.audience), (head.id(), 2, AudienceKind::Devices));
    assert_eq!(manifest.recipients, [new.id()], "sealed for the one laptop");
    let summary = new.import(&bundle).unwrap();
    assert_eq!((summary.new_ops(), summary.held_ops(), summary.gaps().count()), (11, 1, 0));
    assert_eq!(new.roster(), head.roster());
    let limits = [&a, &lost].map(|laptop| new.roster().limit(&laptop.feed(Channel::Common)));
    assert_eq!(limits, [u64::MAX, 2]);
    let cut = new.roster().get(&lost.id()).unwrap().revoked.clone().unwrap();
    let second = lost.archive.op_ids(&Channel::Common);
    assert!(cut.points().iter().all(|point| second.contains(&(point.feed, point.op)) && point.seq == 2));
    let held =
        |laptop: &Laptop| laptop.archive.segment(&a.feed(Channel::Common), Tip::START, tip_of(&a, &a), 9).unwrap().ops;
    let (whole, hollow) = (held(&a), held(&new));
    assert_eq!(hollow[0], whole[0]);
    assert_eq!((hollow[1].record, hollow[1].body.digest()), (erased_record(), whole[1].body.digest()));
    assert!(matches!((&whole[1].body, &hollow[1].body), (Body::Payload(_), Body::Erased(_))));
    assert_eq!(new.archive.op_ids(&a.own_visits()), [], "visits are not for it");
}

/// The head office after a backup of its own, and after that of a coordinator has reached it; the coordinator.
fn after_backups() -> [Laptop; 2] {
    let (mut head, mut a) = two();
    head.erase(RecordId::from_bytes([6; 16]));
    back_up(&mut a, 4);
    head.import(&a.export(&Audience::Stewards)).unwrap();
    back_up(&mut head, 9);
    [head, a]
}

/// What stands in a backup is what stands in the receipt of it.
fn back_up(laptop: &mut Laptop, number: u64) {
    let frontier = plan(&laptop.archive, &only(laptop), true, laptop.now).unwrap().holds();
    let (device, incarnation, time) = (laptop.id(), laptop.incarnation, laptop.now);
    let unsigned = Receipt { device, incarnation, number, time, frontier, signature: vec![] };
    laptop.archive.keep_backup(BackupReceipt::sign(&laptop.key, &laptop.team(), unsigned));
}

/// Made by a program that says its version.
fn export_with_program(laptop: &Laptop, audience: &Audience) -> Vec<u8> {
    let plan = plan(&laptop.archive, audience, true, laptop.now).unwrap();
    let plan = plan.adding(vec![Addition::program("0.1.0")]);
    let sender = Sender { key: &laptop.key, incarnation: laptop.incarnation, number: 7, time: laptop.now };
    let mut bytes = Vec::new();
    write(&plan, &laptop.archive, &sender, &mut bytes, &mut go).unwrap();
    bytes
}

#[test]
fn a_bundle_of_format_1_with_receipts_of_backups_is_read() {
    let [head, a] = after_backups();
    let bundle = read_golden("backups-1.maillage");
    let arrival = a.open(&bundle).unwrap();
    assert_eq!(arrival.program(), Some("0.1.0"));
    assert_eq!(arrival.manifest.number, 7);
    let own: Vec<_> = arrival.backups.iter().map(|backup| backup.0.device).collect();
    assert_eq!(own, [head.id()], "its own it has");
    let mut fresh = a.clone();
    fresh.archive = memory::Memory::new(a.id());
    fresh.import(&bundle).unwrap();
    let places = |backup: &BackupReceipt| {
        let ops: u64 = backup.0.frontier.iter().map(|seen| seen.seq).sum();
        (backup.0.device, backup.0.number, backup.0.time, ops)
    };
    let mut said: Vec<_> = fresh.archive.backups().iter().map(places).collect();
    said.sort_by_key(|said| said.1);
    assert_eq!(said, [(a.id(), 4, START, 8), (head.id(), 9, START + 1_000, 9)]);
    assert_eq!(fresh.archive.backups(), head.archive.backups());
}

#[test]
fn later_bundles_written_today_have_the_same_sections() {
    let [mut head, a, _, new] = after_a_loss();
    let sections = read_golden("loss-1.sections");
    assert!(inflate(&head.export(&only(&new)), &new.identity) == sections);
    assert!(inflate(&read_golden("loss-1.maillage"), &new.identity) == sections);
    let Body::Payload(erased) = &a.archive.ops().into_values().find(|op| op.record == erased_record()).unwrap().body
    else {
        panic!("its author has not heard of it")
    };
    let text = "Le Vigan".as_bytes();
    assert!(erased.windows(text.len()).any(|bytes| bytes == text));
    assert!(!sections.windows(text.len()).any(|bytes| bytes == text), "erased, and in a bundle");
    let [head, _] = after_backups();
    let sections = read_golden("backups-1.sections");
    assert!(inflate(&export_with_program(&head, &Audience::Team), &head.identity) == sections);
    assert!(inflate(&read_golden("backups-1.maillage"), &head.identity) == sections);
}

/// Run once for each format: `cargo test --lib golden::write_the_later -- --ignored`.
#[test]
#[ignore = "writes the files that the other tests read"]
fn write_the_later_files() {
    let [mut head, _, _, new] = after_a_loss();
    let bundle = head.export(&only(&new));
    std::fs::write(golden("loss-1.maillage"), &bundle).unwrap();
    std::fs::write(golden("loss-1.sections"), inflate(&bundle, &new.identity)).unwrap();
    let [head, _] = after_backups();
    let bundle = export_with_program(&head, &Audience::Team);
    std::fs::write(golden("backups-1.maillage"), &bundle).unwrap();
    std::fs::write(golden("backups-1.sections"), inflate(&bundle, &head.identity)).unwrap();
}

#[test]
fn cards_of_format_1_are_read_and_written_alike() {
    let (_, a) = two();
    let text = String::from_utf8(read_golden("card-1.carte")).unwrap();
    assert_eq!(Card::from_text(&text), Ok(a.card()));
    assert_eq!(a.card().to_text(&a.key), text);
    assert_eq!(a.card().fingerprint(), "8923 BEE9 BA36 0755 7D54");
    let rows = String::from_utf8(read_golden("recovery-1.txt")).unwrap();
    assert_eq!(*read_recovery_card(&rows).unwrap(), [200; 32]);
    assert_eq!(*recovery_rows(&[200; 32]), rows);
}

/// Run once for each format: `cargo test --lib golden::write_the_files -- --ignored`. Files of an earlier format are never written again.
#[test]
#[ignore = "writes the files that the other tests read"]
fn write_the_files() {
    let (_, mut a) = two();
    let bundle = a.export(&Audience::Stewards);
    std::fs::create_dir_all(golden("")).unwrap();
    std::fs::write(golden("bundle-1.maillage"), &bundle).unwrap();
    std::fs::write(golden("bundle-1.sections"), inflate(&bundle, &a.identity)).unwrap();
    std::fs::write(golden("card-1.carte"), a.card().to_text(&a.key)).unwrap();
    std::fs::write(golden("recovery-1.txt"), recovery_rows(&[200; 32]).as_bytes()).unwrap();
    println!("{}", a.card().fingerprint());
}
