//! The store at one moment, to be read on another thread while this one goes on.
//!
//! What views keep in memory is copied: feeds and their ends, the team, receipts. What is read from the disk only grows
//! beyond those ends as long as [`Store::epoch`] stays what it was; once it is another, what was read is to be read again.

use std::sync::Arc;

use super::journal::Location;
use super::shelf::FrameReader;
use super::views::{Frames, ViewError, Views};
use super::{Entry, Store};
use crate::log::DeviceId;

/// What reads a store needs of it: the store itself, or what it was.
pub trait Reading: Frames {
    fn views(&self) -> &Views;
    fn device(&self) -> DeviceId;
    /// The device's Ed25519 key.
    fn public_key(&self) -> [u8; 32];
}

impl Reading for Store {
    fn views(&self) -> &Views {
        &self.views
    }

    fn device(&self) -> DeviceId {
        self.device
    }

    fn public_key(&self) -> [u8; 32] {
        Self::public_key(self)
    }
}

/// See the module.
pub struct Snapshot {
    views: Views,
    frames: FrameReader,
    device: DeviceId,
    public_key: [u8; 32],
}

impl Store {
    /// What it holds now. To be dropped before the journal is written anew.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            views: self.views.at_this_moment(),
            frames: FrameReader::new(self.journal.reader()),
            device: self.device,
            public_key: self.public_key(),
        }
    }

    /// Another number whenever what was read of this store may no longer hold: who is in the team and what is erased, what
    /// was cleared, this device's own keys and life, and the places of everything in the journal.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }
}

impl Reading for Snapshot {
    fn views(&self) -> &Views {
        &self.views
    }

    fn device(&self) -> DeviceId {
        self.device
    }

    fn public_key(&self) -> [u8; 32] {
        self.public_key
    }
}

impl Frames for Snapshot {
    fn frame(&self, at: Location) -> Result<Arc<Vec<Entry>>, ViewError> {
        self.frames.frame(at)
    }
}
