//! The door, over real stores in temporary folders.

mod backup;
mod clear;
mod clocks;
mod deeds;
mod erasure;
mod holes;
mod jobs;
mod ledger;
mod lives;
mod merging;
mod report;
mod search;
mod twins;
mod versions;

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicI64, Ordering};

use tempfile::TempDir;

use super::*;
use crate::model::{
    Centre, CentreStatus, DeviceRole, Exchange, ExchangeKind, LocalTime, LongText, Member, MemberKind, MemberStatus,
    OfKind, Reason, Ref, RequestedBy, Visit, VisitRole, VisitStatus,
};
use crate::store::vault::KdfCost;
use crate::store::views::Edge;
use crate::store::{Opening, Random};
use crate::sync::Audience;

/// Monday 23 November 2026, 10:00 in Paris; each look at the clock is a second later.
fn clock() -> Clock {
    let at = AtomicI64::new(1_795_424_400_000);
    Arc::new(move || at.fetch_add(1_000, Ordering::Relaxed))
}

pub(super) struct Laptop {
    folder: TempDir,
    pub workspace: Workspace,
}

fn founding(holder: &str, code: &str, seed: u64) -> Founding {
    let opening = Opening { random: Random::seeded(seed), ..Opening::new(None) };
    Founding { holder: holder.into(), sector: vec![], code: code.into(), demo: false, opening, cost: KdfCost::CHEAP }
}

impl Laptop {
    pub fn founder() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (workspace, _) = Workspace::found(folder.path(), founding("Siège", "SIE", 1), false, clock()).unwrap();
        Self { folder, workspace }
    }

    pub fn waiting(holder: &str, code: &str, seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::wait_to_join(folder.path(), founding(holder, code, seed), clock()).unwrap();
        Self { folder, workspace }
    }

    pub fn reopened(self) -> Self {
        self.reopened_at("")
    }

    /// The same for a store that stands in a folder within that of the test.
    fn reopened_at(self, place: &str) -> Self {
        let Self { folder, workspace } = self;
        drop(workspace);
        let (workspace, notices) = Workspace::open(&folder.path().join(place), Opening::new(None), clock()).unwrap();
        assert!(notices.is_empty(), "{notices:?}");
        Self { folder, workspace }
    }

    pub fn admits(&mut self, other: &Self) -> DeviceId {
        self.workspace.admit(&other.workspace.card().unwrap(), DeviceRole::Field, &BTreeSet::new()).unwrap()
    }

    /// Carries a bundle to another laptop: the ops that were new there.
    pub fn hands_to(&mut self, audience: &Audience, other: &mut Self) -> u64 {
        let stick = tempfile::tempdir().unwrap();
        let done = self.workspace.export(audience, stick.path(), false, &mut |_| ControlFlow::Continue(())).unwrap();
        other.takes(&done.path)
    }

    pub fn takes(&mut self, file: &Path) -> u64 {
        let taken = self.workspace.import(file, false, &mut |_| true, &mut |_| ControlFlow::Continue(())).unwrap();
        taken.summary.unwrap().new_ops()
    }

    pub fn centre(&mut self) -> RecordId {
        let (member, centre) = (RecordId::fixture("member", "x"), RecordId::fixture("centre", "x"));
        let edit = Edit::new("done-saved")
            .create(
                member,
                Member {
                    name: Some("Céret".into()),
                    kind: Some(MemberKind::Commune),
                    status: Some(MemberStatus::Member),
                    commune: Some("66049".parse().unwrap()),
                    ..Member::default()
                },
            )
            .create(
                centre,
                Centre {
                    name: Some("Centre de santé de Ma Région — Céret".into()),
                    commune: Some("66049".parse().unwrap()),
                    host: Some(Ref::new(member)),
                    status: Some(CentreStatus::Open),
                    opened: Some("2024-11-04".parse().unwrap()),
                    opened_despite: Some("Ouvert avant le carnet".into()),
                    ..Centre::default()
                },
            );
        self.workspace.commit(edit).unwrap();
        centre
    }

    pub fn visit(&mut self, centre: RecordId, start: &str) -> RecordId {
        let id = self.workspace.new_id().unwrap();
        let visit = Visit {
            centre: Some(Ref::new(centre)),
            role: Some(VisitRole::Doctor),
            commune: Some("66049".parse().unwrap()),
            patient: Some(self.workspace.next_patient().unwrap()),
            start: Some(start.parse::<LocalTime>().unwrap()),
            requested_by: Some(RequestedBy::Patient),
            unscheduled: Some(false),
            reason: Some(Reason::Chronic),
            status: Some(VisitStatus::Done),
            minutes: Some(30),
            ..Visit::default()
        };
        self.workspace.commit(Edit::new("done-saved").create(id, visit)).unwrap();
        id
    }

    pub fn visits(&self) -> Vec<RecordId> {
        let page = self.workspace.visits(&VisitFilter::default(), Edge::Newest, 100).unwrap();
        page.rows.iter().map(|row| row.id).collect()
    }
}

