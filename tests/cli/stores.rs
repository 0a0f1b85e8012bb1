//! Stores: making one, opening it, its exit codes; the dashboard without a terminal.

use std::process::{Command, Stdio};

use crate::common::Place;

#[test]
fn a_new_store_prints_its_recovery_card_and_opens() {
    let place = Place::new();
    let run =
        place.run(&["init", "--name", "Camille Roux", "--sector", "09,Aude", "--no-passphrase", "--empty"]).exits(0);
    assert_eq!(run.out.lines().count(), 4, "four rows: {}", run.out);
    assert!(run.err.contains("sans phrase de passe"), "it says so: {}", run.err);
    let status = place.run(&["status", "--format", "json"]).exits(0).json();
    assert_eq!(status["passphrase"], false);
    assert_eq!(status["records"]["devices"], 1);
    assert_eq!(status["devices"][0]["code"], "CR");
    assert_eq!(status["devices"][0]["sector"], serde_json::json!(["09", "11"]));
    assert_eq!(status["devices"][0]["role"], "steward");
    assert_eq!(status["unsent"]["edits"], 0);
}

#[test]
fn a_store_is_never_made_twice_nor_without_a_word_on_its_passphrase() {
    let place = Place::new();
    let run = place.run(&["init", "--name", "Camille Roux"]).exits(2);
    assert!(run.err.contains("--passphrase-file"), "{}", run.err);
    place.write("weak.txt", "azerty\n");
    place.run(&["init", "--name", "Camille Roux", "--passphrase-file", "weak.txt"]).exits(7);
    place.init("store", "Camille Roux");
    place.run(&["init", "--name", "Camille Roux", "--no-passphrase"]).exits(1);
    place.run(&["init", "--name", "Camille Roux", "--no-passphrase", "--sector", "Atlantide"]).exits(7);
}

#[test]
fn a_wrong_passphrase_exits_4_and_reveals_nothing() {
    let place = Place::new();
    place.write("right.txt", "corbeau tilleul rivière marteau lanterne sablier prune\n");
    place.write("wrong.txt", "corbeau tilleul rivière marteau lanterne sablier poire\n");
    place.run(&["init", "--name", "Camille Roux", "--empty", "--passphrase-file", "right.txt"]).exits(0);
    for args in [&["status", "--passphrase-file", "wrong.txt"][..], &["status"]] {
        let run = place.run(args).exits(4);
        assert!(run.out.is_empty() && !run.err.contains("Camille"), "{}", run.err);
    }
    assert!(place.run(&["status", "--passphrase-file", "right.txt"]).exits(0).out.contains("Camille"));
}

