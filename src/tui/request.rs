//! What the screens ask of the workspace, and what it answers. The store's thread performs; the screen never waits.

use std::path::PathBuf;
use std::sync::Arc;

use super::keymap::{Keymap, Rebinding};
use crate::log::{DeviceId, OpId};
use crate::model::{DeptCode, Kind, LocalTime, RecordId, RevokeReason, Tag, Visit};
use crate::store::views::{Edge, SearchMark, VisitCursor, VisitPage, VisitRow, VisitSlice};
use crate::sync::Audience;
use crate::wording::pace::Counted;
use crate::workspace::preferences::Preferences;
use crate::workspace::{
    Accepted, Clearable, Deeds, Divergence, DriveOffer, Erasable, Exported, FoundBackup, HandoverPlan, HistoryLine,
    Imported, Ledger, PastImport, Resolution, Restored, Retention, SavedBackup, ToErase,
};
pub use crate::workspace::{Desk, Edit, RecordEdit, VisitDays, VisitFilter, VisitTotals};
use crate::workspace::{Pair, Twins};

/// Ties a reply to its request. A layer that asked again keeps the newest only: what answers an older one is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// Who uses this laptop, as the first start asks it.
#[derive(Clone, Debug, PartialEq)]
pub struct Newcomer {
    pub holder: String,
    pub sector: Vec<crate::model::DeptCode>,
    /// The start of this laptop's pseudonyms.
    pub code: String,
    /// `None`: not protected, which is said on every screen.
    pub passphrase: Option<Passphrase>,
}

/// Something to do away from the screen's thread.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Answers [`Reply::Saved`] or [`Reply::Refused`].
    Commit(Edit),
    Undo,
    Redo,
    /// What was done here, this many actions. Answers [`Reply::Deeds`].
    Deeds {
        most: usize,
    },
    /// Takes one action back, or does it again. Answers [`Reply::Saved`].
    TurnDeed(OpId),
    /// Ends divergences, as one action. Answers as [`Request::Commit`].
    Settle(Vec<Resolution>),
    /// What erasing these would take. Answers [`Reply::Erasable`].
    Erasable(ToErase),
    /// Erases for good. Answers [`Reply::Saved`].
    Erase(Erasable),
    /// A window over the visits of a filter. Answers [`Reply::Visits`].
    LoadVisits {
        filter: VisitFilter,
        edge: Edge,
        count: usize,
    },
    /// Sums of a filter. Answers [`Reply::Totals`].
    Totals(VisitFilter),
    /// How many visits each day of a filter has. Answers [`Reply::VisitDays`].
    VisitDays(VisitFilter),
    /// The next slice of a search among the visits. Answers [`Reply::VisitSlice`].
    SearchVisits {
        text: String,
        from: Option<SearchMark>,
        /// Visits to read.
        enough: usize,
    },
    /// One visit. Answers [`Reply::Visit`].
    Visit(RecordId),
    /// The next pseudonym of this laptop. Answers [`Reply::Patient`].
    NextPatient,
    /// Answers [`Reply::History`].
    History {
        kind: Kind,
        record: RecordId,
    },
    /// Answers [`Reply::Divergences`].
    Divergences,
    /// The next slice of the records that look like one thing. Answers [`Reply::Twins`].
    Twins {
        from: Option<VisitCursor>,
        /// Visits to read.
        enough: usize,
    },
    /// Two records side by side. Answers [`Reply::Pair`].
    Pair {
        stays: RecordId,
        gives_way: RecordId,
    },
    /// Makes one record of two; of the fields in `take` the other's value wins. Answers as [`Request::Commit`].
    Merge {
        stays: RecordId,
        gives_way: RecordId,
        take: Vec<Tag>,
    },
    /// Two records that are not one thing. Answers [`Reply::Done`].
    KeepApart {
        one: RecordId,
        other: RecordId,
    },
    /// A form left half done, offered again later; `None` drops it.
    Draft {
        key: String,
        text: Option<String>,
    },
    /// Every draft. Answers [`Reply::Drafts`].
    Drafts,
    /// What the last session left. Answers [`Reply::Session`].
    Session,
    /// What this one leaves. Answers [`Reply::Done`].
    KeepSession(String),
    /// Models of usual visits. Answers [`Reply::Templates`].
    Templates,
    /// Keeps one, or forgets the one of this name. Answers [`Reply::Templates`].
    Template {
        name: String,
        visit: Option<Box<Visit>>,
    },
    /// Into a folder (under the bundle's own name) or a file, and then into other folders. Answers [`Reply::Exported`].
    Export {
        to: PathBuf,
        also: Vec<PathBuf>,
        audience: Audience,
        full: bool,
    },
    /// Answers [`Reply::Imported`], or [`Reply::Fingerprint`] where this laptop joins with it and `confirmed` is not set.
    Import {
        file: PathBuf,
        dry_run: bool,
        confirmed: bool,
    },
    /// What has reached whom. Answers [`Reply::Ledger`].
    Ledger,
    /// What the last imports did. Answers [`Reply::PastImports`].
    PastImports,
    /// Removable drives, and the bundles and cards found on each. Answers [`Reply::Drives`].
    Drives,
    /// Writes this laptop's card into a folder. Answers [`Reply::Done`].
    WriteCard {
        to: PathBuf,
    },
    /// A full sealed copy, into a folder or a file. Answers [`Reply::BackedUp`].
    Backup {
        to: PathBuf,
    },
    /// First start: the backups on the removable drives. Answers [`Reply::Backups`].
    Backups,
    /// First start: whether a backup opens with a passphrase. Answers [`Reply::NeedsPassphrase`].
    LookAtBackup(PathBuf),
    /// First start: a store made from a backup. Answers [`Reply::Restored`] or [`Reply::WrongPassphrase`].
    Restore {
        file: PathBuf,
        passphrase: Option<Passphrase>,
    },
    /// A steward admits a card. Answers [`Reply::Card`] until `confirmed`, then [`Reply::Saved`].
    Admit {
        card: PathBuf,
        steward: bool,
        confirmed: bool,
    },
    /// A steward revokes a device. Answers [`Reply::Accepted`] until `confirmed`, then [`Reply::Saved`].
    Revoke {
        device: DeviceId,
        reason: RevokeReason,
        confirmed: bool,
    },
    /// The recovery card's rows: this laptop, or that of a card, becomes a steward. Answers [`Reply::Saved`].
    Recover {
        rows: Passphrase,
    },
    /// Changes this laptop's keys. Answers [`Reply::Saved`].
    Rekey,
    /// A steward accepts what is held of a revoked device. Answers as [`Request::Revoke`].
    AcceptHeld {
        device: DeviceId,
        confirmed: bool,
    },
    /// What the handover of a territory would do. Answers [`Reply::Handover`].
    PlanHandover {
        from: DeviceId,
        to: DeviceId,
        /// Empty: all.
        sector: Vec<DeptCode>,
    },
    /// Does it. Answers as [`Request::Commit`].
    HandOver(Box<HandoverPlan>),
    /// Old visits off this laptop. Answers [`Reply::Clearable`] until `confirmed`, then [`Reply::Cleared`].
    Clear {
        confirmed: bool,
    },
    /// What a list shows, as a CSV file. Answers [`Reply::Done`], or [`Reply::OnDrive`] until `confirmed`.
    WriteCsv {
        what: Listed,
        to: PathBuf,
        confirmed: bool,
    },
    /// First start: founds a team. Answers [`Reply::Founded`].
    Found(Newcomer),
    /// First start: waits to join one. Answers [`Reply::Unlocked`].
    Join(Newcomer),
    /// Keeps preferences, and lays the keys that they ask for. Answers [`Reply::Keyboard`].
    Prefer(Preferences),
    /// Other keys for one action, in the person's own file. Answers [`Reply::Keyboard`].
    Rebind(Rebinding),
    Lock,
    /// Opens the store, or shows it again. Answers [`Reply::Unlocked`] or [`Reply::WrongPassphrase`].
    Unlock(Passphrase),
}

