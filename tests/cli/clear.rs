//! Old visits leave a field laptop, once two stewards have them.

use crate::common::{Place, Run};

fn export(place: &Place, store: &str, args: &[&str]) -> String {
    place.run_on(store, "fr", &[&["export", "--to", "."], args].concat()).exits(0).out.trim().to_owned()
}

fn import(place: &Place, store: &str, file: &str) -> Run {
    place.run_on(store, "fr", &["import", file, "--yes"]).exits(0)
}

/// Two laptops of the head office, and a coordinator with an old visit and a recent one.
fn team(place: &Place) {
    place.init("office", "Siège");
    for (store, name) in [("annexe", "Annexe"), ("field", "Camille Roux")] {
        let card = format!("{store}.carte");
        place.run_on(store, "fr", &["init", "--name", name, "--join", "--no-passphrase"]).exits(0);
        place.run_on(store, "fr", &["device", "card", "--to", &card]).exits(0);
        let steward: &[&str] = if store == "annexe" { &["--steward"] } else { &[] };
        place.run_on("office", "fr", &[&["device", "admit", &card, "--yes"], steward].concat()).exits(0);
    }
    let add = ["add", "centre", "name=Centre de santé", "commune=09122", "status=preparing"];
    let centre = place.run_on("office", "fr", &add).exits(0).out.trim().to_owned();
    let first = export(place, "office", &["--for", "team"]);
    import(place, "annexe", &first);
    import(place, "field", &first);
    for (patient, start) in
        [("patient=CR-0001", "start=2025-03-04T10:15"), ("patient=CR-0002", "start=2026-11-10T10:15")]
    {
        let centre = format!("centre={centre}");
        let visit = ["add", "visit", &centre, patient, start, "role=doctor", "commune=09122", "status=done"];
        let more = ["minutes=35", "requested_by=patient", "unscheduled=no", "reason=chronic", "km=4", "regulated=no"];
        place.run_on("field", "fr", &[visit.as_slice(), more.as_slice()].concat()).exits(0);
    }
}

fn meet(place: &Place, steward: &str) {
    import(place, steward, &export(place, "field", &[]));
    import(place, "field", &export(place, steward, &["--for", "Camille Roux"]));
}

fn visits(place: &Place) -> usize {
    place.run_on("field", "fr", &["list", "visits", "--format", "json"]).exits(0).json().as_array().unwrap().len()
}

#[test]
fn old_visits_are_cleared_after_a_question_and_stay_at_the_head_office() {
    let place = Place::new();
    team(&place);
    let off = place.run_on("field", "fr", &["clear"]).exits(1);
    assert!(off.err.contains("keep_visits_days"), "{}", off.err);
    let short = place.run_on("office", "fr", &["add", "setting", "keep_visits_days=12"]).exits(7);
    assert!(short.err.contains("30"), "{}", short.err);
    place.run_on("office", "fr", &["add", "setting", "keep_visits_days=365"]).exits(0);
    let steward = place.run_on("office", "fr", &["clear"]).exits(1);
    assert!(steward.err.contains("siège"), "{}", steward.err);

    meet(&place, "office");
    let one = place.run_on("field", "fr", &["clear", "--yes", "--format", "json"]).exits(0).json();
    assert_eq!((&one["visits"], &one["waiting"]), (&0.into(), &1.into()), "one steward is not enough");
    meet(&place, "annexe");
    let dry = place.run_on("field", "fr", &["clear", "--dry-run", "--format", "json"]).exits(0).json();
    assert_eq!((&dry["visits"], &dry["first"], &dry["last"]), (&1.into(), &"2025-03-04".into(), &"2025-03-04".into()));
    let refused = place.run_on("field", "fr", &["clear"]).exits(2);
    assert!(refused.err.contains("--yes") && refused.err.contains("siège"), "{}", refused.err);
    assert_eq!(visits(&place), 2);
    let done = place.run_on("field", "fr", &["clear", "--yes"]).exits(0);
    assert!(done.out.contains("1 visite, du 04/03/2025, retirée de ce portable"), "{}", done.out);
    assert_eq!(visits(&place), 1);
    let listed = place.run_on("field", "fr", &["list", "visits"]).exits(0);
    assert!(listed.err.contains("retirée de ce portable\u{a0}; le siège l’a"), "{}", listed.err);
    let again = place.run_on("field", "en", &["clear", "--yes"]).exits(0);
    assert!(again.out.contains("Nothing to take off"), "{}", again.out);
    let checked = place.run_on("field", "fr", &["check", "--format", "json"]).exits(0).json();
    assert_eq!(checked["whole"], true);
    let office = place.run_on("office", "fr", &["list", "visits", "--format", "json"]).exits(0).json();
    assert_eq!(office.as_array().unwrap().len(), 2, "the head office has it all");
    // and nothing of it comes back
    place.run_on("office", "fr", &["import", &export(&place, "field", &["--full"])]).exits(0);
    import(&place, "field", &export(&place, "annexe", &["--for", "Camille Roux", "--full"]));
    assert_eq!(visits(&place), 1);
}
