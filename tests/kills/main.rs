//! The program killed at any moment: of an edit, an import, an export, a backup, an erasure with the compaction that
//! follows, the making anew of its views, a change of passphrase. Whatever the moment, the store is whole, shows what it showed before or what it
//! was to show after, what it said was saved is there, and the same command, given again, ends what was begun.
//!
//! A longer run: `MAILLAGE_KILLS=100 cargo test --release --test kills -- --nocapture`; so many rounds of each.

#[path = "../cli/common.rs"]
#[expect(dead_code, reason = "tests/cli uses more of it")]
mod common;

use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use common::Place;

/// Rounds of each in a quick run.
const ROUNDS: u64 = 1;
/// In so many rounds something must have been killed before it ended.
const ENOUGH: u64 = 10;
/// More edits than one frame of the journal takes, so that an import goes by a file of its own.
const VISITS: &str = "2200";
/// Whose visits are erased.
const PATIENT: &str = "DEMO-0001";
/// Two laptops of the head office: one has everything, the other nothing yet; and a third like it, that has imported.
const OFFICE: &str = "office";
const EMPTY: &str = "empty";
const FULL: &str = "full";
/// The one that is killed.
const VICTIM: &str = "victim";

struct Stage {
    place: Place,
    bundle: String,
    before: String,
    after: String,
    moments: Moments,
}

/// When to kill: SplitMix64, the same moments for the same seed, as far as a machine repeats itself.
struct Moments(u64);

impl Moments {
    /// A moment of something that takes so long, or just after.
    fn within(&mut self, whole: Duration) -> Duration {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        whole.mul_f64(1.05 * ((mixed >> 11) as f64 / (1_u64 << 53) as f64))
    }
}

fn rounds() -> u64 {
    let asked = std::env::var("MAILLAGE_KILLS").ok();
    asked.map_or(ROUNDS, |text| text.parse().unwrap_or_else(|_| panic!("MAILLAGE_KILLS={text} is no number")))
}

impl Stage {
    fn set() -> Self {
        let place = Place::new();
        place.run_on(OFFICE, "fr", &["demo", "--visits", VISITS, "--prepare-only", "--store", OFFICE]).exits(0);
        place.run_on(EMPTY, "fr", &["init", "--name", "Annexe", "--join", "--no-passphrase"]).exits(0);
        place.run_on(EMPTY, "fr", &["device", "card", "--to", "annexe.carte"]).exits(0);
        place.run_on(OFFICE, "fr", &["device", "admit", "annexe.carte", "--steward", "--yes"]).exits(0);
        let export = place.run_on(OFFICE, "fr", &["export", "--for", "siege", "--full", "--to", "."]).exits(0);
        let bundle = export.out.trim().to_owned();
        copy(&place, EMPTY, FULL);
        let mut stage =
            Self { place, bundle, before: String::new(), after: String::new(), moments: Moments(20_261_125) };
        stage.before = stage.shown(EMPTY);
        stage.place.run_on(FULL, "fr", &["import", &stage.bundle, "--yes"]).exits(0);
        stage.after = stage.shown(FULL);
        assert_ne!(stage.before, stage.after);
        stage
    }

    /// What a store shows: every visit, every member.
    fn shown(&self, store: &str) -> String {
        let list = |kind: &str| self.place.run_on(store, "fr", &["list", kind, "--format", "jsonl"]).exits(0).out;
        list("visits") + &list("members")
    }

    /// How long a command takes that nobody kills.
    fn time(&self, store: &str, args: &[&str]) -> Duration {
        let start = Instant::now();
        self.place.run_on(store, "fr", args).exits(0);
        start.elapsed()
    }

    /// Starts a command on a store and kills it at some moment: whether it was still running, and what it had said.
    fn kill(&mut self, store: &str, args: &[&str], whole: Duration) -> (bool, Output) {
        let mut command = self.place.command(store, "fr", args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Nothing tells from outside where the program is: any moment will do, and that is the test.
        std::thread::sleep(self.moments.within(whole));
        let running = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        (running, child.wait_with_output().unwrap())
    }

    #[track_caller]
    fn must_be_whole(&self, store: &str) {
        let checked = self.place.run_on(store, "fr", &["check", "--format", "json"]).exits(0).json();
        assert_eq!(checked["whole"], true, "{checked}");
    }

    fn path(&self, name: &str) -> PathBuf {
        self.place.dir.path().join(name)
    }
}

/// A store as it stands, beside itself.
fn copy(place: &Place, from: &str, to: &str) {
    let (from, to) = (place.dir.path().join(from), place.dir.path().join(to));
    let _ = std::fs::remove_dir_all(&to);
    copy_folder(&from, &to);
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).unwrap();
        }
    }
}

