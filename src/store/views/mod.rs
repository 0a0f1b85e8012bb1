//! What the journal amounts to, ready to be asked: records, chains, tallies. All of it follows from the journal.
//!
//! Everything stands behind [`Kv`]. Changes are made on decoded pages ([`pages::Pages`]) and written in one atomic batch
//! with the journal position that they bring the views to; more than a batch can hold is marked first, so that a crash in
//! the middle is seen at the next open.

mod apart;
mod apply;
mod chain;
mod clear;
mod deeds;
mod erased;
mod held_visits;
mod holes;
mod merges;
mod pages;
mod reach;
mod read;
mod record;
mod search;
mod tally;
#[cfg(test)]
mod tests;
mod visits;

use std::collections::BTreeMap;

use thiserror::Error;

use super::journal::{Bookmark, Location};
use super::kv::{Kv, KvError};
use super::{Entry, Place};
use crate::log::{
    BackupReceipt, DeviceId, FeedId, Merges, Receipt, RecordState, Roster, SignedHead, TeamId, TeamOp, Tip, Unreadable,
};
use crate::model::RecordId;

pub use apply::{Changes, MOST_TOUCHED, Touched};
pub use clear::Cleared;
pub use deeds::Deeds;
pub use holes::{Stranded, StrandedOp};
pub use reach::Beyond;
pub use read::HistoryOp;
pub use record::StoredRecord;
pub use search::{SearchMark, VisitSlice};
pub use tally::{Cell, CellKey, Month, Tally};
pub use visits::{Edge, VisitCursor, VisitPage, VisitRow, VisitScan};

/// Bumped whenever a page's form changes: older views are rebuilt.
const SCHEMA: u32 = 5;

#[derive(Debug, Error)]
pub enum ViewError {
    #[error(transparent)]
    Kv(#[from] KvError),
    #[error("a page of the views cannot be read")]
    Page(#[from] Unreadable),
    #[error("a page of the views cannot be compressed: {0}")]
    Pressing(std::io::Error),
    /// A frame opens with this store's key and says what this version does not know.
    #[error("the journal was written by a later program")]
    LaterProgram,
    #[error("the views do not agree with the journal: {0}")]
    Disagree(&'static str),
    /// The views have applied what the journal does not hold: it was put back, or the disk was.
    #[error("the journal is not the one that was applied")]
    RolledBack,
    /// The person stopped it, at the opening: they are made anew at the next.
    #[error("stopped")]
    Stopped,
    #[error("the journal: {0}")]
    Journal(#[from] super::journal::JournalError),
}

/// Reads one frame of the journal again: history, undo and relays need what the views do not hold.
pub trait Frames {
    /// Its ops; of its other entries what the reader likes.
    ///
    /// # Errors
    /// [`ViewError`].
    fn frame(&self, at: Location) -> Result<std::sync::Arc<Vec<Entry>>, ViewError>;
}

/// One feed, as far as this laptop holds it.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Feed {
    pub id: FeedId,
    /// One, unless a laptop was cloned.
    pub tips: Vec<Tip>,
    /// The latest author-signed head of each branch.
    pub heads: Vec<SignedHead>,
    /// Ops up to this number count; later ones are held.
    pub limit: u64,
    /// The last cleared op of each branch: what comes before may be hollow, and is not exported.
    pub floors: Vec<Tip>,
    /// Where what is held whole ends, if something is missing before a tip: see [`Feed::solid`].
    solid: Option<Vec<Tip>>,
    /// Ops of it are held without their content.
    hollow: bool,
}

/// The views, open.
pub struct Views {
    kv: std::sync::Arc<dyn Kv>,
    team: Option<TeamId>,
    feeds: Vec<Feed>,
    feed_slots: BTreeMap<FeedId, u32>,
    centre_slots: Vec<RecordId>,
    team_ops: Vec<TeamOp>,
    roster: Option<Roster>,
    receipts: BTreeMap<DeviceId, Receipt>,
    backups: BTreeMap<DeviceId, BackupReceipt>,
    authors: BTreeMap<DeviceId, [u8; 32]>,
    cleared: Cleared,
    tally: Tally,
    /// What of the journal they have applied.
    applied: Option<Bookmark>,
    /// Which records give way to which.
    merges: Merges,
    /// Records shown (here, and not giving way) by kind, to be held against what is read at open.
    counts: BTreeMap<u16, u64>,
    /// Bytes of drafts, settings and receipts that later ones have replaced, about: what compaction would free.
    superseded: u64,
    week_cache: std::cell::RefCell<visits::WeekCache>,
}

/// The state of a record as the views keep it.
pub type State = RecordState<Place>;
