//! A backup, and the notebook that it gives back on another machine.

use crate::common::Place;

const PHRASE: &str = "corbeau tilleul rivière marteau lanterne sablier prune\n";

#[test]
fn a_notebook_comes_back_with_its_passphrase_and_nothing_is_ever_restored_over_one() {
    let place = Place::new();
    place.write("phrase.txt", PHRASE);
    place.write("wrong.txt", "corbeau tilleul rivière marteau lanterne sablier poire\n");
    let with = |args: &[&'static str]| [args, &["--passphrase-file", "phrase.txt"]].concat();
    place.run(&with(&["init", "--name", "Camille Roux", "--empty"])).exits(0);
    place.run(&with(&["add", "member", "name=Ville de Foix", "kind=commune", "status=prospect"])).exits(0);
    let before = place.run(&with(&["status", "--format", "json"])).exits(0).json();
    assert_eq!(before["backup"], serde_json::json!({"last": null, "due": false}));

    std::fs::create_dir(place.dir.path().join("stick")).unwrap();
    let run = place.run(&with(&["backup", "--to", "stick"])).exits(0);
    let file = run.out.trim().to_owned();
    assert!(file.starts_with("stick/cr-") && file.ends_with("-1.sauvegarde"), "{file}");
    assert!(run.err.contains("phrase de passe d’aujourd’hui") && run.err.contains("retirer la clé"), "{}", run.err);
    let after = place.run(&with(&["status", "--format", "json"])).exits(0).json();
    assert!(after["backup"]["last"].is_string() && after["backup"]["due"] == false, "{after}");
    assert!(place.run(&with(&["status"])).exits(0).out.contains("Dernière sauvegarde"));

    let elsewhere = place.run(&with(&["backup", "--to", "copies/november"])).exits(0);
    let second = elsewhere.out.trim();
    assert!(
        second.starts_with("copies/november/cr-") && second.ends_with("-2.sauvegarde"),
        "made if missing: {second}"
    );
    let named = place.run(&with(&["backup", "--to", "copies/cr.sauvegarde"])).exits(0);
    assert_eq!(named.out.trim(), "copies/cr.sauvegarde");

    let over = place.run(&with(&["restore", "FILE"]).map_file(&file)).exits(1);
    assert!(over.err.contains("--store") && over.err.contains("rien n’a été touché"), "{}", over.err);
    for args in [&["restore", "FILE", "--passphrase-file", "wrong.txt"][..], &["restore", "FILE"]] {
        place.run_on("again", "fr", &args.to_vec().map_file(&file)).exits(4);
    }
    assert!(!place.dir.path().join("again").exists(), "nothing was made");
    let done = place.run_on("again", "fr", &with(&["restore", "FILE"]).map_file(&file)).exits(0);
    assert!(done.err.contains("seul portable du siège"), "there is no other to make a bundle for: {}", done.err);
    assert!(done.err.contains("CR-") && done.out.trim().ends_with("again"), "{} {}", done.out, done.err);
    let rows = |store: &str| place.run_on(store, "fr", &with(&["list", "members", "--format", "json"])).exits(0).json();
    assert_eq!(rows("again"), rows("store"));
    let there = place.run_on("again", "fr", &with(&["status", "--format", "json"])).exits(0).json();
    assert_eq!(there["lives"][0]["why"], "restored");
    assert!(place.run_on("again", "fr", &with(&["status"])).exits(0).out.contains("restauré d’une sauvegarde"));
    assert_eq!((&there["device"], &there["team"]), (&before["device"], &before["team"]));
    let checked = place.run_on("again", "fr", &with(&["check", "--format", "json"])).exits(0).json();
    assert_eq!(checked["whole"], true);
}

#[test]
fn what_is_no_backup_exits_5_and_each_sort_of_file_is_told_apart() {
    let place = Place::new();
    place.init("store", "Camille Roux");
    let run = place.run(&["backup"]).exits(0);
    assert!(run.err.contains("pas de phrase de passe"), "{}", run.err);
    let file = run.out.trim().to_owned();
    let imported = place.run(&["import", &file]).exits(5);
    assert!(imported.err.contains("maillage restore"), "{}", imported.err);
    place.write("bundle.maillage", "maillage bundle 1\n");
    let restored = place.run_on("again", "en", &["restore", "bundle.maillage"]).exits(5);
    assert!(restored.err.contains("maillage import"), "{}", restored.err);
    let whole = std::fs::read(place.dir.path().join(&file)).unwrap();
    std::fs::write(place.dir.path().join("cut.sauvegarde"), &whole[..whole.len() - 30]).unwrap();
    place.run_on("again", "fr", &["restore", "cut.sauvegarde"]).exits(5);
    place.run_on("again", "fr", &["restore", "none.sauvegarde"]).exits(1);
    assert!(!place.dir.path().join("again/vault").exists());
}

trait MapFile {
    fn map_file<'a>(&'a self, file: &'a str) -> Vec<&'a str>;
}

impl MapFile for Vec<&'static str> {
    /// With the file's name where `FILE` stands.
    fn map_file<'a>(&'a self, file: &'a str) -> Vec<&'a str> {
        self.iter().map(|arg| if *arg == "FILE" { file } else { arg }).collect()
    }
}
