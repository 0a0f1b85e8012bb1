//! What a receipt proves, and what it does not.

use super::rekey::copied;
use super::*;
use crate::model::{RevokeReason, Setting};
use crate::workspace::{Applied, Retention, ToErase};

/// Visits that may leave the laptop, and that wait.
fn clearable(laptop: &Laptop) -> (u64, u64) {
    match laptop.workspace.clearable().unwrap() {
        Retention::On(clearable) => (clearable.visits, clearable.waiting),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_steward_that_was_a_field_laptop_is_no_proof_of_what_it_may_have_cleared() {
    let (mut office, mut marie, mut paul, rows) = team();
    [&office, &marie, &paul].into_iter().for_each(|laptop| laptop.later(60));
    let setting = Setting { keep_visits_days: Some(30), ..Setting::default() };
    office.workspace.commit(Edit::new("done-saved").create(Setting::id(), setting)).unwrap();
    paul.workspace.recover(&rows, None, &[]).unwrap();
    office.hands_to(&mut marie);
    paul.hands_to(&mut marie);
    marie.visit("ancienne");
    marie.hands_in(&mut office);
    marie.hands_in(&mut paul);
    office.hands_to(&mut marie);
    paul.hands_to(&mut marie);
    assert_eq!(clearable(&marie), (0, 1));
    // One that was of the head office from the first is.
    let mut second = Laptop::waiting("Second", "SEC", 4);
    second.later(60);
    office.admits(&second, DeviceRole::Steward, &[]);
    office.hands_to(&mut second);
    office.hands_to(&mut marie);
    second.hands_to(&mut marie);
    assert_eq!(clearable(&marie), (1, 0));
}

#[test]
fn a_word_about_the_branch_of_a_copy_proves_nothing_of_this_one() {
    let (mut office, mut marie, paul, _) = team();
    let (of_twin, gone) = (office.visit("ici"), office.visit("là"));
    let mut twin = copied(&office);
    let erase = |laptop: &mut Laptop, id| {
        let what = laptop.workspace.erasable(&ToErase::Records(vec![id])).unwrap();
        let done = laptop.workspace.erase(&what, None, &mut |_| ControlFlow::Continue(())).unwrap();
        done.erasures[0]
    };
    erase(&mut twin, of_twin);
    let erasure = erase(&mut office, gone);
    twin.hands_to(&mut marie);
    marie.hands_in(&mut office);
    let of = |office: &Laptop, device| -> Applied {
        let known = office.workspace.applied(&erasure).unwrap();
        known.into_iter().find(|one| one.device == device).unwrap()
    };
    assert!(!of(&office, marie.me()).applied, "she has the copy's erasure, of the same number");
    office.hands_to(&mut marie);
    marie.hands_in(&mut office);
    assert!(of(&office, marie.me()).applied);
    office.workspace.revoke(paul.me(), RevokeReason::Lost).unwrap();
    let paul = of(&office, paul.me());
    assert!(paul.revoked && !paul.applied, "its disk may still have the content");
}
