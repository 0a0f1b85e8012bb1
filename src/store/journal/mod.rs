//! The journal: the truth of this laptop. Append-only files of sealed frames; an edit is saved when its frame is synced.
//!
//! Nothing that was saved is ever written over: a failed write or a damaged stretch is stepped past by a new file, and
//! what could not be read is named. `FORMAT.md` has the files byte by byte.

mod append;
mod compact;
mod entries;
mod file;
mod frame;
mod index;
mod large;
mod opening;
mod reader;
#[cfg(test)]
mod tests;
mod walk;

use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::DiskError;
pub use append::Journal;
pub use compact::{Fate, Reach, Rewritten};
pub use entries::Entries;
pub use large::Large;
pub use reader::{Reader, Verification};

/// The journal's folder in the store's.
pub const FOLDER_NAME: &str = "journal";
/// The longest entry, in bytes. An import of more than 1 MB goes through [`Journal::append_large`] anyway.
pub const MAX_ENTRY_BYTES: usize = 16 << 20;
/// No file grows past this, in bytes.
const FILE_LIMIT: u32 = 64 << 20;

/// Where an entry is, for ever (until its file is compacted). In the order of the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Location {
    /// Number of the file, from 1.
    pub file: u32,
    /// Where its frame starts in the file, in bytes.
    pub offset: u32,
    /// Which entry of the frame's block, from 0; 0 in a frame of one entry.
    pub index: u16,
}

/// A place between two entries: what comes before it has been read, applied, seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Position {
    file: u32,
    offset: u32,
    index: u16,
}

impl Position {
    /// Before the first entry.
    pub const START: Self = Self { file: 0, offset: 0, index: 0 };

    /// Just after an entry, hence before the next one.
    pub fn after(entry: Location) -> Self {
        Self { file: entry.file, offset: entry.offset, index: entry.index.saturating_add(1) }
    }

    /// Just before an entry.
    pub fn before(entry: Location) -> Self {
        Self { file: entry.file, offset: entry.offset, index: entry.index }
    }
}

/// The bytes in which the frame before a place ends: its tag, which no other frame has.
type Seam = [u8; 16];

/// How far a journal was read, and what tells whether another one, met at that place later, begins with the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmark {
    pub position: Position,
    /// `None` where it could not be read: then nothing is told apart.
    seam: Option<Seam>,
}

impl Bookmark {
    /// Of a journal that is on no disk.
    pub const fn unmarked(position: Position) -> Self {
        Self { position, seam: None }
    }
}

/// A stretch of a file that cannot be read. Its bytes stay where they are, for what a later recovery may make of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Damage {
    pub file: u32,
    /// First byte.
    pub from: u32,
    /// First byte after.
    pub to: u32,
}

/// Something that the journal met when it opened, to be told; each is told once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The last write was cut short, before it was reported as saved: `bytes` of it were removed.
    TornTail { file: u32, bytes: u32 },
    /// A stretch fails; what follows it is read all the same.
    Damaged(Damage),
    /// A file ends before what was saved in it.
    Cut(Damage),
    /// A file is of another store or damaged beyond reading.
    Unreadable { file: u32 },
    /// A file that the index lists is not there.
    Missing { file: u32 },
    /// The index was missing or damaged; it was made again from the files.
    IndexRebuilt,
}

impl Notice {
    /// Whether something saved may be lost here, so that the store must take a new incarnation before it writes.
    pub fn needs_new_incarnation(&self) -> bool {
        !matches!(self, Self::TornTail { .. } | Self::IndexRebuilt)
    }
}

/// Why the journal could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    #[error("there is no journal in {path}", path = .0.display())]
    Missing(PathBuf),
    #[error("there is a journal in {path} already", path = .0.display())]
    Exists(PathBuf),
    /// Nothing opens: another store's key, or every file is damaged. Nothing was touched.
    #[error("no file of the journal opens with the key of this store")]
    WrongKey,
    #[error("journal file {file} is damaged from byte {from} to {to}", file = .0.file, from = .0.from, to = .0.to)]
    Damaged(Damage),
    /// No entry starts there.
    #[error("journal file {file} has no entry {index} at byte {offset}", file = .0.file, index = .0.index, offset = .0.offset)]
    NoEntry(Location),
    #[error("an entry of {0} bytes is too long")]
    TooLong(usize),
    /// What was written for an import does not read back the same; nothing was committed.
    #[error("what was written does not read back the same")]
    NotAsWritten,
    /// File numbers have run out; 64 MiB times four billion.
    #[error("the journal is full")]
    Full,
    #[error(transparent)]
    Disk(#[from] DiskError),
    #[error("no random bytes: {0}")]
    Random(#[from] io::Error),
}
