//! What a frame of the journal holds.

use serde::{Deserialize, Serialize};

use super::journal::Location;
use crate::log::{BackupReceipt, FeedId, OpId, Receipt, Segment, SignedHead, TeamId, Tip};
use crate::model::RecordId;

/// One thing that the journal says. A frame is a list of them, written and applied together.
///
/// The order of the variants is part of the journal's format: add at the end, never reorder.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Entry {
    /// Edits, of this laptop or of others, held whole or not at all.
    Ops(Segment),
    /// The author's word on a feed of which all ops stand in this or an earlier frame.
    Head(SignedHead),
    Receipt(Receipt),
    /// What only this laptop knows: drafts, settings, counters. `None` forgets it.
    Local {
        key: String,
        value: Option<Vec<u8>>,
    },
    /// The team that this laptop founded or joined.
    Team(TeamId),
    /// The Ed25519 public key of a feed's author; its device id is the key's hash.
    Author([u8; 32]),
    /// The frame is one action of the person: the message id of its name, for undo and for the list of what was done.
    Action {
        label: String,
    },
    /// The latest word of a device on what its backup holds.
    Backup(BackupReceipt),
    /// Visits taken off this laptop, because stewards hold them.
    Cleared(Clearing),
    /// The frame takes back what another action of this laptop did: the id of that one's first op. To do it again is to take
    /// back the taking back.
    Undoes(OpId),
}

/// What stays of visits, and of notes about them, that were taken off this laptop.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Clearing {
    /// Visits of days before this one: its number, 1 January of the year 1 being 1.
    pub before: i32,
    pub records: Vec<RecordId>,
    /// What the visits counted for, which goes on counting.
    pub tallies: Vec<Tallied>,
    /// Of each feed, and of each of its branches, the last op on any of these records: no bundle starts before it.
    pub floors: Vec<(FeedId, Tip)>,
}

/// What cleared visits of one month, centre, status and band add up to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Tallied {
    /// `year × 12 + month - 1`.
    pub month: i32,
    pub centre: Option<RecordId>,
    /// The keys of the closed lists; none where the visit had none, or one of a later version.
    pub status: Option<String>,
    pub band: Option<String>,
    pub visits: i64,
    pub minutes: i64,
    /// Thousandths of a kilometre, one way.
    pub km: i64,
}

/// Where an op stands: its frame, and its number among all ops of the frame.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Place {
    pub frame: Location,
    pub op: u32,
}
