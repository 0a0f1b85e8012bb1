//! Teams of whole laptops that meet by files.

mod leaving;
mod need;
mod proof;
mod recover;
mod rekey;

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use tempfile::TempDir;

use crate::log::DeviceId;
use crate::model::{
    Centre, CentreStatus, Device, DeviceRole, Kind, LocalTime, LongText, OfKind, Reason, RecordId, Ref, RequestedBy,
    Visit, VisitRole, VisitStatus,
};
use crate::store::vault::KdfCost;
use crate::store::{Opening, Random};
use crate::sync::{Audience, Summary};
use crate::workspace::{Clock, Edit, Founding, Workspace, WorkspaceError};

/// Monday 23 November 2026, 10:00 in Paris.
pub const START: i64 = 1_795_424_400_000;
pub const DAY: i64 = 24 * 3_600 * 1_000;

/// One laptop, its clock, and the folder that plays its stick.
pub struct Laptop {
    folder: TempDir,
    pub stick: TempDir,
    pub workspace: Workspace,
    pub now: Arc<AtomicI64>,
}

fn founding(holder: &str, code: &str, seed: u64) -> Founding {
    let opening = Opening::for_simulation(Random::seeded(seed));
    Founding { holder: holder.into(), sector: vec![], code: code.into(), demo: false, opening, cost: KdfCost::CHEAP }
}

fn clock() -> (Clock, Arc<AtomicI64>) {
    let now = Arc::new(AtomicI64::new(START));
    let ticking = Arc::clone(&now);
    (Arc::new(move || ticking.fetch_add(1_000, Ordering::Relaxed)), now)
}

pub const CENTRE: &str = "essai";

impl Laptop {
    /// A team founded here, with one centre, and the rows of its recovery card.
    pub fn founder() -> (Self, String) {
        let folder = tempfile::tempdir().unwrap();
        let (clock, now) = clock();
        let (workspace, rows) = Workspace::found(folder.path(), founding("Siège", "SIE", 1), false, clock).unwrap();
        let mut laptop = Self { folder, stick: tempfile::tempdir().unwrap(), workspace, now };
        let centre = Centre {
            name: Some("Essai".into()),
            commune: Some("66049".parse().unwrap()),
            status: Some(CentreStatus::Open),
            opened: Some("2024-11-04".parse().unwrap()),
            opened_despite: Some("Ouvert avant le carnet".into()),
            ..Centre::default()
        };
        laptop.workspace.commit(Edit::new("done-saved").create(centre_id(), centre)).unwrap();
        (laptop, rows.to_string())
    }

    pub fn waiting(holder: &str, code: &str, seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (clock, now) = clock();
        let workspace = Workspace::wait_to_join(folder.path(), founding(holder, code, seed), clock).unwrap();
        Self { folder, stick: tempfile::tempdir().unwrap(), workspace, now }
    }

    /// Closed, and opened again.
    pub fn reopened(self) -> Self {
        let Self { folder, stick, workspace, now } = self;
        drop(workspace);
        let ticking = Arc::clone(&now);
        let clock: Clock = Arc::new(move || ticking.fetch_add(1_000, Ordering::Relaxed));
        let opening = Opening::for_simulation(Random::seeded(now.load(Ordering::Relaxed).unsigned_abs()));
        let (workspace, _) = Workspace::open(folder.path(), opening, clock).unwrap();
        Self { folder, stick, workspace, now }
    }

    pub fn me(&self) -> DeviceId {
        self.workspace.me()
    }

    pub fn later(&self, days: i64) {
        self.now.fetch_add(days * DAY, Ordering::Relaxed);
    }

    pub fn admits(&mut self, other: &Self, role: DeviceRole, visits_of: &[DeviceId]) -> DeviceId {
        let visits_of: BTreeSet<DeviceId> = visits_of.iter().copied().collect();
        self.workspace.admit(&other.workspace.card().unwrap(), role, &visits_of).unwrap()
    }

