//! Who is in the team, by its commands.

use crate::bundles::{export, joined};
use crate::common::Place;

fn names(place: &Place, store: &str) -> Vec<String> {
    let members = place.run_on(store, "fr", &["list", "members", "--format", "json"]).exits(0).json();
    members.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_stolen_laptop_is_revoked_and_what_was_on_its_way_is_accepted_later() {
    let place = Place::new();
    joined(&place);
    let run = |store: &str, args: &[&str]| place.run_on(store, "fr", args);
    let add = |name: &str| run("field", &["add", "member", &format!("name={name}"), "kind=commune", "status=prospect"]);
    add("Foix").exits(0);
    run("office", &["import", &export(&place, "field", &[])]).exits(0);
    add("Pamiers").exits(0);
    let on_its_way = export(&place, "field", &[]);

    let asked = run("office", &["device", "revoke", "Camille Roux", "--reason", "stolen"]).exits(2);
    assert!(asked.err.contains("1 modification acceptée"), "{}", asked.err);
    run("office", &["device", "revoke", "Camille Roux", "--reason", "bored", "--yes"]).exits(2);
    run("office", &["device", "revoke", "Camille Roux", "--reason", "stolen", "--yes"]).exits(0);
    run("office", &["device", "revoke", "CR", "--reason", "stolen", "--yes"]).exits(7);
    run("office", &["device", "revoke", "SIE", "--reason", "left", "--yes"]).exits(7);
    let listed = run("office", &["device", "list", "--format", "json"]).exits(0).json();
    let camille = listed.as_array().unwrap().iter().find(|one| one["code"] == "CR").unwrap();
    assert_eq!((&camille["revoked"], &camille["revoked_reason"]), (&true.into(), &"stolen".into()));
    assert!(run("office", &["device", "list"]).exits(0).out.contains("Révoqué (Volé)"));

    let taken = run("office", &["import", &on_its_way, "--format", "json"]).exits(0).json();
    assert_eq!((&taken["new"], &taken["held"]), (&1.into(), &1.into()));
    assert_eq!(names(&place, "office"), ["Foix"]);
    run("office", &["device", "admit", "camille.carte", "--yes"]).exits(7);
    let refused = run("office", &["export", "--for", "CR", "--to", "."]).exits(1);
    assert!(refused.err.contains("n’est pas, ou plus, de l’équipe"), "{}", refused.err);

    run("office", &["device", "accept", "CR"]).exits(2);
    run("office", &["device", "accept", "CR", "--yes"]).exits(0);
    assert_eq!(names(&place, "office"), ["Foix", "Pamiers"]);
    run("office", &["device", "accept", "CR", "--up-to", "2020-01-01", "--yes"]).exits(0);
    assert!(names(&place, "office").is_empty());
}

#[test]
fn the_recovery_card_makes_a_coordinator_the_head_office() {
    let place = Place::new();
    let founded = place.run_on("office", "fr", &["init", "--name", "Siège", "--no-passphrase", "--empty"]).exits(0);
    place.write("rows.txt", &founded.out);
    let run = |store: &str, args: &[&str]| place.run_on(store, "fr", args);
    for (store, name) in [("field", "Camille Roux"), ("other", "Paul Exemple"), ("second", "Second Siège")] {
        run(store, &["init", "--name", name, "--join", "--no-passphrase"]).exits(0);
        run(store, &["device", "card", "--to", &format!("{store}.carte")]).exits(0);
    }
    for store in ["field", "other"] {
        run("office", &["device", "admit", &format!("{store}.carte"), "--yes"]).exits(0);
    }
    let first = export(&place, "office", &[]);
    run("field", &["import", &first, "--yes"]).exits(0);
    run("other", &["import", &first, "--yes"]).exits(0);

    // The office is gone. A mistyped row is named, and nothing changes.
    let second = founded.out.lines().nth(1).unwrap();
    let wrong = if second.starts_with("2: A") { 'B' } else { 'A' };
    place.write("wrong.txt", &founded.out.replace(second, &format!("2: {wrong}{}", &second[4..])));
    let refused = run("field", &["device", "recover", "--rows-file", "wrong.txt", "--yes"]).exits(7);
    assert!(refused.err.contains("ligne 2"), "{}", refused.err);
    run("field", &["device", "recover", "--yes"]).exits(2);
    run("field", &["device", "recover", "--rows-file", "rows.txt"]).exits(2);
    run("field", &["device", "recover", "--rows-file", "rows.txt", "--revoke", "SIE", "--yes"]).exits(0);
    let listed = run("field", &["device", "list", "--format", "json"]).exits(0).json();
    let of = |code: &str| listed.as_array().unwrap().iter().find(|one| one["code"] == code).unwrap().clone();
    assert_eq!((&of("CR")["role"], &of("SIE")["revoked"]), (&"steward".into(), &true.into()));

    run("field", &["device", "admit", "second.carte", "--steward", "--yes"]).exits(0);
    let for_all = export(&place, "field", &["--for", "team"]);
    run("other", &["import", &for_all]).exits(0);
    run("second", &["import", &for_all, "--yes"]).exits(0);
    run("other", &["add", "member", "name=Foix", "kind=commune", "status=prospect"]).exits(0);
    let handed_in = export(&place, "other", &[]);
    for steward in ["field", "second"] {
        run(steward, &["import", &handed_in]).exits(0);
        assert_eq!(names(&place, steward), ["Foix"]);
    }
}

#[test]
fn a_laptop_changes_its_keys_and_the_office_learns_it() {
    let place = Place::new();
    joined(&place);
    let run = |store: &str, args: &[&str]| place.run_on(store, "fr", args);
    run("field", &["add", "member", "name=Foix", "kind=commune", "status=prospect"]).exits(0);
    run("field", &["device", "rekey"]).exits(2);
    let heir = run("field", &["device", "rekey", "--yes"]).exits(0).out.trim().to_owned();
    run("office", &["import", &export(&place, "field", &[])]).exits(0);
    assert_eq!(names(&place, "office"), ["Foix"]);
    let listed = run("office", &["device", "list", "--format", "json"]).exits(0).json();
    let old = listed.as_array().unwrap().iter().find(|one| one["revoked_reason"] == "keys").unwrap();
    assert_eq!(old["successor"], heir.as_str());
    run("office", &["export", "--for", "Camille Roux", "--to", "."]).exits(0);
}
