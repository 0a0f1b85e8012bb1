//! What the screens ask of the workspace, and what it answers. The store's thread performs; the screen never waits.

use std::path::PathBuf;
use std::sync::Arc;

use crate::model::{Band, Change, CommuneCode, Kind, LocalTime, RecordId, Visit, VisitStatus};

/// Ties a reply to its request. A layer that asked again keeps the newest only: what answers an older one is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// All small records, as they were after the last edit; visits come by windows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// A demonstration: said on every screen.
    pub demo: bool,
}

/// One act of the user: saved whole, undone whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// The message id of what was done, for the undo list: `undo-visit-new`.
    pub label: &'static str,
    pub writes: Vec<Write>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Write {
    /// A new record, or some fields of one that exists.
    Set {
        kind: Kind,
        id: RecordId,
        changes: Vec<Change>,
    },
    Delete {
        kind: Kind,
        id: RecordId,
    },
}

/// Which visits. Empty: all that this laptop may read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VisitFilter {
    pub mine: bool,
    pub centre: Option<RecordId>,
    pub commune: Option<CommuneCode>,
    pub from: Option<chrono::NaiveDate>,
    /// The last day, included.
    pub to: Option<chrono::NaiveDate>,
    pub status: Option<VisitStatus>,
    pub band: Option<Band>,
    pub text: String,
}

/// Something to do away from the screen's thread.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    Commit(Edit),
    Undo,
    Redo,
    /// `count` visits of a filter, newest first, from the `from`th.
    LoadVisits {
        filter: VisitFilter,
        from: usize,
        count: usize,
    },
    History(RecordId),
    /// A form left half done, offered again later; `None` drops it.
    Draft {
        key: String,
        text: Option<String>,
    },
    Export {
        to: PathBuf,
        audience: Vec<String>,
        full: bool,
    },
    Import {
        file: PathBuf,
        dry_run: bool,
    },
    Inspect(PathBuf),
    Lock,
    Unlock(Passphrase),
}

impl Request {
    /// The saved mark follows these.
    pub const fn writes(&self) -> bool {
        matches!(self, Self::Commit(_) | Self::Undo | Self::Redo)
    }

    /// Long enough to show progress, and to be cancelled.
    pub const fn is_job(&self) -> bool {
        matches!(self, Self::Export { .. } | Self::Import { .. } | Self::Inspect(_))
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

/// A window of the visits of a filter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VisitPage {
    pub from: usize,
    pub rows: Vec<(RecordId, Visit)>,
    /// Of the whole filter.
    pub total: usize,
    pub minutes: i64,
    pub km_thousandths: i64,
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
    /// Nothing was written. Faults with a tag belong to a field.
    Refused {
        faults: Vec<(Option<crate::model::Tag>, String)>,
    },
    /// Something else changed the records: an import, another command.
    Changed(Arc<Desk>),
    Visits(VisitPage),
    /// One line a change, newest first: who, when, what.
    History(Vec<String>),
    /// An export, an import, an inspection: what it brought, in the user's words.
    Done {
        desk: Option<Arc<Desk>>,
        lines: Vec<String>,
    },
    Locked,
    Unlocked(Arc<Desk>),
    WrongPassphrase,
    Cancelled,
    /// What, where, and what to do next, in the user's words.
    Failed(String),
}

impl Reply {
    /// The records as they are now, if they changed.
    pub fn desk(&self) -> Option<&Arc<Desk>> {
        match self {
            Self::Saved { desk, .. } | Self::Changed(desk) | Self::Unlocked(desk) => Some(desk),
            Self::Done { desk, .. } => desk.as_ref(),
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
}

/// What a job tells, and is told, while it runs.
pub trait Progress {
    fn report(&self, step: Step);
    /// Asked between two steps: leave nothing half done, answer [`Reply::Cancelled`].
    fn cancelled(&self) -> bool;
}

/// The workspace, seen from the screens. It runs on a thread of its own.
pub trait Performer {
    fn perform(&mut self, request: Request, progress: &dyn Progress) -> Reply;
}