#[test]
fn what_is_saved_is_there_after_opening_again() {
    let mut laptop = Laptop::founder();
    let centre = laptop.centre();
    let visit = laptop.visit(centre, "2026-11-22T10:15");
    let laptop = laptop.reopened();
    assert_eq!(laptop.visits(), [visit]);
    let row = laptop.workspace.visit(&visit).unwrap().unwrap();
    assert_eq!(row.visit.patient.as_deref(), Some("SIE-0001"));
    assert_eq!(row.visit.band, Some(crate::model::Band::SundayHoliday), "computed from the start");
    assert_eq!(row.visit.km_estimated, Some(true));
    assert_eq!(laptop.workspace.next_patient().unwrap(), "SIE-0002");
    assert_eq!(laptop.workspace.desk().get::<Centre>(&centre).unwrap().status, Some(CentreStatus::Open));
}

#[test]
fn a_refused_action_writes_nothing_and_names_every_fault() {
    let mut laptop = Laptop::founder();
    let id = laptop.workspace.new_id().unwrap();
    let Err(WorkspaceError::Refused(faults)) =
        laptop.workspace.commit(Edit::new("done-saved").create(id, Visit::default()))
    else {
        panic!("it was saved");
    };
    assert!(faults.len() > 5, "{faults:?}");
    assert!(laptop.visits().is_empty());
}

#[test]
fn undo_and_redo_go_back_and_forth() {
    let mut laptop = Laptop::founder();
    let centre = laptop.centre();
    let rename = |name: &str, laptop: &mut Laptop| {
        let desk = laptop.workspace.desk();
        let before = desk.get::<Centre>(&centre).unwrap();
        let after = Centre { name: Some(name.into()), ..before.clone() };
        laptop.workspace.commit(Edit::new("done-saved").update(centre, before, after)).unwrap();
    };
    let name = |laptop: &Laptop| laptop.workspace.desk().get::<Centre>(&centre).and_then(|centre| centre.name.clone());
    let first = name(&laptop);
    rename("Deux", &mut laptop);
    rename("Trois", &mut laptop);
    laptop.workspace.undo().unwrap().unwrap();
    assert_eq!(name(&laptop).as_deref(), Some("Deux"));
    laptop.workspace.undo().unwrap().unwrap();
    assert_eq!(name(&laptop), first);
    laptop.workspace.redo().unwrap().unwrap();
    laptop.workspace.redo().unwrap().unwrap();
    assert_eq!(name(&laptop).as_deref(), Some("Trois"));
    assert!(laptop.workspace.redo().unwrap().is_none());
    for _ in 0..3 {
        laptop.workspace.undo().unwrap().unwrap();
    }
    assert_eq!(name(&laptop), None, "what was created is gone");
    assert!(laptop.workspace.undo().unwrap().is_none());
    laptop.workspace.redo().unwrap().unwrap();
    assert_eq!(name(&laptop), first, "and comes back whole");
}

#[test]
fn a_deleted_visit_is_gone_and_comes_back_by_undo() {
    let mut laptop = Laptop::founder();
    let centre = laptop.centre();
    let visit = laptop.visit(centre, "2026-11-20T10:15");
    laptop.workspace.commit(Edit::new("done-saved").delete(visit, Kind::Visit)).unwrap();
    assert!(laptop.visits().is_empty());
    laptop.workspace.undo().unwrap().unwrap();
    assert_eq!(laptop.visits(), [visit]);
}

