//! The index: which files there are, where they end, what in them is lost. Sealed, replaced by rename.
//!
//! It is a convenience: the files say the same of themselves. What it adds is to know that one of them is missing or
//! shorter than it was.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::super::{Disk, Random, coding};
use super::file::{FIRST_FRAME, FileHeader, FileId, FileKind};
use super::frame::FrameSeal;
use super::{Damage, JournalError};

pub(super) const NAME: &str = "index";
const MAGIC: &[u8; 8] = b"MAILIDX\x01";
const MAX_BYTES: usize = 16 << 20;

/// How a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum State {
    /// It grows: the last one.
    Open,
    Closed,
    /// Of another store, or damaged beyond reading.
    Unreadable,
    Missing,
}

/// What is known of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileInfo {
    pub id: FileId,
    pub kind: FileKind,
    pub head: u32,
    /// Where its last valid frame ends.
    pub end: u32,
    /// Frames of entries up to there.
    pub frames: u32,
    pub state: State,
    /// Stretches that are known to be lost, from and to; from 0 to 0: of an earlier generation of the file.
    pub lost: Vec<(u32, u32)>,
}

impl FileInfo {
    pub fn of_header(id: FileId, header: &FileHeader) -> Self {
        let (kind, head) = (header.kind, header.head);
        Self { id, kind, head, end: FIRST_FRAME, frames: 0, state: State::Open, lost: Vec::new() }
    }

    pub fn unreadable(id: FileId, len: u32) -> Self {
        let (kind, head, state) = (FileKind::Entries, id.number, State::Unreadable);
        Self { id, kind, head, end: len, frames: 0, state, lost: vec![(0, len)] }
    }

    /// Whether it has frames to be read.
    pub fn is_readable(&self) -> bool {
        matches!(self.state, State::Open | State::Closed)
    }

    /// What the next generation of this file says of stretches that this one has lost: that there were some.
    pub fn lost_before_compaction(&self) -> Vec<(u32, u32)> {
        if self.lost.is_empty() { Vec::new() } else { vec![(0, 0)] }
    }

    pub fn knows(&self, damage: Damage) -> bool {
        self.lost.iter().any(|(from, to)| *from < damage.to && damage.from < *to)
    }
}

/// All files, by number.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Index {
    pub files: Vec<FileInfo>,
}

impl Index {
    /// What the index says; nothing if there is none that opens.
    pub fn read(disk: &Disk, folder: &Path, seal: &FrameSeal) -> Option<Self> {
        let bytes = disk.read(&folder.join(NAME), MAX_BYTES).ok()?;
        coding::decode::<_, MAX_BYTES>(&seal.open_index(bytes.strip_prefix(MAGIC)?)?)
    }

    pub fn write(&self, disk: &Disk, folder: &Path, seal: &FrameSeal, random: &mut Random) -> Result<(), JournalError> {
        let plaintext = coding::encode(self).unwrap_or_default();
        let sealed = seal.seal_index(&plaintext, random)?;
        Ok(disk.replace(&folder.join(NAME), &[&MAGIC[..], &sealed].concat())?)
    }
}
