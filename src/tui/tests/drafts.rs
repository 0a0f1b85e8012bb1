//! What was begun is offered again where it was begun, and nowhere else.

use crate::i18n::Lang;
use crate::tui::house::{Entrance, RealHouse};
use crate::tui::screens::shared::tests::real::Made;

const OFFERED: &str = "laissée en cours de saisie";

/// From the dashboard: begin there, leave, look elsewhere, look there again.
#[track_caller]
fn is_of(begin: &str, elsewhere: &str, again: &str) {
    let house = RealHouse { entrance: Entrance::Open };
    let mut bench = Made::founder().with_demo(40).bench(house, Vec::new(), Lang::Fr, (120, 36));
    let drafts = |bench: &crate::tui::testing::Bench<_>| {
        let real: &crate::tui::screens::shared::tests::real::Real = &bench.performer;
        real.office.workspace().unwrap().drafts().unwrap().len()
    };
    bench.type_keys(begin);
    assert_eq!(drafts(&bench), 1, "{}", bench.text());
    bench.type_keys(elsewhere);
    assert!(!bench.text().contains(OFFERED), "{}", bench.text());
    bench.type_keys(again);
    assert!(bench.text().contains(OFFERED), "{}", bench.text());
}

#[test]
fn a_position_begun_of_one_centre_is_not_offered_of_another() {
    is_of("3 Enter P \"Accueil\" Esc Esc", "Down Enter P", "Esc Esc Up Enter P");
}

#[test]
fn an_exchange_begun_with_one_town_hall_is_not_offered_with_another() {
    is_of("3 r Tab Tab Tab Tab Tab \"Point\" Esc", "Down r", "Esc Up r");
}

#[test]
fn a_candidate_begun_of_one_position_is_not_offered_of_another() {
    is_of("4 Enter C \"Exemple\" Esc Esc", "Down Enter C", "Esc Esc Up Enter C");
}

#[test]
fn the_dates_begun_of_one_stage_are_not_offered_of_another() {
    is_of("3 Enter Enter \"1/12\" Esc", "Down Down Enter", "Esc Up Up Enter");
}

#[test]
fn a_shift_begun_on_one_day_is_not_offered_on_another() {
    is_of(
        "8 n Down Down Enter Tab Tab Tab Tab Tab \"à voir\" Esc",
        "Right n Down Down Enter",
        "Esc Left n Down Down Enter",
    );
}

#[test]
fn a_member_begun_in_one_departement_is_not_offered_in_another() {
    is_of("2 Home n \"Essai\" Esc", "Down n", "Esc Home n");
}
