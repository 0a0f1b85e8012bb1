//! Files of format 1, checked in: read for ever, and written today byte for byte as they were (but for what age adds,
//! which is random).

use std::path::{Path, PathBuf};

use super::hostile::inflate;
use super::laptop::*;
use crate::log::{Body, Channel, Op, Tip};
use crate::model::{DeviceRole, RecordId};
use crate::sync::*;

/// Made for these files, and for nothing else.
pub const HEAD_IDENTITY: &str = include_str!("../../../tests/golden/head.identity");
const FIELD_IDENTITY: &str = "AGE-SECRET-KEY-1A5RAE382JT7PZCNQAXSTA0DTFAPCJZ47V0S970FRDJEHYNXCWL2QCGTJ57";

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

/// Run once for each format: `cargo test --lib golden -- --ignored`. Files of an earlier format are never written again.
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