/// Kills a command that changes a store, over and over, each time from the same start.
fn killed_while_it_changes(stage: &mut Stage, start: &str, args: &[&str]) {
    copy(&stage.place, start, VICTIM);
    let before = stage.shown(VICTIM);
    let whole = stage.time(VICTIM, args);
    let after = stage.shown(VICTIM);
    assert_ne!(before, after);
    let (mut running, mut done) = (0, 0);
    for round in 0..rounds() {
        copy(&stage.place, start, VICTIM);
        running += u64::from(stage.kill(VICTIM, args, whole).0);
        stage.must_be_whole(VICTIM);
        let shown = stage.shown(VICTIM);
        assert!(shown == before || shown == after, "round {round}: half of it shows");
        done += u64::from(shown == after);
        stage.place.run_on(VICTIM, "fr", args).exits(0);
        assert!(stage.shown(VICTIM) == after, "round {round}: it is not ended by the same command");
        stage.must_be_whole(VICTIM);
    }
    eprintln!("{}: {} killed of {} in {whole:?} each; {done} had it all", args[0], running, rounds());
    assert!(running > 0 || rounds() < ENOUGH, "nothing was killed in time");
}

/// Kills a command that writes a file; what is there under its name, if it is, must be the whole of it.
fn killed_while_it_writes(stage: &mut Stage, args: &[&str], extension: &str, must_be_good: impl Fn(&Stage, &str)) {
    let stick = stage.path("stick");
    let names = || -> Vec<String> {
        std::fs::read_dir(&stick).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
    };
    let clean = || {
        let _ = std::fs::remove_dir_all(&stick);
        std::fs::create_dir(&stick).unwrap();
    };
    clean();
    let whole = stage.time(FULL, args);
    let (mut running, mut files) = (0, 0);
    for _ in 0..rounds() {
        clean();
        running += u64::from(stage.kill(FULL, args, whole).0);
        for name in names().iter().filter(|name| name.ends_with(extension)) {
            must_be_good(stage, &format!("stick/{name}"));
            files += 1;
        }
        stage.must_be_whole(FULL);
        assert!(stage.shown(FULL) == stage.after);
        stage.place.run_on(FULL, "fr", args).exits(0);
        assert!(names().iter().all(|name| name.ends_with(extension)), "a part is left: {:?}", names());
    }
    eprintln!("{}: {running} killed of {} in {whole:?} each; {files} left a file, all whole", args[0], rounds());
    assert!(running > 0 || rounds() < ENOUGH, "nothing was killed in time");
}

/// Kills one edit after another, on a store that goes on: what was reported is there, what was not is there or is not.
fn killed_while_it_edits(stage: &mut Stage) {
    copy(&stage.place, FULL, VICTIM);
    let members = stage.place.run_on(VICTIM, "fr", &["list", "members", "--format", "json"]).exits(0).json();
    let id = members[0]["id"].as_str().unwrap().to_owned();
    let set = |value: &str| ["set".to_owned(), id.clone(), format!("note={value}")];
    let whole = stage.time(VICTIM, &set("début").each_ref().map(String::as_str));
    let (mut shown, mut running, mut saved) = ("début".to_owned(), 0, 0);
    for round in 0..rounds() {
        let next = format!("tour {round}");
        let (killed, output) = stage.kill(VICTIM, &set(&next).each_ref().map(String::as_str), whole);
        running += u64::from(killed);
        // An edit prints the record's id once it is saved.
        let reported = String::from_utf8(output.stdout).unwrap().contains(&id);
        stage.must_be_whole(VICTIM);
        let now = stage.place.run_on(VICTIM, "fr", &["show", &id, "--format", "json"]).exits(0).json();
        let now = now["note"].as_str().unwrap().to_owned();
        assert!(now == next || (now == shown && !reported), "round {round}: {now}, reported: {reported}");
        saved += u64::from(now == next);
        shown = now;
    }
    eprintln!("set: {running} killed of {} in {whole:?} each; {saved} were saved", rounds());
    assert!(running > 0 || rounds() < ENOUGH, "nothing was killed in time");
}

