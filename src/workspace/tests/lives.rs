//! Copied, restored, rolled back: both histories are kept and merged, nothing is doubled, and it is said and stays said.

use super::backup::{everything, go_on};
use super::*;
use crate::log::Channel;
use crate::model::Value;

const HOUR: i64 = 3_600_000;

/// A clock that begins so many milliseconds after that of the others.
fn later(by: i64) -> Clock {
    let clock = clock();
    Arc::new(move || clock() + by)
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

impl Laptop {
    /// The folder as it is, elsewhere.
    fn copied(&mut self) -> TempDir {
        self.workspace.close().unwrap();
        let folder = tempfile::tempdir().unwrap();
        copy(self.folder.path(), folder.path());
        folder
    }

    fn at(folder: TempDir, seed: u64, by: i64) -> (Self, Vec<Notice>) {
        let opening = Opening { random: Random::seeded(seed), ..Opening::new(None) };
        let (workspace, notices) = Workspace::open(folder.path(), opening, later(by)).unwrap();
        (Self { folder, workspace }, notices)
    }

    fn why(&self) -> Vec<LifeWhy> {
        self.workspace.desk().lives.iter().map(|life| life.why).collect()
    }

    fn life(&self) -> u64 {
        self.workspace.store.incarnation()
    }

    fn names(&mut self, centre: RecordId, text: &str) {
        let tag = Kind::Centre.field("premises").unwrap().tag;
        let edit = Edit::new("x").set(centre, Kind::Centre, vec![(tag, Some(Value::Text(text.into())))]);
        self.workspace.commit(edit).unwrap();
    }

    fn is_whole(&self) {
        assert_eq!(self.workspace.check(|_, _| {}).unwrap().findings, []);
    }

    /// Every op held of this laptop's own, by channel.
    fn own_ops(&self) -> u64 {
        let me = self.workspace.me();
        let own = self.workspace.store.views().feeds().iter().filter(|feed| feed.id.device == me);
        own.filter(|feed| feed.id.channel != Channel::Team)
            .map(|feed| feed.tips.iter().map(|tip| tip.seq).sum::<u64>())
            .sum()
    }
}

/// A head office and a coordinator with one visit, which both know of each other.
fn two() -> (Laptop, Laptop, RecordId) {
    let mut siege = Laptop::founder();
    let mut marie = Laptop::waiting("Exemple Un", "EXA", 2);
    let centre = siege.centre();
    let marie_id = siege.admits(&marie);
    siege.hands_to(&Audience::Devices(vec![marie_id]), &mut marie);
    marie.visit(centre, "2026-11-19T10:15");
    exchange(&mut marie, &mut siege);
    (siege, marie, centre)
}

/// A bundle each way.
fn exchange(marie: &mut Laptop, siege: &mut Laptop) {
    let id = marie.workspace.me();
    marie.hands_to(&Audience::Stewards, siege);
    siege.hands_to(&Audience::Devices(vec![id]), marie);
}

#[test]
fn two_copies_of_one_laptop_keep_all_that_both_did_and_each_begins_a_life_of_its_own() {
    let (mut siege, mut marie, centre) = two();
    let former = marie.life();
    let (mut twin, _) = Laptop::at(marie.copied(), 7, HOUR);
    marie.visit(centre, "2026-11-20T10:15");
    marie.names(centre, "École");
    twin.visit(centre, "2026-11-21T10:15");
    twin.visit(centre, "2026-11-22T10:15");
    twin.names(centre, "Mairie");
    assert_eq!(marie.workspace.next_patient().unwrap(), "EXA-0003");

    exchange(&mut marie, &mut siege);
    assert_eq!(marie.why(), [], "nothing tells of the other yet");
    exchange(&mut twin, &mut siege);
    assert_eq!(twin.why(), [LifeWhy::Copied]);
    exchange(&mut marie, &mut siege);
    assert_eq!(marie.why(), [LifeWhy::Copied]);
    let lives = [former, marie.life(), twin.life()];
    assert!(lives[0] != lives[1] && lives[1] != lives[2] && lives[0] != lives[2], "{lives:?}");
    assert_ne!(marie.workspace.next_patient().unwrap(), twin.workspace.next_patient().unwrap());

    // They go on, each in its own life; the divergence is settled by one of them.
    marie.visit(centre, "2026-11-17T10:15");
    twin.visit(centre, "2026-11-18T10:15");
    let found = siege.workspace.all_divergences().unwrap();
    assert_eq!(found.len(), 1, "both names, and nothing else");
    for _ in 0..3 {
        exchange(&mut marie, &mut siege);
        exchange(&mut twin, &mut siege);
    }
    // The team knows one word of a device: the twin's clock being an hour ahead, Marie's counts once she knows of that.
    exchange(&mut marie, &mut siege);
    exchange(&mut marie, &mut siege);
    let all = everything(&siege.workspace);
    assert_eq!(all.values().filter(|(record, ..)| record.kind() == Kind::Visit).count(), 6);
    for laptop in [&marie, &twin] {
        assert_eq!(everything(&laptop.workspace), all);
        laptop.is_whole();
        assert_eq!(laptop.why(), [LifeWhy::Copied], "said once, and kept");
    }
    siege.is_whole();
    // It is said after the next start too.
    let (marie, _) = Laptop::at(marie.copied(), 8, 2 * HOUR);
    assert_eq!(marie.why(), [LifeWhy::Copied]);
    assert_eq!(marie.life(), lives[1]);
}

#[test]
fn a_folder_put_back_to_an_earlier_state_learns_of_it_from_the_team() {
    for edits_before_it_learns in [0, 2] {
        let (mut siege, mut marie, centre) = two();
        let old = marie.copied();
        let former = marie.life();
        marie.visit(centre, "2026-11-20T10:15");
        marie.visit(centre, "2026-11-21T10:15");
        exchange(&mut marie, &mut siege);
        exchange(&mut marie, &mut siege);
        let before = everything(&marie.workspace).len();
        drop(marie);
        let (mut marie, notices) = Laptop::at(old, 7, HOUR);
        assert!(notices.is_empty(), "it looks whole to itself");
        for day in 0..edits_before_it_learns {
            marie.visit(centre, &format!("2026-11-1{day}T10:15"));
        }
        // The head office takes it to hold what it once held, and its word for older than that: the word of before tells.
        exchange(&mut marie, &mut siege);
        assert_eq!(marie.why(), [if edits_before_it_learns == 0 { LifeWhy::Returned } else { LifeWhy::Copied }]);
        assert_ne!(marie.life(), former);
        exchange(&mut marie, &mut siege);
        exchange(&mut marie, &mut siege);
        let all = everything(&siege.workspace);
        assert_eq!(all.len(), before + edits_before_it_learns);
        assert_eq!(everything(&marie.workspace), all, "all is back, nothing doubled");
        assert_eq!(marie.why().len(), 1);
        marie.is_whole();
        siege.is_whole();
        assert!(marie.workspace.next_patient().unwrap().as_str() > "EXA-0999");
        assert!(
            marie.workspace.undo().unwrap().is_none() || edits_before_it_learns > 0,
            "what came back is not undone"
        );
    }
}

#[test]
fn a_bundle_of_which_nothing_joins_still_tells_of_a_folder_put_back() {
    let (mut siege, mut marie, centre) = two();
    let (old, former, me) = (marie.copied(), marie.life(), marie.workspace.me());
    marie.visit(centre, "2026-11-20T10:15");
    siege.names(centre, "Un");
    exchange(&mut marie, &mut siege);
    exchange(&mut marie, &mut siege);
    drop(marie);
    siege.names(centre, "Deux");
    let (mut marie, _) = Laptop::at(old, 7, HOUR);
    let stick = tempfile::tempdir().unwrap();
    let made = siege.workspace.export(&Audience::Devices(vec![me]), stick.path(), false, &mut go_on).unwrap();
    let refused = marie.workspace.import(&made.path, false, &mut |_| true, &mut go_on);
    let only_gaps = |told: &crate::sync::ImportError| {
        matches!(told, crate::sync::ImportError::Refused(crate::sync::Refused::OnlyGaps(_)))
    };
    assert!(matches!(&refused, Err(WorkspaceError::Import(told)) if only_gaps(told)), "{refused:?}");
    assert_eq!(marie.why(), [LifeWhy::Returned]);
    assert_ne!(marie.life(), former);
    assert!(marie.workspace.next_patient().unwrap().as_str() > "EXA-0999", "no pseudonym is given twice");
    exchange(&mut marie, &mut siege);
    exchange(&mut marie, &mut siege);
    assert_eq!(everything(&marie.workspace), everything(&siege.workspace));
    marie.is_whole();
}

#[test]
fn a_journal_shorter_than_what_was_applied_begins_another_life() {
    let (mut siege, mut marie, centre) = two();
    let old = marie.copied();
    let former = marie.life();
    marie.visit(centre, "2026-11-20T10:15");
    exchange(&mut marie, &mut siege);
    exchange(&mut marie, &mut siege);
    let all = everything(&siege.workspace);
    marie.workspace.close().unwrap();
    let Laptop { folder, workspace } = marie;
    drop(workspace);
    std::fs::remove_dir_all(folder.path().join("journal")).unwrap();
    copy(&old.path().join("journal"), &folder.path().join("journal"));
    let (mut marie, notices) = Laptop::at(folder, 7, HOUR);
    assert!(notices.iter().any(|notice| matches!(notice, Notice::RolledBack)), "{notices:?}");
    assert_eq!(marie.why(), [LifeWhy::RolledBack]);
    assert_ne!(marie.life(), former);
    assert_eq!(marie.visits().len(), 1);
    exchange(&mut marie, &mut siege);
    assert_eq!(everything(&marie.workspace), all);
    assert_eq!(marie.why(), [LifeWhy::RolledBack], "its own edits coming back are no news then");
    marie.is_whole();
}

#[test]
fn a_journal_of_another_branch_is_not_the_one_that_was_applied() {
    let (mut siege, mut marie, centre) = two();
    let former = marie.life();
    let (mut branch, _) = Laptop::at(marie.copied(), 9, HOUR);
    for minute in 10..18 {
        branch.visit(centre, &format!("2026-11-19T09:{minute}"));
    }
    let theirs = branch.visits().len();
    branch.workspace.close().unwrap();
    marie.visit(centre, "2026-11-20T10:15");
    marie.workspace.close().unwrap();
    let Laptop { folder, workspace } = marie;
    drop(workspace);
    std::fs::remove_dir_all(folder.path().join("journal")).unwrap();
    copy(&branch.folder.path().join("journal"), &folder.path().join("journal"));
    let (mut marie, notices) = Laptop::at(folder, 7, HOUR);
    assert!(notices.iter().any(|notice| matches!(notice, Notice::RolledBack)), "{notices:?}");
    assert_ne!(marie.life(), former);
    assert_eq!(marie.visits().len(), theirs, "what the journal holds, and nothing else");
    exchange(&mut marie, &mut siege);
    assert_eq!(everything(&marie.workspace), everything(&siege.workspace));
    marie.is_whole();
}

#[test]
fn a_restored_laptop_and_the_one_that_it_was_made_from_learn_of_each_other() {
    let (mut siege, mut marie, centre) = two();
    let stick = tempfile::tempdir().unwrap();
    let file = marie.workspace.backup(stick.path(), &mut go_on).unwrap().path;
    let (mut again, _) = super::backup::restored(&file, 9);
    assert_eq!(again.workspace.desk().lives.len(), 1);
    again.visit(centre, "2026-11-21T10:15");
    exchange(&mut again, &mut siege);
    assert_eq!(again.workspace.desk().lives.last().unwrap().why, LifeWhy::Restored);
    // The former one works on, after all.
    let (mut marie, _) = Laptop::at(marie.copied(), 8, 3 * HOUR);
    let former = marie.life();
    marie.visit(centre, "2026-11-22T10:15");
    exchange(&mut marie, &mut siege);
    assert_eq!(marie.why(), [LifeWhy::Copied]);
    assert_ne!(marie.life(), former);
    exchange(&mut again, &mut siege);
    exchange(&mut again, &mut siege);
    assert_eq!(again.workspace.desk().lives.last().unwrap().why, LifeWhy::Copied);
    exchange(&mut marie, &mut siege);
    assert_eq!(everything(&marie.workspace), everything(&siege.workspace));
    assert_eq!(everything(&again.workspace), everything(&siege.workspace));
    assert_eq!(marie.own_ops(), again.own_ops());
}

#[test]
fn a_pseudonym_of_mine_that_comes_from_elsewhere_is_not_given_again() {
    let (mut siege, mut marie, _) = two();
    let visit = marie.visits()[0];
    let tag = Kind::Visit.field("patient").unwrap().tag;
    let edit = Edit::new("x").set(visit, Kind::Visit, vec![(tag, Some(Value::Text("EXA-0777".into())))]);
    siege.workspace.commit(edit).unwrap();
    exchange(&mut marie, &mut siege);
    assert_eq!(marie.workspace.next_patient().unwrap(), "EXA-0778");
    let marie = marie.reopened();
    assert_eq!(marie.workspace.next_patient().unwrap(), "EXA-0778", "kept in the journal");
}
