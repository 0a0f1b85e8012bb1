//! A territory that goes from one laptop to another by the head office's command line.

use chrono::{Days, Local};

use crate::common::Place;

fn admitted(place: &Place, store: &str, name: &str, code: &str) {
    let card = format!("{store}.carte");
    place.run_on(store, "fr", &["init", "--name", name, "--code", code, "--join", "--no-passphrase"]).exits(0);
    place.run_on(store, "fr", &["device", "card", "--to", &card]).exits(0);
    place.run_on("office", "fr", &["device", "admit", &card, "--yes"]).exits(0);
}

/// Carries a bundle from one store to another.
fn carried(place: &Place, from: &str, audience: &str, to: &str) {
    let file = place.run_on(from, "fr", &["export", "--to", ".", "--for", audience]).exits(0).out.trim().to_owned();
    place.run_on(to, "fr", &["import", &file, "--yes"]).exits(0);
}

#[test]
fn a_territory_is_listed_then_handed_over_and_reaches_its_new_holder_alone() {
    let place = Place::new();
    place.init("office", "Siège");
    for (store, name, code) in
        [("camille", "Camille Roux", "CR"), ("paul", "Paul Exemple", "PE"), ("jeanne", "Jeanne", "JE")]
    {
        admitted(&place, store, name, code);
    }
    for store in ["camille", "paul", "jeanne"] {
        carried(&place, "office", "team", store);
    }
    let camille = |args: &[&str]| place.run_on("camille", "fr", args).exits(0).out.trim().to_owned();
    let centre = camille(&["add", "centre", "name=Céret", "commune=66049", "status=preparing", "owner=Camille Roux"]);
    let followup =
        camille(&["add", "followup", "what=Rappeler la mairie", "due=+7", "about=Céret", "owner=Camille Roux"]);
    let day = Local::now().date_naive().checked_add_days(Days::new(5)).unwrap();
    let start = format!("start={day}T10:00");
    let visit = camille(&[
        "add",
        "visit",
        "centre=Céret",
        "role=doctor",
        "commune=Céret",
        "patient=CR-0001",
        &start,
        "requested_by=patient",
        "unscheduled=no",
        "reason=chronic",
        "status=planned",
    ]);
    carried(&place, "camille", "siege", "office");

    let office = |args: &[&str]| place.run_on("office", "fr", args);
    let hand_over = ["device", "hand-over", "Camille Roux", "PE", "--sector", "66"];
    let with = |more: &[&'static str]| hand_over.iter().copied().chain(more.iter().copied()).collect::<Vec<_>>();
    let trial = office(&with(&["--dry-run", "--format", "json"])).exits(0).json();
    let ids = |list: &serde_json::Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&trial["records"]), [centre.clone(), followup.clone()]);
    assert_eq!((ids(&trial["visits"]), &trial["dry_run"]), (vec![visit.clone()], &true.into()));
    let table = office(&with(&["--dry-run"])).exits(0);
    assert!(table.out.contains("Rappeler la mairie") && table.err.contains("rien n’a été remis"), "{}", table.out);
    let refused = office(&with(&[])).exits(2);
    assert!(refused.err.contains("--yes"), "{}", refused.err);
    let owner = |store: &str, id: &str| {
        place.run_on(store, "fr", &["show", id, "--format", "json"]).exits(0).json()["owner"].clone()
    };
    let before = owner("office", &centre);
    office(&with(&["--yes"])).exits(0);
    let after = owner("office", &centre);
    assert_ne!(before, after);
    let shown = |store: &str, id: &str| place.run_on(store, "fr", &["show", id, "--format", "json"]);
    assert_eq!(shown("office", &visit).exits(0).json()["status"], "postponed");
    for (store, name) in [("camille", "Camille Roux"), ("paul", "Paul Exemple"), ("jeanne", "Jeanne")] {
        carried(&place, "office", name, store);
        assert_eq!(owner(store, &followup), after, "{store}");
    }
    let visits = |store: &str| {
        let rows = place.run_on(store, "fr", &["list", "visits", "--format", "json"]).exits(0).json();
        rows.as_array().unwrap().iter().map(|row| row["status"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(visits("camille"), ["postponed"]);
    assert_eq!(visits("paul"), ["planned"]);
    assert!(visits("jeanne").is_empty(), "nobody else sees a visit");

    let nothing = office(&with(&["--yes"])).exits(0);
    assert!(nothing.out.is_empty() && nothing.err.contains("Rien n’est à remettre"), "{}", nothing.err);
    office(&["device", "hand-over", "CR", "CR", "--yes"]).exits(1);
    office(&["device", "hand-over", "CR", "PE", "--sector", "999", "--yes"]).exits(7);
    place.run_on("camille", "fr", &["device", "hand-over", "CR", "PE", "--yes"]).exits(1);
}