/// What a list shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Listed {
    /// In this order.
    Records { kind: Kind, ids: Vec<RecordId> },
    /// Newest first; with pseudonyms and free texts only if they were chosen.
    Visits { filter: VisitFilter, personal: bool },
}

impl Request {
    /// The saved mark follows these.
    pub const fn writes(&self) -> bool {
        matches!(
            self,
            Self::Commit(_)
                | Self::Erase(_)
                | Self::Undo
                | Self::Redo
                | Self::TurnDeed(_)
                | Self::Settle(_)
                | Self::HandOver(_)
                | Self::Merge { .. }
        )
    }

    /// A question that changes nothing, and that may have lost its interest before its turn comes.
    pub const fn only_reads(&self) -> bool {
        matches!(
            self,
            Self::SearchVisits { .. }
                | Self::LoadVisits { .. }
                | Self::Totals(_)
                | Self::VisitDays(_)
                | Self::Twins { .. }
        )
    }

    /// What begins only once no job is under way: another job, and what would only have it begun anew.
    pub const fn waits_for_jobs(&self) -> bool {
        self.is_job()
            || matches!(
                self,
                Self::Erase(_) | Self::Clear { .. } | Self::Recover { .. } | Self::Rekey | Self::Admit { .. }
            )
    }

    /// Long enough to show progress, and to be cancelled.
    pub const fn is_job(&self) -> bool {
        matches!(
            self,
            Self::Export { .. }
                | Self::Import { .. }
                | Self::Backup { .. }
                | Self::Restore { .. }
                | Self::WriteCsv { .. }
        )
    }
}

/// A passphrase on its way to the vault: wiped when dropped, never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(zeroize::Zeroizing<String>);

impl Passphrase {
    pub fn new(text: String) -> Self {
        Self(zeroize::Zeroizing::new(text))
    }

    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase")
    }
}

/// One fault of a refused action, in the user's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub record: RecordId,
    pub kind: Kind,
    pub tag: Tag,
    pub said: String,
}

