//! Disks and sticks that are full, or fail.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use maillage::cli::{Exit, exit_of};
use maillage::i18n::{Lang, Tell, Words};
use maillage::store::Disk;
use maillage::store::disk::{DiskOp, Fault, Watcher};
use maillage::sync::Audience;
use maillage::workspace::WorkspaceError;

use super::stage::{Laptop, Stage, go};
use super::table::Table;

type Rule = fn(&DiskOp<'_>) -> bool;

/// Fails the operation of a folder that a rule counts, once so many of them have passed. A full disk takes half of it.
struct Failing {
    folder: PathBuf,
    rule: Rule,
    kind: ErrorKind,
    left: AtomicUsize,
    armed: Mutex<bool>,
}

impl Failing {
    fn new(folder: PathBuf, rule: Rule, kind: ErrorKind, after: usize) -> (Arc<Self>, Disk) {
        let failing = Arc::new(Self { folder, rule, kind, left: AtomicUsize::new(after), armed: Mutex::new(false) });
        (failing.clone(), Disk::watched(failing))
    }

    fn arm(&self, armed: bool) {
        *self.armed.lock().unwrap() = armed;
    }
}

impl Watcher for Failing {
    fn before(&self, op: DiskOp<'_>) -> Result<(), Fault> {
        let path = match &op {
            DiskOp::Create(path) | DiskOp::Sync(path) | DiskOp::SyncFolder(path) | DiskOp::Remove(path) => path,
            DiskOp::Read { path, .. } | DiskOp::Write { path, .. } | DiskOp::Cut { path, .. } => path,
            DiskOp::Rename { to, .. } => to,
        };
        if !*self.armed.lock().unwrap() || !path.starts_with(&self.folder) || !(self.rule)(&op) {
            return Ok(());
        }
        let passes = |left: usize| left.checked_sub(1);
        if self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, passes).is_ok() {
            return Ok(());
        }
        let written = if let DiskOp::Write { bytes, .. } = op { bytes.len() / 2 } else { 0 };
        Err(Fault { error: self.kind.into(), written })
    }
}

const WRITES: Rule = |op| matches!(op, DiskOp::Write { .. } | DiskOp::Create(_));
const SYNCS: Rule = |op| matches!(op, DiskOp::Sync(_) | DiskOp::SyncFolder(_));

fn ends(error: &WorkspaceError, stage: &Stage) -> (Exit, String) {
    let mut said = error.told(&Words::new(Lang::En)).what;
    // Names of folders and files are the machine's and the run's.
    while let Some(at) = said.find(&*stage.dir.path().to_string_lossy()) {
        let length = said[at..].find([' ', ':', ',']).unwrap_or(said.len() - at);
        said.replace_range(at..at + length, "…");
    }
    (exit_of(error), said)
}

/// The store's disk fails during an import: what was saved is there, and the import can be done again.
pub fn store(stage: &mut Stage, table: &mut Table) {
    let cases: [(&str, Rule, ErrorKind); 2] = [
        ("the store's disk is full during an import", WRITES, ErrorKind::StorageFull),
        ("the store's disk fails to sync during an import", SYNCS, ErrorKind::Other),
    ];
    for (number, (what, rule, kind)) in cases.into_iter().enumerate() {
        let mut told = None;
        for after in 0.. {
            let folder = stage.dir.path().join(format!("disk-{number}-{after}"));
            let (failing, disk) = Failing::new(folder.clone(), rule, kind, after);
            let seed = stage.fresh_seed();
            let mut head = stage.head.copy(&folder, disk, seed);
            let shown = head.workspace.desk();
            failing.arm(true);
            let done = head.import(&stage.small);
            failing.arm(false);
            let Err(error) = done else { break };
            let ended = ends(&error, stage);
            assert!(told.as_ref().is_none_or(|earlier| *earlier == ended), "{told:?} {ended:?}");
            told = Some(ended);
            assert!(same_records(&shown, &head.workspace.desk()), "{what}, {after}");
            again(head, stage, &shown);
            fs::remove_dir_all(&folder).unwrap();
        }
        let (exit, said) = told.expect("at least one write");
        let store =
            "shows what it showed, and the import can be done again; opened again, all of it is there or nothing";
        table.row(what, if number == 0 { "each write" } else { "each sync" }, exit, &said, store);
    }
}

