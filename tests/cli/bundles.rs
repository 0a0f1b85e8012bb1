//! Two stores that exchange by files, as two laptops do.

use std::fs;

use crate::common::Place;

/// A head office and a coordinator admitted to its team, who has not imported anything yet.
fn team(place: &Place) {
    place.init("office", "Siège");
    place.run_on("field", "fr", &["init", "--name", "Camille Roux", "--join", "--no-passphrase"]).exits(0);
    let card = place.run_on("field", "fr", &["device", "card", "--to", "."]).exits(0);
    assert!(card.out.trim().ends_with("cr.carte"), "a folder gets a file of this laptop's name: {}", card.out);
    let nowhere = place.run_on("field", "fr", &["device", "card", "--to", "none/camille.carte"]).exits(1);
    assert!(nowhere.err.contains("none"), "{}", nowhere.err);
    place.run_on("field", "fr", &["device", "card", "--to", "camille.carte"]).exits(0);
    let refused = place.run_on("office", "fr", &["device", "admit", "camille.carte"]).exits(2);
    assert!(refused.err.contains("--yes"), "a fingerprint is compared: {}", refused.err);
    place.run_on("office", "fr", &["device", "admit", "camille.carte", "--yes"]).exits(0);
}

pub fn export(place: &Place, store: &str, args: &[&str]) -> String {
    let args: Vec<&str> = [&["export", "--to", "."], args].concat();
    place.run_on(store, "fr", &args).exits(0).out.trim().to_owned()
}

pub fn joined(place: &Place) {
    team(place);
    let first = export(place, "office", &[]);
    let refused = place.run_on("field", "fr", &["import", &first]).exits(2);
    assert!(refused.err.contains("empreinte"), "the root's fingerprint is compared: {}", refused.err);
    place.run_on("field", "fr", &["import", &first, "--yes"]).exits(0);
}

#[test]
fn a_first_name_will_do_and_the_head_office_knows_who_lacks_what() {
    let place = Place::new();
    joined(&place);
    let lacking = || place.run_on("office", "fr", &["status"]).exits(0).out;
    assert!(lacking().contains("Camille Roux (1) n’a pas encore toutes vos modifications"), "{}", lacking());
    let bundle = export(&place, "office", &["--for", "camille"]);
    place.run_on("field", "fr", &["import", &bundle]).exits(0);
    let receipt = export(&place, "field", &[]);
    place.run_on("office", "fr", &["import", &receipt]).exits(0);
    assert!(lacking().contains("a tout ce que vous avez noté"), "{}", lacking());
    let nobody = place.run_on("office", "fr", &["export", "--for", "mille", "--to", "."]).exits(1);
    assert!(nobody.err.contains("aucun appareil"), "{}", nobody.err);
    place.write("no.maillage", "nothing of the kind");
    let refused = place.run_on("office", "fr", &["import", "no.maillage"]).exits(5);
    assert!(refused.err.contains("no.maillage\u{a0}: "), "{}", refused.err);
    let folder = place.run_on("office", "fr", &["import", "."]).exits(1);
    assert!(folder.err.starts_with("erreur\u{a0}: . est un dossier"), "its name is said once: {}", folder.err);
}

