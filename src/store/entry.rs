//! What a frame of the journal holds.

use serde::{Deserialize, Serialize};

use super::journal::Location;
use crate::log::{BackupReceipt, Receipt, Segment, SignedHead, TeamId};

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
}

/// Where an op stands: its frame, and its number among all ops of the frame.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Place {
    pub frame: Location,
    pub op: u32,
}