#[test]
fn two_laptops_meet_by_files() {
    let mut siege = Laptop::founder();
    let mut marie = Laptop::waiting("Exemple Un", "EXA", 2);
    let mut paul = Laptop::waiting("Exemple Deux", "EXB", 3);
    let centre = siege.centre();
    assert!(matches!(marie.workspace.commit(Edit::new("x").delete(centre, Kind::Centre)), Err(WorkspaceError::NoTeam)));
    let marie_id = siege.admits(&marie);
    let paul_id = siege.admits(&paul);
    assert!(siege.hands_to(&Audience::Devices(vec![marie_id]), &mut marie) > 0);
    siege.hands_to(&Audience::Devices(vec![paul_id]), &mut paul);
    assert_eq!(marie.workspace.fingerprint(), siege.workspace.fingerprint());

    let visit = marie.visit(centre, "2026-11-20T10:15");
    assert_eq!(marie.workspace.desk().unsent.edits, 1);
    assert_eq!(marie.hands_to(&Audience::Stewards, &mut siege), 1);
    assert_eq!(marie.workspace.desk().unsent.edits, 1, "sent is not received");
    assert_eq!(siege.visits(), [visit]);

    // The head office corrects it: it comes back to its coordinator and to nobody else.
    let tag = Kind::Visit.field("minutes").unwrap().tag;
    let edit = Edit::new("x").set(visit, Kind::Visit, vec![(tag, Some(crate::model::Value::Int(45)))]);
    siege.workspace.commit(edit).unwrap();
    siege.hands_to(&Audience::Devices(vec![marie_id]), &mut marie);
    siege.hands_to(&Audience::Team, &mut paul);
    assert_eq!(marie.workspace.visit(&visit).unwrap().unwrap().visit.minutes, Some(45));
    assert_eq!(marie.workspace.desk().unsent.edits, 0);
    assert!(paul.visits().is_empty());
    let _ = siege.reopened();
}

#[test]
fn a_bundle_taken_twice_brings_nothing_new() {
    let mut siege = Laptop::founder();
    let mut marie = Laptop::waiting("Exemple Un", "EXA", 2);
    siege.centre();
    let marie_id = siege.admits(&marie);
    let stick = tempfile::tempdir().unwrap();
    let audience = Audience::Devices(vec![marie_id]);
    let done = siege.workspace.export(&audience, stick.path(), false, &mut |_| ControlFlow::Continue(())).unwrap();
    assert!(marie.takes(&done.path) > 0);
    assert_eq!(marie.takes(&done.path), 0);
}

#[test]
fn edits_made_apart_diverge_and_are_resolved() {
    let mut siege = Laptop::founder();
    let mut marie = Laptop::waiting("Exemple Un", "EXA", 2);
    let centre = siege.centre();
    let marie_id = siege.admits(&marie);
    siege.hands_to(&Audience::Devices(vec![marie_id]), &mut marie);
    let tag = Kind::Centre.field("premises").unwrap().tag;
    let set = |laptop: &mut Laptop, text: &str| {
        let value = Some(crate::model::Value::Text(text.into()));
        laptop.workspace.commit(Edit::new("x").set(centre, Kind::Centre, vec![(tag, value)])).unwrap();
    };
    set(&mut siege, "Mairie");
    set(&mut marie, "École");
    marie.hands_to(&Audience::Stewards, &mut siege);
    let found = siege.workspace.all_divergences().unwrap();
    assert_eq!((found.len(), found[0].choices.len(), found[0].tag), (1, 2, tag));
    siege.workspace.resolve(Kind::Centre, centre, tag, found[0].choices[0].value.clone()).unwrap();
    assert!(siege.workspace.all_divergences().unwrap().is_empty());
    siege.hands_to(&Audience::Team, &mut marie);
    assert!(marie.workspace.all_divergences().unwrap().is_empty());
}