#[test]
fn edits_travel_both_ways_and_twice_is_nothing_new() {
    let place = Place::new();
    joined(&place);
    let add = |store: &str, args: &[&str]| place.run_on(store, "fr", args).exits(0);
    add("field", &["add", "member", "name=Ville de Foix", "kind=commune", "status=prospect"]);
    let unsent = place.run_on("field", "fr", &["status", "--format", "json"]).exits(0).json();
    assert_eq!(unsent["unsent"]["edits"], 1);

    let bundle = export(&place, "field", &[]);
    assert!(bundle.ends_with(".maillage") && bundle.contains("siege"), "{bundle}");
    let inspected = place.run_on("office", "fr", &["inspect", &bundle, "--format", "json"]).exits(0).json();
    assert_eq!(inspected["sender"]["name"], "Camille Roux");
    assert_eq!(inspected["new_at_most"], 1);
    let trial = place.run_on("office", "fr", &["import", &bundle, "--dry-run", "--format", "json"]).exits(0).json();
    assert_eq!((&trial["new"], &trial["dry_run"]), (&1.into(), &true.into()));
    let mut taken = place.run_on("office", "fr", &["import", &bundle, "--format", "json"]).exits(0).json();
    assert_eq!((&taken["new"], &taken["held"], &taken["conflicts"]), (&1.into(), &0.into(), &0.into()));
    let records = serde_json::json!([{"kind": "member", "created": 1, "changed": 0, "deleted": 0}]);
    assert_eq!((&taken["files"][0]["records"], &taken["files"][0]["detailed"]), (&records, &true.into()));
    assert_eq!(taken["files"][0]["authors"][0]["kinds"], serde_json::json!({"member": 1}));
    taken["dry_run"] = true.into();
    assert_eq!(trial, taken, "a dry run says the same");
    let again = place.run_on("office", "fr", &["import", &bundle, "--format", "json"]).exits(0).json();
    assert_eq!(again["new"], 0);
    let members = place.run_on("office", "fr", &["list", "members", "--format", "json"]).exits(0).json();
    assert_eq!(members[0]["name"], "Ville de Foix");

    let devices = place.run_on("office", "fr", &["device", "list", "--format", "json"]).exits(0).json();
    let camille = devices.as_array().unwrap().iter().find(|device| device["name"] == "Camille Roux").unwrap();
    assert_eq!((&camille["last_in"]["number"], &camille["last_heard"]["number"]), (&1.into(), &1.into()));
    assert!(camille["last_in"]["taken"].is_string() && camille["last_out"]["made"].is_string(), "{camille}");
    assert_eq!((&camille["owes"], &camille["silent"]), (&0.into(), &false.into()));

    let back = export(&place, "office", &[]);
    place.run_on("field", "fr", &["import", &back]).exits(0);
    let sent = place.run_on("field", "fr", &["status", "--format", "json"]).exits(0).json();
    assert_eq!(sent["unsent"]["edits"], 0, "the receipt came back");
}

#[test]
fn what_is_missing_is_named_with_whom_to_ask() {
    let place = Place::new();
    joined(&place);
    place.run_on("annexe", "fr", &["init", "--name", "Annexe", "--join", "--no-passphrase"]).exits(0);
    place.run_on("annexe", "fr", &["device", "card", "--to", "annexe.carte"]).exits(0);
    place.run_on("office", "fr", &["device", "admit", "annexe.carte", "--steward", "--yes"]).exits(0);
    place.run_on("field", "fr", &["add", "member", "name=Ville de Foix", "kind=commune", "status=prospect"]).exits(0);
    let add = ["add", "centre", "name=Centre de santé", "commune=09122", "status=preparing"];
    let centre = place.run_on("field", "fr", &add).exits(0).out.trim().to_owned();
    let visit =
        [&format!("centre={centre}"), "role=doctor", "commune=09122", "start=2026-11-20T10:15", "status=planned"]
            .map(str::to_owned);
    let visit: Vec<&str> =
        ["add", "visit", "requested_by=patient", "unscheduled=no", "reason=chronic", "patient=CR-0001"]
            .into_iter()
            .chain(visit.iter().map(String::as_str))
            .collect();
    place.run_on("field", "fr", &visit).exits(0);
    place.run_on("office", "fr", &["import", &export(&place, "field", &[])]).exits(0);
    let for_team = export(&place, "office", &["--for", "team"]);
    place.run_on("annexe", "fr", &["import", &for_team, "--yes"]).exits(0);

    let status = place.run_on("annexe", "fr", &["status", "--format", "json"]).exits(0).json();
    let gap = &status["gaps"][0];
    assert_eq!((&gap["device"]["name"], &gap["from"], &gap["to"]), (&"Camille Roux".into(), &1.into(), &1.into()));
    assert_eq!((&gap["ask"][0]["device"]["name"], &status["held"]), (&"Siège".into(), &serde_json::json!([])));
    let text = place.run_on("annexe", "fr", &["status"]).exits(0).out;
    assert!(text.contains("Camille Roux\u{a0}: il manque la modification 1 des visites"), "{text}");
    assert!(text.contains("Demandez à Siège (ou à Camille Roux) un paquet fait après le"), "{text}");
    place.run_on("annexe", "fr", &["import", &export(&place, "office", &["--for", "siege"])]).exits(0);
    let status = place.run_on("annexe", "fr", &["status", "--format", "json"]).exits(0).json();
    assert_eq!(status["gaps"], serde_json::json!([]));
}

