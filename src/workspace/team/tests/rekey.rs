//! New keys for a laptop whose keys may be in other hands.

use super::*;
use crate::model::RevokeReason;
use crate::sync::{ImportError, Refused};
use crate::workspace::TeamError;

/// The same store on another machine: who copied the folder has the keys.
pub(super) fn copied(laptop: &Laptop) -> Laptop {
    let folder = tempfile::tempdir().unwrap();
    copy(laptop.folder.path(), folder.path());
    let (clock, now) = clock();
    now.store(laptop.now.load(Ordering::Relaxed) + 500, Ordering::Relaxed);
    let (workspace, _) = Workspace::open(folder.path(), Opening::for_simulation(Random::seeded(77)), clock).unwrap();
    Laptop { folder, stick: tempfile::tempdir().unwrap(), workspace, now }
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else if entry.file_name() != "lock" {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_laptop_goes_on_under_new_keys() {
    let (mut office, mut marie, mut paul, _) = team();
    let before = marie.visit("avant");
    marie.renames_centre("Avant");
    let old = marie.me();
    let mut thief = copied(&marie);
    let heir = marie.workspace.rekey().unwrap();
    assert!(heir != old && marie.me() == heir && marie.is_live(heir) && !marie.is_live(old));
    assert_eq!(marie.device(heir).code.as_deref(), Some("EXA"), "the code stays");
    assert_eq!(marie.workspace.next_patient().unwrap(), "EXA-0002", "and so do the pseudonyms");
    assert_eq!(
        marie.workspace.desk().unsent.edits,
        4,
        "what the old keys signed, the change among it, is to be handed in"
    );
    let mut marie = marie.reopened();
    assert_eq!(marie.me(), heir);
    // The old visits can be read and corrected; new ones are those of the new device.
    marie.corrects(before, "corrigée");
    let after = marie.visit("après");
    // Everyone learns it by bundle.
    marie.hands_in(&mut office);
    assert_eq!(
        (office.note_of(before).as_deref(), office.note_of(after).as_deref()),
        (Some("corrigée"), Some("après"))
    );
    assert!(office.is_live(heir) && !office.is_live(old));
    assert_eq!(office.device(old).revoked_reason.unwrap().0, "keys");
    assert_eq!(office.workspace.device_named("exa"), Ok(heir));
    let roster = office.workspace.desk().roster.clone().unwrap();
    assert!(roster.get(&heir).unwrap().reads_visits_of.contains(&old));
    assert_eq!(office.workspace.desk().reads_visits_of(&heir), [], "its own are not another's");
    office.hands_to(&mut paul);
    assert_eq!(paul.centre_name(), "Avant", "the old feeds stay valid");
    // The old key reads no later bundle, and what it signs is held.
    let later = office.makes(&Audience::Team, true).unwrap();
    let refused = thief.takes(&later);
    assert!(matches!(refused, Err(WorkspaceError::Import(ImportError::Refused(Refused::NotForUs)))), "{refused:?}");
    thief.renames_centre("Volé");
    let from_thief = thief.makes(&Audience::Stewards, false).unwrap();
    let summary = office.takes(&from_thief).unwrap();
    assert_eq!((summary.held_ops(), office.centre_name()), (1, "Avant".into()));
    // And the laptop gets the correction of a visit of before.
    office.corrects(before, "du siège");
    office.hands_to(&mut marie);
    assert_eq!(marie.note_of(before).as_deref(), Some("du siège"));
}

#[test]
fn bundles_that_were_sealed_for_the_old_keys_still_open() {
    let (mut office, mut marie, _, _) = team();
    office.renames_centre("Nord");
    let on_its_way = office.makes(&Audience::Devices(vec![marie.me()]), false).unwrap();
    marie.workspace.rekey().unwrap();
    assert_eq!(marie.takes(&on_its_way).unwrap().new_ops(), 1);
    assert_eq!(marie.centre_name(), "Nord");
    marie.workspace.rekey().unwrap();
    assert_eq!(marie.takes(&on_its_way).unwrap().new_ops(), 0, "after two changes too");
}

#[test]
fn two_successors_count_neither_until_a_steward_admits_one() {
    let (mut office, mut marie, mut paul, _) = team();
    let old = marie.me();
    let mut thief = copied(&marie);
    let (mine, theirs) = (marie.workspace.rekey().unwrap(), thief.workspace.rekey().unwrap());
    let visit = marie.visit("honnête");
    let (from_marie, from_thief) =
        (marie.makes(&Audience::Stewards, false).unwrap(), thief.makes(&Audience::Stewards, false).unwrap());
    office.takes(&from_thief).unwrap();
    assert!(office.is_live(theirs), "nobody contends yet");
    let summary = office.takes(&from_marie).unwrap();
    assert!(!office.is_live(mine) && !office.is_live(theirs) && office.is_live(old));
    assert!(office.workspace.desk().roster.as_ref().unwrap().disputed.contains_key(&old));
    assert!(summary.held_ops() > 0 && office.note_of(visit).is_none());
    // The head office hears Marie's fingerprint, admits her card, and revokes the keys that were stolen.
    office.admits(&marie, DeviceRole::Field, &[old]);
    office.workspace.revoke(old, RevokeReason::Stolen).unwrap();
    assert!(office.is_live(mine) && office.note_of(visit).is_some());
    office.hands_to(&mut paul);
    assert!(paul.is_live(mine) && !paul.is_live(theirs) && !paul.is_live(old));
}

#[test]
fn revoking_keys_that_were_changed_names_those_that_go_on() {
    let (mut office, mut marie, _, _) = team();
    let device = marie.me();
    let heir = marie.workspace.rekey().unwrap();
    marie.hands_in(&mut office);
    let refused = office.workspace.revoke(device, RevokeReason::Lost);
    let took_over = TeamError::TookOver { device, heir };
    assert!(matches!(&refused, Err(WorkspaceError::Team(error)) if *error == took_over), "{refused:?}");
    office.workspace.revoke(heir, RevokeReason::Lost).unwrap();
    let refused = office.workspace.revoke(device, RevokeReason::Lost);
    assert!(matches!(refused, Err(WorkspaceError::Team(TeamError::Already(id))) if id == device));
}

#[test]
fn a_revoked_laptop_changes_its_keys_in_vain() {
    let (mut office, mut marie, _, _) = team();
    let old = marie.me();
    office.workspace.revoke(old, RevokeReason::Stolen).unwrap();
    let heir = marie.workspace.rekey().unwrap();
    let bundle = marie.makes(&Audience::Stewards, false).unwrap();
    let refused = office.takes(&bundle);
    let unknown = matches!(&refused, Err(WorkspaceError::Import(ImportError::Refused(Refused::UnknownSender { .. }))));
    assert!(unknown, "{refused:?}");
    assert!(!office.is_live(heir) && !office.is_live(old));
    // One that knows says so.
    office.workspace.revoke(office.me(), RevokeReason::Left).unwrap_err();
    let fresh = Laptop::waiting("Exemple", "EXC", 9);
    let mut fresh = fresh;
    assert!(matches!(fresh.workspace.rekey(), Err(WorkspaceError::NoTeam)));
}

#[test]
fn a_power_cut_in_the_middle_loses_neither_the_old_keys_nor_the_new() {
    let (mut office, mut marie, _, _) = team();
    let old = marie.me();
    marie.workspace.store.prepare_keys(zeroize::Zeroizing::new(String::new())).unwrap();
    let mut marie = marie.reopened();
    assert_eq!((marie.me(), marie.workspace.store.next_device()), (old, None), "nothing was handed over");
    let heir = marie.workspace.write_succession().unwrap();
    assert_eq!(marie.me(), old);
    let mut marie = marie.reopened();
    assert_eq!(marie.me(), heir);
    let visit = marie.visit("après");
    marie.hands_in(&mut office);
    assert!(office.note_of(visit).is_some());
}

#[test]
fn a_steward_changes_its_keys_too() {
    let (mut office, mut marie, _, _) = team();
    let old = office.me();
    let heir = office.workspace.rekey().unwrap();
    assert!(office.workspace.desk().is_steward());
    let visit = marie.visit("vue");
    office.hands_to(&mut marie);
    assert!(!marie.is_live(old) && marie.is_live(heir));
    marie.hands_in(&mut office);
    assert!(office.note_of(visit).is_some());
    let third = Laptop::waiting("Troisième", "EXT", 8);
    office.admits(&third, DeviceRole::Field, &[]);
    office.workspace.revoke(third.me(), RevokeReason::Left).unwrap();
}

#[test]
fn new_keys_do_not_stand_in_the_way_of_the_recovery_card_nor_it_in_theirs() {
    let (mut office, mut marie, mut paul, rows) = team();
    let old = marie.me();
    let heir = marie.workspace.rekey().unwrap();
    marie.hands_in(&mut office);
    marie.workspace.recover(&rows, None, &[]).unwrap();
    assert!(marie.workspace.desk().is_steward());
    assert_eq!(marie.device(heir).code.as_deref(), Some("EXA"));
    // Whether they heard of the new keys before the card was used or with it, all see the former ones end.
    let for_all = marie.makes(&Audience::Team, true).unwrap();
    for laptop in [&mut office, &mut paul] {
        laptop.takes(&for_all).unwrap();
    }
    for laptop in [&marie, &office, &paul] {
        assert!(laptop.is_live(heir) && !laptop.is_live(old), "the keys that were changed stay changed");
        assert!(laptop.workspace.all_divergences().unwrap().is_empty());
    }
}
