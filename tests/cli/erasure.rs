//! Erasing by the command line: asked, counted, listed, and gone.

use crate::common::Place;

/// A store with a centre and three visits of one patient and one of another; their ids.
fn furnished(place: &Place) -> Vec<String> {
    place.init("store", "Camille Roux");
    let add = |args: &[&str]| place.run(&[&["add"], args].concat()).exits(0).out.trim().to_owned();
    add(&["member", "name=Commune de Céret", "kind=commune", "status=member", "commune=66049"]);
    let (name, despite) = ("name=Céret", "opened_despite=repris d’un centre existant");
    let place = ["commune=66049", "host=Commune de Céret", "status=open", "opened=2024-02", "kind=creation"];
    add(&[&["centre", name, despite], &place[..]].concat());
    let patients = ["CR-0001", "CR-0001", "CR-0001", "CR-0002"];
    let visit = |(day, patient): (usize, &&str)| {
        let (start, patient) = (format!("start=2025-11-1{day}T14:30"), format!("patient={patient}"));
        let rest = ["role=doctor", "commune=Céret", "requested_by=patient", "unscheduled=yes", "reason=acute"];
        let done = ["status=done", "minutes=45", "km=12,5", "note=porte bleue"];
        add(&[&["visit", "centre=Céret", &start, &patient], &rest[..], &done[..]].concat())
    };
    patients.iter().enumerate().map(visit).collect()
}

#[test]
fn every_visit_of_a_pseudonym_is_erased_after_a_question() {
    let place = Place::new();
    let visits = furnished(&place);
    let dry = place.run(&["erase", "--patient", "CR-0001", "--dry-run"]).exits(0);
    assert_eq!(dry.out.lines().count(), 3);
    assert!(dry.err.contains("3 visites") && !dry.err.contains("CR-0001"), "{}", dry.err);
    let asked = place.run(&["erase", "--patient", "CR-0001"]).exits(2);
    assert!(asked.err.contains("--yes") && !asked.err.contains("CR-0001"), "{}", asked.err);
    let listed = || place.run(&["list", "visits", "--format", "json"]).exits(0).json().as_array().unwrap().len();
    assert_eq!(listed(), 4, "nothing was erased so far");

    let named = place.run(&["erase", "--patient", "CR-0001", "--reason", "cr-0001 l’a demandé", "--yes"]).exits(7);
    assert!(!named.err.contains("cr-0001"), "{}", named.err);
    let done = place.run(&["erase", "--patient", "CR-0001", "--reason", "droit à l’effacement", "--yes"]).exits(0);
    assert!(!done.err.contains("CR-0001"), "{}", done.err);
    let erasure = done.out.trim();
    assert_eq!(listed(), 1);
    let rows = place.run(&["list", "erasures", "--format", "json"]).exits(0).json();
    assert_eq!((rows[0]["id"].as_str(), rows[0]["records"].as_i64()), (Some(erasure), Some(3)));
    assert_eq!(
        (&rows[0]["applied"], &rows[0]["waiting"]),
        (&serde_json::json!(["Camille Roux"]), &serde_json::json!([]))
    );
    assert_eq!((&rows[0]["revoked"], &rows[0]["left_over"]), (&serde_json::json!([]), &serde_json::json!(0)));
    assert!(place.run(&["erase", "--left-over", "--yes"]).exits(0).err.contains("rien à effacer"));
    place.run(&["erase", "--left-over", "--patient", "CR-0001", "--yes"]).exits(2);
    assert!(rows[0]["time"].as_str().is_some_and(|time| time.ends_with('Z')), "{rows}");
    let shown = place.run(&["show", erasure, "--format", "json"]).exits(0).json();
    assert_eq!(shown["applied"][0], "Camille Roux");
    assert!(place.run(&["show", erasure]).exits(0).out.contains("Appliqué par"));

    let left = place.run(&["show", &visits[0], "--format", "json"]).exits(0).json();
    assert_eq!((left["erased"].as_bool(), left["history"][0]["erased"].as_bool()), (Some(true), Some(true)));
    place.run(&["show", &visits[0]]).exits(0);
    place.run(&["set", &visits[0], "minutes=3"]).exits(1);
    place.run(&["erase", &visits[0], "--yes"]).exits(1);
    place.run(&["check"]).exits(0);
    let again = place.run(&["erase", "--patient", "CR-0001", "--yes"]).exits(0);
    assert!(again.out.is_empty() && again.err.contains("rien à effacer"), "{}", again.err);
}

#[test]
fn a_deleted_visit_is_erased_by_its_id_and_other_records_are_refused() {
    let place = Place::new();
    let visits = furnished(&place);
    place.run(&["delete", &visits[3], "--yes"]).exits(0);
    place.run(&["erase", &visits[3], "--yes"]).exits(0);
    place.run(&["erase", "CR-0002", "--yes"]).exits(1);
    let member = place.run(&["list", "members", "--format", "json"]).exits(0).json();
    place.run(&["erase", member[0]["id"].as_str().unwrap(), "--yes"]).exits(7);
    place.run(&["erase", "--yes"]).exits(2);
    place.run(&["add", "erasure", "reason=x"]).exits(7);
}
