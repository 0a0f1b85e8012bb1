//! What is saved, decided or stopped while a file is written or read.

use super::report::{bytes_of, views_of};
use super::*;
use crate::model::RevokeReason;
use crate::sync::{ExportError, ImportError, Progress, Refused};

fn go(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// A head office, and a coordinator with a visit that it does not have yet.
fn two() -> (Laptop, Laptop, RecordId, RecordId) {
    let mut siege = Laptop::founder();
    let mut marie = Laptop::waiting("Exemple Un", "EXA", 2);
    let centre = siege.centre();
    let marie_id = siege.admits(&marie);
    siege.hands_to(&Audience::Devices(vec![marie_id]), &mut marie);
    let visit = marie.visit(centre, "2026-11-20T10:15");
    (siege, marie, centre, visit)
}

/// What goes on by steps.
trait Steps {
    type Done;
    fn go_on(&mut self, on: &mut Laptop, told: OnProgress<'_>) -> Result<Option<Self::Done>, WorkspaceError>;

    /// Up to a first step.
    fn one_step(&mut self, on: &mut Laptop) {
        let mut told = false;
        while !told {
            let once = self.go_on(on, &mut |at| {
                told |= at.done > 0;
                ControlFlow::Continue(())
            });
            assert!(once.unwrap().is_none(), "it takes more than one step");
        }
    }

    fn finish(&mut self, on: &mut Laptop) -> Self::Done {
        loop {
            if let Some(done) = self.go_on(on, &mut go).unwrap() {
                return done;
            }
        }
    }

    /// Stopped at a step: what it said then. Nothing if it has not so many.
    fn stopped_at(&mut self, step: usize, on: &mut Laptop) -> Option<WorkspaceError> {
        let mut seen = 0;
        let mut last = 0;
        loop {
            let once = self.go_on(on, &mut |at| {
                seen += usize::from(at.done != last);
                last = at.done;
                if seen < step { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
            match once {
                Ok(None) => {}
                Ok(Some(_)) => return None,
                Err(error) => return Some(error),
            }
        }
    }
}

impl Steps for Exporting {
    type Done = Exported;
    fn go_on(&mut self, on: &mut Laptop, told: OnProgress<'_>) -> Result<Option<Exported>, WorkspaceError> {
        Self::go_on(self, &mut on.workspace, told)
    }
}

impl Steps for BackingUp {
    type Done = SavedBackup;
    fn go_on(&mut self, on: &mut Laptop, told: OnProgress<'_>) -> Result<Option<SavedBackup>, WorkspaceError> {
        Self::go_on(self, &mut on.workspace, told)
    }
}

impl Steps for Importing {
    type Done = Imported;
    fn go_on(&mut self, on: &mut Laptop, told: OnProgress<'_>) -> Result<Option<Imported>, WorkspaceError> {
        Self::go_on(self, &mut on.workspace, &mut |_| true, told)
    }
}

impl Laptop {
    fn begins_export(&mut self, audience: &Audience, to: &Path, full: bool) -> Exporting {
        self.workspace.begin_export(audience, to, full).unwrap()
    }

    fn is_sound(&self) {
        assert_eq!(self.workspace.check(|_, _| {}).unwrap().findings, []);
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|one| one.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn what_is_saved_while_a_bundle_is_written_goes_out_with_the_next_one_and_is_counted_so() {
    let (mut siege, mut marie, centre, visit) = two();
    let stick = tempfile::tempdir().unwrap();
    let mut job = marie.begins_export(&Audience::Stewards, stick.path(), false);
    job.one_step(&mut marie);
    let later = marie.visit(centre, "2026-11-21T10:15");
    assert_eq!(marie.visits(), [later, visit], "it is there at once");
    let first = job.finish(&mut marie);
    assert_eq!(siege.takes(&first.path), 1);
    assert_eq!(siege.visits(), [visit], "nothing of what came after, not half of it");

    siege.hands_to(&Audience::Team, &mut marie);
    assert_eq!(marie.workspace.desk().unsent.edits, 1, "the head office has said what it has");
    assert_eq!(marie.hands_to(&Audience::Stewards, &mut siege), 1);
    assert_eq!(siege.visits(), [later, visit]);
    marie.is_sound();
    siege.is_sound();
}

#[test]
fn what_is_saved_while_a_backup_is_written_is_not_in_it() {
    let (_, mut marie, centre, visit) = two();
    let stick = tempfile::tempdir().unwrap();
    let mut job = marie.workspace.begin_backup(stick.path()).unwrap();
    job.one_step(&mut marie);
    marie.visit(centre, "2026-11-21T10:15");
    let saved = job.finish(&mut marie);
    let (again, _) = super::backup::restored(&saved.path, 7);
    assert_eq!(again.visits(), [visit]);
    again.is_sound();
    let mine = |laptop: &Laptop| laptop.workspace.store.views().backups().next().unwrap().0.clone();
    let visits = |laptop: &Laptop, seq| mine(laptop).frontier.iter().filter(|seen| seen.seq == seq).count();
    assert!(visits(&marie, 1) > 0, "its receipt says what it holds, and no more");
}

#[test]
fn an_erasure_that_comes_while_a_bundle_is_written_has_it_begun_anew_without_the_content() {
    let (mut siege, mut marie, _, visit) = two();
    marie.hands_to(&Audience::Stewards, &mut siege);
    let mut paul = Laptop::waiting("Exemple Deux", "EXB", 3);
    let card = paul.workspace.card().unwrap();
    let paul_id = siege.workspace.admit(&card, DeviceRole::Steward, &BTreeSet::new()).unwrap();
    let stick = tempfile::tempdir().unwrap();
    let mut job = siege.begins_export(&Audience::Devices(vec![paul_id]), stick.path(), true);
    job.one_step(&mut siege);
    let what = siege.workspace.erasable(&ToErase::Records(vec![visit])).unwrap();
    assert!(siege.workspace.erase(&what, None, &mut go).unwrap().purged);
    let done = job.finish(&mut siege);
    assert_eq!(names(stick.path()), [done.path.file_name().unwrap().to_str().unwrap()], "one file");
    paul.takes(&done.path);
    assert_eq!(paul.visits(), []);
    let history = paul.workspace.history(Kind::Visit, &visit).unwrap();
    assert!(history.len() == 1 && history[0].erased, "the erasure is in it, the content is not");
    siege.is_sound();
    paul.is_sound();
}

#[test]
fn who_is_revoked_while_a_bundle_is_written_cannot_open_it() {
    let (mut siege, mut marie, ..) = two();
    let paul = Laptop::waiting("Exemple Deux", "EXB", 3);
    let paul_id = siege.admits(&paul);
    let stick = tempfile::tempdir().unwrap();
    let mut job = siege.begins_export(&Audience::Team, stick.path(), false);
    job.one_step(&mut siege);
    siege.workspace.revoke(marie.workspace.me(), RevokeReason::Stolen).unwrap();
    let done = job.finish(&mut siege);
    assert_eq!(done.recipients, [paul_id]);
    let refused = marie.workspace.import(&done.path, false, &mut |_| true, &mut go).map(drop);
    assert!(matches!(refused, Err(WorkspaceError::Import(ImportError::Refused(Refused::NotForUs)))), "{refused:?}");
}

#[test]
fn keys_that_change_while_a_bundle_is_written_sign_it() {
    let (mut siege, mut marie, _, visit) = two();
    let stick = tempfile::tempdir().unwrap();
    let mut job = marie.begins_export(&Audience::Stewards, stick.path(), false);
    job.one_step(&mut marie);
    let heir = marie.workspace.rekey().unwrap();
    let done = job.finish(&mut marie);
    let taken = siege.workspace.import(&done.path, false, &mut |_| true, &mut go).unwrap();
    assert_eq!(taken.sender, Some(heir));
    assert_eq!(siege.visits(), [visit]);
    assert!(marie.workspace.store.views().receipts().any(|receipt| receipt.device == heir));
    marie.is_sound();
    siege.is_sound();
}

#[test]
fn what_is_stopped_at_any_step_leaves_no_file_and_counts_nothing() {
    let (_, mut marie, ..) = two();
    let stick = tempfile::tempdir().unwrap();
    let stood = (bytes_of(marie.folder.path()), views_of(&marie), marie.workspace.ledger().unwrap());
    let mut steps = 0;
    for step in 1.. {
        let folder = tempfile::tempdir().unwrap();
        let mut export = marie.begins_export(&Audience::Stewards, folder.path(), true);
        let Some(stopped) = export.stopped_at(step, &mut marie) else { break };
        assert!(matches!(stopped, WorkspaceError::Export(ExportError::Stopped)), "{stopped}");
        let mut backup = marie.workspace.begin_backup(folder.path()).unwrap();
        let stopped = backup.stopped_at(step, &mut marie).unwrap();
        assert!(matches!(stopped, WorkspaceError::Export(ExportError::Stopped)), "{stopped}");
        assert_eq!(names(folder.path()), [""; 0], "step {step}");
        assert!(stood == (bytes_of(marie.folder.path()), views_of(&marie), marie.workspace.ledger().unwrap()));
        steps = step;
    }
    assert!(steps > 1, "{steps}");
    // Left alone in the middle, as when the program ends.
    let mut export = marie.begins_export(&Audience::Stewards, stick.path(), true);
    export.one_step(&mut marie);
    assert_eq!(names(stick.path()).len(), 1, "under a name of its own");
    drop(export);
    assert_eq!(names(stick.path()), [""; 0]);
}

#[test]
fn an_import_that_is_stopped_or_left_has_taken_nothing() {
    let (mut siege, mut marie, ..) = two();
    let stick = tempfile::tempdir().unwrap();
    let done = marie.workspace.export(&Audience::Stewards, stick.path(), true, &mut go).unwrap();
    let stood = (bytes_of(siege.folder.path()), views_of(&siege), siege.workspace.ledger().unwrap());
    let mut steps = 0;
    for step in 1.. {
        let mut job = siege.workspace.begin_import(&done.path, step % 2 == 0).unwrap();
        if step == 1 {
            job.one_step(&mut siege);
            drop(job);
            continue;
        }
        let Some(stopped) = job.stopped_at(step - 1, &mut siege) else { break };
        steps = step - 1;
        assert!(matches!(stopped, WorkspaceError::Import(ImportError::Stopped)), "{stopped}");
        assert!(stood == (bytes_of(siege.folder.path()), views_of(&siege), siege.workspace.ledger().unwrap()));
    }
    assert!(steps > 1, "{steps}");
}

#[test]
fn looking_for_duplicates_writes_nothing_however_it_ends() {
    let (_, mut marie, centre, _) = two();
    for day in 1..=9 {
        marie.visit(centre, &format!("2026-11-0{day}T10:15"));
    }
    let stood = (bytes_of(marie.folder.path()), views_of(&marie));
    for stop in [true, false] {
        marie.workspace.twins_slice(None, 2_000, &|| stop).unwrap();
        assert!(stood == (bytes_of(marie.folder.path()), views_of(&marie)));
    }
}

#[test]
fn what_is_saved_while_a_bundle_is_verified_is_there_beside_it() {
    let (mut siege, mut marie, centre, visit) = two();
    let stick = tempfile::tempdir().unwrap();
    let done = marie.workspace.export(&Audience::Stewards, stick.path(), true, &mut go).unwrap();
    let mut job = siege.workspace.begin_import(&done.path, false).unwrap();
    job.one_step(&mut siege);
    let own = siege.visit(centre, "2026-11-21T10:15");
    assert_eq!(siege.visits(), [own], "and nothing of the bundle yet");
    let taken = job.finish(&mut siege);
    assert_eq!(taken.summary.unwrap().new_ops(), 1);
    assert_eq!(siege.visits(), [own, visit]);
    siege.is_sound();
}

#[test]
fn who_is_revoked_while_its_bundle_is_verified_is_held() {
    let (mut siege, mut marie, ..) = two();
    let stick = tempfile::tempdir().unwrap();
    let done = marie.workspace.export(&Audience::Stewards, stick.path(), true, &mut go).unwrap();
    let mut job = siege.workspace.begin_import(&done.path, false).unwrap();
    job.one_step(&mut siege);
    siege.workspace.revoke(marie.workspace.me(), RevokeReason::Stolen).unwrap();
    let summary = job.finish(&mut siege).summary.unwrap();
    assert_eq!((summary.new_ops(), summary.held_ops()), (1, 1));
    assert_eq!(siege.visits(), []);
    siege.is_sound();
}

/// A laptop that was put back writes while what it once did comes back to it: two branches, both kept, and it is said.
#[test]
fn own_edits_that_come_back_while_one_writes_are_told_from_what_is_written() {
    let (mut siege, mut marie, centre, visit) = two();
    marie.hands_to(&Audience::Stewards, &mut siege);
    let stick = tempfile::tempdir().unwrap();
    marie.workspace.close().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    super::ledger::copy_folder(marie.folder.path(), elsewhere.path());
    let after = marie.visit(centre, "2026-11-21T10:15");
    marie.hands_to(&Audience::Stewards, &mut siege);
    let done =
        siege.workspace.export(&Audience::Devices(vec![marie.workspace.me()]), stick.path(), true, &mut go).unwrap();
    let opening = Opening { random: Random::seeded(9), ..Opening::new(None) };
    let (workspace, _) = Workspace::open(elsewhere.path(), opening, clock()).unwrap();
    let mut back = Laptop { folder: elsewhere, workspace };
    let mut job = back.workspace.begin_import(&done.path, false).unwrap();
    job.one_step(&mut back);
    let own = back.visit(centre, "2026-11-22T10:15");
    let taken = job.finish(&mut back);
    assert!(taken.own_came_back && taken.life.is_some());
    assert_eq!(taken.summary.unwrap().cloned(), [back.workspace.me()].into(), "seen as the branch that it is");
    assert_eq!(back.visits(), [own, after, visit]);
    back.is_sound();
}
