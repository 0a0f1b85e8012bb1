//! The recovery card: a team whose only steward laptop is gone goes on.

use super::*;
use crate::model::RevokeReason;
use crate::sync::BadRecoveryCard;
use crate::workspace::TeamError;

#[test]
fn a_team_whose_only_steward_is_gone_goes_on() {
    let (mut office, mut marie, mut paul, rows) = team();
    let handed_in = marie.visit("remise");
    marie.hands_in(&mut office);
    let kept = marie.visit("gardée");
    let of_paul = paul.visit("de Paul");
    let (lost, gone) = (office.me(), office);
    // Marie has the card: she is the head office now, and the lost laptop is out by the root's own word.
    marie.workspace.recover(&rows, None, &[(lost, RevokeReason::Stolen)]).unwrap();
    assert!(marie.workspace.desk().is_steward() && !marie.is_live(lost));
    let mut marie = marie.reopened();
    assert!(marie.workspace.desk().is_steward());
    // She admits another; everyone learns it from her bundle.
    let mut second = Laptop::waiting("Second", "SEC", 4);
    marie.admits(&second, DeviceRole::Steward, &[]);
    let for_all = marie.makes(&Audience::Team, false).unwrap();
    for laptop in [&mut paul, &mut second] {
        laptop.takes(&for_all).unwrap();
        assert!(laptop.workspace.desk().roster.as_ref().unwrap().is_steward(&marie.me()));
        assert!(!laptop.is_live(lost));
    }
    // All visits reach the new head office.
    paul.hands_in(&mut marie);
    marie.hands_in(&mut second);
    for id in [handed_in, kept, of_paul] {
        assert!(marie.note_of(id).is_some() && second.note_of(id).is_some());
    }
    paul.renames_centre("Nord");
    paul.hands_in(&mut second);
    assert_eq!(second.centre_name(), "Nord");
    // Whoever has the lost laptop revokes all others in vain.
    let mut thief = gone;
    thief.workspace.revoke(marie.me(), RevokeReason::Left).unwrap();
    let poisoned = thief.makes(&Audience::Team, true).unwrap();
    paul.takes(&poisoned).unwrap();
    assert!(paul.is_live(marie.me()) && paul.is_live(paul.me()));
}

#[test]
fn the_roots_revocation_is_not_answered() {
    let (office, mut marie, mut paul, rows) = team();
    let mut thief = office;
    let mut second = Laptop::waiting("Second", "SEC", 4);
    thief.admits(&second, DeviceRole::Steward, &[]);
    thief.hands_to(&mut second);
    second.hands_to(&mut marie);
    // The thief revokes everyone; the bundle reaches Paul before Marie's recovery does.
    thief.workspace.revoke(marie.me(), RevokeReason::Lost).unwrap();
    thief.workspace.revoke(second.me(), RevokeReason::Lost).unwrap();
    thief.hands_to(&mut paul);
    assert!(!paul.is_live(marie.me()));
    marie.workspace.recover(&rows, None, &[(thief.me(), RevokeReason::Stolen)]).unwrap();
    let for_all = marie.makes(&Audience::Team, true).unwrap();
    paul.takes(&for_all).unwrap();
    assert!(paul.is_live(marie.me()) && paul.is_live(second.me()) && !paul.is_live(thief.me()));
}

#[test]
fn the_card_makes_a_steward_of_another_laptop() {
    let (_, mut marie, _, rows) = team();
    let mut fresh = Laptop::waiting("Nouveau siège", "NOU", 4);
    let visit = marie.visit("vue");
    let card = fresh.workspace.card().unwrap();
    marie.workspace.recover(&rows, Some(&card), &[]).unwrap();
    assert!(!marie.workspace.desk().is_steward());
    marie.hands_in(&mut fresh);
    assert!(fresh.workspace.desk().is_steward() && fresh.note_of(visit).is_some());
    let taken = Laptop::waiting("Nouveau", "EXA", 5).workspace.card().unwrap();
    let refused = marie.workspace.recover(&rows, Some(&taken), &[]);
    assert!(matches!(refused, Err(WorkspaceError::Admission(_))), "{refused:?}");
}

#[test]
fn a_fresh_laptop_takes_the_team_over_and_its_colleagues_bring_the_rest() {
    let (office, mut marie, mut paul, rows) = team();
    let visit = marie.visit("vue");
    drop(office);
    let mut fresh = Laptop::waiting("Nouveau siège", "NOU", 4);
    fresh.workspace.recover(&rows, None, &[]).unwrap();
    assert!(fresh.workspace.desk().is_steward());
    fresh.admits(&marie, DeviceRole::Field, &[]);
    fresh.hands_to(&mut marie);
    marie.hands_in(&mut fresh);
    // One colleague is enough to know the whole team.
    fresh.hands_to(&mut paul);
    paul.hands_in(&mut fresh);
    assert_eq!((fresh.note_of(visit).as_deref(), fresh.centre_name()), (Some("vue"), "Essai".into()));
    assert!(fresh.workspace.desk().card(&marie.me().record()).unwrap().diverging.is_empty());
    assert_eq!(fresh.device(marie.me()).code.as_deref(), Some("EXA"));
}

#[test]
fn a_wrong_row_is_named_and_another_teams_card_is_refused() {
    let (_, mut marie, _, rows) = team();
    let third = rows.lines().nth(2).unwrap();
    let wrong = if third.contains("3: A") { 'B' } else { 'A' };
    let mistyped = rows.replace(third, &format!("3: {wrong}{}", &third[4..]));
    let refused = marie.workspace.recover(&mistyped, None, &[]);
    assert!(matches!(refused, Err(WorkspaceError::Recovery(BadRecoveryCard::Mistyped { row: 3 }))), "{refused:?}");
    let others = crate::sync::recovery_rows(&[7; 32]);
    let refused = marie.workspace.recover(&others, None, &[]);
    assert!(matches!(refused, Err(WorkspaceError::Team(TeamError::OtherTeam))), "{refused:?}");
    assert!(!marie.workspace.desk().is_steward());
}

#[test]
fn a_revoked_laptop_does_not_come_back_by_the_card() {
    let (mut office, mut marie, _, rows) = team();
    office.workspace.revoke(marie.me(), RevokeReason::Lost).unwrap();
    let card = marie.workspace.card().unwrap();
    let refused = office.workspace.recover(&rows, Some(&card), &[]);
    assert!(matches!(refused, Err(WorkspaceError::Team(TeamError::Already(_)))), "{refused:?}");
    // It does not know that it is revoked; the root's word still narrows nothing of the revocation.
    marie.workspace.recover(&rows, None, &[]).unwrap();
    let poisoned = marie.makes(&Audience::Stewards, true).unwrap();
    office.takes(&poisoned).unwrap();
    assert!(!office.is_live(marie.me()));
}
