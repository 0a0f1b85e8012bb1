//! Need to know: whose bundles hold a byte of a visit.

use std::io::Read;
use std::path::Path;

use chrono::NaiveDate;

use super::*;
use crate::model::{AnyRef, Note};

/// What is inside a bundle that a laptop can open.
fn inside(file: &Path, reader: &Laptop) -> Vec<u8> {
    let bundle = std::fs::read(file).unwrap();
    let start = bundle.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let decryptor = age::Decryptor::new_buffered(&bundle[start..]).unwrap();
    let identity = reader.workspace.identity().unwrap();
    let unsealed = decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)).unwrap();
    let mut inner = Vec::new();
    zstd::Decoder::new(unsealed).unwrap().read_to_end(&mut inner).unwrap();
    inner
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

const WORDS: [&str; 6] = ["mot-de-visite", "mot-de-note", "mot-corrige", "mot-diverge", "mot-brouillon", "EXA-0"];

/// Visits, notes about them, corrections, a divergence, a draft, receipts: all that could leave by mistake.
fn full_team() -> (Laptop, Laptop, Laptop, Vec<RecordId>) {
    let (mut office, mut marie, mut paul, _) = team();
    let (visit, other) = (marie.visit("mot-de-visite"), marie.visit("autre"));
    let note = marie.workspace.new_id().unwrap();
    let about = Note {
        about: Some(AnyRef(visit)),
        date: NaiveDate::from_ymd_opt(2026, 11, 20),
        text: Some(LongText("mot-de-note".into())),
    };
    marie.workspace.commit(Edit::new("done-saved").create(note, about)).unwrap();
    marie.workspace.keep_local("draft/visit", Some(b"mot-brouillon".to_vec())).unwrap();
    marie.renames_centre("Public");
    marie.hands_in(&mut office);
    office.corrects(other, "mot-corrige");
    // Both change the same field apart.
    office.corrects(visit, "du siège");
    marie.corrects(visit, "mot-diverge");
    marie.hands_in(&mut office);
    paul.visit("de Paul");
    paul.hands_in(&mut office);
    let for_all = office.makes(&Audience::Team, false).unwrap();
    marie.takes(&for_all).unwrap();
    paul.takes(&for_all).unwrap();
    (office, marie, paul, vec![visit, other, note])
}

#[test]
fn no_byte_of_a_visit_nor_of_a_note_about_one_is_in_a_bundle_for_others() {
    let (mut office, mut marie, mut paul, records) = full_team();
    assert!(!office.workspace.all_divergences().unwrap().is_empty(), "there is a divergence to leak");
    let third = office.me();
    let mut bundles = Vec::new();
    for full in [false, true] {
        let to_paul = Audience::Devices(vec![paul.me()]);
        let to_both = Audience::Devices(vec![paul.me(), marie.me()]);
        for audience in [&Audience::Team, &to_paul, &to_both] {
            bundles.push(office.makes(audience, full).unwrap());
        }
        for audience in [&Audience::Team, &to_paul, &Audience::Devices(vec![paul.me(), third])] {
            bundles.push(marie.makes(audience, full).unwrap());
        }
    }
    for file in &bundles {
        let inner = inside(file, &paul);
        let leaks =
            |part: &[u8]| assert!(!holds(&inner, part), "{} in {}", String::from_utf8_lossy(part), file.display());
        WORDS.iter().for_each(|word| leaks(word.as_bytes()));
        records.iter().for_each(|record| leaks(record.as_bytes()));
        paul.takes(file).unwrap();
    }
    // What Paul relays after all that holds nothing of them either.
    for audience in [Audience::Stewards, Audience::Team] {
        let file = paul.makes(&audience, true).unwrap();
        let inner = inside(&file, &paul);
        assert!(WORDS.iter().all(|word| !holds(&inner, word.as_bytes())));
        assert!(records.iter().all(|record| !holds(&inner, record.as_bytes())));
    }
    // The test sees what is there.
    let file = marie.makes(&Audience::Stewards, true).unwrap();
    let inner = inside(&file, &marie);
    let there = ["mot-de-visite", "mot-de-note", "mot-diverge", "EXA-0", "Public"];
    assert!(there.iter().all(|word| holds(&inner, word.as_bytes())));
    assert!(records.iter().all(|record| holds(&inner, record.as_bytes())));
    assert!(!holds(&inner, b"mot-brouillon"), "a draft leaves in no bundle");
}

#[test]
fn a_stewards_correction_reaches_its_owner_alone() {
    let (mut office, mut marie, mut paul, records) = full_team();
    let mut second = Laptop::waiting("Second", "SEC", 4);
    office.admits(&second, DeviceRole::Steward, &[]);
    let for_all = office.makes(&Audience::Team, true).unwrap();
    assert!(!holds(&inside(&for_all, &paul), b"mot-corrige"));
    office.hands_to(&mut marie);
    assert_eq!(marie.note_of(records[1]).as_deref(), Some("mot-corrige"));
    office.hands_to(&mut second);
    assert_eq!(second.note_of(records[1]).as_deref(), Some("mot-corrige"), "stewards receive every visit");
    office.hands_to(&mut paul);
    assert!(records.iter().all(|record| paul.note_of(*record).is_none()));
}

#[test]
fn a_replaced_laptop_gets_the_visits_of_its_predecessor_back() {
    let (mut office, mut marie, mut paul, records) = full_team();
    let predecessor = marie.me();
    marie.hands_in(&mut office);
    drop(marie);
    let mut replaced = Laptop::waiting("Exemple Un", "EXC", 6);
    office.workspace.revoke(predecessor, crate::model::RevokeReason::Lost).unwrap();
    office.admits(&replaced, DeviceRole::Field, &[predecessor]);
    office.hands_to(&mut replaced);
    assert_eq!(replaced.note_of(records[1]).as_deref(), Some("mot-corrige"));
    replaced.corrects(records[1], "reprise");
    let own = replaced.visit("nouvelle");
    replaced.hands_in(&mut office);
    assert_eq!(office.note_of(records[1]).as_deref(), Some("reprise"));
    assert!(office.note_of(own).is_some());
    let roster = office.workspace.desk().roster.clone().unwrap();
    assert!(roster.get(&replaced.me()).unwrap().reads_visits_of.contains(&predecessor));
    office.hands_to(&mut paul);
    assert!(paul.note_of(own).is_none() && paul.note_of(records[1]).is_none());
}