/// Two records that look like one thing, with what each is called: visits are not on the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    pub twins: Twins,
    pub stays: String,
    pub gives_way: String,
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// On the disk, fsync included. `what` says what was done, undone or redone, in the user's words.
    Saved {
        desk: Arc<Desk>,
        at: LocalTime,
        what: Option<String>,
    },
    /// Nothing was written.
    Refused(Vec<Refused>),
    Erasable(Erasable),
    Visits(VisitPage),
    VisitSlice(VisitSlice),
    Totals(VisitTotals),
    VisitDays(VisitDays),
    Visit(Option<Box<VisitRow>>),
    Patient(String),
    /// In the order of arrival here, the newest last.
    History(Vec<HistoryLine>),
    /// Newest first.
    Deeds(Deeds),
    Divergences(Vec<Divergence>),
    Twins {
        alike: Vec<Alike>,
        read: usize,
        next: Option<VisitCursor>,
    },
    Pair(Box<Pair>),
    /// Key and text of each.
    Drafts(Vec<(String, String)>),
    Session(Option<String>),
    /// Name and visit of each.
    Templates(Vec<(String, Visit)>),
    Exported {
        desk: Arc<Desk>,
        exported: Exported,
        /// Where it stands beside, or why it does not, in the user's words.
        copies: Vec<Result<PathBuf, String>>,
    },
    Imported {
        desk: Arc<Desk>,
        imported: Box<Imported>,
    },
    BackedUp {
        desk: Arc<Desk>,
        saved: SavedBackup,
    },
    Backups(Vec<FoundBackup>),
    NeedsPassphrase(bool),
    Restored {
        desk: Arc<Desk>,
        restored: Restored,
    },
    /// The team's fingerprint is to be compared aloud before the import is asked for again, confirmed.
    Fingerprint(String),
    Ledger(Ledger),
    /// Newest first.
    PastImports(Vec<PastImport>),
    Drives(Vec<DriveOffer>),
    /// The file would stand on a removable drive of this name, in the clear.
    OnDrive(String),
    Handover(Box<HandoverPlan>),
    /// A card that waits to be admitted: who, and the fingerprint to be compared aloud.
    Card {
        holder: String,
        code: String,
        device: DeviceId,
        fingerprint: String,
    },
    /// What would count of a device, before it is revoked or more of it is accepted.
    Accepted(Accepted),
    /// What would leave this laptop, or why nothing ever does.
    Clearable(Retention),
    Cleared {
        desk: Arc<Desk>,
        cleared: Clearable,
    },
    /// The team is founded; the recovery card is shown once, to be printed and locked away.
    Founded {
        desk: Arc<Desk>,
        recovery_card: Passphrase,
    },
    /// The keys as they are now, and what is to be said of them.
    Keyboard {
        keymap: Arc<Keymap>,
        said: String,
    },
    /// Done, in the user's words.
    Done(String),
    Locked,
    /// The store is open; what was found and mended at the opening, in the user's words.
    Unlocked {
        desk: Arc<Desk>,
        notices: Vec<String>,
    },
    WrongPassphrase,
    Cancelled,
    /// What, where, and what to do next, in the user's words.
    Failed(String),
}

impl Reply {
    /// The records as they are now, if they changed.
    pub fn desk(&self) -> Option<&Arc<Desk>> {
        match self {
            Self::Saved { desk, .. }
            | Self::Exported { desk, .. }
            | Self::Imported { desk, .. }
            | Self::BackedUp { desk, .. }
            | Self::Restored { desk, .. }
            | Self::Cleared { desk, .. }
            | Self::Founded { desk, .. }
            | Self::Unlocked { desk, .. } => Some(desk),
            _ => None,
        }
    }
}

/// How far a job is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Step {
    pub done: u64,
    /// Unknown until the work is measured.
    pub total: Option<u64>,
    pub counted: Counted,
}

impl Step {
    pub const fn of(done: u64, total: Option<u64>) -> Self {
        Self { done, total, counted: Counted::Things }
    }

    /// `done` and `total` in bytes.
    pub const fn of_bytes(done: u64, total: u64) -> Self {
        Self { done: done / 1_000, total: Some(total / 1_000), counted: Counted::Kilobytes }
    }
}

/// What a job tells, and is told, while it runs.
pub trait Progress {
    fn report(&self, step: Step);
    /// Asked between two steps: leave nothing half done, answer [`Reply::Cancelled`].
    fn cancelled(&self) -> bool;
}

/// The workspace, seen from the screens. It runs on a thread of its own.
pub trait Performer {
    /// To its end.
    fn perform(&mut self, request: Request, progress: &dyn Progress) -> Reply;

    /// The same, but what takes long is only begun: then `None`, and [`Performer::go_on`] takes it further while other
    /// requests are performed in between. One at a time.
    fn begin(&mut self, request: Request, progress: &dyn Progress) -> Option<Reply> {
        Some(self.perform(request, progress))
    }

    /// One step of what was begun, or a moment's wait for it; its reply, at the end.
    fn go_on(&mut self, _: &dyn Progress) -> Option<Reply> {
        Some(Reply::Cancelled)
    }
}