    pub fn makes(&mut self, audience: &Audience, full: bool) -> Result<PathBuf, WorkspaceError> {
        let go_on = &mut |_| ControlFlow::Continue(());
        Ok(self.workspace.export(audience, self.stick.path(), full, go_on)?.path)
    }

    pub fn takes(&mut self, file: &std::path::Path) -> Result<Summary, WorkspaceError> {
        let taken = self.workspace.import(file, false, &mut |_| true, &mut |_| ControlFlow::Continue(()))?;
        Ok(taken.summary.unwrap())
    }

    /// Carries a bundle for one laptop to it.
    pub fn hands_to(&mut self, other: &mut Self) -> Summary {
        let bundle = self.makes(&Audience::Devices(vec![other.me()]), false).unwrap();
        other.takes(&bundle).unwrap()
    }

    /// What a coordinator brings to the head office.
    pub fn hands_in(&mut self, office: &mut Self) -> Summary {
        let bundle = self.makes(&Audience::Stewards, false).unwrap();
        office.takes(&bundle).unwrap()
    }

    pub fn visit(&mut self, note: &str) -> RecordId {
        let id = self.workspace.new_id().unwrap();
        let visit = Visit {
            centre: Some(Ref::new(centre_id())),
            role: Some(VisitRole::Doctor),
            commune: Some("66049".parse().unwrap()),
            patient: Some(self.workspace.next_patient().unwrap()),
            start: Some("2026-11-20T10:15".parse::<LocalTime>().unwrap()),
            requested_by: Some(RequestedBy::Patient),
            unscheduled: Some(false),
            reason: Some(Reason::Chronic),
            status: Some(VisitStatus::Done),
            minutes: Some(30),
            note: Some(LongText(note.into())),
            ..Visit::default()
        };
        self.workspace.commit(Edit::new("done-saved").create(id, visit)).unwrap();
        id
    }

    /// Changes what a visit says of itself.
    pub fn corrects(&mut self, id: RecordId, note: &str) {
        let before = self.workspace.visit(&id).unwrap().unwrap().visit;
        let after = Visit { note: Some(LongText(note.into())), ..before.clone() };
        self.workspace.commit(Edit::new("done-saved").update(id, &before, after)).unwrap();
    }

    pub fn note_of(&self, id: RecordId) -> Option<String> {
        self.workspace.visit(&id).unwrap().and_then(|row| row.visit.note).map(|note| note.0)
    }

    pub fn renames_centre(&mut self, name: &str) {
        let desk = self.workspace.desk();
        let before = desk.get::<Centre>(&centre_id()).unwrap();
        let after = Centre { name: Some(name.into()), ..before.clone() };
        self.workspace.commit(Edit::new("done-saved").update(centre_id(), before, after)).unwrap();
    }

    pub fn centre_name(&self) -> String {
        self.workspace.desk().get::<Centre>(&centre_id()).and_then(|centre| centre.name.clone()).unwrap_or_default()
    }

    pub fn device(&self, id: DeviceId) -> Device {
        let stored = self.workspace.desk().card(&id.record()).map(|card| card.record.clone());
        Device::of(&stored.unwrap()).unwrap().clone()
    }

    pub fn is_live(&self, id: DeviceId) -> bool {
        self.workspace.desk().roster.as_ref().unwrap().live().any(|(live, _)| *live == id)
    }
}

pub fn centre_id() -> RecordId {
    RecordId::fixture(Kind::Centre.key(), CENTRE)
}

/// A founder and two coordinators who have joined, and the recovery card.
pub fn team() -> (Laptop, Laptop, Laptop, String) {
    let (mut office, rows) = Laptop::founder();
    let mut marie = Laptop::waiting("Exemple Un", "EXA", 2);
    let mut paul = Laptop::waiting("Exemple Deux", "EXB", 3);
    for laptop in [&marie, &paul] {
        office.admits(laptop, DeviceRole::Field, &[]);
    }
    office.hands_to(&mut marie);
    office.hands_to(&mut paul);
    (office, marie, paul, rows)
}
