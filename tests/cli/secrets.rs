//! What the program leaves on the disk says nothing to who has no passphrase.

use std::process::Command;

use crate::common::{Place, Run};
use crate::traces::{files, traces};

const PHRASE: &str = "brebis col neige gave hêtre route mairie";
const OTHER: &str = "lampe four chêne rive seau barque moulin";

/// One word for each place in which a secret may stand, and no other word of the program's own.
const NOTE: &str = "écrêteuse";
const FORMER_NOTE: &str = "margelle";
const DELETED_NOTE: &str = "girouette";
const OF_A_CSV: &str = "bilboquet";
const NOTE_APART: &str = "pimprenelle";
const SUMMARY: &str = "fanfreluche";
const CONTACT: &str = "Trévisor";
const DRIVEN_OUT: &str = "escarpolette";
const COLLEAGUE_NOTE: &str = "ritournelle";
const PATIENTS: [&str; 3] = ["CR-7391", "CR-7392", "EU-7393"];
const WORDS: [&str; 9] =
    [NOTE, FORMER_NOTE, DELETED_NOTE, OF_A_CSV, NOTE_APART, SUMMARY, CONTACT, DRIVEN_OUT, COLLEAGUE_NOTE];

/// All that the program can write to: stores, home, temporary folder, stick. Passphrases and what was typed are elsewhere.
struct Laptops {
    place: Place,
    typed: Place,
}

impl Laptops {
    fn new() -> Self {
        let all = Self { place: Place::new(), typed: Place::new() };
        for folder in ["tmp", "stick"] {
            std::fs::create_dir(all.place.dir.path().join(folder)).unwrap();
        }
        all.typed.write("phrase.txt", PHRASE);
        all.typed.write("other.txt", OTHER);
        all
    }

    fn typed(&self, name: &str) -> String {
        self.typed.dir.path().join(name).display().to_string()
    }

    fn command(&self, store: &str, args: &[&str]) -> Command {
        let mut command = self.place.command(store, "fr", args);
        command.env("TMPDIR", self.place.dir.path().join("tmp"));
        command.args(["--passphrase-file", &self.typed("phrase.txt")]);
        command
    }

    #[track_caller]
    fn run(&self, store: &str, args: &[&str]) -> String {
        let output = self.command(store, args).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let run = Run { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) };
        let said = run.exits(0);
        for word in WORDS.iter().chain(&PATIENTS) {
            assert!(!said.err.contains(word), "{args:?} says {word} where logs are kept: {}", said.err);
        }
        said.out.trim().to_owned()
    }

    fn visit(&self, store: &str, day: &str, patient: &str, note: &str) -> String {
        let (start, patient, note) =
            (format!("start=2025-11-{day}T14:30"), format!("patient={patient}"), format!("note={note}"));
        let of = ["centre=Céret", "role=doctor", "commune=Céret", "requested_by=patient", "unscheduled=yes"];
        let done = ["reason=acute", "status=done", "minutes=45", "km=12,5"];
        self.run(store, &[&["add", "visit", &start, &patient, &note], &of[..], &done[..]].concat())
    }

    fn leaves_no_trace(&self) {
        let words = [&WORDS[..], &PATIENTS, &[PHRASE, OTHER]].concat();
        assert_eq!(traces(self.place.dir.path(), &words), Vec::<String>::new());
    }
}

#[test]
fn nothing_that_was_typed_stands_in_the_clear_anywhere_on_the_disk() {
    let laptops = Laptops::new();
    let office = |args: &[&str]| laptops.run("office", args);
    let field = |args: &[&str]| laptops.run("field", args);
    office(&["init", "--name", "Camille Roux", "--empty"]);
    office(&["add", "member", "name=Commune de Céret", "kind=commune", "status=member", "commune=66049"]);
    let despite = "opened_despite=repris d’un centre existant";
    let centre = ["name=Céret", "commune=66049", "host=Commune de Céret", "status=open", "opened=2024-02"];
    office(&[&["add", "centre", "kind=creation", despite], &centre[..]].concat());

    let visit = laptops.visit("office", "10", PATIENTS[0], FORMER_NOTE);
    office(&["set", &visit, &format!("note={NOTE}")]);
    office(&["delete", &laptops.visit("office", "11", PATIENTS[1], DELETED_NOTE), "--yes"]);
    let about = format!("about={visit}");
    office(&["add", "note", &about, &format!("text={NOTE_APART}"), "date=2025-11-12"]);
    let (member, summary) = ("member=Commune de Céret", format!("summary={SUMMARY}"));
    office(&["add", "exchange", "kind=call", "date=2025-11-12", member, &summary]);
    office(&["add", "contact", member, &format!("name=Ombeline {CONTACT}"), "function=maire"]);
    let erased = laptops.visit("office", "13", PATIENTS[1], DRIVEN_OUT);
    office(&["erase", &erased, "--reason", "à sa demande", "--yes"]);
    let head = "centre,role,commune,patient,start,requested_by,unscheduled,reason,status,minutes,km,note";
    let row = format!("Céret,doctor,Céret,{},2025-11-14T09:00,patient,yes,acute,done,30,4,{OF_A_CSV}", PATIENTS[0]);
    laptops.typed.write("visits.csv", &format!("{head}\n{row}\n"));
    office(&["add", "visits", "--from", &laptops.typed("visits.csv")]);

    field(&["init", "--name", "Exemple Un", "--join"]);
    field(&["device", "card", "--to", "stick/un.carte"]);
    office(&["device", "admit", "stick/un.carte", "--yes"]);
    let bundle = office(&["export", "--for", "Exemple Un", "--to", "stick"]);
    field(&["import", bundle.lines().last().unwrap(), "--yes"]);
    laptops.visit("field", "15", PATIENTS[2], COLLEAGUE_NOTE);
    let back = field(&["export", "--to", "stick"]);
    office(&["import", back.lines().last().unwrap(), "--dry-run"]);
    office(&["import", back.lines().last().unwrap()]);
    let listed = office(&["list", "visits", "--format", "csv"]);
    for word in [NOTE, OF_A_CSV, COLLEAGUE_NOTE, PATIENTS[2]] {
        assert!(listed.contains(word), "what is looked for is there: {listed}");
    }
    office(&["backup", "--to", "stick"]);
    field(&["backup", "--to", "stick"]);
    for command in [&["status"][..], &["check"], &["status", "--imports"], &["show", &visit, "--history"]] {
        office(command);
    }
    assert!(files(laptops.place.dir.path()).len() > 12, "stores, bundles, cards and backups");
    laptops.leaves_no_trace();
}