#[test]
fn a_passphrase_is_changed_and_the_former_one_opens_nothing() {
    let place = Place::new();
    place.write("former.txt", "corbeau tilleul rivière marteau lanterne sablier prune\n");
    place.write("next.txt", "bougie nuage verger pinceau fontaine girafe moulin\n");
    place.write("weak.txt", "azerty\n");
    place.init("store", "Camille Roux");
    let run = place.run(&["passphrase"]).exits(2);
    assert!(run.err.contains("--new"), "{}", run.err);
    assert_eq!(place.run(&["status", "--format", "json"]).exits(0).json()["passphrase"], false);
    // A first one, then another.
    let run = place.run(&["passphrase", "--new", "former.txt"]).exits(0);
    assert!(run.err.contains("sauvegarde"), "{}", run.err);
    place.run(&["status"]).exits(4);
    let former = ["--passphrase-file", "former.txt"];
    let with = |args: &[&'static str]| [args, &former].concat();
    let status = place.run(&with(&["status", "--format", "json"])).exits(0).json();
    assert_eq!(status["passphrase"], true);
    place.run(&with(&["passphrase", "--new", "weak.txt"])).exits(7);
    place.run(&["passphrase", "--new", "next.txt", "--passphrase-file", "next.txt"]).exits(4);
    place.run(&with(&["passphrase", "--new", "next.txt"])).exits(0);
    place.run(&with(&["status"])).exits(4);
    place.run(&["status", "--passphrase-file", "next.txt"]).exits(0);
}

#[test]
fn where_there_is_no_store_it_says_how_to_make_one() {
    let place = Place::new();
    for args in [&["list", "centres"][..], &["status"], &[]] {
        let run = place.run(args).exits(1);
        assert!(run.err.contains("maillage init"), "{}", run.err);
        assert!(run.out.is_empty());
    }
    assert!(!place.dir.path().join("store").exists(), "looking makes nothing");
}

#[test]
fn two_programs_on_one_store_exit_3() {
    let place = Place::new();
    place.init("store", "Camille Roux");
    // `add --from` opens the store, then waits for the lines of a pipe: meanwhile it is in use.
    let pipe = place.dir.path().join("pipe.csv");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut first = place
        .command("store", "fr", &["add", "visits", "--from", "pipe.csv"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // Opening the pipe to write returns once the first program reads from it, its store open.
    let writer = std::fs::OpenOptions::new().write(true).open(&pipe).unwrap();
    let run = place.run(&["status"]).exits(3);
    assert!(run.err.contains("fenêtre"), "{}", run.err);
    drop(writer);
    first.wait().unwrap();
    place.run(&["status"]).exits(0);
}

#[test]
fn without_a_terminal_the_dashboard_is_printed() {
    let place = Place::new();
    place.init("store", "Camille Roux");
    let run = place.run(&[]).exits(0);
    assert!(run.out.starts_with("Tableau de bord"), "{}", run.out);
    let english = place.run_on("store", "en", &[]).exits(0);
    assert!(english.out.starts_with("Dashboard"), "{}", english.out);
}

#[test]
fn a_team_is_founded_on_the_published_facts() {
    let place = Place::new();
    place.run(&["init", "--name", "Camille Roux", "--no-passphrase"]).exits(0);
    let members = place.run(&["list", "members", "--where", "college=1", "--format", "json"]).exits(0).json();
    assert!(!members.as_array().unwrap().is_empty());
    let figures = place.run(&["list", "indicators", "--format", "jsonl"]).exits(0).out;
    assert!(figures.lines().count() > 10);
    let visits = place.run(&["list", "visits", "--format", "json"]).exits(0).out;
    assert_eq!(visits, "[]\n", "facts only: nothing made up");
}

#[test]
fn the_demonstration_prints_its_dashboard_and_leaves_nothing() {
    let place = Place::new();
    let temporary = place.dir.path().join("tmp");
    std::fs::create_dir(&temporary).unwrap();
    let output = Command::new(assert_cmd::cargo::cargo_bin("maillage"))
        .env_clear()
        .env("TMPDIR", &temporary)
        .env("MAILLAGE_LANG", "fr")
        .args(["demo", "--visits", "40"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && text.contains("DÉMONSTRATION"), "{text}");
    assert_eq!(std::fs::read_dir(&temporary).unwrap().count(), 0);
}

#[test]
fn a_demonstration_with_a_store_is_kept_and_the_same_for_a_seed() {
    let place = Place::new();
    let prepare = |store: &str| {
        place.run(&["demo", "--store", store, "--visits", "60", "--seed", "7", "--prepare-only"]).exits(0);
        let centres = place.run(&["--store", store, "list", "centres", "--format", "json"]).exits(0).json();
        let rows = centres.as_array().unwrap().iter();
        // The owner is the device, whose keys are never the same.
        rows.map(|row| format!("{} {} {}", row["id"], row["name"], row["target_opening"])).collect::<Vec<_>>()
    };
    let first = prepare("one");
    assert!(first.iter().any(|row| row.contains("Centre fictif")));
    assert!(prepare("two") == first);
    assert_eq!(place.run(&["--store", "one", "list", "visits", "--format", "jsonl"]).exits(0).out.lines().count(), 60);
    place.run(&["demo", "--store", "one", "--prepare-only"]).exits(1);
}

#[test]
fn check_reads_everything_and_finds_a_flipped_byte() {
    let place = Place::new();
    place.run(&["demo", "--store", "store", "--visits", "80", "--prepare-only"]).exits(0);
    let whole = place.run(&["check", "--format", "json"]).exits(0).json();
    assert_eq!((&whole["whole"], &whole["findings"]), (&true.into(), &serde_json::json!([])));
    assert!(whole["ops"].as_u64().unwrap() > 300 && whole["signatures"].as_u64().unwrap() > 0, "{whole}");

    let journal = place.dir.path().join("store/journal");
    let files = std::fs::read_dir(&journal).unwrap().map(|entry| entry.unwrap().path());
    let largest = files.max_by_key(|path| path.metadata().unwrap().len()).unwrap();
    let mut bytes = std::fs::read(&largest).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x40;
    std::fs::write(&largest, bytes).unwrap();
    let damaged = place.run(&["check", "--format", "json"]).exits(6).json();
    assert_eq!(damaged["whole"], false);
    assert!(damaged["findings"].as_array().unwrap().iter().any(|one| one["kind"] == "damage"), "{damaged}");
}

#[test]
fn views_that_are_gone_are_made_anew_and_it_is_said() {
    let place = Place::new();
    place.run(&["demo", "--store", "store", "--visits", "80", "--prepare-only"]).exits(0);
    let before = place.run(&["list", "visits", "--format", "csv"]).exits(0).out;
    std::fs::remove_dir_all(place.dir.path().join("store/views")).unwrap();
    let after = place.run(&["list", "visits", "--format", "csv"]).exits(0);
    assert_eq!(after.out, before);
    assert!(after.err.contains("rien n’est perdu"), "{}", after.err);
    place.run(&["check"]).exits(0);
}