#[test]
fn a_conflict_is_shown_and_resolved() {
    let place = Place::new();
    joined(&place);
    let id = place.run_on("office", "fr", &["add", "member", "name=Foix", "kind=commune", "status=prospect"]).exits(0);
    let id = id.out.trim().to_owned();
    place.run_on("field", "fr", &["import", &export(&place, "office", &[])]).exits(0);
    place.run_on("field", "fr", &["set", &id, "status=applied"]).exits(0);
    place.run_on("office", "fr", &["set", &id, "status=member"]).exits(0);
    let bundle = export(&place, "field", &[]);
    let trial = place.run_on("office", "fr", &["import", &bundle, "--dry-run", "--format", "json"]).exits(0).json();
    let taken = place.run_on("office", "fr", &["import", &bundle, "--format", "json"]).exits(0).json();
    assert_eq!((&trial["conflicts"], &taken["conflicts"]), (&1.into(), &1.into()));
    let change = &taken["files"][0]["changes"][0];
    assert_eq!(
        (&change["what"], &change["field"], &change["was"]),
        (&"diverges".into(), &"status".into(), &"member".into())
    );
    let past = place.run_on("office", "fr", &["status", "--imports", "--format", "json"]).exits(0).json();
    assert_eq!((&past[0]["sender"]["name"], &past[0]["changes"][0]), (&"Camille Roux".into(), change));
    let text = place.run_on("office", "fr", &["status", "--imports"]).exits(0).out;
    assert!(text.contains("Foix\u{a0}: deux valeurs pour «\u{a0}Statut\u{a0}»"), "{text}");
    let rows = place.run_on("office", "fr", &["list", "conflicts", "--format", "json"]).exits(0).json();
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 2, "both values: {rows:?}");
    let applied = rows.iter().find(|row| row["value"] == "applied").unwrap();
    assert_eq!((&applied["field"], &applied["author"]), (&"status".into(), &"Camille Roux".into()));
    assert_eq!(applied["before"], "prospect", "what both replaced");
    let number = applied["number"].to_string();
    place.run_on("office", "fr", &["resolve", &id, "status", &number]).exits(0);
    let shown = place.run_on("office", "fr", &["show", &id, "--format", "json"]).exits(0).json();
    assert_eq!((&shown["status"], &shown["conflicts"]), (&"applied".into(), &serde_json::json!([])));
    place.run_on("office", "fr", &["resolve", &id, "status", "1"]).exits(1);
}

#[test]
fn conflicts_end_with_a_third_value_or_several_at_once() {
    let place = Place::new();
    joined(&place);
    let office = |args: &[&str]| place.run_on("office", "fr", args);
    let add = |name: &str| {
        let name = format!("name={name}");
        office(&["add", "member", &name, "kind=commune", "status=prospect"]).exits(0).out.trim().to_owned()
    };
    let ids = [add("Foix"), add("Céret"), add("Pamiers")];
    place.run_on("field", "fr", &["import", &export(&place, "office", &[])]).exits(0);
    for (id, status) in ids.iter().zip(["applied", "prospect", "applied"]) {
        place.run_on("field", "fr", &["set", id, &format!("status={status}"), "acronym=CR"]).exits(0);
        office(&["set", id, "status=member", "acronym=SIE"]).exits(0);
    }
    office(&["import", &export(&place, "field", &[])]).exits(0);
    let conflicts = || {
        let rows = office(&["list", "conflicts", "--format", "json"]).exits(0).json();
        rows.as_array().unwrap().len() / 2
    };
    assert_eq!(conflicts(), 5, "who left « prospect » as it was did not write it");

    office(&["resolve", &ids[0], "status", "--value", "aucune idée"]).exits(7);
    office(&["resolve", &ids[0], "name", "--value", "Foix"]).exits(1);
    assert_eq!(office(&["resolve", &ids[0], "status", "--value", "left"]).exits(0).out.trim(), ids[0]);
    let shown = office(&["show", &ids[0], "--format", "json"]).exits(0).json();
    assert_eq!((&shown["status"], &shown["conflicts"][0]["before"]), (&"left".into(), &serde_json::Value::Null));

    office(&["resolve", "--all"]).exits(2);
    office(&["resolve", &ids[0], "--keep", "latest"]).exits(2);
    let refused = office(&["resolve", "--all", "--keep", "mine"]).exits(2);
    assert!(refused.err.contains('4') && refused.err.contains("--yes"), "{}", refused.err);
    assert_eq!(conflicts(), 4, "nothing was done");
    let nobody = office(&["resolve", "--all", "--keep", "Personne", "--yes"]).exits(1);
    assert!(nobody.err.contains("Personne"), "{}", nobody.err);
    let one = office(&["resolve", &ids[1], "--all", "--keep", "Camille Roux", "--yes"]).exits(0);
    assert_eq!(one.out.trim(), ids[1]);
    let all = office(&["resolve", "--all", "--keep", "mine", "--yes"]).exits(0);
    assert_eq!(all.out.lines().count(), 2, "one id a record: {}", all.out);
    assert_eq!(conflicts(), 0);
    let shown = |id: &str| office(&["show", id, "--format", "json"]).exits(0).json()["acronym"].clone();
    assert_eq!(ids.iter().map(|id| shown(id)).collect::<Vec<_>>(), ["SIE", "CR", "SIE"]);
    let none = office(&["resolve", "--all", "--keep", "latest", "--yes"]).exits(0);
    assert!(none.out.is_empty() && none.err.contains("Aucune divergence"), "{}", none.err);
}

