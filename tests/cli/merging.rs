//! Two records made one by the command line, and the duplicates that it proposes.

use crate::common::Place;

/// The same commune's centre twice, the second with what the first lacks; their ids.
fn twice(place: &Place) -> (String, String) {
    place.init("store", "Camille Roux");
    let add = |args: &[&str]| place.run(&[&["add", "centre"], args].concat()).exits(0).out.trim().to_owned();
    let first = add(&["name=Céret", "commune=66049", "status=preparing", "kind=creation", "target_opening=2027"]);
    let second = add(&["name=Centre de Céret", "commune=66049", "status=preparing", "premises=Mairie"]);
    (first, second)
}

#[test]
fn duplicates_are_told_at_entry_listed_and_merged() {
    let place = Place::new();
    let (first, second) = twice(&place);
    let told = place.run(&["add", "centre", "name=Encore", "commune=66049", "status=preparing"]).exits(0);
    assert!(told.err.contains("semblable existe déjà"), "{}", told.err);
    place.run(&["delete", told.out.trim(), "--yes"]).exits(0);

    let listed = place.run(&["list", "duplicates", "--format", "json"]).exits(0).json();
    assert_eq!(listed.as_array().unwrap().len(), 1);
    assert_eq!((&listed[0]["stays"], &listed[0]["gives_way"]), (&first.as_str().into(), &second.as_str().into()));

    place.run(&["merge", &first, &second]).exits(2);
    let merged = place.run(&["merge", &first, &second, "--take", "name", "--yes"]).exits(0);
    assert_eq!(merged.out.trim(), first);
    let shown = place.run(&["show", &second, "--history", "--format", "json"]).exits(0).json();
    assert_eq!(shown["id"], first.as_str(), "the one that gave way leads to the one that stays");
    assert_eq!((shown["name"].as_str(), shown["premises"].as_str()), (Some("Centre de Céret"), Some("Mairie")));
    let of: Vec<&str> =
        shown["history"].as_array().unwrap().iter().filter_map(|line| line["record"].as_str()).collect();
    assert!(of.contains(&first.as_str()) && of.contains(&second.as_str()), "{of:?}");
    assert_eq!(place.run(&["list", "centres", "--format", "json"]).exits(0).json().as_array().unwrap().len(), 1);
    assert_eq!(place.run(&["list", "duplicates"]).exits(0).err.trim(), "Aucun doublon");

    place.run(&["unmerge", &second]).exits(0);
    assert_eq!(place.run(&["list", "centres", "--format", "json"]).exits(0).json().as_array().unwrap().len(), 2);
    place.run(&["unmerge", &second]).exits(1);
}

#[test]
fn two_things_are_not_proposed_again_and_unlike_ones_are_not_merged() {
    let place = Place::new();
    let (first, second) = twice(&place);
    place.run(&["merge", &first, &second, "--apart"]).exits(0);
    assert_eq!(place.run(&["list", "duplicates", "--format", "json"]).exits(0).out.trim(), "[]");
    place.run(&["merge", &first, "Camille Roux", "--yes"]).exits(1);
    place.run(&["merge", &first, &second, "--take", "nothing", "--yes"]).exits(2);
}