#[test]
fn views_that_are_gone_or_damaged_are_made_anew_and_it_is_said() {
    let mut laptop = Laptop::founder();
    let centre = laptop.centre();
    let visit = laptop.visit(centre, "2026-11-20T10:15");
    laptop.workspace.close().unwrap();
    let Laptop { folder, workspace } = laptop;
    drop(workspace);
    std::fs::remove_dir_all(folder.path().join("views")).unwrap();
    let (workspace, notices) = Workspace::open(folder.path(), Opening::new(None), clock()).unwrap();
    assert!(matches!(notices.as_slice(), [Notice::ViewsRebuilt { .. }]), "{notices:?}");
    assert!(workspace.visit(&visit).unwrap().is_some());
    drop(workspace);
    let db = folder.path().join("views").join("db");
    let mut bytes = std::fs::read(&db).unwrap();
    for byte in bytes.iter_mut().skip(60).step_by(97) {
        *byte ^= 0x55;
    }
    std::fs::write(&db, bytes).unwrap();
    let (workspace, _) = Workspace::open(folder.path(), Opening::new(None), clock()).unwrap();
    assert!(workspace.visit(&visit).unwrap().is_some());
}

#[test]
fn a_second_program_on_one_store_is_refused() {
    let laptop = Laptop::founder();
    let again = Workspace::open(laptop.folder.path(), Opening::new(None), clock());
    assert!(matches!(again, Err(WorkspaceError::Store(StoreError::Lock(_)))));
}

#[test]
fn a_large_import_is_one_transaction() {
    let mut siege = Laptop::founder();
    let mut marie = Laptop::waiting("Exemple Un", "EXA", 2);
    let centre = siege.centre();
    let marie_id = siege.admits(&marie);
    siege.hands_to(&Audience::Devices(vec![marie_id]), &mut marie);
    let mut edit = Edit::new("x");
    for n in 0..2_100 {
        let exchange = Exchange {
            kind: Some(ExchangeKind::Call),
            date: Some(marie.workspace.today()),
            centre: Some(Ref::new(centre)),
            summary: Some(LongText(format!("Appel {n}"))),
            ..Exchange::default()
        };
        edit = edit.create(marie.workspace.new_id().unwrap(), exchange);
    }
    marie.workspace.commit(edit).unwrap();
    assert_eq!(marie.hands_to(&Audience::Stewards, &mut siege), 2_100);
    let siege = siege.reopened();
    assert_eq!(siege.workspace.desk().count(Kind::Exchange), 2_100);
    assert!(
        siege.workspace.desk().all::<Exchange>().all(|(_, exchange)| Exchange::of(&exchange.clone().into()).is_some())
    );
}

#[test]
fn a_damaged_frame_is_named_stepped_over_and_never_written_after_in_the_same_life() {
    let mut laptop = Laptop::founder();
    let centre = laptop.centre();
    let visits: Vec<_> = (1..=5).map(|day| laptop.visit(centre, &format!("2026-11-0{day}T10:15"))).collect();
    laptop.workspace.close().unwrap();
    let Laptop { folder, workspace } = laptop;
    let life = workspace.store.incarnation();
    drop(workspace);
    let journal = folder.path().join("journal");
    let mut files: Vec<_> = std::fs::read_dir(&journal).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort_by_key(|path| std::fs::metadata(path).unwrap().len());
    let path = files.last().unwrap();
    let mut bytes = std::fs::read(path).unwrap();
    // In the last but one of the frames: what follows is still read.
    let place = bytes.len() - 700;
    bytes[place] ^= 0x20;
    std::fs::write(path, bytes).unwrap();
    std::fs::remove_dir_all(folder.path().join("views")).unwrap();
    let (workspace, notices) = Workspace::open(folder.path(), Opening::new(None), clock()).unwrap();
    assert!(notices.iter().any(|notice| matches!(notice, Notice::Journal(_))), "{notices:?}");
    assert_ne!(workspace.store.incarnation(), life);
    let left = visits.iter().filter(|visit| workspace.visit(visit).unwrap().is_some()).count();
    assert_eq!(left, 4, "one frame is lost, and named");
    drop(workspace);
    let (workspace, notices) = Workspace::open(folder.path(), Opening::new(None), clock()).unwrap();
    assert!(notices.is_empty(), "told once: {notices:?}");
    drop(workspace);
}

#[test]
fn numbers_given_in_bulk_are_not_given_again() {
    let mut laptop = Laptop::founder();
    let visit = Visit { patient: Some("SIE-0041".into()), ..Visit::default() };
    let id = laptop.workspace.new_id().unwrap();
    laptop.workspace.load(std::iter::once((id, visit.into())), &mut |_| {}).unwrap();
    assert_eq!(laptop.workspace.next_patient().unwrap(), "SIE-0042");
}