fn same_records(before: &maillage::workspace::Desk, after: &maillage::workspace::Desk) -> bool {
    let ids = |desk: &maillage::workspace::Desk| {
        let kinds = maillage::model::Kind::ALL.iter();
        kinds.flat_map(|kind| desk.cards(*kind).cloned().collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    ids(before) == ids(after)
}

/// The same store goes on, and so does one that was switched off at once: what could not be synced may all the same be
/// there then, whole or not at all.
fn again(mut head: Laptop, stage: &mut Stage, shown: &maillage::workspace::Desk) {
    let folder = head.folder.with_extension("off");
    let seed = stage.fresh_seed();
    let mut off = head.copy(&folder, Disk::unsynced(), seed);
    let as_before = same_records(shown, &off.workspace.desk());
    let missing = off.import(&stage.small).unwrap().summary.unwrap().new_ops();
    assert_eq!(missing, if as_before { 4 } else { 0 });
    assert_eq!(head.import(&stage.small).unwrap().summary.unwrap().new_ops(), 4);
    for laptop in [off, head] {
        assert!(laptop.workspace.check(|_, _| {}).unwrap().is_whole());
    }
    fs::remove_dir_all(&folder).unwrap();
}

/// An import so large that it gets files of the journal of its own: until the first is named nothing of it counts, and
/// what is left of it beside the others goes at the next start.
pub fn store_of_many(stage: &mut Stage, table: &mut Table) {
    let cases: [(&str, &str, Rule, ErrorKind); 2] = [
        ("the store's disk is full during an import of more than 2,000 edits", "each write", WRITES, FULL),
        (
            "the store's disk fails to sync during an import of more than 2,000 edits",
            "each sync",
            SYNCS,
            ErrorKind::Other,
        ),
    ];
    let (many, ops) = bundle_of_many(stage);
    for (number, (what, tried, rule, kind)) in cases.into_iter().enumerate() {
        let mut told = None;
        for after in 0.. {
            let folder = stage.dir.path().join(format!("many-{number}-{after}"));
            let (failing, disk) = Failing::new(folder.clone(), rule, kind, after);
            let seed = stage.fresh_seed();
            let mut head = stage.head.copy(&folder, disk, seed);
            let before = head.bytes();
            failing.arm(true);
            let done = head.import(&many);
            failing.arm(false);
            let Err(error) = done else {
                assert_eq!(done.unwrap().summary.unwrap().new_ops(), ops);
                assert!(after > 1, "{what}: {after} operations");
                break;
            };
            let ended = ends(&error, stage);
            assert!(told.as_ref().is_none_or(|earlier| *earlier == ended), "{told:?} {ended:?}");
            told = Some(ended);
            assert!(counting(head.bytes()) == before, "{what}, {after}: the store changed");
            writes_again(head, stage);
            fs::remove_dir_all(&folder).unwrap();
        }
        let (exit, said) = told.expect("at least one");
        let store = "as before, byte for byte, but for a `.part` file that goes at the next start; what is written next is saved";
        table.row(what, tried, exit, &said, store);
    }
}

const FULL: ErrorKind = ErrorKind::StorageFull;

/// From a copy of the coordinator's laptop, which has written more than a frame holds; and how many edits are in it.
fn bundle_of_many(stage: &mut Stage) -> (Vec<u8>, u64) {
    let seed = stage.fresh_seed();
    let mut field = stage.field.copy(&stage.dir.path().join("many"), Disk::unsynced(), seed);
    field.notes(1_900);
    let many = field.export(&Audience::Stewards, true);
    let seed = stage.fresh_seed();
    let mut head = stage.head.copy(&stage.dir.path().join("many-taken"), Disk::unsynced(), seed);
    let ops = head.import(&many).unwrap().summary.unwrap().new_ops();
    assert!(ops > 2_000, "{ops}");
    (many, ops)
}

fn counting(mut bytes: Vec<(PathBuf, Vec<u8>)>) -> Vec<(PathBuf, Vec<u8>)> {
    bytes.retain(|(path, _)| !path.to_string_lossy().ends_with(".part"));
    bytes
}

/// What is written next is there when the laptop is switched off at once, and nothing is left of what failed.
fn writes_again(mut head: Laptop, stage: &mut Stage) {
    head.note(40, 1);
    let folder = head.folder.with_extension("off");
    let seed = stage.fresh_seed();
    let off = head.copy(&folder, Disk::unsynced(), seed);
    assert!(same_records(&head.workspace.desk(), &off.workspace.desk()));
    assert!(off.workspace.check(|_, _| {}).unwrap().is_whole());
    let left = off.bytes();
    assert!(counting(left.clone()) == left, "a .part file stays");
    fs::remove_dir_all(&folder).unwrap();
}

/// The stick fails during an export: there is no half file on it, and nothing counts as sent.
pub fn stick(stage: &mut Stage, table: &mut Table) {
    let renames: Rule = |op| matches!(op, DiskOp::Rename { .. });
    let cases: [(&str, &str, Rule, ErrorKind); 4] = [
        ("the stick is full during an export", "each write", WRITES, ErrorKind::StorageFull),
        ("the stick is read-only", "once", WRITES, ErrorKind::ReadOnlyFilesystem),
        ("the stick fails to sync", "each sync", SYNCS, ErrorKind::Other),
        ("the stick fails to rename", "once", renames, ErrorKind::Other),
    ];
    for (number, (what, tried, rule, kind)) in cases.into_iter().enumerate() {
        let stick = stage.dir.path().join(format!("stick-{number}"));
        fs::create_dir(&stick).unwrap();
        let mut told = None;
        for after in 0.. {
            let (failing, disk) = Failing::new(stick.clone(), rule, kind, after);
            let folder = stage.dir.path().join(format!("writer-{number}-{after}"));
            let seed = stage.fresh_seed();
            let mut field = stage.field.copy(&folder, disk, seed);
            let before = field.bytes();
            failing.arm(true);
            let done = field.workspace.export(&Audience::Stewards, &stick, true, &mut go);
            failing.arm(false);
            let Err(error) = done else { break };
            let ended = ends(&error, stage);
            assert!(told.as_ref().is_none_or(|earlier| *earlier == ended), "{told:?} {ended:?}");
            told = Some(ended);
            assert!(field.bytes() == before, "{what}, {after}: the store changed");
            let left = Disk::real().list(&stick).unwrap();
            // After the rename the file is whole: only that it would survive a power cut is not sure.
            assert!(left.iter().all(|name| name.ends_with(".maillage")), "{what}, {after}: {left:?}");
            fs::remove_dir_all(&stick).unwrap();
            fs::create_dir(&stick).unwrap();
        }
        let (exit, said) = told.expect("at least one");
        table.row(what, tried, exit, &said, AS_BEFORE_NO_FILE);
    }
}

const AS_BEFORE_NO_FILE: &str = "as before, byte for byte; no half file on the stick";
