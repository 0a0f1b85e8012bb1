//! Laptops that are lost, stolen, or whose holder has left.

use super::*;
use crate::model::RevokeReason;
use crate::sync::{AdmissionError, HeldWhy, ImportError, Refused, Verdict};
use crate::workspace::TeamError;

fn held(summary: &Summary) -> Vec<(HeldWhy, u64)> {
    let held = summary.segments.iter().filter_map(|segment| match segment.verdict {
        Verdict::Joined { held: Some(held), .. } => Some((held.why, held.ops)),
        _ => None,
    });
    held.collect()
}

fn team_error<T: std::fmt::Debug>(outcome: Result<T, WorkspaceError>) -> TeamError {
    match outcome {
        Err(WorkspaceError::Team(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_a_stolen_laptop_signs_later_is_held_and_later_bundles_are_not_for_it() {
    let (mut office, mut marie, mut paul, _) = team();
    let seen = marie.visit("vue");
    marie.hands_in(&mut office);
    let accepted = office.workspace.revoke(marie.me(), RevokeReason::Stolen).unwrap();
    assert_eq!((accepted.edits, accepted.held), (1, 0));
    assert!(!office.is_live(marie.me()));
    assert_eq!(office.device(marie.me()).revoked_reason.unwrap().0, "stolen", "a word of the list and nothing else");
    // The thief writes on.
    let forged = marie.visit("volée");
    marie.corrects(seen, "changée");
    marie.renames_centre("Volé");
    assert_eq!(held(&marie.hands_in(&mut office)), [(HeldWhy::Revoked, 1), (HeldWhy::Revoked, 2)]);
    let mut office = office.reopened();
    assert_eq!((office.note_of(seen).as_deref(), office.note_of(forged)), (Some("vue"), None));
    assert_eq!(office.centre_name(), "Essai");
    // Later bundles are sealed for others.
    let for_all = office.makes(&Audience::Team, true).unwrap();
    assert!(matches!(marie.takes(&for_all), Err(WorkspaceError::Import(ImportError::Refused(Refused::NotForUs)))));
    let alone = office.makes(&Audience::Devices(vec![marie.me()]), false);
    assert!(matches!(alone, Err(WorkspaceError::Export(_))), "{alone:?}");
    // Everyone learns it, and what the thief gives them is held too, in whatever order it comes.
    paul.takes(&for_all).unwrap();
    marie.renames_centre("Encore");
    let from_thief = marie.makes(&Audience::Team, true).unwrap();
    assert!(paul.takes(&from_thief).unwrap().held_ops() > 0);
    assert_eq!((paul.centre_name(), paul.is_live(marie.me())), ("Essai".into(), false));
    // The same keys do not come back.
    let again = office.workspace.admit(&marie.workspace.card().unwrap(), DeviceRole::Field, &BTreeSet::new());
    assert!(matches!(again, Err(WorkspaceError::Admission(AdmissionError::AlreadyListed(_)))));
    assert_eq!(team_error(office.workspace.revoke(marie.me(), RevokeReason::Lost)), TeamError::Already(marie.me()));
}

#[test]
fn a_cut_that_arrives_after_what_it_cuts_takes_it_back() {
    let (mut office, mut marie, mut paul, _) = team();
    marie.renames_centre("Volé");
    let from_thief = marie.makes(&Audience::Team, true).unwrap();
    paul.takes(&from_thief).unwrap();
    assert_eq!(paul.centre_name(), "Volé");
    office.workspace.revoke(marie.me(), RevokeReason::Stolen).unwrap();
    office.hands_to(&mut paul);
    assert_eq!(paul.centre_name(), "Essai");
}

#[test]
fn honest_edits_that_were_still_on_a_stick_are_accepted_later() {
    let (mut office, mut marie, mut paul, _) = team();
    marie.hands_in(&mut office);
    let honest = marie.visit("honnête");
    let on_a_stick = marie.makes(&Audience::Stewards, false).unwrap();
    office.workspace.revoke(marie.me(), RevokeReason::Stolen).unwrap();
    marie.later(2);
    let forged = marie.visit("volée");
    let from_thief = marie.makes(&Audience::Stewards, false).unwrap();
    assert_eq!(held(&office.takes(&on_a_stick).unwrap()), [(HeldWhy::Revoked, 1)]);
    office.takes(&from_thief).unwrap();
    let day = "2026-11-24".parse().unwrap();
    let would = office.workspace.acceptance(marie.me(), Some(day)).unwrap();
    assert_eq!((would.edits, would.held), (1, 1));
    office.workspace.accept_held(marie.me(), Some(day)).unwrap();
    assert!(office.note_of(honest).is_some() && office.note_of(forged).is_none());
    // All of it, then not: the end moves both ways.
    office.workspace.accept_held(marie.me(), None).unwrap();
    assert!(office.note_of(forged).is_some());
    office.workspace.accept_held(marie.me(), Some(day)).unwrap();
    assert!(office.note_of(honest).is_some() && office.note_of(forged).is_none());
    assert_eq!(team_error(office.workspace.acceptance(paul.me(), None)), TeamError::NotRevoked(paul.me()));
    office.hands_to(&mut paul);
    assert!(!paul.is_live(marie.me()));
}

#[test]
fn accepting_all_that_is_held_narrows_nothing_that_another_steward_held() {
    let (mut office, mut marie, mut paul, _) = team();
    let mut second = Laptop::waiting("Second", "SEC", 4);
    office.admits(&second, DeviceRole::Steward, &[]);
    office.hands_to(&mut second);
    let seen = marie.visit("vue");
    marie.hands_in(&mut office);
    office.workspace.revoke(marie.me(), RevokeReason::Left).unwrap();
    // The second steward learns of the revocation without the visits.
    let for_all = office.makes(&Audience::Team, true).unwrap();
    second.takes(&for_all).unwrap();
    second.workspace.accept_held(marie.me(), None).unwrap();
    second.hands_to(&mut office);
    assert!(office.note_of(seen).is_some());
    assert!(paul.takes(&for_all).is_ok());
}

#[test]
fn nobody_revokes_upward_nor_the_last_steward_itself() {
    let (mut office, marie, mut paul, _) = team();
    let me = office.me();
    assert_eq!(team_error(office.workspace.revoke(me, RevokeReason::Left)), TeamError::LastSteward);
    assert!(matches!(paul.workspace.revoke(marie.me(), RevokeReason::Left), Err(WorkspaceError::StewardsOnly)));
    let mut second = Laptop::waiting("Second", "SEC", 4);
    office.admits(&second, DeviceRole::Steward, &[]);
    office.hands_to(&mut second);
    assert_eq!(team_error(second.workspace.revoke(me, RevokeReason::Left)), TeamError::Above(me));
    let gone = DeviceId([9; 16]);
    assert_eq!(team_error(second.workspace.revoke(gone, RevokeReason::Left)), TeamError::Unknown(gone));
    second.workspace.revoke(marie.me(), RevokeReason::Left).unwrap();
    assert!(second.workspace.undo().unwrap().is_none(), "trust is not undone by a key");
    office.workspace.revoke(me, RevokeReason::Left).unwrap();
    assert!(!office.is_live(me));
}

#[test]
fn a_name_means_the_laptop_in_use() {
    let (mut office, marie, _, _) = team();
    office.workspace.revoke(marie.me(), RevokeReason::Lost).unwrap();
    let replaced = Laptop::waiting("Exemple Un", "EXC", 5);
    let id = office.admits(&replaced, DeviceRole::Field, &[marie.me()]);
    assert_eq!(office.workspace.device_named("exemple un"), Ok(id));
    assert_eq!(office.workspace.revoked_named("exemple un"), Ok(marie.me()));
    assert_eq!(office.workspace.device_named("EXA"), Ok(marie.me()));
    assert_eq!(office.workspace.device_named(" ún"), Ok(id), "the beginning of a word of the name, in use");
    assert_eq!(office.workspace.device_named("n"), Err(vec![]), "not the middle of one");
    assert_eq!(office.workspace.device_named(""), Err(vec![]));
    let mut several = office.workspace.device_named("ex").unwrap_err();
    several.sort_unstable();
    let live =
        office.workspace.desk().roster.iter().flat_map(|roster| roster.live().map(|(id, _)| *id)).collect::<Vec<_>>();
    assert!(several.len() > 1 && several.iter().all(|one| live.contains(one)), "{several:?}");
}