/// Kills a program that makes its views anew: they follow from the journal, which nothing touches.
fn killed_while_it_rebuilds(stage: &mut Stage) {
    let args = ["status"];
    let without_views = |stage: &Stage| {
        copy(&stage.place, FULL, VICTIM);
        std::fs::remove_dir_all(stage.path(VICTIM).join("views")).unwrap();
    };
    without_views(stage);
    let whole = stage.time(VICTIM, &args);
    let mut running = 0;
    for round in 0..rounds() {
        without_views(stage);
        running += u64::from(stage.kill(VICTIM, &args, whole).0);
        stage.must_be_whole(VICTIM);
        assert!(stage.shown(VICTIM) == stage.after, "round {round}: other views");
    }
    eprintln!("views made anew: {running} killed of {} in {whole:?} each", rounds());
    assert!(running > 0 || rounds() < ENOUGH, "nothing was killed in time");
}

/// Kills one change of passphrase after another: one of the two opens the store, and only one.
fn killed_while_it_changes_its_passphrase(stage: &mut Stage) {
    const PHRASES: [(&str, &str); 2] = [
        ("one.txt", "corbeau tilleul rivière marteau lanterne sablier prune"),
        ("other.txt", "bougie nuage verger pinceau fontaine girafe moulin"),
    ];
    PHRASES.iter().for_each(|(file, phrase)| stage.place.write(file, phrase));
    copy(&stage.place, FULL, VICTIM);
    let [(mut opens, _), (mut next, _)] = PHRASES;
    stage.place.run_on(VICTIM, "fr", &["passphrase", "--new", opens]).exits(0);
    let whole = stage.time(VICTIM, &["passphrase", "--passphrase-file", opens, "--new", next]);
    std::mem::swap(&mut opens, &mut next);
    let (mut running, mut changed) = (0, 0);
    for round in 0..rounds() {
        let (killed, output) = stage.kill(VICTIM, &["passphrase", "--passphrase-file", opens, "--new", next], whole);
        running += u64::from(killed);
        let with = |file| stage.place.run_on(VICTIM, "fr", &["check", "--passphrase-file", file]).code;
        let codes = (with(opens), with(next));
        let reported = !output.stderr.is_empty();
        assert!(codes == (4, 0) || (codes == (0, 4) && !reported), "round {round}: {codes:?}, reported: {reported}");
        if codes == (4, 0) {
            std::mem::swap(&mut opens, &mut next);
            changed += 1;
        }
    }
    eprintln!("passphrase: {running} killed of {} in {whole:?} each; {changed} were changed", rounds());
    assert!(running > 0 || rounds() < ENOUGH, "nothing was killed in time");
}

#[test]
fn whatever_is_killed_the_notebook_is_whole_and_goes_on() {
    let mut stage = Stage::set();
    let bundle = stage.bundle.clone();
    killed_while_it_changes(&mut stage, EMPTY, &["import", &bundle, "--yes"]);
    killed_while_it_edits(&mut stage);
    killed_while_it_rebuilds(&mut stage);
    killed_while_it_changes_its_passphrase(&mut stage);
    killed_while_it_changes(&mut stage, FULL, &["erase", "--patient", PATIENT, "--yes"]);
    let export = ["export", "--for", "siege", "--full", "--to", "stick"];
    killed_while_it_writes(&mut stage, &export, ".maillage", |stage, file| {
        stage.place.run_on(OFFICE, "fr", &["import", file]).exits(0);
    });
    killed_while_it_writes(&mut stage, &["backup", "--to", "stick"], ".sauvegarde", |stage, file| {
        let _ = std::fs::remove_dir_all(stage.path(VICTIM));
        stage.place.run_on(VICTIM, "fr", &["restore", file]).exits(0);
        assert!(stage.shown(VICTIM) == stage.after);
    });
}
