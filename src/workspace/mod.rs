//! The one door: edits, undo, questions, divergences, sync. Faces talk to nothing else.

mod agenda;
mod anew;
mod aside;
mod backup;
mod check;
mod clear;
mod clocks;
mod commit;
mod complete;
mod csv;
mod deeds;
pub mod demo;
mod desk;
mod divergence;
mod drafts;
mod edit;
mod erase;
mod exchange;
mod forecast;
mod found;
mod gaps;
mod handed_in;
mod handover;
mod held;
mod history;
mod incoming;
mod ledger;
mod lives;
mod load;
mod merge;
mod merged;
mod names;
mod outgoing;
mod overview;
pub mod preferences;
mod query;
mod report;
mod rounds;
mod session;
mod surroundings;
mod taking;
mod team;
mod templates;
#[cfg(test)]
mod tests;
mod told;
mod twins;
mod undo;
mod visits;

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use thiserror::Error;

pub use agenda::{Agenda, Due, DueWhat, TARGET, WEEK, planned_visits};
pub use anew::Anew;
pub use backup::{BACKUP_EVERY_DAYS, BackingUp, BackupMark, FoundBackup, Restored, SavedBackup};
pub use check::{Checked, Finding};
pub use clear::{Clearable, ClearedVisits, Retention};
pub use clocks::{ClockDoubt, is_suspect};
pub use commit::Committed;
pub use deeds::{Deed, DeedRecord, Deeds, Stands};
pub use desk::{Card, Desk, Unsent};
pub use divergence::{Divergence, Keep, LiveChoice, Resolution};
pub use drafts::ids_in;
pub use edit::{Edit, Ids, RecordEdit};
pub use erase::{Applied, Erasable, Erased, ToErase};
pub use exchange::{Copying, DriveOffer, Exported, Exporting, Imported, OnProgress};
pub use found::Founding;
pub use gaps::{Gap, HeldBack, Holder};
pub use handed_in::HandedIn;
pub use handover::HandoverPlan;
pub use history::{FieldChange, HistoryLine};
pub use incoming::Importing;
pub use ledger::{Bundled, Ledger, LedgerLine};
pub use lives::{Life, LifeWhy};
pub use merge::{MergeError, Pair, PairField};
pub use overview::{OverviewCell, OverviewTable, overview_keys};
pub use query::{VisitDay, VisitDays, VisitFilter, VisitTotals};
pub use report::{AuthorCount, KindCount, PastImport, Report, ReportLine, What};
pub use rounds::{Round, RoundOrder, Turn, rounds};
pub use surroundings::preview;
pub use team::{Accepted, TeamError};
pub use templates::TEMPLATE_NAME;
pub use twins::{TwinSlice, Twins};

use crate::log::DeviceId;
use crate::model::rules::Fault;
use crate::model::{Kind, LocalTime, RecordId, WrongType};
use crate::store::views::{Changes, ViewError, Views};
use crate::store::{Notice, OnReplay, Opening, Store, StoreError};
use crate::sync::DeliveryError;

/// One fault of one record of a refused action.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    pub record: RecordId,
    pub kind: Kind,
    pub fault: Fault,
}

