//! Long work, by keys over a real store: the rest of the program is usable meanwhile, and stopping leaves nothing.

use std::ops::ControlFlow;
use std::time::Duration;

use tempfile::TempDir;

use crate::sync::Audience;
use crate::sync::drives::Drive;
use crate::tui::app::IDLE;
use crate::tui::request::{Passphrase, Performer, Progress, Reply, Request, Step};
use crate::tui::screens::shared::tests::real::{Made, Real};
use crate::tui::testing::{Bench, Silent};

const PHRASE: &str = "trois mots secrets";

fn stick() -> (TempDir, Vec<Drive>) {
    let stick = tempfile::tempdir().unwrap();
    let folder = stick.path().to_owned();
    let drive = Drive { name: "CLE".into(), folder, free: 8_000_000_000, total: 16_000_000_000, read_only: false };
    (stick, vec![drive])
}

fn files(stick: &TempDir) -> Vec<String> {
    let names = std::fs::read_dir(stick.path()).unwrap();
    names.map(|one| one.unwrap().file_name().into_string().unwrap()).collect()
}

/// A head office with the real facts, on its synchro screen, a backup of it under way.
fn backing_up() -> (TempDir, Bench<Real>) {
    let (stick, drives) = stick();
    let mut bench = Made::sealed(PHRASE).locked_bench_with(drives, (80, 24));
    bench.type_keys(&format!("\"{PHRASE}\" Enter 7")).by_steps().type_keys("s Enter");
    assert!(bench.step(), "{}", bench.text());
    (stick, bench)
}

fn finish(bench: &mut Bench<Real>) {
    while bench.step() {}
}

#[test]
fn one_works_on_while_a_backup_is_written() {
    let (stick, mut bench) = backing_up();
    assert!(bench.text().contains("Ctrl-C arrête"), "{}", bench.text());
    bench.type_keys("3 N \"Toit à revoir\" C-s");
    assert!(bench.text().contains("√ Note enregistrée"), "{}", bench.text());
    bench.type_keys("Enter h");
    assert!(bench.text().contains("Fiche créée"), "{}", bench.text());
    bench.type_keys("Esc Esc / \"ceret\"");
    assert!(bench.text().contains("trouvés") && bench.text().contains("Céret  66 Céret"), "{}", bench.text());
    bench.type_keys("Esc 5 f \"ceret\" Enter u");
    assert!(bench.text().contains("Annulé"), "{}", bench.text());
    bench.type_keys("7");
    finish(&mut bench);
    assert!(bench.text().contains("vous pouvez retirer la clé"), "{}", bench.text());
    assert_eq!(files(&stick).len(), 1);
}

#[test]
fn ctrl_c_in_the_middle_of_a_job_leaves_no_file_and_nothing_is_counted() {
    let (stick, mut bench) = backing_up();
    let before = bench.performer.office.workspace().unwrap().desk();
    assert_eq!(files(&stick).len(), 1, "under way");
    bench.type_keys("C-c");
    finish(&mut bench);
    assert!(bench.text().contains("Rien n’a changé"), "{}", bench.text());
    assert_eq!(files(&stick), [""; 0]);
    let after = bench.performer.office.workspace().unwrap().desk();
    assert_eq!((after.backup, after.unsent), (before.backup, before.unsent));
}

#[test]
fn a_locked_screen_says_nothing_of_a_job_which_finishes_and_is_told_of_after() {
    let (stick, mut bench) = backing_up();
    bench.type_keys("L");
    let locked = bench.text();
    finish(&mut bench);
    assert_eq!(bench.text(), locked, "nothing of it shows");
    assert!(locked.contains("Carnet verrouillé") && !locked.contains("Ctrl-C"), "{locked}");
    assert_eq!(files(&stick), ["sie-2026-11-23-1.sauvegarde"], "it finished");
    bench.type_keys(&format!("\"{PHRASE}\" Enter"));
    assert!(bench.text().contains("vous pouvez retirer la clé"), "{}", bench.text());
    assert!(bench.app.cx.desk.backup.last.is_some());
}

/// A question that comes with the answer waits below the lock, not over it.
#[test]
fn what_an_import_would_bring_is_asked_once_it_is_unlocked() {
    let (stick, drives) = stick();
    let sealed = Made::sealed_after(PHRASE, |workspace| {
        let audience = Audience::Devices(vec![workspace.me()]);
        workspace.export(&audience, stick.path(), true, &mut |_| ControlFlow::Continue(())).unwrap();
    });
    let mut bench = sealed.locked_bench_with(drives, (80, 24));
    bench.type_keys(&format!("\"{PHRASE}\" Enter 7")).by_steps().type_keys("r Enter");
    assert!(bench.step(), "{}", bench.text());
    bench.wait(IDLE + Duration::from_secs(1));
    let locked = bench.text();
    assert!(locked.contains("Carnet verrouillé"), "a job is no reason not to lock: {locked}");
    finish(&mut bench);
    assert_eq!(bench.text(), locked);
    bench.type_keys(&format!("\"{PHRASE}\" Enter"));
    assert!(bench.text().contains("L’importer"), "{}", bench.text());
}

/// Nobody wants it any more.
struct Unwanted;

impl Progress for Unwanted {
    fn report(&self, _: Step) {}

    fn cancelled(&self) -> bool {
        true
    }
}

/// The views of a sealed store are gone, and there is much to make of its journal.
fn without_views() -> Real {
    let sealed = Made::sealed_after(PHRASE, |workspace| {
        for text in 0..200_u8 {
            workspace.keep_local("draft/x", Some(vec![text])).unwrap();
        }
    });
    let bench = sealed.without_views().locked_bench((80, 24));
    bench.performer
}

#[test]
fn an_opening_that_takes_long_is_told_of_and_ctrl_c_leaves_the_program() {
    let sealed = Made::sealed(PHRASE);
    let mut bench = sealed.locked_bench((80, 24));
    bench.slow().type_keys(&format!("\"{PHRASE}\" Enter"));
    bench.tell(Step::of_bytes(1_000_000, 9_000_000));
    assert!(bench.text().contains("█░░░░░░░░░ 11") && bench.text().contains("Ctrl-C arrête"), "{}", bench.text());
    bench.type_keys("C-c");
    assert_eq!(bench.cancelled.len(), 1);
    bench.reply(Reply::Cancelled);
    assert!(bench.ended);
}

#[test]
fn an_opening_that_was_stopped_lost_nothing() {
    let mut real = without_views();
    let unlock = || Request::Unlock(Passphrase::new(PHRASE.into()));
    let stopped = real.office.perform(unlock(), &Unwanted);
    assert_eq!(stopped, Reply::Cancelled);
    assert!(real.office.workspace().is_none());
    let opened = real.office.perform(unlock(), &Silent);
    assert!(matches!(opened, Reply::Unlocked { .. }), "{opened:?}");
    let kept = real.office.workspace().unwrap().local("draft/x").unwrap();
    assert_eq!(kept, Some(vec![199]));
}