#[test]
fn a_refused_bundle_exits_5_and_changes_nothing() {
    let place = Place::new();
    joined(&place);
    place.run_on("field", "fr", &["add", "member", "name=Foix", "kind=commune", "status=prospect"]).exits(0);
    let bundle = place.dir.path().join(export(&place, "field", &[]));
    let whole = fs::read(&bundle).unwrap();
    let mut flipped = whole.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    fs::write(place.dir.path().join("flipped.maillage"), &flipped).unwrap();
    fs::write(place.dir.path().join("cut.maillage"), &whole[..whole.len() - 40]).unwrap();
    fs::write(place.dir.path().join("text.maillage"), "bonjour").unwrap();
    for name in ["flipped.maillage", "cut.maillage", "text.maillage"] {
        let run = place.run_on("office", "fr", &["import", name]).exits(5);
        assert!(run.err.contains(name) && run.err.contains('→'), "{}", run.err);
    }
    place.init("stranger", "Inconnue");
    place.run_on("stranger", "fr", &["import", &bundle.display().to_string()]).exits(5);
    assert_eq!(place.run_on("office", "fr", &["list", "members", "--format", "json"]).exits(0).out, "[]\n");
}

#[test]
fn a_bundle_is_written_to_several_sticks_and_overwrites_nothing() {
    let place = Place::new();
    joined(&place);
    for stick in ["one", "two"] {
        fs::create_dir(place.dir.path().join(stick)).unwrap();
    }
    let run =
        place.run_on("field", "fr", &["export", "--to", "one", "--to", "two", "--format", "json"]).exits(0).json();
    let paths: Vec<&str> = run["paths"].as_array().unwrap().iter().filter_map(|path| path.as_str()).collect();
    let bytes = |path: &str| fs::read(place.dir.path().join(path)).unwrap();
    assert_eq!((paths.len(), run["path"].as_str()), (2, Some(paths[0])));
    assert!(paths[1].starts_with("two") && bytes(paths[0]) == bytes(paths[1]));
    // The next bundle's name is taken on the second stick: what stands there stays.
    let next = place.run_on("field", "fr", &["export", "--to", "one", "--format", "json"]).exits(0).json();
    let name = next["path"].as_str().unwrap().replace("one", "two");
    fs::rename(place.dir.path().join(next["path"].as_str().unwrap()), place.dir.path().join(&name)).unwrap();
    let kept = bytes(&name);
    let run = place.run_on("field", "fr", &["export", "--to", "one", "--to", "two", "--to", "none/x"]).exits(1);
    assert_eq!(run.out.lines().count(), 2, "{}", run.out);
    assert!(run.err.contains("là où il est écrit") && run.err.contains("none"), "{}", run.err);
    assert!(bytes(&name) == kept);
}