/// Why something could not be done. Nothing was written then.
#[derive(Debug, Error)]
pub enum WorkspaceError {
    #[error("refused: {} faults", .0.len())]
    Refused(Vec<Refusal>),
    #[error("there is no record {0}")]
    NotFound(RecordId),
    #[error("this laptop has not joined a team yet")]
    NoTeam,
    #[error("only a steward may do this")]
    StewardsOnly,
    #[error("the trust fields of a device are written by the device commands alone")]
    TrustField,
    #[error("an erasure is written by erasing, and by nothing else")]
    OnlyByErasing,
    /// Its content is gone for good, and so would be what is written now.
    #[error("the record {0} was erased")]
    Erased(RecordId),
    #[error("the record {0} is no visit and no note")]
    NotErasable(RecordId),
    /// The territory cannot go to this device.
    #[error("the successor is the same device, or not in the team")]
    NoSuccessor,
    /// What was shown is no longer what would be done.
    #[error("the records have changed since the handover was shown")]
    PlanChanged,
    #[error(transparent)]
    Merge(#[from] MergeError),
    #[error("an action is too large")]
    TooLarge,
    #[error(transparent)]
    WrongType(#[from] WrongType),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Export(#[from] crate::sync::ExportError),
    #[error(transparent)]
    File(#[from] crate::sync::file::FileError),
    #[error(transparent)]
    Import(#[from] crate::sync::ImportError),
    /// The team's fingerprint was not confirmed.
    #[error("the team's fingerprint was not confirmed")]
    NotConfirmed,
    #[error(transparent)]
    Card(#[from] crate::sync::BadCard),
    #[error(transparent)]
    Admission(#[from] crate::sync::AdmissionError),
    #[error(transparent)]
    Team(#[from] TeamError),
    /// What is written for people never takes the place of a file.
    #[error("there is a file {} already", .0.display())]
    FileThere(std::path::PathBuf),
    /// A backup is restored where there is no store.
    #[error("there is a store in {} already", .0.display())]
    RestoreOver(std::path::PathBuf),
    #[error(transparent)]
    Recovery(#[from] crate::sync::BadRecoveryCard),
    /// What the store gave out is not what it took in; `check` tells more.
    #[error("the keys of this store are damaged")]
    BadKeys,
}

impl From<DeliveryError<WorkspaceError>> for WorkspaceError {
    fn from(error: DeliveryError<WorkspaceError>) -> Self {
        match error {
            DeliveryError::Import(error) => Self::Import(error),
            DeliveryError::Receiver(error) => error,
        }
    }
}

impl From<ViewError> for WorkspaceError {
    fn from(error: ViewError) -> Self {
        Self::Store(StoreError::Views(error))
    }
}

/// Where time comes from: UTC milliseconds since 1970. Fixed in tests.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// The clock of the machine.
pub fn machine_clock() -> Clock {
    Arc::new(|| chrono::Utc::now().timestamp_millis())
}

/// An open store, and what is on its desk.
pub struct Workspace {
    store: Store,
    desk: Arc<Desk>,
    clock: Clock,
    undo: Vec<undo::Undo>,
    redo: Vec<undo::Undo>,
}

impl Workspace {
    /// Opens the store in `folder`.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`]: none there, in use, wrong passphrase, damage that cannot be set aside.
    pub fn open(folder: &Path, opening: Opening, clock: Clock) -> Result<(Self, Vec<Notice>), WorkspaceError> {
        Self::open_telling(folder, opening, clock, &|_| std::ops::ControlFlow::Continue(()))
    }

    /// The same; `progress` is told how far the views are where they are made anew, which may take long, and may stop it.
    ///
    /// # Errors
    /// As [`Workspace::open`], and [`ViewError::Stopped`]: then the next opening begins it anew.
    pub fn open_telling(
        folder: &Path,
        opening: Opening,
        clock: Clock,
        progress: OnReplay<'_>,
    ) -> Result<(Self, Vec<Notice>), WorkspaceError> {
        let (store, notices) = Store::open_telling(folder, opening, progress)?;
        let mut workspace = Self::over(store, clock)?;
        workspace.note_what_was_mended(&notices)?;
        // a full disk is no reason not to open; the close tries again
        let _ = workspace.drop_erased_drafts();
        let _ = workspace.lack_what_was_cleared();
        let _ = workspace.hide_template_names();
        workspace.refresh_team()?;
        workspace.doubt_the_clock()?;
        Ok((workspace, notices))
    }

    fn over(store: Store, clock: Clock) -> Result<Self, WorkspaceError> {
        let mut workspace = Self { store, desk: Arc::default(), clock, undo: Vec::new(), redo: Vec::new() };
        workspace.finish_rekey()?;
        workspace.refresh_all()?;
        Ok(workspace)
    }

    /// Everything small, as it is now. Cheap: a face keeps it until the next change.
    pub fn desk(&self) -> Arc<Desk> {
        Arc::clone(&self.desk)
    }

    /// This laptop.
    pub fn me(&self) -> DeviceId {
        self.store.device()
    }

    pub fn folder(&self) -> &Path {
        self.store.folder()
    }

    /// UTC milliseconds.
    pub fn now(&self) -> i64 {
        (self.clock)()
    }

    /// The wall clock of mainland France.
    pub fn local_now(&self) -> LocalTime {
        LocalTime::in_france_at(self.now()).unwrap_or_else(|| LocalTime::new(chrono::NaiveDateTime::default(), 0))
    }

    pub fn today(&self) -> NaiveDate {
        self.local_now().date()
    }

    /// A new id for a record that a person creates.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`] where the system gives no random bytes.
    pub fn new_id(&mut self) -> Result<RecordId, WorkspaceError> {
        let random = self.store.random_bytes()?;
        Ok(RecordId::new(u64::try_from(self.now()).unwrap_or_default(), random))
    }

    /// What only this laptop knows, by name: drafts, settings.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn local(&self, key: &str) -> Result<Option<Vec<u8>>, WorkspaceError> {
        Ok(self.store.views().local(key)?)
    }

    /// All of these that begin with `prefix`.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn locals(&self, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, WorkspaceError> {
        Ok(self.store.views().locals(prefix)?)
    }

    /// Keeps a draft or setting, in the journal like all that must not be lost; `None` forgets it.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn keep_local(&mut self, key: &str, value: Option<Vec<u8>>) -> Result<(), WorkspaceError> {
        if self.local(key)? != value {
            self.store.append(vec![crate::store::Entry::Local { key: key.to_owned(), value }])?;
        }
        Ok(())
    }

    /// Whether the passphrase opens this store: to unlock the screen.
    pub fn unlocks(&self, passphrase: &crate::store::vault::Passphrase) -> bool {
        self.store.accepts(passphrase)
    }

    /// Puts the keys under another passphrase, or a first one. Backups made before open with the former one.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`]: then the former one stays.
    pub fn change_passphrase(
        &mut self,
        passphrase: &crate::store::vault::Passphrase,
        cost: crate::store::vault::KdfCost,
    ) -> Result<(), WorkspaceError> {
        self.store.change_passphrase(passphrase, cost)?;
        std::sync::Arc::make_mut(&mut self.desk).unprotected = false;
        Ok(())
    }

    /// Flushes the views, so that the next start is fast, after compacting the journal where that is due or worth the
    /// while. The journal is safe already; if it could not be rid of what was erased, that is tried again.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn close(&mut self) -> Result<(), WorkspaceError> {
        self.purge(&mut |_| std::ops::ControlFlow::Continue(()))?;
        if self.should_compact()? {
            // what counts is saved whatever becomes of it, and the next close tries again
            let _ = self.compact(&|_| {});
        }
        Ok(self.store.settle()?)
    }

    fn refresh_all(&mut self) -> Result<(), WorkspaceError> {
        let mut fresh = Desk::default();
        fresh.saved_at = self.desk.saved_at;
        fresh.clock = self.desk.clock.clone();
        put_all(&mut fresh, self.store.views())?;
        self.desk = Arc::new(fresh);
        self.refresh_team()
    }

    /// Brings the desk up to what the views have applied.
    fn refresh(&mut self, changes: &Changes) -> Result<(), WorkspaceError> {
        if changes.everything {
            return self.refresh_all();
        }
        put_changed(Arc::make_mut(&mut self.desk), self.store.views(), changes)?;
        self.refresh_team()
    }

    fn refresh_team(&mut self) -> Result<(), WorkspaceError> {
        let (unsent, demo, backup) = (self.unsent()?, self.is_demo(), self.backup_mark()?);
        let lives = self.lives()?;
        let cleared = self.cleared_so_far();
        let views = self.store.views();
        let desk = Arc::make_mut(&mut self.desk);
        desk.me = Some(self.store.device());
        desk.team = views.team();
        if desk.roster.as_deref() != views.roster() {
            desk.roster = views.roster().cloned().map(Arc::new);
        }
        desk.unsent = unsent;
        desk.backup = backup;
        if *desk.lives != lives {
            desk.lives = Arc::new(lives);
        }
        desk.unprotected = !self.store.has_passphrase();
        desk.demo = demo;
        desk.cleared = cleared;
        Ok(())
    }
}

/// Brings a desk's records up to what views have applied.
fn put_changed(desk: &mut Desk, views: &Views, changes: &Changes) -> Result<(), WorkspaceError> {
    // What refers to a record that gave way may be anywhere.
    if changes.merges {
        return put_all(desk, views);
    }
    for (kind, id) in &changes.records {
        let Some(known) = Kind::from_number(*kind) else { continue };
        let stored = views.record(*kind, id)?;
        let card = stored.as_ref().and_then(|stored| Card::of(stored, &desk.merged));
        desk.put(known, *id, card);
    }
    Ok(())
}

/// Every small record that the views hold.
fn put_all(desk: &mut Desk, views: &Views) -> Result<(), WorkspaceError> {
    let records = views.records()?;
    desk.clear(merged::Merged::of(views.merges()));
    for stored in records {
        if let Some(kind) = Kind::from_number(stored.kind) {
            let card = Card::of(&stored, &desk.merged);
            desk.put(kind, stored.id, card);
        }
    }
    Ok(())
}
